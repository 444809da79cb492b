"""Words for the same-event gate: how rare each is in news, and which words of an article are names."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from claimcheck.records import Article

_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_WITHIN_SENTENCE = frozenset((" ", ", ", " & ", " ("))
"""What may stand between a word and a capital that is no sentence's first."""
_LEAD_CHARACTERS = 700


@dataclass(frozen=True, slots=True)
class WordTable:
    """In how many of `documents` news events each frequent word occurs; `unseen` is what any other word counts as."""

    documents: int
    unseen: int
    counts: Mapping[str, int]

    def rarity(self, word: str) -> float:
        """Inverse document frequency in nats, 0 for a word of every document."""
        return math.log((self.documents + 1) / (self.counts.get(word, self.unseen) + 1))


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """An article's words with their counts, those of its lead, and which of its words are names."""

    counts: Counter[str]
    lead: Counter[str]
    names: frozenset[str]


@cache
def word_table() -> WordTable:
    """The bundled word frequencies (counted by `python -m claimcheck.training.gate`)."""
    path = resources.files("claimcheck.models") / "weights" / "gate_words.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    counts = {word: int(count) for count, listed in raw["words"].items() for word in listed.split()}
    return WordTable(raw["documents"], raw["unseen"], counts)


def words(text: str) -> list[str]:
    """The words of a text in order: lower case, without possessive endings.

    >>> words("Kim's 2,000 shells")
    ['kim', '2,000', 'shells']
    """
    return [_normal(match.group()) for match in _WORD.finditer(text)]


def article_words(article: Article) -> ArticleWords:
    """The words of an article's own text; its title, where known, counts twice and is part of its lead."""
    text = article.text
    for span in article.boilerplate:
        text = text[: span.start] + "\n" * (span.end - span.start) + text[span.end :]
    lead_end = len(text) - len(text.lstrip()) + _LEAD_CHARACTERS
    every: list[str] = []
    lead = 0
    capital: list[str] = []
    inside: set[str] = set()
    end = 0
    for match in _WORD.finditer(text):
        raw, start = match.group(), match.start()
        word = _normal(raw)
        every.append(word)
        if raw[0].isupper():
            capital.append(word)
            # A capital at the start of a sentence says nothing.
            if text[end:start] in _WITHIN_SENTENCE:
                inside.add(word)
        if start < lead_end:
            lead += 1
        end = match.end()
    counts, capitals = Counter(every), Counter(capital)
    title = Counter(words(article.title or ""))
    names = frozenset(word for word in inside if 2 * capitals[word] > counts[word])
    return ArticleWords(counts + title + title, Counter(every[:lead]) + title + title, names)


def _normal(word: str) -> str:
    lowered = word.lower().replace("’", "'")
    return lowered.removesuffix("'s")
