"""The crawl: LinkChecker, run as a program over the served site, and what it brought back."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import factcheck
from factcheck.evidence.crawl.server import DEEP_NOT_FOUND, NOT_FOUND_PAGE

MARK = "factcheck "  # begins what checkers.py puts into LinkChecker's log
MOST_SECONDS = 900.0  # a site of 10,000 files takes some 150 s of a processor’s time, 13 ms a file
_PLUGINS = "from factcheck.evidence.crawl.checkers import PageRecord, QuoteCheck\n"
# Requests one after the other (threads=0): threads would wait a second for work that does not come, and
# would take turns on one processor anyway. LinkChecker reads no links in files over 1 MB, unless told to:
# the page of a long article, every claim marked in it, may be larger.
_CONFIG = """[checking]
threads=0
maxrequestspersecond=100000
maxfilesizeparse=104857600
maxfilesizedownload=104857600
robotstxt=0
[filtering]
checkextern=0
internlinks={internal}
[output]
status=0
verbose=1
[PageRecord]
site_url={site_url}
base={base}
"""
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TMPDIR")  # no proxies, no settings of the user's own
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class CrawlError(Exception):
    """The crawl did not run to its end; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a file of the site names. Lines and columns count from 1."""

    written: str
    target: str | None  # the address it leads to, without its fragment; None where it is no address
    line: int
    column: int
    cause: str = ""  # why it is no address


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A fetched file of the site."""

    path: str  # relative to the output folder
    is_page: bool
    anchors: frozenset[str]
    links: tuple[Link, ...]  # to the site itself
    external: int  # how many links lead elsewhere
    cause: str  # why its links could not be read


@dataclass(frozen=True, kw_only=True)
class Crawl:
    """All that was fetched, by address, and what the server answered, by address."""

    files: dict[str, File]
    answers: dict[str, str]


def crawl(base: str, output: Path, site_url: str, *, seconds: float = MOST_SECONDS) -> Crawl:
    """Crawl the site that is served at `base`. Raises `CrawlError`."""
    prefix = urlsplit(base).path
    internal = f"^{re.escape(base.removesuffix(prefix))}(?:/|$)"  # also what is outside the prefix: it must be asked
    config = _CONFIG.format(internal=internal, site_url=site_url, base=base)
    root = _read(run(_starts(base, output), config, seconds))
    files: dict[str, File] = {}
    for record in _records(root):
        file = _file(record, prefix)
        files.update((address, file) for address in record["addresses"])
    if not any(file.is_page for file in files.values()):
        raise CrawlError("no page was found")
    return Crawl(files=files, answers=dict(_answers(root)))


def _starts(base: str, output: Path) -> Iterator[str]:
    """Where the crawl begins: home, and the files that no page needs to name."""
    yield f"{base}/"
    if (output / NOT_FOUND_PAGE).is_file():
        yield base + DEEP_NOT_FOUND
    yield from (f"{base}/{name}" for name in ("sitemap.xml", "robots.txt") if (output / name).is_file())
    for feed in sorted(output.glob("feeds/**/*.atom")):
        yield f"{base}/{feed.relative_to(output).as_posix()}"


def run(addresses: Iterable[str], config: str, seconds: float = MOST_SECONDS) -> bytes:
    """The XML log of a run of LinkChecker; a section of `config` named after one of our plugins enables it.

    Raises `CrawlError`.
    """
    if importlib.util.find_spec("linkcheck") is None:
        raise CrawlError("LinkChecker is not installed")
    with tempfile.TemporaryDirectory(prefix="factcheck-links-") as name:
        folder = Path(name)
        (folder / "linkchecker" / "plugins").mkdir(parents=True)
        (folder / "linkchecker" / "plugins" / "factchecks.py").write_text(_PLUGINS, encoding="utf-8")
        (folder / "config").write_text(config, encoding="utf-8")
        # LinkChecker loads no plugin that others may write, and, started by root, goes on as the user nobody.
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        return _run(folder, "\n".join(addresses), seconds)


def _run(folder: Path, addresses: str, seconds: float) -> bytes:
    command = [sys.executable, "-P", "-m", "linkcheck", "-f", str(folder / "config"), "-o", "xml/utf-8", "--stdin"]
    own = {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder, "LC_ALL": "C.UTF-8"}
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    environment |= {name: str(value) for name, value in own.items()}
    environment |= {"PYTHONPATH": str(Path(factcheck.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a program of our own environment, no shell
            command, input=addresses.encode(), capture_output=True, cwd=folder, env=environment, timeout=seconds
        )
    except subprocess.TimeoutExpired as error:
        raise CrawlError(f"no end after {seconds:,.0f} seconds") from error
    if done.returncode not in (0, 1):  # 1: it found broken links
        raise CrawlError(f"LinkChecker ended with code {done.returncode}: {_reason(done.stderr)}")
    return done.stdout


def _reason(errors: bytes) -> str:
    """The line that names an error; LinkChecker puts a page about the system behind it."""
    lines = [line.strip() for line in errors.decode(errors="replace").splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"[\w.]+(?:Error|Exception)\b", line)]
    return [*lines, *named][-1][:200] if lines else "it did not say why"


def _read(log: bytes) -> ElementTree.Element:
    """The log without what LinkChecker prints before it begins, and without what XML cannot hold."""
    text = log.decode(errors="replace")
    text = _NOT_XML.sub("\ufffd", text[max(0, text.find("<?xml")) :])
    try:
        return ElementTree.fromstring(text)  # noqa: S314 - written by the program we started
    except ElementTree.ParseError as error:
        raise CrawlError(f"LinkChecker’s log breaks off: {error}") from error


def _records(root: ElementTree.Element) -> Iterator[dict[str, Any]]:
    for info in root.iterfind("urldata/infos/info"):
        if info.text and info.text.startswith(MARK):
            yield json.loads(info.text.removeprefix(MARK))


def _answers(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for entry in root.iterfind("urldata"):
        valid = entry.find("valid")
        if valid is not None:
            yield entry.findtext("realurl", "").partition("#")[0], valid.get("result", "")


def _file(record: dict[str, Any], prefix: str) -> File:
    links = [Link(**link) for link in record["links"]]
    return File(
        path=file_path(record["file"], prefix),
        is_page=record["is_page"],
        anchors=frozenset(record["anchors"]),
        links=tuple(link for link in links if link.target != ""),
        external=sum(link.target == "" for link in links),
        cause=record["cause"],
    )


def file_path(address: str, prefix: str) -> str:
    """The file of an address, relative to the output folder: `…/claims/a/b/` is claims/a/b/index.html."""
    path = unquote(urlsplit(address).path)
    if path == prefix + DEEP_NOT_FOUND:
        return NOT_FOUND_PAGE
    path = path.removeprefix(prefix).removeprefix("/")
    return f"{path}index.html" if path.endswith("/") or not path else path
