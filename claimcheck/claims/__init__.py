"""Claims out of articles: sentences, attribution, stance, quantities, dates, check-worthiness."""

from claimcheck.claims.extract import claim_from_text, extract_claims

__all__ = ["claim_from_text", "extract_claims"]
