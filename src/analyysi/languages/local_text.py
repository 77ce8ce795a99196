"""Texts in the languages of the report's readers, as files of the project hold them."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
    create_model,
)

from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.languages.library_faults import library_fault
from analyysi.languages.plain_text import printable

BUILT_WHEN_USED = sys.platform == "emscripten"
"""Whether a model's check is built when it is used first. A browser takes a second to build them
all, and most are parts of another or of a request that may never come; elsewhere nobody waits, and
a fault in a model is seen at once.
"""

Printable = Annotated[str, AfterValidator(printable)]
"""A text that every paper can print, or nothing."""

Words = Annotated[
    str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(printable)
]
"""A text that says something and that every paper can print, composed however it was written."""


class LocalText(BaseModel):
    """A text in the languages of the report's readers. Finnish is required."""

    # Its fields are the rows of LANGUAGES: see below the class.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=BUILT_WHEN_USED)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Self:
        """Return texts by language code as one text; raise `ParameterError` if they are none, or
        no paper can print one of them.
        """
        try:
            return cls.model_validate(dict(texts))
        except ValidationError as error:
            fault = error.errors()[0]
            cause = fault.get("ctx", {}).get("error") or library_fault(fault["msg"])
            raise ParameterError(
                "The text in '{language}': {cause}.", language=fault["loc"][0], cause=cause
            ) from error
        except UnicodeEncodeError as error:
            raise ParameterError(
                "A text holds half a character, which no paper can print: write it again."
            ) from error

    @classmethod
    def in_main_language(cls, text: str) -> Self:
        """Return a text that is written in the main language only."""
        return cls.of({MAIN_LANGUAGE: text})

    @property
    def main(self) -> str:
        """The text in the main language."""
        return str(getattr(self, MAIN_LANGUAGE))

    @property
    def texts(self) -> dict[str, str]:
        """The text by language code, as far as it is written."""
        return {code: text for code, text in self if text is not None}

    @property
    def lacking(self) -> tuple[str, ...]:
        """The languages in which the text has not been written yet."""
        return tuple(code for code in LANGUAGES if code not in self.texts)

    def in_language(self, language: str) -> str:
        """Return the text in `language`; raise `ParameterError` if it has not been written yet."""
        text: str | None = getattr(self, language, None)
        if text is None:
            raise ParameterError(
                "The text '{text}' has no version in '{language}': add it beside the "
                'Finnish one, {language} = "...", or run the report in Finnish.',
                text=self.main,
                language=language,
            )
        return text

    def or_main(self, language: str) -> str:
        """Return the text in `language`, or in the main language where it is not written in it."""
        return self.texts.get(language, self.main)


if not TYPE_CHECKING:
    LocalText = create_model(
        "LocalText",
        __base__=LocalText,
        __module__=__name__,
        __doc__=LocalText.__doc__,
        **{
            code: (Words, ...) if code == MAIN_LANGUAGE else (Words | None, None)
            for code in LANGUAGES
        },
    )


def _main_if_bare(text: Any) -> Any:
    return {MAIN_LANGUAGE: text} if isinstance(text, str) else text


LocalOrFinnish = Annotated[
    LocalText, BeforeValidator(_main_if_bare, json_schema_input_type=LocalText | Words)
]
"""A text by language, or a bare one, which is Finnish: so were columns described before reports had
other languages.
"""
