"""What a statement does with its proposition: asserts, denies, confirms, or declines to comment.

A denial is of a statement ("denied that P", "denied killing him") or points at a report ("denied the account",
"this is not an accurate portrayal of the call"); the words it points with are its target. "Denied bail", "rejected
the offer" and criticism are no denials.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.claims.attribution import CLAUSES, SUBJECTS, is_negated, phrase
from claimcheck.claims.denied_reports import pushes_back
from claimcheck.claims.lexicon import (
    ACCURACY,
    ALLEGED_NOUNS,
    ANSWER,
    COMMENT,
    CONFIRM,
    DECLINE,
    DENY,
    FALSE,
    OPEN_NOUNS,
    REPORT_NOUNS,
    REPORTED_PRONOUNS,
    RIDICULED,
    STRICT_DENIAL,
    TRUE,
)
from claimcheck.claims.propositions import denied_action, proposition, render, words_of
from claimcheck.claims.statements import Statement, denied_clause, denied_noun, told_by
from claimcheck.records import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_DENIED_THINGS = frozenset(
    """wrongdoing charge allegation accusation involvement responsibility guilt liability misconduct impropriety
    collusion knowledge""".split()
)
_DEPICTS = frozenset("describe portray represent reflect depict characterize characterise convey".split())
_FALSELY = frozenset("falsely inaccurately wrongly incorrectly unfairly".split())
_HOW_TRULY = _FALSELY | frozenset("accurately correctly truthfully fairly faithfully properly".split())
_MODALS = frozenset("would 'd ’d could might may will wo should must can ca".split())
_OF_PEOPLE = frozenset("wrong right correct".split())
_OF_ANOTHER_KIND = frozenset("politically morally grammatically technically legally".split())
_BEYOND = re.compile(r" as | and \w+ed\b")
"""Where a report's words end, but not for the parser: "the charges *as* lies", "responsibility *and blamed* rebels"."""
_SUBSTANCE = frozenset("truth basis foundation substance merit validity".split())
"""What a false report has none of."""
_ASKED = frozenset("how why whether when where who what which if".split())
"""What opens what somebody does not say."""
_FLIP = {Stance.DENIES: Stance.CONFIRMS, Stance.CONFIRMS: Stance.DENIES}
_REQUEST = frozenset(
    "request comment inquiry enquiry email e-mail call message question query ask contact reach".split()
)


@dataclass(frozen=True)
class Reading:
    """A statement's stance, its proposition, and the words a denial or confirmation points at a report with."""

    stance: Stance
    proposition: str
    target: str | None = None


def read_stance(statement: Statement) -> Reading:
    """Read the stance of `statement`."""
    own = _own_reading(statement)
    said = statement.attribution
    if said is None or own.stance is Stance.DECLINES:
        return own
    lemma = said.cue.lemma_.lower()
    opened = said.says and said.clause is not None and statement.head.i != said.cue.i
    if opened and said.cue.pos_ in {"VERB", "AUX"}:
        if lemma in DENY or pushes_back(said.cue):
            return Reading(_FLIP.get(own.stance, Stance.DENIES), _about(statement, said.source), own.target)
        if lemma in CONFIRM and own.stance is Stance.ASSERTS:
            return Reading(Stance.CONFIRMS, own.proposition, own.target)
    return own


def _about(statement: Statement, denier: Sequence[Token]) -> str:
    """The proposition of what somebody denies; a pronoun at its head is the one who denies ("denied that it had")."""
    subject = next((c for c in statement.head.children if c.dep_ in SUBJECTS), None)
    if subject is None or not denier or denier[0].pos_ == "PRON":
        return proposition(statement)
    if subject.lower_ not in {"it", "he", "she", "they"}:
        return _with_owner(proposition(statement), denier)
    tokens = statement.tokens - {subject.i}
    before = {index for index in tokens if index < subject.i}
    return proposition(replace(statement, tokens=tokens - before, subject=tuple(denier)))


def _with_owner(said: str, denier: Sequence[Token]) -> str:
    """ "Its army did P" of what Syria denies, as "Syria's army did P"; where a name denies, and nothing longer."""
    first, _, rest = said.partition(" ")
    if first not in {"Its", "His", "Her", "Their"} or not all(t.pos_ in {"PROPN", "DET"} for t in denier):
        return said
    name = " ".join(token.text for token in denier)
    return f"{name[:1].upper()}{name[1:]}{'’' if name.endswith('s') else '’s'} {rest}"


