"""The whole run against what an analyst would write in a notebook, on the same articles, one after the other.

    python -m benchmarks.speed [--articles 247] [--cross-encoder MODEL]

Each part is a fresh process, so that its wall time, CPU time and peak memory hold its imports and model loading too:

- `run`: `analyse` with its CSV files written
- `encode`: the run's distinct sentences encoded alone, by the run's own back end
- `encode propositions`: the same for what the run in fact encodes, its distinct propositions
- `notebook`: sentence-transformers in float32, `util.community_detection`, and a `CrossEncoder` over all pairs of
  sentences of different articles above cosine 0.6
- `notebook flags`: the bundled judge on those pairs, in the direction in which they stand: how many a notebook with
  a trained cross-encoder would flag; no part of the notebook's time
- `semhash`: near-duplicates alone, by SemHash with the same sentence model

Without `--cross-encoder` the notebook's cross-encoder is the packaged MiniLM with an untrained head of three labels:
how long it takes does not depend on its weights. Results go to `benchmarks/results/speed.json`, their plot to
`docs/images/speed.svg` where matplotlib is installed, and the table of `docs/performance.md` is printed.
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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.records import Article
from claimcheck.training.gate_data import data_folder, load_set

RESULTS = Path(__file__).with_name("results") / "speed.json"
PLOT = Path(__file__).parents[1] / "docs" / "images" / "speed.svg"
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


@dataclass(frozen=True)
class Task:
    """What a part is given: the articles, the notebook's model, and a folder in which parts leave texts for others."""

    articles: list[Article]
    cross_encoder: str | None
    scratch: Path

    def leave(self, name: str, texts: Any) -> None:
        (self.scratch / f"{name}.json").write_text(json.dumps(texts), encoding="utf-8")

    def take(self, name: str) -> Any:
        return json.loads((self.scratch / f"{name}.json").read_text(encoding="utf-8"))


def part_run(task: Task) -> dict[str, Any]:
    from claimcheck.analysis import Analyser, analyse
    from claimcheck.report.csv_files import write_csv

    marks: dict[str, float] = {}
    started = time.perf_counter()

    def mark(stage: str, done: int, total: int) -> None:
        marks[f"{stage} done" if done >= total else stage] = round(time.perf_counter() - started, 2)

    analyser = Analyser()
    results = analyse(task.articles, analyser=analyser, progress=mark)
    write_csv(results, task.scratch / "csv")
    task.leave("sentences", sorted({claim.sentence for claim in results.claims}))
    task.leave("propositions", sorted({claim.proposition for claim in results.claims}))
    pairs = {frozenset((link.a, link.b)) for link in results.links if link.kind is not None}
    return {
        "claims": len(results.claims),
        "links": len(results.links),
        "flagged": len(pairs),
        "disputes": len(results.disputes),
        "stages, wall s": marks,
    }


def _encode(texts: list[str]) -> dict[str, Any]:
    from claimcheck.models.embedder import load_embedder

    load_embedder().encode(texts)
    return {"texts": len(texts)}


def part_encode(task: Task) -> dict[str, Any]:
    return _encode(task.take("sentences"))


def part_encode_propositions(task: Task) -> dict[str, Any]:
    return _encode(task.take("propositions"))


def part_notebook(task: Task) -> dict[str, Any]:
    import numpy as np
    import torch
    from sentence_transformers import CrossEncoder, SentenceTransformer, util

    from claimcheck.models.embedder import packaged_model_dir

    sentences, owners = sentences_of(task.articles)
    model = SentenceTransformer(str(packaged_model_dir()))
    vectors = model.encode(sentences, normalize_embeddings=True, convert_to_tensor=True)
    communities = util.community_detection(vectors, threshold=0.75, min_community_size=2)
    cosines = (vectors @ vectors.T).cpu().numpy()
    owner = np.array(owners)
    rows, columns = np.nonzero(np.triu(cosines > COSINE, 1) & (owner[:, None] != owner[None, :]))
    pairs = [(sentences[i], sentences[j]) for i, j in zip(rows, columns, strict=True)]
    judge = CrossEncoder(task.cross_encoder or str(packaged_model_dir()), num_labels=3)
    with torch.inference_mode():
        judge.predict(pairs, show_progress_bar=False)
    task.leave("pairs", pairs)
    return {"sentences": len(sentences), "communities": len(communities), "pairs judged": len(pairs)}


def part_notebook_flags(task: Task) -> dict[str, Any]:
    from claimcheck.models.judge import OnnxJudge, load_judge
    from claimcheck.models.judgement import LABELS

    judge = load_judge()
    pairs = [(a, b) for a, b in task.take("pairs")]
    if not isinstance(judge, OnnxJudge) or not pairs:
        return {"skipped": "no bundled judge, or nothing to judge"}
    likeliest = judge.logits(pairs).argmax(axis=1)
    return {"pairs judged": len(pairs), "flagged": int((likeliest == LABELS.index("contradiction")).sum())}


