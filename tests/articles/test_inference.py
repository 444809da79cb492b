"""What a text says of itself is taken; what it does not say stays unknown. All texts here are invented."""

from __future__ import annotations

import pytest

from claimcheck.articles.boilerplate import find_boilerplate
from claimcheck.articles.inference import Inferred, infer
from claimcheck.articles.raw import RawArticle

BODY = "The council of Dunmere voted on Tuesday to close the bridge. It will stay closed for three weeks.\n"


def said(text: str, outlet: str | None = None, published: str | None = None) -> Inferred:
    return infer(
        RawArticle(file="a.txt", text=text, outlet=outlet, published=published), find_boilerplate(text)
    )


@pytest.mark.parametrize(
    ("text", "outlet", "origin"),
    [
        (f"(Bloomberg) — {BODY}\n©2021 Bloomberg L.P.", "Bloomberg", None),
        (f"DUNMERE (Reuters) - {BODY}", "Reuters", "Reuters"),
        (f"DUNMERE, March 3 (AP) — {BODY}", "AP", "AP"),
        (f"By The Associated Press\n\n{BODY}", "Associated Press", "Associated Press"),
        (f"{BODY}\nCopyright 2017 The Dunmere Post. All rights reserved.", "The Dunmere Post", None),
        (f"{BODY}\nThis story first appeared in The Dunmere Post.", None, "The Dunmere Post"),
        (BODY[:-2] + ", Trend reports citing The Japan Times.", "Trend", "The Japan Times"),
        (f"{BODY}The closure was reported earlier by the Financial Times.", None, None),
        (f"{BODY}The mayor (Labour) - who abstained - left early.", None, None),
        (f"{BODY}\n© Ada Quill/AFP/Getty Images", None, None),
        (BODY, None, None),
    ],
)
def test_outlet_and_origin(text: str, outlet: str | None, origin: str | None) -> None:
    found = said(text)
    assert (found.outlet, found.origin) == (outlet, origin)


def test_a_given_outlet_stays_and_the_agency_is_the_origin() -> None:
    text = f"DUNMERE (Reuters) - {BODY}"
    assert said(text, outlet="The Dunmere Post") == Inferred(origin="Reuters")
    assert said(text, outlet="reuters.com") == Inferred()
    assert (
        said(f"{BODY}\nCopyright 2017 The Associated Press.", outlet="Dunmere Post").origin
        == "The Associated Press"
    )


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f" date 2021-09-15 {BODY}", "2021-09-15"),
        (f" date 2021-9-15 {BODY}", "2021-09-15"),
        (f"Published: 15.9.2021\n{BODY}", "2021-09-15"),
        (f"Bridge Closed\n\n2021/9/15\n\n{BODY}", "2021-09-15"),
        (f"Dunmere Post | Updated: 2017-09-15 17:52\n{BODY}", "2017-09-15T17:52:00"),
        (f"Published: 3 March 2018\nUpdated: 4 March 2018\n{BODY}", "2018-03-03"),
        (f"Bridge Closed\n\nMarch 3, 2018\n\n{BODY}", "2018-03-03"),
        (f"March 3, 2018 was the day the bridge of Dunmere fell. {BODY}", None),
        (f"(Bloomberg) — {BODY}\n©2021 Bloomberg L.P.", "2021"),
        (f"{BODY}\n© 2023 The Dunmere Post", None),
        (f"On March 3 the council met. {BODY}", None),
    ],
)
def test_published(text: str, published: str | None) -> None:
    assert said(text).published == published
    assert said(text, published="2020").published is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Dunmere Closes Its Bridge\n\n{BODY}", "Dunmere Closes Its Bridge"),
        (f"×\n\nDunmere closes its bridge\n\n{BODY}", "Dunmere closes its bridge"),
        (f"Dunmere closes its bridge\n{BODY}", None),
        (f"Dunmere closes its bridge.\n\n{BODY}", None),
        (BODY, None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert said(text).title == title
