"""Typed slots: what they promise for any values, and that they see what they should in sentences."""

from collections import Counter
from math import inf

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from claimcheck.claims.extract import claim_from_text
from claimcheck.claims.units import read_unit
from claimcheck.links.polarity import polarity_of
from claimcheck.links.slots import SlotComparison, compare_slots
from claimcheck.records import Claim, DateMention, DisputeKind, Entity, Period, Quantity

KINDS = ("people", "soldier", "house", "car")
ROLES = ("kill", "injure", "arrest", "kill/part", "kill/by", "destroy", "")


def claim(
    quantities: tuple[Quantity, ...] = (), text: str = "A blast hit the old market of the town"
) -> Claim:
    return Claim("c", "a", 0, len(text), text, text, quantities=quantities)


def count(
    low: float, high: float | None = None, counts: str = "people", role: str = "kill", unit: str = ""
) -> Quantity:
    return Quantity(f"{low:g}", 0, 1, low, low if high is None else high, unit, counts, role)


quantities = st.builds(
    lambda low, width, counts, role, unit, vague: Quantity(
        f"{low}", 0, 1, float(low), float(low + width), unit, counts, role, vague
    ),
    st.integers(0, 10_000),
    st.one_of(st.just(0), st.integers(0, 50), st.just(inf)),
    st.sampled_from((*KINDS, "")),
    st.sampled_from(ROLES),
    st.sampled_from(("", "%", "USD", "minute")),
    st.booleans(),
)
dates = st.builds(
    lambda first, days, role: DateMention(f"day {first}", 0, 1, _period(first, days), role),
    st.integers(737_000, 737_400),
    st.integers(0, 40),
    st.sampled_from(("begin", "meet", "kill", "")),
)
entities = st.builds(
    lambda text, label, role: Entity(text, label, 0, 1, role),
    st.sampled_from(
        ("Joe Biden", "Biden", "Xi Jinping", "Aleppo", "Homs", "Syria", "US", "Washington", "UN")
    ),
    st.sampled_from(("PERSON", "GPE", "ORG", "NORP")),
    st.sampled_from(("nsubj:meet", "dobj:meet", "in:meet", "")),
)
texts = st.lists(
    st.sampled_from(
        "the army did not take town rose fell accepted rejected market blast on Monday talks".split()
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
claims = st.builds(
    lambda text, q, d, e: Claim("c", "a", 0, 1, text, text, quantities=q, dates=d, entities=e),
    texts,
    st.lists(quantities, max_size=3).map(tuple),
    st.lists(dates, max_size=2).map(tuple),
    st.lists(entities, max_size=3).map(tuple),
)


def _period(first: int, days: int) -> Period:
    from datetime import date

    return Period(date.fromordinal(first), date.fromordinal(first + days))


_MET = Entity("Joe Biden", "PERSON", 0, 1, "nsubj:meet")


@given(claims, claims)
@example(
    Claim("c", "a", 0, 1, "army", "army", entities=(_MET, Entity("Xi Jinping", "GPE", 0, 1, ""))),
    Claim("c", "a", 0, 1, "army", "army", entities=(_MET, Entity("Aleppo", "GPE", 0, 1, "nsubj:meet"))),
)
def test_symmetric(a: Claim, b: Claim) -> None:
    # As sets: two findings that mirror each other ("x against y", "y against x") have no order that swapping keeps.
    there, back = compare_slots(a, b).swapped(), compare_slots(b, a)
    assert Counter(there.conflicts) == Counter(back.conflicts)
    assert Counter(there.agreements) == Counter(back.agreements)
    assert there.different_scope == back.different_scope


@given(claims)
def test_a_claim_never_conflicts_with_itself(a: Claim) -> None:
    assert compare_slots(a, a).conflicts == ()


@given(quantities, quantities)
def test_values_that_may_be_the_same_never_conflict(a: Quantity, b: Quantity) -> None:
    assume(a.low <= b.high and b.low <= a.high)
    assert compare_slots(claim((a,)), claim((b,))).conflicts == ()


@given(st.integers(0, 500), st.integers(0, 500), st.permutations(KINDS))
def test_counts_of_different_things_never_conflict(x: int, y: int, kinds: list[str]) -> None:
    assume("people" not in kinds[:2])
    a, b = count(x, counts=kinds[0], role="destroy"), count(y, counts=kinds[1], role="destroy")
    assert compare_slots(claim((a,)), claim((b,))).conflicts == ()


@given(
    st.integers(0, 500),
    st.integers(0, 500),
    st.permutations(("kill", "injure", "arrest", "kill/part", "kill/by")),
)
def test_different_fates_parts_and_doers_never_conflict(x: int, y: int, roles: list[str]) -> None:
    a, b = count(x, role=roles[0]), count(y, role=roles[1])
    assert compare_slots(claim((a,)), claim((b,))).conflicts == ()


@given(st.integers(0, 900), st.integers(0, 900))
def test_different_counts_of_the_same_thing_conflict_with_kind_and_words(x: int, y: int) -> None:
    assume(x != y)
    (finding,) = compare_slots(claim((count(x),)), claim((count(y),))).conflicts
    assert finding.kind is DisputeKind.QUANTITY
    assert finding.detail == f"killed: {x} against {y}"


@given(
    st.integers(1, 400),
    st.sampled_from(
        [
            ("kilometre", "metre", 1000),
            ("hour", "minute", 60),
            ("tonne", "kilogram", 1000),
            ("day", "hour", 24),
        ]
    ),
)
def test_units_are_converted(value: int, units: tuple[str, str, int]) -> None:
    large, small, factor = units
    a, b = read_unit(f"{value} {large}s", len(str(value))), read_unit(f"{value} {small}s", len(str(value)))
    assert a is not None
    assert b is not None
    assert a.base == b.base
    assert value * a.factor == pytest.approx(value * factor * b.factor)


@given(
    st.integers(0, 500),
    st.integers(0, 500),
    st.sampled_from([("USD", "EUR"), ("minute", "kilometre"), ("", "%")]),
)
def test_different_units_never_conflict(x: int, y: int, units: tuple[str, str]) -> None:
    a, b = count(x, unit=units[0]), count(y, unit=units[1])
    assert compare_slots(claim((a,)), claim((b,))).conflicts == ()


def of(a: str, b: str, published: str | None = "2021-09-15") -> SlotComparison:
    return compare_slots(claim_from_text(a, published=published), claim_from_text(b, published=published))


@pytest.mark.parametrize(
    ("a", "b", "kind", "detail"),
    [
        (
            "Gunmen killed 12 people in the market.",
            "Fifteen people died when gunmen attacked the market.",
            "quantity",
            "killed: 12 against Fifteen",
        ),
        (
            "No one was hurt in the fire.",
            "Three people were hurt in the fire.",
            "quantity",
            "injured: No one against Three",
        ),
        (
            "The call lasted 90 minutes.",
            "The call lasted two hours.",
            "quantity",
            "call last: 90 minutes against two hours",
        ),
        (
            "The ceasefire began on Monday.",
            "The ceasefire began on Wednesday.",
            "date",
            "begin: Monday against Wednesday",
        ),
        (
            "Joe Biden met Xi Jinping in Rome.",
            "Joe Biden met Vladimir Putin in Rome.",
            "entity",
            "person (meet): Xi Jinping against Vladimir Putin",
        ),
        (
            "The board accepted the offer.",
            "The board rejected the offer.",
            "negation",
            "opposite: accepted against rejected",
        ),
        (
            "Xi did not take up the offer.",
            "Xi took up the offer.",
            "negation",
            "negation: not take against take",
        ),
    ],
)
def test_conflicts_name_the_slot_and_both_values(a: str, b: str, kind: str, detail: str) -> None:
    conflicts = of(a, b).conflicts
    assert conflicts
    assert (str(conflicts[0].kind), conflicts[0].detail.replace("took", "take")) == (kind, detail)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Gunmen killed 12 people in the market.",
            "At least 10 people died in the market, killed by gunmen.",
        ),
        ("The call lasted 90 minutes.", "The call lasted 1.5 hours."),
        ("The course is 1 km long.", "The course is 1,000 metres long."),
        ("The attack killed 23 people.", "The attack killed 5 children."),
        ("The attack killed 23 people, including 5 children.", "The attack killed 23 people."),
        ("The attack killed 12 people.", "The attack wounded 30 people."),
        ("A dozen people were arrested.", "Police arrested 12 people."),
        ("Joe Biden met Xi Jinping in Rome.", "President Biden met Xi in Rome."),
        ("The United States signed the treaty.", "The US signed the treaty."),
        ("The company accepted the offer.", "The company did not reject the offer."),
        ("Roe made no excuses and fully accepted the blame.", "Roe fully accepted the blame."),
        ("Roe did not keep her private mails.", "Roe had her mails sent to a private address."),
        ("Roe spent money he should not have spent on watches.", "Roe spent money on watches."),
        ("This is not about Senator Roe.", "Senator Roe was held to be fit for many public offices."),
        ("The firm earned $1.2 billion.", "The firm earned $1.23 billion."),
        ("Ada Lund supports the new levee.", "Ben Roe opposes the new levee."),
        (
            "Ten civilians were killed when an air strike hit a bus near Elm.",
            "Raids in and around Elm killed 31 civilians on Friday, including 10 when their bus was hit.",
        ),
        ("You don't want the bike week to be like that.", "You want the bike week to be peaceful."),
        (
            "A shooting at a wedding left six people wounded.",
            "A shooting at a wedding left two dead and four injured.",
        ),
        ("The rocket reached an altitude of 770 kilometres.", "The rocket flew 3,700 kilometres."),
        (
            "The patch will improve the picture on old screens.",
            "The patch may not improve the picture on old screens.",
        ),
        ("Ether rose 2 percent on Friday.", "Ether was 12.1 percent of the market on Friday."),
        ("Ada Roe moved to Elm 42 years ago.", "Ada Roe moved to Elm in 1980."),
        ("Lund did not sing for the king.", "The choir played the song We Sing for the king Lund loved."),
        ("They were four metres from the bottom of the well.", "The well was 40 metres deep."),
        ("Harbour Bank (HRB) lost a case.", "Valley Bank sued as Harbour Bank lost a case."),
        ("Troops destroyed five jeeps and two trucks.", "Troops destroyed 5 off-roaders and 2 vehicles."),
    ],
)
def test_statements_that_agree_do_not_conflict(a: str, b: str) -> None:
    assert of(a, b).conflicts == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Gunmen killed 12 people in Paris in 2015.", "Gunmen killed 30 people in Paris in 2019."),
        ("The blast killed 12 people in Aleppo.", "The blast killed 15 people in Tehran."),
        ("Gunmen killed 12 people.", "Gunmen have killed 300 people so far this year."),
    ],
)
def test_counts_of_other_times_places_and_periods_are_another_scope(a: str, b: str) -> None:
    slots = of(a, b)
    assert slots.different_scope
    assert not [finding for finding in slots.conflicts if finding.kind is DisputeKind.QUANTITY]


