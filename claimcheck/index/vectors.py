"""Nearest neighbours by cosine: exact while that is fast, an inverted file beyond.

Below `EXACT_LIMIT` vectors are scanned in full (FAISS `IndexFlatIP`). Beyond it they are kept as float16 in an
inverted file, of which the nearest lists are scanned: a neighbour may be missed, but the score of one that is found
is that of the stored vectors either way. `docs/performance.md` has the measurements behind the size and the kind.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXACT_LIMIT = 200_000
"""Vectors up to which every query is compared with all of them."""
PROBED_LISTS = 48
"""Lists of the inverted file that a query looks into."""
TRAINING_PER_LIST = 39
"""Vectors per list that the inverted file is trained on: FAISS's own lower bound."""
SLACK = 16
"""Neighbours asked for beyond the limit, so that ties at the limit are broken by id and not by FAISS's order."""
DECIMALS = 6
"""Scores are rounded to what float32 sums keep, whatever order they are summed in."""
SEED = 20


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

        return isinstance(self._faiss_index, faiss.IndexIDMap2)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids that are in the index, ascending, int64 (n,)."""
        import faiss

        if self.exact:
            return np.sort(faiss.vector_to_array(self._faiss_index.id_map))
        lists = self._faiss_index.invlists
        parts = [
            faiss.rev_swig_ptr(lists.get_ids(number), lists.list_size(number)).copy()
            for number in range(lists.nlist)
            if lists.list_size(number)
        ]
        return np.sort(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)

    def add(self, ids: Iterable[int], vectors: NDArray[np.float32]) -> None:
        """Add `vectors`, float32 (n, dimension) of length 1, under `ids`, which must be new and distinct.

        The vector that takes the index beyond its exact limit also moves it to an inverted file.
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
            self._faiss_index = _inverted_file(self.dimension, numbers, rows)
        self._faiss_index.add_with_ids(rows, numbers)

    def remove(self, ids: Iterable[int]) -> int:
        """Remove the vectors under `ids`, those that are there; how many were."""
        numbers = np.fromiter(ids, dtype=np.int64)
        return int(self._faiss_index.remove_ids(numbers)) if len(numbers) else 0

    def neighbours(
        self, vectors: NDArray[np.float32], *, threshold: float, limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """The nearest vectors of each query, at most `limit` and none below `threshold`.

        `vectors` is float32 (n, dimension) of length 1. Gives query rows, ids and cosines, each (m,), by row, then
        falling cosine, then id; so neither the order of adding nor that of the other queries matters.
        """
        queries = np.ascontiguousarray(vectors, dtype=np.float32).reshape(-1, self.dimension)
        wanted = min(limit + SLACK, len(self))
        if not wanted or not len(queries):
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)
        scores, found = self._faiss_index.search(queries, wanted)
        scores = scores.round(DECIMALS)
        order = np.lexsort((found, -scores), axis=1)[:, :limit]
        scores, found = np.take_along_axis(scores, order, 1), np.take_along_axis(found, order, 1)
        rows, columns = np.nonzero((found >= 0) & (scores >= threshold))
        return rows, found[rows, columns], scores[rows, columns]

    def _contents(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Ids and vectors of an exact index, in the order of adding."""
        import faiss

        flat = faiss.downcast_index(self._faiss_index.index)
        return faiss.vector_to_array(self._faiss_index.id_map), flat.reconstruct_n(0, flat.ntotal)


def _flat(dimension: int) -> Any:
    import faiss

    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))


def _inverted_file(dimension: int, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> Any:
    """An empty inverted file of float16 vectors, its lists trained on a fixed sample of `vectors`."""
    import faiss

    lists = 2 ** round(math.log2(4 * math.sqrt(len(vectors))))
    index: Any = faiss.index_factory(dimension, f"IVF{lists},SQfp16", faiss.METRIC_INNER_PRODUCT)
    index.by_residual = False  # whole vectors, not what is left after the centre: scores are those stored
    index.nprobe = PROBED_LISTS
    index.cp.seed = SEED
    by_id = vectors[np.argsort(ids)]
    sample = np.random.default_rng(SEED).choice(
        len(by_id), min(len(by_id), lists * TRAINING_PER_LIST), replace=False
    )
    index.train(by_id[np.sort(sample)])
    return index
