"""Annotations: the checks, and the words of the sources, as W3C Web Annotations (annotation-model, 2017).

`claims` has one annotation for each claim, on the article at its original address; `evidence` has one for
each piece of words that is quoted from a source, on that document. Positions count in the stored text whose
address is `cached`: the seed, or the extract, which is a part of the document and may have lines `[…]` where
nothing is stored. The model asks for states to be used before selectors (4.3), so that this is what they say.
A copy in a web archive is no `cached`: positions would be wrong in it.
"""

import hashlib
from collections.abc import Collection, Iterator
from datetime import date

from factcheck.core.model import Claim, Evidence, Site
from factcheck.core.pieces import passage
from factcheck.core.settings import LICENCE, Settings
from factcheck.core.text import Span, Text
from factcheck.publish import jsontext
from factcheck.publish.facts import Facts, joined
from factcheck.publish.jsontext import Json, Records
from factcheck.publish.output import Run
from factcheck.publish.selectors import selectors
from factcheck.render.words import Words, catalogue

CLAIMS_PATH = "data/annotations.jsonld"
EVIDENCE_PATH = "data/evidence.jsonld"
Quote = tuple[Claim, Evidence, Span, int]  # its number is that among the quotes of the claim
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def claims(site: Site, facts: Facts) -> Iterator[Run]:
    """The collection of all claims, in the order of the articles, as JSON-LD."""
    label = _words(site).say("annotations.claims", name=site.settings.name)
    items = Records(facts.of_each(site.claims), lambda place: _claim(site, site.claims[place]))
    return _collection(site, CLAIMS_PATH, label, items)


def evidence(site: Site, facts: Facts) -> Iterator[Run]:
    """The collection of all words quoted from sources, in the order of the claims, as JSON-LD."""
    label = _words(site).say("annotations.evidence", name=site.settings.name)
    quotes = [quote for claim in site.claims for quote in _quotes(claim)]
    keys = [joined((facts.claim(claim),), b"%d" % number) for claim, _, _, number in quotes]
    items = Records(keys, lambda place: _quote(site, *quotes[place]))
    return _collection(site, EVIDENCE_PATH, label, items)


def moment(day: date) -> str:
    """The midnight (UTC) with which a day begins, as the model wants it: xsd:dateTime with a Z (3.3.1, 4.3.1)."""
    return f"{day.isoformat()}T00:00:00Z"


def _words(site: Site) -> Words:
    return catalogue(site.settings.language)


def _collection(site: Site, path: str, label: str, items: Records) -> Iterator[Run]:
    """An AnnotationCollection (5.1) with its one page, which an empty collection has not (5.2: 1 or more items)."""
    address = site.settings.address(path)
    about: dict[str, Json] = {"id": address, "type": "AnnotationCollection", "label": label, "total": len(items.keys)}
    credit: dict[str, Json] = {"creator": _creator(site.settings), "rights": LICENCE}
    pages = _pages(address, about, items) if items.keys else {}
    return jsontext.runs({"@context": CONTEXT, **about, **credit, **pages})


def _pages(address: str, about: Json, items: Records) -> dict[str, object]:
    page = f"{address}#page"
    first = {"id": page, "type": "AnnotationPage", "partOf": about, "startIndex": 0, "items": items}
    return {"first": first, "last": page}


def _claim(site: Site, claim: Claim) -> Json:
    article = claim.article
    return {
        **_annotation(site, claim, "annotation", "assessing"),
        "body": [
            _text(site, claim.verdict.label, claim.summary, "assessing"),
            _resource(site, claim.verdict.path, "classifying"),
            _resource(site, claim.path, "linking"),
        ],
        "target": _target(site, article.url, article.published, article.download, article.text, claim.span),
    }


def _quotes(claim: Claim) -> Iterator[Quote]:
    """One annotation for each piece of words: what stands between the pieces was not quoted."""
    spans = ((entry, span) for entry in claim.evidence for span in entry.spans)
    return ((claim, entry, span, number) for number, (entry, span) in enumerate(spans))


def _fragments(claim: Claim) -> list[str]:
    """The names of all quotes of a claim, in their order."""
    taken: list[str] = []
    for entry in claim.evidence:
        for span in entry.spans:
            taken.append(_fragment(entry, span, taken))
    return taken


def _fragment(entry: Evidence, span: Span, taken: Collection[str]) -> str:
    """The name of a quote on its claim's page: the same when evidence is added before it or put into another order."""
    digest = hashlib.sha256(entry.source.extract.cut(span).encode()).hexdigest()[:12]
    name = f"evidence-{entry.source.slug}-{digest}"
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 2)))
    return next(name for name in names if name not in taken)  # the same words may be quoted twice


def _quote(site: Site, claim: Claim, entry: Evidence, span: Span, number: int) -> Json:
    source, fragment = entry.source, _fragments(claim)[number]
    stance = f"stance.{entry.stance}"  # a test of the words keeps one for each stance
    return {
        **_annotation(site, claim, fragment, "linking"),
        "body": [
            _text(site, _words(site).say(stance), claim.text, "commenting"),
            {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": entry.stance},
            _resource(site, claim.path, "linking"),
        ],
        "target": _target(
            site, source.url, source.retrieved, source.download, source.extract, span, passage(source.extract, span)
        ),
    }


def _annotation(site: Site, claim: Claim, fragment: str, motivation: str) -> dict[str, Json]:
    """What every annotation begins with (3.1, 3.3). Its dates are those of the claim."""
    return {
        "id": f"{site.settings.address(claim.path)}#{fragment}",
        "type": "Annotation",
        "motivation": motivation,
        "created": moment(claim.checked),
        "modified": moment(claim.updated),
        "creator": _creator(site.settings),
        "rights": LICENCE,
    }


def _creator(settings: Settings) -> Json:
    """The publisher as an agent (3.3.2); the model knows no class of organisation but this one."""
    home = settings.address("")
    return {"id": f"{home}#publisher", "type": "Organization", "name": settings.publisher.name, "homepage": home}


def _text(site: Site, lead: str, text: str, purpose: str) -> Json:
    """A body that is text (3.2.4): “False: The bridge was open.”"""
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "format": "text/plain",
        "language": site.settings.language,
        "value": f"{lead}{_words(site).say('colon')}{text}",
    }


def _resource(site: Site, path: str, purpose: str) -> Json:
    """A page of ours as a body with a purpose (4.1)."""
    return {"type": "SpecificResource", "purpose": purpose, "source": site.settings.address(path)}


def _target(site: Site, url: str, day: date, stored: str, text: Text, span: Span, within: Span | None = None) -> Json:
    """Words of the document at `url` (4), as it was on a day, kept by us at the path `stored` (4.3.1)."""
    return {
        "type": "SpecificResource",
        "source": url,
        "state": {"type": "TimeState", "sourceDate": moment(day), "cached": site.settings.address(stored)},
        "selector": selectors(text, span, within),
    }
