"""Capture: from a document to a source file."""
