"""The pictures in docs/images, from the sample batch: `python -m benchmarks.screenshots`. Needs Chromium."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.browser import ARGUMENTS, chromium

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
COMMAND = ("claimcheck", "run", "data/sample", "--out", "out")
COLUMNS = 100
TERMINAL_LINES = 40
COLOURS = 256
"""A page of text needs no more, and the files stay small."""


def main() -> int:
    """Run the sample, photograph the terminal and the page."""
    from playwright.sync_api import sync_playwright

    where = chromium()
    if where is None:
        print("no Chromium on this machine", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = run_sample(Path(folder))
        browser = playwright.chromium.launch(executable_path=where, args=ARGUMENTS)
        page_url = (Path(folder) / "report.html").as_uri()
        photograph(browser, page_url, "report-desktop", 1280, 900)
        photograph(browser, page_url, "report-phone", 390, 844)
        svg = Path(folder) / "terminal.svg"
        drawing = terminal_svg(COMMAND, output)
        svg.write_text(drawing, encoding="utf-8")
        size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
        assert size
        photograph(
            browser, svg.as_uri(), "terminal", *(int(float(side)) for side in size.groups()), element="svg"
        )
        browser.close()
    return 0


def run_sample(out: Path) -> str:
    """What the command prints on the sample, with its colours."""
    start = [sys.executable, "-c", "from claimcheck.cli import main; main()"]
    done = subprocess.run(
        [*start, *COMMAND[1:-1], str(out)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "NO_COLOR": ""},
    )
    return done.stdout.replace(str(out), COMMAND[-1])


def terminal_svg(command: Sequence[str], output: str) -> str:
    """The first lines of a terminal session as rich draws one."""
    from rich.console import Console
    from rich.text import Text

    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        console.print(Text(f"$ {' '.join(command)}", style="bold green"))
        lines = output.splitlines()
        # The cut comes at the end of a dispute.
        end = max(
            (at for at in range(TERMINAL_LINES) if not lines[at : at + 1] or not lines[at].strip()), default=0
        )
        for line in lines[:end]:
            console.print(Text.from_ansi(line))
        return console.export_svg(title="claimcheck", code_format=_svg_format())


def _svg_format() -> str:
    """Rich's frame without its web font, so that no network is needed."""
    from rich._export_format import CONSOLE_SVG_FORMAT

    plain = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return plain.replace("Fira Code", "DejaVu Sans Mono")


def photograph(
    browser: Any, url: str, name: str, width: int, height: int, *, element: str | None = None
) -> None:
    """A PNG of a page's first screen, or of one element of it."""
    from PIL import Image

    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(element or "main h1", state="attached")
    path = IMAGES / f"{name}.png"
    target = page.locator(element).first if element else page
    target.screenshot(path=path)
    context.close()
    # An octree keeps a terminal's few bright colours, a median cut a page's tints apart.
    method = Image.Quantize.FASTOCTREE if element else Image.Quantize.MEDIANCUT
    Image.open(path).convert("RGB").quantize(COLOURS, method=method).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
