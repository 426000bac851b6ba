"""Auditing: what is to be in a built folder, by the loaded site and what surrounds it, so that it can be audited."""

from pathlib import Path

from factcheck.core.problems import Place, problem
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.site import audit as rules
from factcheck.site import images, search, surroundings, workers
from factcheck.site.audit import NONE, Audit, Lookings
from factcheck.site.audit.folder import Since, listed
from factcheck.site.guard import shown_name
from factcheck.site.load import Loaded
from factcheck.site.surroundings import Surroundings
from factcheck.site.swap import MARKER
from factcheck.site.workers import WorkerError


def audited(root: Path, output: Path, loaded: Loaded, stages: Stages = QUIET) -> Audit:
    """Audit the folder `output` that a build of the loaded site has made, as the build itself did."""
    if not (output / MARKER).is_file():
        found = "a folder without our marker file" if output.is_dir() else "no such folder"
        fix = ("fix", "build the site first: make site")
        return Audit(problems=(problem("FC604", Place(shown_name(root, output)), ("found", found), fix),))
    there, around, index = listed(output), surroundings.of(root), search.listed(output)
    try:
        looked = _looked(output, loaded, there, stages)
        return audit(output, loaded, around, index, stages, found=there, looked=looked)
    except WorkerError:  # one process does it, too, with less memory
        return audit(output, loaded, around, index, stages, found=there, is_shared=False)


def _looked(output: Path, loaded: Loaded, there: frozenset[str], stages: Stages) -> Lookings:
    """What is on each page, seen by several processes. Raises `WorkerError`."""
    assert loaded.site is not None
    pages = [page.file for page in loaded.outputs]
    look = rules.looker(output, loaded.site, loaded.outputs, there)
    with workers.team([(Stage.AUDIT, page) for page in pages], look) as team:
        return rules.seen_on(pages, team.results(stages))


def audit(
    folder: Path,
    loaded: Loaded,
    around: Surroundings,
    index: frozenset[str],
    stages: Stages,
    since: Since | None = None,
    found: frozenset[str] | None = None,
    looked: Lookings = NONE,
    *,
    is_shared: bool = True,
) -> Audit:
    """Audit a folder that is to hold the loaded site; `index` are the files of its search. Raises `WorkerError`."""
    stages.at(Stage.AUDIT)
    assert loaded.site is not None
    files = {file.path for file in loaded.files}
    others = {*files, *around.static, *index, *images.paths(loaded.site), MARKER}
    return rules.audit(
        folder,
        loaded.site,
        loaded.outputs,
        others,
        since=since,
        stages=stages,
        found=found,
        looked=looked,
        is_shared=is_shared,
    )
