"""What the fuzzer has found, as it prints it: each row failed once, and is tried with every run of the tests."""

from typing import NamedTuple


class Found(NamedTuple):
    """Bytes for which a target's rule did not hold."""

    name: str
    target: str
    data: bytes


FOUND = [
    Found("lang and title went through on every element", "sanitise", b'<p lang="x" title="y">a</p>'),
    Found("the form in ASCII leads to the same host", "url", b"http://\xc3\x9f.om"),
    Found("a mail address of any characters", "prose", b'<a@b.examp\x00\x03^2]"\n[^x>y]'),
    Found("a mail address with a character that is left out when it is read", "prose", b"<a@b.exampl\x01e>"),
    Found("a title on a footnote's way back", "prose", b"A[^1]\n\n[^1]: one\n"),
]
