"""Fit what turns the judge's raw scores into probabilities and decisions, on pairs it was not trained on.

- Temperature: least cross-entropy of the first direction's three-way probabilities.
- Rule over both directions: the one whose combined log-odds rank contradictions best (mean of the areas
  under the ROC curve on the NLI pairs and on the news pairs, so that neither drowns the other).
- Slope and offset: logistic regression of "is a contradiction" on the combined log-odds, NLI and news
  weighing the same.
- Thresholds: contradiction is called from the smallest probability of at least `LEAST_CALLED` at which at
  most `CRY_WOLF` of each quiet set (look-alikes of other events; the same facts in other words) are called so;
  the judge abstains below that down to where `DOUBTFUL` of one of them would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from claimcheck.models.judgement import Calibration, Rule, softmax
from claimcheck.training.nli_data import LABELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONTRADICTION: Final = LABELS.index("contradiction")
CRY_WOLF: Final = 0.012
LEAST_CALLED: Final = (
    0.6  # what is called at 0.5 to 0.6 was mostly false on held-back look-alikes of other events
)
DOUBTFUL: Final = 0.04
RULES: Final[tuple[Rule, ...]] = ("mean", "max", "min")


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Raw scores of both directions, each (pairs, 3), and gold labels (pairs,)."""

    ab: NDArray[np.float32]
    ba: NDArray[np.float32]
    labels: NDArray[np.int64]


def fit(nli: ScoredPairs, news: ScoredPairs, quiet: Sequence[ScoredPairs]) -> Calibration:
    """The calibration that fits these pairs; `quiet` are sets that hold no contradiction."""
    temperature = fit_temperature([nli, news])
    plain = Calibration(temperature=temperature)
    rule = max(RULES, key=lambda r: mean_auc(replace(plain, rule=r), [nli, news]))
    fitted = fit_curve(replace(plain, rule=rule), [nli, news])
    return fit_thresholds(fitted, quiet)


def fit_temperature(sets: Sequence[ScoredPairs]) -> float:
    """The temperature of least mean cross-entropy, each set weighing the same."""
    import numpy as np
    from scipy.optimize import minimize_scalar

    def loss(log_temperature: float) -> float:
        total = 0.0
        for part in sets:
            p = softmax(part.ab / np.float32(np.exp(log_temperature)))
            total -= float(np.log(p[np.arange(len(p)), part.labels] + 1e-12).mean())
        return total

    return float(np.exp(minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded").x))


def mean_auc(calibration: Calibration, sets: Sequence[ScoredPairs]) -> float:
    """Mean over the sets of the area under the ROC curve of `contradiction`."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    return float(
        np.mean(
            [
                roc_auc_score(s.labels == CONTRADICTION, calibration.combined_log_odds(s.ab, s.ba))
                for s in sets
            ]
        )
    )


def fit_curve(calibration: Calibration, sets: Sequence[ScoredPairs]) -> Calibration:
    """Slope and offset of the logistic curve over the combined log-odds, each set weighing the same."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    odds = np.concatenate([calibration.combined_log_odds(s.ab, s.ba) for s in sets])
    gold = np.concatenate([s.labels == CONTRADICTION for s in sets])
    weights = np.concatenate([np.full(len(s.labels), 1.0 / len(s.labels)) for s in sets])
    curve: Any = LogisticRegression(C=1e6).fit(odds[:, None], gold, sample_weight=weights * len(gold))
    return replace(calibration, slope=float(curve.coef_[0, 0]), offset=float(curve.intercept_[0]))


def fit_thresholds(calibration: Calibration, quiet: Sequence[ScoredPairs]) -> Calibration:
    """Where contradiction is called and where the judge abstains, by the false alarms on sets without any."""
    import numpy as np

    scores = [calibration.combine(s.ab, s.ba) for s in quiet]
    called = max(LEAST_CALLED, *(float(np.quantile(s, 1.0 - CRY_WOLF)) for s in scores))
    doubtful = min(0.8 * called, max(float(np.quantile(s, 1.0 - DOUBTFUL)) for s in scores))
    return replace(calibration, contradiction_from=round(called, 4), abstain_from=round(doubtful, 4))


def expected_calibration_error(
    probabilities: NDArray[np.float64], truth: NDArray[np.bool_], bins: int = 10
) -> float:
    """Mean gap between predicted and observed frequency over equal-width bins (Naeini et al., 2015), by
    size.
    """
    import numpy as np

    which = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        abs(float(truth[which == b].mean()) - float(probabilities[which == b].mean()))
        * float((which == b).mean())
        for b in range(bins)
        if (which == b).any()
    ]
    return float(sum(gaps))


def as_mapping(calibration: Calibration) -> dict[str, Any]:
    """The `calibration` part of a judge's JSON."""
    return asdict(calibration)
