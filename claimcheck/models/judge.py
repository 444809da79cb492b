"""The judge: does one statement entail or contradict another? Loading, and the two kinds that can be loaded.

The bundled judge is a cross-encoder trained by this project (`docs/model-card.md`), run by ONNX Runtime, so that
judging needs neither torch nor transformers. Any sentence-transformers cross-encoder can replace it.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from claimcheck.errors import ModelError
from claimcheck.models.batching import available_cores
from claimcheck.models.judgement import LABELS, Calibration, Judgement
from claimcheck.models.packed import initializers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights") / "judge"
CONFIG_NAME = "judge.json"
GRAPH_NAME = "model.onnx"
WEIGHTS_NAME = "weights.safetensors"
TOKENIZER_NAME = "tokenizer.json"


class Judge(Protocol):
    """Anything that judges pairs of statements."""

    name: str

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """One judgement a pair, in order; `judge([(b, a)])` is `judge([(a, b)])` swapped."""
        ...


class OnnxJudge:
    """The bundled judge, or another folder of the same form: `judge.json`, a graph, its packed weights and
    `tokenizer.json`.

    Each statement pair is run alone, unpadded, one pair a core: on CPUs that is no slower than batches, and a pair's
    score cannot depend on what else is in its batch.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        config = read_config(folder)
        self.name = str(config["name"])
        self.calibration = Calibration.from_mapping(config["calibration"])
        self._threads = threads or available_cores()
        self._tokenizer, self._session = _open(folder, config)
        self._inputs = [item.name for item in self._session.get_inputs()]  # MPNet knows no segments

    def with_threads(self, threads: int) -> OnnxJudge:
        """The same judge running `threads` pairs side by side."""
        other = copy.copy(self)
        other._threads = threads
        return other

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """Judge each pair in both directions; odd and empty texts are judged as they are."""
        directed = list(dict.fromkeys(pair for a, b in pairs for pair in ((a, b), (b, a))))
        if not directed:
            return []
        logits = dict(zip(directed, self.logits(directed), strict=True))
        return _judgements(self.calibration, pairs, logits)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Raw scores (pairs, 3) of premise and hypothesis, in the order of `LABELS`."""
        import numpy as np

        encodings = self.encode(pairs)

        def alone(index: int) -> NDArray[np.float32]:
            encoding = encodings[index]
            return self.run(np.array([encoding.ids], np.int64), np.array([encoding.type_ids], np.int64))

        if self._threads == 1 or len(encodings) == 1:
            return np.concatenate([alone(i) for i in range(len(encodings))])
        with ThreadPoolExecutor(self._threads) as pool:
            return np.concatenate(list(pool.map(alone, range(len(encodings)))))

    def encode(self, pairs: Sequence[tuple[str, str]]) -> list[Any]:
        """The pairs as word pieces, cut to the longest input."""
        return list(self._tokenizer.encode_batch(list(pairs)))

    def run(self, ids: NDArray[np.int64], segments: NDArray[np.int64]) -> NDArray[np.float32]:
        """Raw scores (pairs, 3) of word pieces and their segments, each (pairs, tokens): pairs of one length."""
        inputs = {"input_ids": ids, "token_type_ids": segments}
        found: NDArray[np.float32] = self._session.run(None, {name: inputs[name] for name in self._inputs})[0]
        return found


class CrossEncoderJudge:
    """Any three-way sentence-transformers cross-encoder, uncalibrated; its label order is read from its
    config.
    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model: Any = CrossEncoder(name)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"Cannot load the judge {name!r}: {error}. Give a folder or the name of an installed cross-encoder."
            ) from error
        self.name = name
        self._order = label_order(self._model.config.id2label.values(), name)
        self.calibration = Calibration()

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """Judge each pair in both directions."""
        directed = list(dict.fromkeys(pair for a, b in pairs for pair in ((a, b), (b, a))))
        if not directed:
            return []
        scores = self._model.predict(directed, apply_softmax=False, show_progress_bar=False)
        logits = dict(zip(directed, scores[:, self._order], strict=True))
        return _judgements(self.calibration, pairs, logits)


