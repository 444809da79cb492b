"""Records into rows and back: the only module that knows both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck.errors import WorkspaceDamaged
from claimcheck.records import (
    Article,
    Claim,
    Cluster,
    DateMention,
    Dispute,
    DisputeKind,
    DisputeStatus,
    Entity,
    Evidence,
    Link,
    Period,
    Position,
    Provenance,
    Quantity,
    Relation,
    SkippedInput,
    SourceKind,
    Span,
    Stance,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

Row = Mapping[str, Any]

VALUE_BYTES = 2
"""What one value of a stored vector takes."""

_CLAIM_COLUMNS = (
    "id",
    "article_id",
    "start",
    "end",
    "sentence",
    "proposition",
    "source",
    "cue",
    "origin",
    "target",
    "opinion",
    "checkworthy",
)
_SKIPPED_COLUMNS = (
    "file",
    "reason",
    "article_id",
    "outlet",
    "title",
    "url",
    "published",
    "language",
)
_CLAIM_SPANS = ("source_span", "cue_span", "content_span")
_ARTICLE_COLUMNS = ("id", "text", "outlet", "origin", "url", "title", "published", "language", "file", "note")


def article_row(article: Article) -> dict[str, Any]:
    """The columns of `articles` but batch and ordinal."""
    row = {name: getattr(article, name) for name in _ARTICLE_COLUMNS}
    return row | {"boilerplate": _dump([[span.start, span.end] for span in article.boilerplate])}


def article_of(row: Row) -> Article:
    """The article of a row of `articles`."""
    spans = tuple(Span(start, end) for start, end in json.loads(row["boilerplate"]))
    return Article(**{name: row[name] for name in _ARTICLE_COLUMNS}, boilerplate=spans)


def provenance_row(item: Provenance) -> dict[str, Any]:
    """The columns of `provenance`."""
    return asdict(item) | {"cites": _dump(item.cites)}


def provenance_of_row(row: Row) -> Provenance:
    """The provenance of a row of `provenance`."""
    return Provenance(
        row["article_id"],
        row["outlet"],
        row["family"],
        row["origin"],
        tuple(json.loads(row["cites"])),
        row["copy_group"],
    )


def skipped_row(item: SkippedInput) -> dict[str, Any]:
    """The columns of `skipped` but id and batch."""
    return asdict(item)


def skipped_of(row: Row) -> SkippedInput:
    """The skipped input of a row of `skipped`."""
    return SkippedInput(**{name: row[name] for name in _SKIPPED_COLUMNS})


def claim_row(claim: Claim) -> dict[str, Any]:
    """The columns of `claims` that are the claim's own."""
    details: dict[str, Any] = {
        "hedges": claim.hedges,
        "quantities": [asdict(quantity) for quantity in claim.quantities],
        "dates": [_date_mention(mention) for mention in claim.dates],
        "entities": [asdict(entity) for entity in claim.entities],
    }
    for name in _CLAIM_SPANS:
        span = getattr(claim, name)
        details[name] = [span.start, span.end] if span else None
    row = {name: getattr(claim, name) for name in _CLAIM_COLUMNS}
    kind = claim.source_kind.value if claim.source_kind else None
    return row | {"source_kind": kind, "stance": claim.stance.value, "details": _dump(details)}


def claim_of(row: Row) -> Claim:
    """The claim of a row of `claims`."""
    details = json.loads(row["details"])
    spans: dict[str, Any] = {name: Span(*details[name]) if details[name] else None for name in _CLAIM_SPANS}
    return Claim(
        **{name: row[name] for name in _CLAIM_COLUMNS},
        **spans,
        source_kind=SourceKind(row["source_kind"]) if row["source_kind"] else None,
        stance=Stance(row["stance"]),
        hedges=tuple(details["hedges"]),
        quantities=tuple(Quantity(**item) for item in details["quantities"]),
        dates=tuple(_date_mention_of(item) for item in details["dates"]),
        entities=tuple(Entity(**item) for item in details["entities"]),
    )


def link_row(link: Link) -> dict[str, Any]:
    """The columns of `links` but `carried`."""
    return {
        "a": link.a,
        "b": link.b,
        "relation": link.relation.value,
        "score": link.score,
        "kind": link.kind.value if link.kind else None,
        "evidence": _dump([[e.kind, e.detail, dict(e.values)] for e in link.evidence]),
    }


def link_of(row: Row) -> Link:
    """The link of a row of `links`."""
    return Link(
        row["a"],
        row["b"],
        Relation(row["relation"]),
        row["score"],
        tuple(Evidence(kind, detail, values) for kind, detail, values in json.loads(row["evidence"])),
        DisputeKind(row["kind"]) if row["kind"] else None,
    )


