"""What the command line makes of each fault that is raised on purpose."""

from typing import NoReturn

import pytest

from analyysi import errors
from analyysi.cli import command_line
from analyysi.errors import AnalyysiError, ParameterError, ServiceError, SourceError

FAULTS = [
    member
    for member in vars(errors).values()
    if isinstance(member, type) and issubclass(member, AnalyysiError)
]
SENTENCE = "population.csv: no row for 005 Alajärvi. Fetch the table again."


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_fault_is_one_sentence_and_an_exit_code(
    fault: type[AnalyysiError],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(*_: object, **__: object) -> NoReturn:
        raise fault(SENTENCE)

    monkeypatch.setattr(command_line, "_program", lambda arguments: fails)
    monkeypatch.setattr(command_line, "_speak", lambda arguments: None)
    with pytest.raises(SystemExit) as stopped:
        command_line.main()
    assert stopped.value.code == (2 if fault is ParameterError else 1)
    assert capsys.readouterr() == ("", f"analyysi: {SENTENCE}\n")


def test_fault_of_a_service_has_its_status_and_is_one_of_a_source() -> None:
    refused = ServiceError(SENTENCE, 403)
    assert (str(refused), refused.status) == (SENTENCE, 403)
    assert isinstance(refused, SourceError)
    assert ServiceError(SENTENCE).status is None


def test_every_fault_says_when_it_is_raised() -> None:
    assert len(FAULTS) > 5
    assert [fault.__name__ for fault in FAULTS if not vars(fault).get("__doc__")] == []


def test_what_a_message_repeats_is_cut_where_it_is_long() -> None:
    for length in (10, 399):
        assert str(AnalyysiError(f"No row '{'a' * length}'.")) == f"No row '{'a' * length}'."
    cut = str(ServiceError(f"x.csv: '{'a' * 100_000}' is no number. Did you mean 'b'?", 400))
    assert cut == f"x.csv: '{'a' * 160}…' is no number. Did you mean 'b'?"
    assert len(str(ParameterError("x" * 100_000))) < 10_100
    assert str(ParameterError("x" * 100_000)).endswith("… (100000 characters)")


@pytest.mark.parametrize("quote", ["'", "”"])
def test_what_stands_between_two_quotes_is_not_cut(quote: str) -> None:
    between = "sana " * 100
    for value in ("a", "a…", "(a)", "12,5 %"):
        message = f"Avain {quote}{value}{quote} {between} {quote}{value}{quote}."
        assert str(AnalyysiError(message)) == message
    long = f"Avain {quote}{'a' * 500}{quote} {between} {quote}b{quote}."
    assert str(AnalyysiError(long)) == long.replace("a" * 500, "a" * 160 + "…")
