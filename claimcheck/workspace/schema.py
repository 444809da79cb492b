"""The tables of a workspace, and how an older one is brought up to date.

Vectors are little-endian float16; what is only ever read whole (spans, quantities, evidence) is JSON text. Columns are
those of the records in `claimcheck.records`, so `rows.py` is the only place that turns one into the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    select,
    update,
)

SCHEMA_VERSION = 2

metadata = MetaData()


def _to(target: str) -> ForeignKey:
    return ForeignKey(target, ondelete="CASCADE")


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # add, merge, split, remove, verify
    Column("added", Text, nullable=False),  # when, ISO 8601, UTC
    Column("n_articles", Integer, nullable=False),
    Column("n_claims", Integer, nullable=False),
    Column("n_links", Integer, nullable=False),
    Column("n_skipped", Integer, nullable=False),
    Column("detail", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("batch", Integer, _to("batches.id"), nullable=False),
    Column("ordinal", Integer, nullable=False, unique=True),
    Column("content", Text, nullable=False),  # hash of outlet, url, title and text
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("origin", Text),
    Column("url", Text),
    Column("title", Text),
    Column("published", Text),
    Column("language", Text),
    Column("file", Text, nullable=False),
    Column("boilerplate", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("articles_batch", "batch"),
)

provenance = Table(
    "provenance",
    metadata,
    Column("article_id", Text, _to("articles.id"), primary_key=True),
    Column("outlet", Text),
    Column("family", Text),
    Column("origin", Text),
    Column("cites", Text, nullable=False),
    Column("copy_group", Text, nullable=False),
    Index("provenance_copy_group", "copy_group"),
)

skipped = Table(
    "skipped",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", Integer, _to("batches.id"), nullable=False),
    Column("file", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("article_id", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("url", Text),
    Column("published", Text),
    Column("language", Text),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("hash", Text, nullable=False),  # SHA-256 of the text
    Column("model", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column(
        "indexed_as", Integer, unique=True
    ),  # its id in the vector index, empty where it is not looked for
    UniqueConstraint("hash", "model"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article_id", Text, _to("articles.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),  # its place among its article's claims
    Column("embedding", Integer, ForeignKey("embeddings.number"), nullable=False),
    Column("component", Text),  # claims with the same one are linked, directly or by way of others
    Column("comparable", Boolean, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("proposition", Text, nullable=False),
    Column("source", Text),
    Column("source_kind", Text),
    Column("cue", Text),
    Column("origin", Text),
    Column("stance", Text, nullable=False),
    Column("target", Text),
    Column("opinion", Boolean, nullable=False),
    Column("checkworthy", Float, nullable=False),
    Column("details", Text, nullable=False),
    Index("claims_article", "article_id"),
    Index("claims_embedding", "embedding"),
    Index("claims_component", "component"),
)

links = Table(
    "links",
    metadata,
    Column("a", Text, _to("claims.id"), primary_key=True),
    Column("b", Text, _to("claims.id"), primary_key=True),
    Column("relation", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("kind", Text),
    Column("carried", Boolean, nullable=False),  # made from other links when claims were grouped
    Column("evidence", Text, nullable=False),
    Index("links_b", "b"),
)

clusters = Table(
    "clusters",
    metadata,
    Column("id", Text, primary_key=True),
    Column("medoid_id", Text, _to("claims.id"), nullable=False),
    Column("headline", Text, nullable=False),
    Column("cohesion", Float, nullable=False),
    Column("weakest", Float, nullable=False),
    Column("independent_sources", Integer, nullable=False),
    Column("details", Text, nullable=False),
    Column("batch", Integer, nullable=False),  # in which it was first seen
    Index("clusters_medoid", "medoid_id"),
)

positions = Table(
    "positions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("cluster_id", Text, _to("clusters.id"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("independent_sources", Integer, nullable=False),
    Column("chains", Text, nullable=False),
    Index("positions_cluster", "cluster_id"),
)

members = Table(
    "members",
    metadata,
    Column("claim_id", Text, _to("claims.id"), primary_key=True),
    Column("cluster_id", Text, _to("clusters.id"), nullable=False),
    Column("position_id", Text, _to("positions.id")),
    Column("rank", Integer, nullable=False),  # place in the cluster, the medoid first
    Column("position_rank", Integer, nullable=False),  # place in the position
    Index("members_cluster", "cluster_id"),
    Index("members_position", "position_id"),
)

disputes = Table(
    "disputes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("cluster_id", Text, nullable=False),  # a resolved dispute outlives its cluster
    Column("kind", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("headline", Text, nullable=False),
    Column("a_claim_id", Text, _to("claims.id"), nullable=False),
    Column("b_claim_id", Text, _to("claims.id"), nullable=False),
    Column("explanation", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("batch", Integer, nullable=False),  # in which it was first seen
    Column("changed", Integer, nullable=False),  # which last changed its evidence or status
    Index("disputes_cluster", "cluster_id"),
    Index("disputes_a", "a_claim_id"),
    Index("disputes_b", "b_claim_id"),
)

labels = Table(
    "labels",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dispute_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("evidence", Text, nullable=False),  # what stood on either side when the label was given
    Index("labels_dispute", "dispute_id"),
)

constraints = Table(
    "constraints",
    metadata,
    Column("a", Text, _to("claims.id"), primary_key=True),
    Column("b", Text, _to("claims.id"), primary_key=True),
    Column("kind", Text, nullable=False),  # must, cannot
    Index("constraints_b", "b"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", Integer, _to("batches.id"), nullable=False),
    Column("change", Text, nullable=False),  # new, grown, newly disputed, back, resolved, merged, gone
    Column("cluster_id", Text),
    Column("dispute_id", Text),
    Column("headline", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("events_batch", "batch"),
)


def report_name(text_hash: str, copy_group: str) -> str:
    """The name of a report in a label's evidence: its text, and the articles that are copies of each other."""
    return f"{text_hash[:16]}/{copy_group}"


def _name_reports_by_text(connection: Connection) -> None:
    """Labels of version 1 name a report by its embedding's number, which changes when its article is added again."""
    hashes = {
        str(number): key for number, key in connection.execute(select(embeddings.c.number, embeddings.c.hash))
    }
    for label, evidence in connection.execute(select(labels.c.id, labels.c.evidence)).all():
        named = {
            side: [
                report_name(hashes[number], group) if number in hashes else f"{number}/{group}"
                for number, _, group in (report.partition("/") for report in reports)
            ]
            for side, reports in json.loads(evidence).items()
        }
        connection.execute(update(labels).where(labels.c.id == label).values(evidence=json.dumps(named)))


MIGRATIONS: dict[int, Callable[[Connection], None]] = {2: _name_reports_by_text}
"""What brings a workspace from the version before to the one that is the key; run in order, each in the transaction."""
