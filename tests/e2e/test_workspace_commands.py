"""The workspace commands, from the first batch to the backup, on the sample's bridge affair."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.expected import SAMPLE
from claimcheck.cli import app
from claimcheck.report.columns import TABLES

runner = CliRunner()
FIRST = ("070_valley_chronicle.txt", "080_upland_times.html")
SECOND = ("090_regional.jsonl.gz",)


def call(*arguments: str, code: int = 0) -> str:
    """What a command prints on stdout."""
    result = runner.invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.stdout


def rows(*arguments: str) -> list[dict[str, Any]]:
    """What a command prints as JSON."""
    found: list[dict[str, Any]] = json.loads(call(*arguments, "--format", "json"))
    return found


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A workspace that was given two articles, and then a third."""
    path = str(tmp_path_factory.mktemp("workspace") / "news.db")
    for names in (FIRST, SECOND):
        call("add", *(str(SAMPLE / name) for name in names), "-w", path, "--quiet")
    return path


def test_one_is_not_told_as_many(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nine people were hurt at the Holm mill on Friday, the mayor said.")
    added = runner.invoke(app, ["add", str(tmp_path / "a.txt"), "-w", str(tmp_path / "a.db")])
    assert "Batch 1: 1 article, 1 claim, 0 links; nothing changed." in added.stderr


def test_adding_again_changes_nothing(news: str) -> None:
    before = rows("stats", "-w", news)
    result = runner.invoke(app, ["add", str(SAMPLE / SECOND[0]), "-w", news])
    assert result.exit_code == 0
    assert "already" in result.stderr
    figures = {row["figure"]: row["value"] for row in rows("stats", "-w", news)}
    assert figures == {row["figure"]: row["value"] for row in before}
    assert figures["articles"] == 3


def test_disputes_have_the_contract_columns(news: str) -> None:
    found = rows("disputes", "-w", news)
    assert found
    assert list(found[0])[: len(TABLES["disputes"])] == list(TABLES["disputes"])
    assert {row["kind"] for row in found} >= {"negation"}
    only = rows("disputes", "-w", news, "--kind", "negation")
    assert {row["kind"] for row in only} == {"negation"}
    assert rows("disputes", "-w", news, "--outlet", "No Such Paper") == []


def test_show_prints_both_sides(news: str) -> None:
    first = rows("disputes", "-w", news)[0]
    printed = " ".join(call("show", first["dispute_id"], "-w", news).split())
    for side in ("a", "b"):
        assert " ".join(first[f"{side}_sentence"].split())[:30] in printed
    cluster = " ".join(call("show", first["cluster_id"], "-w", news).split())
    assert " ".join(first["a_sentence"].split())[:30] in cluster


def test_show_gives_a_dispute_as_json_and_hints_at_what_it_takes(news: str) -> None:
    first = rows("disputes", "-w", news)[0]
    shown = json.loads(call("show", first["dispute_id"], "-w", news, "--format", "json"))
    assert {name: shown[name] for name in first} == first
    assert {claim["side"] for claim in shown["claims"]} >= {"a", "b"}
    (header, *_) = csv.reader(call("show", first["dispute_id"], "-w", news, "--format", "csv").splitlines())
    assert header == [*TABLES["claims"], "side"]
    assert "claimcheck label" in runner.invoke(app, ["show", first["dispute_id"], "-w", news]).stderr
    of_claim = runner.invoke(app, ["show", first["a_claim_id"], "-w", news]).stderr
    assert "Next:" in of_claim
    assert "label" not in of_claim


def test_check_finds_support(news: str) -> None:
    found = rows("check", "The Kestrel Bridge cost 240 million euros.", "-w", news)
    (support, *_) = [row for row in found if "240 million" in row["sentence"]]
    assert support["relation"] == "supports"
    assert support["score"] > 0.5


def test_search_finds_the_nearest_first(news: str) -> None:
    found = rows("search", "toll for cars on the bridge", "-w", news, "--limit", "3")
    assert 0 < len(found) <= 3
    assert "4 euros" in " ".join(row["sentence"] for row in found)


def test_changes_since_the_start_name_every_dispute(news: str) -> None:
    disputed = {row["cluster_id"] for row in rows("disputes", "-w", news)}
    changed = {row["cluster_id"] for row in rows("changes", "-w", news, "--since", "0")}
    assert disputed <= changed


def test_label_stays_and_can_be_taken_back(news: str, tmp_path: Path) -> None:
    dispute = rows("disputes", "-w", news)[0]["dispute_id"]
    labelled = rows("label", dispute, "confirmed", "-w", news, "--note", "asked both")
    assert labelled == [{"dispute_id": dispute, "status": "confirmed", "note": "asked both"}]
    assert rows("disputes", "-w", news, "--status", "confirmed")[0]["dispute_id"] == dispute
    labels = tmp_path / "labels.csv"
    labels.write_text(f"dispute_id,status,note\n{dispute},new,\n", encoding="utf-8")
    assert rows("label", "-w", news, "--from", str(labels))[0]["status"] == "new"
    assert rows("disputes", "-w", news, "--status", "confirmed") == []


@pytest.mark.parametrize(
    "arguments",
    [["label", "x"], ["label"], ["label", "x", "confirmed", "--from", "y.csv"], ["label", "x", "maybe"]],
)
def test_unclear_labels_are_bad_usage(news: str, arguments: list[str]) -> None:
    assert runner.invoke(app, [*arguments, "-w", news]).exit_code == 2


@pytest.mark.parametrize("command", ["show", "remove"])
def test_unknown_ids_are_bad_usage(news: str, command: str) -> None:
    result = runner.invoke(app, [command, "no-such-id", "-w", news])
    assert result.exit_code == 2
    assert "no-such-id" in result.stderr


def test_export_and_report(news: str, tmp_path: Path) -> None:
    call("export", str(tmp_path / "out"), "-w", news)
    with (tmp_path / "out" / "articles.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 3
    said = runner.invoke(app, ["report", "-w", news, "-o", str(tmp_path / "a report.html")]).stderr
    assert f"open '{tmp_path}/a report.html'" in said
    assert f"claimcheck label --from labels.csv -w {news}" in said
    assert "Kestrel Bridge" in (tmp_path / "a report.html").read_text(encoding="utf-8")


def test_backup_is_a_sound_workspace(news: str, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    call("backup", copy, "-w", news)
    call("verify", "-w", copy)
    assert rows("disputes", "-w", copy) == rows("disputes", "-w", news)


def test_split_and_merge_and_remove(news: str, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    call("backup", copy, "-w", news)
    call("export", str(tmp_path / "out"), "-w", copy)
    with (tmp_path / "out" / "claims.csv").open(encoding="utf-8", newline="") as stream:
        claims = [row for row in csv.DictReader(stream) if "240 million" in row["sentence"]]
    cluster = claims[0]["cluster_id"]
    call("split", cluster, claims[0]["claim_id"], "-w", copy)
    call("remove", claims[0]["article_id"], "-w", copy)
    figures = {row["figure"]: row["value"] for row in rows("stats", "-w", copy)}
    assert figures["articles"] == 2
    call("verify", "-w", copy)


@pytest.mark.parametrize("command", ["disputes", "stats", "verify", "changes"])
def test_a_workspace_that_is_not_there_is_named(tmp_path: Path, command: str) -> None:
    missing = tmp_path / "missing.db"
    result = runner.invoke(app, [command, "-w", str(missing)])
    assert result.exit_code == 1
    assert "missing.db" in result.stderr
    assert not missing.exists()


def test_a_file_that_is_no_workspace_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear editor, this is not a database. " * 50)
    before = path.read_bytes()
    result = runner.invoke(app, ["add", str(SAMPLE / FIRST[0]), "-w", str(path)])
    assert result.exit_code == 1
    assert "letter.txt" in result.stderr
    assert path.read_bytes() == before
