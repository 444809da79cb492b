"""Adding a batch: what is new is extracted, embedded, linked to what is there, and only what it touches is regrouped.

Reading, extraction and encoding need no lock. Everything that depends on what the workspace holds happens in one
writing transaction, so a batch is in the workspace as a whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select, update

from claimcheck.records import Article, Claim, Link, Provenance, SkippedInput
from claimcheck.workspace import rows, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.database import Database
from claimcheck.workspace.regroup import Event, regroup
from claimcheck.workspace.stages import Stages
from claimcheck.workspace.vectors import (
    IndexKeeper,
    mark_searched,
    note_model,
    numbers_of,
    store_vectors,
    text_hash,
    vectors_of,
)
from claimcheck.workspace.vectors import known_hashes as known_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimcheck.links.candidates import Candidates

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, what is done and what there is to do."""


@dataclass(frozen=True, slots=True)
class Added:
    """What one batch brought."""

    batch: int | None
    """Its number; None where everything was there already, and nothing was written."""
    articles: tuple[Article, ...]
    known: tuple[str, ...]
    """Ids of the articles that were there already."""
    n_claims: int
    n_links: int
    events: tuple[Event, ...]


def add_articles(
    database: Database,
    index: IndexKeeper,
    stages: Stages,
    articles: Sequence[Article],
    skipped: Sequence[SkippedInput] = (),
    *,
    progress: Progress | None = None,
) -> Added:
    """Add those of `articles` that the workspace does not hold, as one transaction.

    Raises WorkspaceBusy where another process is writing, and WorkspaceError where the batch cannot be stored; the
    workspace is then as it was.
    """
    tell = progress or (lambda stage, done, total: None)
    with database.reading() as connection:
        new, _ = _unknown(connection, articles)
    tell("claims", 0, len(new))
    claims = stages.extract(new)
    tell("claims", len(new), len(new))
    texts, vectors = _encode_missing(database, stages, claims, tell)
    try:
        with database.writing() as connection:
            note_model(connection, stages.embedder)
            still_new, known = _unknown(connection, articles)
            if len(still_new) != len(new):  # another process added some of them in the meantime
                kept = {article.id for article in still_new}
                new, claims = still_new, [claim for claim in claims if claim.article_id in kept]
            if not new:
                return Added(None, (), known, 0, 0, ())
            store_vectors(connection, stages.embedder.name, texts, vectors)
            added = _write_batch(connection, index, stages, new, claims, skipped, tell)
    except BaseException:
        index.forget()
        raise
    index.save()
    return replace(added, known=known)


def open_batch(connection: Connection, kind: str, **numbers: int) -> int:
    """A new batch's number, written down with its kind and how many rows it brings."""
    batch = store.last_batch(connection) + 1
    counts = {f"n_{name}": numbers.get(name, 0) for name in ("articles", "claims", "links", "skipped")}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    store.insert(
        connection, tables.batches, [{"id": batch, "kind": kind, "added": now, "detail": ""} | counts]
    )
    return batch


def write_events(connection: Connection, batch: int, events: Iterable[Event]) -> None:
    """Note what a batch changed."""
    store.insert(
        connection,
        tables.events,
        [
            {
                "batch": batch,
                "change": event.change,
                "cluster_id": event.cluster_id,
                "dispute_id": event.dispute_id,
                "headline": event.headline,
                "detail": event.detail,
            }
            for event in events
        ],
    )


def content_hash(article: Article) -> str:
    """What makes an article itself: outlet, url, title and text."""
    packed = json.dumps([article.outlet, article.url, article.title, article.text])
    return hashlib.sha256(packed.encode()).hexdigest()[:16]


def _unknown(connection: Connection, articles: Sequence[Article]) -> tuple[list[Article], tuple[str, ...]]:
    """The articles that are not stored, and the ids of those that are.

    Another article under an id that is taken gets the id with its own hash at its end.
    """
    column = tables.articles.c
    suffixed = {article.id: f"{article.id}~{content_hash(article)[:8]}" for article in articles}
    query = select(column.id, column.content)
    stored = {
        row["id"]: row["content"]
        for row in store.fetch(connection, query, column.id, [*suffixed, *suffixed.values()])
    }
    new: dict[str, Article] = {}
    known = []
    for article in articles:
        content = content_hash(article)
        name = article.id
        if stored.get(name, content) != content:
            name = suffixed[name]
            note = f"its id {article.id!r} is also that of another article in the workspace"
            article = replace(article, id=name, note="; ".join(filter(None, (article.note, note))))
        if name in stored:
            known.append(name)
        else:
            new[name] = article
    return list(new.values()), tuple(known)


