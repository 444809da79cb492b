"""What the verbs of a workspace return: small records, each of which can be had as a DataFrame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from claimcheck.records import SkippedInput
from claimcheck.workspace.regroup import Event

if TYPE_CHECKING:
    from pandas import DataFrame

CHANGE_COLUMNS = ("batch", "change", "cluster_id", "dispute_id", "headline", "detail")


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a change to the workspace brought: of `add`, `merge`, `split` or `remove`."""

    batch: int | None
    """Its number, None where there was nothing to do and nothing was written."""
    n_articles: int = 0
    n_known: int = 0
    """Articles that the workspace held already."""
    n_claims: int = 0
    n_links: int = 0
    skipped: tuple[SkippedInput, ...] = ()
    events: tuple[Event, ...] = ()

    def count(self, change: str) -> int:
        """How many clusters or disputes have changed in one way: "new", "grown", "newly disputed", ..."""
        return sum(event.change == change for event in self.events)

    def frame(self) -> DataFrame:
        """One row for each cluster or dispute that changed."""
        return frame([asdict(event) | {"batch": self.batch} for event in self.events], CHANGE_COLUMNS)


@dataclass(frozen=True, slots=True)
class Found:
    """One stored claim that answers a question, with its source."""

    relation: str
    """What it does with the statement asked for: supports, contradicts or related."""
    score: float
    similarity: float
    claim_id: str
    sentence: str
    source: str | None
    outlet: str | None
    published: str | None
    url: str | None
    article_id: str
    start: int
    end: int
    cluster_id: str | None
    explanation: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Who says what was asked, who says otherwise, and who speaks of the same."""

    text: str
    found: tuple[Found, ...]

    @property
    def supported_by(self) -> tuple[Found, ...]:
        """Claims that say or entail the statement, surest first."""
        return tuple(item for item in self.found if item.relation == "supports")

    @property
    def contradicted_by(self) -> tuple[Found, ...]:
        """Claims that contradict or deny it, surest first."""
        return tuple(item for item in self.found if item.relation == "contradicts")

    @property
    def related(self) -> tuple[Found, ...]:
        """Claims on the same subject that neither support nor contradict it, nearest first."""
        return tuple(item for item in self.found if item.relation == "related")

    def frame(self) -> DataFrame:
        """One row a claim: those that support, then those that contradict, then those that are related."""
        return frame([asdict(item) for item in self.found], [item.name for item in fields(Found)])


@dataclass(frozen=True, slots=True)
class Stats:
    """How much a workspace holds."""

    articles: int
    outlets: int
    claims: int
    distinct_propositions: int
    links: int
    clusters: int
    disputes: int
    disputes_new: int
    disputes_confirmed: int
    disputes_dismissed: int
    disputes_resolved: int
    skipped: int
    batches: int
    last_batch: str | None
    """When the last batch was added, ISO 8601."""
    embedder: str | None
    schema_version: int
    bytes: int | None
    """Size of the file; None where the workspace is not one."""

    def frame(self) -> DataFrame:
        """One row a figure."""
        return frame([{"figure": k, "value": v} for k, v in asdict(self).items()], ("figure", "value"))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was wrong with a workspace."""

    what: str
    rows: int
    repaired: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` looked at, and what was wrong."""

    checked: tuple[str, ...]
    problems: tuple[Problem, ...]
    read_only: bool = False
    """Whether nothing was repaired because the workspace cannot be written."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong, or nothing any more."""
        return all(problem.repaired for problem in self.problems)

    def frame(self) -> DataFrame:
        """One row a problem."""
        return frame([asdict(problem) for problem in self.problems], ("what", "rows", "repaired"))


def frame(values: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> DataFrame:
    """A DataFrame that has its columns even where it has no rows."""
    import pandas as pd

    return pd.DataFrame(list(values), columns=list(columns))
