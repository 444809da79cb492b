"""Who says what in one sentence: source, cue and content, by rules on the dependency parse.

Rules give the structure (which clause is said by whom) that propositions and stance need; where the words of a span
begin and end is settled with the tagger in `spans`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.claims.harm import ends_lives
from claimcheck.claims.lexicon import (
    BELIEF,
    CONFIRM,
    DECLINE,
    DENY,
    INTENT,
    REPORT_NOUNS,
    SPEECH,
    STATEMENT_NOUNS,
    STRONG_SPEECH,
)
from claimcheck.claims.raising import find_raised
from claimcheck.claims.sources import is_no_source

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"ccomp", "parataxis"})
_SUBJUNCTIVE = frozenset(
    "suggest propose recommend request demand ask urge insist move order require".split()
)
"""Verbs whose clause, with a bare verb, is a wish ("suggested they meet"), not a statement."""
_OPENERS = frozenset({"such", "so", "thus", "however", "meanwhile"})
_SILENT = frozenset("respond reply comment decline refuse".split())
_REPORTED_BY = frozenset(
    """report say announce deny reject dismiss dispute confirm condemn criticize criticise describe call quote cite
    disclose reveal accuse praise tell publish refute verify""".split()
)
"""In the passive, verbs whose agent is a source ("was reported by the paper")."""


@dataclass(frozen=True)
class Attribution:
    """One attribution in a parsed sentence; all indices are token indices in its doc.

    `clause` is the head of the said clause where there is one. `says` is False for verbs whose object is no statement
    ("urged Xi to cooperate"), whose own clause then stays the proposition.
    """

    cue: Token
    source: tuple[Token, ...]
    clause: Token | None
    content: frozenset[int]
    says: bool = True
    anchor: Token | None = None
    """The verb of the clause that makes the attribution, where that is not the cue ("*cited* people as saying P")."""
    frame: frozenset[int] = frozenset()
    """All the words of an attribution without a verb ("according to two officials", "in the ministry's view")."""

    @property
    def inside(self) -> frozenset[int]:
        """Indices of the tokens of cue and source."""
        return frozenset({self.cue.i, *(token.i for token in self.source)})


def subject_of(verb: Token) -> Token | None:
    """The subject of `verb`, its own or, for a participle or a coordinated verb, the one of the verb it hangs on."""
    seen = 0
    while seen < 6:
        own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if own is not None:
            return own
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return verb.head
        if verb.dep_ not in {"conj", "advcl", "xcomp", "pcomp", "prep", "ccomp"} or verb.head == verb:
            return None
        if verb.dep_ == "ccomp" and verb.tag_ != "VBG":
            return None
        verb = verb.head
        seen += 1
    return None


def phrase(head: Token, *, clauses: bool = True) -> tuple[Token, ...]:
    """The noun phrase of `head`; without its relative clauses unless `clauses`."""
    dropped: set[int] = set()
    for child in head.children:
        long_tail = child.dep_ in {"relcl", "acl", "advcl", "ccomp", "parataxis"} and not clauses
        if long_tail or (child.dep_ in {"ccomp", "parataxis"}):
            dropped.update(token.i for token in child.subtree)
    tokens = [token for token in head.subtree if token.i not in dropped]
    while tokens and tokens[-1].is_punct and tokens[-1].text not in {")", "%"}:
        tokens.pop()
    while tokens and (tokens[0].is_punct or tokens[0].dep_ in {"cc", "mark"}) and tokens[0] != head:
        tokens.pop(0)
    if len(tokens) > 2 and tokens[1].text == "," and tokens[0].lower_ in _OPENERS:
        tokens = tokens[2:]  # "As such, two analysts said" parsed as "such, two analysts"
    return tuple(tokens) or (head,)


def is_finite(verb: Token) -> bool:
    """Whether `verb` heads a clause with a tense of its own or a modal."""
    if verb.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    return any(
        child.dep_ in {"aux", "auxpass"} and child.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        for child in verb.children
    )


def _is_indicative(verb: Token) -> bool:
    """Whether the clause of `verb` states a fact rather than a wish: past, third person singular, or an auxiliary."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return (
        verb.tag_ in {"VBD", "VBZ"}
        or bool(auxiliaries - {"should", "be", "to"})
        or verb.lower_ in {"are", "am"}
    )


def is_negated(verb: Token) -> bool:
    """Whether `verb` itself is negated."""
    return any(
        child.dep_ == "neg"
        or (child.dep_ in {"advmod", "preconj", "cc"} and child.lower_ in {"never", "neither", "hardly"})
        for child in verb.children
    )


def find_attributions(sentence: Tokens) -> list[Attribution]:
    """The attributions of one parsed sentence, in order of their cues."""
    quoted = quoted_tokens(sentence)
    found: list[Attribution] = []
    for token in sentence:
        attribution = None
        if token.lower_ == "according":
            attribution = _according(token, sentence)
        elif token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            attribution = _by_verb(token, sentence, quoted)
        elif token.lemma_.lower() in STATEMENT_NOUNS and token.pos_ == "NOUN":
            attribution = _by_noun(token)
        if attribution is not None:
            found.append(attribution)
    return found


