"""Typed comparison of two claims: quantities, dates, entities and polarity, without a model.

Numbers are compared only where they are of the same thing at the same time and place; a difference of time or place is
itself reported, as `different_scope`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from claimcheck.claims.quantities import AGE
from claimcheck.links.date_slots import compare_dates, on_other_days
from claimcheck.links.entity_slots import compare_entities
from claimcheck.links.findings import Findings, SlotFinding, strongest_first
from claimcheck.links.names import may_be_same, persons_by_age
from claimcheck.links.polarity import SEXED, compare_polarity
from claimcheck.links.quantity_slots import compare_quantities
from claimcheck.links.rewrites import NEAR_IDENTICAL
from claimcheck.links.toll_slots import compare_tolls
from claimcheck.links.wording import overlap, wording
from claimcheck.records import Claim

OTHER_OCCASION = 0.5
"""Strength of a conflict of dates or names from which a differing count is of another event."""
OTHER_NAME_TOO = 0.35
"""The same for names beside years that differ."""

__all__ = ["SlotComparison", "SlotFinding", "compare_slots"]


@dataclass(frozen=True, slots=True)
class SlotComparison:
    """What two claims fill differently and alike, strongest first."""

    conflicts: tuple[SlotFinding, ...] = ()
    agreements: tuple[SlotFinding, ...] = ()
    different_scope: bool = False
    """Whether their times or places differ, or one counts over a stretch of time: a sign of different events."""

    def swapped(self) -> SlotComparison:
        """The same comparison seen from the other claim."""
        return SlotComparison(
            tuple(f.swapped() for f in self.conflicts),
            tuple(f.swapped() for f in self.agreements),
            self.different_scope,
        )


def compare_slots(a: Claim, b: Claim) -> SlotComparison:
    """Compare the typed slots of two claims; `compare_slots(b, a)` is the same, swapped."""
    dates, entities = compare_dates(a, b), compare_entities(a, b)
    elsewhere = dates.different_scope or entities.different_scope
    quantities = compare_quantities(a, b, other_scope=elsewhere, other_day=on_other_days(a, b))
    polarity = compare_polarity(a, b)
    conflicts = [*quantities.conflicts, *dates.conflicts, *entities.conflicts, *polarity]
    apart = _two_occasions(quantities, dates, entities) and not _reworded(a, b)
    if apart or _two_people(a, b, quantities, dates, entities) or _two_strangers(a, b, polarity):
        return SlotComparison(
            agreements=strongest_first([*quantities.agreements, *entities.agreements]), different_scope=True
        )
    conflicts += compare_tolls(a, b)
    agreements = [*quantities.agreements, *dates.agreements, *entities.agreements]
    return SlotComparison(
        strongest_first(conflicts),
        strongest_first(agreements),
        elsewhere or quantities.different_scope,
    )


def _reworded(a: Claim, b: Claim) -> bool:
    """Whether the two are one sentence with words changed, which tells of one event whatever else it says."""
    return overlap(wording(a.sentence).content, wording(b.sentence).content) >= NEAR_IDENTICAL


def _two_people(a: Claim, b: Claim, quantities: Findings, dates: Findings, entities: Findings) -> bool:
    """Whether each tells of a person of its own: another name, and with it another age, day or count.

    "Berg, 26, pleaded guilty on Thursday" and "Dent, 41, pleaded guilty on Monday" are two items of one list, however
    alike their words.
    """
    persons = [f.strength for f in entities.conflicts if f.slot.startswith("person")]
    if max(persons, default=0.0) < OTHER_OCCASION:
        return False
    ages = [{q.low for q in claim.quantities if q.unit == AGE} for claim in (a, b)]
    other_ages = bool(ages[0] and ages[1]) and not ages[0] & ages[1]
    others = [finding.strength for finding in (*quantities.conflicts, *dates.conflicts)]
    return other_ages or max(others, default=0.0) >= OTHER_OCCASION


def _two_strangers(a: Claim, b: Claim, polarity: Sequence[SlotFinding]) -> bool:
    """Whether both tell of people by age, and of no one in common: by their names, or a woman of one age and a man of
    another.
    """
    people = persons_by_age(a.proposition), persons_by_age(b.proposition)
    if all(people) and not any(may_be_same(x, y, person=True) for x, y in product(*people)):
        return True
    ages = [{q.low for q in claim.quantities if q.unit == AGE} for claim in (a, b)]
    sexes = any(f.slot == "opposite" and {f.a_text, f.b_text} <= SEXED for f in polarity)
    return sexes and all(ages) and not ages[0] & ages[1]


def _two_occasions(quantities: Findings, dates: Findings, entities: Findings) -> bool:
    """Whether a count differs together with the day or with who and where, or the year with the name: two events of
    one kind (one was "chosen in 1938", another "chosen in 2015"), not one that is disputed.
    """
    days, names = (max((f.strength for f in found.conflicts), default=0.0) for found in (dates, entities))
    if names >= OTHER_NAME_TOO and any(_years_apart(finding) for finding in dates.conflicts):
        return True
    return bool(quantities.conflicts) and max(days, names) >= OTHER_OCCASION


def _years_apart(finding: SlotFinding) -> bool:
    """Whether two dates are given by years that are not next to each other."""
    years = [re.search(r"\b(?:1[5-9]|20)\d\d\b", text) for text in (finding.a_text, finding.b_text)]
    return years[0] is not None and years[1] is not None and abs(int(years[0][0]) - int(years[1][0])) > 1
