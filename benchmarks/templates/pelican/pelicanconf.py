"""The made-up site for plain Pelican: claims are its articles, verdicts its categories, topics its tags."""

from collections import defaultdict
from typing import Any

SITENAME = "Measured fact checks"
SITEURL = "https://checks.example.org"
AUTHOR = "The editors"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
ARTICLE_PATHS = ["claims"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["static"]
EXTRA_PATH_METADATA = {"static/style.css": {"path": "style.css"}}
USE_FOLDER_AS_CATEGORY = False
ARTICLE_URL = "claims/{reviewed}/{slug}/"
ARTICLE_SAVE_AS = "claims/{reviewed}/{slug}/index.html"
CATEGORY_URL = "verdicts/{slug}/"
CATEGORY_SAVE_AS = "verdicts/{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "claims", "articles", "verdicts", "topics", "sitemap", "robots", "dataset"]
INDEX_SAVE_AS = "index.html"
CLAIMS_SAVE_AS = "claims/index.html"
CLAIMS_URL = "claims/"
ARTICLES_SAVE_AS = "articles/index.html"
VERDICTS_SAVE_AS = "verdicts/index.html"
TOPICS_SAVE_AS = "topics/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
DATASET_SAVE_AS = "claims.json"
PAGINATED_TEMPLATES = {"claims": 50, "category": 50, "tag": 50}
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_ALL_RSS = "index.xml"
FEED_MAX_ITEMS = 50
FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
RSS_FEED_SUMMARY_ONLY = True
SUMMARY_MAX_LENGTH = 20
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None  # claims of two articles may have one slug
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"

_claims: dict[str, Any] = {}


def of_article(claims: Any, slug: str) -> Any:
    """The claims of an article: gathered once a run, so that no page looks through all of them."""
    if _claims.get("list") is not claims:
        _claims.update(list=claims, groups=defaultdict(list))
        for claim in claims:
            _claims["groups"][claim.reviewed].append(claim)
    return _claims["groups"][slug]


def evidence(claim: Any) -> list[dict[str, str]]:
    """The two sources of a claim, whose keys are numbered."""
    keys = ("title", "publisher", "url", "published", "quote", "stance", "note")
    return [{key: getattr(claim, f"source{number}_{key}") for key in keys} for number in (1, 2)]


JINJA_FILTERS = {"of_article": of_article, "evidence": evidence}
