"""The disputes that an analyst would read first, drawn for reading by hand, and the precision that the reading gave.

    python -m benchmarks.top_disputes --set basil --count 30 --out read.csv       # draw, in the order of the report
    python -m benchmarks.top_disputes --set syria_fakes --kind quantity --count 20 --out read.csv
    python -m benchmarks.show_pairs read.csv                                       # read
    python -m benchmarks.top_disputes                                              # precision of what was read

`benchmarks/labels/top_disputes.csv` holds what was read last: documents, offsets and verdict, never the text. The
columns are those of the labelled pairs; the stratum is "rank|kind|score". A verdict of "dispute" counts as right.
`top_disputes_first.csv` is what was read of an earlier model, and is only fitted on.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.labelled_pairs import Label, digest, each_once, read_labels, write_labels
from claimcheck.analysis import analyse
from claimcheck.records import Results
from claimcheck.settings import Settings
from claimcheck.training.gate_data import NEGATIVES, NEWS_SETS, EventSet, data_folder, load_set

READ = Path(__file__).with_name("labels") / "top_disputes.csv"
READ_BEFORE = READ.with_name("top_disputes_first.csv")
SHOWN = Settings().dispute_threshold


def read_flags() -> list[Label]:
    """Every flag that was ever read, each once, by its last verdict."""
    return each_once([*read_labels(READ_BEFORE), *read_labels(READ)])


def draw(results: Results, source: EventSet, count: int, kind: str | None) -> list[Label]:
    """The first `count` disputes (of one kind) in the order of the report, as pairs without a verdict."""
    claims = {claim.id: claim for claim in results.claims}
    wanted = [d for d in results.disputes if kind is None or d.kind.value == kind][:count]
    rows = []
    for rank, dispute in enumerate(wanted, start=1):
        a, b = claims[dispute.a_claim_id], claims[dispute.b_claim_id]
        rows.append(
            Label(
                dispute.id,
                source.name,
                a.article_id.removeprefix(f"{source.name}/"),
                a.start,
                a.end,
                b.article_id.removeprefix(f"{source.name}/"),
                b.start,
                b.end,
                source.events[a.article_id],
                source.events[b.article_id],
                f"{rank}|{dispute.kind.value}|{dispute.score:.2f}",
                digest(a.proposition),
                digest(b.proposition),
                "",
                "",
                "",
            )
        )
    return rows


def precision_lines(rows: list[Label]) -> list[str]:
    """Precision of each set, of all that was read and of what is shown at the default threshold."""
    by_set: dict[str, list[Label]] = defaultdict(list)
    for row in rows:
        by_set[row.dataset].append(row)
    lines = []
    for name, read in sorted(by_set.items()):
        shown = [row for row in read if float(row.stratum.split("|")[2]) >= SHOWN]
        parts = [
            f"{what} {sum(row.label == 'dispute' for row in part)} of {len(part)}"
            for what, part in (("read", read), (f"scored {SHOWN} or more", shown))
        ]
        lines.append(f"{name:20} " + "; ".join(parts))
    return lines


def main() -> int:
    """Draw, or report what was read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", choices=(*NEWS_SETS, NEGATIVES))
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--kind", help="only disputes of this kind")
    parser.add_argument("--least-score", type=float, default=SHOWN, help="lower it to read further down")
    parser.add_argument("--out", type=Path, default=Path("read.csv"))
    options = parser.parse_args()
    if options.set is None:
        print("\n".join(precision_lines(read_labels(READ))))
        return 0
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    source = load_set(options.set, folder)
    settings = Settings(contradiction_threshold=options.least_score, dispute_threshold=options.least_score)
    rows = draw(analyse(source.articles, settings=settings), source, options.count, options.kind)
    write_labels(rows, options.out)
    print(f"{len(rows)} disputes in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
