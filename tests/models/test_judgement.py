"""From raw scores to probabilities and a relation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.errors import ModelError
from claimcheck.models.judgement import Calibration, Rule, contradiction_log_odds, softmax

LOGIT = st.floats(-12, 12, width=32)
ROW = st.tuples(LOGIT, LOGIT, LOGIT)


def one(row: tuple[float, float, float]) -> np.ndarray:
    return np.array([row], dtype=np.float32)


@given(ab=ROW, ba=ROW, rule=st.sampled_from(["mean", "max", "min"]), temperature=st.floats(0.2, 5))
def test_swapping_the_directions_mirrors(
    ab: tuple[float, float, float], ba: tuple[float, float, float], rule: Rule, temperature: float
) -> None:
    calibration = Calibration(temperature=temperature, rule=rule, slope=1.3, offset=-0.4)
    forward = calibration.judgements(one(ab), one(ba))[0]
    assert calibration.judgements(one(ba), one(ab))[0] == forward.swapped()
    assert forward.swapped().swapped() == forward


@given(row=ROW)
def test_log_odds_are_those_of_the_softmax(row: tuple[float, float, float]) -> None:
    p = softmax(one(row))[0, 2]
    assert 1 / (1 + np.exp(-contradiction_log_odds(one(row))[0])) == pytest.approx(p, rel=1e-6, abs=1e-12)


@given(ab=ROW, ba=ROW)
def test_the_weaker_direction_decides_under_min(
    ab: tuple[float, float, float], ba: tuple[float, float, float]
) -> None:
    low, high = (Calibration(rule=r).combine(one(ab), one(ba))[0] for r in ("min", "max"))
    mean = Calibration(rule="mean").combine(one(ab), one(ba))[0]
    assert low <= mean <= high


@pytest.mark.parametrize(
    ("forward", "backward", "contradiction", "relation"),
    [
        (0.1, 0.1, 0.80, "contradicts"),
        (0.9, 0.9, 0.80, "contradicts"),
        (0.1, 0.1, 0.40, "abstain"),
        (0.1, 0.1, 0.39, "neutral"),
        (0.9, 0.1, 0.10, "entails"),
        (0.1, 0.9, 0.10, "entailed_by"),
        (0.9, 0.9, 0.40, "equivalent"),
    ],
)
def test_relations_at_the_thresholds(
    forward: float, backward: float, contradiction: float, relation: str
) -> None:
    calibration = Calibration(contradiction_from=0.8, abstain_from=0.4, entailment_from=0.6)
    assert calibration.relation(forward, backward, contradiction) == relation


def test_a_calibration_with_unknown_keys_is_refused() -> None:
    with pytest.raises(ModelError, match="heat"):
        Calibration.from_mapping({"heat": 2.0})
