"""One reader a format: the bytes of a file in, its articles as found out."""
