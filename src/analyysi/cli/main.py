"""The command line: arguments, progress and messages only."""

import atexit
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
import typer.exceptions

from analyysi import __version__
from analyysi.cli import archive, batch, drafting, explain, import_decision, pull
from analyysi.errors import AnalyysiError, ParameterError
from analyysi.languages import LANGUAGES, MAIN_LANGUAGE
from analyysi.project import Project, find_project
from analyysi.report.papers.paper_table import DEFAULT_FORMAT, PAPERS
from analyysi.run.garbage_collection import collect_less_often, keep_what_is_there
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    from analyysi.comparison.compare import Comparison
    from analyysi.run.engine.process import FreshProcess

EXAMPLES = """
Examples:

\b
  analyysi report kainuu-ict 2023     makes reports/kainuu-ict/2023/report.html
  analyysi report kainuu-ict 2023 --municipality Paltamo --format html,pdf
  analyysi report kainuu-ict 2027 --language sv --format html,pdf,docx,xlsx
  analyysi compare kainuu-ict 2023    what every method would charge
  analyysi compare kainuu-ict 2027 --format csv > shares.csv
  analyysi report kainuu-ict 2023 --publish
  analyysi batch --all --languages fi,sv      many reports at once
  analyysi reproduce                  every published year once more, to the cent
  analyysi explain kainuu-ict 2023    which rule could be behind the published shares
  analyysi import-decision kainuu-ict 2022 shares.xlsx --dry-run
  analyysi new-year kainuu-ict 2028   next year's terms, and what changes
  analyysi new-agreement              asks, and writes the files of a new agreement
  analyysi pull                       new figures from the official services, frozen
  analyysi check                      all figures and all agreements
  analyysi schema terms > terms.schema.json
"""

app = typer.Typer(
    help="Share a joint cost on official figures, compare the ways of sharing it, report it to a "
    "board.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AgreementArgument = Annotated[
    str, typer.Argument(help="The agreement's folder in data/agreements, e.g. kainuu-ict.")
]
YearArgument = Annotated[str, typer.Argument(help="The year of the terms, e.g. 2023.")]
ProjectOption = Annotated[
    str,
    typer.Option(
        "--project", help="The project's folder; else the one the working folder lies in."
    ),
]


FORMATS = ("table", "csv", "json")
MODELS = ("agreement", "terms")
_INTERRUPTED = 130


def _year(text: str) -> int:
    if not text.isdecimal():
        raise ParameterError(f"'{text}' is not a year: a whole number such as 2023 was expected.")
    return int(text)


def _one_of(name: str, valid: tuple[str, ...], what: str) -> None:
    if name not in valid:
        raise ParameterError(f"There is no {what} '{name}'.{did_you_mean(name, valid)}")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"analyysi {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    pass


REPORT_EXAMPLES = """
Examples:

\b
  analyysi report kainuu-ict 2023
  analyysi report kainuu-ict 2023 --municipality Paltamo
  analyysi report kainuu-ict 2023 --language fi,sv --format html,pdf,docx,xlsx
  analyysi report kainuu-ict 2023 --language fi,sv --format html,pdf --publish

html is the page, pdf the same on paper, docx the draft agreement and the job description, xlsx the workbook.
"""


