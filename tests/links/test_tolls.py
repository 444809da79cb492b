"""Two texts that count the dead, or the hurt, and differ, are worth a look."""

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.links.candidates import WEIGH_FROM, worth_weighing
from claimcheck.links.tolls import rival_tolls, tolls


def test_counts_stand_before_and_after_what_happened() -> None:
    assert tolls("A blast killed 48 people and left nine of them wounded.") == {(False, "48"), (True, "nine")}
    assert tolls("The toll of the flood is not known.") == frozenset()


def test_rivals_count_one_thing_and_differ() -> None:
    assert rival_tolls("Three people are dead.", "The storm killed five sailors.")
    assert rival_tolls("A blast killed 48 and left dozens wounded.", "A bombing killed 44, wounding dozens.")
    assert not rival_tolls("Three people are dead.", "Three sailors were killed.")
    assert not rival_tolls("Three people are dead.", "Five people were hurt.")


@given(st.text(), st.text())
def test_rivalry_is_mutual(a: str, b: str) -> None:
    assert rival_tolls(a, b) == rival_tolls(b, a)


def test_rival_tolls_are_weighed_far_below_the_cosine_of_the_rest() -> None:
    far = WEIGH_FROM - 0.1
    assert worth_weighing("Three people are dead.", "The storm killed five sailors.", far)
    assert not worth_weighing("The mill is closed.", "The storm killed five sailors.", far)


def test_what_one_negates_and_the_other_states_is_worth_weighing_from_afar() -> None:
    stated, denied = (
        "The director offered his resignation on Tuesday.",
        "The director had not offered to resign.",
    )
    assert worth_weighing(stated, denied, WEIGH_FROM - 0.1)
    assert not worth_weighing(stated, "The director had opened a museum.", WEIGH_FROM - 0.1)
