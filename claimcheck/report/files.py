"""Files that are there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from claimcheck.errors import InputError


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `target` when all went well; missing folders are made.

    Raises InputError where that cannot be written.
    """
    partial = target.parent / f"{target.name}.part"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        partial.replace(target)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):  # where it is in its place, or was never made
            partial.unlink()
