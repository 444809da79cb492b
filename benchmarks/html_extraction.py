"""Body text of real news pages: token F1 against the text a person marked, beside plain trafilatura.

    python -m benchmarks.html_extraction

Needs the research data (`CLAIMCHECK_DATA`, or `../shared/data`): 60 pages of the article-extraction-benchmark with
their `articleBody`. The score is its measure: precision and recall over the multiset of 4-word shingles as well as of
single words, averaged over pages.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

from claimcheck.articles.readers.page import read_page

_TOKEN = re.compile(r"\w+")


def data_folder() -> Path:
    return (
        Path(os.environ.get("CLAIMCHECK_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
        / "html"
    )


def token_f1(found: str, gold: str, size: int = 1) -> float:
    """F1 of the multisets of runs of `size` words."""
    one, other = _runs(found, size), _runs(gold, size)
    if not one or not other:
        return float(one == other)
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total())


def ours(page: bytes) -> str:
    article = read_page("page.html", page)
    return "" if isinstance(article, str) else article.text


def plain(page: bytes) -> str:
    import trafilatura

    return trafilatura.extract(page) or ""


def scores(extract: Callable[[bytes], str], size: int) -> list[float]:
    """One F1 a page, in the order of the page's names."""
    folder = data_folder()
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        token_f1(
            extract(gzip.decompress((folder / f"{name}.html.gz").read_bytes())),
            gold[name]["articleBody"],
            size,
        )
        for name in sorted(gold)
    ]


def _runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = [word.lower() for word in _TOKEN.findall(text)]
    return Counter(tuple(words[start : start + size]) for start in range(len(words) - size + 1))


def main() -> int:
    if not data_folder().is_dir():
        print(f"skipped: no pages at {data_folder()}; set CLAIMCHECK_DATA")
        return 0
    import trafilatura

    print(f"{'extractor':<24}{'token F1':>10}{'4-word F1':>11}")
    for name, extract in ((f"trafilatura {trafilatura.__version__}", plain), ("claimcheck", ours)):
        print(f"{name:<24}{fmean(scores(extract, 1)):>10.4f}{fmean(scores(extract, 4)):>11.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
