"""Nothing that happens to a process, a disk or a file loses what was stored."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from fake_stages import FakeStages, article, batch
from sqlalchemy import func, insert, select, update

from claimcheck.errors import UsageError, WorkspaceBusy, WorkspaceDamaged, WorkspaceError
from claimcheck.workspace import Workspace
from claimcheck.workspace import schema as tables
from claimcheck.workspace.database import SIDE_FILES, Database
from claimcheck.workspace.schema import SCHEMA_VERSION
from claimcheck.workspace.vectors import INDEX_SUFFIX


def opened(path: str | Path, **options: float) -> Workspace:
    return Workspace(path, stages=FakeStages(), **options)  # type: ignore[arg-type]


def test_a_failing_stage_leaves_the_workspace_as_it_was(location: str) -> None:
    class Failing(FakeStages):
        def group(self, *_: object, **__: object) -> object:  # type: ignore[override]
            raise RuntimeError("out of memory")

    with opened(location) as workspace:
        workspace.add(batch(0, 30))
        before = workspace.results()
    with Workspace(location, stages=Failing()) as workspace, pytest.raises(RuntimeError):
        workspace.add(batch(30, 30))
    with opened(location) as workspace:
        assert workspace.results() == before
        assert workspace.verify().problems == ()


def test_a_second_writer_waits_then_fails_with_a_name(location: str) -> None:
    with opened(location, busy_seconds=0.3) as workspace:
        workspace.add(batch(0, 6))
        other = Database(location)
        with other.writing() as connection:
            connection.execute(update(tables.articles).values(note="being written"))
            with pytest.raises(WorkspaceBusy, match="another process"):
                workspace.add(batch(6, 6))
            assert {item.note for item in workspace.results().articles} == {""}  # readers are not held up
        other.close()
        assert workspace.add(batch(6, 6)).n_articles == 6


def test_a_second_writer_that_waits_long_enough_goes_through(location: str) -> None:
    with opened(location, busy_seconds=30) as workspace:
        workspace.add(batch(0, 6))
        other = Database(location)
        holding, done = threading.Event(), threading.Event()

        def hold() -> None:
            with other.writing():
                holding.set()
                done.wait(30)

        thread = threading.Thread(target=hold)
        thread.start()
        assert holding.wait(30)
        threading.Timer(0.5, done.set).start()
        assert workspace.add(batch(6, 6)).n_articles == 6
        thread.join()
        other.close()


def test_a_newer_schema_is_refused_untouched(location: str) -> None:
    with opened(location) as workspace:
        workspace.add(batch(0, 6))
    database = Database(location)
    with database.writing() as connection:
        connection.execute(
            update(tables.meta).where(tables.meta.c.key == "schema_version").values(value="99")
        )
    database.close()
    with pytest.raises(WorkspaceDamaged, match="newer version"):
        opened(location)


def test_labels_of_an_older_workspace_hold(location: str) -> None:
    with opened(location) as workspace:
        workspace.add(batch(0, 30))
        dispute_id = workspace.disputes()["dispute_id"].iloc[0]
        workspace.label(dispute_id, "dismissed", note="old figures")
    database, meta = Database(location), tables.meta.c
    with database.writing() as connection:
        numbers = {row.hash[:16]: row.number for row in connection.execute(select(tables.embeddings))}
        evidence = json.loads(connection.execute(select(tables.labels.c.evidence)).scalar_one())
        older = {
            side: [f"{numbers[name.partition('/')[0]]}/{name.partition('/')[2]}" for name in names]
            for side, names in evidence.items()
        }
        connection.execute(update(tables.labels).values(evidence=json.dumps(older)))
        connection.execute(update(tables.meta).where(meta.key == "schema_version").values(value="1"))
    database.close()
    with opened(location) as workspace:
        assert workspace.stats().schema_version == SCHEMA_VERSION
        quoted = workspace.dispute(dispute_id).a_claim_id.partition(".")[0]
        workspace.remove(quoted)
        workspace.add([item for item in batch(0, 30) if item.id == quoted])
        assert workspace.dispute(dispute_id).status == "dismissed"


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a database", b"SQLite format 3\x00" + bytes(5000)])
def test_a_file_that_is_no_workspace_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(WorkspaceDamaged, match="other"):
        opened(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE invoices (id INTEGER)")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(
        WorkspaceError, match=r"other\.db is another program's database \(it has the table invoices"
    ):
        opened(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE meta SET value = 'abc' WHERE key = 'schema_version'", "its schema version is 'abc'"),
        ("DROP TABLE embeddings", "no such table: embeddings"),
    ],
)
def test_a_workspace_that_lacks_a_part_is_named_as_damaged(tmp_path: Path, damage: str, said: str) -> None:
    path = tmp_path / "news.db"
    with opened(path) as workspace:
        workspace.add(batch(0, 6))
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    with pytest.raises(WorkspaceDamaged, match=said) as caught, opened(path) as workspace:
        workspace.check("The flood in Arden drowned 12 people.")
    assert "claimcheck backup" in str(caught.value)


def test_a_damaged_page_is_named(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with opened(path) as workspace:
        workspace.add(batch(0, 60))
    content = bytearray(path.read_bytes())
    page = int.from_bytes(content[16:18], "big")
    for start in range(4 * page, len(content), 2 * page):
        content[start : start + page // 2] = b"\xff" * (page // 2)
    path.write_bytes(content)
    with (
        pytest.raises(WorkspaceDamaged, match=r"remove news\.db-wal and news\.db-shm"),
        opened(path) as workspace,
    ):
        workspace.results()
    assert path.read_bytes() == bytes(content)
    assert not sound(path)


def sound(path: Path) -> bool:
    """Whether `verify` finds nothing that it cannot repair, or can read the file at all."""
    try:
        with opened(path) as workspace:
            return workspace.verify().sound
    except WorkspaceDamaged:
        return False


def test_there_is_nowhere_to_write(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "folder.db", Path("/proc/news.db")):
        with pytest.raises(WorkspaceError):
            opened(path)
    with pytest.raises(WorkspaceError, match="no such workspace"):
        Workspace(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(UsageError, match="Name the workspace"):
        opened(" ")
    with pytest.raises(UsageError, match="mysql"):
        opened("mysql://somewhere/news")


def test_a_damaged_stale_or_missing_index_is_built_again(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    index = tmp_path / f"news.db{INDEX_SUFFIX}"
    with opened(path) as workspace:
        workspace.add(batch(0, 30))
        expected = workspace.search("flood Arden drowned").to_dict()
        workspace.verify()
        workspace._index.save(always=True)
    content = index.read_bytes()
    for damaged in (content[:-40], b"", content[:200] + b"\x00" * 50 + content[250:], None):
        if damaged is None:
            index.unlink()
        else:
            index.write_bytes(damaged)
        with opened(path) as workspace:
            assert workspace.search("flood Arden drowned").to_dict() == expected
            problems = workspace.verify().problems
            assert bool(problems) == (damaged is not None)
            assert workspace.verify().problems == ()
    stale = tmp_path / "stale"
    shutil.copy(path, tmp_path / "later.db")
    shutil.copy(index, stale) if index.exists() else stale.write_bytes(content)
    with opened(tmp_path / "later.db") as workspace:
        workspace.add(batch(30, 30))
        expected = workspace.search("flood Arden drowned", limit=50).to_dict()
    shutil.copy(stale, tmp_path / f"later.db{INDEX_SUFFIX}")
    with opened(tmp_path / "later.db") as workspace:
        assert workspace.search("flood Arden drowned", limit=50).to_dict() == expected


def test_what_a_large_index_still_has_of_removed_articles_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimcheck.index.EXACT_LIMIT", 0)
    path = tmp_path / "news.db"
    articles = batch(0, 60)
    with opened(path) as workspace:
        workspace.add(articles)
        workspace._index.save(always=True)
        built = workspace._index._index
        for removed in articles[::15]:
            workspace.remove(removed.id)
        assert workspace._index._index is built
        gone = {item.id for item in articles[::15]}
        assert not gone & set(workspace.search("reporter slept in hotel", limit=200)["article_id"])
        assert workspace.verify().problems == ()
        workspace.add(batch(60, 6))
        assert workspace.verify().problems == ()
    with opened(path) as workspace:
        workspace.add(articles[::15])
        assert gone <= set(workspace.search("reporter slept in hotel", limit=200)["article_id"])
        assert workspace.verify().problems == ()
        for removed in articles[1::4]:
            workspace.remove(removed.id)
        assert workspace.verify().problems == ()
        assert workspace._index._index is not None
        assert len(workspace._index._index) < workspace.stats().distinct_propositions + 20
    assert_same_as_built_anew(path)


def assert_same_as_built_anew(path: Path) -> None:
    with opened(path) as workspace:
        before = workspace.search("flood Arden drowned", limit=50).to_dict()
    path.with_name(path.name + INDEX_SUFFIX).unlink(missing_ok=True)
    with opened(path) as workspace:
        assert workspace.search("flood Arden drowned", limit=50).to_dict() == before


def test_an_index_file_of_a_later_state_than_a_reader_sees_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with opened(path) as reader, opened(path) as writer:
        writer.add(batch(0, 12))
        with reader._database.reading() as connection:
            assert len(reader._index.current(connection))
            writer.add(batch(12, 12))
            writer._index.save(always=True)
            reader._index.forget()
            seen = reader._index.current(connection)
            assert len(seen) < len(writer._index._index or ())


def test_verify_removes_what_dangles(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with opened(path) as workspace:
        workspace.add(batch(0, 12))
        before = workspace.results()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO links VALUES ('gone', 'lost', 'denies', 1.0, NULL, 0, '[]')")
        connection.execute("INSERT INTO members VALUES ('gone', 'c-none', NULL, 0, 0)")
    connection.close()
    with opened(path) as workspace:
        found = workspace.verify()
        assert found.sound
        assert {problem.what.split()[2] for problem in found.problems} >= {"links", "members"}
        assert workspace.verify().problems == ()
        assert workspace.results() == before


def test_a_vector_of_the_wrong_length_is_named_and_made_anew(location: str) -> None:
    with opened(location) as workspace:
        workspace.add(batch(0, 12))
        expected = workspace.check("The flood in Arden drowned 12 people.")
    database, column = Database(location), tables.embeddings.c
    with database.writing() as connection:
        first = select(func.min(column.number)).scalar_subquery()
        connection.execute(update(tables.embeddings).where(column.number == first).values(vector=b"\x00"))
    database.close()
    with opened(location) as workspace:
        with pytest.raises(WorkspaceDamaged, match="claimcheck verify"):
            workspace.check("The flood in Arden drowned 12 people.")
        found = workspace.verify()
        assert ("vectors of the wrong length", 1, True) in [
            (p.what, p.rows, p.repaired) for p in found.problems
        ]
        assert found.sound
        assert workspace.verify().problems == ()
        assert workspace.check("The flood in Arden drowned 12 people.") == expected


def test_verify_clusters_again_what_lost_a_claim(tmp_path: Path) -> None:
    path, articles = tmp_path / "news.db", batch(0, 30)
    with opened(path) as workspace:
        workspace.add(articles)
    with sqlite3.connect(path) as connection:  # without foreign keys, as another program may do
        connection.execute("DELETE FROM articles WHERE id = 'a000'")
    connection.close()
    with opened(path) as workspace:
        assert workspace.verify().sound
        assert workspace.verify().problems == ()
        found, changes = workspace.results(), workspace.changes()
    with Workspace(tmp_path / "without.db", stages=FakeStages()) as workspace:
        workspace.add(articles[1:])
        expected = workspace.results()
    assert {c.claim_ids for c in found.clusters} == {c.claim_ids for c in expected.clusters}
    figures = [
        sorted(
            (d.headline, d.a_independent_sources, d.b_independent_sources, d.a_claim_ids) for d in r.disputes
        )
        for r in (found, expected)
    ]
    assert figures[0] == figures[1]
    assert set(changes["batch"]) <= {2}


def test_a_workspace_that_cannot_be_written_is_checked_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.db"
    with opened(path) as workspace:
        workspace.add(batch(0, 12))
    monkeypatch.setattr(Database, "_locked_folder", lambda *_: True)
    with opened(path) as workspace:
        assert workspace.verify().problems == ()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO links VALUES ('gone', 'lost', 'denies', 1.0, NULL, 0, '[]')")
        connection.execute("DELETE FROM articles WHERE id = 'a000'")
    connection.close()
    content = path.read_bytes()
    with opened(path) as workspace:
        found = workspace.verify()
    assert found.read_only
    assert not found.sound
    assert {problem.what.split()[2] for problem in found.problems} >= {"links", "claims"}
    assert path.read_bytes() == content


def test_verify_with_another_embedder_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "news.db") as workspace:
        workspace.add(batch(0, 6))
    stages = FakeStages()
    stages.embedder.name = "other words"
    with (
        Workspace(tmp_path / "news.db", stages=stages) as workspace,
        pytest.raises(UsageError, match="embedder"),
    ):
        workspace.verify()


def test_verify_reports_what_it_cannot_repair(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with opened(path) as workspace:
        workspace.add([article(1, "The flood in Arden drowned 12 people on the first evening.")])
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE articles SET text = 'Another text altogether, and longer than it was before.'"
        )
    connection.close()
    with opened(path) as workspace:
        found = workspace.verify()
    assert not found.sound
    assert len(found.problems) == 2


def test_a_backup_is_whole_while_another_writes(tmp_path: Path) -> None:
    path, copy = tmp_path / "news.db", tmp_path / "copy.db"
    with opened(path) as workspace:
        workspace.add(batch(0, 30))
        before = workspace.results()
        other = Database(path)
        with other.writing() as connection:
            connection.execute(insert(tables.meta).values(key="half", value="done"))
            workspace.backup(copy)
        other.close()
        with pytest.raises(UsageError, match="itself"):
            workspace.backup(path)
        with pytest.raises(WorkspaceError):
            workspace.backup(tmp_path / "no" / "folder.db")
    with opened(copy) as workspace:
        assert workspace.results() == before
        assert workspace.verify().problems == ()


def test_the_workspace_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    (tmp_path / "link.html").symlink_to(path)
    with opened(path) as workspace:
        workspace.add(batch(0, 6))
        before = workspace.results()
        for write in (
            lambda: workspace.export(path, format="graphml"),
            lambda: workspace.export(f"{path}-wal", format="gexf"),
            lambda: workspace.report(tmp_path / "link.html"),
            lambda: workspace.backup(path),
        ):
            with pytest.raises(UsageError, match="is the workspace itself"):
                write()
    with opened(path) as workspace:
        assert workspace.results() == before


def test_a_place_where_no_backup_can_be_is_named(tmp_path: Path) -> None:
    with opened(tmp_path / "news.db") as workspace:
        with pytest.raises(WorkspaceError, match="is a folder: name a file"):
            workspace.backup(tmp_path)
        with pytest.raises(WorkspaceError, match="none: no such folder; make it first"):
            workspace.backup(tmp_path / "none" / "copy.db")


def test_a_backup_takes_nothing_from_files_left_beside_its_target(tmp_path: Path) -> None:
    older, path, copy = tmp_path / "older.db", tmp_path / "news.db", tmp_path / "copy.db"
    with opened(older) as workspace:
        workspace.add(batch(0, 6))
        workspace.add(batch(6, 30))
        for suffix in SIDE_FILES:  # as they are found after a process was killed
            shutil.copy(f"{older}{suffix}", f"{copy}{suffix}")
        shutil.copy(older, copy)
    with opened(path) as workspace:
        workspace.add(batch(30, 30))
        before = workspace.results()
        workspace.backup(copy)
    with opened(copy) as workspace:
        assert workspace.results() == before
        assert workspace.verify().problems == ()


@pytest.mark.postgresql
def test_postgresql_says_how_to_back_up(postgresql_server: str, tmp_path: Path) -> None:
    with (
        opened(postgresql_server.format("postgres")) as workspace,
        pytest.raises(UsageError, match="pg_dump"),
    ):
        workspace.backup(tmp_path / "copy.db")


def test_another_embedder_is_refused(location: str) -> None:
    with opened(location) as workspace:
        workspace.add(batch(0, 6))
    stages = FakeStages()
    stages.embedder.name = "other words"
    with Workspace(location, stages=stages) as workspace, pytest.raises(UsageError, match="embedder"):
        workspace.add(batch(6, 6))
