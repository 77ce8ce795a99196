"""Every text of the desk file's page, in each language: a row for each, by the name that templates
and scripts have for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from analyysi.desk_file.build.begin_words import BEGIN
from analyysi.desk_file.build.door_words import DOORS
from analyysi.messages import Message
from analyysi.report.language.words import Words
from analyysi.tables.numbers.scale_table import SCALES

_START = {
    "skip": Message("Skip to the content"),
    "what": Message(
        "This file works out in your browser how the cost is shared, by the program that made the "
        "report. It needs no network and no installation, and sends nothing anywhere."
    ),
    "no_script": Message(
        "Scripts are switched off here. The shares below can be read; to calculate, allow scripts "
        "for this file."
    ),
    "step_unpack": Message("The calculator is starting: it is unpacked (1/4) …"),
    "step_python": Message("The calculator is starting: Python is loaded (2/4) …"),
    "step_program": Message("The calculator is starting: the program is loaded (3/4) …"),
    "step_figures": Message("The calculator is starting: the figures are read (4/4) …"),
    "ready": Message("Calculated in this browser: the same shares and the same fingerprint."),
    "differs": Message(
        "This browser came to other shares than the program. Do not use them; send this file to "
        "the person who made it."
    ),
    "failed": Message("The calculator did not start: {fault}. The shares below hold all the same."),
    "lacking": Message(
        "This browser cannot run the calculator, since it lacks {lacking} or has it switched off. "
        "The shares below hold all the same. Open the file in another browser, or ask your IT "
        "support to allow WebAssembly for local files: in Edge and Chrome the policy "
        "DefaultJavaScriptJitSetting switches it off, in Firefox the setting "
        "javascript.options.wasm."
    ),
    "light": Message(
        "Until then you can try another total, another way of sharing and other participants "
        "here; the shares are those that the program comes to. The other methods, tables and "
        "files need the calculator."
    ),
    "decided": Message("Shares as they stand"),
    "licences": Message("Licences"),
    "licences_shown": Message("The licences of the programs in this file"),
}
_CORE = {
    "choices": Message("What is tried"),
    "trial": Message("The shares"),
    "ways": Message("Other ways of sharing"),
    "front": Message("The front page as it would be"),
    "how": Message(
        "Change the total cost, the way of sharing or who takes part: the shares follow at once. "
        "Nothing is saved, and nothing leaves this file."
    ),
    "opened": Message("The page now shows what you chose."),
    "broke": Message(
        "This could not be worked out, through a fault of the program: {fault}. What stands here "
        "is as it was before."
    ),
    "is_trial": Message("This is a trial, not a decision."),
    "last_good": Message("The shares below are those of the last trial that could be computed."),
    "print_trial": Message("Print the table"),
    "print_front": Message("Print the front page"),
    "front_shown": Message("Show the front page"),
    "ways_caption": Message("What each would pay, rounded"),
    "ways_wait": Message("The other ways of sharing are coming …"),
    "ways_coming": Message("The other ways of sharing are coming: {done}/{all} …"),
    "ways_omitted": Message("Ways of sharing that cannot be used here, and why"),
    "tried": Message("(this trial)"),
    "as_decided": Message("(by the terms)"),
    "tried_and_decided": Message("(this trial, by the terms)"),
    "try_it": Message("Try"),
}
_FORM = {
    "total": Message("Total cost"),
    "method": Message("Way of sharing"),
    "who": Message("Who takes part"),
    "lacks": Message("Cannot take part: no figure for {keys}."),
    "steps": Message("Steps"),
    "steps_note": Message("They are applied around every way of sharing, the first one outermost."),
    "step_to_add": Message("Step to add"),
    "add_step": Message("Add the step"),
    "move_up": Message("Move up"),
    "move_down": Message("Move down"),
    "take_away": Message("Take away"),
    "add_more": Message("Add another"),
    "semicolons": Message("separated by semicolons"),
    "group": Message("group {number}"),
    "rounding": Message("Rounding"),
    "rounding_rule": Message("Rounding rule"),
    "unit": Message("Rounding unit"),
    "restore": Message("Restore the chosen split"),
    "year": Message("Year"),
    "reader": Message("Read as"),
    "everybody": Message("all payers"),
    "language": Message("Language"),
}
_PROPERTIES = {
    "properties_show": Message("Show which properties the chosen way has"),
    "properties_coming": Message("The properties are being looked for …"),
    "properties_there": Message("The properties of the chosen way stand below."),
}

_COUNTED_IN = {
    f"scale_{scale.name}": Message(scale.words)
    for scale in SCALES.values()
    if scale.factor is not None and not scale.each
}
"""What sums of a published table may be counted in."""

TEXTS: Mapping[str, Message] = {
    **_START,
    **_CORE,
    **_FORM,
    **_PROPERTIES,
    **DOORS,
    **BEGIN,
    **_COUNTED_IN,
}
"""The name of each text to its message."""

_GAP = re.compile(r"\{(\w+)")


def page_words(words: Words) -> dict[str, str]:
    """Return every text of the page in a language; gaps stay gaps, which the scripts fill."""
    said = {}
    for name, message in TEXTS.items():
        gaps = {gap: "{" + gap + "}" for gap in _GAP.findall(message.text)}
        said[name] = words.of(Message(message.text, gaps))
    return said
