"""How many independent sources stand behind some claims: reprints and "as X reported" are collapsed first.

Within a set of claims, articles are one source where they carry the same text, come from the same outlet or publisher
family, or rest on the same origin. What is left are components of a union-find over articles, outlets and origins
(Tarjan, 1975). A loop of outlets that cite each other is one component, and so counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from networkx.utils import UnionFind

from claimcheck.records import Claim, Provenance


@dataclass(frozen=True, slots=True)
class Independence:
    """Independent sources behind some claims, each as one readable chain."""

    count: int
    chains: tuple[str, ...]


def independent_sources(claims: Iterable[Claim], provenance: Mapping[str, Provenance]) -> Independence:
    """Count the independent sources behind `claims`; `provenance` is keyed by article id.

    A claim's own origin ("citing The Japan Times") goes before its article's. An article without an outlet or an
    origin is a source of its own.
    """
    union = UnionFind()
    origins: dict[str, str] = {}
    outlets: dict[str, str] = {}
    for claim in claims:
        article = f"article:{claim.article_id}"
        known = provenance.get(claim.article_id)
        outlet = known.outlet if known else None
        outlets[article] = outlet or "unknown outlet"
        origin = claim.origin or (known.origin if known else None)
        union[article]
        if outlet:
            union.union(article, _outlet_node(outlet))
        if known and known.family:
            union.union(article, f"family:{known.family.casefold()}")
        if known and known.copy_group:
            union.union(article, f"copy:{known.copy_group}")
        if origin:
            origins.setdefault(article, origin)
            union.union(article, _outlet_node(origin))
    groups: dict[str, list[str]] = defaultdict(list)
    for article in outlets:
        groups[union[article]].append(article)
    chains = sorted(_chain(group, outlets, origins) for group in groups.values())
    return Independence(len(chains), tuple(chains))


def _outlet_node(name: str) -> str:
    return "outlet:" + name.casefold().removeprefix("the ").strip()


def _chain(articles: list[str], outlets: Mapping[str, str], origins: Mapping[str, str]) -> str:
    """ "Reuters -> Daily Post, The Courier": whom it goes back to, and who carried it."""
    roots = sorted({origins[article] for article in articles if article in origins})
    carriers = sorted({outlets[article] for article in articles} - set(roots))
    copies = len(articles) - len({outlets[article] for article in articles})
    carried = ", ".join(carriers) + (f" ({len(articles)} articles)" if copies else "")
    return " -> ".join(part for part in (", ".join(roots), carried) if part)
