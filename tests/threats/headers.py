"""Metadata: the rows M01 to M22."""

from threats.rows import (
    ACCOUNTS,
    ARTICLE,
    BRIDGE,
    COST,
    Elsewhere,
    Excluded,
    Refused,
    Row,
    body,
    both,
    edit,
    key,
    write,
)

BUILT = "tests/threats/test_built.py"
CHECKED = "checked: 2025-06-01"


def address(url: str) -> Refused:
    """An address that no reader should be sent to."""
    change = edit("https://town.example.org/accounts", url, ACCOUNTS)
    return Refused(id="M19", name=f"the address {url}", change=change, codes="FC115")


ROWS: list[Row] = [
    Refused(id="M01", name="a key with a slip", change=key("verdct: unproven"), codes="FC111"),
    Refused(id="M02", name="a verdict that is not on the scale", change=edit("verdict: unproven", "verdict: unprovn"), codes="FC401"),
    Refused(id="M03", name="no verdict", change=edit("verdict: unproven\n", ""), codes="FC110"),
    Refused(id="M04", name="no source", change=edit("  - source: accounts\n    quote", "  - quote", COST), codes="FC110"),
    Refused(id="M05", name="no title", change=edit("title: The Harbour Line Reopens\n", "", ARTICLE), codes="FC110"),
    Refused(id="M06", name="no date", change=edit(f"{CHECKED}\n", ""), codes="FC110"),
    Refused(id="M07", name="no metadata at all", change=write(BRIDGE, "The bridge is safe.\n"), codes="FC103"),
    Refused(id="M08", name="an empty file", change=write(BRIDGE, ""), codes="FC103"),
    Refused(id="M09", name="a day that does not exist", change=edit(CHECKED, "checked: 2026-13-45"), codes="FC114"),
    Elsewhere(id="M10", name="a date in the future", expected="told by `check`; a build has no clock", test="tests/threats/test_future.py::test_a_day_to_come_is_told"),
    Refused(id="M11", name="a date that is read in two ways", change=edit(CHECKED, "checked: 03/04/2026"), codes="FC114"),
    Refused(id="M12", name="a day of the week", change=edit(CHECKED, "checked: Tuesday"), codes="FC114"),
    Refused(id="M13", name="a time without a zone", change=edit(CHECKED, "checked: 2025-06-01 10:00"), codes="FC114"),
    Refused(id="M14", name="a key with two values", change=key("verdict: opinion"), codes="FC108"),
    Refused(id="M15", name="a source in a list of lists", change=edit("source: accounts", "source: [[accounts]]", COST), codes="FC116"),
    Refused(id="M16", name="a tag that would run Python", change=key("a: !!python/object/apply:os.system [id]"), codes="FC107"),
    Refused(id="M17", name="a line of 4 MB in the front matter", change=key("a: " + 4_000_000 * "x"), codes="FC104"),
    Refused(id="M18", name="100,000 keys", change=key("\n".join(f"k{n}: v" for n in range(100_000))), codes="FC104"),
    Refused(id="M18", name="8,000 keys", change=key("\n".join(f"{n}:" for n in range(8_000))), codes="FC104"),
    *map(address, ["http://localhost/", "http://127.0.0.1/", "http://10.0.0.1/", "http://[::1]/", "https://ada:secret@town.example.org/"]),
    Refused(id="M20", name="a status with a slip", change=edit("status: published", "status: publishd"), codes="FC112"),
    Refused(id="M20", name="the hidden status of Pelican", change=edit("status: published", "status: hidden"), codes="FC112"),
    Refused(id="M21", name="a link to a file that is not there", change=body("[x]({filename}nope.md)"), codes="FC501"),
    Refused(id="M21", name="the same without Pelican's word", change=body("[x](nope.md)"), codes="FC501"),
    Elsewhere(id="M22", name="%s and {} in fields", expected="stays as it is", test=f"{BUILT}::test_templates_of_strangers_are_not_run"),
    Excluded(id="M22", name="a value that is a setting", why="front matter never reaches Pelican"),
    Refused(id="M22", name="a comment behind a value", change=both(edit("summary: No document says so yet.", "summary: No. 5 # of 6")), codes="FC107"),
]  # fmt: skip
