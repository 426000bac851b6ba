"""Where a page's file is seen, changed and complained about on the code host: links that a page shows its readers.

The addresses are GitHub's, and the reports open its issue forms (.github/ISSUE_TEMPLATE/), whose fields are filled in
by their ids. Other hosts have other addresses, so that there only the repository itself is named.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from factcheck.core.model import Article, Claim, Page, Site, Source
from factcheck.render.words import catalogue

GITHUB = "github.com"
GITHUB_ENTERPRISE = ".ghe.com"  # GitHub's own host for the data of one enterprise, with the same addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLinks:
    """Where a file of the repository can be seen and changed; None where the host's addresses are not known."""

    repository: str
    history: str | None = None
    edit: str | None = None
    report: str | None = None  # None, too, where nothing is asked of readers


def of_claim(site: Site, claim: Claim) -> FileLinks | None:
    """The links of a claim's page: its report is the form for corrections. None without a repository."""
    title = catalogue(site.settings.language).say("report.claim", claim=claim.slug)
    page = site.settings.address(claim.path)
    return _links(site, claim.place.path, "correction.yml", {"title": title, "claim": claim.text, "page": page})


def of_source(site: Site, source: Source) -> FileLinks | None:
    """The links of a source's page: its report is the form for broken sources. None without a repository."""
    title = catalogue(site.settings.language).say("report.source", source=source.slug)
    page = site.settings.address(source.path)
    return _links(site, source.place.path, "broken-source.yml", {"title": title, "source": source.url, "page": page})


def of_article(site: Site, article: Article) -> FileLinks | None:
    """The links of an article's page: its report is the form for new claims. None without a repository."""
    title = catalogue(site.settings.language).say("report.article", article=article.slug)
    page = site.settings.address(article.path)
    return _links(site, article.place.path, "new-claim.yml", {"title": title, "page": page})


def of_page(site: Site, page: Page) -> FileLinks | None:
    """The links of a policy page. None without a repository."""
    return _links(site, page.place.path)


def is_github(repository: str) -> bool:
    """Whether the addresses of a repository are those of GitHub."""
    host = urlsplit(repository).hostname or ""
    return host == GITHUB or host.endswith(GITHUB_ENTERPRISE)


def _links(site: Site, path: str, form: str = "", fields: dict[str, str] | None = None) -> FileLinks | None:
    repository = site.settings.repository
    if repository is None:
        return None
    if not is_github(repository):
        return FileLinks(repository=repository)
    # A query may hold `/` and `:` as they are (RFC 3986, section 3.4); each would be three bytes else.
    filled = urlencode({"template": form, **(fields or {})}, quote_via=quote, safe="/:")
    return FileLinks(
        repository=repository,
        history=f"{repository}/commits/HEAD/{quote(path)}",
        edit=f"{repository}/edit/HEAD/{quote(path)}",
        report=f"{repository}/issues/new?{filled}" if form else None,
    )
