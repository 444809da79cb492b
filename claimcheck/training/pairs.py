"""Fits the pair model: what two claims are to each other, from the project's own labelled pairs.

    python -m benchmarks.pairs --fit

Multinomial logistic regression over `links.evidence.FEATURES`. Disputes are rare, even among pairs drawn to find them,
so the weights are not drawn towards zero but towards `PRIOR`: what they were set to by hand, from what each feature
means (a maximum a posteriori estimate with a Gaussian prior). Two were set after errors on the fitted events were read:
polarity counts less, and weeks between two articles count. How far the labels may move
them is chosen by cross-validated log-loss, whole events held out. `benchmarks.pairs` makes the features from the labels
and reports on the test part, whose events are never fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from claimcheck.links.evidence import FEATURES
from claimcheck.links.pair_model import CLASSES, PATH, PairModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRIOR: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "dispute": {
            "intercept": -6.0,
            "cosine": 2.5,
            "gate": 1.5,
            "contradiction": 2.5,
            "quantity_conflict": 3.0,
            "date_conflict": 1.8,
            "entity_conflict": 1.0,
            "polarity": 1.0,
            "slot_agreement": 0.3,
            "different_scope": -2.5,
            "flip": -1.0,
            "flip_entailment": 5.0,
            "flip_overlap": 3.0,
            "contradiction_and_slot": 2.0,
            "rewritten": 2.0,
            "opinion": -2.0,
            "rising_count": -1.5,
            "tolls_of_a_day": 1.0,
            "update_words": -1.0,
            "hours_apart": -1.0,
            "weeks_apart": -2.0,
            "length_ratio": 0.5,
            "shared_phrases": 0.3,
        },
        "update": {
            "intercept": -6.5,
            "cosine": 2.0,
            "gate": 1.0,
            "quantity_conflict": 3.0,
            "rising_count": 3.0,
            "update_words": 2.5,
            "hours_apart": 1.5,
            "weeks_apart": -2.0,
            "different_scope": -2.0,
            "flip": -2.0,
        },
        "agreement": {
            "intercept": -7.0,
            "cosine": 7.0,
            "gate": 1.5,
            "contradiction": -2.5,
            "entailment_forward": 1.5,
            "entailment_backward": 1.5,
            "entailment_both": 1.0,
            "quantity_conflict": -3.0,
            "date_conflict": -1.5,
            "entity_conflict": -1.0,
            "polarity": -2.5,
            "slot_agreement": 0.8,
            "different_scope": -1.5,
            "flip": -3.0,
            "length_ratio": 0.8,
            "shared_phrases": 1.5,
        },
        "other": {},
    }
)
"""Weights against "other", set by hand: the sign says what speaks for a class, the size how much."""

STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3)
"""Variances of the prior that are tried: how far a weight may move from `PRIOR`."""

FOLDS = 5
SEED = 17


def prior_model() -> PairModel:
    """The model before any label."""
    weights = np.array([[PRIOR[label].get(name, 0.0) for name in FEATURES] for label in CLASSES])
    return PairModel(weights, np.array([PRIOR[label].get("intercept", 0.0) for label in CLASSES]))


def fit(
    features: NDArray[np.float64], labels: Sequence[str], events: Sequence[str]
) -> tuple[PairModel, float]:
    """The model fitted on all rows, and the variance of the prior that was chosen for it.

    `features` (pairs, k) in the order of `FEATURES`, `labels` of `CLASSES`, `events` the groups that are held out
    together.
    """
    from sklearn.model_selection import GroupKFold

    targets = np.array([CLASSES.index(label) for label in labels])
    folds = list(GroupKFold(FOLDS, shuffle=True, random_state=SEED).split(features, targets, events))

    def loss(variance: float) -> float:
        total = 0.0
        for train, held in folds:
            model = fit_towards_prior(features[train], targets[train], variance)
            likely = model.softmax(features[held])[np.arange(len(held)), targets[held]]
            total -= float(np.log(np.maximum(likely, 1e-12)).sum())
        return total

    best = min(STRENGTHS, key=loss)
    return fit_towards_prior(features, targets, best), best


def fit_towards_prior(
    features: NDArray[np.float64], targets: NDArray[np.int64], variance: float
) -> PairModel:
    """Maximum a posteriori weights: log-likelihood of `targets` (pairs,) with a Gaussian prior round `PRIOR`.

    Intercepts are free, since how often each class occurs is what the prior knows least about.
    """
    from scipy.optimize import minimize

    start = prior_model()
    shape = start.weights.shape
    centre = np.concatenate([start.weights.ravel(), start.intercepts])
    tightness = np.concatenate([np.full(start.weights.size, 1.0 / variance), np.full(len(CLASSES), 1e-3)])
    hits = np.eye(len(CLASSES))[targets]

    def objective(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        model = PairModel(values[: start.weights.size].reshape(shape), values[start.weights.size :])
        likely = model.softmax(features)
        moved = values - centre
        loss = (
            -np.log(np.maximum(likely[hits.astype(bool)], 1e-12)).sum() + 0.5 * (tightness * moved**2).sum()
        )
        error = likely - hits
        slope = np.concatenate([(error.T @ features).ravel(), error.sum(axis=0)]) + tightness * moved
        return float(loss), slope

    values = minimize(objective, centre, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return PairModel(values[: start.weights.size].reshape(shape), values[start.weights.size :])


def save(model: PairModel, about: str, path: Path = PATH) -> None:
    """Write the model as readable JSON."""
    values = {
        "about": about,
        "intercepts": {label: round(float(v), 4) for label, v in zip(CLASSES, model.intercepts, strict=True)},
        "weights": {
            label: {name: round(float(v), 4) for name, v in zip(FEATURES, row, strict=True)}
            for label, row in zip(CLASSES, model.weights, strict=True)
        },
    }
    path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
