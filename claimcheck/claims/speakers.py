"""Who "he", "the official" or "Sullivan" is: names of speakers carried through one article.

Only what a reader would not doubt is resolved: a last name with one full name in the article, a pronoun with one
candidate just before it, "the newspaper" after one newspaper. Everything else keeps its own words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.claims.antecedents import (
    any_person,
    body_before,
    gender_of,
    group_before,
    is_one_person,
    main_subjects,
    names_unknown,
    person_before,
    unknown_subject,
)
from claimcheck.claims.attribution import SUBJECTS, quoted_tokens
from claimcheck.claims.entities import entities_of
from claimcheck.claims.named_outlets import NamedOutlets
from claimcheck.claims.sources import PRONOUNS, clean_person, kind_of, name_of, person_in, source_head
from claimcheck.records import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REACH = 2
"""Sentences back in which a pronoun's person is looked for."""
_AS_SUBJECT = {"his": "he", "him": "he", "her": "she", "their": "they", "them": "they", "its": "it"}
_OTHERS = frozenset({SourceKind.BODY, SourceKind.OUTLET, SourceKind.DOCUMENT, SourceKind.UNNAMED})
"""What "it" or "they" can be, once it has spoken."""


@dataclass(frozen=True)
class Speaker:
    """A source by its resolved name and kind."""

    name: str
    kind: SourceKind


