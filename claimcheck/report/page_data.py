"""The results as the compact JSON the page works from: columns instead of objects, numbers instead of ids.

With 50,000 claims the size of this decides how fast the page opens, so names that come back are listed once and
referred to by number, and article texts, which most visits never need, are a block of their own.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any, Generic, TypeVar

from claimcheck.records import (
    OPPOSING,
    Article,
    Claim,
    Cluster,
    Dispute,
    Link,
    Results,
    SourceKind,
    Stance,
    parse_instant,
)
from claimcheck.report.agreement import outlet_agreement
from claimcheck.report.lookups import UNKNOWN_OUTLET, Lookups, safe_link
from claimcheck.report.page_differences import differences, pieces
from claimcheck.report.page_text import Context, Segment, article_segments

Json = dict[str, Any]
_MAX_EVIDENCE = 6
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_Name = TypeVar("_Name", bound=Hashable)


class _Numbers(Generic[_Name]):
    """Numbers names in the order in which they first come."""

    def __init__(self, names: Iterable[_Name] = ()) -> None:
        self.number: dict[_Name, int] = {}
        for name in names:
            self(name)

    def __call__(self, name: _Name) -> int:
        return self.number.setdefault(name, len(self.number))

    @property
    def names(self) -> list[_Name]:
        """The names, by number."""
        return list(self.number)


def page_data(results: Results, *, title: str, context: Context, generated: datetime) -> Json:
    """Everything of the page but the article texts."""
    lookups = Lookups.of(results)
    outlets: _Numbers[str] = _Numbers()
    sources: _Numbers[str] = _Numbers([""])
    articles: _Numbers[str] = _Numbers(article.id for article in results.articles)
    claims: _Numbers[str] = _Numbers(claim.id for claim in results.claims)
    clusters: _Numbers[str] = _Numbers(cluster.id for cluster in results.clusters)
    agreement = outlet_agreement(results)
    return {
        "meta": {
            "title": title,
            "context": context,
            "generated": generated.strftime("%Y-%m-%dT%H:%M"),
            "warnings": list(results.warnings),
            "skipped": [[item.file, item.reason] for item in results.skipped],
        },
        "kinds": [kind.value for kind in SourceKind],
        "stances": [stance.value for stance in Stance],
        "articles": _article_columns(results.articles, lookups, outlets),
        "claims": _claim_columns(results.claims, lookups, articles, clusters, sources),
        "clusters": _cluster_rows(results, claims),
        "disputes": [_dispute_row(dispute, lookups, claims, clusters) for dispute in results.disputes],
        "agreement": {
            "outlets": [outlets(name) for name in agreement.outlets],
            "agree": [[outlets(x), outlets(y), n] for (x, y), n in agreement.agree.items()],
            "oppose": [[outlets(x), outlets(y), n] for (x, y), n in agreement.oppose.items()],
        },
        "outlets": outlets.names,
        "sources": sources.names,
    }


def page_texts(results: Results, context: Context) -> list[list[list[Segment]]]:
    """For each article its paragraphs of segments, as much of them as `context` lets in."""
    told: defaultdict[str, list[tuple[int, Claim]]] = defaultdict(list)
    for number, claim in enumerate(results.claims):
        told[claim.article_id].append((number, claim))
    return [
        article_segments(
            article, sorted(told[article.id], key=lambda item: (item[1].start, item[0])), context
        )
        for article in results.articles
    ]


def script_json(data: object) -> str:
    """`data` as JSON that can stand inside a script element: no tag, comment or entity can begin in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return _SURROGATE.sub("\ufffd", text)


