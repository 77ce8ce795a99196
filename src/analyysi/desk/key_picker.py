"""The list of keys that can be added to a trial: found by the words of their names, then added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from analyysi.desk.forms import BUTTON, Surroundings
from analyysi.desk.offered_keys import OfferedKey, matching
from analyysi.languages.units import UNITS
from analyysi.messages import Message


class KeyPicker:
    """A search among keys, and a button that hands the chosen one over.

    `taken` gets the key and returns why it cannot be used, or None.
    """

    def __init__(
        self,
        around: Surroundings,
        offered: Sequence[OfferedKey],
        taken: Callable[[OfferedKey], Message | None],
    ) -> None:
        self.around, self._taken = around, taken
        self._titled: list[tuple[str, OfferedKey]] = []
        say, widgets = around.words.say, around.widgets
        self.search = around.stacked(widgets.Text(description=say("Words of the key's name")))
        self.list = around.stacked(
            widgets.Select(description=say("Keys that can be added"), rows=6)
        )
        self.add = widgets.Button(description=say("Add the key"), layout=BUTTON)
        self.alert = around.alert()
        self.whole = widgets.HTML()
        self.search.observe(self._searched, names="value")
        # A list cuts what is longer than itself: the whole title stands below it.
        self.list.observe(self._chosen, names="index")
        self.add.on_click(self._add)
        inner = widgets.VBox([self.search, self.list, self.whole, self.add, self.alert])
        self.box = widgets.VBox([around.folded(say("Further keys"), [inner], opened=False)])
        self.offer(offered)

    def offer(self, offered: Sequence[OfferedKey]) -> None:
        """Let these be the keys to choose from."""
        self._titled = [(self._title(key), key) for key in offered]
        self._show()

    def _title(self, offered: OfferedKey) -> str:
        words = self.around.words
        label = offered.key.label.or_main(words.language)
        unit = words.of(UNITS[offered.key.unit].words)
        return f"{label} ({unit}; {words.of(offered.origin)})"

    def _show(self) -> None:
        self.list.options = matching(self._titled, self.search.value)
        self.add.disabled = not self.list.options

    def _searched(self, change: Mapping[str, Any]) -> None:
        self._show()

    def _chosen(self, change: Mapping[str, Any]) -> None:
        title = self.list.label or ""
        self.whole.value = Markup('<p role="status">{}</p>').format(title) if title else ""

    def _add(self, button: object) -> None:
        offered = self.list.value
        if offered is None:
            self.around.put(self.alert, Message("Choose a key in the list first."))
            return
        fault = self._taken(offered)
        self.around.put(self.alert, fault)
        if fault is None:
            self._titled = [(title, key) for title, key in self._titled if key is not offered]
            self._show()
