"""A smaller draw from the pairs of the judge's stages, for an encoder that passes few of them an hour.

A large encoder passes a dozen pairs a second on two cores, so a pass over everything is out of reach, and what is drawn
decides what it learns: most of the draw is three-way pairs of many genres, whose lessons carry over best.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Final

from claimcheck.training.nli_data import LabelledPair

_FIRST: Final[Mapping[str, int]] = {
    "mnli_": 30_000,
    "taxinli": 1_200,
    "snli": 12_000,
    "lingnli_": 8_000,
    "newproto_": 4_500,
    "cad_nli": 2_500,
    "mpe": 1_500,
    "conjnli": 800,
    "infotabs": 700,
    "climate_fever": 500,
    "rte3_3way": 700,
    "commitment_bank": 200,
    "scone": 300,
    "fever_neutral": 1_500,
    "fever_train": 1_500,
    "fever_rte": 1_000,
    "fever_ggkorn": 500,
    "rival_accounts": 8_000,
    "news_alarm": 1_400,
    "news_unlabelled": 4_000,
    "news_": 18_000,
}
_SECOND: Final[Mapping[str, int]] = {
    "mnli_": 46_000,
    "taxinli": 1_900,
    "snli": 16_000,
    "lingnli_": 26_000,
    "newproto_": 12_000,
    "cad_nli": 4_000,
    "mpe": 3_000,
    "conjnli": 1_500,
    "infotabs": 1_000,
    "climate_fever": 800,
    "rte3_3way": 700,
    "commitment_bank": 200,
    "scone": 300,
    "fever_neutral": 1_500,
    "fever_train": 1_500,
    "fever_rte": 800,
    "rival_accounts": 12_000,
    "news_alarm": 1_500,
    "news_same_event": 2_500,
    "news_same_article": 1_500,
    "news_two_facts": 300,
    "news_edited_other": 1_200,
    "news_near_event": 700,
    "news_unlabelled": 4_000,
    "news_": 9_000,
}
DRAWS: Final[Mapping[str, Mapping[str, int]]] = {"first": _FIRST, "second": _SECOND}
"""How many pairs are drawn of the sources whose names begin so, in each pass of a large encoder; a source counts for
the first that fits. The second has more of what the first left of MultiNLI and LingNLI, and more sentences of one event
that do not contradict each other, of which a judge of the first pass took too many for contradictions.
"""


def draw(pairs: Sequence[LabelledPair], counts: Mapping[str, int], *, seed: int) -> list[LabelledPair]:
    """At most so many pairs of each group of `counts`, by chance, in random order; other sources are left out."""
    groups: dict[str, list[LabelledPair]] = {prefix: [] for prefix in counts}
    for pair in pairs:
        prefix = next((p for p in counts if pair.source.startswith(p)), None)
        if prefix is not None:
            groups[prefix].append(pair)
    rng = random.Random(seed)
    drawn = [
        pair
        for prefix, members in groups.items()
        for pair in rng.sample(members, min(counts[prefix], len(members)))
    ]
    rng.shuffle(drawn)
    return drawn
