"""Builds on several machines: each makes the files of its part, and one merges them into the site.

corpus ─ load ─▶ plan ─▶ the files of part 2/8 ─▶ shards/2/{shard.json, files/…}      (`part`)
corpus ─ load ─▶ plan ─▶ every file: of a shard where its key is the same, else made ─ audit ─▶ output/     (`supply`)

The merge is a build like any other, with a second place to take finished files from. So a merged site is that of one
machine, byte for byte, and whatever is missing, old or damaged in a shard costs time only.
"""
