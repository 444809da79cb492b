"""Persons, places and bodies of two claims: whether one part in the same event is given to two of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from claimcheck.links.findings import Findings, SlotFinding, strongest_first
from claimcheck.links.names import is_title, kind_of, may_be_same, may_lie_in
from claimcheck.links.rewrites import replaced_names
from claimcheck.links.wording import overlap, wording
from claimcheck.records import Claim, DisputeKind, Entity

SAME_CONTEXT = 0.5
"""Overlap of the other words from which two claims may speak of one event."""
_LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "on", "to", "from", "into", "around", "across", "of", "over"}
)
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_SPEAKING = frozenset(
    "say tell report announce add accord claim write tweet state note explain deny confirm warn cite quote speak "
    "ask comment argue believe think describe call urge insist".split()
)


def compare_entities(a: Claim, b: Claim) -> Findings:
    """Conflicts and agreements among the named entities of two claims, and whether their places differ."""
    renamed = _renamed(a, b)
    if not a.entities or not b.entities:
        return Findings(strongest_first(renamed)[:2])
    alone_a = [e for e in _unmatched(a.entities, b.entities) if not _is_alias(e, a)]
    alone_b = [e for e in _unmatched(b.entities, a.entities) if not _is_alias(e, b)]
    agreements = [
        _finding(ea, eb, 0.8)
        for ea, eb in product(a.entities, b.entities)
        if ea.role and ea.role == eb.role and kind_of(ea.label) == kind_of(eb.label) and _same(ea, eb)
    ]
    names = wording(" ".join(e.text for e in (*a.entities, *b.entities))).content
    context = overlap(wording(a.proposition).content, wording(b.proposition).content, names)
    conflicts = []
    if context >= SAME_CONTEXT and _named_in_text(alone_a, b) and _named_in_text(alone_b, a):
        conflicts = [
            _finding(ea, eb, strength)
            for ea, eb in product(alone_a, alone_b)
            if ea.role == eb.role or _owns(ea, a) == _owns(eb, b)
            if (strength := _strength(ea, eb, context, len(alone_a) + len(alone_b))) > 0
        ]
    seen = {
        text for finding in conflicts if finding.strength >= 0.7 for text in (finding.a_text, finding.b_text)
    }
    conflicts += [f for f in renamed if not any(f.a_text in text or f.b_text in text for text in seen)]
    return Findings(
        strongest_first(conflicts)[:2], strongest_first(agreements), places_differ(a.entities, b.entities)
    )


def _renamed(a: Claim, b: Claim) -> list[SlotFinding]:
    """Names put in the place of others in an otherwise equal sentence, whether or not spaCy saw them as names."""
    found = []
    for old, new in replaced_names(a.proposition, b.proposition):
        if is_title(old) or is_title(new) or _describes(old) != _describes(new):
            continue
        if _opens(old, a) or _opens(new, b):
            continue
        if may_be_same(*sorted((old, new))) or may_lie_in(*sorted((old, new))):
            continue
        if old.lower() in b.proposition.lower() or new.lower() in a.proposition.lower():
            continue
        context = overlap(
            wording(a.proposition).content, wording(b.proposition).content, wording(f"{old} {new}").content
        )
        if context >= 0.6:
            labels = {e.label for e in (*a.entities, *b.entities) if e.text in (old, new)}
            named = sorted(kind_of(label) for label in labels)
            found.append(
                SlotFinding(
                    DisputeKind.ENTITY, named[0] if named else "name", old, new, round(0.9 * context, 3)
                )
            )
    return found


def _describes(name: str) -> bool:
    """Whether a name is given as a description ("The Ohio Republican"), which may stand for any other name."""
    return bool(_ARTICLE.match(name))


def _opens(name: str, claim: Claim) -> bool:
    """Whether the word is capitalised only for opening the statement ("Deputies"), being no name to the parser."""
    return (
        " " not in name
        and claim.proposition.startswith(name)
        and not any(name in entity.text for entity in claim.entities)
    )


def places_differ(a: Sequence[Entity], b: Sequence[Entity]) -> bool:
    """Whether both name places and no place of one may be, or lie in, a place of the other.

    A town may lie in any country that it is not known to be outside of; two countries, or two towns, are apart.
    """
    places_a = [e for e in a if _is_where(e)]
    places_b = [e for e in b if _is_where(e)]
    if not places_a or not places_b:
        return False
    return not any(_same(x, y) or may_lie_in(x.text, y.text) for x, y in product(places_a, places_b))


def _is_where(entity: Entity) -> bool:
    """Whether it says where: a place after a preposition of place, or any name after "in" or "near"."""
    relation = _relation(entity)
    if kind_of(entity.label) == "place":
        return relation in _LOCATIVE
    return relation in {"in", "near", "outside"} and entity.label in {"NORP", "ORG", "PERSON"}


def _named_in_text(entities: Sequence[Entity], other: Claim) -> bool:
    """Whether none of the names is in the other's words after all, where spaCy did not see it as a name."""
    text = other.proposition.lower()
    return bool(entities) and not any(e.text.lower() in text for e in entities)


def _unmatched(entities: Sequence[Entity], others: Sequence[Entity]) -> list[Entity]:
    return [e for e in entities if not any(_same(e, other) for other in others)]


def _is_alias(entity: Entity, claim: Claim) -> bool:
    """Whether the name stands in brackets, as another name of what is before it ("Harbour Bank (HRB)")."""
    return f"({entity.text})" in claim.sentence


def _owns(entity: Entity, claim: Claim) -> bool:
    """Whether the name stands as an owner ("the Larn Rovers' affiliate"), which is what nobody else in its place is."""
    return re.search(rf"{re.escape(entity.text)}['’]", claim.proposition) is not None


def _same(a: Entity, b: Entity) -> bool:
    return may_be_same(*sorted((a.text, b.text)), person="PERSON" in (a.label, b.label))


def _relation(entity: Entity) -> str:
    return entity.role.partition(":")[0]


def _strength(a: Entity, b: Entity, context: float, unmatched: int) -> float:
    """How surely the two names compete for one part: the same role and predicate, few other differing names."""
    kind = kind_of(a.label)
    if kind != kind_of(b.label) or (kind == "place" and may_lie_in(a.text, b.text)):
        return 0.0
    predicates = {a.role.partition(":")[2], b.role.partition(":")[2]}
    if predicates & _SPEAKING:
        return 0.0
    if a.role and a.role == b.role:
        weight = 0.9
    elif _relation(a) == _relation(b) and _relation(a):
        weight = 0.7 if context >= 0.6 else 0.0
    else:
        weight = 0.55 if context >= 0.75 and unmatched == 2 else 0.0
    if kind == "place" and not {_relation(a), _relation(b)} <= _LOCATIVE | {"dobj", "nsubj"}:
        weight *= 0.7
    return round(weight * min(1.0, context + 0.15) * (1.0 if unmatched <= 2 else 0.7), 3)


def _finding(a: Entity, b: Entity, strength: float) -> SlotFinding:
    named = {"person": "person", "place": "place", "group": "group", "body": "body"}[
        kind_of(min(a, b, key=_order).label)
    ]
    predicate = min(a.role.partition(":")[2], b.role.partition(":")[2], key=lambda p: (p == "", p))
    slot = f"{named} ({predicate})" if predicate else named
    return SlotFinding(DisputeKind.ENTITY, slot, a.text, b.text, round(strength, 3))


def _order(entity: Entity) -> tuple[str, str]:
    return entity.label, entity.text
