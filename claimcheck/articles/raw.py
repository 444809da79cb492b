"""What a reader hands on: an article as its input gives it, before anything is inferred or checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from claimcheck.records import SkippedInput


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as found; every field but `text` may be missing, and `published` is not yet ISO 8601."""

    file: str
    text: str
    place: str = ""
    """Where in the file: "line 7", "row 3", "record 2"; "" where the file is the article."""
    id: str | None = None
    outlet: str | None = None
    origin: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    author: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """File and place in words, for messages: "a.csv, row 3"."""
        return f"{self.file}, {self.place}" if self.place else self.file


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file gave: articles and skipped parts in the file's order, and the columns a table has."""

    articles: tuple[RawArticle, ...] = ()
    skipped: tuple[SkippedInput, ...] = ()
    columns: frozenset[str] | None = None
    """Names of the columns or keys; None where the format has none."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, under the name it is shown by, with what a manifest beside it says of it."""

    name: str
    data: bytes
    given: tuple[tuple[str, str], ...] = field(default=())
    """Field and value, from the row of `manifest.csv` that names this file."""


def skipped_file(name: str, reason: str) -> FileReading:
    """The reading of a file that gave nothing, with the reason."""
    return FileReading(skipped=(SkippedInput(file=name, reason=reason),))


def of_items(
    items: Iterable[RawArticle | SkippedInput], columns: frozenset[str] | None = None
) -> FileReading:
    """Sorts a reader's output into articles and skipped parts, each in order."""
    articles: list[RawArticle] = []
    skipped: list[SkippedInput] = []
    for item in items:
        if isinstance(item, RawArticle):
            articles.append(item)
        else:
            skipped.append(item)
    return FileReading(tuple(articles), tuple(skipped), columns)
