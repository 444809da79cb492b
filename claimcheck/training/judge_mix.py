"""A smaller draw from the pairs of the judge's stages, for an encoder that passes few of them an hour.

A large encoder passes a dozen pairs a second on two cores, so a pass over everything is out of reach, and what is drawn
decides what it learns: most of the draw is three-way pairs of many genres, whose lessons carry over best.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
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
_THIRD: Final[Mapping[str, int]] = {
    "mnli_": 7_000,
    "snli": 6_000,
    "lingnli_": 30_000,
    "newproto_contrast": 2_000,
    "newproto_": 12_500,
    "cad_nli": 5_000,
    "mpe": 4_000,
    "conjnli": 2_000,
    "climate_fever": 500,
    "rte3_3way": 700,
    "scone": 300,
    "fever_neutral": 700,
    "fever_train": 1_500,
    "rival_accounts": 4_500,
    "news_alarm": 700,
    "news_same_event": 900,
    "news_same_article": 600,
    "news_edited_other": 600,
    "news_near_event": 300,
    "news_shortened": 800,
    "news_hedge": 800,
    "news_": 4_500,
}
DRAWS: Final[Mapping[str, Mapping[str, int]]] = {"first": _FIRST, "second": _SECOND, "third": _THIRD}
"""How many pairs are drawn of the sources whose names begin so, in each pass of a large encoder; a source counts for
the first that fits. The second has more of what the first left of MultiNLI and LingNLI, and more sentences of one event
that do not contradict each other, of which a judge of the first pass took too many for contradictions. The third leaves
MultiNLI, of which a judge of the second knew most by heart, for LingNLI and the rest, of which it had seen less and
learnt less (`docs/model-card.md`); and has more sentences with a detail dropped or a number hedged, of which 5 % were
contradictions to it.
"""


def draw(
    pairs: Sequence[LabelledPair],
    counts: Mapping[str, int],
    *,
    seed: int,
    seen: Iterable[LabelledPair] = (),
) -> list[LabelledPair]:
    """At most so many pairs of each group of `counts`, by chance, in random order; other sources are left out.

    Pairs that are also in `seen`, in either direction, are taken only where a group has not enough of others.
    """
    known = {frozenset((pair.premise, pair.hypothesis)) for pair in seen}
    groups: dict[str, list[LabelledPair]] = {prefix: [] for prefix in counts}
    for pair in pairs:
        prefix = next((p for p in counts if pair.source.startswith(p)), None)
        if prefix is not None:
            groups[prefix].append(pair)
    rng = random.Random(seed)
    drawn: list[LabelledPair] = []
    for prefix, members in groups.items():
        count = min(counts[prefix], len(members))
        fresh: list[LabelledPair] = []
        again: list[LabelledPair] = []
        for pair in members:
            (again if frozenset((pair.premise, pair.hypothesis)) in known else fresh).append(pair)
        drawn += rng.sample(fresh, min(count, len(fresh)))
        drawn += rng.sample(again, max(0, count - len(fresh)))
    rng.shuffle(drawn)
    return drawn
