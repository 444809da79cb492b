"""What it costs to weigh and to judge fewer pairs: labelled disputes and agreements that each rule keeps and finds.

    python -m benchmarks.selection [--outlets-only]

For each rule: the share of the labelled disputes and agreements that it keeps, how many of them then are found, and
how many pairs of `events_multi_outlet` it leaves to the judge, each pair of texts counted once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled_pairs import evidence_of, read_labels
from claimcheck.analysis import Analyser
from claimcheck.links import linking
from claimcheck.links.disputable import may_dispute
from claimcheck.links.evidence import PairEvidence, shared_phrases
from claimcheck.links.pair_model import PairModel
from claimcheck.links.selection import Selection
from claimcheck.settings import Settings
from claimcheck.training.gate_data import data_folder, load_set

RESULTS = Path(__file__).with_name("results") / "selection.json"
SET = "events_multi_outlet"
COSINES = (0.55, 0.63)
"""Fixed cut-offs to compare with: of pairs with a conflict, a denial or a shared phrase, and of the rest."""


def by_cosine(pairs: Sequence[PairEvidence]) -> list[bool]:
    """The rule of fixed cosines."""
    hinted, rest = COSINES
    return [
        bool(shared_phrases(p.a.proposition, p.b.proposition))
        or p.cosine >= (hinted if p.slots.conflicts or p.flip else rest)
        for p in pairs
    ]


def by_selection(pairs: Sequence[PairEvidence], selection: Selection) -> list[bool]:
    """The rule of the pipeline."""
    chosen = {id(pair) for pair in selection.worth_judging(pairs)}
    return [id(pair) in chosen for pair in pairs]


def rules_of(pairs: Sequence[PairEvidence], selection: Selection) -> dict[str, NDArray[np.bool_]]:
    """Which pairs each rule gives to the judge; what can be no dispute is judged by none."""
    open_ = np.array([p.a.proposition != p.b.proposition and may_dispute(p) for p in pairs], bool)
    return {
        "all": open_,
        "fixed cosines": open_ & np.array(by_cosine(pairs), bool),
        "the pipeline's": np.array(by_selection(pairs, selection), bool),
        "none": np.zeros(len(pairs), bool),
    }


def found_with(
    pairs: Sequence[PairEvidence], judged: NDArray[np.bool_], model: PairModel, settings: Settings
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pairs become disputes, and which agreements, where only some are judged."""
    seen = [pair if j else pair.judged_as(None) for pair, j in zip(pairs, judged, strict=True)]
    likely = model.probabilities(seen)
    may = np.array([may_dispute(pair) for pair in pairs], bool)
    disputed = may & (likely[:, linking.DISPUTE] >= settings.contradiction_threshold)
    return disputed, ~disputed & (likely[:, linking.AGREEMENT] >= settings.cluster_threshold)


def labelled(analyser: Analyser, folder: Path) -> dict[str, Any]:
    """What the rules keep of the labelled pairs that pass the gate."""
    joined = [(item.label, item.pair) for item in evidence_of(read_labels(), folder, analyser) if item.pair]
    truth = np.array([label.label for label, _ in joined])
    gated = np.array([pair.gate >= analyser.settings.gate_threshold for _, pair in joined], bool)
    pairs = [pair for _, pair in joined]
    figures: dict[str, Any] = {
        "weighed": {kind: int((truth == kind).sum()) for kind in ("dispute", "agreement")},
        "of the same event": {
            kind: int((gated & (truth == kind)).sum()) for kind in ("dispute", "agreement")
        },
        "labelled": {
            kind: sum(label.label == kind for label in read_labels()) for kind in ("dispute", "agreement")
        },
    }
    for rule, judged in rules_of(pairs, Selection(analyser.pair_model, analyser.settings)).items():
        disputed, agreed = found_with(pairs, judged, analyser.pair_model, analyser.settings)
        figures[rule] = {
            "disputes judged": int((judged & gated & (truth == "dispute")).sum()),
            "disputes found": int((disputed & gated & (truth == "dispute")).sum()),
            "agreements found": int((agreed & gated & (truth == "agreement")).sum()),
            "others judged": int((judged & gated & (truth != "dispute") & (truth != "agreement")).sum()),
        }
    return figures


def outlets(analyser: Analyser, folder: Path) -> dict[str, int]:
    """How many pairs of texts each rule leaves to the judge."""
    articles = list(load_set(SET, folder).articles)
    claims = sorted(analyser.extract(articles), key=lambda claim: claim.article_id)
    vectors = analyser.embed(claims)
    candidates = analyser.candidates(claims, vectors)
    pairs = linking.gather_evidence(
        candidates,
        claims,
        {article.id: article for article in articles},
        vectors,
        gate=analyser.gate,
        judge=None,
        gate_threshold=analyser.settings.gate_threshold,
    )
    counts = {"candidates": len(candidates), "weighed and of the same event": len(pairs)}
    for rule, judged in rules_of(pairs, Selection(analyser.pair_model, analyser.settings)).items():
        texts = {
            frozenset((p.a.proposition, p.b.proposition)) for p, j in zip(pairs, judged, strict=True) if j
        }
        counts[f"judged by rule: {rule}"] = len(texts)
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--outlets-only", action="store_true", help="count pairs, leave the labels")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("skipped: the research data is not here (set CLAIMCHECK_DATA)")
        return 0
    analyser = Analyser(Settings())
    report: dict[str, Any] = {SET: outlets(analyser, folder)}
    if not options.outlets_only:
        report["labelled pairs"] = labelled(analyser, folder)
        RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