def _own_reading(statement: Statement) -> Reading:
    """What the clause itself does."""
    head = statement.head
    lemma = head.lemma_.lower()
    whole = proposition(statement)
    if _declines(head, lemma):
        return Reading(Stance.DECLINES, whole)
    if lemma in DENY | CONFIRM:
        reading = _by_verb(statement, whole)
        if reading is not None:
            return reading
    if lemma in {"call", "label", "brand", "describe", "dub"}:
        report = _called_false(head)
        if report is not None and not is_negated(head):
            clause = told_by(report, statement)
            if clause is not None:
                told = replace(clause, tokens=_before_verdict(clause.tokens, head))
                return Reading(Stance.DENIES, _about(told, statement.subject or _subject(head)))
            noun = report.lemma_.lower() in REPORT_NOUNS
            return Reading(Stance.DENIES, whole, words_of(report) if noun else report.lower_)
    if lemma == "be":
        return _by_copula(statement, whole)
    if lemma in _DEPICTS:
        return _by_depiction(statement, whole)
    return Reading(Stance.ASSERTS, whole)


def _by_depiction(statement: Statement, whole: str) -> Reading:
    """ "The story does not describe the call correctly", "that account reflects it fairly"."""
    head = statement.head
    subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
    how = {c.lower_ for c in head.children if c.dep_ == "advmod"} & _HOW_TRULY
    known = subject is not None and (
        subject.lemma_.lower() in REPORT_NOUNS or subject.lower_ in REPORTED_PRONOUNS
    )
    if subject is None or not known or not how:
        return Reading(Stance.ASSERTS, whole)
    denies = is_negated(head) != bool(how & _FALSELY)
    target = words_of(subject) if subject.pos_ == "NOUN" else subject.lower_
    return Reading(Stance.DENIES if denies else Stance.CONFIRMS, whole, target)


def _declines(head: Token, lemma: str) -> bool:
    """ "Declined to comment", "did not respond to a request", "would neither confirm nor deny it"."""
    if lemma in DECLINE:
        action = next((c for c in head.children if c.dep_ == "xcomp"), None)
        thing = next((c for c in head.children if c.dep_ == "dobj"), None)
        if action is not None:
            return action.lemma_.lower() in COMMENT or (
                (action.lemma_.lower() == "be" or any(c.lower_ == "be" for c in action.children))
                and any(t.lower_ in {"interviewed", "quoted", "drawn"} for t in action.subtree)
            )
        return thing is not None and thing.lemma_.lower() in {"comment", "interview", "request"}
    refuses = is_negated(head) or any(c.lower_ in {"n't", "not"} for c in head.children)
    if lemma == "reach" and refuses and any(t.lower_ in {"comment", "could"} for t in head.subtree):
        return True
    if not refuses:
        return False
    if lemma in CONFIRM - {"admit", "concede"}:
        if any(c.dep_ == "auxpass" for c in head.children):
            return False
        return (
            _points_at_report(head) or any(c.dep_ in CLAUSES for c in head.children) or not _has_object(head)
        )
    if lemma == "comment":
        return True
    if lemma in {"say", "discuss", "disclose", "elaborate", "specify"}:
        unasked = any(
            grand.lower_ in _ASKED
            for c in head.children
            if c.dep_ in CLAUSES
            for grand in list(c.children)[:1]
        )
        return unasked or any(c.lower_ in {"would", "wo", "will"} for c in head.children if c.dep_ == "aux")
    return lemma in ANSWER and any(t.lemma_.lower() in _REQUEST for t in head.subtree if t != head)


def _has_object(head: Token) -> bool:
    return any(c.dep_ in {"dobj", "nsubjpass"} for c in head.children)


def _points_at_report(head: Token) -> bool:
    return any(
        c.dep_ in {"dobj", "nsubjpass"}
        and (c.lemma_.lower() in REPORT_NOUNS or c.lower_ in REPORTED_PRONOUNS)
        for c in head.children
    )


