"""A fact-check microsite generator on Pelican: every quotation is proved at build time.

Read `core/review.py` first: it turns a corpus into a site, or into problems.
"""

__version__ = "0.1.0"


def register() -> None:
    """Connect to Pelican, which calls this when `factcheck` stands in `PLUGINS`."""
    from factcheck.site.adapter import connect  # lazy: the core must import without Pelican

    connect()
