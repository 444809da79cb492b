"""Sentence boundaries: the rules beside spaCy's parser, `python -m benchmarks.segmentation [--no-spacy]`.

A sentence counts where both its ends are right; F1 is micro over the sentences of UD English PUD and of pySBD's
golden rules.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from claimcheck.claims.sentences import find_sentences
from claimcheck.models.parser import load_parser
from claimcheck.records import Article

Splitter = Callable[[str], set[tuple[int, int]]]


def rules(text: str) -> set[tuple[int, int]]:
    return {(span.start, span.end) for span in find_sentences(Article(id="", text=text))}


def by_parser(text: str) -> set[tuple[int, int]]:
    found = set()
    for sentence in load_parser()(text).sents:
        body = sentence.text
        start = sentence.start_char + len(body) - len(body.lstrip())
        if body.strip():
            found.add((start, start + len(body.strip())))
    return found


def gold_spans(text: str, sentences: Sequence[str]) -> set[tuple[int, int]]:
    found, at = set(), 0
    for sentence in sentences:
        start = text.index(sentence.strip(), at)
        at = start + len(sentence.strip())
        found.add((start, at))
    return found


def f1(path: Path, split: Splitter) -> float:
    hits = ours = gold = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            found, wanted = split(row["text"]), gold_spans(row["text"], row["sentences"])
            hits, ours, gold = hits + len(found & wanted), ours + len(found), gold + len(wanted)
    return round(2 * hits / (ours + gold), 4)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.segmentation", description=__doc__)
    parser.add_argument("--no-spacy", action="store_true", help="only the rules")
    args = parser.parse_args(argv)
    folder = (
        Path(os.environ.get("CLAIMCHECK_DATA") or Path(__file__).parents[2] / "shared" / "data") / "segments"
    )
    if not folder.is_dir():
        print("skipped: the research data is not here (set CLAIMCHECK_DATA)")
        return 0
    systems: dict[str, Splitter] = {"rules": rules}
    if not args.no_spacy:
        systems["spaCy parser"] = by_parser
    for name, split in systems.items():
        figures = {part: f1(folder / f"{part}.jsonl.gz", split) for part in ("ud_pud", "pysbd_golden")}
        print(json.dumps({"system": name, "f1": figures}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
