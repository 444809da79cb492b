"""Quantities of two claims: which ones are of the same thing, and whether their values can both be true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from claimcheck.claims.count_roles import NUMBER
from claimcheck.claims.quantities import AGE, MAGNITUDE, SCORE, SENTENCE
from claimcheck.claims.word_classes import CASUALTY_ROLES, is_person
from claimcheck.links.count_scope import coverage_left
from claimcheck.links.findings import Findings, SlotFinding, strongest_first
from claimcheck.links.names import may_be_same
from claimcheck.links.rewrites import NEAR_IDENTICAL, name_keys
from claimcheck.links.scope import (
    counted_elsewhere,
    harmed_otherwise,
    other_measure,
    other_weekdays,
    told_apart,
)
from claimcheck.links.settled_counts import settled_counts
from claimcheck.links.wording import overlap, wording
from claimcheck.records import Claim, DisputeKind, Quantity

ROUNDING = 0.03
"""Relative difference up to which two measured values, or counts of a thousand and more, are one value rounded."""
OTHER_DAY, ELSEWHERE, NO_COMMON_NAME, NAMELESS = 0.5, 0.5, 0.55, 0.85
"""What is left of a conflict where the sentences name other days, other places or means, no name in common, or where
one of them names nothing at all."""
NO_COMMON_NAME_HERE = 0.3
"""The same in one article, which tells of several things by their names."""
UNLIKELY_RATIO, ABSURD_RATIO = 6.0, 30.0
"""Counts that far apart are seldom of one thing, and hardly ever: a war's dead against an attack's."""
PRICES = 0.5
"""What is left where both sentences speak of a market."""
_MARKET = re.compile(
    r"\b(?:shares?|stocks?|index|futures|bitcoin|ethereum|currency|currencies|barrel|trading|traded|market)\b",
    re.IGNORECASE,
)
_MOVES = frozenset({"rise", "fall", "trade", "close"})
AT_MOST_FEW = 2
OTHERS = 0.3
"""What is left where one of two near counts is of "others", who come on top of somebody named before."""
VAGUE = 0.3
"""What is left where one count is a word such as "dozens", which a writer uses before anybody has counted."""
_VAGUE = re.compile(
    r"(?:\w+ )?(?:dozens|scores|hundreds|thousands|tens of thousands|hundreds of thousands)(?: of)?|"
    r"(?:several|a few|many|some) (?:dozen|hundred|thousand)(?: \w+)?",
    re.IGNORECASE,
)
_CUMULATIVE = re.compile(
    r"\b(?:so far|this (?:year|month|week|season)|last (?:year|month|week)|since|to date|in (?:total|all)|overall|"
    r"altogether|"
    r"(?:over|in|during|for|within) the (?:past|last|previous) |past (?:\w+ )?(?:days|weeks|months|years)|"
    r"(?:per|a|each|every) (?:day|week|month|year)\b(?! old)|annual(?:ly)?|daily|weekly|monthly|nationwide|worldwide|"
    r"globally|every|average|on average|typically|usually|in the (?:civil )?(?:war|conflict)|"
    r"across the [\w -]{0,20}country|"
    r"(?:war|conflict) (?:has|had) (?:killed|displaced|left))\b",
    re.IGNORECASE,
)
OF_A_NUMBER = 0.3
"""How far two sentences share their words for two counts of one noun to be of one thing, where one of them gives "the
number of" it."""
FULL_NAME = 0.95
"""How surely two ages are of one person where both sentences give the full name."""
_GENERIC_ROLES = frozenset(
    "be have show see say tell report confirm find include make give get take do use hold know leave come go".split()
)
"""Predicates that anything can be counted under: their counts are of one thing only where the wording is alike."""
_KIN = frozenset(
    "son daughter wife husband mother father brother sister grandmother grandfather baby girlfriend".split()
)
_OWN_DEATH = re.compile(
    r"\b(?:(?:took|take|taking|takes) (?:his|her|their) own li|"
    r"(?:kill\w*|shot|shooting) (?:himself|herself|themselves)|"
    r"(?:gun|weapon) on (?:himself|herself)|murder[- ]suicide|suicide|"
    r"includ\w+ the (?:suspect\w* |alleged )?(?:gunman|shooter|attacker|suspect|bomber|assailant)|"
    r"(?:gunman|shooter|attacker|suspect|bomber|assailant) (?:also |was |is |were )*(?:dead|died|killed))",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:Its?|Their|They|His|He|Her|She|Our|We|My|I)\b")
