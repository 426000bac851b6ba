"""A site with more of everything than a page takes: made of the real one, in memory; its pages without a build."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from jinja2 import Environment

from conftest import ROOT
from factcheck.core.earlier import Correction
from factcheck.core.fields import CorrectionKind
from factcheck.core.model import Article, Claim, Evidence, Site, Source
from factcheck.core.pieces import Piece, PieceKind
from factcheck.core.text import Span
from factcheck.publish.output import Output
from factcheck.publish.pages import pages
from factcheck.site import templates

ARTICLES, CLAIMS = 105, 3  # claims of each article: each has a source, a topic, a claimant and a correction of its own
DAY = date(2026, 1, 1)


def many(real: Site, articles: int = ARTICLES) -> Site:
    """A site of `articles` articles, each a day later than the one before; one source and one topic are of all claims.

    Nothing of it is proved, and drawn are only the marks that fit.
    """
    made = [replace(real.articles[0], slug=f"a{n}", published=DAY + timedelta(n)) for n in range(articles)]
    common = replace(min(real.sources, key=lambda source: len(source.extract.raw)), slug="common")
    claims = [_claim(real, article, number, common) for article in made for number in range(CLAIMS)]
    own = (claim.evidence[0].source for claim in claims)
    return replace(real, articles=tuple(made), claims=tuple(claims), sources=(common, *own))


def _claim(real: Site, article: Article, number: int, common: Source) -> Claim:
    name = f"{article.slug}-{number}"
    day, own = article.published, replace(common, slug=f"of-{name}")
    return replace(
        real.claims[number],
        article=article,
        slug=f"c{number}",
        text=f"The claim {name}.",
        claimant=f"Claimant {name}",
        verdict=real.settings.scale[number % 2],
        checked=day,
        topics=("All", f"Topic {name}"),
        evidence=(_evidence(real, own, 0), _evidence(real, common, day.toordinal() * CLAIMS + number)),
        corrections=(Correction(date=day, kind=CorrectionKind.MINOR, text=f"A letter of {name}."),),
    )


def _evidence(real: Site, source: Source, number: int) -> Evidence:
    """A word of the source, another one for each number as long as there are any."""
    words = [Span(*found.span()) for found in re.finditer(r"\b[A-Za-z]{4,}\b", source.extract.raw)]
    span = words[number % len(words)]
    pieces = (Piece(PieceKind.WORDS, source.extract.cut(span)),)
    return replace(real.claims[0].evidence[0], source=source, pieces=pieces, spans=(span,))


def outputs(site: Site) -> tuple[Output, ...]:
    """Its pages; whatever is rendered from Markdown is empty."""
    texts = dict.fromkeys((shown.place.path for shown in (*site.articles, *site.claims, *site.pages)), "")
    return pages(site, texts)


@cache
def _templates() -> Environment:
    return templates.environment(ROOT / "theme")


def html(site: Site, output: Output) -> str:
    """A page as a build would write it."""
    return _templates().get_template(f"{output.template}.html").render(templates.values(site, output))


def write(folder: Path, site: Site, shown: Iterable[Output]) -> None:
    """Write pages into a folder, without the theme."""
    for output in shown:
        file = folder / output.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html(site, output), encoding="utf-8")
