"""Problems: what must hold, where it does not, and how to mend it.

A check yields problems, it never prints and never raises. The catalogue below is the one list of
codes; docs/problems.md has a section for each (a test keeps the two equal).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A kind of problem."""

    rule: str  # what must hold; a format string, filled from the instance
    severity: Severity = Severity.ERROR


def _warning(rule: str) -> Code:
    return Code(rule=rule, severity=Severity.WARNING)


CODES: dict[str, Code] = {
    # FC1xx: files and front matter
    "FC101": Code(rule="file must be UTF-8 text"),
    "FC102": Code(rule="file must hold no invisible control character"),
    "FC103": Code(rule="file must begin with front matter between two lines of ---"),
    "FC104": Code(rule="front matter must be at most {limit}"),
    "FC105": Code(rule="front matter must be YAML"),
    "FC106": Code(rule="front matter must be indented with spaces, not tabs"),
    "FC107": Code(rule="front matter must be plain: no {what}"),
    "FC108": Code(rule="{key} must be given once"),
    "FC110": Code(rule="{key} must be given"),
    "FC111": Code(rule="{key} is not a key of {kind}"),
    "FC112": Code(rule="{key} must be one of: {allowed}"),
    "FC113": Code(rule="{key} must be {length}"),
    "FC114": Code(rule="{key} must be a date such as 2025-11-26"),
    "FC115": Code(rule="{key} must be a public web address (https://… or http://…)"),
    "FC116": Code(rule="{key} must be {form}"),
    "FC117": Code(rule="{what} must be {allowed}"),
    "FC118": Code(rule="{what} must be a plain file or folder inside the site"),
    "FC119": Code(rule="{folder} must hold {what}"),
    "FC120": Code(rule="{what} must not be empty"),
    "FC121": Code(rule="{what} must be at most {limit}"),
    "FC122": Code(rule="{setting} in pelicanconf.py must be {form}"),
    "FC127": Code(rule="{key} must hold no invisible character"),
    "FC128": Code(rule="{key} must be a name in the letters of one script"),
    "FC129": _warning("seed should hold no character that turns the direction of writing"),
    "FC130": Code(rule="file must lie in the repository itself, not in Git LFS"),
    # FC2xx: anchoring the article
    "FC201": Code(rule="quote must occur verbatim in {seed}"),
    "FC202": Code(rule="quote must occur exactly once in {seed}, not {count} times"),
    "FC203": Code(rule="quote must not cut a character in two"),
    "FC204": _warning("quote should start and end at a word boundary"),
    "FC205": Code(rule="sha256 must be that of {seed}"),
    "FC206": Code(rule="seed must name a file in seeds/"),
    "FC207": Code(rule="claim must lie in a folder named after an article"),
    "FC208": Code(rule="seed must be used by an article"),
    "FC209": Code(rule="heading must be a whole line of {seed}"),
    "FC210": _warning("quote should not leave out the {what} of its own sentence"),
    "FC211": Code(rule="a ledger entry must not touch a sentence that a claim checks"),
    "FC212": Code(rule="a ledger entry must not touch a sentence of another entry"),
    # FC3xx: sources and evidence
    "FC301": Code(rule="source must name a file in content/sources/"),
    "FC302": Code(rule="quote must occur verbatim in {extract}"),
    "FC303": Code(rule="quote must occur exactly once in {extract}, not {count} times"),
    "FC304": Code(rule="quote must not cut a character in two"),
    "FC305": Code(rule="source must be cited by a claim"),
    "FC306": _warning("quote should start and end at a word boundary"),
    "FC307": Code(rule="words in quotation marks must be verbatim in a seed or an extract"),
    "FC308": Code(rule="pieces of a quote must stand in {extract} in their order, words at both ends"),
    "FC309": _warning("quote should not leave out the {what} of its own sentence"),
    "FC310": _warning("quote should have at least three words"),
    "FC311": _warning("evidence should come from more than one origin"),
    # FC4xx: verdicts, review, corrections
    "FC401": Code(rule="verdict must be one of the scale: {allowed}"),
    "FC402": Code(rule="verdict {verdict} must rest on evidence"),
    "FC403": Code(rule="checked must not be before the article was published ({published})"),
    "FC404": Code(rule="a correction must not be dated before the check ({checked})"),
    "FC405": Code(rule="reviewed_by must be another person than author"),
    "FC406": Code(rule="corrections must stand in the order of their dates"),
    "FC407": Code(rule="{key} must be written the same way everywhere"),
    "FC408": _warning("claimants should list who makes claims in the article"),
    "FC409": _warning("claim should have fewer than 75 characters, or a short form that has"),
    "FC410": _warning("{key} should not hold the word of a verdict"),
    "FC411": _warning("a published claim should be signed off by a second person"),
    "FC412": Code(rule="a published claim must be signed off by a second person"),
    "FC413": Code(rule="the {what} must be told under corrections"),
    "FC414": Code(rule="the file as it was published must be stored when its verdict changes"),
    "FC415": Code(rule="a published correction must stay as it is"),
    "FC416": Code(rule="an earlier text of a claim must stay as it was published"),
    "FC417": Code(rule="a published claim must keep its page"),
    "FC418": Code(rule="an address in formerly must be that of nothing else, and be given once"),
    "FC419": Code(rule="an earlier text must lie in a folder named after a claim: content/history/<article>/<claim>"),
    "FC420": Code(rule="an earlier text must be named after the day of a correction of its claim"),
    "FC421": _warning("{what} should not be before {event} ({date})"),
    "FC425": Code(rule="a new name must come with the old one under formerly"),
    "FC426": Code(rule="an address that led on must still lead on"),
    "FC430": _warning("{key} should not lie in the future"),
    # FC5xx: links and Markdown
    "FC501": Code(rule="link must lead to a file of the site"),
    "FC502": Code(rule="link must be a relative path to a .md file, a public web address or a mailto: address"),
    "FC503": Code(rule="text must not hold images"),
    "FC504": Code(rule="text must not hold raw HTML"),
    "FC505": Code(rule="text must be Markdown that can be rendered within {limit}"),
    "FC506": Code(rule="link of a built page must lead to a page or file of the site"),
    "FC507": Code(rule="link of a built page must lead to an anchor of the page it names"),
    "FC508": Code(rule="the crawl of the built site must run to its end"),
    "FC510": _warning("address should answer"),
    "FC511": _warning("address should be the one that the page has now"),
    "FC512": _warning("quoted words should still be on the page they are cited from"),
    "FC513": Code(rule="links.json must be as make links-external writes it"),
    # FC6xx: the built site
    "FC601": Code(rule="every page must be written, and nothing else"),
    "FC602": Code(rule="the annotated page must give the seed's text back"),
    "FC603": Code(rule="Pelican must build without complaint"),
    "FC604": Code(rule="output must be a folder that a build of this site has made"),
    "FC605": Code(rule="only one build may run at a time"),
    "FC606": Code(rule="template must render"),
    "FC607": Code(rule="output must be a folder that can be written"),
    "FC608": Code(rule="the ledger of the annotated page must hold every character of the seed"),
    "FC609": Code(rule="the {what} of a page must be its own address"),
    "FC610": Code(rule="page must show its content as the files have it: {what}"),
    "FC611": Code(rule="a verdict must be told in words, not by colour alone"),
    "FC612": Code(rule="link must lead to a file of the built site"),
    "FC613": Code(rule="an id that is named must stand on its page, and once"),
    "FC614": Code(rule="page must hold no {what}"),
    "FC615": Code(rule="a browser must load nothing from another site"),
    "FC616": Code(rule="link to another site must be http, https or mailto, with rel=noopener"),
    "FC617": Code(rule="page must have {what}"),
    "FC618": Code(rule="structured data must be JSON of schema.org that holds no <"),
    "FC619": Code(rule="the page of a rated claim must have one ClaimReview, every other page none"),
    "FC620": Code(rule="ClaimReview must say what the claim’s file and its page say"),
    "FC621": Code(rule="{file} must have every claim as its file has it"),
    "FC622": Code(rule="{file} must list every {what} once, as the site has it"),
    "FC630": Code(rule="output must be a folder that can be replaced as a whole"),
    "FC631": Code(rule="the page of a published claim must stay"),
    "FC632": _warning("a shard should have every file of its part as it is to be"),
    "FC633": Code(rule="a site that is built in shards must use no plugin but factcheck"),
    # FC7xx: import
    "FC701": Code(rule="JSON-LD must be well-formed JSON"),
    "FC702": Code(rule="file or page must hold a ClaimReview"),
    "FC703": Code(rule="review must be about an article of this site"),
    "FC704": Code(rule="number of reviews must be at most {limit}"),
    "FC705": Code(rule="review must have a claim of 1 to 300 characters"),
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem is. Lines and columns count from 1, columns in Unicode code points."""

    path: str  # relative to the site's root, with /
    line: int = 1
    column: int = 1

    def __reduce__(self) -> tuple[type["Place"], tuple[str, int, int]]:
        """As what it is made of: twice as fast as what dataclasses do, and a site of 10,000 claims keeps 20,000."""
        return Place, (self.path, self.line, self.column)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that must be mended. `details` are label and text, in the order to be shown."""

    place: Place
    code: str
    message: str
    details: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """Error or warning, by the code."""
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether this stops the build."""
        return self.severity is Severity.ERROR


def problem(code: str, place: Place, *details: tuple[str, str], **values: object) -> Problem:
    """Make a problem of `code` at `place`; `values` fill the code's rule, empty details are left out."""
    message = CODES[code].rule.format(**values)
    return Problem(place=place, code=code, message=message, details=tuple(d for d in details if d[1]))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops the build."""
    return any(found.is_error for found in problems)


def shown(value: str, limit: int = 160) -> str:
    """`value` in quotation marks on one line, cut after `limit` code points, nothing invisible left in it."""
    cut = value if len(value) <= limit else value[:limit] + "…"
    if cut.isprintable():
        return f"“{cut}”"
    return "“" + "".join(c if c.isprintable() else f"\\u{{{ord(c):04X}}}" for c in cut) + "”"
