"""Attributions without a verb: "per two officials, P", "in the ministry's view, P", "by the police's own account, P".

They stand at the start or the end of a sentence and hold for the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimcheck.claims.antecedents import is_for_people
from claimcheck.claims.attribution import SUBJECTS, Attribution, phrase
from claimcheck.claims.lexicon import VIEW_NOUNS
from claimcheck.claims.sources import BODY_WORDS, DOCUMENT_WORDS, OUTLET_WORDS, source_head

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_POINT = "point"
_SAYING = BODY_WORDS | DOCUMENT_WORDS | OUTLET_WORDS
_OTHERS = frozenset("his her its their".split())
_ONE_PERSON = frozenset({"his", "her"})


def find_viewpoints(sentence: Tokens) -> Iterator[Attribution]:
    """The attributions that a prepositional phrase at an edge of `sentence` makes, in order of text."""
    for token in sentence:
        found = None
        if token.lower_ == "per":
            found = _per(token)
        elif token.lower_ in VIEW_NOUNS and token.dep_ == "prep":
            found = _view(token)
        if found is None:
            continue
        cue, source, frame = found
        if source and _at_edge(frame, sentence):
            content = frozenset(t.i for t in sentence) - frame
            yield Attribution(cue, source, None, content, frame=frame)


def _per(per: Token) -> tuple[Token, tuple[Token, ...], frozenset[int]] | None:
    """ "(As) per two officials"; not "20 dollars per person", "per capita"."""
    who = next((child for child in per.children if child.dep_ == "pobj"), None)
    if who is None:
        return None
    words = phrase(who)
    if not _speaks(words):
        return None
    start = per.i - 1 if per.i and per.nbor(-1).lower_ == "as" else per.i
    return per, words, frozenset(range(start, max(t.i for t in words) + 1))


def _view(preposition: Token) -> tuple[Token, tuple[Token, ...], frozenset[int]] | None:
    """ "In the ministry's view", "in the view of the ministry", "from Moscow's point of view"."""
    noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if noun is None:
        return None
    of = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    inner = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    point = noun.lower_ == _POINT and inner is not None and inner.lower_ == "view"
    if noun.lower_ not in VIEW_NOUNS[preposition.lower_] and not (point and preposition.lower_ == "from"):
        return None
    frame = frozenset(token.i for token in preposition.subtree)
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is not None:
        words = tuple(t for t in phrase(owner, clauses=False) if t.dep_ != "case")
        bare = not any(c.dep_ in {"compound", "amod"} and c.lower_ != "own" for c in noun.children)
        if not bare or not (owner.lower_ in _OTHERS or _speaks(words)):
            return None  # "on his Twitter account"
        return noun, _meant(owner, preposition) or words, frame
    definite = any(child.lower_ == "the" for child in noun.children)
    if inner is None or point or not definite or not _speaks(phrase(inner)):
        return None
    return noun, phrase(inner), frame


def _meant(owner: Token, preposition: Token) -> tuple[Token, ...]:
    """The subject that "by their own account" speaks of ahead: "by their own account, *the officers* fired first"."""
    subject = next((child for child in preposition.head.children if child.dep_ in SUBJECTS), None)
    if subject is None or subject.i < owner.i or owner.lower_ not in _OTHERS:
        return ()
    words = phrase(subject, clauses=False)
    several = subject.tag_ in {"NNS", "NNPS"} or subject.lower_ == "police"
    person = is_for_people(subject) or subject.ent_type_ == "PERSON"
    if owner.lower_ in _ONE_PERSON:
        fits = person and not several
    elif owner.lower_ == "their":
        fits = several and _speaks(words)
    else:
        fits = not person and _speaks(words)
    return words if fits else ()


def _speaks(words: Sequence[Token]) -> bool:
    """Whether the words can name who says something: people, a body, an outlet or a document, not a unit of measure."""
    head = source_head(words)
    if head.pos_ == "PROPN":
        return head.ent_type_ not in {"DATE", "TIME"}
    if len(words) == 1 and head.tag_ == "NN" and head.lower_ != "police":
        return False
    return head.pos_ == "NOUN" and (
        is_for_people(head) or not _SAYING.isdisjoint({head.lower_, head.lemma_.lower()})
    )


def _at_edge(frame: frozenset[int], sentence: Tokens) -> bool:
    """Whether `frame` opens the sentence, or closes it after a comma."""
    words = [token for token in sentence if not token.is_punct]
    if not words:
        return False
    if words[0].i >= min(frame):
        return len(frame) < len(words)
    return words[-1].i <= max(frame) and sentence.doc[min(frame) - 1].text in {",", "—", "–"}
