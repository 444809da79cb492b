"""Exports read back by the tools they are for."""

from __future__ import annotations

import codecs
import csv
import dataclasses
import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.synthetic_results import synthetic_results
from claimcheck.errors import InputError, UsageError
from claimcheck.records import DisputeStatus, Results
from claimcheck.report.annotations import web_annotations
from claimcheck.report.brief import brief
from claimcheck.report.claimreview import claim_reviews
from claimcheck.report.columns import RESULT_TABLES, TABLES
from claimcheck.report.exports import FORMATS, export
from claimcheck.report.exports_graph import POSITION_COLOURS, styled_graph
from claimcheck.report.exports_tables import column_type, table_rows

# The properties of schema.org that the export may use, and what each may hold.
SCHEMA_ORG: dict[str, dict[str, tuple[str, ...]]] = {
    "ClaimReview": {"claimReviewed": ("Text",), "author": ("Organization", "Person"), "reviewRating": ("Rating",),
                    "reviewBody": ("Text",), "itemReviewed": ("Claim",), "isBasedOn": ("NewsArticle",)},
    "Rating": {"alternateName": ("Text",), "ratingExplanation": ("Text",)},
    "Claim": {"name": ("Text",), "author": ("Organization", "Person"), "datePublished": ("Text",),
              "appearance": ("NewsArticle",)},
    "NewsArticle": {"headline": ("Text",), "url": ("Text",), "datePublished": ("Text",),
                    "publisher": ("Organization",)},
    "Organization": {"name": ("Text",)},
    "Person": {"name": ("Text",)},
}  # fmt: skip


@pytest.fixture(scope="module")
def results() -> Results:
    return synthetic_results(6, 60, seed=2)


def confirmed(results: Results) -> Results:
    first = dataclasses.replace(results.disputes[0], status=DisputeStatus.CONFIRMED)
    return dataclasses.replace(results, disputes=(first, *results.disputes[1:]))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_writes_something(results: Results, tmp_path: Path, format: str) -> None:
    paths = export(results, tmp_path / "out", format=format)
    assert paths
    assert all(path.stat().st_size > 0 for path in paths)
    assert all(path.parent == tmp_path / "out" for path in paths)


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_there_stays_until_the_new_file_is_whole(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    earlier = {path: path.read_bytes() for path in export(confirmed(results), tmp_path, format=format)}
    monkeypatch.setattr(Path, "replace", full)
    other = dataclasses.replace(confirmed(results), claims=results.claims[::-1], links=())
    with pytest.raises(InputError, match="No space left"):
        export(other, tmp_path, format=format)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == earlier


def test_a_pipe_is_written_to_and_a_link_stays_one(small_results: Results, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to("real.csv")
    export(small_results, tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    os.mkfifo(tmp_path / "pipe.csv")
    with ThreadPoolExecutor() as pool:
        piped = pool.submit((tmp_path / "pipe.csv").read_bytes)
        export(small_results, tmp_path / "pipe.csv")
        assert piped.result(timeout=60) == (tmp_path / "real.csv").read_bytes()
    assert (tmp_path / "pipe.csv").is_fifo()


def test_parquet_has_a_type_for_every_column(results: Results, tmp_path: Path) -> None:
    export(results, tmp_path, format="parquet")
    for table in RESULT_TABLES:
        read = pq.read_table(tmp_path / f"{table}.parquet")
        assert read.column_names == list(TABLES[table])
        assert read.to_pylist() == [
            {name: row.get(name) for name in TABLES[table]} for row in table_rows(results, table)
        ]
        for name, values in read.to_pydict().items():
            kinds = {type(value) for value in values if value is not None}
            expected = {pa.int64(): int, pa.float64(): float, pa.bool_(): bool, pa.string(): str}
            assert not kinds or {str if issubclass(kind, str) else kind for kind in kinds} == {
                expected[column_type(name)]
            }


def test_jsonl_is_verbatim_even_half_a_pair(small_results: Results, tmp_path: Path) -> None:
    claim = dataclasses.replace(small_results.claims[0], sentence="=1 \ud800 é", source=None)
    results = dataclasses.replace(small_results, claims=(claim, *small_results.claims[1:]))
    (path,) = export(results, tmp_path / "claims.jsonl", format="jsonl", tables=["claims"])
    first = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    assert first["sentence"] == "=1 \ud800 é"
    assert first["source"] is None
    assert list(first) == list(TABLES["claims"])


def test_excel_form_has_the_mark_and_no_formula(small_results: Results, tmp_path: Path) -> None:
    (path,) = export(small_results, tmp_path / "disputes.csv", excel=True)
    assert path.read_bytes().startswith(codecs.BOM_UTF8)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["b_sentence"] == "'=Two people were hurt."
    (plain,) = export(small_results, tmp_path / "plain.csv")
    assert not plain.read_bytes().startswith(codecs.BOM_UTF8)


def test_chosen_columns_in_the_order_asked_for(results: Results, tmp_path: Path) -> None:
    paths = export(results, tmp_path, columns=["b_sentence", "dispute_id", "cluster_id"])
    assert {path.name for path in paths} == {"claims.csv", "clusters.csv", "disputes.csv"}
    assert (tmp_path / "disputes.csv").read_text().splitlines()[0] == "b_sentence,dispute_id,cluster_id"
    assert (tmp_path / "claims.csv").read_text().splitlines()[0] == "cluster_id"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"format": "xls"}, "gexf"),
        ({"columns": ["sentense"]}, "sentence"),
        ({"tables": ["dispute"]}, "disputes"),
        ({"format": "gexf", "columns": ["score"]}, "parquet"),
        ({"format": "jsonl", "excel": True}, "csv"),
    ],
)
def test_a_wrong_choice_names_the_right_ones(
    results: Results, tmp_path: Path, options: dict[str, Any], named: str
) -> None:
    with pytest.raises(UsageError, match=named):
        export(results, tmp_path, **options)


