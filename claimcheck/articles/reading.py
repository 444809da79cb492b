"""`read_articles`: from the paths a user names to articles, and to what was not taken and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from claimcheck.articles.boilerplate import find_boilerplate, has_sentence
from claimcheck.articles.dates import DayOrder, order_of, parse_published
from claimcheck.articles.fields import check_mapped_columns_exist, check_mapping
from claimcheck.articles.formats import read_file
from claimcheck.articles.identity import content_hash
from claimcheck.articles.inference import infer
from claimcheck.articles.language import code_of, detect
from claimcheck.articles.limits import ReadLimits
from claimcheck.articles.manifest import with_given
from claimcheck.articles.outlets import host_of
from claimcheck.articles.raw import FileReading, RawArticle, Source
from claimcheck.articles.sources import walk
from claimcheck.errors import InputError, UsageError
from claimcheck.records import Article, SkippedInput


@dataclass(frozen=True, slots=True)
class Reading:
    """What a batch of inputs gave: the articles in input order, and everything not taken, with its reason."""

    articles: tuple[Article, ...]
    skipped: tuple[SkippedInput, ...]


def read_articles(
    paths: str | Path | Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    limits: ReadLimits | None = None,
    languages: frozenset[str] = frozenset({"en"}),
) -> Reading:
    """Reads the articles in files, folders (recursively) and zip archives.

    `columns` maps a field (text, outlet, title, published, url, id, language, origin, author) to the name of the
    column or key that holds it, where that is not one of the usual names. Articles in a language (ISO 639-1) that
    is not in `languages` are skipped.

    What cannot be read is named with its reason in `skipped`, and never stops the rest. Raises UsageError where
    a mapped column exists in none of the tables, and InputError where nothing was read and a path does not exist.
    """
    columns = dict(columns or {})
    limits = limits or ReadLimits()
    check_mapping(columns)
    named = [Path(paths)] if isinstance(paths, (str, Path)) else [Path(path) for path in paths]
    if not named:
        raise UsageError("no input named: give at least one file or folder")
    batch = _Batch(languages)
    seen: set[str] = set()
    for source in walk(named, limits):
        if isinstance(source, SkippedInput):
            batch.skip(source)
            continue
        reading = read_file(source, columns, limits)
        seen |= reading.columns or set()
        batch.add(reading, source)
    if columns:
        check_mapped_columns_exist(columns, seen)
    missing = [str(path) for path in named if not path.exists()]
    if missing and not batch.articles:
        raise InputError(f"no such file or folder: {', '.join(missing)}; nothing was read")
    return Reading(tuple(batch.articles), tuple(batch.skipped))


def _article(raw: RawArticle, order: DayOrder) -> Article:
    """The article of a raw one: what its text says fills what the input leaves open, and the note says so."""
    boilerplate = find_boilerplate(raw.text)
    said = infer(raw, boilerplate)
    published = parse_published(raw.published, order)
    inferred = [name for name in ("outlet", "origin", "published", "title") if getattr(said, name)]
    host = host_of(raw.url) if raw.url and not (raw.outlet or said.outlet) else None
    notes = [
        *raw.notes,
        published.note,
        f"{', '.join(inferred)} from the text" if inferred else "",
        "outlet from the address" if host else "",
    ]
    return Article(
        id=raw.id or content_hash(raw),
        text=raw.text,
        outlet=raw.outlet or said.outlet or host,
        origin=raw.origin or said.origin,
        url=raw.url,
        title=raw.title or said.title,
        published=published.iso or said.published,
        language=code_of(raw.language),
        file=raw.file,
        boilerplate=boilerplate,
        note="; ".join(note for note in notes if note),
    )


class _Batch:
    """The articles taken so far, and the ids given out to them."""

    def __init__(self, languages: frozenset[str]) -> None:
        self.articles: list[Article] = []
        self.skipped: list[SkippedInput] = []
        self._languages = languages
        self._hash_of: dict[str, str] = {}  # id given out -> hash of the content it stands for
        self._file_of: dict[str, str] = {}  # id given out -> where it was found

    def skip(self, skipped: SkippedInput) -> None:
        self.skipped.append(skipped)

    def add(self, reading: FileReading, source: Source) -> None:
        """Takes in one file: fills from the manifest, settles dates, language and id."""
        self.skipped += reading.skipped
        given = dict(source.given)
        raws = [with_given(raw, given) for raw in reading.articles]
        order = order_of(raw.published for raw in raws)
        for raw in raws:
            self._take(raw, _article(raw, order))

    def _take(self, raw: RawArticle, article: Article) -> None:
        digest = content_hash(raw)
        id_, note = article.id, ""
        if self._hash_of.get(id_, digest) != digest:
            note = f"its id {id_!r} is also that of another article ({self._file_of[id_]})"
            id_ = f"{id_}~{digest[:8]}"
        article = replace(article, id=id_, note="; ".join(part for part in (article.note, note) if part))
        if id_ in self._hash_of:
            self._refuse(raw, article, f"the same article as in {self._file_of[id_]}")
            return
        if not has_sentence(article.text, article.boilerplate):
            self._refuse(raw, article, "no sentence in it")
            return
        language = article.language or detect(article.text)
        if language is not None and language not in self._languages:
            self._refuse(raw, replace(article, language=language), f"in another language ({language})")
            return
        self._hash_of[id_], self._file_of[id_] = digest, raw.where
        self.articles.append(replace(article, language=language))

    def _refuse(self, raw: RawArticle, article: Article, reason: str) -> None:
        self.skipped.append(
            SkippedInput(
                file=article.file,
                reason=f"{raw.place}: {reason}" if raw.place else reason,
                article_id=article.id,
                outlet=article.outlet,
                title=article.title,
                url=article.url,
                published=article.published,
                language=article.language,
            )
        )
