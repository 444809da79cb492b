"""What a number counts, and of which predicate it is an argument, read from the parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.claims.harm import named_harm
from claimcheck.claims.word_classes import CASUALTY_ROLES, DONE_BY_SUBJECT, noun_of, role_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

PART = "/part"
MORE = "/more"
BY = "/by"
NUMBER = "number"
"""Role of a count that a sentence gives as the number of something."""

_OUTCOME = {
    "dead": "kill", "killed": "kill", "died": "kill", "slain": "kill", "deaths": "kill", "fatalities": "kill",
    "fatally": "kill", "murdered": "kill", "perished": "kill", "injured": "injure", "wounded": "injure",
    "hurt": "injure", "injuries": "injure", "hospitalized": "injure", "hospitalised": "injure", "missing": "miss",
    "arrested": "arrest", "detained": "arrest", "displaced": "displace", "evacuated": "evacuate",
    "kidnapped": "kidnap", "abducted": "kidnap", "infected": "infect", "rescued": "rescue", "homeless": "displace",
}  # fmt: skip
_FILLER = frozenset(
    "people persons others other more civilians were was are have has had been being is also be confirmed reported "
    "left and men women children students victims believed feared of whom who at least officers soldiers "
    "critically seriously badly severely wounded".split()
)
_TRANSITIVE = re.compile(r"(?:kill|injur|wound|murder|arrest|detain|evacuat|displac|kidnap|abduct|rescu)\w*$")
_BEFORE_FILLER = frozenset(
    "at least another the a total of more than some about nearly around up to over as many".split()
)
_TOLL = re.compile(
    r"\b(?:(?P<kill>(?:death |overall |total |official |civilian )*toll|deaths?|fatalit\w+)|"
    r"(?:number|total|count) of (?:\w+ ){0,3}?(?P<role>dead|killed|injured|wounded|missing|arrested|displaced|"
    r"deaths|fatalities|injuries|casualties|infected|evacuated))\b",
    re.IGNORECASE,
)
_REACH = frozenset(
    "rise climb reach hit stand pass top exceed increase jump bring raise put be grow surpass fall".split()
)
_NUMBER = frozenset({"number", "total", "count", "tally"})
_PART_OF = re.compile(r"\b(?:including|among|amongst|of whom|of them|of which)\b", re.IGNORECASE)


def counted(anchor: Token) -> tuple[Token, str, bool]:
    """For a number's last token: the token that stands for it in the clause, what it counts, and if it is a part.

    "12 people": (people, "people", False); "dozens of people": (dozens, "people", False); "two of the victims":
    (two, "people", True); "12 were killed": (12, "", False).
    """
    head = anchor
    while head.dep_ in {"nummod", "quantmod", "compound", "advmod", "nmod", "amod"} and head.head.pos_ in {
        "NUM", "NOUN", "PROPN", "SYM", "ADJ", "ADV"
    }:  # fmt: skip
        if head.dep_ in {"advmod", "amod"} and head.head.pos_ in {"ADV"}:
            break
        head = head.head
    if (
        (head is not anchor or head.pos_ == "NOUN")
        and head.pos_ in {"NOUN", "PROPN"}
        and not _is_number(head)
    ):
        return head, _lemma(head), False
    for child in head.children:
        if child.lower_ == "of" and child.i > head.i:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    definite = noun.pos_ == "PRON" or any(
                        c.lower_ in {"the", "those", "these", "his", "her", "their", "its"}
                        for c in noun.children
                    )
                    return head, "" if noun.pos_ == "PRON" else _lemma(noun), definite and head.pos_ == "NUM"
    return head, "", False


def role_and_counts(anchor: Token, span: Span) -> tuple[str, str]:
    """Role and counted noun for a plain count whose last token is `anchor`; ("", "") where nothing is known.

    The role ends in "/by" for doers, "/part" for some of a number named elsewhere, "/more" for some beside others.
    """
    head, counts, part = counted(anchor)
    role = named_harm(head, counts) or _outcome_after(anchor, head, span)
    if not role:
        role = _outcome_before(anchor, span)
    if not role and counts and head.pos_ == "NOUN" and (named := _noun_role(head)):
        role, counts = named, "people"
    if not role:
        role = _modifier_role(head)
    if not role:
        role = predicate_role(head, span)
        if not counts and role.partition("/")[0] not in CASUALTY_ROLES and (named := _number_of(head)):
            role, counts = NUMBER, named
    more = _is_more(head, anchor)
    part = not more and (part or _is_part(anchor, head, span))
    if role.removesuffix(BY) in CASUALTY_ROLES and counts in {"", "dead", "other"}:
        counts = "people"
    if counts == "other":
        counts = "people"
    if role and (part or more):
        role = role.removesuffix(BY) + (PART if part else MORE)
    return role, counts


def predicate_role(token: Token, span: Span) -> str:
    """The class of the predicate that `token` is an argument of, with "/by" for the doer of a transitive verb."""
    toll = _toll_role(token, span)
    if toll:
        return toll
    by = False
    agent = False
    for _ in range(8):
        head, dep = token.head, token.dep_
        if head is token:
            return _verb_role(token) if token.pos_ in {"VERB", "AUX"} else ""
        if dep in {
            "prep",
            "pobj",
            "conj",
            "appos",
            "compound",
            "nmod",
            "poss",
            "amod",
            "npadvmod",
            "quantmod",
            "nummod",
        }:
            agent = agent or (dep == "pobj" and head.dep_ == "agent")
        elif dep == "agent":
            agent = True
        elif dep == "nsubj" and head.pos_ == "VERB":
            by = head.lemma_ not in DONE_BY_SUBJECT and _has_object(head)
        elif dep in {"acl", "relcl"}:
            return ""
        token = head
        if token.pos_ in {"VERB", "AUX"}:
            role = _verb_role(token)
            return role + BY if (by or agent) and role else role
    return ""


def _verb_role(verb: Token) -> str:
    """The role class of a verb together with its outcome: "left ... dead" and "fatally shot" are kill."""
    for child in verb.children:
        if child.dep_ in {"oprd", "acomp", "xcomp", "ccomp", "advmod", "attr"} and child.lower_ in _OUTCOME:
            return _OUTCOME[child.lower_]
        if child.dep_ == "conj" and child.lower_ in _OUTCOME and role_of(verb.lemma_) == "shoot":
            if not any(part.dep_ in {"nsubj", "nsubjpass"} for part in child.children):
                return _OUTCOME[child.lower_]
        elif (
            child.dep_ == "dobj"
            and verb.lemma_ in {"suffer", "sustain", "receive"}
            and "injur" in child.lower_
        ):
            return "injure"
    return role_of(verb.lemma_)


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in {"dobj", "dative"} for child in verb.children)


def _outcome_after(anchor: Token, head: Token, span: Span) -> str:
    """The outcome word that follows at once: "12 dead", "three people were killed", "30 others injured"."""
    start = max(anchor.i, head.i if 0 <= head.i - anchor.i <= 4 else anchor.i) + 1
    for token in span.doc[start : min(start + 6, span.end)]:
        lower = token.lower_
        if lower in _OUTCOME and not (
            token.tag_ == "VBD" and _has_object(token) and lower not in {"died", "perished"}
        ):
            return _OUTCOME[lower]
        if lower not in _FILLER:
            return ""
    return ""


def _outcome_before(anchor: Token, span: Span) -> str:
    """The verb that comes right before: "killed 12", "injuring at least 30", "wounding 5"."""
    index = anchor.i - 1
    while index >= span.start:
        token = span.doc[index]
        if _TRANSITIVE.match(token.lower_) and token.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}:
            passive = any(child.dep_ == "auxpass" for child in token.children)
            return "" if passive or token.pos_ in {"NOUN", "ADJ"} else role_of(token.lemma_)
        if token.lower_ not in _BEFORE_FILLER and token.dep_ not in {"nummod", "quantmod", "compound"}:
            return ""
        index -= 1
    return ""


def _noun_role(head: Token) -> str:
    """ "12 deaths", "30 injuries", "five arrests", "three hostages": the noun names the role."""
    role = role_of(head.lemma_, is_verb=False)
    return (
        role
        if role in CASUALTY_ROLES and head.lower_ not in {"shot", "shots", "shooting", "shootings", "toll"}
        else ""
    )


def _modifier_role(head: Token) -> str:
    """ "12 wounded soldiers", "12 people who died", "12 people hurt"."""
    for child in head.children:
        if child.dep_ == "amod" and child.lower_ in _OUTCOME:
            return _OUTCOME[child.lower_]
        if child.dep_ in {"acl", "relcl"} and child.i > head.i:
            subject = next((c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            active = child.dep_ == "relcl" and subject is not None and subject.dep_ == "nsubj"
            role = _verb_role(child)
            if role in CASUALTY_ROLES:
                return role + BY if active and _has_object(child) else role
    return ""


def _toll_role(token: Token, span: Span) -> str:
    """ "the death toll rose to 15", "the number of injured reached 30", "bringing the toll to 12"."""
    verb = _verb_above(token)
    if verb.lemma_ not in _REACH:
        return ""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"} and token not in child.subtree:
            words = " ".join(t.text for t in child.subtree if span.start <= t.i < span.end)
            if match := _TOLL.search(words):
                return _OUTCOME.get((match["role"] or "dead").lower(), "kill")
    return ""


def _verb_above(token: Token) -> Token:
    """The verb that `token` hangs on, near by; else where the climb ends."""
    verb = token
    for _ in range(5):
        if verb.pos_ in {"VERB", "AUX"} or verb.head is verb:
            break
        verb = verb.head
    return verb


def _number_of(token: Token) -> str:
    """What is counted in "the number of cases stood at 46", "put the total of arrests at 46"; "" otherwise."""
    verb = _verb_above(token)
    if verb.lemma_ not in _REACH | {"estimate", "give"}:
        return ""
    for child in verb.children:
        if (
            child.dep_ in {"nsubj", "nsubjpass", "dobj"}
            and child.lemma_.lower() in _NUMBER
            and token is not child
        ):
            for of in child.children:
                noun = next((c for c in of.children if c.dep_ == "pobj"), None)
                if of.lower_ == "of" and noun is not None:
                    return _lemma(noun)
    return ""


def _is_more(head: Token, anchor: Token) -> bool:
    """Whether it counts some beside others already counted: "another 12", "12 more", "X and two others"."""
    words = {child.lower_ for child in (*head.children, *anchor.children)}
    if words & {"another", "additional", "further", "other"} or (
        anchor.i + 1 < len(anchor.doc) and anchor.nbor(1).lower_ == "more"
    ):
        return True
    return head.lemma_.lower() == "other" and head.dep_ == "conj" and head.head.pos_ != "VERB"


def _is_part(anchor: Token, head: Token, span: Span) -> bool:
    """Whether it counts some of a number named elsewhere: "including 5 children", "three of them children"."""
    doc = span.doc
    before = doc[max(span.start, anchor.i - 5) : anchor.i].text
    if match := _PART_OF.search(before):
        return not re.search(r"[,;:]", before[match.end() :])
    after = doc[anchor.i + 1 : min(span.end, head.i + 5 if head.i > anchor.i else anchor.i + 5)].text
    if re.match(r"(?:\w+ )?of (?:them|whom|these|those|which|the)\b", after, re.IGNORECASE):
        return True
    if head.dep_ == "appos" and any(t.pos_ == "NUM" for t in head.head.children):
        return not _outcome_after(anchor, head, span)
    if head.dep_ in {"pobj", "conj"}:
        walker = head
        while walker.dep_ == "conj":
            walker = walker.head
        return walker.dep_ == "pobj" and walker.head.lower_ in {"including", "among", "includes"}
    return False


def _is_number(token: Token) -> bool:
    return token.lemma_.lower() in {
        "dozen",
        "hundred",
        "thousand",
        "million",
        "billion",
        "score",
        "ten",
        "half",
    } or (token.like_num)


def _lemma(token: Token) -> str:
    return noun_of(token.lemma_)
