"""What the preview adds to the site: its own script and events, banners on drafts, a page to wait on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from threading import Condition
from typing import Final
from urllib.parse import urlsplit

from factcheck.site.preview import banner, inject, media
from factcheck.site.preview.events import Events
from factcheck.site.preview.handler import INDEX, Found, Handler
from factcheck.site.preview.handover import Draft
from factcheck.site.preview.overlay import Editor

ASSETS: Final = Path(__file__).parent / "assets"
SERVED: Final = ("preview.js", "preview.css", "overlay.css", "draft.css")
EVENTS = f"{inject.ROOT}events"
LONGEST = 60.0  # seconds that a page is waited for
WAITING = (
    '<!doctype html><html lang="en"><head><title>Not built yet</title><meta name="color-scheme" content="light dark">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    "<body><p>There is no site yet. As soon as it is built, it is shown here; the terminal says more.</p></body></html>"
)


@dataclass
class Live:
    """What the server shows at the moment. The builds change it, requests read it."""

    editor: Editor
    prefix: str  # the path of SITEURL
    pages: Path | None = None  # the folder of the pages of drafts
    drafts: tuple[Draft, ...] = ()
    events: Events = field(default_factory=Events)
    _only: str | None = None  # the file of the one page that is up to date
    _condition: Condition = field(default_factory=Condition)

    def hold(self, page: str) -> None:
        """Let whoever asks for another page wait, until `release`."""
        self._only = page

    def release(self) -> None:
        """Let everybody have every page."""
        with self._condition:
            self._only = None
            self._condition.notify_all()

    def wait(self, file: str) -> None:
        """Return when a file is up to date; pages only are waited for, and not for ever."""
        if file.endswith(".html"):
            with self._condition:
                self._condition.wait_for(lambda: self._only in (None, file), LONGEST)


class LiveHandler(Handler):
    """Serves the site as its host will, and beside it what a preview needs."""

    def __init__(self, *args: object, live: Live, **kwargs: object) -> None:
        self._live = live
        super().__init__(*args, prefix=live.prefix, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # noqa: N802 - the base class's name
        """Serve a page, or what is the preview's own."""
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._stream()
        elif path.startswith(inject.ROOT):
            self._asset(path.removeprefix(inject.ROOT))
        else:
            super().do_GET()

    def _asset(self, name: str) -> None:
        if name in SERVED:
            self.send(HTTPStatus.OK, media.of(name), (ASSETS / name).read_bytes())
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _stream(self) -> None:
        """Tell the page what happens, until it goes away or the preview ends."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.command == "HEAD":
            return
        for event in self._live.events.stream():
            self.wfile.write(event)

    def _serve(self, path: str) -> None:
        asked = self._asked()
        self._live.wait((asked / INDEX if path.endswith("/") else asked).as_posix())
        super()._serve(path)

    def roots(self) -> Iterator[Path]:
        """The site, then the pages of drafts."""
        yield from super().roots()
        if self._live.pages is not None:
            yield self._live.pages

    def shown(self, found: Found) -> bytes:
        """A file as it is; a page with the preview's script in it, and told apart where it is not published."""
        site = self._live.events.state.site  # before the file is read: a page that is newer reloads once for nothing
        body = super().shown(found)
        if found.path.suffix != ".html":
            return body
        is_published = found.root == Path(self.directory)
        page = inject.live(
            body.decode("utf-8", "surrogateescape"),
            site,
            banner=self._list_of(found.path) if is_published else self._told_of(found.path),
            mark="" if is_published else banner.MARK,
        )
        return page.encode("utf-8", "surrogateescape")

    def _told_of(self, path: Path) -> str:
        """What a page that is not published is told apart by; a draft's frame for other sites is below the draft."""
        folders = {f"{folder.as_posix()}/" for folder in path.parents}
        draft = next((draft for draft in self._live.drafts if draft.path in folders), None)
        return banner.of_draft(draft, self._live.editor) if draft else banner.of_stranger()

    def _list_of(self, path: Path) -> str:
        """The drafts that a published page leads to: an article's page to its own, home and the claims to all."""
        drafts = self._live.drafts
        if path.parts[0] == "articles":
            drafts = tuple(draft for draft in drafts if path == Path("articles", draft.article, INDEX))
        elif path not in (Path(INDEX), Path("claims", INDEX)):
            drafts = ()
        return banner.of_list(drafts, self._live.prefix)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Let the page wait where there is no site yet."""
        if code == HTTPStatus.NOT_FOUND and not (Path(self.directory) / INDEX).is_file():
            page = inject.live(WAITING, self._live.events.state.site).encode()
            self.send(HTTPStatus.SERVICE_UNAVAILABLE, media.of(INDEX), page)
        else:
            super().send_error(code, message, explain)
