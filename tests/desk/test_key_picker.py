"""The search among keys: what is added leaves the list, what cannot be used is said."""

from __future__ import annotations

from typing import Any

import ipywidgets

from analyysi.comparison.compare import Comparison
from analyysi.desk.forms import Surroundings
from analyysi.desk.key_picker import KeyPicker
from analyysi.desk.offered_keys import OfferedKey
from analyysi.messages import Message
from analyysi.report.language.wording import Wording

FAULT = Message("This key cannot be used. {reason}", {"reason": "No figures."})


def picker(comparison: Comparison, answers: list[Message | None]) -> tuple[KeyPicker, list[Any]]:
    taken: list[Any] = []
    key = comparison.case.terms.keys["population_2025"]
    offered = [OfferedKey(name, key, Message("{name}", {"name": name})) for name in ("b", "a")]

    def take(chosen: OfferedKey) -> Message | None:
        taken.append(chosen.name)
        return answers.pop(0)

    words = Wording("fi", comparison.case)
    around = Surroundings(ipywidgets, words, {}, lambda change: None)
    return KeyPicker(around, offered, take), taken


def test_a_key_is_searched_for_and_added_once(kainuu_2027: Comparison) -> None:
    keys, taken = picker(kainuu_2027, [FAULT, None])
    assert [title for title, _ in keys.list.options] == [
        "asukasluku 31.12.2025 (asukasta; b)",
        "asukasluku 31.12.2025 (asukasta; a)",
    ]
    keys.add.click()
    assert "Valitse ensin jakoperuste" in keys.alert.value
    assert taken == []
    keys.search.value = "a)"
    keys.list.index = 0
    assert "asukasluku 31.12.2025 (asukasta; a)" in keys.whole.value
    keys.add.click()
    assert "Tätä jakoperustetta ei voi käyttää. No figures." in keys.alert.value
    keys.add.click()
    assert keys.alert.value == ""
    assert taken == ["a", "a"]
    assert not keys.list.options
    assert keys.whole.value == ""
    assert keys.add.disabled
    keys.search.value = ""
    assert len(keys.list.options) == 1
