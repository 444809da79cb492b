"""Draw pairs of claims for labelling, rich in likely disputes, by stratum, from the public news sets.

    python -m benchmarks.sample_pairs --out pairs.csv
    python -m benchmarks.show_pairs pairs.csv

What is written has the columns of `benchmarks/labels/pairs.csv` with the label left open, and no text: `show_pairs`
prints the pairs with their context for reading.

A stratum is the reason why a pair was drawn, in one event or in two near ones. Which pairs of a stratum are drawn
follows a hash of the seed, the documents and the offsets, so that the same code, models and seed draw the same pairs,
and a change of one claim moves few others. Pairs of the first draw (`p...`) are left out; labels of this one (`q...`)
are not looked at, so that it can be repeated. The first draw was made by an earlier version of this tool, with other
strata, and cannot be repeated with this one.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.labelled_pairs import Label, digest, read_labels, write_labels
from claimcheck.analysis import Analyser
from claimcheck.links.slots import compare_slots
from claimcheck.records import Article, Claim, DisputeKind, Stance
from claimcheck.settings import Settings
from claimcheck.training.gate_data import NEWS_SETS, EventSet, data_folder, gap_in_days, load_set
from claimcheck.training.news_text import labelled_part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SETS = ("altered_articles", *NEWS_SETS)

BATCH = 240
"""Articles, about, of one batch of a set that is read in batches: whole events by hash, each batch drawn alone."""
BATCHES = {"gun_violence": 3}
"""Sets that are read in batches, and how many are."""

QUOTAS = {
    "denial": 1.0,
    "quantity": 2.0,
    "date": 0.7,
    "entity": 0.8,
    "opposite": 1.0,
    "judge": 1.0,
    "alike": 0.5,
    "close": 1.5,
}
"""Strata, and how many pairs of each are drawn, as a share of `--per-stratum`. A pair belongs to the first that fits:
one side denies, the strongest conflict of slots, the judge sees a contradiction, or nothing but a high cosine. "close"
are contradictions in the judge's eyes between claims that are near in meaning, drawn after all others, but not from the
planted ones of altered_articles, which are many as it is."""

NEAR_SHARE = 0.4
"""Pairs of two events, as a share of those of one."""
NEAR_DAYS = 4
LEAST_COSINE = 0.42
LEAST_COSINE_NEAR = 0.56
LEAST_COSINE_ALIKE = 0.7
LEAST_COSINE_CLOSE = 0.6
LEAST_CONTRADICTION = 0.5
JUDGED_AT_ONCE = 64
JUDGED_AT_MOST = 640
JUDGED_CLOSE_AT_MOST = 2560
PER_EVENT = 16
"""Pairs drawn of one event, so that no story fills a stratum; the stratum "close" may add `PER_EVENT_CLOSE`."""
PER_EVENT_CLOSE = 6
PER_CLAIM = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate pair and why it may be drawn; no reason yet where only the judge can tell."""

    a: Claim
    b: Claim
    event_a: str
    event_b: str
    cosine: float
    reason: str | None

    @property
    def stratum(self) -> str:
        """ "same|quantity", "near|denial"."""
        return f"{'same' if self.event_a == self.event_b else 'near'}|{self.reason}"


def batches_of(news: EventSet) -> list[list[Article]]:
    """The articles that pairs are drawn from, by batches; most sets are one."""
    if news.name not in BATCHES:
        return [list(news.articles)]
    by_event: dict[str, list[Article]] = defaultdict(list)
    for article in news.articles:
        by_event[news.events[article.id]].append(article)
    batches: list[list[Article]] = [[]]
    for event in sorted(by_event, key=lambda event: hashlib.sha256(event.encode()).digest()):
        if len(batches[-1]) >= BATCH:
            batches.append([])
        batches[-1].extend(by_event[event])
    place_of = {article.id: row for row, article in enumerate(news.articles)}
    return [sorted(batch, key=lambda a: place_of[a.id]) for batch in batches[: BATCHES[news.name]]]


