"""pelicanconf.py: what it decides, checked. Imports no Pelican, so that `factcheck check` starts fast."""

import re
import runpy
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from traceback import extract_tb
from typing import Any
from urllib.parse import urlsplit

from factcheck.core import scale as scales
from factcheck.core.address import is_public_url
from factcheck.core.closest import closest
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.settings import Publisher, Settings, Verdict
from factcheck.core.slug import LANGUAGE
from factcheck.site import decided
from factcheck.site.hosting import PLACEHOLDER, Environment

FILE = "pelicanconf.py"
USUAL = frozenset(
    "AUTHOR DEFAULT_LANG FACTCHECK_CSV_BOM FACTCHECK_LOADED FACTCHECK_PUBLISHER FACTCHECK_REPOSITORY "
    "FACTCHECK_REQUIRE_REVIEW FACTCHECK_VERDICTS OUTPUT_PATH PATH PLUGINS PLUGIN_PATHS SITENAME SITEURL THEME "
    "TIMEZONE".split()
)

_NO_ADDRESS = re.compile(r"[\s<>\"\\^`{}|\x00-\x1f\x7f]")  # RFC 3986, appendix A: in no address as it stands


def read(root: Path) -> tuple[Settings | None, list[Problem]]:
    """Run a site's pelicanconf.py and check what it decides."""
    if not (root / FILE).is_file():
        return None, [_broken(Place(FILE), "no such file")]
    try:
        source = (root / FILE).read_text(encoding="utf-8")
        values = raw(root)
    except SyntaxError as error:
        return None, [_broken(Place(FILE, error.lineno or 1, error.offset or 1), f"SyntaxError: {error.msg}")]
    except (Exception, SystemExit) as error:  # it is a program: whatever it raises is the editor's to see
        lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == str(root / FILE)]
        return None, [_broken(Place(FILE, (lines and lines[-1]) or 1), f"{type(error).__name__}: {error}")]
    return check(values, source)


def raw(root: Path) -> dict[str, Any]:
    """The settings of a site's pelicanconf.py as they are written. Raises what running it raises."""
    return {name: value for name, value in runpy.run_path(str(root / FILE)).items() if name.isupper()}


def _broken(place: Place, found: str) -> Problem:
    return problem("FC122", place, ("found", found), setting="every line", form="Python that runs")


def check(values: Mapping[str, Any], source: str = "") -> tuple[Settings | None, list[Problem]]:
    """The settings, or what is wrong with them. `source` is the file's text, to find their lines in."""
    scale, found = _scale(values)
    problems = [
        *_text_problems(values),
        *_url_problems(values),
        *_publisher_problems(values),
        *_plugin_problems(values),
        *_misspelt(values),
        *found,
    ]
    if problems:
        return None, [replace(p, place=place(source, p.message.split(" ", 1)[0])) for p in problems]
    settings = Settings(
        name=str(values["SITENAME"]),
        url=str(values.get("SITEURL") or PLACEHOLDER),
        language=values.get("DEFAULT_LANG", "en"),
        scale=scale,
        publisher=Publisher(**{"name": str(values["SITENAME"]), **(values.get("FACTCHECK_PUBLISHER") or {})}),
        csv_has_mark=values.get("FACTCHECK_CSV_BOM", False),
        repository=None if (repository := values.get("FACTCHECK_REPOSITORY")) is None else str(repository),
        requires_review=values.get("FACTCHECK_REQUIRE_REVIEW", False),
    )
    return settings, []


def place(source: str, setting: str) -> Place:
    """Where a setting is made in pelicanconf.py; the file's beginning where it is not."""
    found = re.search(rf"^{re.escape(setting)}\b", source, re.MULTILINE)
    return Place(FILE, source.count("\n", 0, found.start()) + 1 if found else 1)


def _refused(setting: str, form: str, value: object, *hints: tuple[str, str]) -> Problem:
    found = "" if value in (None, "") else shown(str(value))
    origin = f"the environment variable {value.variable}" if isinstance(value, Environment) else ""
    return problem("FC122", Place(FILE), ("found", found), ("from", origin), *hints, setting=setting, form=form)


