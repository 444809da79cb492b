from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claims.sentences import find_paragraphs, find_sentences
from claimcheck.records import Article, Span


def split(text: str, boilerplate: tuple[Span, ...] = ()) -> list[str]:
    article = Article(id="a", text=text, boilerplate=boilerplate)
    return [span.of(text) for span in find_sentences(article)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The bridge fell on Sept. 10.", "Nobody was hurt."],
        ["U.S. officials met Gen. Smith on Friday.", "They left at 6 p.m. without a deal."],
        ["The plant belongs to Acme Inc. and employs 40.", "It opened in 2001."],
        ["G. W. Harris wrote the report.", "He is 61."],
        ["“It is wrong. Period,” the mayor said.", "She left."],
        ["“Is that so?” Harris asked.", "Nobody answered."],
        ["He said: “We won. We will go on.”", "The crowd cheered."],
        ["Prices rose 3.5 percent.", "Wages did not."],
        ["The toll was 12 (it was 9 on Monday. That changed.) by noon.", "Rain fell."],
    ],
)
def test_sentences_come_apart_only_where_they_end(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("They agreed on new communications.", "Mayor Harris left early."),
        ("She has led the party since 2002.", "Members lost faith in her."),
        ("He set money aside for the levee.", "Mr. Harris agreed."),
        ('The motto reads "one out of many."', "Officially that was wrong."),
        ('"They left early," Harris said.', '"We stayed."'),
        ("The plan insures people under the ACA.", "As such it is cheap."),
    ],
)
def test_a_missing_space_after_a_full_stop_ends_a_sentence(first: str, second: str) -> None:
    assert split(first + second) == [first, second]


def test_a_domain_name_is_no_sentence_end() -> None:
    assert len(split("Shares of Booking.Com and node.js fell on Monday.")) == 1


def test_newlines_part_headlines_from_paragraphs() -> None:
    assert split("Harbour bridge closes\n\nThe bridge closed.\nIt was old.") == [
        "Harbour bridge closes",
        "The bridge closed.",
        "It was old.",
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The harbour bridge was closed to all traffic on Monday after engineers found\n"
        "cracks in two of its cables, the city said. It may stay closed for several\n"
        "weeks.\n"
    )
    assert len(find_paragraphs(text)) == 1
    assert len(split(text)) == 2


def test_boilerplate_is_cut_around() -> None:
    text = "The bridge closed. Load Error It was old."
    start = text.index("Load Error")
    found = split(text, (Span(start, start + len("Load Error")),))
    assert found == ["The bridge closed.", "It was old."]


def test_a_dump_without_sentence_ends_is_left_out() -> None:
    assert split("word " * 1000) == []


@given(st.text(max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=4))
def test_sentences_are_in_order_trimmed_and_outside_boilerplate(
    text: str, holes: list[tuple[int, int]]
) -> None:
    boilerplate = tuple(Span(a, a + n) for a, n in holes if a + n <= len(text))
    article = Article(id="a", text=text, boilerplate=boilerplate)
    spans = find_sentences(article)
    for span in spans:
        sentence = text[span.start : span.end]
        assert sentence
        assert sentence == sentence.strip()
        assert all(
            span.end <= hole.start or span.start >= hole.end for hole in boilerplate if hole.end > hole.start
        )
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "(", ")", ".", "!", " ", "A", "b", "\n", "U.S.", "’", "…"]),
        max_size=60,
    )
)
def test_every_letter_is_in_a_sentence(parts: list[str]) -> None:
    text = "".join(parts)
    covered = {i for span in find_sentences(Article(id="a", text=text)) for i in range(span.start, span.end)}
    assert {i for i, character in enumerate(text) if character.isalnum()} <= covered
