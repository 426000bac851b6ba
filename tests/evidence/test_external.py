"""Asking external addresses: once, politely, within a time, and what became of each."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.tables import each
from evidence.fakeweb import Reply, Time, Web, answered, article, claim, corpus, failed, front_matter, source
from factcheck.core import linkfile
from factcheck.core.corpus import Corpus
from factcheck.core.linkfile import Link, LinkFile, State, link_file
from factcheck.core.shard import Shard
from factcheck.evidence.external.ask import check_external, save, without_fragment
from factcheck.evidence.external.merge import ANOTHER_SHARD, merge
from factcheck.evidence.external.permit import INTERRUPTED, NO_NETWORK, Permit
from factcheck.evidence.external.polite import Address, Manners, NotAsked, host_of
from factcheck.evidence.external.polite import Reply as Known
from factcheck.evidence.external.progress import Progress, shown_on
from factcheck.evidence.external.retry import retry_after
from factcheck.evidence.external.states import Standing, standing
from factcheck.evidence.external.workers import ask_all
from factcheck.evidence.web.fetch import Access, Answer, Reason

TODAY = date(2026, 11, 22)
A = "https://a.example/"


# --- States ---------------------------------------------------------------------------------------


class Become(NamedTuple):
    name: str
    reply: Known
    state: State
    status: int | None = None
    to: str | None = None
    cause: str | None = None


def moved(*hops: tuple[int, str], url: str = "http://a.example/old", status: int = 200) -> Answer:
    return answered(url, status, hops=hops)


def titled(title: str) -> Answer:
    return answered(A, body=f"<html><head><title>{title}</title></head><p>Words.")


LOGIN = "leads to a login or consent page: "
HOME = "leads to a home page: what was there may be gone"
STATES = [
    Become("found", answered(A), State.OK, 200),
    Become("no content", answered(A, 204), State.OK, 204),
    Become("a page whose title says that it is not there", titled("Page not found"), State.OK, 200, None, "the page's title says “Page not found”"),
    Become("404 in a title", titled("404 | Town"), State.OK, 200, None, "the page's title says “404 | Town”"),
    Become("in French", titled("Page\n introuvable"), State.OK, 200, None, "the page's title says “Page introuvable”"),
    Become("a number like 404 in a title", titled("The 4040 metres"), State.OK, 200),
    Become("a plane not found is news", titled("Missing plane still not found"), State.OK, 200),
    Become("gone", answered(A, 410), State.GONE, 410, None, "HTTP 410"),
    Become("not found", answered(A, 404), State.GONE, 404, None, "HTTP 404"),
    Become("moved to nowhere", moved((301, "http://a.example/new"), status=404), State.GONE, 404, None, "HTTP 404"),
    Become("asks for a password", answered(A, 401), State.BLOCKED, 401, None, "HTTP 401"),
    Become("asks for money", answered(A, 402), State.BLOCKED, 402, None, "HTTP 402"),
    Become("refused", answered(A, 403), State.BLOCKED, 403, None, "HTTP 403"),
    Become("asked too often", answered(A, 429), State.BLOCKED, 429, None, "HTTP 429"),
    Become("forbidden by law", answered(A, 451), State.BLOCKED, 451, None, "HTTP 451"),
    Become("LinkedIn's own", answered(A, 999), State.BLOCKED, 999, None, "HTTP 999"),
    Become("a challenge for people", answered(A, 503, cf_mitigated="challenge"), State.BLOCKED, 503, None, "HTTP 503"),
    Become("to a login page", moved((302, "http://a.example/user/login?to=old")), State.BLOCKED, 200, None, f"{LOGIN}http://a.example/user/login?to=old"),
    Become("to a login page for good", moved((301, "http://a.example/signin.aspx")), State.BLOCKED, 200, None, f"{LOGIN}http://a.example/signin.aspx"),
    Become("to a host for logins", moved((302, "https://accounts.a.example/x")), State.BLOCKED, 200, None, f"{LOGIN}https://accounts.a.example/x"),
    Become("to a host for consent", moved((302, "https://consent.a.example/x")), State.BLOCKED, 200, None, f"{LOGIN}https://consent.a.example/x"),
    Become("a login page was asked for", moved((302, "http://a.example/login/"), url="http://a.example/login"), State.OK, 200),
    Become("an article about logins", moved((302, "http://a.example/new/the-login-page")), State.OK, 200),
    Become("somebody's accounts", moved((302, "http://a.example/accounts/2024")), State.OK, 200),
    Become("moved for good", moved((301, "http://b.example/new")), State.MOVED, 200, "http://b.example/new"),
    Become("moved for good with 308", moved((308, "http://a.example/new")), State.MOVED, 200, "http://a.example/new"),
    Become("moved twice", moved((301, "http://a.example/b"), (308, "http://a.example/c")), State.MOVED, 200, "http://a.example/c"),
    Become("moved for now with 302", moved((302, "http://a.example/new")), State.OK, 200),
    Become("moved for now with 303", moved((303, "http://a.example/new")), State.OK, 200),
    Become("moved for now with 307", moved((307, "http://a.example/new")), State.OK, 200),
    Become("for good, then for now", moved((301, "http://a.example/b"), (302, "http://a.example/c")), State.MOVED, 200, "http://a.example/b"),
    Become("for now, then for good", moved((302, "http://a.example/b"), (301, "http://a.example/c")), State.OK, 200),
    Become("to https only", moved((301, "https://a.example/old")), State.OK, 200),
    Become("to www only", moved((301, "http://www.a.example/old")), State.OK, 200),
    Become("to a closing slash only", moved((301, "http://a.example/old/")), State.OK, 200),
    Become("to an index file only", moved((301, "http://a.example/old/index.html")), State.OK, 200),
    Become("to all of these", moved((301, "https://www.a.example/old"), (301, "https://www.a.example/old/")), State.OK, 200),
    Become("tracked", moved((301, "http://a.example/old?utm_source=x&fbclid=y")), State.OK, 200),
    Become("to another query", moved((301, "http://a.example/old?id=2")), State.MOVED, 200, "http://a.example/old?id=2"),
    Become("to a fragment", moved((301, "http://a.example/old#top")), State.OK, 200),
    Become("to another port", moved((301, "http://a.example:8080/old")), State.MOVED, 200, "http://a.example:8080/old"),
    Become("to the home page", moved((301, "http://a.example/")), State.MOVED, 200, "http://a.example/", HOME),
    Become("to an address that must be encoded", moved((301, 'http://a.example/"n|w"')), State.MOVED, 200, "http://a.example/%22n%7Cw%22"),
    Become("to an address that is encoded", moved((301, "http://a.example/n%20w")), State.MOVED, 200, "http://a.example/n%20w"),
    Become("to a name with accents", moved((301, "https://élysée.example/ü")), State.MOVED, 200, "https://élysée.example/ü"),
    Become("to a very long address", moved((301, f"http://a.example/{2000 * 'x'}")), State.MOVED, 200, None, "the new address has 2,017 characters"),
    Become("a redirect that names no address", answered(A, 302), State.UNCHECKED, 302, None, "HTTP 302"),
    Become("a bad request", answered(A, 400), State.UNCHECKED, 400, None, "HTTP 400"),
    Become("an error of the server", answered(A, 500), State.UNCHECKED, 500, None, "HTTP 500"),
    Become("not available", answered(A, 503), State.UNCHECKED, 503, None, "HTTP 503"),
    Become("no answer", failed(Reason.TIMEOUT, "no answer in 30 s"), State.TIMEOUT, None, None, "no answer in 30 s"),
    Become("a bad certificate", failed(Reason.TLS, "it has expired"), State.TLS, None, None, "it has expired"),
    Become("no such name", failed(Reason.DNS), State.UNCHECKED, None, None, "it failed"),
    Become("no connection", failed(Reason.CONNECT), State.UNCHECKED, None, None, "it failed"),
    Become("unsafe", failed(Reason.UNSAFE), State.UNCHECKED, None, None, "it failed"),
    Become("too large", failed(Reason.TOO_LARGE), State.UNCHECKED, None, None, "it failed"),
    Become("too many redirects", failed(Reason.REDIRECTS), State.UNCHECKED, None, None, "it failed"),
    Become("no sound HTTP", failed(Reason.PROTOCOL), State.UNCHECKED, None, None, "it failed"),
    Become("a cause in many lines", failed(Reason.PROTOCOL, "a\r\nb\x1b[31m " + 400 * "c"), State.UNCHECKED, None, None, f"a b [31m {291 * 'c'}…"),
    Become("a cause of no words", failed(Reason.PROTOCOL, "\n\x00"), State.UNCHECKED, None, None, "protocol"),
    Become("to half a character", moved((301, "http://a.example/\ud800")), State.MOVED, 200, "http://a.example/%3F"),
    Become("not asked", NotAsked("no time"), State.UNCHECKED, None, None, "no time"),
]  # fmt: skip


@each(STATES)
def test_states(case: Become) -> None:
    assert standing(case.reply) == Standing(state=case.state, status=case.status, to=case.to, cause=case.cause)


def test_every_reason_has_a_state() -> None:
    assert {case.reply.reason for case in STATES if not isinstance(case.reply, Answer | NotAsked)} == set(Reason)


# --- Asking one host ------------------------------------------------------------------------------

HEAD, GET = "HEAD", "GET"


class Talk(NamedTuple):
    """What one host is asked, and when, for the replies it gives."""

    name: str
    replies: Sequence[Reply]
    asked: Sequence[tuple[float, str]]
    state: State
    needs_body: bool = False


OK = answered(A)


def status(code: int, **headers: str) -> Answer:
    return answered(A, code, **headers)


DATE = "Sun, 22 Nov 2026 20:00:00 GMT"
TALKS = [
    Talk("HEAD is enough", [OK], [(0, HEAD)], State.OK),
    Talk("quotes need the body", [OK], [(0, GET)], State.OK, needs_body=True),
    Talk("HEAD not allowed", [status(405), OK], [(0, HEAD), (1, GET)], State.OK),
    Talk("HEAD not known", [status(501), OK], [(0, HEAD), (1, GET)], State.OK),
    Talk("HEAD refused", [status(403), OK], [(0, HEAD), (1, GET)], State.OK),
    Talk("HEAD finds nothing", [status(404), OK], [(0, HEAD), (1, GET)], State.OK),
    Talk("nobody finds it", [status(404)], [(0, HEAD), (1, GET)], State.GONE),
    Talk("HEAD breaks off", [failed(Reason.PROTOCOL), OK], [(0, HEAD), (1, GET)], State.OK),
    Talk("HEAD hangs", [failed(Reason.TIMEOUT), OK], [(0, HEAD), (1, GET)], State.OK),
    Talk("HEAD fails inside", [status(500), OK], [(0, HEAD), (1, GET)], State.OK),
    Talk("no such name", [failed(Reason.DNS)], [(0, HEAD)], State.UNCHECKED),
    Talk("no connection", [failed(Reason.CONNECT)], [(0, HEAD)], State.UNCHECKED),
    Talk("a bad certificate", [failed(Reason.TLS)], [(0, HEAD)], State.TLS),
    Talk("unsafe", [failed(Reason.UNSAFE)], [(0, HEAD)], State.UNCHECKED),
    Talk("no answer at all", [failed(Reason.TIMEOUT)], [(0, GET), (4, GET), (20, GET)], State.TIMEOUT, needs_body=True),
    Talk("HEAD, GET and two retries", [status(502)], [(0, HEAD), (1, GET), (5, GET), (21, GET)], State.UNCHECKED),
    Talk("the first retry helps", [status(500), OK], [(0, GET), (4, GET)], State.OK, needs_body=True),
    Talk("the second retry helps", [status(500), failed(Reason.PROTOCOL), OK], [(0, GET), (4, GET), (20, GET)], State.OK, needs_body=True),
    Talk("a retry finds it gone", [status(500), status(410)], [(0, GET), (4, GET)], State.GONE, needs_body=True),
    Talk("a timeout, then a bad certificate", [failed(Reason.TIMEOUT), failed(Reason.TLS)], [(0, GET), (4, GET)], State.TLS, needs_body=True),
    Talk("refused is not asked again", [status(403)], [(0, GET)], State.BLOCKED, needs_body=True),
    Talk("too large is not asked again", [failed(Reason.TOO_LARGE)], [(0, GET)], State.UNCHECKED, needs_body=True),
    Talk("Retry-After in seconds", [status(503, retry_after="30"), OK], [(0, GET), (30, GET)], State.OK, needs_body=True),
    Talk("Retry-After after HEAD", [status(429, retry_after="30"), OK], [(0, HEAD), (30, GET)], State.OK),
    Talk("429 after HEAD is no reason for GET at once", [status(429), OK], [(0, HEAD), (8, GET)], State.OK),
    Talk("Retry-After as a date", [status(429, retry_after="Sun, 22 Nov 2026 20:01:00 GMT", date=DATE), OK], [(0, GET), (60, GET)], State.OK, needs_body=True),
    Talk("Retry-After in the past", [status(429, retry_after="Sun, 22 Nov 2026 19:00:00 GMT", date=DATE), OK], [(0, GET), (2, GET)], State.OK, needs_body=True),
    Talk("Retry-After at once", [status(429, retry_after="0"), OK], [(0, GET), (2, GET)], State.OK, needs_body=True),
    Talk("Retry-After that cannot be read", [status(429, retry_after="soon"), OK], [(0, GET), (8, GET)], State.OK, needs_body=True),
    Talk("429 again and again", [status(429)], [(0, GET), (8, GET), (72, GET)], State.BLOCKED, needs_body=True),
    Talk("Retry-After as long as may be", [status(503, retry_after="120"), OK], [(0, GET), (120, GET)], State.OK, needs_body=True),
    Talk("Retry-After longer than may be", [status(503, retry_after="121"), OK], [(0, GET)], State.UNCHECKED, needs_body=True),
    Talk("Retry-After beyond all time", [status(429, retry_after="9" * 30), OK], [(0, GET), (8, GET)], State.OK, needs_body=True),
]  # fmt: skip


def ask(web: Web, *addresses: Address, **manners: Any) -> dict[str, Standing]:
    polite = Manners(wait=web.time.wait, clock=web.time.clock, **manners)
    return ask_all(addresses, web, lambda address, reply: standing(reply), polite, lambda progress: None)


@each(TALKS)
def test_talking_to_a_host(case: Talk) -> None:
    web = Web({A: case.replies})
    found = ask(web, Address(url=A, needs_body=case.needs_body))
    assert [(request.at, request.method) for request in web.asked] == list(case.asked)
    assert found[A].state == case.state


def test_retries_are_two_whatever_comes() -> None:
    bad = [status(429), status(500), failed(Reason.TIMEOUT), failed(Reason.PROTOCOL)]
    for replies in ([one, other] for one in bad for other in bad):
        web = Web({A: replies})
        ask(web, Address(url=A, needs_body=True))
        assert len(web.asked) == 3


class Rest(NamedTuple):
    name: str
    value: str
    date: str
    seconds: float | None


RESTS = [
    Rest("seconds", "17", "", 17),
    Rest("none", "", DATE, None),
    Rest("negative seconds", "-1", DATE, None),
    Rest("half a second", "0.5", DATE, None),
    Rest("other digits", "٣", DATE, None),
    Rest("a date without the server's", "Sun, 22 Nov 2026 20:01:00 GMT", "", None),
    Rest("the old form of a date", "Sunday, 22-Nov-26 20:01:00 GMT", DATE, 60),
    Rest("a date in the past", "Sun, 22 Nov 2026 19:01:00 GMT", DATE, 0),
    Rest("another zone", "Sun, 22 Nov 2026 21:01:00 +0100", DATE, 60),
    Rest("a date without a zone", "Sun, 22 Nov 2026 20:01:00 -0000", DATE, 60),
    Rest("no date", "Sun, 99 Nov 2026", DATE, None),
    Rest("a year that there is not", "Sun, 22 Nov 99999 20:01:00 GMT", DATE, None),
]


@each(RESTS)
def test_retry_after(case: Rest) -> None:
    assert retry_after(answered(A, 429, retry_after=case.value, date=case.date)) == case.seconds


def test_a_host_is_asked_once_a_second_and_each_address_once() -> None:
    urls = [f"https://a.example/{number}" for number in range(5)]
    web = Web({url: [answered(url)] for url in urls})
    assert {found.state for found in ask(web, *(Address(url=url) for url in urls)).values()} == {State.OK}
    assert [(request.at, request.method, request.url) for request in web.asked] == [
        (number, HEAD, url) for number, url in enumerate(urls)
    ]


def test_a_host_that_asks_for_rest_is_asked_more_slowly() -> None:
    urls = [f"https://a.example/{number}" for number in range(4)]
    web = Web({urls[0]: [status(429, retry_after="5"), OK], **{url: [OK] for url in urls[1:]}})
    ask(web, *(Address(url=url, needs_body=True) for url in urls))
    assert [request.at for request in web.asked] == [0, 5, 7, 9, 11]


def test_a_host_that_asks_for_much_rest_is_left_alone() -> None:
    urls = [f"https://a.example/{number}" for number in range(3)]
    web = Web({urls[0]: [OK], urls[1]: [status(429, retry_after="3600")], urls[2]: [OK], "https://b.example/": [OK]})
    found = ask(web, *(Address(url=url, needs_body=True) for url in (*urls, "https://b.example/")))
    assert found[urls[0]].state == found["https://b.example/"].state == State.OK
    assert found[urls[1]] == Standing(state=State.BLOCKED, status=429, cause="HTTP 429")
    cause = "a.example asks to be left alone for 60 minutes"
    assert found[urls[2]] == Standing(state=State.UNCHECKED, cause=cause)
    assert (GET, urls[2]) not in web.requests()


# --- Asking many hosts ----------------------------------------------------------------------------


class Crowd:
    """A web that sees how many requests a host has at once, and how many hosts are asked side by side."""

    def __init__(self, hosts: int) -> None:
        self.meeting = Event()
        self.hosts, self.now, self.most, self.arrived = hosts, Counter[str](), Counter[str](), set[str]()

    def __call__(self, url: str, /, *, method: str) -> Answer:
        host = host_of(url)
        self.now[host] += 1
        self.most[host] = max(self.most[host], self.now[host])
        self.arrived.add(host)
        if len(self.arrived) == self.hosts:
            self.meeting.set()
        assert self.meeting.wait(5), "the hosts are not asked side by side"
        self.now[host] -= 1
        return answered(url)


def test_hosts_are_asked_side_by_side_and_each_by_one_request_at_a_time() -> None:
    crowd, time = Crowd(8), Time()
    addresses = [Address(url=f"https://{host}.example/{page}") for host in "abcdefgh" for page in range(3)]
    manners = Manners(wait=time.wait, clock=time.clock)
    ask_all(addresses, crowd, lambda address, reply: reply, manners, lambda progress: None)
    assert crowd.most == Counter({f"{host}.example": 1 for host in "abcdefgh"})


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 9)), max_size=25, unique=True))
def test_every_address_is_asked_once_and_no_host_in_a_hurry(pages: list[tuple[str, int]]) -> None:
    urls = [f"https://{host}.example/{page}" for host, page in pages]
    web = Web({url: [answered(url)] for url in urls})
    found = ask(web, *(Address(url=url) for url in urls), hosts=3)
    assert list(found) == urls
    assert sorted(web.requests()) == sorted((HEAD, url) for url in urls)
    for host in "abcde":
        times = [request.at for request in web.asked if host_of(request.url) == f"{host}.example"]
        assert all(later - earlier >= 1 for earlier, later in pairwise(times))


def test_the_time_limit_leaves_the_rest_unchecked() -> None:
    urls = [f"https://a.example/{number}" for number in range(200)]
    web = Web({url: [answered(url)] for url in urls})
    found = ask(web, *(Address(url=url) for url in urls), limit=60)
    unasked = Standing(state=State.UNCHECKED, cause="time limit of 1 minute reached")
    assert len(web.asked) == 60  # at 0 s, 1 s, … 59 s
    assert [found[url] == unasked for url in urls] == [number >= 60 for number in range(200)]


def test_no_retry_is_waited_for_beyond_the_time_limit() -> None:
    web, waited = Web({A: [status(503, retry_after="100"), OK]}), list[float]()
    manners = Manners(wait=waited.append, clock=web.time.clock, limit=90)
    address = Address(url=A, needs_body=True)
    found = ask_all([address], web, lambda address, reply: standing(reply), manners, lambda progress: None)
    assert found[A] == Standing(state=State.UNCHECKED, status=503, cause="HTTP 503")
    assert (len(web.asked), waited) == (1, [])


def test_no_time_at_all() -> None:
    web = Web({})
    found = ask(web, *(Address(url=f"https://{host}.example/") for host in "abcdefghij"), limit=0)
    assert set(found.values()) == {Standing(state=State.UNCHECKED, cause="time limit of 0 minutes reached")}
    assert web.asked == []


def test_a_page_that_is_never_read_to_its_end_does_not_hold_up_the_others() -> None:
    """The last resort: the time passes in the caller's thread while a worker hangs."""
    has_begun, may_end = Event(), Event()
    times = iter([0.0])  # when the check begins

    def clock() -> float:
        if current_thread() is not main_thread():
            return 0.0
        passed = next(times, None)
        assert passed == 0.0 or has_begun.wait(10)
        return 10_000.0 if passed is None else passed

    def hang(url: str, /, *, method: str) -> Answer:
        has_begun.set()
        assert may_end.wait(10)
        return OK

    try:
        manners = Manners(clock=clock, limit=60)
        found = ask_all([Address(url=A)], hang, lambda address, reply: reply, manners, lambda progress: None)
    finally:
        may_end.set()
    assert found == {A: NotAsked("time limit of 1 minute reached")}


