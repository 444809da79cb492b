"""Boilerplate: the parts of a text that are not the article's own words, as spans. The text is never touched.

What a page leaves around an article (credits, links, buttons, sign-ups, rights, residue of markup) would otherwise
become claims. A real sentence lost is worse than a stray credit kept: a rule takes a whole line only where that line
is of its kind from end to end, and else only its own part of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimcheck.articles.boilerplate_rules import (
    ANYWHERE,
    CAPTION,
    DATELINE,
    ENDS,
    LINES,
    LINK_HEADINGS,
    MARKED,
    SIGNATURES,
    STARTS,
    MarkedRule,
)
from claimcheck.records import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_MAX_LINE = 800  # a longer line is a paragraph, and only its ends are looked at
_END_WINDOW = 450
_MOST_ENDS = 3  # a credit may be followed by a button, and that by another
_WORD = re.compile(r"[^\W\d_]{2,}")
_TERMINAL = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_TAG = re.compile(r"<[a-zA-Z/!][^<>\n]{0,400}>")
_OPENERS = (
    "×✕✖dPU"  # a close button, a date or a stamp may open a headline or a sentence as well as a caption
)
_MAX_HEADLINE = 200
_RESIDUE = 600  # how much text may stand among the tags that a page left at the end of an article


def find_boilerplate(text: str) -> tuple[Span, ...]:
    """The boilerplate of `text`: sorted, disjoint spans, none of them empty or made of white space alone."""
    spans = [Span(*match.span()) for rule in ANYWHERE for match in rule.finditer(text)]
    under_links = False
    first_words = True
    for match in _LINE.finditer(text):
        span = _stripped(text, *match.span())
        if span is None:
            continue
        line = span.of(text)
        found = list(_of_line(line, first_words))
        whole = found == [Span(0, len(line))]
        if under_links and not whole and _is_headline(line):
            whole, found = True, [Span(0, len(line))]
        else:
            under_links = LINK_HEADINGS.fullmatch(line[:200]) is not None
        spans += (Span(span.start + part.start, span.start + part.end) for part in found)
        first_words = first_words and (whole or not _TERMINAL.search(line))
    spans += _trailing_markup(text)
    return merged(text, spans)


def merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` sorted and disjoint, joined where only white space lies between them."""
    joined: list[Span] = []
    for span in sorted(spans):
        tight = _stripped(text, span.start, span.end)
        if tight is None:
            continue
        if joined and (tight.start <= joined[-1].end or not text[joined[-1].end : tight.start].strip()):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, tight.end))
        else:
            joined.append(tight)
    return tuple(joined)


def own_words(text: str, boilerplate: Iterable[Span]) -> Iterator[Span]:
    """The stretches of `text` outside `boilerplate`, in order, those of white space alone left out."""
    position = 0
    for span in (*boilerplate, Span(len(text), len(text))):
        if (own := _stripped(text, position, span.start)) is not None:
            yield own
        position = max(position, span.end)


def has_sentence(text: str, boilerplate: Iterable[Span]) -> bool:
    """Whether there is anything to read outside the boilerplate: two words and a full stop, or six words in a line."""
    for span in own_words(text, boilerplate):
        for line in _LINE.finditer(text, span.start, span.end):
            words = len(_WORD.findall(line.group()))
            if words >= 6 or (words >= 2 and re.search(r"[.!?…。！？।؟]", line.group())):
                return True
            # Scripts that do not put spaces between words have one long "word".
            if words and len(line.group()) >= 20 and not line.group().isascii():
                return True
    return False


def _of_line(line: str, first_words: bool) -> Iterator[Span]:
    """Boilerplate within one stripped line; `first_words` while no sentence has come before it."""
    if not _WORD.search(line) or _is_boilerplate(line):
        yield Span(0, len(line))
        return
    start = 0
    for rule in STARTS:
        if match := rule.match(line, start):
            start = match.end()
    signed = _without_ends(line, start, len(line), SIGNATURES)
    end = _without_ends(line, start, signed, ENDS)
    if _is_caption(line, start, end, signed):
        yield Span(0, len(line))
        return
    if first_words and (match := DATELINE.match(line, start)):
        start = match.end()
    if start:
        yield Span(0, start)
    if end < len(line):
        yield Span(end, len(line))


def _is_boilerplate(line: str) -> bool:
    if len(line) > _MAX_LINE:
        return False
    if any(rule.fullmatch(line) for rule in LINES) or (CAPTION.match(line) and _is_headline(line)):
        return True
    lower = line.lower()
    return any(rule.fullmatch(line) for marks, rule in MARKED if any(mark in lower for mark in marks))


def _without_ends(line: str, start: int, end: int, rules: Iterable[MarkedRule]) -> int:
    """Where the line's own words end once these rules have taken theirs off its end."""
    lower = line[max(start, end - _END_WINDOW) : end].lower()
    for marks, rule in rules:
        if any(mark in lower for mark in marks):
            for _ in range(_MOST_ENDS):
                match = rule.search(line, max(start, end - _END_WINDOW), end)
                if not match:
                    break
                end = len(line[: match.start()].rstrip())
    return max(start, end)


def _is_caption(line: str, start: int, end: int, signed: int) -> bool:
    """Whether what a credit or a link was taken from is no sentence, so that the whole line belongs to it."""
    opens_with_credit = start > 0 and line[0] not in _OPENERS
    if not opens_with_credit and end == signed:
        return False
    rest = line[start:end].strip(" |–—-•·")
    return len(rest) <= 300 and not _TERMINAL.search(rest)


def _is_headline(line: str) -> bool:
    return len(line) <= _MAX_HEADLINE and not _TERMINAL.search(line)


def _trailing_markup(text: str) -> Iterator[Span]:
    """Tags at the end of a text and the cut-off teasers among them, to the end; whole sentences are not residue."""
    start = None
    end = len(text)
    for tag in reversed(list(_TAG.finditer(text, max(0, len(text) - 20 * _RESIDUE)))):
        between = text[tag.end() : end].strip()
        if len(between) > _RESIDUE or (_TERMINAL.search(between) and not between.endswith(("...", "…"))):
            break
        start = end = tag.start()
    if start is not None:
        yield Span(start, len(text))


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
