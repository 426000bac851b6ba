"""From a folder to a site: scan, parse, review, render.

Building, checking and testing all come through here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from factcheck.core.corpus import Corpus, Entry, parse, scan
from factcheck.core.model import Site
from factcheck.core.outcome import Outcome
from factcheck.core.problems import Place, Problem, has_errors
from factcheck.core.review import review
from factcheck.core.schema import ClaimFile, HistoryFile
from factcheck.core.settings import Settings
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.publish.facts import Facts
from factcheck.publish.output import File, Output
from factcheck.render import prose


@dataclass(frozen=True)
class Loaded:
    """A site without errors, or None; its rendered texts by file; all problems, sorted; how quotes came out."""

    site: Site | None
    rendered: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    by_claim: Mapping[str, Mapping[Outcome, int]] = field(default_factory=dict)  # the outcomes, by a claim's id
    digests: Mapping[str, str] | None = None  # the SHA-256 of every file, by path; None where they are not known

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """Every page of the site; none where there is no site. Made once: the audit asks for them again."""
        from factcheck.publish.pages import pages  # heavy: a check needs no pages

        return pages(self.site, self.rendered, self.digests) if self.site else ()

    @cached_property
    def files(self) -> tuple[File, ...]:
        """Every file besides the pages."""
        from factcheck.publish.files import plain_files  # heavy, as above

        return (
            tuple(plain_files(self.site, self.outputs, Facts(self.site, self.rendered, self.digests)))
            if self.site
            else ()
        )


def load(root: Path, settings: Settings, stages: Stages = QUIET) -> Loaded:
    """Load the site in the folder `root`."""
    stages.at(Stage.READING)
    files, unread = scan(root)
    return load_files(files, settings, unread, stages)


def load_files(
    files: dict[str, bytes], settings: Settings, unread: list[Problem] | None = None, stages: Stages = QUIET
) -> Loaded:
    """Load the site that consists of `files`, path to bytes."""
    stages.at(Stage.READING, 0, len(files))
    corpus, unparsed = parse(files)
    stages.at(Stage.READING, len(files), len(files))
    loaded = load_corpus(corpus, settings, [*(unread or ()), *unparsed], stages)
    return replace(loaded, digests={path: sha256(raw).hexdigest() for path, raw in files.items()})


def load_corpus(corpus: Corpus, settings: Settings, found: Sequence[Problem] = (), stages: Stages = QUIET) -> Loaded:
    """Load the site that a corpus makes; `found` are the problems that reading and parsing it had."""
    reviewed = review(corpus, settings, stages)
    rendered, prose_problems = _render(corpus)
    problems = tuple(sorted([*found, *reviewed.problems, *prose_problems]))
    site = None if has_errors(problems) else reviewed.site
    return Loaded(site, rendered, problems, reviewed.outcomes, reviewed.by_claim)


def _render(corpus: Corpus) -> tuple[dict[str, str], list[Problem]]:
    """The texts of all files as HTML, drafts too, so that a draft's problems are seen early."""
    targets = dict(_targets(corpus))
    hidden = {path: page_path(path) for path, page in targets.items() if not page}
    rendered: dict[str, str] = {}
    problems: list[Problem] = []
    for entries, least in ((corpus.articles, 3), (corpus.claims, 3), (corpus.pages, 2)):
        for entry in entries.values():
            # A draft is not published: it may link to what is not published yet.
            allowed = targets | hidden if entry.document.path in hidden else targets
            result = prose.render(entry.document.body, entry.place, allowed, least_heading=least)
            rendered[entry.document.path] = result.html
            problems.extend(result.problems)
    for (article, slug, _), earlier in corpus.history.items():
        result = _render_earlier(f"content/claims/{article}/{slug}.md", earlier, targets)
        rendered[earlier.document.path] = result.html
        problems.extend(result.problems)
    return rendered, problems


def _render_earlier(path: str, entry: Entry[HistoryFile], targets: Mapping[str, str]) -> prose.Prose:
    """An earlier text, whose links were written in the claim's file at `path`; those that are dead now are plain text.

    Whatever else was allowed once is no problem either: only a text that cannot be rendered at all is one.
    """
    place = Place(path, entry.place.line)
    result = prose.render(entry.document.body, place, targets, least_heading=4)
    kept = (found for found in result.problems if found.code == "FC505")
    own = (replace(found, place=replace(found.place, path=entry.document.path)) for found in kept)
    return prose.Prose(result.html, tuple(own))


def _targets(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The files, and the paths of their pages: none for drafts, and what only drafts need.

    Refused files are not dead links.
    """
    for kind in (corpus.articles, corpus.claims, corpus.sources):
        yield from ((entry.document.path, "") for entry in kind.values())
    articles = {entry.document.path for slug, entry in corpus.articles.items() if slug in corpus.checked}
    files = {*articles, *(entry.document.path for entry in corpus.pages.values())}
    published = list(corpus.published.values())
    claims = {entry.document.path for entry in published}
    for path in sorted({*files, *claims, *_published_sources(corpus, published), *corpus.refused}):
        if path.startswith("content/"):
            yield path, page_path(path)


def _published_sources(corpus: Corpus, published: list[Entry[ClaimFile]]) -> set[str]:
    """The sources that get a page: those cited by a published claim; all, where what is cited is unknown."""
    stored = {slug: entry.document.path for slug, entry in corpus.sources.items()}
    cited = {evidence.source for entry in published for evidence in entry.file.evidence}
    if cited - set(stored) or any(path.startswith("content/claims/") for path in corpus.refused):
        return set(stored.values())
    return {stored[slug] for slug in cited}


def page_path(file: str) -> str:
    """The path of the page of a content file: `content/claims/a/b.md` is shown at `claims/a/b/`."""
    return file.removeprefix("content/").removeprefix("pages/").removesuffix(".md") + "/"
