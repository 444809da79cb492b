"""Weights at 4 bits: what comes back, and what cannot be packed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.models.packed import BLOCK, LARGEST, initializers, pack, unpack, weights_of


def packed_as(name: str, weights: np.ndarray) -> dict[str, np.ndarray]:
    return {f"{name}.{part}": values for part, values in pack(weights).items()}


@given(seed=st.integers(0, 1000), rows=st.integers(1, 5), blocks=st.integers(1, 3), size=st.floats(1e-3, 1e3))
def test_weights_come_back_within_a_step_of_their_block(
    seed: int, rows: int, blocks: int, size: float
) -> None:
    weights = np.random.default_rng(seed).normal(0, size, (rows, blocks * BLOCK)).astype(np.float32)
    back = weights_of(packed_as("w", weights), "w")
    largest = np.abs(weights).reshape(rows, blocks, BLOCK).max(axis=2)
    error = np.abs(back - weights).reshape(rows, blocks, BLOCK).max(axis=2)
    assert (error <= 0.35 * largest).all()  # cut by three tenths at most, which is more than half a step
    assert np.square(back - weights).mean() < 0.04 * np.square(weights).mean()


def test_what_rounding_loses_is_made_up_for_in_what_goes_along_with_it() -> None:
    rng = np.random.default_rng(3)
    weights = rng.normal(0, 1, (30, 3 * BLOCK)).astype(np.float32)
    causes = rng.normal(0, 1, (500, 20)) @ rng.normal(
        0, 1, (20, 3 * BLOCK)
    )  # few, so that channels go together
    inputs = (causes + rng.normal(0, 0.3, causes.shape)).astype(np.float32)

    def lost(moments: np.ndarray | None) -> float:
        back = weights_of({f"w.{part}": values for part, values in pack(weights, moments).items()}, "w")
        return float(np.square(inputs @ (back - weights).T).mean())

    assert lost(inputs.T @ inputs) < 0.4 * lost(None)


def test_channels_that_were_never_heard_are_rounded_all_the_same() -> None:
    weights = np.random.default_rng(4).normal(0, 1, (4, 2 * BLOCK)).astype(np.float32)
    back = weights_of(
        {f"w.{part}": values for part, values in pack(weights, np.zeros((128, 128), np.float32)).items()}, "w"
    )
    assert np.array_equal(back, weights_of(packed_as("w", weights), "w"))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_number_is_refused(value: float) -> None:
    sound, odd = np.ones((2, BLOCK), np.float32), np.ones((2, BLOCK), np.float32)
    odd[1, 3] = value
    with pytest.raises(ValueError, match="no numbers"):
        pack(odd)
    with pytest.raises(ValueError, match="no numbers"):
        pack(sound, np.full((BLOCK, BLOCK), value, np.float32))


def test_eight_bits_stay_in_the_range_that_no_processor_saturates() -> None:
    weights = np.random.default_rng(1).normal(0, 1, (40, 4 * BLOCK)).astype(np.float32)
    weights[:, 0] *= 50
    values = unpack(packed_as("w", weights), "w")
    assert values.dtype == np.int8
    assert np.abs(values.astype(int)).max() <= LARGEST


def test_rows_of_nothing_stay_nothing() -> None:
    assert not weights_of(packed_as("w", np.zeros((2, BLOCK), np.float32)), "w").any()


def test_a_matrix_that_has_no_whole_blocks_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 64"):
        pack(np.zeros((2, BLOCK + 1), np.float32))


def test_a_graph_is_handed_matrices_turned_word_rows_as_they_are_and_the_rest_untouched() -> None:
    weights = np.random.default_rng(2).normal(0, 1, (3, BLOCK)).astype(np.float32)
    given = packed_as("dense.weight", weights) | packed_as("word_embeddings.weight", weights)
    found = initializers(given | {"dense.bias": weights[:, 0]})
    assert found["dense.weight.T"].shape == (BLOCK, 3)
    assert found["word_embeddings.weight.rows"].shape == (3, BLOCK)
    assert found["word_embeddings.weight.scale"].shape == (3, 1)
    assert np.array_equal(found["dense.bias"], weights[:, 0])
    assert len(found) == 5
