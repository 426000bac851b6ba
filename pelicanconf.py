"""The settings of this site. What is not here is as in the Pelican manual, or enforced by the plugin.

Name, address and repository may also come from the environment, so that a copy of this repository needs no edit
(docs/publishing.md): SITENAME and SITEURL where they are set, else what GitHub Actions says about the repository.
"""

import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.resolve() / "plugins"))  # for Pelican on its own, which looks there later
from factcheck.site import hosting

SITENAME = hosting.name("Fact check: the Élysée’s Ukraine platform", os.environ)
# The address at which the site is published, without a slash at its end. example.org is a placeholder.
SITEURL = hosting.address("https://example.org", os.environ)
# Where the files are kept, such as https://github.com/owner/name: pages then link to their history, to editing and
# to reporting an error. None: those links lead to the page on contributing.
FACTCHECK_REPOSITORY = hosting.repository(None, os.environ)
AUTHOR = "The editors"
# Who publishes the site, as its open data names them: "Organization", or "NewsMediaOrganization" if you are one.
FACTCHECK_PUBLISHER = {"name": "The editors", "type": "Organization"}
DEFAULT_LANG = "en"
TIMEZONE = "UTC"

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["factcheck"]

# The scale, from best to worst, then the verdicts that rate nothing (rating None). `colour` is a token
# of the theme (--verdict-<colour>); `symbol` stands beside the label so that colour never tells alone.
FACTCHECK_VERDICTS = [
    {
        "id": "true",
        "label": "True",
        "definition": "The evidence supports the claim, and nothing important is missing.",
        "rating": 5,
        "colour": "true",
        "symbol": "✓",
    },
    {
        "id": "mostly-true",
        "label": "Mostly true",
        "definition": "Right in substance; a detail is imprecise or needs a qualification.",
        "rating": 4,
        "colour": "mostly-true",
        "symbol": "◕",
    },
    {
        "id": "missing-context",
        "label": "Missing context",
        "definition": "Not wrong as worded, but it leaves out what a reader needs to understand it rightly.",
        "rating": 3,
        "colour": "missing-context",
        "symbol": "◐",
    },
    {
        "id": "mostly-false",
        "label": "Mostly false",
        "definition": "Wrong in substance; a part of it is right.",
        "rating": 2,
        "colour": "mostly-false",
        "symbol": "◔",
    },
    {
        "id": "false",
        "label": "False",
        "definition": "The evidence contradicts the claim.",
        "rating": 1,
        "colour": "false",
        "symbol": "✗",
    },
    {
        "id": "unproven",
        "label": "Unproven",
        "definition": "The evidence found neither carries nor contradicts the claim; the page says what would.",
        "rating": None,
        "colour": "unproven",
        "symbol": "?",
    },
    {
        "id": "opinion",
        "label": "Opinion",
        "definition": "A judgement or forecast that evidence cannot prove; its factual background is given.",
        "rating": None,
        "colour": "opinion",
        "symbol": "¶",
    },
]
