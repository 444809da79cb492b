"""Invented news with known disputes: how many a run finds, and whether it flags what only looks like one.

    python -m benchmarks.planted [--batch mixed] [--show]

The batches of `data/planted` were written for this project, each by a writer who did not know how disputes are
decided. `key.csv` names each planted dispute and trap by two articles and words of the two sentences; several rows with
one id are one dispute told several times. A dispute is found where the two sides of a shown dispute hold its two
sentences. A shown dispute is right where the key lists the two sentences that lead it. The batches `politics` and
`conflict` were read when rules were made; `mixed` is held back: run it, do not read it.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from claimcheck.analysis import Analyser, analyse
from claimcheck.articles import read_articles
from claimcheck.records import Claim, Dispute, Results

FOLDER = Path(__file__).parents[1] / "data" / "planted"
BATCHES = ("politics", "conflict", "mixed")
HELD_BACK = "mixed"
RESULTS = Path(__file__).with_name("results") / "planted.json"


@dataclass(frozen=True)
class Planted:
    """Two sentences of a batch that dispute each other, or a trap: that only look so."""

    batch: str
    id: str
    label: str
    """dispute, trap, or optional: neither a miss nor a false alarm."""
    kind: str
    article_a: str
    words_a: str
    article_b: str
    words_b: str

    def holds(self, a: Claim, b: Claim) -> bool:
        """Whether the two claims are of the two sentences, in whatever order."""
        return (self._is_a(a) and self._is_b(b)) or (self._is_a(b) and self._is_b(a))

    def _is_a(self, claim: Claim) -> bool:
        return claim.article_id == self.article_a and _overlap(self.words_a, claim.sentence)

    def _is_b(self, claim: Claim) -> bool:
        return claim.article_id == self.article_b and _overlap(self.words_b, claim.sentence)


def _overlap(words: str, sentence: str) -> bool:
    """Whether one holds the other: a key may quote a part of a sentence, or a quotation of several."""
    return words in sentence or sentence in words


def read_key(batch: str) -> list[Planted]:
    """What is planted in a batch."""
    with (FOLDER / "key.csv").open(encoding="utf-8", newline="") as rows:
        names = [field.name for field in fields(Planted)]
        return [
            Planted(*(row[name] for name in names)) for row in csv.DictReader(rows) if row["batch"] == batch
        ]


def listed(dispute: Dispute, claims: dict[str, Claim], key: Sequence[Planted], label: str) -> bool:
    """Whether the key lists the two claims that lead a dispute under `label`."""
    lead = claims[dispute.a_claim_id], claims[dispute.b_claim_id]
    return any(row.label == label and row.holds(*lead) for row in key)


def found(row: Planted, results: Results, claims: dict[str, Claim]) -> bool:
    """Whether a shown dispute has the two sentences on its two sides."""
    return any(
        row.holds(claims[a], claims[b])
        for dispute in results.disputes
        for a in dispute.a_claim_ids
        for b in dispute.b_claim_ids
    )


def measure(batch: str, analyser: Analyser, *, show: bool = False) -> dict[str, float]:
    """Disputes found of those planted, and what the shown ones are."""
    key = read_key(batch)
    results = analyse(read_articles([FOLDER / f"{batch}.jsonl"]).articles, analyser=analyser)
    claims = {claim.id: claim for claim in results.claims}
    planted = {row.id for row in key if row.label == "dispute"}
    hits = {row.id for row in key if row.label == "dispute" and found(row, results, claims)}
    right = [d for d in results.disputes if listed(d, claims, key, "dispute")]
    optional = [d for d in results.disputes if listed(d, claims, key, "optional") and d not in right]
    trapped = [d for d in results.disputes if listed(d, claims, key, "trap")]
    agreeing = {row.id for row in key if row.label == "dispute" and _merged(row, results, claims)}
    if show:
        for dispute in results.disputes:
            mark = "right" if dispute in right else "trap" if dispute in trapped else "not listed"
            print(f"{mark}: {dispute.kind.value} {dispute.score:.2f} {dispute.explanation}")
            print(f"  {claims[dispute.a_claim_id].sentence}\n  {claims[dispute.b_claim_id].sentence}")
        print("missed:", ", ".join(sorted(planted - hits)))
    return {
        "planted": len(planted),
        "found": len(hits),
        "merged_as_agreement": len(agreeing),
        "shown": len(results.disputes) - len(optional),
        "shown_right": len(right),
        "shown_traps": len(trapped),
    }


def _merged(row: Planted, results: Results, claims: dict[str, Claim]) -> bool:
    """Whether the two sentences stand in one position, as if they agreed."""
    return any(
        row.holds(claims[a], claims[b])
        for cluster in results.clusters
        for position in cluster.positions
        for i, a in enumerate(position.claim_ids)
        for b in position.claim_ids[i + 1 :]
    )


def main() -> int:
    """Print the figures of each batch and keep them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--batch", choices=BATCHES, help="only this one, and leave the kept figures alone")
    parser.add_argument("--show", action="store_true", help="print the disputes and what was missed")
    options = parser.parse_args()
    if options.show and options.batch in (None, HELD_BACK):
        parser.error(f"--show needs a --batch that is not held back: {HELD_BACK} is for figures only")
    analyser = Analyser()
    report = {
        batch: measure(batch, analyser, show=options.show)
        for batch in ([options.batch] if options.batch else BATCHES)
    }
    if not options.batch:
        RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
