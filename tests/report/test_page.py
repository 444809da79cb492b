"""The page's data and markup: nothing breaks out of its place, and no more of an article is in it than asked for."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.synthetic_results import synthetic_results
from claimcheck.articles import read_articles
from claimcheck.errors import InputError, UsageError
from claimcheck.records import Article, Claim, Dispute, DisputeStatus, Results, SkippedInput
from claimcheck.report.html import report_html, write_report
from claimcheck.report.page_data import page_data, script_json
from claimcheck.report.page_text import Context, article_segments

HOSTILE = (
    "</script><script>boom()</script><!--<img src=x onerror=boom()>\u2028\u2029&lt;'\"]]>\x00\ud800\u202e"
)


class Tags(HTMLParser):
    """Start tags of a page, and the text of its scripts and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in {"script", "style"} and data.strip():
            self.raw.append((self.tags[-1][0], data))


def hostile(results: Results, text: str) -> Results:
    """`results` with `text` in every field that holds free text."""
    articles = tuple(
        dataclasses.replace(item, outlet=text, origin=text, title=text, url="javascript:" + text, published=text,
                            file=text, note=text, text=item.text + text)
        for item in results.articles
    )  # fmt: skip
    claims = tuple(
        dataclasses.replace(item, sentence=text, proposition=text, source=text, origin=text, hedges=(text,))
        for item in results.claims
    )
    clusters = tuple(
        dataclasses.replace(
            item,
            headline=text,
            positions=tuple(dataclasses.replace(p, chains=(text,)) for p in item.positions),
        )
        for item in results.clusters
    )
    disputes = tuple(
        dataclasses.replace(
            item, headline=text, explanation=text, note=text, a_chains=(text,), b_chains=(text,)
        )
        for item in results.disputes
    )
    return dataclasses.replace(
        results, articles=articles, claims=claims, clusters=clusters, disputes=disputes,
        skipped=(SkippedInput(text, text),), warnings=(text,),
    )  # fmt: skip


def test_hostile_text_stays_text() -> None:
    html = report_html(hostile(synthetic_results(3, 30), HOSTILE), title=HOSTILE)
    page = Tags(html)
    assert [tag for tag, _ in page.tags].count("script") == 3
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not [a for tag, a in page.tags if tag == "a" and not re.match(r"https?:|#", a.get("href") or "")]
    html.encode("utf-8")


@settings(max_examples=50)
@given(st.text(), st.text())
def test_json_in_a_script_reads_back_and_holds_no_markup(key: str, value: str) -> None:
    text = script_json({key: [value, None, 1.5]})
    assert not set("<>&\u2028\u2029") & set(text)
    as_read = json.loads(text)
    clean = [re.sub("[\ud800-\udfff]", "\ufffd", part) for part in (key, value)]
    assert as_read == {clean[0]: [clean[1], None, 1.5]}


def test_policy_allows_this_style_and_script_only() -> None:
    page = Tags(report_html(synthetic_results(2, 20)))
    policy = next(a["content"] or "" for _, a in page.tags if a.get("http-equiv"))
    for tag, text in (page.raw[0], page.raw[-1]):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not [a for _, a in page.tags if "style" in a]


def test_nothing_is_loaded_from_elsewhere() -> None:
    html = report_html(synthetic_results(2, 20))
    for tag, attributes in Tags(html).tags:
        assert "src" not in attributes
        assert tag != "link" or attributes["href"] == "data:,"


ARTICLE = Article(
    "1", "First one. Left out here.\nA second par.\n\nThe last has none.", outlet="Vale Courier"
)
CLAIMS = [
    (0, Claim("a", "1", 0, 10, "First one.", "First one")),
    (1, Claim("b", "1", 0, 10, "First one.", "One")),
    (2, Claim("c", "1", 26, 39, "A second par.", "second")),
]


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ("sentences", [[[None, 0, 1], [""]], [[None, 2]]]),
        ("paragraph", [[[None, 0, 1], [" Left out here."]], [[None, 2]]]),
        ("full", [[[None, 0, 1], [" Left out here."]], [[None, 2]], [["The last has none."]]]),
    ],
)
def test_as_much_context_as_asked_for(context: Context, expected: list[object]) -> None:
    assert article_segments(ARTICLE, CLAIMS, context) == expected


def test_only_claim_sentences_are_in_the_page_by_default(tmp_path: Path) -> None:
    results = synthetic_results(2, 20)
    path = write_report(results, tmp_path / "deep" / "page.html")
    assert "Nothing more was known" not in path.read_text(encoding="utf-8")
    assert "Nothing more was known" in report_html(results, context="paragraph")
    assert "newsletter" not in report_html(results, context="paragraph")
    assert "newsletter" in report_html(results, context="full")


def test_a_page_that_cannot_be_written_is_named_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    monkeypatch.chdir(tmp_path / "folder")
    for target in (tmp_path / "folder", tmp_path / "file" / "page.html", Path()):
        with pytest.raises(InputError, match="cannot be written"):
            write_report(Results(), target)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


def test_unknown_context_is_named() -> None:
    with pytest.raises(UsageError, match="sentences, paragraph, full"):
        report_html(Results(), context="all")


@given(st.data(), st.text(alphabet="ab.\n 😀é", max_size=60))
def test_segments_give_back_the_whole_text(data: st.DataObject, text: str) -> None:
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted), max_size=5)
    )
    claims = [
        (number, Claim(str(number), "1", start, end, text[start:end], "p"))
        for number, (start, end) in enumerate(spans)
        if start < end
    ]
    told = {number: claim.sentence for number, claim in claims}
    paragraphs = article_segments(Article("1", text), claims, "full")
    words = "".join(told[s[1]] if s[0] is None else s[0] for paragraph in paragraphs for s in paragraph)
    assert "".join(words.split()) == "".join(text.split())


def test_a_page_in_a_folder_that_is_read_is_no_article(tmp_path: Path, small_results: Results) -> None:
    write_report(small_results, tmp_path / "report.html", context="full")
    reading = read_articles([tmp_path])
    assert not reading.articles
    assert [item.reason for item in reading.skipped] == ["a report page of claimcheck"]


def test_empty_results_make_a_page() -> None:
    assert "<main" in report_html(Results())


def test_partial_dates_and_missing_provenance(small_results: Results) -> None:
    data = page_data(small_results, title="t", context="sentences", generated=datetime(2025, 1, 1))
    first, second = data["articles"]["when"]
    assert first[1] - first[0] == 24 * 60 - 1
    assert second[1] - second[0] == 31 * 24 * 60 - 1
    assert data["articles"]["copy"] == [0, 1]


def test_a_reader_without_scripts_sees_the_disputes(small_results: Results) -> None:
    html = report_html(small_results)
    fallback = html[html.index("<noscript>") : html.index("</noscript>")]
    assert "Nine people were hurt" in fallback
    assert "=Two people were hurt." in fallback


def test_status_and_note_are_carried(small_results: Results) -> None:
    dispute: Dispute = dataclasses.replace(
        small_results.disputes[0], status=DisputeStatus.CONFIRMED, note="called them"
    )
    html = report_html(dataclasses.replace(small_results, disputes=(dispute,)))
    assert '"status":"confirmed","note":"called them"' in html