SILENCE = [Reason.DNS, Reason.CONNECT, Reason.TIMEOUT, Reason.UNSAFE]


@pytest.mark.parametrize("reason", SILENCE)
def test_without_a_network_each_worker_asks_once(reason: Reason) -> None:
    urls = [f"https://{host}{page}.example/{page}" for host in "abcdefghijkl" for page in range(4)]
    web = Web({url: [failed(reason)] for url in urls})
    found = ask(web, *(Address(url=url, needs_body=True) for url in urls))
    assert set(found.values()) == {Standing(state=State.UNCHECKED, cause=NO_NETWORK)}
    assert len(web.asked) == 8


def test_one_answer_is_a_network() -> None:
    hosts = [f"https://{host}.example/" for host in "abcdefghij"]
    web = Web({hosts[0]: [status(404)]})
    found = ask(web, *(Address(url=url, needs_body=True) for url in hosts))
    assert len(web.asked) == 10
    assert [found[url].state for url in hosts] == [State.GONE, *[State.UNCHECKED] * 9]
    assert found[hosts[1]].cause == "there is no address for https://b.example/"


def test_a_few_silent_hosts_may_be_down_by_chance() -> None:
    hosts = [f"https://{host}.example/" for host in "abcd"]
    found = ask(Web({url: [failed(Reason.TIMEOUT)] for url in hosts}), *(Address(url=url) for url in hosts))
    assert {standing.state for standing in found.values()} == {State.TIMEOUT}


