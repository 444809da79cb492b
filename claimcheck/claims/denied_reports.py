"""A report and its denial in one sentence, read off the order of the words: "disputed on Friday a report that said P".

Such sentences are long, and a small parser often hangs the report on the day or the denial on a noun before it. The
words stand in one order all the same: who, a verb of denial, a noun for a report, and what the report said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.claims.attribution import Attribution, is_finite
from claimcheck.claims.lexicon import DENY, REPORT_NOUNS, SPEECH

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

REACH = 9
"""Words from the verb to its report, and from there to what it said, at most."""
FEWEST = 4
"""Words of what a report said, at least."""
_AGAINST = {"push": (("back", "against"), ("back", "on")), "hit": (("back", "at"),)}
"""Verbs that deny with the two words after them: "pushed back against a report that P"."""
_NEGATIONS = frozenset("not n't n’t never".split())
_TIMES = frozenset("TIME DATE".split())


def find_denied_report(sentence: Tokens) -> Attribution | None:
    """Who denies what a report said, with the statement that is denied as its content; None where no report is."""
    tokens = list(sentence)
    for at, verb in enumerate(tokens):
        if not _denies(tokens, at):
            continue
        source = _who(tokens[:at])
        report = _report_after(tokens, at)
        first = _content_after(tokens, report) if report is not None else None
        if not source or first is None:
            continue
        content = [t for t in tokens[first:] if not t.is_space]
        while content and content[-1].is_punct:
            content.pop()
        clause = next((t for t in content if is_finite(t)), None)
        clause = clause or next((t for t in content if t.tag_ == "VBN"), None)
        if clause is not None and len(content) >= FEWEST:
            return Attribution(verb, source, clause, frozenset(t.i for t in content))
    return None


def pushes_back(verb: Token) -> bool:
    """Whether a verb denies with the two words after it."""
    against = _AGAINST.get(verb.lemma_.lower(), ())
    return bool(against) and tuple(t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]) in against


def _denies(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb at `at` denies: "disputed", "is discrediting", but not "a disputed report", "did not deny"."""
    verb = tokens[at]
    if at == 0 or not verb.tag_.startswith("VB"):
        return False
    if verb.lemma_.lower() not in DENY and not pushes_back(verb):
        return False
    before = tokens[max(0, at - 3) : at]
    return before[-1].pos_ not in {"DET", "ADP", "PART"} and not any(t.lower_ in _NEGATIONS for t in before)


def _who(before: Sequence[Token]) -> tuple[Token, ...]:
    """The noun phrase that ends before the verb, without what opens the sentence and what tells more of it."""
    words = list(before)
    while words and (words[-1].pos_ in {"AUX", "ADV"} or words[-1].ent_type_ in _TIMES):
        day = words.pop().ent_type_ in _TIMES
        if day and words and words[-1].pos_ == "ADP":
            words.pop()
    comma = max((i for i, t in enumerate(words) if t.text in {",", ";", ":"}), default=-1)
    words = words[comma + 1 :]
    if any(t.lemma_.lower() in SPEECH and t.pos_ == "VERB" and t.tag_ != "VBG" for t in words):
        return ()
    more = next((i for i, t in enumerate(words) if i and (t.tag_ in {"VBG", "WDT", "WP"})), len(words))
    words = words[:more]
    return tuple(words) if any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in words) else ()


def _report_after(tokens: Sequence[Token], at: int) -> int | None:
    """Where the noun for a report stands after the verb, with nothing but its own words and a day between."""
    for place in range(at + 1, min(len(tokens), at + 1 + REACH)):
        token = tokens[place]
        if token.lemma_.lower() in REPORT_NOUNS and token.pos_ == "NOUN":
            return place
        if token.is_punct or token.pos_ in {"VERB", "AUX", "SCONJ"}:
            return None
    return None


def _content_after(tokens: Sequence[Token], report: int) -> int | None:
    """Where what the report said begins: after "that said", "saying", or the "that" of "reports that"."""
    prepositions = 0
    for place in range(report + 1, min(len(tokens) - 1, report + 1 + REACH)):
        token, following = tokens[place], tokens[place + 1]
        if token.is_punct:
            return None
        if token.tag_ == "VBG" and token.lemma_.lower() in SPEECH:
            beside = place == report + 1 or (
                prepositions == 1 and tokens[report + 1].lower_ in {"from", "in"}
            )
            return _after_that(tokens, place + 1) if beside else None
        if token.lower_ in {"that", "which"}:
            says = following.lemma_.lower() in SPEECH and following.pos_ in {"VERB", "AUX"}
            return _after_that(tokens, place + 2) if says else place + 1 if token.lower_ == "that" else None
        if token.pos_ in {"VERB", "AUX"} and token.ent_type_ not in _TIMES:
            return None
        prepositions += token.pos_ == "ADP"
    return None


def _after_that(tokens: Sequence[Token], place: int) -> int:
    return place + 1 if place < len(tokens) and tokens[place].lower_ == "that" else place
