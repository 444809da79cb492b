"""Whose reporting an article repeats: "the Financial Times reported", "citing Kyodo", "told Reuters"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_RUN = r"(?:[Tt]he )?[A-Z][\w.’'-]*(?:[ /](?:(?:of|and|the|&|in) )?[A-Z][\w.’'&-]*){0,6}"
_KIND = (
    r"(?:(?:the|a|an|its|local|state|state-run|state-owned|official|semi-official|private|public|"
    r"Japanese|Chinese|Russian|"
    r"Syrian|Iranian|Lebanese|Israeli|South|North|Korean|Turkish|British|French|German|American|"
    r"U\.S\.|Indian|Ukrainian)\s+){0,3}"
    r"(?:(?:news|media|wire|press|government)\s+)?"
    r"(?:(?:agency|agencies|newspaper|newspapers|daily|weekly|broadcaster|television|TV|channel|"
    r"network|magazine|website|site|outlet|outlets|media|paper|radio|station|report|reports|"
    r"tabloid)\s+(?:citing\s+|quoting\s+|by\s+|in\s+|from\s+)?)?"
)
_AFTER = re.compile(
    rf"(?P<name>{_RUN})(?:’s|'s)?\s+(?:newspaper |news agency |magazine |website |first |earlier |"
    rf"also |previously |has |had |exclusively ){{0,3}}"
    r"(?:report(?:s|ed)\b|(?:quoted|cited)\b)"
)
_BEFORE = re.compile(
    r"\b(?:[Cc]iting|[Qq]uoting|[Cc]ited by|[Qq]uoted by|[Aa]ccording to|[Aa]s reported (?:earlier |"
    r"first )?by|"
    r"reported (?:earlier |first |exclusively )?(?:by|in|on)|[Ff]irst (?:reported|published) (?:by|"
    r"in)|[Rr]eports? (?:by|in|from)|"
    r"[Rr]eporting by|interview(?:s|ed)? (?:with|by|to)|published (?:by|in)|seen by|obtained by|"
    r"reviewed by|told|tells|speaking to|"
    rf"statement to|said in an? \w+ (?:to|with)|via|confirmed to)\s+{_KIND}(?P<name>{_RUN})"
)
_ALSO = re.compile(rf"\s*(?:,|and|,\s+and)\s+(?:the\s+)?(?P<name>{_RUN})")


def cited_names(text: str, known: Callable[[str], str | None]) -> Iterator[str]:
    """The usual names of the outlets and agencies whose reporting `text` gives as its own source, as they come.

    `known` turns a name into its usual one, or None where it is no outlet: what follows "told" may be a person.
    """
    for match in _AFTER.finditer(text):
        if name := _longest(match["name"], known, from_end=True):
            yield name
    for match in _BEFORE.finditer(text):
        if name := _longest(match["name"], known, from_end=False):
            yield name
            if (more := _ALSO.match(text, match.end())) and (
                also := _longest(more["name"], known, from_end=False)
            ):
                yield also


def _longest(run: str, known: Callable[[str], str | None], from_end: bool) -> str | None:
    """The longest known name in a run of capitals: its end before a verb, its beginning after one.

    "On Tuesday The New York Times" gives The New York Times before "reported".
    """
    words = re.sub(r"[’']s$", "", run).strip(" .,").split()
    for size in range(len(words), 0, -1):
        part = " ".join(words[-size:] if from_end else words[:size])
        if found := known(part.rstrip(".,")):
            return found
    return None
