"""The learned parts: embedder, judge, parser and tagger. Loading, checksums and bundled weights."""
