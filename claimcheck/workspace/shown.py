"""One dispute, cluster, claim or article with what belongs to it, for a terminal, a notebook or code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimcheck.errors import UsageError
from claimcheck.records import Results

if TYPE_CHECKING:
    from pandas import DataFrame
    from rich.console import RenderableType

    from claimcheck.report.rows import Row

DISPUTE, CLUSTER, CLAIM, ARTICLE = "dispute", "cluster", "claim", "article"


@dataclass(frozen=True, slots=True)
class Shown:
    """What `show` found: `results` holds the item and all that is needed to read it, nothing else."""

    id: str
    kind: str
    """dispute, cluster, claim or article."""
    results: Results

    def frame(self) -> DataFrame:
        """The claims, one row each; those of a dispute with the side they are on, a or b, or none."""
        from claimcheck.report.columns import CLAIMS
        from claimcheck.workspace.answers import frame

        columns = (*CLAIMS, "side") if self.kind == DISPUTE else tuple(CLAIMS)
        return frame(self._claim_rows(), columns)

    def record(self) -> dict[str, Any]:
        """A dispute as plain data: the columns of disputes and its note, then `claims` and `links`, a list each.

        Raises UsageError where something else is shown.
        """
        from claimcheck.report.rows import dispute_rows, link_rows

        if self.kind != DISPUTE:
            raise UsageError(f"{self.id} is no dispute but a {self.kind}: frame() has its claims.")
        (row,) = dispute_rows(self.results)
        return {
            **row,
            "note": self.results.disputes[0].note,
            "claims": self._claim_rows(),
            "links": list(link_rows(self.results.links)),
        }

    def _claim_rows(self) -> list[Row]:
        from claimcheck.report.rows import claim_rows

        found = list(claim_rows(self.results))
        if self.kind != DISPUTE:
            return found
        dispute = self.results.disputes[0]
        sides = dict.fromkeys(dispute.a_claim_ids, "a") | dict.fromkeys(dispute.b_claim_ids, "b")
        return [row | {"side": sides.get(str(row["claim_id"]))} for row in found]

    def __rich__(self) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        from claimcheck.report.tables import dispute_list, printable, rows_table

        parts: list[RenderableType] = []
        if self.kind == ARTICLE:
            article = self.results.articles[0]
            said = (article.title, article.outlet, article.published, article.url, article.file)
            parts.append(Text(printable(" · ".join(part for part in said if part)), style="bold"))
        elif self.kind != DISPUTE and self.results.clusters:
            cluster = self.results.clusters[0]
            parts.append(Text(printable(f"{cluster.id}: {cluster.headline}"), style="bold"))
        if self.results.disputes:
            parts.append(dispute_list(self.results, len(self.results.disputes)))
        if self.kind != DISPUTE:
            shown = ("claim_id", "position", "source", "outlet", "published", "sentence")
            parts.append(rows_table(shown, self._claim_rows()))
        return Group(*parts)

    def _repr_html_(self) -> str:
        from claimcheck.report.cards import ClaimCard, ClusterCard, DisputeCard

        results = self.results
        if self.kind == DISPUTE:
            return DisputeCard(results, results.disputes[0])._repr_html_()
        if self.kind == CLUSTER:
            return ClusterCard(results, results.clusters[0])._repr_html_()
        return "".join(ClaimCard(results, claim)._repr_html_() for claim in results.claims)
