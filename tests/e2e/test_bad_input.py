"""What cannot be read is named with its reason, the rest goes through, and the exit code says so only if asked."""

from __future__ import annotations

import csv
import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimcheck.articles import read_articles
from claimcheck.cli import app

GOOD = "The Orlen dam lost two of its pumps in March, the water board said on Tuesday."
HTML = (
    "<html><head><title>Dam <script>alert('x')</script>fails</title></head><body><article>"
    "<p>The Orlen dam lost two of its pumps in March, the water board said on Tuesday.</p>"
    "<p>Engineers from three districts were sent to the valley on Wednesday morning.</p></article></body></html>"
)
SKIPPED = (
    "empty.txt",
    "binary.txt",
    "no_text_column.csv",
    "truncated.txt.gz",
    "climbing.zip",
    "one_line.txt",
)
runner = CliRunner()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One good article among every kind of bad input."""
    path = tmp_path_factory.mktemp("bad")
    (path / "good.txt").write_text(GOOD, encoding="utf-8")
    (path / "empty.txt").write_bytes(b"")
    (path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (path / "wrong_encoding.txt").write_bytes("Über 200 Fahrgäste wurden befreit".encode("utf-16-le")[1:])
    (path / "one_line.txt").write_text("word " * 10_000_000, encoding="utf-8")
    (path / "scripted.html").write_text(HTML, encoding="utf-8")
    (path / "no_text_column.csv").write_text("outlet,views\nNorth Radio,12\n", encoding="utf-8")
    (path / "truncated.txt.gz").write_bytes(gzip.compress(GOOD.encode() * 50)[:40])
    with zipfile.ZipFile(path / "climbing.zip", "w") as archive:
        archive.writestr("../../climbed.txt", GOOD)
    (path / "no_sentence.txt").write_text("12:30 | 14:45 | 16:00\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def run(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, dict[str, dict[str, str]]]:
    """Exit code, what was printed, and the rows of articles.csv by file name."""
    out = tmp_path_factory.mktemp("out")
    result = runner.invoke(app, ["run", str(folder), "--out", str(out), "--verbose"])
    with (out / "articles.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["file"].split("!")[0].rsplit("/", 1)[-1]: row for row in csv.DictReader(stream)}
    return result.exit_code, " ".join(result.stdout.split()), rows


def test_the_rest_goes_through(run: tuple[int, str, dict[str, dict[str, str]]]) -> None:
    code, _, rows = run
    assert code == 0
    assert int(rows["good.txt"]["n_claims"]) > 0
    assert int(rows["scripted.html"]["n_claims"]) > 0


@pytest.mark.parametrize("name", SKIPPED)
def test_each_is_named_with_its_reason(name: str, run: tuple[int, str, dict[str, dict[str, str]]]) -> None:
    _, printed, rows = run
    assert f"{name}" in printed
    matching = [row for file, row in rows.items() if name in row["file"]]
    assert matching
    assert all(len(row["note"]) >= len("empty") and row["n_claims"] == "0" for row in matching)


@pytest.mark.parametrize("name", ["wrong_encoding.txt", "no_sentence.txt"])
def test_what_makes_no_claim_says_so(name: str, run: tuple[int, str, dict[str, dict[str, str]]]) -> None:
    _, printed, rows = run
    assert name in printed
    assert rows[name]["note"]


def test_a_script_in_a_title_is_only_text(run: tuple[int, str, dict[str, dict[str, str]]]) -> None:
    _, _, rows = run
    assert "<script>" not in rows["scripted.html"]["title"]


def test_nothing_climbs_out(folder: Path, run: tuple[int, str, dict[str, dict[str, str]]]) -> None:
    assert run
    assert not list(folder.parent.rglob("climbed.txt"))
    assert not list(folder.parents[1].glob("climbed.txt"))


def test_strict_fails(folder: Path) -> None:
    result = runner.invoke(app, ["run", str(folder / "good.txt"), str(folder / "empty.txt"), "--strict"])
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr


def test_strict_fails_where_nothing_is_claimed(folder: Path) -> None:
    result = runner.invoke(app, ["extract", str(folder / "no_sentence.txt"), "--strict"])
    assert result.exit_code == 1
    assert "no_sentence.txt" in result.stderr


def test_nothing_readable_fails(folder: Path) -> None:
    result = runner.invoke(app, ["run", str(folder / "empty.txt")])
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    name=st.sampled_from(
        ["x.txt", "x.html", "x.csv", "x.json", "x.jsonl", "x.zip", "x.txt.gz", "x.warc", "x.parquet"]
    ),
)
def test_any_bytes_are_read_or_named(tmp_path: Path, content: bytes, name: str) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    reading = read_articles([tmp_path])
    assert any(article.text == GOOD for article in reading.articles)
    assert all(item.reason for item in reading.skipped)
    named = {article.file for article in reading.articles} | {item.file for item in reading.skipped}
    assert any(name in file for file in named)
