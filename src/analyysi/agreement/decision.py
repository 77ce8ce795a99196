"""What is printed of another body's decision on sharing a cost, with what is known and no more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from analyysi.agreement.reading import TextFile, parsed
from analyysi.agreement.values import (
    Currency,
    Frozen,
    LocalText,
    Name,
    PrintedNumber,
    Share,
    When,
    Words,
)
from analyysi.errors import ParameterError, Sentence, joined
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.suggestions import did_you_mean

Status = Literal[
    "full_table", "some_payers", "one_payer", "total_and_change", "change_only", "rule_only"
]
"""What is printed: every payer's share; those of some; of one; the total and its change; how much
it changed; no sum.
"""
RuleKnown = Literal["whole", "keys", "kind"]
"""How much is printed of the rule: all; by what is shared, not in which parts; only of what kind.
"""
FigureUnit = Literal["money", "percent", "people", "per_inhabitant"]

Reference = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")]
"""A printed number: a figure ("total") or what a payer's row has in a column ("akaa.amount")."""
SignedReference = Annotated[
    str, StringConstraints(pattern=r"^-?[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")
]


@dataclass(frozen=True)
class PrintedValue:
    """A printed number, exact, and the step to which it was rounded: 1000 where thousands are
    printed, 1/10 where tenths are. Amounts are in the currency, per cents in per cent.
    """

    exact: Fraction
    step: Fraction
    unit: FigureUnit | None


class DecisionSource(Frozen):
    """Who printed it, under which title, on which day; `site` names the web site, never a page's
    address, which changes.
    """

    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    """The language of publisher and title, by its code in ISO 639-1."""
    publisher: Words
    title: Words
    site: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")] | None = None
    day: When | None = None
    read: date


class Figure(Frozen):
    """A printed number outside the table of payers, and what it is of. `scale` is what one printed
    unit of money is worth, where that is not the record's.
    """

    label: LocalText
    value: PrintedNumber
    unit: FigureUnit = "money"
    scale: Annotated[int, Field(gt=0)] | None = None


class KeyColumn(Frozen):
    """A key whose figures are printed beside the payers. `measured`: they were rounded to the
    printed decimals after the shares had been worked out.
    """

    label: LocalText
    measured: bool = False


class DecisionPayer(Frozen):
    """A payer, or a class of payers, as printed; `inside` says how a class shares its part."""

    code: Name
    name: LocalText | Words
    amount: PrintedNumber | None = None
    percent: PrintedNumber | None = None
    keys: Mapping[Name, PrintedNumber] = {}
    inside: LocalText | None = None


class Check(Frozen):
    """A printed number that follows from others."""

    result_field: ClassVar[str] = ""
    """The field that names the printed number which is recomputed; none if there are several."""

    @property
    def result(self) -> str:
        """The printed number that is recomputed, or "" if the check names none."""
        return str(getattr(self, self.result_field)) if self.result_field else ""

    @property
    def inputs(self) -> tuple[str, ...]:
        """The printed numbers that it is recomputed from."""
        names: list[str] = []
        for field, value in self:
            if field != self.result_field and isinstance(value, str | tuple):
                names += [value] if isinstance(value, str) else value
        return tuple(name.removeprefix("-") for name in names)

    def compared(self, payers: Iterable[DecisionPayer]) -> tuple[str, ...]:
        """Return the printed numbers to compare with the source where the check fails: what the
        result comes from, the figures of the payers too, or else the result itself.
        """
        return self.inputs or (self.result,)


class SumCheck(Check):
    """The parts add up to the total; a minus sign before a part takes it off."""

    result_field = "total"
    parts: Annotated[tuple[SignedReference, ...], Field(min_length=2)]
    total: Reference


class PercentCheck(Check):
    """A part is so many per cent of others together."""

    result_field = "percent"
    part: Reference
    of: Annotated[tuple[Reference, ...], Field(min_length=1)]
    percent: Reference


class GrowthCheck(Check):
    """An amount has changed by so many per cent from an earlier one."""

    result_field = "percent"
    earlier: Reference
    later: Reference
    percent: Reference


class IncreaseCheck(Check):
    """A total that has grown by so many per cent holds so much of growth."""

    result_field = "change"
    total: Reference
    percent: Reference
    change: Reference


class ProductCheck(Check):
    """So many, at a rate each, make the amount."""

    result_field = "amount"
    number: Reference
    rate: Reference
    amount: Reference


