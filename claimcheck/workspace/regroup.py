"""Cluster again what a change has touched, and carry over ids, labels and what the analyst said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from claimcheck.records import Claim, Cluster, Dispute, DisputeStatus, Provenance
from claimcheck.workspace import components, identity, rows, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.stages import Stages

NEW, GROWN, NEWLY_DISPUTED, BACK, RESOLVED, GONE = (
    "new",
    "grown",
    "newly disputed",
    "back",
    "resolved",
    "gone",
)
"""What an event says of a cluster or a dispute."""

DISPUTES = tables.disputes.c


@dataclass(frozen=True, slots=True)
class Before:
    """What stood before: clusters by id with their claims and first batch, disputes and their batches."""

    clusters: dict[str, set[str]]
    headlines: dict[str, str]
    first_seen: dict[str, int]
    disputes: dict[str, Dispute]
    batches: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what changed in a batch."""

    change: str
    headline: str
    cluster_id: str | None = None
    dispute_id: str | None = None
    detail: str = ""


def regroup(
    connection: Connection,
    stages: Stages,
    touched: Iterable[str],
    batch: int,
    before: Before | None = None,
) -> list[Event]:
    """Cluster the components of the `touched` claims, write the outcome, and give what changed.

    `touched` are claims that exist; their links are in the store already. Claims of the same component are drawn in.
    `before` is what stood there, where that is no longer in the store.
    """
    claim_ids = components.component_claims(connection, touched)
    base = store.links_of_claims(connection, claim_ids, carried=False)
    said = components.constraints_among(connection, claim_ids)
    partners = {claim_id for pair in said.must_link for claim_id in pair} - claim_ids
    if partners:
        return regroup(connection, stages, claim_ids | partners, batch, before)
    pairs = [*((link.a, link.b) for link in base), *said.must_link]
    linked = components.relabel(connection, claim_ids, pairs)
    claims = store.claims_by_id(connection, (claim_id for group in linked.values() for claim_id in group))
    article_ids = {claim.article_id for claim in claims.values()}
    articles = store.articles_by_id(connection, article_ids)
    provenance = store.provenance_by_article(connection, article_ids)
    before = before or snapshot(connection, claim_ids)
    found, disputes, links = stages.group(claims, articles, base, provenance, said)

    taken = _ids_elsewhere(connection, tables.clusters.c.id, (c.id for c in found), before.clusters)
    names = identity.match_clusters(before.clusters, found, claims)
    clusters = identity.renamed_clusters(found, names, taken)
    disputes = [replace(dispute, cluster_id=clusters[dispute.cluster_id].id) for dispute in disputes]
    disputes = _with_lasting_ids(connection, disputes, before)
    reports = reports_of(connection, claims, provenance)
    disputes = _labelled(connection, disputes, reports, before)
    resolved = _resolved(disputes, before, clusters.values(), claims)

    base_keys = {(link.a, link.b, link.relation.value) for link in base}
    carried = [rows.link_row(link) for link in links if identity.carries(link, base_keys)]
    _forget(connection, before, claim_ids)
    store.insert(connection, tables.links, [row | {"carried": True} for row in carried])
    _write_clusters(connection, clusters.values(), before, batch)
    _write_disputes(connection, [*disputes, *resolved], before, batch)
    return _events(clusters.values(), [*disputes, *resolved], before)


def snapshot(connection: Connection, claim_ids: Iterable[str]) -> Before:
    """What the store has on these claims: whole clusters that any is in, and disputes that any shows."""
    wanted = list(claim_ids)
    member = tables.members.c
    ids = {
        row["cluster_id"]
        for row in store.fetch(connection, select(member.cluster_id), member.claim_id, wanted)
    }
    members: dict[str, set[str]] = {cluster_id: set() for cluster_id in ids}
    for row in store.fetch(
        connection, select(member.cluster_id, member.claim_id), member.cluster_id, sorted(ids)
    ):
        members[row["cluster_id"]].add(row["claim_id"])
    cluster = tables.clusters.c
    heads = store.fetch(
        connection, select(cluster.id, cluster.headline, cluster.batch), cluster.id, sorted(ids)
    )
    found = {
        row["id"]: row
        for column in (DISPUTES.a_claim_id, DISPUTES.b_claim_id)
        for row in store.fetch(connection, select(tables.disputes), column, wanted)
    }
    return Before(
        members,
        {row["id"]: row["headline"] for row in heads},
        {row["id"]: row["batch"] for row in heads},
        {key: rows.dispute_of(row) for key, row in found.items()},
        {key: (row["batch"], row["changed"]) for key, row in found.items()},
    )


