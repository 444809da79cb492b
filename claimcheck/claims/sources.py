"""What kind of source a phrase names, and its name: person, body, outlet, document or unnamed people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.claims.entities import entities_of
from claimcheck.claims.outlets import is_outlet
from claimcheck.records import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

UNNAMED_HEADS = frozenset(
    """official officials source sources people person persons expert experts critic critics analyst analysts
    aide aides adviser advisers advisor advisors witness witnesses resident residents observer observers
    insider insiders diplomat diplomats lawmaker lawmakers supporter supporters opponent opponents some many
    others spokesman spokeswoman spokesperson spokespeople representative representatives lawyer lawyers
    activist activists economist economists scientist scientists researcher researchers doctor doctors
    prosecutor prosecutors investigator investigators family relatives neighbour neighbor neighbours neighbors
    protester protesters voter voters republicans democrats conservatives liberals authorities leader leaders
    man woman men women reporter reporters journalist journalists historian historians scholar scholars everyone
    somebody someone anyone nobody americans executive executives employee employees colleague colleagues friend
    friends ally allies rival rivals commander soldier soldiers rebel rebels militant militants fighter fighters
    driver teacher student students parent parents victim victims one two three several those most few""".split()
)
BODY_WORDS = frozenset(
    """ministry police government court house pentagon kremlin department office agency commission committee
    council parliament senate congress administration embassy army military navy force forces union party company
    corporation group organization organisation association bank board university institute center centre team
    campaign church authority federation league club firm inc. corp. ltd bureau service cabinet treasury state
    states nation nations country city county junta regime taliban hamas hezbollah isis nato eu un u.n. fbi cia
    prosecutors' jury observatory foundation network coalition alliance command directorate secretariat
    consulate mission delegation tribunal panel inspectorate""".split()
)
OUTLET_WORDS = frozenset(
    """newspaper newspapers paper daily magazine broadcaster media outlet outlets website site tabloid tv television
    radio channel press network wire blog journal publication publications""".split()
)
DOCUMENT_WORDS = frozenset(
    """statement report reports document documents filing filings complaint indictment affidavit memo memorandum
    letter letters email emails e-mail e-mails poll polls survey surveys study studies data figures record records
    transcript summary readout account law bill ruling order decision lawsuit suit book article tweet post posts
    dossier review census results statistics estimate estimates paper analysis research findings testimony warrant
    note message messages text texts video footage tape recording release communique plan evidence exit sign
    headline ad chart history numbers test tests""".split()
)
_TITLE = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Maj|Adm|Rev|Hon)\.?|Sir|Lord|Lady|Dame|President|"
    r"Senator|General|Professor|Secretary|Minister|Chancellor|Judge|Justice|King|Queen|Prince|Princess|Pope)\s+"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_VIA = re.compile(r", (?:citing|quoting)\b")
"""Whom a source rests on, which is not its name."""
_MAX_RELATIVE = 14
PRONOUNS = frozenset("he she it they i we you who which him her them himself herself".split())
FIRST_PERSON = frozenset("i we me us".split())
"""Whoever is quoted; in a quotation they name its speaker."""
_NO_SOURCE = frozenset(
    """that which who whom this these those another the a an what there you it its his her their my our your plan plans
    schedule custom tradition""".split()
)
"""Words that, alone, do not tell who said it, or that nobody says ("according to plan")."""
_NOBODY = frozenset("nobody none no neither".split())


def is_nobody(source: str) -> bool:
    """Whether the words of a source are "nobody", "no official", "none of them"."""
    words = source.lower().split()
    return bool(words) and words[0] in _NOBODY


def is_no_source(name: str) -> bool:
    """Whether a name tells of nobody who said it: nobody, or a pronoun that refers back to who knows what."""
    return is_nobody(name) or name.lower() in _NO_SOURCE


def source_head(source: Sequence[Token]) -> Token:
    """The token of `source` that the others depend on."""
    inside = {token.i for token in source}
    return next((token for token in source if token.head.i not in inside or token.head == token), source[0])


def person_in(source: Sequence[Token]) -> str | None:
    """The name of the person that `source` is: its head is one, or an apposition names one."""
    if not source:
        return None
    head = source_head(source)
    doc = head.doc
    inside = {token.i for token in source}
    core = {head.i}
    core |= {c.i for c in head.children if c.dep_ in {"appos", "flat"} and c.i in inside}
    for entity in entities_of(doc):
        if entity.label_ == "PERSON" and any(index in core for index in range(entity.start, entity.end)):
            if head.dep_ == "poss" or (entity.root.dep_ == "poss" and entity.root != head):
                continue
            return clean_person(entity.text)
    return None


def clean_person(name: str) -> str:
    """A person's name without titles and possessive."""
    name = re.sub(r"\s+", " ", name).strip(' ,.“”"')
    name = _POSSESSIVE.sub("", name)
    while (shorter := _TITLE.sub("", name)) != name:
        name = shorter
    return name


