"""What the wheel holds besides the package: the theme, and what `factcheck init` lays down. Run by hatchling."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIST = "plugins/factcheck/evidence/starting/parts.py"


class Parts(BuildHookInterface[Any]):
    """Adds the files of the one list. An editable install has them in the repository already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files: path on the disk to path in the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        parts = runpy.run_path(str(root / LIST))
        laid = {path: f"factcheck/{parts['SKELETON']}/{path}" for path in parts["files"](root)}
        theme = {path: f"factcheck/{path}" for path in parts["below"](root, parts["THEME"])}
        build_data["force_include"].update({str(root / path): target for path, target in (laid | theme).items()})
