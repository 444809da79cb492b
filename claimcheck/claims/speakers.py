"""Who "he", "the official" or "Sullivan" is: names of speakers carried through one article.

Only what a reader would not doubt is resolved: a last name with one full name in the article, a pronoun with one
candidate just before it. Everything else keeps its own words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.claims.attribution import SUBJECTS, quoted_tokens
from claimcheck.claims.entities import entities_of
from claimcheck.claims.sources import clean_person, kind_of, name_of, person_in, source_head
from claimcheck.records import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REACH = 2
"""Sentences back in which a pronoun's person is looked for."""


@dataclass(frozen=True)
class Speaker:
    """A source by its resolved name and kind."""

    name: str
    kind: SourceKind


class Speakers:
    """The speakers of one article, fed its sentences in order."""

    def __init__(self, docs: Iterable[Doc]) -> None:
        full: dict[str, set[str]] = defaultdict(set)
        first: dict[str, set[str]] = defaultdict(set)
        for doc in docs:
            for entity in entities_of(doc):
                name = clean_person(entity.text) if entity.label_ == "PERSON" else ""
                if " " in name:
                    full[name.split()[-1].lower()].add(name)
                    first[name.split()[0].lower()].add(name)
        self._full = {
            word: _one_person(names) for word, names in (*first.items(), *full.items())
        }  # the family name comes first in some languages ("Xi Jinping")
        self._recent: list[tuple[int, Speaker]] = []
        self._subjects: list[tuple[int, str]] = []
        self._unnamed: dict[str, str] = {}

    def resolve(self, source: Sequence[Token], sentence: int) -> Speaker:
        """The speaker that `source`, words of sentence number `sentence`, names; and remember them."""
        head = source_head(source)
        low = head.lower_
        if len(source) == 1 and low in {"he", "she"}:
            person = self._person_before(head, sentence)
            return Speaker(person or head.text.lower(), SourceKind.PERSON)
        if len(source) == 1 and low in {"it", "they"}:
            before = self._last(
                sentence, {SourceKind.BODY, SourceKind.OUTLET, SourceKind.DOCUMENT, SourceKind.UNNAMED}
            )
            return before or Speaker(low, SourceKind.UNNAMED)
        kind, name = kind_of(source), name_of(source)
        if kind is SourceKind.BODY and self._full.get(name.lower()):
            kind = SourceKind.PERSON
        if kind is SourceKind.PERSON:
            name = self.full_name(name)
        elif kind is SourceKind.UNNAMED:
            name = self._same_unnamed(head, name)
        speaker = Speaker(name, kind)
        self._recent.append((sentence, speaker))
        return speaker

    def see(self, doc: Doc, sentence: int) -> None:
        """Remember the person who is the subject of sentence number `sentence`."""
        for token in doc:
            if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT":
                person = person_in([*token.subtree])
                if person:
                    self._subjects.append((sentence, self.full_name(person)))

    def full_name(self, name: str) -> str:
        """The full name that a last name stands for in this article, where that is one person."""
        if not name:
            return name
        longer = self._full.get(name.split()[-1].lower())
        return longer if longer and (" " not in name or name in longer) else name

    def _person_before(self, pronoun: Token, sentence: int) -> str | None:
        quoted = quoted_tokens(pronoun.doc[:])
        here = {
            self.full_name(clean_person(entity.text))
            for entity in entities_of(pronoun.doc)
            if entity.label_ == "PERSON"
            and entity.end <= pronoun.i
            and entity.root.dep_ in SUBJECTS
            and entity.start not in quoted
        }
        if len(here) == 1:
            return here.pop()
        for back in range(1, _REACH + 1):
            spoke = {
                s.name for at, s in self._recent if at == sentence - back and s.kind is SourceKind.PERSON
            }
            acted = {name for at, name in self._subjects if at == sentence - back}
            people = spoke or acted
            if len(people) == 1:
                found = people.pop()
                self._recent.append((sentence, Speaker(found, SourceKind.PERSON)))
                return found
            if people:
                return None
        return None

    def _last(self, sentence: int, kinds: set[SourceKind]) -> Speaker | None:
        for back in range(_REACH):
            found = [s for at, s in self._recent if at == sentence - back and s.kind in kinds]
            if len({speaker.name for speaker in found}) == 1:
                self._recent.append((sentence, found[-1]))
                return found[-1]
            if found:
                return None
        return None

    def _same_unnamed(self, head: Token, name: str) -> str:
        """ "The official" after "a senior administration official" is that official."""
        key = head.lemma_.lower()
        definite = any(child.lower_ == "the" for child in head.children)
        known = self._unnamed.get(f"{key}:{head.tag_}")
        if definite and known and known.split()[0].lower() != "the" and len(name.split()) <= 2:
            return known
        if not definite or known is None:
            self._unnamed[f"{key}:{head.tag_}"] = name
        return name


def _one_person(names: set[str]) -> str | None:
    """The longest of `names` if all can be one person ("Joe Biden", "Joseph R. Biden" cannot), else None."""
    longest = max(names, key=len)
    first = longest.split()[0]
    return longest if all(name.split()[0] == first for name in names) else None
