"""Nearest neighbours by cosine: exact while that is fast, an HNSW graph beyond.

Below `EXACT_LIMIT` vectors are scanned in full (FAISS `IndexFlatIP`). Beyond it they are kept as float16 under a
hierarchical navigable small world graph (Malkov and Yashunin, 2018): a neighbour may be missed, but the score of one
that is found is that of the stored vectors either way. `docs/performance.md` has the measurements behind the size and
the kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXACT_LIMIT = 50_000
"""Vectors up to which every query is compared with all of them: 5 ms a query on one core at this size."""
GRAPH_LINKS = 32
"""Links of each vector in the graph, on a level above the lowest."""
BUILD_EFFORT = 80
SEARCH_EFFORT = 128
"""Vectors kept in view while the graph is built and searched; at least as many as are asked for."""
SLACK = 16
"""Neighbours asked for beyond the limit, so that ties at the limit are broken by id and not by FAISS's order."""
DECIMALS = 6
"""Scores are rounded to what float32 sums keep, whatever order they are summed in."""

QUERY_BLOCK = 4096
"""Queries at a time, which is how many FAISS multiplies at once."""

_Neighbours = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.float32]"]
"""Query rows in order, ids and scores."""


class VectorIndex:
    """Unit vectors under whole-number ids, searched by inner product."""

    def __init__(self, dimension: int, *, exact_limit: int = EXACT_LIMIT) -> None:
        self.dimension = dimension
        self._exact_limit = exact_limit
        self._faiss_index: Any = _flat(dimension)

    @classmethod
    def _of(cls, faiss_index: Any, exact_limit: int) -> VectorIndex:
        index = cls(faiss_index.d, exact_limit=exact_limit)
        index._faiss_index = faiss_index
        return index

    def __len__(self) -> int:
        return int(self._faiss_index.ntotal)

    @property
    def exact(self) -> bool:
        """Whether every query is compared with every vector."""
        import faiss

        return isinstance(self._inner, faiss.IndexFlat)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids that are in the index, ascending, int64 (n,)."""
        import faiss

        return np.sort(faiss.vector_to_array(self._faiss_index.id_map))

    def add(self, ids: Iterable[int], vectors: NDArray[np.float32]) -> None:
        """Add `vectors`, float32 (n, dimension) of length 1, under `ids`, which must be new and distinct.

        The vector that takes the index beyond its exact limit also moves it to a graph.
        """
        numbers = np.fromiter(ids, dtype=np.int64)
        rows = np.ascontiguousarray(vectors, dtype=np.float32).reshape(-1, self.dimension)
        if len(numbers) != len(rows):
            raise ValueError(f"{len(numbers)} ids for {len(rows)} vectors")
        if not len(rows):
            return
        if self.exact and len(self) + len(rows) > self._exact_limit:
            known_ids, known = self._contents()
            numbers, rows = np.concatenate([known_ids, numbers]), np.concatenate([known, rows])
            self._faiss_index = _graph(self.dimension)
        self._faiss_index.add_with_ids(rows, numbers)

    def remove(self, ids: Iterable[int]) -> int:
        """Remove the vectors under `ids`, those that are there; how many were. A graph is built again without them."""
        numbers = np.fromiter(ids, dtype=np.int64)
        if self.exact:
            return int(self._faiss_index.remove_ids(numbers)) if len(numbers) else 0
        known_ids, known = self._contents()
        kept = ~np.isin(known_ids, numbers)
        if not kept.all():
            self._faiss_index = _graph(self.dimension)
            self._faiss_index.add_with_ids(known[kept], known_ids[kept])
        return int((~kept).sum())

    def neighbours(
        self, vectors: NDArray[np.float32], *, threshold: float, limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """The nearest vectors of each query, at most `limit` and none below `threshold`.

        `vectors` is float32 (n, dimension) of length 1. Gives query rows, ids and cosines, each (m,), by row, then
        falling cosine, then id; so neither the order of adding nor that of the other queries matters.
        """
        queries = np.ascontiguousarray(vectors, dtype=np.float32).reshape(-1, self.dimension)
        if not min(limit, len(self), len(queries)):
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)
        parts = []
        for at in range(0, len(queries), QUERY_BLOCK):
            block = queries[at : at + QUERY_BLOCK]
            rows, found, scores = self._above(block, threshold) if self.exact else self._best(block, limit)
            scores = scores.round(DECIMALS)
            order = np.lexsort((found, -scores, rows))
            # The rows are in order, so that a neighbour's rank is how far it stands from the first of its row.
            rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
            kept = order[(rank < limit) & (scores[order] >= threshold)]
            parts.append((rows[kept] + at, found[kept], scores[kept]))
        rows, found, scores = (np.concatenate(part) for part in zip(*parts, strict=True))
        return rows, found, scores

    def _above(self, queries: NDArray[np.float32], threshold: float) -> _Neighbours:
        """All neighbours not below `threshold`: quicker than the best so many, which take a heap for each query."""
        starts, scores, found = self._faiss_index.range_search(queries, threshold - 10.0**-DECIMALS)
        return np.repeat(np.arange(len(queries)), np.diff(starts.astype(np.int64))), found, scores

    def _best(self, queries: NDArray[np.float32], limit: int) -> _Neighbours:
        """The best neighbours, to which the graph leads."""
        wanted = min(limit + SLACK, len(self))
        self._inner.hnsw.efSearch = max(SEARCH_EFFORT, wanted)
        scores, found = self._faiss_index.search(queries, wanted)
        rows, columns = np.nonzero(found >= 0)
        return rows, found[rows, columns], scores[rows, columns]

    @property
    def _inner(self) -> Any:
        import faiss

        return faiss.downcast_index(self._faiss_index.index)

    def _contents(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Ids and vectors, in the order of adding."""
        import faiss

        return faiss.vector_to_array(self._faiss_index.id_map), self._inner.reconstruct_n(0, len(self))


def _flat(dimension: int) -> Any:
    import faiss

    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))


def _graph(dimension: int) -> Any:
    """An empty graph over float16 vectors."""
    import faiss

    make: Any = faiss.IndexHNSWSQ  # its stubs do not know the quantiser by number
    graph = make(dimension, faiss.ScalarQuantizer.QT_fp16, GRAPH_LINKS, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = BUILD_EFFORT
    graph.is_trained = True  # float16 needs no training
    graph.storage.is_trained = True
    return faiss.IndexIDMap2(graph)
