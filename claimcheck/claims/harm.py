"""Harm that a noun names, not a verb: "the deaths of 12 soldiers", "claimed 40 lives", "the arrest of three men"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims.word_classes import CASUALTY_ROLES, is_person, role_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS = frozenset({"claim", "take", "cost", "lose"})
"""Verbs with which lives end: "claimed the lives of", "cost 12 lives", "25 lives were lost"."""
_NO_HARM_OF = frozenset(
    "body case dead injured killed wounded missing shot toll hostage refugee victim corpse".split()
)
"""Nouns of harm whose "of" names something else than whom it befell, or that stand for the persons."""
_OF_PERSONS = frozenset(
    "death murder killing execution assassination slaying drowning arrest kidnapping abduction injury wounding".split()
)
"""What befalls persons, whatever they are called (fans, miners, Russians); the rest may befall towns and ships."""
_NO_PERSONS = frozenset(
    "job animal dog cat horse cattle cow sheep pig chicken bird fish whale dolphin elephant bee tree plant star".split()
)
_AVERTED = frozenset(
    "attempted planned plotted threatened possible potential prevent avert avoid stop foil plot threaten plan threat "
    "risk conspiracy attempt conspire seek demand".split()
)
"""Words on or above such a noun by which nothing of the kind has happened yet."""


def named_harm(head: Token, counts: str) -> str:
    """The role that a noun gives to the count whose token in the clause is `head`: "kill", "injure", "arrest" and the
    like; "" where no noun names one.
    """
    if _lost_their_lives(head) or any(_is_ended(life) for life in _lives_in(head)):
        return "kill"
    first = head
    while first.dep_ == "conj" and first.head.pos_ != "VERB":
        first = first.head
    if first.dep_ != "pobj" or first.head.lower_ != "of":
        return ""
    noun = first.head.head
    lemma = noun.lemma_.lower()
    if lemma == "life":
        return "kill" if _is_ended(noun) else ""
    if lemma == "loss" and _lives_in(head):
        return "kill"
    role = role_of(lemma, is_verb=False)
    if noun.pos_ != "NOUN" or role not in CASUALTY_ROLES or lemma in _NO_HARM_OF or _is_averted(noun):
        return ""
    persons = counts in {"", "people"} or is_person(counts) or head.ent_type_ == "NORP"
    return role if persons or (lemma in _OF_PERSONS and counts not in _NO_PERSONS) else ""


def ends_lives(verb: Token) -> bool:
    """Whether a verb says of lives that they ended: a fire that "claimed 40 lives" claims nothing else."""
    return _may_end(verb) and any(
        _is_counted_or_told(life)
        for child in verb.children
        if child.dep_ in {"dobj", "nsubjpass"}
        for life in _lives_in(child)
    )


def _may_end(verb: Token) -> bool:
    """Whether lives that are its object end: not those that are "taken over"."""
    return verb.lemma_.lower() in _ENDS and not any(child.dep_ == "prt" for child in verb.children)


def _is_counted_or_told(life: Token) -> bool:
    """ "Lives", "a life", "the life of": what is only called life goes on ("claimed life was hard")."""
    return life.lower_ == "lives" or any(
        c.dep_ in {"det", "nummod", "poss"} or c.lower_ == "of" for c in life.children
    )


def _lives_in(token: Token) -> list[Token]:
    """The word for lives that a counted phrase is about: "12 lives", "hundreds of lives"."""
    if token.lemma_.lower() in {"life", "lives"}:
        return [token]
    return [
        noun
        for of in token.children
        if of.lower_ == "of" and token.lemma_.lower() not in {"loss", "way", "quality"}
        for noun in of.children
        if noun.dep_ == "pobj" and noun.lemma_.lower() == "life"
    ]


def _is_ended(life: Token) -> bool:
    """Whether the verb of which lives are the object, or one that describes them, says that they ended."""
    if any(c.dep_ == "acl" and c.tag_ == "VBN" and _may_end(c) for c in life.children):
        return True
    top = life
    while (top.dep_ == "conj" and top.head.pos_ != "VERB") or (
        top.dep_ == "pobj" and top.head.lower_ == "of"
    ):
        top = top.head if top.dep_ == "conj" else top.head.head
    return top.dep_ in {"dobj", "nsubjpass"} and _may_end(top.head) and _is_counted_or_told(life)


def _lost_their_lives(head: Token) -> bool:
    """ "30 people lost their lives", "two took their own lives": the subject is who died."""
    verbs = [head.head] if head.dep_ == "nsubj" else []
    verbs += [c for c in head.children if c.dep_ == "relcl" and any(g.tag_ == "WP" for g in c.children)]
    return any(
        owner.tag_ == "PRP$"
        for verb in verbs
        if ends_lives(verb)
        for life in verb.children
        if life.dep_ == "dobj" and life.lemma_.lower() == "life"
        for owner in life.children
    )


def _is_averted(noun: Token) -> bool:
    """Whether the deaths are such as did not happen: "attempted murder", "prevented the deaths of", "a plot for"."""
    above = noun.head.head if noun.head.pos_ == "ADP" else noun.head
    words = (above, *(child for child in noun.children if child.dep_ in {"amod", "compound"}))
    return any({word.lemma_.lower(), word.lower_} & _AVERTED for word in words)