def test_a_mistake_in_our_own_code_is_not_hidden() -> None:
    def broken(address: Address, reply: Known) -> None:
        raise LookupError("a mistake")

    with pytest.raises(LookupError, match="a mistake"):
        ask_all([Address(url=A)], Web({A: [OK]}), broken, Manners(), lambda progress: None)


def test_ctrl_c_keeps_what_is_known() -> None:
    urls = [f"https://a.example/{number}" for number in range(9)]
    web, seen = Web({url: [answered(url)] for url in urls}), list[Progress]()

    def progress(step: Progress) -> None:
        seen.append(step)
        if step.done == 3:
            raise KeyboardInterrupt

    found = check(pages(*urls), web, progress=progress)
    by_state = Counter(link.state for link in found.links)
    assert by_state == {State.OK: 3, State.UNCHECKED: 6 + 1}  # and the article itself
    assert {link.cause for link in found.links if link.state == State.UNCHECKED} == {INTERRUPTED}
    assert len(seen) == 3


def test_ctrl_c_does_not_wait_for_a_host_that_hangs() -> None:
    may_end = Event()

    def fetch(url: str, /, *, method: str) -> Answer:
        assert url == A or may_end.wait(10)
        return OK

    def interrupt(step: Progress) -> None:
        raise KeyboardInterrupt

    slow = "https://slow.example/"
    try:
        found = ask_all([Address(url=A), Address(url=slow)], fetch, lambda address, reply: reply, Manners(), interrupt)
        assert found == {A: OK, slow: NotAsked(INTERRUPTED)}
        assert not may_end.is_set()
    finally:
        may_end.set()


