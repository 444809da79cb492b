"""The same-event gate on events that it was not fitted on: `python -m benchmarks.gate [--sets NAME ...]`.

Candidate pairs (cosine 0.45 and above) of different articles, from the held-back third of the events of each set.
AUC and F1 of the gate beside cosine alone; same and different events weigh the same in F1 and precision, and the
threshold of either is the one that was best on the events it was fitted on. The same figures with dates, titles and
outlets removed, and with the articles cut down to single sentences. Takes about ten minutes.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimcheck.links.gate import gate_features, load_gate
from claimcheck.training.gate_data import SETS, data_folder, load_set
from claimcheck.training.gate_pairs import ReadSet, excerpts, label_pairs, read_set

RESULTS = Path(__file__).parent / "results" / "gate.json"
LIMIT = 5000
"""Pairs of each label from each set."""
SEED = 1
COSINE_THRESHOLD = 0.45
"""For cosine alone: the best F1 on the sets' other events is to let every candidate pass."""
Figures = dict[str, float]


@dataclass(frozen=True)
class Scored:
    """Pairs of one set with what each way of scoring says; (m,) each."""

    same: NDArray[np.bool_]
    scores: dict[str, NDArray[np.float64]]
    seconds: float


def score_set(read: ReadSet) -> Scored:
    """Score the candidate pairs of one set in every way that is compared."""
    gate = load_gate()
    labelled = label_pairs(read, limit=LIMIT, seed=SEED, unsure=True)
    start = time.process_time()
    features = gate_features(read.claims, read.articles, read.vectors, labelled.pairs)
    scores = {"cosine": features[:, 0].astype(np.float64), "gate": gate.score(features)}
    seconds = time.process_time() - start
    bare = {
        key: replace(article, published=None, title=None, outlet=None)
        for key, article in read.articles.items()
    }
    undated = [replace(claim, dates=()) for claim in read.claims]
    scores["gate, no dates or titles"] = gate.score(
        gate_features(undated, bare, read.vectors, labelled.pairs)
    )
    scores["gate, single sentences"] = gate.score(gate_features(*excerpts(read, labelled, seed=SEED)))
    return Scored(labelled.same, scores, seconds)


def figures(
    same: NDArray[np.bool_], scores: NDArray[np.float64], threshold: float, weights: NDArray[np.float64]
) -> Figures:
    """AUC, F1 and the rest at `threshold`, and precision where recall is 0.95; pairs weighed by `weights`."""
    from sklearn.metrics import precision_recall_curve, roc_auc_score

    passed = scores >= threshold
    hits, flagged = weights[same & passed].sum(), weights[passed].sum()
    precision, recall, _ = precision_recall_curve(same, scores, sample_weight=weights)
    return {
        "auc": round(float(roc_auc_score(same, scores, sample_weight=weights)), 4),
        "f1": round(float(2 * hits / (flagged + weights[same].sum())), 4),
        "recall": round(float(hits / weights[same].sum()), 4),
        "false positive rate": round(float(weights[~same & passed].sum() / weights[~same].sum()), 4),
        "precision at recall 0.95": round(float(precision[recall >= 0.95].max()), 4),
    }


def calibration_error(
    same: NDArray[np.bool_], scores: NDArray[np.float64], weights: NDArray[np.float64]
) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum(9, (scores * 10).astype(int))
    gaps = [
        abs(float(((same - scores) * weights)[bins == number].sum()))
        for number in range(10)
        if (bins == number).any()
    ]
    return round(sum(gaps) / float(weights.sum()), 4)


def balanced(same: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights under which both labels weigh the same, 1 in all."""
    return np.asarray(np.where(same, 0.5 / max(1, same.sum()), 0.5 / max(1, (~same).sum())), np.float64)


def table(scored: dict[str, Scored]) -> dict[str, dict[str, Figures]]:
    """Figures of each set and way of scoring, and of all sets pooled, each set weighing the same."""
    rows: dict[str, dict[str, Figures]] = {}
    ways = next(iter(scored.values())).scores
    weights = {name: balanced(item.same) for name, item in scored.items()}
    for name, item in scored.items():
        rows[name] = {
            way: figures(item.same, item.scores[way], _threshold(way), weights[name]) for way in ways
        }
    same = np.concatenate([item.same for item in scored.values()])
    weight = np.concatenate([weights[name] for name in scored])
    rows["pooled"] = {}
    for way in ways:
        scores = np.concatenate([item.scores[way] for item in scored.values()])
        rows["pooled"][way] = figures(same, scores, _threshold(way), weight)
        if way != "cosine":
            rows["pooled"][way]["calibration error"] = calibration_error(same, scores, weight)
    return rows


def _threshold(way: str) -> float:
    return COSINE_THRESHOLD if way == "cosine" else load_gate().threshold


def report(reads: Iterable[ReadSet]) -> None:
    """Score and print; the results of all sets together are also written."""
    scored = {read.source.name: score_set(read) for read in reads}
    rows = table(scored)
    columns = ("auc", "f1", "recall", "false positive rate", "precision at recall 0.95")
    print(f"{'set':22}{'scored by':28}" + "".join(f"{column:>26}" for column in columns))
    for name, ways in rows.items():
        for way, row in ways.items():
            print(f"{name:22}{way:28}" + "".join(f"{row[column]:26.4f}" for column in columns))
    counts = {
        name: {
            "same": int(item.same.sum()),
            "different": int((~item.same).sum()),
            "cpu seconds": round(item.seconds, 2),
        }
        for name, item in scored.items()
    }
    print(f"calibration error, pooled: {rows['pooled']['gate']['calibration error']:.4f}; pairs: {counts}")
    if set(scored) != set(SETS):
        return
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"figures": rows, "pairs": counts}, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    chosen = parser.parse_args(arguments).sets
    folder = data_folder()
    if folder is None:
        raise SystemExit("skipped: the research data is missing; set CLAIMCHECK_DATA to its folder")
    report(read_set(load_set(name, folder), held_back=True) for name in chosen)


if __name__ == "__main__":
    main()
