"""A statement as a sentence that can be judged alone: without speaker and quotation marks, with its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimcheck.claims.attribution import SUBJECTS, is_negated, phrase
from claimcheck.claims.lexicon import REPORT_NOUNS
from claimcheck.claims.raising import find_raised, finite_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimcheck.claims.statements import Statement

_TYING = frozenset(
    "that and but or nor so yet while whereas though although as for either neither both".split()
)
_NEAR_START = 3
_IRREGULAR = {"withdraw": "withdrew", "rebut": "rebutted", "admit": "admitted"}
"""The past of verbs that deny or confirm, where it is not the verb and "-ed"."""
_QUOTE_MARKS = str.maketrans("", "", '“”"«»')
_LEAD = re.compile(
    r"^(?:[\s,;:.–—-]+|(?:and|but|or|nor)\s+(?=\S)|(?:so|yet|however|meanwhile|still|also|instead|then|moreover|"
    r"furthermore|besides|nevertheless|nonetheless|in addition|in fact|of course|for example|for instance|"
    r"at the same time|as a result|earlier|separately|indeed|thus|therefore|on the other hand|by contrast),\s+(?=\S))",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?:(?:[A-Z][A-Z’'.\s-]+(?:,\s*[\w.\s]{1,25})?)?\s*\([A-Z][\w\s/.&-]{1,28}\)\s*[—–-]+\s*"
    r"|[A-Z][A-Z’'.\s-]{2,30}(?:,\s*[\w.\s]{1,25})?\s*[—–]\s*|[A-Z]{3,}[A-Z\s]*,\s(?:[A-Z][\w.]+\s\d{1,2}\s*)?[—–-]+\s*)"
)


def render(doc: Doc, indices: Iterable[int]) -> str:
    """The words of `doc` at `indices` in order, spaced as written, one space where something was left out."""
    words: list[str] = []
    last = -1
    for index in sorted(indices):
        token = doc[index]
        if last >= 0 and index != last + 1 and words and not words[-1].endswith(" "):
            words.append(" ")
        words.append(token.text_with_ws)
        last = index
    return "".join(words)


def proposition(statement: Statement) -> str:
    """The statement of `statement` as a sentence, first letter upper case, with a full stop.

    >>> tidy("but “they left Kabul ,” ")
    'They left Kabul.'
    """
    doc = statement.head.doc
    body = _unraised(statement) or render(doc, statement.tokens - _opening_words(statement))
    if statement.subject and statement.head.tag_ == "VBG" and body.startswith(statement.head.text):
        body = _past_of(statement.head) + body[len(statement.head.text) :]
    if statement.subject:
        body = f"{render(doc, (t.i for t in statement.subject)).strip()} {_strip_lead(body.strip())}"
    return tidy(body)


def _past_of(verb: Token) -> str:
    """The past of a verb of answering: "rejected", "denied", "withdrew"."""
    lemma = verb.lemma_.lower()
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("y"):
        return f"{lemma[:-1]}ied"
    return f"{lemma}d" if lemma.endswith("e") else f"{lemma}ed"


def _unraised(statement: Statement) -> str | None:
    """ "The papers are forged" of "the papers are said by officials to be forged"; None of any other clause."""
    verb = statement.head
    raised = find_raised(verb)
    if raised is None or is_negated(verb):
        return None
    tokens = statement.tokens - _opening_words(statement)
    before = render(verb.doc, (index for index in tokens if index < raised.auxiliary.i)).strip()
    after = render(verb.doc, (index for index in tokens if index > raised.to.i + 1)).strip()
    return f"{before} {finite_form(verb, raised)} {after}"


def _opening_words(statement: Statement) -> set[int]:
    """Tokens at the start that only tied the clause to what stood before it ("that", "while", "and")."""
    tying: set[int] = set()
    own = {child.i: child for child in statement.head.children}
    order = sorted(statement.tokens)
    marks = {"mark"}
    above = statement.head.head.lemma_.lower()
    if statement.head.dep_ in {"acl", "relcl", "ccomp"} and above in REPORT_NOUNS:
        # Of "the allegation that he took money" the parser makes what he took.
        marks.add("dobj")
    for place, index in enumerate(order[:_NEAR_START]):
        if index in own and own[index].lower_ == "that" and own[index].dep_ in marks:
            tying.update(order[: place + 1])  # "only that P", "as saying that P"
            return tying
    for index in order:
        token = statement.head.doc[index]
        if token.is_punct or token.is_space:
            continue
        if index in own and own[index].dep_ in {"mark", "cc", "preconj"} and token.lower_ in _TYING:
            tying.add(index)
        else:
            break
    return tying


def _strip_lead(text: str) -> str:
    """Without leading conjunctions and linking adverbs."""
    while match := _LEAD.match(text):
        text = text[match.end() :]
    return text


def tidy(text: str) -> str:
    """Punctuation and case of a sentence from which words were taken out."""
    text = _DATELINE.sub("", re.sub(r"\s+", " ", text).strip())
    text = text.translate(_QUOTE_MARKS)
    text = _strip_lead(re.sub(r"\s+", " ", text).strip())
    text = re.sub(r"\s+([,.;:!?%)])", r"\1", text)
    text = re.sub(r"(?:,\s*)+,", ",", text)
    text = re.sub(r",+([.;:!?])", r"\1", text)
    text = re.sub(r"\(\s*\)", "", text)
    if len(re.findall(r"(?<!\w)[‘']", text)) != len(re.findall(r"[’'](?!\w)", text)):
        text = re.sub(r"(?<!\w)[‘'](?=\w)|(?<=[.,!?])[’']", "", text)
    body = text.rstrip(".!?… ")
    end = text[len(body) :].strip()
    text = re.sub(r"[\s,;]+(?:and|but|or|nor)$", "", body.rstrip(" ,;:–—-(‘'")) + end
    if not text.strip(".!?… "):
        return ""
    if text[-1] not in ".!?…":
        text += "."
    return text[0].upper() + text[1:]


def denied_action(head: Token, subject: tuple[Token, ...]) -> str | None:
    """What "X denied Ving" or "X denied involvement in V" denies, as a sentence about X; None where it is not statable.

    "He denied killing her" gives "He did kill her."; "denied any involvement in the raid", "He was involved in the
    raid."
    """
    who = render(head.doc, (token.i for token in subject)).strip()
    if not who or is_negated(head):
        return None
    for child in head.children:
        having = any(grand.dep_ == "aux" and grand.tag_ == "VBG" for grand in child.children)
        if child.dep_ in {"xcomp", "ccomp", "pcomp", "dobj"} and (child.tag_ == "VBG" or having):
            return _gerund(child, who, subject)
        if child.dep_ == "dobj" and child.i > head.i:
            return _involvement(child, who, subject)
    return None


def _were(subject: tuple[Token, ...]) -> str:
    plural = {token.tag_ for token in subject if token.dep_ in SUBJECTS | {"conj"}} & {"NNS", "NNPS"}
    several = any(token.dep_ == "conj" for token in subject)
    return "were" if plural or several or subject[-1].lower_ in {"they", "we", "you"} else "was"


def _gerund(verb: Token, who: str, subject: tuple[Token, ...]) -> str | None:
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    after = render(verb.doc, (t.i for t in verb.subtree if t.i > verb.i)).strip()
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if verb.lower_ == "being" or any(child.lower_ == "being" for child in auxiliaries):
        tail = "" if verb.lower_ == "being" else f"{verb.text} "
        return tidy(f"{who} {_were(subject)} {tail}{after}")
    if any(child.lower_ == "having" for child in auxiliaries):
        middle = " ".join(child.text for child in auxiliaries if child.lower_ != "having")
        return tidy(f"{who} had {middle} {verb.text} {after}")
    return tidy(f"{who} did {verb.lemma_.lower()} {after}")


def _involvement(noun: Token, who: str, subject: tuple[Token, ...]) -> str | None:
    tail = render(
        noun.doc, (t.i for c in noun.children if c.dep_ == "prep" and c.i > noun.i for t in c.subtree)
    )
    if not tail.strip():
        return None
    were = _were(subject)
    forms = {
        "involvement": f"{who} {were} involved {tail}",
        "responsibility": f"{who} {were} responsible {tail}",
        "knowledge": f"{who} had knowledge {tail}",
        "participation": f"{who} took part {tail}",
        "complicity": f"{who} {were} complicit {tail}",
        "role": f"{who} had a role {tail}",
        "part": f"{who} had a part {tail}",
        "link": f"{who} had links {tail}",
        "tie": f"{who} had ties {tail}",
        "connection": f"{who} had a connection {tail}",
    }
    form = forms.get(noun.lemma_.lower())
    return tidy(form) if form else None


def words_of(head: Token) -> str:
    """The noun phrase of `head` as written, without clauses on its end."""
    return (
        render(head.doc, (token.i for token in phrase(head, clauses=False))).translate(_QUOTE_MARKS).strip()
    )
