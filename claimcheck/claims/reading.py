"""A parsed sentence read as statements with their attributions, quotations of several sentences included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.claims.attribution import SUBJECTS, Attribution, find_attributions, is_finite, quoted_tokens
from claimcheck.claims.statements import Statement, find_statements

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

_MIN_WORDS = 3
_MIN_WHOLE = 5
_NEAR = 4


@dataclass(frozen=True)
class Reported:
    """A statement and the token indices that were said, when somebody said it."""

    statement: Statement
    content: frozenset[int]


def read_sentence(doc: Doc) -> list[Reported]:
    """The statements of `doc`, which is one sentence as an article has it, in order of text."""
    parts = list(doc.sents)
    found = [(part, find_statements(part)) for part in parts]
    if len(parts) > 1:
        found = _share_quotation(doc, found)
    statements = [s for _, group in found for s in group if _words(doc, s) >= _MIN_WORDS]
    if not statements:
        whole = _whole(doc, parts)
        statements = [whole] if whole else []
    shares = Counter(s.attribution.cue.i for s in statements if s.attribution)
    return [Reported(s, _content(s, shares)) for s in statements]


def _words(doc: Doc, statement: Statement) -> int:
    indices = {*statement.tokens, *(token.i for token in statement.subject)}
    return sum(1 for index in indices if doc[index].is_alpha or doc[index].like_num)


def _content(statement: Statement, shares: Counter[int]) -> frozenset[int]:
    said = statement.attribution
    if said is None:
        return frozenset()
    if not said.says or shares[said.cue.i] == 1:
        return said.content
    return (statement.tokens & said.content) or said.content or statement.tokens


def _share_quotation(
    doc: Doc, found: Sequence[tuple[Tokens, list[Statement]]]
) -> list[tuple[Tokens, list[Statement]]]:
    """Give every sentence of a quotation the speaker that one of them names ("“A. B,” X said")."""
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
        inside = all(token.i in quoted or token.is_punct for token in part)
        shared.append((part, [_said(s, speaker) if inside and not s.said_by else s for s in statements]))
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
    if cue.lower_ == "according":
        indices |= {child.i for child in cue.children if child.lower_ == "to"}
    elif cue.pos_ != "NOUN":
        for child in cue.children:
            near = abs(child.i - cue.i) <= _NEAR
            if child.dep_ in {"aux", "auxpass", "neg", "prt"} and near and child.i not in attribution.content:
                indices.add(child.i)
    inside = {token.i for token in attribution.source} | attribution.content
    return [
        index for index in range(min(indices), max(indices) + 1) if index not in inside or index in indices
    ]
