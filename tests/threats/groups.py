"""The groups N01 to N32: quotes, metadata, files, rendering. Those of the network and of operations: more.py."""

from hashlib import sha256
from pathlib import Path

from threats.fidelity import QUOTE, quoted
from threats.rows import (
    ACCOUNTS,
    ARTICLE,
    BRIDGE,
    COST,
    PAGE,
    SEED,
    Elsewhere,
    Excluded,
    Refused,
    Row,
    Sound,
    both,
    copy,
    edit,
    key,
    link,
    listening,
    pipe,
    remove,
    write,
)

BUILT = "tests/threats/test_built.py"
DISK = "tests/threats/test_disk.py"
HEAVY = "tests/threats/test_heavy.py"
AGAINST = "tests/site/test_against.py"
CHECKED = "checked: 2025-06-01"
SOURCE = "https://town.example.org/accounts"
CRLF = "tests/core/test_text.py::test_white_space_map_leads_to_the_same_character"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 961\n"


def turned(root: Path) -> None:
    """An article with a right-to-left override, and its hash."""
    before = (root / SEED).read_bytes()
    after = before.replace(b"The harbour line reopened", "The \u202eharbour line reopened".encode())
    write(SEED, after)(root)
    edit(sha256(before).hexdigest(), sha256(after).hexdigest(), ARTICLE)(root)


def evidence(quote: str) -> Refused:
    """A quote of a source that is not in its extract."""
    change = edit("The repairs of the harbour line cost €41.8 million", quote, COST)
    return Refused(id="N10", name=f"the source quote {quote}", change=change, codes="FC302")


def yaml(name: str, line: str, codes: str) -> Refused:
    return Refused(id="N13", name=name, change=key(line), codes=codes)


def address(name: str, url: str, codes: str = "FC115") -> Refused:
    return Refused(id="N14", name=name, change=edit(SOURCE, url, ACCOUNTS), codes=codes)


def author(name: str, value: str, codes: str) -> Refused:
    return Refused(id="N16", name=name, change=edit("author: Ada Berg", f"author: {value}"), codes=codes)


def day(name: str, value: str, codes: str = "FC114") -> Refused:
    return Refused(id="N17", name=name, change=edit(CHECKED, f"checked: {value}"), codes=codes)


