"""The cache: what is remembered from one load to the next, in `.factcheck-cache/` of the site's folder.

    files on the disk ─ index ─▶ digests ─ memory ─▶ what is still true ─ fresh ─▶ the rest, made anew ─ warm ─▶ Loaded

It only ever saves time: without it, or where anything about it is not as it must be, everything is made anew.
"""
