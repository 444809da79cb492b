"""Small lexicons that bring the words of news to one form: predicates to classes, and counted nouns to classes.

Lemmas in, lemmas out. They are kept short on purpose: only words whose merging decides whether two counts are of the
same thing.
"""

from __future__ import annotations

import re

_ROLES = {
    "kill": "kill die death dead fatality perish slay murder massacre fatal fatally killing slaying deadly "
    "decease deceased lifeless execute execution assassination drown drowning behead assassinate corpse body slain "
    "martyr lethal homicide",
    "injure": "injure injured injury wound wounded wounding hurt maim hospitalize hospitalise hospitalized "
    "hospitalised",
    "shoot": "shoot gun shot gunshot shooting",
    "arrest": "arrest detain arrested detained detention apprehend apprehended arrestee capture captured",
    "displace": "displace displaced flee homeless uproot refugee displacement",
    "evacuate": "evacuate evacuated evacuation evacuee",
    "miss": "miss missing disappear unaccounted vanish",
    "infect": "infect infected infection case",
    "rescue": "rescue rescued save",
    "kidnap": "kidnap abduct kidnapped abducted hostage abduction kidnapping",
    "charge": "charge indict charged indicted",
    "sentence": "sentence sentenced",
    "destroy": "destroy destroyed demolish level raze flatten",
    "damage": "damage damaged",
    "fire": "fire launch",
    "rise": "rise increase climb grow gain jump surge soar advance rally",
    "fall": "fall decrease drop decline lose shrink plunge slump slip tumble sink",
    "vote": "vote ballot",
    "pay": "pay spend cost",
    "meet": "meet meeting talk talks summit",
    "speak": "speak call conversation",
    "begin": "begin start commence open effect",
    "end": "end conclude finish close expire",
    "attend": "attend attendance turnout march demonstrate gather",
    "sign": "sign signing",
    "announce": "announce announcement unveil",
    "win": "win victory",
    "elect": "elect election",
    "born": "bear born birth",
    "marry": "marry marriage wed wedding",
    "resign": "resign resignation quit",
    "arrive": "arrive arrival",
    "leave": "leave depart departure",
    "attack": "attack bomb bombing strike assault raid shell shelling airstrike",
    "employ": "employ employee employed",
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split()}
_VERB_ONLY = frozenset(
    "case body fire call gun level cost close effect shot save march miss lose advance".split()
)

_NOUNS = {
    "people": "people person individual victim human other life soul casualty dead injured wounded body fatality "
    "death injury corpse anyone someone everybody everyone somebody one nobody none",
    "child": "child kid minor youngster infant baby toddler",
    "soldier": "soldier troop serviceman servicemember personnel",
    "police": "police officer policeman cop policewoman deputy trooper",
    "militant": "militant fighter rebel insurgent terrorist jihadist extremist militiaman",
    "civilian": "civilian noncombatant",
    "attacker": "attacker gunman assailant shooter",
    "car": "car vehicle automobile",
    "house": "house home dwelling residence",
    "plane": "plane aircraft jet airplane airliner",
    "firm": "firm company business corporation",
    "shot": "shot round bullet gunshot",
    "worker": "worker employee staff staffer",
    "student": "student pupil schoolchild",
    "woman": "woman female",
    "man": "man male",
    "attack": "attack bombing strike raid",
    "agreement": "agreement deal accord pact treaty",
    "nation": "nation country",
}
_NOUN_OF = {word: noun for noun, words in _NOUNS.items() for word in words.split()}

_PLURALS = {"children": "child", "lives": "life", "bodies": "body", "casualties": "casualty"}

PERSONS = frozenset(
    "people child soldier police militant civilian attacker migrant worker student woman man boy girl passenger "
    "protester hostage suspect prisoner inmate member resident patient driver journalist teenager demonstrator "
    "villager firefighter teacher relative player voter bystander tourist refugee".split()
)
"""Counted nouns that are persons; each may be a part of "people"."""

CASUALTY_ROLES = frozenset(
    {"kill", "injure", "arrest", "displace", "evacuate", "miss", "infect", "rescue", "kidnap", "shoot"}
)
"""Roles whose count is of people where nothing is named."""

DONE_BY_SUBJECT = frozenset({"die", "perish", "flee", "disappear", "vanish", "be"})
"""Verbs of those roles whose subject is the one that it happens to."""


def role_of(lemma: str, *, is_verb: bool = True) -> str:
    """The class of a predicate: "kill" for die, dead, fatality; the lemma itself where it is in no class."""
    lemma = lemma.lower()
    if not is_verb and lemma in _VERB_ONLY:
        return lemma
    return _ROLE_OF.get(lemma, lemma)


def noun_of(lemma: str) -> str:
    """The class of a counted noun: "people" for person, victim, individual.

    A regular plural is known too where its singular is: in title case nouns come from the parser as they stand.
    """
    lemma = lemma.lower().strip("-")
    if lemma in _NOUN_OF:
        return _NOUN_OF[lemma]
    one = _PLURALS.get(lemma) or re.sub(r"men$", "man", lemma).removesuffix("s")
    return _NOUN_OF.get(one, one if one in PERSONS else lemma)


def is_person(noun: str) -> bool:
    """Whether the counted noun (class) is a person."""
    return noun in PERSONS
