"""Planted contradictions: altered articles against their originals, and originals against a rewording of themselves.

python -m benchmarks.altered [--articles N] [--judge none] [--run]

Each original and its altered version are taken as two outlets' articles. A pair of claims is flagged where `compare`'s
fusion of slots and judge calls it a contradiction; with `--run`, where `claimcheck run` on the two articles links them
as a contradiction or a denial. A changed fact is found where a flagged pair differs in a word or
number that the set's own account of the fact (`facts_a`, `facts_b`) says has changed. The rewording keeps every fact
(synonyms, spelled-out numbers, order), so that whatever is flagged there is false.
"""

from __future__ import annotations

import argparse
import ast
import calendar
import gzip
import json
import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimcheck.analysis import Analyser, analyse
from claimcheck.claims.extract import extract_claims
from claimcheck.links.fusion import fuse
from claimcheck.links.slots import compare_slots
from claimcheck.links.wording import wording
from claimcheck.models.embedder import load_embedder
from claimcheck.models.judge import Judge, load_judge
from claimcheck.records import Article, Claim, Relation
from claimcheck.settings import Settings
from claimcheck.training.gate_data import data_folder
from claimcheck.training.news_edits import reword

ALTERED = Path("news") / "altered_articles.jsonl.gz"
LEAST_COSINE = 0.55
FLAGGED_FROM = 0.5
CALENDAR = re.compile(rf"\b(?:{'|'.join((*calendar.day_name, *calendar.month_name[1:]))})\b")
"""Words that are facts, though `wording` counts them as common ones; "may" is none."""


def flagged_pairs(
    a: Sequence[Claim], b: Sequence[Claim], judge: Judge | None
) -> list[tuple[Claim, Claim, str]]:
    """Pairs of claims of two articles that are called a contradiction, with the reason."""
    if not a or not b:
        return []
    embedder = load_embedder()
    cosines = embedder.encode([c.proposition for c in a]) @ embedder.encode([c.proposition for c in b]).T
    pairs = [
        (a[i], b[j], float(cosines[i, j]))
        for i in range(len(a))
        for j in range(len(b))
        if cosines[i, j] >= LEAST_COSINE and a[i].proposition != b[j].proposition
    ]
    same = {claim.proposition for claim in a} & {claim.proposition for claim in b}
    pairs = [(x, y, c) for x, y, c in pairs if x.proposition not in same and y.proposition not in same]
    judged = judge.judge([(x.proposition, y.proposition) for x, y, _ in pairs]) if judge and pairs else None
    found = []
    for row, (x, y, cosine) in enumerate(pairs):
        slots = compare_slots(x, y)
        if fuse(judged[row].contradiction if judged else 0.0, slots, cosine) >= FLAGGED_FROM:
            found.append((x, y, "; ".join(f.detail for f in slots.conflicts) or "judge alone"))
    return found


def disputed_pairs(
    a: Sequence[Claim], b: Sequence[Claim], articles: Sequence[Article], analyser: Analyser
) -> list[tuple[Claim, Claim, str]]:
    """Pairs of claims of two articles that a run on the two links as a contradiction or a denial, with the reason.

    Not those to which a denial was carried from its own article: that dispute the article has with itself.
    """
    claims = {claim.id: claim for claim in (*a, *b)}
    home = {claim.id for claim in a}
    return [
        (claims[link.a], claims[link.b], link.evidence[0].detail if link.evidence else "")
        for link in analyse(articles, analyser=analyser).links
        if link.relation in (Relation.CONTRADICTS, Relation.DENIES)
        and link.a in claims
        and link.b in claims
        and (link.a in home) != (link.b in home)
        and all(evidence.kind != "carried" for evidence in link.evidence)
    ]


def changed_words(row: dict[str, Any]) -> dict[str, frozenset[str]]:
    """For each changed fact, the words and numbers in which the set's two accounts of it differ."""
    accounts = [ast.literal_eval(row[side]) for side in ("facts_a", "facts_b")]
    changed = {}
    for fact in row["changed"]:
        words = [words_of(str(account.get(fact, ""))) for account in accounts]
        changed[fact] = words[0] ^ words[1]
    return changed


