"""CBOR (RFC 8949), as much of it as Pagefind writes: whole numbers, texts, and arrays that tell their length."""

from typing import TypeAlias

Item: TypeAlias = "int | str | list[Item]"
NUMBER, TEXT, ARRAY = 0, 3, 4  # major types (section 3.1)
MOST_IN_ONE_BYTE = 23
SIZES = {24: 1, 25: 2, 26: 4, 27: 8}  # how many bytes a number takes, by the low five bits before it


class CborError(ValueError):
    """Bytes that are not CBOR of these types, or a second encoding of the same item."""


def decode(raw: bytes) -> Item:
    """The item that `raw` encodes. Raises `CborError`; what it accepts, `encode` gives back byte for byte."""
    try:
        item, end = _decode(raw, 0)
    except (IndexError, UnicodeDecodeError) as error:
        raise CborError("the bytes end within an item, or a text is not UTF-8") from error
    if end != len(raw) or encode(item) != raw:
        raise CborError(f"byte {end}: the bytes go on after the item, or are not its shortest encoding")
    return item


def encode(item: Item) -> bytes:
    """The shortest encoding of an item (section 4.2.1)."""
    match item:
        case int():
            return _head(NUMBER, item)
        case str():
            return _head(TEXT, len(item.encode())) + item.encode()
        case list():
            return _head(ARRAY, len(item)) + b"".join(map(encode, item))


def _head(kind: int, number: int) -> bytes:
    if number <= MOST_IN_ONE_BYTE:
        return bytes([kind << 5 | number])
    low, size = next((low, size) for low, size in SIZES.items() if number < 1 << 8 * size)
    return bytes([kind << 5 | low]) + number.to_bytes(size)


def _decode(raw: bytes, offset: int) -> tuple[Item, int]:
    """The item that starts at byte `offset`, and the offset of the byte after it."""
    kind, number, offset = _decode_head(raw, offset)
    if kind == NUMBER:
        return number, offset
    if kind == TEXT:
        return raw[offset : offset + number].decode(), offset + number
    if kind != ARRAY:
        raise CborError(f"byte {offset - 1}: major type {kind} is not one that Pagefind writes")
    items: list[Item] = []
    for _ in range(number):
        item, offset = _decode(raw, offset)
        items.append(item)
    return items, offset


def _decode_head(raw: bytes, offset: int) -> tuple[int, int, int]:
    kind, low = raw[offset] >> 5, raw[offset] & 31
    if low <= MOST_IN_ONE_BYTE:
        return kind, low, offset + 1
    size = SIZES.get(low)
    if size is None:
        raise CborError(f"byte {offset}: a length that is not told before the item")
    return kind, int.from_bytes(raw[offset + 1 : offset + 1 + size]), offset + 1 + size