def strongest(a: str, b: str) -> float:
    return max((finding.strength for finding in of(a, b).conflicts), default=0.0)


@pytest.mark.parametrize(
    ("likely", "doubtful"),
    [
        ("Nine people died in the raid on Elm.", "Nine people died on Tuesday when a market burned."),
        (
            "Nine people were killed by gunmen in the town.",
            "Nine people were killed by an airstrike in the town.",
        ),
        (
            "Nine people were killed in the town, an aide said.",
            "500 people were killed in the town, an aide said.",
        ),
    ],
)
def test_other_days_means_and_sizes_make_a_conflict_doubtful(likely: str, doubtful: str) -> None:
    told = "Gunmen killed six people in the town on Monday, officers said after the raid on Elm."
    assert strongest(told, doubtful) < strongest(told, likely)


def test_a_count_that_differs_with_the_day_is_of_another_event() -> None:
    slots = of(
        "An air raid on Elm killed nine people on 3 May, a monitor said.",
        "On 5 May at least 40 were killed as an air raid struck Elm.",
    )
    assert slots.different_scope
    assert not slots.conflicts


def test_a_count_that_the_other_sentence_gives_as_well_is_not_disputed() -> None:
    both = "Two children ran in and one child hid."
    other = Claim(
        "d", "b", 0, len(both), both, "one child hid", quantities=(count(1, counts="child", role="hide"),)
    )
    told = claim((named("two", 2),), "Two children hid")
    assert not compare_slots(told, other).conflicts