@app.command(epilog=REPORT_EXAMPLES)
def report(
    agreement: AgreementArgument,
    year: YearArgument,
    language: Annotated[
        str,
        typer.Option(
            help="The language of the report's readers: "
            f"{', '.join(LANGUAGES)}: one, or several with commas."
        ),
    ] = MAIN_LANGUAGE,
    municipality: Annotated[
        str,
        typer.Option(
            help="A participant's name or code: the report is made from its board's seat."
        ),
    ] = "",
    formats: Annotated[
        str, typer.Option("--format", help=f"{', '.join(PAPERS)}: one, or several with commas.")
    ] = DEFAULT_FORMAT,
    publish: Annotated[
        bool,
        typer.Option(
            "--publish", help="Freeze the year: write-protected, with all that it rests on."
        ),
    ] = False,
    supersede: Annotated[
        str,
        typer.Option(
            help="With --publish, where the year has been published: why a new edition is needed."
        ),
    ] = "",
    project: ProjectOption = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Execute the notebook and write the report and its papers, all or nothing."""
    from analyysi.run.engine.process import processes_ahead

    ahead: AbstractContextManager[Iterator[FreshProcess]]
    languages = batch.listed(language) or [MAIN_LANGUAGE]
    # The first process imports while the rest of the program is still being imported here.
    ahead = nullcontext(iter(())) if publish else processes_ahead(len(languages))
    with ahead as processes:
        from analyysi.agreement.parameters import check_parameters
        from analyysi.languages import check_language
        from analyysi.run.report import make_report

        found = find_project(project)
        for one in languages:  # before the first report is made
            check_language(one)
        asked = {"agreement": agreement, "year": _year(year), "municipality": municipality}
        reports = [check_parameters({**asked, "language": one}) for one in languages]
        wanted = batch.listed(formats)
        if publish:
            archive.publish(found, reports, wanted, supersede, quiet)
            return
        if supersede:
            raise ParameterError(
                "--supersede belongs to --publish: add it, or leave --supersede out."
            )
        for parameters, cells in zip(reports, processes, strict=True):
            for path in make_report(found, parameters, wanted, not quiet, cells):
                typer.echo(f"Report: {found.relative(path)}")
                typer.echo(path.as_uri())


@app.command(epilog="Example: analyysi compare kainuu-ict 2023 --format csv")
def compare(
    agreement: AgreementArgument,
    year: YearArgument,
    format_name: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table",
    project: ProjectOption = "",
) -> None:
    """Show what every method would charge."""
    from analyysi.comparison.case import load_year
    from analyysi.comparison.compare import compare_methods
    from analyysi.comparison.results import results_csv

    _one_of(format_name, FORMATS, "format")
    comparison = compare_methods(load_year(find_project(project), agreement, _year(year)))
    if format_name == "csv":
        typer.echo(results_csv(comparison), nl=False)
    elif format_name == "json":
        import json

        typer.echo(json.dumps(_plain(comparison), ensure_ascii=False, indent=2))
    else:
        _print_table(comparison)


def _plain(comparison: "Comparison") -> dict[str, Any]:
    from analyysi.agreement.values import IN_CENTS
    from analyysi.comparison.verdicts import assess_split
    from analyysi.report.language.wording import Wording

    total, words = comparison.case.terms.total.value, Wording(MAIN_LANGUAGE, comparison.case)
    weighed = {split.id: assess_split(comparison, split) for split in comparison.splits}
    return {
        "agreement": comparison.case.agreement.id,
        "year": comparison.case.terms.year,
        "total_cents": total,
        "splits": [
            {
                "id": split.id,
                "chosen": split is comparison.chosen,
                "method": split.variant.method.name,
                "parameters": split.variant.parameters.model_dump(mode="json", context=IN_CENTS),
                "verdict": weighed[split.id].verdict,
                "for": words.of(weighed[split.id].for_it),
                "against": words.of(weighed[split.id].against_it),
                "properties": {
                    finding.name: {"holds": finding.holds, "found": words.of(finding.told)}
                    for finding in weighed[split.id].findings
                },
                "payers": [
                    {
                        "code": code,
                        "name": comparison.case.agreement.party(code).name.main,
                        "cents": cents,
                        "share_of_total": str(split.exact.amounts[code] / total),
                    }
                    for code, cents in split.cents.items()
                ],
            }
            for split in comparison.splits
        ],
    }


def _print_table(comparison: "Comparison") -> None:
    from rich.console import Console
    from rich.table import Table

    from analyysi.comparison.verdicts import assess_split
    from analyysi.report.language.wording import Wording
    from analyysi.report.pieces.verdicts import verdict_in_words

    words = Wording(MAIN_LANGUAGE, comparison.case)
    table = Table(
        title=f"{comparison.case.agreement.id} {comparison.case.terms.year}, €",
        caption_justify="left",
    )
    table.add_column(words.say("Way of sharing"), min_width=18)
    for code in comparison.payers:
        table.add_column(words.payer(code), justify="right", no_wrap=True)
    table.add_column(words.say("Total"), justify="right", no_wrap=True)
    table.add_column(words.say("Highest divided by lowest"), justify="right")
    table.add_column(words.say("Verdict"))
    for split in comparison.splits:
        chosen = split is comparison.chosen
        title = (
            f"{words.title(split.title)} ({words.say('chosen')})"
            if chosen
            else words.title(split.title)
        )
        ratio = comparison.head_ratio(split)
        table.add_row(
            title,
            *(_euros(words, split.cents.get(code)) for code in comparison.payers),
            _euros(words, comparison.case.terms.total.value),
            "–" if ratio is None else words.numbers.plain(ratio, 2),
            verdict_in_words(assess_split(comparison, split), words),
            style="bold" if chosen else None,
        )
    # Cut figures would be wrong figures: a terminal too narrow for the table wraps its lines
    # instead.
    Console(width=max(Console().width, 36 + 15 * (len(comparison.payers) + 3))).print(table)


def _euros(words: Any, cents: int | None) -> str:
    from fractions import Fraction

    return "–" if cents is None else str(words.numbers.plain(Fraction(cents, 100), 2))


app.command(epilog=batch.BATCH_EXAMPLES)(batch.batch)
app.command(epilog=archive.REPRODUCE_EXAMPLES)(archive.reproduce)
app.command(epilog=explain.EXAMPLE)(explain.explain)
app.command(epilog=import_decision.EXAMPLES)(import_decision.import_decision)
app.command(epilog=drafting.NEW_AGREEMENT_EXAMPLES)(drafting.new_agreement)
app.command(epilog=drafting.NEW_YEAR_EXAMPLES)(drafting.new_year)
app.command(epilog=pull.PULL_EXAMPLES)(pull.pull)
app.command(epilog=pull.DIFF_EXAMPLE)(pull.diff)
app.command(epilog=pull.TABLES_EXAMPLES)(pull.tables)


@app.command(epilog="Example: analyysi check")
def check(project: ProjectOption = "") -> None:
    """Check every snapshot, every year of every agreement and all that was published, and list all
    faults.
    """
    from rich.console import Console
    from rich.progress import track

    from analyysi.agreement.reading import agreement_ids, years_of
    from analyysi.archive.edition import find_editions
    from analyysi.archive.integrity import faults as faults_of_edition
    from analyysi.sources.snapshots import check_snapshot, snapshot_ids, stray_folders

    found = find_project(project)
    items: list[tuple[str, Any]] = [
        (f"snapshot {name}", lambda name=name: check_snapshot(found, name))
        for name in snapshot_ids(found)
    ]
    items.append(("snapshot folders", lambda: stray_folders(found)))
    for agreement in agreement_ids(found):
        for year in years_of(found, agreement):
            items.append(
                (
                    f"agreement {agreement} {year}",
                    lambda a=agreement, y=year: _check_year(found, a, y),
                )
            )
    items += [
        (f"published {edition.name}", lambda edition=edition: faults_of_edition(edition))
        for edition in find_editions(found)
    ]
    faults = []
    lines = []
    console = Console(stderr=True)
    for name, item in track(
        items, "Checking", console=console, disable=not console.is_terminal, transient=True
    ):
        found_here = item()
        lines.append(f"{'FAULT' if found_here else 'ok':<6}{name}")
        faults += found_here
    typer.echo("\n".join(lines))
    if faults:
        # One changed file is a fault of its snapshot and of every year that rests on it; it is told
        # once.
        told = list(dict.fromkeys(faults))
        count = "1 fault" if len(told) == 1 else f"{len(told)} faults"
        raise AnalyysiError(f"{count}:\n" + "\n".join(f"- {fault}" for fault in told))
    typer.echo(f"{len(items)} checked, no faults.")


def _check_year(project: Project, agreement: str, year: int) -> list[str]:
    from analyysi.comparison.case import load_year
    from analyysi.comparison.compare import compare_methods

    try:
        compare_methods(load_year(project, agreement, year))
    except AnalyysiError as error:
        return [str(error)]
    return []


@app.command(epilog="Example: analyysi schema terms > terms.schema.json")
def schema(model: Annotated[str, typer.Argument(help="agreement or terms")]) -> None:
    """Print the JSON Schema of an agreement's file or a year's file, for editors that complete and
    check.
    """
    import json

    from analyysi.agreement.agreement import Agreement
    from analyysi.agreement.terms import Terms
    from analyysi.allocation.methods import METHODS
    from analyysi.allocation.steps.step_table import STEPS

    _one_of(model, MODELS, "file")
    if model == "agreement":
        printed = Agreement.model_json_schema()
    else:
        printed = Terms.model_json_schema()
        for kind, table in (("method", METHODS), ("step", STEPS)):
            for name, row in table.items():
                printed["$defs"][f"{kind}.{name}"] = row.parameters.model_json_schema()
    typer.echo(json.dumps(printed, ensure_ascii=False, indent=2))


def main() -> NoReturn:
    """Run the command line: one sentence on stderr and a non-zero exit for a fault, never a
    traceback.
    """
    collect_less_often()
    atexit.register(
        keep_what_is_there
    )  # else the end of the process looks through all of it, twice
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    # What these log of a kernel that died is told by our own sentence; after an interruption it
    # would stand before it.
    for name in ("asyncio", "nbclient", "papermill", "traitlets"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        code = app(standalone_mode=False)
    except ParameterError as error:
        _stop(str(error), 2)
    except AnalyysiError as error:
        _stop(str(error), 1)
    except typer.exceptions.TyperException as error:
        _stop(_usage(error), getattr(error, "exit_code", 2))
    except (KeyboardInterrupt, typer.Abort):
        _stop("interrupted; nothing was changed.", _INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last resort: the user gets a sentence, the log the traceback
        _stop(
            f"unexpected fault ({type(error).__name__}: {error}). The traceback is in "
            f"{_log(error)}.",
            1,
        )
    if code == _INTERRUPTED:  # typer takes Ctrl-C itself and returns the code without a word
        _stop("interrupted; nothing was changed.", _INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _usage(error: Any) -> str:
    if error.__class__.__name__ == "NoArgsIsHelpError":
        return f"a command is missing.\n\n{error.format_message()}"
    message = str(error.format_message()).replace("Value error, ", "")
    return f"{message} See 'analyysi --help'."


def _log(error: BaseException) -> Path:
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="analyysi-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write("".join(traceback.format_exception(error)))
    return Path(log.name)


def _stop(message: str, code: int) -> NoReturn:
    typer.echo(f"analyysi: {message}", err=True)
    sys.exit(code)
