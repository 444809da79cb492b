"""Hedges (words that soften a statement) and opinion (statements of a view, not of a fact).

The hedge lexicon follows the classes of Hyland (1998), "Hedging in Scientific Research Articles", and the uncertainty
cues of the CoNLL-2010 shared task (Farkas et al., 2010), cut down to what news uses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MODALS = frozenset({"may", "might", "could"})
_ADVERBS = frozenset(
    "reportedly allegedly possibly probably perhaps maybe apparently seemingly presumably supposedly purportedly "
    "likely unlikely potentially ostensibly conceivably".split()
)
_ADJECTIVES = frozenset(
    "possible probable likely unlikely alleged suspected purported apparent reported supposed potential "
    "unconfirmed unverified presumed uncertain unclear".split()
)
_EXPECTED = frozenset(
    {"expect", "believe", "think", "suspect", "suppose", "allege", "say", "rumour", "rumor"}
)
_APPEAR = frozenset({"appear", "seem", "tend"})
_SUGGEST = frozenset({"suggest", "indicate", "imply", "estimate", "speculate", "hint"})

_STANCE = re.compile(
    r"\b(?:I|we)(?:['’](?:m|re|d|ve))?\s+"
    r"(?:(?:do not|don['’]t|really|just|still|also|firmly|strongly|personally|am|are)\s+)*"
    r"(?:think|believe|feel|hope|guess|suspect|doubt|wish|fear|want|love|hate|like|proud|sure|convinced|glad|"
    r"happy|sorry|disappointed|grateful|confident|hopeful|worried|concerned|thankful|honou?red)\b|"
    r"\bin (?:my|our) (?:opinion|view|judgment|judgement|mind)\b|\bif you ask me\b|\bto me,",
    re.IGNORECASE,
)
_OUGHT = frozenset({"should", "must", "ought"})
_EVALUATIVE = frozenset(
    "disgraceful shameful outrageous wonderful terrible horrible awful disgusting fantastic amazing great brilliant "
    "stupid ridiculous absurd pathetic despicable deplorable appalling unacceptable wrong right immoral evil "
    "heroic cowardly dangerous reckless irresponsible unfair unjust fair important crucial essential vital "
    "beautiful tremendous incredible perfect disastrous catastrophic inspiring sad tragic heartbreaking "
    "extraordinary remarkable laughable hypocritical necessary imperative foolish naive bad good better worse "
    "best worst phenomenal troubling disturbing preposterous inexcusable unforgivable shocking".split()
)
_OBLIGATION = re.compile(
    r"\b(?:it(?:['’]s| is) (?:time|high time|clear that|obvious|vital|essential|imperative|important)|"
    r"(?:has|have|need|needs) (?:got )?to (?:stop|act|wake|face|understand|realize|realise|remember|do better)|"
    r"let['’]?s\b|let us\b|thank (?:you|god|goodness)\b|shame on\b|how dare\b|of course\b|frankly\b|"
    r"sadly\b|fortunately\b|unfortunately\b|no doubt\b|make no mistake\b)",
    re.IGNORECASE,
)
_FACTUAL_EVALUATIVE = frozenset({"right", "good", "better", "fair", "great", "best", "important"})


@lru_cache(maxsize=1)  # check-worthiness asks for what the claim was just asked for
def find_hedges(span: Span) -> tuple[str, ...]:
    """The words that soften the statement, as written and in order: ("may", "reportedly")."""
    found = []
    for token in span:
        if _is_hedge(token):
            found.append(token.text)
        elif _is_expected_to(token):
            found.append(f"{token.text} to")
    return tuple(found)


@lru_cache(maxsize=1)
def is_opinion(span: Span) -> bool:
    """Whether it states a view, a wish, a demand or a judgement of value and not a fact."""
    text = span.text
    if _STANCE.search(text) or _OBLIGATION.search(text):
        return True
    if text.rstrip("\"'”’ ").endswith("?"):
        return True
    return any(_is_demand(token) or _is_evaluation(token) for token in span)


def _is_hedge(token: Token) -> bool:
    lower = token.lower_
    if lower in _MODALS:
        return token.tag_ == "MD" and (token.i == 0 or token.nbor(-1).lower_ != "not")
    if lower in _ADVERBS and token.pos_ in {"ADV", "ADJ"}:
        return True
    if lower in _ADJECTIVES and token.dep_ in {"amod", "acomp", "oprd", "attr"}:
        return True
    lemma = token.lemma_.lower()
    if lemma in _APPEAR and token.pos_ == "VERB":
        return any(child.dep_ in {"xcomp", "oprd", "acomp", "ccomp"} for child in token.children)
    return lemma in _SUGGEST and token.pos_ == "VERB" and token.dep_ != "amod"


def _is_expected_to(token: Token) -> bool:
    """ "is expected to", "is said to", "are believed to": a passive of belief with an infinitive."""
    if token.lemma_.lower() not in _EXPECTED or token.tag_ != "VBN":
        return False
    return any(
        child.dep_ in {"xcomp", "ccomp"} and any(part.tag_ == "TO" for part in child.children)
        for child in token.children
    )


def _is_demand(token: Token) -> bool:
    """ "should", "must" and "ought" of the main clause, not reported as the content of somebody's words."""
    if token.lower_ not in _OUGHT or token.tag_ != "MD":
        return False
    return token.head.dep_ in {"ROOT", "ccomp", "conj", "parataxis"}


def _is_evaluation(token: Token) -> bool:
    """A word of judgement as the predicate of the main clause: "is a disgrace", "was wrong"."""
    if token.lower_ not in _EVALUATIVE or token.pos_ not in {"ADJ", "ADV"}:
        return False
    if token.dep_ in {"acomp", "oprd"} and token.head.lemma_ in {"be", "seem", "look", "sound", "feel"}:
        return token.lower_ not in _FACTUAL_EVALUATIVE or token.head.dep_ in {"ROOT", "ccomp", "conj"}
    if token.dep_ == "amod" and token.head.dep_ == "attr":
        return token.lower_ not in {"right", "necessary"}
    return False
