from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span

from claimcheck.claims.quantities import AGE, MAGNITUDE, SCORE, find_quantities
from claimcheck.models.parser import load_parser
from claimcheck.records import Quantity


def parsed(text: str) -> Span:
    doc = load_parser()(text)
    return doc[:]


def found(text: str) -> list[Quantity]:
    return list(find_quantities(parsed(text), 0))


def roles(text: str) -> list[tuple[float, str, str]]:
    return [(q.low, q.counts, q.role) for q in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed 12 people and wounded 30.", [(12, "people", "kill"), (30, "people", "injure")]),
        ("12 dead, 30 injured in market bombing", [(12, "people", "kill"), (30, "people", "injure")]),
        ("The death toll rose to 15.", [(15, "people", "kill")]),
        ("The blast left three people dead.", [(3, "people", "kill")]),
        ("Three people were fatally shot.", [(3, "people", "kill")]),
        ("The army shot dead 5 protesters.", [(5, "protester", "kill")]),
        ("Four people, including a gunman, died.", [(4, "people", "kill")]),
        ("Dozens of people were arrested.", [(24, "people", "arrest")]),
        ("Tens of thousands of people fled their homes.", [(20_000, "people", "displace")]),
        ("The number of injured reached 30.", [(30, "people", "injure")]),
        ("12 gunmen killed a soldier.", [(12, "attacker", "kill/by")]),
    ],
)
def test_what_is_counted_and_what_happened_to_it(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize("text", ["No one was hurt.", "Nobody was wounded in the fire."])
def test_nobody_is_zero(text: str) -> None:
    assert roles(text) == [(0, "people", "injure")]


def test_no_casualties_is_zero_killed_and_zero_injured() -> None:
    assert {(q.high, q.role) for q in found("There were no casualties.")} == {(0, "kill"), (0, "injure")}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The bombing killed 23 people, including 5 children.", 5),
        ("The blast left nine people dead, three of them children.", 3),
        ("Two of the victims were taken to hospital.", 2),
        ("A strike killed the mayor and two others.", 2),
    ],
)
def test_parts_of_a_number_are_marked(text: str, part: float) -> None:
    marked = [q.low for q in found(text) if q.role.endswith("/part")]
    assert marked == [part]


def test_others_of_another_fate_are_not_a_part() -> None:
    assert roles("The gunman killed two people and wounded seven others.")[1] == (7, "people", "injure")


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("Tariffs on $300 billion of goods.", "USD", 3e11, 3e11),
        ("It cost £2m.", "GBP", 2e6, 2e6),
        ("It cost 300 million euros.", "EUR", 3e8, 3e8),
        ("The fine was Rs 5 crore.", "INR", 5e7, 5e7),
        ("Prices rose 12 per cent.", "%", 12, 12),
        ("Support fell by 3 percentage points.", "percentage point", 3, 3),
        ("They spoke for 90 minutes.", "minute", 90, 90),
        ("They spoke for an hour and 1.5 hours of talks followed.", "minute", 90, 90),
        ("He ran 1.5 km.", "kilometre", 1.5, 1.5),
        ("He ran 1,500 metres.", "kilometre", 1.5, 1.5),
        ("The 5.1-magnitude quake struck at dawn.", MAGNITUDE, 5.1, 5.1),
        ("A quake of magnitude 5.1 struck.", MAGNITUDE, 5.1, 5.1),
        ("The temperature reached 104 degrees Fahrenheit.", "celsius", 40, 40),
        ("A 25-year-old man was held.", AGE, 25, 25),
        ("Dale Roe, aka Doc, 37, of Detroit, is charged with theft.", AGE, 37, 37),
        ("About one-third of voters agreed.", "%", 28.2, 38.9),
    ],
)
def test_units_in_their_base(text: str, unit: str, low: float, high: float) -> None:
    quantity = next(q for q in found(text) if q.unit == unit)
    assert (quantity.low, quantity.high) == pytest.approx((low, high), abs=0.1)


def test_votes_are_two_numbers_the_higher_and_the_lower() -> None:
    votes = [(q.counts, q.low) for q in found("The vote was 51-48.") if q.unit == SCORE]
    assert votes == [("higher", 51), ("lower", 48)]


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was signed in 2019.",
        "It happened on Sept. 10, 2015.",
        "The shop is at 1400 Market Street.",
        "Flight MH17 crossed Interstate 95.",
        "The blast was heard at 10:30 a.m.",
        "Under Section 230 he is not liable.",
    ],
)
def test_years_dates_addresses_and_names_are_no_counts(text: str) -> None:
    assert found(text) == []


