"""Lists, on as many pages as they need."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from factcheck.core.problems import Place, Problem, problem
from factcheck.site.audit.folder import Folder, Seen
from factcheck.site.audit.members import FURTHER, Members, list_of, lists_of_all, lists_with

Details = tuple[tuple[str, str], ...]


def lists_have_every_member_once(folder: Folder) -> Iterator[Problem]:
    """The pages of a list have each of its members once, all together, and nothing else.

    None is too full, there is none behind the last, and links lead from the first page to each of them.
    """
    if folder.are_lists_as_before:
        return
    due = _due(folder)
    pages = _pages(folder, due)
    for path, counted in folder.subjects.lists.items():
        if parts := pages.get(path):
            members = counted()
            for details in (*_miscounted(parts, members), *_of_another_number(parts, members), *_unreached(parts)):
                file = f"{path}index.html"
                yield problem("FC622", Place(file), *details, file=file, what=members.what)


def _due(folder: Folder) -> Collection[str]:
    """The lists with a page that is looked at, and those that list a claim that has changed, or must do so."""
    since, lists = folder.since, folder.subjects.lists
    if since is None or since.claims is None:
        return lists.keys()
    changed = {f"claims/{id_}/" for id_ in since.claims}
    listing = (file for file, seen in folder.seen.mentioning(changed) if not changed.isdisjoint(seen.entries))
    claims = (claim for claim in folder.site.ever if claim.id in since.claims)
    of_pages = (list_of(file.removesuffix("index.html")) for file in (*folder.due, *listing))
    return {*of_pages, *lists_of_all(), *(path for claim in claims for path in lists_with(folder.site, claim))}


def _pages(folder: Folder, lists: Collection[str]) -> Mapping[str, Mapping[str, Seen]]:
    """The pages of some lists that are there, by path, the first one first."""
    found = {path: {path: folder.seen[file]} for path in lists if (file := f"{path}index.html") in folder.seen}
    further = (file.removesuffix("index.html") for file in folder.seen if FURTHER in file)
    for path in sorted(further, key=len):
        if (first := list_of(path)) in lists:
            found.setdefault(first, {})[path] = folder.seen[f"{path}index.html"]
    return found


def _miscounted(pages: Mapping[str, Seen], members: Members) -> Iterator[Details]:
    shown = Counter(entry for page in pages.values() for entry in page.entries)
    for entry in dict.fromkeys([*members.pages, *shown]):
        found, wanted = shown[entry], members.pages.get(entry, 0)
        if found != wanted:
            yield ("entry", entry or "without a link"), ("found", _times(found)), ("wanted", _times(wanted))


def _times(count: int) -> str:
    return {0: "nothing", 1: "once"}.get(count, f"{count} times")


def _of_another_number(pages: Mapping[str, Seen], members: Members) -> Iterator[Details]:
    total = sum(members.pages.values())
    needed = max(1, -(-total // members.most))
    if len(pages) != needed:
        wanted = f"{needed}, for {total:,} entries with {members.most} on each"
        yield ("found", f"{len(pages)} pages"), ("wanted", wanted)
    for path, page in pages.items():
        if len(page.entries) > members.most:
            found = ("found", f"{len(page.entries)} entries")
            yield ("page", path), found, ("wanted", f"at most {members.most}")


def _unreached(pages: Mapping[str, Seen]) -> Iterator[Details]:
    reached, waiting = set[str](), [next(iter(pages))]
    while waiting:
        if (path := waiting.pop()) in pages and path not in reached:
            reached.add(path)
            waiting += [target.file.removesuffix("index.html") for target in pages[path].targets]
    for path in sorted(pages.keys() - reached):
        yield ("page", path), ("found", "no way from the first page to it")