class PercentSumCheck(Check):
    """The printed per cents of the payers add up to `sum`, which need not be 100."""

    result_field = "sum"
    sum: PrintedNumber

    @property
    def result(self) -> str:
        """No printed number: the sum stands in the check."""
        return ""

    def compared(self, payers: Iterable[DecisionPayer]) -> tuple[str, ...]:
        """Return the per cents of the payers."""
        return tuple(f"{payer.code}.percent" for payer in payers)


class FractionCheck(Check):
    """A payer's printed per cent is that of an exact share, which was inferred from it."""

    result_field = "percent"
    percent: Reference
    share: Share


class KeyPart(Frozen):
    """The part of the total that a key shares, and the sum of its figures over all payers: a
    printed figure, or else the sum of those of the payers here.
    """

    weight: Share
    of: Reference | None = None


class KeyCheck(Check):
    """Each payer's printed amount comes from the printed keys. `total` is one printed number or
    several, added up; `parts_rounded`: each key's part was rounded before they were added.
    """

    total: Annotated[tuple[SignedReference, ...], Field(min_length=1)]
    keys: Mapping[Name, KeyPart]
    parts_rounded: bool = False

    @property
    def inputs(self) -> tuple[str, ...]:
        """The printed numbers of the total, and the sums of the keys where they are printed."""
        sums = [part.of for part in self.keys.values() if part.of is not None]
        return (*super().inputs, *sums)

    def compared(self, payers: Iterable[DecisionPayer]) -> tuple[str, ...]:
        """Return the inputs and the figures of the payers in every key."""
        figures = [f"{payer.code}.{key}" for payer in payers for key in self.keys]
        return (*self.inputs, *figures)

    @field_validator("keys")
    @classmethod
    def _whole(cls, keys: Mapping[Name, KeyPart]) -> Mapping[Name, KeyPart]:
        together = sum((part.weight for part in keys.values()), Fraction(0))
        if together != 1:
            raise ValueError(Sentence("the weights sum to {sum}; they must sum to 1", sum=together))
        return keys


class Checks(Frozen):
    """What is recomputed: a list for each kind of check, whose arithmetic is a row of
    `comparison.published.decision_checks.DECISION_CHECKS`.
    """

    sums: tuple[SumCheck, ...] = ()
    percents: tuple[PercentCheck, ...] = ()
    growths: tuple[GrowthCheck, ...] = ()
    increases: tuple[IncreaseCheck, ...] = ()
    products: tuple[ProductCheck, ...] = ()
    percent_sums: tuple[PercentSumCheck, ...] = ()
    fractions: tuple[FractionCheck, ...] = ()
    by_keys: tuple[KeyCheck, ...] = ()

    def all(self) -> list[tuple[str, Check]]:
        """Return every check with the name of its list, in order."""
        return [(kind, check) for kind in type(self).model_fields for check in getattr(self, kind)]


