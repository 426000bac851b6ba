"""Grouped: a mapping by path in groups, each of which is read only when one of its paths is asked for.

An edit looks at a few pages of 30,000. What is remembered of all was 11 MB, which took half a second to read and to
write again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from itertools import chain
from typing import Generic, TypeVar
from zlib import crc32

from factcheck.site.cache import pickled

GROUPS = 256
Value = TypeVar("Value")
Allowed = Mapping[str, str]  # the classes of values by module, as for `pickled`
Row = tuple[int, list[str], bytes]  # a group as it is written: its number, its paths, and the pickle of their values


class _Group(Generic[Value]):
    """Values by path, read when they are asked for."""

    def __init__(
        self, paths: Iterable[str], raw: bytes | None, values: dict[str, Value] | None, allowed: Allowed
    ) -> None:
        self.paths = dict.fromkeys(paths)
        self._raw, self._values, self._allowed = raw, values, allowed

    @property
    def values(self) -> dict[str, Value]:
        if self._values is None:
            self._values = pickled.made(self._raw or b"", self._allowed)
        return self._values

    @property
    def raw(self) -> bytes:
        if self._raw is None:
            self._raw = pickled.written(self._values)
        return self._raw


class Grouped(Mapping[str, Value]):
    """A mapping that does not change."""

    def __init__(self, groups: Mapping[int, _Group[Value]], allowed: Allowed) -> None:
        self._groups, self._allowed = groups, allowed

    @classmethod
    def of(cls, values: Mapping[str, Value], allowed: Allowed) -> "Grouped[Value]":
        """The groups of a mapping."""
        return cls({}, allowed).changed(values, ())

    @classmethod
    def read(cls, rows: Iterable[Row], allowed: Allowed) -> "Grouped[Value]":
        """What was written."""
        return cls({number: _Group(paths, raw, None, allowed) for number, paths, raw in rows}, allowed)

    def written(self) -> list[Row]:
        """The groups, to be written; those that nobody changed are as they were read."""
        return [(number, [*group.paths], group.raw) for number, group in self._groups.items()]

    def __getitem__(self, path: str) -> Value:
        group = self._groups.get(_number(path))
        if group is None or path not in group.paths:
            raise KeyError(path)
        return group.values[path]

    def __contains__(self, path: object) -> bool:
        group = self._groups.get(_number(path)) if isinstance(path, str) else None
        return group is not None and path in group.paths

    def __iter__(self) -> Iterator[str]:
        return (path for group in self._groups.values() for path in group.paths)

    def __len__(self) -> int:
        return sum(len(group.paths) for group in self._groups.values())

    def mentioning(self, texts: Collection[str]) -> Iterator[tuple[str, Value]]:
        """What may hold one of some texts: all of the groups in which one stands somewhere, found without reading."""
        wanted = [text.encode("utf-8", "surrogatepass") for text in texts]
        for group in self._groups.values() if wanted else ():
            if any(text in group.raw for text in wanted):
                yield from group.values.items()

    def edited(self) -> "Edited[Value]":
        """The same, to be changed."""
        return Edited(self)

    def changed(self, new: Mapping[str, Value], gone: Iterable[str]) -> "Grouped[Value]":
        """The same with other values."""
        groups, of_group = dict(self._groups), dict[int, dict[str, Value | None]]()
        for path, value in chain(dict.fromkeys(gone).items(), new.items()):
            of_group.setdefault(_number(path), {})[path] = value
        for number, changes in of_group.items():
            old = groups[number].values if number in groups else {}
            values = {path: value for path, value in {**old, **changes}.items() if value is not None}
            groups[number] = _Group(values, None, values, self._allowed)
        return Grouped(groups, self._allowed)


class Edited(MutableMapping[str, Value]):
    """A mapping that is being changed, over one that stays as it is."""

    def __init__(self, base: Grouped[Value]) -> None:
        self._base = base
        self._new: dict[str, Value] = {}
        self._gone: set[str] = set()  # of the base

    def __getitem__(self, path: str) -> Value:
        if path in self._new:
            return self._new[path]
        if path in self._gone:
            raise KeyError(path)
        return self._base[path]

    def __setitem__(self, path: str, value: Value) -> None:
        self._new[path] = value

    def __delitem__(self, path: str) -> None:
        if path not in self:
            raise KeyError(path)
        self._new.pop(path, None)
        self._gone.add(path)

    def __contains__(self, path: object) -> bool:
        return path in self._new or (path not in self._gone and path in self._base)

    def __iter__(self) -> Iterator[str]:
        yield from (path for path in self._base if path not in self._gone or path in self._new)
        yield from (path for path in self._new if path not in self._base)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def mentioning(self, texts: Collection[str]) -> Iterator[tuple[str, Value]]:
        """What may hold one of some texts, as of `Grouped`; all that is new may."""
        new, base = self._new, self._base.mentioning(texts)
        yield from ((path, value) for path, value in base if path not in new and path not in self._gone)
        yield from new.items()

    def done(self) -> Grouped[Value]:
        """The mapping as it is now."""
        return self._base.changed(self._new, self._gone - self._new.keys())


def _number(path: str) -> int:
    """The group of a path: what lies in one folder of a kind, such as the claims of an article, is read together."""
    return crc32("/".join(path.split("/")[:2]).encode()) % GROUPS
