"""What passes as a public address is one for a browser, too: Ada reads it as the URL standard says."""

import ipaddress
import re

import ada_url
import idna

from factcheck.core.fields import ascii_url, is_public_url
from fuzz.target import Target, must, within

OWN = set("localhost local localdomain lan internal intranet test invalid".split())  # RFC 6761, 6762; home.arpa: 8375
PIECES = (
    *(
        "http:",
        "https:",
        "HTTP:",
        "ftp:",
        "javascript:",
        "data:",
        "//",
        "/",
        "\\",
        "@",
        ":",
        ":80",
        ":443",
        ":8080",
        ":0",
    ),
    *(
        "?",
        "#",
        "%",
        "%2e",
        "%00",
        "%40",
        ".",
        "..",
        "-",
        "_",
        "a.example",
        "A.Example",
        "example.com",
        "xn--",
        "xn--nxasmq6b",
    ),
    *(
        "xn--a",
        "é",
        "ä.example",
        "。",
        "１",
        "ß",
        "127.0.0.1",
        "0x7f.1",
        "2130706433",
        "1.1",
        "[::1]",
        "[",
        "]",
        "localhost",
    ),
    *(
        ".local",
        ".home.arpa",
        ".test",
        ".internal",
        " ",
        "\t",
        "\n",
        "\r",
        "\x00",
        "\u200d",
        "\u00ad",
        "user:pass@",
        "|",
        "^",
    ),
    *(
        "`",
        "<",
        ">",
        '"',
        "{",
        "}",
        "'",
        "&",
        ";",
        "0",
        "a",
        "com",
        "\u2044",
        "\u202e",
        "\ufeff",
        "\ud7ff",
        "ⅷ",
        "℡",
        "a" * 63,
    ),
)


def check(text: str) -> None:
    """The check, the form in ASCII, and what a browser would ask."""
    with within(1):
        passes = is_public_url(text)
        ascii_form = ascii_url(text)
    read = _read(text)
    if passes:
        must(read, "a browser can read what passes", text)
    if passes and read:
        _public(text, read)
    elif read:
        must(not _is_plainly_public(text, read), "a plain public address passes", text)
    if ascii_form:
        must(is_public_url(ascii_form), "the form in ASCII passes", text, ascii_form)
        other = _read(ascii_form)
        must(other, "a browser can read the form in ASCII", text, ascii_form)
        if read and other:
            must(read.hostname == other.hostname, "the form in ASCII leads to the same host", text, ascii_form)


def _read(text: str) -> ada_url.URL | None:
    try:
        return ada_url.URL(text)
    except ValueError:
        return None


def _public(text: str, read: ada_url.URL) -> None:
    must(text.isascii() and text.isprintable() and " " not in text, "it is printed ASCII", text)
    must(read.protocol in ("http:", "https:"), "it is of the web", text)
    must(not read.username and not read.password, "it holds no credentials", text)
    must(read.port in ("", "80", "443"), "it names no odd port", text)
    must(not _is_ip(read.hostname), "it names a host, no number", text)
    host = text.split("//", 1)[1]
    host = re.split(r"[/?#\\]", host)[0].split(":")[0].lower()
    must(read.hostname == host, "a browser asks the host that a person reads", text, read.hostname)
    labels = host.split(".")
    must(len(labels) >= 2 and all(labels), "its host has a domain", text)
    must(labels[-1] not in OWN and labels[-2:] != ["home", "arpa"], "its host is not one's own", text)
    must(read.pathname.isascii() and read.search.isascii() and read.hash.isascii(), "all of it is ASCII", text)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _is_plainly_public(text: str, read: ada_url.URL) -> bool:
    """Written as a browser would write it, with a host of ordinary names: nobody could object to it."""
    labels = read.hostname.split(".")
    try:
        is_known = idna.encode(read.hostname, strict=True).decode() == read.hostname and len(text) <= 2000
    except idna.IDNAError:
        return False
    return (
        is_known
        and read.href == text
        and read.protocol in ("http:", "https:")
        and not (read.username or read.password or read.port or "@" in text or _is_ip(read.hostname))
        and len(labels) >= 2
        and len(labels[-1]) >= 2  # no domain at the top has one letter
        and labels[-1].isalpha()
        and labels[-1] not in OWN
        and labels[-2:] != ["home", "arpa"]
        and not re.search(r"[\\^`{|}<>\"]", text)
    )


TARGET = Target("url", check, PIECES)
