"""The typed records every stage speaks in.

Offsets are always into `Article.text`, in characters, end exclusive, so `article.text[start:end]` is the evidence.
Dates that were written are kept as ISO 8601 text as precise as it is known ("2021-09"); `Period` is what they cover.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """What kind of source a claim is attributed to."""

    PERSON = "person"
    BODY = "body"
    OUTLET = "outlet"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class Stance(StrEnum):
    """What a claim does with its proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    CONFIRMS = "confirms"
    DECLINES = "declines"


class Relation(StrEnum):
    """The type of a link from claim a to claim b."""

    EQUIVALENT = "equivalent"
    ENTAILS = "entails"
    CONTRADICTS = "contradicts"
    DENIES = "denies"
    CONFIRMS = "confirms"
    UPDATES = "updates"


AGREEING = frozenset({Relation.EQUIVALENT, Relation.ENTAILS, Relation.CONFIRMS})
OPPOSING = frozenset({Relation.CONTRADICTS, Relation.DENIES})


class DisputeKind(StrEnum):
    """What two positions differ in."""

    DENIAL = "denial"
    NEGATION = "negation"
    QUANTITY = "quantity"
    DATE = "date"
    ENTITY = "entity"
    OTHER = "other"


class DisputeStatus(StrEnum):
    """Where a dispute stands with the analyst."""

    NEW = "new"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: characters `start` to `end`, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters this span covers in `text`."""
        return text[self.start : self.end]


_DATES = (
    re.compile(r"(?P<year>\d{4})(?P<by>[/.])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})(?!\d)"),
    # Day first wherever it is used.
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?P<day>1[3-9]|2\d|3[01])-(?P<month>\d{1,2})-(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"),
)
"""Dates in figures that can be read in one way only; what is partial comes last."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days a date expression covers, first and last inclusive: a day, a month, a year or a range."""

    first: date
    last: date

    @classmethod
    def parse(cls, written: str | None) -> Period | None:
        """The days that a date in figures covers, however partial; None where it is empty or not a date.

        That is ISO 8601, with leading zeros or without, or a whole day as in 2021/9/15 and 15.9.2021.

        >>> Period.parse("2021-09").last
        datetime.date(2021, 9, 30)
        """
        match = next((found for form in _DATES if (found := form.match(written or ""))), None)
        if not match:
            return None
        year, month, day = (int(match[part]) if match[part] else None for part in ("year", "month", "day"))
        assert year is not None
        try:
            if month is None:
                return cls(date(year, 1, 1), date(year, 12, 31))
            if day is None:
                return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
            return cls(date(year, month, day), date(year, month, day))
        except (ValueError, calendar.IllegalMonthError):
            return None

    @property
    def days(self) -> int:
        """How many days it covers, at least 1."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def gap(self, other: Period) -> int:
        """Days between the two, 0 where they overlap."""
        return max(0, (other.first - self.last).days, (self.first - other.last).days)


@dataclass(frozen=True, slots=True)
class Article:
    """One document of one outlet. What is unknown is None, never guessed."""

    id: str
    text: str
    outlet: str | None = None
    origin: str | None = None
    """Where the report first came from, when the article says so: another outlet or an agency."""
    url: str | None = None
    title: str | None = None
    published: str | None = None
    """ISO 8601, as precise as known: "2021", "2021-09", "2021-09-15", "2021-09-15T17:52:00+00:00"."""
    language: str | None = None
    file: str = ""
    """The input's path relative to what was named on the command line, its own name kept."""
    boilerplate: tuple[Span, ...] = ()
    """Stretches of `text` that are not the article's own words: never cut out, always skipped."""
    note: str = ""

    @property
    def period(self) -> Period | None:
        """The days `published` covers."""
        return Period.parse(self.published)


