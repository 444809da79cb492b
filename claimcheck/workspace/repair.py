"""Backups, and checking a workspace: what the database says of itself, references, vectors, hashes, the index."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, text

from claimcheck.errors import UsageError, WorkspaceDamaged, WorkspaceError
from claimcheck.records import Article
from claimcheck.workspace import rows, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.answers import Problem, Verification
from claimcheck.workspace.batches import content_hash
from claimcheck.workspace.dangling import count_dangling, remove_dangling
from claimcheck.workspace.database import SIDE_FILES, Database
from claimcheck.workspace.stages import Stages
from claimcheck.workspace.vectors import (
    IndexKeeper,
    check_model,
    embed_again,
    outdate_index,
    removed_from_index,
    wrong_lengths,
)

if TYPE_CHECKING:
    from claimcheck.models.embedder import Embedder

PAGES_PER_STEP = 4096
"""Database pages copied at a time by a backup, so that a writer can come in between."""

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
    database.check_target(target)
    if target.is_dir():
        raise WorkspaceError(
            f"{target} is a folder: name a file for the copy, such as {target / 'backup.db'}."
        )
    if not target.parent.is_dir():
        raise WorkspaceError(f"{target.parent}: no such folder; make it first.")
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


def verify(database: Database, index: IndexKeeper, stages: Stages) -> Verification:
    """Check the whole workspace, and repair what can be.

    Rows that point at nothing go, and what stood on them is clustered again; a vector of the wrong length is made
    anew; the index is built again. What no rule can restore (a text that is not the one that was stored, a damaged
    page) is reported. A workspace that cannot be written is only checked. Raises UsageError where the workspace was
    made with another embedder than that of `stages`.
    """
    embedder, repair = stages.embedder, not database.read_only
    problems: list[Problem] = []
    with database.reading() as connection:
        pages = _damaged_pages(database, connection)
        if not pages:
            check_model(connection, embedder)
    if pages:
        damaged = Problem("damaged database pages: restore a backup", pages, False)
        return Verification(CHECKED[:1], (damaged,), database.read_only)
    with database.writing() if repair else database.reading() as connection:
        problems += remove_dangling(connection, stages) if repair else count_dangling(connection)
        problems += _articles(connection)
        problems += _offsets(connection)
        problems += _vectors(connection, embedder, repair)
        if problems and repair:
            outdate_index(connection)
    problems += _index(database, index)
    return Verification(CHECKED, tuple(problems), database.read_only)


def _damaged_pages(database: Database, connection: Connection) -> int:
    """How many complaints SQLite has of its file; PostgreSQL checks its pages itself when it reads them."""
    if not database.is_sqlite:
        return 0
    said = [row[0] for row in connection.execute(text("PRAGMA integrity_check(1000)"))]
    return 0 if said == ["ok"] else len(said)


def _articles(connection: Connection) -> list[Problem]:
    wrong = sum(content_hash(article) != content for article, content in _each_article(connection))
    return [Problem("articles whose text is not what was stored", wrong, False)] if wrong else []


def _offsets(connection: Connection) -> list[Problem]:
    """Claims whose sentence is not what their article has at its offsets."""
    claim = tables.claims.c
    texts = {article.id: article.text for article, _ in _each_article(connection)}
    found = connection.execute(select(claim.article_id, claim.start, claim.end, claim.sentence)).tuples()
    wrong = sum(
        texts[article][start:end] != sentence for article, start, end, sentence in found if article in texts
    )
    return [Problem("claims that are not what their article says there", wrong, False)] if wrong else []


def _vectors(connection: Connection, embedder: Embedder, repair: bool) -> list[Problem]:
    """Claims without a vector, and vectors of the wrong length, which can be made anew."""
    embedding, claim = tables.embeddings.c, tables.claims.c
    missing = connection.execute(
        select(func.count())
        .select_from(tables.claims)
        .where(claim.embedding.not_in(select(embedding.number)))
    ).scalar_one()
    problems = [Problem("claims without a vector: restore a backup", missing, False)] if missing else []
    wrong = wrong_lengths(connection, embedder.dimension)
    if wrong and repair:
        embed_again(connection, embedder, wrong)
    return [*problems, Problem("vectors of the wrong length", len(wrong), repair)] if wrong else problems


def _index(database: Database, index: IndexKeeper) -> list[Problem]:
    """Hold the index against the database, and build it again where it has something else."""
    with database.reading() as connection:
        damaged = index.file_is_damaged(connection)
        try:
            found = index.current(connection).ids.tolist()
        except (ValueError, RuntimeError, WorkspaceDamaged):
            found = []
        column = tables.embeddings.c.indexed_as
        query = select(column).where(column.is_not(None)).order_by(column)
        wanted = [row["indexed_as"] for row in store.fetch_all(connection, query)]
        strangers = len(set(found) - set(wanted)) - removed_from_index(connection)
        wrong = len(set(wanted) - set(found)) + max(0, strangers)
        repair = not database.read_only
        if (wrong or damaged) and repair:
            index.rebuild(connection)
    if not (wrong or damaged):
        return []
    return [Problem("entries of the index that are not those of the database", wrong or len(wanted), repair)]


def _each_article(connection: Connection) -> list[tuple[Article, str]]:
    query = select(tables.articles)
    return [(rows.article_of(row), row["content"]) for row in store.fetch_all(connection, query)]
