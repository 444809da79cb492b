"""What is no article's own words is spanned; sentences are not. All texts here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.articles.boilerplate import find_boilerplate, has_sentence, merged, own_words
from claimcheck.records import Span

BEFORE = "The council of Dunmere voted on Tuesday to close the bridge."
AFTER = "It will stay closed for three weeks, the mayor said."

WHOLE_LINES = """\
Load Error
4 Held After Bridge Fire Ada Quill reports playpause
Advertisement Continue reading the main story
Continue Reading
More stories like this are available on
Newer articles
Read More: Dunmere’s Bridges Were Built for Horses
Earlier: Council Puts Off Bridge Vote Again
RELATED: Ten bridges that will not last
© Photographer: Ada Quill/AFP/Getty Images Dunmere, Oldport Leave Room to Talk
Mayor Ida Holm | Reuters; Councillor Per Lund | AP
Ada Quill/Getty Images
(Photo: Ada Quill/The Dunmere Post)
Image copyright Getty Images Image caption The bridge has been closed before
FILE - In this March 3, 2017 file photo, cars cross the bridge. It was built in 1931.
©2021 Dunmere Media L.P.
Copyright 2017 The Associated Press. All rights reserved. This material may not be published or broadcast.
(Updates with comment by the mayor in fourth paragraph)
(Adds background)
— With assistance from Lucy Marsh
Tom Reed contributed reporting from Oldport, Dunmere.
(Reporting by Ada Quill; Editing by Tom Reed)
By Ada Quill
By Ada Quill, The Dunmere Post
Updated: 2017-09-15 17:52
Dunmere Post | Updated: 2017-09-15 17:52
March 3, 2015 5:30 PM
Sign up for our newsletter and get the news of Dunmere every morning.
Follow Ada Quill on Twitter: @adaquill.
Share this story
Facebook Twitter Email
Click here to see pictures of the bridge.
Please enable Javascript to watch this video
Download the Dunmere Post app for alerts.
We use cookies to improve the site. By going on you accept our cookie policy.
https://dunmere.example/bridge
___
×
ADA QUILL, HOST:
Photo 3 of 9 The bridge at dawn. Photo: Ada Quill
""".splitlines()


@pytest.mark.parametrize("line", WHOLE_LINES)
def test_whole_lines(line: str) -> None:
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    assert [span.of(text) for span in find_boilerplate(text)] == [line]


PARTS = [
    ("This article is more than\n1 year old", "The council of Dunmere voted to close the bridge.", ""),
    ("date 2021-09-15", " The council of Dunmere voted to close the bridge.", ""),
    ("(Bloomberg) —", " The council of Dunmere voted to close the bridge.", ""),
    ("DUNMERE, March 3 (AP) —", " The council of Dunmere voted to close the bridge.", ""),
    ("OLDPORT (Reuters) -", " The council of Dunmere voted to close the bridge.", ""),
    ("×", " No charges against the council of Dunmere", ""),
    ("", "The council of Dunmere voted to close the bridge.", " (Photo: Ada Quill, The Dunmere Post)"),
    ("", "The council of Dunmere voted to close the bridge.", " Read more"),
    ("", "The council of Dunmere voted to close the bridge. ", "Ada Quill/Getty Images"),
    ("", "The council voted to close the bridge.", " (Reporting by Ada Quill; Editing by Tom Reed)"),
    ("", "Bridge shut: police now say three cars were on it ", "— Ada Quill (@adaquill) March 3, 2018"),
    ("", "Police were seen on the bridge ", "pic.twitter.com/AbCdEf123"),
]


@pytest.mark.parametrize(("start", "own", "end"), PARTS)
def test_only_the_part_of_a_line_that_is_boilerplate(start: str, own: str, end: str) -> None:
    text = f"{start}{own}{end}\n\n{AFTER}"
    spans = [span.of(text) for span in find_boilerplate(text)]
    assert spans == [part.strip() for part in (start, end) if part]


OWN = """\
“Read more books,” the mayor told pupils.
The photo shows the bridge in 1931, the museum said.
Getty Images said it had bought the archive.
Reuters reported on Monday that the bridge would close.
Share prices of the builder fell 3 percent.
Follow-up inspections found no cracks.
Police say the suspect posted a video on Facebook.
By Monday the bridge had been closed for three weeks.
Update: three people were hurt, police say.
Correction: an earlier version of this story gave the wrong year.
The company said it will contact customers by email.
Advertisement spending rose by a tenth.
The tower is less than <200 metres> high, and 3 < 4.
More than 40 people were hurt.
Watch repairers in Dunmere are out of work.
The video was watched by two million people on YouTube.
Copyright law does not protect the design, the court ruled.
“Sign up now,” the recruiter had told him, according to the indictment.
Contact between the two governments has broken off.
Earlier this week the council put off the vote.
Officers asked everyone to leave the building.
Facebook, Twitter and Google said they would fight the law.
Photos by the agency show troops at the border.
Reporting by the newspaper last year showed that the bridge was unsafe.
Register officials said the count was wrong.
More from the budget will go to schools.
Published in 1994, the book sold two million copies.
COVID-19 cases rose by 300 in a day.
F-16 jets were seen over Dunmere.
Reuters Health is a service for doctors.
Created 200 jobs in Dunmere last year, the firm says.
With reporting banned, news of the strike spread by phone.
In this town of 4,000, the photo of the bridge hangs in every shop.
""".splitlines()


@pytest.mark.parametrize("line", OWN)
def test_sentences_are_kept(line: str) -> None:
    assert find_boilerplate(f"{BEFORE}\n\n{line}\n\n{AFTER}") == ()


def test_markup_left_at_the_end_takes_its_teaser_with_it() -> None:
    text = f'{BEFORE}\nNewer articles\n<p> </p> <div data-testid="x"> <p class="y">The minister’s remarks come as...'
    (span,) = find_boilerplate(text)
    assert span.of(text) == text[len(BEFORE) + 1 :]


def test_sentences_after_markup_are_kept() -> None:
    text = f'{BEFORE}\n<div class="x"> {AFTER}'
    assert [span.of(text) for span in find_boilerplate(text)] == ['<div class="x">']


def test_headlines_under_a_heading_of_links_go_until_the_text_goes_on() -> None:
    links = "Related stories\n\nBridge vote put off again\n\nMayor to step down"
    text = f"{BEFORE}\n\n{links}\n\n{AFTER}\n\nMayor to step down"
    (span,) = find_boilerplate(text)
    assert span.of(text) == links


def test_calls_for_tips_are_no_statement() -> None:
    text = f"{BEFORE} Anyone with information is asked to call 555-0100. {AFTER}"
    assert [span.of(text) for span in find_boilerplate(text)] == [
        "Anyone with information is asked to call 555-0100."
    ]


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=300)
    | st.lists(st.sampled_from(WHOLE_LINES + OWN)).map("\n".join)
)
def test_spans_are_sorted_disjoint_and_inside(text: str) -> None:
    spans = find_boilerplate(text)
    position = -1
    for span in spans:
        assert position < span.start < span.end <= len(text)
        assert not span.of(text)[0].isspace()
        position = span.end
    kept = "".join(span.of(text) for span in own_words(text, spans))
    assert len("".join(kept.split())) + sum(len("".join(span.of(text).split())) for span in spans) == len(
        "".join(text.split())
    )


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(*sorted(pair)))))
def test_merged_covers_the_same_characters(spans: list[Span]) -> None:
    text = "abcdefghijklmnopqrstuvwxyz0123"
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert {place for span in merged(text, spans) for place in range(span.start, span.end)} == covered


def test_has_sentence() -> None:
    assert has_sentence("Xi declined.", ())
    assert not has_sentence("Prices Weather Sports Login", ())
    assert not has_sentence("Xi declined.", (Span(0, 12),))


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("The fire spread. Hide Caption 3 of 25 Photos: A man looks on.", "The fire spread."),
        ("The crew left. Slide 2 of 9", "The crew left."),
        ("Some 3 of 25 houses burned.", "Some 3 of 25 houses burned."),
    ],
)
def test_the_counter_of_a_gallery_is_no_claim(line, kept):
    spans = find_boilerplate(line)
    rest = "".join(c for i, c in enumerate(line) if not any(s.start <= i < s.end for s in spans))
    assert rest.strip() == kept
