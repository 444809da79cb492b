"""The project's own labelled pairs, joined with the claims that are extracted now.

    python -m benchmarks.labelled_pairs    # how many there are

`benchmarks/labels/pairs.csv` names two statements by dataset, document and character offsets and says what they are to
each other, never what they say: the words are named by a digest. The claims are extracted afresh from the data, so that
a label outlives changes to the extraction: it belongs to the claim with those words, else to the one nearest in place.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

from claimcheck.analysis import Analyser
from claimcheck.links.candidates import Candidates
from claimcheck.links.denials import answer_once, resolve_denials
from claimcheck.links.evidence import PairEvidence
from claimcheck.links.linking import gather_evidence
from claimcheck.links.pair_model import PairModel
from claimcheck.links.selection import Selection
from claimcheck.records import Article, Claim, Relation
from claimcheck.settings import Settings
from claimcheck.training.gate_data import load_set
from claimcheck.training.news_text import labelled_part

LABELS = Path(__file__).with_name("labels") / "pairs.csv"
RELABELS = Path(__file__).with_name("labels") / "pairs_second_reading.csv"
VOCABULARY = ("dispute", "update", "agreement", "different event", "different opinions", "unrelated")
CLASS_OF = {
    "dispute": "dispute",
    "update": "update",
    "agreement": "agreement",
    "different event": "other",
    "different opinions": "other",
    "unrelated": "other",
}


@dataclass(frozen=True)
class Joined:
    """A labelled pair with what the pipeline knows of its two claims."""

    label: Label
    pair: PairEvidence | None
    """None where the pipeline looks no further than the candidates."""
    denial: float = 0.0
    """Score of the link by which one of the two, a denial that only points at a report, is tied to the other."""


@dataclass(frozen=True)
class Label:
    """One labelled pair."""

    pair_id: str
    dataset: str
    doc_a: str
    start_a: int
    end_a: int
    doc_b: str
    start_b: int
    end_b: int
    event_a: str
    event_b: str
    stratum: str
    words_a: str
    words_b: str
    label: str
    slot: str
    reason: str

    @property
    def split(self) -> str:
        """The part of the first event in order."""
        return labelled_part(self.dataset, min(self.event_a, self.event_b))


def read_labels(path: Path = LABELS, *, unlabelled: bool = False) -> list[Label]:
    """The labels in the file; raises ValueError on a label that is not in `VOCABULARY`.

    `unlabelled` rows, drawn for reading, may have none.
    """
    with path.open(encoding="utf-8", newline="") as rows:
        labels = [
            Label(
                row["pair_id"],
                row["dataset"],
                row["doc_a"],
                int(row["start_a"]),
                int(row["end_a"]),
                row["doc_b"],
                int(row["start_b"]),
                int(row["end_b"]),
                row["event_a"],
                row["event_b"],
                row["stratum"],
                row["words_a"],
                row["words_b"],
                row["label"],
                row["slot"],
                row["reason"],
            )
            for row in csv.DictReader(rows)
        ]
    allowed = (*VOCABULARY, "") if unlabelled else VOCABULARY
    wrong = [label.pair_id for label in labels if label.label not in allowed]
    if wrong:
        raise ValueError(f"{path}: labels of {', '.join(wrong)} are none of {', '.join(VOCABULARY)}")
    return labels


def each_once(labels: Iterable[Label]) -> list[Label]:
    """The labels without those of a pair of claims that is labelled again later: its last label holds."""
    last = {
        (row.dataset, frozenset({(row.doc_a, row.words_a), (row.doc_b, row.words_b)})): row for row in labels
    }
    return list(last.values())


def write_labels(labels: Iterable[Label], path: Path) -> None:
    """Write rows that `read_labels` reads."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(field.name for field in fields(Label))
        rows.writerows(astuple(label) for label in labels)


def evidence_of(labels: Sequence[Label], folder: Path, analyser: Analyser | None = None) -> list[Joined]:
    """Evidence of each labelled pair whose two claims are still extracted.

    The gate lets every pair pass here, so that its score can be a feature of the unlikely ones too, and the judge is
    asked about every pair: `as_the_pipeline` takes its answers away where the pipeline would not have asked.
    """
    analyser = analyser or Analyser(Settings())
    joined: list[Joined] = []
    for dataset in sorted({label.dataset for label in labels}):
        mine = [label for label in labels if label.dataset == dataset]
        wanted = {f"{dataset}/{doc}" for label in mine for doc in (label.doc_a, label.doc_b)}
        articles = [a for a in load_set(dataset, folder).articles if a.id in wanted]
        joined.extend(_join(mine, articles, analyser))
    return joined


