"""The Atom feed: well-formed, with stable ids, and nothing of a contributor's in it as markup."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from factcheck.core.model import Site
from factcheck.publish.feed import atom
from factcheck.site.load import Loaded

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def parsed(site: Site) -> ET.Element:
    return ET.fromstring(atom(site))


def with_first_claim(site: Site, **changes: object) -> Site:
    return replace(site, claims=(replace(site.claims[0], **changes), *site.claims[1:]))


def test_every_check_is_an_entry_with_an_absolute_link(real: Loaded) -> None:
    assert real.site is not None
    feed = parsed(real.site)
    links = [link.get("href") for link in feed.findall("a:entry/a:link", ATOM)]
    assert sorted(links) == sorted(f"https://example.org/{claim.path}" for claim in real.site.claims)


def test_ids_are_unique_and_stay_when_title_and_verdict_change(real: Loaded) -> None:
    assert real.site is not None
    ids = [node.text for node in parsed(real.site).findall(".//a:id", ATOM)]
    assert len(set(ids)) == len(ids) == 29
    changed = with_first_claim(real.site, text="Other", verdict=real.site.settings.scale[4])
    assert [node.text for node in parsed(changed).findall(".//a:id", ATOM)] == ids


def test_markup_in_a_claim_stays_text(real: Loaded) -> None:
    assert real.site is not None
    hostile = 'fell <5% & "]]>" <script>alert(1)</script> >3%'
    feed = parsed(with_first_claim(real.site, text=hostile, summary=hostile))
    titles = [node.text for node in feed.findall("a:entry/a:title", ATOM)]
    assert f"{real.site.claims[0].verdict.label}: {hostile}" in titles
    # the library marks a summary as HTML: as HTML it must show the very characters
    summaries = {(node.get("type"), node.text) for node in feed.findall("a:entry/a:summary", ATOM)}
    assert ("html", 'fell &lt;5% &amp; "]]&gt;" &lt;script&gt;alert(1)&lt;/script&gt; &gt;3%') in summaries


def test_the_feed_is_as_old_as_its_latest_entry(real: Loaded) -> None:
    assert real.site is not None
    feed = parsed(real.site)
    latest = max(node.text or "" for node in feed.findall("a:entry/a:updated", ATOM))
    assert feed.findtext("a:updated", namespaces=ATOM) == latest == "2026-11-22T00:00:00+00:00"
