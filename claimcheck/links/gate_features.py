"""What the same-event gate looks at: how two claims, and the articles around them, resemble and differ.

All features are symmetric and depend on nothing but the two claims, their two articles and a bundled table of word
frequencies, so a pair scores the same in whatever order or batch its articles arrive. What is unknown (no date, no
name, no number) is 0. The outlet is left out: outlets rarely report one event twice in the public sets, which says
nothing about events.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimcheck.links.gate_words import ArticleWords, WordTable, article_words, word_table, words
from claimcheck.records import Article, Claim, Period, parse_instant

FEATURE_NAMES: tuple[str, ...] = (
    "claim cosine",
    "claim words shared",
    "claim words in common",
    "claim is specific",
    "claim names shared",
    "claim names all different",
    "claim names in both articles",
    "claim names in one article only",
    "claim numbers shared",
    "claim lengths differ",
    "article words alike",
    "article names alike",
    "article numbers alike",
    "article leads alike",
    "article vectors alike",
    "article lengths",
    "publication dates known",
    "published within a day",
    "published within three days",
    "published within a week",
    "publication gap",
    "event dates known",
    "event dates agree",
    "event date gap",
    "years differ",
    "same article",
)
"""The columns. Shares and cosines go to 1, flags are 0 or 1, gaps are logarithms: 0 for none, 1 for ten years."""

Array = NDArray[np.float64]
_SPECIFIC_DAYS = 8
"""An expression that covers more days than this does not pin an occasion down."""
_TEN_YEARS = 3650.0
_LONG_ARTICLE = 5000.0
"""Characters. Short articles share fewer words, so the log of the shorter one's length is measured against this."""
_MUCH = 25.0
"""Summed rarity of a long, specific sentence: five or so rare words."""


def gate_features(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    vectors: NDArray[np.float32],
    pairs: NDArray[np.int64],
    *,
    article_vectors: Mapping[str, NDArray[np.float32]] | None = None,
) -> NDArray[np.float32]:
    """One row of `FEATURE_NAMES` for each pair of claims.

    `vectors` (n, d) holds one embedding a claim, `pairs` (m, 2) indices into both, `articles` each article by id.
    `article_vectors`, by article id, (d,), stands for the mean of the vectors of all claims of an article; where it
    has none, that mean is taken over the article's claims in `claims`. Returns (m, k), float32.
    """
    if len(pairs) == 0:
        return np.zeros((0, len(FEATURE_NAMES)), np.float32)
    left, right = np.asarray(pairs[:, 0]), np.asarray(pairs[:, 1])
    used = sorted({claim.article_id for claim in claims})
    numbers = {article_id: number for number, article_id in enumerate(used)}
    owner = np.array([numbers[claim.article_id] for claim in claims])
    kept = [articles[article_id] for article_id in used]

    columns: dict[str, Array] = {}
    columns.update(_word_features(claims, kept, owner, left, right))
    columns.update(_vector_features(claims, used, owner, vectors, left, right, article_vectors or {}))
    columns.update(_publication_features(kept, owner[left], owner[right]))
    columns.update(_event_date_features(claims, left, right))
    lengths = np.log([max(1, len(claim.proposition)) for claim in claims])
    amount = np.log1p([len(article.text) for article in kept]) / math.log1p(_LONG_ARTICLE)
    columns["article lengths"] = np.minimum(1.0, np.minimum(amount[owner[left]], amount[owner[right]]))
    columns["claim lengths differ"] = np.minimum(1.0, np.abs(lengths[left] - lengths[right]))
    table = np.stack([columns[name] for name in FEATURE_NAMES], axis=1)
    # Rounded so that the order in which a batch's vocabulary was met cannot show in the last digit.
    return table.round(5).astype(np.float32)


class _Rows:
    """Rarity-weighted words, row by row, as a sparse matrix over the vocabulary of all rows to come."""

    def __init__(self, rows: Iterable[Iterable[str]], table: WordTable) -> None:
        self.place = {word: place for place, word in enumerate(dict.fromkeys(chain.from_iterable(rows)))}
        self.rarity = np.array([table.rarity(word) for word in self.place])

    def matrix(self, rows: Sequence[Collection[str]]) -> Any:
        """(len(rows), vocabulary): a word's rarity times its damped count (1 where the row is a set)."""
        from scipy.sparse import csr_matrix

        starts = np.cumsum([0, *(len(row) for row in rows)])
        places = np.fromiter((self.place[word] for row in rows for word in row), np.int64, starts[-1])
        counts = [row.values() if isinstance(row, Mapping) else repeat(1, len(row)) for row in rows]
        values = np.fromiter(chain.from_iterable(counts), float, starts[-1])
        weights = self.rarity[places] * (1.0 + np.log(values))
        return csr_matrix((weights, places, starts), shape=(len(rows), len(self.place)))


