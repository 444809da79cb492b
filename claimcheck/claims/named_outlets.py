"""Which outlet "the newspaper", "the broadcaster" or "the paper's report" is: the one that the article named before.

Where several of its kind were named, it is the one named last, if that was a moment ago and by itself; where a reader
could take it for another, it keeps its own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.claims.entities import entities_of, trimmed
from claimcheck.claims.outlets import AGENCY, BROADCASTER, MAGAZINE, PAPER, SITE, forms_of, is_outlet
from claimcheck.claims.sources import name_of, source_head

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ANY = frozenset({PAPER, BROADCASTER, AGENCY, MAGAZINE, SITE})
_CALLED = {
    "newspaper": frozenset({PAPER}),
    "paper": frozenset({PAPER}),
    "daily": frozenset({PAPER}),
    "broadsheet": frozenset({PAPER}),
    "tabloid": frozenset({PAPER}),
    "weekly": frozenset({PAPER, MAGAZINE}),
    "magazine": frozenset({MAGAZINE}),
    "broadcaster": frozenset({BROADCASTER}),
    "channel": frozenset({BROADCASTER}),
    "station": frozenset({BROADCASTER}),
    "network": frozenset({BROADCASTER}),
    "agency": frozenset({AGENCY}),
    "newswire": frozenset({AGENCY}),
    "website": frozenset({SITE}),
    "site": frozenset({SITE}),
    "outlet": _ANY,
    "publication": _ANY - {BROADCASTER, AGENCY},
}
_KINDS = frozenset("news media tv television radio wire".split())
"""What may stand between "the" and such a noun without saying which one it is."""
_WRITTEN = frozenset("report story article account reporting coverage investigation dispatch".split())
"""What an outlet makes, and says what it says by."""
_STUDIED = frozenset("study researcher scientist journal author peer-reviewed university".split())
"""Words near which "the paper" may be a piece of research."""
_REACH = 3
"""Sentences back in which the outlet named last is the one that is meant, where several were named."""


@dataclass(frozen=True)
class _Naming:
    """An outlet where it is named; one without a name ("a local newspaper") has an empty one."""

    sentence: int
    token: int
    name: str
    forms: frozenset[str]


class NamedOutlets:
    """The outlets that one article names, by place."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        self._docs = docs
        self._named = [naming for number, doc in enumerate(docs) for naming in _namings(doc, number)]
        self._bodies = [
            (number, entity.start, entity.text[slice(*trimmed(entity.text))])
            for number, doc in enumerate(docs)
            for entity in entities_of(doc)
            if entity.label_ == "ORG"
        ]

    def meant(self, source: Sequence[Token], sentence: int) -> str | None:
        """The outlet that `source`, words of sentence number `sentence`, stands for; None where it names no other."""
        head = source_head(source)
        if head.lemma_.lower() in _WRITTEN:
            owner = next((c for c in head.children if c.dep_ == "poss" and c in source), None)
            if owner is None:
                return None
            words = [t for t in owner.subtree if t.dep_ != "case"]
            named = name_of(words)
            return named if is_outlet(named) else self.meant(words, sentence)
        forms = _forms(source, head)
        if head.lower_ == "paper" and self._studied(sentence):
            return None
        return self._before(forms, head.i, sentence) if forms else None

    def _before(self, forms: frozenset[str], token: int, sentence: int) -> str | None:
        """The one outlet of these forms that was named before, or the last of them if it is near and alone."""
        before = [n for n in self._named if (n.sentence, n.token) < (sentence, token)]
        fitting = [naming for naming in before if naming.forms & forms]
        if not fitting:
            return None
        last = fitting[-1]
        if forms == {AGENCY} and not self._last_body(last, token, sentence):
            return None
        if len({naming.name for naming in fitting}) == 1:
            return last.name or None
        together = {naming.name for naming in fitting if naming.sentence == last.sentence}
        near = sentence - last.sentence <= _REACH
        return last.name if near and len(together) == 1 and last.name else None

    def _studied(self, sentence: int) -> bool:
        """Whether sentence number `sentence`, or one shortly before, speaks of research."""
        near = self._docs[max(0, sentence - _REACH) : sentence + 1]
        return any(token.lemma_.lower() in _STUDIED for doc in near for token in doc)

    def _last_body(self, outlet: _Naming, token: int, sentence: int) -> bool:
        """Whether no body was named after `outlet`: "the agency" may be a ministry's as well."""
        return not any(
            (outlet.sentence, outlet.token) < (number, at) < (sentence, token)
            for number, at, name in self._bodies
            if name != outlet.name
        )


def _forms(source: Sequence[Token], head: Token) -> frozenset[str]:
    """What the outlet that "the newspaper", "the news agency" stands for can be; nothing where it says which one."""
    words = [token for token in source if token != head]
    bare = bool(words) and words[0].lower_ in {"the", "that"}
    if not bare or any(token.lower_ not in _KINDS for token in words[1:]):
        return frozenset()
    return _CALLED.get(head.lower_, frozenset())


def _namings(doc: Doc, number: int) -> Iterator[_Naming]:
    for run in _name_runs(doc):
        name = "".join(token.text_with_ws for token in run).strip()
        if is_outlet(name):
            yield _Naming(number, run[0].i, name, forms_of(name))
    for token in doc:
        called = _CALLED.get(token.lower_) if token.pos_ == "NOUN" else None
        alone = not any(child.dep_ == "appos" for child in token.children)
        if called and alone and any(child.lower_ in {"a", "an", "another"} for child in token.children):
            yield _Naming(number, token.i, "", called)


def _name_runs(doc: Doc) -> Iterator[list[Token]]:
    """The names of `doc`: proper nouns side by side, without a day at their end ("told Reuters Monday")."""
    run: list[Token] = []
    for token in [*doc, None]:
        joins = token is not None and (
            (token.pos_ == "PROPN" and token.ent_type_ not in {"DATE", "TIME"})
            or (run and token.lower_ == "of" and token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "PROPN")
        )
        if joins and token is not None:
            run.append(token)
        elif run:
            yield run
            run = []
