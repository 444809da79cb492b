"""Why two positions are a dispute, in a sentence that an analyst can read out: the slot, both sides, who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimcheck.graph.summary import headline_of
from claimcheck.links.findings import swapped_detail
from claimcheck.records import Article, Claim, DisputeKind, Evidence, Link, Position, SourceKind

_SLOTS = frozenset(kind.value for kind in DisputeKind)
_SHOWN_DENIERS = 4


def speaker(claim: Claim, article: Article) -> str:
    """Who is heard in a claim: its source with the origin it came through, else the outlet."""
    if claim.source:
        through = claim.origin if claim.origin and claim.source_kind is not SourceKind.OUTLET else None
        return f"{claim.source} ({through})" if through and through != claim.source else claim.source
    return claim.origin or article.outlet or "an article without an outlet"


def headline(kind: DisputeKind, a: Claim, b: Claim, strongest: Link) -> str:
    """The statement in dispute and what is disputed of it: "... — killed: 12 against 15"."""
    text = headline_of(a)
    if kind is DisputeKind.DENIAL:
        return f"{text} — denied by {b.source or 'another report'}"
    slot = next(iter(_slots(strongest, kind, a)), None)
    return f"{text} — {slot}" if slot else text


def explain(
    kind: DisputeKind,
    a: Claim,
    b: Position,
    strongest: Link,
    confirmers: Sequence[Link],
    claims: Mapping[str, Claim],
    articles: Mapping[str, Article],
) -> str:
    """One line that says why: what differs and between whom, who confirms, and what decided.

    `a` is the telling claim of the first side; of the second, `b`, a denial names all who deny.
    """

    def name(claim_id: str) -> str:
        return speaker(claims[claim_id], articles[claims[claim_id].article_id])

    other = strongest.b if strongest.a == a.id else strongest.a
    slots = _slots(strongest, kind, a)
    if kind is DisputeKind.DENIAL:
        deniers = list(dict.fromkeys(name(claim_id) for claim_id in b.claim_ids))
        parts = [f"denied by {listed(deniers)}, said by {name(a.id)}", *_of(strongest, "denial", "carried")]
    elif slots:
        parts = [f"{'; '.join(slots)} ({name(a.id)} against {name(other)})"]
    else:
        parts = [f"the two cannot both be true as stated ({name(a.id)} against {name(other)})"]
    confirmed_by = dict.fromkeys(name(link.a) for link in confirmers)
    if confirmed_by:
        parts.append(f"confirmed by {listed(list(confirmed_by))}")
    return "; ".join([*parts, *_of(strongest, "judge", "decision")])


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and 3 others"."""
    if len(names) <= 1:
        return "".join(names)
    shown, rest = list(names[:_SHOWN_DENIERS]), len(names) - _SHOWN_DENIERS
    if rest > 0:
        return f"{', '.join(shown)} and {rest} {'other' if rest == 1 else 'others'}"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _slots(strongest: Link, kind: DisputeKind, a: Claim) -> list[str]:
    """The differing slots of a link, the dispute's own kind first, each with side a's value first."""
    found = [item for item in strongest.evidence if item.kind in _SLOTS and item.kind != "denial"]
    found.sort(key=lambda item: item.kind != kind.value)
    return [item.detail if strongest.a == a.id else swapped_detail(item.detail) for item in found]


def _of(link: Link, *kinds: str) -> Iterable[str]:
    return (item.detail for item in _in_order(link.evidence, kinds) if item.detail)


def _in_order(evidence: Sequence[Evidence], kinds: Sequence[str]) -> list[Evidence]:
    return sorted((e for e in evidence if e.kind in kinds), key=lambda item: kinds.index(item.kind))
