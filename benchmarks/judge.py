"""Quality and speed of the judge beside its rivals: `python -m benchmarks.judge` (`make bench-judge`).

Sets: each NLI dev source and the held-back news events of `claimcheck.training.judge_sets` (the halves that
were not used for calibration), and ClaimDiff "weaken" (never tuned on). Rivals, in the same run: cosine of
the sentence embeddings, negation-and-number rules, the same judge in float32 torch by sentence-
transformers' `CrossEncoder.predict` at its defaults (`--rival FOLDER`), and any cross-encoder named by
`--rival`. What is missing is skipped, and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimcheck.errors import ModelError
from claimcheck.models.judge import Judge, OnnxJudge, load_judge
from claimcheck.models.judgement import Judgement
from claimcheck.training.judge_calibrate import expected_calibration_error
from claimcheck.training.judge_sets import news_sets, nli_sets
from claimcheck.training.nli_data import LABEL_NAMES, LabelledPair, data_dir, read_jsonl

RESULTS = Path(__file__).with_name("results") / "judge.json"
Figures = dict[str, float | int | str]
Scorer = Callable[[Sequence[tuple[str, str]]], NDArray[np.float64]]
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|denied|denies|rejected|false)\b|n't\b", re.I
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and write them as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge", description=__doc__)
    parser.add_argument("--judge", help="folder or name of another judge (default: the bundled one)")
    parser.add_argument("--rival", action="append", default=[], help="a cross-encoder to measure beside it")
    parser.add_argument("--per-set", type=int, default=200, help="pairs of a set at most")
    parser.add_argument(
        "--speed-pairs", type=int, default=300, help="pairs that speed is measured on; 0: no speed"
    )
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument(
        "--errors", type=Path, help="write the errors of the news sets to this file, to be read"
    )
    args = parser.parse_args(argv)
    data = data_dir()
    if data is None:
        print("skipped: no data (set CLAIMCHECK_DATA to the folder of the public data)")
        return 0
    judge = load_judge(args.judge)
    if judge is None:
        print("skipped: no judge is bundled")
        return 0
    nli, news = nli_sets(data, "dev", args.per_set), news_sets(data, "dev", args.per_set)
    everything = {**nli, **news}
    judged = {name: judge.judge(_texts(pairs)) for name, pairs in everything.items()}
    report: dict[str, Any] = {"judge": judge.name, "per_set": args.per_set}
    report["nli"] = {name: nli_figures(nli[name], judged[name]) for name in nli}
    report["nli"]["macro"] = {
        "accuracy": round(float(np.mean([report["nli"][name]["accuracy"] for name in nli])), 3)
    }
    report["news"] = {name: news_figures(news[name], judged[name]) for name in news}
    report["overall"] = {
        "nli": overall(_joined(nli), [j for name in nli for j in judged[name]]),
        "news": overall(_joined(news), [j for name in news for j in judged[name]]),
    }
    report["rivals"] = rivals(nli, news, args.rival)
    report["claimdiff_weaken"] = claimdiff(data, judge, args.per_set * 4)
    if args.speed_pairs:
        speed_pairs = _texts(_joined(everything))[:: max(1, len(_joined(everything)) // args.speed_pairs)]
        report["speed"] = speed(judge, speed_pairs, args.rival)
    print_report(report)
    if args.errors:
        args.errors.write_text(errors(news, judged), encoding="utf-8")
    args.out.parent.mkdir(exist_ok=True)
    args.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


def _texts(pairs: Sequence[LabelledPair]) -> list[tuple[str, str]]:
    return [(p.premise, p.hypothesis) for p in pairs]


def _joined(sets: dict[str, list[LabelledPair]]) -> list[LabelledPair]:
    return [p for pairs in sets.values() for p in pairs]


def nli_figures(pairs: Sequence[LabelledPair], judged: Sequence[Judgement]) -> Figures:
    """Accuracy of the first direction, and contradiction by the relation over both directions."""
    guesses = [int(np.argmax([j.entailment_ab, j.neutral_ab, j.contradiction_ab])) for j in judged]
    gold = np.array([p.label for p in pairs])
    return {
        "pairs": len(pairs),
        "accuracy": round(float((gold == guesses).mean()), 3),
        **detection(gold == 2, judged),
    }


def detection(truth: NDArray[np.bool_], judged: Sequence[Judgement]) -> Figures:
    """Precision, recall, F1 of "contradicts", area under the ROC curve and calibration error of
    `contradiction`.
    """
    from sklearn.metrics import roc_auc_score

    scores = np.array([j.contradiction for j in judged])
    called = np.array([j.relation == "contradicts" for j in judged])
    hits = int((called & truth).sum())
    both = bool(truth.any() and not truth.all())
    return {
        "precision": round(hits / max(1, int(called.sum())), 3),
        "recall": round(hits / max(1, int(truth.sum())), 3),
        "f1": round(2 * hits / max(1, int(called.sum() + truth.sum())), 3),
        "auc": round(float(roc_auc_score(truth, scores)), 3) if both else "",
        "ece": round(expected_calibration_error(scores, truth), 3),
    }


def news_figures(pairs: Sequence[LabelledPair], judged: Sequence[Judgement]) -> Figures:
    """How often a news set of one kind is called what: each relation's share."""
    relations = [j.relation for j in judged]
    counts = {
        r: round(relations.count(r) / max(1, len(relations)), 3)
        for r in ("contradicts", "abstain", "neutral")
    }
    agreeing = sum(r in ("equivalent", "entails", "entailed_by") for r in relations)
    gold = LABEL_NAMES[max({p.label for p in pairs}, key=[p.label for p in pairs].count)] if pairs else ""
    return {
        "pairs": len(pairs),
        "mostly": gold,
        **counts,
        "agree": round(agreeing / max(1, len(relations)), 3),
    }