def named(text: str, value: float) -> Quantity:
    return Quantity(text, 0, len(text), value, value, "", "child", "hide")


def test_the_ages_of_two_boys_are_no_conflict_unless_the_sentences_are_one() -> None:
    told = "A 15-year-old boy was killed in the park."
    assert strongest(told, "A 17-year-old boy was killed by a train that ran late at night.") < 0.5
    assert strongest(told, "A 17-year-old boy was killed in the park.") > 0.5


@pytest.mark.parametrize("days", [("May 3", "May 10"), ("3 May", "10 May"), ("May 3", "June 10")])
def test_days_of_the_month_conflict_where_no_article_has_a_date(days: tuple[str, str]) -> None:
    (conflict,) = of(
        *(f"The Arden bridge will open to all on {day}." for day in days), published=None
    ).conflicts
    assert (conflict.kind, (conflict.a_text, conflict.b_text)) == (DisputeKind.DATE, days)


def test_two_items_of_a_list_tell_of_two_people() -> None:
    found = of(
        "Anton Berg, 26, of Northgate pleaded guilty on Thursday to two counts of assault.",
        "Carlo Dent, 41, of Northgate pleaded guilty on Monday to two counts of assault.",
    )
    assert found.conflicts == ()
    assert found.different_scope


def test_a_name_changed_alone_is_still_a_conflict() -> None:
    found = of(
        "Anton Berg pleaded guilty on Monday to two counts of assault.",
        "Carlo Dent pleaded guilty on Monday to two counts of assault.",
    )
    assert any(f.kind is DisputeKind.ENTITY for f in found.conflicts)


