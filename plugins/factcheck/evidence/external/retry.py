"""Retries: whether an address is worth asking again, and after how long (RFC 9110, section 10.2.3)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from factcheck.evidence.web.fetch import Answer, FetchError, Reason

_PASSING = frozenset((Reason.TIMEOUT, Reason.PROTOCOL))  # PROTOCOL: among others, a connection that broke off
# No other method would help: nothing was sent, or nobody is there.
_FINAL = frozenset((Reason.UNSAFE, Reason.DNS, Reason.CONNECT, Reason.TLS))
_SECONDS = re.compile(r"[0-9]{1,9}")


def is_passing(reply: Answer | FetchError) -> bool:
    """Whether what went wrong may be over soon: a timeout, a broken connection, 429 or 5xx."""
    if isinstance(reply, FetchError):
        return reply.reason in _PASSING
    return reply.status == 429 or 500 <= reply.status <= 599


def asks_for_rest(reply: Answer | FetchError) -> bool:
    """Whether the host says that it is asked too often."""
    return isinstance(reply, Answer) and (reply.status == 429 or (is_passing(reply) and retry_after(reply) is not None))


def is_worth_a_get(reply: Answer | FetchError) -> bool:
    """Whether GET may bring another answer than this one to HEAD, which many servers answer wrongly."""
    if isinstance(reply, FetchError):
        return reply.reason not in _FINAL
    return not 200 <= reply.status <= 299 and not asks_for_rest(reply)


def retry_after(answer: Answer) -> float | None:
    """The seconds that `Retry-After` asks for, at least 0; None where it is missing or unreadable.

    A date counts from the server's own `Date`: our clock may differ from its clock.
    """
    value = answer.headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    until, now = _date(value), _date(answer.headers.get("date", ""))
    return max(0.0, (until - now).total_seconds()) if until and now else None


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
