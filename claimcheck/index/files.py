"""An index on disk: a cache beside the database that is used only when it is whole and of the right state.

The file is what FAISS writes, then a JSON trailer with the SHA-256 of that, then the trailer's length: one file, put
in place by a rename, so that a reader never sees half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import BinaryIO

from claimcheck.errors import WorkspaceDamaged
from claimcheck.index.vectors import EXACT_LIMIT, VectorIndex

MAGIC = b"claimcheck-index"
LENGTH_BYTES = 8


def save_index(index: VectorIndex, path: Path, stamp: str) -> None:
    """Write `index` to `path`; `stamp` says which state of the store it is of. Raises OSError where it cannot."""
    import faiss

    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        faiss.write_index(index._faiss_index, str(temporary))
        with temporary.open("r+b") as file:
            trailer = json.dumps({"sha256": _digest(file, temporary.stat().st_size), "stamp": stamp}).encode()
            file.seek(0, os.SEEK_END)
            file.write(trailer + len(trailer).to_bytes(LENGTH_BYTES, "big") + MAGIC)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except RuntimeError as error:  # how FAISS reports that it could not write
        raise OSError(str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def load_index(path: Path, stamp: str, *, exact_limit: int = EXACT_LIMIT) -> VectorIndex | None:
    """The index in `path`, None where there is none or it is of another state than `stamp`.

    Raises WorkspaceDamaged where the file is not what was written.
    """
    import faiss

    try:
        with path.open("rb") as file:
            size, trailer = _read_trailer(file)
            if trailer["stamp"] != stamp:
                return None
            if _digest(file, size) != trailer["sha256"]:
                raise WorkspaceDamaged(f"{path} is damaged: it will be rebuilt from the workspace.")
        return VectorIndex._of(faiss.read_index(str(path)), exact_limit)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise WorkspaceDamaged(
            f"{path} is damaged ({error}): it will be rebuilt from the workspace."
        ) from error


def _read_trailer(file: BinaryIO) -> tuple[int, dict[str, str]]:
    """Where FAISS's part of the file ends, and the trailer."""
    footer = LENGTH_BYTES + len(MAGIC)
    end = file.seek(0, os.SEEK_END)
    if end < footer:
        raise ValueError("too short")
    file.seek(end - footer)
    tail = file.read(footer)
    length = int.from_bytes(tail[:LENGTH_BYTES], "big")
    if tail[LENGTH_BYTES:] != MAGIC or length > end - footer:
        raise ValueError("it does not end as an index does")
    start = end - footer - length
    file.seek(start)
    return start, json.loads(file.read(length))


def _digest(file: BinaryIO, size: int) -> str:
    """SHA-256 of the first `size` bytes of a file."""
    file.seek(0)
    digest = hashlib.sha256()
    left = size
    while left > 0:
        block = file.read(min(left, 1 << 20))
        if not block:
            raise ValueError("too short")
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()
