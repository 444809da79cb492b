"""Which words or numbers of two opposed sentences differ: what the page marks in them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from claimcheck.records import Claim, DisputeKind, Span, Stance

_WORD = re.compile(r"\w+(?:[’'.,:-]\w+)*%?")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|false|untrue|incorrect|inaccurate|baseless"
    r"|den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?"
    r"|refus(?:e|es|ed|ing)|fail(?:s|ed|ing)?)\b|\b\w+n[’']t\b",
    re.IGNORECASE,
)
_SAME_WORDING = 0.6
"""Share of shared words from which a plain word-by-word difference reads well; below it, nearly all would be marked."""


def differences(a: Claim, b: Claim, kind: DisputeKind) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The stretches of each claim's sentence (offsets into the sentence) in which the two differ.

    First what the kind of dispute is about (the figures, dates, names or negations that the other side does not
    have), and where that finds nothing, the words that differ, if the two are worded alike.
    """
    found = _of_kind(a, b, kind), _of_kind(b, a, kind)
    if any(found):
        return found
    return _wording(a.sentence, b.sentence)


def _of_kind(claim: Claim, other: Claim, kind: DisputeKind) -> tuple[Span, ...]:
    """What `claim` has of the thing in dispute that `other` has not."""
    if kind is DisputeKind.QUANTITY:
        units = {item.unit for item in other.quantities} & {item.unit for item in claim.quantities}
        theirs = {(item.low, item.high, item.unit) for item in other.quantities}
        spans = [
            Span(item.start, item.end)
            for item in claim.quantities
            if (not units or item.unit in units) and (item.low, item.high, item.unit) not in theirs
        ]
    elif kind is DisputeKind.DATE:
        periods = {item.period for item in other.dates}
        spans = [Span(item.start, item.end) for item in claim.dates if item.period not in periods]
    elif kind is DisputeKind.ENTITY:
        names = {item.text.casefold() for item in other.entities} | {(other.source or "").casefold()}
        spans = [
            Span(item.start, item.end)
            for item in claim.entities
            if item.text.casefold() not in names and item.text not in (claim.source or "")
        ]
    elif kind is DisputeKind.DENIAL and claim.stance is not Stance.DENIES and other.stance is Stance.DENIES:
        return ()  # what is denied may well have a "not" of its own
    else:
        theirs_negated = {match.group().casefold() for match in _NEGATION.finditer(other.sentence)}
        return tuple(
            Span(*match.span())
            for match in _NEGATION.finditer(claim.sentence)
            if match.group().casefold() not in theirs_negated
        )
    return _inside(spans, claim)


def _inside(spans: list[Span], claim: Claim) -> tuple[Span, ...]:
    """`spans` of the article as offsets into the claim's sentence, those outside it left out."""
    length = len(claim.sentence)
    moved = {Span(span.start - claim.start, span.end - claim.start) for span in spans}
    kept: list[Span] = []
    for span in sorted(moved):
        if 0 <= span.start < span.end <= length and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return tuple(kept)


def _wording(a: str, b: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words that differ between two sentences that are worded alike; nothing where they are not."""
    left, right = list(_WORD.finditer(a)), list(_WORD.finditer(b))
    matcher = SequenceMatcher(
        None, [m.group().casefold() for m in left], [m.group().casefold() for m in right], autojunk=False
    )
    if matcher.ratio() < _SAME_WORDING:
        return (), ()
    spans: tuple[list[Span], list[Span]] = ([], [])
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        for words, found, first, last in ((left, spans[0], i1, i2), (right, spans[1], j1, j2)):
            if last > first:
                found.append(Span(words[first].start(), words[last - 1].end()))
    return tuple(spans[0]), tuple(spans[1])


def pieces(text: str, spans: tuple[Span, ...]) -> list[str]:
    """`text` cut at `spans`: every second piece, starting with the second, is a marked one."""
    cut, at = [], 0
    for span in spans:
        cut += [text[at : span.start], text[span.start : span.end]]
        at = span.end
    return [*cut, text[at:]]
