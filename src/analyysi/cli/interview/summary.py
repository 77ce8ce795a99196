"""What an interview has come to, in words and sums, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from analyysi.cli.interview.state import Interview
from analyysi.comparison.case import Case
from analyysi.comparison.compare import work_out
from analyysi.drafting.agreements.answers import Answers
from analyysi.drafting.agreements.new_agreement import drafted_case
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.messages import KeyName, Message, Money, payer_names
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import figure, key_changes, rules_of
from analyysi.report.pieces.total_words import total_rule


def summary(interview: Interview, answers: Answers) -> list[str]:
    """Return the lines of the summary: what is shared, by which rule, and what each pays.

    Where figures are still to be asked for there are no shares, and it says whose figures lack.
    """
    case = drafted_case(interview.project, answers)
    words = Wording(_language(interview, answers), case)
    return ["", *_of_case(answers, case, words), "", *_shares(answers, case, words), ""]


def _language(interview: Interview, answers: Answers) -> str:
    """Return the language of the interview; the main one where a text of the figures lacks it."""
    language = interview.language
    labels = [text for named in answers.keys for text in (named.key.label, named.key.by)]
    return language if all(language in label.texts for label in labels) else MAIN_LANGUAGE


def _of_case(answers: Answers, case: Case, words: Wording) -> Iterator[str]:
    say = words.say
    yield answers.subject.or_main(words.language)
    yield say(
        "{year}: {amount} shared among {count} payers.",
        year=str(answers.year),
        amount=Money(answers.total, 2),
        count=str(len(answers.payers)),
    )
    rule = total_rule(case.terms, words)
    if rule:
        yield rule
    if answers.assumed:
        yield say("The total is marked as an assumption.")
    yield rules_of(work_out(case, case.chosen), words)
    yield from key_changes(case, case.chosen.key_names, words)
    for name, key in case.terms.keys.items():
        marked = case.estimates_of(key)
        payers = [code for code in case.terms.participants if code in marked]
        if payers:
            yield words.title(
                Message(
                    "{key}: figures that are estimates: {payers}.",
                    {"key": KeyName(name), "payers": payer_names(payers)},
                )
            )
    yield say(
        "Files in the folder {folder}: {files}.",
        folder=f"data/agreements/{answers.id}",
        files=", ".join([f"{answers.year}.toml", "agreement.toml", *answers.survey_files]),
    )


def _shares(answers: Answers, case: Case, words: Wording) -> Iterator[str]:
    """Yield what each pays, with the figures that it pays by."""
    missing = answers.missing
    if missing:
        for name, payers in missing.items():
            yield words.title(
                Message(
                    "{key}: still to be asked of {payers}. Until then there are no shares.",
                    {"key": KeyName(name), "payers": payer_names(payers)},
                )
            )
        return
    split = work_out(case, case.chosen)
    used = case.chosen.key_names
    is_changed = any(case.terms.keys[name].transform for name in used)
    keys = [
        name
        for name in case.terms.keys
        if name in used or (is_changed and name == case.terms.per_head)
    ]
    rows = [[words.payer_header(), *(words.of(KeyName(name)) for name in keys), "€"]]
    for code, cents in split.cents.items():
        figures = [figure(case.problem.keys[name][code], words) for name in keys]
        rows.append([words.payer(code), *figures, words.numbers.amount(cents)])
    total = sum(split.cents.values())
    rows.append([words.say("Total"), *("" for _ in keys), words.numbers.amount(total)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = row
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join(cells).rstrip()
