"""What an analyst changes by hand: labels, clusters merged and split, articles taken out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from claimcheck.errors import UsageError
from claimcheck.records import Dispute, DisputeStatus
from claimcheck.workspace import components, identity, rows, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.batches import open_batch, write_events
from claimcheck.workspace.regroup import Event, drop_orphans, regroup, reports_of, snapshot
from claimcheck.workspace.stages import Stages
from claimcheck.workspace.vectors import drop_unused

GIVEN = (DisputeStatus.CONFIRMED, DisputeStatus.DISMISSED, DisputeStatus.NEW)
"""What a dispute can be labelled; "new" takes an earlier label back."""


def label_dispute(connection: Connection, dispute_id: str, status: str, note: str) -> Dispute:
    """Label a dispute; gives it as it is then. Raises UsageError on an unknown id or status.

    To those who ask what batches changed, a label is no change: the analyst gave it.
    """
    try:
        given = DisputeStatus(status)
    except ValueError:
        given = DisputeStatus.RESOLVED
    if given not in GIVEN:
        raise UsageError(f"{status!r} is not a label; labels are {', '.join(item.value for item in GIVEN)}.")
    column = tables.disputes.c
    found = store.disputes_by_id(connection, column.id, [dispute_id])
    if dispute_id not in found:
        raise UsageError(f"{dispute_id}: no such dispute; `claimcheck disputes` lists them with their ids.")
    dispute = found[dispute_id]
    claims = store.claims_by_id(connection, (*dispute.a_claim_ids, *dispute.b_claim_ids))
    provenance = store.provenance_by_article(connection, {claim.article_id for claim in claims.values()})
    evidence = identity.evidence_of(dispute, reports_of(connection, claims, provenance))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    store.insert(
        connection,
        tables.labels,
        [
            {
                "dispute_id": dispute_id,
                "status": given.value,
                "note": note,
                "made": now,
                "evidence": json.dumps(evidence),
            }
        ],
    )
    connection.execute(
        update(tables.disputes).where(column.id == dispute_id).values(status=given.value, note=note)
    )
    return store.disputes_by_id(connection, column.id, [dispute_id])[dispute_id]


def merge_clusters(
    connection: Connection, stages: Stages, cluster_ids: Sequence[str]
) -> tuple[int, list[Event]]:
    """Keep clusters together from now on: their medoids must be linked. The batch's number and what changed."""
    clusters = _clusters(connection, cluster_ids)
    if len(clusters) < 2:
        raise UsageError("merge takes at least two different clusters.")
    members = [set(cluster.claim_ids) for cluster in clusters]
    everyone = set().union(*members)
    _lift(connection, "cannot", everyone, everyone)
    first = clusters[0].medoid_id
    pairs = [(first, cluster.medoid_id) for cluster in clusters[1:]]
    _constrain(connection, "must", pairs)
    return _regrouped(connection, stages, "merge", everyone)


def split_cluster(
    connection: Connection, stages: Stages, cluster_id: str, claim_ids: Sequence[str]
) -> tuple[int, list[Event]]:
    """Take claims out of a cluster for good: none may be in one with those that stay."""
    (cluster,) = _clusters(connection, [cluster_id])
    leaving = set(claim_ids)
    strangers = sorted(leaving - set(cluster.claim_ids))
    if strangers:
        raise UsageError(
            f"{', '.join(strangers)}: not in cluster {cluster_id}; `claimcheck show` lists its claims."
        )
    staying = set(cluster.claim_ids) - leaving
    if not leaving or not staying:
        raise UsageError("split takes some of the cluster's claims, and leaves some.")
    _lift(connection, "must", leaving, staying)
    _constrain(connection, "cannot", ((a, b) for a in sorted(leaving) for b in sorted(staying)))
    return _regrouped(connection, stages, "split", set(cluster.claim_ids))


