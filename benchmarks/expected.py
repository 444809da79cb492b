"""Does a batch give what its `expected.json` says? `python -m benchmarks.expected [FOLDER]` prints every miss.

A claim is named by an article (the number before the underscore in its file's name, or its id) and a phrase that
its sentence must contain; a sentence may hold several claims, one of them is enough.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from claimcheck.records import Dispute, Relation, Results
from claimcheck.report.rows import dispute_rows

SAMPLE = Path(__file__).parents[1] / "data" / "sample"

Reference = Sequence[str]
"""Article key and phrase."""


@dataclass(frozen=True)
class Expectation:
    """One thing that must come out, or must not."""

    section: str
    name: str
    content: Any


def expectations(folder: Path) -> list[Expectation]:
    """Everything the folder's `expected.json` asks for, in its order."""
    content = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = [
        Expectation(section, item.get("name") or item["why"], item)
        for section in ("disputes", "corroborated", "not_disputes", "updates")
        for item in content.get(section, ())
    ]
    found += [
        Expectation("not_claims", " ".join(reference), reference)
        for reference in content.get("not_claims", ())
    ]
    found += [Expectation("skipped", file, file) for file in content.get("skipped", ())]
    return found


@dataclass(frozen=True)
class Checker:
    """Holds the results of one batch against expectations."""

    results: Results

    @cached_property
    def _sentences(self) -> list[tuple[str, tuple[str, str], str]]:
        """Claim id, the two ways to name its article, and its sentence."""
        keys = {
            article.id: (PurePosixPath(article.file).name.split("_")[0], article.id)
            for article in self.results.articles
        }
        return [(claim.id, keys[claim.article_id], claim.sentence) for claim in self.results.claims]

    def claims(self, reference: Reference) -> set[str]:
        """The ids of the claims that a reference names."""
        key, phrase = reference
        return {
            claim_id for claim_id, keys, sentence in self._sentences if key in keys and phrase in sentence
        }

    def any_of(self, references: Sequence[Reference]) -> set[str]:
        """The ids of all claims that the references name."""
        return {claim_id for reference in references for claim_id in self.claims(reference)}

    def misses(self, expectation: Expectation) -> Iterator[str]:
        """What is wrong with one expectation, a line each; nothing where it is met."""
        yield from getattr(self, f"_{expectation.section}")(expectation.content)

    def _disputes(self, item: Any) -> Iterator[str]:
        sides = (self.any_of(item["reported_by"]), self.any_of(item["denied_by"]))
        for references, found in zip((item["reported_by"], item["denied_by"]), sides, strict=True):
            if not found:
                yield f"no claim holds any of {references}"
        matching = [dispute for dispute in self.results.disputes if opposes(dispute, *sides)]
        if not matching:
            yield "no dispute has these claims on its two sides"
            return
        dispute = matching[0]
        if dispute.kind != item["kind"]:
            yield f"its kind is {dispute.kind}, not {item['kind']}"
        confirming = self.any_of(item.get("confirmed_by", ()))
        reporting = _reporting_side(dispute, sides[0])
        if item.get("confirmed_by") and not confirming & reporting:
            yield "the confirming claim is not on the side that it confirms"
        shown = self._shown_sources(dispute)
        yield from (
            f"{name} is not among the sources: {shown}" for name in item["sources"] if name not in shown
        )

    def _shown_sources(self, dispute: Dispute) -> str:
        (row,) = dispute_rows(Results(self.results.articles, claims=self.results.claims, disputes=(dispute,)))
        return f"{row['a_sources']} | {row['b_sources']}"

    def _corroborated(self, item: Any) -> Iterator[str]:
        named = [self.claims(reference) for reference in item["claims"]]
        if not any(
            all(found & set(cluster.claim_ids) for found in named) for cluster in self.results.clusters
        ):
            yield f"no cluster holds all of {item['claims']}"

    def _not_disputes(self, item: Any) -> Iterator[str]:
        a, b = (self.claims(reference) for reference in item["claims"])
        yield from (
            f"{dispute.id} sets them against each other: {dispute.explanation}"
            for dispute in self.results.disputes
            if opposes(dispute, a, b)
        )

    def _updates(self, item: Any) -> Iterator[str]:
        a, b = (self.claims(reference) for reference in item["claims"])
        ends = [{link.a, link.b} for link in self.results.links if link.relation is Relation.UPDATES]
        if not any(pair & a and pair & b for pair in ends):
            yield "no updates link joins them"

    def _not_claims(self, reference: Reference) -> Iterator[str]:
        yield from (f"it is in claim {claim_id}" for claim_id in sorted(self.claims(reference)))

    def _skipped(self, file: str) -> Iterator[str]:
        if not any(PurePosixPath(item.file).name == file for item in self.results.skipped):
            yield "it was not skipped"


def opposes(dispute: Dispute, a: set[str], b: set[str]) -> bool:
    """Whether the dispute has a claim of `a` on one side and one of `b` on the other."""
    left, right = set(dispute.a_claim_ids), set(dispute.b_claim_ids)
    return bool((left & a and right & b) or (left & b and right & a))


def _reporting_side(dispute: Dispute, reported: set[str]) -> set[str]:
    left, right = set(dispute.a_claim_ids), set(dispute.b_claim_ids)
    return left if len(left & reported) >= len(right & reported) else right


def analyse_folder(folder: Path) -> Results:
    """The results of a folder, as `claimcheck run` finds them."""
    from claimcheck.analysis import analyse
    from claimcheck.articles import read_articles

    reading = read_articles([folder])
    return analyse(reading.articles, skipped=reading.skipped)


def main() -> int:
    """Print what is met and what is missed; 1 where anything is missed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    checker = Checker(analyse_folder(folder))
    missed = 0
    for expectation in expectations(folder):
        lines = list(checker.misses(expectation))
        missed += bool(lines)
        print(f"{'MISS' if lines else 'ok  '} {expectation.section}: {expectation.name}")
        for line in lines:
            print(f"       {line}")
    ranked = enumerate(checker.results.disputes, 1)
    for rank, dispute in ranked:
        print(f"{rank:3}. {dispute.score:.2f} {dispute.kind}: {dispute.explanation}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
