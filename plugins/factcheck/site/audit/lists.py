"""What is listed for programs: the sitemap, and the feeds of checks."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from factcheck.core.model import Claim, Site
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.text import collapse
from factcheck.site.audit.folder import Folder

SITEMAP, CORRECTIONS = "sitemap.xml", "feeds/corrections.atom"
MOST_ADDRESSES, MOST_BYTES = 50_000, 50 * 1024 * 1024  # of a file of the sitemap, by the protocol
_ROW = re.compile(rb"\n  <url>\n    <loc>([!-%\'-;=?-~]*)</loc>(?:\n    <lastmod>([0-9-]*)</lastmod>)?\n  </url>")
_HEAD = rb'<\?xml version="1.0" encoding="utf-8"\?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
_PLAIN = re.compile(rb"%b(?:%b)*+\n</urlset>\n?" % (_HEAD, _ROW.pattern))
LEAST_CUT = 50  # a feed may leave older checks out where it has as many entries as this
_PART = re.compile(r"sitemap-[0-9]+\.xml")
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_ATOM = "{http://www.w3.org/2005/Atom}"
Detail = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed."""

    id: str
    address: str
    title: str
    updated: str  # its day, such as 2025-11-26


def sitemap_lists_every_page_once(folder: Folder) -> Iterator[Problem]:
    """The sitemap lists every page but those for frames and for missing ones, once, with the day of its change."""
    if folder.is_shown_as_before(*_sitemaps(folder)):
        return
    listed = [output for output in folder.outputs if output.is_listed and not output.path.endswith(".html")]
    wanted = {folder.site.settings.address(output.path): output for output in listed}
    if SITEMAP not in folder.found:
        return
    try:
        rows = list(sitemap_rows(folder, SITEMAP))
    except ET.ParseError as error:
        yield _problem(SITEMAP, "", ("found", f"no XML: {error}"))
        return
    yield from _too_large(folder)
    yield from _unequal(SITEMAP, [address for address, _ in rows], wanted)
    for address, day in rows:
        updated = wanted[address].updated if address in wanted else None
        told = updated.isoformat() if updated else ""
        if address in wanted and day != told:
            yield _problem(SITEMAP, address, ("found", day or "no lastmod"), ("wanted", told or "none"))


def _sitemaps(folder: Folder) -> list[str]:
    """The files of the sitemap that are there."""
    return sorted(
        path for path in folder.found if path.startswith("sitemap") and (path == SITEMAP or _PART.fullmatch(path))
    )


def _too_large(folder: Folder) -> Iterator[Problem]:
    """The files of the sitemap that hold more than search engines read."""
    for path in _sitemaps(folder):
        raw = folder.read(path) or b""
        addresses = raw.count(b"<loc>")
        if addresses > MOST_ADDRESSES or len(raw) > MOST_BYTES:
            found = f"{addresses:,} addresses and {len(raw):,} bytes"
            wanted = f"at most {MOST_ADDRESSES:,} and {MOST_BYTES:,}"
            yield _problem(SITEMAP, folder.site.settings.address(path), ("found", found), ("wanted", wanted))


def sitemap_rows(folder: Folder, path: str) -> Iterator[tuple[str, str]]:
    """The addresses of a sitemap and their days; those of its parts where it is an index. Raises `ParseError`."""
    raw = folder.read(path) or b""
    if _PLAIN.fullmatch(raw):  # as we write it: of 30,000 pages the tree would take a second
        yield from ((address.decode(), day.decode()) for address, day in _ROW.findall(raw))
        return
    root = ET.fromstring(raw)  # noqa: S314 - written by this build
    for row in root:
        address, day = (row.findtext(_SITEMAP + name) or "" for name in ("loc", "lastmod"))
        part = address.removeprefix(folder.site.settings.address(""))
        if row.tag == f"{_SITEMAP}sitemap" and part in folder.found:
            yield from sitemap_rows(folder, part)
        else:
            yield address, day


def feeds_list_every_claim_once(folder: Folder) -> Iterator[Problem]:
    """A feed has an entry for each of its claims: its address, the verdict first, its sentence, the day of its change.

    A long one may leave out claims that changed before all that it lists.
    """
    for path, claims in _feeds(folder.site):
        raw = None if _is_as_before(folder, path, claims) else folder.read(path)
        try:
            entries = [] if raw is None else list(feed_entries(path, raw))
        except (ET.ParseError, ValueError, KeyError, TypeError) as error:
            yield _problem(path, "", ("found", f"no feed: {error!r}"))
            continue
        if raw is not None:
            yield from _feed(folder.site, path, entries, claims)


