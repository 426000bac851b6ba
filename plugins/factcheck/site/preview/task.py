"""What a process does for the preview that started it: build after build, and remember in between."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from factcheck.core.corpus import parse, scan
from factcheck.core.problems import Problem
from factcheck.core.settings import Settings
from factcheck.publish.again import Made
from factcheck.site import build, config, surroundings
from factcheck.site.build import Wish
from factcheck.site.cache.resident import Resident
from factcheck.site.load import Loaded
from factcheck.site.preview import drafts, handover
from factcheck.site.preview.drafts import Drafts
from factcheck.site.preview.handover import Handover
from factcheck.site.preview.quick import Quick
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
        self._around: Surroundings | None = None
        self._theme: Snapshot = {}  # when those were read

    def read(self, folder: Path) -> Read:
        """The site, without what an editor keeps beside a file while it is open; drafts are to go into `folder`."""
        settings, problems = config.read(self._root)
        if settings is None:
            return Read(None, Loaded(None, problems=tuple(problems)))
        loaded = replace(self._loads.load(settings), before=self._made)
        if loaded.site is None or not self._loads.has_drafts:
            return Read(settings, loaded)
        corpus, _ = parse({path: raw for path, raw in scan(self._root)[0].items() if not is_temporary(path)})
        return Read(settings, loaded, drafts.drafts(corpus, settings, loaded, self._root, folder))

    def build(self, read: Read, folder: Path, shown: Callable[[], None]) -> tuple[Problem, ...]:
        """Build what was read; all problems. `shown` is called when the pages can be seen before all is done."""
        loaded, beside = read.loaded, read.drafts.beside
        if loaded.site is None:
            return loaded.problems
        self._made = Made(loaded.site, loaded.rendered, loaded.facts, loaded.outputs)
        wish = Wish(root=self._root, output=self._output, loaded=loaded, beside=beside, is_preview=True)

        def show() -> None:
            read.hand_over(folder, loaded.problems)
            shown()

        try:
            found = build.guarded(self._root, self._output, Quick(wish, self._standing, self._surroundings, show).run)
        finally:
            self._standing.close()
        return (*loaded.problems, *found)

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
