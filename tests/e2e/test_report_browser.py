"""The report page in Chromium, opened from disk, without a network."""

from __future__ import annotations

import csv
import dataclasses
import importlib.resources
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.browser import ARGUMENTS, chromium
from benchmarks.synthetic_results import synthetic_results
from claimcheck.records import DisputeKind, DisputeStatus, Relation, Results
from claimcheck.report.html import write_report

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
]

PATIENCE = 60_000  # milliseconds; a busy machine is no failure
VIEWS = ("", "#/clusters", "#/clusters?view=graph", "#/agreement", "#/articles", "#/claims")


@pytest.fixture(scope="module")
def results() -> Results:
    return synthetic_results(30, 600, seed=3)


@pytest.fixture(scope="module")
def report(results: Results, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(results, tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """A tab of its own; what it asks for and complains of is kept."""

    def __init__(self, browser: Any, report: Path, **options: Any) -> None:
        self.report = report
        self.context = browser.new_context(accept_downloads=True, **options)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, place: str = "") -> Any:
        self.page.goto(self.report.as_uri() + place)
        self.page.wait_for_selector("main h1", state="attached")
        return self.page


@pytest.fixture
def visit(browser: Any, report: Path) -> Iterator[Visit]:
    visit = Visit(browser, report, viewport={"width": 1280, "height": 900})
    yield visit
    visit.context.close()
    assert visit.complaints == []
    assert {url for url in visit.requests if not url.startswith("blob:")} == {
        url for url in visit.requests if url.startswith(report.as_uri()) or url == "data:,"
    }


def test_the_page_alone_answers_for_the_first_dispute(visit: Visit, results: Results) -> None:
    page = visit.open()
    dispute = results.disputes[0]
    claims = {claim.id: claim for claim in results.claims}
    articles = {article.id: article for article in results.articles}
    card = page.locator(".card.dispute").first
    assert card.locator("h2").inner_text() == dispute.headline
    for number, (shown, ids, independent) in enumerate(
        (
            (dispute.a_claim_id, dispute.a_claim_ids, dispute.a_independent_sources),
            (dispute.b_claim_id, dispute.b_claim_ids, dispute.b_independent_sources),
        )
    ):
        side = card.locator(".side").nth(number)
        claim, article = claims[shown], articles[claims[shown].article_id]
        assert side.locator("blockquote").first.inner_text() == claim.sentence
        assert side.locator(".speaker").first.inner_text() == claim.source
        assert side.locator(".outlet").first.inner_text() == article.outlet
        assert side.locator(".independent").inner_text().startswith(f"{independent} independent source")
        since = min(articles[claims[one].article_id].published or "" for one in ids)
        day, month, year = side.locator(".since").inner_text().split()
        assert (int(year), int(day)) == (int(since[:4]), int(since[8:10]))
        assert month[:3] in ("Jan", "Feb", "Mar", "Apr")


def test_a_dispute_leads_to_its_sentence_in_the_article(visit: Visit, results: Results) -> None:
    page = visit.open()
    page.locator(".card.dispute h2 a").first.click()
    page.wait_for_selector(".dispute.full .timeline")
    claims = {claim.id: claim for claim in results.claims}
    for number, claim_id in enumerate((results.disputes[0].a_claim_id, results.disputes[0].b_claim_id)):
        claim = claims[claim_id]
        page.locator(".dispute.full .side").nth(number).get_by_role("link", name="in the article").click()
        mark = page.wait_for_selector(".claim-mark[aria-current]")
        assert mark.inner_text() == claim.sentence
        assert f"Characters {claim.start} to {claim.end}" in page.locator(".claim-panel").inner_text()
        page.go_back()
        page.wait_for_selector(".dispute.full")
    sides = (results.disputes[0].a_claim_ids, results.disputes[0].b_claim_ids)
    for colour, ids in zip("ab", sides, strict=True):
        assert page.locator(f".dispute.full .dot.fill-{colour}").count() == len(ids)
    assert page.locator(".dispute.full .table tbody tr").count() == len(
        results.disputes[0].a_claim_ids
    ) + len(results.disputes[0].b_claim_ids)


def test_filters_and_search(visit: Visit, results: Results) -> None:
    page = visit.open()
    kind = results.disputes[0].kind
    expected = [dispute for dispute in results.disputes if dispute.kind is kind]
    assert 0 < len(expected) < len(results.disputes)
    page.get_by_role("combobox", name="Kind", exact=True).select_option(kind.value)
    assert page.locator("#count").inner_text() == f"{len(expected)} of {len(results.disputes)} disputes"
    assert f"kind={kind.value}" in page.url
    page.reload()
    page.wait_for_selector(".card.dispute")
    assert page.locator("#count").inner_text().startswith(f"{len(expected)} of")
    page.get_by_role("button", name="Clear filters").click()
    counted = page.locator("#count")
    sync_api.expect(counted).to_have_text(f"{len(results.disputes)} disputes", timeout=PATIENCE)
    page.locator("#search").fill(results.disputes[5].headline.upper())
    sync_api.expect(counted).to_contain_text(" of ", timeout=PATIENCE)
    assert results.disputes[5].headline in page.locator(".card.dispute h2").all_inner_texts()
    page.locator("#search").fill("no such words anywhere")
    page.wait_for_selector(".empty")


def test_outlets_against_each_other(visit: Visit, results: Results) -> None:
    page = visit.open("#/agreement")
    cell = page.locator(".matrix td a:not([aria-label$='opposed in 0 disputes'])").first
    opposed = re.search(r"opposed in (\d+)", cell.get_attribute("aria-label") or "")
    assert opposed
    cell.click()
    page.wait_for_selector("#count")
    assert page.locator("#count").inner_text().startswith(f"{opposed.group(1)} of")


def test_graph(visit: Visit, results: Results) -> None:
    page = visit.open("#/clusters")
    assert page.locator(".cluster").count() == min(40, len(results.clusters))
    page.get_by_role("button", name="Show as graph").click()
    graph = page.wait_for_selector("svg.graph")
    before = graph.get_attribute("viewBox")
    page.get_by_role("button", name="Zoom in").click()
    assert graph.get_attribute("viewBox") != before
    graph.focus()
    page.keyboard.press("ArrowRight")
    shown = page.locator(".graph-panel blockquote").inner_text()
    assert shown in {claim.sentence for claim in results.claims}
    page.locator(".dot").nth(5).hover(force=True)
    page.get_by_role("combobox", name="Link", exact=True).select_option(Relation.DENIES.value)
    page.wait_for_selector("svg.graph")
    assert page.locator("line.link").count() == page.locator("line.link-against").count() > 0
    page.get_by_role("button", name="Show as graph").click()
    page.wait_for_selector(".cluster")


def test_labels_are_kept_and_saved(visit: Visit, results: Results, tmp_path: Path) -> None:
    page = visit.open()
    first, second = results.disputes[:2]
    page.locator(".card.dispute").nth(0).get_by_role("button", name="Confirm").click()
    page.locator(".card.dispute").nth(1).get_by_role("button", name="Dismiss").click()
    page.goto(visit.report.as_uri() + f"#/dispute/{first.id}")
    page.get_by_label("Note").fill('=SUM(1), "quoted"')
    page.get_by_label("Note").blur()
    page.reload()
    page.wait_for_selector(".dispute.full")
    assert page.get_by_role("button", name="Confirm").get_attribute("aria-pressed") == "true"
    with page.expect_download() as download:
        page.locator("#save-labels").click()
    download.value.save_as(tmp_path / "labels.csv")
    with (tmp_path / "labels.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["dispute_id"]: (row["status"], row["note"]) for row in rows} == {
        first.id: (DisputeStatus.CONFIRMED, '\'=SUM(1), "quoted"'),
        second.id: (DisputeStatus.DISMISSED, ""),
    }
    page.goto(visit.report.as_uri() + "#/disputes")
    page.wait_for_selector("#count")
    assert (
        page.locator("#count").inner_text()
        == f"{len(results.disputes) - 1} of {len(results.disputes)} disputes"
    )


def test_keyboard(visit: Visit, results: Results) -> None:
    page = visit.open()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    assert (
        page.locator(".card.dispute").nth(1).locator(".mark-confirmed").get_attribute("aria-pressed")
        == "true"
    )
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Escape")
    page.locator(".card.dispute").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".dispute.full")
    assert page.locator("h1").inner_text() == results.disputes[1].headline
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()


