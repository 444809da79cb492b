"""Headlines that name who says it with a colon or a dash: "Police: 12 killed in blast", "12 killed in blast: police".

A label is a source only where its words are those of people or bodies that headlines quote. What else stands before a
colon says what kind of text follows ("Explainer", "Photos", "Update"), where it was written ("Washington") or when.
"""

from __future__ import annotations

import re

from claimcheck.claims.outlets import is_outlet

_QUOTED = frozenset(
    """police officials official authorities ministry minister ministers mayor governor government army military navy
    court courts judge prosecutors prosecutor lawyer lawyers attorney attorneys witnesses witness coroner hospital
    doctors experts expert analysts analyst researchers scientists economists sheriff deputies firefighters
    department agency commission council parliament kremlin pentagon president premier chancellor spokesman
    spokeswoman spokesperson union unions residents survivors rebels activists aide aides diplomats investigators
    regulator regulators watchdog relatives airline operator""".split()
)
"""Last words of labels that headlines quote."""
_ALONE = frozenset("sources source report reports study survey poll company media family".split())
"""The same where nothing but "new" or "state" stands before them: a "weather report" says what follows."""
_BODIES = frozenset(
    "UN U.N. UNHCR UNICEF NATO EU IMF OPEC FBI CIA NASA NHS IAEA FDA CDC NTSB FAA OSCE".split()
)
_NAMES = (
    "white house",
    "coast guard",
    "state department",
    "foreign office",
    "downing street",
    "interpol",
    "europol",
)
_WORD = r"[\w.&’'-]+"
_BEFORE = re.compile(rf"(?P<label>{_WORD}(?: {_WORD}){{0,5}}):\s+(?=\S)")
_AFTER = re.compile(rf"(?P<gap>:|\s[–—])\s+(?P<label>(?:{_WORD} ){{0,5}}{_WORD})$")
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_FUNCTION = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|do|does|did|will|would|can|to|for|from|with|against|by|on|in|at|as|and|or|but|"
    r"not|no|how|why|what|who|when|where|this|that|these|those|his|her|their|my|your|our|one|two|three)\b",
    re.IGNORECASE,
)
"""Words that make a sentence or a theme of what stands beside the colon ("questions for the police: ...")."""
_FEWEST = 3
"""Words of what is said, at least."""
_QUESTION = re.compile(r"[?]\W*$")


def label_before(text: str) -> int | None:
    """Where what is said starts in "Police: 12 killed in blast", None where no source stands before a colon.

    >>> label_before("Police: 12 killed in blast")
    8
    """
    match = _BEFORE.match(text)
    if match is None or not _is_source(match.group("label")):
        return None
    said = text[match.end() :]
    return match.end() if _says_enough(said) else None


def label_after(text: str) -> int | None:
    """Where the label starts in "12 killed in blast: police", None where there is none.

    >>> label_after("12 killed in blast: police")
    20
    """
    match = _AFTER.search(text)
    if match is None or not _is_source(match.group("label")):
        return None
    if match.group("gap") != ":" and is_outlet(match.group("label")):
        return None  # "Norvik closes two plants – Dover Times" names the page's owner.
    if _ARTICLE.match(match.group("label")):
        return None  # "One body refused: the council" is no headline.
    return match.start("label") if _says_enough(text[: match.start()]) else None


def _says_enough(said: str) -> bool:
    return len(said.split()) >= _FEWEST and not _QUESTION.search(said)


def _is_source(label: str) -> bool:
    bare = _ARTICLE.sub("", label)
    words = bare.split()
    if not words or _FUNCTION.search(bare):
        return False
    if words[-1] in _BODIES or is_outlet(bare) or bare.lower().endswith(_NAMES):
        return True
    if words[-1].lower() in _ALONE:
        return len(words) == 1 or (len(words) == 2 and words[0].lower() in {"new", "state"})
    return words[-1].lower() in _QUOTED