def as_the_pipeline(
    pairs: Sequence[PairEvidence], model: PairModel, settings: Settings
) -> list[PairEvidence]:
    """The pairs as a run has them: those that are not worth judging without a judgement."""
    judged = {id(pair) for pair in Selection(model, settings).worth_judging(pairs)}
    return [pair if id(pair) in judged else pair.judged_as(None) for pair in pairs]


def _join(labels: Sequence[Label], articles: Sequence[Article], analyser: Analyser) -> list[Joined]:
    claims = analyser.extract(articles)
    vectors = analyser.embed(claims)
    by_article: dict[str, list[int]] = defaultdict(list)
    for row, claim in enumerate(claims):
        by_article[claim.article_id.split("/", 1)[1]].append(row)
    found: list[tuple[Label, int, int]] = []
    for label in labels:
        a = _nearest(claims, by_article[label.doc_a], label.start_a, label.end_a, label.words_a)
        b = _nearest(claims, by_article[label.doc_b], label.start_b, label.end_b, label.words_b)
        if a is not None and b is not None and a != b:
            found.append((label, a, b))
    pairs = np.array([(a, b) for _, a, b in found], dtype=np.int64).reshape(-1, 2)
    cosines = np.einsum("ij,ij->i", vectors[pairs[:, 0]], vectors[pairs[:, 1]]).astype(np.float32)
    by_id = {article.id: article for article in articles}
    weighed = {
        (pair.a.id, pair.b.id): pair
        for pair in gather_evidence(
            Candidates(pairs, cosines),
            claims,
            by_id,
            vectors,
            gate=analyser.gate,
            judge=analyser.judge,
            gate_threshold=0.0,
        )
    }
    denials = _pointing_denials(claims)
    return [
        Joined(
            label,
            weighed.get((claims[a].id, claims[b].id)),
            denials.get(frozenset((claims[a].id, claims[b].id)), 0.0),
        )
        for label, a, b in found
    ]


def _pointing_denials(claims: Sequence[Claim]) -> dict[frozenset[str], float]:
    """Scores by the two claims' ids; those that are carried to other articles are left out."""
    links = answer_once(resolve_denials(claims), {claim.id: claim for claim in claims})
    return {frozenset((link.a, link.b)): link.score for link in links if link.relation is Relation.DENIES}


def digest(proposition: str) -> str:
    """What stands in the file for a proposition's words: 8 hexadecimal digits of their SHA-256."""
    return hashlib.sha256(proposition.encode()).hexdigest()[:8]


def _nearest(claims: Sequence[Claim], rows: Iterable[int], start: int, end: int, words: str) -> int | None:
    """The labelled claim: the one with those words, else the one whose place overlaps most (Jaccard, at least 0.5).

    Of several in one place the longest, since fragments beside it ("Local media reported.") are claims, too.
    """

    def likeness(row: int) -> float:
        span = claims[row].content_span
        low, high = (span.start, span.end) if span else (claims[row].start, claims[row].end)
        shared = max(0, min(high, end) - max(low, start))
        overlap = shared / max(1, (high - low) + (end - start) - shared)
        return overlap + (shared > 0 and digest(claims[row].proposition) == words)

    best = max(rows, key=lambda row: (likeness(row), len(claims[row].proposition), -row), default=None)
    return best if best is not None and likeness(best) >= 0.5 else None


def main() -> int:
    """Print how many labels there are, by draw, part, set and stratum, as the tables of `labels/README.md`."""
    labels = read_labels()
    draws = {"p": "first", "q": "second"}
    for title, key in (
        ("draw and part", lambda row: f"{draws[row.pair_id[0]]}, {row.split}"),
        ("draw and set", lambda row: f"{draws[row.pair_id[0]]}, {row.dataset}"),
        ("stratum of the second draw", lambda row: row.stratum if row.pair_id[0] == "q" else None),
    ):
        groups: dict[str, Counter[str]] = defaultdict(Counter)
        for row in labels:
            if (name := key(row)) is not None:
                groups[name.replace("|", ", ")][row.label] += 1
        print(f"| {title} | pairs | {' | '.join(VOCABULARY)} |")
        print("| --- |" + " ---: |" * (len(VOCABULARY) + 1))
        for name, counts in sorted(groups.items()):
            print(f"| {name} | {counts.total()} | {' | '.join(str(counts[x]) for x in VOCABULARY)} |")
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
