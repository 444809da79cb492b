"""The whole run against what an analyst would write in a notebook, on the same articles, one after the other.

    python -m benchmarks.speed [--articles 247] [--cross-encoder MODEL]

Each part is a fresh process, so that its wall time, CPU time and peak memory hold its imports and model loading too:

- `run`: `claimcheck run` as an analyst calls it, CSV files written
- `encode`: the run's distinct propositions encoded alone, by the fastest back end (see `docs/performance.md`)
- `notebook`: sentence-transformers in float32, `util.community_detection`, and a `CrossEncoder` over all pairs of
  sentences of different articles above cosine 0.6
- `semhash`: near-duplicates alone, by SemHash with the same sentence model

Without `--cross-encoder` the notebook's cross-encoder is the packaged MiniLM with an untrained head of three labels:
how long it takes does not depend on its weights. Results go to `benchmarks/results/speed.json`.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimcheck.records import Article
from claimcheck.training.gate_data import data_folder, load_set

RESULTS = Path(__file__).with_name("results") / "speed.json"
SET = "events_multi_outlet"
COSINE = 0.6
"""Pairs that the notebook gives to its cross-encoder."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
PACKAGES = ("sentence-transformers", "torch", "onnxruntime", "faiss-cpu", "semhash", "spacy")


def articles_of(count: int) -> list[Article]:
    """The first articles of the set."""
    folder = data_folder()
    return list(load_set(SET, folder).articles[:count]) if folder else []


def sentences_of(articles: list[Article]) -> tuple[list[str], list[int]]:
    """Sentences as a notebook would split them, and each one's article."""
    pairs = [
        (sentence.strip(), number)
        for number, article in enumerate(articles)
        for sentence in SENTENCE_END.split(article.text)
        if len(sentence.strip()) > 20
    ]
    return [sentence for sentence, _ in pairs], [number for _, number in pairs]


def part_run(articles: list[Article], _: str | None) -> dict[str, Any]:
    from claimcheck.analysis import Analyser, analyse
    from claimcheck.report.csv_files import write_csv

    marks: dict[str, float] = {}
    started = time.perf_counter()
    results = analyse(
        articles,
        analyser=Analyser(),
        progress=lambda stage, done, total: marks.__setitem__(
            f"{stage} {'end' if done else 'start'}", round(time.perf_counter() - started, 2)
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        write_csv(results, folder)
    pairs = {frozenset((link.a, link.b)) for link in results.links if link.kind is not None}
    return {
        "sentences": len({claim.sentence for claim in results.claims}),
        "claims": len(results.claims),
        "links": len(results.links),
        "flagged": len(pairs),
        "disputes": len(results.disputes),
        "stages": marks,
    }


def part_encode(articles: list[Article], _: str | None) -> dict[str, Any]:
    from claimcheck.models.embedder import load_embedder

    texts = sorted(set(sentences_of(articles)[0]))
    load_embedder().encode(texts)
    return {"sentences": len(texts)}


def part_notebook(articles: list[Article], cross_encoder: str | None) -> dict[str, Any]:
    import numpy as np
    import torch
    from sentence_transformers import CrossEncoder, SentenceTransformer, util

    from claimcheck.models.embedder import packaged_model_dir

    sentences, owners = sentences_of(articles)
    model = SentenceTransformer(str(packaged_model_dir()))
    vectors = model.encode(sentences, normalize_embeddings=True, convert_to_tensor=True)
    communities = util.community_detection(vectors, threshold=0.75, min_community_size=2)
    cosines = (vectors @ vectors.T).cpu().numpy()
    owner = np.array(owners)
    rows, columns = np.nonzero(np.triu(cosines > COSINE, 1) & (owner[:, None] != owner[None, :]))
    pairs = [(sentences[i], sentences[j]) for i, j in zip(rows, columns, strict=True)]
    judge = CrossEncoder(cross_encoder or str(packaged_model_dir()), num_labels=3)
    with torch.inference_mode():
        judge.predict(pairs, show_progress_bar=False)
    return {"sentences": len(sentences), "communities": len(communities), "pairs judged": len(pairs)}


def part_semhash(articles: list[Article], _: str | None) -> dict[str, Any]:
    from semhash import SemHash
    from sentence_transformers import SentenceTransformer

    from claimcheck.models.embedder import packaged_model_dir

    sentences, _owners = sentences_of(articles)
    model = SentenceTransformer(str(packaged_model_dir()))
    found = SemHash.from_records(records=sentences, model=model).self_deduplicate()
    return {"sentences": len(sentences), "kept": len(found.selected)}


PARTS: dict[str, Callable[[list[Article], str | None], dict[str, Any]]] = {
    "run": part_run,
    "encode": part_encode,
    "notebook": part_notebook,
    "semhash": part_semhash,
}


def measure(part: str, count: int, cross_encoder: str | None) -> dict[str, Any]:
    """One part in a process of its own: its figures, wall and CPU seconds, peak memory in MB."""
    command = [sys.executable, "-m", "benchmarks.speed", "--part", part, "--articles", str(count)]
    command += ["--cross-encoder", cross_encoder] if cross_encoder else []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no reason given"}
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return {"wall s": round(wall, 1), "cpu s": round(cpu, 1)} | figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=10_000, help="how many of the set [all]")
    parser.add_argument("--cross-encoder", help="the notebook's cross-encoder")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if data_folder() is None:
        print("skipped: the research data is not here (set CLAIMCHECK_DATA)")
        return 0
    if options.part:
        figures = PARTS[options.part](articles_of(options.articles), options.cross_encoder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(figures | {"peak MB": round(peak)}))
        return 0
    found: dict[str, Any] = {}
    for part in PARTS:
        if part == "semhash" and importlib.util.find_spec("semhash") is None:
            found[part] = {"skipped": "semhash is not installed: pip install semhash"}
        else:
            found[part] = measure(part, options.articles, options.cross_encoder)
        print(f"{part:10} {json.dumps(found[part])}", flush=True)
    ratios = {}
    for name, over, under in (("notebook / run", "notebook", "run"), ("run / encode", "run", "encode")):
        for clock in ("wall s", "cpu s"):
            if clock in found[over] and clock in found[under]:
                ratios[f"{name}, {clock}"] = round(found[over][clock] / found[under][clock], 2)
    print(json.dumps(ratios))
    versions = {
        name: importlib.metadata.version(name) for name in PACKAGES if importlib.util.find_spec(_module(name))
    }
    report = {
        "articles": len(articles_of(options.articles)),
        "cores": os.cpu_count(),
        "versions": versions,
        "parts": found,
        "ratios": ratios,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


def _module(package: str) -> str:
    return {"faiss-cpu": "faiss", "sentence-transformers": "sentence_transformers"}.get(package, package)


if __name__ == "__main__":
    raise SystemExit(main())
