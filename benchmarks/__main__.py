"""`python -m benchmarks make|run|links|scaling|profile`: what the targets of the same names in the Makefile call."""

import argparse
import sys
import time
from collections.abc import Sequence

from benchmarks import sites
from benchmarks.process import FailedError
from benchmarks.results import written
from benchmarks.rows import ROWS, Bench, measure
from benchmarks.store import Store
from benchmarks.tools import HERE, WORK, Tool, prepare, state, tools

_STARTED = time.monotonic()


def tell(text: str) -> None:
    """Print a line of progress."""
    print(f"[{time.monotonic() - _STARTED:6.0f} s] {text}", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command: 0 when it is done, 1 when a program that is measured failed."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except FailedError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1


def _make(arguments: argparse.Namespace) -> int:
    print(prepare(tools()[arguments.tool], arguments.size, tell))
    return 0


def _run(arguments: argparse.Namespace) -> int:
    store = Store(WORK / "results.json", state())
    chosen = tuple(tool for tool in tools().values() if tool.name in arguments.tools.split(","))
    missing = [tool.title for tool in chosen if not tool.is_installed]
    if missing:
        tell(f"not installed, left out: {', '.join(missing)}")
    present = tuple(tool for tool in chosen if tool.is_installed)
    for size in arguments.sizes:
        for row in arguments.rows.split(","):
            if arguments.fresh:
                store.drop(row, size)
            measure(row, _bench(arguments, present, size, store))
            HERE.joinpath("RESULTS.md").write_text(written(store, list(tools().values())), encoding="utf-8")
    print(HERE.joinpath("RESULTS.md").read_text(encoding="utf-8"))
    return 0


def _bench(arguments: argparse.Namespace, present: tuple[Tool, ...], size: int, store: Store) -> Bench:
    return Bench(
        tools=present,
        size=size,
        runs=arguments.runs,
        limit=arguments.limit,
        store=store,
        tell=tell,
    )


def _links(arguments: argparse.Namespace) -> int:
    from benchmarks import links

    return links.compare(arguments.size, arguments.runs, tell)


def _scaling(arguments: argparse.Namespace) -> int:
    from benchmarks import scaling
    from benchmarks.sharded import Sharded

    store = Store(WORK / "scaling.json", state())
    for size in arguments.sizes:
        Sharded(size, arguments.shards, store, tell, has_edit=not arguments.without_edit).measure()
    scaling.write(store, arguments.sizes, arguments.shards)
    print("\n\n".join(scaling.tables(store, arguments.sizes, arguments.shards)))
    return 0


def _profile(arguments: argparse.Namespace) -> int:
    from benchmarks import profiling

    print(profiling.profiled(arguments.command, prepare(tools()["ours"], arguments.size, tell), arguments.top))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure the generator against others.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    make = commands.add_parser("make", help="make the content of a site")
    make.add_argument("tool", choices=sites.LAYOUTS)
    make.add_argument("size", type=int)
    make.set_defaults(run=_make)
    run = commands.add_parser("run", help="measure, and write RESULTS.md")
    run.add_argument("sizes", type=int, nargs="*", default=[1000, 10_000])
    run.add_argument("--rows", default=",".join(ROWS), help="which rows, with commas between them")
    run.add_argument("--runs", type=int, default=5, help="how many rounds of each row")
    run.add_argument("--tools", default="ours,hugo,eleventy,pelican", help="which generators")
    run.add_argument("--limit", type=float, default=3600, help="seconds after which a program is ended")
    run.add_argument("--fresh", action="store_true", help="measure anew what is stored")
    run.set_defaults(run=_run)
    links = commands.add_parser("links", help="compare our check of links inside the site with lychee")
    links.add_argument("size", type=int, nargs="?", default=1000)
    links.add_argument("--runs", type=int, default=5)
    links.set_defaults(run=_links)
    scale = commands.add_parser("scaling", help="build in one piece and in shards, compare, and write docs/scaling.md")
    scale.add_argument("sizes", type=int, nargs="*", default=[1000, 10_000])
    scale.add_argument("--shards", type=int, default=8)
    scale.add_argument("--without-edit", action="store_true", help="no build upon the last one, for which all is built")
    scale.set_defaults(run=_scaling)
    profile = commands.add_parser("profile", help="where the time of a command goes")
    profile.add_argument("size", type=int, nargs="?", default=1000)
    profile.add_argument("--command", default="build", choices=("build", "check", "audit"))
    profile.add_argument("--top", type=int, default=30, help="how many functions")
    profile.set_defaults(run=_profile)
    return parser


if __name__ == "__main__":
    sys.exit(main())
