"""PDFs written by hand: pages of lines in Helvetica, and what the document says of itself."""

from collections.abc import Sequence

TOP = 780  # points from the page's lower edge
SIZE = 12


def pdf(*pages: bytes, title: str = "", language: str = "", trailer: str = "") -> bytes:
    """A PDF of content streams (see `lines`), one a page."""
    catalog = f"<< /Type /Catalog /Pages 2 0 R {f'/Lang ({language})' if language else ''} >>"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    about = f"<< {f'/Title ({title})' if title else ''} /CreationDate (D:20251103120000Z) >>"
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"
    objects = [text.encode("cp1252") for text in (catalog, tree, font, about)]
    for number, stream in enumerate(pages):
        resources = f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * number} 0 R"
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>".encode())
    return _file(objects, trailer.encode())


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.7\n", list[bytes]()
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, b"".join(places))
    end = b"trailer << /Size %d /Root 1 0 R /Info 4 0 R %b >>\n" % (len(objects) + 1, trailer)
    return b"%b%b%bstartxref\n%d\n%%%%EOF\n" % (out, table, end, len(out))


def lines(*texts: str, leading: float = 14) -> bytes:
    """A page's content: one text a line from the top, an empty one leaves a line free."""
    shown = (f"1 0 0 1 72 {TOP - leading * row:g} Tm ({_escaped(text)}) Tj" for row, text in enumerate(texts) if text)
    return f"BT /F {SIZE} Tf {' '.join(shown)} ET".encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