def overall(pairs: Sequence[LabelledPair], judged: Sequence[Judgement]) -> Figures:
    """Contradiction detection over all pairs of a kind."""
    return {"pairs": len(pairs), **detection(np.array([p.label == 2 for p in pairs]), judged)}


def cosine_scorer() -> Scorer:
    """One minus the cosine of the sentence embeddings would rank other topics first, so: the cosine."""
    from sentence_transformers import SentenceTransformer

    from claimcheck.training.judge import packaged_base

    model = SentenceTransformer(str(packaged_base()))

    def score(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        a = model.encode([p[0] for p in pairs], normalize_embeddings=True, show_progress_bar=False)
        b = model.encode([p[1] for p in pairs], normalize_embeddings=True, show_progress_bar=False)
        cosine: NDArray[np.float64] = np.einsum("ij,ij->i", a, b).astype(np.float64)
        return cosine

    return score


def rule_score(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """Word overlap, counted only where one side is negated and the other is not, or their numbers differ."""

    def one(a: str, b: str) -> float:
        words_a, words_b = (set(re.findall(r"[a-z]{3,}", t.lower())) for t in (a, b))
        overlap = len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))
        negated = bool(_NEGATION.search(a)) != bool(_NEGATION.search(b))
        numbers_a, numbers_b = set(_NUMBER.findall(a)), set(_NUMBER.findall(b))
        differ = bool(numbers_a and numbers_b and not (numbers_a <= numbers_b or numbers_b <= numbers_a))
        return overlap if negated or differ else 0.01 * overlap

    return np.array([one(a, b) for a, b in pairs])


def rivals(
    nli: dict[str, list[LabelledPair]], news: dict[str, list[LabelledPair]], named: Sequence[str]
) -> dict[str, Figures]:
    """Area under the ROC curve of contradiction, rival by rival: all pairs, or every third for a named model."""
    from sklearn.metrics import roc_auc_score

    scorers: dict[str, Callable[[], Scorer]] = {
        "cosine alone": cosine_scorer,
        "negation and number rules": lambda: rule_score,
    }
    for name in named:
        scorers[name] = lambda name=name: _judge_scorer(name)  # type: ignore[misc]
    table: dict[str, Figures] = {}
    for name, load in scorers.items():
        try:
            score = load()
        except (ModelError, ImportError, OSError) as error:
            print(f"skipped {name}: {error}", file=sys.stderr)
            continue
        row: Figures = {}
        for kind, sets in (("nli_auc", nli), ("news_auc", news)):
            pairs = _joined(sets)[:: 3 if name in named else 1]
            row[kind] = round(float(roc_auc_score([p.label == 2 for p in pairs], score(_texts(pairs)))), 3)
        table[name] = row
    if not named:
        print("no other cross-encoder measured (name one with --rival)", file=sys.stderr)
    return table


