"""Batches of equal length: every row once, none padded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.models.batching import equal_batches


@given(st.lists(st.integers(1, 9), max_size=60), st.integers(1, 8))
def test_every_row_is_in_one_batch_of_its_length(lengths: list[int], size: int) -> None:
    batches = equal_batches(lengths, size)
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    for batch in batches:
        assert 0 < len(batch) <= size
        assert len({lengths[row] for row in batch}) == 1
    firsts = [lengths[batch[0]] for batch in batches]
    assert firsts == sorted(firsts, reverse=True)
