"""Where `--out` leads, looked at before the long work: neither its outcome nor an input may be lost there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from claimcheck.errors import UsageError
from claimcheck.records import Article
from claimcheck.report.files import check_writable


def check_target(target: Path, paths: Iterable[Path], articles: Iterable[Article] = ()) -> None:
    """Raise where `target` cannot be written (InputError), or is what was read (UsageError).

    What was read are the files among `paths`, and in the folders among them those of `articles`.
    """
    check_writable(target)
    held = [article.file for article in articles]
    read = (file for path in paths for file in ((path / name for name in held) if path.is_dir() else (path,)))
    if os.path.exists(target) and os.path.realpath(target) in map(os.path.realpath, read):
        raise UsageError(f"{target} is one of the inputs, and would be lost: name another place for --out.")
