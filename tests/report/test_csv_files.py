"""The CSV contract: names, order, neutralised formulas, and a round trip of any text."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.errors import InputError
from claimcheck.records import Comparison, DisputeKind, Relation, Results, SkippedInput
from claimcheck.report.columns import RESULT_TABLES, TABLES
from claimcheck.report.csv_files import csv_cell, write_csv, write_csv_file, write_rows
from claimcheck.report.graphml import graphml_graph
from claimcheck.report.rows import article_rows, comparison_rows, extract_rows, moment

CONTRACT = {
    "articles": "article_id, outlet, origin, title, url, published, language, file, n_claims, note",
    "claims": "claim_id, article_id, outlet, published, url, start, end, sentence, proposition, source, "
    "source_kind, cue, origin, stance, hedged, checkworthy, cluster_id, position",
    "links": "claim_a, claim_b, relation, score, evidence",
    "clusters": "cluster_id, headline, n_claims, n_articles, n_outlets, n_independent_sources, "
    "first_published, last_published, cohesion, disputed",
    "disputes": "dispute_id, cluster_id, kind, score, headline, a_claim_id, a_sentence, a_source, a_outlet, "
    "a_published, a_url, a_start, a_end, b_claim_id, b_sentence, b_source, b_outlet, b_published, b_url, "
    "b_start, b_end, explanation, status, a_sources, a_outlets, a_independent_sources, b_sources, b_outlets, "
    "b_independent_sources",
    "compare": "id, similarity, entailment_ab, neutral_ab, contradiction_ab, entailment_ba, neutral_ba, "
    "contradiction_ba, contradiction, relation, kind, explanation",
}
SPAN_COLUMNS = ["source_start", "source_end", "cue_start", "cue_end", "content_start", "content_end"]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("table", CONTRACT)
def test_columns_begin_with_the_contract(table: str) -> None:
    names = CONTRACT[table].split(", ")
    assert list(TABLES[table])[: len(names)] == names


def test_extract_adds_offsets() -> None:
    assert list(TABLES["extract"]) == [*TABLES["claims"], *SPAN_COLUMNS]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described(table: str) -> None:
    for name, meaning in TABLES[table].items():
        assert re.fullmatch(r"[a-z][a-z_]*", name)
        assert len(meaning) > 4, name
        assert meaning.endswith("."), name


def test_files_follow_the_contract(tmp_path: Path, small_results: Results) -> None:
    paths = write_csv(small_results, tmp_path / "new" / "out")
    assert [path.name for path in paths] == [f"{table}.csv" for table in RESULT_TABLES]
    tables = {path.stem: read(path) for path in paths}
    assert all(list(rows[0]) == list(TABLES[table]) for table, rows in tables.items())

    first, second, skipped = tables["articles"]
    assert first["url"] == "http://a.example/?q=1;2"
    assert (first["n_claims"], second["n_claims"]) == ("1", "2")
    assert second["published"] == "2021-03"
    assert (skipped["file"], skipped["note"], skipped["article_id"]) == ("bad.bin", "not text", "")

    claim = tables["claims"][1]
    assert claim["sentence"] == "'=Two people were hurt."
    assert (claim["cluster_id"], claim["position"], claim["hedged"]) == ("c1", "c1.b", "false")
    assert tables["links"][0]["evidence"] == "quantity: 9 or 2; gate: same event"
    assert tables["links"][0]["score"] == "0.912346"
    cluster = tables["clusters"][0]
    assert (cluster["n_claims"], cluster["n_articles"], cluster["n_outlets"]) == ("3", "2", "2")
    assert (cluster["first_published"], cluster["last_published"]) == ("2021-03", "2021-03-05")
    assert cluster["disputed"] == "true"
    dispute = tables["disputes"][0]
    assert (dispute["a_sources"], dispute["b_sources"]) == ("the mill; Agency Y", "the mayor")
    assert (dispute["b_outlets"], dispute["b_url"], dispute["status"]) == ("Valley Wire", "", "new")


def test_extract_rows_carry_article_offsets(small_results: Results) -> None:
    row = next(extract_rows(small_results.articles, small_results.claims))
    assert set(row) == set(TABLES["extract"])
    assert (
        small_results.articles[0].text[int(row["source_start"] or 0) : int(row["source_end"] or 0)]
        == "the mill"
    )
    assert row["cue_start"] is None


def test_comparisons_fill_every_column() -> None:
    comparison = Comparison(
        "7", 0.5, 0.1, 0.2, 0.7, 0.1, 0.2, 0.7, 0.8, "contradicts", DisputeKind.DATE, "5 or 6 May"
    )
    (row,) = comparison_rows([comparison])
    assert list(row) == list(TABLES["compare"])


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("- dash", "'- dash"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-5", "-5"),
        ("+4.5e3", "+4.5e3"),
        ("-5+2", "'-5+2"),
        ("-٣", "'-٣"),
        ("", ""),
        ("plain = text", "plain = text"),
        (-5, "-5"),
        (-0.25, "-0.25"),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (Relation.DENIES, "denies"),
    ],
)
def test_cells(cell: str | float | bool | None, written: str) -> None:
    assert csv_cell(cell) == written


TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
RISKY = st.builds(str.__add__, st.sampled_from(list("=+-@\t\r\n'\";,0")), TEXT)


@given(st.lists(st.lists(TEXT | RISKY, min_size=3, max_size=3), max_size=5))
def test_any_cells_come_back(rows: list[list[str]]) -> None:
    columns = ["one", "two", "three"]
    stream = io.StringIO(newline="")
    write_rows(stream, columns, [dict(zip(columns, row, strict=True)) for row in rows])
    read_back = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert read_back[0] == columns
    assert len(read_back) == len(rows) + 1
    for given_row, back in zip(rows, read_back[1:], strict=True):
        for cell, cell_back in zip(given_row, back, strict=True):
            assert cell_back in (cell, "'" + cell)
            if cell_back[:1] in ("=", "+", "-", "@", "\t", "\r"):
                float(cell_back)


def test_undecodable_file_name_does_not_stop_the_batch(tmp_path: Path) -> None:
    results = Results(skipped=(SkippedInput("caf\udce9.txt", "not text"),))
    path = write_csv_file(tmp_path / "x.csv", tuple(TABLES["articles"]), article_rows(results))
    assert read(path)[0]["file"] == "caf\\udce9.txt"


def test_unwritable_folder_is_named(tmp_path: Path, small_results: Results) -> None:
    (tmp_path / "out").write_text("a file in the way")
    with pytest.raises(InputError, match="out"):
        write_csv(small_results, tmp_path / "out")


def test_dates_sort_by_when_they_begin() -> None:
    given_dates = ["2021-09-15T23:00:00-05:00", "2021-09", "2021-09-16T01:00:00+00:00", "2021", "2021-09-15"]
    assert sorted(given_dates, key=moment) == [
        "2021", "2021-09", "2021-09-15", "2021-09-16T01:00:00+00:00", "2021-09-15T23:00:00-05:00"
    ]  # fmt: skip


@given(TEXT, st.lists(TEXT, max_size=2))
def test_graphml_reads_back(tmp_path_factory: pytest.TempPathFactory, text: str, names: list[str]) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("a", sentence=text, score=0.5, hedged=True, start=3, source=None)
    graph.add_node("b", outlets=names)
    graph.add_edge("a", "b", relation=Relation.DENIES, score=0.25)
    path = tmp_path_factory.getbasetemp() / "graph.graphml"
    nx.write_graphml_xml(graphml_graph(graph), path)
    back = nx.read_graphml(path)
    assert back.nodes["a"]["score"] == 0.5
    assert back.nodes["a"]["hedged"] is True
    assert "source" not in back.nodes["a"]
    assert back.edges["a", "b"] == {"relation": "denies", "score": 0.25}
    # XML keeps every character but carriage returns and those it forbids.
    if text.isprintable():
        assert back.nodes["a"].get("sentence", "") == text


def test_rows_are_json(small_results: Results) -> None:
    assert json.loads(json.dumps(list(article_rows(small_results))))[0]["outlet"] == "Harbour Post"
