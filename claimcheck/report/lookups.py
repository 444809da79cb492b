"""What belongs to what in `Results`: one pass over it, then every look-up is a dictionary's."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.records import Article, Claim, Cluster, Position, Provenance, Results

UNKNOWN_OUTLET = "unknown outlet"


@dataclass(frozen=True, slots=True)
class Lookups:
    """`Results` by id. Build it once with `Lookups.of`."""

    articles: dict[str, Article]
    claims: dict[str, Claim]
    clusters: dict[str, Cluster]
    cluster_of: dict[str, Cluster]
    """The cluster of a claim, by claim id."""
    position_of: dict[str, Position]
    """The position of a claim, by claim id."""
    provenance: dict[str, Provenance]
    """By article id."""

    @classmethod
    def of(cls, results: Results) -> Lookups:
        """The look-ups of `results`."""
        return cls(
            articles={article.id: article for article in results.articles},
            claims={claim.id: claim for claim in results.claims},
            clusters={cluster.id: cluster for cluster in results.clusters},
            cluster_of={claim: cluster for cluster in results.clusters for claim in cluster.claim_ids},
            position_of={
                claim: position
                for cluster in results.clusters
                for position in cluster.positions
                for claim in position.claim_ids
            },
            provenance={item.article_id: item for item in results.provenance},
        )

    def article(self, claim: Claim) -> Article:
        """The article a claim stands in."""
        return self.articles[claim.article_id]

    def outlet(self, claim: Claim) -> str:
        """The outlet that carries a claim, or the words for an unknown one."""
        return self.article(claim).outlet or UNKNOWN_OUTLET

    def published(self, claim: Claim) -> str:
        """When the claim's article was published, ISO 8601 as precise as known; "" where unknown."""
        return self.article(claim).published or ""

    def copy_group(self, claim: Claim) -> str:
        """What the claim's article shares with its reprints; the article's own id where it has none."""
        item = self.provenance.get(claim.article_id)
        return (item.copy_group if item else "") or claim.article_id


def safe_link(url: str | None) -> str:
    """`url` where a browser may follow it (http and https), else "": articles come with any scheme at all."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""