def minutes(article: Article) -> list[int] | None:
    """First and last minute (since 1970, UTC) that the article's date can mean; None where it has none."""
    instant = parse_instant(article.published)
    if instant:
        return [int(instant.timestamp() // 60)] * 2
    if not article.period:
        return None
    first = datetime.combine(article.period.first, time.min, UTC)
    last = datetime.combine(article.period.last, time(23, 59), UTC)
    return [int(first.timestamp() // 60), int(last.timestamp() // 60)]


def _article_columns(articles: Sequence[Article], lookups: Lookups, outlets: _Numbers[str]) -> Json:
    """Columns of the articles. A copy group is the number of its first article."""
    groups: _Numbers[str] = _Numbers()
    both = [(article, lookups.provenance.get(article.id)) for article in articles]
    return {
        "id": [article.id for article in articles],
        "outlet": [outlets(article.outlet or UNKNOWN_OUTLET) for article in articles],
        "origin": [article.origin or (item and item.origin) or "" for article, item in both],
        "cites": [", ".join(item.cites) if item else "" for _, item in both],
        "copy": [groups((item and item.copy_group) or article.id) for article, item in both],
        "title": [article.title or "" for article in articles],
        "url": [safe_link(article.url) for article in articles],
        "published": [article.published or "" for article in articles],
        "when": [minutes(article) for article in articles],
        "file": [article.file for article in articles],
        "note": [article.note for article in articles],
    }


def _claim_columns(
    claims: Sequence[Claim],
    lookups: Lookups,
    articles: _Numbers[str],
    clusters: _Numbers[str],
    sources: _Numbers[str],
) -> Json:
    """Columns of the claims; -1 is no kind, cluster or position, "" a proposition that is the whole sentence."""
    kinds, stances = list(SourceKind), list(Stance)
    place = {
        claim: (clusters(cluster.id), -1)
        for cluster in lookups.clusters.values()
        for claim in cluster.claim_ids
    }
    place |= {
        claim: (clusters(cluster.id), number)
        for cluster in lookups.clusters.values()
        for number, position in enumerate(cluster.positions)
        for claim in position.claim_ids
    }
    return {
        "id": [claim.id for claim in claims],
        "article": [articles(claim.article_id) for claim in claims],
        "start": [claim.start for claim in claims],
        "end": [claim.end for claim in claims],
        "sentence": [claim.sentence for claim in claims],
        "proposition": ["" if claim.proposition == claim.sentence else claim.proposition for claim in claims],
        "source": [sources(claim.source or "") for claim in claims],
        "kind": [kinds.index(claim.source_kind) if claim.source_kind else -1 for claim in claims],
        "origin": [claim.origin or "" for claim in claims],
        "stance": [stances.index(claim.stance) for claim in claims],
        "hedges": [", ".join(claim.hedges) for claim in claims],
        "worth": [round(100 * claim.checkworthy) for claim in claims],
        "cluster": [place.get(claim.id, (-1, -1))[0] for claim in claims],
        "position": [place.get(claim.id, (-1, -1))[1] for claim in claims],
    }


def _cluster_rows(results: Results, claims: _Numbers[str]) -> list[Json]:
    """The clusters, each with its positions and the links among its claims."""
    home = {claim: cluster.id for cluster in results.clusters for claim in cluster.claim_ids}
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for link in results.links:
        if link.a in home and home[link.a] == home.get(link.b):
            links[home[link.a]].append(link)
    return [_cluster_row(cluster, links[cluster.id], claims) for cluster in results.clusters]


def _cluster_row(cluster: Cluster, links: Sequence[Link], claims: _Numbers[str]) -> Json:
    known = {(link.a, link.b) for link in links}
    every = [*links, *(link for link in cluster.timeline if (link.a, link.b) not in known)]
    held = {claim for position in cluster.positions for claim in position.claim_ids}
    return {
        "id": cluster.id,
        "headline": cluster.headline,
        "medoid": claims(cluster.medoid_id),
        "cohesion": round(cluster.cohesion, 3),
        "independent": cluster.independent_sources,
        "positions": [
            {
                "claims": [claims(claim) for claim in position.claim_ids],
                "independent": position.independent_sources,
                "chains": list(position.chains),
            }
            for position in cluster.positions
        ],
        "loose": [claims(claim) for claim in cluster.claim_ids if claim not in held],
        "links": [_link_row(link, claims) for link in every],
    }


def _link_row(link: Link, claims: _Numbers[str]) -> list[Any]:
    return [claims(link.a), claims(link.b), link.relation.value, round(link.score, 3)]


def _dispute_row(dispute: Dispute, lookups: Lookups, claims: _Numbers[str], clusters: _Numbers[str]) -> Json:
    a, b = lookups.claims[dispute.a_claim_id], lookups.claims[dispute.b_claim_id]
    marked = differences(a, b, dispute.kind)
    return {
        "id": dispute.id,
        "cluster": clusters(dispute.cluster_id),
        "kind": dispute.kind.value,
        "score": round(dispute.score, 3),
        "headline": dispute.headline,
        "explanation": dispute.explanation,
        "status": dispute.status.value,
        "note": dispute.note,
        "sides": [
            {
                "claim": claims(claim.id),
                "marked": pieces(claim.sentence, spans),
                "claims": [claims(other) for other in ids],
                "independent": independent,
                "chains": list(chains),
            }
            for claim, spans, ids, independent, chains in (
                (a, marked[0], dispute.a_claim_ids, dispute.a_independent_sources, dispute.a_chains),
                (b, marked[1], dispute.b_claim_ids, dispute.b_independent_sources, dispute.b_chains),
            )
        ],
        "evidence": [
            [*_link_row(link, claims), [item.detail for item in link.evidence]]
            for link in dispute.links[:_MAX_EVIDENCE]
            if link.relation in OPPOSING
        ],
    }
