"""Clusters, positions, disputes and independence over the claim graph."""
