"""Articles in: one reader a format, metadata, boilerplate, duplicates of whole articles."""
