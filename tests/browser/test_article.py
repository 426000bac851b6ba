"""The conveniences of the article and of the list of claims: with a script, and what of them needs none."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from factcheck.core.model import Site
from factcheck.site.load import Loaded

ARTICLE = "articles/elysee-platform/"
FALSE = ["former-president", "friday-remark"]


@pytest.fixture
def sound(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


@pytest.fixture
def scripted(browser: Browser, base: str) -> Iterator[Page]:
    """The article on a wide screen, scripts on."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as opened:
        opened.grant_permissions(["clipboard-read", "clipboard-write"])
        tab = opened.new_page()
        tab.goto(base + ARTICLE)
        tab.wait_for_selector(".seed.placed")
        yield tab


def shown_notes(page: Page) -> list[str]:
    return page.eval_on_selector_all(".note", "notes => notes.filter(n => n.checkVisibility()).map(n => n.id)")


def expected(sound: Site, verdict: str) -> list[str]:
    return [f"note-{claim.slug}" for claim in sound.claims if verdict in ("all", claim.verdict.id)]


@pytest.mark.parametrize("verdict", ["false", "missing-context", "opinion", "all"])
def test_one_verdict_is_chosen_without_a_script(page: Page, base: str, sound: Site, verdict: str) -> None:
    page.goto(base + ARTICLE)
    page.locator(f"#only-{verdict}").check()
    assert shown_notes(page) == expected(sound, verdict)


def test_every_part_of_the_bar_leads_to_the_claims_of_a_verdict(page: Page, base: str, sound: Site) -> None:
    page.goto(base + ARTICLE)
    parts = page.eval_on_selector_all(
        ".bar a", "parts => parts.map(p => [p.getAttribute('aria-label'), p.href.baseVal])"
    )
    given = [(verdict, len(sound.rated(verdict))) for verdict in sound.settings.scale]
    wanted = [
        [f"{verdict.label}: {count} claim{'' if count == 1 else 's'}", f"../../{verdict.path}"]
        for verdict, count in given
        if count
    ]
    assert parts == wanted


def test_a_part_of_the_bar_chooses_its_verdict_where_a_script_runs(scripted: Page, sound: Site) -> None:
    scripted.locator('.bar a[data-only="only-false"]').click()
    expect(scripted.locator("#only-false")).to_be_checked()
    assert shown_notes(scripted) == expected(sound, "false")
    assert scripted.url.endswith(ARTICLE)


def test_a_verdict_nobody_got_cannot_be_chosen(page: Page, base: str) -> None:
    page.goto(base + ARTICLE)
    expect(page.locator("#only-mostly-false")).to_be_disabled()


def test_marks_that_are_not_chosen_lose_their_colour(page: Page, base: str) -> None:
    page.goto(base + ARTICLE)
    page.locator("#only-false").check()
    backgrounds = page.eval_on_selector_all(
        ".seed a.mark",
        "marks => marks.map(m => [m.classList.contains('verdict-false'), getComputedStyle(m).backgroundColor])",
    )
    assert {is_chosen for is_chosen, _ in backgrounds} == {True, False}
    for is_chosen, colour in backgrounds:
        assert (colour == "rgba(0, 0, 0, 0)") is not is_chosen


def test_notes_stand_in_the_order_of_their_marks(scripted: Page, sound: Site) -> None:
    tops = scripted.eval_on_selector_all(".note", "notes => notes.map(n => [n.getBoundingClientRect().top, n.id])")
    assert [name for _, name in sorted(tops)] == expected(sound, "all")


def test_notes_are_placed_anew_when_the_choice_or_the_width_changes(scripted: Page) -> None:
    def top() -> float:
        return scripted.evaluate(
            "document.getElementById('note-former-president').getBoundingClientRect().top + scrollY"
        )

    scripted.locator("#only-false").check()
    mark = scripted.evaluate("document.getElementById('mark-former-president').getClientRects()[0].top + scrollY")
    assert abs(top() - mark) < 61  # two lines: two notes share one line of the text
    scripted.set_viewport_size({"width": 800, "height": 900})
    expect(scripted.locator(".seed.placed")).to_have_count(0)
    position = scripted.evaluate("getComputedStyle(document.getElementById('note-former-president')).position")
    assert position == "static"