def test_one_list_of_ages_holds_no_conflict_whoever_has_which() -> None:
    found = of(
        "The victims were Ada Low, 14, Ben Hart, 17, and Cora Pike, 28.",
        "Ada Low, 14; Ben Hart, 17; and Cora Pike, 28, are the victims.",
    )
    assert not any(f.kind is DisputeKind.QUANTITY for f in found.conflicts)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Berg, aka Ace, 25, of Ashford pleaded guilty on Monday to two counts of assault.",
            "Also on Thursday, Tom Dent, 27, of Ashford, pleaded guilty to two counts of assault.",
        ),
        ("A 23-year-old woman was shot in the leg.", "A 30-year-old man was shot in the leg."),
        (
            "The victims were Ann Perry, 14, Ida Sand, 17, and Jo Hut, 50.",
            "The victims are Ann Perry, 14; Ida Sand, 17; and Jo Hut, 50.",
        ),
        (
            "Deputies were last seen driving a blue car to the lake.",
            "Dunn and Delgado were last seen driving a blue car to the lake.",
        ),
        (
            "The strike was an answer that Washington owes the Syrian government.",
            "The strike was an answer that Washington owes Damascus.",
        ),
        ("The missile reached an altitude of 770 kilometers.", "The missile flew 3,700 kilometers."),
        (
            "Several hundred people were taken out of the town.",
            "More than 2,000 people were taken out of the town.",
        ),
        (
            "Residents said that gunmen killed three civilians from the village on charges of apostasy.",
            "Meanwhile other gunmen shot two civilians dead after blindfolding them.",
        ),
    ],
)
def test_what_can_both_be_true_is_no_strong_conflict(a: str, b: str) -> None:
    found = compare_slots(claim_from_text(a), claim_from_text(b))
    assert all(finding.strength < 0.35 for finding in found.conflicts), found.conflicts


