"""Cheap evidence that two claims say the opposite: a negation in one of them, or words of opposite meaning.

Lexical only: the judge decides, this explains it and finds what it misses. Antonyms are pairs that news uses of the
same event, listed by hand.
"""

from __future__ import annotations

from functools import lru_cache

from claimcheck.links.findings import SlotFinding
from claimcheck.links.wording import NEGATORS, STOPWORDS, Wording, overlap, stem, wording
from claimcheck.records import Claim, DisputeKind, Stance

SAME_CONTEXT = 0.5
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
_NEGATING_VERBS = {
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
}
_NOT_NEGATION = frozenset(
    {"only", "just", "least", "merely", "necessarily", "doubt", "longer", "matter", "more", "less"}
)
_BREAK = frozenset(
    {
        ",",
        ";",
        ":",
        ".",
        "!",
        "?",
        "(",
        ")",
        "—",
        "–",
        "but",
        "because",
        "although",
        "while",
        "after",
        "which",
    }
)
_REACH = 4


def compare_polarity(a: Claim, b: Claim) -> tuple[SlotFinding, ...]:
    """Findings of kind negation between two claims, strongest first; symmetric.

    Denials by stance ("denied that ...") are resolved elsewhere: where one claim denies and the other asserts, a
    missing negation is no agreement, so nothing is found here.
    """
    if (a.stance is Stance.DENIES) != (b.stance is Stance.DENIES):
        return ()
    return polarity_of(a.proposition, b.proposition)


@lru_cache(maxsize=32768)
def polarity_of(a: str, b: str) -> tuple[SlotFinding, ...]:
    """The same for two propositions as text."""
    words_a, words_b = wording(a), wording(b)
    negated_a, negated_b = _negated(words_a), _negated(words_b)
    opposite = _opposites(words_a, words_b)
    changed = frozenset(word for pair in opposite for word in pair) | _NEGATING_VERBS
    context = overlap(words_a.content, words_b.content, frozenset(changed))
    if context < SAME_CONTEXT:
        return ()
    flipped = sorted(s for s in words_a.content & words_b.content if (s in negated_a) != (s in negated_b))
    flipped = [s for s in flipped if s not in _NEGATING_VERBS]
    if any(s in negated_a for s in flipped) and any(s in negated_b for s in flipped):
        return ()
    turned = [(x, y) for x, y in opposite if (x in negated_a) == (y in negated_b)]
    if flipped and not opposite:
        word = _shown(flipped, negated_a, negated_b, words_a, words_b)
        texts = [
            f"not {word}" if any(s in negated for s in flipped) else word
            for negated in (negated_a, negated_b)
        ]
        return (SlotFinding(DisputeKind.NEGATION, "negation", texts[0], texts[1], round(0.9 * context, 3)),)
    if turned and len(turned) == len(opposite) and not flipped:
        x, y = turned[0]
        shown = _word(words_a, x), _word(words_b, y)
        return (SlotFinding(DisputeKind.NEGATION, "opposite", *shown, round(0.8 * context, 3)),)
    return ()


def _negated(words: Wording) -> frozenset[str]:
    """Stems of the content words that a negation reaches: the next few, up to the end of the clause."""
    found: set[str] = set()
    for i, token in enumerate(words.tokens):
        negating = token in NEGATORS or (
            words.stems[i] in _NEGATING_VERBS and "to" in words.tokens[i + 1 : i + 2]
        )
        following = words.tokens[i + 1] if i + 1 < len(words.tokens) else ""
        if not negating or following in _NOT_NEGATION:
            continue
        reached = 0
        for j in range(i + 1, len(words.tokens)):
            if words.tokens[j] in _BREAK or reached >= _REACH:
                break
            if words.stems[j] in words.content and words.tokens[j] not in STOPWORDS:
                found.add(words.stems[j])
                reached += 1
    return frozenset(found)


def _opposites(a: Wording, b: Wording) -> list[tuple[str, str]]:
    """Pairs (word of a, word of b) of opposite meaning, neither of which the other claim uses as well."""
    only_a, only_b = set(a.stems) - set(b.stems), set(b.stems) - set(a.stems)
    table = _antonyms()
    pairs = [(x, y) for x in only_a for y in table.get(x, ()) if y in only_b]
    return sorted(pairs, key=lambda pair: (sorted(pair), pair))


@lru_cache(maxsize=1)
def _antonyms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.replace("\n", "").split(";"):
        x, y = (stem(word) for word in pair.split())
        table.setdefault(x, set()).add(y)
        table.setdefault(y, set()).add(x)
    return {word: frozenset(others) for word, others in table.items()}


def _shown(
    flipped: list[str], negated_a: frozenset[str], negated_b: frozenset[str], a: Wording, b: Wording
) -> str:
    """The first flipped word, in the order and form of the claim that negates it."""
    words = a if any(s in negated_a for s in flipped) else b
    return next(t for t, s in zip(words.tokens, words.stems, strict=True) if s in flipped)


def _word(words: Wording, wanted: str) -> str:
    return next(t for t, s in zip(words.tokens, words.stems, strict=True) if s == wanted)
