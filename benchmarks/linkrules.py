"""The audit's rules of links alone, on a built folder: what lychee is compared with.

`python benchmarks/linkrules.py FOLDER` in a site's folder. Prints the problems as JSON, and on standard error the
seconds for the audit itself: the model of the site, which only the whole audit needs, is read before.
"""

import json
import sys
import time
from pathlib import Path

from factcheck.site import config
from factcheck.site.audit import audit, files, links, lists, markup
from factcheck.site.audit.rules import Rules
from factcheck.site.load import load

RULES = Rules(
    page=(links.ids_are_given_once, links.links_of_the_missing_page_hold_anywhere),
    folder=(
        files.every_file_is_there_and_no_other,
        links.links_lead_to_files,
        links.links_lead_to_ids,
        lists.sitemap_lists_every_page_once,
        lists.feeds_list_every_claim_once,
        markup.stylesheets_load_nothing_from_elsewhere,
    ),
)


def main() -> int:
    """Audit the links of the folder that is named."""
    folder = Path(sys.argv[1]).resolve()
    settings, _ = config.read(Path())
    assert settings is not None
    loaded = load(Path(), settings)
    assert loaded.site is not None
    outputs = loaded.outputs
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    started = time.perf_counter()
    found = audit(folder, loaded.site, outputs, there - {output.file for output in outputs}, RULES)
    print(f"{time.perf_counter() - started:.3f}", file=sys.stderr)
    print(json.dumps([f"{problem.place.path} {problem.code} {problem.details}" for problem in found.problems]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
