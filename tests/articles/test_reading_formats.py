"""Each format gives the same article; ids and addresses come out exactly as they went in."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from claimcheck.articles import read_articles
from claimcheck.errors import InputError, UsageError

TEXT = (
    "The harbour authority of Port Ellery said on Monday that the north pier will stay closed until June.\n\n"
    "Engineers found cracks in eleven of the forty concrete piles, according to an inspection report.\n"
)
ROW = {
    "doc_id": "007",
    "source": "The Ellery Courier",
    "headline": "North pier stays closed",
    "body": TEXT,
    "link": "HTTP://Ellery.example/pier?b=2&a=1#top",
    "pubDate": "2023-03-06",
}


def csv_bytes(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def parquet_bytes(rows: list[dict[str, str]]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


FORMATS = {
    "a.jsonl": lambda: json.dumps(ROW).encode() + b"\n",
    "a.ndjson": lambda: json.dumps(ROW).encode(),
    "a.json": lambda: json.dumps([ROW]).encode(),
    "wrapped.json": lambda: json.dumps({"count": 1, "articles": [ROW]}).encode(),
    "a.csv": lambda: csv_bytes([ROW]),
    "semicolons.csv": lambda: csv_bytes([ROW], ";"),
    "a.tsv": lambda: csv_bytes([ROW], "\t"),
    "a.parquet": lambda: parquet_bytes([ROW]),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
@pytest.mark.parametrize("name", FORMATS)
def test_structured_formats_agree(tmp_path: Path, name: str, packed: bool) -> None:
    data = FORMATS[name]()
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(data) if packed else data)
    reading = read_articles(path)
    assert reading.skipped == ()
    (article,) = reading.articles
    assert (article.id, article.url) == (ROW["doc_id"], ROW["link"])
    assert (article.text, article.outlet, article.title) == (TEXT, ROW["source"], ROW["headline"])
    assert (article.published, article.language, article.file) == ("2023-03-06", "en", path.name)


def test_text_is_kept_to_the_character(tmp_path: Path) -> None:
    text = " \t" + TEXT.replace("\n", "\r\n") + "\u2028 “quoted” \U0001f600 end.\r\n\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert read_articles(tmp_path).articles[0].text == text


def test_numeric_ids_are_not_reformatted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": 12345678901234567, "text": TEXT}) + "\n")
    (tmp_path / "b.csv").write_bytes(csv_bytes([{"id": "0012.50", "text": TEXT + "More was found later."}]))
    assert [one.id for one in read_articles(tmp_path).articles] == ["12345678901234567", "0012.50"]


def test_folder_is_read_in_sorted_order_and_hidden_files_are_ignored(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "sub/.git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TEXT} This one is file {name}.")
    reading = read_articles(tmp_path)
    assert [one.file for one in reading.articles] == ["a.txt", "b.txt", "sub/c.txt"]
    assert reading.skipped == ()


def test_manifest_describes_the_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "two.txt").write_text(TEXT.replace("Monday", "Tuesday"))
    (tmp_path / "manifest.csv").write_bytes(
        csv_bytes(
            [
                {
                    "file": "one.txt",
                    "outlet": "Ellery Post",
                    "date": "6 March 2023",
                    "url": "u1",
                    "title": "Pier",
                },
                {"file": "gone.txt", "outlet": "Ellery Post", "date": "", "url": "", "title": ""},
            ]
        )
    )
    reading = read_articles(tmp_path)
    one, two = reading.articles
    assert (one.outlet, one.published, one.url, one.title) == ("Ellery Post", "2023-03-06", "u1", "Pier")
    assert (two.outlet, two.published) == (None, None)
    assert [(skip.file, skip.reason) for skip in reading.skipped] == [
        ("manifest.csv", "names gone.txt, which is not there")
    ]


def test_zip_members_are_files_with_their_manifest(tmp_path: Path) -> None:
    path = tmp_path / "batch.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in/one.txt", TEXT)
        archive.writestr("in/two.jsonl.gz", gzip.compress(json.dumps(ROW).encode()))
        archive.writestr("in/manifest.csv", "filename,publisher\none.txt,Ellery Post\n")
        archive.writestr("__MACOSX/in/._one.txt", b"\x00\x01")
    reading = read_articles(path)
    assert [(one.file, one.outlet) for one in reading.articles] == [
        ("batch.zip/in/one.txt", "Ellery Post"),
        ("batch.zip/in/two.jsonl.gz", "The Ellery Courier"),
    ]
    assert reading.skipped == ()


def test_columns_are_mapped(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(
        csv_bytes([{"paper_x": "Ellery Post", "contents": TEXT, "outlet": "wrong"}])
    )
    reading = read_articles(tmp_path, columns={"outlet": "paper_x"})
    assert reading.articles[0].outlet == "Ellery Post"
    with pytest.raises(UsageError, match=r"paper_y.*contents, outlet, paper_x"):
        read_articles(tmp_path, columns={"outlet": "paper_y"})
    with pytest.raises(UsageError, match="cannot map colour"):
        read_articles(tmp_path, columns={"colour": "paper_x"})


def test_nested_source_objects_give_their_name(tmp_path: Path) -> None:
    row = {
        "content": TEXT,
        "source": {"id": "ec", "name": "Ellery Courier"},
        "publishedAt": "2023-03-06T10:30:00Z",
    }
    (tmp_path / "a.json").write_text(json.dumps({"status": "ok", "articles": [row]}))
    (article,) = read_articles(tmp_path).articles
    assert (article.outlet, article.published) == ("Ellery Courier", "2023-03-06T10:30:00+00:00")


def test_outlet_falls_back_on_the_address_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "url": "https://www.ellery.example/a"}))
    (article,) = read_articles(tmp_path).articles
    assert article.outlet == "ellery.example"
    assert "outlet from the address" in article.note


def test_missing_paths(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    reading = read_articles([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert len(reading.articles) == 1
    assert reading.skipped[0].reason == "no such file or folder"
    with pytest.raises(InputError, match=r"b\.txt"):
        read_articles(tmp_path / "b.txt")
    with pytest.raises(UsageError):
        read_articles([])


def test_a_manifest_counts_for_a_file_that_is_named_by_itself(tmp_path):
    (tmp_path / "manifest.csv").write_text(
        "file,outlet,date\nmill.txt,Valley Post,2020-05-04\n", encoding="utf-8"
    )
    (tmp_path / "mill.txt").write_text("The mill burned down on Monday, the mayor said.", encoding="utf-8")
    (article,) = read_articles([tmp_path / "mill.txt"]).articles
    assert (article.outlet, article.published) == ("Valley Post", "2020-05-04")