def _is_as_before(folder: Folder, path: str, claims: Sequence[Claim]) -> bool:
    """Whether a feed is as an earlier audit found it, and neither lists a claim that changed nor must list one."""
    since = folder.since
    if since is None or since.shown is None or path in since.files:
        return False
    if not since.shown:
        return True
    raw, page = folder.read(path) or b"", folder.site.settings.address("claims/{}/").format
    is_due = any(claim.id in since.shown for claim in claims)
    return not is_due and not any(page(id_).encode() in raw for id_ in since.shown)


def corrections_are_all_in_their_feed(folder: Folder) -> Iterator[Problem]:
    """The feed of corrections has an entry for every correction: the address of its claim, and its day.

    A long one may leave out the oldest.
    """
    raw = folder.read(CORRECTIONS)
    try:
        entries = [] if raw is None else list(feed_entries(CORRECTIONS, raw))
    except ET.ParseError as error:
        yield _problem(CORRECTIONS, "", ("found", f"no feed: {error!r}"))
        return
    found = Counter((entry.address.partition("#")[0], entry.updated) for entry in entries)
    address = folder.site.settings.address
    wanted = Counter((address(c.path), made.date.isoformat()) for c in folder.site.ever for made in c.corrections)
    lacking = () if raw is None or len(entries) >= LEAST_CUT else (wanted - found).elements()
    yield from (_problem(CORRECTIONS, page, ("found", "nothing"), ("wanted", day)) for page, day in lacking)
    for page, day in (found - wanted).elements():
        yield _problem(CORRECTIONS, page, ("found", f"a correction of {day} that the claim does not have"))


def _feeds(site: Site) -> Iterator[tuple[str, Sequence[Claim]]]:
    """Every feed of checks that the site may have, and its claims."""
    yield "feeds/all.atom", site.claims
    yield "feeds/all.json", site.claims
    yield from ((f"feeds/{verdict.path[:-1]}.atom", site.rated(verdict)) for verdict in site.settings.scale)
    yield from ((f"feeds/{topic.path[:-1]}.atom", topic.claims) for topic in site.topics)


def feed_entries(path: str, raw: bytes) -> Iterator[Entry]:
    """The entries of an Atom feed (RFC 4287) or a JSON Feed (1.1)."""
    if path.endswith(".json"):
        for row in json.loads(raw)["items"]:
            yield Entry(id=row["id"], address=row["url"], title=row["title"], updated=row["date_modified"][:10])
        return
    for entry in ET.fromstring(raw).findall(f"{_ATOM}entry"):  # noqa: S314 - written by this build
        links = [link for link in entry.findall(f"{_ATOM}link") if link.get("rel", "alternate") == "alternate"]
        name, title, updated = (entry.findtext(_ATOM + key) or "" for key in ("id", "title", "updated"))
        yield Entry(id=name, address=links[0].get("href", "") if links else "", title=title, updated=updated[:10])


def _feed(site: Site, path: str, entries: Sequence[Entry], claims: Sequence[Claim]) -> Iterator[Problem]:
    wanted = {site.settings.address(claim.path): claim for claim in claims}
    oldest = min((entry.updated for entry in entries), default="")
    older = {address for address, claim in wanted.items() if claim.updated.isoformat() <= oldest}
    found = [entry.address for entry in entries]
    left_out = older - set(found) if len(entries) >= LEAST_CUT else set()
    yield from _unequal(path, found, [address for address in wanted if address not in left_out])
    ids = Counter(entry.id for entry in entries)
    for entry, claim in ((entry, wanted[entry.address]) for entry in entries if entry.address in wanted):
        for details in _entry(entry, claim, ids):
            yield _problem(path, entry.address, *details, ("source", str(claim.place)))


def _entry(entry: Entry, claim: Claim, ids: Counter[str]) -> Iterator[tuple[Detail, ...]]:
    title, label = collapse(entry.title), collapse(claim.verdict.label)
    if not title.startswith(label) or collapse(claim.text) not in title:
        yield ("title", shown(title)), ("wanted", f"{label}, then the claim’s sentence")
    if entry.updated != claim.updated.isoformat():
        yield ("updated", shown(entry.updated)), ("wanted", claim.updated.isoformat())
    if not entry.id or ids[entry.id] > 1:
        yield ("id", shown(entry.id)), ("wanted", "an id of its own")


def _unequal(path: str, found: Iterable[str], wanted: Collection[str]) -> Iterator[Problem]:
    """The addresses that a list lacks, has twice, or has too many."""
    counted = Counter(found)
    yield from (_problem(path, address, ("found", "nothing")) for address in wanted if not counted[address])
    for address, count in counted.items():
        if address not in wanted:
            yield _problem(path, address, ("found", "an address that it must not list"))
        elif count > 1:
            yield _problem(path, address, ("found", f"{count} times"))


def _problem(path: str, address: str, *details: Detail) -> Problem:
    what = {SITEMAP: "page", CORRECTIONS: "correction"}.get(path, "claim")
    return problem("FC622", Place(path), ("address", address), *details, file=path, what=what)
