"""Whether what an edition's own program makes of its own inputs is what it holds, and what is said
where it is not.

Where every checksum agrees, a difference alone shows only that inputs and results do not belong
together. A library is blamed where the program itself says that it lacks one; another version of a
library is named as what it is, a thing not ruled out.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from analyysi.archive.edition import INPUTS, LOCK, PAPERS, RESULTS, Edition, EditionRecord
from analyysi.archive.ledger import Cause, changed_results, first_of, with_effects
from analyysi.archive.replay import LackingLibraryError
from analyysi.archive.scratch_project import Outcome
from analyysi.errors import ReproductionError, Sentence
from analyysi.run.record import sha256


@dataclass(frozen=True)
class MadeAgain:
    """What the archived program makes of the archived inputs.

    Parameters
    ----------
    results
        Its shares; None where the program is lost.
    papers
        The papers made again, name within `papers/` to bytes, and without a byte where it stopped.
    stopped
        What it said where it stopped while it made papers.
    true_copies
        The inputs whose copies in the project give the published results in their place; empty
        where none do, or none were needed.
    differences
        What differs between the archived copies and those, in words.
    own_environment
        Whether it ran in an environment made from the edition's lock file.
    """

    results: Outcome | None
    papers: Mapping[str, bytes]
    stopped: Sequence[ReproductionError] = ()
    true_copies: Sequence[str] = ()
    differences: Sequence[str] = ()
    own_environment: bool = False


def papers_equal(record: EditionRecord, made: Mapping[str, bytes]) -> dict[str, bool]:
    """Return each paper made again, and whether its bytes are those published."""
    return {
        name: sha256(content) == record.sha256(f"{PAPERS}/{name}") for name, content in made.items()
    }


def within_archive(edition: Edition, made: MadeAgain, results_true: bool = True) -> list[Cause]:
    """Return why the archived program does not make the published results and papers of the
    archived inputs; or, where it does, which versions have moved without changing anything.

    Parameters
    ----------
    results_true
        Whether the edition's results.csv is the published one, and not harmed itself.
    """
    record = edition.record
    moved = {} if made.own_environment else moved_versions(record)
    lacking = _lacking(made)
    if lacking:
        return [Cause("library", lacking[0], (*lacking[1:], *moved.values()), None)]
    differing = [name for name, equal in papers_equal(record, made.papers).items() if not equal]
    outcome = made.results
    wrong = outcome is not None and not outcome.gives(record.sha256(RESULTS))
    if not wrong and not differing:
        note = (*moved.values(), _effect_of_versions(made))
        return [Cause("library", ", ".join(moved), note, fails=False)] if moved else []
    before = edition.published(RESULTS).decode("utf-8", "replace") if results_true else None
    after = outcome.results if outcome is not None else None
    cause = Cause("archive", edition.name, (*_what(made, wrong, before), *differing))
    if not made.true_copies and moved:
        not_ruled_out = Sentence(
            "not ruled out: other versions than the recorded ones ({file}) may compute otherwise, "
            "and papers may differ in bytes: {versions}. --own-environment makes them with the "
            "recorded versions",
            file=f"{INPUTS}/{LOCK}",
            versions=", ".join(moved.values()),
        )
        cause = Cause("archive", edition.name, (*cause.what, not_ruled_out))
    return [with_effects(cause, before, after)] if wrong else [cause]


def _effect_of_versions(made: MadeAgain) -> Sentence:
    """Say what other versions than the recorded ones change, of what was made."""
    if made.results is None:
        return Sentence("the archived program was not run, so what they change was not seen")
    if made.papers:
        return Sentence("nothing is changed by it")
    return Sentence(
        "no share is changed by it; papers, which were not made again, may differ in bytes"
    )


def _lacking(made: MadeAgain) -> tuple[str, ...]:
    """Return the library that the archived program lacks, and what it says of it; else nothing."""
    if made.results is not None and made.results.lacking:
        return made.results.lacking, _stops(made.results.fault)
    for error in made.stopped:
        if isinstance(error, LackingLibraryError):
            return error.library, _stops(error)
    return ()


def _what(made: MadeAgain, wrong: bool, published: str | None) -> list[str]:
    """Say what does not belong together, in the order in which it is shown."""
    changed = Sentence(
        "somebody has changed the archive and its checksums, or they were not made from these "
        "inputs by this program"
    )
    stops = [_stops(error) for error in made.stopped]
    if not wrong:
        return [
            Sentence("the archived inputs do not give the archived papers: {cause}", cause=changed),
            *stops,
        ]
    outcome = made.results
    if made.true_copies:
        names = ", ".join(made.true_copies)
        sentences = [
            Sentence(
                "the archived inputs do not give the archived results: somebody has changed the "
                "archived copy and its checksums. With the project's copy they are as published: "
                "{files}",
                files=names,
            ),
            # Each file that is swapped alone may be stopped by the same sentence.
            *dict.fromkeys(made.differences),
        ]
    else:
        sentences = [
            Sentence("the archived inputs do not give the archived results: {cause}", cause=changed)
        ]
    if outcome is not None and outcome.results is None:
        return [*sentences, _stops(outcome.fault), *stops]
    if outcome is not None and outcome.results is not None and published is not None:
        sentences += first_of(changed_results(published, outcome.results), Sentence("amounts"))
    return [*sentences, *stops]


def _stops(fault: object) -> Sentence:
    return Sentence("the archived program stops: {fault}", fault=fault)


def moved_versions(record: EditionRecord) -> dict[str, str]:
    """Return library (and Python) to what differs between the one recorded and the one here."""
    moved = {}
    if record.python != platform.python_version():
        moved["Python"] = f"Python {record.python} → {platform.python_version()}"
    for name, recorded in record.packages.items():
        try:
            here = version(name)
        except PackageNotFoundError:
            # An extra, or one that this Python no longer needs; a library that is truly lacking
            # stops the program.
            continue
        if here != recorded:
            moved[name] = f"{name} {recorded} → {here}"
    return moved
