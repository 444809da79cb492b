"""The columns of every table that claimcheck writes: name, order and meaning, in one place.

The writers, the docs and the tests read this; a column is added at the end of its table, never renamed
or moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ARTICLES: Mapping[str, str] = MappingProxyType(
    {
        "article_id": "The article's id: the input's own, else a hash of outlet, url, title and text.",
        "outlet": "Who published it; empty where unknown.",
        "origin": "Where the report first came from, when the article says so.",
        "title": "Its headline.",
        "url": "Its address, exactly as given.",
        "published": "When it was published, ISO 8601, as precise as known.",
        "language": "Its language code.",
        "file": "The input it came from, relative to what was named.",
        "n_claims": "How many claims were found in it.",
        "note": "Why it was skipped, or what is odd about it.",
    }
)

CLAIMS: Mapping[str, str] = MappingProxyType(
    {
        "claim_id": "The claim's id.",
        "article_id": "The article it is made in.",
        "outlet": "That article's outlet.",
        "published": "That article's date.",
        "url": "That article's address.",
        "start": "First character of the sentence in the article's text.",
        "end": "One past its last character.",
        "sentence": "The sentence, verbatim.",
        "proposition": "The statement without its attribution.",
        "source": "Who the article says it from; empty where the article speaks for itself.",
        "source_kind": "person, body, outlet, document or unnamed.",
        "cue": "The words that attribute it: said, according to.",
        "origin": "Where the statement first came from, when the text says so.",
        "stance": "asserts, denies, confirms or declines.",
        "hedged": "Whether it is softened (may, reportedly): true or false.",
        "checkworthy": "How much it is a factual statement worth checking, 0 to 1.",
        "cluster_id": "The cluster it belongs to; empty where none.",
        "position": "The position of that cluster it takes.",
    }
)

SPANS: Mapping[str, str] = MappingProxyType(
    {
        "source_start": "First character of the source in the article's text; empty where none.",
        "source_end": "One past its last character.",
        "cue_start": "First character of the cue in the article's text; empty where none.",
        "cue_end": "One past its last character.",
        "content_start": "First character of what is attributed; empty where none.",
        "content_end": "One past its last character.",
    }
)
"""What `extract` adds to the columns of the claims."""

EXTRACT: Mapping[str, str] = MappingProxyType({**CLAIMS, **SPANS})

LINKS: Mapping[str, str] = MappingProxyType(
    {
        "claim_a": "The claim the link goes from.",
        "claim_b": "The claim it goes to.",
        "relation": "equivalent, entails, contradicts, denies, confirms or updates.",
        "score": "How sure the link is, 0 to 1.",
        "evidence": "The reasons behind it, joined by semicolons.",
    }
)

CLUSTERS: Mapping[str, str] = MappingProxyType(
    {
        "cluster_id": "The cluster's id.",
        "headline": "The statement at its centre.",
        "n_claims": "How many claims it holds.",
        "n_articles": "In how many articles.",
        "n_outlets": "Of how many known outlets.",
        "n_independent_sources": "From how many origins, once reprints and citations are collapsed.",
        "first_published": "The earliest date of its articles.",
        "last_published": "The latest.",
        "cohesion": "How closely its claims stand to the one at its centre, 0 to 1.",
        "disputed": "Whether two of its positions oppose each other: true or false.",
    }
)


def _side(side: str) -> dict[str, str]:
    return {
        f"{side}_claim_id": f"The most telling claim of side {side}.",
        f"{side}_sentence": "Its sentence, verbatim.",
        f"{side}_source": "Who it is from.",
        f"{side}_outlet": "Who published it.",
        f"{side}_published": "When.",
        f"{side}_url": "Where.",
        f"{side}_start": "First character of the sentence in its article's text.",
        f"{side}_end": "One past its last character.",
    }


def _side_totals(side: str) -> dict[str, str]:
    return {
        f"{side}_sources": f"All sources on side {side}, joined by semicolons, with those that confirm it.",
        f"{side}_outlets": f"All outlets that carry side {side}, joined by semicolons.",
        f"{side}_independent_sources": f"How many independent sources stand behind side {side}.",
    }


DISPUTES: Mapping[str, str] = MappingProxyType(
    {
        "dispute_id": "The dispute's id.",
        "cluster_id": "The cluster whose positions oppose each other.",
        "kind": "denial, negation, quantity, date, entity or other.",
        "score": "How likely an editor would call it a dispute, 0 to 1.",
        "headline": "What it is about.",
        **_side("a"),
        **_side("b"),
        "explanation": "What the two sides differ in, in words.",
        "status": "new, confirmed, dismissed or resolved.",
        **_side_totals("a"),
        **_side_totals("b"),
    }
)

COMPARISONS: Mapping[str, str] = MappingProxyType(
    {
        "id": "The pair's id, as given; else its row number from 1.",
        "similarity": "Cosine of the two statements' embeddings, -1 to 1.",
        "entailment_ab": "Probability that a entails b.",
        "neutral_ab": "Probability that a says nothing on b.",
        "contradiction_ab": "Probability that a contradicts b.",
        "entailment_ba": "Probability that b entails a.",
        "neutral_ba": "Probability that b says nothing on a.",
        "contradiction_ba": "Probability that b contradicts a.",
        "contradiction": "Probability that the two contradict each other, all evidence together.",
        "relation": "equivalent, entails, entailed_by, contradicts, neutral or abstain.",
        "kind": "What the two differ in, where they contradict each other.",
        "explanation": "Why, in words.",
    }
)

TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "articles": ARTICLES,
        "claims": CLAIMS,
        "links": LINKS,
        "clusters": CLUSTERS,
        "disputes": DISPUTES,
        "extract": EXTRACT,
        "compare": COMPARISONS,
    }
)
"""Table name -> column name -> meaning."""

RESULT_TABLES = ("articles", "claims", "links", "clusters", "disputes")
"""The tables of a `Results`, in the order they are written."""
