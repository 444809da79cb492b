"""How typed slots and the judge are put together into one probability of contradiction.

A conflict of slots adds to the judge's odds as a second, independent witness would (noisy or); agreeing numbers with no
conflict and no opposite wording take from them. The constants were set by hand; `python -m
benchmarks.slots changes --judge bundled` shows what they give on planted changes.
"""

from __future__ import annotations

from claimcheck.links.slots import SlotComparison
from claimcheck.models.judgement import Judgement
from claimcheck.records import DisputeKind

FOUND_FROM = 0.5
"""Strength of a slot conflict from which it counts by itself."""
MOST = 0.95
"""Probability of contradiction that the strongest slot conflict gives alone, between near-identical statements."""
VETO = 0.5
"""What agreeing numbers leave of the judge's probability."""
LEAST, FULL = 0.45, 0.75
"""Slots count for nothing between statements less alike than the first, and fully from the second on."""


def fuse(contradiction: float, slots: SlotComparison, likeness: float) -> float:
    """Probability of contradiction from the judge's (0 where there is none), the slots, and how alike the statements
    are beside what differs: their cosine, or the overlap of their other words; 0 to 1.
    """
    alike = min(1.0, max(0.0, (likeness - LEAST) / (FULL - LEAST)))
    strength = max((finding.strength for finding in slots.conflicts), default=0.0)
    if strength > FOUND_FROM:
        found = MOST * alike * (strength - FOUND_FROM) / (1 - FOUND_FROM)
        return 1 - (1 - contradiction) * (1 - found)
    if not slots.conflicts and any(f.kind is DisputeKind.QUANTITY for f in slots.agreements):
        return contradiction * (1 - (1 - VETO) * alike)
    return contradiction


def judgement_without_judge(slots: SlotComparison, cosine: float, likeness: float) -> Judgement:
    """Scores from slots and cosine alone, where no judge is loaded: the same both ways."""
    contradiction = fuse(0.0, slots, likeness)
    same = (
        min(1.0, max(0.0, (cosine - 0.6) / 0.4))
        * (1 - contradiction)
        * (0.5 if slots.different_scope else 1.0)
    )
    neutral = max(0.0, 1 - same - contradiction)
    both = (same, neutral, contradiction)
    relation = "contradicts" if contradiction >= 0.5 else "equivalent" if same >= 0.7 else "neutral"
    return Judgement(*both, *both, contradiction, relation)  # type: ignore[arg-type]
