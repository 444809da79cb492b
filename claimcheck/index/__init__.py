"""Vectors and the FAISS index over them."""

from claimcheck.index.vectors import EXACT_LIMIT, VectorIndex

__all__ = ["EXACT_LIMIT", "VectorIndex"]
