"""Disputes, clusters and claims as small HTML cards, which notebooks show and the page falls back on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from claimcheck.records import Claim, Cluster, Dispute, Results, Stance
from claimcheck.report.lookups import Lookups, safe_link
from claimcheck.report.page_differences import differences, pieces

if TYPE_CHECKING:
    from jinja2 import Template

_MOST = 8
"""Claims a card lists for a position; the rest is counted."""


class _Card:
    """What all cards share: `body()` is the markup, a notebook gets the style with it."""

    def body(self) -> str:
        """The card's markup, all text escaped."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return f"<style>{_style()}</style>{self.body()}"


@dataclass(frozen=True, slots=True)
class ClaimCard(_Card):
    """One claim with who says it, where and when. Give `Lookups` in place of `results` to make many cards."""

    results: Results | Lookups
    claim: Claim

    def body(self) -> str:
        """The card's markup, all text escaped."""
        lookups = _lookups(self.results)
        cluster = lookups.cluster_of.get(self.claim.id)
        return _render("claim", claim=_view(lookups, self.claim), cluster=cluster)


@dataclass(frozen=True, slots=True)
class ClusterCard(_Card):
    """One cluster: its question and each position with its claims and independent sources."""

    results: Results | Lookups
    cluster: Cluster

    def body(self) -> str:
        """The card's markup, all text escaped."""
        lookups = _lookups(self.results)
        positions = [
            {
                "claims": [_view(lookups, lookups.claims[claim]) for claim in position.claim_ids[:_MOST]],
                "more": max(0, len(position.claim_ids) - _MOST),
                "independent": position.independent_sources,
                "chains": position.chains,
            }
            for position in self.cluster.positions
        ]
        outlets = _distinct(lookups.outlet(lookups.claims[claim]) for claim in self.cluster.claim_ids)
        return _render("cluster", cluster=self.cluster, positions=positions, outlets=outlets)


@dataclass(frozen=True, slots=True)
class DisputeCard(_Card):
    """One dispute: both sides side by side, what differs marked, and why it was flagged."""

    results: Results | Lookups
    dispute: Dispute

    def body(self) -> str:
        """The card's markup, all text escaped."""
        lookups, dispute = _lookups(self.results), self.dispute
        a, b = lookups.claims[dispute.a_claim_id], lookups.claims[dispute.b_claim_id]
        marked = differences(a, b, dispute.kind)
        sides = [
            {
                "claim": _view(lookups, claim) | {"pieces": pieces(claim.sentence, spans)},
                "confirming": [
                    _view(lookups, other)
                    for other in (lookups.claims[one] for one in ids)
                    if other.stance is Stance.CONFIRMS and other.id != claim.id
                ][:2],
                "outlets": _distinct(lookups.outlet(lookups.claims[other]) for other in ids),
                "independent": independent,
                "chains": chains,
            }
            for claim, spans, ids, independent, chains in (
                (a, marked[0], dispute.a_claim_ids, dispute.a_independent_sources, dispute.a_chains),
                (b, marked[1], dispute.b_claim_ids, dispute.b_independent_sources, dispute.b_chains),
            )
        ]
        return _render("dispute", dispute=dispute, sides=sides)


def _lookups(results: Results | Lookups) -> Lookups:
    return results if isinstance(results, Lookups) else Lookups.of(results)


def _view(lookups: Lookups, claim: Claim) -> dict[str, Any]:
    """What a card shows of a claim."""
    article = lookups.article(claim)
    named = {claim.source, article.origin, article.outlet}
    return {
        "id": claim.id,
        "sentence": claim.sentence,
        "pieces": [claim.sentence],
        "source": claim.source or "",
        "origin": claim.origin if claim.origin and claim.origin not in named else "",
        "outlet": lookups.outlet(claim),
        "first": article.origin if article.origin and article.origin != article.outlet else "",
        "published": (article.published or "")[:10],
        "url": safe_link(article.url),
        "title": article.title or "",
        "stance": "" if claim.stance is Stance.ASSERTS else claim.stance.value,
        "hedges": ", ".join(claim.hedges),
    }


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _render(card: str, **values: Any) -> str:
    return _templates().render(card=card, **values)


@cache
def _style() -> str:
    return files("claimcheck.report").joinpath("templates", "cards.css").read_text(encoding="utf-8")


@cache
def _templates() -> Template:
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("claimcheck.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("cards.html.j2")
