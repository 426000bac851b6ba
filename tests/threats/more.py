"""The groups N33 to N55: links and archives, build and operations, workflows and supply chain."""

import shutil

from threats.rows import Elsewhere, Excluded, Refused, Row, write

FETCH = "tests/evidence/test_fetch.py"
LINKS = "tests/evidence/test_external.py"
CRASH = "tests/site/test_crash.py"
SWAP = "tests/site/test_swap.py"
FLOWS = "tests/github/test_workflows.py"
BUILD = "tests/site/test_build.py"
AGAIN = "tests/site/test_incremental.py"
FAILED = f"{BUILD}::test_a_failed_build_says_why_and_leaves_the_last_good_site"
ENDS = "an answer within limits of time and size, never a hang"
WHOLE = "the whole old site or the whole new one; the next build is clean"

ROWS: list[Row] = [
    Elsewhere(id="N33", name="answers that are slow, endless, broken or packed", expected=ENDS, test=f"{FETCH}::test_every_way_to_answer"),
    Elsewhere(id="N33", name="floods", expected="little memory is taken", test=f"{FETCH}::test_a_flood_takes_little_memory"),
    Elsewhere(id="N33", name="certificates that are expired or sign themselves", expected="told", test=f"{FETCH}::test_a_bad_certificate"),
    Elsewhere(id="N33", name="any bytes", expected="an answer or a reason", test=f"{FETCH}::test_whatever_is_answered_there_is_an_answer_or_a_reason"),
    Elsewhere(id="N34", name="redirects in a circle", expected="five hops at most", test=f"{FETCH}::test_a_circle_of_redirects_ends"),
    Elsewhere(id="N34", name="redirects to this machine, to private networks, to other schemes", expected="blocked at every hop", test=f"{FETCH}::test_a_redirect_to_an_unsafe_address_is_not_followed"),
    Elsewhere(id="N34", name="the deadline of a chain", expected="one for all hops", test=f"{FETCH}::test_the_deadline_is_for_the_whole_chain"),
    Elsewhere(id="N35", name="a name that changes its address", expected="looked up once, connected to what was checked", test=f"{FETCH}::test_a_name_is_resolved_once_so_it_cannot_be_bound_anew"),
    Elsewhere(id="N35", name="a name with a public and a private address", expected="blocked", test=f"{FETCH}::test_every_address_of_a_name_must_be_public"),
    Elsewhere(id="N35", name="a name that nobody knows", expected="told", test=f"{FETCH}::test_a_name_that_nobody_knows"),
    Elsewhere(id="N36", name="429, 403, 405, soft 404, walls", expected="blocked or unchecked, not gone; no storm", test=f"{LINKS}::test_states"),
    Elsewhere(id="N36", name="HEAD refused, Retry-After", expected="GET after HEAD; two retries at most", test=f"{LINKS}::test_talking_to_a_host"),
    Elsewhere(id="N37", name="many links to one host", expected="one request at a time, one a second", test=f"{LINKS}::test_every_address_is_asked_once_and_no_host_in_a_hurry"),
    Elsewhere(id="N37", name="the time limit of a check", expected="the rest is unchecked; the report is there", test=f"{LINKS}::test_the_time_limit_leaves_the_rest_unchecked"),
    Elsewhere(id="N38", name="no network", expected="the check is short and says so", test=f"{LINKS}::test_without_a_network_a_check_is_short_and_says_so"),
    Elsewhere(id="N38", name="what was found last is shown with its day", expected="a dated line; a build asks nobody", test="tests/publish/test_evidence.py::test_the_page_says_what_the_last_check_of_links_found"),
    Elsewhere(id="N39", name="archived copies that changed", expected="told with what stands there now", test="tests/evidence/test_rot.py::test_how_a_quote_stands_on_a_page"),
    Elsewhere(id="N39", name="copies that cannot be read", expected="unchecked, with the cause", test="tests/evidence/test_rot.py::test_what_could_not_be_read_is_unchecked_with_the_cause"),
    Excluded(id="N40", name="an archive that asks for rest while it captures", why="nothing of ours asks an archive to capture; an editor does, and enters the address"),
    Elsewhere(id="N41", name="SIGTERM, SIGINT, kill -9", expected=WHOLE, test=f"{CRASH}::test_a_build_that_dies_leaves_a_whole_site_and_the_next_one_is_clean"),
    Elsewhere(id="N41", name="no memory, few files, no space", expected="the old site stays", test=f"{CRASH}::test_a_build_without_space_files_or_memory_leaves_the_old_site"),
    Elsewhere(id="N41", name="a power cut", expected="all is on the disk before the swap", test=f"{SWAP}::test_every_file_and_folder_is_on_the_disk_before_the_swap_and_the_swap_before_the_removal"),
    Elsewhere(id="N42", name="two builds", expected="exit code 75 and who builds", test=f"{CRASH}::test_of_two_builds_one_goes_on_and_the_other_is_told_who_builds"),
    Elsewhere(id="N42", name="a lock that a dead build left", expected="holds nobody up", test=f"{SWAP}::test_a_lock_that_a_dead_build_left_holds_nobody_up"),
    Elsewhere(id="N43", name="clocks of 1970, 2038 and 2100", expected="the same bytes", test="tests/site/test_environments.py::test_the_output_is_the_same"),
    Elsewhere(id="N43", name="29 February, the hours that summer time leaves out and repeats, midnight, a clock that is set back", expected="the same bytes", test="tests/site/test_environments.py::test_the_output_is_the_same"),
    Elsewhere(id="N44", name="locales, time zones, users, paths, orders", expected="the same bytes and modes", test="tests/site/test_environments.py::test_the_output_is_the_same"),
    Elsewhere(id="N45", name="lock files", expected="hashes for all; nothing else is installed", test="tests/test_docs.py::test_the_lock_files_name_no_address"),
    Elsewhere(id="N45", name="a plugin that is missing", expected="refused", test=FAILED),
    Elsewhere(id="N46", name="templates that fail", expected="refused with file and line", test=FAILED),
    Refused(id="N47", name="no claim", change=lambda root: shutil.rmtree(root / "content/claims"), codes="FC119"),
    Elsewhere(id="N47", name="fewer published claims than before", expected="refused without --allow-removal", test=f"{SWAP}::test_no_claim_goes_away_unnoticed"),
    Elsewhere(id="N47", name="another working directory", expected="wrong usage, exit code 2", test="tests/site/test_cli.py::test_a_folder_without_a_site_is_told"),
    Elsewhere(id="N48", name="an output folder that is not ours", expected="refused: [FC604](problems.md#fc604)", test=f"{SWAP}::test_which_folder_may_be_replaced"),
    Elsewhere(id="N48", name="the site itself as the output", expected="refused", test=f"{BUILD}::test_the_site_itself_is_never_replaced"),
    Elsewhere(id="N49", name="500 sources on one claim", expected="checked", test="tests/threats/test_heavy.py::test_a_claim_with_500_pieces_of_evidence"),
    Elsewhere(id="N50", name="edits, added, deleted and renamed files, settings, templates", expected="the bytes of a clean build", test=f"{AGAIN}::test_every_edit_gives_the_bytes_of_a_clean_build"),
    Elsewhere(id="N50", name="a page that shows what its key does not name", expected="found over 200 random edits", test="tests/site/test_keys.py::test_files_with_the_same_key_have_the_same_bytes"),
    Elsewhere(id="N50", name="an output or a memory that was damaged", expected="made anew", test=f"{AGAIN}::test_what_is_not_as_it_was_left_is_made_anew"),
    Elsewhere(id="N50", name="a memory that somebody else has written", expected="not believed", test=f"{AGAIN}::test_a_memory_of_another_user_or_machine_is_not_believed"),
    Elsewhere(id="N51", name="commands in titles and branch names", expected="never filled into a shell", test=f"{FLOWS}::test_nothing_is_filled_into_a_shell"),
    Elsewhere(id="N51", name="zizmor", expected="no finding", test=f"{FLOWS}::test_zizmor_finds_nothing"),
    Elsewhere(id="N52", name="secrets and tokens in the build of a pull request", expected="there are none", test=f"{FLOWS}::test_a_pull_request_gets_no_secret_and_no_token"),
    Elsewhere(id="N53", name="an action whose tag was moved", expected="pinned to a commit", test=f"{FLOWS}::test_every_action_is_pinned_to_one_commit_and_says_its_version"),
    Elsewhere(id="N54", name="another tree than the reviewed one is published", expected="proved before it is published", test=f"{FLOWS}::test_the_site_is_published_only_after_it_is_proved"),
    *(Refused(id="N55", name=f"a file {name}", change=write(f"content/{name}", "x"), codes="FC117") for name in ("CNAME", ".nojekyll", "_config.yml", "404.html", "robots.txt", "sw.js")),
    Refused(id="N55", name="a page named 404", change=write("content/pages/404.html.md", "x"), codes="FC117"),
]  # fmt: skip
