"""A light analysis for tests of the store: a sentence is a claim, words make a vector, numbers are disputed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimcheck.analysis import Analyser
from claimcheck.records import Article, Claim, Comparison, DisputeKind, Evidence, Link, Relation

WORD = re.compile(r"[a-z]+|\d+")


class WordEmbedder:
    name = "words"
    dimension = 64

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += len(texts)
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in WORD.findall(text.lower()):
                digest = hashlib.sha256(word.encode()).digest()
                row[digest[0] % self.dimension] += 1
                row[digest[1] % self.dimension] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@dataclass(frozen=True)
class FakeStages(Analyser):
    @cached_property
    def embedder(self) -> WordEmbedder:  # type: ignore[override]
        return WordEmbedder()

    @cached_property
    def judge(self) -> None:  # type: ignore[override]
        return None

    def extract(self, articles: Sequence[Article]) -> list[Claim]:
        claims = []
        for article in articles:
            for match in re.finditer(r"[^.]+\.", article.text):
                start = match.start() + len(match.group()) - len(match.group().lstrip())
                sentence = article.text[start : match.end()]
                claim_id = f"{article.id}.{start}"
                claims.append(Claim(claim_id, article.id, start, match.end(), sentence, sentence))
        return claims

    def weigh(
        self,
        candidates: Any,
        claims: Sequence[Claim],
        articles: Mapping[str, Article],
        vectors: NDArray[np.float32],
        **_: Any,
    ) -> list[Any]:
        assert len(claims) == len(vectors)
        return [(claims[i], claims[j]) for i, j in candidates.pairs.tolist()]

    def link(self, pairs: Sequence[Any], *_: Any, **__: Any) -> list[Link]:
        links = []
        for a, b in pairs:
            words_a, words_b = words_of(a.proposition), words_of(b.proposition)
            shared = len(words_a & words_b) / len(words_a | words_b)
            if a.article_id == b.article_id or shared < 0.7:
                continue
            if numbers_of(a.proposition) != numbers_of(b.proposition):
                links.append(
                    Link(
                        a.id,
                        b.id,
                        Relation.CONTRADICTS,
                        0.9,
                        (Evidence("quantity", ""),),
                        DisputeKind.QUANTITY,
                    )
                )
            else:
                links.append(Link(a.id, b.id, Relation.EQUIVALENT, round(shared, 3)))
        return links

    def compare(self, pairs: Sequence[Any]) -> list[Comparison]:
        found = []
        for pair in pairs:
            same = words_of(pair.a) == words_of(pair.b)
            agree = numbers_of(pair.a) == numbers_of(pair.b)
            relation = ("equivalent" if agree else "contradicts") if same else "neutral"
            sure = 0.9 if same else 0.0
            scores = (sure, 0, 0, sure, 0, 0, 0.0 if agree else sure)
            found.append(Comparison(pair.id, 0.0, *scores, relation, None, ""))
        return found


def words_of(text: str) -> set[str]:
    return {word for word in WORD.findall(text.lower()) if not word.isdigit()}


def numbers_of(text: str) -> list[str]:
    return sorted(word for word in WORD.findall(text.lower()) if word.isdigit())


def article(number: int, *sentences: str, outlet: str | None = None) -> Article:
    text = " ".join(sentences)
    outlet = outlet or f"Outlet {number % 7}"
    return Article(
        f"a{number:03}", text, outlet, published=f"2024-03-{number % 28 + 1:02}", file=f"{number}.txt"
    )


PLACES = "Arden Brill Corvo Dusk Elm Fenn Gorse Holt Isle Jade Kern Loom Mire Nook Oster".split()


def batch(first: int, count: int) -> list[Article]:
    """Articles on floods in many places: those on one place agree or contradict each other in the count."""
    articles = []
    for number in range(first, first + count):
        place = PLACES[number % len(PLACES)]
        victims = 12 if number % 3 else 15
        articles.append(
            article(
                number,
                f"The flood in {place} drowned {victims} people on the first evening.",
                f"Rescue boats reached the old harbour of {place} before dawn broke.",
                f"Reporter number {number} slept badly in hotel {number * 7} near there.",
            )
        )
    return articles
