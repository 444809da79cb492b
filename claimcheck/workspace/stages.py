"""What a workspace needs of the analysis: `claimcheck.analysis.Analyser` is one, a test may bring another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimcheck.graph.clusters import Constraints
    from claimcheck.links.candidates import Candidates
    from claimcheck.links.evidence import PairEvidence
    from claimcheck.models.embedder import Embedder
    from claimcheck.records import (
        Article,
        Claim,
        Cluster,
        Comparison,
        Dispute,
        Link,
        Provenance,
        StatementPair,
    )
    from claimcheck.settings import Settings


class Stages(Protocol):
    """The stages of an analysis, none of which stores anything."""

    @property
    def settings(self) -> Settings:
        """What the analyst chose."""
        ...

    @property
    def embedder(self) -> Embedder:
        """Vectors of propositions."""
        ...

    def extract(self, articles: Sequence[Article]) -> list[Claim]:
        """The claims of articles."""
        ...

    def weigh(
        self,
        candidates: Candidates,
        claims: Sequence[Claim],
        articles: Mapping[str, Article],
        vectors: NDArray[np.float32],
    ) -> list[PairEvidence]:
        """Evidence of the candidate pairs about the same event; `claims` holds all claims of their articles."""
        ...

    def link(
        self,
        pairs: Sequence[PairEvidence],
        claims: Sequence[Claim],
        articles: Mapping[str, Article],
        *,
        new: Collection[str] | None = None,
    ) -> list[Link]:
        """The links of weighed pairs, those inside the articles of the claims with the ids `new`, and those of answers
        to the outlets that they name.
        """
        ...

    def group(
        self,
        claims: Mapping[str, Claim],
        articles: Mapping[str, Article],
        links: Sequence[Link],
        provenance: Mapping[str, Provenance],
        constraints: Constraints | None = None,
    ) -> tuple[list[Cluster], list[Dispute], list[Link]]:
        """Clusters and disputes of linked claims, and all links with those that were carried on."""
        ...

    def rank(
        self, disputes: Iterable[Dispute], claims: Mapping[str, Claim], articles: Mapping[str, Article]
    ) -> list[Dispute]:
        """Disputes in the order to read them in."""
        ...

    def compare(self, pairs: Sequence[StatementPair]) -> list[Comparison]:
        """What one statement is to another, for free statements outside any article."""
        ...
