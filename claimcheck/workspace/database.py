"""The database under a workspace: opening, transactions, one writer at a time, and errors in the analyst's words."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from claimcheck.errors import UsageError, WorkspaceBusy, WorkspaceDamaged, WorkspaceError
from claimcheck.workspace.schema import MIGRATIONS, SCHEMA_VERSION, meta, metadata

BUSY_SECONDS = 30.0
"""How long a writer waits for another by default."""
SQLITE_HEADER = b"SQLite format 3\x00"
SIDE_FILES = ("-wal", "-shm")
"""What SQLite keeps beside a database in use: ends of their names. They belong to that one file, and move with it."""

_BUSY = re.compile(r"database is locked|lock timeout|could not obtain lock|database table is locked", re.I)
_FULL = re.compile(r"disk is full|No space left|disk full", re.I)
_DAMAGED = re.compile(
    r"malformed|not a database|invalid page|could not read block|checksum|no such (table|column)"
    r"|(relation|column) .* does not exist",
    re.I,
)
_CLOSED = re.compile(r"readonly|read-only|unable to open|permission denied", re.I)
_IO = re.compile(r"disk I/O error", re.I)


class Database:
    """A workspace's database: `reading` and `writing` give a connection in a transaction."""

    def __init__(
        self, location: str | Path, *, busy_seconds: float = BUSY_SECONDS, create: bool = True
    ) -> None:
        self.url = database_url(location)
        self.path = Path(self.url.database or "") if self.is_sqlite else None
        self.name = str(self.path) if self.path else self.url.render_as_string(hide_password=True)
        self.read_only = False
        """Whether the file cannot be written, so that it can only be asked."""
        self._busy_seconds = busy_seconds
        if self.path is not None:
            self._check_file(self.path, create)
            self.read_only = self._locked_folder(self.path)
        with self._named_errors():
            self._engine = _engine(self.url, busy_seconds, read_only=self.read_only)
            self._prepare(create)

    @property
    def is_sqlite(self) -> bool:
        """Whether the workspace is one file."""
        return self.url.get_backend_name() == "sqlite"

    def close(self) -> None:
        """Let go of the database; the object cannot be used after that."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state throughout and blocks nobody."""
        with self._named_errors(), self._engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is the only one to write; all of it is kept, or none.

        Raises WorkspaceBusy where another process is writing and does not finish in time.
        """
        with self._named_errors(), self._engine.begin() as connection:
            # The first statement takes the lock that every writer needs: of the file in SQLite, of the row elsewhere.
            connection.execute(update(meta).where(meta.c.key == "writer").values(value=uuid.uuid4().hex))
            yield connection

    def check_target(self, target: str | Path) -> None:
        """Raise UsageError where `target`, which is to be written, is the workspace's own file or one beside it."""
        if self.path is None:
            return
        own = os.path.realpath(self.path)
        if os.path.realpath(target) in (own, *(f"{own}{suffix}" for suffix in SIDE_FILES)):
            raise UsageError(f"{target} is the workspace itself: name another file.")

    def raw_connection(self) -> Any:
        """The driver's own connection, for what SQLAlchemy has no words for; the caller closes it."""
        return self._engine.raw_connection()

    def _check_file(self, path: Path, create: bool) -> None:
        try:
            if path.is_dir():
                raise WorkspaceError(
                    f"{path} is a folder: name a file for the workspace, such as {path}/news.db."
                )
            if not path.exists() or path.stat().st_size == 0:
                if not create:
                    raise WorkspaceError(f"{path}: no such workspace; `claimcheck add` makes one.")
                if not path.parent.is_dir():
                    raise WorkspaceError(f"{path.parent}: no such folder; make it first.")
                return
            with path.open("rb") as file:
                header = file.read(len(SQLITE_HEADER))
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be read: {error.strerror or error}.") from error
        if header != SQLITE_HEADER:
            raise WorkspaceDamaged(f"{path} is not a workspace: it does not begin as a database does.")

    def _locked_folder(self, path: Path) -> bool:
        """Whether SQLite cannot keep its side files here, so that the workspace can be read at most."""
        return (
            path.exists()
            and path.stat().st_size > 0
            and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        )

    def _prepare(self, create: bool) -> None:
        """Make the tables of a new workspace, bring those of an older one up to date, refuse a newer one."""
        with self._engine.connect() as connection:
            version = self._version(connection)
            there = set(inspect(connection).get_table_names())
        if version is None and there & set(metadata.tables):
            raise WorkspaceDamaged(
                f"{self.name} has tables of a workspace but does not say of which version: restore a backup."
            )
        if version is None and there and self.is_sqlite:  # a PostgreSQL database may be shared on purpose
            raise WorkspaceError(
                f"{self.name} is another program's database (it has the table {min(there)}): name another file. "
                "Nothing was changed."
            )
        if version is None and not create:
            raise WorkspaceError(f"{self.name}: no such workspace; `claimcheck add` makes one.")
        if version is not None and version > SCHEMA_VERSION:
            raise WorkspaceDamaged(
                f"{self.name} was written by a newer version of claimcheck (schema {version}, this one knows "
                f"{SCHEMA_VERSION}): run `pip install --upgrade claimcheck-news`. Nothing was changed."
            )
        if version is None:
            self._create()
        elif version < SCHEMA_VERSION:
            self._migrate()

    def _create(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(CreateTable(meta, if_not_exists=True))  # waits for another that is at it
            if self._version(connection) is not None:
                return  # another process was first
            metadata.create_all(connection)
            values = {
                "schema_version": SCHEMA_VERSION,
                "workspace": uuid.uuid4().hex,
                "writer": "",
                "removals": 0,
            }
            connection.execute(
                meta.insert(), [{"key": key, "value": str(value)} for key, value in values.items()]
            )

    def _migrate(self) -> None:
        with self.writing() as connection:
            version = self._version(connection)
            assert version is not None
            for step in range(version + 1, SCHEMA_VERSION + 1):
                MIGRATIONS[step](connection)
            set_meta(connection, "schema_version", str(SCHEMA_VERSION))

    def _version(self, connection: Connection) -> int | None:
        """The schema's version, None where there is no workspace yet."""
        if not inspect(connection).has_table("meta"):
            return None
        value = get_meta(connection, "schema_version")
        if value is not None and not value.isdecimal():
            raise self._damaged(f"its schema version is {value!r}")
        return None if value is None else int(value)

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        """Database errors as the workspace's own, with the file's name and what to do."""
        try:
            yield
        except SQLAlchemyError as error:
            raise self._named(error) from error
        except (OSError, UnicodeEncodeError) as error:
            raise WorkspaceError(f"{self.name}: {error}. The workspace is as it was.") from error

    def _named(self, error: SQLAlchemyError) -> WorkspaceError:
        said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        first = said.strip().splitlines()[0] if said.strip() else type(error).__name__
        if _BUSY.search(said):
            return WorkspaceBusy(
                f"{self.name} is being written by another process, which did not finish within "
                f"{self._busy_seconds:g} s. Nothing was changed: try again when it is done."
            )
        if _FULL.search(said):
            return WorkspaceError(
                f"{self.name}: the disk is full. The workspace is as it was before; make room and run it again."
            )
        if _DAMAGED.search(said):
            return self._damaged(first)
        if _CLOSED.search(said):
            return WorkspaceError(
                f"{self.name} cannot be written or opened ({first}): check the folder's permissions."
            )
        if _IO.search(said):
            return WorkspaceError(
                f"{self.name} could not be written ({first}): is the disk full or gone? The workspace is as it was."
            )
        return WorkspaceError(f"{self.name}: {first}")

    def _damaged(self, what: str) -> WorkspaceDamaged:
        remedy = "restore your last `pg_dump`."
        if self.path is not None:
            beside = " and ".join(f"{self.path.name}{suffix}" for suffix in SIDE_FILES)
            remedy = f"restore your last `claimcheck backup`, and remove {beside} before you do."
        return WorkspaceDamaged(f"{self.name} is damaged ({what}). Nothing was changed: {remedy}")


def database_url(location: str | Path) -> URL:
    """The database that a path or a URL (`sqlite:///news.db`, `postgresql+psycopg://...`) names.

    Raises UsageError where it names none, or one of another kind.
    """
    if not str(location).strip():
        raise UsageError("Name the workspace: a file, such as news.db, or a postgresql+psycopg:// URL.")
    if isinstance(location, str) and "://" in location:
        try:
            url = make_url(location)
        except SQLAlchemyError as error:
            raise UsageError(f"{location}: not a database URL ({error}).") from error
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise UsageError(
                f"{url.get_backend_name()}: a workspace is a file, or a postgresql+psycopg:// URL."
            )
        if url.get_backend_name() == "sqlite" and not url.database:
            raise UsageError(f"{location}: name the workspace's file.")
        return url
    return URL.create("sqlite", database=str(location))


def get_meta(connection: Connection, key: str) -> str | None:
    """A value of the workspace's own notes."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Write down a value of the workspace's own notes."""
    if connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount == 0:
        connection.execute(meta.insert(), {"key": key, "value": value})


def _engine(url: URL, busy_seconds: float, *, read_only: bool) -> Engine:
    if url.get_backend_name() == "postgresql":
        try:
            engine = create_engine(url)
        except ImportError as error:
            raise UsageError(
                f"{error}: a PostgreSQL workspace needs its driver, `pip install 'claimcheck-news[postgresql]'`."
            ) from error

        @event.listens_for(engine, "connect")
        def limit_waiting(connection: Any, _: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = {int(busy_seconds * 1000)}")
            connection.commit()

        return engine

    arguments: dict[str, Any] = {"timeout": busy_seconds, "check_same_thread": False}
    if read_only:
        path = Path(url.database or "").resolve()
        query = {"mode": "ro", "uri": "true"}
        log = path.with_name(f"{path.name}-wal")
        if not log.exists() or log.stat().st_size == 0:  # else batches that were stored are in it alone
            query["immutable"] = "1"
        url = URL.create("sqlite", database=f"file:{path}", query=query)
    engine = create_engine(url, connect_args=arguments)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # this module begins transactions, not the driver
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        named = "SELECT count(*), coalesce(sum(name = 'meta'), 0) FROM sqlite_master"
        tables, ours = cursor.execute(named).fetchone()
        if not read_only and (ours or not tables):  # the mode is written into the file, which may not be ours
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute(
                "PRAGMA synchronous = FULL"
            )  # a batch that was reported as stored survives a power cut
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine
