"""Seeding: from a document to the article that is checked: its seed and its file."""
