"""Questions to a workspace: what is near a statement, who supports it, what changed, how much there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, func, select

from claimcheck.errors import UsageError
from claimcheck.links.names import only_named_fuller
from claimcheck.records import (
    OPPOSING,
    Article,
    Claim,
    Comparison,
    Dispute,
    DisputeStatus,
    Link,
    Results,
    StatementPair,
)
from claimcheck.workspace import rows, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.answers import CheckResult, Found, Stats
from claimcheck.workspace.database import get_meta
from claimcheck.workspace.stages import Stages
from claimcheck.workspace.vectors import IndexKeeper, check_model

SUPPORTING = ("equivalent", "entailed_by")
"""What the stored claim b says of the statement a: the same, or something that includes it."""


NEAR_COLUMNS = tuple(
    item.name for item in fields(Found) if item.name not in ("relation", "score", "explanation")
)
"""What `search` says of a claim."""


@dataclass(frozen=True, slots=True)
class Near:
    """A stored claim near a text, and how near."""

    claim: Claim
    article: Article
    cosine: float
    cluster_id: str | None


def asked(text: str) -> str:
    """A question's text as the models take it: half of a surrogate pair, which is no character, becomes U+FFFD.

    Raises UsageError where it is no text.
    """
    if not isinstance(text, str):
        raise UsageError(f"{text!r} is not a text: give a sentence.")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def near_claims(
    connection: Connection, index: IndexKeeper, stages: Stages, text: str, limit: int, threshold: float
) -> list[Near]:
    """Stored claims whose propositions are nearest to a text, nearest first.

    Raises UsageError where the text is empty or the workspace was made with another embedder, WorkspaceDamaged where
    its vectors cannot be read.
    """
    if not text.strip():
        raise UsageError("the text is empty: give a sentence.")
    check_model(connection, stages.embedder)
    searchable = index.current(connection)
    _, found, cosines = searchable.neighbours(
        stages.embedder.encode([text]), threshold=threshold, limit=limit
    )
    cosine_of = dict(zip(found.tolist(), cosines.tolist(), strict=True))
    column, claim = tables.embeddings.c, tables.claims.c
    hits = store.fetch(
        connection, select(column.number, column.indexed_as), column.indexed_as, found.tolist()
    )
    by_number = {row["number"]: cosine_of[row["indexed_as"]] for row in hits}
    claim_rows = store.fetch(connection, select(claim.id, claim.embedding), claim.embedding, by_number)
    nearness = {row["id"]: by_number[row["embedding"]] for row in claim_rows}
    return _with_sources(connection, nearness, limit)


def check_text(
    connection: Connection, index: IndexKeeper, stages: Stages, text: str, limit: int
) -> CheckResult:
    """Cross-reference one statement: the nearest claims, and what is linked against those that support it."""
    near = near_claims(connection, index, stages, text, limit, stages.settings.candidate_threshold)
    compared = _compare(stages, text, near)
    found = {item.claim.id: _found(text, item, verdict) for item, verdict in zip(near, compared, strict=True)}
    supporters = [key for key, item in found.items() if item.relation == "supports"]
    for link in _opposing_links(connection, supporters):
        answer, report = (link.a, link.b) if link.b in supporters else (link.b, link.a)
        known = found.get(answer)
        if known is None or known.relation == "related":
            found |= _answering(connection, answer, link, found[report], known)
    order = {"supports": 0, "contradicts": 1, "related": 2}
    ranked = sorted(found.values(), key=lambda item: (order[item.relation], -item.score, item.claim_id))
    return CheckResult(text, tuple(ranked))


def check_batch(connection: Connection, batch: int | None) -> None:
    """Raise UsageError unless that is the number of a batch, or 0: before the first."""
    last = store.last_batch(connection)
    if batch is not None and batch not in range(last + 1):
        raise UsageError(f"There is no batch {batch!r}: the last is {last}, and 0 is before the first.")


def changes_since(connection: Connection, batch: int | None) -> list[Mapping[str, Any]]:
    """The events of all batches after `batch`; without it, those of the last.

    Raises UsageError where there is no such batch.
    """
    check_batch(connection, batch)
    since = store.last_batch(connection) - 1 if batch is None else batch
    column = tables.events.c
    return store.fetch_all(connection, select(tables.events).where(column.batch > since).order_by(column.id))


def stats_of(connection: Connection, size: int | None) -> Stats:
    """How much there is."""
    status = tables.disputes.c.status
    by_status: dict[str, int] = dict(
        connection.execute(select(status, func.count()).group_by(status)).tuples().all()
    )
    outlet = tables.articles.c.outlet
    outlets = connection.execute(select(func.count(func.distinct(outlet)))).scalar_one()
    last = connection.execute(
        select(tables.batches.c.added).order_by(tables.batches.c.id.desc()).limit(1)
    ).scalar()
    return Stats(
        articles=store.count(connection, tables.articles),
        outlets=int(outlets),
        claims=store.count(connection, tables.claims),
        distinct_propositions=store.count(connection, tables.embeddings),
        links=store.count(connection, tables.links),
        clusters=store.count(connection, tables.clusters),
        disputes=sum(by_status.values()),
        disputes_new=by_status.get(DisputeStatus.NEW.value, 0),
        disputes_confirmed=by_status.get(DisputeStatus.CONFIRMED.value, 0),
        disputes_dismissed=by_status.get(DisputeStatus.DISMISSED.value, 0),
        disputes_resolved=by_status.get(DisputeStatus.RESOLVED.value, 0),
        skipped=store.count(connection, tables.skipped),
        batches=store.count(connection, tables.batches),
        last_batch=last,
        embedder=get_meta(connection, "embedder"),
        schema_version=int(get_meta(connection, "schema_version") or 0),
        bytes=size,
    )


def everything(connection: Connection, stages: Stages) -> Results:
    """The whole workspace as one analysis would give it, resolved disputes last."""
    from claimcheck.graph.summary import size_warnings

    articles = store.articles_by_id(connection)
    claims = store.claims_by_id(connection)
    clusters = tuple(store.clusters_by_id(connection).values())
    disputes = list(store.disputes_by_id(connection).values())
    provenance = store.provenance_by_article(connection)
    return Results(
        articles=tuple(articles.values()),
        skipped=tuple(store.skipped_inputs(connection)),
        claims=tuple(claims.values()),
        links=tuple(store.links_of_claims(connection)),
        clusters=clusters,
        disputes=tuple(ranked(stages, disputes, claims, articles)),
        provenance=tuple(provenance[article_id] for article_id in articles if article_id in provenance),
        warnings=size_warnings(clusters, len(claims)),
    )


def ranked(
    stages: Stages, disputes: Sequence[Dispute], claims: Mapping[str, Claim], articles: Mapping[str, Article]
) -> list[Dispute]:
    """Disputes in the order to read them in; those that are resolved or dismissed come after the others."""
    settled = (DisputeStatus.DISMISSED, DisputeStatus.RESOLVED)
    order = stages.rank(disputes, claims, articles)
    return [d for d in order if d.status not in settled] + [d for d in order if d.status in settled]


def part(
    connection: Connection,
    stages: Stages,
    disputes: Sequence[Dispute],
    cluster_ids: Iterable[str],
    claim_ids: Iterable[str] = (),
) -> Results:
    """Those disputes, and what is needed to show them, these clusters and claims: members, articles and links."""
    clusters = store.clusters_by_id(connection, cluster_ids)
    wanted = {claim_id for cluster in clusters.values() for claim_id in cluster.claim_ids} | set(claim_ids)
    for dispute in disputes:
        wanted |= {*dispute.a_claim_ids, *dispute.b_claim_ids, dispute.a_claim_id, dispute.b_claim_id}
    claims = store.claims_by_id(connection, wanted)
    article_ids = {claim.article_id for claim in claims.values()}
    articles = store.articles_by_id(connection, article_ids)
    return Results(
        articles=tuple(articles.values()),
        claims=tuple(claims.values()),
        links=tuple(link for link in store.links_of_claims(connection, wanted) if link.b in wanted),
        clusters=tuple(clusters.values()),
        disputes=tuple(ranked(stages, disputes, claims, articles)),
        provenance=tuple(store.provenance_by_article(connection, article_ids).values()),
    )


def article(connection: Connection, one: Article) -> Results:
    """An article with its claims and the clusters they are in."""
    claims = {
        row["id"]: rows.claim_of(row)
        for row in store.claim_rows(connection, tables.claims.c.article_id, [one.id])
    }
    clusters = store.clusters_by_id(connection, set(_homes(connection, claims).values()))
    return Results(articles=(one,), claims=tuple(claims.values()), clusters=tuple(clusters.values()))


def near_row(near: Near) -> dict[str, Any]:
    """The row of `search` for a claim."""
    found = _as_found(near, "", near.cosine, "")
    return {name: getattr(found, name) for name in NEAR_COLUMNS}


def _with_sources(connection: Connection, nearness: Mapping[str, float], limit: int) -> list[Near]:
    order = sorted(nearness, key=lambda claim_id: (-nearness[claim_id], claim_id))[:limit]
    claims = store.claims_by_id(connection, order)
    articles = store.articles_by_id(connection, {claim.article_id for claim in claims.values()})
    homes = _homes(connection, order)
    return [Near(claims[i], articles[claims[i].article_id], nearness[i], homes.get(i)) for i in order]


def _homes(connection: Connection, claim_ids: Iterable[str]) -> dict[str, str]:
    column = tables.members.c
    found = store.fetch(connection, select(column.claim_id, column.cluster_id), column.claim_id, claim_ids)
    return {row["claim_id"]: row["cluster_id"] for row in found}


def _compare(stages: Stages, text: str, near: Sequence[Near]) -> list[Comparison]:
    return stages.compare(
        [
            StatementPair(item.claim.id, text, item.claim.proposition, None, item.article.published)
            for item in near
        ]
    )


def _found(text: str, near: Near, verdict: Comparison) -> Found:
    if verdict.relation == "contradicts":
        relation, score = "contradicts", verdict.contradiction
    elif verdict.relation in SUPPORTING:
        relation, score = "supports", verdict.entailment_ba
    elif verdict.relation == "entails" and only_named_fuller(text, near.claim.proposition):
        relation, score = "supports", verdict.entailment_ab
    else:
        relation, score = "related", near.cosine
    if near.claim.stance.value == "denies" and relation != "related":
        relation = "contradicts" if relation == "supports" else "supports"
    return _as_found(near, relation, score, verdict.explanation)


def _as_found(near: Near, relation: str, score: float, explanation: str) -> Found:
    claim, article = near.claim, near.article
    return Found(
        relation,
        round(float(score), 4),
        round(near.cosine, 4),
        claim.id,
        claim.sentence,
        claim.source,
        article.outlet,
        article.published,
        article.url,
        article.id,
        claim.start,
        claim.end,
        near.cluster_id,
        explanation,
    )


def _opposing_links(connection: Connection, claim_ids: Sequence[str]) -> list[Link]:
    column = tables.links.c
    found = [
        link
        for side in (column.a, column.b)
        for link in store.links_by(connection, side, claim_ids)
        if link.relation in OPPOSING
    ]
    return sorted(found, key=lambda link: (-link.score, link.a, link.b))


def _answering(
    connection: Connection, claim_id: str, link: Link, report: Found, known: Found | None
) -> dict[str, Found]:
    """A claim that is linked against one that supports the statement, so it stands against the statement too."""
    cosine = known.similarity if known else 0.0
    (near,) = _with_sources(connection, {claim_id: cosine}, 1)
    who = report.source or report.outlet or "a claim"
    reason = f"{link.relation.value} what {who} says: “{report.sentence}”"
    return {claim_id: _as_found(near, "contradicts", link.score * report.score, reason)}
