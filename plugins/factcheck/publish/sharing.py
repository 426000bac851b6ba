"""What a page tells other sites about itself: Open Graph (ogp.me) and the card tags of X.

The words stand alone, away from the page. The verdict comes first, so that a title that is cut short
never shows a false claim without it. ClaimReview is no part of this.
"""

import re
from dataclasses import dataclass

from factcheck.core.model import Claim
from factcheck.core.settings import Settings
from factcheck.publish.cards import captions
from factcheck.publish.label import label
from factcheck.render.words import catalogue

# Open Graph wants a territory. Where a language comes without, the one that CLDR names as likely.
_TERRITORIES = dict(
    pair.split("_")
    for pair in (
        "ar_EG bg_BG cs_CZ da_DK de_DE el_GR en_US es_ES et_EE fi_FI fr_FR he_IL hr_HR hu_HU it_IT ja_JP ko_KR lt_LT "
        "lv_LV nl_NL no_NO pl_PL pt_BR ro_RO ru_RU sk_SK sr_RS sv_SE tr_TR uk_UA zh_CN"
    ).split()
)
_REGION = re.compile(r"-([A-Za-z]{2})(?=-|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A `<meta>` element."""

    attribute: str  # Open Graph is RDFa and has `property`; the rest has `name`
    key: str
    content: str


def of_claim(claim: Claim, settings: Settings) -> tuple[Tag, ...]:
    """The tags of a claim's page, with its picture where it has one."""
    summary = claim.withdrawal.text if claim.withdrawal else claim.summary
    common = _common(title(claim, settings), summary, settings.address(claim.path), "article", settings)
    if not captions.has_card(claim):
        return (*common, _name("twitter:card", "summary"))
    return (*common, *_picture(claim, settings), _name("twitter:card", "summary_large_image"))


def of_page(path: str, title: str, description: str, settings: Settings) -> tuple[Tag, ...]:
    """The tags of any other page, at `path` below the site's root."""
    common = _common(title, description, settings.address(path), "website", settings)
    return (*common, _name("twitter:card", "summary"))


def title(claim: Claim, settings: Settings) -> str:
    """The verdict, the claim and who says it: “False: The bridge is closed — claim by The Demo Gazette”.

    “Withdrawn” stands in the place of the verdict that a check had.
    """
    verdict, text = label(claim, settings), claim.text.removesuffix(".")
    return catalogue(settings.language).say("share.title", verdict=verdict, claim=text, claimant=claim.claimant)


def embed_path(claim: Claim) -> str:
    """The small page of a claim that other sites show in a frame."""
    return f"{claim.path}embed/"


def locale(language: str) -> str | None:
    """A language tag (RFC 5646) as Open Graph's language_TERRITORY; None where no territory is known."""
    primary = language.split("-", 1)[0].lower()
    region = _REGION.search(language)
    territory = region[1].upper() if region else _TERRITORIES.get(primary)
    return territory and f"{primary}_{territory}"


def alt(claim: Claim, settings: Settings) -> str:
    """The words in a claim's picture, for those who do not see it."""
    shown = captions.caption(claim, settings)
    sentences = (f"{shown.label}: {shown.sentence}".rstrip(": "), shown.claimant, shown.name)
    return " ".join(text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in sentences if text)


def _common(title: str, description: str, url: str, kind: str, settings: Settings) -> tuple[Tag, ...]:
    language = locale(settings.language)
    return (
        _property("og:title", title),
        _property("og:description", description),
        _property("og:type", kind),
        _property("og:url", url),
        _property("og:site_name", settings.name),
        *([_property("og:locale", language)] if language else []),
    )


def _picture(claim: Claim, settings: Settings) -> tuple[Tag, ...]:
    """The picture and its parts: they belong to the `og:image` before them."""
    return (
        _property("og:image", settings.address(captions.path(claim))),
        _property("og:image:width", str(captions.WIDTH)),
        _property("og:image:height", str(captions.HEIGHT)),
        _property("og:image:alt", alt(claim, settings)),
    )


def _property(key: str, content: str) -> Tag:
    return Tag(attribute="property", key=key, content=content)


def _name(key: str, content: str) -> Tag:
    return Tag(attribute="name", key=key, content=content)
