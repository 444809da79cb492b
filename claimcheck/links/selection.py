"""Which pairs are given to the judge, the dearest step: those where its answer can change what becomes of them.

`python -m benchmarks.selection` measures on the labelled pairs what that costs, and how many pairs it spares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.links.disputable import has_grounds, may_dispute
from claimcheck.links.linking import AGREEMENT, DISPUTE
from claimcheck.models.judgement import Judgement

if TYPE_CHECKING:
    from claimcheck.links.evidence import PairEvidence
    from claimcheck.links.pair_model import PairModel
    from claimcheck.settings import Settings

NEARLY = 0.01
"""How far below the threshold an agreement may be, unjudged, for the judge to be asked. What agrees without it is not
asked about, nor what is further off: of the labelled agreements as many are found (`python -m benchmarks.selection`),
and the judge is the dearest step."""
NEARLY_CONTESTED = 0.1
"""The same where one of the two articles denies something: what is denied stands in other words elsewhere, and whoever
says it too is on that side of the dispute. Of 118 articles of the event set 8 deny, which adds 199 pairs to 136; to the
186 of BASIL's 135 political articles it adds 281, and a quarter to the time of a run (by scripts not kept)."""

OPPOSED = Judgement(0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, "contradicts")
DENIED = Judgement(1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, "contradicts")
"""The answers that speak most for a dispute: of two statements, and of a statement and its denial."""


@dataclass(frozen=True)
class Selection:
    """Chooses the pairs whose link the judge can still change, by the pair model that decides links."""

    model: PairModel
    settings: Settings
    contested: frozenset[str] = frozenset()
    """Ids of the articles in which something is denied."""

    def worth_judging(self, pairs: Sequence[PairEvidence]) -> list[PairEvidence]:
        """The pairs that the answer that speaks most for a dispute would make one, with grounds, and those that nearly
        agree without an answer.

        No pair is left out that could become a dispute.
        """
        pairs = [pair for pair in pairs if pair.a.proposition != pair.b.proposition and may_dispute(pair)]
        opposed = [pair.judged_as(DENIED if pair.flip else OPPOSED) for pair in pairs]
        at_most = self.model.probabilities(opposed)[:, DISPUTE] - self.settings.contradiction_threshold
        above = self.model.probabilities(pairs)[:, AGREEMENT] - self.settings.cluster_threshold
        return [
            pair
            for pair, answered, disputable, agreeing in zip(pairs, opposed, at_most, above, strict=True)
            if -self._nearly(pair) <= agreeing < 0 or (disputable >= 0 and has_grounds(answered))
        ]

    def _nearly(self, pair: PairEvidence) -> float:
        contested = not self.contested.isdisjoint((pair.article_a.id, pair.article_b.id))
        return NEARLY_CONTESTED if contested else NEARLY
