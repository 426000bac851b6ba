"""A shard: one of several parts of a work that machines share, written `2/8`."""

import hashlib
from dataclasses import dataclass

LONGEST = 9  # characters of `i/n`: a thousand machines are far away


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The `index`-th of `count` parts, from 1. Every name belongs to one of them, on every computer to the same.

    By the name's SHA-256: nothing that is added, changed or taken away moves any other name to another part.
    """

    index: int = 1
    count: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.index <= self.count:
            raise ValueError(f"a shard must be i/n with 1 ≤ i ≤ n, not {self.index}/{self.count}")

    def __str__(self) -> str:
        return f"{self.index}/{self.count}"

    @classmethod
    def read(cls, text: str) -> "Shard":
        """The shard of `2/3`; raises `ValueError`."""
        index, slash, count = text.partition("/")
        if not (slash and index.isdecimal() and count.isdecimal() and len(text) <= LONGEST):
            raise ValueError(f"a shard must be i/n, such as 2/3, not {text!r}")
        return cls(index=int(index), count=int(count))

    def __contains__(self, name: str) -> bool:
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
        return number % self.count + 1 == self.index
