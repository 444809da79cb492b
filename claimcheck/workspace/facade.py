"""`Workspace`: one database that can be added to, asked and edited. Every command of the CLI is one of its verbs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from claimcheck.errors import InputError, UsageError
from claimcheck.records import Article, Dispute, DisputeKind, DisputeStatus, Results, SkippedInput
from claimcheck.settings import Settings
from claimcheck.workspace import edits, labels_file, queries, repair, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.answers import (
    CHANGE_COLUMNS,
    BatchResult,
    CheckResult,
    Stats,
    Verification,
    frame,
)
from claimcheck.workspace.batches import Progress, add_articles
from claimcheck.workspace.database import BUSY_SECONDS, Database
from claimcheck.workspace.shown import ARTICLE, CLAIM, CLUSTER, DISPUTE, Shown
from claimcheck.workspace.stages import Stages
from claimcheck.workspace.vectors import INDEX_SUFFIX, IndexKeeper

if TYPE_CHECKING:
    import networkx as nx
    from pandas import DataFrame

NEAREST = 40
"""Claims that `check` looks at."""


class Workspace:
    """A database of articles, claims and disputes: a file, or a PostgreSQL database by its URL.

    >>> with Workspace("news.db") as workspace:  # doctest: +SKIP
    ...     workspace.add("monday/")
    ...     workspace.disputes()
    """

    def __init__(
        self,
        location: str | Path,
        *,
        settings: Settings | None = None,
        stages: Stages | None = None,
        create: bool = True,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        """Open the workspace at `location`, a path or a database URL; with `create`, make it where there is none.

        `stages` is the analysis; without it an `Analyser` with `settings`. A writer waits `busy_seconds` for another.
        Raises WorkspaceError where it cannot be opened, WorkspaceDamaged where it is damaged or of a newer version.
        """
        self._database = Database(location, busy_seconds=busy_seconds, create=create)
        self._given = stages
        self._settings = settings or Settings()

    @classmethod
    def open(cls, location: str | Path, **options: Any) -> Workspace:
        """The same as `Workspace(location, ...)`, for an existing workspace or a new one."""
        return cls(location, **options)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @property
    def name(self) -> str:
        """The workspace's path, or its URL without a password."""
        return self._database.name

    @cached_property
    def _stages(self) -> Stages:
        from claimcheck.analysis import Analyser

        return self._given or Analyser(self._settings)

    @cached_property
    def _index(self) -> IndexKeeper:
        path = self._database.path
        beside = path.with_name(path.name + INDEX_SUFFIX) if path else None
        return IndexKeeper(beside, self._stages.embedder.dimension)

    # Filling it

    def add(
        self,
        what: str | Path | Iterable[str | Path | Article],
        *,
        skipped: Sequence[SkippedInput] = (),
        progress: Progress | None = None,
    ) -> BatchResult:
        """Add a batch: paths of files, folders and archives, or articles that were read already.

        Articles that the workspace holds are not added again. All of the batch is stored, or nothing. `skipped` are
        inputs to note beside the articles. Raises InputError where nothing could be read, WorkspaceBusy where
        another process is writing, UsageError for what is neither a path nor an article.
        """
        articles, passed_over = self._read(what)
        passed_over = (*skipped, *passed_over)
        added = add_articles(
            self._database, self._index, self._stages, articles, passed_over, progress=progress
        )
        return BatchResult(
            added.batch,
            len(added.articles),
            len(added.known),
            added.n_claims,
            added.n_links,
            passed_over,
            added.events,
        )

    def remove(self, article_id: str) -> BatchResult:
        """Take an article out with all its claims and links. Raises UsageError where there is none of that id.

        A dispute whose quoted claims went with it is among the events as resolved.
        """
        with self._writing() as connection:
            batch, events, n_claims = edits.remove_article(connection, self._stages, article_id)
        return BatchResult(batch, n_articles=1, n_claims=n_claims, events=tuple(events))

    # Tables

    def articles(self) -> DataFrame:
        """All articles, then the inputs that were skipped, with the reason in `note`."""
        return self._table("articles")

    def claims(self) -> DataFrame:
        """All claims with source, outlet, cluster and position."""
        return self._table("claims")

    def links(self) -> DataFrame:
        """All links."""
        return self._table("links")

    def clusters(self) -> DataFrame:
        """All clusters."""
        return self._table("clusters")

    def disputes(
        self,
        *,
        kind: str | None = None,
        min_score: float | None = None,
        outlet: str | None = None,
        source: str | None = None,
        status: str | None = None,
        since: int | None = None,
        since_last_batch: bool = False,
    ) -> DataFrame:
        """Disputes in rank order, those that are dismissed or resolved last.

        `outlet` and `source` are names that take part on either side, whatever their case; `since` keeps those that
        came or changed after that batch, `since_last_batch` those of the last, both without those that are dismissed
        unless `status` asks for them. Raises UsageError for a kind, status, score or batch that there is not.
        """
        from claimcheck.report.columns import TABLES
        from claimcheck.report.rows import dispute_rows, outlets_of, sources_of

        column = tables.disputes.c
        query = select(column.id)
        for name, wanted, values, field in (
            ("kind", kind, DisputeKind, column.kind),
            ("status", status, DisputeStatus, column.status),
        ):
            if wanted is not None:
                _check_choice(name, wanted, values)
                query = query.where(field == wanted)
        if min_score is not None:
            query = query.where(column.score >= _score(min_score))
        with self._database.reading() as connection:
            queries.check_batch(connection, since)
            if since_last_batch:
                since = max(since or 0, store.last_batch(connection) - 1)
            if since is not None:
                query = query.where(column.changed > since)
                if status is None:  # to a dispute that went and came with its article, its label is not news
                    query = query.where(column.status != DisputeStatus.DISMISSED)
            ids = [row["id"] for row in store.fetch_all(connection, query)]
            found = list(store.disputes_by_id(connection, column.id, ids).values())
            results = queries.part(connection, self._stages, found, {dispute.cluster_id for dispute in found})
        articles = {article.id: article for article in results.articles}
        claims = {claim.id: claim for claim in results.claims}
        shown = []
        for dispute, row in zip(results.disputes, dispute_rows(results), strict=True):
            sides = [claims[i] for i in (*dispute.a_claim_ids, *dispute.b_claim_ids) if i in claims]
            if _among(outlet, outlets_of(sides, articles)) and _among(source, sources_of(sides, articles)):
                shown.append(row)
        return frame(shown, tuple(TABLES["disputes"]))

    # One thing

    def dispute(self, dispute_id: str) -> Dispute:
        """The dispute of that id. Raises UsageError where there is none."""
        with self._database.reading() as connection:
            found = store.disputes_by_id(connection, tables.disputes.c.id, [dispute_id])
        if dispute_id not in found:
            raise UsageError(
                f"{dispute_id}: no such dispute; `claimcheck disputes` lists them with their ids."
            )
        return found[dispute_id]

    def show(self, id_: str) -> Shown:
        """A dispute, cluster, claim or article with what belongs to it. Raises UsageError on an unknown id."""
        dispute, member = tables.disputes.c, tables.members.c
        with self._database.reading() as connection:
            found = store.disputes_by_id(connection, dispute.id, [id_])
            if found:
                homes = {item.cluster_id for item in found.values()}
                return Shown(
                    id_, DISPUTE, queries.part(connection, self._stages, list(found.values()), homes)
                )
            if store.clusters_by_id(connection, [id_]):
                inside = store.disputes_by_id(connection, dispute.cluster_id, [id_])
                return Shown(
                    id_, CLUSTER, queries.part(connection, self._stages, list(inside.values()), [id_])
                )
            claims = store.claims_by_id(connection, [id_])
            if claims:
                home = select(member.cluster_id).where(member.claim_id == id_)
                clusters = [row["cluster_id"] for row in store.fetch_all(connection, home)]
                inside = store.disputes_by_id(connection, dispute.cluster_id, clusters)
                shown = queries.part(connection, self._stages, list(inside.values()), clusters, claims)
                return Shown(id_, CLAIM, shown)
            articles = store.articles_by_id(connection, [id_])
            if articles:
                return Shown(id_, ARTICLE, queries.article(connection, articles[id_]))
        raise UsageError(f"{id_}: no dispute, cluster, claim or article has this id.")

    def check(self, text: str, *, limit: int = NEAREST) -> CheckResult:
        """Cross-reference one sentence: who supports it, who contradicts it, who speaks of the same.

        Raises UsageError where there is no text, WorkspaceDamaged where `verify` has something to repair.
        """
        statement = queries.asked(text)
        with self._database.reading() as connection:
            return queries.check_text(connection, self._index, self._stages, statement, limit)

    def search(self, text: str, *, limit: int = 20) -> DataFrame:
        """The claims nearest in meaning to a text, nearest first. Raises as `check` does."""
        words = queries.asked(text)
        with self._database.reading() as connection:
            near = queries.near_claims(connection, self._index, self._stages, words, limit, threshold=0.0)
        return frame([queries.near_row(item) for item in near], queries.NEAR_COLUMNS)

    def changes(self, since: int | None = None) -> DataFrame:
        """What is new, has grown, is newly disputed, back or resolved after batch `since`; else in the last batch.

        Raises UsageError where there is no such batch.
        """
        with self._database.reading() as connection:
            events = queries.changes_since(connection, since)
        return frame(events, CHANGE_COLUMNS)

    # What the analyst knows

    def label(self, dispute_id: str, status: str, *, note: str | None = "") -> Dispute:
        """Call a dispute confirmed or dismissed, or "new" to take that back; gives it as it is then.

        Raises UsageError on an unknown id or status.
        """
        with self._database.writing() as connection:
            return edits.label_dispute(connection, dispute_id, status, note or "")

    def label_from(self, path: str | Path) -> list[Dispute]:
        """Take in a labels file with dispute_id, status and note, as the report page saves it: all or nothing.

        Raises InputError where it cannot be read, UsageError with its line for an unknown id or status.
        """
        given = labels_file.read_labels(Path(path))
        with self._database.writing() as connection:
            return [self._labelled(connection, path, row) for row in given]

    def merge(self, *cluster_ids: str) -> BatchResult:
        """Keep clusters together from now on. Raises UsageError for what is no id of one, and for fewer than two."""
        _check_ids(cluster_ids, 'merge takes ids one by one: merge("c-1", "c-2")')
        with self._writing() as connection:
            batch, events = edits.merge_clusters(connection, self._stages, cluster_ids)
        return BatchResult(batch, events=tuple(events))

    def split(self, cluster_id: str, claim_ids: Sequence[str]) -> BatchResult:
        """Take claims out of a cluster for good. Raises UsageError for a claim that is not in it, or all that are."""
        _check_ids([cluster_id], "split takes a cluster's id")
        _check_ids(claim_ids, 'split takes a list of claims\' ids: split("c-1", ["031.2"])')
        with self._writing() as connection:
            batch, events = edits.split_cluster(connection, self._stages, cluster_id, claim_ids)
        return BatchResult(batch, events=tuple(events))

    # The whole

    def results(self) -> Results:
        """Everything, as one analysis of all batches would give it."""
        with self._database.reading() as connection:
            return queries.everything(connection, self._stages)

    def graph(self) -> nx.MultiDiGraph[str]:
        """The claim graph: claims, articles and outlets, with links and what belongs together."""
        from claimcheck.graph.build import claim_graph

        return claim_graph(self.results())

    def stats(self) -> Stats:
        """How much there is."""
        path = self._database.path
        size = path.stat().st_size if path else None
        with self._database.reading() as connection:
            return queries.stats_of(connection, size)

    def export(
        self,
        target: str | Path,
        *,
        format: str = "csv",
        tables: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        excel: bool = False,
    ) -> list[Path]:
        """Write the tables or the graph to files that other tools open; gives their paths.

        Raises UsageError for a choice that does not exist or a target that is the workspace itself, InputError where
        a file cannot be written.
        """
        from claimcheck.report.exports import export

        self._database.check_target(target)
        return export(self.results(), target, format=format, tables=tables, columns=columns, excel=excel)

    def report(self, path: str | Path, *, context: str | None = None) -> Path:
        """Write the report page, whole or not at all.

        Raises UsageError where `path` is the workspace itself, InputError where it cannot be written.
        """
        from claimcheck.report.html import write_report

        self._database.check_target(path)
        return write_report(self.results(), path, context=context or self._settings.context)

    def backup(self, path: str | Path) -> None:
        """Copy the workspace to another file, even while it is in use."""
        repair.backup(self._database, Path(path))

    def verify(self) -> Verification:
        """Check everything, and repair what can be; a workspace that cannot be written is only checked.

        Raises UsageError where the settings name another embedder than it was made with.
        """
        return repair.verify(self._database, self._index, self._stages)

    def _labelled(self, connection: Connection, path: str | Path, row: labels_file.LabelRow) -> Dispute:
        try:
            return edits.label_dispute(connection, row.dispute_id, row.status, row.note)
        except UsageError as error:
            raise UsageError(f"{path}, line {row.line}: {error}") from error

    def _writing(self) -> Any:
        return self._database.writing()

    def _read(
        self, what: str | Path | Iterable[str | Path | Article]
    ) -> tuple[list[Article], tuple[SkippedInput, ...]]:
        """The articles that were given, and those of the paths that were."""
        given = list(what) if isinstance(what, Iterable) and not isinstance(what, str) else [what]
        strangers = [item for item in given if not isinstance(item, str | Path | Article)]
        if strangers:
            raise UsageError(f"{strangers[0]!r} is neither a path nor an Article.")
        articles = [item for item in given if isinstance(item, Article)]
        paths = [item for item in given if not isinstance(item, Article)]
        if not paths:
            return articles, ()
        from claimcheck.articles import read_articles

        reading = read_articles(
            paths, columns=self._settings.columns, languages=frozenset(self._settings.languages)
        )
        if not reading.articles and not articles:
            reasons = "; ".join(f"{item.file}: {item.reason}" for item in reading.skipped[:5])
            raise InputError(f"nothing could be read: {reasons or 'no files were found'}")
        return [*articles, *reading.articles], reading.skipped

    def _table(self, name: str) -> DataFrame:
        from claimcheck.report.columns import TABLES
        from claimcheck.report.csv_files import result_tables

        rows = dict(result_tables(self.results()))[name]
        return frame(list(rows), tuple(TABLES[name]))


def _check_ids(given: Iterable[Any], usage: str) -> None:
    """Raise UsageError with `usage` unless these are ids; one text is not a list of them."""
    if (
        isinstance(given, str)
        or not isinstance(given, Iterable)
        or not all(isinstance(i, str) for i in given)
    ):
        raise UsageError(f"{given!r}: {usage}.")


def _check_choice(what: str, given: str, choices: type[StrEnum]) -> None:
    values = [item.value for item in choices]
    if given not in values:
        raise UsageError(f"{given!r} is not a {what}; choose from {', '.join(values)}.")


def _score(given: float) -> float:
    try:
        return float(given)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{given!r} is not a score: give a number from 0 to 1.") from error


def _among(name: str | None, names: Iterable[str]) -> bool:
    """Whether a name is one of `names`, whatever its case; true where none is asked for."""
    return name is None or name.casefold().strip() in {known.casefold().strip() for known in names}
