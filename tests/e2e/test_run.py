"""`claimcheck run` and `extract` on whole batches: the files they leave, and that they leave the same ones twice."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner

from benchmarks.expected import SAMPLE
from claimcheck.cli import app
from claimcheck.report.columns import RESULT_TABLES, TABLES

runner = CliRunner()


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that one run on the sample batch wrote, with what it printed in printed.txt."""
    folder = tmp_path_factory.mktemp("run") / "out"
    result = runner.invoke(app, ["run", str(SAMPLE), "--out", str(folder)])
    assert result.exit_code == 0, result.output
    (folder / "printed.txt").write_text(result.stdout, encoding="utf-8")
    return folder


def test_files_have_the_promised_columns(out: Path) -> None:
    for table in RESULT_TABLES:
        with (out / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == list(TABLES[table])


def test_disputes_are_printed_with_both_sides(out: Path) -> None:
    printed = " ".join((out / "printed.txt").read_text(encoding="utf-8").split())
    first = read(out / "disputes.csv")[0]
    for side in ("a", "b"):
        assert " ".join(first[f"{side}_sentence"].split())[:40] in printed
        assert first[f"{side}_outlet"] in printed
        assert first[f"{side}_published"][:10] in printed
    assert "099_bergland_tagblatt.txt" in printed


def test_rows_refer_to_each_other(out: Path) -> None:
    tables = {table: read(out / f"{table}.csv") for table in RESULT_TABLES}
    articles = {row["article_id"] for row in tables["articles"]}
    claims = {row["claim_id"]: row for row in tables["claims"]}
    clusters = {row["cluster_id"]: row for row in tables["clusters"]}
    assert len(claims) == len(tables["claims"])
    assert {row["article_id"] for row in claims.values()} <= articles
    assert {row["cluster_id"] for row in claims.values()} - {""} <= set(clusters)
    assert all(row["claim_a"] in claims and row["claim_b"] in claims for row in tables["links"])
    for row in tables["articles"]:
        assert int(row["n_claims"]) == sum(c["article_id"] == row["article_id"] for c in claims.values())
    for row in tables["disputes"]:
        assert clusters[row["cluster_id"]]["disputed"] == "true"
        for side in ("a", "b"):
            claim = claims[row[f"{side}_claim_id"]]
            for column in ("sentence", "source", "outlet", "published", "url", "start", "end"):
                assert row[f"{side}_{column}"] == claim[column]
            assert row[f"{side}_outlet"] in row[f"{side}_outlets"].split("; ")
        assert 0 <= float(row["score"]) <= 1
    scores = [float(row["score"]) for row in tables["disputes"]]
    assert scores, "the sample has disputes"


def test_skipped_inputs_have_a_row(out: Path) -> None:
    notes = {Path(row["file"]).name: row["note"] for row in read(out / "articles.csv")}
    assert notes["099_bergland_tagblatt.txt"]
    assert notes["expected.json"]


def test_graph_holds_every_claim_and_link(out: Path) -> None:
    graph = nx.read_graphml(out / "graph.graphml")
    assert set(graph.nodes) == {row["claim_id"] for row in read(out / "claims.csv")}
    assert graph.number_of_edges() == len(read(out / "links.csv"))


def test_run_twice_gives_the_same_files(out: Path, tmp_path: Path) -> None:
    result = runner.invoke(app, ["run", str(SAMPLE), "--out", str(tmp_path / "again"), "--quiet"])
    assert result.exit_code == 0
    assert result.stderr == ""
    for name in (*(f"{table}.csv" for table in RESULT_TABLES), "graph.graphml"):
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes(), name


def test_extract_gives_offsets_into_the_text(tmp_path: Path) -> None:
    text = "The dam holds, engineer Lena Brandt said on Monday. Two pumps failed at the Orlen dam in March."
    (tmp_path / "dam.txt").write_text(text, encoding="utf-8")
    target = tmp_path / "claims.csv"
    result = runner.invoke(app, ["extract", str(tmp_path / "dam.txt"), "--out", str(target)])
    assert result.exit_code == 0, result.output
    rows = read(target)
    assert list(rows[0]) == list(TABLES["extract"])
    for row in rows:
        assert text[int(row["start"]) : int(row["end"])] == row["sentence"]
    said = next(row for row in rows if "Brandt" in row["source"])
    assert "Brandt" in text[int(said["source_start"]) : int(said["source_end"])]
    assert text[int(said["cue_start"]) : int(said["cue_end"])] == said["cue"]


def test_map_names_other_columns(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(
        "channel,body\nNorth Radio,The Orlen dam lost two of its pumps in March.\n", encoding="utf-8"
    )
    arguments = ["extract", str(tmp_path / "export.csv"), "--map", "outlet=channel", "--map", "text=body"]
    result = runner.invoke(app, [*arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    assert {row["outlet"] for row in json.loads(result.stdout)} == {"North Radio"}


def test_compare_gives_a_row_for_every_pair(tmp_path: Path) -> None:
    pairs = [
        {"id": "p1", "a": "Two people died in the fire.", "b": "Nine people died in the fire."},
        {"a": "The bridge opens on May 3.", "b": "The bridge opens on May 3."},
        {"id": "p3", "a": "", "b": "The bridge opens on May 3.", "date_a": "2023-05"},
    ]
    source = tmp_path / "pairs.jsonl"
    source.write_text("".join(json.dumps(pair) + "\n" for pair in pairs), encoding="utf-8")
    target = tmp_path / "verdicts.csv"
    result = runner.invoke(app, ["compare", str(source), "--out", str(target)])
    assert result.exit_code == 0, result.output
    rows = read(target)
    assert [row["id"] for row in rows] == ["p1", "2", "p3"]
    numbers = [name for name in TABLES["compare"] if name not in ("id", "relation", "kind", "explanation")]
    for row in rows:
        assert all(-1.000001 <= float(row[name]) <= 1.000001 for name in numbers)
        assert row["relation"] in {
            "equivalent",
            "entails",
            "entailed_by",
            "contradicts",
            "neutral",
            "abstain",
        }
    assert float(rows[1]["similarity"]) == pytest.approx(1, abs=1e-3)
