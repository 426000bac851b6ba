"""The program that a process runs, by its files: where one has changed, another process is to be started."""

import sys
from pathlib import Path

import factcheck
from factcheck.site.preview.watcher import Stamp, stamps

_PACKAGE = Path(factcheck.__file__).parent


class Program:
    """The sources of this program, also those that were not imported yet, and of every module that was."""

    def __init__(self, *others: Path) -> None:
        self._others = [other.resolve() for other in others]
        self._sources = self._own()
        self._modules = self._imported()

    def has_changed(self) -> bool:
        """Whether a file is another one than when this was asked first."""
        now = self._imported()
        is_same = self._own() == self._sources and all(now.get(path) == stamp for path, stamp in self._modules.items())
        self._modules = {**now, **self._modules}
        return not is_same

    def _own(self) -> dict[str, Stamp]:
        found = stamps(_PACKAGE, ("",))
        return {path: stamp for path, stamp in found.items() if path.endswith(".py")}

    def _imported(self) -> dict[str, Stamp]:
        modules = [module for module in [*sys.modules.values()] if module is not sys.modules["__main__"]]
        files = {file for module in modules if isinstance(file := getattr(module, "__file__", None), str)}
        return stamps(Path("/"), [*files, *map(str, self._others)])
