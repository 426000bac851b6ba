"""Pages beside the site: what a preview shows besides it, in a folder of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from factcheck.core.model import Site
from factcheck.publish.output import Output


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Pages that are written into a folder of their own."""

    site: Site
    outputs: tuple[Output, ...]
    folder: Path


def write(beside: Beside, render: Callable[[Site, Output], str]) -> None:
    """Write the pages."""
    for output in beside.outputs:
        file = beside.folder / output.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(render(beside.site, output), encoding="utf-8")