def part_semhash(task: Task) -> dict[str, Any]:
    from semhash import SemHash
    from sentence_transformers import SentenceTransformer

    from claimcheck.models.embedder import packaged_model_dir

    sentences, _owners = sentences_of(task.articles)
    model = SentenceTransformer(str(packaged_model_dir()))
    found = SemHash.from_records(records=sentences, model=model).self_deduplicate()
    return {"sentences": len(sentences), "kept": len(found.selected)}


PARTS: dict[str, Callable[[Task], dict[str, Any]]] = {
    "run": part_run,
    "encode": part_encode,
    "encode propositions": part_encode_propositions,
    "notebook": part_notebook,
    "notebook flags": part_notebook_flags,
    "semhash": part_semhash,
}


def measure(part: str, options: argparse.Namespace, scratch: str) -> dict[str, Any]:
    """One part in a process of its own: its figures, wall and CPU seconds, peak memory in MB."""
    command = [sys.executable, "-m", "benchmarks.speed", "--part", part, "--scratch", scratch]
    command += ["--articles", str(options.articles)]
    command += ["--cross-encoder", options.cross_encoder] if options.cross_encoder else []
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


def ratios_of(found: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """The notebook against the run, and the run against encoding alone: in wall and CPU seconds, and in flags."""
    ratios = {}
    for over, under, *figures in (
        ("notebook", "run", "wall s", "cpu s"),
        ("run", "encode", "wall s", "cpu s"),
        ("run", "encode propositions", "wall s", "cpu s"),
        ("notebook flags", "run", "flagged"),
    ):
        for figure in figures:
            top, bottom = found[over].get(figure), found[under].get(figure)
            if top and bottom:
                ratios[f"{over} / {under}, {figure}"] = round(top / bottom, 2)
    return ratios


def table(found: Mapping[str, Mapping[str, Any]]) -> str:
    """The parts as the Markdown table of `docs/performance.md`."""
    lines = ["| part | wall s | CPU s | peak MB | what came of it |", "| --- | --- | --- | --- | --- |"]
    for part, figures in found.items():
        said = ", ".join(
            f"{value:,} {name}" if isinstance(value, int) else str(value)
            for name, value in figures.items()
            if name not in {"wall s", "cpu s", "peak MB", "stages, wall s"}
        )
        columns = (part, *(figures.get(name, "") for name in ("wall s", "cpu s", "peak MB")), said)
        lines.append(f"| {' | '.join(str(column) for column in columns)} |")
    return "\n".join(lines)


def draw(found: Mapping[str, Mapping[str, Any]], target: Path) -> None:
    """CPU and wall seconds of each part as bars."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    parts = [part for part in found if "cpu s" in found[part] and part != "notebook flags"][::-1]
    figure, axis = pyplot.subplots(figsize=(8, 0.6 * len(parts) + 1.2))
    for shift, name in ((0.2, "wall s"), (-0.2, "cpu s")):
        places = [place + shift for place in range(len(parts))]
        axis.barh(places, [found[part][name] for part in parts], height=0.4, label=name)
    axis.set_yticks(range(len(parts)), parts)
    axis.set_xlabel("seconds")
    axis.legend()
    axis.grid(alpha=0.3, axis="x")
    figure.tight_layout()
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, metadata={"Date": None})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=10_000, help="how many of the set [all]")
    parser.add_argument("--cross-encoder", help="the notebook's cross-encoder")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--scratch", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if data_folder() is None:
        print("skipped: the research data is not here (set CLAIMCHECK_DATA)")
        return 0
    if options.part:
        task = Task(articles_of(options.articles), options.cross_encoder, options.scratch)
        figures = PARTS[options.part](task)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(figures | {"peak MB": round(peak)}))
        return 0
    load = os.getloadavg()[0]
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for part in PARTS:
            if part == "semhash" and importlib.util.find_spec("semhash") is None:
                found[part] = {"skipped": "semhash is not installed: pip install semhash"}
            else:
                found[part] = measure(part, options, scratch)
            print(f"{part:20} {json.dumps(found[part])}", flush=True)
    ratios = ratios_of(found)
    versions = {
        name: importlib.metadata.version(name) for name in PACKAGES if importlib.util.find_spec(_module(name))
    }
    report = {
        "articles": len(articles_of(options.articles)),
        "cores": os.cpu_count(),
        "load before and after": [round(load, 1), round(os.getloadavg()[0], 1)],
        "versions": versions,
        "parts": found,
        "ratios": ratios,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if importlib.util.find_spec("matplotlib"):
        draw(found, PLOT)
    print(table(found), json.dumps(ratios, indent=1), sep="\n")
    return 0


def _module(package: str) -> str:
    return {"faiss-cpu": "faiss", "sentence-transformers": "sentence_transformers"}.get(package, package)


if __name__ == "__main__":
    raise SystemExit(main())
