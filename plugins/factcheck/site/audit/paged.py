"""Lists, on as many pages as they need."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from factcheck.core.problems import Place, Problem, problem
from factcheck.site.audit.folder import Folder, Seen
from factcheck.site.audit.members import Members, list_of

Details = tuple[tuple[str, str], ...]


def lists_have_every_member_once(folder: Folder) -> Iterator[Problem]:
    """The pages of a list have each of its members once, all together, and nothing else.

    None is too full, there is none behind the last, and links lead from the first page to each of them.
    """
    pages = _pages(folder)
    for path, members in folder.subjects.lists.items():
        if parts := pages.get(path):
            for details in (*_miscounted(parts, members), *_of_another_number(parts, members), *_unreached(parts)):
                file = f"{path}index.html"
                yield problem("FC622", Place(file), *details, file=file, what=members.what)


def _pages(folder: Folder) -> Mapping[str, Sequence[Seen]]:
    """The pages of each list that are there, the first one first."""
    found: dict[str, list[Seen]] = {}
    for page in sorted(folder.seen.values(), key=lambda page: len(page.output.path)):
        if (path := list_of(page.output.path)) in folder.subjects.lists:
            found.setdefault(path, []).append(page)
    return found


def _miscounted(pages: Sequence[Seen], members: Members) -> Iterator[Details]:
    shown = Counter(entry for page in pages for entry in page.entries)
    for entry in dict.fromkeys([*members.pages, *shown]):
        found, wanted = shown[entry], members.pages.get(entry, 0)
        if found != wanted:
            yield ("entry", entry or "without a link"), ("found", _times(found)), ("wanted", _times(wanted))


def _times(count: int) -> str:
    return {0: "nothing", 1: "once"}.get(count, f"{count} times")


def _of_another_number(pages: Sequence[Seen], members: Members) -> Iterator[Details]:
    total = sum(members.pages.values())
    needed = max(1, -(-total // members.most))
    if len(pages) != needed:
        wanted = f"{needed}, for {total:,} entries with {members.most} on each"
        yield ("found", f"{len(pages)} pages"), ("wanted", wanted)
    for page in pages:
        if len(page.entries) > members.most:
            found = ("found", f"{len(page.entries)} entries")
            yield ("page", page.output.path), found, ("wanted", f"at most {members.most}")


def _unreached(pages: Sequence[Seen]) -> Iterator[Details]:
    by_file = {page.output.file: page for page in pages}
    reached, waiting = set[str](), [pages[0].output.file]
    while waiting:
        if (file := waiting.pop()) in by_file and file not in reached:
            reached.add(file)
            waiting += [target.file for target in by_file[file].links.values()]
    for file in sorted(by_file.keys() - reached):
        yield ("page", by_file[file].output.path), ("found", "no way from the first page to it")
