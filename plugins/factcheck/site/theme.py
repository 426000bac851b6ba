"""The theme that comes with the plugin: for a site that names none of its own."""

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def packaged() -> Path:
    """The folder of the plugin's own theme: within the package where it is installed, else beside the plugins."""
    places = _places()
    return next((folder for folder in places if (folder / "templates/base.html").is_file()), places[0])


def chosen(setting: str, pelican_package: Path) -> Path:
    """The theme of a site, by its setting THEME; Pelican's own themes know none of our pages, and are no choice."""
    theme = Path(setting)
    return packaged() if theme.resolve().is_relative_to(pelican_package.resolve()) else theme


def _places() -> tuple[Path, ...]:
    """In a wheel, and in a site without a theme of its own, it lies in the package; in the repository at the top."""
    return PACKAGE / "theme", PACKAGE.parent.parent / "theme"