def test_a_changed_sex_at_the_same_age_is_a_conflict() -> None:
    found = compare_slots(
        claim_from_text("A 23-year-old woman was shot in the leg."),
        claim_from_text("A 23-year-old man was shot in the leg."),
    )
    assert any({f.a_text, f.b_text} == {"woman", "man"} for f in found.conflicts)


def test_who_misspoke_did_not_assert_it() -> None:
    admitted = claim_from_text("He had misspoken in saying that he had served in the war.")
    assert not compare_slots(admitted, claim_from_text("He had not served in the war.")).conflicts


def _told(text: str) -> Claim:
    return claim_from_text(text, published="2021-09-15")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The margin of sampling error is plus or minus four percentage points.",
            "The margin of error is plus or minus six percentage points.",
        ),
        (
            "The harbour took in 11,491 people, over the limit of 10,000.",
            "The harbour took in 10,000 people.",
        ),
    ],
)
def test_figures_that_are_not_of_one_thing_do_not_conflict(one: str, other: str) -> None:
    found = compare_slots(_told(one), _told(other))
    assert not [f for f in found.conflicts if f.kind is DisputeKind.QUANTITY]


def test_a_year_and_a_name_that_both_differ_are_two_events() -> None:
    found = compare_slots(
        _told("The magazine chose Ada Lund as its person of the year in 2015."),
        _told("The magazine chose Jo Berg as its person of the year in 1998."),
    )
    assert found.conflicts == ()
    assert found.different_scope


def test_a_year_alone_may_be_disputed() -> None:
    found = compare_slots(
        _told("Lund has led the party since 2002."), _told("Lund has led the party since 2005.")
    )
    assert [f.kind for f in found.conflicts] == [DisputeKind.DATE]


def test_means_that_stand_by_the_counts_tell_two_attacks_apart() -> None:
    raids = (
        "After rebels fired rockets at Larn, at least 45 people were killed in air strikes on Tol on Monday."
    )
    rockets = "The air strikes on Tol answered rockets on Monday which killed 10 people in Larn."
    same = "The air strikes on Tol on Monday killed 10 people in Larn."

    def strongest(a: str, b: str) -> float:
        found = compare_slots(_told(a), _told(b)).conflicts
        return max((f.strength for f in found if f.kind is DisputeKind.QUANTITY), default=0.0)

    assert strongest(raids, rockets) < strongest(raids, same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The mayor declined to affirm support for the plan.",
            "The mayor showed reluctance to affirm support for the plan.",
        ),
        ("The firm refused to pay the fine.", "The firm spoke of its refusal to pay the fine."),
    ],
)
def test_refusing_and_a_refusal_are_one(one: str, other: str) -> None:
    found = compare_slots(_told(one), _told(other))
    assert not [f for f in found.conflicts if f.kind is DisputeKind.NEGATION]


@pytest.mark.parametrize(
    "left_open",
    [
        "The chair says on Monday whether she will seek a second term as head of the board.",
        "The chair says whether she will step down or bear the criticism and seek a second term as head of the board.",
        "Members asked about the claim that the chair will seek a second term as head of the board.",
    ],
)
def test_what_is_only_asked_or_ascribed_is_not_stated(left_open: str) -> None:
    denied = "The chair will not seek a second term as head of the board."
    stated = "The chair will seek a second term as head of the board."
    assert polarity_of(left_open, denied) == ()
    assert polarity_of(stated, denied)


def test_that_a_thing_is_itself_states_nothing() -> None:
    assert polarity_of("A straight road is a straight road.", "It was not a straight road.") == ()
    assert polarity_of("The road is a straight road.", "It was not a straight road.")
