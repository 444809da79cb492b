"""The pair model on the project's own labelled pairs: dispute against the rest, and all four classes.

    python -m benchmarks.pairs           # report
    python -m benchmarks.pairs --fit     # fit on the train and dev events, write the weights, report
    python -m benchmarks.pairs --readings  # only how far the two readings of the labels agree; needs no news set

The labels are those of `benchmarks/labels/pairs.csv` and, of flags that were read, of the two `top_disputes` files.
Events are split by hash into train, dev and test; the test part is for the report. `test_as_drawn` is the test part
without the flags, which were read because they were shown and so flatter what shows them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, cohen_kappa_score

from benchmarks.labelled_pairs import (
    CLASS_OF,
    LABELS,
    RELABELS,
    VOCABULARY,
    Joined,
    as_the_pipeline,
    each_once,
    evidence_of,
    read_labels,
)
from benchmarks.top_disputes import read_flags
from claimcheck.links.disputable import has_grounds, may_dispute
from claimcheck.links.pair_model import CLASSES, load_pair_model
from claimcheck.settings import Settings
from claimcheck.training.gate_data import data_folder
from claimcheck.training.pairs import fit, save

SHOWN = Settings().dispute_threshold
RESULTS = Path(__file__).with_name("results") / "pairs.json"


def probabilities(joined: Sequence[Joined]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Class probabilities (pairs, 4), and which pairs are shown as a dispute (pairs,), as the pipeline has them.

    A pair that it looks no further at is "other" for sure; one without grounds is not shown. Where one of the two is a
    denial that points at the other, that link's score is the probability of a dispute, as in a run.
    """
    rows = np.tile(np.eye(len(CLASSES))[CLASSES.index("other")], (len(joined), 1))
    weighed = [(row, item.pair) for row, item in enumerate(joined) if item.pair is not None]
    model = load_pair_model()
    seen = as_the_pipeline([pair for _, pair in weighed], model, Settings())
    rows[[row for row, _ in weighed]] = model.probabilities(seen)
    shown = rows[:, CLASSES.index("dispute")] >= SHOWN
    for (row, _), pair in zip(weighed, seen, strict=True):
        shown[row] &= has_grounds(pair) and may_dispute(pair)
    for row, item in enumerate(joined):
        if item.denial > rows[row, CLASSES.index("dispute")]:
            rows[row] *= (1 - item.denial) / (1 - rows[row, CLASSES.index("dispute")])
            rows[row, CLASSES.index("dispute")] = item.denial
        shown[row] |= item.denial >= SHOWN
    return rows, shown


def expected_calibration_error(scores: NDArray[np.float64], hits: NDArray[np.bool_], bins: int = 10) -> float:
    """Mean gap between score and share of hits over equal-width bins, weighted by their size (Naeini et al., 2015)."""
    rows = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = [
        abs(scores[rows == row].mean() - hits[rows == row].mean()) * (rows == row).mean()
        for row in range(bins)
        if (rows == row).any()
    ]
    return float(sum(gaps))


def measure(joined: Sequence[Joined]) -> dict[str, float]:
    """Average precision and calibration of the dispute class, beside the judge and the cosine alone."""
    truth = np.array([CLASS_OF[item.label.label] for item in joined])
    disputes = truth == "dispute"
    likely, found = probabilities(joined)
    scores = likely[:, CLASSES.index("dispute")]
    judged = np.array(
        [p.judgement.contradiction if (p := item.pair) and p.judgement else 0.0 for item in joined]
    )
    cosines = np.array([item.pair.cosine if item.pair else 0.0 for item in joined])
    return {
        "pairs": len(joined),
        "disputes": int(disputes.sum()),
        "average_precision": float(average_precision_score(disputes, scores)),
        "average_precision_judge_alone": float(average_precision_score(disputes, judged)),
        "average_precision_cosine_alone": float(average_precision_score(disputes, cosines)),
        f"precision_shown_from_{SHOWN}": float(disputes[found].mean()) if found.any() else 0.0,
        f"recall_shown_from_{SHOWN}": float(found[disputes].mean()) if disputes.any() else 0.0,
        "calibration_error": expected_calibration_error(scores, disputes),
        "accuracy_of_four": float((np.array(CLASSES)[likely.argmax(axis=1)] == truth).mean()),
    }


def agreement_of_readings() -> dict[str, dict[str, float]]:
    """Cohen's kappa (1960) between the two readings of the pairs that were read twice, of both draws and of each.

    Kappa depends on how common each label is, and the second draw was made to be rich in disputes, so that the draws
    are not to be judged by one figure.
    """
    first = {label.pair_id: label.label for label in read_labels(LABELS)}
    second = {label.pair_id: label.label for label in read_labels(RELABELS)}
    both = sorted(first.keys() & second.keys())
    draws = {
        "all": both,
        "first_draw": [key for key in both if key.startswith("p")],
        "second_draw": [key for key in both if key.startswith("q")],
    }
    return {
        name: kappas([first[key] for key in keys], [second[key] for key in keys])
        for name, keys in draws.items()
    }


def kappas(ours: Sequence[str], theirs: Sequence[str]) -> dict[str, float]:
    """Kappa of two readings of the same pairs, over the six labels and for dispute against the rest."""
    return {
        "read_twice": len(ours),
        "same_label": sum(x == y for x, y in zip(ours, theirs, strict=True)),
        "disputes_first_reading": ours.count("dispute"),
        "disputes_second_reading": theirs.count("dispute"),
        "disputes_in_both": sum(x == y == "dispute" for x, y in zip(ours, theirs, strict=True)),
        "kappa_six_labels": float(cohen_kappa_score(ours, theirs, labels=list(VOCABULARY))),
        "kappa_dispute_or_not": float(
            cohen_kappa_score([x == "dispute" for x in ours], [x == "dispute" for x in theirs])
        ),
    }


def main() -> int:
    """Report, and fit where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--fit", action="store_true", help="fit on train and dev events and write the weights"
    )
    parser.add_argument("--readings", action="store_true", help="only the agreement of the two readings")
    options = parser.parse_args()
    if options.readings:
        print(json.dumps(agreement_of_readings(), indent=1))
        return 0
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    drawn = frozenset(read_labels())
    joined = evidence_of(each_once([*read_labels(), *read_flags()]), folder)
    parts = {
        part: [j for j in joined if (j.label.split == "test") == (part == "test")]
        for part in ("fitted", "test")
    }
    if options.fit:
        rows = [(item.label, item.pair) for item in parts["fitted"] if item.pair is not None]
        labels = [CLASS_OF[label.label] for label, _ in rows]
        events = [f"{label.dataset}/{min(label.event_a, label.event_b)}" for label, _ in rows]
        model, strength = fit(np.array([pair.features for _, pair in rows]), labels, events)
        about = (
            f"Fitted by benchmarks.pairs --fit on {len(rows)} labelled pairs "
            f"({', '.join(f'{n} {c}' for c, n in sorted(Counter(labels).items()))}), prior variance {strength}."
        )
        save(model, about)
        load_pair_model.cache_clear()
    parts["test_as_drawn"] = [item for item in parts["test"] if item.label in drawn]
    report: dict[str, object] = {part: measure(rows) for part, rows in parts.items()}
    if RELABELS.exists():
        report["second_reading"] = agreement_of_readings()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
