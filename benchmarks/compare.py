"""What slots and denials add to the judge in `compare`: `python -m benchmarks.compare [--per-set 200]`.

Each NLI dev source and each group of held-back news pairs goes through `compare`; beside it stand the judge's own
scores on the same pairs. Printed, and written to `benchmarks/results/compare.json`: the area under the ROC curve of
`contradiction` where a set has pairs with and without, and the share called a contradiction.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.judge import Figures, print_table
from claimcheck.links.compare import compare
from claimcheck.models.judge import load_judge
from claimcheck.training.judge_sets import news_sets, nli_sets
from claimcheck.training.nli_data import data_dir

RESULTS = Path(__file__).with_name("results") / "compare.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, and write it as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("--per-set", type=int, default=200, help="pairs of a set at most")
    parser.add_argument("--judge", help="folder or name of another judge (default: the bundled one)")
    parser.add_argument("--part", choices=("calibration", "dev"), default="dev")
    parser.add_argument("--out", type=Path, default=RESULTS)
    args = parser.parse_args(argv)
    data = data_dir()
    if data is None:
        print("skipped: no data (set CLAIMCHECK_DATA to the folder of the public data)")
        return 0
    judge = load_judge(args.judge)
    if judge is None:
        print("skipped: no judge is bundled")
        return 0
    sets = {**nli_sets(data, args.part, args.per_set), **news_sets(data, args.part, args.per_set)}
    table: dict[str, Figures] = {}
    for name, pairs in sets.items():
        judged = judge.judge([(p.premise, p.hypothesis) for p in pairs])
        compared = compare([(p.premise, p.hypothesis) for p in pairs], judge=judge)
        truth = [p.label == 2 for p in pairs]
        table[name] = {
            "pairs": len(pairs),
            "contradictions": sum(truth),
            "judge_auc": auc(truth, [j.contradiction for j in judged]),
            "compare_auc": auc(truth, [c.contradiction for c in compared]),
            "judge_called": round(float(np.mean([j.relation == "contradicts" for j in judged])), 3),
            "compare_called": round(float(np.mean([c.relation == "contradicts" for c in compared])), 3),
        }
    print_table("set", table)
    args.out.parent.mkdir(exist_ok=True)
    args.out.write_text(json.dumps({"judge": judge.name, "sets": table}, indent=2) + "\n", encoding="utf-8")
    return 0


def auc(truth: Sequence[bool], scores: Sequence[float]) -> float | str:
    """Area under the ROC curve, or nothing where all pairs are of one kind."""
    from sklearn.metrics import roc_auc_score

    return round(float(roc_auc_score(truth, scores)), 3) if 0 < sum(truth) < len(truth) else ""


if __name__ == "__main__":
    sys.exit(main())
