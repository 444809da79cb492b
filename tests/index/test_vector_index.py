"""The vector index against brute force, and its file."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from claimcheck.errors import WorkspaceDamaged
from claimcheck.index import VectorIndex
from claimcheck.index.files import load_index, save_index

DIMENSION = 16


def unit_rows(count: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def brute_force(
    ids: list[int], vectors: NDArray[np.float32], queries: NDArray[np.float32], threshold: float, limit: int
) -> list[tuple[int, int]]:
    found = []
    for row, scores in enumerate((queries.astype(np.float64) @ vectors.T.astype(np.float64)).round(6)):
        near = sorted((-score, id) for id, score in zip(ids, scores, strict=True) if score >= threshold)
        found += [(row, id) for _, id in near[:limit]]
    return found


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 60), st.integers(0, 5), st.floats(-1, 1), st.integers(1, 70), st.integers(0, 2**32 - 1))
def test_neighbours_are_those_of_brute_force(
    count: int, queries: int, threshold: float, limit: int, seed: int
) -> None:
    vectors, asked = unit_rows(count, seed), unit_rows(queries, seed + 1)
    ids = [3 * i + 7 for i in range(count)]
    index = VectorIndex(DIMENSION)
    index.add(ids, vectors)
    rows, found, scores = index.neighbours(asked, threshold=threshold + 1e-4, limit=limit)
    assert list(zip(rows, found, strict=True)) == brute_force(ids, vectors, asked, threshold + 1e-4, limit)
    assert (scores >= threshold).all()


def test_order_of_adding_and_ties_do_not_matter() -> None:
    vectors = np.repeat(unit_rows(3, 0), 4, axis=0)
    ids = np.arange(12)
    answers = []
    for order in (ids, ids[::-1], np.random.default_rng(1).permutation(ids)):
        index = VectorIndex(DIMENSION)
        for part in np.array_split(order, 4):
            index.add(part, vectors[part])
        answers.append([part.tolist() for part in index.neighbours(vectors, threshold=0.5, limit=3)])
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][1][:3] == [0, 1, 2]


def test_removed_vectors_are_not_found() -> None:
    vectors = unit_rows(10, 2)
    index = VectorIndex(DIMENSION)
    index.add(range(10), vectors)
    assert index.remove([3, 4, 99]) == 2
    assert index.ids.tolist() == [0, 1, 2, 5, 6, 7, 8, 9]
    assert 3 not in index.neighbours(vectors, threshold=-1, limit=10)[1]


def test_beyond_the_exact_limit_it_still_finds_nearly_all() -> None:
    centres = unit_rows(40, 3)
    rng = np.random.default_rng(4)
    vectors = centres[rng.integers(0, 40, 6000)] + 0.25 * unit_rows(6000, 5)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)
    exact, large = VectorIndex(DIMENSION), VectorIndex(DIMENSION, exact_limit=2000)
    for first in range(0, 6000, 1500):
        for index in (exact, large):
            index.add(range(first, first + 1500), vectors[first : first + 1500])
    assert exact.exact
    assert not large.exact
    assert large.ids.tolist() == list(range(6000))
    asked = vectors[::60]
    truth, found = (
        set(
            zip(
                *(part.tolist() for part in index.neighbours(asked, threshold=0.8, limit=20)[:2]), strict=True
            )
        )
        for index in (exact, large)
    )
    assert len(truth & found) / len(truth) > 0.95
    assert large.remove([0, 60]) == 2
    assert len(large) == 5998


def test_mismatched_ids_are_refused() -> None:
    with pytest.raises(ValueError, match="2 ids for 3 vectors"):
        VectorIndex(DIMENSION).add([1, 2], unit_rows(3, 0))


@pytest.mark.parametrize("exact_limit", [1000, 100])
def test_a_saved_index_answers_as_before(tmp_path: Path, exact_limit: int) -> None:
    vectors = unit_rows(400, 6)
    index = VectorIndex(DIMENSION, exact_limit=exact_limit)
    index.add(range(400), vectors)
    path = tmp_path / "index.faiss"
    save_index(index, path, "state 1")
    loaded = load_index(path, "state 1", exact_limit=exact_limit)
    assert loaded is not None
    for before, after in zip(
        index.neighbours(vectors[:9], threshold=0.1, limit=9),
        loaded.neighbours(vectors[:9], threshold=0.1, limit=9),
        strict=True,
    ):
        np.testing.assert_array_equal(before, after)
    assert load_index(path, "state 2") is None
    assert load_index(tmp_path / "none", "state 1") is None
    assert [file.name for file in tmp_path.iterdir()] == ["index.faiss"]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_never_used(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("index") / "index.faiss"
    index = VectorIndex(DIMENSION)
    index.add(range(20), unit_rows(20, 7))
    save_index(index, path, "state")
    content = bytearray(path.read_bytes())
    if data.draw(st.booleans(), "cut"):
        content = content[: data.draw(st.integers(0, len(content) - 1))]
    else:
        position = data.draw(st.integers(0, len(content) - 1))
        content[position] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    stamp_was_hit = False
    with contextlib.suppress(WorkspaceDamaged):
        stamp_was_hit = load_index(path, "state") is None
        assert stamp_was_hit
