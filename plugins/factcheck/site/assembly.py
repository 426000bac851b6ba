"""Assembly: the files of a plan are put into a folder, and what the theme brings along, without Pelican."""

from collections.abc import Collection
from pathlib import Path

from factcheck.core.problems import Problem
from factcheck.core.stages import Stage, Stages
from factcheck.site.plan import Plan
from factcheck.site.remembered import tree
from factcheck.site.surroundings import Surroundings


def whole(root: Path, folder: Path, plan: Plan, around: Surroundings, stages: Stages) -> list[Problem]:
    """Put a whole site into an empty folder, but for the index of its search."""
    if problems := write(root, folder, plan, plan.items.keys(), stages):
        return problems
    for path, raw in around.brought():
        tree.put(folder, path, raw)
    return []


def write(root: Path, folder: Path, plan: Plan, paths: Collection[str], stages: Stages) -> list[Problem]:
    """Put some files of a plan into a folder. Raises the `OSError` of a disk that is full."""
    try:
        for path in stages.each(Stage.FILES, paths):
            plan.put(folder, path)
    except OSError:
        raise
    except Exception as error:  # whatever a theme raises
        from factcheck.site import engine  # heavy: Pelican

        return [engine.failure(root, error)]
    return []
