"""What a judge says of a pair, and how two directions of raw scores become calibrated probabilities.

Raw scores (logits) are divided by a temperature (Guo et al., 2017, "On Calibration of Modern Neural
Networks"); the two directions' contradiction is combined by a rule and mapped to a probability by a
logistic curve (Platt, 1999). Everything here was fitted on development data by
`claimcheck.training.judge_calibrate` and is kept beside the weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from claimcheck.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS = ("entailment", "neutral", "contradiction")
PairRelation = Literal["equivalent", "entails", "entailed_by", "contradicts", "neutral", "abstain"]
Rule = Literal["mean", "max", "min"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Calibrated probabilities for a pair (a, b), a as premise (`_ab`) and b as premise (`_ba`)."""

    entailment_ab: float
    neutral_ab: float
    contradiction_ab: float
    entailment_ba: float
    neutral_ba: float
    contradiction_ba: float
    contradiction: float
    """Probability that the two contradict each other, from both directions; the same for (b, a)."""
    relation: PairRelation
    """What the probabilities amount to; `abstain` where contradiction is neither likely nor unlikely enough.
    """

    @property
    def entailment(self) -> float:
        """The weaker of the two directions' entailment: high only where both say the same."""
        return min(self.entailment_ab, self.entailment_ba)

    def swapped(self) -> Judgement:
        """The judgement of (b, a)."""
        turned: dict[str, PairRelation] = {"entails": "entailed_by", "entailed_by": "entails"}
        return Judgement(
            self.entailment_ba,
            self.neutral_ba,
            self.contradiction_ba,
            self.entailment_ab,
            self.neutral_ab,
            self.contradiction_ab,
            self.contradiction,
            turned.get(self.relation, self.relation),
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """How raw scores become a `Judgement`. The defaults suit a model that was never calibrated here."""

    temperature: float = 1.0
    rule: Rule = "mean"
    slope: float = 1.0
    offset: float = 0.0
    """contradiction = logistic(slope * combined + offset), where `combined` is the rule over both log-odds.
    """
    contradiction_from: float = 0.5
    abstain_from: float = 0.35
    """Contradiction between `abstain_from` and `contradiction_from` is the band in which the judge abstains.
    """
    entailment_from: float = 0.5

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Calibration:
        """Read the `calibration` part of a judge's JSON; raises `ModelError` on unknown or missing keys."""
        try:
            return cls(**values)
        except TypeError as error:
            raise ModelError(f"The judge's calibration does not fit this version: {error}") from error

    def judgements(self, ab: NDArray[np.float32], ba: NDArray[np.float32]) -> list[Judgement]:
        """Judgements from logits of both directions, each (pairs, 3) in the order of `LABELS`."""
        p_ab, p_ba = softmax(ab / self.temperature), softmax(ba / self.temperature)
        judged = []
        for forward, backward, combined in zip(p_ab, p_ba, self.combine(ab, ba), strict=True):
            e_ab, n_ab, c_ab = map(float, forward)
            e_ba, n_ba, c_ba = map(float, backward)
            relation = self.relation(e_ab, e_ba, float(combined))
            judged.append(Judgement(e_ab, n_ab, c_ab, e_ba, n_ba, c_ba, float(combined), relation))
        return judged

    def combined_log_odds(self, ab: NDArray[np.float32], ba: NDArray[np.float32]) -> NDArray[np.float64]:
        """One log-odds of contradiction per pair, by the rule over the two directions."""
        import numpy as np

        both: NDArray[np.float64] = np.stack(
            [contradiction_log_odds(ab / self.temperature), contradiction_log_odds(ba / self.temperature)]
        )
        combined: dict[str, NDArray[np.float64]] = {
            "mean": both.mean(axis=0),
            "max": both.max(axis=0),
            "min": both.min(axis=0),
        }
        if self.rule not in combined:
            raise ModelError(f"The judge's rule {self.rule!r} is none of {', '.join(combined)}.")
        return combined[self.rule]

    def combine(self, ab: NDArray[np.float32], ba: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probability of contradiction per pair, in [0, 1]."""
        import numpy as np

        odds = self.slope * self.combined_log_odds(ab, ba) + self.offset
        return 1.0 / (1.0 + np.exp(-np.clip(odds, -60.0, 60.0)))

    def relation(self, entailment_ab: float, entailment_ba: float, contradiction: float) -> PairRelation:
        """The relation that calibrated probabilities amount to."""
        if contradiction >= self.contradiction_from:
            return "contradicts"
        forward, backward = (e >= self.entailment_from for e in (entailment_ab, entailment_ba))
        if forward or backward:
            return "equivalent" if forward and backward else "entails" if forward else "entailed_by"
        return "abstain" if contradiction >= self.abstain_from else "neutral"


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Probabilities along the last axis."""
    import numpy as np

    shifted = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    probabilities: NDArray[np.float64] = shifted / shifted.sum(axis=-1, keepdims=True)
    return probabilities


def contradiction_log_odds(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """log p(contradiction) - log p(anything else) for logits (pairs, 3)."""
    import numpy as np

    wide = logits.astype(np.float64)
    return wide[:, 2] - np.logaddexp(wide[:, 0], wide[:, 1])
