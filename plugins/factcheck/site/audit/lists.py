"""What is listed for programs: the sitemap and the feed of all checks."""

from collections import Counter
from collections.abc import Collection, Iterator
from xml.etree import ElementTree as ET

from factcheck.core.model import Claim
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.text import collapse
from factcheck.publish import feed, sitemap
from factcheck.site.audit.folder import Folder

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
LISTED = {sitemap.PATH: "page", feed.PATH: "claim"}
Detail = tuple[str, str]


def sitemap_lists_every_page_once(folder: Folder) -> Iterator[Problem]:
    """The sitemap lists every page but those for frames and for missing ones, once, with the day of its change."""
    listed = [output for output in folder.outputs if output.is_listed and not output.path.endswith(".html")]
    wanted = {folder.site.settings.address(output.path): output for output in listed}
    for root in _xml(folder, sitemap.PATH):
        if isinstance(root, Problem):
            yield root
            continue
        rows = [[row.findtext(SITEMAP + name) or "" for name in ("loc", "lastmod")] for row in root]
        yield from _unequal(sitemap.PATH, [address for address, _ in rows], wanted)
        for address, day in rows:
            updated = wanted[address].updated if address in wanted else None
            told = updated.isoformat() if updated else ""
            if address in wanted and day != told:
                yield _problem(sitemap.PATH, address, ("found", day or "no lastmod"), ("wanted", told or "none"))


def feed_lists_every_claim_once(folder: Folder) -> Iterator[Problem]:
    """The feed of all checks has an entry for every claim: its address, the verdict first, the day of its change."""
    claims = {folder.site.settings.address(claim.path): claim for claim in folder.site.claims}
    for root in _xml(folder, feed.PATH):
        if isinstance(root, Problem):
            yield root
            continue
        entries = root.findall(f"{ATOM}entry")
        yield from _unequal(feed.PATH, [_link(entry) for entry in entries], claims)
        ids = Counter(entry.findtext(f"{ATOM}id") or "" for entry in entries)
        known = ((entry, claims[_link(entry)]) for entry in entries if _link(entry) in claims)
        for entry, claim in known:
            for details in _entry(entry, claim, ids):
                yield _problem(feed.PATH, _link(entry), *details, ("source", str(claim.place)))


def _entry(entry: ET.Element, claim: Claim, ids: Counter[str]) -> Iterator[tuple[Detail, ...]]:
    title = collapse(entry.findtext(f"{ATOM}title") or "")
    if not title.startswith(label := collapse(claim.verdict.label)) or collapse(claim.text) not in title:
        yield ("title", shown(title)), ("wanted", f"{label} and the claim’s sentence")
    day = (entry.findtext(f"{ATOM}updated") or "")[:10]
    if day != claim.updated.isoformat():
        yield ("updated", shown(day)), ("wanted", claim.updated.isoformat())
    name = entry.findtext(f"{ATOM}id") or ""
    if not name or ids[name] > 1:
        yield ("id", shown(name)), ("wanted", "an id of its own")


def _link(entry: ET.Element) -> str:
    """The address that an entry leads to: of its link that is its page (RFC 4287, 4.2.7.2)."""
    links = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    return links[0].get("href", "") if links else ""


def _unequal(path: str, found: list[str], wanted: Collection[str]) -> Iterator[Problem]:
    """The addresses that a list lacks, has twice, or has too many."""
    counted = Counter(found)
    yield from (_problem(path, address, ("found", "nothing")) for address in wanted if not counted[address])
    for address, count in counted.items():
        if address not in wanted:
            yield _problem(path, address, ("found", "an address that it must not list"))
        elif count > 1:
            yield _problem(path, address, ("found", f"{count} times"))


def _xml(folder: Folder, path: str) -> Iterator[ET.Element | Problem]:
    """The root of a file, or what is wrong with it; nothing where it is missing, which is told already."""
    raw = folder.read(path)
    try:
        yield from [] if raw is None else [ET.fromstring(raw)]  # noqa: S314 - written by this build
    except ET.ParseError as error:
        yield _problem(path, "", ("found", f"no XML: {error}"))


def _problem(path: str, address: str, *details: Detail) -> Problem:
    return problem("FC622", Place(path), ("address", address), *details, file=path, what=LISTED[path])
