"""The mark by which a reader sees that a chart, a table, a figure or a way is the analyst's own."""

from __future__ import annotations

from analyysi.comparison.compare import Comparison, Split
from analyysi.report.language.words import Words


def own_mark(words: Words) -> str:
    """Return the mark: short, since it stands beside what it marks."""
    return words.say("the analyst's own")


def own_figure_mark(words: Words) -> str:
    """Return the mark beside the name of a key that the analyst brought."""
    return words.say("the analyst's own figure")


def marked_own(text: str, words: Words) -> str:
    """Return a caption or a title with the mark after it."""
    stop = "." if text.endswith(".") else ""
    return f"{text.removesuffix('.')} ({own_mark(words)}){stop}"


def is_own(split: Split, comparison: Comparison) -> bool:
    """Return whether a way is the analyst's own: by the rule, or by a key that the analyst
    brought.
    """
    own_keys = comparison.case.additions.keys
    return split.variant.method.is_own or any(name in own_keys for name in split.variant.key_names)


def title_of(split: Split, comparison: Comparison, words: Words) -> str:
    """Return the title of a way, with the mark if it is the analyst's own."""
    title = words.title(split.title)
    return marked_own(title, words) if is_own(split, comparison) else title
