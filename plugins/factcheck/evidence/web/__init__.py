"""The fetcher: one request to an address of a stranger, safe and bounded."""
