"""The builds of a preview: one, or as many as it asks for through a channel."""

import argparse
import gc
from pathlib import Path

from factcheck.cli.site import tell_built
from factcheck.cli.stopwatch import watched
from factcheck.cli.tell import busy
from factcheck.site import config
from factcheck.site.lock import BusyError
from factcheck.site.preview.building import SUPERSEDED
from factcheck.site.preview.channel import Channel
from factcheck.site.preview.program import Program
from factcheck.site.preview.quick import Shown, SupersededError
from factcheck.site.preview.task import Task


def run(root: Path, output: Path, arguments: argparse.Namespace) -> int:
    """Build once and hand over what the preview needs, or whenever it asks for that."""
    task = Task(root, output)
    if arguments.channel is not None:
        return _stay(task, root, output, arguments.channel)
    code = _build(task, output, arguments.preview, arguments.format)
    task.save()
    return code


def _stay(task: Task, root: Path, output: Path, number: int) -> int:
    """Build whenever that is asked for, until nobody is there any more who could ask."""
    program, channel = Program(root / config.FILE), Channel(number)
    gc.disable()  # garbage is looked for when nobody waits

    def idle() -> None:
        task.save()
        gc.collect()

    for folder, changed in channel.asked(idle):
        if program.has_changed():
            channel.tell(leaves=True)
            continue
        try:
            with task.ahead(changed, lambda page: channel.tell(seen=page)):
                code = _build(task, output, folder, "text", lambda is_other: channel.tell(shown=is_other))
        except SupersededError:
            code = SUPERSEDED
        channel.tell(code=code, leaves=not task.can_stay)
        task.prepare()
    task.save()
    return 0


def _build(task: Task, output: Path, folder: Path, form: str, shown: Shown = lambda is_other: None) -> int:
    """Build and tell; the exit code."""
    try:
        with watched(is_shown=False) as watch:  # a preview says itself that it builds
            read = task.read(folder)
            problems = task.build(read, folder, shown)
    except BusyError as error:
        return busy(output, error.holder, form)
    read.hand_over(folder, problems)
    return tell_built(problems, read.loaded, output, form, f"{watch.elapsed:.1f} s.")
