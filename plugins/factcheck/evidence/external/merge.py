"""Merging: the files of several jobs, each of which has asked a part of the hosts, as one."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from factcheck.core.linkfile import Link, LinkFile, Look, QuoteRow, State, link_file, where
from factcheck.core.outcome import Outcome

# What a row of another shard says of the half that it has not looked at.
ANOTHER_SHARD = "asked in another shard"

Row = TypeVar("Row", Link, QuoteRow)


def merge(files: Sequence[LinkFile]) -> LinkFile:
    """All rows of the files, each once, in whatever order the files come.

    Of two rows for an address, and of two looks for a quote on one page, what was looked at wins over
    `unchecked`, then the later day. A row made of two looks bears the earlier of their days.
    """
    links = _grouped((link for file in files for link in file.links), lambda link: link.url)
    rows = _grouped((row for file in files for row in file.quotes), _identity)
    return link_file((max(group, key=_rank) for group in links), (_joined(rows[0], rows) for rows in rows))


def _grouped(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> list[list[Row]]:
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return [
        sorted(group, key=lambda row: row.model_dump_json())
        for _, group in sorted(groups.items(), key=lambda item: repr(item[0]))
    ]


def _identity(row: QuoteRow) -> Hashable:
    return row.claim, -1 if row.evidence is None else row.evidence, row.exact, row.url, row.archive


def _rank(link: Link) -> tuple[bool, date, str]:
    return link.state is not State.UNCHECKED, link.checked, link.model_dump_json()


def _joined(row: QuoteRow, rows: Sequence[QuoteRow]) -> QuoteRow:
    """One row for a quote, with the best look at each of its pages."""
    live, live_day = _best([(other.live, other.checked) for other in rows])
    archived, archived_day = _best([(other.archived, other.checked) for other in rows])
    days = [day for look, day in ((live, live_day), (archived, archived_day)) if look.outcome is not Outcome.UNCHECKED]
    changes = {"live": live, "archived": archived, "where": where(live, archived)}
    return row.model_copy(update={**changes, "checked": min(days, default=max(live_day, archived_day))})


def _best(looks: Sequence[tuple[Look, date]]) -> tuple[Look, date]:
    def rank(found: tuple[Look, date]) -> tuple[bool, bool, date, str]:
        look, day = found
        return look.outcome is not Outcome.UNCHECKED, look.cause != ANOTHER_SHARD, day, look.model_dump_json()

    return max(looks, key=rank)
