"""What is marked in two opposed sentences."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.records import Claim, DateMention, DisputeKind, Entity, Period, Quantity, Span, Stance
from claimcheck.report.page_differences import differences, pieces


def claim(sentence: str, start: int = 100, **slots: object) -> Claim:
    return Claim("c", "a", start, start + len(sentence), sentence, sentence, **slots)  # type: ignore[arg-type]


def words(one: Claim, other: Claim, kind: DisputeKind) -> tuple[list[str], list[str]]:
    left, right = differences(one, other, kind)
    return [span.of(one.sentence) for span in left], [span.of(other.sentence) for span in right]


def figure(sentence: str, text: str, value: float, unit: str = "", start: int = 100) -> Quantity:
    at = start + sentence.index(text)
    return Quantity(text, at, at + len(text), value, value, unit)


def test_the_figures_that_differ_and_no_others() -> None:
    left, right = "The fire hurt 9 people in 40 minutes.", "The fire hurt 12 in 40 minutes."
    a = claim(left, quantities=(figure(left, "9", 9), figure(left, "40", 40, "minute")))
    b = claim(right, quantities=(figure(right, "12", 12), figure(right, "40", 40, "minute")))
    assert words(a, b, DisputeKind.QUANTITY) == (["9"], ["12"])


def test_dates_and_names() -> None:
    left, right = "It opens on May 3.", "It opens on June 10."
    a = claim(left, dates=(DateMention("May 3", 112, 117, Period(date(2025, 5, 3), date(2025, 5, 3))),))
    b = claim(right, dates=(DateMention("June 10", 112, 119, Period(date(2025, 6, 10), date(2025, 6, 10))),))
    assert words(a, b, DisputeKind.DATE) == (["May 3"], ["June 10"])
    a = claim("Norwin won it.", entities=(Entity("Norwin", "ORG", 100, 106),))
    b = claim("Halberd won it.", entities=(Entity("Halberd", "ORG", 100, 107),))
    assert words(a, b, DisputeKind.ENTITY) == (["Norwin"], ["Halberd"])


def test_negation_on_the_side_that_has_it() -> None:
    a, b = claim("It had been inspected."), claim("It hadn’t been inspected.")
    assert words(a, b, DisputeKind.NEGATION) == ([], ["hadn’t"])


def test_only_the_denial_is_marked_in_a_denial() -> None:
    a, b = claim("He did not take it up."), claim("The aide said that was untrue.", stance=Stance.DENIES)
    assert words(a, b, DisputeKind.DENIAL) == ([], ["untrue"])


def test_wording_is_the_last_resort() -> None:
    a, b = claim("The old bridge will stay open."), claim("The old bridge will stay closed.")
    assert words(a, b, DisputeKind.OTHER) == (["open"], ["closed"])
    assert words(claim("Rain fell."), claim("The council met on the plan."), DisputeKind.OTHER) == ([], [])


def test_slots_outside_the_sentence_are_left_alone() -> None:
    a = claim("Nine were hurt.", quantities=(Quantity("12", 5, 7, 12, 12),))
    assert words(a, claim("Ten were hurt."), DisputeKind.QUANTITY) == (["Nine"], ["Ten"])


@given(st.text(), st.text(), st.sampled_from(DisputeKind))
def test_pieces_join_to_the_sentence(left: str, right: str, kind: DisputeKind) -> None:
    a, b = claim(left), claim(right)
    for one, spans in zip((a, b), differences(a, b, kind), strict=True):
        assert "".join(pieces(one.sentence, spans)) == one.sentence


def test_every_second_piece_is_marked() -> None:
    assert pieces("abcdef", (Span(0, 2), Span(4, 6))) == ["", "ab", "cd", "ef", ""]