def test_who_waits_for_a_sign_of_a_network_is_let_go_when_the_time_is_up() -> None:
    now = [0.0]
    permit = Permit(limit=60, workers=5, clock=lambda: now[0])
    waiting = Thread(target=permit.notice, args=("a.example", failed(Reason.DNS)), daemon=True)
    waiting.start()
    assert permit.why_not(59) == ""
    now[0] = 60.0
    assert permit.why_not(0) == permit.cause == "time limit of 1 minute reached"
    waiting.join(5)
    assert not waiting.is_alive()


# --- Progress -------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def steps(total: int) -> list[Progress]:
    return [Progress(done=n, total=total, busy=3 - (n == total), host="www.gov.uk") for n in range(1, total + 1)]


def test_progress_on_a_terminal_is_one_line() -> None:
    terminal = Terminal()
    show = shown_on(terminal)
    for step in [steps(92)[36], Progress(done=92, total=92, busy=1, host=100 * "x")]:
        show(step)
    lines = ["37/92 addresses · 3 hosts busy · www.gov.uk", f"92/92 addresses · 1 host busy · {100 * 'x'}"]
    assert terminal.getvalue() == "".join(f"\r{line[:79]:<79}" for line in lines) + "\n"


@pytest.mark.parametrize(("total", "lines"), [(1, 1), (9, 9), (10, 10), (11, 10), (92, 10), (1000, 10)])
def test_progress_in_a_log_is_ten_lines_at_most(total: int, lines: int) -> None:
    log = io.StringIO()
    show = shown_on(log)
    for step in steps(total):
        show(step)
    told = log.getvalue().splitlines()
    assert len(told) == lines
    assert told[-1] == f"{total}/{total} addresses · 2 hosts busy · www.gov.uk"


