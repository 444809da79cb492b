"""Which report a denial or confirmation speaks of where it only points at it.

The claims above it are weighed as a reader does: by nearness, by who said it, by the words the denial does name
("portrayal of the *call*"), and by whether they tell a report at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimcheck.links.deniable import deniable, reported
from claimcheck.links.denial_words import (
    ACCUSING,
    ARTICLE,
    BLAME,
    BLAMING,
    FIRST_PERSON,
    GENERIC_OUTLET,
    MENTIONED,
    NO_ANSWER,
    POINTING,
    POWER,
    RULING,
    SHOWING,
    SPEAKS_FOR,
    SUPPOSES,
    TELLING,
    WHOSE,
    WORD,
    content_words,
    echoes,
)
from claimcheck.records import Claim, SourceKind

WINDOW = 12
"""Claims above a denial that are looked at; beyond that a reader would not know what is meant either, unless the
denial says whose report it was."""
MIN_SCORE = 0.66
"""Lowest score of a target. It and the parts of the score were set by reading resolved denials."""
OPENING = 6
"""Words of a denial's statement within which its pronoun speaks of what was said before ("he called it a lie")."""
NEARBY = 2
"""Sentences above a denial in which an accusation that names the denier is what is denied, before any that does not."""
MANY, FEW_OF_MANY = 4, 0.4
"""A denial that tells in so many words what it denies shares at least this part of them with the report."""
MOST_TARGETS = 2
_REPORTING_KINDS = (SourceKind.OUTLET, SourceKind.DOCUMENT, SourceKind.UNNAMED)


@dataclass(frozen=True)
class _Denial:
    """A denial or confirmation, and what its target says of the report."""

    claim: Claim
    usual_origin: str | None
    """Whom most claims of the article rest on; a report that rests on somebody else was published elsewhere."""

    @property
    def target(self) -> str:
        return self.claim.target or ""

    @cached_property
    def speaker(self) -> frozenset[str]:
        return content_words(self.claim.source or "")

    @cached_property
    def named(self) -> frozenset[str]:
        """What the target names beside saying that it is a report."""
        return content_words(self.target) - self.speaker

    @cached_property
    def blamed(self) -> bool:
        """Whether it is answered by whoever is blamed."""
        return bool(BLAME & set(WORD.findall(self.target.lower())))

    @cached_property
    def points(self) -> bool:
        return bool(POINTING.fullmatch(self.target))

    @cached_property
    def teller(self) -> frozenset[str]:
        """Whose report it is by its name."""
        whose = WHOSE.match(self.target)
        return content_words(whose[1]) if whose else frozenset()


@dataclass(frozen=True, slots=True)
class _Candidate:
    claim: Claim
    back: int
    """Sentences with claims from it to the denial; 0 for the denial's own."""
    score: float


def find_targets(claims: Sequence[Claim], row: int) -> list[tuple[Claim, float]]:
    """The claims above `row` that its target may mean, best first, with scores 0 to 1: the best and its equals."""
    denial = _Denial(claims[row], Counter(claim.origin for claim in claims).most_common(1)[0][0])
    if denial.points and (not _opens(denial.claim) or FIRST_PERSON.fullmatch(denial.claim.source or "")):
        return []
    found = [
        _Candidate(claim, back, _score(claim, denial, back)) for claim, back in _above(claims, row, denial)
    ]
    if any(_accuses_near(candidate, denial) for candidate in found):
        found = [
            c
            if c.back <= NEARBY and _mentions(c.claim, denial)
            else _Candidate(c.claim, c.back, c.score - 0.25)
            for c in found
        ]
    if not found:
        return []
    best = max(found, key=lambda c: (c.score, -c.back, -c.claim.end))
    # One report is often told in several sentences by one source: they are denied together.
    equals = [
        c
        for c in sorted(found, key=lambda c: (-c.score, c.back, c.claim.id))
        if c.score >= max(MIN_SCORE, best.score - 0.1)
        and abs(c.back - best.back) <= 1
        and _same_report(c.claim, best.claim)
    ]
    return [(c.claim, round(c.score, 4)) for c in equals][:MOST_TARGETS]


def _above(claims: Sequence[Claim], row: int, denial: _Denial) -> Iterator[tuple[Claim, int]]:
    """The claims that can be meant, nearest first, each with how many sentences it stands above the denial."""
    back, seen_start = 0, denial.claim.start
    for distance, claim in enumerate(reversed(claims[:row]), start=1):
        if claim.start != seen_start:
            back, seen_start = back + 1, claim.start
        if distance > WINDOW and not denial.teller & _speaker(claim):
            continue
        if deniable(claim, denial.claim):
            yield claim, back


def _opens(denial: Claim) -> bool:
    """Whether the pronoun of a denial stands where it speaks of the sentence before: near the start of what is said.

    "To think so, that is wrong" answers itself; "there was no truth to it" may hold no pronoun at all.
    """
    said = denial.sentence
    if denial.content_span is not None and denial.start <= denial.content_span.start < denial.end:
        said = said[denial.content_span.start - denial.start :]
    words = [re.split("[’']", word)[0] for word in WORD.findall(said.lower())]
    places = [i for i, word in enumerate(words) if word == (denial.target or "").lower()]
    judged = [i for i in places if i + 1 < len(words) and words[i + 1] in {"is", "was", "are", "were"}]
    return bool(places) and (judged or places)[0] <= OPENING


