"""Changes of one claim's file, another one each time, and back again."""

import re
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[str, str], str]  # the file's text and a word that no file has: the text with the change


def body(text: str, word: str) -> str:
    """A sentence more at the end of the reasoning."""
    return f"{text.rstrip()} An editor added {word}.\n"


def verdict(text: str, word: str) -> str:
    """Another verdict, and the sentence: the article, lists, feeds and data change too."""
    turned = re.sub(
        r"(?m)^(verdict: |verdicts: \[|Category: )(\"?)(true|false|[a-z-]+)(\"?)",
        lambda found: f"{found[1]}{found[2]}{'true' if found[3] == 'false' else 'false'}{found[4]}",
        text,
    )
    return body(turned, word)


class Edited:
    """A file that is changed and at the end put back as it was."""

    def __init__(self, path: Path) -> None:
        self._path, self._first = path, path.read_text(encoding="utf-8")
        self._present = self._first

    def change(self, edit: Edit, word: str) -> None:
        """Save the file with a change; a sentence of the change before is taken out first."""
        plain = re.sub(r" An editor added \w+\.$", "", self._present.rstrip())
        self._present = edit(plain, word)
        self._path.write_text(self._present, encoding="utf-8")

    def restore(self) -> None:
        """Put the first text back."""
        self._path.write_text(self._first, encoding="utf-8")
