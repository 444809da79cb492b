"""Ids, repeats within a batch, languages and dates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.articles import read_articles
from claimcheck.articles.dates import DayOrder, order_of, parse_published

TEXT = "The river authority said the dam near Kelby will be repaired by the end of the summer, at a cost of $4 million."
OTHER = "The river authority said the dam near Kelby cannot be repaired before the winter, and the cost is not known."
GERMAN = (
    "Die Flussbehörde teilte am Montag mit, dass der Damm bei Kelby bis zum Ende des Sommers repariert werden soll. "
    "Die Kosten werden auf vier Millionen Euro geschätzt, wie ein Sprecher der Behörde den Reportern sagte."
)


def write(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_without_an_id_the_content_is_the_id(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "outlet": outlet} for outlet in ("Post", "Courier", "Post")]
    reading = read_articles(write(tmp_path, *rows))
    first, second = reading.articles
    assert first.id != second.id
    assert all(len(one.id) == 16 and int(one.id, 16) >= 0 for one in reading.articles)
    assert [skip.reason for skip in reading.skipped] == ["line 3: the same article as in a.jsonl, line 1"]
    assert reading.skipped[0].article_id == first.id


def test_one_id_for_two_articles_keeps_both(tmp_path: Path) -> None:
    reading = read_articles(
        write(tmp_path, {"id": 5, "text": TEXT}, {"id": 5, "text": OTHER}, {"id": 5, "text": OTHER})
    )
    first, second = reading.articles
    assert first.id == "5"
    assert second.id.startswith("5~")
    assert len(second.id) == 10
    assert "also that of another article" in second.note
    assert len(reading.skipped) == 1


def test_other_languages_are_named_and_skipped(tmp_path: Path) -> None:
    reading = read_articles(
        write(tmp_path, {"text": GERMAN}, {"text": TEXT}, {"text": OTHER, "language": "de-DE"})
    )
    assert len(reading.articles) == 1
    assert [(skip.language, skip.reason) for skip in reading.skipped] == [
        ("de", "line 1: in another language (de)"),
        ("de", "line 3: in another language (de)"),
    ]
    german = read_articles(write(tmp_path, {"text": GERMAN}), languages=frozenset({"de"}))
    assert german.articles[0].language == "de"


def test_short_texts_are_not_judged_by_language(tmp_path: Path) -> None:
    (article,) = read_articles(write(tmp_path, {"text": "Xi Jinping declined, Yonhap said."})).articles
    assert article.language is None


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2021", "2021"),
        ("2021-09", "2021-09"),
        ("2021-9-5", "2021-09-05"),
        ("2021-09-15T17:52:00Z", "2021-09-15T17:52:00+00:00"),
        ("2021-09-15 17:52", "2021-09-15T17:52:00"),
        ("2021-09-15T17:52:00.123-0400", "2021-09-15T17:52:00-04:00"),
        ("2021-09-15 00:00:00", "2021-09-15"),
        ("20210915", "2021-09-15"),
        ("2021/09/15", "2021-09-15"),
        ("Wed, 15 Sep 2021 17:52:00 GMT", "2021-09-15T17:52:00+00:00"),
        ("Sept. 15, 2021", "2021-09-15"),
        ("15 September 2021", "2021-09-15"),
        ("September 2021", "2021-09"),
        ("1631728320", "2021-09-15T17:52:00+00:00"),
        ("1631728320000", "2021-09-15T17:52:00+00:00"),
        ("2021/9/15", "2021-09-15"),
        ("15.09.2021", "2021-09-15"),
        ("15.9.2021", "2021-09-15"),
        ("25/12/2016", "2016-12-25"),
        ("12/25/2016", "2016-12-25"),
        ("5/5/2017", "2017-05-05"),
        ("4/7/2017", "2017"),
        ("2021-13", None),
        ("2021-02-30", None),
        ("yesterday", None),
        ("March 3", None),
        ("", None),
    ],
)
def test_dates_are_as_precise_as_they_say(raw: str, iso: str | None) -> None:
    assert parse_published(raw).iso == iso


def test_an_ambiguous_date_is_read_as_its_column_is(tmp_path: Path) -> None:
    def read(*dates: str) -> list[str | None]:
        rows = [{"text": f"{TEXT} Part {number}.", "date": day} for number, day in enumerate(dates)]
        return [one.published for one in read_articles(write(tmp_path, *rows)).articles]

    assert read("4/7/2017", "12/25/2016") == ["2017-04-07", "2016-12-25"]
    assert read("4/7/2017", "25/12/2016") == ["2017-07-04", "2016-12-25"]
    assert read("4/7/2017", "5/8/2017") == ["2017", "2017"]
    assert read("4/7/2017", "25/12/2016", "12/25/2016")[0] == "2017"


def test_what_was_not_understood_is_noted(tmp_path: Path) -> None:
    reading = read_articles(
        write(tmp_path, {"text": TEXT, "date": "last week"}, {"text": OTHER, "date": "4/7/2017"})
    )
    assert "was not understood" in reading.articles[0].note
    assert "only the year was kept" in reading.articles[1].note


def test_order_is_unknown_without_evidence() -> None:
    assert order_of(["4/7/2017", None, "2017-01-01", "1.2.2017"]) is DayOrder.UNKNOWN
