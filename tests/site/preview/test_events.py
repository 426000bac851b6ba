"""What open pages are told of the builds, and when they are sent away."""

import json
from collections.abc import Iterator
from itertools import islice
from threading import Thread

from factcheck.publish.jsontext import Json
from factcheck.site.preview.events import Events


def told(stream: Iterator[bytes], number: int = 1) -> list[dict[str, Json]]:
    """The states that come next."""
    found = []
    for event in islice(stream, number):
        kind, line, *end = event.decode().split("\n")
        assert (kind, end) == ("event: state", ["", ""])
        found.append(json.loads(line.removeprefix("data: ")))
    return found


def opened(events: Events, heartbeat: float = 60.0) -> Iterator[bytes]:
    stream = events.stream(heartbeat)
    assert next(stream) == b"retry: 1000\n\n"
    return stream


def test_a_page_hears_the_present_state_at_once() -> None:
    (state,) = told(opened(Events()))
    assert (state["report"], state["building"], state["built"], state["problems"]) == (0, True, True, [])


def test_a_good_build_is_another_site_and_a_bad_one_is_not() -> None:
    events = Events()
    stream = opened(events)
    (first,) = told(stream)
    events.end([], is_built=True)
    (good,) = told(stream)
    events.end([{"code": "FC201"}], is_built=False)
    (bad,) = told(stream)
    events.end([], is_built=True)
    (mended,) = told(stream)
    assert len({first["site"], good["site"], mended["site"]}) == 3
    assert bad["site"] == good["site"]
    assert (bad["built"], bad["problems"]) == (False, [{"code": "FC201"}])
    assert [state["report"] for state in (first, good, bad, mended)] == [0, 1, 2, 3]


def test_a_build_that_begins_keeps_what_is_known() -> None:
    events = Events()
    events.end([{"code": "FC201"}], is_built=False)
    events.begin()
    (state,) = told(opened(events))
    assert (state["building"], state["built"], state["problems"]) == (True, False, [{"code": "FC201"}])


def test_who_comes_late_hears_only_the_last_state() -> None:
    events = Events()
    for _ in range(5):
        events.begin()
        events.end([], is_built=True)
    stream = opened(events, heartbeat=0.01)
    assert told(stream)[0]["report"] == 5
    assert next(stream) == b": still here\n\n"


def test_another_start_of_the_preview_is_another_site() -> None:
    assert Events().state.site != Events().state.site


def test_a_text_cannot_end_an_event_or_begin_another() -> None:
    events = Events()
    hostile = "\n\nevent: state\ndata: {}\r\r\u2028</script>"
    events.end([{"message": hostile}], is_built=False)
    (state,) = told(opened(events))
    assert state["problems"] == [{"message": hostile}]


def test_everybody_is_sent_away_at_the_end() -> None:
    events = Events()
    streams = [opened(events) for _ in range(3)]
    for stream in streams:
        told(stream)
    waiting = [Thread(target=list, args=[stream], daemon=True) for stream in streams]
    for thread in waiting:
        thread.start()
    events.close()
    for thread in waiting:
        thread.join(timeout=20)
    assert not any(thread.is_alive() for thread in waiting)