def test_two_tables_do_not_fit_one_file(results: Results, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="folder"):
        export(results, tmp_path / "one.csv", tables=["claims", "links"])


def test_a_folder_that_is_a_file_is_named(results: Results, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(InputError, match="taken"):
        export(results, tmp_path / "taken", format="parquet")


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_graph_reads_back_with_all_attributes(results: Results, tmp_path: Path, format: str) -> None:
    (path,) = export(results, tmp_path / f"graph.{format}", format=format)
    read = nx.read_graphml(path, force_multigraph=True) if format == "graphml" else nx.read_gexf(path)
    styled = styled_graph(results)
    assert set(read) == set(styled)
    assert read.number_of_edges() == styled.number_of_edges()
    for node, data in styled.nodes(data=True):
        back = read.nodes[node]
        for name, value in data.items():
            if format == "gexf" and name == "size":
                assert back["viz"]["size"] == pytest.approx(value)
            else:
                assert back[name] == pytest.approx(value) if isinstance(value, float) else back[name] == value
        colour = back["viz"]["color"] if format == "gexf" else back
        assert f"#{int(colour['r']):02X}{int(colour['g']):02X}{int(colour['b']):02X}" == data["colour"]
    ours = sorted(
        (a, b, d["relation"], d["score"], d["kind"], d["evidence"]) for a, b, d in styled.edges(data=True)
    )
    theirs = sorted(
        (a, b, d["relation"], d["score"], d["kind"], d["evidence"]) for a, b, d in read.edges(data=True)
    )
    assert ours == theirs


def test_the_sides_of_a_dispute_have_colours_of_their_own(results: Results) -> None:
    graph, dispute = styled_graph(results), results.disputes[0]
    assert {graph.nodes[dispute.a_claim_id]["colour"], graph.nodes[dispute.b_claim_id]["colour"]} == set(
        POSITION_COLOURS[:2]
    )


def _check(node: dict[str, Any]) -> None:
    """That `node` uses only properties of its type, with values of the types they take."""
    properties = SCHEMA_ORG[node["@type"]]
    for name, value in node.items():
        if name == "@type":
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                assert one["@type"] in properties[name]
                _check(one)
            else:
                assert isinstance(one, str)
                assert one
                assert "Text" in properties[name]


def test_claim_reviews_of_confirmed_disputes_only(results: Results) -> None:
    assert claim_reviews(results)["@graph"] == []
    found = claim_reviews(confirmed(results), reviewer="The Desk")
    assert found["@context"] == "https://schema.org"
    claims = {claim.id: claim for claim in results.claims}
    dispute = results.disputes[0]
    for review, own, other in zip(
        found["@graph"],
        (dispute.a_claim_id, dispute.b_claim_id),
        (dispute.b_claim_id, dispute.a_claim_id),
        strict=True,
    ):
        _check(review)
        assert review["claimReviewed"] == claims[own].proposition
        assert claims[other].sentence in review["reviewBody"]
        assert review["reviewRating"]["alternateName"] == "Disputed"
        assert review["author"]["name"] == "The Desk"


def test_claim_reviews_of_unknown_outlets(small_results: Results) -> None:
    bare = tuple(
        dataclasses.replace(one, outlet=None, url=None, published=None) for one in small_results.articles
    )
    for review in claim_reviews(confirmed(dataclasses.replace(small_results, articles=bare)))["@graph"]:
        _check(review)


def test_annotations_find_their_sentence(results: Results) -> None:
    page = web_annotations(results)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    texts = {article.url: article.text for article in results.articles}
    assert len({item["id"] for item in page["items"]}) == len(results.claims)
    for item in page["items"]:
        by_quote, by_position = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert text[by_position["start"] : by_position["end"]] == by_quote["exact"]
        assert by_quote["prefix"] + by_quote["exact"] + by_quote["suffix"] in text


def test_a_brief_quotes_both_sides(small_results: Results) -> None:
    text = brief(small_results, small_results.disputes[0])
    quoted = ["> Nine people were hurt, the mill said.", "> =Two people were hurt.", "> The mayor denied it."]
    for part in [*quoted, "# Hurt at the mill", "Side B: 1 independent source", "<http://a.example/?q=1;2>"]:
        assert part in text
    assert len(text.splitlines()) < 50


@given(st.text())
def test_text_in_a_brief_stays_on_its_line(text: str) -> None:
    results = synthetic_results(1, 4)
    dispute = dataclasses.replace(results.disputes[0], headline=text, explanation="E")
    first, second, *_ = brief(results, dispute).split("\n")
    assert first.startswith("# ")
    assert second == ""


def test_markup_in_a_brief_is_escaped(small_results: Results) -> None:
    dispute = dataclasses.replace(small_results.disputes[0], headline="[x](http://b.example) <b>*")
    assert brief(small_results, dispute).startswith("# \\[x\\](http://b.example) \\<b\\>\\*\n")
