"""Content codings: a body as sent, unpacked within bounds (RFC 9110, 8.4)."""

import zlib

GZIP, ZLIB, RAW = 31, 15, -15  # zlib's wbits: which wrapper stands around the deflate stream
MOST_MEMBERS = 100  # a gzip body may be several, one after the other (RFC 1952, 2.2); each copies the rest


class CodingError(Exception):
    """The body cannot be decoded."""


class TooLargeError(Exception):
    """The body is larger than was allowed."""


def decode(body: bytes, coding: str, size: int) -> bytes:
    """The body without its content coding, at most `size` bytes.

    Raises `TooLargeError`, and `CodingError` for a coding that was not asked for or a broken body.
    """
    coding = coding.strip().lower()
    if not body or coding in ("", "identity"):
        return body
    if coding in ("gzip", "x-gzip"):
        return _gunzip(body, size)
    if coding == "deflate":
        return _deflated(body, size)
    raise CodingError(f"its body is coded as {coding}, and only gzip was asked for")


def _gunzip(body: bytes, size: int) -> bytes:
    unpacked = b""
    for _ in range(MOST_MEMBERS):
        member, body = _inflate(body, GZIP, size - len(unpacked))
        unpacked += member
        if not body.startswith(b"\x1f\x8b"):  # browsers pass over what else stands behind the end
            return unpacked
    raise CodingError(f"its gzip body has more than {MOST_MEMBERS} parts")


def _deflated(body: bytes, size: int) -> bytes:
    """Two things go by the name of deflate: with zlib's wrapper and without it (RFC 9110, 8.4.1.2, note)."""
    try:
        return _inflate(body, ZLIB, size)[0]
    except CodingError:
        return _inflate(body, RAW, size)[0]


def _inflate(body: bytes, wrapper: int, size: int) -> tuple[bytes, bytes]:
    """What one compressed stream holds, and the bytes behind it."""
    inflater = zlib.decompressobj(wrapper)
    try:
        unpacked = inflater.decompress(body, size + 1)
    except zlib.error as error:
        raise CodingError(f"its compressed body is broken ({error})") from error
    if len(unpacked) > size:
        raise TooLargeError
    if not inflater.eof:
        raise CodingError("its compressed body breaks off before its end")
    return unpacked, inflater.unused_data
