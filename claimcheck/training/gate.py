"""Fit the same-event gate: `python -m claimcheck.training.gate` (about 20 minutes on two cores).

Counts the word table on the events that are not held back, then fits a logistic regression on candidate pairs of
all sets, same and different events weighing the same in each. Signs are fixed where only one makes sense (more in
common never counts against, a wider gap in time never counts for). Each pair is seen three times: as it is, without
what a batch may lack (dates, titles, or a spread of dates), and cut down to single sentences.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimcheck.links.gate import Gate, gate_features
from claimcheck.links.gate_features import FEATURE_NAMES
from claimcheck.links.gate_words import words
from claimcheck.training.gate_data import NEGATIVES, NEWS_SETS, SETS, data_folder, load_set
from claimcheck.training.gate_pairs import LabelledPairs, ReadSet, excerpts, label_pairs, read_set

SEED = 13
LIMIT = 5000
"""Pairs of each label from each set."""
EXCERPTS = 1500
PENALTY = 1.0
RARE = 3
"""A word of at most this many events is as rare as one never seen, so that an event's own names are no hint."""
DECREASING = frozenset(
    {
        "claim names all different",
        "claim names in one article only",
        "claim lengths differ",
        "publication gap",
        "event date gap",
        "years differ",
    }
)
FREE = frozenset(
    {"article lengths", "claim is specific", "publication dates known", "event dates known", "same article"}
)
"""Every other feature may only count for the same event."""
_DATES = np.flatnonzero([name.startswith(("publi", "event date", "years")) for name in FEATURE_NAMES])
_PUBLISHED = FEATURE_NAMES.index("publication dates known")


@dataclass(frozen=True)
class Examples:
    """Features (m, k), labels (m,) and weights (m,)."""

    features: NDArray[np.float32]
    same: NDArray[np.bool_]
    weights: NDArray[np.float64]


def count_words(folder: Path) -> dict[str, Any]:
    """The word table, by event: in how many of them each word occurs. PolNeAR articles count as an event each."""
    counts: Counter[str] = Counter()
    documents = 0
    for name in (*NEWS_SETS, "ecbplus", NEGATIVES):
        source = load_set(name, folder)
        by_event: dict[str, set[str]] = defaultdict(set)
        for article in source.articles:
            if not source.held_back(article.id):
                by_event[source.events[article.id]].update(words(article.text), words(article.title or ""))
        documents += len(by_event)
        for found in by_event.values():
            counts.update(found)
    listed: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count > RARE:
            listed[count].append(word)
    table = {str(count): " ".join(sorted(listed[count])) for count in sorted(listed)}
    return {"documents": documents, "unseen": RARE - 1, "words": table}


def examples(read: ReadSet, labelled: LabelledPairs) -> Examples:
    """What is learnt from one set: its pairs as they are, with things missing, and as excerpts."""
    draw = np.random.default_rng(SEED)
    articles = read.articles
    whole = gate_features(read.claims, articles, read.vectors, labelled.pairs)
    untitled = {key: replace(article, title=None) for key, article in articles.items()}
    bare = gate_features(read.claims, untitled, read.vectors, labelled.pairs)
    bare = _without_dates(bare, labelled.same, draw)
    some = np.sort(draw.permutation(len(labelled.same))[:EXCERPTS])
    short = gate_features(
        *excerpts(read, LabelledPairs(labelled.pairs[some], labelled.same[some]), seed=SEED)
    )
    short = _without_dates(short, labelled.same[some], draw)
    first = [bare] if read.source.name == NEGATIVES else [whole, bare]
    features = np.concatenate([*first, short])
    same = np.concatenate([*[labelled.same] * len(first), labelled.same[some]])
    weights = np.where(same, 1.0 / max(1, same.sum()), 1.0 / max(1, (~same).sum()))
    return Examples(features, same, weights / (1 if read.source.name != NEGATIVES else 2))


def _without_dates(
    features: NDArray[np.float32], same: NDArray[np.bool_], draw: np.random.Generator
) -> NDArray[np.float32]:
    """Half the pairs lose their dates; other different events get the dates of some same event.

    Otherwise the fit would take "published on one day" for "the same event", which a batch of one day is not.
    """
    changed = features.copy()
    lost = draw.random(len(same)) < 0.5
    changed[np.ix_(lost, _DATES)] = 0.0
    dated = np.flatnonzero(same & (features[:, _PUBLISHED] > 0))
    moved = np.flatnonzero(~lost & ~same)
    if len(dated):
        changed[np.ix_(moved, _DATES)] = features[np.ix_(draw.choice(dated, len(moved)), _DATES)]
    else:
        changed[np.ix_(moved, _DATES)] = 0.0
    return changed


def fit(parts: Sequence[Examples]) -> Gate:
    """The gate with the least weighted log loss, L2 penalty and the signs above."""
    from scipy.optimize import minimize

    features = np.concatenate([part.features for part in parts]).astype(np.float64)
    same = np.concatenate([part.same for part in parts]).astype(np.float64)
    weights = np.concatenate([part.weights for part in parts])
    weights = weights / weights.sum() * len(weights)
    sign = 2.0 * same - 1.0

    def loss(theta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (features @ theta[:-1] + theta[-1])
        slope = -weights * sign / (1.0 + np.exp(np.clip(margin, -500, 500)))
        gradient = np.append(features.T @ slope + PENALTY * theta[:-1], slope.sum())
        value = weights @ np.logaddexp(0.0, -margin) + 0.5 * PENALTY * float(theta[:-1] @ theta[:-1])
        return float(value), gradient

    bounds = [
        (None, None) if n in FREE else (None, 0) if n in DECREASING else (0, None) for n in FEATURE_NAMES
    ]
    found = minimize(
        loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]
    )
    gate = Gate(
        weights=tuple(round(float(value), 3) for value in found.x[:-1]),
        intercept=round(float(found.x[-1]), 3),
        typical=tuple(round(float(value), 3) for value in np.average(features, axis=0, weights=weights)),
    )
    threshold = best_threshold(gate.score(features.astype(np.float32)), same > 0.5, weights)
    return replace(gate, threshold=round(threshold, 2))


def best_threshold(
    scores: NDArray[np.float64], same: NDArray[np.bool_], weights: NDArray[np.float64]
) -> float:
    """The score with the best weighted F1."""
    from sklearn.metrics import precision_recall_curve

    precision, recall, thresholds = precision_recall_curve(same, scores, sample_weight=weights)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(thresholds[int(np.argmax(f1[:-1]))])


def main(arguments: Sequence[str] | None = None) -> None:
    """Count the words, fit the gate and write both tables into the package."""
    weights = Path(__file__).resolve().parents[1] / "models" / "weights"
    parser = argparse.ArgumentParser(description="Fit the same-event gate.")
    parser.add_argument("--out", type=Path, default=weights, help="folder of gate.json and gate_words.json")
    out: Path = parser.parse_args(arguments).out
    folder = data_folder()
    if folder is None:
        raise SystemExit("the research data is missing: set CLAIMCHECK_DATA to its folder")
    _write(weights / "gate_words.json", count_words(folder))
    reads = (read_set(load_set(name, folder), held_back=False) for name in (*SETS, NEGATIVES))
    _write(out / "gate.json", fit_sets(reads).to_json())


def fit_sets(reads: Any) -> Gate:
    """The gate fitted on sets that were read."""
    return fit([examples(read, label_pairs(read, limit=LIMIT, seed=SEED, unsure=False)) for read in reads])


def _write(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