@pytest.mark.parametrize("reach", ["hover", "focus"])
def test_a_mark_and_its_note_are_lit_together(scripted: Page, reach: str) -> None:
    mark, note = scripted.locator("#mark-former-president"), scripted.locator("#note-former-president")
    getattr(mark, reach)()
    expect(note).to_contain_class("lit")
    part = note if reach == "hover" else note.locator("a.number")
    getattr(part, reach)()
    expect(mark).to_contain_class("lit")
    scripted.locator("h1").hover()
    scripted.locator("header.site .name").focus()
    expect(scripted.locator(".lit")).to_have_count(0)


def test_a_link_to_a_passage_is_copied(scripted: Page, base: str) -> None:
    note = scripted.locator("#note-former-president")
    note.hover()
    note.get_by_role("button", name="Copy link").click()
    expect(note.get_by_role("button", name="Link copied")).to_be_visible()
    assert scripted.evaluate("navigator.clipboard.readText()") == f"{base}{ARTICLE}#mark-former-president"


def test_a_note_leads_to_the_one_before_and_the_one_after(page: Page, base: str, sound: Site) -> None:
    page.goto(base + ARTICLE)
    links = page.eval_on_selector_all(
        ".note", "notes => notes.map(n => [...n.querySelectorAll('.tools a')].map(a => a.hash))"
    )
    names = [f"#note-{claim.slug}" for claim in sound.claims]
    assert links == [
        [name for name in (before, after) if name]
        for before, after in zip([None, *names], [*names[1:], None], strict=False)
    ]


def test_the_ledger_says_what_became_of_every_sentence(page: Page, base: str, sound: Site) -> None:
    page.goto(base + ARTICLE)
    page.locator(".coverage summary").click()
    rows = page.eval_on_selector_all(".ledger q", "rows => rows.map(r => r.textContent)")
    assert "".join("".join(rows).split()) == "".join(sound.articles[0].text.raw.split())


# The list of claims.


@pytest.fixture
def claims(browser: Browser, base: str) -> Iterator[Page]:
    with browser.new_context() as opened:
        tab = opened.new_page()
        tab.goto(base + "claims/")
        yield tab


def shown_cards(page: Page) -> int:
    return int(page.eval_on_selector_all(".card", "cards => cards.filter(c => c.checkVisibility()).length"))


def test_claims_are_narrowed_by_verdict_topic_claimant_and_kind(claims: Page, sound: Site) -> None:
    topic, claimant = sound.topics[0], sound.claimants[-1]
    claims.get_by_label("Topics").select_option(topic.name)
    assert shown_cards(claims) == len(topic.claims)
    claims.get_by_label("Claimants").select_option(claimant.name)
    both = [claim for claim in topic.claims if claim.claimant == claimant.name]
    assert shown_cards(claims) == len(both)
    claims.get_by_label("Kind of statement").select_option("fact")
    facts = [claim for claim in both if claim.kind == "fact"]
    assert shown_cards(claims) == len(facts)
    claims.locator("#only-true").check()
    true = [claim for claim in facts if claim.verdict.id == "true"]
    assert shown_cards(claims) == len(true)
    expect(claims.locator(".filters output")).to_have_text(f"{len(true)} claim{'' if len(true) == 1 else 's'} shown")


def test_without_a_script_the_choice_of_a_verdict_remains(page: Page, base: str, sound: Site) -> None:
    page.goto(base + "claims/")
    expect(page.locator(".filters")).to_be_hidden()
    page.locator("#only-false").check()
    assert shown_cards(page) == len([claim for claim in sound.claims if claim.verdict.id == "false"])


# The claim page.


def test_the_first_screen_of_a_phone_has_quote_claimant_verdict_and_reason(
    browser: Browser, base: str, sound: Site
) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as opened:
        tab = opened.new_page()
        for claim in sound.claims:
            tab.goto(f"{base}{claim.path}")
            bottoms = tab.eval_on_selector_all(
                ".first mark, .first figcaption, .verdict-word .badge",
                "parts => parts.map(p => p.getBoundingClientRect().bottom)",
            )
            assert max(bottoms) <= 844, claim.slug
            assert tab.locator(".verdict .lead").bounding_box()["y"] < 844, claim.slug  # type: ignore[index]


def test_what_a_verdict_means_is_told_on_demand(page: Page, base: str) -> None:
    page.goto(base + "claims/elysee-platform/former-president/")
    meaning = page.get_by_text("The evidence contradicts the claim.")
    expect(meaning).to_be_hidden()
    page.locator(".verdict-word summary").click()
    expect(meaning).to_be_visible()
