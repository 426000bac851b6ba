"""The audit's rules of links alone, on a built folder: what lychee is compared with.

`python benchmarks/linkrules.py FOLDER` in a site's folder. Prints the problems as JSON, and on standard error the
seconds for the links themselves. As lychee it knows no more than the folder and the site's address: of sitemap and
feeds, which the whole audit compares with the content, it asks whether their addresses lead to files.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from factcheck.core.model import Site
from factcheck.core.problems import Place, Problem, problem
from factcheck.publish.output import Output
from factcheck.site import config
from factcheck.site.audit import audit, links, lists, markup
from factcheck.site.audit.address import target
from factcheck.site.audit.folder import Folder, listed
from factcheck.site.audit.rules import Rules


def sitemap_and_feeds_lead_to_files(folder: Folder) -> Iterator[Problem]:
    """Every address in the sitemap and in the feeds leads to a file that is there."""
    feeds = [file for file in folder.found if file.startswith("feeds/")]
    found = [(lists.SITEMAP, address) for address, _ in lists.sitemap_rows(folder, lists.SITEMAP)]
    found += [(file, entry.address) for file in feeds for entry in lists.feed_entries(file, folder.read(file) or b"")]
    for file, address in found:
        at = Output(path=file, template="")
        to = target(address, at, folder.site.settings)
        if to and to.file not in folder.found:
            yield problem("FC612", Place(file), ("link", address), ("to", to.file))


RULES = Rules(
    page=(
        links.ids_are_given_once,
        links.links_of_the_missing_page_hold_anywhere,
        links.links_to_the_page_itself_lead_to_ids,
    ),
    folder=(
        links.links_lead_to_files,
        links.links_lead_to_ids,
        links.stylesheets_and_robots_lead_to_files,
        markup.stylesheets_load_nothing_from_elsewhere,
        sitemap_and_feeds_lead_to_files,
    ),
)


def main() -> int:
    """Audit the links of the folder that is named."""
    folder = Path(sys.argv[1]).resolve()
    settings, _ = config.read(Path())
    assert settings is not None
    started = time.perf_counter()
    files = sorted(listed(folder))
    outputs = tuple(_page(file) for file in files if file.endswith(".html"))
    site = Site(settings=settings, articles=(), claims=(), sources=(), pages=())
    found = audit(folder, site, outputs, files, RULES)
    print(f"{time.perf_counter() - started:.3f}", file=sys.stderr)
    print(json.dumps([f"{problem.place.path} {problem.code} {problem.details}" for problem in found.problems]))
    return 0


def _page(file: str) -> Output:
    return Output(path=file.removesuffix("index.html"), template="")


if __name__ == "__main__":
    sys.exit(main())
