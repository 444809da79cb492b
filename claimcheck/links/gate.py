"""The same-event gate: how likely two claims are about one event, before anyone asks whether they contradict.

A logistic regression over `FEATURE_NAMES`. Its weights are a readable JSON file, fitted and calibrated by
`python -m claimcheck.training.gate` and measured by `python -m benchmarks.gate`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimcheck.errors import ModelError
from claimcheck.links.gate_features import FEATURE_NAMES, gate_features

__all__ = ["FEATURE_NAMES", "Gate", "gate_features", "load_gate"]

WEIGHTS = "weights/gate.json"


@dataclass(frozen=True)
class Gate:
    """A fitted gate. `weights` are per feature, in the order of `FEATURE_NAMES`, as is."""

    weights: tuple[float, ...]
    intercept: float
    typical: tuple[float, ...]
    """Each feature's mean over the pairs it was fitted on: what `explain` compares with."""
    threshold: float = 0.5
    """The probability with the best F1 on the events it was fitted on."""

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Gate:
        """The gate that `to_json` wrote. Raises ModelError where its features are not this version's."""
        names = tuple(raw["features"])
        if names != FEATURE_NAMES:
            odd = sorted(set(names) ^ set(FEATURE_NAMES)) or ["their order"]
            raise ModelError(
                f"the same-event gate's weights are for other features ({', '.join(odd)}); "
                "fit them again with: python -m claimcheck.training.gate"
            )
        rows = raw["features"].values()
        return cls(
            weights=tuple(float(row["weight"]) for row in rows),
            intercept=float(raw["intercept"]),
            typical=tuple(float(row["typical"]) for row in rows),
            threshold=float(raw["threshold"]),
        )

    def to_json(self) -> dict[str, Any]:
        """The gate as JSON values, features in order."""
        rows = zip(FEATURE_NAMES, self.weights, self.typical, strict=True)
        return {
            "features": {name: {"weight": weight, "typical": typical} for name, weight, typical in rows},
            "intercept": self.intercept,
            "threshold": self.threshold,
        }

    def score(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Calibrated probability, (m,), that the pairs of `features` (m, k) are about one event."""
        # Row by row, not as one matrix product, whose last digit may depend on how many rows there are.
        total = (
            np.einsum("ij,j->i", np.asarray(features, np.float64), np.array(self.weights)) + self.intercept
        )
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(total, -50, 50))), np.float64)

    def explain(self, features_row: Sequence[float] | NDArray[np.float32]) -> list[tuple[str, float]]:
        """What each feature of one pair adds to the log-odds, against a typical pair; largest effect first."""
        rows = zip(FEATURE_NAMES, self.weights, self.typical, features_row, strict=True)
        parts = [(name, weight * (float(value) - typical)) for name, weight, typical, value in rows]
        return sorted(parts, key=lambda part: -abs(part[1]))


@cache
def load_gate() -> Gate:
    """The bundled gate. Raises ModelError where its weights are missing or for another version."""
    path = resources.files("claimcheck.models") / WEIGHTS
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the same-event gate's weights ({WEIGHTS}) cannot be read: {error}") from error
    return Gate.from_json(raw)
