"""Tables of docs/performance.md from the results of the benchmarks.

    python -m benchmarks.performance_page [--check]

Each table stands between `<!-- NAME -->` and `<!-- /NAME -->`, where NAME is a key of `TABLES`. With `--check` nothing
is written, and the exit code says whether the page is in step with the results.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.backends import table as backends_table
from benchmarks.speed import table as speed_table

RESULTS = Path(__file__).with_name("results")
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"

SCALING = {
    "add 1,000, CPU s": "add 1,000 cpu s",
    "`check`, CPU ms": "check cpu ms",
    "open and load, CPU s": "open and load cpu s",
    "build the index, CPU s": "build index cpu s",
    "peak MB": "peak MB",
    "file MB": "file MB",
    "index": "index",
}
INDEX_KINDS = {
    "vectors": "size",
    "index": "kind",
    "search": "effort",
    "build, CPU s": "build cpu s",
    "query, CPU ms": "query cpu ms",
    "recall": "recall",
    "MB": "MB",
}
FORMS = ("again", "in ten pieces", "shuffled", "shuffled, in ten pieces")


def scaling() -> str:
    """Times and sizes by number of claims, and the last size against 10,000."""
    found = _load("scaling")
    rows = [
        [f"{int(size):,}", *(_cell(row.get(key)) for key in SCALING.values())] for size, row in found.items()
    ]
    text = _table(["claims", *SCALING], rows)
    base, last = found.get("10000"), max(found, key=int)
    if base and int(last) > 10_000:
        more, ask = (found[last][key] / base[key] for key in ("add 1,000 cpu s", "check cpu ms"))
        text += (
            f"\n\nAt {int(last):,} claims adding takes {more:.1f} times what it takes at 10,000 (target: 4), and "
            f"`check` {ask:.1f} times (target: 3); the peak is {found[last]['peak MB']:,} MB (target: 2,500)."
        )
    return text


def index_kinds() -> str:
    """Build time, query time, recall and size of each kind of index."""
    rows = [[_cell(row[key]) for key in INDEX_KINDS.values()] for row in _load("index_kinds")]
    return _table(list(INDEX_KINDS), rows)


def order() -> str:
    """What differs between forms of adding the same articles."""
    rows = []
    for row in _load("order"):
        head = [row["set"], *(_cell(row[key]) for key in ("articles", "candidate_limit", "claims", "links"))]
        rows += [
            [
                *head,
                form,
                "yes" if row[form]["same articles"] and row[form]["same claims"] else "no",
                _cell(row[form]["links in one only"]),
                f"{row[form]['pairs in both, of those in either']:.4f}",
                "yes" if row[form]["same ids"] else "no",
            ]
            for form in FORMS
        ]
    return _table(
        ["articles of", "number", "`candidate_limit`", "claims", "links", "added", "same articles and claims",
         "links that differ", "pairs in one cluster in both, of those in either", "same ids"],
        rows,
    )  # fmt: skip


def speed() -> str:
    """The whole run beside what else a user could do, and the ratios that have a target."""
    found = _load("speed")
    ratios = found["ratios"]
    before, after = found["load before and after"]
    text = speed_table(found["parts"])
    text += (
        f"\n\nThe notebook takes {ratios['notebook / run, wall s']} times as long as the run by the clock and "
        f"{ratios['notebook / run, cpu s']} times as many CPU seconds (target: 2.5)"
    )
    flags = ratios.get("notebook flags / run, flagged")
    text += f", and flags {flags} times as many pairs (aim: 4)" if flags else ""
    return text + (
        f". The run takes {ratios['run / encode, wall s']} times as long as encoding alone, and "
        f"{ratios['run / encode, cpu s']} times as many CPU seconds (target: 3). The system's load was {before} before "
        f"and {after} after, on {found['cores']} cores: what else ran shows in wall times."
    )


TABLES: dict[str, Callable[[], str]] = {
    "backends: embedder": lambda: backends_table(_load("backends")["embedder"]),
    "backends: judge": lambda: backends_table(_load("backends")["judge"]),
    "speed": speed,
    "scaling": scaling,
    "index kinds": index_kinds,
    "order": order,
}


def page_with_tables(page: str) -> str:
    """The page with each of its tables as the results are now."""
    for name, make in TABLES.items():
        between = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
        page = between.sub(lambda _, make=make: f"\n{make()}\n\n", page)  # type: ignore[misc]
    return page


def _load(name: str) -> Any:
    return json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only say whether the page is in step")
    options = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    wanted = page_with_tables(page)
    if options.check:
        print("in step" if page == wanted else "run `python -m benchmarks.performance_page`")
        return int(page != wanted)
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
