"""What Pagefind is given of a page: its built HTML, with what it is found by besides its words."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import cast

from factcheck.core.model import Article, Claim, Source
from factcheck.publish.output import Output
from factcheck.site.audit.seed import ADDED
from factcheck.site.search.service import SearchError

# What a page says about the site, about itself or about other pages: it is on every page, so nobody looks for it.
IGNORED = (
    *ADDED.split(", "),
    *(".unseen", ".kicker", ".facts", ".facts-list", ".hint", ".empty", ".quiet"),
    *(".verdict-word", ".overview", ".provenance", ".citations", ".related"),
    *("section > h2", "section > h3", "figcaption"),
)
# Pagefind puts a space before every element with an id: “<a id="mark-…">very close</a>” would read “ very close”.
ID = re.compile(r'(<[a-z][^<>]*?) id="[^"]*"')


KINDS = ("claim", "source", "article", "page")  # templates; lists are not found


def marked(folder: Path, output: Output) -> str:
    """A built page as Pagefind is given it. Published, its labels would only weigh: 400 bytes on a claim's page."""
    html = (folder / output.file).read_text(encoding="utf-8")
    if "</head>" not in html or "<main" not in html:
        raise SearchError(f"{output.file} must have </head> and <main>, for its labels and its words")
    rows = [f'<meta content="{escape(value)}" data-pagefind-{how}>' for how, value in _labels(output.whole())]
    return html.replace("</head>", f"{''.join(rows)}</head>", 1).replace("<main", "<main data-pagefind-body", 1)


def _labels(output: Output) -> Iterator[tuple[str, str]]:
    """What a page is found by besides its words: an attribute for Pagefind, and a value."""
    kind = output.template
    yield 'filter="kind[content]"', kind
    if kind == "claim":
        claim = cast("Claim", output.about)
        yield 'filter="verdict[content]"', claim.verdict.id
        yield from (('filter="topic[content]"', topic) for topic in claim.topics)
        yield 'meta="claimant[content]"', claim.claimant
    elif kind in ("source", "article"):
        text = cast("Source | Article", output.about)
        yield 'meta="publisher[content]"', text.publisher
        yield 'meta="language[content]"', text.language
