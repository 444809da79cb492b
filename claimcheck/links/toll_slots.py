"""Who was harmed, and by what, where two claims give one and the same toll.

Reports of one attack often agree on a number and dispute the rest: "31 civilians were killed" and "31 militants were
killed", "ten died in a car bombing" and "ten died in a chemical attack". That the numbers agree is what shows that they
tell of one event; so a number that many events have, such as two, shows it only where the wording agrees too.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Final

from claimcheck.claims.word_classes import CASUALTY_ROLES, noun_of
from claimcheck.links.findings import SlotFinding, strongest_first
from claimcheck.links.quantity_slots import slot_name
from claimcheck.links.scope import means_near, other_places
from claimcheck.links.wording import overlap, wording
from claimcheck.records import Claim, DisputeKind, Quantity

_CIVILIANS: Final = frozenset(
    "civilian child student passenger worker migrant teacher doctor patient villager resident "
    "journalist volunteer farmer medic shopper".split()
)
_FIGHTERS: Final = frozenset("militant soldier force commander".split())
_LOOSELY: Final = frozenset({"air", "shells"})
"""Means for which desks use one word: what fell from a plane is "shelling", too."""
_WORD: Final = re.compile(r"[\w’'-]+")
_SINGULAR: Final = {"children": "child", "women": "woman", "men": "man"}
MODIFIERS: Final = 4
"""Words after a count among which its noun is looked for."""
TELLING: Final = 5
"""A number from which an equal toll is no chance; below it only nearly equal wording tells."""
ALIKE, NEARLY_EQUAL = 0.35, 0.6
"""How far the two share content words for an equal toll to be of one event: with a telling number, and without."""
STRENGTH: Final = 0.9
ELSEWHERE: Final = 0.5
"""What is left where the sentences name other places."""


def compare_tolls(a: Claim, b: Claim) -> tuple[SlotFinding, ...]:
    """Conflicts of who was harmed and by what, of two claims with an equal toll; symmetric, strongest first."""
    shared = overlap(wording(a.proposition).content, wording(b.proposition).content)
    found: dict[str, SlotFinding] = {}
    for of_a, of_b in product(a.quantities, b.quantities):
        if not _one_toll(of_a, of_b) or shared < (ALIKE if of_a.low >= TELLING else NEARLY_EQUAL):
            continue
        strength = STRENGTH * (ELSEWHERE if other_places(a.sentence, b.sentence) else 1.0)
        toll = slot_name(of_a, of_b).rpartition(" ")[2]
        if _sides(of_a, of_b):
            texts = _in_full(a, of_a), _in_full(b, of_b)
            found[toll] = SlotFinding(DisputeKind.QUANTITY, toll, *texts, strength)
        by = means_near(a, of_a), means_near(b, of_b)
        if all(by) and not by[0].keys() & by[1].keys() and by[0].keys() | by[1].keys() != _LOOSELY:
            texts = (" and ".join(by[0].values()), " and ".join(by[1].values()))
            found[f"{toll} by"] = SlotFinding(DisputeKind.ENTITY, f"{toll} by", *texts, strength)
    return strongest_first(list(found.values()))


def _one_toll(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are the same count of the harmed."""
    return a.role == b.role and a.role in CASUALTY_ROLES and (a.low, a.high) == (b.low, b.high)


def _sides(a: Quantity, b: Quantity) -> bool:
    """Whether one counts civilians and the other those who fight."""
    nouns = _one_noun(a.counts), _one_noun(b.counts)
    return any(x in _CIVILIANS and y in _FIGHTERS for x, y in (nouns, nouns[::-1]))


def _one_noun(word: str) -> str:
    """The class of a noun as it stands, in the singular or the plural."""
    word = word.lower()
    return noun_of(_SINGULAR.get(word, word.removesuffix("s")))


def _in_full(claim: Claim, quantity: Quantity) -> str:
    """The count with the noun that it counts, as the sentence has it: "31 rebel fighters"."""
    _, found, following = claim.sentence.partition(quantity.text)
    words = list(_WORD.finditer(following))[:MODIFIERS] if found else []
    counted = [_one_noun(word[0]) == _one_noun(quantity.counts) for word in words]
    if True not in counted:
        return f"{quantity.text} {quantity.counts}"
    first = counted.index(True)
    further = counted[first + 1 : first + 2] == [True]  # "rebel fighters"
    return f"{quantity.text}{following[: words[first + further].end()]}"
