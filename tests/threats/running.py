"""Robustness and build: the rows R01 to R23."""

import shutil

from threats.rows import Elsewhere, Refused, Row, body

BUILD = "tests/site/test_build.py::test_a_failed_build_says_why_and_leaves_the_last_good_site"
CRASH = "tests/site/test_crash.py"
SWAP = "tests/site/test_swap.py"
HEAVY = "tests/threats/test_heavy.py"
WHOLE = "the whole old site or the whole new one; the next build is clean"
KEPT = "refused with the reason; the last site stays"

ROWS: list[Row] = [
    Refused(id="R01", name="no content at all", change=lambda root: shutil.rmtree(root / "content"), codes="FC119 FC208"),
    Elsewhere(id="R02", name="a template with a name that nobody knows", expected=KEPT, test=BUILD),
    Elsewhere(id="R03", name="a template that cannot be parsed", expected=KEPT, test=BUILD),
    Elsewhere(id="R04", name="no theme", expected=KEPT, test=BUILD),
    Elsewhere(id="R05", name="a setting with a slip", expected=KEPT, test=BUILD),
    Elsewhere(id="R06", name="a plugin with a slip", expected=KEPT, test=BUILD),
    Elsewhere(id="R07", name="a plugin that raises", expected=KEPT, test="tests/site/test_build.py::test_a_plugin_that_raises_is_named_with_its_line"),
    Elsewhere(id="R08", name="kill -9 while pages are written", expected=WHOLE, test=f"{CRASH}::test_a_build_that_dies_leaves_a_whole_site_and_the_next_one_is_clean"),
    Elsewhere(id="R09", name="kill -9 between the two sites", expected=WHOLE, test=f"{SWAP}::test_a_reader_finds_the_whole_old_or_the_whole_new_site_at_every_moment"),
    Refused(id="R10", name="a control character in one claim", change=body("a\x0cb\x0e"), codes="FC102"),
    Elsewhere(id="R11", name="a crash while pages are written", expected=KEPT, test="tests/site/test_crash.py::test_a_build_that_dies_leaves_a_whole_site_and_the_next_one_is_clean"),
    Elsewhere(id="R12", name="a full disk", expected=KEPT, test=f"{CRASH}::test_a_build_on_a_full_disk_leaves_the_old_site"),
    Elsewhere(id="R13", name="two builds at once", expected="one goes on, the other is told who builds", test=f"{CRASH}::test_of_two_builds_one_goes_on_and_the_other_is_told_who_builds"),
    Elsewhere(id="R14", name="a claim is taken away", expected="its page is gone", test="tests/site/test_build.py::test_a_deleted_claim_leaves_no_page"),
    Elsewhere(id="R15", name="other environments", expected="the same bytes", test="tests/site/test_environments.py::test_the_output_is_the_same"),
    Elsewhere(id="R16", name="many claims on a long article", expected="time grows with the claims, not with their square", test=f"{HEAVY}::test_a_long_article_takes_time_in_proportion"),
    Elsewhere(id="R17", name="another user and a checkout that is read only", expected="builds elsewhere, changes nothing here", test=f"{CRASH}::test_a_stranger_without_home_builds_elsewhere_and_changes_nothing_here"),
    Elsewhere(id="R18", name="an output that cannot be written", expected=KEPT, test=f"{CRASH}::test_a_build_without_space_files_or_memory_leaves_the_old_site"),
    Elsewhere(id="R19", name="25 texts that make Markdown slow", expected="rendered or refused, each in less than 5 s and 500 MB, with the claim's name", test=f"{HEAVY}::test_markdown_ends_in_time"),
    Refused(id="R20", name="8 KB of [", change=body("[" * 8_192), codes="FC505"),
    Refused(id="R21", name="a list in a list, 500 times", change=body("\n".join("  " * level + "- a" for level in range(500))), codes="FC505"),
    Elsewhere(id="R22", name="a feed without entries", expected="no clock in it", test="tests/publish/test_atom.py::test_a_feed_without_entries_is_whole"),
    Elsewhere(id="R23", name="umask 077", expected="modes 0644 and 0755", test=f"{SWAP}::test_modes_are_the_same_whatever_the_umask"),
]  # fmt: skip
