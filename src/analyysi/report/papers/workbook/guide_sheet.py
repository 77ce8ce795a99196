"""The last sheet of the workbook: what each sheet is, how to use them, what the report was made
with, and where its figures are from.
"""

from __future__ import annotations

from collections.abc import Sequence

from analyysi import __version__
from analyysi.agreement.key import OwnKey
from analyysi.comparison.results import fingerprint
from analyysi.messages import KeyName, Message, Money
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.input_sheet import headline
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from analyysi.report.papers.workbook.sheet import Sheet, SheetCell
from analyysi.report.pieces.shared_sentences import (
    brought_figures,
    licence,
    status,
    table_title,
    tie_rule,
    used_for,
)
from analyysi.report.pieces.total_words import total_source

GUIDE_WIDTHS = (34, 76, 22, 40, 12, 36, 36)
"""The widths of the sheet's columns. The first two hold the guide and are printed; the sources
take all.
"""


def _status(words: Wording) -> str:
    """Say in a line that the figures are of a trial or a draft; nothing of others."""
    mark = words.mark
    if words.case.trial:
        return f"{mark}. {words.say('A trial by the analyst. Nobody has decided on it.')}"
    return f"{mark}. {words.say('This is a draft. Nobody has decided on it.')}" if mark else ""


def write_guide(
    sheet: Sheet, plan: WorkbookPlan, shown: Sequence[tuple[Sheet, str]], words: Wording
) -> None:
    """Write the sheet. `shown` are the other sheets, each with what it holds."""
    say = words.say
    headline(sheet, plan, words, _status(words) or say("Treasurer's workbook"))
    sheet.say(say("Contents"), "heading")
    rows = [[SheetCell(described.name), SheetCell(text, "lines")] for described, text in shown]
    body = sheet.table([say("Sheet"), say("What it holds")], rows)
    for place, (described, _) in enumerate(shown):
        sheet.link(body.cell(place, 0), described)
    sheet.skip()
    sheet.say(say("How to use this workbook"), "heading")
    rows = [
        [SheetCell(matter), SheetCell(text, "lines")] for matter, text in _guidance(plan, words)
    ]
    sheet.table([say("Matter"), say("Guidance")], rows)
    sheet.skip()
    sheet.say(say("What the report was made with"), "heading")
    rows = [[SheetCell(matter), SheetCell(text, "lines")] for matter, text in _facts(plan, words)]
    sheet.table([say("Matter"), say("Content")], rows)
    on_paper = sheet.row
    sheet.skip()
    _sources(sheet, plan, words)
    sheet.finish(frozen=3, repeated=4, rows=on_paper, columns=2)


# Long: the text of the guidance, paragraph by paragraph.
def _guidance(plan: WorkbookPlan, words: Wording) -> list[tuple[str, str]]:
    say = words.say
    paper = say(
        "Each sheet takes one page as long as it can be read on it. The working, the ways one by "
        "one and every line of the budgets stay on the screen."
    )
    if not plan.live:
        text = say(
            "These ways of sharing, or the rounding, cannot be written as formulas that are exact "
            "to the cent. So the "
            "workbook holds the report's figures as values, and no share changes when a cell is "
            "changed."
        )
        return [(say("Values only"), text), (say("On paper"), paper)]
    texts = [
        (
            say("Cells that may be changed"),
            say(
                "They are on the sheet {sheet}: blue frame, light blue ground. A line above each "
                "table names them. "
                "A figure that differs from the report's is shown in bold.",
                sheet=say("Inputs"),
            ),
        ),
        (
            say("A trial, not a decision"),
            say(
                "Changed figures are a trial and no longer the decision or the proposal. The "
                "third row of the sheets "
                "that calculate says whether the figures are as in the report."
            ),
        ),
        (
            say("Cells that are protected"),
            say(
                "Every other cell is protected from slips, without a password: the spreadsheet's "
                "own command takes the protection off."
            ),
        ),
        (
            say("Shares"),
            say(
                "The chosen way comes first. The last is a mix of your own, whose weights are on "
                "the sheet {sheet}.",
                sheet=say("Inputs"),
            ),
        ),
        (
            say("Rounding"),
            words.of(plan.comparison.case.rounding.rule)
            + " "
            + tie_rule(plan.comparison.case.rounding, words),
        ),
        (
            say("Why the cents are right"),
            say(
                "The formulas use whole numbers of at most fifteen digits, which a spreadsheet "
                "holds exactly. "
                "Remainders of a mix are compared to so many digits that different ones cannot "
                "look equal: the sheet "
                "{sheet} shows the test. If figures are too large for an exact result, the share "
                "is left empty and the "
                "sheet says so.",
                sheet=say("Working"),
            ),
        ),
    ]
    if any(split.weights is None for split in plan.splits):
        text = say(
            "Ways that cannot be exact as formulas stand as values. Each says so below its name."
        )
        texts.append((say("Values"), text))
    return [*texts, (say("On paper"), paper)]


