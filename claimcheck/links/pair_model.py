"""What a pair of claims is to each other: dispute, update, agreement, or none of these.

A multinomial logistic regression over `evidence.FEATURES`, fitted on the project's own labelled pairs by
`claimcheck.training.pairs` and kept as readable JSON. Its probabilities are what scores of links and disputes are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from claimcheck.errors import ModelError
from claimcheck.links.evidence import FEATURES, PairEvidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLASSES = ("dispute", "update", "agreement", "other")
PATH = Path(__file__).parent.parent / "models" / "weights" / "pairs.json"


@dataclass(frozen=True)
class PairModel:
    """Weights (classes, features) and intercepts (classes,) of a softmax regression."""

    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    def probabilities(self, pairs: Sequence[PairEvidence]) -> NDArray[np.float64]:
        """Probability of each class of `CLASSES` for each pair, (pairs, 4)."""
        if not pairs:
            return np.zeros((0, len(CLASSES)))
        return self.softmax(np.array([pair.features for pair in pairs], dtype=np.float64))

    def softmax(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities (pairs, 4) from features (pairs, k)."""
        scores = features @ self.weights.T + self.intercepts
        scores -= scores.max(axis=1, keepdims=True)
        exponentials = np.exp(scores)
        result: NDArray[np.float64] = exponentials / exponentials.sum(axis=1, keepdims=True)
        return result

    def deciding(self, pair: PairEvidence, label: str, *, most: int = 4) -> dict[str, float]:
        """The features that spoke most for or against `label`: their contribution to its log-odds against "other"."""
        contrast = self.weights[CLASSES.index(label)] - self.weights[CLASSES.index("other")]
        contributions = contrast * np.array(pair.features)
        order = np.argsort(-np.abs(contributions), kind="stable")[:most]
        return {FEATURES[i]: round(float(contributions[i]), 3) for i in order if contributions[i]}


@cache
def load_pair_model(path: Path = PATH) -> PairModel:
    """The bundled pair model. Raises `ModelError` where the file is missing or was made for other features."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        weights = np.array([[values["weights"][label][name] for name in FEATURES] for label in CLASSES])
        return PairModel(weights, np.array([values["intercepts"][label] for label in CLASSES]))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{path}: the pair model cannot be used ({error!r}); reinstall claimcheck."
        ) from error
