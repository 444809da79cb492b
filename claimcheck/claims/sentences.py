"""Sentences with exact offsets: paragraphs first, then full stops that end one.

Rules, not the parser: they keep a quotation whole ("“It is wrong. Period,” she said" is one sentence), never depend
on a model's version, and cost nothing. `python -m benchmarks.segmentation` compares them with spaCy's parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.claims.abbreviations import ABBREVIATIONS, BEFORE_NUMBER, MONTHS, STARTERS, TITLES
from claimcheck.records import Article, Span

MAX_SENTENCE = 1500
"""Characters; a longer stretch without a sentence end is a table or a dump, not prose."""
_MAX_QUOTE = 420
"""Characters; a longer quotation is a statement of many sentences, which are split inside the quotation marks."""
_WRAP_WIDTH = 100
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_END = re.compile(r"[.!?…。]+[\"”’'»)\]]*(?=\s)|[.!?][”\"]?(?=[A-Z“])|[.!?…。]+[\"”’'»)\]]*$")
_LAST_WORD = re.compile(r"[^\s(\[“\"‘'—–/]+$")
_NEXT = re.compile(r"\s*[\"“‘'«(\[]*\s*([^\s,;:.!?”\"’)\]]*)")
_CAPITALS_OR_YEAR = re.compile(r"[A-Z]{3,}|(?:1[5-9]|20)\d\d")
_GLUED_WORD = re.compile(r"[“\"]?(?:[A-Z][\w’'-]*[\s,]|(?:Mr|Mrs|Ms|Dr)\.\s)")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_SPEAKS = re.compile(
    r"\s+(?:[\w.’'-]+\s+){1,4}?(?:said|says|asked|asks|told|added|wrote|tweeted|replied|shouted|demanded)\b"
)
_QUOTES = {"“": "”", "‘": "’", "«": "»", "(": ")", "[": "]"}


def find_sentences(article: Article) -> list[Span]:
    """The sentences of `article` in order, each trimmed of white space, none touching a stretch of boilerplate.

    >>> [s.of("Hi. It rained.") for s in find_sentences(Article(id="1", text="Hi. It rained."))]
    ['Hi.', 'It rained.']
    """
    text = article.text
    return [
        sentence
        for block in find_paragraphs(text, article.boilerplate)
        for sentence in split_paragraph(text, block)
        if sentence.end - sentence.start <= MAX_SENTENCE
    ]


def find_paragraphs(text: str, boilerplate: Iterable[Span] = ()) -> list[Span]:
    """The paragraphs of `text`: its lines, with hard-wrapped ones joined, cut around the boilerplate."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    paragraphs: list[Span] = []
    width = max((line.end - line.start for line in lines), default=0)
    for line in lines:
        if paragraphs and _wraps(text, paragraphs[-1], line, width):
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
        else:
            paragraphs.append(line)
    return list(_cut(paragraphs, sorted(boilerplate)))


def _wraps(text: str, above: Span, line: Span, width: int) -> bool:
    """Whether `line` continues the paragraph `above` it in a text whose lines were broken at a fixed width."""
    if width > _WRAP_WIDTH or text[above.end : line.start] not in ("\n", "\r\n"):
        return False
    last = text[text.rfind("\n", above.start, above.end) + 1 : above.end].rstrip()
    following = line.of(text)
    if len(last) < 40 or not following.strip() or following[0] in "-–—•*·\t":
        return False
    first_word = following.split(maxsplit=1)[0]
    return len(last) + 1 + len(first_word) > width or (following[0].islower() and last[-1] not in '.!?”"')


def _cut(paragraphs: Iterable[Span], holes: Sequence[Span]) -> Iterator[Span]:
    """The parts of `paragraphs` that no hole covers; both in order of text."""
    at = 0
    for paragraph in paragraphs:
        start = paragraph.start
        while at < len(holes) and holes[at].end <= start:
            at += 1
        for hole in holes[at:]:
            if hole.start >= paragraph.end:
                break
            if hole.start > start:
                yield Span(start, hole.start)
            start = max(start, hole.end)
        if start < paragraph.end:
            yield Span(start, paragraph.end)


def split_paragraph(text: str, block: Span) -> list[Span]:
    """The sentences of one paragraph, trimmed of white space; stretches without a letter or digit are left out."""
    body = block.of(text)
    shut = _enclosed(body)
    opening = {start for start, _ in shut}
    found = ((_end_of(match, opening), match) for match in _END.finditer(body))
    ends = [
        end
        for end, match in found
        if not any(a < end < b for a, b in _around(shut, end)) and _ends_sentence(body, match)
    ]
    sentences = []
    start = 0
    for end in [*ends, len(body)]:
        piece = body[start:end]
        if any(character.isalnum() for character in piece):
            lead = len(piece) - len(piece.lstrip())
            sentences.append(Span(block.start + start + lead, block.start + start + len(piece.rstrip())))
        start = end
    return sentences


