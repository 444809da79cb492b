"""The quality gate: quick scorers on a fixed part of the public data, against the floors in `floors.json`.

    python -m benchmarks.floors             # print the table
    python -m benchmarks.floors --check     # and fail where a figure is below its floor
    python -m benchmarks.floors --set [--lower]   # pin the figures of this run; --lower allows a floor to fall

A floor holds for the data whose digest stands beside it. Without the data every scorer is skipped, and said so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from claimcheck.training.gate_data import data_folder

FLOORS = Path(__file__).with_name("floors.json")
USED = (
    "html/ground-truth.json",
    "segments/ud_pud.jsonl.gz",
    "attribution/polnear_dev.jsonl.gz",
    "attribution/articles_train.jsonl.gz",
    "nli/dev.jsonl.gz",
    "news/events_multi_outlet.jsonl.gz",
    "news/altered_articles.jsonl.gz",
    "news/basil.jsonl.gz",
)
SLACK = 0.02
"""A floor is pinned this much below the figure: int8 kernels differ in the last digits between processors."""
COARSE = {
    "clusters.events_with_cross_outlet_cluster": 0.1,
    "altered.recall": 0.06,
    "altered.articles_free_of_false_conflicts": 0.07,
    "pairs.average_precision": 0.05,
    "denials.tied_right": 0.08,
    "denials.found": 0.06,
    "planted.found": 0.02,
    "planted.shown_right": 0.1,
}
"""Figures over so few events that one of them is more than `SLACK`."""

ATTRIBUTION_ARTICLES = 15
CLUSTER_ARTICLES = 40
JUDGE_PAIRS = 40
ALTERED_ARTICLES = 16
PAIR_SETS = ("basil", "altered_articles")
"""The sets whose labelled pairs are scored, fitted and held back alike: those with few articles to read."""


def html_extraction(folder: Path) -> dict[str, float]:
    from benchmarks.html_extraction import ours, scores

    found = scores(ours, 1)
    return {"token_f1": sum(found) / len(found)}


def segmentation(folder: Path) -> dict[str, float]:
    from benchmarks.segmentation import f1, rules

    return {"ud_pud_f1": f1(folder / "segments" / "ud_pud.jsonl.gz", rules)}


def attribution(folder: Path) -> dict[str, float]:
    from benchmarks.attribution import claim_spans, score
    from claimcheck.claims import extract_claims
    from claimcheck.training.tagger import read_polnear

    gold = list(read_polnear(folder, "dev"))[:ATTRIBUTION_ARTICLES]
    figures = score(gold, claim_spans(extract_claims([item.article for item in gold])))
    return {f"{part}_f1": figures[part]["f1"] for part in ("source", "cue", "content")}


def judge(folder: Path) -> dict[str, float]:
    from benchmarks import judge as benchmark

    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "judge.json"
        benchmark.main(["--per-set", str(JUDGE_PAIRS), "--speed-pairs", "0", "--out", str(out)])
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return {
        "nli_accuracy": report["nli"]["macro"]["accuracy"],
        "nli_auc": report["overall"]["nli"]["auc"],
        "news_auc": report["overall"]["news"]["auc"],
    }


def clusters(folder: Path) -> dict[str, float]:
    from benchmarks.clusters import measure, run

    figures = measure(*run(folder, CLUSTER_ARTICLES))
    return {
        "purity": figures["purity"],
        "events_with_cross_outlet_cluster": figures["events_with_cross_outlet_cluster"],
        "disputes_within_one_event": 1.0 - figures["disputes_across_events"],
        "b_cubed_f1": figures["b_cubed_f1"],
    }


def altered(folder: Path) -> dict[str, float]:
    from benchmarks.altered import measure, read_rows
    from claimcheck.analysis import Analyser

    figures = measure(read_rows(folder)[:ALTERED_ARTICLES], None, Analyser())
    return {
        "recall": float(figures["recall"]),
        "articles_free_of_false_conflicts": 1.0 - float(figures["articles_with_a_false_conflict"]),
    }


def pairs(folder: Path) -> dict[str, float]:
    from benchmarks.labelled_pairs import each_once, evidence_of, read_labels
    from benchmarks.pairs import measure
    from benchmarks.top_disputes import read_flags

    labels = [label for label in each_once([*read_labels(), *read_flags()]) if label.dataset in PAIR_SETS]
    figures = measure(evidence_of(labels, folder))
    return {
        "average_precision": figures["average_precision"],
        "calibration": 1.0 - figures["calibration_error"],
    }


def denials(folder: Path) -> dict[str, float]:
    from benchmarks.denials import measure, read_denials

    counts, _ = measure(read_denials(), folder)
    return {
        "tied_right": counts["tied right"] / max(1, counts["tied"]),
        "found": counts["tied right"] / max(1, counts["with a report"]),
    }


def planted(_folder: Path) -> dict[str, float]:
    from benchmarks.planted import BATCHES, measure
    from claimcheck.analysis import Analyser

    analyser = Analyser()
    figures = [measure(batch, analyser) for batch in BATCHES]
    total = {name: sum(found[name] for found in figures) for name in figures[0]}
    return {
        "found": total["found"] / total["planted"],
        "shown_right": total["shown_right"] / max(1.0, total["shown"]),
    }


SCORERS: Mapping[str, Callable[[Path], dict[str, float]]] = {
    "html_extraction": html_extraction,
    "segmentation": segmentation,
    "attribution": attribution,
    "judge": judge,
    "clusters": clusters,
    "altered": altered,
    "pairs": pairs,
    "denials": denials,
    "planted": planted,
}


def digest(folder: Path) -> str:
    """SHA-256 over the files that the scorers read."""
    total = hashlib.sha256()
    for name in USED:
        total.update(name.encode())
        total.update((folder / name).read_bytes())
    return total.hexdigest()


def measure_all(folder: Path) -> dict[str, float]:
    """Every figure, named "scorer.figure"."""
    return {
        f"{name}.{figure}": round(value, 4)
        for name, scorer in SCORERS.items()
        for figure, value in scorer(folder).items()
    }


def show(figures: Mapping[str, float], floors: Mapping[str, float]) -> None:
    """The table of figures and floors."""
    table = Table("figure", "now", "floor")
    for name, value in figures.items():
        floor = floors.get(name)
        mark = "" if floor is None or value >= floor else "  BELOW"
        table.add_row(name, f"{value:.4f}", "-" if floor is None else f"{floor:.4f}{mark}")
    Console(width=100).print(table)


def pin(figures: Mapping[str, float], floors: Mapping[str, float], *, lower: bool) -> dict[str, float]:
    """New floors: figures less their slack, never lower than before unless `lower`."""
    return {
        name: round(value - slack if lower else max(value - slack, floors.get(name, 0.0)), 4)
        for name, value in figures.items()
        for slack in [COARSE.get(name, SLACK)]
    }


def main() -> int:
    """Measure, and check or pin."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit with 1 where a figure is below its floor")
    parser.add_argument("--set", action="store_true", help="pin the figures of this run")
    parser.add_argument("--lower", action="store_true", help="with --set: let floors fall")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    pinned: dict[str, Any] = {"data": "", "floors": {}}
    if FLOORS.exists():
        pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    now = digest(folder)
    figures = measure_all(folder)
    show(figures, pinned["floors"])
    if options.set:
        floors = pin(figures, pinned["floors"], lower=options.lower)
        FLOORS.write_text(json.dumps({"data": now, "floors": floors}, indent=1) + "\n", encoding="utf-8")
        return 0
    if pinned["data"] != now:
        print(
            f"other data than the floors were pinned on ({now[:12]} against {pinned['data'][:12]}): not compared"
        )
        return 0
    below = [name for name, floor in pinned["floors"].items() if figures.get(name, 0.0) < floor]
    if below:
        print("below the floor: " + ", ".join(below))
    return 1 if below and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