_SAMPLING = re.compile(r"\bmargin of (?:sampling )?error\b|\bsampling error\b", re.IGNORECASE)
"""What a poll says of itself, and of no other poll."""
_LABEL = {
    "kill": "killed", "injure": "injured", "arrest": "arrested", "displace": "displaced", "evacuate": "evacuated",
    "miss": "missing", "infect": "infected", "rescue": "rescued", "kidnap": "kidnapped", "shoot": "shot",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pair:
    a: Quantity
    b: Quantity
    weight: float


def compare_quantities(a: Claim, b: Claim, *, other_scope: bool, other_day: bool = False) -> Findings:
    """Conflicts and agreements among the quantities of two claims.

    `other_scope` says that their dates or places differ, so that differing counts are no conflict; `other_day` that
    their dates are next to each other, which leaves it doubtful.
    """
    if not a.quantities or not b.quantities:
        return Findings()
    if _SAMPLING.search(a.sentence) and _SAMPLING.search(b.sentence):
        return Findings()
    cumulative = is_cumulative(a.proposition) != is_cumulative(b.proposition)
    shared = overlap(wording(a.proposition).content, wording(b.proposition).content)
    reworded = overlap(wording(a.sentence).content, wording(b.sentence).content) >= NEAR_IDENTICAL
    pairs = [
        _Pair(qa, qb, weight)
        for qa, qb in product(a.quantities, b.quantities)
        if (weight := alignment(qa, qb, shared, reworded=reworded)) > 0
    ]
    doer_died = bool(_OWN_DEATH.search(a.sentence) or _OWN_DEATH.search(b.sentence))
    agreeing = [p for p in pairs if compatible(p.a, p.b) or (doer_died and _differ_by_the_doer(p.a, p.b))]
    if shared >= NEAR_IDENTICAL:
        agreeing = _one_to_one(agreeing)
    settled = {id(q) for pair in agreeing for q in (pair.a, pair.b)}
    settled |= settled_counts(a, b, lists=shared < NEAR_IDENTICAL)
    agreements = [_finding(pair, min(1.0, pair.weight)) for pair in agreeing]
    if other_scope or cumulative:
        return Findings((), strongest_first(agreements), cumulative)
    open_pairs = [
        p for p in pairs if id(p.a) not in settled and id(p.b) not in settled and not compatible(p.a, p.b)
    ]
    if not open_pairs:
        return Findings((), strongest_first(agreements), False)
    doubt = 1.0
    if not reworded:
        doubt *= OTHER_DAY if other_day or other_weekdays(a, b) else 1.0
        doubt *= ELSEWHERE if counted_elsewhere(a, b) or told_apart(a, b) else 1.0
        doubt *= _common_ground(a, b) if shared < 0.6 or a.article_id == b.article_id else 1.0
        doubt *= coverage_left(a, b)
    conflicts = []
    for pair in _one_to_one(open_pairs):
        if other_measure(a, pair.a, b, pair.b):
            continue
        rivals = sum(p.a is pair.a or p.b is pair.b for p in open_pairs)
        unsure = 0.8 if rivals > 1 and shared < NEAR_IDENTICAL else 1.0
        size = 1.0 if reworded else _one_size(pair.a, pair.b) * _of_one_hour(pair, a, b)
        unsure *= ELSEWHERE if harmed_otherwise(a, pair.a, b, pair.b) and not counted_elsewhere(a, b) else 1.0
        unsure *= OTHERS if _of_others(a, pair.a) != _of_others(b, pair.b) and _near(pair) else 1.0
        conflicts.append(_finding(pair, _strength(pair, shared) * unsure * size * doubt))
    return Findings(strongest_first(conflicts), strongest_first(agreements), False)


def _of_one_hour(pair: _Pair, a: Claim, b: Claim) -> float:
    """What is left of a conflict of prices, which move by the hour."""
    moves = any(q.role in _MOVES and q.unit for q in (pair.a, pair.b))
    return PRICES if moves and _MARKET.search(a.sentence) and _MARKET.search(b.sentence) else 1.0


def _of_others(claim: Claim, quantity: Quantity) -> bool:
    """Whether a count is of others than those named before: "four other people", "the other victims ranged from"."""
    counted = rf"\b{re.escape(quantity.text)} (?:\w+ )?(?:others?|more|additional|further)\b"
    return bool(
        re.search(counted, claim.proposition)
        or re.match(r"(?:The |Two |Three )?[Oo]thers?\b", claim.proposition)
    )


def _near(pair: _Pair) -> bool:
    """Whether two counts differ by no more than the few who may be counted in one of them alone."""
    return max(pair.a.low - pair.b.high, pair.b.low - pair.a.high) <= AT_MOST_FEW


def _common_ground(a: Claim, b: Claim) -> float:
    """What is left of a conflict by the names that the two sentences have in common; 1.0 where they have any."""
    names = [_names_of_matter(x) for x in (a, b)]
    if not all(names):
        return NAMELESS
    if names[0] & names[1]:
        return 1.0
    return NO_COMMON_NAME_HERE if a.article_id == b.article_id else NO_COMMON_NAME


def _names_of_matter(claim: Claim) -> frozenset[str]:
    """Keys of the names in a sentence but for who says it, unless it is of them ("Facebook said its users ...")."""
    speakers = name_keys(f"by {claim.source or ''} {claim.origin or ''}")
    named = name_keys(claim.sentence)
    return named | speakers if _OWN.match(claim.proposition) else named - speakers


def is_cumulative(text: str) -> bool:
    """Whether a number of this statement is of a stretch of time or a rate, not of one event."""
    return bool(_CUMULATIVE.search(text))


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether one value can satisfy both: the ranges touch, or differ by no more than rounding does."""
    if a.low <= b.high and b.low <= a.high:
        return True
    gap = max(a.low - b.high, b.low - a.high)
    size = max(abs(v) for v in (a.low, a.high, b.low, b.high) if v not in (float("inf"), float("-inf")))
    large = size >= 1000 if not a.unit else a.unit not in {AGE, SCORE, MAGNITUDE}
    if a.unit == "%":
        return gap <= 0.5 and not (float(a.low).is_integer() and float(b.low).is_integer())
    if a.unit == "minute" and size >= 60 * 24 * 365:
        return gap <= size * 0.005
    return large and gap <= ROUNDING * size and _is_round(a) != _is_round(b)


def _differ_by_the_doer(a: Quantity, b: Quantity) -> bool:
    """Whether two counts of dead differ by one, as they do where only one of them counts the attacker."""
    return (
        a.role == b.role == "kill"
        and abs(a.low - b.low) == 1
        and (a.high == b.high or abs(a.high - b.high) == 1)
    )


def _is_round(quantity: Quantity) -> bool:
    """Whether at most two figures of the value are not zero ("1.2 million", "300"), as a rounded one has."""
    figures = f"{abs(quantity.high if quantity.high != float('inf') else quantity.low):.12g}"
    return len(re.sub(r"e.*|\D", "", figures).strip("0")) <= 2


def alignment(a: Quantity, b: Quantity, shared: float, *, reworded: bool = False) -> float:
    """How surely two quantities are of the same thing, 0 where they are not.

    `shared` is how far the two propositions use the same content words, `reworded` whether their sentences are nearly
    one. Symmetric in `a` and `b`.
    """
    if a.unit != b.unit:
        return 0.0
    if a.unit == AGE:
        return _age_alignment(a, b, shared, reworded=reworded)
    if a.unit == SCORE:
        return 0.7 if a.counts == b.counts and (a.role == b.role or shared >= 0.5) and shared >= 0.35 else 0.0
    if a.unit:
        return _measured_alignment(a, b, shared)
    return _count_alignment(a, b, shared)


def _age_alignment(a: Quantity, b: Quantity, shared: float, *, reworded: bool) -> float:
    """Ages of one named person, or of "his son" in one story; a year apart is most often a birthday.

    Where both give the full name there is no doubt who is meant; whether there was a birthday, their days tell
    (`disputable`).
    """
    if not a.counts or not b.counts:
        return 0.0
    named = a.counts[0].isupper(), b.counts[0].isupper()
    if all(named):
        if not may_be_same(*sorted((a.counts, b.counts)), person=True):
            return 0.0
        if _in_full(a, b):
            return FULL_NAME
        weight = 0.7
    elif any(named) or a.counts != b.counts:
        return 0.0
    else:
        weight = 0.7 if a.counts in _KIN and shared >= 0.4 else 0.35 if shared >= 0.5 else 0.0
    if reworded:
        return max(weight, 0.9)
    apart = max(a.low - b.high, b.low - a.high)
    return weight * (0.6 if apart <= 1 else 1.0)


def _in_full(a: Quantity, b: Quantity) -> bool:
    """Whether two ages are both given with a first and a last name."""
    return a.unit == b.unit == AGE and all(
        len(q.counts.split()) > 1 and q.counts[0].isupper() for q in (a, b)
    )


def _measured_alignment(a: Quantity, b: Quantity, shared: float) -> float:
    if a.unit == "%" and (a.role in _MOVES) != (b.role in _MOVES):
        return 0.0
    same_role = bool(a.role) and a.role == b.role
    same_noun = bool(a.counts) and a.counts == b.counts
    other_noun = bool(a.counts and b.counts) and not same_noun
    if shared >= NEAR_IDENTICAL and (same_noun or (a.role == b.role and not other_noun)):
        return 0.95
    if same_role and same_noun:
        return 0.9 if shared >= 0.25 else 0.5
    if same_noun or (same_role and not other_noun):
        return 0.75 if shared >= 0.4 else 0.0
    if shared >= 0.55:
        return 0.6 if not other_noun and a.role == b.role else 0.45
    return 0.0


def _count_alignment(a: Quantity, b: Quantity, shared: float) -> float:
    role_a, _, part_a = a.role.partition("/")
    role_b, _, part_b = b.role.partition("/")
    if part_a != part_b:
        return 0.0
    same_noun = bool(a.counts) and a.counts == b.counts
    if shared >= NEAR_IDENTICAL and a.counts == b.counts and role_a == role_b:
        return 0.95
    if part_a == "part":
        return 0.5 if same_noun and a.counts != "people" and shared >= 0.4 else 0.0
    casualty_a, casualty_b = role_a in CASUALTY_ROLES, role_b in CASUALTY_ROLES
    if casualty_a and role_a == role_b:
        return 1.0 if same_noun else _part_of_people(a, b)
    if casualty_a or casualty_b:
        return 0.0
    if same_noun and role_a and role_a == role_b and role_a not in _GENERIC_ROLES:
        return 0.9 if shared >= 0.3 else 0.5
    if same_noun and shared >= (OF_A_NUMBER if NUMBER in (role_a, role_b) else 0.45):
        return 0.65
    if shared >= 0.7 and (role_a == role_b) and not (a.counts and b.counts):
        noun = a.counts or b.counts
        return _part_of_people(a, b) if is_person(noun) and noun != "people" else 0.5
    return 0.0


def _part_of_people(a: Quantity, b: Quantity) -> float:
    """People, or whom no noun names, against some kind of people, in one role: comparable only where the part exceeds
    the whole.
    """
    for whole, part in ((a, b), (b, a)):
        if whole.counts in {"people", ""} and is_person(part.counts) and part.low > whole.high:
            return 0.6
    return 0.0


def _one_to_one(pairs: list[_Pair]) -> list[_Pair]:
    """Each quantity in one pair at most, best aligned first, nearest values first."""

    def rank(pair: _Pair) -> tuple[float, float, list[tuple[float, float, str]]]:
        gap = max(pair.a.low - pair.b.high, pair.b.low - pair.a.high)
        return -pair.weight, gap, sorted((q.low, q.high, q.text) for q in (pair.a, pair.b))

    used: set[int] = set()
    chosen = []
    for pair in sorted(pairs, key=rank):
        if id(pair.a) not in used and id(pair.b) not in used:
            used |= {id(pair.a), id(pair.b)}
            chosen.append(pair)
    return chosen


def _strength(pair: _Pair, shared: float) -> float:
    """Alignment, less where a value is approximate and, but for a person named in full and years in prison, where the
    wording differs."""
    a, b = pair.a, pair.b
    near = max(a.low - b.high, b.low - a.high) < 0.3 * max(abs(a.low), abs(b.low))
    vague = 0.75 if near and (a.approximate or b.approximate) else 1.0
    if _VAGUE.fullmatch(a.text) or _VAGUE.fullmatch(b.text):
        vague = VAGUE
    told_apart_by_nothing = _in_full(a, b) or a.role == b.role == SENTENCE[0]
    wording_left = 1.0 if told_apart_by_nothing else 0.6 + 0.4 * min(1.0, shared / 0.5)
    return round(min(1.0, pair.weight * vague * wording_left), 3)


def is_toll(finding: SlotFinding) -> bool:
    """Whether a finding is of a count of people, of what happened to them (killed, injured, arrested), or by what."""
    if finding.slot.endswith(BY) and finding.slot.removesuffix(BY) in _TOLLS:
        return True
    last = finding.slot.rpartition(" ")[2]
    return finding.kind is DisputeKind.QUANTITY and (last in _TOLLS or is_person(last))


BY = " by"
"""Ends the name of the slot that says by what a toll was brought about."""
_TOLLS = frozenset(_LABEL.get(role, role) for role in CASUALTY_ROLES)


def _one_size(a: Quantity, b: Quantity) -> float:
    """What is left of a conflict by how many times the greater value is the smaller, where they come nearest."""
    low, high = (a, b) if a.low < b.low else (b, a)
    ratio = high.low / min(low.high, high.low) if low.high > 0 else 1.0
    return 0.3 if ratio >= ABSURD_RATIO else 0.5 if ratio >= UNLIKELY_RATIO else 1.0


def _finding(pair: _Pair, strength: float) -> SlotFinding:
    return SlotFinding(
        DisputeKind.QUANTITY, slot_name(pair.a, pair.b), pair.a.text, pair.b.text, round(strength, 3)
    )


def slot_name(a: Quantity, b: Quantity) -> str:
    """What both count, in words: "killed", "soldiers killed", "duration of call". Symmetric."""
    role = min(a.role, b.role, key=lambda r: (r in {"", NUMBER}, r)).partition("/")[0]
    noun = min(a.counts, b.counts, key=lambda n: (n in {"", "people"}, n))
    if a.unit == AGE:
        return f"age of {min(a.counts, b.counts)}"
    if role in _LABEL:
        return _LABEL[role] if noun in {"", "people"} else f"{noun} {_LABEL[role]}"
    if a.unit == SCORE:
        return f"{noun} score"
    named = " ".join(part for part in (noun, role if role not in {"be", "have"} else "") if part)
    return named or {"minute": "duration", "kilometre": "distance", "%": "share"}.get(
        a.unit, a.unit or "number"
    )