def _judge_scorer(name: str) -> Scorer:
    judge = load_judge(name)
    if judge is None:
        raise ModelError(f"no judge {name!r}")
    return lambda pairs: np.array([j.contradiction for j in judge.judge(pairs)])


def claimdiff(data: Path, judge: Judge, count: int) -> Figures:
    """Average precision of ClaimDiff "weaken" by `contradiction` and by cosine, beside the base rate."""
    from sklearn.metrics import average_precision_score

    rows = list(read_jsonl(data / "claim_pairs" / "claimdiff_weak.jsonl.gz"))
    rows = rows[:: max(1, len(rows) // count)]
    gold = [int(str(row["label"])) for row in rows]
    pairs = [(str(row["a"]), str(row["b"])) for row in rows]
    base = float(np.mean(gold))
    ours = float(average_precision_score(gold, [j.contradiction for j in judge.judge(pairs)]))
    cosine = float(average_precision_score(gold, cosine_scorer()(pairs)))
    return {
        "pairs": len(rows),
        "base_rate": round(base, 3),
        "judge_ap": round(ours, 3),
        "cosine_ap": round(cosine, 3),
        "judge_over_base": round(ours / base, 3),
        "cosine_over_base": round(cosine / base, 3),
    }


def speed(judge: Judge, pairs: Sequence[tuple[str, str]], named: Sequence[str]) -> dict[str, Figures]:
    """Pairs a second, both directions, same pairs: the judge, and each named cross-encoder at its defaults."""
    table = {judge.name: _timed(judge, pairs)}
    if isinstance(judge, OnnxJudge):
        table[f"{judge.name} (one thread)"] = _timed(judge.with_threads(1), pairs)
    for name in named:
        rival = load_judge(name)
        if rival is not None:
            table[name] = _timed(rival, pairs)
    return table


def _timed(judge: Judge, pairs: Sequence[tuple[str, str]]) -> Figures:
    judge.judge(pairs[:20])
    wall, cpu = time.perf_counter(), time.process_time()
    judge.judge(pairs)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {
        "pairs": len(pairs),
        "pairs_per_second": round(len(pairs) / wall, 1),
        "pairs_per_cpu_second": round(len(pairs) / cpu, 1),
        "cores": os.cpu_count() or 1,
    }


def errors(news: dict[str, list[LabelledPair]], judged: dict[str, list[Judgement]]) -> str:
    """The news pairs judged wrongly, for reading: gold, judged, probability and both texts."""
    lines: list[str] = []
    for name, pairs in news.items():
        lines.append(f"## {name}")
        lines += [
            f"{LABEL_NAMES[p.label]} -> {j.relation} {j.contradiction:.2f}\t{p.source}\t{p.premise}\t{p.hypothesis}"
            for p, j in zip(pairs, judged[name], strict=True)
            if (p.label == 2) != (j.relation == "contradicts")
        ]
    return "\n".join(lines) + "\n"


def print_report(report: dict[str, Any]) -> None:
    """The tables, one after the other."""
    for title in ("nli", "news", "overall", "rivals", "speed"):
        if title in report:
            print_table(title, report[title])
    print_table("other", {"claimdiff weaken": report["claimdiff_weaken"]})


def print_table(title: str, rows: dict[str, Figures]) -> None:
    """Rows of figures under the union of their columns."""
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    width = max(len(name) for name in [*rows, title]) + 2
    print(f"\n{title:{width}}" + "".join(f"{column:>14}" for column in columns))
    for name, row in rows.items():
        print(f"{name:{width}}" + "".join(f"{row.get(column, '')!s:>14}" for column in columns))


if __name__ == "__main__":
    sys.exit(main())