def _text_problems(values: Mapping[str, Any]) -> Iterable[Problem]:
    name, language = values.get("SITENAME"), values.get("DEFAULT_LANG", "en")
    if not decided.is_line(name):
        yield _refused("SITENAME", "the name of the site", name)
    if not (isinstance(language, str) and re.fullmatch(LANGUAGE, language)):
        yield _refused("DEFAULT_LANG", "a language code such as en", values.get("DEFAULT_LANG"))


def _url_problems(values: Mapping[str, Any]) -> Iterable[Problem]:
    url = values.get("SITEURL") or PLACEHOLDER  # Pelican's own quick start leaves it empty
    if not isinstance(url, str) or not _is_address(url):
        yield _refused("SITEURL", "the address of the site, without a slash at its end", url)
    repository = values.get("FACTCHECK_REPOSITORY")
    is_sound = isinstance(repository, str) and is_public_url(repository) and not repository.endswith("/")
    if repository is not None and not is_sound:
        form = "None, or the address of the repository, without a slash at its end"
        yield _refused("FACTCHECK_REPOSITORY", form, repository)


def _is_address(url: str) -> bool:
    """Whether a site can be published at `url`; numbers and local names are addresses, too."""
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:  # an open bracket, a port that is no number
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and has_port and "@" not in parts.netloc
    return is_web and not url.endswith("/") and not parts.query and not parts.fragment and not _NO_ADDRESS.search(url)


def _publisher_problems(values: Mapping[str, Any]) -> Iterable[Problem]:
    publisher = values.get("FACTCHECK_PUBLISHER")
    if publisher is not None and not decided.is_publisher(publisher):
        form = "None, or a mapping with name and type (Organization or NewsMediaOrganization)"
        yield _refused("FACTCHECK_PUBLISHER", form, publisher)
    for setting in ("FACTCHECK_CSV_BOM", "FACTCHECK_REQUIRE_REVIEW"):
        if not isinstance(values.get(setting, False), bool):
            yield _refused(setting, "True or False", values[setting])


def _plugin_problems(values: Mapping[str, Any]) -> Iterable[Problem]:
    given = values.get("PLUGINS")
    names = [str(name).rsplit(".", 1)[-1] for name in given] if isinstance(given, list | tuple) else []
    if "factcheck" not in names:
        yield _refused("PLUGINS", "a list that names factcheck", ", ".join(names) or given or "")


def _scale(values: Mapping[str, Any]) -> tuple[tuple[Verdict, ...], list[Problem]]:
    """The scale of verdicts, in its order; our own where the site has none."""
    if "FACTCHECK_VERDICTS" not in values:
        return scales.default(str(values.get("DEFAULT_LANG", "en"))), []
    entries, refused = decided.scale(values["FACTCHECK_VERDICTS"])
    if refused:
        return (), [_scale_problem(location, message) for location, message in refused]
    problems = [
        _scale_problem((getattr(entry, key), key), "given twice")
        for key in ("id", "colour")  # marks, symbols and the filter of an article go by colour
        for index, entry in enumerate(entries)
        if getattr(entry, key) in {getattr(other, key) for other in entries[:index]}
    ]
    return entries, problems


def _scale_problem(location: tuple[int | str, ...], message: str) -> Problem:
    where = ", ".join(f"entry {part + 1}" if isinstance(part, int) else part for part in location)
    form = "a list of verdicts, each with id, label, definition, rating, colour and symbol"
    return problem("FC122", Place(FILE), (where or "found", message), setting="FACTCHECK_VERDICTS", form=form)


def _misspelt(names: Iterable[str]) -> list[Problem]:
    """Settings that nobody knows but that are all but one that Pelican or we know."""
    unknown = sorted({name for name in names if name.isupper()} - USUAL)
    if not unknown:
        return []
    from factcheck.site.adapter import known_settings  # heavy: Pelican; only for an unusual setting

    known = {name.lower(): name for name in (*USUAL, *known_settings())}
    near = {
        name: dict(closest(name.lower(), known)).get("nearest", "") for name in unknown if name.lower() not in known
    }
    return [_refused(n, "a setting", n, ("nearest", known[real])) for n, real in near.items() if _is_slip(n, real)]


def _is_slip(name: str, real: str) -> bool:
    """Whether a name is at most two letters from the real one; themes have settings of their own."""
    from rapidfuzz.distance import DamerauLevenshtein  # heavy; only for an unusual setting

    return bool(real) and DamerauLevenshtein.distance(name.lower(), real) <= 2
