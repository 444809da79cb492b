"""Which pairs are given to the judge, the dearest step: those where its answer can change what becomes of them.

`python -m benchmarks.selection` measures on the labelled pairs what that costs, and how many pairs it spares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.links.disputable import may_dispute
from claimcheck.links.linking import AGREEMENT, DISPUTE
from claimcheck.models.judgement import Judgement

if TYPE_CHECKING:
    from claimcheck.links.evidence import PairEvidence
    from claimcheck.links.pair_model import PairModel
    from claimcheck.settings import Settings

CLEARLY, SURELY = -0.03, 0.12
"""How far above the threshold an agreement must be, unjudged, for the judge to be asked, below it where negative, and
from where on it is sure without. Set by hand; what that costs and spares: `python -m benchmarks.selection`."""

OPPOSED = Judgement(0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, "contradicts")
DENIED = Judgement(1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, "contradicts")
"""The answers that speak most for a dispute: of two statements, and of a statement and its denial."""


@dataclass(frozen=True)
class Selection:
    """Chooses the pairs whose link the judge can still change, by the pair model that decides links."""

    model: PairModel
    settings: Settings

    def worth_judging(self, pairs: Sequence[PairEvidence]) -> list[PairEvidence]:
        """The pairs that a contradiction would make a dispute, and those that nearly agree unjudged, or not surely.

        No pair is left out that could become a dispute.
        """
        pairs = [pair for pair in pairs if pair.a.proposition != pair.b.proposition and may_dispute(pair)]
        at_most = self.model.probabilities(
            [pair.judged_as(DENIED if pair.flip else OPPOSED) for pair in pairs]
        )[:, DISPUTE]
        unjudged = self.model.probabilities(pairs)[:, AGREEMENT]
        disputable = at_most >= self.settings.contradiction_threshold
        above = unjudged - self.settings.cluster_threshold
        agreeing = (above >= CLEARLY) & (above < SURELY)
        return [pair for pair, chosen in zip(pairs, disputable | agreeing, strict=True) if chosen]