def load_judge(name: str | None = None) -> Judge | None:
    """The bundled judge for None and "bundled" (or None where no weights are bundled), no judge for "none", else
    that model.

    A folder with a `judge.json` is one of ours; anything else is given to sentence-transformers as a cross-
    encoder. Raises `ModelError` where a path has no folder, or the weights are damaged, missing or not a three-way
    classifier.
    """
    if name is None or name == "bundled":
        return OnnxJudge(WEIGHTS) if (WEIGHTS / CONFIG_NAME).exists() else None
    if name == "none":
        return None
    if (Path(name) / CONFIG_NAME).exists():
        return OnnxJudge(Path(name))
    # Said before sentence-transformers is loaded, which would look for a model of that name for long.
    if _is_path(name) and not Path(name).is_dir():
        raise ModelError(
            f"Cannot load the judge {name!r}: no such folder. Give the folder of a judge, the name of an installed "
            'cross-encoder, "bundled" or "none".'
        )
    return CrossEncoderJudge(name)


def _is_path(name: str) -> bool:
    """Whether it can only be a path: the name of a model is "name" or "owner/name"."""
    return Path(name).is_absolute() or name.startswith((".", "~")) or "\\" in name or name.count("/") > 1


def read_config(folder: Path) -> dict[str, Any]:
    """The checked `judge.json` of a folder: every file it names must have the SHA-256 it states.

    Raises ModelError where a file is damaged or missing, or the folder was packed by an earlier version.
    """
    try:
        config: dict[str, Any] = json.loads((folder / CONFIG_NAME).read_text(encoding="utf-8"))
        for file, expected in config["files"].items():
            found = hashlib.sha256((folder / file).read_bytes()).hexdigest()
            if found != expected:
                raise ModelError(
                    f"{folder / file} is damaged: its SHA-256 is {found[:12]}..., not {expected[:12]}.... "
                    "Reinstall claimcheck."
                )
        missing = {"name", "labels", "max_tokens", "calibration"} - set(config)
        if missing:
            raise KeyError(", ".join(sorted(missing)))
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ModelError(f"The judge in {folder} cannot be read ({error}): reinstall claimcheck.") from error
    if not {GRAPH_NAME, WEIGHTS_NAME, TOKENIZER_NAME} <= set(config["files"]):
        raise ModelError(
            f"The judge in {folder} was packed by an earlier version: pack it again with "
            "`python -m claimcheck.training.judge ship`."
        )
    if tuple(config["labels"]) != LABELS:
        raise ModelError(f"The judge in {folder} has labels {config['labels']}, expected {list(LABELS)}.")
    return config


def label_order(labels: Iterable[str], name: str) -> list[int]:
    """Where each of `LABELS` stands among a model's own labels; `ModelError` if one is missing."""
    own = [str(label).lower() for label in labels]
    order = [
        next((i for i, label in enumerate(own) if label.startswith(wanted[:6])), -1) for wanted in LABELS
    ]
    if -1 in order:
        raise ModelError(
            f"The model {name!r} has the labels {own}; a judge needs entailment, neutral and contradiction."
        )
    return order


def _open(folder: Path, config: dict[str, Any]) -> tuple[Any, Any]:
    """The tokenizer and the ONNX Runtime session of a checked folder."""
    import onnxruntime
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # pairs run side by side instead, which scales better than splitting one
    options.log_severity_level = 3
    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_NAME))
        weights = initializers(load_file(folder / WEIGHTS_NAME))
        longest, least = int(config["max_tokens"]), tokenizer.num_special_tokens_to_add(True)
        tables = [values for name, values in weights.items() if name.endswith("position_embeddings.weight")]
        places = len(tables[0]) if tables else 0
        if not least <= longest <= places:
            raise ValueError(f"its max_tokens is {longest}, its graph reads {least} to {places}")
        tokenizer.enable_truncation(longest)
        tokenizer.no_padding()
        options.add_external_initializers(
            list(weights), [onnxruntime.OrtValue.ortvalue_from_numpy(values) for values in weights.values()]
        )
        session = onnxruntime.InferenceSession(
            (folder / GRAPH_NAME).read_bytes(),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # slower than the parts that it fuses
        )
    except Exception as error:  # the exceptions of onnxruntime and tokenizers derive from Exception alone
        raise ModelError(
            f"The judge in {folder} cannot be run: {error}. Reinstall claimcheck, or bring onnxruntime up to date."
        ) from error
    return tokenizer, session


def _judgements(
    calibration: Calibration, pairs: Sequence[tuple[str, str]], logits: dict[tuple[str, str], Any]
) -> list[Judgement]:
    import numpy as np

    ab = np.stack([logits[(a, b)] for a, b in pairs])
    ba = np.stack([logits[(b, a)] for a, b in pairs])
    return calibration.judgements(ab, ba)