def _word_features(
    claims: Sequence[Claim], articles: Sequence[Article], owner: NDArray[np.int64], left: Any, right: Any
) -> dict[str, Array]:
    bags = [article_words(article) for article in articles]
    claim_words = [frozenset(words(claim.proposition)) for claim in claims]
    rows = _Rows((*claim_words, *(bag.counts for bag in bags)), word_table())
    every = rows.matrix(claim_words)
    columns = _claim_word_features(rows, every, claims, claim_words, bags, owner, left, right)

    kinds: dict[str, Callable[[ArticleWords], Collection[str]]] = {
        "article words alike": lambda bag: bag.counts,
        "article names alike": lambda bag: {word: bag.counts[word] for word in bag.names},
        "article numbers alike": lambda bag: {word for word in bag.counts if _is_number(word)},
        "article leads alike": lambda bag: bag.lead,
    }
    (first, second), back = _unique_pairs(owner[left], owner[right])
    for name, pick in kinds.items():
        unit = _unit_rows(rows.matrix([pick(bag) for bag in bags]))
        # The root, because the first rare words that two articles share tell the most.
        columns[name] = np.sqrt(_dot(unit, unit, first, second))[back]
    return columns


def _claim_word_features(
    rows: _Rows,
    every: Any,
    claims: Sequence[Claim],
    claim_words: Sequence[frozenset[str]],
    bags: Sequence[ArticleWords],
    owner: NDArray[np.int64],
    left: Any,
    right: Any,
) -> dict[str, Array]:
    """Words, names and numbers of the two claims themselves, each weighted by how rare it is."""
    claim_names = [
        _names(claim, own, bags[o]) for claim, own, o in zip(claims, claim_words, owner, strict=True)
    ]
    names = rows.matrix(claim_names)
    figures = rows.matrix([{word for word in row if _is_number(word)} for row in claim_words])
    shared, mass = _dot(every, _presence(every), left, right), _total(every)
    least = np.minimum(mass[left], mass[right])
    shared_names, name_mass = _dot(names, _presence(names), left, right), _total(names)
    least_names = np.minimum(name_mass[left], name_mass[right])

    in_use = np.flatnonzero(np.asarray(names.sum(axis=0)).ravel())  # names only: keeps the article rows short
    carried = _presence(rows.matrix([bag.counts for bag in bags])[:, in_use])
    found = _dot(names[:, in_use], carried, left, owner[right]) + _dot(
        names[:, in_use], carried, right, owner[left]
    )
    missing = name_mass[left] + name_mass[right] - found
    return {
        "claim words shared": np.minimum(1.0, shared / _MUCH),
        "claim words in common": _ratio(shared, least),
        "claim is specific": np.minimum(1.0, least / (2 * _MUCH)),
        "claim names shared": np.minimum(1.0, shared_names / _MUCH),
        "claim names all different": ((least_names > 0) & (shared_names == 0)).astype(float),
        "claim names in both articles": np.minimum(1.0, found / (2 * _MUCH)),
        "claim names in one article only": np.minimum(1.0, missing / (2 * _MUCH)),
        "claim numbers shared": np.minimum(1.0, _dot(figures, _presence(figures), left, right) / _MUCH),
    }


def _names(claim: Claim, own: frozenset[str], bag: ArticleWords) -> frozenset[str]:
    """The words of a claim that are names: in its entities, or written as a name in its article."""
    tagged = {word for entity in claim.entities for word in words(entity.text) if not _is_number(word)}
    return own & (bag.names | tagged)


def _vector_features(
    claims: Sequence[Claim],
    used: Sequence[str],
    owner: NDArray[np.int64],
    vectors: NDArray[np.float32],
    left: Any,
    right: Any,
    article_vectors: Mapping[str, NDArray[np.float32]],
) -> dict[str, Array]:
    unit = _unit(np.asarray(vectors, np.float32))
    whole = np.zeros((len(used), unit.shape[1]), np.float32)
    np.add.at(whole, owner, unit)
    for number, article_id in enumerate(used):
        if article_id in article_vectors:
            whole[number] = article_vectors[article_id]
    whole = _unit(whole)
    return {
        "claim cosine": np.einsum("ij,ij->i", unit[left], unit[right]),
        "article vectors alike": np.einsum("ij,ij->i", whole[owner[left]], whole[owner[right]]),
    }


