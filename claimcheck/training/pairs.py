"""Fits the pair model: what two claims are to each other, from the project's own labelled pairs.

    python -m benchmarks.pairs --fit

Multinomial logistic regression (scikit-learn, L2) over `links.evidence.FEATURES`. The strength of the regularisation
is chosen by cross-validated log-loss, whole events held out. `benchmarks.pairs` makes the features from the labels
and reports on the test part, whose events are never fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from claimcheck.links.evidence import FEATURES
from claimcheck.links.pair_model import CLASSES, PATH, PairModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0)
FOLDS = 5
SEED = 17


def fit(
    features: NDArray[np.float64], labels: Sequence[str], events: Sequence[str], weights: NDArray[np.float64]
) -> tuple[PairModel, float]:
    """The model fitted on all rows, and the C that was chosen for it.

    `features` (pairs, k) in the order of `FEATURES`, `labels` of `CLASSES`, `events` the groups that are held out
    together, `weights` (pairs,) how much each row counts.
    """
    from sklearn.metrics import log_loss
    from sklearn.model_selection import GroupKFold

    targets = np.array([CLASSES.index(label) for label in labels])
    losses = {}
    for strength in STRENGTHS:
        total = 0.0
        for train, held in GroupKFold(FOLDS, shuffle=True, random_state=SEED).split(
            features, targets, events
        ):
            model = _fit(features[train], targets[train], weights[train], strength)
            total += log_loss(
                targets[held],
                model.softmax(features[held]),
                sample_weight=weights[held],
                labels=range(len(CLASSES)),
            ) * len(held)
        losses[strength] = total / len(targets)
    best = min(losses, key=lambda strength: losses[strength])
    return _fit(features, targets, weights, best), best


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


def _fit(
    features: NDArray[np.float64], targets: NDArray[np.int64], weights: NDArray[np.float64], strength: float
) -> PairModel:
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=strength, max_iter=2000).fit(features, targets, sample_weight=weights)
    rows = np.zeros((len(CLASSES), features.shape[1]))
    intercepts = np.full(len(CLASSES), -30.0)
    rows[fitted.classes_], intercepts[fitted.classes_] = fitted.coef_, fitted.intercept_
    return PairModel(rows, intercepts)
