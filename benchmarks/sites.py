"""The same site as the content of four generators: path to text. Their templates and settings lie in `templates/`.

Each gets what it is made for: Hugo and Eleventy the sources as lists in the front matter, plain Pelican, whose
metadata are one-line texts, in numbered keys.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator

from benchmarks.invent import Article, Claim, Evidence, Source, articles

Files = Iterator[tuple[str, str]]
Layout = Callable[[Article], Files]

PAGES = {
    "about": ("About", "Who makes this site.", "This site was made up to measure how fast its generator is."),
    "methodology": ("Methodology", "How claims are checked.", "Each claim is compared with **two** documents."),
    "corrections": ("Corrections", "What was changed.", "Changes are listed here, with day and kind."),
    "contribute": ("Contribute", "How to take part.", "Write to the editors, and name the document that you mean."),
}


def quoted(text: str) -> str:
    """A text as a YAML value (JSON's strings are YAML's)."""
    return json.dumps(text, ensure_ascii=False)


def linked(text: str, claim: str, source: Callable[[str], str]) -> str:
    """Markdown with its links filled in: `claim` is a pattern with `{}` for the slug."""
    text = re.sub(r"\{claim:([^}]+)\}", lambda found: claim.format(found[1]), text)
    return re.sub(r"\{source:([^}]+)\}", lambda found: source(found[1]), text)


def _reasoning(claim: Claim, pattern: str, source: Callable[[str], str]) -> str:
    return linked("\n\n".join(claim.paragraphs), pattern, source) + "\n"


# --- ours ------------------------------------------------------------------------------------------------------------


def ours(article: Article) -> Files:
    """An article in our layout: seed, description, claims and sources."""
    yield f"seeds/{article.slug}.txt", article.text
    yield f"content/articles/{article.slug}.md", _our_article(article)
    for claim in article.claims:
        yield f"content/claims/{article.slug}/{claim.slug}.md", _our_claim(claim)
    for source in article.sources:
        yield f"content/sources/{source.slug}.md", _our_source(source)


def _our_article(article: Article) -> str:
    body = linked(article.assessment, f"../claims/{article.slug}/{{}}.md", str)
    return (
        f"---\ntitle: {quoted(article.title)}\nseed: {article.slug}.txt\n"
        f"sha256: {hashlib.sha256(article.text.encode()).hexdigest()}\npublisher: {quoted(article.publisher)}\n"
        f"url: {article.url}\npublished: {article.published}\nlanguage: en\n"
        f"claimants:\n  - {{name: {quoted(article.publisher)}, type: organization}}\n---\n\n{body}\n"
    )


def _our_claim(claim: Claim) -> str:
    settles = "would_settle: A list of what was in use at the end of the year.\n" if claim.verdict == "unproven" else ""
    return (
        f"---\nclaim: {quoted(claim.text)}\nshort: {quoted(claim.short)}\nclaimant: {quoted(claim.claimant)}\n"
        f"quote: {quoted(claim.quote)}\nverdict: {quoted(claim.verdict)}\nsummary: {quoted(claim.summary)}\n"
        f"kind: {'opinion' if claim.verdict == 'opinion' else 'fact'}\nstatus: published\nauthor: The editors\n"
        f"reviewed_by: A reader\nchecked: {claim.checked}\ntopics: [{', '.join(claim.topics)}]\n{settles}evidence:\n"
        f"{''.join(map(_our_evidence, claim.evidence))}---\n\n"
        f"{_reasoning(claim, '{}.md', lambda slug: f'../../sources/{slug}.md')}"
    )


def _our_evidence(evidence: Evidence) -> str:
    return (
        f"  - source: {evidence.source.slug}\n    quote: {quoted(evidence.quote)}\n    stance: {evidence.stance}\n"
        f"    note: {quoted(evidence.note)}\n"
    )


def _our_source(source: Source) -> str:
    return (
        f"---\ntitle: {quoted(source.title)}\npublisher: {quoted(source.publisher)}\nurl: {source.url}\n"
        f"published: {source.published}\nretrieved: {source.retrieved}\nlanguage: en\ntype: secondary\n"
        f"capture: made up\n---\n\n{source.extract}\n"
    )


def _our_page(slug: str) -> tuple[str, str]:
    title, summary, text = PAGES[slug]
    return f"content/pages/{slug}.md", f"---\ntitle: {title}\nsummary: {summary}\n---\n\n{text}\n"


# --- Hugo and Eleventy -----------------------------------------------------------------------------------------------


def yaml(article: Article) -> Files:
    """An article for a generator that reads YAML with lists: Hugo and Eleventy."""
    body = linked(article.assessment, f"/claims/{article.slug}/{{}}/", str)
    paragraphs = "".join(f"  - {quoted(line)}\n" for line in article.text.splitlines())
    yield (
        f"content/articles/{article.slug}.md",
        f"---\ntitle: {quoted(article.title)}\npublisher: {quoted(article.publisher)}\noriginal: {article.url}\n"
        f"date: {article.published}\narticle: {article.slug}\nparagraphs:\n{paragraphs}---\n\n{body}\n",
    )
    for claim in article.claims:
        yield f"content/claims/{article.slug}/{claim.slug}.md", _yaml_claim(claim)


def hugo(article: Article) -> Files:
    """An article for Hugo, which finds the claims of an article fast where their folder is a section."""
    yield from yaml(article)
    yield f"content/claims/{article.slug}/_index.md", f"---\ntitle: {article.slug}\nbuild: {{render: never}}\n---\n"


def _yaml_claim(claim: Claim) -> str:
    addresses = {evidence.source.slug: evidence.source.url for evidence in claim.evidence}
    return (
        f"---\ntitle: {quoted(claim.text)}\nshort: {quoted(claim.short)}\narticle: {claim.article}\n"
        f"claimant: {quoted(claim.claimant)}\nquote: {quoted(claim.quote)}\nverdict: {quoted(claim.verdict)}\n"
        f"verdicts: [{quoted(claim.verdict)}]\nsummary: {quoted(claim.summary)}\ndate: {claim.checked}\n"
        f"topics: [{', '.join(claim.topics)}]\nevidence:\n{''.join(map(_yaml_evidence, claim.evidence))}---\n\n"
        f"{_reasoning(claim, '../{}/', addresses.__getitem__)}"
    )


def _yaml_evidence(evidence: Evidence) -> str:
    source = evidence.source
    return (
        f"  - title: {quoted(source.title)}\n    publisher: {quoted(source.publisher)}\n    url: {source.url}\n"
        f"    published: {quoted(str(source.published))}\n    quote: {quoted(evidence.quote)}\n"
        f"    stance: {evidence.stance}\n    note: {quoted(evidence.note)}\n"
    )


def _yaml_page(slug: str) -> tuple[str, str]:
    title, summary, text = PAGES[slug]
    return f"content/{slug}.md", f"---\ntitle: {title}\nsummary: {summary}\n---\n\n{text}\n"


# --- plain Pelican ---------------------------------------------------------------------------------------------------


def pelican(article: Article) -> Files:
    """An article for plain Pelican: claims are its articles, articles its pages."""
    body = linked(article.assessment, f"/claims/{article.slug}/{{}}/", str)
    text = article.text.replace("\n", "\n\n")
    yield (
        f"content/pages/{article.slug}.md",
        f"Title: {article.title}\nSlug: {article.slug}\nDate: {article.published}\nTemplate: reviewed\n"
        f"Publisher: {article.publisher}\nOriginal: {article.url}\nSave_as: articles/{article.slug}/index.html\n"
        f"Url: articles/{article.slug}/\n\n{text}\n{body}\n",
    )
    for claim in article.claims:
        yield f"content/claims/{article.slug}/{claim.slug}.md", _pelican_claim(claim)


def _pelican_claim(claim: Claim) -> str:
    addresses = {evidence.source.slug: evidence.source.url for evidence in claim.evidence}
    sources = "".join(_pelican_evidence(number, evidence) for number, evidence in enumerate(claim.evidence, 1))
    return (
        f"Title: {claim.text}\nSlug: {claim.slug}\nDate: {claim.checked}\nCategory: {claim.verdict}\n"
        f"Tags: {', '.join(claim.topics)}\nReviewed: {claim.article}\nShort: {claim.short}\n"
        f"Claimant: {claim.claimant}\nQuote: {claim.quote}\nFinding: {claim.summary}\n{sources}\n"
        f"{_reasoning(claim, '../{}/', addresses.__getitem__)}"
    )


def _pelican_evidence(number: int, evidence: Evidence) -> str:
    source = evidence.source
    values = {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "published": str(source.published),
        "quote": evidence.quote,
        "stance": evidence.stance,
        "note": evidence.note,
    }
    return "".join(f"Source{number}_{key}: {value}\n" for key, value in values.items())


def _pelican_page(slug: str) -> tuple[str, str]:
    title, summary, text = PAGES[slug]
    return (
        f"content/pages/{slug}.md",
        f"Title: {title}\nSlug: {slug}\nDate: 2024-01-01\nSummary: {summary}\nSave_as: {slug}/index.html\n"
        f"Url: {slug}/\n\n{text}\n",
    )


LAYOUTS: dict[str, tuple[Layout, Callable[[str], tuple[str, str]]]] = {
    "ours": (ours, _our_page),
    "hugo": (hugo, _yaml_page),
    "eleventy": (yaml, _yaml_page),
    "pelican": (pelican, _pelican_page),
}


def files(tool: str, claims: int) -> Files:
    """Path and text of every content file of a site with so many claims, for one of `LAYOUTS`."""
    layout, page = LAYOUTS[tool]
    yield from map(page, PAGES)
    for article in articles(claims):
        yield from layout(article)
