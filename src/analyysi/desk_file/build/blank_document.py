"""The desk in one file for anything: the page, the parts, and no agreement."""

from __future__ import annotations

from hashlib import sha256

from analyysi import __version__
from analyysi.desk.saved_trial import files_fingerprint
from analyysi.desk_file.build.document import in_script, put_together
from analyysi.desk_file.build.page_words import page_words
from analyysi.desk_file.build.parts import Parts
from analyysi.desk_file.build.project_files import blank_files
from analyysi.languages.language_table import LANGUAGES
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words

_BLANK = "blank_"
"""How the name of a text begins that stands in the place of another where nothing is decided."""


def blank_file(parts: Parts, language: str) -> str:
    """Return the page of a desk for anything; the same bytes each time."""
    project = blank_files()
    checksums = [(name, sha256(content).hexdigest()) for name, content in project.items()]
    words = Words(language, MAIN_CURRENCY)
    texts = {code: _texts(Words(code, MAIN_CURRENCY)) for code in LANGUAGES}
    foot = words.say(
        "A calculator for anything · fingerprint {fingerprint} · analyysi {version}",
        fingerprint=files_fingerprint(checksums),
        version=__version__,
    )
    return put_together(
        parts,
        project,
        language,
        title=words.say("A calculator for sharing a cost"),
        kicker="",
        words=texts[language],
        foot=foot,
        front="",
        blank=True,
        data=in_script({"opening": None, "fingerprint": None, "words": texts}),
    )


def _texts(words: Words) -> dict[str, str]:
    """Return the texts of the page, with those for where nothing is decided."""
    texts = page_words(words)
    own = {
        name.removeprefix(_BLANK): text for name, text in texts.items() if name.startswith(_BLANK)
    }
    return {**texts, **{name: text for name, text in own.items() if name in texts}}
