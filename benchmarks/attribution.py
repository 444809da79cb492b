"""Source, cue and content spans on PolNeAR dev: `python -m benchmarks.attribution [--articles N]`.

Each article's spans of a kind are united and compared as word tokens with the united gold spans; F1 is micro over
articles. Prints rules alone, the tagger alone, and both together, which is what `extract` writes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from claimcheck.claims.extract import extract_claims
from claimcheck.claims.sentences import find_sentences
from claimcheck.errors import ModelError
from claimcheck.models.tagger import TAGS, Tagger, load_tagger
from claimcheck.records import Article, Claim, Span
from claimcheck.training.tagger import TaggedArticle, read_polnear

KINDS = TAGS[1:]
_WORD = re.compile(r"\w+")


def score(
    articles: Sequence[TaggedArticle], found: dict[str, dict[str, list[Span]]]
) -> dict[str, dict[str, float]]:
    """Micro precision, recall and F1 of each kind; `found` holds the spans of each kind by article id."""
    figures = {}
    for tag, kind in enumerate(KINDS, start=1):
        hits = guessed = gold = 0
        for item in articles:
            ours = bytearray(len(item.tags))
            for span in found.get(item.article.id, {}).get(kind, ()):
                ours[span.start : span.end] = b"\x01" * (span.end - span.start)
            for word in _WORD.finditer(item.article.text):
                is_gold = item.tags[word.start()] == tag
                is_ours = bool(ours[word.start()])
                hits += is_gold and is_ours
                guessed += is_ours
                gold += is_gold
        precision = hits / guessed if guessed else 0.0
        recall = hits / gold if gold else 0.0
        f1 = 2 * hits / (guessed + gold) if guessed + gold else 0.0
        figures[kind] = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    return figures


def claim_spans(claims: Iterable[Claim]) -> dict[str, dict[str, list[Span]]]:
    """The attribution spans of claims by article and kind."""
    found: dict[str, dict[str, list[Span]]] = {}
    for claim in claims:
        spans = found.setdefault(claim.article_id, {kind: [] for kind in KINDS})
        for kind, span in (
            ("source", claim.source_span),
            ("cue", claim.cue_span),
            ("content", claim.content_span),
        ):
            if span is not None:
                spans[kind].append(span)
    return found


def tagger_spans(articles: Iterable[Article], tagger: Tagger) -> dict[str, dict[str, list[Span]]]:
    """The most probable tag of each word piece, as spans."""
    articles = list(articles)
    sentences = [find_sentences(article) for article in articles]
    tagged = tagger.tag(
        [[s.of(article.text) for s in spans] for article, spans in zip(articles, sentences, strict=True)]
    )
    found = {}
    for article, spans, rows in zip(articles, sentences, tagged, strict=True):
        found[article.id] = {kind: list(_pieces(spans, rows, tag)) for tag, kind in enumerate(KINDS, start=1)}
    return found


def _pieces(spans: Sequence[Span], rows: Sequence[object], tag: int) -> Iterator[Span]:
    for span, row in zip(spans, rows, strict=True):
        best = row.probabilities.argmax(axis=1)  # type: ignore[attr-defined]
        for (start, end), guess in zip(row.offsets, best, strict=True):  # type: ignore[attr-defined]
            if guess == tag:
                yield Span(span.start + int(start), span.start + int(end))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print one JSON line for each system."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attribution", description=__doc__)
    parser.add_argument("--articles", type=int, help="only the first N articles")
    args = parser.parse_args(argv)
    data = Path(os.environ.get("CLAIMCHECK_DATA") or Path(__file__).parents[2] / "shared" / "data")
    if not data.is_dir():
        print("skipped: the research data is not here (set CLAIMCHECK_DATA)")
        return 0
    gold = list(read_polnear(data, "dev"))[: args.articles]
    articles = [item.article for item in gold]
    print(
        json.dumps({"system": "rules", **score(gold, claim_spans(extract_claims(articles, rules_only=True)))})
    )
    try:
        tagger = load_tagger()
    except ModelError as error:
        print(f"no tagger: {error}")
        return 0
    print(json.dumps({"system": "tagger", **score(gold, tagger_spans(articles, tagger))}))
    print(
        json.dumps(
            {"system": "combined", **score(gold, claim_spans(extract_claims(articles, tagger=tagger)))}
        )
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
