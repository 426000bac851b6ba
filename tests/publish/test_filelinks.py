"""Where a page's file is seen, changed and complained about: GitHub's addresses and its issue forms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from cases.tables import each
from conftest import ROOT
from factcheck.core.model import Site
from factcheck.publish import filelinks, pages
from factcheck.publish.filelinks import FileLinks, is_github
from factcheck.site.load import Loaded

REPOSITORY = "https://github.com/owner/name"
FORMS = ROOT / ".github/ISSUE_TEMPLATE"


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def kept_at(site: Site, repository: str | None, language: str = "en") -> Site:
    return replace(site, settings=replace(site.settings, repository=repository, language=language))


def by_slug(things: Sequence[Any], slug: str) -> Any:
    return next(thing for thing in things if thing.slug == slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of page, and what its links are."""

    name: str
    links: Callable[[Site], FileLinks | None]
    path: str
    form: str | None
    fields: dict[str, str]


PAGE = "https://example.org"
KINDS = [
    Kind(
        name="a claim",
        links=lambda site: filelinks.of_claim(site, replace(by_slug(site.claims, "35-members"), slug="odd", text='50 % & "more" <b>#1+1</b>')),
        path="content/claims/elysee-platform/35-members.md",
        form="correction.yml",
        fields={
            "title": "Correction: odd",
            "claim": '50 % & "more" <b>#1+1</b>',
            "page": f"{PAGE}/claims/elysee-platform/odd/",
        },
    ),
    Kind(
        name="a source",
        links=lambda site: filelinks.of_source(site, replace(site.sources[0], slug="odd", url="https://a.example/?q=1&r#s")),
        path="content/sources/anadolu-fr-macron-rtl.md",
        form="broken-source.yml",
        fields={"title": "Broken source: odd", "source": "https://a.example/?q=1&r#s", "page": f"{PAGE}/sources/odd/"},
    ),
    Kind(
        name="an article",
        links=lambda site: filelinks.of_article(site, replace(site.articles[0], slug="odd")),
        path="content/articles/elysee-platform.md",
        form="new-claim.yml",
        fields={"title": "New claim: odd", "page": f"{PAGE}/articles/odd/"},
    ),
    Kind(
        name="a policy page",
        links=lambda site: filelinks.of_page(site, by_slug(site.pages, "about")),
        path="content/pages/about.md",
        form=None,
        fields={},
    ),
]  # fmt: skip


@each(KINDS)
def test_on_github_a_file_has_its_history_is_changed_and_reported(case: Kind, site: Site) -> None:
    links = case.links(kept_at(site, REPOSITORY))
    assert links is not None
    assert links.history == f"{REPOSITORY}/commits/HEAD/{case.path}"
    assert links.edit == f"{REPOSITORY}/edit/HEAD/{case.path}"
    if case.form is None:
        assert links.report is None
    else:
        assert links.report is not None
        address = urlsplit(links.report)
        assert address.path == "/owner/name/issues/new"
        assert parse_qs(address.query) == {
            name: [value] for name, value in {"template": case.form, **case.fields}.items()
        }


@each(KINDS)
def test_what_is_filled_in_is_a_field_of_the_form(case: Kind) -> None:
    if case.form:
        form = yaml.safe_load((FORMS / case.form).read_text(encoding="utf-8"))
        ids = [part["id"] for part in form["body"] if part["type"] in ("input", "textarea")]
        assert case.fields.keys() - {"title"} <= set(ids)


@each(KINDS)
def test_on_another_host_only_the_repository_is_named(case: Kind, site: Site) -> None:
    repository = "https://git.example.org/owner/name"
    assert case.links(kept_at(site, repository)) == FileLinks(repository=repository)


@each(KINDS)
def test_without_a_repository_there_are_no_links(case: Kind, site: Site) -> None:
    assert site.settings.repository is None
    assert case.links(site) is None


def test_the_title_of_a_report_is_in_the_language_of_the_site(site: Site) -> None:
    links = filelinks.of_article(kept_at(site, REPOSITORY, "fr"), site.articles[0])
    assert links is not None
    assert links.report is not None
    assert parse_qs(urlsplit(links.report).query)["title"] == ["Nouvelle affirmation\u00a0: elysee-platform"]


@pytest.mark.parametrize(
    ("repository", "is_there"),
    [
        ("https://github.com/owner/name", True),
        ("https://newsroom.ghe.com/owner/name", True),
        ("https://GitHub.com/owner/name", True),
        ("https://gitlab.com/owner/name", False),
        ("https://github.com.example.org/owner/name", False),
        ("https://notgithub.com/owner/name", False),
        ("https://notghe.com/owner/name", False),
    ],
)
def test_the_hosts_that_have_githubs_addresses(repository: str, *, is_there: bool) -> None:
    assert is_github(repository) is is_there


def test_every_page_of_a_file_has_its_links(real: Loaded, site: Site) -> None:
    owned = kept_at(site, REPOSITORY)
    outputs = pages.pages(owned, dict.fromkeys(_rendered(owned), ""))
    named = {output.path: _files(output.values()) for output in outputs}
    wanted = [thing.path for things in (owned.articles, owned.claims, owned.sources, owned.pages) for thing in things]
    assert all(named[path] for path in wanted)
    assert named[""] == named[owned.articles[0].path]  # the home page shows the only article


def _rendered(site: Site) -> list[str]:
    return [thing.place.path for things in (site.articles, site.claims, site.pages) for thing in things]


def _files(values: object) -> FileLinks | None:
    assert isinstance(values, dict)
    return values["annotated"].files if values.get("annotated") else values.get("files")