def quoted_tokens(sentence: Tokens) -> frozenset[int]:
    """Indices of the tokens inside quotation marks, the marks included; an opening mark without a closing one counts
    to the end."""
    inside: set[int] = set()
    opened: int | None = None
    for token in sentence:
        if opened is None:
            if token.text in {"“", "«"} or (token.text == '"' and token.whitespace_ == ""):
                opened = token.i
        elif token.text in {"”", "»", '"'}:
            inside.update(range(opened, token.i + 1))
            opened = None
        elif token.text == "“":
            opened = token.i
    if opened is not None:
        inside.update(range(opened, sentence.end))
    return frozenset(inside)


def _by_verb(verb: Token, sentence: Tokens, quoted: frozenset[int]) -> Attribution | None:
    lemma = verb.lemma_.lower()
    if lemma not in SPEECH and lemma not in INTENT and not _denies_report(verb):
        return None
    if lemma == "claim" and ends_lives(verb):
        return None
    subject = subject_of(verb)
    raised = find_raised(verb)
    if raised is not None and subject is not None:
        said = frozenset({*range(raised.to.i, _last(verb) + 1), *_indices(phrase(subject))})
        return Attribution(verb, raised.source, None, said - _indices(raised.source), says=False)
    clause = _said_clause(verb, subject)
    if lemma == "cite" or lemma == "quote":
        return _citing(verb, sentence, subject)
    if lemma == "tell" and verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children):
        agent = _agent(verb)
        if clause is not None and agent is not None:
            return Attribution(verb, phrase(agent), clause, _indices(clause.subtree))
    if clause is not None and (lemma in SPEECH):
        if subject is None:
            if lemma not in STRONG_SPEECH and lemma not in BELIEF:
                return None
            return None if verb.tag_ == "VB" and verb.dep_ != "xcomp" else _passive(verb, clause)
        if subject.i in _indices(clause.subtree) and subject.head != verb:
            return None
        if subject.lower_ == "it" and any(child.dep_ == "auxpass" for child in verb.children):
            return _passive(verb, clause)  # "It was reported that P"
        content = _from_that(verb, clause) - _indices(phrase(subject)) - {verb.i}
        content |= _quote_around(content, quoted, sentence, verb)
        wish = lemma in _SUBJUNCTIVE and not _is_indicative(clause)
        return Attribution(verb, phrase(subject), clause, frozenset(content), says=not wish)
    if subject is not None and subject.dep_ == "nsubjpass" and subject.head == verb:
        agent = _agent(verb)
        if agent is None or lemma not in _REPORTED_BY:
            return None
        named = phrase(agent)
        of = next((c for c in agent.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        if lemma == "accuse" and of is not None:
            named = tuple(token for token in named if token.i < of.i)
        return Attribution(verb, named, None, _indices(phrase(subject)), says=False)
    if subject is None:
        return None
    if lemma in _SILENT and (is_negated(verb) or lemma in DECLINE):
        content = frozenset(
            t.i for c in verb.children if c.i > verb.i and c.dep_ != "punct" for t in c.subtree
        )
        return Attribution(verb, phrase(subject), None, content, says=False)
    if lemma in STRONG_SPEECH and verb.i not in quoted:
        outside = quoted - _indices(phrase(subject))
        taken = any(
            clause is not None and clause.i in outside
            for child in verb.children
            if child.lemma_.lower() in SPEECH and child.dep_ in {"advcl", "conj"}
            for clause in [_said_clause(child, None)]
        )
        if (
            outside
            and not taken
            and (verb.head == verb or verb.dep_ in {"ccomp", "parataxis", "conj", "advcl"})
        ):
            return Attribution(verb, phrase(subject), _root_inside(sentence, outside), frozenset(outside))
    return _with_object(verb, subject)


def _last(verb: Token) -> int:
    """The last word below `verb`, without a full stop."""
    return max(token.i for token in verb.subtree if not token.is_punct)


def _denies_report(verb: Token) -> bool:
    """ "Scotched rumours that P", "withdrew her claim that P"."""
    things = (c for c in verb.children if c.dep_ == "dobj")
    return verb.lemma_.lower() in DENY and any(c.lemma_.lower() in REPORT_NOUNS for c in things)


def _said_clause(verb: Token, subject: Token | None) -> Token | None:
    """The clause that is the object of `verb`: finite, or a quotation that the parser hung on it."""
    for child in verb.children:
        if child.dep_ in CLAUSES and child != subject:
            if is_finite(child) or child.pos_ in {"VERB", "AUX"}:
                return child
            if child.i < verb.i:
                return child
    # "denied he said it": the small parser sometimes takes the clause for an object with a relative clause
    return None


def _from_that(verb: Token, clause: Token) -> frozenset[int]:
    """The clause from its "that" on: "reported, citing two officials, that P"."""
    that = next(
        (c for c in clause.children if c.dep_ == "mark" and c.lower_ == "that" and c.i > verb.i), None
    )
    return frozenset(t.i for t in clause.subtree if that is None or t.i >= that.i or t.i < verb.i)


def _quote_around(
    content: Iterable[int], quoted: frozenset[int], sentence: Tokens, verb: Token
) -> frozenset[int]:
    """The rest of the quotations that `content` reaches into; not the ones that hold the verb itself."""
    extra: set[int] = set()
    if verb.i in quoted:
        return frozenset()
    for run in _runs(quoted):
        if any(index in run for index in content):
            extra.update(run)
    return frozenset(extra)


def _runs(indices: Iterable[int]) -> Iterator[range]:
    ordered = sorted(indices)
    start = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or ordered[at] != ordered[at - 1] + 1:
            yield range(ordered[start], ordered[at - 1] + 1)
            start = at


def _indices(tokens: Iterable[Token]) -> frozenset[int]:
    return frozenset(token.i for token in tokens)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    return None


def _passive(verb: Token, clause: Token) -> Attribution | None:
    """ "It was reported by X that P": the agent is the source; without one there is no source."""
    agent = _agent(verb)
    return Attribution(verb, phrase(agent) if agent else (), clause, _indices(clause.subtree))


def _citing(verb: Token, sentence: Tokens, subject: Token | None) -> Attribution | None:
    """ "The FT cited people as saying P" and "X happened, Y reports citing Z": the one who is cited is the source."""
    cited = next(
        (child for child in verb.children if child.dep_ in {"dobj", "nsubj"} and child.i > verb.i), None
    )
    if cited is None:
        return None
    for child in verb.subtree:
        if (
            child.lemma_ in {"say", "tell", "state", "report", "note", "warn"}
            and child.tag_ == "VBG"
            and child.i > cited.i
        ):
            clause = _said_clause(child, None)
            content = frozenset(range(child.i + 1, max(t.i for t in clause.subtree) + 1)) if clause else None
            before = _said_clause(verb, subject)
            if clause is None and before is not None and before.i < verb.i:
                clause, content = before, _indices(before.subtree)  # "P," the agency quoted him as saying
            if clause is not None and content is not None:
                names = tuple(t for t in phrase(cited) if t.i < child.i and t.lower_ != "as")
                return Attribution(child, names, clause, content, anchor=verb)
    if subject is None or verb.tag_ == "VBG":
        return Attribution(verb, phrase(cited), None, frozenset(), says=False)
    return _with_object(verb, subject)


def _according(token: Token, sentence: Tokens) -> Attribution | None:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    head = next((child for child in (to.children if to else ()) if child.dep_ in {"pobj", "pcomp"}), None)
    if head is None or is_no_source(head.text):
        return None
    source = phrase(head)
    outside = _indices(source) | {token.i} | ({to.i} if to is not None else frozenset())
    clause = _clause_head(token)
    scope = sentence if clause is None or _at_edge(token, source, sentence) else clause.subtree
    content = frozenset(t.i for t in scope if t.i not in outside)
    frame = outside | {child.i for child in token.children}
    return Attribution(token, source, clause, content, frame=frame)


def _at_edge(token: Token, source: tuple[Token, ...], sentence: Tokens) -> bool:
    after = [t for t in sentence if t.i > max(s.i for s in source) and not t.is_punct]
    return token.i == sentence.start or not after


def _clause_head(token: Token) -> Token | None:
    """The verb of the clause that `token` stands in, or the topmost head."""
    head = token.head
    while head.pos_ not in {"VERB", "AUX"} and head.head != head:
        head = head.head
    return head


def _by_noun(noun: Token) -> Attribution | None:
    """ "Iran's claim that P": the owner is the source."""
    clause = next(
        (
            child
            for child in noun.children
            if child.dep_ in {"acl", "ccomp", "relcl"}
            and any(grand.lower_ == "that" and grand.dep_ == "mark" for grand in child.children)
        ),
        None,
    )
    if clause is None:
        return None
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from", "of"}), None)
        owner = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if owner is None:
        return None
    return Attribution(noun, phrase(owner), clause, _indices(clause.subtree))


def _with_object(verb: Token, subject: Token) -> Attribution | None:
    """ "X urged Y to go", "X denied the account": everything after the verb is the content, no statement by itself."""
    if verb.lemma_.lower() not in (SPEECH | INTENT | DENY | CONFIRM | DECLINE):
        return None
    parts = [
        child
        for child in verb.children
        if child.i > verb.i
        and child.dep_ in {"dobj", "xcomp", "ccomp", "prep", "dative", "prt", "oprd", "acomp"}
    ]
    if not any(part.dep_ in {"dobj", "xcomp", "prep", "oprd", "ccomp"} for part in parts):
        return None
    content = frozenset(index for part in parts for index in _indices(part.subtree)) - _indices(
        phrase(subject)
    )
    if not content or (subject.i > verb.i and subject.i in content):
        return None
    return Attribution(verb, phrase(subject), None, content, says=False)


def _root_inside(sentence: Tokens, indices: frozenset[int]) -> Token | None:
    """The highest token of `sentence` among `indices`."""
    for token in sentence:
        if token.i in indices and not token.is_punct and token.head.i not in indices:
            return token
    return next((t for t in sentence if t.i in indices and t.head == t), None)
