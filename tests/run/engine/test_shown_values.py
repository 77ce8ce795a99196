"""What a value offers of itself; that it is what IPython takes is held by test_plain_shell."""

from typing import Any

from analyysi.run.engine.shown_values import shown_forms, shown_text


class Everything:
    """Answers to every name, as some proxies do."""

    def __getattr__(self, name: str) -> Any:
        return lambda **_: "<b>never asked for</b>"

    def __repr__(self) -> str:
        return "everything"


class Described:
    def _repr_html_(self) -> tuple[str, dict[str, str]]:
        return "<b>x</b>", {"isolated": "yes"}

    def __repr__(self) -> str:
        return "described"


def test_forms_come_with_what_is_said_of_them() -> None:
    forms, about = shown_forms(Described())
    assert forms == {"text/html": "<b>x</b>", "text/plain": "described"}
    assert about == {"text/html": {"isolated": "yes"}}


def test_neither_classes_nor_what_answers_to_every_name_offer_forms() -> None:
    assert shown_forms(Everything())[0] == {"text/plain": "everything"}
    assert set(shown_forms(Described)[0]) == {"text/plain"}


def test_long_containers_have_an_entry_a_line() -> None:
    assert shown_text(list(range(3))) == "[0, 1, 2]"
    assert shown_text(["word" * 10, "word" * 10]).count("\n") == 1
