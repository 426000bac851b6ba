"""The forms of what pelicanconf.py decides in mappings, for pydantic, which tells all that is wrong with one."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from factcheck.core.fields import Line, Note, Slug
from factcheck.core.settings import Verdict


class _VerdictEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Slug
    label: Line
    definition: Note
    rating: Annotated[int, Field(ge=1)] | None  # by Google's guideline for worstRating: "a minimum value of 1"
    colour: Slug
    symbol: Annotated[str, Field(min_length=1, max_length=2)]


class _PublisherEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Line
    type: Literal["Organization", "NewsMediaOrganization"] = "Organization"


_SCALE = TypeAdapter(Annotated[list[_VerdictEntry], Field(min_length=2)])


def scale(given: object) -> tuple[tuple[Verdict, ...], list[tuple[tuple[int | str, ...], str]]]:
    """The verdicts of a scale, or where and what is wrong with it."""
    try:
        return tuple(Verdict(**entry.model_dump()) for entry in _SCALE.validate_python(given)), []
    except ValidationError as error:
        return (), [(detail["loc"], detail["msg"]) for detail in error.errors()]


def is_publisher(given: object) -> bool:
    """Whether this is a publisher."""
    try:
        _PublisherEntry.model_validate(given)
    except ValidationError:
        return False
    return True