def test_progress_counts_addresses_and_busy_hosts() -> None:
    web, seen = Web({A: [OK], "https://a.example/2": [OK]}), list[Progress]()
    manners = Manners(wait=web.time.wait, clock=web.time.clock)
    ask_all([Address(url=A), Address(url=f"{A}2")], web, lambda address, reply: None, manners, seen.append)
    assert seen == [Progress(done=n, total=2, busy=1, host="a.example") for n in (1, 2)]


# --- A whole check --------------------------------------------------------------------------------

ARTICLE = "https://news.example/bridge"


def check(content: Corpus, web: Web, **options: Any) -> LinkFile:
    return check_external(content, today=TODAY, wait=web.time.wait, clock=web.time.clock, fetch=web, **options)


def pages(*urls: str) -> Corpus:
    """A corpus with a page that links to these addresses."""
    links = "\n\n".join(f"[x]({url})" for url in urls)
    return corpus(page_about=front_matter({"title": "T", "summary": "S"}, links))


TOWN, COPY = "https://town.example/accounts.html", "https://web.archive.example/1/https://town.example/accounts.html"


def small() -> Corpus:
    return corpus(
        claim_cost=claim(("accounts", "It cost 15 million euros."), body=f"See [it]({TOWN}#costs) and <https://c.example/>."),
        claim_draft=claim(("accounts", "It opened."), quote="It cost", status="draft"),
        claim_lost=claim(("nowhere", "Words.")),
        source_accounts=source(f"{TOWN}#page=2", COPY),
    )  # fmt: skip


