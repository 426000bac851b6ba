"""What Pagefind is given of a page: its built HTML, with what it is found by besides its words."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from factcheck.core.model import Article, Claim, Source
from factcheck.publish.output import Output
from factcheck.site.search.service import SearchError


def labels(output: Output) -> Iterator[tuple[str, str, str]]:
    """What a page is found by besides its words: filter or meta, name and value. Lists have none."""
    kind = output.template
    if kind in ("claim", "source", "article", "page"):
        yield "filter", "kind", kind
    if kind == "claim":
        claim: Claim = output.values["claim"]
        yield "filter", "verdict", claim.verdict.id
        yield from (("filter", "topic", topic) for topic in claim.topics)
        yield "meta", "claimant", claim.claimant
    elif kind in ("source", "article"):
        text: Source | Article = output.values["source"] if kind == "source" else output.values["annotated"].article
        yield "meta", "publisher", text.publisher
        yield "meta", "language", text.language


def labelled(file: Path, rows: Iterable[tuple[str, str, str]]) -> str:
    """A page as Pagefind is given it. On the published page the labels would only weigh: 400 bytes on a claim's."""
    html = file.read_text(encoding="utf-8")
    if "</head>" not in html or "<main" not in html:
        raise SearchError(f"{file.parent.name}/{file.name} must have </head> and <main>, for its labels and its words")
    metas = (f'<meta content="{escape(value)}" data-pagefind-{how}="{name}[content]">' for how, name, value in rows)
    return html.replace("</head>", f"{''.join(metas)}</head>", 1).replace("<main", "<main data-pagefind-body", 1)
