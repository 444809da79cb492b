"""The embedder: unit vectors, one per text, the same whatever else is encoded with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.errors import ModelError
from claimcheck.models.embedder import OnnxEmbedder, check_weights, load_embedder, packaged_model_dir

FLOOD = "The river rose by two metres overnight and flooded the old town of Larnow."
FLOOD_TOO = "Overnight the river climbed two metres, flooding Larnow's old town."
OTHER = "Shares of the shipping company fell by a tenth on Monday."


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder(threads=1)


def test_vectors_are_unit_length_in_the_order_given(embedder: OnnxEmbedder) -> None:
    vectors = embedder.encode([FLOOD, OTHER, FLOOD])
    assert vectors.shape == (3, embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_paraphrases_are_nearer_than_other_topics(embedder: OnnxEmbedder) -> None:
    flood, flood_too, other = embedder.encode([FLOOD, FLOOD_TOO, OTHER])
    assert flood @ flood_too > 0.7
    assert flood @ other < 0.3


def test_a_vector_does_not_depend_on_its_batch(embedder: OnnxEmbedder) -> None:
    alone = embedder.encode([FLOOD])[0]
    np.testing.assert_array_equal(alone, embedder.encode([OTHER * 9, FLOOD, "Yes."])[1])
    same_length = [FLOOD.replace("two", number) for number in ("three", "four", "five", "six", "seven")]
    np.testing.assert_array_equal(alone, embedder.encode([*same_length, FLOOD])[-1])


def test_no_texts_give_no_vectors(embedder: OnnxEmbedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_it_agrees_with_sentence_transformers(embedder: OnnxEmbedder) -> None:
    texts = [FLOOD, OTHER, "Yes.", FLOOD * 20]
    reference = load_embedder(str(packaged_model_dir()))
    assert reference.dimension == embedder.dimension
    np.testing.assert_allclose(embedder.encode(texts), reference.encode(texts), atol=2e-2)
    assert reference.encode([]).shape == (0, embedder.dimension)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_has_a_finite_unit_vector(embedder: OnnxEmbedder, texts: list[str]) -> None:
    vectors = embedder.encode(texts)
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), np.ones(len(texts)), atol=1e-5)


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"not the model")
    with pytest.raises(ModelError, match="SHA-256"):
        check_weights(weights)
    with pytest.raises(ModelError, match="cannot be read"):
        check_weights(tmp_path / "none")


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(ModelError, match="no-such-model"):
        load_embedder("/no-such-model")
