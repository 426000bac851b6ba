"""Putting the files of a plan into a folder, by several processes, without Pelican."""

from collections.abc import Collection, Iterator
from pathlib import Path

from factcheck.core.problems import Problem
from factcheck.core.stages import Stage, Stages
from factcheck.site import workers
from factcheck.site.plan import Plan
from factcheck.site.remembered import tree
from factcheck.site.remembered.splice import Parts
from factcheck.site.surroundings import Surroundings
from factcheck.site.workers import WorkerError


def whole(root: Path, folder: Path, plan: Plan, around: Surroundings, stages: Stages) -> list[Problem]:
    """Put a whole site into an empty folder, but for the index of its search."""
    if problems := write(root, folder, plan, plan.items.keys(), stages):
        return problems
    for path, raw in around.brought():
        tree.put(folder, path, raw)
    return []


def write(root: Path, folder: Path, plan: Plan, paths: Collection[str], stages: Stages) -> list[Problem]:
    """Put some files of a plan into a folder. Raises `WorkerError`, and the `OSError` of a disk that is full."""
    try:
        put(folder, plan, paths, stages)
    except WorkerError:
        raise
    except Exception as error:  # whatever a theme raises
        if is_of_disk(error):
            raise
        from factcheck.site import engine  # heavy: Pelican

        return [engine.failure(root, error)]
    return []


def is_of_disk(error: Exception) -> bool:
    """Whether the disk is at fault. To Jinja a missing template is an `OSError`, too, but one without a number."""
    return isinstance(error, OSError) and error.errno is not None


def put(folder: Path, plan: Plan, paths: Collection[str], stages: Stages) -> dict[str, Parts]:
    """The same; the parts of files that have several. Raises also what a template raises."""
    missing = [*lacking(folder, plan, paths, stages)]
    if any(stage is Stage.PAGES for stage, _ in missing):
        plan.compile()
    with workers.team(missing, lambda path: plan.put(folder, path)) as team:
        made = team.results(stages)
    return {path: parts for (_, path), parts in zip(missing, made, strict=True) if parts[0]}


def lacking(folder: Path, plan: Plan, paths: Collection[str], stages: Stages) -> Iterator[tuple[Stage, str]]:
    """Put those files into a folder that somebody else has made. The others, each with its stage."""
    for path in stages.each(Stage.COMPARING, paths):
        if plan.given(folder, path) is None:
            yield plan.items[path].stage, path
