"""Rows that point at what is not there: taken out, and what stood on them clustered again.

They come of a damaged file or of another program's hand; SQLite's own foreign keys keep ours from leaving any.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Column, Connection, delete, func, select

from claimcheck.workspace import components, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.answers import Problem
from claimcheck.workspace.batches import open_batch, write_events
from claimcheck.workspace.regroup import drop_orphans, regroup, snapshot
from claimcheck.workspace.stages import Stages

_Reference = tuple[Column[object], Column[object]]

REFERENCES: tuple[_Reference, ...] = (
    (tables.claims.c.article_id, tables.articles.c.id),
    (tables.provenance.c.article_id, tables.articles.c.id),
    (tables.links.c.a, tables.claims.c.id),
    (tables.links.c.b, tables.claims.c.id),
    (tables.clusters.c.medoid_id, tables.claims.c.id),
    (tables.members.c.claim_id, tables.claims.c.id),
    (tables.members.c.cluster_id, tables.clusters.c.id),
    (tables.positions.c.cluster_id, tables.clusters.c.id),
    (tables.disputes.c.a_claim_id, tables.claims.c.id),
    (tables.disputes.c.b_claim_id, tables.claims.c.id),
    (tables.constraints.c.a, tables.claims.c.id),
    (tables.constraints.c.b, tables.claims.c.id),
)
"""Column, and the column whose values it may take: the first's rows dangle where it has another."""

_MEMBER = tables.members.c


def count_dangling(connection: Connection) -> list[Problem]:
    """What `remove_dangling` would take out first, left as it is."""
    found: dict[str, int] = {}
    for column, target in REFERENCES:
        query = select(func.count()).select_from(column.table).where(column.not_in(select(target)))
        found[column.table.name] = found.get(column.table.name, 0) + connection.execute(query).scalar_one()
    return _problems(found, repaired=False)


def remove_dangling(connection: Connection, stages: Stages) -> list[Problem]:
    """Delete rows that point at what is not there, and cluster again the claims that were together with them."""
    touched = _neighbours(connection)
    before = snapshot(connection, touched)
    # A cluster that has only its members left is nothing to go on from.
    before = replace(before, clusters={key: before.clusters[key] for key in before.headlines})
    removed = _delete(connection)
    standing = {
        row["id"] for row in store.fetch(connection, select(tables.claims.c.id), tables.claims.c.id, touched)
    }
    if standing:
        batch = open_batch(connection, "verify")
        events = regroup(connection, stages, standing, batch, before)
        drop_orphans(connection)
        write_events(connection, batch, events)
    return _problems(removed, repaired=True)


def _neighbours(connection: Connection) -> set[str]:
    """The claims, there or not, whose article, links, cluster, position or disputes are not whole; and those linked."""
    claim, link, cluster, dispute = (
        table.c for table in (tables.claims, tables.links, tables.clusters, tables.disputes)
    )
    known, homes = select(claim.id), select(cluster.id)
    places = select(tables.positions.c.id)
    of_no_article = select(claim.id).where(claim.article_id.not_in(select(tables.articles.c.id)))
    lost_homes = select(_MEMBER.cluster_id).where(_MEMBER.claim_id.not_in(known))
    lost_medoids = select(cluster.id).where(cluster.medoid_id.not_in(known))
    queries = [
        of_no_article,
        select(_MEMBER.claim_id).where(_MEMBER.cluster_id.in_(lost_homes)),
        select(_MEMBER.claim_id).where(_MEMBER.cluster_id.in_(lost_medoids)),
        select(_MEMBER.claim_id).where(_MEMBER.cluster_id.not_in(homes)),
        select(_MEMBER.claim_id).where(_MEMBER.position_id.is_not(None), _MEMBER.position_id.not_in(places)),
    ]
    for one, other in ((link.a, link.b), (dispute.a_claim_id, dispute.b_claim_id)):
        queries += [select(one).where(other.not_in(known)), select(other).where(one.not_in(known))]
    touched = {row[0] for query in queries for row in connection.execute(query)}
    return components.component_claims(connection, touched)


def _delete(connection: Connection) -> dict[str, int]:
    """How many rows went from which table; repeated, because what goes may leave others dangling."""
    removed: dict[str, int] = {}
    again = True
    while again:
        again = False
        for column, target in REFERENCES:
            lost = delete(column.table).where(column.not_in(select(target)))
            gone = connection.execute(lost).rowcount
            if gone:
                again = True
                removed[column.table.name] = removed.get(column.table.name, 0) + gone
    position = tables.positions.c.id
    lost_positions = connection.execute(
        tables.members.update()
        .where(_MEMBER.position_id.is_not(None), _MEMBER.position_id.not_in(select(position)))
        .values(position_id=None)
    ).rowcount
    if lost_positions:
        removed["members"] = removed.get("members", 0) + lost_positions
    return removed


def _problems(found: dict[str, int], *, repaired: bool) -> list[Problem]:
    return [
        Problem(f"rows of {name} that pointed at nothing", count, repaired)
        for name, count in found.items()
        if count
    ]
