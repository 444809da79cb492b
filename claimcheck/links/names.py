"""Whether two names may stand for the same person, place or body: aliases, parts, acronyms, metonyms, spellings."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

PLACES = Path(__file__).with_name("places.json")
SAME_SPELLING = 0.8
"""difflib ratio from which two words are spellings of one name ("Zelensky", "Zelenskyy")."""
_TITLES = frozenset(
    "mr mrs ms dr sir lady lord president vice prime minister chancellor secretary general gen sen senator rep "
    "representative gov governor mayor judge justice king queen prince princess pope chief chairman chairwoman "
    "director police officer sgt sergeant capt captain lt lieutenant col colonel maj major deputy sheriff detective "
    "attorney former foreign defense defence state of the and for spokesman spokeswoman prof professor rev imam "
    "ayatollah sheikh".split()
)
_GENERIC = frozenset(
    "province city county district town village region governorate state area countryside suburb suburbs street road "
    "avenue neighborhood neighbourhood north south east west northern southern eastern western central greater old "
    "new capital republic kingdom government administration department ministry office police university hospital "
    "school airport base company inc corp ltd co group organization organisation party committee council the of al el "
    "and for rural metro metropolitan".split()
)
_NAME_RUN = re.compile(r"((?:[A-Z][\w'’.-]*\s+)+[A-Z][\w'’-]*)")
_WITH_AGE = re.compile(
    r"((?:[A-Z][\w.'’-]+\s+)*[A-Z][\w'’-]+),\s+(?:(?:aka|a\.k\.a\.|also known as)\s+[^,]{1,30},?[”\"]?\s+)?"
    r"\d{1,2}\b(?!\s?%|:\d)"
)
_FUNCTION_WORDS = frozenset(
    "the a an of in on at to for and by with that is was are were be been has have had".split()
)
_AREAS = frozenset("county province region governorate district parish prefecture".split())
"""Words for a stretch of land that towns lie in."""
_RULERS = frozenset("government regime authorities administration".split())
_SECTS = re.compile(r"\bshi'?ites?\b|\bshi'as?\b")
_ALIASES = tuple(
    frozenset(names.split(","))
    for names in (
        "isis,isil,daesh,islamic state,is group,is militants,is fighters",
        "nusra,nusra front,jabhat nusra,jabhat fatah sham,fateh sham",
        "pkk,kurdistan workers party",
        "burma,myanmar",
        "huthis,houthis,ansar allah",
    )
)
"""Names of one body that share no word: news has a word of its own for some."""
_PLACE_LABELS, _GROUP_LABELS = frozenset({"GPE", "LOC", "FAC"}), frozenset({"NORP"})


def kind_of(label: str) -> str:
    """ "person", "place", "group" or "body": what spaCy's label is compared with."""
    if label == "PERSON":
        return "person"
    if label in _PLACE_LABELS:
        return "place"
    return "group" if label in _GROUP_LABELS else "body"


@lru_cache(maxsize=1 << 16)
def may_be_same(a: str, b: str, *, person: bool = False) -> bool:
    """Whether the names may mean the same: equal, one part of the other, acronym, metonym, demonym or spelling.

    For persons, two full names with different first names are two people.
    """
    key_a, key_b = key_of(a), key_of(b)
    place_a, place_b = _seat_of(key_a), _seat_of(key_b)
    if key_a == key_b or (place_a and place_b and place_a.key == place_b.key):
        return True
    if place_a and place_b and place_a.level == place_b.level:
        return False
    if any(_names_one(key_a, names) and _names_one(key_b, names) for names in _ALIASES):
        return True
    words_a, words_b = _words(a), _words(b)
    if not words_a or not words_b:
        return True
    if person and len(words_a) > 1 and len(words_b) > 1 and _alike(words_a[-1], words_b[-1]):
        return _first_names_agree(words_a[0], words_b[0])
    if set(words_a) <= set(words_b) or set(words_b) <= set(words_a):
        return True
    if _acronym(a, words_b) or _acronym(b, words_a):
        return True
    if person:
        return _alike(words_a[-1], words_b[-1]) or _alike("".join(words_a), "".join(words_b))
    if set(words_a) & set(words_b) - _GENERIC:
        return True
    return _alike(" ".join(words_a), " ".join(words_b)) or any(
        _derived(x, y) for x in words_a for y in words_b if min(len(x), len(y)) >= 4
    )


