"""The English words of the page about open data."""

from collections.abc import Mapping

TEXTS: Mapping[str, str | Mapping[str, str]] = {
    "data.title": "Open data",
    "data.description": "Everything that is checked here, as files for programs, spreadsheets and research.",
    "data.also": "All checks are also there as files to download: {data}.",
    "data.files": "The files",
    # What each file holds, and for whom.
    "download.claims": (
        "All claims with verdict, quote, evidence and corrections, and the articles and sources that they refer to. "
        "For programs that want to have everything from one file."
    ),
    "download.table": (
        "The claims as a table, one row each. For spreadsheets and statistics. A text that a spreadsheet would take "
        "for a formula has an apostrophe before it."
    ),
    "download.claimreview": (
        "The ClaimReview of every claim that is rated, the same as in its page, in one list (schema.org, DataFeed). "
        "For search engines and for collections of fact checks."
    ),
    "download.factchecks": (
        "The rated claims in the form in which Google’s collection of fact checks answers. For "
        "programs that already read that."
    ),
    "download.annotations": (
        "Every claim as an annotation of the words of its article (W3C Web Annotation). For tools that show notes "
        "beside a text."
    ),
    "download.evidence": (
        "Every quote of evidence as an annotation of the words of its source (W3C Web Annotation). For tools that "
        "show notes beside a text."
    ),
    "download.corpus": (
        "One claim a line, with its article, quote, evidence and verdict. For research, and for training and testing "
        "programs."
    ),
    "download.feed": "The latest checks as a JSON Feed. For programs that look regularly for what is new.",
    "data.address": "Address",
    "data.format": "Format",
    "data.schema": "All fields",
    "data.licence": "Our texts",
    "data.example": "An example: one record of {file}; long texts and lists are cut.",
    "data.stable": "What stays the same",
    "data.ids": (
        "A claim has the same id everywhere, {form}, and keeps it for ever, whatever becomes of its wording or "
        "verdict. The address of its page is made of it."
    ),
    "data.changes": (
        "A claim that is corrected stays: corrections are listed, and {field} has the day of the last one. "
        "One that is withdrawn is taken out; its page stays and says so."
    ),
    "data.versions": (
        "The field {field} names the form of a file and the number of its version. As long as that number stays, "
        "fields may be added, but none goes or changes its meaning. Programs should pass over fields they do not know."
    ),
    "data.offsets": "How positions count",
    "data.counted": (
        "{start} and {end} count the Unicode code points of the stored text, beginning with 0; the character at {end} "
        "is the first one that no longer belongs to the quote. White space counts, too."
    ),
    "data.languages": (
        "In Python these are the positions in a string. In JavaScript, Java and C# a character outside the Basic "
        "Multilingual Plane, such as an emoji, counts as two and has to be counted as one."
    ),
    "data.citing": "Licence, and how to cite",
    "data.cite": "Please name us, link to the licence and say whether you changed anything. For example:",
    "data.citation": "{publisher}: {site}. {address}, as of {day}. CC BY 4.0.",
    "data.feeds": "Feeds",
    "data.follow": (
        "A feed tells a reader or a program what is new. A list that has a feed of its own links to it on its page."
    ),
    "data.import": "Into a site of your own",
    "data.imported": (
        "This site is made by a free program that anybody can use for checks of their own. Its command {command} "
        "makes drafts from ClaimReview, of this site or of others, in pages or files. What a draft says counts as "
        "checked only when you have checked it."
    ),
}
