from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.errors import ModelError
from claimcheck.models.tagger import TAGS, Tagger, load_tagger, pack_windows


@given(st.lists(st.lists(st.integers(1, 99), max_size=40), max_size=12), st.integers(3, 30))
def test_windows_hold_every_piece_once_in_order(sentences: list[list[int]], size: int) -> None:
    windows = list(pack_windows(sentences, size))
    assert all(0 < len(window.ids) <= size - 2 for window in windows)
    seen = [place for window in windows for place in window.origin]
    assert seen == [(row, place) for row, pieces in enumerate(sentences) for place in range(len(pieces))]
    assert [piece for window in windows for piece in window.ids] == [p for s in sentences for p in s]


def test_a_plain_attribution_is_tagged() -> None:
    ((row,),) = load_tagger().tag([["The mayor said the bridge was unsafe."]])
    best = [TAGS[index] for index in row.probabilities.argmax(axis=1)]
    words = dict(zip(["The", "mayor", "said", "the", "bridge", "was", "unsafe"], best, strict=False))
    assert (words["mayor"], words["said"], words["bridge"]) == ("source", "cue", "content")
    assert row.probabilities.sum(axis=1) == pytest.approx(1.0, abs=1e-4)


def test_nothing_to_tag() -> None:
    assert load_tagger().tag([]) == []
    assert load_tagger().tag([[]]) == [[]]


def test_missing_and_damaged_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.onnx"):
        Tagger(tmp_path / "none.onnx")
    (tmp_path / "bad.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"bad\.onnx"):
        Tagger(tmp_path / "bad.onnx")
