"""Documents: from bytes to the words that a reader sees."""
