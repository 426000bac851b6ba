"""The frame of a page: its policy, its language, its title and its heading."""

from collections.abc import Iterator

from factcheck.core.problems import Problem, shown
from factcheck.core.text import collapse
from factcheck.site.audit.page import Page
from factcheck.site.audit.tree import Element, attribute, is_hidden, words

# What each page may do, by its template: what the templates write must be this, word for word.
_ALL = "default-src 'none'; style-src 'self'; img-src 'self'"
_END = "base-uri 'none'; form-action 'none'"
_SEARCH = (
    "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_NO_SCRIPT = f"{_ALL}; {_END}"
POLICIES = {
    "search": f"{_ALL}; {_SEARCH}; {_END}",
    "embed": _NO_SCRIPT,
    "withdrawn_embed": _NO_SCRIPT,
    "redirect": _NO_SCRIPT,
}
POLICY = f"{_ALL}; script-src 'self'; connect-src 'none'; {_END}"


def policy_comes_first(page: Page) -> Iterator[Problem]:
    """The content security policy of its kind of page stands first in the head, before anything it must hold for."""
    wanted = POLICIES.get(page.output.template, POLICY)
    heads = page.named("head")
    start = next((child for head in heads for child in head.children if isinstance(child, Element)), None)
    policies = [meta for meta in page.named("meta") if _equivalent(meta) == "content-security-policy"]
    found = [attribute(meta, "content") for meta in policies]
    if found != [wanted]:
        yield _lacks(page, "its content security policy", found, wanted)
    elif policies[0] != start:
        found = [f"<{start.name}>"] if start else []
        yield _lacks(page, "its content security policy first in its head", found, "<meta>")


def page_is_well_framed(page: Page) -> Iterator[Problem]:
    """A page has the doctype, the language of the site, one heading, and its title as title."""
    if (doctypes := page.tree.doctypes) != ["html"]:
        yield _lacks(page, "the doctype of HTML", doctypes, "<!doctype html>")
    languages = [attribute(root, "lang") for root in page.named("html")]
    if languages != [page.site.settings.language]:
        yield _lacks(page, "the language of the site", languages, page.site.settings.language)
    headings = [words(heading) for heading in page.named("h1") if not is_hidden(heading)]
    if len(headings) != 1 or not headings[0]:
        yield _lacks(page, "one heading", headings, "")
    titles = [words(title) for title in page.named("title") if title.parent.name == "head"]
    if len(titles) != 1 or not titles[0].startswith(collapse(page.output.title)) or not titles[0]:
        yield _lacks(page, "its title", titles, page.output.title)


def _lacks(page: Page, what: str, found: list[str], wanted: str) -> Problem:
    told = " and ".join(map(shown, found)) or "nothing"
    return page.problem("FC617", ("found", told), ("wanted", wanted and shown(wanted)), what=what)


def _equivalent(meta: Element) -> str:
    return attribute(meta, "http-equiv").strip().lower()
