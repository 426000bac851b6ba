"""Naming: what a draft's file is called, and which claim is there already. A file's path is the claim's identity."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from factcheck.core.corpus import Corpus
from factcheck.core.drafting import cut, numbered
from factcheck.core.fields import is_public_url
from factcheck.core.layout import MOST_NAME, is_file_name
from factcheck.core.settings import Settings
from factcheck.core.text import slugify
from factcheck.evidence.importing.claimreview import Review
from factcheck.evidence.importing.desk import address
from factcheck.evidence.importing.draft import ORIGIN

_FOLDER = "content/claims"
_ORIGIN = re.compile(rb"^" + re.escape(ORIGIN.encode()) + rb"(\S+)\r?$", re.MULTILINE)


class Shelf:
    """The claim files of a site, and those that are to be written."""

    def __init__(self, corpus: Corpus, files: Mapping[str, bytes], settings: Settings) -> None:
        self._taken = set[str]()
        self._by_origin: dict[tuple[str, str], str] = {}
        for path, raw in files.items():
            self._taken.add(path)
            if path.startswith(f"{_FOLDER}/") and (origin := _ORIGIN.search(raw.split(b"\n---")[0])):
                self._by_origin[path.split("/")[-2], origin[1].decode(errors="replace")] = path
        self._by_claim = {(key[0], entry.file.claim): entry.document.path for key, entry in corpus.claims.items()}
        self._by_page = {
            (key[0], address(settings.address(f"claims/{'/'.join(key)}/"))): entry.document.path
            for key, entry in corpus.claims.items()
        }

    def holds(self, article: str, claim: str, review: Review, origin: str | None) -> tuple[str, str] | None:
        """The file of a claim that is there already, and how it is known."""
        ways = (
            (self._by_claim, claim, "has the same claim"),
            (self._by_page, address(review.url or ""), "is what the review is the page of"),
            (self._by_origin, origin, "was imported from the same address"),
        )
        found = ((known.get((article, key)), how) for known, key, how in ways if key)
        return next(((path, how) for path, how in found if path), None)

    def place(self, article: str, claim: str, review: Review, origin: str | None) -> str:
        """A free path for a claim, which is taken by that."""
        folder = f"{_FOLDER}/{article}"
        base = _slug(review.url, claim)
        path = next(path for slug in numbered(base) if (path := f"{folder}/{slug}.md") not in self._taken)
        self._taken.add(path)
        self._by_claim[article, claim] = path
        if origin:
            self._by_origin[article, origin] = path
        return path


def origins(reviews: Sequence[Review]) -> list[str | None]:
    """The address that each review is known by: its `@id`, or its `url` where no other has the same."""
    counted = Counter(review.url for review in reviews)
    return [
        next((name for name in (review.id, review.url if counted[review.url] == 1 else None) if _is_plain(name)), None)
        for review in reviews
    ]


def _is_plain(name: str | None) -> bool:
    return name is not None and is_public_url(name)


def _slug(url: str | None, claim: str) -> str:
    """The last part of the review's address where it can be a file's name, else the claim's first words."""
    try:
        last = urlsplit(url or "").path.rstrip("/").rsplit("/", 1)[-1]
    except ValueError:  # an open bracket
        last = ""
    return last if is_file_name(last) else cut(slugify(claim), MOST_NAME) or "claim"