def words_of(text: str) -> frozenset[str]:
    """Content stems, numbers, weekdays and months of a text."""
    known = wording(text)
    return known.content | {token for token in known.tokens if token[0].isdigit()} | {*CALENDAR.findall(text)}


def as_two_outlets(texts: Sequence[str]) -> list[Article]:
    """The texts as articles of one day, each of another outlet."""
    return [
        Article(id=f"{i}", text=text, language="en", outlet=f"Outlet {i}", published="2017-01-02")
        for i, text in enumerate(texts)
    ]


def claims_by_side(articles: Sequence[Article]) -> list[list[Claim]]:
    claims = extract_claims(articles)
    return [[claim for claim in claims if claim.article_id == article.id] for article in articles]


def reworded(text: str, claims: Sequence[Claim], rng: random.Random) -> str:
    """The article with each sentence that allows it put in other words."""
    for start, end in sorted({(claim.start, claim.end) for claim in claims}, reverse=True):
        text = text[:start] + (reword(text[start:end], rng) or text[start:end]) + text[end:]
    return text


def read_rows(folder: Path) -> list[dict[str, Any]]:
    """The articles of the set: each with its altered version and the two accounts of its facts."""
    with gzip.open(folder / ALTERED, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument(
        "--judge", help='folder or name of a judge, "none" for slots alone (default: the bundled one)'
    )
    parser.add_argument("--run", action="store_true", help="flag what a run on the two articles flags")
    parser.add_argument("--show", action="store_true", help="print what was flagged")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None or not (folder / ALTERED).exists():
        print("skipped: the research data is not there (set CLAIMCHECK_DATA)")
        return 0
    rows = read_rows(folder)[: options.articles]
    judge = None if options.judge == "none" else load_judge(options.judge)
    analyser = Analyser(Settings(judge=options.judge or "bundled")) if options.run else None
    print(json.dumps(measure(rows, judge, analyser, show=options.show), indent=1))
    return 0


def measure(
    rows: Sequence[dict[str, Any]],
    judge: Judge | None,
    analyser: Analyser | None = None,
    *,
    show: bool = False,
) -> dict[str, float | str]:
    """The figures of `rows`, by `compare`, or by a run of `analyser`."""

    def flags(texts: Sequence[str]) -> tuple[list[Claim], list[tuple[Claim, Claim, str]]]:
        articles = as_two_outlets(texts)
        a, b = claims_by_side(articles)
        return a, disputed_pairs(a, b, articles, analyser) if analyser else flagged_pairs(a, b, judge)

    facts, found, articles_found, false, articles_wrong, rng = 0, 0, 0, 0, 0, random.Random(5)
    for row in rows:
        original, flagged = flags([row["a"], row["b"]])
        articles_found += bool(flagged)
        differing: frozenset[str] = frozenset()
        for x, y, reason in flagged:
            differing |= words_of(x.sentence) ^ words_of(y.sentence)
            if show:
                print(f"{row['id']} {reason}\n  A {x.proposition}\n  B {y.proposition}")
        for words in changed_words(row).values():
            facts += 1
            found += bool(words & differing)
        _, wrong = flags([row["a"], reworded(row["a"], original, rng)])
        false += len(wrong)
        articles_wrong += bool(wrong)
        for x, y, reason in wrong if show else ():
            print(f"{row['id']} FALSE {reason}\n  A {x.proposition}\n  B {y.proposition}")
    return {
        "articles": len(rows),
        "judge": judge.name if judge else "none",
        "flagged_by": "run" if analyser else "compare",
        "changed_facts": facts,
        "recall": round(found / max(1, facts), 3),
        "articles_with_a_flag": round(articles_found / max(1, len(rows)), 3),
        "articles_with_a_false_conflict": round(articles_wrong / max(1, len(rows)), 3),
        "false_conflicts_an_article": round(false / max(1, len(rows)), 3),
    }


if __name__ == "__main__":
    sys.exit(main())
