"""A large workspace is added to and asked about as fast as a small one, in bounded memory: the targets, measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.scaling import measure_size

ADDING, ASKING = 4, 3
"""How many times the CPU seconds of the smaller workspace adding a batch and `check` may take in the larger."""
PEAK_MB = 2_500


@pytest.mark.parametrize(
    ("small", "large"), [(1_000, 10_000), pytest.param(10_000, 1_000_000, marks=pytest.mark.slow)]
)
def test_the_time_of_a_batch_hardly_grows(tmp_path: Path, small: int, large: int) -> None:
    before, after = (measure_size(tmp_path, size) for size in (small, large))
    assert after["add 1,000 cpu s"] <= ADDING * before["add 1,000 cpu s"]
    assert after["check cpu ms"] <= ASKING * before["check cpu ms"]
    assert after["peak MB"] <= PEAK_MB
