"""Vectors and the FAISS index over them."""
