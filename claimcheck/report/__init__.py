"""Records in, files and pictures out."""
