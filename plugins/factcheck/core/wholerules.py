"""The editorial rules about the site as a whole: one generator each, its docstring is the rule.

They read outlines only, so that none of them can need a file that did not change. Those about one file and what it
names are in core/rules.py.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from factcheck.core.closest import closest
from factcheck.core.grouping import gather
from factcheck.core.kinds import ClaimantType
from factcheck.core.outline import ArticleOutline, ClaimOutline, FileOutline, Outline
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.slug import slugify

WholeRule = Callable[[Outline], Iterator[Problem]]


def corpus_is_not_empty(site: Outline) -> Iterator[Problem]:
    """There is at least one article and one published claim: an empty site is never published."""
    if not site.articles and not site.any_refused("content/articles/"):
        fix = "store an article in seeds/ and describe it in content/articles/<article>.md"
        yield problem("FC119", Place("content/articles"), ("fix", fix), folder="content/articles", what="an article")
    if not site.published and not site.any_refused("content/claims/"):
        what, fix = "a claim with status: published", "write content/claims/<article>/<claim>.md"
        yield problem("FC119", Place("content/claims"), ("fix", fix), folder="content/claims", what=what)


def text_is_not_empty(site: Outline) -> Iterator[Problem]:
    """A source has its extract, a page its text; what is published its reasoning (claim) or assessment (article)."""
    articles = {slug: article for slug, article in site.articles.items() if slug in site.checked}
    for files in (articles, site.published, site.sources, site.pages):
        for file in files.values():
            if file.empty_at:
                yield problem("FC120", file.place(file.empty_at), what="text below the front matter")


def seed_exists(site: Outline) -> Iterator[Problem]:
    """An article names a seed that is stored."""
    for article in site.articles.values():
        seed, at = article.seed
        if seed not in site.seeds and f"seeds/{seed}" not in site.refused:
            yield problem("FC206", article.place(at), ("found", shown(seed)), *closest(seed, site.seeds))


def seed_is_used(site: Outline) -> Iterator[Problem]:
    """A seed belongs to an article."""
    used = {article.seed.text for article in site.articles.values()}
    used |= _meant(used, site.seeds)
    if site.any_refused("content/articles/"):
        return
    for name, seed in site.seeds.items():
        if name not in used:
            fix = f"run: factcheck seed {seed.path}, or delete the seed"
            yield problem("FC208", Place(seed.path), ("fix", fix))


def claim_has_article(site: Outline) -> Iterator[Problem]:
    """A claim lies in the folder of an article that exists."""
    for (article, _), claim in site.claims.items():
        if article not in site.articles and f"content/articles/{article}.md" not in site.refused:
            yield problem("FC207", Place(claim.path), ("found", shown(article)), *closest(article, site.articles))


def source_exists(site: Outline) -> Iterator[Problem]:
    """Evidence names a source that is stored."""
    for claim in site.claims.values():
        for slug, at in claim.cites:
            if slug not in site.sources and f"content/sources/{slug}.md" not in site.refused:
                yield problem("FC301", claim.place(at), ("found", shown(slug)), *closest(slug, site.sources))


def source_is_cited(site: Outline) -> Iterator[Problem]:
    """A stored source is cited by a claim."""
    cited = {source.text for claim in site.claims.values() for source in claim.cites}
    cited |= _meant(cited, site.sources)
    if not site.claims or site.any_refused("content/claims/"):
        return
    for slug, source in site.sources.items():
        if slug not in cited:
            yield problem("FC305", Place(source.path), ("fix", "cite it under evidence, or delete the file"))


def names_are_spelt_alike(site: Outline) -> Iterator[Problem]:
    """A topic or claimant is written the same way everywhere, and leaves letters for its address."""
    spellings: dict[tuple[str, str], str] = {}
    for key, name, place in _names(site):
        if not slugify(name):
            yield problem("FC116", place(), ("found", shown(name)), key=key, form="a name with a letter or digit")
            continue
        first = spellings.setdefault((key, slugify(name)), name)
        if name != first:
            yield problem("FC407", place(), ("found", shown(name)), ("nearest", first), key=key)


def _names(site: Outline) -> Iterator[tuple[str, str, Callable[[], Place]]]:
    """Each name, its key, and what makes its place: 1,000 claims have 3,000 names, and as a rule nobody asks where."""
    for claim in site.claims.values():
        for key, names in (("claimant", (claim.claimant,) if claim.claimant else ()), ("topics", claim.topics)):
            for name, at in names:
                yield key, name, lambda claim=claim, at=at: claim.place(at)  # type: ignore[misc]


def claimants_are_known(site: Outline) -> Iterator[Problem]:
    """An article's file lists who makes its published claims: each a person or an organization."""
    makers = gather((article, claim.claimant.text) for (article, _), claim in site.live.items() if claim.claimant)
    for slug, article in site.articles.items():
        listed = {claimant.name.text for claimant in article.claimants}
        known = set(map(slugify, listed))  # another spelling is told by FC407
        named = set(makers.get(slug, ()))
        for name in sorted(name for name in named if slugify(name) not in known):
            fix = f"add to claimants: {{name: {name}, type: person}}, or type: organization"
            place = article.place(article.claimants_at)
            yield problem("FC408", place, ("missing", shown(name)), *closest(name, listed - named), ("fix", fix))


