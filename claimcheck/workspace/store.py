"""Reading and writing the tables, many rows a statement. Every function works inside a transaction of its caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, delete, func, select

from claimcheck.records import Article, Claim, Cluster, Dispute, Link, Provenance, SkippedInput
from claimcheck.workspace import rows
from claimcheck.workspace import schema as tables

CHUNK = 5000
"""Values a statement is given at most: SQLite takes 32,766, PostgreSQL 65,535."""

Row = Mapping[str, Any]


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The distinct values, `CHUNK` at a time, in order."""
    distinct = list(dict.fromkeys(values))
    for first in range(0, len(distinct), CHUNK):
        yield distinct[first : first + CHUNK]


def fetch(
    connection: Connection, query: Select[Any], column: Column[Any], values: Iterable[Any]
) -> list[Row]:
    """The rows of `query` whose `column` is one of `values`."""
    found: list[Row] = []
    for part in chunks(values):
        found.extend(fetch_all(connection, query.where(column.in_(part))))
    return found


def fetch_all(connection: Connection, query: Select[Any]) -> list[Row]:
    """All rows of `query`."""
    return [cast(Row, row) for row in connection.execute(query).mappings()]


def insert(connection: Connection, table: Table, values: Sequence[Row]) -> None:
    """Insert rows, none of which may be there yet."""
    for first in range(0, len(values), CHUNK):
        connection.execute(table.insert(), [dict(row) for row in values[first : first + CHUNK]])


def delete_where(
    connection: Connection, column: Column[Any], values: Iterable[Any], *more: ColumnElement[bool]
) -> None:
    """Delete the rows of the column's table whose `column` is one of `values`, and for which `more` holds."""
    for part in chunks(values):
        connection.execute(delete(column.table).where(column.in_(part), *more))


def count(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def articles_by_id(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, Article]:
    """Articles under their ids, in the order in which they were added; all of them without `ids`."""
    query = select(tables.articles)
    found = (
        fetch_all(connection, query) if ids is None else fetch(connection, query, tables.articles.c.id, ids)
    )
    found.sort(key=lambda row: row["ordinal"])
    return {row["id"]: rows.article_of(row) for row in found}


def provenance_by_article(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, Provenance]:
    """Provenance under article ids; all of it without `ids`."""
    query = select(tables.provenance)
    found = (
        fetch_all(connection, query)
        if ids is None
        else fetch(connection, query, tables.provenance.c.article_id, ids)
    )
    return {row["article_id"]: rows.provenance_of_row(row) for row in found}


def claim_rows(
    connection: Connection, column: Column[Any] | None = None, values: Iterable[Any] = ()
) -> list[Row]:
    """Rows of `claims`, by article in the order of adding, then place in it; all without `column`."""
    query = select(tables.claims, tables.articles.c.ordinal.label("article_ordinal")).join_from(
        tables.claims, tables.articles
    )
    found = fetch_all(connection, query) if column is None else fetch(connection, query, column, values)
    return sorted(found, key=lambda row: (row["article_ordinal"], row["ordinal"]))


def claims_by_id(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, Claim]:
    """Claims under their ids, in the order of `claim_rows`; all of them without `ids`."""
    found = claim_rows(connection) if ids is None else claim_rows(connection, tables.claims.c.id, ids)
    return {row["id"]: rows.claim_of(row) for row in found}


def links_of_claims(
    connection: Connection, ids: Iterable[str] | None = None, *, carried: bool | None = None
) -> list[Link]:
    """Links from one of `ids` (all without), in the order of their claims' ids."""
    query = select(tables.links)
    if carried is not None:
        query = query.where(tables.links.c.carried.is_(carried))
    found = fetch_all(connection, query) if ids is None else fetch(connection, query, tables.links.c.a, ids)
    found.sort(key=lambda row: (row["a"], row["b"], row["relation"]))
    return [rows.link_of(row) for row in found]


def links_by(connection: Connection, column: Column[Any], values: Iterable[Any]) -> list[Link]:
    """Links whose `column` is one of `values`."""
    return [rows.link_of(row) for row in fetch(connection, select(tables.links), column, values)]


def clusters_by_id(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, Cluster]:
    """Clusters under their ids, in that order; all of them without `ids`."""
    if ids is None:
        parts = [
            fetch_all(connection, select(table))
            for table in (tables.clusters, tables.positions, tables.members)
        ]
    else:
        wanted = list(ids)
        parts = [
            fetch(connection, select(column.table), column, wanted)
            for column in (tables.clusters.c.id, tables.positions.c.cluster_id, tables.members.c.cluster_id)
        ]
    found = rows.clusters_of(sorted(parts[0], key=lambda row: str(row["id"])), parts[1], parts[2])
    return {cluster.id: cluster for cluster in found}


def disputes_by_id(
    connection: Connection, column: Column[Any] | None = None, values: Iterable[Any] = ()
) -> dict[str, Dispute]:
    """Disputes under their ids, in that order; all without `column`."""
    query = select(tables.disputes)
    found = fetch_all(connection, query) if column is None else fetch(connection, query, column, values)
    return {row["id"]: rows.dispute_of(row) for row in sorted(found, key=lambda row: str(row["id"]))}


def skipped_inputs(connection: Connection) -> list[SkippedInput]:
    """All inputs that were skipped, in order."""
    query = select(tables.skipped).order_by(tables.skipped.c.id)
    return [rows.skipped_of(row) for row in fetch_all(connection, query)]


def last_batch(connection: Connection) -> int:
    """The number of the last batch, 0 where there is none."""
    return int(connection.execute(select(func.max(tables.batches.c.id))).scalar() or 0)