def _encode_missing(
    database: Database, stages: Stages, claims: Sequence[Claim], tell: Progress
) -> tuple[list[str], NDArray[np.float32]]:
    """The distinct propositions that have no vector yet, and their vectors."""
    texts = list(dict.fromkeys(claim.proposition for claim in claims))
    embedder = stages.embedder
    with database.reading() as connection:
        known = known_texts(connection, embedder.name, map(text_hash, texts))
    missing = [text for text in texts if text_hash(text) not in known]
    tell("vectors", 0, len(missing))
    vectors = embedder.encode(missing)
    tell("vectors", len(missing), len(missing))
    return missing, vectors


def _write_batch(
    connection: Connection,
    index: IndexKeeper,
    stages: Stages,
    articles: Sequence[Article],
    claims: Sequence[Claim],
    skipped: Sequence[SkippedInput],
    tell: Progress,
) -> Added:
    batch = open_batch(connection, "add", articles=len(articles), claims=len(claims), skipped=len(skipped))
    _write_articles(connection, articles, skipped, batch)
    numbers = numbers_of(connection, stages.embedder.name, (claim.proposition for claim in claims))
    searched = _write_claims(connection, claims, numbers)
    mark_searched(connection, searched)
    changed = _write_provenance(connection, articles, numbers.values())
    links = _find_links(connection, index, stages, claims, searched, tell)
    store.insert(connection, tables.links, [rows.link_row(link) | {"carried": False} for link in links])
    connection.execute(update(tables.batches).where(tables.batches.c.id == batch).values(n_links=len(links)))
    touched = {claim_id for link in links for claim_id in (link.a, link.b)}
    touched |= _linked_claims_of(connection, changed)
    events = regroup(connection, stages, touched, batch) if touched else []
    tell("clusters", len(touched), len(touched))
    write_events(connection, batch, events)
    return Added(batch, tuple(articles), (), len(claims), len(links), tuple(events))


def _write_articles(
    connection: Connection, articles: Sequence[Article], skipped: Sequence[SkippedInput], batch: int
) -> None:
    last = connection.execute(select(func.max(tables.articles.c.ordinal))).scalar() or 0
    store.insert(
        connection,
        tables.articles,
        [
            rows.article_row(article) | {"batch": batch, "ordinal": place, "content": content_hash(article)}
            for place, article in enumerate(articles, last + 1)
        ],
    )
    store.insert(connection, tables.skipped, [rows.skipped_row(item) | {"batch": batch} for item in skipped])


def _write_claims(connection: Connection, claims: Sequence[Claim], numbers: dict[str, int]) -> list[int]:
    """Write the claims; the embeddings of those that can be set beside others, in order."""
    from claimcheck.links.candidates import comparable

    places: dict[str, int] = {}
    values: list[dict[str, Any]] = []
    searched: dict[int, None] = {}
    for claim in claims:
        place = places[claim.article_id] = places.get(claim.article_id, -1) + 1
        number, compared = numbers[claim.proposition], comparable(claim)
        values.append(
            rows.claim_row(claim)
            | {"ordinal": place, "embedding": number, "component": None, "comparable": compared}
        )
        if compared:
            searched[number] = None
    store.insert(connection, tables.claims, values)
    return list(searched)


def _write_provenance(
    connection: Connection, articles: Sequence[Article], numbers: Iterable[int]
) -> set[str]:
    """Write where the new articles' reports come from; ids of earlier articles for which that has changed.

    A reprint shares at least one sentence with what it reprints, so only articles with a sentence in common, and the
    copies already known of those, are looked at again.
    """
    from claimcheck.articles.provenance import provenance_of

    new = {article.id for article in articles}
    claim = tables.claims.c
    near = {
        row["article_id"]
        for row in store.fetch(connection, select(claim.article_id).distinct(), claim.embedding, numbers)
    }
    groups = {item.copy_group for item in store.provenance_by_article(connection, near - new).values()}
    column = tables.provenance.c
    near |= {
        row["article_id"]
        for row in store.fetch(connection, select(column.article_id), column.copy_group, groups)
    }
    before = store.provenance_by_article(connection, near - new)
    together = store.articles_by_id(connection, near | new)
    found = {item.article_id: item for item in provenance_of(list(together.values()))}
    changed = {article_id for article_id, item in before.items() if found[article_id] != item}
    store.delete_where(connection, column.article_id, changed)
    written: list[Provenance] = [item for key, item in found.items() if key in new or key in changed]
    store.insert(connection, tables.provenance, [rows.provenance_row(item) for item in written])
    return changed


