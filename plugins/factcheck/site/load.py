"""From a folder to a site: scan, parse, review, render.

Building, checking and testing all come through here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.core.corpus import Corpus, parse, scan
from factcheck.core.model import Site
from factcheck.core.outcome import Outcome
from factcheck.core.problems import Problem, has_errors
from factcheck.core.review import reviewed
from factcheck.core.settings import Settings
from factcheck.core.sketch import sketched
from factcheck.core.targets import page_path as page_path
from factcheck.core.targets import targets
from factcheck.publish.facts import Facts
from factcheck.publish.output import File, Output
from factcheck.publish.sections import NOTHING, Known
from factcheck.render import texts

if TYPE_CHECKING:
    from factcheck.publish.again import Made
    from factcheck.publish.pages import Pages


@dataclass(frozen=True)
class Loaded:
    """A site without errors, or None; its rendered texts by file; all problems, sorted; how quotes came out."""

    site: Site | None
    rendered: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    by_claim: Mapping[str, tuple[Outcome, ...]] = field(default_factory=dict)  # of its quotes, by a claim's id
    digests: Mapping[str, str] | None = None  # the SHA-256 of every file, by path; None where they are not known
    before: "Made | None" = None  # the pages of an earlier state, where they are at hand
    known: Known = NOTHING  # of the pages of the last build, where this one is built upon it

    @property
    def counts(self) -> tuple[int, int, int] | None:
        """How many articles, claims and sources are published; None where there is no site."""
        site = self.site
        return (len(site.articles), len(site.claims), len(site.sources)) if site else None

    @cached_property
    def facts(self) -> Facts:
        """What the pages are made from. There must be a site."""
        assert self.site is not None
        return Facts(self.site, self.rendered, self.digests)

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """Every page of the site; none where there is no site. Made once: the audit asks for them again."""
        return self.pages.outputs if self.site else ()

    @cached_property
    def pages(self) -> "Pages":
        """The same, and what is to be known of them at the next build. There must be a site."""
        from factcheck.publish import again, pages  # heavy: a check needs no pages

        assert self.site is not None
        found = again.pages(self.before, self.site, self.rendered, self.facts) if self.before else None
        if found is not None:
            return pages.Pages(found, NOTHING)
        return pages.since(self.known, self.site, self.rendered, self.facts)

    @cached_property
    def files(self) -> tuple[File, ...]:
        """Every file besides the pages."""
        from factcheck.publish.files import plain_files  # heavy, as above

        return tuple(plain_files(self.site, self.outputs, self.facts)) if self.site else ()


def load(root: Path, settings: Settings) -> Loaded:
    """Load the site in the folder `root`."""
    files, unread = scan(root)
    return load_files(files, settings, unread)


def load_files(files: dict[str, bytes], settings: Settings, unread: list[Problem] | None = None) -> Loaded:
    """Load the site that consists of `files`, path to bytes."""
    corpus, unparsed = parse(files)
    loaded = load_corpus(corpus, settings, [*(unread or ()), *unparsed])
    return replace(loaded, digests={path: sha256(raw).hexdigest() for path, raw in files.items()})


def load_corpus(corpus: Corpus, settings: Settings, found: Sequence[Problem] = ()) -> Loaded:
    """Load the site that a corpus makes; `found` are the problems that reading and parsing it had."""
    outline = sketched(corpus)
    checked = reviewed(corpus, outline, settings)
    rendered = texts.rendered(outline, corpus, targets(outline))
    prose_problems = (problem for text in rendered.values() for problem in text.problems)
    problems = tuple(sorted([*found, *checked.problems, *prose_problems]))
    site = None if has_errors(problems) else checked.site
    html = {path: text.html for path, text in rendered.items()}
    return Loaded(site, html, problems, checked.outcomes, checked.by_claim)