def test_print_has_every_dispute(visit: Visit, results: Results) -> None:
    page = visit.open()
    printed = page.pdf()
    assert printed.startswith(b"%PDF")
    assert page.locator(".card.dispute").count() == len(results.disputes)


@pytest.mark.parametrize("place", [*VIEWS, "dispute", "cluster", "article"])
def test_phone_needs_no_sideways_scrolling(browser: Any, report: Path, results: Results, place: str) -> None:
    visit = Visit(browser, report, viewport={"width": 390, "height": 844})
    try:
        page = visit.open(_place(place, results))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert visit.complaints == []
    finally:
        visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_accessibility_finding(browser: Any, report: Path, results: Results, scheme: str) -> None:
    axe = _axe()
    visit = Visit(
        browser, report, viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    try:
        for place in [*VIEWS, "dispute", "cluster", "article"]:
            page = visit.open(_place(place, results))
            page.evaluate(axe)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            serious = [
                (place, item["id"], item["nodes"][0]["html"], item["nodes"][0]["failureSummary"])
                for item in found["violations"]
                if item["impact"] in {"serious", "critical"}
            ]
            assert serious == []
            page.goto("about:blank")
    finally:
        visit.context.close()


def test_hostile_text_does_not_run(browser: Any, results: Results, tmp_path: Path) -> None:
    text = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028"
    claims = tuple(dataclasses.replace(claim, sentence=text, source=text) for claim in results.claims)
    articles = tuple(
        dataclasses.replace(item, title=text, outlet=text, url="javascript:alert(3)")
        for item in results.articles
    )
    disputes = tuple(dataclasses.replace(item, headline=text, explanation=text) for item in results.disputes)
    hostile = dataclasses.replace(results, claims=claims, articles=articles, disputes=disputes)
    visit = Visit(browser, write_report(hostile, tmp_path / "hostile.html", title=text))
    try:
        for place in [*VIEWS, "dispute", "cluster", "article"]:
            page = visit.open(_place(place, results))
            assert page.locator("img").count() == 0
            assert page.locator("main a[href^='javascript']").count() == 0
            page.goto("about:blank")
        assert visit.complaints == []
        assert visit.open().locator(".card.dispute h2").first.inner_text().strip() == text.strip()
    finally:
        visit.context.close()


def test_without_scripts_the_disputes_are_there(browser: Any, report: Path, results: Results) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(report.as_uri())
        assert results.disputes[0].headline in page.locator("main").inner_text()
    finally:
        context.close()


@pytest.mark.slow
def test_two_thousand_disputes_open(browser: Any, tmp_path: Path) -> None:
    visit = Visit(browser, write_report(synthetic_results(2000, 50_000), tmp_path / "big.html"))
    try:
        page = visit.open()
        assert page.locator("#count").inner_text() == "2,000 disputes"
        assert page.locator(".card.dispute").count() < 100
        assert visit.complaints == []
    finally:
        visit.context.close()


def _place(name: str, results: Results) -> str:
    dispute = next(item for item in results.disputes if item.kind is DisputeKind.QUANTITY)
    claim = next(item for item in results.claims if item.id == dispute.a_claim_id)
    return {
        "dispute": f"#/dispute/{dispute.id}",
        "cluster": f"#/cluster/{dispute.cluster_id}",
        "article": f"#/article/{claim.article_id}?claim={claim.id}",
    }.get(name, name)


def _axe() -> str:
    """The source of axe-core, as a Python package ships it."""
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (
        importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    )
