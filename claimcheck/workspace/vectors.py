"""The vectors of a workspace: each distinct text embedded once, and the index over those that are searched.

The database is the truth. The index file beside it is of some earlier state: what was added since is read from the
database when the index is opened, and the file is written anew when that has become much. Where the file is missing
or damaged, or much was taken out, it is built again.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, select, update

from claimcheck.errors import UsageError, WorkspaceDamaged
from claimcheck.workspace import rows, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.database import get_meta, set_meta

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimcheck.index import VectorIndex
    from claimcheck.models.embedder import Embedder

INDEX_SUFFIX = ".index"
REWRITE_AT_LEAST = 2_000
REWRITE_SHARE = 0.1
"""The file is written anew when it lacks this many vectors, and this share of them; a large index is built again when
this share of it was removed."""

_COLUMNS = tables.embeddings.c


def text_hash(text: str) -> str:
    """The key under which a text's vector is kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_model(connection: Connection, embedder: Embedder) -> None:
    """Raise UsageError where the workspace was made with another embedder than this."""
    known = get_meta(connection, "embedder")
    if known not in (None, embedder.name):
        raise UsageError(
            f"This workspace holds vectors of the embedder {known}, not {embedder.name}: use the same setting, or "
            "start a new workspace."
        )


def note_model(connection: Connection, embedder: Embedder) -> None:
    """Note the embedder of a new workspace; raise UsageError where it was made with another."""
    check_model(connection, embedder)
    if get_meta(connection, "embedder") is None:
        set_meta(connection, "embedder", embedder.name)


def known_hashes(connection: Connection, model: str, hashes: Iterable[str]) -> set[str]:
    """Those of `hashes` whose text already has a vector."""
    query = select(_COLUMNS.hash).where(_COLUMNS.model == model)
    return {row["hash"] for row in store.fetch(connection, query, _COLUMNS.hash, hashes)}


def store_vectors(
    connection: Connection, model: str, texts: Sequence[str], vectors: NDArray[np.float32]
) -> None:
    """Keep the vectors of distinct texts, where they are not kept yet."""
    hashes = [text_hash(text) for text in texts]
    known = known_hashes(connection, model, hashes)
    store.insert(
        connection,
        tables.embeddings,
        [
            {"hash": key, "model": model, "vector": rows.pack_vector(vector)}
            for key, vector in zip(hashes, vectors, strict=True)
            if key not in known
        ],
    )


def numbers_of(connection: Connection, model: str, texts: Iterable[str]) -> dict[str, int]:
    """The embedding's number for each text that has one."""
    by_hash = {text_hash(text): text for text in texts}
    query = select(_COLUMNS.hash, _COLUMNS.number).where(_COLUMNS.model == model)
    found = store.fetch(connection, query, _COLUMNS.hash, by_hash)
    return {by_hash[row["hash"]]: row["number"] for row in found}


def vectors_of(
    connection: Connection, numbers: Iterable[int], dimension: int
) -> dict[int, NDArray[np.float32]]:
    """Vectors by embedding number, as they are stored. Raises WorkspaceDamaged where one has another length."""
    query = select(_COLUMNS.number, _COLUMNS.vector)
    found = store.fetch(connection, query, _COLUMNS.number, numbers)
    unpacked = rows.unpack_vectors([row["vector"] for row in found], dimension)
    return {row["number"]: vector for row, vector in zip(found, unpacked, strict=True)}


def wrong_lengths(connection: Connection, dimension: int) -> list[int]:
    """The numbers of embeddings whose vector is not of this dimension."""
    query = select(_COLUMNS.number).where(func.length(_COLUMNS.vector) != rows.VALUE_BYTES * dimension)
    return [row["number"] for row in store.fetch_all(connection, query)]


def embed_again(connection: Connection, embedder: Embedder, numbers: Iterable[int]) -> None:
    """Make the vectors of these embeddings anew from their claims' propositions; one that no claim uses goes."""
    wanted = list(numbers)
    claim = tables.claims.c
    found = store.fetch(connection, select(claim.embedding, claim.proposition), claim.embedding, wanted)
    texts = {row["embedding"]: row["proposition"] for row in found}
    store.delete_where(connection, _COLUMNS.number, [number for number in wanted if number not in texts])
    vectors = embedder.encode(list(texts.values()))
    values = [
        {"of": number, "to": rows.pack_vector(vector)} for number, vector in zip(texts, vectors, strict=True)
    ]
    if values:
        statement = update(tables.embeddings).where(_COLUMNS.number == bindparam("of"))
        connection.execute(statement.values(vector=bindparam("to")), values)


def mark_searched(connection: Connection, numbers: Iterable[int]) -> None:
    """Give those embeddings that the index does not have yet an id in it, in the order given."""
    wanted = list(dict.fromkeys(numbers))
    query = select(_COLUMNS.number).where(_COLUMNS.indexed_as.is_(None))
    new = {row["number"] for row in store.fetch(connection, query, _COLUMNS.number, wanted)}
    last = last_indexed(connection)  # an id is never given twice, even where its vector was removed
    values = [
        {"of": number, "as": last + place}
        for place, number in enumerate((number for number in wanted if number in new), 1)
    ]
    if values:
        statement = update(tables.embeddings).where(_COLUMNS.number == bindparam("of"))
        connection.execute(statement.values(indexed_as=bindparam("as")), values)
        set_meta(connection, "last_indexed", str(last + len(values)))


