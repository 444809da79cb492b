"""Where a statement first came from, when its sentence says so: the outlet that is cited, told, or reported it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.claims.attribution import phrase
from claimcheck.claims.outlets import is_outlet
from claimcheck.claims.sources import kind_of, name_of
from claimcheck.records import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimcheck.claims.speakers import Speaker, Speakers
    from claimcheck.claims.statements import Statement


def find_origin(
    statement: Statement, speaker: Speaker | None, speakers: Speakers, sentence: int
) -> str | None:
    """The outlet that `statement` comes from: cited ("citing The Japan Times"), told ("told Reuters"), the farther of
    two who say it ("the FT cited people as saying"), or its source itself."""
    for said in statement.said_by:
        for head in _cited(said.cue):
            words = phrase(head, clauses=False)
            name = speakers.outlet(words, sentence) or name_of(words)
            if is_outlet(name) or kind_of(words) is SourceKind.OUTLET:
                return name
    for said in reversed(statement.said_by[1:]):
        if said.source:
            outer = speakers.resolve(said.source, sentence)
            if outer.kind is SourceKind.OUTLET:
                return outer.name
    citing = _quoting_subject(statement)
    if citing is not None:
        return citing
    if speaker is not None and speaker.kind is SourceKind.OUTLET and speaker.name not in {"it", "they"}:
        return speaker.name
    return None


def _cited(cue: Token) -> Iterator[Token]:
    """Who is told or cited by the one who speaks."""
    for child in cue.children:
        if child.dep_ in {"dobj", "dative", "iobj"} and cue.lemma_.lower() in {"tell", "inform"}:
            yield child
        if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "with"}:
            yield from (grand for grand in child.children if grand.dep_ == "pobj")
        if child.lower_ in {"citing", "quoting"}:
            yield from (grand for grand in child.children if grand.dep_ in {"dobj", "pobj"})


def _quoting_subject(statement: Statement) -> str | None:
    """The outlet in "the FT cited people as saying P"."""
    said = statement.attribution
    if said is None:
        return None
    for verb in said.cue.ancestors:
        if verb.lemma_.lower() in {"cite", "quote"}:
            subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
            if subject is not None and is_outlet(name_of(phrase(subject, clauses=False))):
                return name_of(phrase(subject, clauses=False))
    return None
