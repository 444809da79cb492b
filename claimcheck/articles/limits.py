"""How much one input may hold before it is named and skipped instead of read."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds on what is read; each has a default that no honest batch of news reaches."""

    article_chars: int = 1_000_000
    """Characters of one article's text; also what spaCy's parser takes at once."""
    page_bytes: int = 20 * MEGABYTE
    """Bytes of one HTML page, in a file or in a WARC record."""
    file_bytes: int = 1024 * MEGABYTE
    """Bytes of one file once it is unpacked."""
    archive_bytes: int = 4096 * MEGABYTE
    """Bytes of all members of one zip together, unpacked."""
    archive_members: int = 100_000
    """Members of one zip."""
    compression_ratio: int = 200
    """How many times its packed size a member above `ratio_from` may unpack to; text packs 3 to 20 times."""
    ratio_from: int = 10 * MEGABYTE


def in_megabytes(size: int) -> str:
    """A size in bytes as words: "50.0 MB"."""
    return f"{size / MEGABYTE:.1f} MB"
