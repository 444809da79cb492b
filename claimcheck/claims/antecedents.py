"""Who a sentence without a speaker leaves for "he", "she", "they" or "it" in the next one.

A sentence names one fitting person, group or body, or it names none: where a reader could hesitate between two, nobody
is proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from claimcheck.claims.attribution import SUBJECTS, phrase, quoted_tokens
from claimcheck.claims.entities import entities_of
from claimcheck.claims.sources import BODY_WORDS, UNNAMED_HEADS, kind_of
from claimcheck.claims.word_classes import PERSONS
from claimcheck.records import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FEMALE = frozenset(
    """woman girl wife mother daughter sister aunt grandmother widow girlfriend spokeswoman congresswoman chairwoman
    policewoman businesswoman actress queen princess mrs ms miss lady dame""".split()
)
_MALE = frozenset(
    """man boy husband father son brother uncle grandfather widower boyfriend spokesman congressman chairman policeman
    businessman actor king prince mr sir lord""".split()
)
_FAMILY = _FEMALE | _MALE
_OFFICES = frozenset(
    """president premier minister chancellor mayor governor senator congressman representative councillor judge justice
    prosecutor attorney sheriff chief head director chairman chairwoman chair secretary ambassador envoy general admiral
    colonel captain coach manager owner founder editor author writer singer actor actress artist professor engineer
    scientist nurse surgeon doctor priest bishop pastor rabbi imam pope farmer fisherman pilot sailor veteran candidate
    nominee lawmaker legislator deputy negotiator regulator inspector trader investor banker shareholder landlord tenant
    miner trucker technician organizer organiser campaigner developer builder contractor consultant curator coroner
    pathologist detective superintendent commissioner trustee juror defendant plaintiff accuser survivor fan host guest
    user customer consumer buyer seller officer policeman trooper villager islander local neighbour homeowner""".split()
)
_PEOPLE = UNNAMED_HEADS | PERSONS | _OFFICES | _FAMILY
_NOT_ONE = frozenset("one many some several those most few family people police".split())
_UNKNOWN = frozenset({"", "LAW", "WORK_OF_ART", "PRODUCT"})
_BODIES = BODY_WORDS - frozenset(
    "police house state states nation nations country city county church center centre".split()
)
"""Not the places among them, which "it" may be said of without their speaking."""


def gender_of(words: Iterable[str]) -> str:
    """ "f" or "m" where one of `words` is a title or a noun of one sex ("Mrs", "spokesman"), else ""."""
    low = {word.lower().strip(".") for word in words}
    female, male = bool(low & _FEMALE), bool(low & _MALE)
    return "" if female == male else "f" if female else "m"


@lru_cache(maxsize=8)
def main_subjects(doc: Doc) -> tuple[Token, ...]:
    """The subjects of the main clauses of `doc` that are not words of a quotation; remembered for the questions that
    are asked about it and its neighbours.
    """
    quoted = quoted_tokens(doc[:])
    return tuple(
        token
        for token in doc
        if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT" and token.i not in quoted
    )


def person_before(doc: Doc) -> tuple[Token, ...] | None:
    """The one person without a name that `doc` speaks of: "the mayor resigned"; None beside a named one."""
    if names_unknown(doc) or any(entity.label_ == "PERSON" for entity in entities_of(doc)):
        return None
    return _subject_of(doc, [token for token in _people(doc) if is_one_person(token)])


def group_before(doc: Doc) -> tuple[Token, ...] | None:
    """The one group that is the subject of `doc`: "residents were told to leave", "police searched the house"."""
    return _subject_of(doc, [t for t in _people(doc) if t.tag_ == "NNS" or t.lower_ == "police"])


def body_before(doc: Doc) -> tuple[Token, ...] | None:
    """The one body that is the subject of `doc`: "the ministry closed the bridge"."""
    bodies = [
        token
        for token in doc
        if token.tag_ in {"NN", "NNP"}
        and token.dep_ not in {"compound", "poss", "amod"}
        and (token.lower_ in _BODIES or token.ent_type_ == "ORG")
    ]
    words = _subject_of(doc, bodies)
    return words if words is not None and kind_of(words) in {SourceKind.BODY, SourceKind.OUTLET} else None


def is_one_person(token: Token) -> bool:
    """Whether `token` is a noun for one person ("the mayor", "a spokesman")."""
    return token.tag_ == "NN" and token.lower_ not in _NOT_ONE and is_for_people(token)


def is_for_people(token: Token) -> bool:
    """Whether `token` is a noun for people ("engineers", "the mayor")."""
    return token.lower_ in _PEOPLE or token.lemma_.lower() in _PEOPLE


def names_unknown(doc: Doc) -> bool:
    """Whether `doc` has a name that the parser does not know what to make of, and that may be a person's."""
    return any(
        token.pos_ == "PROPN" and token.dep_ != "compound" and token.ent_type_ in _UNKNOWN for token in doc
    )


def unknown_subject(doc: Doc) -> bool:
    """Whether the subject of `doc` is one word that the parser takes for no place or nation, and that may be a last
    name."""
    return any(
        token.pos_ == "PROPN"
        and token.ent_type_ in _UNKNOWN | {"ORG"}
        and not token.text.isupper()
        and not any(child.dep_ == "compound" for child in token.children)
        for token in main_subjects(doc)
    )


def any_person(doc: Doc) -> bool:
    """Whether `doc` speaks of one person without a name, beside whomever it names."""
    return any(is_one_person(token) for token in _people(doc))


def _subject_of(doc: Doc, candidates: Sequence[Token]) -> tuple[Token, ...] | None:
    """The words of the only one of `candidates`, where it is what `doc` is about."""
    if len(candidates) != 1 or candidates[0] not in main_subjects(doc):
        return None
    return phrase(candidates[0], clauses=False)


def _people(doc: Doc) -> Iterator[Token]:
    """The nouns of `doc` for people, but for what somebody is ("became mayor", "Roe, the mayor,")."""
    for token in doc:
        if token.pos_ != "NOUN" or token.dep_ in {"compound", "attr", "appos", "amod"}:
            continue
        if any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in token.children):
            continue
        if is_for_people(token):
            yield token
