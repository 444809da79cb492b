"""Named entities with the part they play in the clause."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from claimcheck.claims.word_classes import role_of
from claimcheck.records import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

LABELS = frozenset({"PERSON", "GPE", "LOC", "ORG", "NORP", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})
_LEADING = re.compile(r"^(?:[Tt]he |[“\"‘'(\[]+)+")
_TRAILING = re.compile(r"(?:['’]s|['’]|[”\"’')\],.;:]+|\s)+$")
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|St)\.$")
_HAS_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=64)
def entities_of(doc: Doc) -> tuple[Span, ...]:
    """The entities of a parsed `doc`, remembered: spaCy puts them together anew from all tokens when asked again."""
    return tuple(doc.ents)


def find_entities(span: Span, base: int) -> tuple[Entity, ...]:
    """The named entities of `span`, trimmed of "the" and possessives; offsets are `base` + offset in the doc.

    `role` is "relation:predicate" with the predicate's class ("nsubj:meet", "dobj:visit", "in:meet"), "" where the
    entity hangs on no predicate.
    """
    found = []
    for entity in span.ents:
        if entity.label_ not in LABELS:
            continue
        start, end = trimmed(entity.text)
        text = entity.text[start:end]
        if not _HAS_LETTER.search(text):
            continue
        offset = base + entity.start_char
        found.append(Entity(text, entity.label_, offset + start, offset + end, entity_role(entity.root)))
    return tuple(found)


def trimmed(text: str) -> tuple[int, int]:
    """Start and end of the name inside `text`, without a leading "the", quotation marks and a possessive."""
    leading = _LEADING.match(text)
    start = leading.end() if leading else 0
    trailing = _TRAILING.search(text)
    end = trailing.start() if trailing and not _ABBREVIATION.search(text) else len(text)
    return (start, end) if start < end else (0, len(text))


def entity_role(token: Token) -> str:
    """Climb from a name to the predicate that it is an argument of, by way of its preposition if it has one."""
    relation = ""
    for _ in range(8):
        head, dep = token.head, token.dep_
        if head is token:
            return ""
        if dep in {"conj", "appos", "compound", "nmod", "amod", "flat"} and not (
            dep == "conj" and token.pos_ in {"VERB", "AUX"}
        ):
            token = head
            continue
        if dep in {"poss", "case"}:
            relation = relation or "poss"
        elif dep == "prep":
            relation = relation or token.lower_
        elif dep == "agent":
            relation = "nsubj"
        elif dep not in {"pobj", "pcomp"} or head.pos_ not in {"ADP", "SCONJ"}:
            relation = relation or {"nsubjpass": "dobj", "npadvmod": "mod", "attr": "attr"}.get(dep, dep)
        token = head
        if token.pos_ in {"VERB", "AUX"} or (relation and dep in {"prep", "poss"} and token.pos_ == "NOUN"):
            return f"{relation}:{role_of(token.lemma_, is_verb=token.pos_ != 'NOUN')}" if relation else ""
    return ""
