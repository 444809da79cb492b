from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claims.dates import find_dates, in_the_year_of
from claimcheck.models.parser import load_parser
from claimcheck.records import DateMention, Period

WEDNESDAY = Period.parse("2021-09-15")


def found(text: str, anchor: Period | None = WEDNESDAY) -> list[DateMention]:
    doc = load_parser()(text)
    return list(find_dates(doc[:], 0, anchor))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met on Friday.", "2021-09-10", "2021-09-10"),
        ("They will meet on Friday.", "2021-09-17", "2021-09-17"),
        ("They met yesterday.", "2021-09-14", "2021-09-14"),
        ("They met last week.", "2021-09-06", "2021-09-12"),
        ("They will meet next month.", "2021-10-01", "2021-10-31"),
        ("They met two days ago.", "2021-09-13", "2021-09-13"),
        ("They met on Sept. 10.", "2021-09-10", "2021-09-10"),
        ("They met on the 10th.", "2021-09-10", "2021-09-10"),
        ("They will meet on July 14.", "2022-07-14", "2022-07-14"),
        ("They met on 5 May 1982.", "1982-05-05", "1982-05-05"),
        ("They met in September 2019.", "2019-09-01", "2019-09-30"),
        ("They met in November.", "2020-11-01", "2020-11-30"),
        ("They met in May last year.", "2020-05-01", "2020-05-31"),
        ("They will meet in May of next year.", "2022-05-01", "2022-05-31"),
        ("They met in 2019.", "2019-01-01", "2019-12-31"),
        ("They met on 2021-03-04.", "2021-03-04", "2021-03-04"),
        ("They met on 2021-3-4.", "2021-03-04", "2021-03-04"),
        ("They met on 2021/3/4.", "2021-03-04", "2021-03-04"),
        ("They met on 4.3.2021.", "2021-03-04", "2021-03-04"),
        ("They met on 4.3.2021, and left.", "2021-03-04", "2021-03-04"),
        ("They met on 9/10/2021.", "2021-09-10", "2021-09-10"),
        ("The summit, Nov. 14-17, 2020, was short.", "2020-11-14", "2020-11-17"),
        ("They met on Dec. 30.", "2020-12-30", "2020-12-30"),
        ("They met on Monday, Aug. 9.", "2021-08-09", "2021-08-09"),
    ],
)
def test_what_a_date_covers(text: str, first: str, last: str) -> None:
    (mention,) = found(text)
    assert mention.period == Period(date.fromisoformat(first), date.fromisoformat(last))


@given(st.dates(date(2021, 1, 1), date(2021, 12, 31)))
def test_a_day_to_come_has_a_year_on_any_day(today: date) -> None:
    (mention,) = found("They will meet on May 3.", Period(today, today))
    assert -30 <= (mention.period.first - today).days <= 336


@pytest.mark.parametrize(
    ("text", "one", "other", "moved"),
    [
        ("May 3", "2024-05-03", "2023-05", "2023-05-03"),
        ("early May", "2024-05", "2023-05-03", "2023-05"),
        ("Feb. 29", "2024-02-29", "2023-02", "2023-02-28"),
        ("May 3", "2024-05-03", "2023-05-04", "2024-05-03"),
        ("May 3, 2024", "2024-05-03", "2023-05-03", "2024-05-03"),
        ("next May", "2024-05", "2023-05", "2024-05"),
        ("2024-05-03", "2024-05-03", "2023-05-03", "2024-05-03"),
        ("Friday", "2024-05-03", "2023-05-03", "2024-05-03"),
    ],
)
def test_a_date_without_a_year_is_of_the_year_in_which_it_meets_another(
    text: str, one: str, other: str, moved: str
) -> None:
    mentions = [
        DateMention(words, 0, len(words), period)
        for words, day in ((text, one), ("x", other))
        if (period := Period.parse(day))
    ]
    assert in_the_year_of(*mentions).period == Period.parse(moved)


@pytest.mark.parametrize(
    "text", ["They met on Friday.", "They met on Sept. 10.", "They met last year.", "Today it rained."]
)
def test_relative_dates_without_an_anchor_give_no_mention(text: str) -> None:
    assert found(text, None) == []


def test_a_whole_year_is_no_anchor_for_a_weekday_but_for_last_year() -> None:
    year = Period.parse("2021")
    assert found("They met on Friday.", year) == []
    assert found("They met last year.", year)[0].period == Period.parse("2020")


@pytest.mark.parametrize(
    "text",
    [
        "They talked for three days.",
        "It cost 2019 dollars.",
        "He may go.",
        "A 2000-seat hall opened.",
        "See section 4.3.2021.7 of it.",
        "See news.example/2021/3/4/pier for it.",
    ],
)
def test_durations_and_look_alikes_are_no_dates(text: str) -> None:
    assert found(text) == []


def test_the_role_is_the_class_of_the_dated_event() -> None:
    assert [m.role for m in found("The talks started on Monday and ended on Tuesday.")] == ["begin", "end"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-9-15", "2021-09-15"),
        ("2021-9", "2021-09"),
        ("2021/9/15", "2021-09-15"),
        ("15.9.2021", "2021-09-15"),
        ("15-9-2021", "2021-09-15"),
        ("10-12-2021", None),
        ("9.15.2021", None),
        ("9/15/2021", None),
    ],
)
def test_a_date_in_figures_is_a_whole_day_with_leading_zeros_or_without(
    written: str, day: str | None
) -> None:
    assert Period.parse(written) == Period.parse(day)


@given(st.text(alphabet="0123456789/-. ThJanMayMonFridlstewk", max_size=60))
def test_any_text_gives_true_offsets(text: str) -> None:
    doc = load_parser()(text)
    for mention in find_dates(doc[:], 7, WEDNESDAY) if len(doc) else ():
        assert text[mention.start - 7 : mention.end - 7] == mention.text
        assert mention.period.first <= mention.period.last
