"""Ways to run the two networks on this processor: how fast, and how near to float32.

    python -m benchmarks.backends [--texts 300] [--judge-checkpoint FOLDER]

Texts are sentences of `events_multi_outlet`. All back ends run in one thread, in turns, `--rounds` times; the least
CPU time of each counts, so that other work on the same cores disturbs all alike. Fidelity is against torch float32:
for the embedder the largest change of any pair's cosine, all pairs and those above 0.5; for the judge how often the
likeliest class is the same, and the mean change of a probability. "One at a time" means a text alone, unpadded;
"batches" hold texts of one length. Without the model that the bundled judge was packed from (a transformers folder,
from `claimcheck.training.judge`) only the embedder is measured, and what was measured of the judge before is kept. The
embedder is measured by OpenVINO, too, where that is installed.
Results go to `benchmarks/results/backends.json`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.speed import articles_of, sentences_of
from claimcheck.models.batching import equal_batches
from claimcheck.models.embedder import GRAPH, packaged_model_dir
from claimcheck.training.gate_data import data_folder

RESULTS = Path(__file__).with_name("results") / "backends.json"
BATCH = 32
NEAR = 0.5
Rows = NDArray[np.float32]
Network = Callable[[NDArray[np.int64], NDArray[np.int64]], Rows]
"""From word pieces and their segments, (texts, length), to a row a text."""


def run_all(network: Network, encodings: Sequence[Any], size: int) -> Rows:
    """The network on every text, in batches of one length."""
    rows: list[Rows | None] = [None] * len(encodings)
    for batch in equal_batches([len(encoding.ids) for encoding in encodings], size):
        ids = np.array([encodings[i].ids for i in batch], dtype=np.int64)
        segments = np.array([encodings[i].type_ids for i in batch], dtype=np.int64)
        for i, row in zip(batch, network(ids, segments), strict=True):
            rows[i] = row
    return np.stack([row for row in rows if row is not None])


def unit_means(states: Rows) -> Rows:
    means = states.mean(axis=1)
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)


def onnx_network(path: Path, finish: Callable[[Rows], Rows]) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [item.name for item in session.get_inputs()]

    def run(ids: NDArray[np.int64], segments: NDArray[np.int64]) -> Rows:
        return finish(session.run(None, dict(zip(names, (ids, segments), strict=False)))[0])

    return run


def openvino_network(path: Path, precision: str, finish: Callable[[Rows], Rows]) -> Network:
    openvino = importlib.import_module("openvino")
    compiled = openvino.Core().compile_model(
        str(path),
        "CPU",
        {"INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1},
    )
    request = compiled.create_infer_request()
    inputs = len(compiled.inputs)

    def run(ids: NDArray[np.int64], segments: NDArray[np.int64]) -> Rows:
        found = request.infer(dict(enumerate((ids, segments)[:inputs])))
        return finish(np.array(next(iter(found.values())), np.float32))

    return run


def torch_network(model: Any, finish: Callable[[Rows], Rows], *, bfloat16: bool) -> Network:
    import torch

    def run(ids: NDArray[np.int64], segments: NDArray[np.int64]) -> Rows:
        inputs = {"input_ids": torch.from_numpy(ids)}
        if getattr(model.config, "type_vocab_size", 0):
            inputs["token_type_ids"] = torch.from_numpy(segments)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
            found = model(**inputs)
        return finish(found[0].float().numpy())

    return run


def save_whole(graph: Path, weights: Path, target: Path) -> Path:
    """The embedder's graph with its weights in it, as other run times want it."""
    import onnx
    from onnx import numpy_helper
    from safetensors.numpy import load_file

    model = onnx.load(str(graph), load_external_data=False)
    tensors = load_file(weights)
    for position, initializer in enumerate(model.graph.initializer):
        name = initializer.name
        values = tensors.get(name.removesuffix(".T"))
        if values is not None:
            values = np.ascontiguousarray(values.T if name.endswith(".T") else values)
            model.graph.initializer[position].CopyFrom(numpy_helper.from_array(values, name))
    onnx.save(model, str(target))
    return target