@dataclass(frozen=True, slots=True)
class SkippedInput:
    """An input, or one article of it, that was not taken in, and why."""

    file: str
    reason: str
    article_id: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and what it counts."""

    text: str
    start: int
    end: int
    low: float
    high: float
    """`low` to `high` is the range of values the words allow: "12-15" is 12 to 15, "at least 12" 12 to inf."""
    unit: str = ""
    """"" for a plain count, otherwise "%", an ISO currency ("USD"), or a base unit ("minute", "kilometre")."""
    counts: str = ""
    """Lemma of what is counted or measured: "people", "soldier", "tariff"; "" where unknown."""
    role: str = ""
    """Lemma of the predicate it belongs to: "kill", "injure", "arrest"; "" where unknown."""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression, resolved against its article's date where it is relative."""

    text: str
    start: int
    end: int
    period: Period
    role: str = ""
    """Lemma of the event that is dated ("meet", "begin"); "" where unknown."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named person, place, body or thing."""

    text: str
    label: str
    """spaCy's label: PERSON, GPE, LOC, ORG, NORP, ..."""
    start: int
    end: int
    role: str = ""
    """Its part in the clause: "nsubj:meet", "dobj:visit", "in:meet" (preposition and predicate); "" where unknown."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an article: a verbatim sentence, who says it, and its proposition."""

    id: str
    article_id: str
    start: int
    end: int
    sentence: str
    proposition: str
    """The statement without its attribution; what the judge compares."""
    source: str | None = None
    source_kind: SourceKind | None = None
    source_span: Span | None = None
    cue: str | None = None
    cue_span: Span | None = None
    content_span: Span | None = None
    origin: str | None = None
    """Where this statement first came from, when the text says so ("citing The Japan Times"); else the article's."""
    stance: Stance = Stance.ASSERTS
    target: str | None = None
    """For a denial or confirmation that points at a report instead of stating it: those words ("the account")."""
    hedges: tuple[str, ...] = ()
    opinion: bool = False
    """Whether it states a view, not a fact."""
    checkworthy: float = 0.0
    """How much it is a factual statement worth checking, 0 to 1."""
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    entities: tuple[Entity, ...] = ()

    @property
    def hedged(self) -> bool:
        """Whether the statement is softened ("may", "reportedly", "is expected to")."""
        return bool(self.hedges)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason behind a link: what kind of reason, in words, and its figures."""

    kind: str
    """judge, quantity, date, entity, denial, confirmation, cosine, gate, time, ..."""
    detail: str
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """A typed edge from claim `a` to claim `b` (ids)."""

    a: str
    b: str
    relation: Relation
    score: float
    evidence: tuple[Evidence, ...] = ()
    kind: DisputeKind | None = None
    """For opposing links, what the two differ in."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """How one article came by its report."""

    article_id: str
    outlet: str | None
    family: str | None
    """The publisher family the outlet belongs to, where known."""
    origin: str | None
    cites: tuple[str, ...] = ()
    """Other outlets or agencies whose reporting it repeats."""
    copy_group: str = ""
    """Articles with the same group carry the same text (syndication); its own id where it stands alone."""


@dataclass(frozen=True, slots=True)
class Position:
    """The claims of a cluster that agree with each other."""

    id: str
    cluster_id: str
    claim_ids: tuple[str, ...]
    independent_sources: int = 0
    chains: tuple[str, ...] = ()
    """One readable line for each independent source: "Reuters -> Daily Post, The Courier"."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The claims on one question, across outlets, grown round a medoid."""

    id: str
    medoid_id: str
    claim_ids: tuple[str, ...]
    positions: tuple[Position, ...]
    headline: str
    cohesion: float
    """Mean link score or cosine of the members to the medoid, 0 to 1."""
    weakest: float = 0.0
    bridges: tuple[tuple[str, str], ...] = ()
    independent_sources: int = 0
    timeline: tuple[Link, ...] = ()
    """`updates` links, oldest first."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two opposed positions of a cluster, shown by their most telling claims."""

    id: str
    cluster_id: str
    kind: DisputeKind
    score: float
    """Calibrated probability that an editor would call it a dispute."""
    headline: str
    a_claim_id: str
    b_claim_id: str
    a_claim_ids: tuple[str, ...]
    b_claim_ids: tuple[str, ...]
    """All claims on each side, a confirming source's on the side that it confirms."""
    explanation: str
    a_independent_sources: int
    b_independent_sources: int
    a_chains: tuple[str, ...] = ()
    b_chains: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    """The opposing links between the two sides, strongest first."""
    features: Mapping[str, float] = field(default_factory=dict)
    status: DisputeStatus = DisputeStatus.NEW
    note: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything one analysis found; what reports are made from."""

    articles: tuple[Article, ...] = ()
    skipped: tuple[SkippedInput, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    """In rank order."""
    provenance: tuple[Provenance, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementPair:
    """Two statements to compare, with the dates they were made on where known (ISO 8601)."""

    id: str
    """Names the pair in the output."""
    a: str
    b: str
    date_a: str | None = None
    date_b: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `compare` says of one pair of statements."""

    id: str
    similarity: float
    entailment_ab: float
    neutral_ab: float
    contradiction_ab: float
    entailment_ba: float
    neutral_ba: float
    contradiction_ba: float
    contradiction: float
    relation: str
    """equivalent, entails, entailed_by, contradicts, neutral or abstain."""
    kind: DisputeKind | None
    explanation: str


def parse_instant(iso: str | None) -> datetime | None:
    """The moment an ISO 8601 text names when it has a time of day, else None; without a zone it is taken as UTC."""
    if not iso or "T" not in iso:
        return None
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
