"""The labelled pairs: the file itself, its split, and the tools that draw and show pairs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.denials import read_denials
from benchmarks.labelled_pairs import LABELS, RELABELS, each_once, read_labels, write_labels
from benchmarks.pairs import agreement_of_readings, kappas
from benchmarks.sample_pairs import batches_of
from benchmarks.show_pairs import excerpt, show
from claimcheck.records import Article
from claimcheck.training.gate_data import EventSet
from claimcheck.training.news_text import labelled_part


def test_each_pair_is_labelled_once() -> None:
    for path in (LABELS, RELABELS):
        ids = [label.pair_id for label in read_labels(path)]
        assert len(ids) == len(set(ids))


def test_the_second_reading_is_of_known_pairs() -> None:
    first = {label.pair_id: label for label in read_labels()}
    for second in read_labels(RELABELS):
        assert (second.doc_a, second.doc_b) == (first[second.pair_id].doc_a, first[second.pair_id].doc_b)


def test_kappa_is_agreement_beyond_chance() -> None:
    readings = kappas(["dispute", "dispute", "update", "update"], ["dispute", "update", "update", "update"])
    assert (readings["same_label"], readings["disputes_in_both"]) == (3, 1)
    assert readings["kappa_dispute_or_not"] == pytest.approx(0.5)  # 3/4 observed, 1/2 by chance
    assert readings["kappa_six_labels"] == pytest.approx(0.5)


def test_each_pair_read_twice_counts_in_one_draw() -> None:
    readings = agreement_of_readings()
    draws = [readings[name]["read_twice"] for name in ("first_draw", "second_draw")]
    assert readings["all"]["read_twice"] == sum(draws) == len(read_labels(RELABELS))


def test_no_pair_of_the_second_draw_is_of_two_parts() -> None:
    for label in read_labels():
        if label.pair_id.startswith("q"):
            assert {
                labelled_part(label.dataset, label.event_a),
                labelled_part(label.dataset, label.event_b),
            } == {label.split}


def test_rows_are_read_as_written(tmp_path: Path) -> None:
    rows = read_labels()[:5]
    write_labels(rows, tmp_path / "pairs.csv")
    assert read_labels(tmp_path / "pairs.csv") == rows


def test_an_open_label_is_only_read_where_asked_for(tmp_path: Path) -> None:
    rows = [replace(label, label="") for label in read_labels()[:2]]
    write_labels(rows, tmp_path / "drawn.csv")
    assert read_labels(tmp_path / "drawn.csv", unlabelled=True) == rows
    with pytest.raises(ValueError, match="none of dispute"):
        read_labels(tmp_path / "drawn.csv")


def test_an_excerpt_brackets_the_claim_and_cuts_at_spaces() -> None:
    article = Article(id="set/1", text="Nobody came.\n\nTwelve people were hurt on Monday. Nobody said more.")
    start = article.text.index("Twelve")
    shown = excerpt(article, start, start + len("Twelve people were hurt"), 5)
    assert shown == "came. [[Twelve people were hurt]] on Monday."


def test_labels_are_hidden_unless_asked_for() -> None:
    label = replace(read_labels()[0], start_a=0, end_a=3, start_b=0, end_b=3, reason="the reason")
    articles = {
        f"{label.dataset}/{doc}": Article(id=f"{label.dataset}/{doc}", text="Yes it is.")
        for doc in (label.doc_a, label.doc_b)
    }
    assert "the reason" not in show(label, articles, 10, labels=False)
    assert "the reason" in show(label, articles, 10, labels=True)


def test_a_set_is_cut_into_batches_of_whole_events() -> None:
    articles = tuple(Article(id=f"gun_violence/{n}", text=f"Text {n}.") for n in range(900))
    events = {article.id: str(int(article.id.split("/")[1]) // 3) for article in articles}
    news = EventSet("gun_violence", articles, events, {event: event for event in events.values()})
    batches = batches_of(news)
    of_batch = [{events[article.id] for article in batch} for batch in batches]
    assert all(len(batch) == 240 for batch in batches)
    assert not set.intersection(*of_batch)
    assert batches_of(replace(news, name="basil")) == [list(articles)]


def test_of_a_pair_that_was_labelled_twice_the_last_label_holds() -> None:
    first = read_labels()[0]
    again = replace(first, pair_id="again", label="update")
    turned = replace(
        again, doc_a=first.doc_b, words_a=first.words_b, doc_b=first.doc_a, words_b=first.words_a
    )
    assert [row.pair_id for row in each_once([first, turned])] == ["again"]


def test_a_denial_is_labelled_once_and_its_reports_stand_where_it_can_mean_them() -> None:
    denials = read_denials()
    assert len({(denial.dataset, denial.document, denial.start) for denial in denials}) == len(denials)
    assert all(report <= denial.start for denial in denials for report in denial.reports)