def kind_of(source: Sequence[Token]) -> SourceKind:
    """The kind of source that the tokens of `source` name."""
    head = source_head(source)
    text = name_of(source)
    low = head.lower_
    if person_in(source):
        return SourceKind.PERSON
    if is_outlet(text):
        return SourceKind.OUTLET
    if low in UNNAMED_HEADS or (low not in PRONOUNS and head.lemma_.lower() in UNNAMED_HEADS):
        return SourceKind.UNNAMED
    named = [entity for entity in entities_of(head.doc) if entity.start <= head.i < entity.end]
    words = {token.lower_ for token in source}
    if low in OUTLET_WORDS or head.lemma_.lower() in OUTLET_WORDS:
        return SourceKind.OUTLET
    if head.lemma_.lower() in DOCUMENT_WORDS and not (named and named[0].label_ in {"PERSON", "GPE"}):
        return SourceKind.DOCUMENT
    if (named and named[0].label_ in {"ORG", "GPE", "NORP", "FAC", "LOC"}) or words & BODY_WORDS:
        return SourceKind.BODY
    if low in {"he", "she", "i"} or (named and named[0].label_ == "PERSON"):
        return SourceKind.PERSON
    if head.pos_ == "PROPN":
        return SourceKind.BODY if low.isupper() else SourceKind.PERSON
    return SourceKind.UNNAMED


def _tells_who(head: Token, clause: Token) -> bool:
    """Whether a relative clause is all that says who unnamed people are ("a source who was on the call")."""
    words = list(clause.subtree)
    return (
        clause.dep_ == "relcl"
        and head.lower_ in UNNAMED_HEADS
        and len(words) <= _MAX_RELATIVE
        and words[0].i > 0
        and words[0].nbor(-1).text != ","
    )


def name_of(source: Sequence[Token]) -> str:
    """The source's name: a person's without title or role, otherwise the noun phrase without article and clauses."""
    person = person_in(source)
    if person:
        return person
    head = source_head(source)
    title = next(
        (
            c
            for c in head.children
            if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i and c in source
        ),
        None,
    )
    if title is not None and head.pos_ == "NOUN":
        return name_of([token for token in title.subtree if token in source])
    dropped = {
        token.i
        for child in head.children
        if child.dep_ in {"relcl", "appos", "advcl", "parataxis"}
        and child.i > head.i
        and not _tells_who(head, child)
        for token in child.subtree
    }
    kept = [token for token in source if token.i not in dropped]
    while kept and (kept[-1].is_punct or kept[-1].dep_ in {"cc"}):
        kept.pop()
    while kept and (
        kept[0].is_punct or kept[0].tag_ == "POS" or (kept[0].lower_ == "the" and head.pos_ == "PROPN")
    ):
        kept.pop(0)
    text = _VIA.split("".join(token.text_with_ws for token in kept or [head]))[0]
    return _POSSESSIVE.sub("", re.sub(r"\s+", " ", text).strip(' ,;:“”"'))