def test_a_whole_check() -> None:
    web = Web({
        ARTICLE: [answered(ARTICLE, body="<p>It cost 12 million.</p>")],
        TOWN: [answered(TOWN, body="<p>It cost 16 million euros.</p><p>It opened.")],
        COPY: [answered(COPY, body="<p>It cost 15 million euros.</p>")],
        "https://c.example/": [status(404)],
    })  # fmt: skip
    found = check(small(), web)
    assert sorted(web.requests()) == sorted(
        [(GET, ARTICLE), (GET, TOWN), (GET, COPY), (HEAD, "https://c.example/"), (GET, "https://c.example/")]
    )
    assert [(link.url, link.state, link.places) for link in found.links] == [
        ("https://c.example/", State.GONE, ("content/claims/demo/cost.md:16:57",)),
        (ARTICLE, State.OK, ("content/articles/demo.md:6:6",)),
        (TOWN, State.OK, ("content/claims/demo/cost.md:16:10", "content/sources/accounts.md:4:6")),
        (COPY, State.OK, ("content/sources/accounts.md:9:10",)),
    ]
    assert [(row.place, row.evidence, row.live.outcome, row.archived.outcome, row.where) for row in found.quotes] == [
        ("content/claims/demo/cost.md:4:8", None, "verbatim", "unchecked", "live"),
        ("content/claims/demo/cost.md:14:12", 0, "near", "verbatim", "archive"),
        ("content/claims/demo/draft.md:4:8", None, "verbatim", "unchecked", "live"),
        ("content/claims/demo/draft.md:14:12", 0, "verbatim", "not-found", "live"),
        ("content/claims/demo/lost.md:4:8", None, "verbatim", "unchecked", "live"),
    ]
    assert {row.checked for row in found.quotes} | {link.checked for link in found.links} == {TODAY}
    assert linkfile.read(linkfile.write(found).encode()) == (found, [])