def place(claim: Claim) -> tuple[int, int]:
    """Offsets of a claim's proposition in its article, of its sentence where the proposition is not one stretch."""
    span = claim.content_span
    return (span.start, span.end) if span else (claim.start, claim.end)


def order_of(a: Claim, b: Claim, seed: int) -> bytes:
    """A number drawn for a pair, the same whatever else is extracted."""
    key = f"{seed}/{a.article_id}/{place(a)}/{b.article_id}/{place(b)}"
    return hashlib.sha256(key.encode()).digest()


def comparable_events(news: EventSet, a: Article, b: Article, cosine: float) -> bool:
    """Whether claims of two articles are of one event, or of two near ones, split alike and easily taken for one."""
    event_a, event_b = news.events[a.id], news.events[b.id]
    if event_a == event_b:
        return cosine >= LEAST_COSINE
    if cosine < LEAST_COSINE_NEAR or labelled_part(news.name, event_a) != labelled_part(news.name, event_b):
        return False
    gap = gap_in_days(a, b)
    return gap is not None and abs(gap) <= NEAR_DAYS


def reason_of(a: Claim, b: Claim) -> str | None:
    """Why a pair may be a dispute, without the judge."""
    if (a.stance is Stance.DENIES) != (b.stance is Stance.DENIES):
        return "denial"
    conflicts = compare_slots(a, b).conflicts
    if not conflicts:
        return None
    kind = conflicts[0].kind
    return "opposite" if kind is DisputeKind.NEGATION else kind.value


def pairs_of(
    news: EventSet, claims: Sequence[Claim], vectors: NDArray[np.float32], seed: int, analyser: Analyser
) -> list[Pair]:
    """The pairs that may be drawn, in the order of drawing: of two outlets, not of the same words, not yet labelled."""
    articles = {article.id: article for article in news.articles}
    known = [label for label in read_labels() if label.dataset == news.name and label.pair_id.startswith("p")]
    candidates = analyser.candidates(claims, vectors)
    found = []
    for (i, j), cosine in zip(candidates.pairs, candidates.cosines, strict=True):
        a, b = sorted((claims[i], claims[j]), key=lambda claim: (claim.article_id, claim.start))
        article_a, article_b = articles[a.article_id], articles[b.article_id]
        same_outlet = article_a.outlet is not None and article_a.outlet == article_b.outlet
        if article_a is article_b or same_outlet or a.proposition == b.proposition:
            continue
        if not comparable_events(news, article_a, article_b, float(cosine)):
            continue
        if any(names(label, a, b) for label in known):
            continue
        events = news.events[a.article_id], news.events[b.article_id]
        found.append(Pair(a, b, *events, float(cosine), reason_of(a, b)))
    return sorted(found, key=lambda pair: order_of(pair.a, pair.b, seed))


def names(label: Label, a: Claim, b: Claim) -> bool:
    """Whether a label is of these two sentences."""
    sides = ((label.doc_a, label.start_a, label.end_a), (label.doc_b, label.start_b, label.end_b))

    def inside(side: tuple[str, int, int], claim: Claim) -> bool:
        doc, start, end = side
        return doc == claim.article_id.split("/", 1)[1] and start < claim.end and claim.start < end

    return any(inside(x, a) and inside(y, b) for x, y in (sides, sides[::-1]))


def judged(pairs: Iterable[Pair], analyser: Analyser, most: int) -> Iterator[tuple[Pair, bool]]:
    """The first `most` pairs without another reason, each with whether the judge sees a contradiction."""
    unjudged = islice((pair for pair in pairs if pair.reason is None), most)
    while batch := list(islice(unjudged, JUDGED_AT_ONCE)):
        texts = [(pair.a.proposition, pair.b.proposition) for pair in batch]
        verdicts = analyser.judge.judge(texts) if analyser.judge else [None] * len(batch)
        for pair, verdict in zip(batch, verdicts, strict=True):
            yield pair, verdict is not None and verdict.contradiction >= LEAST_CONTRADICTION


