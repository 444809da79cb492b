"""Typed slots on real news: conflicts between articles of one event, for reading, and recall of planted changes.

python -m benchmarks.slots read --set gun_violence --events 30 --show 40   # prints pairs to read, with their findings
python -m benchmarks.slots changes --family number --family date              # recall of planted changes

Both print one JSON object of figures last. Texts are printed for reading only and never stored.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from claimcheck.claims.extract import extract_claims
from claimcheck.links.compare import compare
from claimcheck.links.slots import SlotComparison, compare_slots
from claimcheck.models.embedder import load_embedder
from claimcheck.records import Article, Claim, DisputeKind
from claimcheck.settings import Settings
from claimcheck.training.gate_data import data_folder, load_set
from claimcheck.training.news_pairs import news_pairs
from claimcheck.training.nli_data import LABEL_NAMES

LEAST_COSINE = 0.6


def events_of(name: str, folder: Path, events: int, seed: int) -> dict[str, list[Article]]:
    """A sample of the events that at least two articles tell."""
    news = load_set(name, folder)
    grouped: dict[str, list[Article]] = defaultdict(list)
    for article in news.articles:
        grouped[news.events[article.id]].append(article)
    several = sorted(event for event, articles in grouped.items() if len(articles) > 1)
    random.Random(seed).shuffle(several)
    return {event: grouped[event][:6] for event in several[:events]}


def cross_pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, float, SlotComparison]]:
    """Pairs of claims of different articles with a cosine of at least LEAST_COSINE, and their slots."""
    vectors = load_embedder().encode([claim.proposition for claim in claims])
    cosines = vectors @ vectors.T
    for i, j in combinations(range(len(claims)), 2):
        if claims[i].article_id != claims[j].article_id and cosines[i, j] >= LEAST_COSINE:
            yield claims[i], claims[j], float(cosines[i, j]), compare_slots(claims[i], claims[j])


def read(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Print quantity conflicts between articles of one event; count pairs, conflicts and agreements by kind."""
    wanted = DisputeKind(options.kind)
    counts: Counter[str] = Counter()
    shown: list[str] = []
    for event, articles in events_of(options.set, folder, options.events, options.seed).items():
        claims = [
            claim
            for claim in extract_claims(articles)
            if claim.quantities or wanted is not DisputeKind.QUANTITY
        ]
        if len(claims) < 2:
            continue
        best: dict[tuple[str, str, str], tuple[float, str]] = {}
        for a, b, cosine, slots in cross_pairs(claims):
            counts["pairs"] += 1
            counts.update({f"{finding.kind} agreements" for finding in slots.agreements})
            for finding in slots.conflicts:
                if finding.kind is not wanted or finding.strength < options.strength:
                    continue
                counts[f"{wanted} conflicts"] += 1
                key = (a.article_id, b.article_id, finding.slot)
                text = f"[{event}] {finding.detail}  strength {finding.strength} cosine {cosine:.2f}\n"
                text += (
                    f"  A {a.article_id} {a.start}: {a.sentence}\n  B {b.article_id} {b.start}: {b.sentence}"
                )
                best[key] = max(best.get(key, (0.0, "")), (finding.strength * cosine, text))
        shown += [text for _, text in sorted(best.values(), reverse=True)[: options.per_event]]
    random.Random(options.seed).shuffle(shown)
    for text in shown[: options.show]:
        print(text + "\n")
    return {"set": options.set, "events": options.events, **counts}


def changes(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Share of pairs that `compare` calls a contradiction, by family and gold label, on held-back events."""
    labelled = news_pairs(folder, "dev", seed=options.seed, parsed=options.sentences, scale=options.scale)
    if options.family:
        labelled = [pair for pair in labelled if pair.source.removeprefix("news_") in options.family]
    rows = compare([(p.premise, p.hypothesis) for p in labelled], settings=Settings(judge=options.judge))
    flagged: dict[str, list[bool]] = defaultdict(list)
    for pair, row in zip(labelled, rows, strict=True):
        wrong = (row.relation == "contradicts") != (pair.label == 2)
        flagged[f"{pair.source}/{LABEL_NAMES[pair.label]}"].append(row.relation == "contradicts")
        if wrong and options.errors:
            label = LABEL_NAMES[pair.label]
            print(f"{pair.source}/{label} {row.contradiction:.2f} {row.similarity:.2f} {row.explanation}")
            print(f"  A {pair.premise}\n  B {pair.hypothesis}")
    return {
        name: {"pairs": len(seen), "flagged": round(sum(seen) / len(seen), 3)}
        for name, seen in flagged.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    reading = commands.add_parser("read", help="print conflicts between articles of one event")
    reading.add_argument("--set", default="gun_violence")
    reading.add_argument("--events", type=int, default=20)
    reading.add_argument("--per-event", type=int, default=2)
    reading.add_argument("--show", type=int, default=40)
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--kind", default="quantity")
    reading.add_argument("--strength", type=float, default=0.5)
    reading.set_defaults(run=read)
    changing = commands.add_parser("changes", help="recall of planted changes, false alarms on rewordings")
    changing.add_argument("--sentences", type=int, default=400)
    changing.add_argument("--scale", type=float, default=1 / 40)
    changing.add_argument("--seed", type=int, default=17)
    changing.add_argument("--judge", default="none")
    changing.add_argument("--family", action="append", default=[])
    changing.add_argument("--errors", action="store_true", help="print the pairs that came out wrong")
    changing.set_defaults(run=changes)
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("skipped: the research data is not there (set CLAIMCHECK_DATA)")
        return 0
    print(json.dumps(options.run(options, folder), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
