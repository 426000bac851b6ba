"""Progress: the ledger of an article while its check is going on."""

from factcheck.core.corpus import parse
from factcheck.core.ledger import State
from factcheck.core.progress import Progress, progress
from factcheck.core.stored import seed_of
from test_broken import base_files


def of(**claims: str) -> Progress:
    """The progress of the base site with other claims: name to quote; `draft_…` are drafts."""
    files = {path: raw for path, raw in base_files().items() if not path.startswith("content/claims/")}
    sound = base_files()["content/claims/demo/bridge.md"].decode()
    for name, quote in claims.items():
        text = sound.replace("the bridge will be inspected every year\n", f"{quote}\n")
        if name.startswith("draft_"):
            text = text.replace("status: published", "status: draft")
        files[f"content/claims/demo/{name.replace('_', '-')}.md"] = text.encode()
    corpus, _ = parse(files)
    stored = seed_of(corpus, "demo")
    assert stored is not None
    return progress(corpus, stored)


def test_nothing_is_begun() -> None:
    made = of()
    assert {stretch.state for stretch in made.stretches} == {State.UNCHECKED}
    assert (made.quoted, made.covered, made.unproved, made.in_drafts) == ((), (), (), 0)


def test_a_published_claim_checks_and_a_draft_begins() -> None:
    made = of(cost="The repairs cost €42 million", draft_ticket="A day ticket costs €7")
    assert [stretch.state for stretch in made.stretches].count(State.CHECKED) == 1
    assert made.in_drafts == 1
    assert len(made.covered) == 2
    assert [(one.path, one.is_draft) for one in made.quoted] == [
        ("content/claims/demo/cost.md", False),
        ("content/claims/demo/draft-ticket.md", True),
    ]


def test_a_draft_of_a_sentence_that_is_checked_begins_nothing() -> None:
    assert of(cost="The repairs cost €42 million", draft_cost="€42 million").in_drafts == 0


def test_a_quote_that_does_not_prove_covers_nothing() -> None:
    made = of(cost="The repairs cost €43 million", twice="A day ticket")
    assert made.covered == ()
    assert made.unproved == ("content/claims/demo/cost.md", "content/claims/demo/twice.md")


def test_what_is_set_aside_is_covered() -> None:
    files = base_files()
    ledger = "ledger: [{quote: Bicycles travel free of charge, state: opinion, reason: R}, {quote: A day ticket, state: opinion, reason: R}]\n---\n\nMost"
    files["content/articles/demo.md"] = files["content/articles/demo.md"].replace(b"---\n\nMost", ledger.encode())
    corpus, problems = parse(files)
    assert problems == []
    stored = seed_of(corpus, "demo")
    assert stored is not None
    made = progress(corpus, stored)
    assert [stretch.state for stretch in made.stretches].count(State.OPINION) == 1
    assert "Bicycles travel free of charge" in [stored.text.cut(span) for span in made.covered]
