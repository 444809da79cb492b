"""Nothing a user can type or read in a file is without documentation."""

from __future__ import annotations

import dataclasses
import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from claimcheck.cli import app
from claimcheck.report.columns import TABLES
from claimcheck.report.exports import FORMATS
from claimcheck.settings import Settings

ROOT = Path(__file__).parent.parent
_spec = importlib.util.spec_from_file_location("docs_reference", ROOT / "docs" / "reference.py")
assert _spec
assert _spec.loader
reference = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(reference)

COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_documented_with_an_example(name: str) -> None:
    page = reference.commands_page()
    section = page.split(f"## {name}\n")[1].split("\n## ")[0]
    assert f"Usage: claimcheck {name}" in section
    assert "Example:" in section
    assert f"  claimcheck {name}" in section
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")
    undescribed = [item.name for item in COMMANDS[name].params if not getattr(item, "help", "x")]
    assert undescribed == []


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_documented(table: str) -> None:
    page = reference.columns_page()
    for name, meaning in TABLES[table].items():
        assert f"| `{name}` | {meaning} |" in page


def test_every_setting_and_format_is_documented() -> None:
    page = reference.settings_page()
    for item in dataclasses.fields(Settings):
        assert f"| `{item.name}` |" in page
        assert item.metadata.get("help")
    for name in FORMATS:
        assert f"| `{name}` |" in reference.formats_table()


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed")
    pytest.importorskip("mkdocstrings", reason="mkdocstrings is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "commands.html").exists()
