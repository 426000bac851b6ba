"""The layers: who may import whom, who may touch the disk, and how large and well named things are."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent.parent / "plugins" / "factcheck"
MODULES = {path.relative_to(PLUGIN).as_posix(): path for path in sorted(PLUGIN.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
# Each layer, and the layers it may import besides itself.
BELOW = {
    "core": set(),
    "render": {"core"},
    "publish": {"core", "render"},
    "site": {"core", "render", "publish"},
    "evidence": {"core", "render", "publish"},
    "cli": {"core", "render", "publish", "site", "evidence"},
    "__init__": {"site", "cli"},
    "__main__": {"cli"},
}
PURE = [name for name in MODULES if name.split("/")[0] in ("core", "render", "publish")]
# What no pure module may import: the framework, the outside world, and what differs from run to run.
IMPURE = set(
    "pelican jinja2 logging socket ssl http urllib.request requests httpx aiohttp subprocess multiprocessing "
    "threading asyncio signal time random secrets uuid locale gettext os sys shutil tempfile io platform watchfiles".split()
)
DISK = "core/scan.py"  # the only pure module that reads the disk
DISK_MODULES = {"pathlib", "stat", "os"}
DISK_OF_OS = {"os.scandir", "os.stat_result"}  # nothing else of that module: it has the environment, too
DISK_CALLS = set(
    "open read_text read_bytes write_text write_bytes iterdir glob rglob walk stat lstat is_file is_dir exists mkdir "
    "unlink rmdir touch rename symlink_to resolve cwd home expanduser".split()
)
CLOCK_CALLS = {"today", "now", "utcnow", "getenv", "environ"}
MOST_LINES = 250
NEVER = re.compile(
    r"(?:^|_)(?i:utils?|helpers?|managers?)(?=_|$|[A-Z])|(?<=[a-z])(?:Util|Helper|Manager)s?(?=_|$|[A-Z])"
)

EVERY_MODULE = pytest.mark.parametrize("name", MODULES)
EVERY_PURE_MODULE = pytest.mark.parametrize("name", PURE)


def layer(name: str) -> str:
    return name.split("/")[0].removesuffix(".py")


def imports(name: str, *, at_once: bool = False) -> Iterator[str]:
    """The full names of what a module imports, also inside functions, unless only what it imports `at_once`."""
    for node in TREES[name].body if at_once else ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_layers(name: str) -> set[str]:
    """The layers of the plugin that a module imports from."""
    parts = [imported.split(".") for imported in imports(name)]
    return {part[1] for part in parts if part[0] == "factcheck" and len(part) > 1 and part[1] in BELOW}


def test_there_are_modules_in_every_layer() -> None:
    assert {"core", "render", "publish", "site"} <= {layer(name) for name in MODULES}
    assert DISK in MODULES


@EVERY_MODULE
def test_imports_go_down_only(name: str) -> None:
    assert layer(name) in BELOW, "a layer nobody knows"
    assert own_layers(name) <= BELOW[layer(name)] | {layer(name)}


@EVERY_MODULE
def test_modules_do_not_import_each_other_in_a_circle(name: str) -> None:
    def module(imported: str) -> str | None:
        parts = imported.split(".")[1:]
        names = ("/".join(parts[:size]) + ".py" for size in (len(parts), len(parts) - 1) if size > 0)
        return next((found for found in names if imported.startswith("factcheck.") and found in MODULES), None)

    seen: set[str] = set()
    waiting = [found for imported in imports(name, at_once=True) if (found := module(imported))]
    while waiting:
        if (found := waiting.pop()) not in seen:
            seen.add(found)
            waiting += [below for imported in imports(found, at_once=True) if (below := module(imported))]
    assert name not in seen


@EVERY_PURE_MODULE
def test_pure_layers_import_nothing_from_outside(name: str) -> None:
    found = {
        part for imported in imports(name) for part in (imported.split(".")[0], imported.rsplit(".", 1)[0], imported)
    }
    assert found & IMPURE == ({"os"} & found if name == DISK else set())
    assert {imported for imported in imports(name) if imported.split(".")[0] == "os"} <= DISK_OF_OS


@EVERY_PURE_MODULE
def test_only_the_scan_touches_the_disk(name: str) -> None:
    roots = {imported.split(".")[0] for imported in imports(name)}
    calls = {called for node in ast.walk(TREES[name]) if isinstance(node, ast.Call) and (called := callee(node.func))}
    if name == DISK:
        assert roots & DISK_MODULES
    else:
        assert roots & DISK_MODULES == set()
        assert calls & DISK_CALLS == set()


@EVERY_PURE_MODULE
def test_pure_layers_ask_for_no_date_and_no_environment(name: str) -> None:
    names = {node.attr for node in ast.walk(TREES[name]) if isinstance(node, ast.Attribute)}
    assert names & CLOCK_CALLS == set()


@EVERY_PURE_MODULE
def test_pure_layers_do_not_print(name: str) -> None:
    assert not [node for node in ast.walk(TREES[name]) if isinstance(node, ast.Name) and node.id in ("print", "input")]


def callee(function: ast.expr) -> str | None:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else None


@EVERY_MODULE
def test_modules_are_short(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def public(tree: ast.Module) -> Iterator[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef]]:
    """The module, its public classes and functions, and the public methods of those classes."""
    yield "module", tree
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, node
            for inner in node.body if isinstance(node, ast.ClassDef) else []:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner


@EVERY_MODULE
def test_everything_public_says_what_it_is(name: str) -> None:
    assert [what for what, node in public(TREES[name]) if not ast.get_docstring(node)] == []


@EVERY_MODULE
def test_functions_are_short(name: str) -> None:
    functions = [node for node in ast.walk(TREES[name]) if isinstance(node, ast.FunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {function: length for function, length in lengths.items() if length > 40} == {}


def identifiers(tree: ast.Module) -> Iterator[str]:
    """Every name that a module gives to something; those of libraries are theirs."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.alias(asname=str(name)):
                yield name


@EVERY_MODULE
def test_names_say_what_things_are(name: str) -> None:
    assert {word for word in identifiers(TREES[name]) if NEVER.search(word)} == set()


@EVERY_MODULE
def test_files_are_named_after_things(name: str) -> None:
    assert not NEVER.search(Path(name).stem)
    assert re.fullmatch(r"(?:[a-z]+|__[a-z]+__)\.py", Path(name).name), "one word a file"


@pytest.mark.parametrize(
    ("word", "is_refused"),
    [
        ("utils", True),
        ("text_utils", True),
        ("UrlHelper", True),
        ("helper_of", True),
        ("ContextManager", True),
        ("helpful", False),
        ("futile", False),
        ("management", False),
    ],
)
def test_the_word_list_itself(word: str, *, is_refused: bool) -> None:
    assert bool(NEVER.search(word)) is is_refused
