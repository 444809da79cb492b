"""Copies of whole articles: reprints, trimmed or with a paragraph added, found by MinHash and verified exactly.

MinHash LSH (Broder 1997; datasketch) only proposes pairs. What decides is containment: the share of the smaller
article's runs of five words that the other has too. A reprint cut to half has a Jaccard similarity of 0.5 and a
containment of 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from zlib import crc32

from claimcheck.articles.boilerplate import own_words
from claimcheck.records import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shingles = NDArray[np.uint32]

SHINGLE = 5
"""Words in a shingle: long enough that two reports of one event in their own words share next to none."""
CONTAINMENT = 0.6
"""Share of the smaller article's shingles in the larger one from which it is a copy."""
MIN_SHINGLES = 20
"""Below this many an article has no text of its own to speak of, and stands alone unless it is the same throughout."""
_MIN_RATIO = 0.15  # a short notice that a long round-up holds among much else is not the round-up's copy
_PERMUTATIONS = 64
_BANDS, _ROWS = 32, 2  # proposes 95 of 100 pairs at a Jaccard of 0.3, and nearly all above
_WORD = re.compile(r"\w+")


def copy_groups(articles: Iterable[Article]) -> dict[str, str]:
    """Article id to the id of its group: the smallest id among articles that carry the same text, else its own.

    Groups grow round their longest article: a copy is one of that article, not of another copy, so that likeness
    does not chain. The result does not depend on the order of `articles`.
    """
    texts = {article.id: shingles(article) for article in articles}
    order = sorted(texts, key=lambda id_: (-len(texts[id_]), id_))
    neighbours = _candidates({id_: texts[id_] for id_ in order if len(texts[id_]) >= MIN_SHINGLES})
    group: dict[str, str] = {}
    exact: dict[bytes, str] = {}
    for anchor in order:
        if anchor in group:
            continue
        group[anchor] = anchor
        if len(texts[anchor]) < MIN_SHINGLES:
            if len(texts[anchor]):
                group[anchor] = exact.setdefault(texts[anchor].tobytes(), anchor)
            continue
        for other in neighbours.get(anchor, ()):
            if other not in group and is_copy(texts[anchor], texts[other]):
                group[other] = anchor
    smallest: dict[str, str] = {}
    for id_, anchor in group.items():
        smallest[anchor] = min(id_, smallest.get(anchor, id_))
    return {id_: smallest[group[id_]] for id_ in texts}


def shingles(article: Article) -> Shingles:
    """The sorted distinct hashes of the runs of five words in an article's own words, boilerplate left out."""
    import numpy as np

    words = [
        crc32(word.encode("utf-8", "replace"))
        for span in own_words(article.text, article.boilerplate)
        for word in _WORD.findall(span.of(article.text).lower())
    ]
    if len(words) < SHINGLE:
        return np.unique(np.array(words, dtype=np.uint32))
    hashes = np.array(words, dtype=np.uint64)
    count = len(hashes) - SHINGLE + 1
    combined = np.zeros(count, dtype=np.uint64)
    for offset in range(SHINGLE):  # polynomial hash modulo 2**64, whose upper half is well mixed
        combined = combined * np.uint64(0x9E3779B97F4A7C15) + hashes[offset : offset + count]
    mixed = (combined ^ (combined >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def containment(one: Shingles, other: Shingles) -> float:
    """The share of the smaller set that the larger has too, 0 to 1."""
    import numpy as np

    smaller = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / smaller if smaller else 0.0


def is_copy(one: Shingles, other: Shingles) -> bool:
    """Whether one text is the other's copy: cut, or with something added, but by and large the same words."""
    smaller, larger = sorted((len(one), len(other)))
    return smaller >= larger * _MIN_RATIO and containment(one, other) >= CONTAINMENT


def _candidates(texts: Mapping[str, Shingles]) -> dict[str, list[str]]:
    """Ids to the sorted ids of articles that may share text with them."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(num_perm=_PERMUTATIONS, params=(_BANDS, _ROWS))
    sketches: dict[str, Any] = {}
    empty = MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=int)
    for id_, hashes in texts.items():
        sketch = empty.copy()  # shares the permutations, which are slow to draw
        sketch.update_batch(hashes.tolist())
        sketches[id_] = sketch
        lsh.insert(id_, sketch)
    return {
        id_: sorted(other for other in lsh.query(sketch) if other != id_) for id_, sketch in sketches.items()
    }
