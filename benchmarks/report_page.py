"""How large the report page is, and how soon Chromium shows it: `python -m benchmarks.report_page`.

The page has 2,000 disputes and 50,000 claims, made up (`synthetic_results`). First view is the time from opening the
file to the first painted dispute, the median of a few fresh tabs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.browser import ARGUMENTS, chromium
from benchmarks.synthetic_results import synthetic_results
from claimcheck.report.html import write_report


def measure(disputes: int, claims: int, context: str, tabs: int) -> dict[str, float]:
    """Size in MB, seconds to write it, and median seconds to first view."""
    from playwright.sync_api import sync_playwright

    results = synthetic_results(disputes, claims)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        began = time.perf_counter()
        path = write_report(results, Path(folder) / "report.html", context=context)
        written = time.perf_counter() - began
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        first_view = []
        for _ in range(tabs):
            page = browser.new_page()
            began = time.perf_counter()
            page.goto(path.as_uri(), wait_until="commit")
            page.wait_for_selector(".card.dispute blockquote")
            first_view.append(time.perf_counter() - began)
            page.close()
        browser.close()
        return {
            "megabytes": round(path.stat().st_size / 1e6, 1),
            "write_seconds": round(written, 2),
            "first_view_seconds": round(statistics.median(first_view), 2),
        }


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disputes", type=int, default=2000)
    parser.add_argument("--claims", type=int, default=50_000)
    parser.add_argument("--context", default="sentences")
    parser.add_argument("--tabs", type=int, default=5)
    given = parser.parse_args()
    if chromium() is None:
        print("no Chromium on this machine", file=sys.stderr)
        return 1
    print(json.dumps(measure(given.disputes, given.claims, given.context, given.tabs), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
