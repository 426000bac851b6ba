"""States: what became of an address, by the reply to it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

from factcheck.core.linkfile import State
from factcheck.core.text import collapse
from factcheck.evidence.external.polite import NotAsked, Reply
from factcheck.evidence.reading import documents
from factcheck.evidence.web.fetch import Answer, FetchError, Reason

_GONE = frozenset((404, 410))
# 402: a paywall. 407, 451: somebody forbids it. 999: LinkedIn's own for programs.
_BLOCKED = frozenset((401, 402, 403, 407, 429, 451, 999))
_PERMANENT = frozenset((301, 308))
# Whole parts of a path or host only: an article about informed-consent is no login page.
_LOGIN_PARTS = frozenset(
    "login log-in logon signin sign-in sso auth oauth oauth2 authorize saml consent collectconsent captcha".split()
)
_LOGIN_HOSTS = _LOGIN_PARTS | {"accounts"}  # a path may well lead to somebody's accounts
_TRACKING = re.compile(r"utm_.*|fbclid|gclid|msclkid|mc_[ce]id|ref_src|xtor|guccounter|guce_.*", re.IGNORECASE)
_INDEX = re.compile(r"/(?:(?:index|default)\.(?:html?|php|aspx?))?$", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,300})", re.IGNORECASE)
_TITLE_BYTES = 64 * 1024  # a title stands in the head
_MISSING = re.compile(
    r"\b404\b|(?:page|document|article|file|content) (?:was |is |could |can )?not (?:be )?found|^\W*not found"
    r"|no longer (?:available|exists)|introuvable|n.existe (?:pas|plus)|nicht gefunden|no (?:se ha )?encontrad[ao]"
    r"|non trovata|δεν βρέθηκε|не найден|не знайден",
    re.IGNORECASE,
)
_UNWRITTEN = re.compile(r'[\s<>"\\^`{|}]')  # what an address in front matter must not hold (core/fields.py)
MOST_URL = 2000  # code points of an address in links.json


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What became of an address."""

    state: State
    status: int | None = None  # of the last HTTP answer
    to: str | None = None  # for `moved`: the new address
    cause: str | None = None


def standing(reply: Reply) -> Standing:
    """The state of an address by the reply to it; the final status decides before any redirect does."""
    if isinstance(reply, NotAsked):
        return Standing(state=State.UNCHECKED, cause=reply.cause)
    if isinstance(reply, FetchError):
        states = {Reason.TIMEOUT: State.TIMEOUT, Reason.TLS: State.TLS}
        return Standing(state=states.get(reply.reason, State.UNCHECKED), cause=words(str(reply)) or reply.reason)
    if 200 <= reply.status <= 299:
        return _found(reply)
    state = State.GONE if reply.status in _GONE else State.BLOCKED if _is_blocked(reply) else State.UNCHECKED
    return Standing(state=state, status=reply.status, cause=f"HTTP {reply.status}")


def _is_blocked(answer: Answer) -> bool:
    """Whether the server turns programs away; Cloudflare says so in a header, whatever the status."""
    return answer.status in _BLOCKED or "cf-mitigated" in answer.headers


def _found(answer: Answer) -> Standing:
    status = answer.status
    if is_login(answer.final_url) and not is_login(answer.url):
        cause = words(f"leads to a login or consent page: {answer.final_url}")
        return Standing(state=State.BLOCKED, status=status, cause=cause)
    to = new_address(answer)
    if to is None:
        return Standing(state=State.OK, status=status, cause=_soft_404(answer))
    if len(to) > MOST_URL:
        return Standing(state=State.MOVED, status=status, cause=f"the new address has {len(to):,} characters")
    is_home = _is_home(to) and not _is_home(answer.url)
    remark = "leads to a home page: what was there may be gone" if is_home else _soft_404(answer)
    return Standing(state=State.MOVED, status=status, to=to, cause=remark)


def new_address(answer: Answer) -> str | None:
    """Where a page has moved for good: as far as the permanent redirects (301, 308) go.

    None where they only change http to https, `www.`, a closing slash, an index file or tracking parameters:
    the old address will do.
    """
    led_to = answer.url
    for status, address in answer.hops:
        if status not in _PERMANENT:
            break
        led_to = address
    to = written(led_to.split("#")[0])
    return None if _plain(to) == _plain(written(answer.url)) else to


def written(url: str) -> str:
    """An address as it can stand in front matter: what must not stand there is percent-encoded."""
    return "".join(quote(c, errors="replace") if _UNWRITTEN.match(c) or not c.isprintable() else c for c in url)


def is_login(url: str) -> bool:
    """Whether an address looks like that of a login or consent page."""
    try:
        parts = urlsplit(url)
        first = (parts.hostname or "").split(".")[0]
    except ValueError:
        return False
    return first in _LOGIN_HOSTS or any(part.split(".")[0] in _LOGIN_PARTS for part in parts.path.lower().split("/"))


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return _INDEX.sub("/", parts.path) in ("", "/") and not parts.query


def _plain(url: str) -> tuple[object, ...]:
    """What tells two addresses apart for a reader."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = parts.port if parts.port not in (80, 443) else None
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    return host, port, _INDEX.sub("/", parts.path).rstrip("/"), query


def _soft_404(answer: Answer) -> str | None:
    """A remark about a page that is found and says that it is not; only words in its title count."""
    text = documents.decoded(answer.body[:_TITLE_BYTES], answer.headers.get("content-type", ""))
    title = _TITLE.search(text)
    is_missing = title is not None and _MISSING.search(title.group(1)) is not None
    return words(f"the page's title says “{title.group(1)}”") if title and is_missing else None


def words(text: str) -> str:
    """A cause on one line: what a server wrote, without invisible characters, at most 300 code points."""
    seen = collapse("".join(c if c.isprintable() else " " for c in text))
    return seen if len(seen) <= 300 else seen[:300] + "…"
