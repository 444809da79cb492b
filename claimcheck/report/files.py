"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from claimcheck.errors import InputError


def check_writable(target: Path) -> None:
    """Raise InputError where no file can be put at `target`: asked before long work, it saves that work."""
    if os.path.isdir(target):
        raise InputError(f"{target}: cannot be written, since it is a folder; name a file in it.")
    if os.path.exists(target) and not os.path.isfile(target):
        return  # a device or a pipe
    above = Path(os.path.realpath(target)).parent
    while not os.path.lexists(above):
        above = above.parent
    if not os.path.isdir(above):
        raise InputError(f"{target}: cannot be written, since {above} is no folder; name another place.")
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError(f"{target}: cannot be written; make {above} writable, or name another place.")


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `target` when all went well; missing folders are made.

    A link stays a link, and what it leads to is replaced. A device or a pipe is written to as it is: it has no place
    that another file could take. Raises InputError where the target cannot be written.
    """
    real = Path(os.path.realpath(target))
    # Hidden, so that no reading of the folder takes it in; one for each process, so that two do not mix; and with its
    # own name at the end, by which writers know what to write.
    partial = real.with_name(f".part-{os.getpid()}-{real.name}")
    check_writable(target)
    try:
        if target.exists() and not target.is_file():
            yield target
            return
        real.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        partial.replace(real)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):  # where it is in its place, or was never made
            partial.unlink()
