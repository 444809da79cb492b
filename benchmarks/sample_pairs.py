"""Draw candidate pairs of claims for labelling, by stratum, from the public news sets and the seed articles.

    python -m benchmarks.sample_pairs --per-stratum 45 --out pairs.jsonl

The output holds text, for reading; it is never committed. What is committed is `benchmarks/labels/pairs.csv`: document
ids, offsets, label, slot and a short reason. `benchmarks.labelled_pairs` joins the two again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from claimcheck.analysis import Analyser
from claimcheck.links.slots import compare_slots
from claimcheck.records import Article, Claim
from claimcheck.settings import Settings
from claimcheck.training.gate_data import data_folder, load_set

SETS = {"events_multi_outlet": 247, "basil": 135, "gun_violence": 150, "syria_fakes": 150}
"""Articles taken of each set: all of the first two; of the others the first events by hash."""

COSINE_BANDS = (0.45, 0.55, 0.65, 0.78, 0.999)


@dataclass(frozen=True)
class Drawn:
    """A candidate pair with what it was drawn for."""

    dataset: str
    a: Claim
    b: Claim
    article_a: Article
    article_b: Article
    event_a: str
    event_b: str
    cosine: float
    stratum: str


def articles_of(name: str, folder: Path, most: int) -> tuple[list[Article], dict[str, str]]:
    """At most about `most` articles of a set, whole events, and the event of each."""
    news = load_set(name, folder)
    by_event: dict[str, list[Article]] = defaultdict(list)
    for article in news.articles:
        by_event[news.events[article.id]].append(article)
    events = sorted(by_event, key=lambda event: (len(by_event[event]) < 2, event))
    random.Random(7).shuffle(events)
    events.sort(key=lambda event: len(by_event[event]) < 2)
    taken: list[Article] = []
    for event in events:
        if len(taken) >= most:
            break
        taken.extend(by_event[event])
    return taken, dict(news.events)


def draw(
    name: str, articles: Sequence[Article], events: dict[str, str], per_stratum: int, seed: int
) -> Iterator[Drawn]:
    """Pairs of different articles, `per_stratum` of each stratum: cosine band, slot conflict, same or other event."""
    analyser = Analyser(Settings(candidate_threshold=COSINE_BANDS[0], candidate_limit=40))
    by_id = {article.id: article for article in articles}
    claims = analyser.extract(articles)
    vectors = analyser.embed(claims)
    candidates = analyser.candidates(claims, vectors)
    strata: dict[str, list[Drawn]] = defaultdict(list)
    order = np.random.default_rng(seed).permutation(len(candidates))
    for row in order:
        i, j = candidates.pairs[row]
        a, b, cosine = claims[i], claims[j], float(candidates.cosines[row])
        if a.article_id == b.article_id or a.proposition == b.proposition:
            continue
        event_a, event_b = events[a.article_id], events[b.article_id]
        band = sum(cosine >= edge for edge in COSINE_BANDS[1:])
        conflicts = compare_slots(a, b).conflicts
        kind = max(conflicts, key=lambda f: f.strength).kind.value if conflicts else "none"
        stratum = f"{'same' if event_a == event_b else 'other'}|{band}|{kind}"
        # Pairs of one event are what disputes are found among, so they are drawn four times as often.
        if len(strata[stratum]) < (per_stratum if event_a == event_b else max(1, per_stratum // 4)):
            strata[stratum].append(
                Drawn(name, a, b, by_id[a.article_id], by_id[b.article_id], event_a, event_b, cosine, stratum)
            )
    for stratum in sorted(strata):
        yield from strata[stratum]


def as_row(number: int, pair: Drawn) -> dict[str, object]:
    """What a reader needs to label a pair."""
    row: dict[str, object] = {"pair_id": f"p{number:04}", "dataset": pair.dataset, "stratum": pair.stratum}
    for side, claim, article, event in (
        ("a", pair.a, pair.article_a, pair.event_a),
        ("b", pair.b, pair.article_b, pair.event_b),
    ):
        row |= {
            f"doc_{side}": article.id.split("/", 1)[-1],
            f"start_{side}": claim.start,
            f"end_{side}": claim.end,
            f"proposition_{side}": claim.proposition,
            f"event_{side}": event,
            f"outlet_{side}": article.outlet,
            f"published_{side}": article.published,
            f"title_{side}": article.title,
            f"source_{side}": claim.source,
            f"sentence_{side}": claim.sentence,
        }
    return row


def main() -> int:
    """Draw and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--per-stratum", type=int, default=16)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    drawn: list[Drawn] = []
    for name, most in SETS.items():
        articles, events = articles_of(name, folder, most)
        found = list(draw(name, articles, events, options.per_stratum, options.seed))
        print(f"{name}: {len(articles)} articles, {len(found)} pairs", file=sys.stderr)
        drawn.extend(found)
    random.Random(options.seed).shuffle(drawn)
    with options.out.open("w", encoding="utf-8") as out:
        for number, pair in enumerate(drawn):
            out.write(json.dumps(as_row(number, pair), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
