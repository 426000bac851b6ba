"""What a document states of itself: title, publisher, date, language, address. Nothing is guessed.

All values are a stranger's: they are collapsed to one line, freed of what cannot be seen, and left out
where they are no value of ours (longer than a line, not an ISO date, not a public address).
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from factcheck.core import names
from factcheck.core.fields import is_public_url
from factcheck.core.text import collapse
from factcheck.evidence.reading.documents import seen

MOST_CHARACTERS = 300  # of a line (core/fields.py)
_ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:$|[T ])")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATE_NAMES = (
    "article:published_time og:article:published_time datepublished date dc.date dc.date.issued dcterms.date "
    "dcterms.issued dcterms.created pubdate publishdate citation_publication_date"
).split()
_MOST_NODES = 10_000  # of the structured data of a page
_SAME_SITE = re.compile(r"^(?:www|m|amp)\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found out; None where the document does not state it."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    address: str | None = None


def of_page(soup: BeautifulSoup, fetched: str = "") -> Metadata:
    """What a page states; `fetched` is the address it came from, empty for a file."""
    meta = _meta(soup)
    nodes = [node for text in _scripts(soup) for node in _nodes(text)]
    headings = (soup.find(name) for name in ("title", "h1"))
    titles = (*meta.get("og:title", ()), *(h.get_text() for h in headings if isinstance(h, Tag)))
    publisher = _first_line(_sound((*meta.get("og:site_name", ()), *_publishers(nodes))))
    return Metadata(
        title=_headline(_first_line(titles), publisher),
        publisher=publisher,
        published=next(_dates(soup, meta, nodes), None),
        language=next(_languages(soup, meta, nodes), None),
        address=next(_addresses(soup, meta, fetched), None),
    )


def _headline(title: str | None, publisher: str | None) -> str | None:
    """The title without the name of the publisher behind it: `New bridge opens – The Example Gazette`."""
    if not title or not publisher:
        return title
    return re.sub(rf"(?<=\S)\s+[-–—|·•:»]\s+{re.escape(publisher)}$", "", title, flags=re.IGNORECASE)


def of_pdf(properties: dict[str, str]) -> Metadata:
    """What a PDF states: the day a file was made is not the day its text was published."""
    languages = filter(None, [_language(properties.get("Language", ""))])
    return Metadata(title=_first_line([properties.get("Title", "")]), language=next(languages, None))


def _meta(soup: BeautifulSoup) -> dict[str, list[str]]:
    """The `<meta>` elements: name, property, itemprop or http-equiv in small letters, and their contents."""
    found: dict[str, list[str]] = {}
    for element in soup.find_all("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (name := element.get(attribute)) and (content := element.get("content")):
                found.setdefault(str(name).lower(), []).append(str(content))
    return found


def _scripts(soup: BeautifulSoup) -> Iterator[str]:
    """The structured data in JSON-LD."""
    for script in soup.find_all("script", type=re.compile(r"^\s*application/ld\+json", re.IGNORECASE)):
        yield script.get_text()


def _nodes(text: str) -> Iterator[dict[str, object]]:
    """All objects of a JSON text, the outer before the inner; none where it is not JSON."""
    try:
        waiting: deque[object] = deque([json.loads(text)])
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _publishers(nodes: list[dict[str, object]]) -> Iterator[str]:
    by_id = {node["@id"]: node.get("name") for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    for node in nodes:
        publisher = node.get("publisher")
        for one in publisher if isinstance(publisher, list) else [publisher]:
            name = (one.get("name") or by_id.get(one.get("@id"))) if isinstance(one, dict) else one
            if isinstance(name, str):
                yield name


def _dates(soup: BeautifulSoup, meta: dict[str, list[str]], nodes: list[dict[str, object]]) -> Iterator[date]:
    stated = [content for name in _DATE_NAMES for content in meta.get(name, ())]
    stated += [value for node in nodes if isinstance(value := node.get("datePublished"), str)]
    times = soup.find_all("time", attrs={"datetime": True})
    marked = [time for time in times if time.has_attr("pubdate") or "datePublished" in str(time.get("itemprop", ""))]
    yield from _parsed([*stated, *(str(time["datetime"]) for time in marked)])
    days = set(_parsed(str(time["datetime"]) for time in times))
    if len(days) == 1:  # of several, one may be that of another article
        yield days.pop()


def _parsed(texts: Iterable[str]) -> Iterator[date]:
    for text in texts:
        if found := _ISO_DATE.match(text.strip()):
            try:
                yield date.fromisoformat(found.group(1))
            except ValueError:
                continue


def _languages(soup: BeautifulSoup, meta: dict[str, list[str]], nodes: list[dict[str, object]]) -> Iterator[str]:
    stated = [str(soup.html.get("lang") or soup.html.get("xml:lang") or "")] if soup.html else []
    stated += [*meta.get("og:locale", ()), *meta.get("content-language", ())]
    stated += [value for node in nodes if isinstance(value := node.get("inLanguage"), str)]
    yield from filter(None, map(_language, stated))


def _language(stated: str) -> str | None:
    """A language code in our form (`fr-FR` of `fr_FR.UTF-8`), or None."""
    primary, *others = stated.split(".")[0].strip().replace("_", "-").split("-")
    code = "-".join([primary.lower(), *others])
    return code if _LANGUAGE.fullmatch(code) and len(code) <= MOST_CHARACTERS else None


def _addresses(soup: BeautifulSoup, meta: dict[str, list[str]], fetched: str) -> Iterator[str]:
    """The page's own addresses. Of a page that was fetched, only those of the same site.

    A copy names the original as canonical (an agency's report in a newspaper): its words may differ.
    """
    links = soup.find_all("link", href=True, rel=lambda rel: bool(rel) and rel.lower() == "canonical")
    for stated in (*(str(link["href"]) for link in links), *meta.get("og:url", ())):
        try:
            address = urljoin(fetched, stated.strip())
            is_fitting = not fetched or _is_same_page(urlsplit(address).hostname, address, fetched)
        except ValueError:
            continue
        if is_public_url(address) and is_fitting:
            yield address


def _is_same_page(host: str | None, address: str, fetched: str) -> bool:
    """Whether an address may stand for the one fetched: same host, and not only the site's front page."""
    own = urlsplit(fetched)
    is_front = urlsplit(address).path in ("", "/") and own.path not in ("", "/")
    return _SAME_SITE.sub("", host or "") == _SAME_SITE.sub("", own.hostname or "") and not is_front


def _sound(stated: Iterable[str]) -> Iterator[str]:
    """The names as our files may hold them (core/names.py); those that mix scripts are left out."""
    return (name for name in map(names.cleaned, stated) if not names.mixed(name))


def _first_line(stated: Iterable[str]) -> str | None:
    lines = (collapse(seen(text)) for text in stated)
    return next((line for line in lines if line.strip() and len(line) <= MOST_CHARACTERS), None)
