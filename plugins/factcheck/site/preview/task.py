"""What a process does for the preview that started it: build after build, and remember in between."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from factcheck.core.corpus import Entry
from factcheck.core.problems import Problem, has_errors
from factcheck.core.schema import DraftFile
from factcheck.core.settings import Settings
from factcheck.core.stages import Stage, Stages
from factcheck.publish.again import Made
from factcheck.publish.related import Kin
from factcheck.site import config, exclusive, surroundings
from factcheck.site.build import Wish
from factcheck.site.cache.resident import Resident
from factcheck.site.incremental import OtherwiseError
from factcheck.site.load import Loaded
from factcheck.site.lock import BusyError
from factcheck.site.preview import drafts, glimpse, handover
from factcheck.site.preview.drafts import Drafts
from factcheck.site.preview.glimpse import Known
from factcheck.site.preview.handover import Handover
from factcheck.site.preview.quick import Quick, Shown, SupersededError, Trial
from factcheck.site.preview.standing import Standing
from factcheck.site.preview.watcher import Snapshot, is_temporary, stamps
from factcheck.site.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Read:
    """A site as it was read: its settings, if they can be used, itself, and its drafts."""

    settings: Settings | None
    loaded: Loaded
    drafts: Drafts = field(default_factory=lambda: Drafts(plain={}))

    def hand_over(self, folder: Path, problems: Sequence[Problem]) -> None:
        """Write the report for the preview, and the plain pages of drafts."""
        drafts.write(self.drafts, folder)
        url = self.settings.url if self.settings else None
        handover.write(folder, Handover(problems=handover.rows(problems), url=url, drafts=self.drafts.drafts))


class Task:
    """The builds of the site of `root` into `output`, and what is remembered from one to the next."""

    def __init__(self, root: Path, output: Path) -> None:
        self._root, self._output = root, output
        self._loads = Resident(root, is_temporary)
        self._standing = Standing(root, output)
        self._made: Made | None = None  # the pages of the last build
        self._with_drafts: Made | None = None  # and as they were with the drafts
        self._around: Surroundings | None = None
        self._theme: Snapshot = {}  # when those were read
        self._is_good = False  # whether the last build was
        self._known: Known | None = None  # it, if it was
        self._begun: Trial | None = None
        self._changed: Snapshot = {}  # the files of which is known that they have changed

    def read(self, folder: Path) -> Read:
        """The site, without what an editor keeps beside a file while it is open; drafts are to go into `folder`."""
        settings, problems = config.read(self._root)
        if settings is None:
            return Read(None, Loaded(None, problems=tuple(problems)))
        loaded = replace(self._loads.load(settings), before=self._made)
        waiting = self._loads.drafts() if loaded.site else {}
        return Read(settings, loaded, drafts.drafts(waiting, loaded, self._promoted, self._root, folder))

    def _promoted(self, ready: Iterable[Entry[DraftFile]]) -> Loaded:
        """The site with some drafts as published claims, and its pages."""
        loaded = replace(self._loads.promoted(ready), before=self._with_drafts)
        self._with_drafts = made(loaded) or self._with_drafts
        return loaded

    @contextmanager
    def ahead(self, changed: Sequence[str], seen: Callable[[str], None]) -> Iterator[None]:
        """Show the page of the claim that was saved, if nothing else was, before the site is read and built in here.

        `changed` are the files that are not those of the last build, as far as is known. `seen` is called with the
        page's file when it can be seen.
        """
        self._changed = stamps(self._root, changed)  # before they are read
        with ExitStack() as stack:
            stack.callback(self._standing.close)
            with suppress(BusyError, OtherwiseError, OSError):  # the build will tell
                self._begun = self._on_trial(stack, changed)
            if self._begun:
                seen(self._begun.page)
            else:
                stack.close()  # with the lock
            try:
                yield
            finally:
                self._begun = None

    def _on_trial(self, stack: ExitStack, changed: Sequence[str]) -> Trial | None:
        known, self._known, self._is_good = self._known, None, False
        last = self._standing.of(self._output) if known and len(changed) == 1 else None
        found = glimpse.glimpse(known, self._loads, changed[0], last.basis) if known and last else None
        if not found:
            return None
        return stack.enter_context(glimpse.on_trial(self._root, self._output, self._standing, found))

    def build(self, read: Read, folder: Path, shown: Shown) -> tuple[Problem, ...]:
        """Build what was read; all problems. `shown` is called when the pages can be seen before all is done.

        Raises `SupersededError` where what was saved is saved once more after that.
        """
        loaded, beside = read.loaded, read.drafts.beside
        if loaded.site is None:
            return loaded.problems
        self._made = made(loaded)
        rest = _Rest(self._root, self._changed)
        wish = Wish(root=self._root, output=self._output, loaded=loaded, beside=beside, is_preview=True, stages=rest)

        def show(is_other: bool) -> None:
            read.hand_over(folder, loaded.problems)
            shown(is_other)
            rest.is_shown = True

        self._is_good = True  # the last one, if this one is superseded
        try:
            work = Quick(wish, self._standing, self._surroundings, show, self._begun).run
            guarded = exclusive.told if self._begun else exclusive.guarded  # who has begun holds the lock
            found = guarded(self._root, self._output, work)
        finally:
            self._standing.close()
        self._is_good = not has_errors(found)
        return (*loaded.problems, *found)

    def prepare(self) -> None:
        """Make ready what showing the page of the next save needs; for when nobody waits."""
        if self._is_good and self._made and self._around:
            kin = Kin(self._made.site)
            for claim in self._made.site.claims[:1]:
                kin.of(claim)  # it looks at all claims when it is first asked
            self._known = Known(made=self._made, kin=kin, around=self._around)

    @property
    def can_stay(self) -> bool:
        """Whether another build can follow in this process: who knows what other plugins leave behind."""
        return self._around is None or self._around.is_known

    def _surroundings(self) -> Surroundings:
        """Settings, theme and templates: the very ones of the last build, where their files are as they were."""
        now = surroundings.of(self._root, self._standing.opened)
        theme = stamps(now.theme, ("",))
        if self._around is None or self._around != now or self._theme != theme:
            self._around, self._theme = now, theme
        return self._around

    def save(self) -> None:
        """Write down what is remembered, for other processes."""
        self._loads.save()
        self._standing.save()
        self._standing.close()


class _Rest(Stages):
    """Ends the rest of a build, when pages were shown, as soon as a file that it is about is saved once more."""

    def __init__(self, root: Path, changed: Snapshot) -> None:
        self._root, self._changed = root, changed
        self.is_shown = False

    def at(self, stage: Stage, done: int = 0, total: int = 0, anew: int | None = None) -> None:
        """Look at the files, each time that something is told."""
        if self.is_shown and stamps(self._root, self._changed) != self._changed:
            raise SupersededError


def made(loaded: Loaded) -> Made | None:
    """A site and its pages; None where there is no site."""
    return Made(loaded.site, loaded.rendered, loaded.facts, loaded.outputs) if loaded.site else None
