"""Records in, plain table rows out: what CSV, JSON, Parquet, frames and terminal tables are all made from.

A row maps the names of `columns` to text, numbers, booleans or None, verbatim; each format escapes for
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from types import MappingProxyType

from claimcheck.records import (
    Article,
    Claim,
    Cluster,
    Comparison,
    Dispute,
    Link,
    Period,
    Results,
    Span,
    parse_instant,
)

Cell = str | int | float | bool | None
Row = dict[str, Cell]

JOINER = "; "
NO_CLAIM = "no claim was found in it"


def article_rows(results: Results) -> Iterator[Row]:
    """One row for each article, then one for each input that was skipped, with the reason in `note`."""
    counts: dict[str, int] = {}
    for claim in results.claims:
        counts[claim.article_id] = counts.get(claim.article_id, 0) + 1
    for article in results.articles:
        remarks = [article.note] if article.note else []
        if article.id not in counts:
            remarks.append(NO_CLAIM)
        yield {
            "article_id": article.id,
            "outlet": article.outlet,
            "origin": article.origin,
            "title": article.title,
            "url": article.url,
            "published": article.published,
            "language": article.language,
            "file": article.file,
            "n_claims": counts.get(article.id, 0),
            "note": JOINER.join(remarks),
        }
    for skipped in results.skipped:
        yield {
            "article_id": skipped.article_id,
            "outlet": skipped.outlet,
            "origin": None,
            "title": skipped.title,
            "url": skipped.url,
            "published": skipped.published,
            "language": skipped.language,
            "file": skipped.file,
            "n_claims": 0,
            "note": skipped.reason,
        }


def claim_rows(results: Results) -> Iterator[Row]:
    """One row for each claim, with the cluster and position it belongs to."""
    articles = {article.id: article for article in results.articles}
    places = {
        claim_id: (cluster.id, position.id)
        for cluster in results.clusters
        for position in cluster.positions
        for claim_id in position.claim_ids
    }
    in_cluster = {claim_id: cluster.id for cluster in results.clusters for claim_id in cluster.claim_ids}
    for claim in results.claims:
        cluster_id, position = places.get(claim.id, (in_cluster.get(claim.id), None))
        yield _claim_row(claim, articles.get(claim.article_id)) | {
            "cluster_id": cluster_id,
            "position": position,
        }


def extract_rows(articles: Iterable[Article], claims: Iterable[Claim]) -> Iterator[Row]:
    """One row for each claim, with the offsets of its source, cue and content; no clusters yet."""
    by_id = {article.id: article for article in articles}
    for claim in claims:
        row = _claim_row(claim, by_id.get(claim.article_id)) | {"cluster_id": None, "position": None}
        for name, span in (
            ("source", claim.source_span),
            ("cue", claim.cue_span),
            ("content", claim.content_span),
        ):
            row |= _span_cells(name, span)
        yield row


def _span_cells(name: str, span: Span | None) -> Row:
    return {
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
    }


def _claim_row(claim: Claim, article: Article | None) -> Row:
    return {
        "claim_id": claim.id,
        "article_id": claim.article_id,
        "outlet": article.outlet if article else None,
        "published": article.published if article else None,
        "url": article.url if article else None,
        "start": claim.start,
        "end": claim.end,
        "sentence": claim.sentence,
        "proposition": claim.proposition,
        "source": claim.source,
        "source_kind": claim.source_kind,
        "cue": claim.cue,
        "origin": claim.origin,
        "stance": claim.stance,
        "hedged": claim.hedged,
        "checkworthy": _rounded(claim.checkworthy),
    }


def link_rows(links: Iterable[Link]) -> Iterator[Row]:
    """One row for each link."""
    for link in links:
        yield {
            "claim_a": link.a,
            "claim_b": link.b,
            "relation": link.relation,
            "score": _rounded(link.score),
            "evidence": JOINER.join(f"{item.kind}: {item.detail}" for item in link.evidence),
        }


def cluster_rows(results: Results) -> Iterator[Row]:
    """One row for each cluster."""
    articles = {article.id: article for article in results.articles}
    article_of = {claim.id: claim.article_id for claim in results.claims}
    disputed = {dispute.cluster_id for dispute in results.disputes}
    for cluster in results.clusters:
        members = _members(cluster, article_of, articles)
        dates = sorted((article.published for article in members if article.published), key=moment)
        yield {
            "cluster_id": cluster.id,
            "headline": cluster.headline,
            "n_claims": len(cluster.claim_ids),
            "n_articles": len(members),
            "n_outlets": len({article.outlet for article in members if article.outlet}),
            "n_independent_sources": cluster.independent_sources,
            "first_published": dates[0] if dates else None,
            "last_published": dates[-1] if dates else None,
            "cohesion": _rounded(cluster.cohesion),
            "disputed": cluster.id in disputed,
        }


def _members(
    cluster: Cluster, article_of: Mapping[str, str], articles: Mapping[str, Article]
) -> list[Article]:
    """The distinct articles of a cluster's claims."""
    ids = dict.fromkeys(article_of[claim_id] for claim_id in cluster.claim_ids if claim_id in article_of)
    return [articles[article_id] for article_id in ids if article_id in articles]


