"""What a command reads and where it writes: nothing is written over, and what cannot be is named before the work."""

from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from claimcheck.cli import app
from claimcheck.errors import InputError
from claimcheck.report.files import check_writable
from claimcheck.workspace import Workspace

runner = CliRunner()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run where no claimcheck.toml of the developer is found."""
    monkeypatch.chdir(tmp_path)


ARTICLES = 'text\n"Nine people were hurt at the mill, the mill said on Friday."\n'


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "articles.csv", "--out", "."],
        ["run", ".", "--out", "."],
        ["extract", "articles.csv", "--out", "articles.csv"],
        ["extract", ".", "--out", "sub/../articles.csv"],
    ],
)
def test_an_input_is_not_written_over(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "articles.csv").write_text(ARTICLES)
    (tmp_path / "sub").mkdir()
    result = runner.invoke(app, arguments)
    assert result.exit_code == 2
    assert "articles.csv is one of the inputs" in result.stderr
    assert (tmp_path / "articles.csv").read_text() == ARTICLES


def test_pairs_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text("a,b\nx,y\n")
    result = runner.invoke(app, ["compare", "pairs.csv", "--out", "pairs.csv"])
    assert result.exit_code == 2
    assert (tmp_path / "pairs.csv").read_text() == "a,b\nx,y\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "."], ".: cannot be read: Is a directory"),
        (
            ["label", "--from", "none.csv", "-w", "news.db"],
            "none.csv: cannot be read: No such file or directory",
        ),
    ],
)
def test_what_cannot_be_read_is_named_in_words(tmp_path: Path, arguments: list[str], said: str) -> None:
    Workspace(tmp_path / "news.db").close()
    result = runner.invoke(app, arguments)
    assert result.exit_code == 1
    assert result.stderr == f"Error: {said}\n"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["run", "a.txt", "--out", "a.txt"], "a.txt is no folder"),
        (
            ["extract", "a.txt", "--out", "sub"],
            "sub: cannot be written, since it is a folder; name a file in it",
        ),
        (["extract", "a.txt", "--out", "a.txt/x.csv"], "a.txt is no folder"),
    ],
)
def test_a_target_that_cannot_be_is_named_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], named: str
) -> None:
    (tmp_path / "a.txt").write_text("Nine people were hurt at the mill, the mill said on Friday.")
    (tmp_path / "sub").mkdir()
    monkeypatch.setattr("claimcheck.analysis.analyse", pytest.fail)
    monkeypatch.setattr("claimcheck.analysis.Analyser", pytest.fail)
    result = runner.invoke(app, arguments)
    assert result.exit_code == 1
    assert named in result.stderr


def test_a_place_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match=f"make {tmp_path} writable"):
        check_writable(tmp_path / "new" / "x.csv")


@pytest.mark.parametrize("name", ["empty", "hidden", "empty.zip"])
def test_where_there_are_no_files_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".a.txt").write_text("Nine people were hurt.")
    ZipFile(tmp_path / "empty.zip", "w").close()
    result = runner.invoke(app, ["run", name])
    assert result.exit_code == 1
    assert f"{name}: no files in it" in result.stderr
