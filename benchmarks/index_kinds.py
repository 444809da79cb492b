"""Which index for large workspaces: HNSW against inverted files, with scalar quantisation, beside exact search.

    python -m benchmarks.index_kinds [--size 60000] [--threads 1]

Vectors of distinct sentences of the research data. For each kind and search effort: CPU seconds to build and for a
query, recall of the exact neighbours among the nearest `candidate_limit` above `candidate_threshold`, and megabytes.
Results go to `benchmarks/results/index_kinds.json`. Synthetic vectors would not do: what is drawn around centres falls
into the lists of an inverted file by itself.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from claimcheck.index.vectors import BUILD_EFFORT, GRAPH_LINKS, SLACK
from claimcheck.models.embedder import load_embedder
from claimcheck.settings import Settings
from claimcheck.training.gate_data import data_folder

RESULTS = Path(__file__).with_name("results") / "index_kinds.json"
SIZE = 60_000
QUERIES = 200
LEAST_WORDS, MOST_WORDS = 6, 40
GRAPH_EFFORTS = (128, 1024, 2048)
LISTS_PROBED = (16, 48, 128, 256)
TRAINING_VECTORS_A_LIST = 40
QUANTISERS = {"float16": faiss.ScalarQuantizer.QT_fp16, "8 bits": faiss.ScalarQuantizer.QT_8bit}


def inverted_file(dimension: int, size: int, quantiser: int) -> Any:
    """An inverted file with about 4 sqrt(n) lists, rounded to a power of two."""
    lists = 2 ** round(np.log2(4 * size**0.5))
    make: Any = faiss.IndexIVFScalarQuantizer
    index = make(faiss.IndexFlatIP(dimension), dimension, lists, quantiser, faiss.METRIC_INNER_PRODUCT)
    index.cp.max_points_per_centroid = TRAINING_VECTORS_A_LIST
    return index


def graph(dimension: int, size: int, quantiser: int) -> Any:
    """A graph as `claimcheck.index` makes it, with either quantiser."""
    make: Any = faiss.IndexHNSWSQ
    index = make(dimension, quantiser, GRAPH_LINKS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = BUILD_EFFORT
    return index


def searches(index: Any, kind: str, wanted: int) -> Iterator[str]:
    """Sets one search effort after the other; says which."""
    if kind == "HNSW":
        for effort in GRAPH_EFFORTS:
            index.hnsw.efSearch = effort
            yield f"{effort:,} in view"
    else:
        for lists in LISTS_PROBED:
            index.nprobe = lists
            yield f"{lists} of {index.nlist:,} lists"


def neighbours(
    index: Any, queries: NDArray[np.float32], wanted: int, threshold: float
) -> set[tuple[int, int]]:
    scores, found = index.search(queries, wanted)
    rows, columns = np.nonzero((scores >= threshold) & (found >= 0))
    return set(zip(rows.tolist(), found[rows, columns].tolist(), strict=True))


def measured(
    index: Any, queries: NDArray[np.float32], wanted: int, threshold: float, truth: set[tuple[int, int]]
) -> dict[str, Any]:
    started = time.process_time()
    found = neighbours(index, queries, wanted, threshold)
    spent = time.process_time() - started
    return {
        "query cpu ms": round(1000 * spent / len(queries), 3),
        "recall": round(len(found & truth) / len(truth), 4),
    }


def sentences(folder: Path, count: int) -> list[str]:
    """Distinct sentences, a random choice of the premises in the research data."""
    with gzip.open(folder / "nli" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = sorted({json.loads(line)["premise"] for line in lines})
    short = [text for text in found if LEAST_WORDS <= len(text.split()) <= MOST_WORDS]
    return random.Random(3).sample(short, min(count, len(short)))


def compare(vectors: NDArray[np.float32], settings: Settings) -> list[dict[str, Any]]:
    size, dimension = vectors.shape
    rng = np.random.default_rng(3)
    queries = vectors[rng.choice(size, QUERIES, replace=False)]
    wanted, threshold = settings.candidate_limit + SLACK, settings.candidate_threshold
    exact = faiss.IndexFlatIP(dimension)
    started = time.process_time()
    exact.add(vectors)
    row = {"size": size, "build cpu s": round(time.process_time() - started, 1), "MB": _megabytes(exact)}
    truth = neighbours(exact, queries, wanted, threshold)
    found = [
        {"kind": "exact, float32", "effort": "all"} | row | measured(exact, queries, wanted, threshold, truth)
    ]
    kinds: dict[str, Callable[[int, int, int], Any]] = {"HNSW": graph, "inverted file": inverted_file}
    for kind, make in kinds.items():
        for precision, quantiser in QUANTISERS.items():
            index = make(dimension, size, quantiser)
            started = time.process_time()
            index.train(vectors)
            index.add(vectors)
            row = {
                "size": size,
                "build cpu s": round(time.process_time() - started, 1),
                "MB": _megabytes(index),
            }
            for effort in searches(index, kind, wanted):
                figures = measured(index, queries, wanted, threshold, truth)
                found.append({"kind": f"{kind}, {precision}", "effort": effort} | row | figures)
                print(json.dumps(found[-1]), flush=True)
    return found


def _megabytes(index: Any) -> float:
    return round(len(faiss.serialize_index(index)) / 1e6, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=SIZE, help="how many sentences")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    faiss.omp_set_num_threads(options.threads)
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    vectors = load_embedder().encode(sentences(folder, options.size))
    found = compare(vectors.astype(np.float16).astype(np.float32), Settings())
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
