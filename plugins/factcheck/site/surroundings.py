"""What surrounds a site's content, read without Pelican: its settings as they are written, its theme, its templates.

A site with plugins besides ours can only be built by Pelican: what they do to a page is not known here.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.core.model import Site
from factcheck.publish.facts import Digest
from factcheck.publish.output import Output
from factcheck.site import config, theme
from factcheck.site.cache.keep import Folder
from factcheck.site.remembered import basis

if TYPE_CHECKING:
    from jinja2 import Environment

OWN = frozenset({"factcheck", "pelican.plugins.factcheck"})


@dataclass(frozen=True)
class Surroundings:
    """What surrounds the content of a site. `settings` are those of pelicanconf.py, as they are written."""

    settings: Mapping[str, Any]
    theme: Path
    cache: Folder | None = None

    @property
    def is_known(self) -> bool:
        """Whether nothing but this program makes the site, and templates have what it gives them alone."""
        has_more = any(name.startswith("JINJA_") for name in self.settings)
        return set(self.settings.get("PLUGINS", ())) <= OWN and not has_more

    @cached_property
    def static(self) -> frozenset[str]:
        """The files that the theme brings along, by the paths at which they are published."""
        return frozenset(path for path, _ in self._static)

    @cached_property
    def _static(self) -> frozenset[tuple[str, Path]]:
        target = self.settings.get("THEME_STATIC_DIR", "theme")
        folders = [self.theme / folder for folder in self.settings.get("THEME_STATIC_PATHS", ["static"])]
        found = ((folder, path) for folder in folders for path in folder.rglob("*") if path.is_file())
        return frozenset((f"{target}/{path.relative_to(folder).as_posix()}", path) for folder, path in found)

    def brought(self) -> Iterator[tuple[str, bytes]]:
        """What the theme brings along, path and bytes; stylesheets without comments and white space."""
        from rcssmin import cssmin

        for path, file in sorted(self._static):
            is_style = path.endswith(".css")
            yield path, cssmin(file.read_text(encoding="utf-8")).encode("utf-8") if is_style else file.read_bytes()

    def basis(self, site: Site) -> Digest:
        """The digest of what every file of a site depends on."""
        return basis.basis(site, self.settings, self.theme_digest)

    @cached_property
    def theme_digest(self) -> Digest:
        """The digest of the theme's files."""
        return basis.files(self.theme)

    def render(self, site: Site, output: Output) -> str:
        """A page. Raises what its template raises."""
        from factcheck.site import templates  # heavy: Jinja; most files are as they were

        return self._environment.get_template(f"{output.template}.html").render(templates.values(site, output))

    def compile(self) -> None:
        """Have all templates at hand: processes that begin afterwards need not compile them."""
        from jinja2 import TemplateError

        for name in self._environment.list_templates(extensions=["html"]):
            with suppress(TemplateError):  # told where the template is used
                self._environment.get_template(name)

    @cached_property
    def _environment(self) -> "Environment":
        from factcheck.site import templates
        from factcheck.site.remembered.compiled import Compiled

        overrides = tuple(map(str, self.settings.get("THEME_TEMPLATES_OVERRIDES", ())))
        return templates.environment(self.theme, overrides, Compiled(self.cache) if self.cache else None)


def of(root: Path, cache: Folder | None = None) -> Surroundings:
    """What surrounds the content in `root`, whose pelicanconf.py runs; compiled templates are kept in the cache."""
    settings = config.raw(root)
    return Surroundings(settings, _theme(root, settings.get("THEME")), cache)


def _theme(root: Path, setting: object) -> Path:
    """The folder of the theme, as Pelican would find it; our own where the site names none, or one of Pelican's."""
    package = Path(str(find_spec("pelican").origin)).parent  # type: ignore[union-attr]
    named = root / str(setting)
    return theme.chosen(str(named), package) if setting and named.is_dir() else theme.packaged()
