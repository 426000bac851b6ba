"""The media types of what a build writes: our own list, since the one of the machine differs from host to host."""

# Text says its encoding, without which a reader guesses; XML and JSON have theirs by definition (RFC 7303, RFC 8259).
_TEXT = "; charset=utf-8"
_TYPES = {
    ".html": f"text/html{_TEXT}",
    ".css": f"text/css{_TEXT}",
    ".js": f"text/javascript{_TEXT}",
    ".mjs": f"text/javascript{_TEXT}",
    ".csv": f"text/csv{_TEXT}",
    ".txt": f"text/plain{_TEXT}",
    ".md": f"text/markdown{_TEXT}",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".atom": f"application/atom+xml{_TEXT}",  # Chromium shows a feed as text, and garbles it without
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".wasm": "application/wasm",
}
OTHER = "application/octet-stream"  # Pagefind's .pf_meta, .pf_index, .pf_fragment, .pf_filter and .pagefind among them


def of(name: str) -> str:
    """The media type of a file by the ending of its name, as the header Content-Type has it."""
    dot = name.rfind(".")
    return _TYPES.get(name[dot:].lower(), OTHER) if dot >= 0 else OTHER
