"""Nodes of schema.org that several outputs share, how they are named, and what an article's page says of itself.

The name of a node (`@id`) is the address of the page that tells of it, with a fragment that says what of it:
`#article`, `#claim`, `#claimreview`, `#source`, and `#publisher` on the home page. What the model does not know
is left out. Whether a property belongs to a type was read off the vocabulary, version 30.
"""

from factcheck.core.model import Article, Claim, Site, Source
from factcheck.core.settings import LICENCE
from factcheck.publish.jsontext import Json

Node = dict[str, Json]
CONTEXT = "https://schema.org"


def node(kind: str, name: str | None = None, /, **properties: Json) -> Node:
    """A node of a type, with its `@id` where it has one. A property that is None or empty is left out."""
    known = {key: value for key, value in properties.items() if value not in (None, "", [])}
    return {"@type": kind, **({"@id": name} if name else {}), **known}


def reference(name: str) -> Node:
    """A node that is told elsewhere in the same document."""
    return {"@id": name}


def publisher_name(site: Site) -> str:
    """The `@id` of who publishes the site."""
    return site.settings.address("#publisher")


def article_name(site: Site, article: Article) -> str:
    """The `@id` of an article under review."""
    return site.settings.address(f"{article.path}#article")


def claim_name(site: Site, claim: Claim) -> str:
    """The `@id` of what a claim's page reviews."""
    return site.settings.address(f"{claim.path}#claim")


def source_name(site: Site, source: Source) -> str:
    """The `@id` of a cited document, elsewhere on the web."""
    return site.settings.address(f"{source.path}#source")


def page_address(site: Site, slug: str) -> str | None:
    """The address of a policy page, where the site has it."""
    return next((site.settings.address(page.path) for page in site.pages if page.slug == slug), None)


def publisher(site: Site) -> Node:
    """Who publishes the site, with the policies that it has pages for.

    verificationFactCheckingPolicy belongs to NewsMediaOrganization alone, the two others to every Organization.
    """
    published, methodology = site.settings.publisher, page_address(site, "methodology")
    is_newsroom = published.type == "NewsMediaOrganization"
    return node(
        published.type,
        publisher_name(site),
        name=published.name,
        url=site.settings.address(""),
        publishingPrinciples=methodology,
        correctionsPolicy=page_address(site, "corrections"),
        verificationFactCheckingPolicy=methodology if is_newsroom else None,
    )


def organization(name: str) -> Node:
    """A publisher elsewhere, of whom the name is all that is known."""
    return node("Organization", name=name)


def article(site: Site, reviewed: Article) -> Node:
    """An article under review. Whether it is a NewsArticle nobody has said; it is a CreativeWork in any case."""
    return node(
        "CreativeWork",
        article_name(site, reviewed),
        url=reviewed.url,
        headline=reviewed.title,
        publisher=organization(reviewed.publisher),
        datePublished=reviewed.published.isoformat(),
        inLanguage=reviewed.language,
    )


def article_reference(site: Site, reviewed: Article) -> Node:
    """An article by its address, where `article` tells the rest elsewhere."""
    return node("CreativeWork", article_name(site, reviewed), url=reviewed.url)


def article_page(site: Site, reviewed: Article) -> Node:
    """The JSON-LD of an article's page: what it is about, and the claims that have a ClaimReview elsewhere.

    A claim that is not rated is no Claim here: schema.org means "a specific, factually-oriented claim that could
    be the itemReviewed in a ClaimReview", and an opinion is none. So every `@id` here is told on a claim's page.
    """
    claims = site.claims_of(reviewed)
    address = site.settings.address(reviewed.path)
    page = node(
        "WebPage",
        address,
        url=address,
        name=reviewed.title,
        inLanguage=site.settings.language,
        dateModified=max((claim.updated.isoformat() for claim in claims), default=None),
        license=LICENCE,
        publisher=publisher(site),
        mainEntity=article(site, reviewed),
        mentions=[node("Claim", claim_name(site, claim)) for claim in claims if claim.verdict.rating is not None],
    )
    return {"@context": CONTEXT, **page}
