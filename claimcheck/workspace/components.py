"""Which claims are linked, directly or by way of others: clustering one such component never concerns another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from networkx.utils import UnionFind
from sqlalchemy import Connection, bindparam, select, update

from claimcheck.graph.clusters import Constraints
from claimcheck.workspace import schema as tables
from claimcheck.workspace import store

CLAIMS = tables.claims.c
CONSTRAINTS = tables.constraints.c


def component_claims(connection: Connection, claim_ids: Iterable[str]) -> set[str]:
    """The claims of all components that any of `claim_ids` was in before, and those claims themselves."""
    seeds = set(claim_ids)
    query = select(CLAIMS.id, CLAIMS.component)
    names = {row["component"] for row in store.fetch(connection, query, CLAIMS.id, seeds)} - {None}
    return seeds | {row["id"] for row in store.fetch(connection, query, CLAIMS.component, sorted(names))}


def relabel(
    connection: Connection, claim_ids: Iterable[str], pairs: Iterable[tuple[str, str]]
) -> dict[str, set[str]]:
    """Name the components that `pairs` make of `claim_ids` anew, write that down, and give them.

    A component is named after its smallest claim id; a claim that is in no pair is in none.
    """
    union: UnionFind[str] = UnionFind()
    for a, b in pairs:
        union.union(a, b)
    groups: dict[str, set[str]] = defaultdict(set)
    for claim_id in union:
        groups[union[claim_id]].add(claim_id)
    named = {min(group): group for group in groups.values()}
    label = {claim_id: name for name, group in named.items() for claim_id in group}
    query = select(CLAIMS.id, CLAIMS.component)
    changed = [
        {"of": row["id"], "to": label.get(row["id"])}
        for row in store.fetch(connection, query, CLAIMS.id, claim_ids)
        if row["component"] != label.get(row["id"])
    ]
    if changed:
        statement = update(tables.claims).where(CLAIMS.id == bindparam("of"))
        connection.execute(statement.values(component=bindparam("to")), changed)
    return named


def constraints_among(connection: Connection, claim_ids: Iterable[str]) -> Constraints:
    """What the analyst said of any of these claims."""
    wanted = list(claim_ids)
    query = select(tables.constraints)
    found = [
        row
        for column in (CONSTRAINTS.a, CONSTRAINTS.b)
        for row in store.fetch(connection, query, column, wanted)
    ]
    return Constraints(
        frozenset((row["a"], row["b"]) for row in found if row["kind"] == "must"),
        frozenset((row["a"], row["b"]) for row in found if row["kind"] == "cannot"),
    )
