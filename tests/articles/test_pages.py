"""HTML pages and web archives, made here."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from claimcheck.articles import read_articles
from claimcheck.articles.readers.page import plain_text

PARAGRAPHS = [
    "The harbour authority of Port Ellery said on Monday that the north pier will stay closed until June.",
    "Engineers found cracks in eleven of the forty concrete piles, according to an inspection report.",
    "“We will not open it before it is safe,” the harbour master, Nils Aker, told reporters at the gate.",
    "The pier was built in 1961 and carries about two thousand passengers on a summer day.",
]


def page(head: str = "", paragraphs: list[str] = PARAGRAPHS) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Pier | Courier</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Pier stays closed</h1>{body}"
        "</article><footer>Subscribe to our newsletter</footer></body></html>"
    ).encode()


def json_ld(**fields: object) -> str:
    declared = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps({"@graph": [declared]})}</script>'


HEAD = (
    json_ld(
        headline="North pier stays closed",
        datePublished="2023-03-06T08:30:00+01:00",
        publisher={"@type": "Organization", "name": "The Ellery Courier"},
        author=[{"name": "Ada Quill"}],
    )
    + '<link rel="canonical" href="https://ellery.example/pier?x=1&amp;y=2">'
)


def test_a_page_gives_text_and_what_it_declares(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(HEAD))
    (article,) = read_articles(tmp_path).articles
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert "Sport" not in article.text
    assert (article.title, article.outlet) == ("North pier stays closed", "The Ellery Courier")
    assert article.published == "2023-03-06T08:30:00+01:00"
    assert article.url == "https://ellery.example/pier?x=1&y=2"


def test_a_manifest_outranks_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(HEAD))
    (tmp_path / "manifest.csv").write_text("file,outlet,url\na.html,Ellery Weekly,HTTPS://given.example/a\n")
    (article,) = read_articles(tmp_path).articles
    assert (article.outlet, article.url) == ("Ellery Weekly", "HTTPS://given.example/a")
    assert article.title == "North pier stays closed"


def test_an_agency_that_a_site_names_as_publisher_is_the_origin(tmp_path: Path) -> None:
    head = json_ld(headline="Pier", publisher={"name": "Associated Press"})
    head += '<link rel="canonical" href="https://www.ctpost.com/pier">'
    (tmp_path / "a.html").write_bytes(page(head))
    (article,) = read_articles(tmp_path).articles
    assert (article.outlet, article.origin) == ("Connecticut Post", "Associated Press")


def test_the_language_is_that_of_the_text_not_of_the_template(tmp_path: Path) -> None:
    german = [
        "Der Vorstand des Hafens teilte am Montag mit, dass der nördliche Steg bis zum Sommer geschlossen bleibt.",
        "Bei einer Prüfung wurden Risse in elf der vierzig Pfähle gefunden, wie aus dem Bericht hervorgeht.",
        "„Wir öffnen ihn nicht, bevor er sicher ist“, sagte der Hafenmeister den Reportern vor dem Tor.",
    ]
    (tmp_path / "a.html").write_bytes(page(HEAD, german))
    assert read_articles(tmp_path).skipped[0].language == "de"


def test_a_page_without_a_date_gets_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    (article,) = read_articles(tmp_path).articles
    assert article.published is None


def test_a_body_built_by_script_is_read_from_its_declaration(tmp_path: Path) -> None:
    head = json_ld(headline="Pier", articleBody="\n\n".join(PARAGRAPHS))
    (tmp_path / "a.html").write_bytes(
        f"<html><head>{head}</head><body><div id='app'></div></body></html>".encode()
    )
    (article,) = read_articles(tmp_path).articles
    assert PARAGRAPHS[2] in article.text


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-8"])
def test_declared_charset(tmp_path: Path, charset: str) -> None:
    text = page(paragraphs=[*PARAGRAPHS, "The café at the pier, Åkers, is open."]).decode()
    text = text.replace("“", '"').replace("”", '"').replace('charset="utf-8"', f'charset="{charset}"')
    (tmp_path / "a.html").write_bytes(text.encode(charset))
    (article,) = read_articles(tmp_path).articles
    assert "The café at the pier, Åkers, is open." in article.text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Pier <b>closed</b> &amp; shut", "Pier closed & shut"),
        ("<script>alert('x')</script>Pier", "Pier"),
        ("&lt;script&gt;alert(1)&lt;/script&gt; Pier\n closed", "Pier closed"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("", None),
        (None, None),
    ],
)
def test_titles_are_text(markup: str | None, text: str | None) -> None:
    assert plain_text(markup) == text


def archive(pages: dict[str, tuple[str, str, bytes]], packed: bool) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, (status, kind, data) in pages.items():
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=headers)
        )
    return out.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_web_archives_give_their_pages(tmp_path: Path, packed: bool) -> None:
    pages = {
        "https://ellery.example/Pier?b=1": ("200 OK", "text/html; charset=utf-8", page(HEAD)),
        "https://ellery.example/pier.png": ("200 OK", "image/png", b"\x89PNG"),
        "https://ellery.example/gone": ("404 Not Found", "text/html", page()),
        "https://ellery.example/blank": ("200 OK", "text/html", b"<html><body></body></html>"),
    }
    name = "a.warc.gz" if packed else "a.warc"
    (tmp_path / name).write_bytes(archive(pages, packed))
    reading = read_articles(tmp_path)
    (article,) = reading.articles
    assert article.url == "https://ellery.example/Pier?b=1"
    assert article.outlet == "The Ellery Courier"
    assert [(skip.url, skip.reason) for skip in reading.skipped] == [
        ("https://ellery.example/blank", "record 4: no article text found in the page")
    ]
