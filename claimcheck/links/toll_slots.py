"""Who was harmed, and by what, where two claims give one and the same toll.

Reports of one attack often agree on a number and dispute the rest: "31 civilians were killed" and "31 militants were
killed", "ten died in a car bombing" and "ten died in a chemical attack". That the numbers agree is what shows that they
tell of one event; so a number that many events have, such as two, shows it only where the wording agrees too.
"""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import product
from math import inf
from typing import Final

from claimcheck.claims.word_classes import CASUALTY_ROLES, noun_of
from claimcheck.links.date_slots import on_other_days
from claimcheck.links.findings import SlotFinding, strongest_first
from claimcheck.links.quantity_slots import BY, slot_name
from claimcheck.links.scope import means_near, other_places, other_weekdays
from claimcheck.links.wording import overlap, wording
from claimcheck.records import Claim, DisputeKind, Quantity

_CIVILIANS: Final = frozenset(
    "civilian child student teacher doctor patient journalist medic farmer shopper".split()
)
"""Who does not fight. Passengers, residents or volunteers may."""
_FIGHTERS: Final = frozenset("militant soldier force commander".split())
_OTHER_STAFF: Final = re.compile(
    r"\b(?:medical|hospital|health|aid|relief|rescue|emergency|airport|civilian|UN|U\.N\.|embassy) personnel\b"
)
_GO_TOGETHER: Final = frozenset(
    frozenset(pair.split())
    for pair in (
        "air shells", "air bomb", "air gas", "air vehicle", "gas shells", "gun shells", "bomb vehicle", "water vehicle",
        "water nature", "nature vehicle",
    )
)  # fmt: skip
"""Means for which desks use one word, or of which one brings the other: what fell from a plane is "shelling", too."""
_SOMEBODY: Final = frozenset({"gunman", "gunmen"})
"""Words that name a doer as often as a victim."""
_WORD: Final = re.compile(r"[\w’'-]+")
MODIFIERS: Final = 4
"""Words after a count among which its noun is looked for."""
TELLING: Final = 5
"""A number from which an equal toll is no chance; below it only nearly equal wording tells."""
ALIKE, NEARLY_EQUAL = 0.35, 0.6
"""How far the two share content words for an equal toll to be of one event: with a telling number, and without. By
what it was done differs only in nearly equal wording: of an attack with bombs and guns one report may name one of them.
"""
STRENGTH: Final = 0.9
ELSEWHERE: Final = 0.5
"""What is left where the sentences name other places."""


def compare_tolls(a: Claim, b: Claim) -> tuple[SlotFinding, ...]:
    """Conflicts of who was harmed and by what, of two claims with an equal toll; symmetric, strongest first."""
    counted = [(x, y) for x, y in product(a.quantities, b.quantities) if _one_toll(x, y)]
    if not counted or on_other_days(a, b) or other_weekdays(a, b):
        return ()
    shared = overlap(wording(a.proposition).content, wording(b.proposition).content)
    strength = STRENGTH * (ELSEWHERE if other_places(a.sentence, b.sentence) else 1.0)
    found = []
    for of_a, of_b in counted:
        if shared < (ALIKE if of_a.low >= TELLING else NEARLY_EQUAL):
            continue
        toll = slot_name(of_a, of_b).rpartition(" ")[2]
        if _sides(of_a, of_b) and not _names(a, of_b.counts) and not _names(b, of_a.counts):
            texts = _in_full(a, of_a), _in_full(b, of_b)
            found.append(SlotFinding(DisputeKind.QUANTITY, toll, *texts, strength))
        if shared >= NEARLY_EQUAL and _only_toll(a, of_a) and _only_toll(b, of_b):
            by = _means(a, of_a), _means(b, of_b)
            if all(by) and not _may_be_one(by[0].keys(), by[1].keys()):
                texts = (" and ".join(by[0].values()), " and ".join(by[1].values()))
                found.append(SlotFinding(DisputeKind.ENTITY, f"{toll}{BY}", *texts, strength))
    first_of_slot = {finding.slot: finding for finding in reversed(strongest_first(found))}
    return strongest_first(list(first_of_slot.values()))


def _one_toll(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are the same count of the harmed: one number, or no less than that."""
    told = a.low == a.high or a.high == inf
    return a.role == b.role and a.role in CASUALTY_ROLES and (a.low, a.high) == (b.low, b.high) and told


def _only_toll(claim: Claim, quantity: Quantity) -> bool:
    return sum(other.role == quantity.role for other in claim.quantities) == 1


def _sides(a: Quantity, b: Quantity) -> bool:
    """Whether one counts civilians and the other those who fight."""
    nouns = _one_noun(a.counts), _one_noun(b.counts)
    return any(x in _CIVILIANS and y in _FIGHTERS for x, y in (nouns, nouns[::-1]))


def _names(claim: Claim, counted: str) -> bool:
    """Whether a sentence speaks of such people at all, or of staff who may be meant."""
    noun = _one_noun(counted)
    named = any(_one_noun(word) == noun for word in _WORD.findall(claim.sentence))
    return named or bool(_OTHER_STAFF.search(claim.sentence))


def _means(claim: Claim, quantity: Quantity) -> dict[str, str]:
    named = means_near(claim, quantity)
    return {kind: words for kind, words in named.items() if words.lower() not in _SOMEBODY}


def _may_be_one(a: Set[str], b: Set[str]) -> bool:
    """Whether two sets of means have one in common, or two that go together."""
    return any(x == y or frozenset((x, y)) in _GO_TOGETHER for x, y in product(a, b))


def _one_noun(word: str) -> str:
    """The class of a noun as it stands, in the singular or the plural."""
    return noun_of(word).removesuffix("s")


def _in_full(claim: Claim, quantity: Quantity) -> str:
    """The count with the noun that it counts, as the sentence has it: "31 rebel fighters"."""
    following = claim.sentence[quantity.end - claim.start :]
    words = list(_WORD.finditer(following))[:MODIFIERS]
    counted = [_one_noun(word[0]) == _one_noun(quantity.counts) for word in words]
    if True not in counted:
        return f"{quantity.text} {quantity.counts}"
    last = counted.index(True)
    if (
        counted[last + 1 : last + 2] == [True]
        and following[words[last].end() : words[last + 1].start()] == " "
    ):
        last += 1  # "rebel fighters"
    return f"{quantity.text}{following[: words[last].end()]}"
