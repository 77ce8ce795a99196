"""The lines of a terms file that declare an allocation key."""

from __future__ import annotations

from datetime import date

from analyysi.agreement.key import Key
from analyysi.drafting.layout import inline_text


def key_lines(key: Key) -> str:
    """Return the lines below ``[keys.<name>]``, in the order of the model; what is at its default
    goes without saying.

    Examples
    --------
    >>> from analyysi.languages.local_text import LocalText
    >>> text = LocalText.of({"fi": "asukasluku"})
    >>> print(key_lines(Key(survey="answers.csv", column="a", reference_date=date(2025, 12, 31),
    ...                     unit="inhabitants", label=text, by=text)), end="")
    survey = "answers.csv"
    column = "a"
    reference_date = 2025-12-31
    unit = "inhabitants"
    label = { fi = "asukasluku" }
    by = { fi = "asukasluku" }
    """
    dumped = key.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    lines = []
    for name, setting in dumped.items():
        content = getattr(key, name)
        if isinstance(content, date):
            text = content.isoformat()
        else:
            texts = getattr(content, "texts", None)
            text = inline_text(setting if texts is None else texts)
        lines.append(f"{name} = {text}\n")
    return "".join(lines)