def test_without_a_network_a_check_is_short_and_says_so() -> None:
    web = Web({})
    content = pages(*(f"https://{host}.example/{page}" for host in "abcdefghijklmn" for page in range(3)))
    found = check(content, web)
    assert {(link.state, link.cause) for link in found.links} == {(State.UNCHECKED, NO_NETWORK)}
    assert len(web.asked) == 8


def test_an_address_that_no_page_may_link_to_is_not_asked() -> None:
    """The check of the content refuses it (FC502); here it must only not get in the way."""
    web = Web({})
    assert [link.url for link in check(pages(f"https://a.example/{2000 * 'x'}"), web).links] == [ARTICLE]


def test_an_address_is_asked_without_its_fragment() -> None:
    assert without_fragment("https://a.example/x?y#:~:text=a#b") == "https://a.example/x?y"


def test_the_open_web_is_the_default_and_the_limits_reach_the_fetch() -> None:
    seen = []

    def fetch(url: str, access: Access, *, method: str) -> Answer:
        seen.append(access)
        return answered(url)

    check_external(pages(), today=TODAY, fetch=fetch)
    assert seen == [Access()]
    assert not seen[0].loopback


# --- Shards and merging ---------------------------------------------------------------------------


def test_a_host_belongs_to_one_shard_whatever_its_path_and_on_every_computer() -> None:
    def shard(url: str) -> list[int]:
        return [index for index in range(1, 6) if host_of(url) in Shard(index=index, count=5)]

    assert shard("https://WWW.gov.uk/a") == shard("http://www.gov.uk/b?c#d") == [1]
    assert [shard(f"https://{name}.example/") for name in "abcdef"] == [[3], [1], [2], [3], [4], [3]]


def test_a_quote_is_looked_for_where_its_pages_belong() -> None:
    """The live page and the archive have different shards, so that no host is asked from two jobs."""
    web = Web({TOWN: [answered(TOWN, body="It cost 15 million euros.")], COPY: [answered(COPY, body="gone " * 20)]})
    parts = [Shard(index=index, count=4) for index in range(1, 5)]
    [live], [archived] = ([part for part in parts if host_of(url) in part] for url in (TOWN, COPY))
    assert live != archived
    [row] = [row for row in check(small(), web, shard=live).quotes if row.evidence == 0 and "cost.md" in row.claim]
    assert (row.live.outcome, row.archived.cause, row.where) == ("verbatim", ANOTHER_SHARD, "live")
    [row] = [row for row in check(small(), web, shard=archived).quotes if row.evidence == 0 and "cost.md" in row.claim]
    assert (row.live.cause, row.archived.outcome, row.where) == (ANOTHER_SHARD, "not-found", "neither")