def test_bounds_reach_to_infinity() -> None:
    (quantity,) = found("At least 12 people were killed.")
    assert (quantity.low, quantity.high) == (12, inf)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120), st.integers(0, 1000))
def test_any_text_gives_true_offsets(text: str, base: int) -> None:
    span = parsed(text)
    for quantity in find_quantities(span, base) if len(span) else ():
        assert text[quantity.start - base : quantity.end - base] == quantity.text
        assert quantity.low <= quantity.high


@pytest.mark.parametrize(
    "text",
    [
        "A court sentenced Anton Berg to seven years in prison.",
        "Anton Berg was sent to jail for seven years.",
        "Anton Berg got a seven-year sentence.",
    ],
)
def test_years_in_prison_are_one_thing_however_they_are_put(text: str) -> None:
    assert [(q.counts, q.role) for q in found(text) if q.unit == "minute"] == [("prison", "sentence")]


@pytest.mark.parametrize(
    "text",
    [
        "The charge carries a maximum of three years in prison.",
        "Prosecutors asked for ten years in prison for Anton Berg.",
        "Anton Berg faces up to nine years in prison.",
    ],
)
def test_years_that_may_be_given_are_no_sentence(text: str) -> None:
    assert all(q.role != "sentence" for q in found(text))


def test_years_beside_a_sentence_are_none() -> None:
    text = "Anton Berg, who had run the fund for two decades, was sentenced on Thursday to seven years in prison."
    assert [q.text for q in found(text) if q.role == "sentence"] == ["seven years"]


def test_the_number_of_something_counts_it() -> None:
    assert roles("The number of confirmed cases stood at 46 on Monday.") == [(46.0, "case", "number")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police confirmed the deaths of 12 soldiers on the coast.", [(12, "soldier", "kill")]),
        (
            "The attack resulted in the death of 14 civilians and the injury of 20 others.",
            [(14, "civilian", "kill"), (20, "people", "injure")],
        ),
        (
            "The flood took the lives of 12 women and 3 children.",
            [(12, "woman", "kill"), (3, "child", "kill")],
        ),
        ("The crash that claimed 40 lives is under investigation.", [(40, "people", "kill")]),
        ("At least 25 lives were lost when the ferry sank.", [(25, "people", "kill")]),
        ("30 people lost their lives in the flood.", [(30, "people", "kill")]),
        ("The loss of 12 lives is a tragedy.", [(12, "people", "kill")]),
        ("The earthquake has claimed hundreds of lives.", [(200, "people", "kill")]),
        ("The 40 lives claimed by the flood will be remembered.", [(40, "people", "kill")]),
        ("Two students took their own lives last week.", [(2, "student", "kill")]),
        ("Three fans, who lost their lives in the crash, were buried.", [(3, "fan", "kill")]),
        (
            "The storm cost 12 lives and $30 million in damage.",
            [(12, "people", "kill"), (30_000_000, "damage", "pay")],
        ),
        (
            "The town of Harlow lost 12 lives and 40 houses in the fire.",
            [(12, "people", "kill"), (40, "house", "fall")],
        ),
        (
            "The deaths of three soldiers and injuries of two civilians were confirmed.",
            [(3, "soldier", "kill"), (2, "civilian", "injure")],
        ),
        ("The deaths of 12 hostages shocked the country.", [(12, "hostage", "kill")]),
        ("The killing of 12 has shocked the town.", [(12, "people", "kill")]),
        ("Police announced the arrest of five activists.", [(5, "activist", "arrest")]),
        (
            "Police announced the arrest of three men and the rescue of 14 migrants.",
            [(3, "man", "arrest"), (14, "migrant", "rescue")],
        ),
    ],
)
def test_a_noun_of_harm_says_what_befell_those_it_is_of(text: str, expected: list[object]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The bill saved the lives of 200 patients.",
        "In the case of two men, the court ruled against the state.",
        "The death of 2,000 jobs was announced.",
        "He was charged with the attempted murder of three police officers.",
        "The drug prevented the deaths of 400 patients.",
        "A plot for the killing of 100 people was foiled.",
        "The firm took on a new life with 300 workers.",
        "The party claimed 40 seats.",
        "Iran claimed the lives of 12 were at risk.",
    ],
)
def test_what_is_no_harm_to_persons_is_no_toll(text: str) -> None:
    assert not {role.partition("/")[0] for _, _, role in roles(text)} & {"kill", "injure", "infect", "arrest"}


def test_nouns_in_title_case_are_the_same_nouns() -> None:
    assert roles("The strike killed 12 Taliban Fighters and 3 Women.") == [
        (12, "militant", "kill"),
        (3, "woman", "kill"),
    ]
