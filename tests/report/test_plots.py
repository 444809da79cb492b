"""Figures: one for each question, drawn from any results, saved as PNG."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.synthetic_results import synthetic_results
from claimcheck.records import Results

pytest.importorskip("matplotlib", reason="matplotlib is not installed (extra: plots)")

from claimcheck.report.plots import plot_agreement, plot_graph, plot_sources, plot_timeline

PLOTS: list[Callable[[Results], Any]] = [plot_timeline, plot_agreement, plot_graph, plot_sources]


def png(figure: Any) -> bytes:
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=50)
    return target.getvalue()


@pytest.mark.parametrize("plot", PLOTS)
def test_every_plot_draws_few_many_and_none(plot: Callable[[Results], Any], small_results: Results) -> None:
    for results in (Results(), small_results, synthetic_results(8, 80)):
        assert png(plot(results)).startswith(b"\x89PNG")


def test_timeline_has_a_row_for_each_side(small_results: Results) -> None:
    axes = plot_timeline(small_results, small_results.disputes[0]).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Side A", "Side B"]
    assert len(axes.collections) == 3


def test_agreement_counts_are_written_in_the_cells(small_results: Results) -> None:
    axes = plot_agreement(small_results).axes[0]
    assert [text.get_text() for text in axes.texts] == ["0 / 1", "0 / 1"]


def test_graph_of_one_cluster_has_its_claims(small_results: Results) -> None:
    axes = plot_graph(small_results, small_results.clusters[0]).axes[0]
    assert len(axes.collections) == 3
    assert len(axes.lines) == 1


def test_sources_split_by_dispute(small_results: Results) -> None:
    axes = plot_sources(small_results).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["the mayor", "the mill"]
    assert sum(bar.get_width() for bar in axes.containers[1]) == 2
