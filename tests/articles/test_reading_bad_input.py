"""Whatever cannot be read is named with its reason, and the rest goes through."""

from __future__ import annotations

import gzip
import io
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.articles import ReadLimits, read_articles
from claimcheck.errors import ClaimcheckError

GOOD = "The mayor of Ostby said on Friday that the new tram line will open in May. It cost 40 million crowns."


def html_page(title: str) -> bytes:
    paragraphs = "".join(f"<p>{GOOD} This is what paragraph {number} adds to it.</p>" for number in range(6))
    return f"<html><head><title>{title}</title></head><body><article>{paragraphs}</article></body></html>".encode()


def climbing_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../climber.txt", GOOD)
        archive.writestr("inside.txt", GOOD + " It is inside.")
    return out.getvalue()


def bomb_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"a" * (11 << 20))
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as nested:
            nested.writestr("deep.txt", GOOD)
        archive.writestr("nested.zip", inner.getvalue())
    return out.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "empty"),
    "blank.txt": (lambda: b" \n\t\n", "empty"),
    "binary.txt": (lambda: bytes(range(256)) * 40, "binary"),
    "photo.txt": (lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(4000), "not text"),
    "long_line.txt": (lambda: b"word " * (10 << 20), "too large"),
    "long_line.jsonl": (lambda: b'{"text": "' + b"word " * (10 << 20) + b'"}', "too large"),
    "no_sentence.txt": (lambda: b"12 : 34\n56 %\n", "no sentence"),
    "buttons.txt": (lambda: b"Load Error\n\nContinue Reading\n", "no sentence"),
    "no_text.csv": (lambda: b"name,colour\nx,red\n", "no text column among name, colour"),
    "header.csv": (lambda: b"title,text\n", "no rows"),
    "cut.txt.gz": (lambda: gzip.compress(GOOD.encode() * 20)[:-20], "truncated"),
    "damaged.txt.gz": (lambda: b"this is no gzip", "damaged gzip"),
    "cut.zip": (lambda: climbing_zip()[:-30], "not readable as zip"),
    "object.json": (lambda: b'{"a": 1}', "not a list of articles"),
    "number.json": (lambda: b"7", "not a list of articles"),
    "deep.json": (lambda: b"[" * 100_000, "not JSON"),
    "not.json": (lambda: b"{", "not JSON"),
    "fake.parquet": (lambda: b"PAR1 but not really PAR1", "not readable as Parquet"),
    "fake.warc": (lambda: b"this is no archive", "web archive"),
    "no_page.html": (lambda: b"<html><body></body></html>", "no article text"),
    "paper.pdf": (lambda: b"%PDF-1.4", "unknown kind of file: .pdf"),
    "README": (lambda: GOOD.encode(), "unknown kind of file"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_named_and_the_rest_goes_through(tmp_path: Path, name: str) -> None:
    make, reason = BAD[name]
    (tmp_path / name).write_bytes(make())
    (tmp_path / "good.txt").write_text(GOOD)
    reading = read_articles(tmp_path)
    assert [one.file for one in reading.articles] == ["good.txt"]
    assert [skip.file for skip in reading.skipped] == [name]
    assert reason in reading.skipped[0].reason


def test_bad_lines_are_named_by_number(tmp_path: Path) -> None:
    lines = [
        "{bad",
        json.dumps({"text": GOOD}),
        "[1]",
        "",
        json.dumps({"text": " "}),
        json.dumps({"text": "\ud800" + GOOD}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    reading = read_articles(tmp_path)
    assert [one.text for one in reading.articles] == [GOOD, "\ufffd" + GOOD]
    assert [skip.reason.split(":")[0] for skip in reading.skipped] == ["line 1", "line 3", "line 5"]


def test_rows_that_do_not_fit_are_named(tmp_path: Path) -> None:
    huge = "x" * 300_000
    (tmp_path / "a.csv").write_text(f'text,note\n"{GOOD}",{huge}\none,two,three\n,empty\n')
    reading = read_articles(tmp_path)
    assert [one.text for one in reading.articles] == [GOOD]
    assert [skip.reason for skip in reading.skipped] == ["row 2: 3 fields for 2 columns", "row 3: no text"]


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-8-sig", ""),
        ("utf-8", ""),
    ],
)
def test_encodings_are_found_and_noted(tmp_path: Path, encoding: str, noted: str) -> None:
    text = f"The café’s owner said “no” — {GOOD}"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (article,) = read_articles(tmp_path).articles
    assert article.text == text
    assert noted in article.note
    assert bool(noted) == bool(article.note)


def test_damage_is_shown_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("A café – the “Ostby” – said: ".encode() + b"\xff " + GOOD.encode())
    (tmp_path / "b.txt").write_bytes(GOOD.replace(". ", ".\x00 ").encode())
    damaged, nul = read_articles(tmp_path).articles
    assert "\ufffd" in damaged.text
    assert "U+FFFD" in damaged.note
    assert nul.text == GOOD.replace(". ", ".  ")
    assert "control characters" in nul.note


def test_script_in_a_title_is_only_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        html_page("Tram <script>alert(1)</script> opens &lt;b&gt;in May&lt;/b&gt;")
    )
    (article,) = read_articles(tmp_path).articles
    assert article.title is not None
    assert "<" not in article.title
    assert "Tram" in article.title