def _by_verb(statement: Statement, whole: str) -> Reading | None:
    """ "Denied the account", "rejected claims that P", "denied killing her", "confirmed the report"."""
    head = statement.head
    lemma = head.lemma_.lower()
    if is_negated(head):
        return None
    stance = Stance.DENIES if lemma in DENY else Stance.CONFIRMS
    clause = denied_clause(statement)
    if clause is not None:
        speaker = _holder(statement) or statement.subject or _subject(head)
        return Reading(Stance.DENIES, _about(clause, speaker))
    thing = next((c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    subject = statement.subject or _subject(head)
    if lemma in {"deny", "dispute"} and subject:
        action = denied_action(head, subject)
        if action is not None:
            return Reading(Stance.DENIES, action)
    if thing is None:
        return None
    noun = thing.lemma_.lower()
    if any(c.dep_ == "dative" for c in head.children):
        return None
    if noun in REPORT_NOUNS or (lemma == "deny" and noun in _DENIED_THINGS):
        if noun in OPEN_NOUNS and lemma not in STRICT_DENIAL:
            return None
        return Reading(stance, whole, _BEYOND.split(words_of(thing))[0])
    if thing.lower_ in {"it", "this", "that"} and lemma in {
        "deny",
        "refute",
        "confirm",
        "dispute",
        "corroborate",
    }:
        return Reading(stance, whole, thing.lower_)
    return None


def _holder(statement: Statement) -> tuple[Token, ...]:
    """Whose report is denied ("the ministry's insistence that it ..."): its "it" is the ministry."""
    noun = denied_noun(statement)
    return _owner(noun) if noun is not None else ()


def _subject(head: Token) -> tuple[Token, ...]:
    subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
    return phrase(subject, clauses=False) if subject is not None else ()


def _called_false(head: Token) -> Token | None:
    """The report in "called the report false" or "described it as a lie"."""
    false = any(
        t.lower_ in FALSE and t.i > head.i and not _of_people(t, head)
        for c in head.children
        if c.dep_ in _CALLED
        for t in c.subtree
    )
    if not false:
        return None
    for token in head.subtree:
        if token.i > head.i and (
            token.lemma_.lower() in REPORT_NOUNS or token.lower_ in {"it", "this", "that"}
        ):
            return token
    return None


def _of_people(token: Token, head: Token) -> bool:
    """Whether `token` is said of people below `head`: "a mistake made by voices who are wrong"."""
    for above in token.ancestors:
        if above.i == head.i:
            return False
        if above.dep_ == "relcl" and any(c.lower_ == "who" for c in above.children):
            return True
    return False


def _before_verdict(tokens: frozenset[int], head: Token) -> frozenset[int]:
    """`tokens` without "as completely untrue", which a parser may read as the end of what is called so."""
    verdict = next((i for i in sorted(tokens) if head.doc[i].lower_ == "as"), None)
    if verdict is None or not any(head.doc[i].lower_ in FALSE for i in tokens if i > verdict):
        return tokens
    return frozenset(i for i in tokens if i < verdict)


_OFF_THE_MARK = re.compile(
    r"(?:(?:so|very|entirely|wholly|completely|totally|utterly|clearly|simply|really|wildly) )?"
    r"(?:(?:wide of|(?:far |well |way )?off) the mark|far from (?:the truth|true|accurate)(?= ?(?:[,.;:”\"’]|$)))",
    re.IGNORECASE,
)
_CALLED = frozenset({"oprd", "ccomp", "dobj", "prep", "xcomp", "acomp", "attr", "advcl"})


def _by_copula(statement: Statement, whole: str) -> Reading:
    """ "The report was accurate", "this is not an accurate portrayal of the call", "it is not true that P"."""
    head = statement.head
    subject = next((c for c in head.children if c.dep_ in SUBJECTS or c.dep_ == "expl"), None)
    said = next((c for c in head.children if c.dep_ in {"acomp", "attr", "oprd"} and c.i > head.i), None)
    if subject is not None and (_is_off_the_mark(head) or (said is None and _lacks_substance(head))):
        told = told_by(subject, statement) if subject.pos_ == "NOUN" else None
        if told is not None:
            return Reading(Stance.DENIES, _about(told, _owner(subject)))
        if subject.lemma_.lower() in REPORT_NOUNS or subject.lower_ in REPORTED_PRONOUNS:
            return Reading(Stance.DENIES, whole, words_of(subject))
    if subject is None or said is None:
        return Reading(Stance.ASSERTS, whole)
    negated = is_negated(head) or any(
        c.lower_ in {"no", "not", "hardly", "far", "never"} for c in said.children
    )
    words = {
        said.lower_,
        *(c.lower_ for c in said.children if c.dep_ in {"amod", "compound", "conj", "advmod"}),
    }
    if subject.lower_ == "there" and said.lower_ in _SUBSTANCE and negated:
        return _without_substance(statement, said, whole)
    report = subject.lemma_.lower() in REPORT_NOUNS or subject.lower_ in REPORTED_PRONOUNS
    accurate = bool(words & (ACCURACY if said.lemma_.lower() in REPORT_NOUNS else TRUE))
    # "It was a false alert" denies no report; "it was a false report" and "it was false" do.
    false = bool((words if said.lemma_.lower() in REPORT_NOUNS else {said.lower_}) & FALSE)
    false = false or (said.lower_ in RIDICULED and subject.lemma_.lower() in ALLEGED_NOUNS)
    clause = next(
        (c for c in [*head.children, *said.children] if c.dep_ in CLAUSES | {"csubj"} and c.i > said.i), None
    )
    if (not accurate and not false) or _judges_no_report(head, subject, said):
        return Reading(Stance.ASSERTS, whole)
    denies = false != negated
    stance = Stance.DENIES if denies else Stance.CONFIRMS
    if subject.lower_ == "it" and clause is not None and any(c.lower_ == "that" for c in clause.children):
        inner = proposition(Statement(clause, frozenset(t.i for t in clause.subtree)))
        return Reading(stance, inner)
    if not report or subject.i > head.i:
        return Reading(Stance.ASSERTS, whole)
    told = told_by(subject, statement) if subject.pos_ == "NOUN" else None
    if told is not None:
        return Reading(stance, _about(told, _owner(subject)))
    if said.lemma_.lower() in REPORT_NOUNS and said.pos_ == "NOUN":
        kept = (t for t in phrase(said, clauses=False) if t.i >= said.i)
        return Reading(stance, whole, render(head.doc, (t.i for t in kept)).strip())
    return Reading(stance, whole, words_of(subject) if subject.pos_ == "NOUN" else subject.lower_)


def _lacks_substance(head: Token) -> bool:
    """ "The report was (entirely) without foundation"."""
    return any(
        grand.lower_ in _SUBSTANCE
        for child in head.children
        if child.dep_ == "prep" and child.lower_ == "without"
        for grand in child.children
    )


def _is_modal(head: Token) -> bool:
    """Whether a verb tells what may or would be."""
    return any(c.dep_ == "aux" and c.lemma_.lower() in _MODALS for c in head.children)


def _is_off_the_mark(head: Token) -> bool:
    """ "The story was wide of the mark", "is far from the truth"; not what may be, nor what "has never been" so."""
    if is_negated(head) or _is_modal(head):
        return False
    return bool(_OFF_THE_MARK.match(head.doc[head.i + 1 : head.i + 7].text))


def _judges_no_report(head: Token, subject: Token, said: Token) -> bool:
    """Whether "wrong", "a lie" or "correct" is said of a deed, of people, of what may be, or of a lie told elsewhere.

    "It was wrong to go", "they were wrong", "that could be false", "this is the lie his campaign is built on", "not
    politically correct".
    """
    if _is_modal(head):
        return True
    if any(c.lower_ in _OF_ANOTHER_KIND for c in said.children):
        return True
    if subject.lower_ in {"they", "those", "these"} and said.lower_ in _OF_PEOPLE:
        return True
    if said.pos_ == "NOUN" and said.lower_ in FALSE and any(c.dep_ == "relcl" for c in said.children):
        return True
    deeds = (
        c for c in [*head.children, *said.children] if c.i > said.i and c.dep_ in {"xcomp", "csubj", "advcl"}
    )
    return subject.lower_ == "it" and any(
        c.tag_ == "VB" and any(t.lower_ == "to" for t in c.children) for c in deeds
    )


def _owner(noun: Token) -> tuple[Token, ...]:
    """Whose report it is, by the possessive before it ("Rubio's claim"); empty without one."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None or owner.pos_ == "PRON":
        return ()
    return tuple(t for t in phrase(owner, clauses=False) if t.dep_ != "case")


def _without_substance(statement: Statement, noun: Token, whole: str) -> Reading:
    """ "There is no truth to claims that P", "to the report"."""
    report = next(
        (
            c
            for prep in noun.children
            if prep.dep_ == "prep"
            for c in prep.children
            if c.dep_ in {"pobj", "pcomp"}
        ),
        None,
    )
    if report is None:
        return Reading(Stance.DENIES, whole, "it")
    told = told_by(report, statement) if report.pos_ == "NOUN" else None
    if told is not None:
        return Reading(Stance.DENIES, _about(told, _owner(report)))
    return Reading(Stance.DENIES, whole, words_of(report))