def cluster_rows(cluster: Cluster) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """Its row of `clusters` but the batch, its rows of `positions`, its rows of `members`."""
    place = {
        claim_id: (position.id, rank)
        for position in cluster.positions
        for rank, claim_id in enumerate(position.claim_ids)
    }
    row = {
        name: getattr(cluster, name)
        for name in ("id", "medoid_id", "headline", "cohesion", "weakest", "independent_sources")
    }
    row["details"] = _dump(
        {"bridges": cluster.bridges, "timeline": [link_row(link) for link in cluster.timeline]}
    )
    positions = [
        {
            "id": position.id,
            "cluster_id": cluster.id,
            "rank": rank,
            "independent_sources": position.independent_sources,
            "chains": _dump(position.chains),
        }
        for rank, position in enumerate(cluster.positions)
    ]
    members = [
        {
            "claim_id": claim_id,
            "cluster_id": cluster.id,
            "rank": rank,
            "position_id": place.get(claim_id, (None, 0))[0],
            "position_rank": place.get(claim_id, (None, 0))[1],
        }
        for rank, claim_id in enumerate(cluster.claim_ids)
    ]
    return row, positions, members


def clusters_of(rows: Iterable[Row], positions: Iterable[Row], members: Iterable[Row]) -> list[Cluster]:
    """The clusters of rows of `clusters`, with all rows of `positions` and `members` that are theirs."""
    claim_ids: dict[str, list[tuple[int, str]]] = {}
    position_claims: dict[str, list[tuple[int, str]]] = {}
    for member in members:
        claim_ids.setdefault(member["cluster_id"], []).append((member["rank"], member["claim_id"]))
        if member["position_id"]:
            position_claims.setdefault(member["position_id"], []).append(
                (member["position_rank"], member["claim_id"])
            )
    by_cluster: dict[str, list[Position]] = {}
    for row in sorted(positions, key=lambda row: (row["cluster_id"], row["rank"])):
        by_cluster.setdefault(row["cluster_id"], []).append(
            Position(
                row["id"],
                row["cluster_id"],
                _in_order(position_claims.get(row["id"], [])),
                row["independent_sources"],
                tuple(json.loads(row["chains"])),
            )
        )
    found = []
    for row in rows:
        details = json.loads(row["details"])
        found.append(
            Cluster(
                id=row["id"],
                medoid_id=row["medoid_id"],
                claim_ids=_in_order(claim_ids.get(row["id"], [])),
                positions=tuple(by_cluster.get(row["id"], ())),
                headline=row["headline"],
                cohesion=row["cohesion"],
                weakest=row["weakest"],
                bridges=tuple((a, b) for a, b in details["bridges"]),
                independent_sources=row["independent_sources"],
                timeline=tuple(link_of(item) for item in details["timeline"]),
            )
        )
    return found


def dispute_row(dispute: Dispute) -> dict[str, Any]:
    """The columns of `disputes` but the batches."""
    details = {
        "a_claim_ids": dispute.a_claim_ids,
        "b_claim_ids": dispute.b_claim_ids,
        "a_independent_sources": dispute.a_independent_sources,
        "b_independent_sources": dispute.b_independent_sources,
        "a_chains": dispute.a_chains,
        "b_chains": dispute.b_chains,
        "links": [link_row(link) for link in dispute.links],
        "features": dict(dispute.features),
    }
    names = ("id", "cluster_id", "score", "headline", "a_claim_id", "b_claim_id", "explanation", "note")
    row = {name: getattr(dispute, name) for name in names}
    return row | {
        "kind": dispute.kind.value,
        "status": dispute.status.value,
        "details": _dump(details),
    }


def dispute_of(row: Row) -> Dispute:
    """The dispute of a row of `disputes`."""
    details = json.loads(row["details"])
    return Dispute(
        id=row["id"],
        cluster_id=row["cluster_id"],
        kind=DisputeKind(row["kind"]),
        score=row["score"],
        headline=row["headline"],
        a_claim_id=row["a_claim_id"],
        b_claim_id=row["b_claim_id"],
        a_claim_ids=tuple(details["a_claim_ids"]),
        b_claim_ids=tuple(details["b_claim_ids"]),
        explanation=row["explanation"],
        a_independent_sources=details["a_independent_sources"],
        b_independent_sources=details["b_independent_sources"],
        a_chains=tuple(details["a_chains"]),
        b_chains=tuple(details["b_chains"]),
        links=tuple(link_of(item) for item in details["links"]),
        features=details["features"],
        status=DisputeStatus(row["status"]),
        note=row["note"],
    )


def pack_vector(vector: NDArray[np.floating[Any]]) -> bytes:
    """A vector as it is stored: little-endian float16."""
    return vector.astype("<f2").tobytes()


def unpack_vectors(blobs: Sequence[bytes], dimension: int) -> NDArray[np.float32]:
    """Stored vectors as float32 (n, dimension). Raises WorkspaceDamaged where one has another length."""
    if any(len(blob) != VALUE_BYTES * dimension for blob in blobs):
        raise WorkspaceDamaged(
            "The workspace has vectors of the wrong length: run `claimcheck verify` with the settings it was made with."
        )
    return np.frombuffer(b"".join(blobs), dtype="<f2").reshape(len(blobs), dimension).astype(np.float32)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _date_mention(mention: DateMention) -> dict[str, Any]:
    first, last = mention.period.first.isoformat(), mention.period.last.isoformat()
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "role": mention.role,
        "period": [first, last],
    }


def _date_mention_of(item: Row) -> DateMention:
    first, last = (date.fromisoformat(day) for day in item["period"])
    return DateMention(item["text"], item["start"], item["end"], Period(first, last), item["role"])


def _in_order(ranked: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(name for _, name in sorted(ranked))
