"""Pairs of claims labelled "same event" or "different events", from sets of articles whose events are known."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from claimcheck.records import Article, Claim
from claimcheck.training.gate_data import NEGATIVES, EventSet, gap_in_days

THRESHOLD = 0.45
"""Cosine from which two claims are candidates."""
READ_CHARACTERS = 2600
"""How much of an article claims are taken from; the gate's article features see all of it."""
ARTICLES = {"gun_violence": 75, "syria_fakes": 190, "altered_articles": 20, NEGATIVES: 200}
"""How many events of a large set are read."""
_CLEARLY_APART = 14
"""PolNeAR articles published more days apart than this are taken to tell of different events."""
_UNSURE = 3
"""FA-KES names an event by day and place; up to this many days apart another name may be the same event."""


@dataclass(frozen=True)
class ReadSet:
    """Claims of a part of a set, and their embeddings."""

    source: EventSet
    claims: tuple[Claim, ...]
    vectors: NDArray[np.float32]

    @property
    def articles(self) -> dict[str, Article]:
        """The set's articles by id."""
        return {article.id: article for article in self.source.articles}


@dataclass(frozen=True)
class LabelledPairs:
    """Candidate pairs across articles: indices into a set's claims (m, 2), and whether each is of one event (m,)."""

    pairs: NDArray[np.int64]
    same: NDArray[np.bool_]


def choose_articles(source: EventSet, *, held_back: bool) -> list[Article]:
    """The articles of one side of the split, of as many events as `ARTICLES` allows, always the same ones."""
    events = sorted(set(source.events.values()), key=lambda event: hashlib.sha256(event.encode()).hexdigest())
    chosen = set(events[: ARTICLES.get(source.name, len(events))])
    return [
        article
        for article in source.articles
        if source.events[article.id] in chosen and source.held_back(article.id) == held_back
    ]


def read_set(source: EventSet, *, held_back: bool) -> ReadSet:
    """Extract and embed the claims of one side of the split. Takes minutes."""
    from claimcheck.claims import extract_claims
    from claimcheck.models.embedder import load_embedder

    shortened = [
        replace(article, text=article.text[:READ_CHARACTERS])
        for article in choose_articles(source, held_back=held_back)
    ]
    claims = extract_claims(shortened)
    return ReadSet(source, tuple(claims), load_embedder().encode([claim.proposition for claim in claims]))


def label_pairs(read: ReadSet, *, limit: int, seed: int, unsure: bool) -> LabelledPairs:
    """Candidates of different articles, at most `limit` of each label.

    With `unsure`, pairs are kept whose label the set cannot settle (FA-KES, a few days apart). Sentences of ECB+ that
    were annotated with no event in common are of different events whatever their articles.
    """
    source, claims, articles = read.source, read.claims, read.articles
    events = np.array([source.events[claim.article_id] for claim in claims])
    owners = np.array([claim.article_id for claim in claims])
    near = np.triu(read.vectors @ read.vectors.T >= THRESHOLD, 1)
    first, second = np.nonzero(near & (owners[:, None] != owners[None, :]))
    near_pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    same = events[first] == events[second]
    if source.sentence_labels:
        names = _sentence_names(claims, articles)
        annotated = [frozenset((names[i], names[j])) for i, j in near_pairs]
        same &= np.array([source.sentence_labels.get(pair, True) for pair in annotated], bool)
    keep = np.ones(len(first), bool)
    if source.name in ("syria_fakes", NEGATIVES) and not unsure:
        least = _CLEARLY_APART if source.name == NEGATIVES else _UNSURE
        gaps = [gap_in_days(articles[owners[i]], articles[owners[j]]) or 0 for i, j in near_pairs]
        keep = same | (np.array(gaps) > least)
    draw = np.random.default_rng(seed)
    taken = []
    for label in (True, False):
        rows = np.flatnonzero(keep & (same == label))
        taken.append(draw.choice(rows, limit, replace=False) if len(rows) > limit else rows)
    rows = np.concatenate(taken)
    return LabelledPairs(np.stack([first[rows], second[rows]], axis=1), same[rows])


def _sentence_names(claims: Sequence[Claim], articles: dict[str, Article]) -> list[str]:
    """For claims of ECB+ articles, the sentence ("10_13ecbplus#2") that each begins in."""
    names = []
    for claim in claims:
        numbers = articles[claim.article_id].note.split()
        paragraph = articles[claim.article_id].text.count("\n\n", 0, claim.start)
        names.append(f"{claim.article_id.removeprefix('ecbplus/')}#{numbers[paragraph]}")
    return names


def excerpts(
    read: ReadSet, labelled: LabelledPairs, *, seed: int
) -> tuple[list[Claim], dict[str, Article], NDArray[np.float32], NDArray[np.int64]]:
    """The same pairs with the articles cut down to the claim alone, on one side or both.

    Short items (a wire flash, one sentence that an analyst checks) have little around a claim to go by, and must not
    be taken for another event on that account. Returns claims, articles, vectors and pairs as `gate_features` takes
    them.
    """
    draw = np.random.default_rng(seed)
    cut = draw.integers(0, 3, len(labelled.pairs))  # 0 the first alone, 1 the second alone, 2 both
    claims, articles, rows = list(read.claims), read.articles, list(range(len(read.claims)))
    short: dict[int, int] = {}

    def shortened(row: int) -> int:
        if row not in short:
            claim = read.claims[row]
            whole = articles[claim.article_id]
            name = f"{claim.article_id}~{claim.id}"
            articles[name] = replace(whole, id=name, text=claim.sentence, title=None, boilerplate=())
            short[row] = len(claims)
            claims.append(replace(claim, article_id=name))
            rows.append(row)
        return short[row]

    pairs = [
        (shortened(i) if c != 1 else i, shortened(j) if c != 0 else j)
        for (i, j), c in zip(labelled.pairs.tolist(), cut.tolist(), strict=True)
    ]
    return claims, articles, read.vectors[rows], np.array(pairs, np.int64)
