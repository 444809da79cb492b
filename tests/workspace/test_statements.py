"""How many statements a verb takes does not grow with what the workspace holds: no query in a loop over rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fake_stages import FakeStages, article
from sqlalchemy import Engine, event

from claimcheck.records import Article
from claimcheck.workspace import Workspace

FEW, MANY = 24, 240
SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo wu".split()


def stories(first: int, count: int) -> list[Article]:
    """Articles of which each three tell one story, in words of its own, and one of them with another number."""
    articles = []
    for number in range(first, first + count):
        story = SYLLABLES[number // 3 % 15] + SYLLABLES[number // 45 % 15]
        told = " ".join(story + ending for ending in ("ra", "len", "mit", "sol", "ku"))
        articles.append(article(number, f"{told} lost {12 if number % 3 else 15} boats."))
    return articles


VERBS: dict[str, Callable[[Workspace, Path], object]] = {
    "add": lambda w, _: w.add(stories(300, 24)),
    "disputes": lambda w, _: w.disputes(),
    "show": lambda w, _: w.show(w.disputes()["dispute_id"].iloc[0]),
    "changes": lambda w, _: w.changes(since=0),
    "check": lambda w, _: w.check("babara balen bamit basol baku lost 12 boats."),
    "search": lambda w, _: w.search("babara babalen lost boats", limit=20),
    "export": lambda w, folder: w.export(folder / "out"),
    "stats": lambda w, _: w.stats(),
    "verify": lambda w, _: w.verify(),
    "remove": lambda w, _: w.remove("a000"),
    "merge": lambda w, _: w.merge(*w.clusters()["cluster_id"].iloc[:2]),
    "split": lambda w, _: w.split(*_half_of_a_cluster(w)),
}


def _half_of_a_cluster(workspace: Workspace) -> tuple[str, list[str]]:
    cluster = max(workspace.results().clusters, key=lambda cluster: len(cluster.claim_ids))
    return cluster.id, list(cluster.claim_ids[: len(cluster.claim_ids) // 2])


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that are sent meanwhile; one that is sent with many rows is one."""
    sent: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("verb", VERBS)
def test_statements_do_not_grow_with_the_workspace(tmp_path: Path, verb: str) -> None:
    counts = []
    for size in (FEW, MANY):
        with Workspace(tmp_path / f"{size}.db", stages=FakeStages()) as workspace:
            workspace.add(stories(0, size))
            with statements() as sent:
                VERBS[verb](workspace, tmp_path)
        counts.append(len(sent))
    assert counts[1] <= counts[0] + 2  # a table that stays empty among few articles may need one more
