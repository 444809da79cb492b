"""Cheap evidence that two claims say the opposite: a negation in one of them, or words of opposite meaning.

Lexical only: the judge decides, this explains it and finds what it misses. Antonyms are pairs that news uses of the
same event, listed by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claimcheck.links.findings import SlotFinding
from claimcheck.links.names import may_be_same
from claimcheck.links.wording import NEGATORS, Wording, overlap, stem, wording
from claimcheck.records import Claim, DisputeKind, Stance

SAME_CONTEXT = 0.5
SAME_CONTEXT_SHORT = 0.65
"""Overlap of content words from which two statements speak of one thing; more where one of them has few."""
SHORT = 2
"""Content words of a statement ("this was not about him") that any longer one can hold by chance."""
_PAIRS = """accept reject;accept refuse;accept decline;approve reject;approve veto;rise fall;rise drop;rise decline;
rise decrease;increase decrease;increase fall;increase drop;increase decline;increase reduce;gain lose;climb fall;
grow shrink;jump drop;soar plunge;win lose;victory defeat;alive dead;alive die;survive die;
survive kill;guilty innocent;
convict acquit;support oppose;back oppose;favor oppose;favour oppose;agree disagree;agree refuse;confirm deny;
acknowledge deny;admit deny;open close;open shut;reopen close;allow ban;allow prohibit;allow forbid;allow bar;
allow block;permit ban;legal illegal;lawful unlawful;succeed fail;success failure;pass fail;enter leave;arrive leave;
join leave;stay leave;remain leave;start stop;start end;begin end;begin stop;resume suspend;resume halt;continue stop;
continue end;hire fire;appoint dismiss;raise lower;raise cut;expand cut;higher lower;more fewer;more less;
better worse;improve worsen;strengthen weaken;safe unsafe;safe dangerous;true false;accurate inaccurate;
accurate false;correct incorrect;right wrong;present absent;include exclude;release detain;release arrest;free detain;
free imprison;acquit sentence;attack defend;advance retreat;capture lose;capture recapture;ally enemy;before after;
male female;man woman;boy girl;father mother;son daughter;husband wife;brother sister;public private;
voluntary forced;peaceful violent;possible impossible;likely unlikely;positive negative;healthy sick;full empty;
early late;maximum minimum;major minor;north south;east west;northern southern;eastern western;
left right;import export;buy sell;lend borrow;push pull;praise criticize;praise criticise;praise condemn;
welcome condemn;defend criticize;love hate;encourage discourage;honor violate;respect violate;
keep break;uphold overturn;
upheld overturn;ratify reject;extend shorten;withdraw deploy;withdraw remain;deploy remove;add remove;lift impose;
impose remove;enable disable;unanimous divided;temporary permanent;intentional accidental;deliberate accidental;
accidental intentional;recover deteriorate;find lose;surplus deficit;profit loss;majority minority;upgrade downgrade;
optimistic pessimistic;known unknown;able unable;willing unwilling;happy unhappy;certain uncertain;attend skip;
cancel hold;cancel confirm;postpone proceed;delay proceed;vaccinated unvaccinated;armed unarmed;conscious unconscious;
related unrelated;successful unsuccessful;stable unstable;stable critical;minor serious;day night;morning evening"""
_ATTITUDES = frozenset(
    stem(word)
    for word in "support oppose back favor favour agree disagree welcome condemn praise criticize criticise love hate "
    "defend happy unhappy optimistic pessimistic willing unwilling want need hope wish".split()
)
"""Views: one person's support does not contradict another's opposition."""
SEXED = frozenset("man woman men women boy girl boys girls male female".split())
"""Opposites that, with another age, tell one person from another."""
_FIRST_NAME = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*")
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_ERA = re.compile(r"\b([A-Z][\w’'-]+)[ -](?:era|years|days|period|decades?|generation)\b")
_PRONOUNS = frozenset("i we you he she they it my our your his her their".split())
_NEGATING_WORDS = {
    "fail",
    "refus",
    "declin",
    "deny",
    "denie",
    "reject",
    "avoid",
    "lack",
    "unabl",
    "dismiss",
    "refut",
    "refusal",
    "reluctanc",
    "reluctant",
    "unwill",
    "unwillingness",
    "failur",
    "inability",
}
_MISSAID = re.compile(
    r"\b(?:misspoke\w*|misstated|(?:falsely|wrongly|mistakenly|erroneously|incorrectly) \w+)\b", re.IGNORECASE
)
"""Who misspoke in saying it did not assert it: what follows is neither asserted nor denied."""
_NOT_NEGATION = frozenset(
    {"only", "just", "least", "merely", "necessarily", "doubt", "longer", "matter", "more", "less"}
)
_BREAK = frozenset(", ; : . ! ? ( ) — – and but because although while after which if unless than".split())
_REACH = 4
_NOUN_REACH = 2
"""Content words that "no" and "without" reach: the noun that they stand before, not what is said of it."""
_DETERMINERS = frozenset({"no", "without", "none"})
_COPULAS = frozenset("is are was were be been am".split())
_LIGHT = frozenset(
    """able allow allowed yet ever even really actually fully quite directly clearly immediately possible longer
    going""".split()
)
"""Words between a negation and what it denies ("not able to pay", "did not fully accept")."""


_ITSELF = re.compile(r"(?:an? |the )?(.+) (?:is|are) (?:always )?(?:an? |the )?\1")
_ASCRIBED = frozenset(
    "claim claims allegation allegations assertion assertions accusation accusations suggestion suggestions notion "
    "idea belief contention".split()
)
"""Nouns after which "that" says what somebody holds, not what the text states."""


def compare_polarity(a: Claim, b: Claim) -> tuple[SlotFinding, ...]:
    """Findings of kind negation between two claims, strongest first; symmetric.

    Denials by stance ("denied that ...") are resolved elsewhere: where one claim denies and the other asserts, a
    missing negation is no agreement, so nothing is found here.
    """
    if (a.stance is Stance.DENIES) != (b.stance is Stance.DENIES):
        return ()
    found = polarity_of(a.proposition, b.proposition)
    views = {stem(text.split()[-1]) for finding in found for text in (finding.a_text, finding.b_text)}
    return () if views & _ATTITUDES and not _one_holder(a, b) else found


def _one_holder(a: Claim, b: Claim) -> bool:
    """Whether the views are known to be of one person: whom the propositions begin with, or who speaks of himself."""
    holders = [_holder(claim) for claim in (a, b)]
    return all(holders) and may_be_same(*sorted(holders), person=True)


def _holder(claim: Claim) -> str:
    first = _FIRST_NAME.match(claim.proposition)
    if first is None or first[0].lower() in _PRONOUNS:
        return claim.source or ""
    return first[0]


def one_negates(a: str, b: str) -> bool:
    """Whether just one of two propositions holds a negation, and it denies what the other states."""
    return _is_negated(a) != _is_negated(b) and bool(polarity_of(a, b))


@lru_cache(maxsize=65536)
def _is_negated(text: str) -> bool:
    return not NEGATORS.isdisjoint(wording(text).tokens)


@lru_cache(maxsize=32768)
def polarity_of(a: str, b: str) -> tuple[SlotFinding, ...]:
    """The same for two propositions as text."""
    said_a, said_b = _read(a), _read(b)
    if said_a.missaid != said_b.missaid:
        return ()
    words_a, words_b = wording(a), wording(b)
    opposite = _opposites(a, b)
    changed = frozenset(word for pair in opposite for word in pair) | _NEGATING_WORDS
    context = overlap(words_a.content, words_b.content, frozenset(changed))
    short = min(len(words_a.content), len(words_b.content)) <= SHORT
    if context < (SAME_CONTEXT_SHORT if short else SAME_CONTEXT):
        return ()
    only_a, only_b = said_a.denied & said_b.asserted, said_b.denied & said_a.asserted
    if only_a and only_b:
        return ()
    turned = [(x, y) for x, y in opposite if (x in said_a.reached) == (y in said_b.reached)]
    if (only_a or only_b) and not opposite:
        word = _shown(only_a or only_b, words_a if only_a else words_b)
        if _is_named(word, b if only_a else a) or _eras(a) & _names(b) or _eras(b) & _names(a):
            return ()
        texts = (f"not {word}", word) if only_a else (word, f"not {word}")
        return (SlotFinding(DisputeKind.NEGATION, "negation", *texts, round(0.9 * context, 3)),)
    if turned and len(turned) == len(opposite) and not only_a and not only_b:
        x, y = turned[0]
        shown = _word(words_a, x), _word(words_b, y)
        return (SlotFinding(DisputeKind.NEGATION, "opposite", *shown, round(0.8 * context, 3)),)
    return ()


@dataclass(frozen=True, slots=True)
class _Polarity:
    """Content stems of a text: those that its negations deny, all that they reach, and those they do not reach; and
    whether somebody misspoke in it. What is only asked about or ascribed is not among the last.
    """

    denied: frozenset[str]
    reached: frozenset[str]
    asserted: frozenset[str]
    missaid: bool


@lru_cache(maxsize=65536)
def _read(text: str) -> _Polarity:
    """What a text denies is the first content word that a negation reaches and that it asserts nowhere.

    What follows that word is not denied by itself: who "did not keep her private mails" had private mails.
    """
    words = wording(text)
    reaches = {i: _reached(words, i) for i in range(len(words.tokens)) if _negates(words, i)}
    reached = {j for found in reaches.values() for j in found}
    content = [i for i, stemmed in enumerate(words.stems) if stemmed in words.content]
    asserted = frozenset(words.stems[i] for i in content if i not in reached | _left_open(words))
    denied = set()
    for i, found in reaches.items():
        # "The war was not a war of choice" denies the choice.
        kept = found if i and words.tokens[i - 1] in _COPULAS else found[:1]
        denied.update([words.stems[j] for j in kept if words.stems[j] not in asserted][:1])
    return _Polarity(
        frozenset(denied - _NEGATING_WORDS),
        frozenset(words.stems[i] for i in reached),
        asserted - _NEGATING_WORDS,
        bool(_MISSAID.search(text)),
    )


def _left_open(words: Wording) -> set[int]:
    """Where the words stand that a text only asks about or ascribes, after "whether" or "the claim that", or all of
    them where it only says that a thing is itself ("a deal is a deal").
    """
    if _ITSELF.fullmatch(" ".join(word for word in words.tokens if word[0].isalnum())):
        return set(range(len(words.tokens)))
    found: set[int] = set()
    for i, token in enumerate(words.tokens):
        ascribed = token == "that" and i and words.tokens[i - 1] in _ASCRIBED
        if token == "whether" or ascribed:
            ends = (j for j in range(i + 1, len(words.tokens)) if not words.tokens[j][0].isalnum())
            found.update(range(i + 1, next(ends, len(words.tokens))))
    return found


def _negates(words: Wording, i: int) -> bool:
    following = words.tokens[i + 1] if i + 1 < len(words.tokens) else ""
    if following in _NOT_NEGATION or (i and words.tokens[i - 1] in {"may", "might"}):
        return False
    if list(words.tokens[max(0, i - 2) : i]) == ["whether", "or"]:
        return False
    return words.tokens[i] in NEGATORS or (words.stems[i] in _NEGATING_WORDS and following == "to")


def _reached(words: Wording, i: int) -> list[int]:
    """Where the content words stand that the negation at `i` reaches, up to the end of its clause."""
    most = _NOUN_REACH if words.tokens[i] in _DETERMINERS else _REACH
    found: list[int] = []
    for j in range(i + 1, len(words.tokens)):
        token = words.tokens[j]
        if token in _BREAK or len(found) >= most:
            break
        if words.stems[j] in words.content and token not in _LIGHT and not token.endswith("ly"):
            found.append(j)
    return found


def _opposites(a: str, b: str) -> list[tuple[str, str]]:
    """Pairs (word of a, word of b) of opposite meaning, neither of which the other claim uses as well."""
    words_a, words_b = _words(a), _words(b)
    table = _antonyms()
    pairs = [
        (x, y)
        for x in words_a.with_opposites
        if x not in words_b.stems
        for y in table[x] & words_b.with_opposites
        if y not in words_a.stems
    ]
    return sorted(pairs, key=lambda pair: (sorted(pair), pair))


@dataclass(frozen=True, slots=True)
class _Words:
    """The stems of a text, and those that have an opposite."""

    stems: frozenset[str]
    with_opposites: frozenset[str]


@lru_cache(maxsize=65536)
def _words(text: str) -> _Words:
    stems = frozenset(wording(text).stems)
    return _Words(stems, stems & _antonyms().keys())


@lru_cache(maxsize=1)
def _antonyms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.replace("\n", "").split(";"):
        x, y = (stem(word) for word in pair.split())
        table.setdefault(x, set()).add(y)
        table.setdefault(y, set()).add(x)
    return {word: frozenset(others) for word, others in table.items()}


def _shown(flipped: frozenset[str], words: Wording) -> str:
    """The first flipped word, in the form of the claim that negates it."""
    return next(t for t, s in zip(words.tokens, words.stems, strict=True) if s in flipped)


def _is_named(word: str, text: str) -> bool:
    """Whether `text` has the word only as part of a name or title ("sang Let It Burn")."""
    found = re.findall(rf"(?<=\w\s)\b{re.escape(word)}\b", text, re.IGNORECASE)
    return bool(found) and word.islower() and all(match[0].isupper() for match in found)


def _eras(text: str) -> frozenset[str]:
    """Names that a text uses for a time ("the Vietnam era"), which is not the place or the thing."""
    return frozenset(_ERA.findall(text))


def _names(text: str) -> frozenset[str]:
    """Names of one word in a text that are not used for a time."""
    return frozenset(_NAME.findall(_ERA.sub(" ", text)))


def _word(words: Wording, wanted: str) -> str:
    return next(t for t, s in zip(words.tokens, words.stems, strict=True) if s == wanted)
