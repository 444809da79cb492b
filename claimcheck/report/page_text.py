"""How much of an article goes into the page, and where its claims stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, get_args

from claimcheck.errors import UsageError
from claimcheck.records import Article, Claim

Context = Literal["sentences", "paragraph", "full"]
Segment = list[str | int | None]
"""A stretch of text and the numbers of the claims it belongs to.

None in place of the text says that it is the sentence of the first of them, so that the page holds each sentence
once; `[""]` stands for text that is left out.
"""

_BREAK = re.compile(r"\s*\n\s*")
GAP: Segment = [""]


def check_context(context: str) -> Context:
    """`context` if it is one the page knows. Raises UsageError."""
    for known in get_args(Context):
        if context == known:
            return context  # type: ignore[return-value]
    raise UsageError(f"unknown context {context!r}: choose one of {', '.join(get_args(Context))}")


def article_segments(
    article: Article, claims: Sequence[tuple[int, Claim]], context: Context
) -> list[list[Segment]]:
    """The article as paragraphs of segments, with `claims` (number in the page, claim) marked in place.

    With "sentences" only the claims' own sentences are in it, with "paragraph" the paragraphs that have a claim,
    with "full" everything. Claims whose offsets do not fit the text (it was not kept) stand alone, in order.
    """
    fitting = [
        (number, claim) for number, claim in claims if article.text[claim.start : claim.end] == claim.sentence
    ]
    if len(fitting) < len(claims) or not article.text:
        return [[[None, number]] for number, claim in claims]
    paragraphs = []
    for start, end in _paragraphs(article.text):
        inside = [(number, claim) for number, claim in fitting if claim.start < end and claim.end > start]
        if inside or context == "full":
            paragraphs.append(list(_segments(article.text, start, end, inside, context)))
    return paragraphs


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch between line breaks that is not blank."""
    start = 0
    for match in _BREAK.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _segments(
    text: str, start: int, end: int, claims: Sequence[tuple[int, Claim]], context: Context
) -> Iterator[Segment]:
    """One paragraph, cut wherever a claim begins or ends."""
    cuts = {start, end}
    for _, claim in claims:
        cuts.update({max(start, claim.start), min(end, claim.end)})
    edges = sorted(cuts)
    sentences = {number: (claim.start, claim.end) for number, claim in claims}
    left_out = False
    for first, last in pairwise(edges):
        covering = [number for number, claim in claims if claim.start < last and claim.end > first]
        if covering or context != "sentences":
            left_out = False
            whole = bool(covering) and sentences[covering[0]] == (first, last)
            yield [None if whole else text[first:last], *covering]
        elif text[first:last].strip() and not left_out:
            left_out = True
            yield GAP
        elif not left_out:
            yield [" "]
