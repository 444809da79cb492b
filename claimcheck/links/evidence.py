"""All that is known of one pair of claims before it is decided, and the features that are made from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import inf

from claimcheck.links.findings import SlotFinding
from claimcheck.links.quantity_slots import is_toll
from claimcheck.links.rewrites import rewritten
from claimcheck.links.slots import SlotComparison
from claimcheck.links.wording import overlap, wording
from claimcheck.models.judgement import Judgement
from claimcheck.records import Article, Claim, DisputeKind, Stance, parse_instant

UPDATE_CUES = re.compile(
    r"\b(ris(?:e|es|en|ing)|rose|climb(?:s|ed|ing)?|increas(?:e|es|ed|ing) to|now (?:stands|at)|updat(?:e|es|ed)|"
    r"revis(?:e|es|ed|ing)|correct(?:s|ed|ion)|lower(?:ed|ing)|raised to|earlier (?:reports?|said|put|toll)|"
    r"previous(?:ly)? (?:reports?|reported|toll|said)|initial(?:ly)? (?:reports?|reported|said|put)|"
    r"died (?:later|of (?:his|her|their) (?:wounds|injuries))|later died|succumbed|so far|as of)\b",
    re.IGNORECASE,
)

FEATURES = (
    "cosine",
    "gate",
    "contradiction",
    "entailment_forward",
    "entailment_backward",
    "entailment_both",
    "judged",
    "quantity_conflict",
    "date_conflict",
    "entity_conflict",
    "polarity",
    "slot_agreement",
    "different_scope",
    "flip",
    "flip_entailment",
    "flip_overlap",
    "contradiction_and_slot",
    "rewritten",
    "same_article",
    "same_source",
    "opinion",
    "hedge_differs",
    "hours_apart",
    "weeks_apart",
    "rising_count",
    "tolls_of_a_day",
    "update_words",
    "length_ratio",
    "reported_speech",
    "shared_phrases",
)
"""Names of the features, in the order of `PairEvidence.features`. All are symmetric in the two claims."""


@dataclass(frozen=True)
class PairEvidence:
    """One candidate pair: the claims and articles, and what each stage has found about them."""

    a: Claim
    b: Claim
    article_a: Article
    article_b: Article
    cosine: float
    gate: float
    slots: SlotComparison
    judgement: Judgement | None

    @cached_property
    def flip(self) -> bool:
        """Whether exactly one of the two denies its proposition."""
        return (self.a.stance is Stance.DENIES) != (self.b.stance is Stance.DENIES)

    @property
    def denied_and_denier(self) -> tuple[Claim, Claim]:
        """Of a pair of which one is a denial: the other claim, and the denial."""
        return (self.b, self.a) if self.a.stance is Stance.DENIES else (self.a, self.b)

    @cached_property
    def flip_entailment(self) -> float:
        """For a denial of a stated proposition: how surely the other claim implies what is denied."""
        if not self.flip or self.judgement is None:
            return 0.0
        denier_is_a = self.a.stance is Stance.DENIES
        return self.judgement.entailment_ba if denier_is_a else self.judgement.entailment_ab

    @cached_property
    def flip_overlap(self) -> float:
        """For a denial of a stated proposition: how far the other claim uses its words, 0 to 1."""
        if not self.flip:
            return 0.0
        return overlap(wording(self.a.proposition).content, wording(self.b.proposition).content) * self.cosine

    @cached_property
    def same_source(self) -> bool:
        """Whether both are attributed to the same source, by name or as "the observatory" and "observatory chief X"."""
        if self.a.source is None or self.b.source is None:
            return False
        same = _key(self.a.source) == _key(self.b.source)
        return same or _heads(self.a, self.b.source) or _heads(self.b, self.a.source)

    @cached_property
    def same_outlet(self) -> bool:
        """Whether one outlet, known by name, published both."""
        outlet = _key(self.article_a.outlet)
        return bool(outlet) and outlet == _key(self.article_b.outlet)

    @cached_property
    def hours_apart(self) -> float | None:
        """Hours from a's publication to b's, to the precision that is known; None where one is undated."""
        moments = parse_instant(self.article_a.published), parse_instant(self.article_b.published)
        if moments[0] and moments[1]:
            return (moments[1] - moments[0]).total_seconds() / 3600
        periods = self.article_a.period, self.article_b.period
        if periods[0] is None or periods[1] is None:
            return None
        if periods[0].overlaps(periods[1]):
            return 0.0
        return 24.0 * (periods[1].first - periods[0].first).days

    def conflict(self, kind: DisputeKind) -> float:
        """Strength of the strongest conflict of that kind, 0 to 1."""
        return max((f.strength for f in self.slots.conflicts if f.kind is kind), default=0.0)

    @cached_property
    def rising_count(self) -> bool:
        """Whether the later of the two gives the higher count, as a toll does that is brought up to date."""
        hours = self.hours_apart
        if not hours:
            return False
        early, late = (self.a, self.b) if hours > 0 else (self.b, self.a)
        tops = [
            [q.low for q in claim.quantities if q.role in GROWING_ROLES and q.low < float("inf")]
            for claim in (early, late)
        ]
        return bool(tops[0] and tops[1]) and max(tops[1]) > max(tops[0])

    @property
    def tolls_of_a_day(self) -> float:
        """Strength of a conflict of two tolls that were published within a day: too soon for most updates."""
        if self.hours_apart is None or abs(self.hours_apart) > 24:
            return 0.0
        return max((f.strength for f in self.slots.conflicts if is_toll(f)), default=0.0)

    def may_have_grown(self, toll: SlotFinding) -> bool:
        """Whether two high tolls, at hours that are not known, differ by so little that the one may be the other
        brought up to date.
        """
        if parse_instant(self.article_a.published) and parse_instant(self.article_b.published):
            return False
        counts = [
            next((q.low if q.high == inf else q.high for q in claim.quantities if q.text == text), 0.0)
            for claim, text in ((self.a, toll.a_text), (self.b, toll.b_text))
        ]
        return min(counts) >= HIGH_TOLL and max(counts) <= GROWTH * min(counts)

    def judged_as(self, judgement: Judgement | None) -> PairEvidence:
        """The same pair with another answer of the judge, or none; what does not rest on it is not found out again."""
        other = replace(self, judgement=judgement)
        other.__dict__.update({name: self.__dict__[name] for name in _UNJUDGED if name in self.__dict__})
        return other

    @cached_property
    def features(self) -> tuple[float, ...]:
        """The features in the order of `FEATURES`; every one between 0 and about 1."""
        values = {**self._unjudged, **self._judged()}
        return tuple(values[name] for name in FEATURES)

    def _judged(self) -> dict[str, float]:
        """The features that rest on what the judge says."""
        j = self.judgement
        slot = max((f.strength for f in self.slots.conflicts), default=0.0)
        backward, forward = sorted((j.entailment_ab, j.entailment_ba)) if j else (0.0, 0.0)
        contradiction = j.contradiction if j else 0.0
        direct = 0.0 if self.flip else 1.0  # of a denial and a statement, polarity says the reverse
        return {
            "contradiction": direct * contradiction,
            "entailment_forward": direct * forward,
            "entailment_backward": direct * backward,
            "entailment_both": direct * backward * self.cosine,
            "judged": float(j is not None),
            "flip_entailment": self.flip_entailment,
            "contradiction_and_slot": contradiction * slot,
            "rewritten": direct
            and contradiction
            and contradiction * rewritten(self.a.proposition, self.b.proposition),
        }

    @cached_property
    def _unjudged(self) -> dict[str, float]:
        """The features that are the same whatever the judge says."""
        hours = self.hours_apart
        lengths = sorted((len(self.a.proposition), len(self.b.proposition)))
        return {
            "cosine": self.cosine,
            "gate": self.gate,
            "quantity_conflict": self.conflict(DisputeKind.QUANTITY),
            "date_conflict": self.conflict(DisputeKind.DATE),
            "entity_conflict": self.conflict(DisputeKind.ENTITY),
            "polarity": self.conflict(DisputeKind.NEGATION),
            "slot_agreement": min(1.0, len(self.slots.agreements) / 3),
            # Where the dates are what the two differ in, they are no sign of another occasion as well.
            "different_scope": float(self.slots.different_scope and self.conflict(DisputeKind.DATE) < 0.5),
            "flip": float(self.flip),
            "flip_overlap": self.flip_overlap,
            "same_article": float(self.a.article_id == self.b.article_id),
            "same_source": float(self.same_source),
            "opinion": (self.a.opinion + self.b.opinion) / 2,
            "hedge_differs": float(self.a.hedged != self.b.hedged),
            "hours_apart": 0.0 if hours is None else min(1.0, abs(hours) / 96),
            "weeks_apart": 0.0 if hours is None else min(1.0, abs(hours) / (24 * 21)),
            "rising_count": float(self.rising_count),
            "tolls_of_a_day": self.tolls_of_a_day,
            "update_words": (_updates(self.a.sentence) + _updates(self.b.sentence)) / 2,
            "length_ratio": lengths[0] / max(1, lengths[1]),
            "reported_speech": ((self.a.source is not None) + (self.b.source is not None)) / 2,
            "shared_phrases": shared_phrases(self.a.proposition, self.b.proposition),
        }


_UNJUDGED = ("_unjudged", "flip", "flip_overlap", "same_source", "same_outlet", "hours_apart", "rising_count")
"""What a pair keeps once it is known, whatever the judge says."""

GROWING_ROLES = frozenset({"kill", "injure", "arrest", "displace", "evacuate", "infect", "miss", "rescue"})
"""Counts that grow while a story runs."""


HIGH_TOLL, GROWTH = 20.0, 1.1
"""A count from which a toll is high, and how far it may grow in a night ("80", "84") by what was read of such pairs."""

PHRASE = 4
"""Words of a phrase: two writers seldom hit on the same four in a row by chance."""


@lru_cache(maxsize=65536)
def _updates(sentence: str) -> bool:
    return bool(UPDATE_CUES.search(sentence))


@lru_cache(maxsize=200_000)
def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"[\w$%]+", text.lower())
    return frozenset(tuple(words[i : i + PHRASE]) for i in range(len(words) - PHRASE + 1))


def shared_phrases(a: str, b: str) -> float:
    """How many phrases of four words two texts share, 0 for none to 1 for three and more."""
    return min(1.0, len(_phrases(a) & _phrases(b)) / 3)


def _heads(claim: Claim, body: str) -> bool:
    """Whether the claim's sentence calls its source the head or the voice of `body`."""
    words = _key(body).split()
    if not words:
        return False
    title = rf"\b{re.escape(words[-1])}(?:['’]s)? (?:chief|head|director|president|leader|spokes\w+)\b"
    return bool(re.search(title, claim.sentence, re.IGNORECASE))


def _key(name: str | None) -> str:
    return re.sub(r"[^a-z0-9 ]", "", (name or "").lower()).removeprefix("the ").strip()
