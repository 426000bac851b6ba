"""A part of a build: the files of one shard, in a folder of their own that is no site."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from factcheck.core.problems import Problem, problem
from factcheck.core.shard import Shard
from factcheck.core.stages import Stage, Stages
from factcheck.site import config, exclusive, putting, surroundings, swap
from factcheck.site.load import Loaded
from factcheck.site.plan import Plan
from factcheck.site.shards import division, manifest
from factcheck.site.shards.manifest import FILE, FILES, Made, Manifest
from factcheck.site.shards.supply import SuppliedPlan, Supply


def write(root: Path, output: Path, loaded: Loaded, shard: Shard, stages: Stages) -> list[Problem]:
    """Make the files of a shard of the loaded site; on any error `output` is left as it was. Raises `BusyError`.

    What the folder holds from before is taken where it is still right.
    """
    around = surroundings.of(root)
    if not around.is_known:
        place = config.place((root / config.FILE).read_text(encoding="utf-8"), "PLUGINS")
        return [problem("FC633", place)]
    plan = SuppliedPlan(loaded, around, Supply(root, [output])) if (output / FILE).is_file() else Plan(loaded, around)
    return exclusive.guarded(root, output, lambda: _written(root, output, plan, shard, stages), is_shard=True)


def _written(root: Path, output: Path, plan: Plan, shard: Shard, stages: Stages) -> list[Problem]:
    paths = [path for path in plan.items if division.holds(shard, path)]
    with swap.fresh(output) as fresh:
        (fresh / FILES).mkdir()
        if problems := putting.write(root, fresh / FILES, plan, paths, stages):
            return problems
        stages.at(Stage.WRITING)
        manifest.write(fresh, _manifest(fresh / FILES, plan, shard, paths))
        swap.seal(fresh)
        swap.replace(fresh, output)
    return []


def _manifest(files: Path, plan: Plan, shard: Shard, paths: Iterable[str]) -> Manifest:
    made = {path: _made(plan.items[path].key, (files / path).read_bytes()) for path in paths}
    return Manifest(shard=str(shard), basis=plan.basis.hex(), files=made)


def _made(key: bytes, raw: bytes) -> Made:
    return Made(key.hex(), len(raw), hashlib.sha256(raw).hexdigest())
