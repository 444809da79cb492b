from __future__ import annotations

import numpy as np

from claimcheck.claims.spans import Run, find_runs, group_runs, settle
from claimcheck.models.tagger import TaggedSentence
from claimcheck.records import Claim, Span

SENTENCE = "Roe said it fell."


def tagged(tags: list[int]) -> TaggedSentence:
    offsets = [(0, 3), (4, 8), (9, 11), (12, 16), (16, 17)]
    return TaggedSentence(np.array(offsets), np.eye(4, dtype=np.float32)[tags])


def claim(**spans: Span) -> Claim:
    return Claim("c", "a", 100, 117, SENTENCE, "It fell.", **spans)  # type: ignore[arg-type]


def test_runs_are_the_words_of_one_tag_in_the_article() -> None:
    assert find_runs(tagged([1, 2, 3, 3, 0]), SENTENCE, 100) == [
        Run(1, Span(100, 103)),
        Run(2, Span(104, 108)),
        Run(3, Span(109, 116)),
    ]


def test_each_cue_gets_the_nearest_source_and_content() -> None:
    runs = [
        Run(1, Span(0, 3)),
        Run(2, Span(4, 8)),
        Run(3, Span(9, 30)),
        Run(1, Span(50, 55)),
        Run(2, Span(56, 60)),
    ]
    first, second = group_runs(runs)
    assert (first.source, first.content) == (Span(0, 3), (Span(9, 30),))
    assert second.source == Span(50, 55)


def test_a_claim_takes_the_bounds_of_the_tagger() -> None:
    groups = group_runs(find_runs(tagged([1, 2, 3, 3, 0]), SENTENCE, 100))
    (settled,), spare = settle([claim(cue_span=Span(104, 108))], groups)
    assert (settled.source_span, settled.content_span) == (Span(100, 103), Span(109, 116))
    assert spare == []


def test_without_a_tagger_nothing_changes() -> None:
    original = claim(cue_span=Span(104, 108))
    assert settle([original], None) == ([original], [])