def drop_orphans(connection: Connection) -> None:
    """Clusters and disputes whose last member is gone, and positions without a claim."""
    cluster, member, position = tables.clusters.c, tables.members.c, tables.positions.c
    connection.execute(delete(tables.clusters).where(cluster.id.not_in(select(member.cluster_id).distinct())))
    connection.execute(
        delete(tables.positions).where(
            or_(
                position.cluster_id.not_in(select(cluster.id)),
                position.id.not_in(select(member.position_id).where(member.position_id.is_not(None))),
            )
        )
    )


def _ids_elsewhere(
    connection: Connection, column: Any, wanted: Iterable[str], here: Iterable[str]
) -> set[str]:
    """Which of the ids that are wanted are in use outside what is being replaced, or are to be left free."""
    used = {row[column.name] for row in store.fetch(connection, select(column), column, wanted)}
    return used | set(here)


def _with_lasting_ids(connection: Connection, disputes: list[Dispute], before: Before) -> list[Dispute]:
    names = identity.match_disputes(before.disputes, disputes)
    used = _ids_elsewhere(connection, DISPUTES.id, (d.id for d in disputes), before.disputes)
    lasting = []
    for dispute in disputes:
        name = names.get(dispute.id)
        if name is None:
            name = identity.free_id("d", dispute.id, used)
            used.add(name)
        lasting.append(replace(dispute, id=name))
    return lasting


def reports_of(
    connection: Connection, claims: Mapping[str, Claim], provenance: Mapping[str, Provenance]
) -> dict[str, str]:
    """A name for the report of each claim: reprints of a sentence have the same one."""
    claim = tables.claims.c
    # Not by the embedding's number: that is another one when an article was taken out and is added again.
    query = select(claim.id, tables.embeddings.c.hash).join_from(tables.claims, tables.embeddings)
    return {
        row["id"]: tables.report_name(row["hash"], _copy_group(claims[row["id"]].article_id, provenance))
        for row in store.fetch(connection, query, claim.id, claims)
    }


def _copy_group(article_id: str, provenance: Mapping[str, Provenance]) -> str:
    known = provenance.get(article_id)
    return known.copy_group if known and known.copy_group else article_id


def _labelled(
    connection: Connection, disputes: list[Dispute], reports: Mapping[str, str], before: Before
) -> list[Dispute]:
    """Each dispute with the status and note that its last label gives it."""
    label = tables.labels.c
    last: dict[str, Any] = {}
    for row in store.fetch(
        connection, select(tables.labels).order_by(label.id), label.dispute_id, (d.id for d in disputes)
    ):
        last[row["dispute_id"]] = row
    done = []
    for dispute in disputes:
        given = last.get(dispute.id)
        done.append(_with_label(dispute, given, identity.evidence_of(dispute, reports)) if given else dispute)
    return done


def _with_label(dispute: Dispute, row: Mapping[str, Any], now: Mapping[str, list[str]]) -> Dispute:
    status = DisputeStatus(row["status"])
    earlier: Mapping[str, list[str]] = json.loads(row["evidence"])
    if status is not DisputeStatus.DISMISSED or identity.same_evidence(earlier, now):
        return replace(dispute, status=status, note=row["note"])
    was, stands = set(earlier["a"]) | set(earlier["b"]), set(now["a"]) | set(now["b"])
    changes = [
        f"{len(reports)} {'claim' if len(reports) == 1 else 'claims'} {word}"
        for reports, word in ((stands - was, "new on its sides"), (was - stands, "gone"))
        if reports
    ] or ["its claims changed sides"]
    reason = f"dismissed on {row['made'][:10]}, back because its evidence changed: {', '.join(changes)}"
    note = f"{reason}; note then: {row['note']}" if row["note"] else reason
    return replace(dispute, status=DisputeStatus.NEW, note=note)