def claimants_are_of_one_type(site: Outline) -> Iterator[Problem]:
    """A claimant is listed once in an article, and is the same in all articles."""
    types: dict[str, ClaimantType] = {}
    for article in site.articles.values():
        names = [claimant.name.text for claimant in article.claimants]
        for index, ((name, at), kind, kind_at) in enumerate(article.claimants):
            if name in names[:index]:
                yield problem("FC108", article.place(at), key=shown(name))
            elif types.setdefault(name, kind) is not kind:
                found = ("found", f"{kind} for {shown(name)}")
                yield problem("FC407", article.place(kind_at), found, ("nearest", types[name]), key="type")


def former_addresses_are_free(site: Outline) -> Iterator[Problem]:
    """An address that something had before is that of nothing else now, and is given once."""
    claims = {f"{article}/{slug}": claim for (article, slug), claim in site.claims.items()}
    for folder, files in (("articles", site.articles), ("claims", claims), ("sources", site.sources)):
        yield from _free(site, folder, files)


_Files = Mapping[str, ArticleOutline] | Mapping[str, ClaimOutline] | Mapping[str, FileOutline]


def _free(site: Outline, folder: str, files: _Files) -> Iterator[Problem]:
    given: dict[str, Place] = {}
    for file in files.values():
        for former, at in file.formerly:
            place, path = file.place(at), f"content/{folder}/{former}.md"
            if former in files or path in site.refused:
                fix = "take it out: what is there now is shown there"
                yield problem("FC418", place, ("found", shown(former)), ("file", path), ("fix", fix))
            elif former in given:
                yield problem("FC418", place, ("found", shown(former)), ("entry", str(given[former])))
            else:
                given[former] = place


def earlier_text_has_its_claim(site: Outline) -> Iterator[Problem]:
    """An earlier text lies in the folder of a claim that exists."""
    known = [f"{article}/{slug}" for article, slug in site.claims] if site.history else []
    for (article, slug, _), earlier in site.history.items():
        if (article, slug) not in site.claims and f"content/claims/{article}/{slug}.md" not in site.refused:
            id_ = f"{article}/{slug}"
            fix = "a claim that was renamed takes its folder along"
            yield problem("FC419", Place(earlier.path), ("found", shown(id_)), *closest(id_, known), ("fix", fix))


def _meant(named: Iterable[str], stored: Collection[str]) -> set[str]:
    """What is stored under a name that is most like one that is not: the same mistake is not told twice."""
    return {found for name in named if name not in stored for _, found in closest(name, stored)}


WHOLE_RULES: tuple[WholeRule, ...] = (
    corpus_is_not_empty,
    text_is_not_empty,
    seed_exists,
    seed_is_used,
    claim_has_article,
    former_addresses_are_free,
    earlier_text_has_its_claim,
    source_exists,
    source_is_cited,
    names_are_spelt_alike,
    claimants_are_known,
    claimants_are_of_one_type,
)
