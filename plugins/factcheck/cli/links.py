"""The command `links`: the crawl of the built site, and the check of what leads out of it."""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from factcheck.cli import sharding
from factcheck.cli.site import add_format, add_output, loaded_site, output_folder, shown_path
from factcheck.cli.tell import USAGE, tell
from factcheck.core import linkfile
from factcheck.core.corpus import parse, scan
from factcheck.core.linkfile import LinkFile, State
from factcheck.core.problems import has_errors
from factcheck.render.report import plural

MINUTES = 30  # that a check of external links may take (evidence/external/polite.py)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add_format(parser)
    add_output(parser)
    parser.add_argument("--external", action="store_true", help="ask every address on the web, look for every quote")
    sharding.add_arguments(
        parser,
        part="with --external: only the I-th of N parts",
        merge="join the files of several shards",
        paths="FILE",
    )
    parser.add_argument("--limit", type=float, default=MINUTES, metavar="MINUTES", help="with --external: stop after")
    parser.add_argument("--to", type=Path, help=f"the file of the findings (default: {linkfile.PATH})")
    parser.add_argument("--report", type=Path, help="a Markdown report of the findings, for an issue")
    text = "the same report if anything is to be mended, else nothing; no file where nothing could be looked at"
    parser.add_argument("--issue", type=Path, help=text)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: findings on the web never fail it, broken links of the site's own do."""
    if arguments.merge:
        return _merge(root, arguments)
    return _external(root, arguments) if arguments.external else _site(root, arguments)


def _site(root: Path, arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    settings, loaded = loaded_site(root)
    if settings is None or loaded.site is None:
        return tell(loaded.problems, arguments.format, "Nothing was crawled.")
    from factcheck.evidence.crawl.site import check_site  # heavy: the reading of pages
    from factcheck.site.preview import Handler

    output = output_folder(root, arguments)
    found = check_site(output, root, loaded.site, settings.url, Handler)
    counted = f"{plural(found.files, 'file')}, {plural(found.links, 'link')}, {plural(found.anchors, 'anchor')}"
    outside = f"{plural(found.external, 'link')} to other sites not asked: make links-external"
    closing = f"Crawled {shown_path(output)}/ in {time.monotonic() - started:.1f} s: {counted}; {outside}."
    return tell(found.problems, arguments.format, "" if has_errors(found.problems) and not found.files else closing)


def _external(root: Path, arguments: argparse.Namespace) -> int:
    from factcheck.evidence.external.ask import check_external  # heavy: the fetcher
    from factcheck.evidence.external.progress import shown_on

    shard = sharding.wanted(arguments)
    corpus, _ = parse(scan(root)[0])  # what is wrong with the content is the business of factcheck check
    found = check_external(
        corpus,
        today=date.today(),
        shard=shard,
        limit_seconds=arguments.limit * 60,
        progress=shown_on(sys.stderr),
    )
    if sys.stderr.isatty():
        print(file=sys.stderr)  # an interrupted check leaves the line of its progress open
    return _keep(root, arguments, found)


def _merge(root: Path, arguments: argparse.Namespace) -> int:
    from factcheck.evidence.external.merge import merge

    files = []
    for path in arguments.merge:
        try:
            file, problems = linkfile.read(path.read_bytes())
        except OSError as error:
            return _wrong(f"{path} cannot be read: {error.strerror}")
        if file is None:
            return _wrong(f"{path} is no file of links: {dict(problems[0].details)['found']}")
        files.append(file)
    return _keep(root, arguments, merge(files))


def _keep(root: Path, arguments: argparse.Namespace, found: LinkFile) -> int:
    """Write the findings and their report, and print both shortly. Always a success."""
    from factcheck.evidence.external.ask import save
    from factcheck.evidence.external.findings import problems
    from factcheck.evidence.external.report import report, summary

    target: Path = arguments.to or root / linkfile.PATH
    told = [summary(found)]
    if target.is_file() and not _anything_seen(found):
        told.append(f"Nothing could be looked at: {shown_path(target)} stays as it was.")
    else:
        save(target, found)
        told.append(f"Wrote {shown_path(target)}.")
    if arguments.report:
        arguments.report.write_text(report(found), encoding="utf-8")
        told.append(f"Wrote {shown_path(arguments.report)}.")
    to_mend = problems(found)
    if arguments.issue and _anything_seen(found):
        arguments.issue.write_text(report(found) if to_mend else "", encoding="utf-8")
        told.append(f"Wrote {shown_path(arguments.issue)}.")
    return tell(to_mend, arguments.format, "\n".join(told))


def _anything_seen(found: LinkFile) -> bool:
    return any(link.state is not State.UNCHECKED for link in found.links)


def _wrong(words: str) -> int:
    print(f"factcheck: {words}", file=sys.stderr)
    return USAGE