class Speakers:
    """The speakers of one article, fed its sentences in order."""

    def __init__(self, docs: Iterable[Doc]) -> None:
        self._docs = list(docs)
        full: dict[str, set[str]] = defaultdict(set)
        first: dict[str, set[str]] = defaultdict(set)
        titled: dict[str, set[str]] = defaultdict(set)
        for entity in (entity for doc in self._docs for entity in entities_of(doc)):
            name = clean_person(entity.text) if entity.label_ == "PERSON" else ""
            if " " in name:
                full[name.split()[-1].lower()].add(name)
                first[name.split()[0].lower()].add(name)
            if name:
                titles = [t.text for t in entity.doc[max(0, entity.start - 1) : entity.end - 1]]
                titled[name.split()[-1].lower()].add(gender_of(titles))
        self._full = {
            word: _one_person(names) for word, names in (*first.items(), *full.items())
        }  # the family name comes first in some languages ("Xi Jinping")
        self._genders = {
            name: found.pop() for name, genders in titled.items() if len(found := genders - {""}) == 1
        }
        self._outlets = NamedOutlets(self._docs)
        self._spoke: list[tuple[int, Speaker]] = []
        self._acted: list[tuple[int, Speaker]] = []
        self._single: set[str] = set()
        """Names of people without one, each of which is one person ("a spokesman")."""
        self._groups: set[str] = set()
        self._unnamed: dict[str, str] = {}

    def resolve(self, source: Sequence[Token], sentence: int) -> Speaker:
        """The speaker that `source`, words of sentence number `sentence`, names; and remember them."""
        head = source_head(source)
        pronoun = _pronoun(head) if len(source) == 1 else ""
        if pronoun in {"he", "she"}:
            speaker = self._person_before(head, pronoun, sentence)
            if speaker is None:
                return Speaker(pronoun, SourceKind.PERSON)
        elif pronoun in {"it", "they"}:
            before = self._others_before(pronoun, sentence)
            if before is None:
                return Speaker(pronoun, SourceKind.UNNAMED)
            speaker = before
        else:
            speaker = self._named(source, sentence)
        self._spoke.append((sentence, speaker))
        return speaker

    def outlet(self, source: Sequence[Token], sentence: int) -> str | None:
        """The outlet, named before, that `source` stands for ("the newspaper"); None where it stands for none."""
        return self._outlets.meant(source, sentence)

    def see(self, doc: Doc, sentence: int) -> None:
        """Remember the people and bodies that sentence number `sentence` leaves for a pronoun in the next."""
        for subject in main_subjects(doc):
            pronoun = subject.lower_
            if pronoun in {"he", "she"}:
                found = self._person_before(subject, pronoun, sentence)
            elif pronoun == "they":
                found = self._others_before(pronoun, sentence)
            else:
                person = person_in([*subject.subtree]) or self._known(subject)
                found = Speaker(self.full_name(person), SourceKind.PERSON) if person else None
            if found is not None:
                self._acted.append((sentence, found))
        one, group, body = person_before(doc), group_before(doc), body_before(doc)
        for words in (one, group, body):
            if words is not None:
                speaker = self._named(words, sentence)
                self._acted.append((sentence, speaker))
                if words == group:
                    self._groups.add(speaker.name)

    def full_name(self, name: str) -> str:
        """The full name that a last name stands for in this article, where that is one person."""
        if not name:
            return name
        longer = self._full.get(name.split()[-1].lower())
        return longer if longer and (" " not in name or name in longer) else name

    def is_person(self, name: str) -> bool:
        """Whether the article names a person by `name` and a name before or after it."""
        return bool(self._full.get(name.lower()))

    def _named(self, source: Sequence[Token], sentence: int) -> Speaker:
        """The speaker that the words of `source`, which is no pronoun, name."""
        outlet = self.outlet(source, sentence)
        if outlet is not None:
            return Speaker(outlet, SourceKind.OUTLET)
        head = source_head(source)
        kind, name = kind_of(source), name_of(source)
        if kind is SourceKind.BODY and self.is_person(name):
            kind = SourceKind.PERSON
        if kind is SourceKind.PERSON:
            name = self.full_name(name)
        elif kind is SourceKind.UNNAMED:
            name = self._same_unnamed(head, name)
        if kind is not SourceKind.PERSON and is_one_person(head):
            self._single.add(name)
        return Speaker(name, kind)

    def _known(self, token: Token) -> str | None:
        """The last name at `token`, where the article gives its full name elsewhere."""
        return token.text if token.pos_ == "PROPN" and self.is_person(token.text) else None

    def _person_before(self, pronoun: Token, word: str, sentence: int) -> Speaker | None:
        """The one person whom "he" or "she" (`word`) at `pronoun` can mean; one who is quoted may mean anybody."""
        quoted = quoted_tokens(pronoun.doc[:])
        if pronoun.i in quoted:
            return None
        here = {
            Speaker(self.full_name(clean_person(entity.text)), SourceKind.PERSON)
            for entity in entities_of(pronoun.doc)
            if entity.label_ == "PERSON"
            and entity.end <= pronoun.i
            and entity.root.dep_ in SUBJECTS
            and entity.start not in quoted
        }
        here = {speaker for speaker in here if self._can_be(speaker, word)}
        if len(here) == 1:
            return here.pop()
        for back in range(1, _REACH + 1):
            at = sentence - back
            people = {
                speaker
                for mentions in (self._spoke, self._acted)
                for number, speaker in mentions
                if number == at and self._can_be(speaker, word)
            }
            people = {s for s in people if s.kind is SourceKind.PERSON} or people
            spoke = {speaker for number, speaker in self._spoke if number == at} & people
            people = spoke or people
            if not people and back == 1 and at >= 0:
                people = {s for s in self._only_named(self._docs[at]) if self._can_be(s, word)}
            if people:
                return people.pop() if len(people) == 1 else None
            if at >= 0 and unknown_subject(self._docs[at]):
                return None
        return None

    def _can_be(self, speaker: Speaker, word: str) -> bool:
        """Whether `speaker` is one person who can be "he" or "she"."""
        if speaker.kind is not SourceKind.PERSON and speaker.name not in self._single:
            return False
        if speaker.name.lower() in PRONOUNS:
            return False
        if speaker.kind is SourceKind.PERSON:
            gender = self._genders.get(speaker.name.split()[-1].lower(), "")
        else:
            gender = gender_of(speaker.name.split())
        return gender in {"", "f" if word == "she" else "m"}

    def _only_named(self, doc: Doc) -> set[Speaker]:
        """The person whom `doc` names, where it speaks of no other."""
        quoted = quoted_tokens(doc[:])
        named = {
            self.full_name(clean_person(entity.text))
            for entity in entities_of(doc)
            if entity.label_ == "PERSON" and entity.start not in quoted
        }
        if any_person(doc) or names_unknown(doc):
            return set()
        return {Speaker(name, SourceKind.PERSON) for name in named if " " in name and "/" not in name}

    def _others_before(self, word: str, sentence: int) -> Speaker | None:
        """The one body, outlet or group whom "it" or "they" (`word`) can mean."""
        for back in range(_REACH):
            at = sentence - back
            found = {s for number, s in self._spoke if number == at and s.kind in _OTHERS}
            if not found:
                found = {s for number, s in self._acted if number == at and self._can_be_others(s, word)}
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def _can_be_others(self, speaker: Speaker, word: str) -> bool:
        group = speaker.name in self._groups
        return group if word == "they" else not group and speaker.kind in {SourceKind.BODY, SourceKind.OUTLET}

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


def _pronoun(token: Token) -> str:
    """The word of `token`; of an owner before any subject ("by *his* own account, P"), the pronoun for it."""
    before = any(t.dep_ in SUBJECTS for t in token.doc[: token.i])
    return token.lower_ if before else _AS_SUBJECT.get(token.lower_, token.lower_)


def _one_person(names: set[str]) -> str | None:
    """The longest of `names` if all can be one person ("Joe Biden", "Joseph R. Biden" cannot), else None."""
    longest = max(names, key=len)
    first = longest.split()[0]
    return longest if all(name.split()[0] == first for name in names) else None