class Decision(Frozen):
    """A decision of another body on who pays what, as far as it is printed.

    Texts are ours; `inferred` holds what follows from the printed numbers and is not printed,
    `unknown` what the copy that was read does not say. Sums that are not printed are not here.
    """

    status: Status
    countries: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], ...], Field(min_length=1)
    ]
    body: LocalText
    sector: LocalText
    period: LocalText
    basis: LocalText
    """By what is shared, in a few words, for a table of many decisions."""
    rule: LocalText
    rule_known: RuleKnown
    currency: Currency | None = None
    scale: Annotated[int, Field(gt=0)] = 1
    """What one printed unit of money is worth: 1000 where thousands are printed."""
    source: DecisionSource
    total: Name | None = None
    per_head: tuple[Name, ...] = ()
    """The figures that are what an inhabitant pays."""
    head_count: Name | None = None
    """The key that counts inhabitants."""
    keys: Mapping[Name, KeyColumn] = {}
    payers: tuple[DecisionPayer, ...] = ()
    figures: Mapping[Name, Figure] = {}
    checks: Checks = Checks()
    inferred: tuple[LocalText, ...] = ()
    unknown: tuple[LocalText, ...] = ()
    not_recomputed: LocalText | None = None
    """Why nothing is recomputed, where nothing is."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        faults = [
            *self._faults_of_names(),
            *self._faults_of_checks(),
            *self._faults_of_status(),
        ]
        if faults:
            raise ValueError(joined(faults, "; "))
        return self

    def _faults_of_names(self) -> Iterator[Sentence]:
        codes = [payer.code for payer in self.payers]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield Sentence("two payers have the code '{code}'", code=code)
        for payer in self.payers:
            for key in payer.keys:
                if key not in self.keys:
                    yield Sentence(
                        "{code}: no key '{key}'.{near}",
                        code=payer.code,
                        key=key,
                        near=did_you_mean(key, self.keys),
                    )
        for field, name, valid in (
            ("total", self.total, self.figures),
            *(("per_head", figure, self.figures) for figure in self.per_head),
            ("head_count", self.head_count, self.keys),
        ):
            if name is not None and name not in valid:
                yield Sentence(
                    "{field} = '{name}' is not here.{near}",
                    field=field,
                    name=name,
                    near=did_you_mean(name, valid),
                )

    def _faults_of_checks(self) -> Iterator[Sentence]:
        known = self.printed_numbers()
        for _, check in self.checks.all():
            for reference in (check.result, *check.inputs):
                if reference and reference not in known:
                    yield Sentence(
                        "checks: no number '{reference}'.{near}",
                        reference=reference,
                        near=did_you_mean(reference, known),
                    )
        for by_keys in self.checks.by_keys:
            for key in by_keys.keys:
                if key not in self.keys:
                    yield Sentence(
                        "checks: no key '{key}'.{near}", key=key, near=did_you_mean(key, self.keys)
                    )
            for payer in self.payers:
                if payer.amount is None or not set(by_keys.keys) <= set(payer.keys):
                    yield Sentence(
                        "checks: {code} lacks its amount or a figure of a key", code=payer.code
                    )

    def _faults_of_status(self) -> Iterator[Sentence]:
        printed = sum(
            payer.amount is not None or payer.percent is not None for payer in self.payers
        )
        if self.status == "full_table" and (printed < 2 or printed < len(self.payers)):
            yield Sentence(
                "a full table has the sum or the per cent of each of at least two payers"
            )
        if self.status == "one_payer" and len(self.payers) != 1:
            yield Sentence(
                "status = 'one_payer', but there are {count} payers", count=len(self.payers)
            )
        if self.status == "total_and_change" and (self.total is None or self.payers):
            yield Sentence("a total and its change has 'total' and no payers")
        if self.status == "change_only" and (self.total or self.payers or not self.figures):
            yield Sentence("a change only has figures, and neither 'total' nor payers")
        if self.status == "rule_only" and (self.payers or self.figures):
            yield Sentence(
                "a rule only has neither payers nor figures: another status says what is printed"
            )
        units = {value.unit for value in self.printed_numbers().values()}
        if self.currency is None and units & {"money", "per_inhabitant"}:
            yield Sentence("'currency' is missing: it must be given where there are sums")
        if bool(self.checks.all()) == (self.not_recomputed is not None):
            yield Sentence(
                "either checks or not_recomputed, the reason why there are none, must be given"
            )

    def printed_numbers(self) -> dict[str, PrintedValue]:
        """Return every printed number by the name that checks use: "total", "akaa.amount"."""
        numbers = {}
        for name, figure in self.figures.items():
            scale = (figure.scale or self.scale) if figure.unit == "money" else 1
            numbers[name] = _value(figure.value, scale, figure.unit)
        for payer in self.payers:
            if payer.amount is not None:
                numbers[f"{payer.code}.amount"] = _value(payer.amount, self.scale, "money")
            if payer.percent is not None:
                numbers[f"{payer.code}.percent"] = _value(payer.percent, 1, "percent")
            for key, figure_text in payer.keys.items():
                numbers[f"{payer.code}.{key}"] = _value(figure_text, 1, None)
        return numbers


def decimals(printed: str) -> int:
    """Return with how many decimals a number was printed.

    >>> decimals("61.20"), decimals("9194")
    (2, 0)
    """
    return len(printed.partition(".")[2])


def _value(text: str, scale: int, unit: FigureUnit | None) -> PrintedValue:
    return PrintedValue(Fraction(text) * scale, Fraction(scale, 10 ** decimals(text)), unit)


def decision_ids(project: Project) -> list[str]:
    """List the decisions of a project, in alphabetical order."""
    return sorted(path.stem for path in project.decisions.glob("*.toml"))


def decision_path(project: Project, decision_id: str) -> str:
    """Return where a decision's file lies, as seen from the project's root."""
    return project.relative(project.decisions / f"{decision_id}.toml")


def read_decision(project: Project, decision_id: str) -> Decision:
    """Read and check `data/decisions/<id>.toml`.

    Raises
    ------
    ParameterError
        With the nearest id if there is none such, or naming every fault of the file.
    """
    known = decision_ids(project)
    if decision_id not in known:
        raise ParameterError(
            "No decision '{name}'.{near}", name=decision_id, near=did_you_mean(decision_id, known)
        )
    path = decision_path(project, decision_id)
    file = TextFile(path, read_file(project.root / path))
    return parsed(file.text, Decision, file.path)
