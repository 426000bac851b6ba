"""Feeds: what each of them lists, and the formats it is written in."""