def _names_one(key: str, names: frozenset[str]) -> bool:
    return any(f" {name} " in f" {key} " for name in names)


def only_named_fuller(longer: str, shorter: str) -> bool:
    """Whether all that `longer` says beyond `shorter` are further words of names that `shorter` gives in part.

    So "The Kestrel Bridge opened" beside "The bridge opened", and "Joe Biden spoke" beside "Biden spoke".
    """
    said = set(key_of(shorter).split())
    for run in _NAME_RUN.split(longer):
        words = set(key_of(run).split()) - _FUNCTION_WORDS
        named = _NAME_RUN.fullmatch(run) is not None
        if words - said and not (named and words & said):
            return False
    return True


def persons_by_age(text: str) -> frozenset[str]:
    """Names that stand with an age in apposition: "Berg" of "Berg, aka Ace, 25, of Ashford pleaded guilty"."""
    return frozenset(_WITH_AGE.findall(text))


def is_title(name: str) -> bool:
    """Whether the words are only titles ("President", "Mr."), which stand with a name as well as without it."""
    return all(word in _TITLES for word in key_of(name).split())


def is_generic(word: str) -> bool:
    """Whether the word only says what kind of place or body a name is of ("province", "ministry")."""
    return word.lower() in _GENERIC


@lru_cache(maxsize=1 << 16)
def key_of(name: str) -> str:
    """The name in lower case without full stops and a leading "the"."""
    bare = re.sub(r"[^\w&' -]", "", name.lower()).removeprefix("the ").strip()
    return _SECTS.sub("shia", re.sub(r"\bdept\b", "department", bare))


@dataclass(frozen=True, slots=True)
class _Place:
    level: str
    """"country", "state", or "other" for cities."""
    key: str

    @property
    def country(self) -> str:
        """The key of the country that it is, or lies in."""
        return "united states" if self.level == "state" else self.key


def governs(name: str) -> bool:
    """Whether a name, of a country, a state or a capital, is used for its government ("Damascus denied it")."""
    return key_of(name) in _gazetteer()


def may_lie_in(a: str, b: str) -> bool:
    """Whether one of two places may be part of the other: unknown towns may lie in any country, and in any county."""
    areas = [bool(_AREAS & set(key_of(name).split())) for name in (a, b)]
    if areas[0] != areas[1]:
        return True
    place_a, place_b = _gazetteer().get(key_of(a)), _gazetteer().get(key_of(b))
    if place_a and place_b:
        return place_a.country == place_b.country and place_a.level != place_b.level
    known = place_a or place_b
    return known is not None and known.level != "other"


def _seat_of(key: str) -> _Place | None:
    """The place that a name stands for, also as that of its government ("the Syrian regime")."""
    words = key.split()
    if len(words) > 1 and words[-1] in _RULERS:
        words = words[:-1]
    return _gazetteer().get(" ".join(words))


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, _Place]:
    stored = json.loads(PLACES.read_text(encoding="utf-8"))
    known: dict[str, _Place] = {}
    for level, rows in (("state", stored["states"]), ("country", stored["countries"])):
        for row in rows:
            for name in row:
                known[key_of(name.lstrip("@"))] = _Place("other" if name.startswith("@") else level, row[0])
    return known


def _words(name: str) -> tuple[str, ...]:
    words = [word for word in re.split(r"[\s-]+", key_of(name)) if word]
    kept = [word for word in words if word not in _TITLES and word not in _GENERIC and len(word) > 1]
    return tuple(kept or words)


def _acronym(short: str, words: tuple[str, ...]) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", short)
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.lower() == "".join(w[0] for w in words)


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    return min(len(a), len(b)) >= 3 and SequenceMatcher(None, min(a, b), max(a, b)).ratio() >= SAME_SPELLING


def _first_names_agree(a: str, b: str) -> bool:
    return a[0] == b[0] and (
        len(a) == 1 or len(b) == 1 or a.startswith(b[:3]) or b.startswith(a[:3]) or _alike(a, b)
    )


def _derived(a: str, b: str) -> bool:
    """ "Aleppo" and "Aleppine", "Syria" and "Syrian"."""
    short, long = sorted((a, b), key=len)
    return long.startswith(short.rstrip("aeioy")) and len(long) - len(short) <= 4 and len(short) >= 5
