"""The manifest of a shard: which files it has made, from what, and their hashes. It marks the folder as a shard."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from factcheck.core.shard import Shard
from factcheck.site.swap import SHARD_MARKER

FILE = SHARD_MARKER
FILES = "files"  # the folder of the files; so no shard has an index.html at its top and looks like a site
SCHEMA: Final = "factcheck/shard/1"
_Key = Annotated[str, Field(pattern=r"^[0-9a-f]{32,64}$")]  # facts have 32 digits, share images 64
_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ManifestError(Exception):
    """A folder has no manifest that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file: the key of what it was made from, its size in bytes and its SHA-256, in hexadecimal digits."""

    key: _Key
    size: Annotated[int, Field(ge=0)]
    sha256: _Hash


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a shard has made, by path in the site; `basis` is the key of settings, theme and program."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    schema: Literal["factcheck/shard/1"] = SCHEMA
    shard: str
    basis: _Key
    files: Mapping[str, Made]


_READER = TypeAdapter(Manifest)


def read(folder: Path) -> Manifest:
    """The manifest in a folder. Raises `ManifestError`."""
    try:
        found = _READER.validate_json((folder / FILE).read_bytes())
        Shard.read(found.shard)
    except OSError as error:
        raise ManifestError(f"no {FILE}: {error.strerror}") from error
    except ValidationError as error:
        raise ManifestError(f"{FILE} is not as a build writes it: {error.errors()[0]['msg']}") from error
    except ValueError as error:
        raise ManifestError(f"{FILE} is not as a build writes it: {error}") from error
    return found


def write(folder: Path, manifest: Manifest) -> None:
    """Write a manifest into a folder."""
    text = json.dumps(_READER.dump_python(manifest), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (folder / FILE).write_text(f"{text}\n", encoding="utf-8")
