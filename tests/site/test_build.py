"""Builds: what comes out, and that nothing is lost when one fails."""

import fcntl
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from conftest import ROOT, read_tree, sign_off
from factcheck.cli import BUSY, CLEAN, PROBLEMS, main
from factcheck.core.model import Site
from factcheck.site import durable, engine, swap
from factcheck.site.load import Loaded
from factcheck.site.lock import LOCK
from factcheck.site.swap import MARKER


def build(root: Path, *options: str) -> int:
    return main(["build", "--site", str(root), *options])


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_article_claim_source_and_list_has_its_page(built: Path, real: Loaded) -> None:
    site: Site | None = real.site
    assert site is not None
    pages = [*site.articles, *site.claims, *site.sources, *site.settings.scale, *site.topics, *site.claimants]
    assert len(site.claims) == 28
    for page in [*pages, *site.pages]:
        assert (built / page.path / "index.html").is_file()
    for name in ("index.html", "404.html", "feeds/all.atom", "sitemap.xml", "robots.txt", "theme/site.css"):
        assert (built / name).is_file()


def test_a_clean_build_says_what_it_checked(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(site) == CLEAN
    words = capsys.readouterr()
    checked = "Checked 1 article, 28 claims, 154 quotes, 60 sources: every quote is verbatim. Built "
    assert words.out.startswith(f"28 warnings. {checked}")
    assert words.err.count(": FC411 warning: ") == 3
    assert words.err.count("\n") == 7  # three warnings with a hint each, and how many more there are


@dataclass(frozen=True)
class Break:
    """A way to break a site, and the lines that the build must print."""

    name: str
    act: Callable[[Path], object]
    report: str


CLAIM = "content/claims/elysee-platform/former-president.md"
BREAKS = [
    Break(
        "one letter of a claim's quote",
        lambda root: replace(
            root / CLAIM, "quote: Former U.S. President Donald Trump", "quote: Former U.S. President Donald Trumq"
        ),
        f"{CLAIM}:5:8: FC201 quote must occur verbatim in seeds/elysee-platform.txt\n"
        "    quote    “Former U.S. President Donald Trumq”\n"
        "    outcome  near\n"
        "    nearest  “Former U.S. President Donald Trump” (line 13, column 1; differs in 1 character)\n"
        "    differs  p (U+0070) in the text, q (U+0071) in the quote\n"
        "    meaning  differs in a name\n"
        "    fix      copy the words as printed, and look whether claim and verdict still hold: the meaning differs",
    ),
    Break(
        "one letter of the seed",
        lambda root: replace(root / "seeds/elysee-platform.txt", "energy markets.", "energy markers."),
        "content/articles/elysee-platform.md:4:9: FC205 sha256 must be that of seeds/elysee-platform.txt\n"
        "    found    1e2036487fdf9d4250b719a6b7b020e475af6ce85a8d4dce1458a8338104708a\n"
        "    actual   713312c4e201ddf612df84a2d68140df9b65fd91f3c843596791859dd0ce3248\n",
    ),
    Break(
        "a name that templates do not know",
        lambda root: replace(root / "theme/templates/claim.html", "{{ claim.summary }}", "{{ claim.sumary }}"),
        "theme/templates/claim.html:20:1: FC606 template must render\n"
        "    found    UndefinedError: 'factcheck.core.model.Claim object' has no attribute 'sumary'\n",
    ),
    Break(
        "a template that cannot be parsed",
        lambda root: replace(root / "theme/templates/404.html", "{% endblock %}", "{% endblok %}"),
        "theme/templates/404.html:6:1: FC606 template must render\n",
    ),
    Break(
        "a template that is missing",
        lambda root: (root / "theme/templates/claim.html").unlink(),
        "pelicanconf.py:28:1: FC606 template must render\n",
    ),
    Break(
        "a template that changes the article's white space",
        lambda root: replace(root / "theme/templates/components.html", "{{ safe_html(block.gap_html) }}", " "),
        "index.html:1:1: FC602 the annotated page must give the seed's text back\n"
        "    page     “ted Nations Charter.The platform will co”\n"
        "    seed     “ted Nations Charter.\\u{000A}The platform will c”\n",
    ),
    Break(
        "our plugin misspelt",
        lambda root: replace(root / "pelicanconf.py", 'PLUGINS = ["factcheck"]', 'PLUGINS = ["factchek"]'),
        "pelicanconf.py:30:1: FC122 PLUGINS in pelicanconf.py must be a list that names factcheck\n"
        "    found    “factchek”\n",
    ),
    Break(
        "another plugin misspelt",
        lambda root: replace(root / "pelicanconf.py", '["factcheck"]', '["factcheck", "sitemapp"]'),
        "pelicanconf.py:30:1: FC603 Pelican must build without complaint\n"
        "    found    Cannot load plugin `sitemapp` Cannot import plugin `sitemapp`\n",
    ),
    Break(
        "a setting misspelt",
        lambda root: replace(root / "pelicanconf.py", "TIMEZONE =", "FEED_ALL_ATM = None\nTIMEZONE ="),
        "pelicanconf.py:24:1: FC122 FEED_ALL_ATM in pelicanconf.py must be a setting\n"
        "    found    “FEED_ALL_ATM”\n"
        "    nearest  FEED_ALL_ATOM\n",
    ),
    Break(
        "no theme",
        lambda root: shutil.rmtree(root / "theme"),
        "pelicanconf.py:28:1: FC603 Pelican must build without complaint\n    found    “ValueError: Could not find the theme theme”\n",
    ),
    Break(
        "no content",
        lambda root: shutil.rmtree(root / "content"),
        "content/articles:1:1: FC119 content/articles must hold an article\n",
    ),
]


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: case.name)
def test_a_failed_build_says_why_and_leaves_the_last_good_site(
    case: Break, built_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = built_site
    before = read_tree(site / "output")
    monkeypatch.chdir(site)  # Pelican also looks for a theme in the working directory
    case.act(site)
    capsys.readouterr()
    assert build(site) == PROBLEMS
    report = capsys.readouterr().err
    assert case.report in report
    assert report.endswith("Nothing was built; the last good site stays as it was.\n")
    assert read_tree(site / "output") == before
    assert not list(site.glob(".factcheck-output-*"))


def test_a_plugin_that_raises_is_named_with_its_line(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "plugins").mkdir()
    (site / "plugins/raiser.py").write_text("def register():\n    raise ValueError('no')\n", encoding="utf-8")
    replace(site / "pelicanconf.py", '["factcheck"]', '["factcheck", "raiser"]')
    assert build(site) == PROBLEMS
    assert (
        "FC603 Pelican must build without complaint\n    found    Cannot register plugin `raiser`"
        in capsys.readouterr().err
    )
    assert not (site / "output").exists()


def test_markup_in_front_matter_is_shown_as_typed(site: Path) -> None:
    hostile = "<script>alert(1)</script> <b onclick=x>&amp; {{ root }}"
    text = (site / CLAIM).read_text(encoding="utf-8")
    front, fence, body = text.partition("evidence:")
    front = re.sub(r"^claim: .*$", f"claim: '{hostile}'", front, flags=re.MULTILINE)
    front = re.sub(r"^topics: .*$", f"topics: ['{hostile}']", front, flags=re.MULTILINE)
    (site / CLAIM).write_text(
        front.replace("author: The editors", f"author: '{hostile}'") + fence + body, encoding="utf-8"
    )
    assert build(site) == CLEAN
    pages = [BeautifulSoup(path.read_bytes(), "html.parser") for path in (site / "output").rglob("*.html")]
    scripts = 'script:not([type=module][src], [type="application/ld+json"])'
    assert [tag for page in pages for tag in page.select(f"{scripts}, [onclick], main b[onclick]")] == []
    shown = [page for page in pages if hostile in " ".join(page.get_text().split())]
    assert len(shown) >= 4  # the claim, the list of claims, the topic, the claimant


def without_pivot(site: Path) -> Path:
    """Delete a claim, and what only it cites; the folder of its page."""
    (site / "content/claims/elysee-platform/strategic-pivot.md").unlink()
    (site / "content/sources/eeas-european-council-2025-10-23.md").unlink()  # cited by that claim alone
    replace(site / "content/claims/elysee-platform/rubio-first-meeting.md", "strategic-pivot.md", "new-platform.md")
    return site / "output/claims/elysee-platform/strategic-pivot"


def test_a_deleted_claim_leaves_no_page(built_site: Path) -> None:
    page = without_pivot(built_site)
    assert page.is_dir()
    assert build(built_site, "--allow-removal") == CLEAN
    assert not page.exists()
    assert build(built_site) == CLEAN  # it is gone, so it goes away no more


def test_a_claim_does_not_go_away_unnoticed(built_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign_off(built_site)
    before = read_tree(built_site / "output")
    page = without_pivot(built_site)
    capsys.readouterr()
    assert build(built_site) == PROBLEMS
    assert capsys.readouterr().err == (
        "content/claims:1:1: FC631 the page of a published claim must stay\n"
        "    gone     claims/elysee-platform/strategic-pivot/\n"
        "    fix      withdraw a claim instead of deleting it; if these are to go away: make site ALLOW_REMOVAL=1, or factcheck build --allow-removal\n"
        "1 error. Quotes: 151 verbatim. Nothing was built; the last good site stays as it was.\n"
    )
    assert read_tree(built_site / "output") == before
    assert build(built_site, "--output", str(built_site / "other")) == CLEAN  # there it never was
    assert build(built_site, "--preview", str(built_site / "preview")) == CLEAN
    assert not page.exists()


def test_a_folder_that_is_not_ours_is_never_replaced(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "output").mkdir()
    (site / "output/thesis.txt").write_text("mine", encoding="utf-8")
    assert build(site) == PROBLEMS
    assert "output:1:1: FC604 output must be a folder that a build of this site has made" in capsys.readouterr().err
    assert read_tree(site / "output") == {"thesis.txt": b"mine"}


@pytest.mark.parametrize("output", [".", "..", "content", "seeds"])
def test_the_site_itself_is_never_replaced(site: Path, output: str) -> None:
    before = read_tree(site)
    assert build(site, "--output", str(site / output)) == PROBLEMS
    assert {k: v for k, v in read_tree(site).items() if k != LOCK} == before


def test_a_second_build_waits_for_nobody(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (site / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write("process 7 on workshop since yesterday\n")
        held.flush()
        assert build(site) == BUSY
    assert capsys.readouterr().err.startswith(
        "output:1:1: FC605 only one build may run at a time\n    holder   process 7 on workshop since yesterday\n"
    )


def test_a_build_that_died_between_two_renames_is_mended(
    built_site: Path, tree: Callable[[Path], dict[str, bytes]]
) -> None:
    site = built_site
    good = tree(site / "output")
    (site / "output").rename(site / ".factcheck-output-old-died")
    (site / ".factcheck-output-new-died").mkdir()
    replace(site / CLAIM, "Donald Trump\n", "Donald Trumq\n")
    assert build(site) == PROBLEMS  # the content is broken, so nothing is built
    replace(site / CLAIM, "Donald Trumq\n", "Donald Trump\n")
    assert build(site) == CLEAN
    assert tree(site / "output") == good
    assert not list(site.glob(".factcheck-*-died"))


@pytest.mark.parametrize("has_exchange", [True, False])
def test_a_failed_swap_leaves_the_last_good_site(
    built_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, has_exchange: bool
) -> None:
    site = built_site
    good = read_tree(site / "output")
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if "-new-" in self.name:
            raise OSError(28, "No space left on device", str(self))
        return rename(self, target)

    def refused(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    if has_exchange:
        monkeypatch.setattr(durable, "sync", refused)
    else:
        monkeypatch.setattr(Path, "rename", full)
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    replace(site / CLAIM, "author: The editors", "author: The desk")
    assert build(site) == PROBLEMS
    assert "output:1:1: FC607 output must be a folder that can be written\n    found    No space left on device: " in (
        capsys.readouterr().err
    )
    assert read_tree(site / "output") == good
    assert not list(site.glob(".factcheck-output-*"))


def test_a_full_disk_is_told_as_that_by_whatever_wrote(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(source: str, target: str) -> None:  # Pelican tells it, file by file, and goes on
        raise OSError(28, "No space left on device", source, None, target)

    sign_off(site)
    monkeypatch.setattr("pelican.utils.shutil.copyfile", full)
    assert build(site) == PROBLEMS
    report = capsys.readouterr().err
    assert (
        "output:1:1: FC607 output must be a folder that can be written\n    found    No space left on device: theme/"
        in report
    )
    assert "1 error." in report
    assert not (site / "output").exists()


def test_what_pelican_complains_of_is_heard_at_every_build_of_a_process() -> None:
    for _ in range(2):
        with engine._complaints() as heard:
            logging.getLogger("pelican.utils").warning("A setting is not what it was.")
        assert [record.getMessage() for record in heard] == ["A setting is not what it was."]


def test_a_link_as_output_is_refused_and_not_followed(built_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (built_site / "output").rename(built_site / "real")
    (built_site / "output").symlink_to("real")
    before = read_tree(built_site / "real")
    assert build(built_site) == PROBLEMS
    assert (
        "output:1:1: FC630 output must be a folder that can be replaced as a whole\n    found    a link to real\n"
        in (capsys.readouterr().err)
    )
    assert (built_site / "output").is_symlink()
    assert read_tree(built_site / "real") == before
    assert main(["audit", "--site", str(built_site)]) == CLEAN  # to read it is harmless


def test_any_command_puts_back_what_a_killed_build_took_away(built_site: Path) -> None:
    (built_site / "output").rename(built_site / ".factcheck-output-old-abcdefgh")
    assert main(["audit", "--site", str(built_site)]) == CLEAN
    (built_site / "output").rename(built_site / ".factcheck-output-old-abcdefgh")
    replace(built_site / CLAIM, "Donald Trump\n", "Donald Trumq\n")
    assert build(built_site) == PROBLEMS
    assert (built_site / "output/index.html").is_file()
    assert not list(built_site.glob(".factcheck-output-*"))


def test_two_outputs_side_by_side_do_not_touch_each_other(site: Path) -> None:
    others = [site / ".factcheck-one-old-died", site / ".factcheck-old-died"]
    for other in others:
        other.mkdir()
    assert build(site, "--output", str(site / "two")) == CLEAN
    assert all(other.is_dir() for other in others)


def test_the_site_itself_is_not_replaced_even_with_our_marker_in_it(site: Path) -> None:
    (site / MARKER).write_text("", encoding="utf-8")
    before = read_tree(site)
    assert build(site, "--output", str(site)) == PROBLEMS
    assert read_tree(site) == before


def test_a_site_with_several_articles_lists_them_on_its_home_page(site: Path) -> None:
    base = ROOT / "tests/cases/broken/base"
    for folder in ("seeds", "content/articles", "content/claims", "content/sources"):
        shutil.copytree(base / folder, site / folder, dirs_exist_ok=True)
    assert build(site) == CLEAN
    home = (site / "output/index.html").read_text(encoding="utf-8")
    assert 'href="articles/demo/"' in home
    assert 'href="articles/elysee-platform/"' in home
    assert "data-seed" not in home
    assert "31 claims of 2 articles checked." in home


def test_a_draft_is_checked_and_not_published(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = site / "content/claims/elysee-platform/said-on-saturday.md"
    text = (site / "content/claims/elysee-platform/said-on-friday.md").read_text(encoding="utf-8")
    draft.write_text(text.replace("status: published", "status: draft"), encoding="utf-8")
    assert build(site) == CLEAN
    assert not (site / "output/claims/elysee-platform/said-on-saturday").exists()
    assert "said-on-saturday" not in (site / "output/sitemap.xml").read_text(encoding="utf-8")
    replace(draft, "quote: stated on Friday", "quote: stated on Saturday")
    assert build(site) == PROBLEMS
    assert "said-on-saturday.md:4:8: FC201" in capsys.readouterr().err


def test_the_real_site_is_the_same_in_another_environment(built: Path, site: Path) -> None:
    """tests/site/test_environments.py has more of them, for the small site."""
    output = site / "other"
    command = [sys.executable, "-m", "factcheck", "build", "--site", str(site), "--output", str(output)]
    odd = {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "0"}
    full = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "plugins"), **odd}
    old = os.umask(0o077)
    try:
        subprocess.run(command, env=full, check=True, cwd="/")
    finally:
        os.umask(old)
    assert read_tree(output) == read_tree(built)
    assert modes(output) == modes(built)


def modes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mode for path in (folder, *folder.rglob("*"))}