def _resolved(
    disputes: Iterable[Dispute], before: Before, clusters: Iterable[Cluster], claims: Mapping[str, Claim]
) -> list[Dispute]:
    """Earlier disputes that nothing opposes any more, though the claims that showed them still stand."""
    live = {dispute.id for dispute in disputes}
    home = {claim_id: cluster.id for cluster in clusters for claim_id in cluster.claim_ids}
    gone = []
    for dispute in before.disputes.values():
        if dispute.id in live or not {dispute.a_claim_id, dispute.b_claim_id} <= claims.keys():
            continue
        gone.append(
            replace(
                dispute,
                cluster_id=home.get(dispute.a_claim_id, dispute.cluster_id),
                status=DisputeStatus.RESOLVED,
                note=dispute.note
                if dispute.status is DisputeStatus.RESOLVED
                else "the two sides are no longer opposed positions of one cluster",
            )
        )
    return gone


def _forget(connection: Connection, before: Before, claim_ids: Iterable[str]) -> None:
    """Delete what is about to be written anew."""
    wanted = list(claim_ids)
    link = tables.links.c
    store.delete_where(connection, link.a, wanted, link.carried.is_(True))
    store.delete_where(connection, DISPUTES.id, before.disputes)
    store.delete_where(connection, tables.members.c.cluster_id, before.clusters)
    store.delete_where(connection, tables.positions.c.cluster_id, before.clusters)
    store.delete_where(connection, tables.clusters.c.id, before.clusters)


def _write_clusters(connection: Connection, clusters: Iterable[Cluster], before: Before, batch: int) -> None:
    written = [(cluster, rows.cluster_rows(cluster)) for cluster in clusters]
    store.insert(
        connection,
        tables.clusters,
        [row | {"batch": before.first_seen.get(cluster.id, batch)} for cluster, (row, _, _) in written],
    )
    store.insert(connection, tables.positions, [row for _, (_, some, _) in written for row in some])
    store.insert(connection, tables.members, [row for _, (_, _, some) in written for row in some])


def _write_disputes(connection: Connection, disputes: Iterable[Dispute], before: Before, batch: int) -> None:
    values = []
    for dispute in disputes:
        first, changed = before.batches.get(dispute.id, (batch, batch))
        if not _stands_as(before.disputes.get(dispute.id), dispute):
            changed = batch
        values.append(rows.dispute_row(dispute) | {"batch": first, "changed": changed})
    store.insert(connection, tables.disputes, values)


def _stands_as(old: Dispute | None, new: Dispute) -> bool:
    return (
        old is not None
        and old.status is new.status
        and {*old.a_claim_ids, *old.b_claim_ids} == {*new.a_claim_ids, *new.b_claim_ids}
    )


def _events(clusters: Iterable[Cluster], disputes: Iterable[Dispute], before: Before) -> list[Event]:
    events = []
    live = set()
    for cluster in clusters:
        live.add(cluster.id)
        earlier = before.clusters.get(cluster.id)
        added = len(set(cluster.claim_ids) - (earlier or set()))
        if earlier is None:
            events.append(Event(NEW, cluster.headline, cluster.id, None, f"{added} claims"))
        elif added:
            noun = "claim" if added == 1 else "claims"
            events.append(Event(GROWN, cluster.headline, cluster.id, None, f"{added} more {noun}"))
    events += [
        Event(GONE, before.headlines[cluster_id], cluster_id, None, "its claims are elsewhere now")
        for cluster_id in sorted(before.clusters.keys() - live)
    ]
    for dispute in disputes:
        change = _change(before.disputes.get(dispute.id), dispute)
        if change:
            detail = dispute.note if change in (BACK, RESOLVED) else dispute.explanation
            events.append(Event(change, dispute.headline, dispute.cluster_id, dispute.id, detail))
    standing = {dispute.id for dispute in disputes}
    events += [
        Event(RESOLVED, old.headline, old.cluster_id, old.id, "its evidence was removed")
        for key, old in sorted(before.disputes.items())
        if key not in standing and old.status is not DisputeStatus.RESOLVED
    ]
    return events


def _change(old: Dispute | None, new: Dispute) -> str | None:
    if new.status is DisputeStatus.RESOLVED:
        return RESOLVED if old is not None and old.status is not DisputeStatus.RESOLVED else None
    if old is None:  # one that is dismissed was there before, and its article was taken out in between
        return None if new.status is DisputeStatus.DISMISSED else NEWLY_DISPUTED
    if old.status in (DisputeStatus.DISMISSED, DisputeStatus.RESOLVED) and new.status is DisputeStatus.NEW:
        return BACK
    return None
