"""The text of a TOML file, however the editor that saved it encoded it."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from analyysi.errors import ParameterError


def toml_text(content: bytes, where: str) -> str:
    """Return the text of a TOML file, with line ends as Python reads them from a file.

    TOML is UTF-8 (TOML 1.0.0). Notepad and Excel put a byte order mark before it, which is
    no part of the text.

    Parameters
    ----------
    where
        The file, for the message.

    Raises
    ------
    ParameterError
        If it is saved in another encoding; says which, where that is sure, and what to do.

    Examples
    --------
    >>> toml_text(b"\\xef\\xbb\\xbfyear = 2023\\r\\n", "2023.toml")
    'year = 2023\\n'
    """
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\x00" in content[:4]:
        raise ParameterError(
            "{where} is saved as UTF-16, which Notepad calls Unicode: open it and "
            "save it again with the encoding UTF-8.",
            where=where,
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ParameterError(
            "{where} is not UTF-8 text (line {line}): open it and save it again with "
            "the encoding UTF-8.",
            where=where,
            line=line,
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
