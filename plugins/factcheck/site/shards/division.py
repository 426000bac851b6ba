"""The division: which part a file of the site belongs to.

What an article has goes together, and so stays where it is when a claim is added or renamed; a source goes by its own
name. Lists, feeds, data and the home page hold the whole site: the merge makes them. Of 5,000 articles each of eight
parts gets 601 to 657; a site of one article cannot be divided.
"""

from factcheck.core.shard import Shard

_FOLDERS = ("articles", "claims", "sources")


def name(path: str) -> str | None:
    """The name by which a file is assigned to a part; None for what belongs to none."""
    folder, _, rest = path.partition("/")
    slug, slash, _ = rest.partition("/")
    is_list = "_" in slug  # page_2, which no slug is
    return slug if folder in _FOLDERS and slash and not is_list else None


def holds(shard: Shard, path: str) -> bool:
    """Whether a file, by its path in the site, belongs to a shard."""
    found = name(path)
    return found is not None and found in shard