def remove_article(connection: Connection, stages: Stages, article_id: str) -> tuple[int, list[Event], int]:
    """Take an article out with all its claims and links. The batch's number, what changed, and the claims removed."""
    claim = tables.claims.c
    mine = store.claim_rows(connection, claim.article_id, [article_id])
    if not mine and not store.articles_by_id(connection, [article_id]):
        raise UsageError(f"{article_id}: no such article; `claimcheck export` lists them with their ids.")
    claim_ids = {row["id"] for row in mine}
    linked = {row["id"] for row in mine if row["component"]}
    component = components.component_claims(connection, linked)
    before, touched = snapshot(connection, component), component - claim_ids
    copies = _copies(connection, article_id)
    connection.execute(delete(tables.articles).where(tables.articles.c.id == article_id))
    drop_unused(connection, {row["embedding"] for row in mine})
    batch = open_batch(connection, "remove")
    recopied = _rewrite_provenance(connection, copies)
    events = regroup(connection, stages, touched, batch, before) if component else []
    events += regroup(connection, stages, recopied - touched, batch) if recopied - touched else []
    drop_orphans(connection)
    write_events(connection, batch, events)
    return batch, events, len(mine)


def _clusters(connection: Connection, cluster_ids: Sequence[str]) -> list[Any]:
    found = store.clusters_by_id(connection, cluster_ids)
    missing = [cluster_id for cluster_id in cluster_ids if cluster_id not in found]
    if missing:
        raise UsageError(
            f"{', '.join(missing)}: no such cluster; `claimcheck export` lists them with their ids."
        )
    return [found[cluster_id] for cluster_id in dict.fromkeys(cluster_ids)]


def _regrouped(
    connection: Connection, stages: Stages, kind: str, claim_ids: set[str]
) -> tuple[int, list[Event]]:
    batch = open_batch(connection, kind)
    events = regroup(connection, stages, claim_ids, batch)
    write_events(connection, batch, events)
    return batch, events


def _constrain(connection: Connection, kind: str, pairs: Iterable[tuple[str, str]]) -> None:
    wanted = sorted({(min(pair), max(pair)) for pair in pairs})
    _unconstrain(connection, wanted)
    store.insert(connection, tables.constraints, [{"a": a, "b": b, "kind": kind} for a, b in wanted])


def _lift(connection: Connection, kind: str, some: set[str], others: set[str]) -> None:
    """Take back what was said before of any two claims, one of each set: the last word counts."""
    column = tables.constraints.c
    query = select(column.a, column.b).where(column.kind == kind)
    either = {
        (row["a"], row["b"])
        for side in (column.a, column.b)
        for row in store.fetch(connection, query, side, sorted(some))
    }
    _unconstrain(
        connection,
        sorted((a, b) for a, b in either if (a in some and b in others) or (b in some and a in others)),
    )


def _unconstrain(connection: Connection, pairs: Sequence[tuple[str, str]]) -> None:
    if pairs:
        column = tables.constraints.c
        statement = delete(tables.constraints).where(
            column.a == bindparam("first"), column.b == bindparam("second")
        )
        connection.execute(statement, [{"first": a, "second": b} for a, b in pairs])


def _copies(connection: Connection, article_id: str) -> list[str]:
    """The other articles that carry the same text."""
    column = tables.provenance.c
    group = connection.execute(select(column.copy_group).where(column.article_id == article_id)).scalar()
    query = select(column.article_id).where(column.copy_group == group, column.article_id != article_id)
    return [row["article_id"] for row in store.fetch_all(connection, query)]


def _rewrite_provenance(connection: Connection, article_ids: Sequence[str]) -> set[str]:
    """Judge the provenance of these articles anew; the linked claims of those for which it changed."""
    from claimcheck.articles.provenance import provenance_of

    before = store.provenance_by_article(connection, article_ids)
    found = provenance_of(list(store.articles_by_id(connection, article_ids).values()))
    changed = [item for item in found if before[item.article_id] != item]
    ids = [item.article_id for item in changed]
    store.delete_where(connection, tables.provenance.c.article_id, ids)
    store.insert(connection, tables.provenance, [rows.provenance_row(item) for item in changed])
    claim = tables.claims.c
    query = select(claim.id).where(claim.component.is_not(None))
    return {row["id"] for row in store.fetch(connection, query, claim.article_id, ids)}