def _facts(plan: WorkbookPlan, words: Wording) -> list[tuple[str, str]]:
    say, case, language = words.say, plan.comparison.case, words.language
    terms = case.terms
    assumption = words.say("assumption")
    total = words.of(Money(plan.total_cents, 2))
    facts = [
        (say("Agreement and year"), f"{case.agreement.id} {terms.year}"),
        (say("Status"), status(case, words)),
        (
            say("Total cost"),
            (f"{total} ({assumption}). " if terms.total.assumed else f"{total}. ")
            + total_source(terms, words),
        ),
        (
            say("Chosen split"),
            f"{words.title(plan.comparison.chosen.title)}. "
            f"{terms.method.reason.in_language(language)} "
            f"{terms.method.source.in_language(language)}",
        ),
    ]
    facts += [
        (words.title(Message("assumption")), text.in_language(language))
        for text in terms.assumptions
    ]
    facts += [(say("What is not known"), text.in_language(language)) for text in terms.unknown]
    brought = brought_figures(plan.comparison.case, words)
    facts += [(say("What is not known"), brought)] if brought and terms.unknown else []
    facts += [
        (say("Fingerprint"), fingerprint(plan.comparison)),
        (say("Program"), f"analyysi {__version__}"),
    ]
    return facts


def _sources(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> None:
    """Write where the figures are from, and every file that the report rests
    on, with its checksum.
    """
    say, case = words.say, plan.comparison.case
    rows = []
    for snapshot, manifest in case.manifests.items():
        used = used_for(case, snapshot, words)
        rows.append(
            [
                words.frozen(manifest.title),
                ", ".join(used),
                manifest.producer,
                licence(manifest, words),
                words.numbers.day(manifest.retrieved),
                snapshot,
                manifest.data.sha256,
            ]
        )
    checksums = {file.path.rsplit("/", 1)[-1]: file.sha256 for file in case.inputs}
    for survey in case.estimates:
        keys = {name: key for name, key in case.terms.keys.items() if key.survey == survey}
        used = [words.of(KeyName(name)) for name in keys]
        title = table_title(next(iter(keys.values())), words) if keys else ""
        # Answers that a trial was handed have no file.
        checksum = checksums.get(survey, "–")
        rows.append([title, ", ".join(used), "–", "–", "–", survey, checksum])
    for key in case.terms.keys.values():
        if isinstance(key, OwnKey):
            label, origin = (text.in_language(words.language) for text in (key.label, key.origin))
            rows.append([say("The analyst's own figures"), label, origin, "–", "–", "–", "–"])
    if rows:
        headers = [
            say("Data"),
            say("Figures"),
            say("Producer"),
            say("Licence and attribution"),
            say("Retrieved"),
            say("Snapshot"),
            say("SHA-256 checksum"),
        ]
        sheet.say(say("Where the figures are from, their licences and checksums"), "heading")
        cells = []
        for row in rows:
            cells.append([SheetCell(text, "lines") for text in row])
        sheet.table(headers, cells)
        sheet.skip()
    sheet.say(say("Files and their SHA-256 checksums"), "heading")
    files = [
        [SheetCell(file.path, "lines"), SheetCell(file.sha256, "lines")] for file in case.inputs
    ]
    sheet.table([say("File"), say("SHA-256 checksum")], files)
