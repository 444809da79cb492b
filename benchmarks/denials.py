"""Denials that point at a report ("denied the account"): is the right report found in their article?

    python -m benchmarks.denials             # the figures
    python -m benchmarks.denials --errors    # and each that is wrong or missed, by document and offset

`benchmarks/labels/denials.csv` names each denial that was read by set, document and the offset of its sentence, and the
offsets of the sentences that tell what is denied; none where the article does not tell it. Never the text. They are all
the denials without words of their own that were found in PolNeAR, BASIL and events_multi_outlet; the rules were made
from errors on these, so the figures say how well the rules fit, not how they do on other articles.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.claims.extract import extract_claims
from claimcheck.links.denials import resolve_denials
from claimcheck.records import Relation
from claimcheck.training.gate_data import data_folder, load_set

LABELS = Path(__file__).with_name("labels") / "denials.csv"


@dataclass(frozen=True)
class Denial:
    """One labelled denial: where it stands, and where what it denies does."""

    dataset: str
    document: str
    start: int
    reports: frozenset[int]


def read_denials(path: Path = LABELS) -> list[Denial]:
    """The labelled denials."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Denial(
                row["dataset"],
                row["document"],
                int(row["start"]),
                frozenset(int(start) for start in row["reports"].split(";") if start),
            )
            for row in csv.DictReader(lines)
        ]


def resolved(dataset: str, documents: frozenset[str], folder: Path) -> dict[tuple[str, int], set[int]]:
    """Where the report stands that each denial of the documents is tied to, by document and offset of the denial."""
    articles = [
        a for a in load_set(dataset, folder).articles if a.id.removeprefix(f"{dataset}/") in documents
    ]
    claims = {claim.id: claim for claim in extract_claims(articles)}
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for link in resolve_denials(list(claims.values())):
        if link.relation is Relation.DENIES:
            denial, report = claims[link.a], claims[link.b]
            found[denial.article_id.removeprefix(f"{dataset}/"), denial.start].add(report.start)
    return found


def measure(labels: Sequence[Denial], folder: Path) -> tuple[dict[str, int], list[tuple[Denial, set[int]]]]:
    """How many are right, wrong and missed, and those that are not right with what they were tied to."""
    counts = {"denials": len(labels), "with a report": sum(bool(label.reports) for label in labels)}
    counts |= {"tied": 0, "tied right": 0}
    errors = []
    for dataset in sorted({label.dataset for label in labels}):
        mine = [label for label in labels if label.dataset == dataset]
        found = resolved(dataset, frozenset(label.document for label in mine), folder)
        for label in mine:
            tied = found.get((label.document, label.start), set())
            counts["tied"] += bool(tied)
            right = bool(tied) and tied <= label.reports
            counts["tied right"] += right
            if not right and (tied or label.reports):
                errors.append((label, tied))
    return counts, errors


def main() -> int:
    """Report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true", help="name those that are not right")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    counts, errors = measure(read_denials(), folder)
    print("; ".join(f"{name}: {count}" for name, count in counts.items()))
    print(
        f"of those tied, right: {counts['tied right'] / max(1, counts['tied']):.2f}; "
        f"of those with a report, tied right: {counts['tied right'] / max(1, counts['with a report']):.2f}"
    )
    if options.errors:
        for label, tied in errors:
            print(label.dataset, label.document, label.start, sorted(tied), "for", sorted(label.reports))
    return 0


if __name__ == "__main__":
    sys.exit(main())
