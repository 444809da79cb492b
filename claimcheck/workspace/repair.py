"""Backups, and checking a workspace: what the database says of itself, dangling rows, vectors, hashes, the index."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Column, Connection, delete, func, select, text

from claimcheck.errors import UsageError, WorkspaceDamaged, WorkspaceError
from claimcheck.records import Article
from claimcheck.workspace import rows, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.answers import Problem, Verification
from claimcheck.workspace.batches import content_hash
from claimcheck.workspace.database import SIDE_FILES, Database
from claimcheck.workspace.vectors import IndexKeeper, outdate_index, removed_from_index

PAGES_PER_STEP = 4096
"""Database pages copied at a time by a backup, so that a writer can come in between."""

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

CHECKED = ("database pages", "references", "article hashes", "sentence offsets", "vectors", "index")


def backup(database: Database, target: Path) -> None:
    """Copy the workspace to `target` while it may be in use; the copy appears only when it is whole.

    What another database left beside `target` (`-wal`, `-shm`) goes. Raises UsageError where the workspace is not a
    file, WorkspaceError where the copy cannot be written.
    """
    if database.path is None:
        raise UsageError(
            f"{database.name} is a PostgreSQL database: back it up with `pg_dump`, and restore with `pg_restore`."
        )
    if target.resolve() == database.path.resolve():
        raise UsageError(f"{target} is the workspace itself: name another file.")
    partial = target.with_name(f"{target.name}.partial")
    source = database.raw_connection()
    try:
        partial.unlink(missing_ok=True)
        copy = sqlite3.connect(partial)
        try:
            source.driver_connection.backup(copy, pages=PAGES_PER_STEP)
        finally:
            copy.close()
        for suffix in SIDE_FILES:  # SQLite would take what is in them for a part of the copy
            target.with_name(f"{target.name}{suffix}").unlink(missing_ok=True)
        partial.replace(target)
    except sqlite3.DatabaseError as error:
        kind = WorkspaceDamaged if "malformed" in str(error) else WorkspaceError
        raise kind(f"{target} could not be written: {error}. The workspace is as it was.") from error
    except OSError as error:
        raise WorkspaceError(f"{target} could not be written: {error.strerror or error}.") from error
    finally:
        source.close()
        partial.unlink(missing_ok=True)


def verify(database: Database, index: IndexKeeper, dimension: int | None) -> Verification:
    """Check the whole workspace, and repair what can be.

    Rows that point at nothing go, as does a vector of the wrong size with its claims' index entry; the index is built
    again. What no rule can restore (a text that is not the one that was stored, a damaged page) is reported.
    """
    problems: list[Problem] = []
    with database.reading() as connection:
        pages = _damaged_pages(database, connection)
    if pages:
        return Verification(CHECKED[:1], (Problem("damaged database pages: restore a backup", pages, False),))
    with database.writing() as connection:
        problems += _dangling(connection)
        problems += _articles(connection)
        problems += _offsets(connection)
        problems += _vectors(connection, dimension)
        if problems:
            outdate_index(connection)
    problems += _index(database, index)
    return Verification(CHECKED, tuple(problems))


def _damaged_pages(database: Database, connection: Connection) -> int:
    """How many complaints SQLite has of its file; PostgreSQL checks its pages itself when it reads them."""
    if not database.is_sqlite:
        return 0
    said = [row[0] for row in connection.execute(text("PRAGMA integrity_check(1000)"))]
    return 0 if said == ["ok"] else len(said)


def _dangling(connection: Connection) -> list[Problem]:
    """Delete rows that point at what is not there; repeated, because what goes may leave others dangling."""
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
    position, member = tables.positions.c.id, tables.members.c
    lost_positions = connection.execute(
        tables.members.update()
        .where(member.position_id.is_not(None), member.position_id.not_in(select(position)))
        .values(position_id=None)
    ).rowcount
    if lost_positions:
        removed["members"] = removed.get("members", 0) + lost_positions
    return [Problem(f"rows of {name} that pointed at nothing", n, True) for name, n in removed.items()]


def _articles(connection: Connection) -> list[Problem]:
    wrong = sum(content_hash(article) != content for article, content in _each_article(connection))
    return [Problem("articles whose text is not what was stored", wrong, False)] if wrong else []


def _offsets(connection: Connection) -> list[Problem]:
    """Claims whose sentence is not what their article has at its offsets."""
    claim = tables.claims.c
    texts = {article.id: article.text for article, _ in _each_article(connection)}
    found = connection.execute(select(claim.article_id, claim.start, claim.end, claim.sentence)).tuples()
    wrong = sum(texts[article][start:end] != sentence for article, start, end, sentence in found)
    return [Problem("claims that are not what their article says there", wrong, False)] if wrong else []


def _vectors(connection: Connection, dimension: int | None) -> list[Problem]:
    """Claims without a vector, and vectors of the wrong length."""
    embedding, claim = tables.embeddings.c, tables.claims.c
    missing = connection.execute(
        select(func.count())
        .select_from(tables.claims)
        .where(claim.embedding.not_in(select(embedding.number)))
    ).scalar_one()
    problems = [Problem("claims without a vector: restore a backup", missing, False)] if missing else []
    sizes = (
        connection.execute(
            select(func.length(embedding.vector), func.count()).group_by(func.length(embedding.vector))
        )
        .tuples()
        .all()
    )
    usual = 2 * dimension if dimension else max(sizes, key=lambda item: item[1], default=(0, 0))[0]
    wrong = sum(count for size, count in sizes if size != usual)
    return [*problems, Problem("vectors of the wrong length", wrong, False)] if wrong else problems


def _index(database: Database, index: IndexKeeper) -> list[Problem]:
    """Hold the index against the database, and build it again where it has something else."""
    with database.reading() as connection:
        damaged = index.file_is_damaged(connection)
        try:
            found = index.current(connection).ids.tolist()
        except (ValueError, RuntimeError):
            found = []
        column = tables.embeddings.c.indexed_as
        query = select(column).where(column.is_not(None)).order_by(column)
        wanted = [row["indexed_as"] for row in store.fetch_all(connection, query)]
        strangers = len(set(found) - set(wanted)) - removed_from_index(connection)
        wrong = len(set(wanted) - set(found)) + max(0, strangers)
        if wrong or damaged:
            index.rebuild(connection)
    if not (wrong or damaged):
        return []
    return [Problem("entries of the index that are not those of the database", wrong or len(wanted), True)]


def _each_article(connection: Connection) -> list[tuple[Article, str]]:
    query = select(tables.articles)
    return [(rows.article_of(row), row["content"]) for row in store.fetch_all(connection, query)]
