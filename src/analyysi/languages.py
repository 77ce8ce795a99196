"""A text in the languages of the report's readers, as agreement files, recipes and manifests hold
it.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from analyysi.errors import ParameterError
from analyysi.suggestions import did_you_mean

LANGUAGES = ("fi", "sv", "en")
"""The languages a report can be made in."""

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class LocalText(BaseModel):
    """A text in the languages of the report's readers. Finnish is required."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fi: Words
    sv: Words | None = None
    en: Words | None = None

    def in_language(self, language: str) -> str:
        """Return the text in `language`; raise `ParameterError` if it has not been written yet."""
        text: str | None = getattr(self, language, None)
        if text is None:
            raise ParameterError(
                f"The text '{self.fi}' has no version in '{language}': add it beside the Finnish "
                "one, "
                f'{language} = "...", or run the report in Finnish.'
            )
        return text


def _finnish_if_bare(value: Any) -> Any:
    return {"fi": value} if isinstance(value, str) else value


LocalOrFinnish = Annotated[
    LocalText, BeforeValidator(_finnish_if_bare, json_schema_input_type=LocalText | Words)
]
"""A text by language, or a bare one, which is Finnish: so were columns described before reports had
other languages.
"""


def check_language(language: str) -> None:
    """Refuse a language that a report cannot be made in with a `ParameterError` that names those it
    can.
    """
    if language not in LANGUAGES:
        raise ParameterError(
            f"No report in language '{language}'.{did_you_mean(language, LANGUAGES)}"
        )