def quantised(path: Path) -> Path:
    """The same network with 8-bit weights a channel and activations quantised as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    target = path.with_suffix(".int8.onnx")
    quantize_dynamic(path, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    return target


def networks(float_model: Any, whole: Path, int8: Path, finish: Callable[[Rows], Rows]) -> dict[str, Any]:
    """Each back end and its batch size."""
    found: dict[str, Any] = {
        "torch, float32, batches": (torch_network(float_model, finish, bfloat16=False), BATCH),
        "torch, bfloat16, batches": (torch_network(float_model, finish, bfloat16=True), BATCH),
        "ONNX Runtime, float32, one at a time": (onnx_network(whole, finish), 1),
        "ONNX Runtime, float32, batches": (onnx_network(whole, finish), BATCH),
        "ONNX Runtime, int8, one at a time": (onnx_network(int8, finish), 1),
        "ONNX Runtime, int8, batches": (onnx_network(int8, finish), BATCH),
    }
    if importlib.util.find_spec("openvino"):
        for precision, name in (("f32", "float32"), ("bf16", "bfloat16")):
            found[f"OpenVINO, {name}, batches"] = (openvino_network(whole, precision, finish), BATCH)
    return found


def measure(
    found: Mapping[str, tuple[Network, int]], encodings: Sequence[Any], rounds: int
) -> tuple[dict[str, float], dict[str, Rows]]:
    """Least CPU seconds of each back end over the rounds, and its rows."""
    rows, seconds = {}, dict.fromkeys(found, float("inf"))
    for name, (network, size) in found.items():
        rows[name] = run_all(network, encodings, size)
    for _ in range(rounds):
        for name, (network, size) in found.items():
            started = time.process_time()
            run_all(network, encodings, size)
            seconds[name] = min(seconds[name], time.process_time() - started)
    return seconds, rows


def embedder(texts: Sequence[str], rounds: int, scratch: Path) -> dict[str, dict[str, float]]:
    from tokenizers import Tokenizer
    from transformers import BertModel

    folder = packaged_model_dir()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    whole = save_whole(GRAPH, folder / "model.safetensors", scratch / "embedder.onnx")
    model = BertModel.from_pretrained(folder, add_pooling_layer=False).eval()
    seconds, rows = measure(
        networks(model, whole, quantised(whole), unit_means), tokenizer.encode_batch(list(texts)), rounds
    )
    reference = next(iter(rows.values()))
    cosines = reference @ reference.T
    near = (cosines > NEAR) & ~np.eye(len(texts), dtype=bool)
    report = {}
    for name, vectors in rows.items():
        change = np.abs(vectors @ vectors.T - cosines)
        report[name] = {
            "ms a text": round(1000 * seconds[name] / len(texts), 2),
            "largest change": round(float(change.max()), 4),
            f"largest change above {NEAR}": round(float(change[near].max()), 4) if near.any() else 0.0,
        }
    return report


def judge(texts: Sequence[str], checkpoint: Path, rounds: int) -> dict[str, dict[str, float]]:
    """The bundled judge against the model that it was packed from."""
    from transformers import AutoModelForSequenceClassification

    from claimcheck.models.judge import TOKENIZER_NAME, WEIGHTS, OnnxJudge
    from claimcheck.models.judgement import softmax

    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    model = AutoModelForSequenceClassification.from_pretrained(checkpoint).eval()
    if (WEIGHTS / TOKENIZER_NAME).read_bytes() != (checkpoint / TOKENIZER_NAME).read_bytes():
        raise SystemExit(
            f"{checkpoint} reads other word pieces than the bundled judge: it was not packed from it"
        )
    packed = OnnxJudge(WEIGHTS, threads=1)

    seconds, rows = measure(
        {
            "torch, float32, batches": (torch_network(model, as_it_is, bfloat16=False), BATCH),
            "torch, bfloat16, batches": (torch_network(model, as_it_is, bfloat16=True), BATCH),
            "packed, ONNX Runtime, int8, one at a time": (packed.run, 1),
            "packed, ONNX Runtime, int8, batches": (packed.run, BATCH),
        },
        packed.encode(pairs),
        rounds,
    )
    reference = softmax(next(iter(rows.values())))
    report = {}
    for name, logits in rows.items():
        likely = softmax(logits)
        report[name] = {
            "ms a pair": round(1000 * seconds[name] / len(pairs), 2),
            "same class": round(float((likely.argmax(1) == reference.argmax(1)).mean()), 4),
            "mean change": round(float(np.abs(likely - reference).mean()), 4),
        }
    return report


def as_it_is(logits: Rows) -> Rows:
    return logits


def table(report: Mapping[str, Mapping[str, float]]) -> str:
    """The back ends as a Markdown table, with their speed against the first."""
    head = list(next(iter(report.values())))
    lines = [f"| back end | {' | '.join(head)} | times as fast |", "| --- " * (len(head) + 2) + "|"]
    first = next(iter(report.values()))[head[0]]
    for name, figures in report.items():
        values = " | ".join(str(figures[column]) for column in head)
        lines.append(f"| {name} | {values} | {first / figures[head[0]]:.1f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument(
        "--judge-checkpoint", type=Path, help="the model that the bundled judge was packed from"
    )
    options = parser.parse_args()
    if data_folder() is None:
        print("skipped: the research data is not here (set CLAIMCHECK_DATA)")
        return 0
    import torch

    torch.set_num_threads(1)
    texts = sorted(set(sentences_of(articles_of(60))[0]))
    texts = random.Random(7).sample(texts, min(options.texts, len(texts)))
    report = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    with tempfile.TemporaryDirectory() as scratch:
        report["embedder"] = embedder(texts, options.rounds, Path(scratch))
        print(table(report["embedder"]), flush=True)
        if options.judge_checkpoint is not None:
            report["judge"] = judge(texts, options.judge_checkpoint, options.rounds)
            print(table(report["judge"]))
    RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
