"""Direction: characters of an article that turn the direction of writing (UAX #9: embeddings, overrides, isolates).

They are refused in what we write. A seed is kept as published, so there they stay; whoever reviews a claim is told.
"""

import re
from collections.abc import Iterator

from factcheck.core.corpus import Corpus
from factcheck.core.encoding import place_of
from factcheck.core.problems import Problem, problem
from factcheck.core.settings import Settings

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def seed_turns_no_direction(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A seed has no character that makes a screen show its words in another order than they stand."""
    for seed in corpus.seeds.values():
        if found := _TURNS.search(seed.text.raw):
            count = len(_TURNS.findall(seed.text.raw))
            place = place_of(seed.path, seed.text.raw, found.start())
            told = f"U+{ord(found.group()):04X}" + (f", and {count - 1:,} more" if count > 1 else "")
            fix = "compare with the published page; the pages of the site keep each paragraph to itself"
            yield problem("FC129", place, ("found", told), ("fix", fix))
