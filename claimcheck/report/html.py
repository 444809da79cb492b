"""The report page: one HTML file that works from disk, without a network, and runs no script but its own."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from claimcheck.articles.readers.page import OWN_PAGE
from claimcheck.records import Results
from claimcheck.report.cards import DisputeCard
from claimcheck.report.files import written_whole
from claimcheck.report.lookups import Lookups
from claimcheck.report.page_data import page_data, page_texts, script_json
from claimcheck.report.page_text import check_context

if TYPE_CHECKING:
    from jinja2 import Environment

SCRIPTS = (
    "data", "dom", "dates", "labels", "pieces", "timeline", "filters", "disputes", "dispute",
    "layout", "graph", "clusters", "agreement", "articles", "claims", "router",
)  # fmt: skip
"""The page's script, in order: one function scope out of these files in templates/js."""
STYLES = ("page.css", "cards.css")
DEFAULT_TITLE = "Who says what, and who disagrees"
_WITHOUT_SCRIPT = 25
"""Disputes that a reader without JavaScript gets to see."""


def write_report(
    results: Results,
    path: str | Path,
    *,
    context: str = "sentences",
    title: str | None = None,
    generated: datetime | None = None,
) -> Path:
    """Write the report page of `results` to `path`, whole or not at all, and give that path; missing folders are made.

    `context` is how much of each article goes in: "sentences" (only those that make claims), "paragraph" (the
    paragraphs around them) or "full". Raises UsageError for any other, InputError where the file cannot be written.
    """
    path = Path(path)
    html = report_html(results, context=context, title=title, generated=generated)
    with written_whole(path) as partial:
        partial.write_text(html, encoding="utf-8")
    return path


def report_html(
    results: Results,
    *,
    context: str = "sentences",
    title: str | None = None,
    generated: datetime | None = None,
) -> str:
    """The report page of `results` as text; arguments as for `write_report`."""
    known = check_context(context)
    title = title or DEFAULT_TITLE
    lookups = Lookups.of(results)
    data = page_data(results, title=title, context=known, generated=generated or datetime.now(UTC))
    style = "\n".join(_template(name) for name in STYLES)
    script = page_script()
    html = (
        _environment()
        .get_template("report.html.j2")
        .render(
            title=title,
            generator=OWN_PAGE,
            policy=content_policy(style, script),
            style=style,
            script=script,
            data=script_json(data),
            texts=script_json(page_texts(results, known)),
            cards=[
                Markup(DisputeCard(lookups, dispute).body()) for dispute in results.disputes[:_WITHOUT_SCRIPT]
            ],
            n_disputes=len(results.disputes),
        )
    )
    return html.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character


def content_policy(style: str, script: str) -> str:
    """The page's Content-Security-Policy: nothing is fetched, and only this style and this script are used.

    Trusted Types close the last way in: where the browser knows them, no text can become markup at all.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


@cache
def page_script() -> str:
    """The page's whole script."""
    parts = "\n".join(_template(f"js/{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def _digest(text: str) -> str:
    """CSP's hash source for an inline element with `text` in it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _template(name: str) -> str:
    return files("claimcheck.report").joinpath("templates", *name.split("/")).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("claimcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
