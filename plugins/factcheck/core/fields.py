"""The types of the values that people write: dates, addresses, languages, and the closed lists of words."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote, urlsplit, urlunsplit

import idna
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from factcheck.core import names
from factcheck.core.text import collapse

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 3986, section 2: nothing but ASCII, so no letter of an address looks like another one.
_URL_CHARACTERS = re.compile(r"[^\s<>\"\\^`{|}\x00-\x20\x7f-\U0010ffff]{1,2000}")
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")
# Names for one's own machine or network only (RFC 6761, 6762 and 8375, and what is used like them).
_LOCAL = re.compile(r"(^|\.)(localhost|local|localdomain|lan|internal|intranet|test|invalid|home\.arpa)$")
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


class Kind(StrEnum):
    """What sort of statement a claim is."""

    FACT = "fact"
    ATTRIBUTION = "attribution"
    PREDICTION = "prediction"
    OPINION = "opinion"


class Status(StrEnum):
    """Whether a claim is published."""

    DRAFT = "draft"
    PUBLISHED = "published"


class ClaimantType(StrEnum):
    """What a claimant is: the two that schema.org knows as the author of a claim."""

    PERSON = "person"
    ORGANIZATION = "organization"


class Stance(StrEnum):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    QUALIFIES = "qualifies"
    CONTEXT = "context"


class SourceType(StrEnum):
    """How near a source is to what it tells."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    REFERENCE = "reference"


class CorrectionKind(StrEnum):
    """How much a correction changes."""

    MINOR = "minor"
    FACTUAL = "factual"
    RATING = "rating"
    VOID = "void"
    UPDATE = "update"


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


def is_public_url(url: str) -> bool:
    """Whether `url` is an http(s) address, in ASCII, of a named public host.

    No credentials, odd ports, IP or local names.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_plain = "@" not in parts.netloc and parts.port in (None, 80, 443)
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and _URL_CHARACTERS.fullmatch(url) is not None
    is_public = _HOST.fullmatch(host) is not None and not _LOCAL.search(host)
    return is_web and is_plain and is_public


def ascii_url(url: str) -> str:
    """The same address in ASCII (RFC 3987, section 3.1; the host in Punycode), or nothing where there is none.

    The host as browsers read it (Unicode UTS #46): Python's own codec makes `strasse` of `straße`, another host.
    """
    try:
        parts = urlsplit(url)
        host = idna.encode(parts.hostname or "", uts46=True).decode()
    except ValueError:
        return ""
    rest = (quote(part, safe="%/?:@!$&'()*+,;=~-._") for part in (parts.path, parts.query, parts.fragment))
    made = urlunsplit((parts.scheme, host if parts.netloc == parts.hostname else parts.netloc, *rest))
    return made if made != url and url.isprintable() and is_public_url(made) else ""


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
