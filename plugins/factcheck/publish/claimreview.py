"""ClaimReview: what a rated claim's page tells search engines, and data/claimreview.json with all of them.

By Google's guideline ("Fact Check (ClaimReview) structured data") and schema.org. Google Search is phasing the
feature out; the Fact Check Explorer and its API still read it. One on the page of each claim whose verdict rates,
none on any other page; none for an opinion or what is unproven.

What each property comes from. `factcheck import` restores the claim's file from them, and a site made of that
file, its article and its sources writes the same again. Those with * are in the file only: a page has to be light.

    @id, url                the claim's path: article and slug
    claimReviewed           short, or else claim
    reviewRating            verdict and scale (numbers where the scale has two or more), summary
    author, publisher       FACTCHECK_PUBLISHER, SITEURL, the policy pages there are
    datePublished           checked
    dateModified            the last of checked and corrections
    inLanguage, license     DEFAULT_LANG; our own texts are CC BY 4.0
    publishingPrinciples*   the page methodology, where there is one
    creditText              author: a person or a team, so no Person is made of it
    editor                  reviewed_by
    keywords                topics
    image*                  the share image, where the claim has one
    itemReviewed            claim; claimant, with type and url from the article's file, left out if not there
      .appearance           the article's file; in a page @id and url, the rest is on the article's page
        .hasPart*           quote: what stands before it (prefix), the Quotation, what stands behind it (suffix)
    citation                evidence: one for each source, in the order in which they are first cited
      .@id, .publisher, .datePublished, .inLanguage, .archivedAt*   the source's file
      .hasPart*             its quotes, each in the same way; a prefix or suffix where the words occur twice
    isBasedOn*              our pages of the stored extracts that the quotes were found in
    correction              corrections; `name` is their kind

Stance, translation, notes, kind and reasoning have no place in the vocabulary: data/claims.json has them.
"""

from collections.abc import Iterator

from factcheck.core.anchoring import Selector, describe
from factcheck.core.model import Claim, Correction, Evidence, Site, Source
from factcheck.core.settings import LICENCE
from factcheck.core.text import collapse
from factcheck.publish import jsontext
from factcheck.publish.cards import captions
from factcheck.publish.facts import Facts
from factcheck.publish.jsontext import Json, Records
from factcheck.publish.output import Run
from factcheck.publish.reviewschema import schemas as schemas  # one list of outputs, each with its schemas
from factcheck.publish.schemaorg import (
    CONTEXT,
    Node,
    article,
    article_reference,
    claim_name,
    node,
    organization,
    page_address,
    publisher,
    publisher_name,
    reference,
    source_name,
)
from factcheck.render.words import catalogue

PATH, SCHEMA_PATH = "data/claimreview.json", "data/schema/claimreview.json"


def rated(site: Site) -> tuple[Claim, ...]:
    """The claims that have a ClaimReview."""
    return tuple(claim for claim in site.claims if claim.verdict.rating is not None)


def reviewed_text(claim: Claim) -> str:
    """The claim in fewer than 75 characters, where the editors gave it so."""
    return claim.short or claim.text


def claim_review(site: Site, claim: Claim, *, is_whole: bool = True) -> Node | None:
    """The ClaimReview of a claim whose verdict rates. `is_whole`: also what only the file has."""
    if claim.verdict.rating is None:
        return None
    address = site.settings.address(claim.path)
    sources = tuple(dict.fromkeys(entry.source.slug for entry in claim.evidence))
    has_image = is_whole and captions.has_card(claim)
    return node(
        "ClaimReview",
        f"{address}#claimreview",
        url=address,
        claimReviewed=reviewed_text(claim),
        reviewRating=_rating(site, claim),
        author=publisher(site),
        publisher=reference(publisher_name(site)),
        datePublished=claim.checked.isoformat(),
        dateModified=claim.updated.isoformat(),
        inLanguage=site.settings.language,
        license=LICENCE,
        publishingPrinciples=page_address(site, "methodology") if is_whole else None,
        creditText=claim.author,
        editor=node("Person", name=claim.reviewed_by) if claim.reviewed_by else None,
        keywords=list(claim.topics),
        image=site.settings.address(captions.path(claim)) if has_image else None,
        itemReviewed=_claim(site, claim, is_whole=is_whole),
        citation=[_citation(site, claim, slug, is_whole=is_whole) for slug in sources],
        isBasedOn=list(_extracts(site, claim)) if is_whole else None,
        correction=[_correction(correction) for correction in claim.corrections],
    )


def in_page(site: Site, claim: Claim) -> str | None:
    """The content of the `<script>` in a claim's page; None for a claim that is not rated."""
    review = claim_review(site, claim, is_whole=False)
    return jsontext.embedded({"@context": CONTEXT, **review}) if review else None