def _end_of(match: re.Match[str], opening: set[int]) -> int:
    """Where the sentence ends that `match` ends: before a quotation mark that opens the next one ("he said."We")."""
    return match.end() - 1 if match.end() - 1 in opening else match.end()


def _around(spans: Sequence[tuple[int, int]], position: int) -> Iterator[tuple[int, int]]:
    """The one of `spans` (in order, apart from each other) that may hold `position`."""
    from bisect import bisect_left

    index = bisect_left(spans, (position, position)) - 1
    if index >= 0:
        yield spans[index]


def _enclosed(body: str) -> list[tuple[int, int]]:
    """Outermost quotations and brackets that close within reach: start of the opening mark, end of the closing one."""
    spans: list[tuple[int, int]] = []
    reach = 0
    for match in re.finditer(r"[“«(\[\"]|(?<!\w)‘", body):
        start, mark = match.start(), match.group()
        if start < reach:
            continue
        if mark == '"':
            close = re.compile(r'(?<=\S)"(?!\w)|(?<=[.!?])"(?=[A-Z])')
        elif mark == "‘":
            close = re.compile(r"’(?!\w)")
        else:
            close = re.compile(re.escape(_QUOTES[mark]))
        if mark == '"' and (start + 1 >= len(body) or body[start + 1].isspace()):
            continue
        end = close.search(body, start + 1, start + _MAX_QUOTE)
        if end:
            reach = end.end()
            spans.append((start, reach))
    return spans


def _ends_sentence(body: str, match: re.Match[str]) -> bool:
    """Whether the full stop (or !, ?, …) that `match` found in `body` ends its sentence."""
    end, mark = match.end(), match.group()
    following = _NEXT.match(body, end)
    word = following.group(1) if following else ""
    if body[end:].strip() == "":
        return True
    glued = not body[end : end + 1].isspace()
    if word[:1].islower():
        return False
    if mark[0] in "!?" and len(mark) > 1 and mark[-1] in "”\"’'" and _SPEAKS.match(body, end):
        return False
    found = _LAST_WORD.search(body, max(0, match.start() - 40), match.start())
    last = found.group() if found else ""
    if glued:
        return _is_glued(body, end, last, word)
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    if not last and (body[end : end + 2] == " ." or body[max(0, match.start() - 2) : match.start()] == ". "):
        return body[end : end + 2] != " ." and word[:1].isupper()  # an ellipsis with spaces: ". . ."
    return not _abbreviates(body, match.start() - len(last), last, word, bare=len(mark) == 1)


def _is_glued(body: str, end: int, last: str, word: str) -> bool:
    """Whether a full stop without a space after it ("was over.Biden said") ends a sentence; not in names and URLs."""
    if body[end] == "“" and len(last) > 1:
        return True
    return (
        len(last) > 1
        and (last[-1].islower() or bool(_CAPITALS_OR_YEAR.fullmatch(last)))
        and not any(sign in last for sign in "@/:._")
        and len(word) > 1
        and (word[1:].islower() or word in STARTERS)
        and word.lower() not in {"com", "org", "net", "js"}
        and bool(_GLUED_WORD.match(body, end))
    )


def _abbreviates(body: str, start: int, last: str, word: str, *, bare: bool) -> bool:
    """Whether the full stop after the word `last` (at `start`) belongs to an abbreviation before `word`."""
    plain = last.lower()
    if plain.rpartition(".")[2] in TITLES:
        return True
    digit = word[:1].isdigit()
    if plain in BEFORE_NUMBER and digit:
        return True
    if last.isdigit() and len(last) <= 3 and body[:start].strip(" •-*") == "":
        return True  # "1. Do this" at the head of a paragraph is a list's number
    starts_anew = word in STARTERS or not bare
    if plain in MONTHS:
        return digit or not (starts_anew or word[:1].isupper())
    if len(last) == 1 and last.isupper():
        before = body[:start].split()[-1:]
        named = bool(before) and before[0][:1].isupper()
        return named if last == "I" else not (starts_anew and body[:start].rstrip()[-1:].islower())
    if _ACRONYM.fullmatch(last) or plain in ABBREVIATIONS:
        return not starts_anew
    return False
