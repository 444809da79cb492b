"""A parsed sentence read as statements with their attributions, quotations of several sentences included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.claims.attribution import (
    SUBJECTS,
    Attribution,
    find_attributions,
    is_finite,
    phrase,
    quoted_tokens,
    subject_of,
)
from claimcheck.claims.harm import ends_lives
from claimcheck.claims.lexicon import SPEECH
from claimcheck.claims.spans import Tagged
from claimcheck.claims.statements import Statement, find_statements
from claimcheck.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_MIN_WORDS = 3
_MIN_WHOLE = 5
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
TAILS = "attribution tails"
"""Key in `Doc.user_data` of the characters at which attribution tails start."""
SAID_FROM = "said from"
"""Key of the character at which what a label before it says starts ("Police: *12 killed in blast*")."""
LABEL = "label"
"""Key of the character at which a label at the end starts ("12 killed in blast: *police*"); a tail without a verb."""
_NEAR = 4
_RELATIVE = frozenset({"who", "which", "whose"})
_SAYING = frozenset({"say", "tell"})
_SAID = frozenset({"ccomp", "xcomp", "dobj", "acomp", "parataxis", "oprd", "prep", "advcl", "neg"})
"""Dependents of a verb of saying that say what, or how."""


@dataclass(frozen=True)
class Reported:
    """A statement and the token indices that were said, when somebody said it."""

    statement: Statement
    content: frozenset[int]


def read_sentence(doc: Doc) -> list[Reported]:
    """The statements of `doc`, which is one sentence as an article has it, in order of text.

    `doc.user_data[TAILS]` holds the characters at which `tails.find_tails` had the parser start anew, `SAID_FROM` and
    `LABEL` those beside a label.
    """
    starts = doc.user_data.get(TAILS, ())
    said_from = doc.user_data.get(SAID_FROM) or 0
    parts = [part for part in doc.sents if part.start_char not in starts and part.start_char >= said_from]
    tails = [part for part in doc.sents if part.start_char in starts]
    found = [(part, find_statements(part)) for part in parts]
    found = _share_quotation(doc, found)
    around, asides = _read_tails(tails, parts)
    around += _read_label(doc, said_from)
    statements = [_with_tails(s, around) for _, group in found for s in _joined(doc, group)]
    statements = [s for s in [*statements, *asides] if _words(doc, s) >= _MIN_WORDS]
    if not any(s not in asides for s in statements):
        labelled = said_from or doc.user_data.get(LABEL) is not None
        whole = _whole(doc, parts) or (_headline(parts) if labelled else None)
        statements = [*([_with_tails(whole, around)] if whole else []), *asides]
    shares = Counter(s.attribution.cue.i for s in statements if s.attribution)
    return [Reported(s, _content(s, shares)) for s in statements]


def _joined(doc: Doc, statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those that say nothing by themselves.

    A relative clause that was taken for a statement ("It was Roe. Who decided.") goes back to the one before it; one
    of which only the words of saying are left ("An official told the Post.") is dropped.
    """
    joined: list[Statement] = []
    for statement in statements:
        first = min(statement.tokens) if statement.tokens and not statement.subject else None
        relative = first is not None and doc[first].lower_ in _RELATIVE and doc[-1].text != "?"
        if relative and joined and min(joined[-1].tokens | statement.tokens) != first:
            joined[-1] = replace(joined[-1], tokens=joined[-1].tokens | statement.tokens)
        elif not _only_says(statement):
            joined.append(statement)
    return joined


def _only_says(statement: Statement) -> bool:
    """Whether a statement is somebody saying or telling, without what is said."""
    head = statement.head
    if head.lemma_ not in _SAYING or statement.attribution is not None:
        return False
    said = _SAID if head.lemma_ == "say" else _SAID - {"dobj"}
    return not any(child.dep_ in said for child in head.children)


def _with_tails(statement: Statement, around: Sequence[Attribution]) -> Statement:
    """Who says it first, then who says so; a verb that only reports an act ("X urged Y to go") gives way to a tail."""
    kept = tuple(said for said in statement.said_by if said.says or not around)
    return replace(statement, said_by=(*kept, *around))