def runs(site: Site, facts: Facts) -> Iterator[Run]:
    """data/claimreview.json: a DataFeed of every ClaimReview, whole."""
    say, claims, address = catalogue(site.settings.language).say, rated(site), site.settings.address(PATH)
    return jsontext.runs(
        {
            "@context": CONTEXT,
            **node(
                "DataFeed",
                address,
                name=say("claimreview.name", site=site.settings.name),
                description=say("claimreview.description"),
                url=address,
                inLanguage=site.settings.language,
                dateModified=max((claim.updated.isoformat() for claim in claims), default=None),
                license=LICENCE,
                publisher=publisher(site),
                sdLicense=LICENCE,
                sdPublisher=reference(publisher_name(site)),
            ),
            "dataFeedElement": Records(facts.of_each(claims), lambda place: _item(site, claims[place])),
        }
    )


def _item(site: Site, claim: Claim) -> Node:
    return node(
        "DataFeedItem",
        dateCreated=claim.checked.isoformat(),
        dateModified=claim.updated.isoformat(),
        item=claim_review(site, claim),
    )


def _rating(site: Site, claim: Claim) -> Node:
    """A number means something only beside another one: of a scale with one step the words alone are told."""
    steps = [verdict.rating for verdict in site.settings.rated if verdict.rating is not None]
    is_scale = max(steps) > min(steps)
    return node(
        "Rating",
        ratingValue=claim.verdict.rating if is_scale else None,
        bestRating=max(steps) if is_scale else None,
        worstRating=min(steps) if is_scale else None,
        alternateName=claim.verdict.label,
        ratingExplanation=claim.summary,
    )


def _claim(site: Site, claim: Claim, *, is_whole: bool) -> Node:
    """What is reviewed. `appearance`, not `firstAppearance`: whether it is the first nobody knows."""
    selector = Selector(claim.words, claim.selector.prefix, claim.selector.suffix)
    told = (
        {**article(site, claim.article), "hasPart": _parts(selector)}
        if is_whole
        else article_reference(site, claim.article)
    )
    return node(
        "Claim",
        claim_name(site, claim),
        text=claim.text,
        author=_claimant(claim),
        datePublished=claim.article.published.isoformat(),
        appearance=told,
    )


def _claimant(claim: Claim) -> Node | None:
    who = claim.who
    return node(who.type.value.capitalize(), name=who.name, sameAs=who.url) if who else None


def _parts(selector: Selector) -> list[Json]:
    """The quoted words between those that tell them apart; lists of JSON-LD have no order, hence `position`."""
    around = (
        ("CreativeWork", collapse(selector.prefix)),
        ("Quotation", selector.exact),
        ("CreativeWork", collapse(selector.suffix)),
    )
    told = [(kind, text) for kind, text in around if text]
    return [
        node(kind, position=position if len(told) > 1 else None, text=text)
        for position, (kind, text) in enumerate(told, 1)
    ]


def _citation(site: Site, claim: Claim, slug: str, *, is_whole: bool) -> Node:
    """A cited document; a CreativeWork whatever it is, as the model does not know more."""
    quotes = [entry for entry in claim.evidence if entry.source.slug == slug]
    source = quotes[0].source
    if not is_whole:
        return node("CreativeWork", name=source.title, url=source.url)
    return node(
        "CreativeWork",
        source_name(site, source),
        name=source.title,
        url=source.url,
        publisher=organization(source.publisher),
        datePublished=source.published.isoformat() if source.published else None,
        inLanguage=source.language,
        archivedAt=source.archive,
        hasPart=[_quote(entry) for entry in quotes],
    )


def _quote(evidence: Evidence) -> Node:
    """A quote of a source. One with a prefix or suffix is a part that has parts of its own.

    Of a quote in several pieces the words of each occur once; `[…]` stands in it as on the page.
    """
    is_one = len(evidence.spans) == 1 and len(evidence.pieces) == 1
    context = describe(evidence.source.extract, evidence.spans[0]) if is_one else Selector("")
    parts = _parts(Selector(evidence.words, context.prefix, context.suffix))
    if len(parts) == 1:
        return node("Quotation", text=evidence.words)
    return node("CreativeWork", hasPart=parts)


def _extracts(site: Site, claim: Claim) -> Iterator[str]:
    cited: dict[str, Source] = {entry.source.slug: entry.source for entry in claim.evidence}
    return (site.settings.address(source.path) for source in cited.values())


def _correction(correction: Correction) -> Node:
    return node(
        "CorrectionComment",
        name=correction.kind.value,
        datePublished=correction.date.isoformat(),
        text=correction.text,
    )
