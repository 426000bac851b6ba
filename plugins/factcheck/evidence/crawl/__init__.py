"""The crawl of the built site."""
