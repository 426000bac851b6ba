"""The types of the values that people write: dates, addresses, languages, and the closed lists of words."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from factcheck.core import names
from factcheck.core.address import ascii_url as ascii_url
from factcheck.core.address import is_public_url as is_public_url
from factcheck.core.kinds import ClaimantType as ClaimantType
from factcheck.core.kinds import CorrectionKind as CorrectionKind
from factcheck.core.kinds import Kind as Kind
from factcheck.core.kinds import SourceType as SourceType
from factcheck.core.kinds import Stance as Stance
from factcheck.core.kinds import Status as Status
from factcheck.core.slug import LANGUAGE as LANGUAGE
from factcheck.core.slug import SLUG as SLUG
from factcheck.core.text import collapse

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _one_line(value: object) -> object:
    return collapse(value) if isinstance(value, str) else value


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if _ISO_DATE.fullmatch(value) else _refuse("date")
    except ValueError:
        return _refuse("date")


def _url(value: object) -> object:
    return value if not isinstance(value, str) or is_public_url(value) else _refuse("url")


def _words(value: object) -> object:
    """White space alone is as good as nothing; else the words stay as they are."""
    return "" if isinstance(value, str) and not collapse(value) else value


def _name(value: str) -> str:
    """A name as it is, if it is what it looks like (core/names.py)."""
    if hidden := "".join(names.invisible(value)):
        raise PydanticCustomError("invisible", "refused", {"characters": hidden})
    if told := names.mixed(value):
        raise PydanticCustomError("mixed", "refused", {"told": told})
    return value


def _refuse(kind: str) -> object:
    raise PydanticCustomError(kind, "refused")


Line = Annotated[str, Field(min_length=1, max_length=300), BeforeValidator(_one_line)]
Name = Annotated[Line, AfterValidator(_name)]  # of people, publishers and topics
# Google's guideline for ClaimReview: "try to keep this less than 75 characters".
ShortLine = Annotated[str, Field(min_length=1, max_length=74), BeforeValidator(_one_line)]
EarlierLine = Annotated[str, Field(min_length=1), BeforeValidator(_one_line)]  # as it was: of any length
Summary = Annotated[str, Field(min_length=1, max_length=240), BeforeValidator(_one_line)]
Note = Annotated[str, Field(min_length=1, max_length=1000), BeforeValidator(_one_line)]
Words = Annotated[str, Field(min_length=1, max_length=5000), BeforeValidator(_words)]
Date = Annotated[date, BeforeValidator(_date)]
Url = Annotated[str, Field(json_schema_extra={"format": "uri"}), BeforeValidator(_url)]
Language = Annotated[str, Field(pattern=rf"^{LANGUAGE}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Slug = Annotated[str, Field(pattern=rf"^{SLUG}$", max_length=80)]
ClaimId = Annotated[str, Field(pattern=rf"^{SLUG}/{SLUG}$", max_length=161)]  # <article>/<claim>