def _publication_features(articles: Sequence[Article], first: Any, second: Any) -> dict[str, Array]:
    day = np.full((len(articles), 2), np.nan)
    for number, article in enumerate(articles):
        moment, period = parse_instant(article.published), article.period
        if moment:
            day[number] = moment.timestamp() / 86400.0
        elif period:
            day[number] = period.first.toordinal() - 719163, period.last.toordinal() - 719163 + 1
    # An instant against a whole day that holds it, or two days that touch, have no gap.
    gap = np.maximum(0.0, np.maximum(day[first, 0] - day[second, 1], day[second, 0] - day[first, 1]))
    known = ~np.isnan(gap)
    gap = np.where(known, gap, 0.0)
    return {
        "publication dates known": known.astype(float),
        "published within a day": (known & (gap <= 1)).astype(float),
        "published within three days": (known & (gap <= 3)).astype(float),
        "published within a week": (known & (gap <= 7)).astype(float),
        "publication gap": _log_days(gap),
        "same article": (first == second).astype(float),
    }


def _event_date_features(claims: Sequence[Claim], left: Any, right: Any) -> dict[str, Array]:
    """The days that the claims themselves name: whether any coincide, and how far apart the nearest are."""
    periods = [[mention.period for mention in claim.dates] for claim in claims]
    specific = [[period for period in row if period.days <= _SPECIFIC_DAYS] for row in periods]
    gap = _nearest(specific, left, right)
    years = _nearest([[_whole_years(period) for period in row] for row in periods], left, right)
    known = np.isfinite(gap)
    gap = np.where(known, gap, 0.0)
    return {
        "event dates known": known.astype(float),
        "event dates agree": (known & (gap == 0)).astype(float),
        "event date gap": _log_days(gap),
        "years differ": (np.isfinite(years) & (years > 0)).astype(float),
    }


def _whole_years(period: Period) -> Period:
    return Period(period.first.replace(month=1, day=1), period.last.replace(month=12, day=31))


def _nearest(rows: Sequence[Sequence[Period]], left: Any, right: Any) -> Array:
    """Days between the nearest periods of two rows, 0 where some overlap, infinite where either has none."""
    width = max((len(row) for row in rows), default=0)
    first, last = np.full((len(rows), width), np.nan), np.full((len(rows), width), np.nan)
    for number, row in enumerate(rows):
        first[number, : len(row)] = [period.first.toordinal() for period in row]
        last[number, : len(row)] = [period.last.toordinal() for period in row]
    gap = np.full(len(left), np.inf)
    for i in range(width):
        for j in range(width):
            apart = np.maximum(first[left, i] - last[right, j], first[right, j] - last[left, i])
            gap = np.fmin(gap, np.where(np.isnan(apart), np.inf, np.maximum(0.0, apart)))
    return gap


def _unique_pairs(first: Any, second: Any) -> tuple[tuple[Any, Any], Any]:
    """Each pair once, and where each of the given pairs is among them."""
    unique, back = np.unique(np.stack([first, second], axis=1), axis=0, return_inverse=True)
    return (unique[:, 0], unique[:, 1]), back.reshape(-1)


def _dot(a: Any, b: Any, left: Any, right: Any) -> Array:
    return np.asarray(a[left].multiply(b[right]).sum(axis=1), float).ravel()


def _presence(matrix: Any) -> Any:
    present = matrix.copy()
    present.data = np.ones_like(present.data)
    return present


def _total(matrix: Any) -> Array:
    return np.asarray(matrix.sum(axis=1), float).ravel()


def _unit_rows(matrix: Any) -> Any:
    from scipy.sparse import diags

    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1), float).ravel())
    return diags(_ratio(np.ones_like(norm), norm)) @ matrix.tocsr()


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    norm = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, norm, out=np.zeros_like(rows), where=norm > 1e-6), np.float32)


def _ratio(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 1e-9)


def _log_days(gap: Array) -> Array:
    return np.minimum(1.0, np.log1p(gap) / math.log1p(_TEN_YEARS))


def _is_number(word: str) -> bool:
    return word[0].isdigit()