def _read_tails(
    tails: Sequence[Tokens], parts: Sequence[Tokens]
) -> tuple[list[Attribution], list[Statement]]:
    """The attributions that `tails` make of `parts`, nearest first, and what else the tails state."""
    content = frozenset(token.i for part in parts for token in part)
    while content and parts[-1].doc[max(content)].text in {",", "—", "–", "-", ":"}:
        content -= {max(content)}
    around: list[Attribution] = []
    asides: list[Statement] = []
    for tail in tails:
        cue = _cue_of(tail)
        if cue is None:
            continue
        around.append(Attribution(cue, _source_of(tail, cue), None, content))
        stated = find_statements(tail)
        asides.extend(s for s in stated if s.head.i != cue.i and s.attribution is not None)
    return around, asides


def _read_label(doc: Doc, said_from: int) -> list[Attribution]:
    """The attribution that a label before what is said makes; none where there is no label."""
    words = [token for token in doc if token.idx < said_from]
    if not words:
        return []
    content = frozenset(token.i for token in doc if token.idx >= said_from and not token.is_space)
    return [Attribution(words[-1], tuple(words[:-1]), None, content)]


def _headline(parts: Sequence[Tokens]) -> Statement | None:
    """What a label says, as it stands: a headline's verb may have no tense ("12 killed in blast", "no talks held")."""
    tokens = [token for part in parts for token in part]
    verb = next((token for token in tokens if token.pos_ in {"VERB", "AUX"}), None)
    return Statement(verb, frozenset(token.i for token in tokens)) if verb is not None else None


def _cue_of(tail: Tokens) -> Token | None:
    """The verb of saying, or "according", of a tail; the mark before a label."""
    if tail.start_char == tail.doc.user_data.get(LABEL):
        return tail[0].nbor(-1)
    if tail[0].lower_ in {"according", "as"}:
        return tail[0]
    verbs = [token for token in tail if token.lemma_.lower() in SPEECH and token.pos_ in {"VERB", "AUX"}]
    if tail.root in verbs:
        return tail.root
    return verbs[0] if verbs else None


def _source_of(tail: Tokens, cue: Token) -> tuple[Token, ...]:
    """Who speaks in a tail: the subject, or the noun phrase nearest to the verb; all of a label."""
    if cue.i < tail.start:
        return tuple(tail)
    if cue.lower_ in {"according", "as"}:
        head = next(
            (t for t in tail if t.i > cue.i and t.pos_ in _NOUNS and t.dep_ in {"pobj", "ROOT"}), None
        )
        return phrase(head) if head is not None else tuple(tail[min(2, len(tail) - 1) :])
    subject = next((child for child in cue.children if child.dep_ in SUBJECTS), None)
    if subject is not None:
        return phrase(subject)
    before = tuple(token for token in tail if token.i < cue.i and token.dep_ not in {"aux", "advmod", "cc"})
    if before and any(token.pos_ in _NOUNS for token in before):
        return before
    after = next((child for child in cue.children if child.i > cue.i and child.pos_ in _NOUNS), None)
    return phrase(after) if after is not None else ()


def _words(doc: Doc, statement: Statement) -> int:
    indices = {*statement.tokens, *(token.i for token in statement.subject)}
    return sum(1 for index in indices if doc[index].is_alpha or doc[index].like_num)


def _content(statement: Statement, shares: Counter[int]) -> frozenset[int]:
    said = statement.attribution
    if said is None:
        return frozenset()
    if not said.says:
        return said.content
    if shares[said.cue.i] == 1:
        return said.content | (statement.tokens - said.inside)
    return (statement.tokens & said.content) or said.content or statement.tokens


def _share_quotation(
    doc: Doc, found: Sequence[tuple[Tokens, list[Statement]]]
) -> list[tuple[Tokens, list[Statement]]]:
    """Give every statement of a quotation the speaker that it names ("“A. B,” X said", "“A,” X said, “and B”")."""
    quoted = quoted_tokens(doc[:])
    speaker = next(
        (
            attribution
            for part, _ in found
            for attribution in find_attributions(part)
            if attribution.source
            and attribution.cue.i not in quoted
            and (attribution.says or attribution.cue.lemma_ in {"say", "add", "tell", "write"})
            and attribution.content & quoted
        ),
        None,
    )
    if speaker is None:
        return list(found)
    shared = []
    for part, statements in found:
        said = [
            _said(s, speaker)
            if not s.said_by and all(i in quoted or doc[i].is_punct for i in s.tokens)
            else s
            for s in statements
        ]
        shared.append((part, said))
    return shared


