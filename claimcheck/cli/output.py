"""How commands talk: results on stdout; progress, remarks and hints on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from claimcheck.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from claimcheck.report.rows import Cell

Progress = Callable[[str, int, int], None]

_PIPE_WIDTH = 100
"""Columns of a table where there is no terminal to ask, unless COLUMNS says otherwise."""
_SCREENFUL = 20
_WIDEST = 140
"""Sentences are hard to read in longer lines."""


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def console(*, err: bool = False) -> Console:
    """A console on today's stdout or stderr: no colours in a pipe or with NO_COLOR, lines not too long."""
    from claimcheck.cli.screen import Screen

    stream = sys.stderr if err else sys.stdout
    plain = Screen(file=stream, highlight=False, emoji=False, markup=False, soft_wrap=False)
    width = min(plain.width, _WIDEST) if stream.isatty() else _PIPE_WIDTH
    if not stream.isatty() and "COLUMNS" in plain._environ:
        width = plain.width
    plain.width = width
    return plain


def _drop_stdout() -> None:
    """Send what is printed from now on nowhere: at its end Python would try once more what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _printing() -> Iterator[None]:
    """Have all that is printed arrive; raises InputError where it cannot be written."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader went away (`claimcheck run ... | head`): no error of ours, and none of ours is hidden by it. The
        # command goes on to its own end and exit code.
        _drop_stdout()
    except OSError as error:
        _drop_stdout()
        raise InputError(
            f"the output cannot be written: {error.strerror or error}; is the disk full?"
        ) from error


@dataclass(frozen=True, slots=True)
class Output:
    """What --format, --quiet and --verbose chose."""

    format: Format = Format.TABLE
    quiet: bool = False
    verbose: bool = False

    @property
    def is_table(self) -> bool:
        """Whether a person reads stdout, and not a program."""
        return self.format is Format.TABLE

    def rows(
        self,
        columns: Sequence[str],
        rows: Iterable[Mapping[str, Cell]],
        *,
        shown: Sequence[str] | None = None,
    ) -> None:
        """Print rows in the chosen format; a terminal table has only the columns `shown`.

        Raises InputError where stdout cannot be written.
        """
        if self.format is Format.TABLE:
            from claimcheck.report.tables import rows_table

            self.show(rows_table(shown or columns, rows))
        elif self.format is Format.CSV:
            from claimcheck.report.csv_files import write_rows

            with _printing():
                write_rows(sys.stdout, columns, rows)
        else:
            self.data([{column: row.get(column) for column in columns} for row in rows])

    def data(self, value: object) -> None:
        """Print plain data as JSON; raises InputError where stdout cannot be written."""
        import json

        with _printing():
            sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def limited(self, limit: int | None) -> int | None:
        """How many to print: `limit` where given, else a screenful in a table and all elsewhere."""
        return limit or (_SCREENFUL if self.is_table else None)

    def show(self, renderable: RenderableType) -> None:
        """Print something for a person on stdout; raises InputError where it cannot be written."""
        with _printing():
            console().print(renderable)

    def remark(self, text: str) -> None:
        """Say something on stderr, unless --quiet; where nobody listens there, the work goes on."""
        if not self.quiet:
            with suppress(OSError):
                console(err=True).print(text, soft_wrap=True)

    def hint(self, text: str) -> None:
        """Name the next command, on stderr, where a person is likely to be reading."""
        if self.is_table:
            self.remark(f"Next: {text}")

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A function to report progress to: a bar in a terminal, a line for each stage elsewhere."""
        if self.quiet:
            yield lambda stage, done, total: None
        elif sys.stderr.isatty():
            with _progress_bar(console(err=True)) as update:
                yield update
        else:
            yield _stage_lines()


def _stage_lines() -> Progress:
    seen: set[str] = set()

    def update(stage: str, done: int, total: int) -> None:
        if done >= total and stage not in seen:
            seen.add(stage)
            with suppress(OSError):  # a reader that went away must not end a run
                sys.stderr.write(f"{stage}: {total}\n")
                sys.stderr.flush()

    return update


@contextmanager
def _progress_bar(screen: Console) -> Iterator[Progress]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks = {}
    with Bar(*columns, console=screen, transient=True) as bar:

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield update