def _find_links(
    connection: Connection,
    index: IndexKeeper,
    stages: Stages,
    new_claims: Sequence[Claim],
    searched: Sequence[int],
    tell: Progress,
) -> list[Link]:
    """The links of the new claims, among themselves and with what was there."""
    near, article_ids = _near_texts(connection, index, stages, searched)
    article_ids |= {claim.article_id for claim in new_claims}
    claim_rows = store.claim_rows(connection, tables.claims.c.article_id, article_ids)
    # By article id, not by when it came: which claim of a pair is the first must not depend on the order of adding.
    claim_rows.sort(key=lambda row: (row["article_id"], row["ordinal"]))
    claims = [rows.claim_of(row) for row in claim_rows]
    new_ids = {claim.id for claim in new_claims}
    candidates = _candidates(claims, near, new_ids)
    articles = store.articles_by_id(connection, article_ids)
    stored = vectors_of(connection, (row["embedding"] for row in claim_rows), stages.embedder.dimension)
    tell("links", 0, len(candidates))
    vectors = _stack([stored[row["embedding"]] for row in claim_rows], stages.embedder.dimension)
    pairs = stages.weigh(candidates, claims, articles, vectors)
    links = stages.link(pairs, claims, articles, new=new_ids)
    tell("links", len(candidates), len(candidates))
    return links


def _near_texts(
    connection: Connection, index: IndexKeeper, stages: Stages, searched: Sequence[int]
) -> tuple[dict[tuple[str, str], float], set[str]]:
    """Pairs of near propositions with their cosines, and the articles that hold comparable claims of any of them."""
    from claimcheck.links.candidates import near_pairs

    searchable = index.current(connection)
    dimension = stages.embedder.dimension
    stored = vectors_of(connection, searched, dimension)
    queries, found, cosines = searchable.neighbours(
        _stack([stored[number] for number in searched], dimension),
        threshold=stages.settings.candidate_threshold,
        limit=stages.settings.candidate_limit,
    )
    column = tables.embeddings.c
    hits = store.fetch(
        connection, select(column.number, column.indexed_as), column.indexed_as, found.tolist()
    )
    claim = tables.claims.c
    query = select(claim.embedding, claim.proposition, claim.article_id).where(claim.comparable.is_(True))
    text_of: dict[int, str] = {}
    articles_of: dict[str, set[str]] = defaultdict(set)
    for row in store.fetch(connection, query, claim.embedding, [*searched, *(row["number"] for row in hits)]):
        text_of[row["embedding"]] = row["proposition"]
        articles_of[row["proposition"]].add(row["article_id"])
    text_of_hit = {row["indexed_as"]: text_of.get(row["number"]) for row in hits}
    near = near_pairs(
        (text_of[searched[query]], text, cosine)
        for query, hit, cosine in zip(queries.tolist(), found.tolist(), cosines.tolist(), strict=True)
        if (text := text_of_hit.get(hit)) is not None
    )
    texts = {text for pair in near for text in pair} | {text_of[number] for number in searched}
    return near, {article_id for text in texts for article_id in articles_of[text]}


def _candidates(claims: Sequence[Claim], near: dict[tuple[str, str], float], new_ids: set[str]) -> Candidates:
    from claimcheck.links.candidates import expand_candidates, rows_by_proposition

    new = frozenset(row for row, claim in enumerate(claims) if claim.id in new_ids)
    return expand_candidates(near, rows_by_proposition(claims), new=new)


def _linked_claims_of(connection: Connection, article_ids: Iterable[str]) -> set[str]:
    """The claims of some articles that are in a component."""
    claim = tables.claims.c
    query = select(claim.id).where(claim.component.is_not(None))
    return {row["id"] for row in store.fetch(connection, query, claim.article_id, article_ids)}


def _stack(vectors: Sequence[NDArray[np.float32]], dimension: int) -> NDArray[np.float32]:
    import numpy as np

    return np.stack(vectors) if vectors else np.zeros((0, dimension), dtype=np.float32)
