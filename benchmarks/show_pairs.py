"""Print labelled or drawn pairs with their context, for reading: titles, dates, the text round each of the two claims.

    python -m benchmarks.show_pairs benchmarks/labels/pairs.csv --id p0021 --labels
    python -m benchmarks.show_pairs pairs.csv --from 40 --count 20

The claims stand between double brackets. Labels stay hidden unless they are asked for, so that a second reader is not
led by the first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.labelled_pairs import LABELS, Label, read_labels
from claimcheck.records import Article
from claimcheck.training.gate_data import data_folder, load_set


def excerpt(article: Article, start: int, end: int, around: int) -> str:
    """The text round a claim, which stands in double brackets, on one line; cut at spaces."""
    low, high = max(0, start - around), min(len(article.text), end + around)
    while low > 0 and not article.text[low - 1].isspace():
        low -= 1
    while high < len(article.text) and not article.text[high].isspace():
        high += 1
    text = f"{article.text[low:start]}[[{article.text[start:end]}]]{article.text[end:high]}"
    return " ".join(text.split())


def show(label: Label, articles: Mapping[str, Article], around: int, *, labels: bool) -> str:
    """One pair, both sides."""
    lines = [
        f"## {label.pair_id} {label.dataset}" + ("" if label.event_a == label.event_b else " (two events)")
    ]
    for side, doc, start, end in (
        ("A", label.doc_a, label.start_a, label.end_a),
        ("B", label.doc_b, label.start_b, label.end_b),
    ):
        article = articles[f"{label.dataset}/{doc}"]
        lines.append(f"{side} {article.outlet or '-'} {article.published or '-'} | {article.title or '-'}")
        lines.append(f"  {excerpt(article, start, end, around)}")
    if labels:
        lines.append(f"= {label.label}; {label.slot}; {label.reason}")
    return "\n".join(lines)


def main() -> int:
    """Print the pairs asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", default=LABELS)
    parser.add_argument("--id", action="append", help="only this pair; may be repeated")
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first pair")
    parser.add_argument("--count", type=int, default=25)
    parser.add_argument("--around", type=int, default=250, help="characters shown on each side of a claim")
    parser.add_argument("--labels", action="store_true", help="show the labels too")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    rows = read_labels(options.file, unlabelled=True)
    if options.id:
        chosen = [row for row in rows if row.pair_id in options.id]
    else:
        chosen = rows[options.first : options.first + options.count]
    articles = {a.id: a for name in {row.dataset for row in chosen} for a in load_set(name, folder).articles}
    for row in chosen:
        print(show(row, articles, options.around, labels=options.labels), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
