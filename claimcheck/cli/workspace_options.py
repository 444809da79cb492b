"""What the workspace commands share: which workspace, and how its answers are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pandas import DataFrame

    from claimcheck.report.rows import Row
    from claimcheck.settings import Settings
    from claimcheck.workspace import Workspace

Location = Annotated[
    str,
    typer.Option(
        "--workspace",
        "-w",
        help="The workspace: a file, or postgresql+psycopg://user@host/name.",
        metavar="FILE",
        envvar="CLAIMCHECK_WORKSPACE",
    ),
]
Since = Annotated[
    int | None,
    typer.Option(
        "--since", min=0, help="Only what changed after this batch [default: the one before the last]."
    ),
]


@contextmanager
def opened(location: str, settings: Settings, *, create: bool = False) -> Iterator[Workspace]:
    """The workspace at `location`; raises WorkspaceError where there is none, unless `create`."""
    from claimcheck.workspace import Workspace

    with Workspace(location, settings=settings, create=create) as workspace:
        yield workspace


def frame_rows(frame: DataFrame) -> Iterator[Row]:
    """The rows of a frame as plain values, what is missing as None."""
    import pandas as pd

    for record in frame.to_dict("records"):
        yield {str(name): None if _missing(pd, value) else _plain(value) for name, value in record.items()}


def _missing(pd: Any, value: Any) -> bool:
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _plain(value: Any) -> Any:
    """A numpy scalar as Python's own; a date as ISO 8601; lists joined."""
    if hasattr(value, "item"):
        return value.item()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def counted(counts: Iterable[tuple[int, str]]) -> str:
    """The counts that are not zero: "3 new, 1 grown"; "nothing changed" where all are."""
    return ", ".join(f"{count:,} {name}" for count, name in counts if count) or "nothing changed"