ROWS: list[Row] = [
    Refused(id="N01", name="the seed changed after claims were written", change=edit("The repairs cost €42", "The repairs cost €43", SEED), codes="FC205 FC201"),
    Elsewhere(id="N02", name="line ends, marks, tabs and form feeds in a seed", expected="bytes kept; the page gives them back; offsets hold", test=f"{BUILT}::test_an_odd_seed_is_given_back"),
    Elsewhere(id="N02", name="offsets of any text", expected="in code points, whatever the line ends", test=CRLF),
    Elsewhere(id="N03", name="quotes that overlap, nest, meet, or are the same", expected="valid HTML; each can be reached; the text is unchanged", test="tests/render/test_annotate.py::test_any_marks_of_an_odd_text"),
    Elsewhere(id="N03", name="50 claims on one sentence", expected="50 notes; the text is unchanged", test=f"{HEAVY}::test_50_claims_on_one_sentence"),
    Sound(id="N04", name="a quote over two paragraphs", change=quoted("the town paid half. The new"), expected="anchored; the mark crosses no block"),
    Sound(id="N04", name="a quote over items of a list", change=quoted("valid on the ferry too. - Bicycles travel"), expected="anchored; the mark crosses no block"),
    Sound(id="N04", name="a quote up to the last byte", change=quoted("every year."), expected="anchored"),
    Refused(id="N05", name="a quote that cuts an emoji", change=quoted("a banner 👩"), codes="FC203"),
    Refused(id="N05", name="a quote with half a character (a surrogate)", change=quoted('"the bridge \\ud83d"'), codes="FC105"),
    Refused(id="N06", name="one character where the article has a mark of its own", change=quoted("The new caf\u00e9 at"), codes="FC201"),
    Refused(id="N06", name="a ligature", change=quoted("twice the ﬁrst estimate"), codes="FC201"),
    Refused(id="N06", name="full-width letters", change=quoted("the ｂｒｉｄｇｅ will be inspected"), codes="FC201"),
    Refused(id="N06", name="a soft hyphen", change=quoted("the bridge will be in\u00adspected"), codes="FC201"),
    Sound(id="N06", name="a joiner that belongs to the text", change=quoted("a banner 👩\u200d🔧 painted"), expected="kept"),
    Refused(id="N07", name="words left out of a quote of the article", change=quoted("the bridge […] every year"), codes="FC201"),
    Refused(id="N07", name="pieces of a source in another order", change=edit("quote: The repairs of the harbour line cost €41.8 million", "quote: The town paid €21 million of it […] The repairs of the harbour line cost €41.8 million", COST), codes="FC308"),
    Sound(id="N07", name="pieces of a source in their order", change=edit("quote: The repairs of the harbour line cost €41.8 million", "quote: The repairs of the harbour line cost €41.8 million. […] The town’s share was paid in two years", COST), expected="anchored piece by piece; the page says how many words are hidden"),
    Refused(id="N08", name="a prefix that is not there", change=edit(QUOTE, "quote: {exact: A day ticket, prefix: never}"), codes="FC201"),
    Refused(id="N08", name="the number of an occurrence", change=edit(QUOTE, "quote: {exact: A day ticket, occurrence: 3}"), codes="FC111"),
    Elsewhere(id="N09", name="a seed of 1 MB with 1,000 claims", expected="less than 30 s, in proportion", test=f"{HEAVY}::test_a_long_article_takes_time_in_proportion"),
    Elsewhere(id="N09", name="a whole build of it", expected="no function is called for each claim with each other", test="tests/threats/test_growth.py::test_a_build_does_nothing_for_each_claim_with_each_other"),
    Elsewhere(id="N09", name="a seed of one line of 5 MB", expected="less than 30 s", test=f"{HEAVY}::test_a_line_of_5_mb"),
    evidence("The repairs of the harbour line cost €41.9 million"),
    evidence("A train leaves the harbour every hour"),
    Elsewhere(id="N10", name="words that only scripts and hidden parts of a page hold", expected="not taken into an extract", test="tests/evidence/test_capture.py::test_the_whole_source_file"),
    Elsewhere(id="N11", name="links to passages in real Chromium", expected="exactly the quote is selected, or there is no such link", test="tests/browser/test_deeplink.py::test_the_highlighted_words_are_the_quote"),
    Elsewhere(id="N11", name="quotes that no link can name", expected="the link is left out", test="tests/browser/test_deeplink.py::test_where_no_directive_is_right_there_is_none"),
    Elsewhere(id="N12", name="quotes in titles, descriptions, feeds and data", expected="escaped for the place", test=f"{BUILT}::test_every_field_is_shown_as_typed"),
    yaml("aliases that multiply", "a: &a [*a, *a]", "FC107"),
    yaml("an alias", "a: *b", "FC107"),
    yaml("a tag of Python", "a: !!python/object:os.system x", "FC107"),
    yaml("a tag of its own", "a: !x y", "FC107"),
    yaml("a merge key", "<<: {verdict: opinion}", "FC111"),
    yaml("a key twice", "author: Ben Cole", "FC108"),
    yaml("a tab", "topics:\n\t- a", "FC106"),
    yaml("10,000 levels", f"topics: {10_000 * '['}", "FC107"),
    yaml("10,000 levels of mappings", f"topics: {10_000 * '{a: '}", "FC107"),
    yaml("10,000 levels of lists in block form", f"topics:\n{10_000 * '- '}a", "FC107"),
    yaml("a value of 4 MB", f"a: {4_000_000 * 'x'}", "FC104"),
    yaml("a second document", "a: b\n...", "FC105"),
    yaml("NUL", "a: \0", "FC102"),
    yaml("a directive", "%YAML 1.2", "FC105"),
    yaml("a key that is a list", "[a, b]: c", "FC107"),
    Sound(id="N13", name="what YAML 1.1 takes for other things stays text", change=both(edit("author: Ada Berg", "author: no"), key("topics: [1e3, 12:30:00, 0o14, null, 2025-01-01]")), expected="text"),
    Elsewhere(id="N13", name="any shape of YAML", expected="an answer in less than 1 s", test=f"{HEAVY}::test_yaml_ends_in_a_second"),
    Sound(id="N14", name="http:", change=edit(SOURCE, SOURCE.replace("https", "http"), ACCOUNTS), expected="allowed: old documents have no other address"),
    address("no host", "https:///accounts"),
    address("a user and a password", "https://ada:secret@town.example.org/"),
    address("a host before the host", "https://town.example.org@evil.example/"),
    address("port 22", "https://town.example.org:22/"),
    address("an IP address", "https://192.0.2.1/"),
    address("an IP address as one number", "https://2130706433/"),
    address("an IP address in octal", "https://0177.0.0.1/"),
    address("an IP address in hexadecimal", "https://0x7f.0.0.1/"),
    address("an IPv6 address that maps another", "'https://[::ffff:7f00:1]/'"),
    address("a host with a letter that looks alike", "https://tоwn.example.org/"),
    address("a path with a letter that looks alike", "https://town.example.org/ассоunts"),
    Sound(id="N14", name="the same in Punycode", change=edit(SOURCE, "https://xn--twn-red.example.org/", ACCOUNTS), expected="shown as it is: the real host"),
    address("a space", "https://town.example.org/a b"),
    address("a line end", '"https://town.example.org/\\nb"'),
    address("backslashes", "'https://town.example.org\\\\evil'"),
    address("10 KB", f"https://town.example.org/{10_000 * 'a'}"),
    Elsewhere(id="N14", name="a fragment with a text directive", expected="ours alone stands in a link", test="tests/publish/test_directive.py::test_address"),
    Excluded(id="N15", name="a capture that is not on the archive list", why="an archived copy may lie anywhere that is public; the check of links reads it and compares the words"),
    Elsewhere(id="N15", name="a capture of another page, or of other words", expected="told by the check of links", test="tests/evidence/test_rot.py::test_how_a_quote_stands_on_a_page"),
    Elsewhere(id="N15", name="a capture before the publication, or after the check", expected="a warning: [FC421](problems.md#fc421)", test="tests/test_broken.py::test_the_report_is_complete"),
    Refused(id="N15", name="a check dated before the article", change=edit(CHECKED, "checked: 2024-06-01"), codes="FC403"),
    author("a control character", '"Ada\\aBerg"', "FC102 FC127"),
    author("10,000 characters", "a" * 10_000, "FC113"),
    author("only spaces", '"   "', "FC113"),
    author("an invisible character", "Ada\u2060Berg", "FC127"),
    author("a letter of another script", "Аda Berg", "FC128"),
    day("a leap second", "2016-12-31T23:59:60Z"),
    Refused(id="N17", name="the year 1", change=edit(CHECKED, "checked: 0001-01-01"), codes="FC403"),
    Elsewhere(id="N17", name="the year 9999", expected="told by `factcheck check`, which knows the day", test="tests/threats/test_future.py::test_a_day_to_come_is_told"),
    day("a local time", "2025-03-30T02:30:00"),
    day("Arabic digits", "٢٠٢٥-٠٦-٠١"),
    day("a week", "2025-W22-7"),
    Elsewhere(id="N18", name="a claim is renamed", expected="followed where a redirect is declared, else refused", test=f"{AGAINST}::test_a_claim_that_moves_is_followed_and_one_that_goes_is_missed"),
    Elsewhere(id="N19", name="a verdict changed without a word", expected="refused: a correction is needed", test=f"{AGAINST}::test_each_change_on_a_branch_with_and_without_its_entry"),
    Refused(id="N20", name="names that differ by capitals", change=copy(PAGE, "content/pages/Methodology.md"), codes="FC117"),
    Refused(id="N20", name="names that differ by composition", change=both(copy(PAGE, "content/pages/caf\u00e9.md"), copy(PAGE, "content/pages/cafe\u0301.md")), codes="FC117"),
    Refused(id="N20", name="devices of Windows", change=both(copy(PAGE, "content/pages/nul.md"), copy(PAGE, "content/pages/com1.md")), codes="FC117"),
    Refused(id="N20", name="a space at the end", change=copy(PAGE, "content/pages/about.md "), codes="FC117"),
    Refused(id="N20", name="a name of 255 bytes", change=copy(PAGE, f"content/pages/{252 * 'a'}.md"), codes="FC117"),
    Refused(id="N20", name="a line end in a name", change=copy(PAGE, "content/pages/a\n::error::b.md"), codes="FC117"),
    Refused(id="N20", name="an override in a name", change=copy(PAGE, "content/pages/a\u202edm.exe"), codes="FC117"),
    Refused(id="N20", name="folders in folders", change=copy(PAGE, f"content/claims/demo/{'d/' * 800}a.md"), codes="FC117"),
    Refused(id="N21", name="a pipe", change=pipe("content/pages/pipe.md"), codes="FC118"),
    Refused(id="N21", name="a socket", change=listening("content/pages/socket.md"), codes="FC118"),
    Elsewhere(id="N21", name="a device", expected="refused: [FC118](problems.md#fc118)", test=f"{DISK}::test_a_device_is_refused_and_not_read"),
    Elsewhere(id="N21", name="a hard link", expected="a file like any other: it holds its own text, and Git keeps none", test=f"{DISK}::test_a_hard_link_is_a_file"),
    Refused(id="N21", name="what a submodule leaves", change=write("content/sources/more/.git", "gitdir: ../../.git/modules/more\n"), codes="FC117"),
    Refused(id="N21", name="a file that a sparse checkout leaves out", change=remove(ACCOUNTS), codes="FC301 FC501"),
    Refused(id="N21", name="a seed in Git LFS", change=write(SEED, POINTER), codes="FC130"),
    Refused(id="N21", name="a claim in Git LFS", change=write(BRIDGE, POINTER), codes="FC130"),
    Refused(id="N21", name="links.json as a link", change=link("links.json", "/etc/hostname"), codes="FC118"),
    Elsewhere(id="N22", name="line ends of a seed converted by Git", expected="refused: [FC205](problems.md#fc205), with that hint", test=f"{DISK}::test_git_converts_line_ends_and_the_report_says_so"),
    Elsewhere(id="N23", name="more files than a site may have", expected="refused at once: [FC121](problems.md#fc121), 250,000 files; a site of 100,000 claims is allowed", test=f"{DISK}::test_too_many_files_are_told_at_once"),
    Elsewhere(id="N23", name="100,000 files that are refused", expected="the first 100 of each code, and how many more there are", test="tests/render/test_report.py::test_a_brief_report_counts_those_that_are_alike"),
    Elsewhere(id="N23", name="as many links as files may be", expected="refused at once: [FC121](problems.md#fc121)", test=f"{DISK}::test_what_is_no_file_counts_too"),
    Elsewhere(id="N23", name="1 GB of other files", expected="refused by their names, not read", test=f"{DISK}::test_what_is_refused_by_its_name_is_not_read"),
    Elsewhere(id="N24", name="a pull request that changes the generator", expected="built with the base's own code; a maintainer is asked", test="tests/github/test_proposal.py::test_the_generator_of_a_pull_request"),
    Elsewhere(id="N25", name="hostile text in JSON", expected="read back as typed; no < in the bytes", test="tests/publish/test_jsontext.py::test_nothing_leaves_the_script_element"),
    Elsewhere(id="N25", name="any value in JSON", expected="read back equal", test="tests/publish/test_jsontext.py::test_each_form_gives_the_value_back"),
    Elsewhere(id="N26", name="hostile text in feeds", expected="well-formed; read back as typed", test="tests/publish/test_atom.py::test_any_text_gives_a_feed_that_gives_it_back"),
    Elsewhere(id="N26", name="links of feeds", expected="absolute", test="tests/publish/test_atom.py::test_every_link_is_absolute_and_below_the_site"),
    Elsewhere(id="N27", name="the policy of content", expected="first in every page; no request to another host", test="tests/browser/test_requests.py::test_no_page_asks_another_host_or_breaks_its_policy"),
    Elsewhere(id="N28", name="ids that content chooses", expected="prefixed; none hides a property of the document", test="tests/browser/test_hostile.py::test_no_id_or_name_hides_what_scripts_use"),
    Elsewhere(id="N29", name="without scripts", expected="the same words and links", test="tests/browser/test_requests.py::test_the_content_is_the_same_without_scripts"),
    Elsewhere(id="N29", name="on paper", expected="verdicts and notes are printed", test="tests/browser/test_browser.py::test_print_shows_verdicts_and_notes"),
    Elsewhere(id="N30", name="links to other sites", expected="rel has nofollow ugc noopener noreferrer, and no target", test=f"{BUILT}::test_links_to_other_sites_say_so"),
    Excluded(id="N31", name="a capture that runs a script", why="captures are stored as plain text and shown as text; no document of others is published"),
    Refused(id="N32", name="text that turns False into True", change=edit("summary: No", "summary: \u202eNo"), codes="FC102"),
    Elsewhere(id="N32", name="writing from right to left beside our words", expected="isolated (<bdi>)", test="tests/browser/test_hostile.py::test_a_seed_that_turns_its_direction_turns_none_of_our_words"),
    Sound(id="N32", name="a seed that turns its direction", change=turned, expected="a warning: [FC129](problems.md#fc129)", codes="FC129"),
]  # fmt: skip
