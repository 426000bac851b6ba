"""Groups: what shares a topic or a claimant, in the order of the names' slugs."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

from factcheck.core.slug import slugify

Key = TypeVar("Key", bound=Hashable)
MOST_SEGMENT = 80  # characters, as of a file's name
Member = TypeVar("Member")


@dataclass(frozen=True, kw_only=True)
class Group(Generic[Member]):
    """The claims that share a topic or a claimant."""

    name: str
    folder: str
    claims: tuple[Member, ...]

    @property
    def path(self) -> str:
        """The page that lists the group's claims."""
        return f"{self.folder}/{segment(self.name)}/"


def segment(name: str) -> str:
    """The folder of a name's page. A folder has 255 bytes at most: a long one ends in a part of the name's hash."""
    slug = slugify(name)
    return slug if len(slug) <= MOST_SEGMENT else f"{slug[:60].strip('-')}-{sha256(name.encode()).hexdigest()[:16]}"


def gather(pairs: Iterable[tuple[Key, Member]]) -> dict[Key, list[Member]]:
    """Everything that has a key, by the key, in the order of the pairs."""
    gathered: dict[Key, list[Member]] = {}
    for key, member in pairs:
        gathered.setdefault(key, []).append(member)
    return gathered


def groups(folder: str, pairs: Iterable[tuple[str, Member]]) -> tuple[Group[Member], ...]:
    """A group for each name; its page lies in `folder`."""
    by_name = sorted(gather(pairs).items(), key=lambda item: slugify(item[0]))
    return tuple(Group(name=name, folder=folder, claims=tuple(members)) for name, members in by_name)
