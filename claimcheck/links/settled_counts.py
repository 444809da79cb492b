"""Counts of two claims that do not dispute each other although they differ: parts, sums, and what both texts give.

Every function gives the identities of such quantities, of either claim.
"""

from __future__ import annotations

import re
from itertools import product

from claimcheck.claims.quantities import AGE
from claimcheck.links.wording import stem, wording
from claimcheck.records import Claim

TELLING = 20.0
"""A count from which two texts seldom hold the same by chance."""

LIST = 3
"""Ages from which on a sentence lists people."""


def settled_counts(a: Claim, b: Claim, *, lists: bool) -> set[int]:
    """The counts of two claims that agree in another way than by value; with `lists`, also those of lists of things
    that go by other nouns. Symmetric.
    """
    settled = _listed_by_both(a, b) if lists else set()
    for one, other in ((a, b), (b, a)):
        settled |= _given_beside(one, other) | _told_by_both(one, other)
        settled |= _summed_up(one, other) | _a_part_of(one, other)
    return settled | _ages_of_one_list(a, b) | _bare_in_both(a, b)


def _listed_by_both(a: Claim, b: Claim) -> set[int]:
    """Counts of several things in a list that the other list gives as well, if under another noun.

    "Five jeeps and two trucks" and "5 off-roaders and 2 lorries" agree, although only two of the nouns are known.
    """
    return {
        id(q)
        for qa, qb in product(a.quantities, b.quantities)
        if qa.unit == qb.unit == "" and qa.low == qb.low and qa.high == qb.high and qa.role == qb.role != ""
        if qa.counts != qb.counts and min(len(a.quantities), len(b.quantities)) > 1
        for q in (qa, qb)
    }


def _given_beside(a: Claim, b: Claim) -> set[int]:
    """Counts of `a` that the sentence of `b` gives as well, outside the part of it that `b` states.

    "Two children ran in. One child hid" holds both counts: that one of its statements says "one" disputes no "two".
    """
    beside = b.sentence.lower().replace(b.proposition.rstrip(".").lower(), " ")
    if len(beside) > 0.9 * len(b.sentence):
        return set()
    words = wording(beside)
    return {
        id(q)
        for q in a.quantities
        if (q.unit and q.text.lower() in beside)
        or (q.counts and not q.unit and q.text.lower() in words.tokens and stem(q.counts) in words.content)
    }


def _told_by_both(a: Claim, b: Claim) -> set[int]:
    """Larger counts of `a` that the sentence of `b` gives too, whatever of: "11,491, over the limit of 10,000" disputes
    no "10,000"."""
    return {
        id(q)
        for q in a.quantities
        if not q.unit and q.low == q.high >= TELLING and re.search(rf"\b{re.escape(q.text)}\b", b.sentence)
    }


def _ages_of_one_list(a: Claim, b: Claim) -> set[int]:
    """Ages of two lists of people that hold the same ages: whose each one is, is easily misread, the ages agree."""
    ages = [[q for q in claim.quantities if q.unit == AGE] for claim in (a, b)]
    values = [{q.low for q in found} for found in ages]
    if min(len(found) for found in ages) < LIST or not (values[0] <= values[1] or values[1] <= values[0]):
        return set()
    return {id(q) for found in ages for q in found}


def _bare_in_both(a: Claim, b: Claim) -> set[int]:
    """Numbers of nothing that is named which both sentences hold: ages after names, numbers of a list."""
    return {
        id(q)
        for claim, other in ((a, b), (b, a))
        for q in claim.quantities
        if not q.counts and not q.unit and re.search(rf"\b{re.escape(q.text)}\b", other.sentence)
    }


def _summed_up(a: Claim, b: Claim) -> set[int]:
    """Counts of `a` that are the dead and the hurt of `b` taken together: "six shot" is "two dead, four hurt"."""
    dead = [q for q in b.quantities if q.role == "kill" and not q.unit]
    hurt = [q for q in b.quantities if q.role in {"injure", "shoot"} and not q.unit]
    sums = {(x.low + y.low, x.high + y.high): (x, y) for x, y in product(dead, hurt)}
    return {
        id(q)
        for qa in a.quantities
        if qa.role in {"injure", "shoot"} and (qa.low, qa.high) in sums
        for q in (qa, *sums[qa.low, qa.high])
    }


def _a_part_of(a: Claim, b: Claim) -> set[int]:
    """Counts of `a` that `b` gives as a part of its own: ten died on the bus, 31 died, ten of them on the bus."""
    parts = {(q.role.partition("/")[0], q.low, q.high) for q in b.quantities if q.role.endswith("/part")}
    return {
        id(q)
        for q in a.quantities
        if not q.unit and parts & {(role, q.low, q.high) for role in (q.role, "include")}
    }
