"""Mutation testing: `make mutate`. Not a part of the tests, for it takes minutes.

mutmut changes one thing at a time in the modules that everything rests on, and the tests that are meant for them
must fail. It wants the code in `src/`, and the modules that it changes by a name that begins there; so it works in a
copy below `build/`, where `plugins/` has that name. Constants of a module are not changed: mutmut changes functions.
Exit codes: 0 enough mutants are killed, 1 too few are, 2 wrong usage, or mutmut is missing.
"""

import ast
import difflib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "build/mutate"
COPIED = ("tests", "content", "seeds", "theme", "docs", "tools", "benchmarks", "pelicanconf.py", "pyproject.toml")
LEAST = 90  # of a hundred mutants, in each module
REPORTS = "tests/test_broken.py::test_the_report_is_complete"


@dataclass(frozen=True, slots=True)
class Suite:
    """The tests of a module, and the codes whose broken sites say how its problems are worded."""

    tests: tuple[str, ...]
    codes: str = ""


SUITES = {
    "core/anchoring": Suite(("tests/core/test_anchoring.py",)),
    "core/frontmatter": Suite(("tests/core/test_frontmatter.py",), "FC10[3-8] "),
    "core/pieces": Suite(("tests/core/test_pieces.py",), "FC30[28] "),
    "core/proof": Suite(("tests/core/test_pieces.py", "tests/core/test_outcome.py"), "FC(20[1-4]|30[2-9]) "),
    "render/annotate": Suite(("tests/render/test_annotate.py",)),
    "render/prose": Suite(
        ("tests/render/test_prose.py", "tests/publish/test_past.py::test_the_footnotes_of_several_texts_are_apart"),
        "FC50[1-5] ",
    ),
}
# mutmut asks of each test which functions it calls, and forks after that: what a function has made once and keeps must
# be made anew in each test. Hypothesis tries fewer examples, always the same ones, and does not look for the smallest.
CONFTEST = """

import hypothesis  # noqa: E402
import strategies  # noqa: E402

strategies.often = hypothesis.settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    database=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


@pytest.fixture(autouse=True)
def a_new_converter() -> None:
    from factcheck.render import prose

    prose._converter.cache_clear()
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the mutants of a module: how many there are, and the changes that no test noticed."""

    module: str
    mutants: int
    survivors: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Whether enough are killed."""
        return 100 * (self.mutants - len(self.survivors)) >= LEAST * self.mutants


def copy(modules: list[str]) -> None:
    """Make the copy that mutmut works in."""
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(ROOT / "plugins", COPY / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in COPIED:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, COPY / name)
    with (COPY / "tests/conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(CONFTEST)
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in setup(modules)]
    with (COPY / "pyproject.toml").open("a", encoding="utf-8") as pyproject:
        pyproject.writelines(["\n[tool.mutmut]\n", *lines])


def setup(modules: list[str]) -> Iterator[tuple[str, object]]:
    """The settings of mutmut."""
    yield "source_paths", ["src"]
    yield "only_mutate", [f"src/factcheck/{module}.py" for module in modules]
    yield "also_copy", ["src", *(name for name in COPIED if name not in ("tests", "pyproject.toml"))]
    yield "pytest_add_cli_args", ["-o", "pythonpath=src tests .", "-o", "addopts=", "-p", "no:cacheprovider"]
    yield "pytest_add_cli_args_test_selection", [test for module in modules for test in tests(SUITES[module])]
    yield "track_dependencies", False
    yield "use_git_change_detection", False
    # A loop without end is a mutant killed; on a busy machine 4 times and 3 s were what others took, too.
    yield "timeout_multiplier", 10.0  # of the time that the tests of a mutant take
    yield "timeout_constant", 10.0  # seconds


def tests(suite: Suite) -> Iterator[str]:
    """The tests of a suite, as pytest names them."""
    yield from suite.tests
    for case in sorted((ROOT / "tests/cases/broken").glob("*.txt")) if suite.codes else ():
        if re.search(suite.codes, case.read_text(encoding="utf-8").partition("=== report")[2]):
            yield f"{REPORTS}[{case.stem}]"


def outcome(module: str) -> Outcome:
    """Read what mutmut has written about a module."""
    path = COPY / f"mutants/src/factcheck/{module}.py"
    codes = json.loads(path.with_suffix(".py.meta").read_text(encoding="utf-8"))["exit_code_by_key"]
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = {node.name: ast.unparse(node).splitlines()[1:] for node in tree if isinstance(node, ast.FunctionDef)}
    alive = [key.rpartition(".")[2] for key, code in codes.items() if code in (None, 0, 5, 33)]  # 33: no test at all
    return Outcome(module, len(codes), tuple(change(name, functions) for name in alive))


def change(name: str, functions: dict[str, list[str]]) -> str:
    """The lines of a mutant that differ from the original."""
    original = functions[re.sub(r"\d+$", "orig", name)]
    lines = list(difflib.unified_diff(original, functions[name], n=0, lineterm=""))[2:]
    return "\n".join([name, *(f"    {line}" for line in lines if not line.startswith("@@"))])


def main(modules: list[str]) -> int:
    """Change the modules (all, where none is named), test, and print the survivors and the figures."""
    modules = modules or list(SUITES)
    if unknown := [module for module in modules if module not in SUITES]:
        print(f"mutate: no such module: {', '.join(unknown)}; there are {', '.join(SUITES)}", file=sys.stderr)
        return 2
    if find_spec("mutmut") is None:
        print("mutate: mutmut is missing: .venv/bin/python -m pip install mutmut==3.8.1", file=sys.stderr)
        return 2
    copy(modules)
    subprocess.run([sys.executable, "-m", "mutmut", "run", "--max-children", "2"], cwd=COPY, check=True)
    outcomes = [outcome(module) for module in modules]
    print("\n" + "\n".join(survivor for found in outcomes for survivor in found.survivors))
    for found in outcomes:
        killed = found.mutants - len(found.survivors)
        print(f"{found.module:20} {found.mutants:5} mutants {killed:5} killed {100 * killed / found.mutants:5.1f} %")
    return 0 if all(found.is_enough for found in outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
