"""A web and a clock without network and without time, and small corpora whose addresses are asked there."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock, local

from factcheck.core.corpus import Corpus, parse
from factcheck.evidence.web.fetch import Access, Answer, FetchError, Reason

Reply = Answer | FetchError | Callable[[], Answer]


def answered(
    url: str = "https://a.example/",
    status: int = 200,
    body: str | bytes = b"",
    *,
    hops: Sequence[tuple[int, str]] = (),
    **headers: str,
) -> Answer:
    """An answer; header names with _ for -."""
    raw = body.encode() if isinstance(body, str) else body
    names = {"content-type": "text/html; charset=utf-8", **{k.replace("_", "-"): v for k, v in headers.items()}}
    final = hops[-1][1] if hops else url
    return Answer(url=url, final_url=final, status=status, headers=names, body=raw, hops=tuple(hops))


def failed(reason: Reason, words: str = "it failed", url: str = "https://a.example/") -> FetchError:
    return FetchError(reason, url, words)


class Time:
    """Time that passes only by waiting, for each thread by itself: several workers wait side by side."""

    def __init__(self) -> None:
        self._passed = local()

    def wait(self, seconds: float) -> None:
        self._passed.seconds = self.clock() + seconds

    def clock(self) -> float:
        return float(getattr(self._passed, "seconds", 0.0))


@dataclass(frozen=True)
class Asked:
    """A request: when, and what."""

    at: float
    method: str
    url: str


@dataclass
class Web:
    """Answers each address with its replies, one after the other; the last one stays."""

    pages: Mapping[str, Sequence[Reply]]
    time: Time = field(default_factory=Time)
    asked: list[Asked] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, url: str, access: Access | None = None, /, *, method: str) -> Answer:
        with self._lock:
            turn = sum(request.url == url for request in self.asked)
            self.asked.append(Asked(self.time.clock(), method, url))
        replies = self.pages.get(url) or [failed(Reason.DNS, f"there is no address for {url}")]
        reply = replies[min(turn, len(replies) - 1)]
        if isinstance(reply, FetchError):
            raise reply
        return reply() if callable(reply) else reply

    def requests(self) -> list[tuple[str, str]]:
        return [(request.method, request.url) for request in self.asked]


def front_matter(keys: Mapping[str, str], body: str) -> bytes:
    return "\n".join(["---", *(f"{key}: {value}" for key, value in keys.items()), "---", body, ""]).encode()


def article(url: str = "https://news.example/bridge", seed: bytes = b"It cost 12 million.\n") -> bytes:
    keys = {"title": "T", "seed": "demo.txt", "sha256": hashlib.sha256(seed).hexdigest(), "publisher": "P"}
    return front_matter({**keys, "url": url, "published": "2025-05-01", "language": "en"}, "Our assessment.")


def claim(*evidence: tuple[str, str], quote: str = "It cost 12 million.", body: str = "Why.", **keys: str) -> bytes:
    """A claim; evidence as pairs of source and quote, which starts at column 12 of its line."""
    rows = "".join(f"\n  - source: {source}\n    stance: supports\n    quote: {words}" for source, words in evidence)
    known = {"claim": "C", "claimant": "P", "quote": quote, "verdict": '"true"', "summary": "S", "kind": "fact"}
    more = {"status": "published", "author": "A", "checked": "2025-06-01", **keys}
    return front_matter({**known, **more, **({"evidence": rows} if rows else {})}, body)


def source(url: str, archive: str = "", extract: str = "The extract.") -> bytes:
    keys = {"title": "S", "publisher": "P", "url": url, "retrieved": "2025-06-01", "language": "en", "type": "primary"}
    return front_matter({**keys, "capture": "copied", **({"archive": archive} if archive else {})}, extract)


def corpus(**files: bytes) -> Corpus:
    """A corpus of an article, `claim_x`s and `source_x`s; all files are sound."""
    paths = {"seeds/demo.txt": b"It cost 12 million.\n", "content/articles/demo.md": article()}
    for name, raw in files.items():
        kind, _, slug = name.partition("_")
        folder = {"article": "articles", "claim": "claims/demo", "source": "sources", "page": "pages"}[kind]
        paths[f"content/{folder}/{slug or 'demo'}.md"] = raw
    found, problems = parse(paths)
    assert problems == []
    return found
