"""A value as a notebook shows it without IPython: the forms that it offers of itself, and its
text.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pprint import pformat
from typing import Any

Forms = dict[str, Any]
"""By media type, what shows a value; pictures as bytes."""

_METHODS = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "application/pdf": "_repr_pdf_",
    "image/jpeg": "_repr_jpeg_",
    "text/latex": "_repr_latex_",
    "application/json": "_repr_json_",
    "application/javascript": "_repr_javascript_",
}
"""The methods by which a value offers its forms, as the Jupyter project names them."""

_NEVER_THERE = "_ipython_canary_method_should_not_exist_"
"""An object that answers to this name answers to every name, and so offers nothing."""

_WIDEST = 79
_CONTAINERS = (dict, list, tuple, set, frozenset)


def shown_forms(value: object) -> tuple[Forms, Forms]:
    """Return the forms of a value and what it says of them.

    >>> shown_forms((1, 2))
    ({'text/plain': '(1, 2)'}, {})
    """
    forms, about = _bundle(value)
    for media_type, method in _METHODS.items():
        if media_type in forms:
            continue
        offered = _offered(value, method)
        if offered is None:
            continue
        if isinstance(offered, tuple):
            forms[media_type], about[media_type] = offered
        else:
            forms[media_type] = offered
    picture = _picture(value)
    if picture is not None:
        forms.setdefault("image/png", picture)
    forms.setdefault("text/plain", shown_text(value))
    return forms, about


def shown_text(value: object) -> str:
    """Return a value as text: containers with an entry a line where they are long.

    >>> shown_text({"b": 1, "a": [2]})
    "{'b': 1, 'a': [2]}"
    """
    if type(value) in _CONTAINERS:
        return pformat(value, width=_WIDEST + 1, sort_dicts=False)
    return repr(value)


def _bundle(value: object) -> tuple[Forms, Forms]:
    offered = _offered(value, "_repr_mimebundle_", include=None, exclude=None)
    if offered is None:
        return {}, {}
    forms, about = offered if isinstance(offered, tuple) else (offered, {})
    return dict(forms), dict(about)


def _offered(value: object, method: str, **arguments: Any) -> Any:
    """Return what a method of a value returns; None if it has none."""
    if isinstance(value, type) or hasattr(value, _NEVER_THERE):
        return None
    offer = getattr(value, method, None)
    return offer(**arguments) if callable(offer) else None


def _picture(value: object) -> bytes | None:
    """Draw a figure of matplotlib as kernels draw it; None for anything else."""
    drawing = sys.modules.get("matplotlib.figure")
    if drawing is None or not isinstance(value, drawing.Figure):
        return None
    if not value.axes and not value.lines:
        return None
    out = BytesIO()
    value.canvas.print_figure(
        out,
        format="png",
        facecolor=value.get_facecolor(),
        edgecolor=value.get_edgecolor(),
        dpi=value.dpi,
        bbox_inches="tight",
    )
    return out.getvalue()
