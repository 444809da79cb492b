"""Passives that tell who says it: "the papers are said by officials to be forged".

What is said is the infinitive, of the passive's subject; it is put back into a sentence of its own: "The papers are
forged."
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

RAISING = frozenset(
    """say report believe understand think allege claim estimate suspect know fear reckon presume assume hold consider
    expect predict forecast project""".split()
)
"""Verbs of saying and holding whose passive takes an infinitive."""
_AHEAD = frozenset("expect predict forecast project".split())
_BY = 3
"""Words from the verb to its "by", at most ("said privately by")."""
_MOST = 14
"""Words that name who says it, at most."""
_PAST = frozenset({"was", "were", "had"})
_PLURAL = frozenset({"are", "were", "have"})


@dataclass(frozen=True)
class Raised:
    """The words of such a passive: its auxiliary, who says it, and the "to" of what is said."""

    auxiliary: Token
    source: tuple[Token, ...]
    to: Token


def find_raised(verb: Token) -> Raised | None:
    """The parts of "*are* said by *officials* *to* be forged" around `verb`, by the order of the words: small parsers
    hang the infinitive on the officials."""
    auxiliary = next((c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i), None)
    if verb.tag_ != "VBN" or verb.lemma_.lower() not in RAISING or auxiliary is None:
        return None
    after = verb.doc[verb.i + 1 : verb.i + 1 + _BY + _MOST]
    by = next((t for t in after[:_BY] if t.lower_ == "by"), None)
    to = next((t for t in after if by is not None and t.i > by.i + 1 and t.tag_ == "TO"), None)
    if by is None or to is None or to.i + 1 >= len(verb.doc) or to.nbor().tag_ != "VB":
        return None
    source = tuple(verb.doc[by.i + 1 : to.i])
    if any(token.is_punct or token.tag_ in {"VBD", "VBZ", "VBP"} for token in source):
        return None
    return Raised(auxiliary, source, to)


def finite_form(verb: Token, raised: Raised) -> str:
    """What stands for "are said by officials to be" and the like: "are", "have", "will close", "did sink"."""
    first = raised.to.nbor()
    past, several = raised.auxiliary.lower_ in _PAST, raised.auxiliary.lower_ in _PLURAL
    if verb.lemma_.lower() in _AHEAD:
        return f"{'would' if past else 'will'} {first.text}"
    if first.lower_ == "have":
        return "had" if past else "have" if several else "has"
    if first.lower_ == "be":
        return ("were" if several else "was") if past else ("are" if several else "is")
    return f"{'did' if past else 'do' if several else 'does'} {first.text}"
