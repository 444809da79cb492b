"""Which pairs of claims are worth looking at: the near neighbours of each, across and within articles.

Reprints say the same sentence many times, and would fill a claim's list of neighbours with copies of one report.
So neighbours are found between distinct propositions, and the pairs of claims are expanded from those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from claimcheck.links.evidence import shared_phrases
from claimcheck.links.polarity import one_negates
from claimcheck.links.tolls import rival_tolls
from claimcheck.records import Claim, Stance

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_WORDS = 4
"""Shorter propositions ("He agreed.") match everything and say nothing on their own."""

WEIGH_FROM = 0.55
"""Lowest cosine at which a pair is weighed that shares no phrase and gives no two tolls. A sixth of the labelled
disputes lie below it, or are no longer extracted: `python -m benchmarks.selection`. Set by hand, for the time that
weighing more would take."""

MAX_EXPANSION = 10_000
"""Pairs of claims taken from one pair of propositions: a hundred reprints against a hundred. Only where there are more
does it matter in which order articles come, as it does where more than `candidate_limit` propositions are near one."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of claims as row numbers `pairs` (m, 2), first below second, and their `cosines` (m,)."""

    pairs: NDArray[np.int64]
    cosines: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.cosines)


def comparable(claim: Claim) -> bool:
    """Whether a claim states something that can be set beside another.

    A refusal to comment and a denial that only points at "the account" state nothing by themselves.
    """
    if claim.stance is Stance.DECLINES or claim.target is not None:
        return False
    return len(claim.proposition.split()) >= MIN_WORDS and not claim.sentence.rstrip(" \"'”’").endswith("?")


def rows_by_proposition(claims: Sequence[Claim]) -> dict[str, list[int]]:
    """The rows of the comparable claims under each distinct proposition, in order of first use."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, claim in enumerate(claims):
        if comparable(claim):
            rows[claim.proposition].append(row)
    return dict(rows)


def near_pairs(found: Iterable[tuple[str, str, float]]) -> dict[tuple[str, str], float]:
    """The pairs of propositions that can be more than two sentences on one topic, each once, with their cosines.

    Most of what an index finds is not: leaving it out here keeps large batches small in memory.
    """
    near: dict[tuple[str, str], float] = {}
    for first, second, cosine in found:
        pair = (first, second) if first < second else (second, first)
        if first == second or pair in near:
            continue
        if worth_weighing(first, second, cosine):
            near[pair] = cosine
    return near


def worth_weighing(a: str, b: str, cosine: float) -> bool:
    """Whether two propositions may be more than two sentences on one topic: near in meaning, sharing a phrase, the one
    negating what the other states, or giving two tolls, which may be of one event however else it is told."""
    return cosine >= WEIGH_FROM or shared_phrases(a, b) > 0 or one_negates(a, b) or rival_tolls(a, b)


def expand_candidates(
    near: Mapping[tuple[str, str], float],
    rows: Mapping[str, Sequence[int]],
    *,
    new: frozenset[int] | None = None,
) -> Candidates:
    """Pairs of claims from pairs of propositions and their cosines.

    `rows` gives the claims of each proposition. With `new`, only pairs with at least one row of it are taken.
    Claims with one and the same proposition are paired with each other at cosine 1.
    """
    found: dict[tuple[int, int], float] = {}

    def pair_up(left: Sequence[int], right: Sequence[int], cosine: float) -> None:
        taken = 0
        for i in left:
            for j in right:
                if i == j or (new is not None and i not in new and j not in new):
                    continue
                key = (i, j) if i < j else (j, i)
                if key not in found:
                    found[key] = cosine
                    taken += 1
                    if taken >= MAX_EXPANSION:
                        return

    for same in rows.values():
        if len(same) > 1:
            pair_up(same, same, 1.0)
    for (a, b), cosine in near.items():
        if a != b and a in rows and b in rows:
            pair_up(rows[a], rows[b], cosine)
    ordered = sorted(found)
    return Candidates(
        np.array(ordered, dtype=np.int64).reshape(-1, 2),
        np.array([found[key] for key in ordered], dtype=np.float32),
    )