def _score(claim: Claim, denial: _Denial, back: int) -> float:
    """How likely a denial speaks of the claim, at most 0.98: a sum of what a reader goes by."""
    echoed = echoes(denial.target, claim.sentence)
    accuses = bool(ACCUSING.search(claim.sentence))
    from_elsewhere = claim.origin not in (None, denial.usual_origin)
    score = 0.32 + 0.22 * 0.8 ** max(0, back - 1)
    if reported(claim):
        score += 0.12
    if from_elsewhere or claim.source_kind in _REPORTING_KINDS:
        score += 0.08
    if accuses:
        score += 0.08
    if denial.speaker & content_words(claim.proposition):
        score += 0.12
    if echoed:
        score += 0.12
    score += _by_name(claim, denial, echoed=echoed, from_elsewhere=from_elsewhere)
    if NO_ANSWER.search(claim.sentence) or (claim.opinion and not echoed):
        score -= 0.25
    return min(score, 0.98) - _doubts(claim, denial, back, accuses=accuses, from_elsewhere=from_elsewhere)


def _by_name(claim: Claim, denial: _Denial, *, echoed: bool, from_elsewhere: bool) -> float:
    """What the words speak for or against it by which the denial names its report."""
    if not denial.named:
        # "The account" that names nothing is the one that somebody else published.
        return 0.12 if from_elsewhere else 0.0
    overlap = len(denial.named & (content_words(claim.sentence) | _speaker(claim))) / len(denial.named)
    if denial.teller & _speaker(claim):
        # "The Wire's description of what he told the court" is what the Wire said.
        return 0.2 + 0.25 * overlap
    much = overlap >= (FEW_OF_MANY if len(denial.named) >= MANY else 0.01)
    told = 0.1 if denial.named & _speaker(claim) else 0.0  # "the campaign's characterization" is what it said
    return told + (0.2 * overlap if much else -0.1 if echoed else -0.3)


def _doubts(claim: Claim, denial: _Denial, back: int, *, accuses: bool, from_elsewhere: bool) -> float:
    """What speaks against it."""
    doubts = 0.0
    if denial.blamed and denial.speaker - SPEAKS_FOR and not _names(claim, denial):
        doubts += 0.4
    if denial.blamed and not accuses:
        doubts += 0.3
    if denial.blamed and not BLAMING.search(MENTIONED.sub(" ", claim.sentence)):
        doubts += 0.3  # A survey that a paper tells of blames nobody.
    if denial.points and back > 1:
        doubts += 0.3
    if denial.points and not accuses and not TELLING.search(claim.sentence):
        doubts += 0.15  # "That" is what somebody was just reported to say.
    if back > NEARBY and SHOWING.match(denial.target):
        doubts += 0.3  # "That suggestion" was made just now.
    if back > 1 and not denial.named and not from_elsewhere and not _mentions(claim, denial):
        doubts += 0.1
    if denial.teller and not denial.teller & _speaker(claim):
        doubts += 0.3
    if SUPPOSES.match(claim.sentence):
        doubts += 0.25
    if _speaks_about(claim, denial.target):
        doubts += 0.2
    if not accuses and not reported(claim):
        doubts += 0.2  # What the article tells as its own is nobody's claim.
    return doubts


def _accuses_near(candidate: _Candidate, denial: _Denial) -> bool:
    near = candidate.back <= NEARBY and bool(ACCUSING.search(candidate.claim.sentence))
    return near and _mentions(candidate.claim, denial)


def _mentions(claim: Claim, denial: _Denial) -> bool:
    return bool(denial.speaker & content_words(claim.sentence))


def _speaker(claim: Claim) -> frozenset[str]:
    return content_words(f"{claim.source or ''} {claim.origin or ''}")


def _names(claim: Claim, denial: _Denial) -> bool:
    """Whether the claim names the denier: by surname, by the first word of a club's name that stands alone, or by most
    words, of which "government" says little."""
    words = content_words(claim.sentence)
    source = WORD.findall(denial.claim.source or "")
    first, last = source[0], source[-1]
    if last[0].isupper() and content_words(last) & words:
        return True
    if first[0].isupper() and re.search(rf"\b{re.escape(first)}\b(?! [A-Z])", claim.sentence):
        return True
    name = denial.speaker - RULING or denial.speaker
    return 2 * len(name & words) > len(name) and (len(denial.speaker) == len(name) or bool(words & POWER))


def _same_report(a: Claim, b: Claim) -> bool:
    """Whether two claims near each other are one source's: by name, or as "the newspaper" that was just named."""
    if a.start == b.start and (a.source is None or b.source is None):
        return True
    speakers_a = {name for name in (a.source, a.origin) if name}
    speakers_b = {name for name in (b.source, b.origin) if name}
    if speakers_a & speakers_b:
        return True
    outlets = a.source_kind is SourceKind.OUTLET and b.source_kind is SourceKind.OUTLET
    return outlets and any(GENERIC_OUTLET.fullmatch(name) for name in speakers_a | speakers_b)


def _speaks_about(candidate: Claim, target: str) -> bool:
    """Whether the candidate speaks of the report ("the Post's report led to protests") instead of telling it."""
    bare = ARTICLE.sub("", target.lower())
    return " " in bare and bare in candidate.sentence.lower() and not reported(candidate)
