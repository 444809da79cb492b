"""How often each two outlets tell the same and how often they stand on opposite sides."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, product

from claimcheck.records import Results
from claimcheck.report.lookups import Lookups

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts for each pair of outlets; a pair is in alphabetical order."""

    outlets: tuple[str, ...]
    """Those with a claim in a cluster, the most claims first."""
    agree: dict[Pair, int]
    """Clusters in which both hold the same position, reprints of one text not counted."""
    oppose: dict[Pair, int]
    """Disputes in which they stand on opposite sides."""


def pair(first: str, second: str) -> Pair:
    """The two outlets in the order in which `Agreement` keeps them."""
    return (first, second) if first <= second else (second, first)


def outlet_agreement(results: Results) -> Agreement:
    """Who agrees with whom in `results`."""
    lookups = Lookups.of(results)
    agree: Counter[Pair] = Counter()
    oppose: Counter[Pair] = Counter()
    seen: Counter[str] = Counter()
    for cluster in results.clusters:
        together: set[Pair] = set()
        for position in cluster.positions:
            texts: defaultdict[str, set[str]] = defaultdict(set)
            for claim_id in position.claim_ids:
                claim = lookups.claims[claim_id]
                seen[lookups.outlet(claim)] += 1
                texts[lookups.outlet(claim)].add(lookups.copy_group(claim))
            together.update(
                pair(x, y) for x, y in combinations(texts, 2) if len(texts[x] | texts[y]) > 1
            )  # one text in two outlets is a reprint, not agreement
        agree.update(together)
    for dispute in results.disputes:
        sides = [
            {lookups.outlet(lookups.claims[claim]) for claim in ids}
            for ids in (dispute.a_claim_ids, dispute.b_claim_ids)
        ]
        oppose.update({pair(x, y) for x, y in product(*sides) if x != y})
    outlets = tuple(outlet for outlet, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0])))
    return Agreement(outlets, dict(agree), dict(oppose))
