"""The only code that knows Pelican: it makes Pelican write our pages, and read nothing itself.

No file of a contributor reaches Pelican's own readers, link syntax or metadata; see `ENFORCED`.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican import __file__ as pelican_package
from pelican.generators import Generator
from pelican.settings import DEFAULT_CONFIG
from pelican.writers import Writer
from rcssmin import cssmin

from factcheck.core.model import Site
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.publish.output import File, Output
from factcheck.render import report
from factcheck.site import config, images, search, templates, theme
from factcheck.site.beside import Beside
from factcheck.site.load import Loaded, load
from factcheck.site.remembered.splice import spliced
from factcheck.site.swap import MARKER, MARKER_TEXT

# What Pelican would otherwise do with content, links, feeds and pages of its own.
ENFORCED: dict[str, Any] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "READERS": {"html": None, "htm": None, "rst": None, "md": None, "markdown": None, "mkd": None, "mdown": None},
    "INTRASITE_LINK_REGEX": r"(?!)",  # matches nothing: {attach} and {static} can copy any file of the disk
    "AUTHOR_SAVE_AS": "",
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "DRAFT_SAVE_AS": "",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "OUTPUT_SOURCES": False,
    "TYPOGRIFY": False,
    "LOAD_CONTENT_CACHE": False,
    "CACHE_CONTENT": False,
}


def connect() -> None:
    """Join Pelican's signals. Called once for each Pelican that loads the plugin; safe to repeat."""
    signals.initialized.connect(_enforce)
    signals.get_generators.connect(_generators)
    signals.finalized.connect(_minify)


def _enforce(pelican: Pelican) -> None:
    pelican.settings.update(ENFORCED)
    pelican.theme = pelican.settings["THEME"] = str(chosen_theme(pelican.settings))


def chosen_theme(settings: Mapping[str, Any]) -> Path:
    """The folder of the site's theme; our own where pelicanconf.py names none."""
    return theme.chosen(settings["THEME"], Path(pelican_package).parent)


def _generators(pelican: Pelican) -> type[Generator]:
    return SiteGenerator


def _minify(pelican: Pelican) -> None:
    """Take comments and white space out of the stylesheets, which Pelican has copied by now."""
    for path in sorted(Path(pelican.output_path, pelican.settings["THEME_STATIC_DIR"]).rglob("*.css")):
        path.write_text(cssmin(path.read_text(encoding="utf-8")), encoding="utf-8")


class SiteGenerator(Generator):
    """Reads and reviews the corpus, then writes every page. Any problem ends the run with exit code 1."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates.adopt(self.env, Path(self.theme), tuple(self.settings["THEME_TEMPLATES_OVERRIDES"]))

    def generate_context(self) -> None:
        """Load the site, unless `factcheck build` has done so already."""
        self._loaded: Loaded = self.settings.get("FACTCHECK_LOADED") or self._load()
        if self._loaded.site is None:
            print(report.brief(self._loaded.problems), file=sys.stderr)
            print(report.outcome(self._loaded.problems), file=sys.stderr)
            raise SystemExit(1)

    def _load(self) -> Loaded:
        settings, problems = config.check(self.settings)
        if settings is None:
            return Loaded(None, problems=tuple(problems))
        return load(Path(self.path).parent, settings)

    def generate_output(self, writer: Writer) -> None:
        """Write all pages, feeds and lists: as `factcheck build` does it, unless a plugin is to be told of each."""
        put: Callable[[], bool] = self.settings.get("FACTCHECK_PUT") or (lambda: False)
        if signals.content_written.receivers or not put():
            self._write_all(writer)

    def _write_all(self, writer: Writer) -> None:
        site = self._loaded.site
        assert site is not None
        outputs = self._loaded.outputs
        stages: Stages = self.settings.get("FACTCHECK_STAGES", QUIET)
        self._write(writer, site, stages.each(Stage.PAGES, outputs))
        for file in stages.each(Stage.FILES, (*self._loaded.files, File(MARKER, lambda: MARKER_TEXT))):
            made = spliced(file.runs())
            writer.write_file(file.path, _Text(made.raw.decode("utf-8")), self.context)
            if len(made.parts[0]) > 1:
                self.settings.get("FACTCHECK_PARTS", {})[file.path] = made.parts
        for card in stages.each(Stage.PICTURES, [*images.cards(site, Path(self.theme))]):
            Path(self.output_path, card.path).write_bytes(card.draw())
        if not self.settings.get("FACTCHECK_LOADED"):  # else the build does it, which knows what has changed
            search.write(Path(self.output_path), outputs)
        beside: Beside | None = self.settings.get("FACTCHECK_BESIDE")
        if beside:
            self._write(type(writer)(str(beside.folder), self.settings), beside.site, beside.outputs)

    def _write(self, writer: Writer, site: Site, outputs: Iterable[Output]) -> None:
        for output in outputs:
            writer.write_file(
                output.file, self.get_template(output.template), self.context, **templates.values(site, output)
            )


class _Text:
    """A finished text in the place of a template."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render(self, context: dict[str, Any]) -> str:
        """The text, whatever the context."""
        return self._text


def known_settings() -> frozenset[str]:
    """The settings that Pelican knows."""
    return frozenset(DEFAULT_CONFIG)