def moment(published: str) -> datetime:
    """When `published` (ISO 8601, however partial) begins, for sorting; the far past where it is no date."""
    instant = parse_instant(published)
    if instant is not None:
        return instant
    period = Period.parse(published)
    first = period.first if period else datetime.min.date()
    return datetime.combine(first, time.min, tzinfo=UTC)


def dispute_rows(results: Results) -> Iterator[Row]:
    """One row for each dispute, in rank order."""
    articles = {article.id: article for article in results.articles}
    claims = {claim.id: claim for claim in results.claims}
    for dispute in results.disputes:
        yield _dispute_row(dispute, claims, articles)


def _dispute_row(dispute: Dispute, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> Row:
    row: Row = {
        "dispute_id": dispute.id,
        "cluster_id": dispute.cluster_id,
        "kind": dispute.kind,
        "score": _rounded(dispute.score),
        "headline": dispute.headline,
        "explanation": dispute.explanation,
        "status": dispute.status,
        "a_independent_sources": dispute.a_independent_sources,
        "b_independent_sources": dispute.b_independent_sources,
    }
    sides = (
        ("a", dispute.a_claim_id, dispute.a_claim_ids),
        ("b", dispute.b_claim_id, dispute.b_claim_ids),
    )
    for side, shown_id, claim_ids in sides:
        shown = claims[shown_id]
        article = articles.get(shown.article_id)
        members = [claims[claim_id] for claim_id in claim_ids if claim_id in claims]
        row |= {
            f"{side}_claim_id": shown.id,
            f"{side}_sentence": shown.sentence,
            f"{side}_source": shown.source,
            f"{side}_outlet": article.outlet if article else None,
            f"{side}_published": article.published if article else None,
            f"{side}_url": article.url if article else None,
            f"{side}_start": shown.start,
            f"{side}_end": shown.end,
            f"{side}_sources": JOINER.join(sources_of(members, articles)),
            f"{side}_outlets": JOINER.join(outlets_of(members, articles)),
        }
    return row


def sources_of(claims: Iterable[Claim], articles: Mapping[str, Article]) -> list[str]:
    """Who the claims are from, each once, in order: sources, and origins that claims themselves name."""
    names: dict[str, None] = {}
    for claim in claims:
        article = articles.get(claim.article_id)
        if claim.source:
            names[claim.source] = None
        if claim.origin and (article is None or claim.origin != article.origin):
            names[claim.origin] = None
    return list(names)


def outlets_of(claims: Iterable[Claim], articles: Mapping[str, Article]) -> list[str]:
    """The outlets that carry the claims, each once, in order."""
    carriers = (articles[claim.article_id].outlet for claim in claims if claim.article_id in articles)
    return list(dict.fromkeys(outlet for outlet in carriers if outlet))


def comparison_rows(comparisons: Iterable[Comparison]) -> Iterator[Row]:
    """One row for each compared pair."""
    for item in comparisons:
        yield {
            "id": item.id,
            "similarity": _rounded(item.similarity),
            "entailment_ab": _rounded(item.entailment_ab),
            "neutral_ab": _rounded(item.neutral_ab),
            "contradiction_ab": _rounded(item.contradiction_ab),
            "entailment_ba": _rounded(item.entailment_ba),
            "neutral_ba": _rounded(item.neutral_ba),
            "contradiction_ba": _rounded(item.contradiction_ba),
            "contradiction": _rounded(item.contradiction),
            "relation": item.relation,
            "kind": item.kind,
            "explanation": item.explanation,
        }


def _rounded(value: float) -> float:
    """Six digits: enough for any threshold, and the same text on every machine."""
    return round(float(value), 6)


ROWS: Mapping[str, Callable[[Results], Iterator[Row]]] = MappingProxyType(
    {
        "articles": article_rows,
        "claims": claim_rows,
        "links": lambda results: link_rows(results.links),
        "clusters": cluster_rows,
        "disputes": dispute_rows,
    }
)
"""Table name -> the function that makes its rows; the names are `columns.RESULT_TABLES`."""