def _said(statement: Statement, speaker: Attribution) -> Statement:
    said = Attribution(speaker.cue, speaker.source, statement.head, statement.tokens)
    return Statement(statement.head, statement.tokens, (said,), statement.subject)


def _whole(doc: Doc, parts: Sequence[Tokens]) -> Statement | None:
    """The sentence as it stands, where it ends like one and has a finite verb with a subject that the rules did not
    find at its root."""
    if len(parts) != 1 or not any(token.text in {".", "!", "?", "…"} for token in doc[-2:]):
        return None
    finite = any(
        token.pos_ in {"VERB", "AUX"} and is_finite(token) and any(c.dep_ in SUBJECTS for c in token.children)
        for token in doc
    )
    if not finite or sum(token.is_alpha for token in doc) < _MIN_WHOLE:
        return None
    attributions = [a for a in find_attributions(parts[0]) if a.source]
    tokens = frozenset(range(len(doc)))
    return Statement(parts[0].root, tokens, tuple(attributions[:1]))


def is_quotation(text: str) -> bool:
    """Whether the whole of `text`, a sentence, stands in quotation marks."""
    bare = text.strip()
    return bare[:1] in {"“", '"', "«"} and (
        bare[-1:] in {"”", '"', "»"} or not any(mark in bare[1:] for mark in '”»"')
    )


def cue_tokens(attribution: Attribution) -> list[int]:
    """The cue with its auxiliaries, negation and particle: "has not said", "according to", "pointed out"."""
    cue = attribution.cue
    indices = {cue.i}
    if cue.lower_ in {"according", "as"} and cue.i + 1 < len(cue.doc):
        indices.add(cue.i + 1)
    elif cue.pos_ != "NOUN":
        for child in cue.children:
            near = abs(child.i - cue.i) <= _NEAR
            if child.dep_ in {"aux", "auxpass", "neg", "prt"} and near and child.i not in attribution.content:
                indices.add(child.i)
    inside = {token.i for token in attribution.source} | attribution.content
    return [
        index for index in range(min(indices), max(indices) + 1) if index not in inside or index in indices
    ]


def without_deeds(doc: Doc, groups: Sequence[Tagged] | None, base: int) -> list[Tagged] | None:
    """What the tagger sees in `doc`, `base` characters into the article, without what it mistakes for saying: a fire
    that "claimed 40 lives".
    """
    return None if groups is None else [group for group in groups if not _is_deed(doc, group, base)]


def _is_deed(doc: Doc, group: Tagged, base: int) -> bool:
    if group.cue is None:
        return False
    cue = _tokens_at(doc, group.cue, base)
    return cue is not None and ends_lives(cue.root)


def _tokens_at(doc: Doc, span: Span, base: int) -> Tokens | None:
    """The tokens of `doc` that a span of the article covers, even in part."""
    return doc.char_span(span.start - base, span.end - base, alignment_mode="expand")


def aside(doc: Doc, group: Tagged, base: int) -> Reported | None:
    """The statement that an attribution in passing makes ("X, who has called for Y, said P": X has called for Y).

    `group` is what the tagger sees, its spans `base` characters into the article; None unless its cue is a finite verb
    with a subject that is named.
    """
    if group.cue is None or group.source is None or not group.content:
        return None
    cue, source = _tokens_at(doc, group.cue, base), _tokens_at(doc, group.source, base)
    if cue is None or source is None:
        return None
    verb = cue.root
    subject = subject_of(verb)
    if verb.pos_ not in {"VERB", "AUX"} or not is_finite(verb) or subject is None:
        return None
    tokens = frozenset(token.i for token in verb.subtree)
    own = subject.i in tokens
    relative = own and subject.tag_ in {"WP", "WDT"}
    if relative:
        tokens -= {token.i for token in subject.subtree}
        subject = verb.head if verb.dep_ == "relcl" else None
    if subject is None or len(tokens) < _MIN_WORDS:
        return None
    content = frozenset(
        token.i
        for token in doc
        if not cue.start <= token.i < cue.end
        and any(span.start <= base + token.idx < span.end for span in group.content)
    )
    said = Attribution(verb, tuple(source), None, content, says=False)
    restored = () if own and not relative else phrase(subject, clauses=False)
    return Reported(Statement(verb, tokens, (said,), restored), content)
