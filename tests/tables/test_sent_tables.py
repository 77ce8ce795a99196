"""Tables as officials send them: read to the cents that a person sees, or refused; never otherwise.

What is right of each variant was written from the issue alone (`support/sent_tables.py` and the
modules of its name): over a thousand of them, by kinds, and as many as hypothesis draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyysi.drafting.import_decision import no_total
from analyysi.tables.asked import Asked
from analyysi.tables.figure_column import read_figure_column
from support import sent_books, sent_foreign, sent_shapes
from support.command_line import call
from support.sent_drawn import Drawn, faulty, tables
from support.sent_reading import Judged, Outcome, judged, outcome
from support.sent_tables import KINDS, PARTIES, Sent, variants

pytestmark = pytest.mark.slow
assert sent_books.BOOKS
assert sent_foreign.ICELAND
assert sent_shapes.LIKE_OURS

NOT_READ: dict[str, str] = {}
"""What could be read and is refused, and why it is left so."""


@dataclass(frozen=True)
class Read:
    """A variant, what came of it, and how that compares with what is right."""

    sent: Sent
    result: Outcome
    judged: Judged

    def __repr__(self) -> str:
        came = self.result.cents if self.result.cents is not None else self.result.message
        return f"\n{self.sent}: {self.judged}: {came}"


def read(kind: str, folder: Path) -> Iterator[Read]:
    """Read every variant of a kind."""
    for sent in KINDS[kind]():
        result = outcome(sent, folder)
        yield Read(sent, result, judged(sent, result))


def test_there_are_many_and_each_has_a_name() -> None:
    sent = variants()
    assert len(sent) >= 1000
    assert len({str(variant) for variant in sent}) == len(sent)
    for verdict in ("read", "refused"):
        assert sum(variant.verdict == verdict for variant in sent) >= 300
    assert set(NOT_READ) <= {str(variant) for variant in sent if variant.verdict == "read"}


@pytest.mark.parametrize("kind", KINDS)
def test_none_is_wrong_and_what_can_be_read_is_read(kind: str, tmp_path: Path) -> None:
    came = list(read(kind, tmp_path))
    sound = ("read right", "refused right")
    faults = [each for each in came if each.judged not in sound and str(each.sent) not in NOT_READ]
    assert not faults, "".join(map(repr, faults))
    unread = {str(each.sent) for each in came if each.judged == "not read"}
    assert {name for name in NOT_READ if name.startswith(f"{kind}: ")} <= unread
    # Twenty faults, a heading, how many more there are, and the first rows.
    long = [each for each in came if each.result.message.count("\n") > 40]
    assert not long, "".join(map(repr, long))


@pytest.mark.parametrize(("year", "rate"), [("2022", "14.52"), ("2024", "14.97")])
def test_a_rate_is_read_alike_as_a_number_and_as_a_per_cent(
    tmp_path: Path, year: str, rate: str
) -> None:
    # 14.52 is stored in one year and 0.1497 with a format of per cents in the other.
    sent = [each for each in KINDS["iceland"]() if each.name.startswith(f"by names, {year}")]
    assert len(sent) == 2
    for each in sent:
        path = tmp_path / each.file
        path.write_bytes(each.content())
        figures = read_figure_column(path, each.parties, Asked(amount="C", only_parties=True))
        assert figures == {party.code: Decimal(rate) for party in each.parties}


# Drawn tables
# ------------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(drawn=tables())
def test_any_sound_table_is_read_to_its_cents(drawn: Drawn) -> None:
    with TemporaryDirectory() as folder:
        result = outcome(drawn.sent, Path(folder))
    assert result.cents == drawn.sent.cents, result.message


@settings(max_examples=80, deadline=None)
@given(drawn=faulty())
def test_any_table_with_a_fault_is_refused(drawn: Drawn) -> None:
    with TemporaryDirectory() as folder:
        result = outcome(drawn.sent, Path(folder))
    assert result.cents is None, drawn.fault


@settings(max_examples=60, deadline=None)
@given(drawn=tables(), row=st.integers(0, 12), text=st.text(max_size=12), column=st.integers(0, 1))
def test_any_text_in_any_cell_never_gives_other_cents(
    drawn: Drawn, row: int, text: str, column: int
) -> None:
    sent = drawn.with_cell(row, column, text)
    with TemporaryDirectory() as folder:
        result = outcome(sent, Path(folder))
    # A cell may be changed to another sum only if the total is not known.
    assert result.cents in (None, drawn.sent.cents) or sent.asked.get("total") == "unknown"


# The command
# ------------------------------------------------------------------------------------------

OPTIONS = {"payer_column": "--payer-column", "amount_column": "--amount-column", "total": "--total",
           "decimal_mark": "--decimal-mark", "sheet": "--sheet", "unit": "--unit", "where": "--where"}  # fmt: skip


def options(asked: Mapping[str, str]) -> list[str]:
    words = ["--only-parties"] if "only_parties" in asked else []
    for name, value in asked.items():
        if name in OPTIONS:
            words += [OPTIONS[name], value]
    return words


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the agreement of the parties, and no stored figures to search through."""
    folder = tmp_path_factory.mktemp("project")
    agreement = folder / "data" / "agreements" / "sent"
    agreement.mkdir(parents=True)
    (folder / "data" / "snapshots").mkdir()
    (folder / "data" / "municipalities").mkdir()
    texts = '{ fi = "x", sv = "x", en = "x" }'
    lines = ['id = "sent"', 'organiser = "liitto"', f"subject = {texts}", f"purpose = {texts}"]
    for party in PARTIES:
        name = f'fi = "{party.name.fi}"' + (f', sv = "{party.name.sv}"' if party.name.sv else "")
        lines += [
            "[[parties]]",
            f'code = "{party.code}"',
            f'kind = "{party.kind}"',
            f"name = {{ {name} }}",
        ]
    (agreement / "agreement.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_the_command_says_the_same(project: Path, tmp_path: Path) -> None:
    ours = [sent for sent in variants() if sent.parties is PARTIES][::50]
    for sent in ours:
        path = tmp_path / sent.file
        path.write_bytes(sent.content())
        result = outcome(sent, tmp_path)
        words = ["import-decision", "sent", "2022", str(path), "--dry-run", *options(sent.asked)]
        done = call(*words, "--project", str(project))
        if result.message == no_total(sent.file):  # a table is shown all the same, and not stored
            assert result.message in " ".join(done.printed.split()), str(sent)
            continue
        refused = done.fault is not None and not isinstance(done.fault, SystemExit)
        assert refused == (result.cents is None), (str(sent), done.printed, done.fault)