hosts = st.sampled_from(["a.example", "b.example", "c.example", "d.example", "web.archive.example"])
replies = st.sampled_from(
    ["The words stand here.", "The words stood here.", "Nothing of that kind.", "404", "403", "dns"]
)


@st.composite
def sites(draw: st.DrawFn) -> tuple[Corpus, dict[str, list[Reply]]]:
    """A corpus with sources on some hosts, and a web that holds them."""
    files, web = {}, dict[str, list[Reply]]()
    for number in range(draw(st.integers(1, 4))):
        url, archive = (f"https://{draw(hosts)}/{kind}{number}" for kind in ("live", "copy"))
        archive = draw(st.sampled_from(["", archive]))
        files[f"source_s{number}"] = source(url, archive)
        files[f"claim_c{number}"] = claim((f"s{number}", "The words stand here."))
        for address in filter(None, (url, archive)):
            reply = draw(replies)
            known: dict[str, Reply] = {"dns": failed(Reason.DNS, "no such name")}
            known |= {code: answered(address, int(code)) for code in ("404", "403")}
            web[address] = [known.get(reply) or answered(address, body=f"<p>{reply}</p>")]
    web[ARTICLE] = [answered(ARTICLE, body="<p>It cost 12 million.</p>")]
    return corpus(**files), web


@settings(deadline=None, max_examples=40)
@given(sites(), st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_shards_together_are_the_whole(
    site: tuple[Corpus, dict[str, list[Reply]]], count: int, random: Any
) -> None:
    content, answers = site
    parts = [check(content, Web(answers), shard=Shard(index=i, count=count)) for i in range(1, count + 1)]
    random.shuffle(parts)
    whole = check(content, Web(answers))
    assert linkfile.write(merge(parts)) == linkfile.write(whole)
    asked = [link.url for part in parts for link in part.links]
    assert sorted(asked) == sorted(link.url for link in whole.links)


days = st.sampled_from([date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)])


@st.composite
def files(draw: st.DrawFn) -> LinkFile:
    content, answers = draw(sites())
    found = check(content, Web(answers), shard=Shard(index=draw(st.integers(1, 2)), count=2))
    day = draw(days)
    return link_file(
        [link.model_copy(update={"checked": day}) for link in found.links],
        [row.model_copy(update={"checked": day}) for row in found.quotes],
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(files(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_merging_does_not_mind_the_order_nor_a_second_time(parts: list[LinkFile], random: Any) -> None:
    merged = merge(parts)
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert merge(shuffled) == merged
    assert merge([*parts, *parts]) == merge([merged]) == merge([merged, *parts]) == merged


def test_no_files_give_an_empty_file() -> None:
    assert merge([]) == link_file([], [])


class Twice(NamedTuple):
    name: str
    one: tuple[State, int]  # and the day of November
    other: tuple[State, int]
    wins: tuple[State, int]


TWICE = [
    Twice("looked at before not looked at", (State.OK, 20), (State.UNCHECKED, 22), (State.OK, 20)),
    Twice("the later day", (State.OK, 20), (State.GONE, 22), (State.GONE, 22)),
    Twice("the later day of two that say nothing", (State.UNCHECKED, 20), (State.UNCHECKED, 22), (State.UNCHECKED, 22)),
    Twice("one row", (State.OK, 20), (State.OK, 20), (State.OK, 20)),
]


@each(TWICE)
def test_an_address_in_two_files(case: Twice) -> None:
    one, other, wins = (
        Link(url=A, state=state, checked=date(2026, 11, day), places=("x.md:1:1",))
        for state, day in (case.one, case.other, case.wins)
    )
    assert merge([link_file([one], []), link_file([other], [])]) == link_file([wins], [])


# --- Writing --------------------------------------------------------------------------------------


def test_the_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path, file = tmp_path / "links.json", check(pages(), Web({ARTICLE: [answered(ARTICLE)]}))
    path.write_text("something older", encoding="utf-8")
    older = path.open(encoding="utf-8")
    with older:
        save(path, file)
        assert older.read() == "something older"  # who reads it at this moment still has the whole old one
    assert path.read_text(encoding="utf-8") == linkfile.write(file)
    assert [found.name for found in tmp_path.iterdir()] == ["links.json"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "links.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        save(tmp_path / "links.json", link_file([], []))
    assert [found.name for found in tmp_path.iterdir()] == ["links.json"]


def test_article_addresses_are_asked_once_for_all_claims() -> None:
    content = corpus(article=article(ARTICLE), claim_a=claim(), claim_b=claim(quote="It cost"))
    web = Web({ARTICLE: [answered(ARTICLE, body="It cost 12 million.")]})
    assert [row.live.outcome for row in check(content, web).quotes] == ["verbatim", "verbatim"]
    assert web.requests() == [(GET, ARTICLE)]
