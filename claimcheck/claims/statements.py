"""Statements of a parsed sentence: which clauses say something by themselves, and who says each.

A statement is a finite clause with a subject. What is said ("X said P") is stripped of who says it; coordinated
clauses and verb phrases with an object of their own are separate statements; relative clauses, lists and infinitives
stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.claims.attribution import (
    SUBJECTS,
    Attribution,
    find_attributions,
    is_finite,
    is_negated,
    phrase,
    subject_of,
)
from claimcheck.claims.denied_reports import find_denied_report
from claimcheck.claims.lexicon import (
    BELIEF,
    CONFIRM,
    DENY,
    OPEN_NOUNS,
    REPORT_NOUNS,
    SPEECH,
    STRICT_DENIAL,
)
from claimcheck.claims.sources import FIRST_PERSON, is_nobody
from claimcheck.claims.viewpoints import find_viewpoints

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_MIN_SHARED = 5
"""Fewest words of a verb phrase that borrows its subject; shorter ones ("and left") add no statement."""
_VERDICTS = frozenset("call describe label brand say add insist dub".split())
"""What the denier goes on to do ("denied that P, calling it a lie") is no part of P."""
_GOES_ON = frozenset(
    "add note continue tell say call describe warn urge ask explain stress write accuse blame acknowledge".split()
)
"""After "X said P and ...", verbs that go on with X without a comma; others belong to P."""
_BEFORE_ANSWER = frozenset({"after", "in", "by"})
"""Prepositions of an answer beside what is said: "after rejecting the report, the ministry said P"."""


@dataclass(frozen=True)
class Statement:
    """A clause that states something: its head, its tokens (indices), and who says it, nearest first."""

    head: Token
    tokens: frozenset[int]
    said_by: tuple[Attribution, ...] = ()
    subject: tuple[Token, ...] = ()
    """The subject to restore where the clause shares one with the clause before."""

    @property
    def attribution(self) -> Attribution | None:
        """The nearest one who says it."""
        return self.said_by[0] if self.said_by else None

    @property
    def speaking(self) -> tuple[Token, ...]:
        """The words that name whoever says it; the "I" of a quotation is whom the next attribution names."""
        named = [said.source for said in self.said_by if said.source]
        if not named or not self.said_by[0].source:
            return ()
        first = [len(source) == 1 and source[0].lower_ in FIRST_PERSON for source in named]
        return next((s for s, i in zip(named, first, strict=True) if not i), named[0])


def find_statements(sentence: Tokens) -> list[Statement]:
    """The statements of one parsed sentence, in order of their heads; none in a fragment."""
    attributions = [*find_attributions(sentence), *find_viewpoints(sentence)]
    by_cue = {
        (attribution.anchor or attribution.cue).i: attribution for attribution in reversed(attributions)
    }
    tokens = frozenset(token.i for token in sentence)
    around: tuple[Attribution, ...] = ()
    for attribution in attributions:
        if attribution.frame and _covers(attribution, sentence):
            around = (attribution, *around)
            tokens -= attribution.frame
    root = _root(sentence)
    found = list(_walk(root, tokens, around, (), by_cue))
    denied = find_denied_report(sentence)
    if denied is not None and denied.clause is not None and not any(denied_clause(s) for s in found):
        return [Statement(denied.clause, denied.content, (denied,))]
    found += [s for token in sentence if (s := _answer_beside(token)) is not None]
    taken_back = {clause.head.i for s in found if (clause := denied_clause(s)) is not None}
    found += [
        s
        for a in attributions
        if (s := _noun_statement(a)) is not None
        and s.head.i != root.i
        and not (s.head.i in taken_back and a.source[0].pos_ == "PRON")
    ]
    unique: dict[int, Statement] = {}
    for statement in found:
        unique.setdefault(statement.head.i, statement)
    return sorted(unique.values(), key=lambda statement: statement.head.i)


def _root(sentence: Tokens) -> Token:
    """The head of the sentence, or of the quotation where the parser took the opening mark for it."""
    root = sentence.root
    if not root.is_punct:
        return root
    return next((child for child in root.children if is_finite(child)), root)


def _covers(attribution: Attribution, sentence: Tokens) -> bool:
    return len(attribution.content) >= 0.6 * (len(sentence) - len(attribution.inside) - 1)


def _noun_statement(attribution: Attribution) -> Statement | None:
    """ "Iran's claim that P", "with officials saying that P": P is said, whatever the sentence does with it."""
    clause = attribution.clause
    cue = attribution.cue
    aside = cue.pos_ == "NOUN" or (cue.dep_ == "pcomp" and attribution.says and _own_subject(cue))
    if not aside or clause is None or not is_finite(clause):
        return None
    return Statement(clause, attribution.content, (attribution,))


def _answer_beside(verb: Token) -> Statement | None:
    """ "*Rejecting the report*, the ministry said P": the ministry rejected the report, beside what it said."""
    if verb.tag_ != "VBG" or verb.lemma_.lower() not in DENY | CONFIRM:
        return None
    report = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in REPORT_NOUNS), None)
    if report is None:
        return None
    after = verb.dep_ == "pcomp" and verb.head.lower_ in _BEFORE_ANSWER
    says = verb.head.head if after else verb.head
    subject = next((c for c in says.children if c.dep_ in SUBJECTS), None)
    if subject is None or not (after or verb.dep_ == "advcl") or says.lemma_.lower() not in SPEECH:
        return None
    if is_negated(verb) or _own_subject(verb):
        return None
    if report.lemma_.lower() in OPEN_NOUNS and verb.lemma_.lower() not in STRICT_DENIAL:
        return None
    tokens = frozenset(t.i for t in verb.subtree if t.dep_ != "mark" or t.head != verb)
    who = phrase(subject, clauses=False)
    said = Attribution(verb, who, None, tokens - {verb.i}, says=False)
    return Statement(verb, tokens, (said,), who)


def _walk(
    head: Token,
    tokens: frozenset[int],
    said_by: tuple[Attribution, ...],
    subject: tuple[Token, ...],
    by_cue: dict[int, Attribution],
) -> Iterator[Statement]:
    """The statements in the clause of `head`, of which `tokens` are left."""
    attribution = by_cue.get(head.i)
    nested = any(said.says for said in said_by)
    if attribution is not None and _opens(attribution) and not (nested and attribution.cue.lemma_ in BELIEF):
        assert attribution.clause is not None
        by_cue = {index: other for index, other in by_cue.items() if index != head.i}
        content, asides = attribution.content & tokens, []
        for child in head.children:
            if child == attribution.clause or child.i not in tokens or not _is_aside(child, by_cue):
                continue
            if _belongs_to_content(child, attribution):
                content |= frozenset(t.i for t in child.subtree) & tokens
                content |= frozenset(range(min(content), max(content))) & tokens - attribution.inside
                continue
            part = frozenset(t.i for t in child.subtree) & tokens
            content -= part
            that = any(grand.lower_ == "that" and grand.dep_ == "mark" for grand in child.children)
            asides.append((child, part, (attribution, *said_by) if that else said_by))
        inner = list(_walk(attribution.clause, content, (attribution, *said_by), (), by_cue))
        if inner:
            yield from inner
            for child, part, sayers in asides:
                shared = () if _own_subject(child) else attribution.source
                yield from _walk(child, part, sayers, shared, by_cue)
            return
    yield from _plain(head, tokens, said_by, subject, by_cue)


def _opens(attribution: Attribution) -> bool:
    """Whether what is said can stand for the whole: not under a negation ("did not say that P") or a condition."""
    cue = attribution.cue
    if not attribution.says or attribution.clause is None:
        return False
    if is_nobody(" ".join(token.text for token in attribution.source)):
        return False  # "Nobody said that P" does not tell P.
    if is_negated(cue) or any(child.lower_ in {"if", "whether", "unless"} for child in cue.children):
        return False
    marker = next((c.lower_ for c in attribution.clause.children if c.dep_ in {"mark", "advmod"}), "")
    if marker in {"whether", "if", "how", "why", "when", "where"} and attribution.clause.i > cue.i:
        return False
    modal = {c.lower_ for c in cue.children if c.dep_ == "aux"}
    return not modal & {"could", "should", "might", "may", "to"}


def _is_aside(child: Token, by_cue: dict[int, Attribution]) -> bool:
    """Whether `child` of a verb starts a statement of its own beside it."""
    attribution = by_cue.get(child.i)
    if child.dep_ in {"advcl", "parataxis"}:
        return attribution is not None and attribution.says and attribution.clause is not None
    if child.dep_ == "conj":
        return is_finite(child) or (attribution is not None and attribution.says)
    return child.dep_ == "ccomp" and is_finite(child) and _own_subject(child)


def _belongs_to_content(child: Token, attribution: Attribution) -> bool:
    """ "The paper said Xi declined the offer and insisted on a tone": a verb without a subject goes with the nearest
    clause unless a comma parts them or it is one that speakers go on with ("and added")."""
    clause = attribution.clause
    if (
        child.dep_ != "conj"
        or _own_subject(child)
        or clause is None
        or not attribution.cue.i < clause.i < child.i
    ):
        return False
    cc = next((c for c in attribution.cue.children if c.dep_ == "cc" and c.i < child.i), None)
    if cc is not None and cc.i > 0 and cc.nbor(-1).text == ",":
        return False
    return child.lemma_.lower() not in _GOES_ON


def _own_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS or child.dep_ == "expl" for child in verb.children)


def _plain(
    head: Token,
    tokens: frozenset[int],
    said_by: tuple[Attribution, ...],
    subject: tuple[Token, ...],
    by_cue: dict[int, Attribution],
) -> Iterator[Statement]:
    """The clause of `head` as a statement, and the clauses beside it as others."""
    sayers = said_by
    rest: list[tuple[Token, frozenset[int], tuple[Attribution, ...], tuple[Token, ...]]] = []
    own = subject or _subject_phrase(head)
    for child in _beside(head):
        if child.i not in tokens:
            continue
        part = frozenset(token.i for token in child.subtree) & tokens
        if child.dep_ == "parataxis" or (child.dep_ == "ccomp" and child.i > head.i):
            inner = by_cue.get(child.i)
            if inner is not None and inner.says and inner.clause is None:
                continue
        if child.dep_ in {"advcl", "parataxis"}:
            inner = by_cue.get(child.i)
            if not _contrasts(head, child) and (inner is None or not _opens(inner)):
                continue
            tokens -= part
            beside = sayers[1:] if _contrasts(head, child) else sayers
            rest.append((child, part, beside, () if _own_subject(child) else own))
        elif child.dep_ == "conj" and is_finite(child):
            if _own_subject(child):
                tokens -= part
                rest.append((child, part, sayers, ()))
            elif (
                own
                and _agrees(child, own)
                and len(part) >= _MIN_SHARED
                and is_finite(head)
                and _complete(head, tokens - part)
            ):
                tokens -= part
                rest.append((child, part, sayers, own))
    tokens = _drop_loose_ends(head, tokens)
    if is_finite(head) and (subject or _own_subject(head)):
        weak = by_cue.get(head.i)
        if weak is not None and not said_by:
            said_by = (weak,)
        yield Statement(head, tokens, said_by, subject)
    for child, part, who, shared in rest:
        yield from _walk(child, part, who, shared, by_cue)


def _beside(head: Token) -> Iterator[Token]:
    """The clauses coordinated with `head` (also through a chain of conjuncts) or hung beside it."""
    for child in head.children:
        if child.dep_ in {"conj", "advcl", "parataxis", "ccomp"} and child.pos_ in {"VERB", "AUX"}:
            yield child


def _contrasts(head: Token, clause: Token) -> bool:
    """ "..., while U.S. officials made no promise": a statement beside the one before it."""
    mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ in {"while", "whereas"}), None)
    return (
        mark is not None
        and mark.i > head.i
        and mark.nbor(-1).text == ","
        and is_finite(clause)
        and _own_subject(clause)
    )


def _complete(head: Token, tokens: frozenset[int]) -> bool:
    """Whether the first of two verb phrases says something without the second."""
    return any(
        child.dep_
        in {"dobj", "attr", "acomp", "ccomp", "xcomp", "prep", "advmod", "oprd", "npadvmod", "agent"}
        and child.i > head.i
        and child.i in tokens
        for child in head.children
    )


def _agrees(verb: Token, subject: tuple[Token, ...]) -> bool:
    """Whether the number of `verb` fits the subject it would borrow; a misfit is a relative clause misread."""
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"})}
    head = next((token for token in subject if token.dep_ in SUBJECTS), subject[-1])
    several = head.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in head.children)
    return not (several and "VBZ" in forms)


def _subject_phrase(head: Token) -> tuple[Token, ...]:
    subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
    return phrase(subject, clauses=False) if subject is not None else ()


def _drop_loose_ends(head: Token, tokens: frozenset[int]) -> frozenset[int]:
    """Without the conjunction that led to a clause which is now a statement of its own."""
    loose = {
        child.i
        for child in head.children
        if child.dep_ in {"cc", "preconj"}
        and child.i in tokens
        and (child.i > head.i or child.i == min(tokens))
        and (child.i + 1 not in tokens or child.i == min(tokens))
    }
    return tokens - loose


def denied_noun(statement: Statement) -> Token | None:
    """The report noun that the verb of a statement denies or confirms ("rejected *claims* that P")."""
    for child in statement.head.children:
        if child.dep_ in {"dobj", "nsubjpass"} and child.lemma_.lower() in REPORT_NOUNS:
            return child
    return None


def denied_clause(statement: Statement) -> Statement | None:
    """ "rejected claims that P", "disputed a report that said P": P as the statement that is denied."""
    noun = denied_noun(statement) if statement.head.lemma_.lower() in DENY else None
    return told_by(noun, statement) if noun is not None else None


def told_by(noun: Token, statement: Statement) -> Statement | None:
    """What the report `noun` of `statement` tells by its own clause: "reports that P", "the claim its army did P"."""
    clause = next((found for child in noun.children if (found := _content_of(child)) is not None), None)
    if clause is None or subject_of(clause) is None:
        return None
    tokens = frozenset(t.i for t in clause.subtree)
    for child in clause.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in _VERDICTS:
            tokens -= {t.i for t in child.subtree}
    return replace(statement, head=clause, tokens=tokens, subject=())


def _content_of(child: Token) -> Token | None:
    """The clause that a report's complement states: "that P" itself, or P in "that said P", "saying that P"."""
    if child.dep_ not in {"acl", "ccomp", "relcl"}:
        return None
    told = [
        grand for grand in child.children if grand.dep_ == "ccomp" and grand.i > child.i and is_finite(grand)
    ]
    if child.dep_ != "ccomp" and child.lemma_.lower() in SPEECH and told:
        # "Denied claims on arms, saying P": P is the denier's, not the claim's, unless it stands beside "claims".
        between = [t for t in child.doc[child.head.i + 1 : child.i] if t.pos_ == "ADP" or t.is_punct]
        beside = child.i == child.head.i + 1 or [t.lower_ for t in between] == ["from"]
        return told[0] if child.tag_ != "VBG" or beside else None
    marked = any(grand.lower_ == "that" and grand.dep_ in {"mark", "dobj"} for grand in child.children)
    return child if is_finite(child) and (marked or _bare_content(child)) else None


def _bare_content(clause: Token) -> bool:
    """Whether a clause without "that" is what a report says ("reports its army had used gas"), not which report it is
    ("the report its army published"): it has a subject and whatever else its verb takes."""
    subject = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.i > clause.i or subject.tag_ in {"WDT", "WP"}:
        return False
    return any(
        c.dep_ in {"dobj", "attr", "acomp", "prep", "oprd"} and c.i > clause.i for c in clause.children
    )