def test_a_zip_cannot_climb_out_nor_blow_up(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(climbing_zip())
    (tmp_path / "b.zip").write_bytes(bomb_zip())
    reading = read_articles(tmp_path)
    assert [one.file for one in reading.articles] == ["a.zip/inside.txt"]
    reasons = {skip.file: skip.reason for skip in reading.skipped}
    assert "climbs out" in reasons["a.zip/../../climber.txt"]
    assert "zip bomb" in reasons["b.zip/bomb.txt"]
    assert "archive inside an archive" in reasons["b.zip/nested.zip"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip"]


def test_limits_hold(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(GOOD.encode() * 1000))
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": GOOD * 20}) + "\n" + json.dumps({"text": GOOD}))
    limits = ReadLimits(article_chars=1000, file_bytes=20_000)
    reading = read_articles(tmp_path, limits=limits)
    assert len(reading.articles) == 1
    assert {skip.file for skip in reading.skipped} == {"a.txt.gz", "b.jsonl"}


def test_links_and_pipes_do_not_hang(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "missing")
    os.mkfifo(tmp_path / "pipe.txt")
    reading = read_articles(tmp_path)
    assert len(reading.articles) == 1
    assert {skip.file: skip.reason for skip in reading.skipped} == {
        "loop/": "a link back to a folder that holds it",
        "nowhere.txt": "a link to nothing",
        "pipe.txt": "not a regular file",
    }


def test_permission_denied_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "locked.txt").write_text(GOOD)
    read_bytes = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)  # the tests may run as root, whom no mode keeps out
    reading = read_articles(tmp_path)
    assert [skip.reason for skip in reading.skipped] == ["permission denied"]
    assert len(reading.articles) == 1


SUFFIXES = [
    ".txt", ".html", ".jsonl", ".json", ".csv", ".tsv", ".parquet", ".warc", ".zip", ".txt.gz", ".warc.gz", ".xyz",
]  # fmt: skip
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check_reading(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            reading = read_articles(path)
        except ClaimcheckError:
            return
        assert reading.articles or reading.skipped
        for article in reading.articles:
            article.text.encode("utf-8")
            assert article.id
            position = 0
            for span in article.boilerplate:
                assert position <= span.start < span.end <= len(article.text)
                position = span.end


@SETTINGS
@given(suffix=st.sampled_from(SUFFIXES), data=st.binary(max_size=400))
def test_any_bytes_are_read_or_named(suffix: str, data: bytes) -> None:
    check_reading(f"a{suffix}", data)


@SETTINGS
@given(suffix=st.sampled_from([".txt", ".html", ".csv", ".json", ".jsonl"]), text=st.text(max_size=400))
def test_any_text_is_read_or_named(suffix: str, text: str) -> None:
    check_reading(f"a{suffix}", text.encode("utf-8", "surrogatepass"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["text", "body", "id", "source", "title", "date", "url", "language", "author", "x"])


@SETTINGS
@given(rows=st.lists(st.dictionaries(KEYS, JSON, max_size=6), max_size=4))
def test_any_json_row_is_read_or_named(rows: list[dict[str, object]]) -> None:
    check_reading("a.json", json.dumps(rows).encode())
    check_reading("a.jsonl", "\n".join(json.dumps(row) for row in rows).encode())


UNITS = "A| |(|A |By A |Photo: |<|<a |© |A/|__|Read more |\n|2021-|Anyone with information |(Reuters) |Posted: |A A, "


@pytest.mark.parametrize("unit", UNITS.split("|"))
def test_no_text_makes_a_rule_run_away(unit: str) -> None:
    from claimcheck.articles import find_boilerplate

    started = time.process_time()
    find_boilerplate(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 20  # a rule that backtracks without end takes hours
