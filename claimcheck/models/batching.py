"""Batches for networks on a processor: of equal length, so that nothing is padded, and the longest first."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence


def equal_batches(lengths: Sequence[int], size: int) -> list[list[int]]:
    """Row numbers in batches of at most `size` rows of one length, the longest rows first.

    >>> equal_batches([3, 5, 3, 3], 2)
    [[1], [0, 2], [3]]
    """
    rows: dict[int, list[int]] = defaultdict(list)
    for row, length in enumerate(lengths):
        rows[length].append(row)
    return [
        same[at : at + size]
        for _, same in sorted(rows.items(), reverse=True)
        for at in range(0, len(same), size)
    ]


def available_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