class IndexKeeper:
    """Keeps one vector index in memory, and in step with what a transaction sees."""

    def __init__(self, path: Path | None, dimension: int) -> None:
        self.path = path
        self._dimension = dimension
        self._index: VectorIndex | None = None
        self._stamp = ""
        self._last = 0
        self._in_file = 0

    def current(self, connection: Connection) -> VectorIndex:
        """The index of the state that `connection` sees.

        It may still have vectors that were removed, see `drop_unused`: ids that the database does not know. Raises
        WorkspaceDamaged where a vector has another length than the model's.
        """
        stamp, last = index_stamp(connection), last_indexed(connection)
        # A later state than this one: what was added then was rolled back, or this transaction began before it.
        if self._index is None or stamp != self._stamp or last < self._last:
            self._index, self._last = self._load(stamp, last)
            self._stamp, self._in_file = stamp, len(self._index)
        self._catch_up(connection, self._index)
        return self._index

    def forget(self) -> None:
        """Drop the index from memory: the transaction that it was brought in step with did not come to an end."""
        self._index, self._stamp, self._last = None, "", 0

    def save(self, *, always: bool = False) -> None:
        """Write the file if it lacks much. A file that cannot be written is left: the database has it all."""
        from claimcheck.index.files import save_index

        if self._index is None or self.path is None:
            return
        lacking = len(self._index) - self._in_file
        if always or lacking >= max(REWRITE_AT_LEAST, REWRITE_SHARE * len(self._index)):
            with contextlib.suppress(OSError):
                save_index(self._index, self.path, self._stamp)
                self._in_file = len(self._index)

    def file_is_damaged(self, connection: Connection) -> bool:
        """Whether there is a file that cannot be read as what was written."""
        from claimcheck.index.files import load_index

        try:
            if self.path is not None:
                load_index(self.path, index_stamp(connection))
        except WorkspaceDamaged:
            return True
        return False

    def rebuild(self, connection: Connection) -> None:
        """Build the index from the database alone, and write the file."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
        self.forget()
        self.current(connection)
        self.save(always=True)

    def _load(self, stamp: str, last: int) -> tuple[VectorIndex, int]:
        """The index of the file where it is of this state or an earlier one, else an empty one; and its last id."""
        from claimcheck.index import VectorIndex
        from claimcheck.index.files import load_index

        with contextlib.suppress(WorkspaceDamaged):
            found = load_index(self.path, stamp) if self.path is not None else None
            if found is not None and found.dimension == self._dimension and len(found):
                in_file = int(found.ids[-1])
                if in_file <= last:
                    return found, in_file
        return VectorIndex(self._dimension), 0

    def _catch_up(self, connection: Connection, index: VectorIndex) -> None:
        """Add what the database has and the index lacks, a part at a time."""
        query = select(_COLUMNS.indexed_as, _COLUMNS.vector).order_by(_COLUMNS.indexed_as)
        while True:
            part: Sequence[Any] = (
                connection.execute(query.where(_COLUMNS.indexed_as > self._last).limit(store.CHUNK * 4))
                .mappings()
                .all()
            )
            if not part:
                return
            index.add(
                [row["indexed_as"] for row in part],
                rows.unpack_vectors([row["vector"] for row in part], self._dimension),
            )
            self._last = part[-1]["indexed_as"]


def index_stamp(connection: Connection) -> str:
    """Which workspace, model and rebuilding an index must be of; ids only ever grow within one stamp."""
    return "/".join(str(get_meta(connection, key)) for key in ("workspace", "embedder", "removals"))


def last_indexed(connection: Connection) -> int:
    """The last id that was given in the index, 0 where none was."""
    return int(get_meta(connection, "last_indexed") or 0)


def removed_from_index(connection: Connection) -> int:
    """How many vectors the index may have that the database has no more."""
    return int(get_meta(connection, "removed") or 0)


def outdate_index(connection: Connection) -> None:
    """Have the index built again when it is next needed."""
    set_meta(connection, "removals", str(int(get_meta(connection, "removals") or 0) + 1))
    set_meta(connection, "removed", "0")


def drop_unused(connection: Connection, numbers: Iterable[int]) -> None:
    """Delete those embeddings that no claim uses any more.

    A small index is then built again without them. A large one keeps them, and what is found there but not in the
    database is passed over, until they are so many that building it again pays.
    """
    from claimcheck.index import EXACT_LIMIT

    wanted = list(numbers)
    used = {
        row["embedding"]
        for row in store.fetch(
            connection, select(tables.claims.c.embedding).distinct(), tables.claims.c.embedding, wanted
        )
    }
    unused = [number for number in wanted if number not in used]
    if not unused:
        return
    store.delete_where(connection, _COLUMNS.number, unused)
    removed = removed_from_index(connection) + len(unused)
    left = connection.execute(select(func.count(_COLUMNS.indexed_as))).scalar_one()
    if left <= EXACT_LIMIT or removed > REWRITE_SHARE * left:
        outdate_index(connection)
    else:
        set_meta(connection, "removed", str(removed))