def with_reason(news: EventSet, pairs: Sequence[Pair], analyser: Analyser) -> Iterator[Pair]:
    """The pairs that may be drawn with why, those that need no judge first."""
    yield from (pair for pair in pairs if pair.reason)
    for pair, contradicts in judged(pairs, analyser, JUDGED_AT_MOST):
        if contradicts:
            yield replace(pair, reason="judge")
        elif pair.cosine >= LEAST_COSINE_ALIKE:
            yield replace(pair, reason="alike")
    if news.name in NEWS_SETS:
        near = [pair for pair in pairs if pair.cosine >= LEAST_COSINE_CLOSE]
        for pair, contradicts in judged(near, analyser, JUDGED_CLOSE_AT_MOST):
            if contradicts:
                yield replace(pair, reason="close")


def draw(
    news: EventSet,
    claims: Sequence[Claim],
    vectors: NDArray[np.float32],
    per_stratum: int,
    seed: int,
    analyser: Analyser,
) -> list[Pair]:
    """The drawn pairs of one set: each stratum up to its quota, no event and no claim too often."""
    pairs = pairs_of(news, claims, vectors, seed, analyser)
    strata: Counter[str] = Counter()
    of_event: Counter[str] = Counter()
    of_claim: Counter[str] = Counter()
    seen: set[bytes] = set()
    drawn = []
    for pair in with_reason(news, pairs, analyser):
        most = per_stratum * QUOTAS.get(pair.reason or "", 0.0)
        if pair.event_a != pair.event_b:
            most *= NEAR_SHARE
        most_of_event = PER_EVENT + (PER_EVENT_CLOSE if pair.reason == "close" else 0)
        events = {pair.event_a, pair.event_b}
        key = order_of(pair.a, pair.b, seed)
        if (
            key in seen  # one stretch of text can give two claims
            or strata[pair.stratum] >= most
            or any(of_event[event] >= most_of_event for event in events)
            or any(of_claim[claim.id] >= PER_CLAIM for claim in (pair.a, pair.b))
        ):
            continue
        seen.add(key)
        strata[pair.stratum] += 1
        of_event.update(events)
        of_claim.update((pair.a.id, pair.b.id))
        drawn.append(pair)
    return sorted(drawn, key=lambda pair: order_of(pair.a, pair.b, seed))


def as_label(name: str, pair: Pair, seed: int) -> Label:
    """A pair as a row of the labels, the label left open."""
    (start_a, end_a), (start_b, end_b) = place(pair.a), place(pair.b)
    return Label(
        pair_id=f"q{order_of(pair.a, pair.b, seed).hex()[:6]}",
        dataset=name,
        doc_a=pair.a.article_id.split("/", 1)[1],
        start_a=start_a,
        end_a=end_a,
        doc_b=pair.b.article_id.split("/", 1)[1],
        start_b=start_b,
        end_b=end_b,
        event_a=pair.event_a,
        event_b=pair.event_b,
        stratum=pair.stratum,
        words_a=digest(pair.a.proposition),
        words_b=digest(pair.b.proposition),
        label="",
        slot="",
        reason="",
    )


def main() -> int:
    """Draw and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--per-stratum", type=int, default=30)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--set", action="append", choices=SETS, help="only this set; may be repeated")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    analyser = Analyser(Settings(candidate_threshold=LEAST_COSINE, candidate_limit=60))
    rows: list[Label] = []
    for name in options.set or SETS:
        news = load_set(name, folder)
        for batch in batches_of(news):
            claims = analyser.extract(batch)
            drawn = draw(news, claims, analyser.embed(claims), options.per_stratum, options.seed, analyser)
            print(f"{name}: {len(batch)} articles, {len(drawn)} pairs", file=sys.stderr)
            rows.extend(as_label(name, pair, options.seed) for pair in drawn)
    write_labels(rows, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
