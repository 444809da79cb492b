"""Check-worthiness on ClaimBuster: AUC of the shipped weights on the held-back third; `--fit` trains them anew.

python -m benchmarks.checkworthiness [--fit] [--limit N]

The split is by a hash of the sentence's id: two thirds to fit on, one third held back.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from claimcheck.claims import checkworthiness
from claimcheck.models.parser import load_parser


def data_file() -> Path:
    root = os.environ.get("CLAIMCHECK_DATA") or Path(__file__).parents[2] / "shared" / "data"
    return Path(root) / "checkworthy" / "checkworthy_claimbuster.jsonl.gz"


def held_back(identifier: str) -> bool:
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 3 == 0


def read(path: Path, limit: int | None) -> list[tuple[str, str, int]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows.sort(key=lambda row: hashlib.sha256(str(row["id"]).encode()).hexdigest())
    return [(str(row["id"]), str(row["text"]), int(row["label"])) for row in rows[:limit]]


def featurise(texts: Iterable[str]) -> list[tuple[float, ...]]:
    return [checkworthiness.features(doc[:]) for doc in load_parser().pipe(texts, batch_size=128)]


def fit(features: list[tuple[float, ...]], labels: list[int]) -> dict[str, object]:
    """Weights of a logistic regression (L2, C = 1), rounded to three places."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1.0, max_iter=2000).fit(features, labels)
    return {
        "trained_on": "ClaimBuster, the two thirds whose id hash is not 0 modulo 3",
        "bias": round(float(model.intercept_[0]), 3),
        "weights": {
            name: round(float(weight), 3)
            for name, weight in zip(checkworthiness.FEATURES, model.coef_[0], strict=True)
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="train the weights anew before measuring")
    parser.add_argument("--limit", type=int, help="use only this many sentences")
    options = parser.parse_args()
    path = data_file()
    if not path.exists():
        print(f"skipped: {path} is not there (set CLAIMCHECK_DATA)")
        return 0
    rows = read(path, options.limit)
    if not options.fit:
        rows = [row for row in rows if held_back(row[0])]
    features = featurise(text for _, text, _ in rows)
    if options.fit:
        kept = [i for i, row in enumerate(rows) if not held_back(row[0])]
        weights = fit([features[i] for i in kept], [rows[i][2] for i in kept])
        checkworthiness.WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measure(rows, features), indent=1))
    return 0


def measure(rows: list[tuple[str, str, int]], features: list[tuple[float, ...]]) -> dict[str, float]:
    from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

    test = [i for i, row in enumerate(rows) if held_back(row[0])]
    labels = [rows[i][2] for i in test]
    scores = [checkworthiness.score_features(features[i]) for i in test]
    by_length = [features[i][0] for i in test]
    return {
        "sentences": len(test),
        "auc": round(float(roc_auc_score(labels, scores)), 3),
        "average_precision": round(float(average_precision_score(labels, scores)), 3),
        "f1_at_half": round(float(f1_score(labels, [s >= 0.5 for s in scores])), 3),
        "base_rate": round(sum(labels) / len(labels), 3),
        "auc_length_alone": round(float(roc_auc_score(labels, by_length)), 3),
    }


if __name__ == "__main__":
    sys.exit(main())
