"""Quantities of a sentence: the values that the words allow, the unit, what is counted and of which predicate.

`Quantity.role` is a predicate class of `lexicon` ("kill" for killed, dead, deaths, toll), with "/by" where the counted
are the doers ("12 gunmen killed ...") and "/part" where they are some of a number named elsewhere ("including five
children"). Ages have the unit "year of age" and the role "age", and count whose age it is: a name as written or a noun
in lower case. Votes and scores have the unit "score", the higher and the
lower number apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.claims.count_roles import MORE, PART, predicate_role, role_and_counts
from claimcheck.claims.dates import calendar_spans
from claimcheck.claims.numerals import Number, find_numbers
from claimcheck.claims.units import CURRENCIES, Unit, currency_of, read_unit
from claimcheck.claims.word_classes import CASUALTY_ROLES, noun_of, role_of
from claimcheck.records import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

AGE, SCORE, MAGNITUDE = "year of age", "score", "magnitude"

_NOT_A_COUNT_BEFORE = re.compile(
    r"(?:\b(?:No|Nos|no|number|section|sect|article|art|chapter|clause|title|paragraph|resolution|room|flight|route|"
    r"highway|interstate|channel|page|pages|p|pp|level|phase|stage|type|version|lot|exhibit|proposition|prop|bill|act|"
    r"unit|line|tier|group|world war|apollo|category|grade|class|day|week|year|game|round|part|volume|figure|table|"
    r"model|image|photo|picture|slide|step|boeing|airbus|covid|top|district|precinct|engine|ladder|h\.?r|rule|zone|terminal|gate|platform|suite|apt|"
    r"apartment|box|formula|area|under|u|exit|mile marker|area code|call|dial|text)\.?|#)\s?-?$",
    re.IGNORECASE,
)
_COUNTER_BEFORE = re.compile(
    r"\b(?:image|photo|picture|slide|page|part|step)s?\s\d+\s?(?:of|/)\s?$", re.IGNORECASE
)
_STRAY_AFTER = re.compile(r"\s(?:At least|The|An?|In|More than|\d+\s[A-Z])\b")
"""What follows a counter of views or shares that was caught up in the text: the sentence that begins after it."""
_ADDRESS_AFTER = re.compile(
    r"(?:-?(?:hundred)?\s(?:block|and block)\b|\s(?:[NSEW]\.?|North|South|East|West)?\s?(?:[A-Z][\w.]+\s){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Way|Court|Ct|Place|Highway|Hwy|Parkway|Pkwy)\b)"
)
_TIME_AFTER = re.compile(r"\s?(?:[ap]\.?\s?m\b|o['’]clock|hours? (?:GMT|local)|GMT\b|noon\b)", re.IGNORECASE)
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th|s|['’]s)\b")
_YEAR_OLD = re.compile(r"[- ]years?[- ](?:of[- ]age|olds?\b)", re.IGNORECASE)
_MONTH_OLD = re.compile(r"[- ](?:month|week|day)s?[- ]old", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged|age|ages)\s$", re.IGNORECASE)
_MAGNITUDE_BEFORE = re.compile(r"\bmagnitude(?:[- ]of)?[- ]$", re.IGNORECASE)
_MAGNITUDE_AFTER = re.compile(r"[- ]magnitude\b", re.IGNORECASE)
_SCORE_BEFORE = re.compile(
    r"\b(?:vote[sd]?|voting|score[sd]?|win|wins|won|beat|lead|led|lose|lost|margin|defeat\w*|ruled?)\b"
)
_SCORE_AFTER = re.compile(
    r"\b(?:vote|win|victory|defeat|loss|lead|decision|ruling|majority|margin|aggregate)\b"
)
_NOBODY = re.compile(
    r"\b(?:no[- ]one|nobody|none|no (?:\w+ ){0,2}?(?P<noun>casualties|injuries|deaths|fatalities|people|victims|"
    r"survivors|arrests|civilians|soldiers|hostages|children|officers|passengers|students|damage))\b",
    re.IGNORECASE,
)
_SENTENCED = re.compile(
    r"\b(?:years?|months?|days?) (?:in|behind) (?:\w+ )?(?:prison|jail|custody|bars)\b|"
    r"\b(?:to|in|into) (?:prison|jail) for\b|\b(?:sentenced|jailed|imprisoned) (?:\w+ ){0,3}?(?:to|for) |"
    r"\b(?:prison|jail) (?:sentence|term) of\b|-(?:year|month) (?:prison |jail )?(?:sentence|term)\b",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(
    r"\b(?:maximum|minimum|up to|carr(?:y|ies|ied)|fac(?:e|es|ed|ing)|could|may|might|recommend\w*|ask(?:s|ed|ing)?|"
    r"seek(?:s|ing)?|sought|want(?:s|ed)?|guidelines?|punishable)\b",
    re.IGNORECASE,
)
"""A sentence that the law allows or somebody asks for is none that was given."""
NOT_GIVEN_REACH = 60
"""Characters before the years in which that is said."""
SENTENCE_REACH = 30
"""Characters around the years in which they are said to be in prison."""
SENTENCE = ("sentence", "prison")
"""Role and noun of the years that somebody is to spend in prison, however it is put."""
_MODIFIED = frozenset({"nummod", "amod", "compound", "nmod", "npadvmod"})


def find_quantities(span: Span, base: int) -> tuple[Quantity, ...]:
    """The quantities of `span`, in order; offsets are `base` + character offset in the span's document.

    Years, dates, times of day, addresses, ordinals, phone, section and model numbers are no quantities.
    """
    text = span.text
    origin = base + span.start_char
    taken = calendar_spans(text)
    found: list[Quantity] = []
    for number in find_numbers(text):
        if any(start < number.end and number.core_start < end for start, end in taken):
            continue
        found.extend(_quantities(span, text, number, origin))
    found.extend(_nobody(span, text, origin))
    return tuple(_settle_more(sorted(found, key=lambda quantity: quantity.start)))


def _settle_more(quantities: list[Quantity]) -> list[Quantity]:
    """Decide what "others", "more" and "another" add to: a count before it of the same role, or of another.

    "Killed two and wounded 30 others" counts all the wounded; "killed the mayor and two others" only some of the dead.
    """
    settled: list[Quantity] = []
    for quantity in quantities:
        if quantity.role.endswith(MORE):
            role = quantity.role.removesuffix(MORE)
            before = {other.role.partition("/")[0] for other in settled if other.counts and not other.unit}
            whole = bool(before) and role not in before
            quantity = replace(quantity, role=role if whole else role + PART)
        settled.append(quantity)
    return settled


def _quantities(span: Span, text: str, number: Number, origin: int) -> list[Quantity]:
    tokens = span.char_span(number.core_start, number.end, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return []
    anchor = tokens[-1]
    if anchor.pos_ == "PUNCT" and len(tokens) > 1:
        anchor = tokens[-2]
    age = _age(text, number, anchor)
    if age is not None:
        counts, end = age
        return [_made(text, number, origin, number.start, end, unit=AGE, role="age", counts=counts)]
    if _is_score(text, number):
        role = predicate_role(anchor, span)
        return [
            _made(
                text,
                number,
                origin,
                number.start,
                number.end,
                values=(v, v),
                unit=SCORE,
                counts=counts,
                role=role,
            )
            for v, counts in ((max(number.parts), "higher"), (min(number.parts), "lower"))
        ]
    unit = _unit(text, number)
    if unit is None and _is_no_count(span, text, number, anchor):
        return []
    if unit is None:
        role, counts = role_and_counts(anchor, span)
        return [_made(text, number, origin, number.start, number.end, role=role, counts=counts)]
    start = number.start
    if unit.base == MAGNITUDE and unit.end == number.end:
        start = text.rfind(" ", 0, max(0, number.start - 1)) + 1
    measured = span.char_span(number.core_start, max(unit.end, number.end), alignment_mode="expand")
    head = measured.root if measured is not None and len(measured) else anchor
    role, counts = _measured(head, span)
    if unit.base == "minute" and _is_sentence(text, number.start, unit.end):
        role, counts = SENTENCE
    values = (number.low * unit.factor + unit.shift, number.high * unit.factor + unit.shift)
    return [
        _made(text, number, origin, start, unit.end, values=values, unit=unit.base, role=role, counts=counts)
    ]


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether the years at `start` to `end` are what somebody was given to spend in prison."""
    said = _SENTENCED.search(text, max(0, start - SENTENCE_REACH), end + SENTENCE_REACH)
    return bool(said) and not _NOT_GIVEN.search(text, max(0, start - NOT_GIVEN_REACH), start)


def _made(
    text: str,
    number: Number,
    origin: int,
    start: int,
    end: int,
    *,
    values: tuple[float, float] | None = None,
    unit: str = "",
    role: str = "",
    counts: str = "",
) -> Quantity:
    low, high = values or (number.low, number.high)
    return Quantity(
        text[start:end], origin + start, origin + end, low, high, unit, counts, role, number.approximate
    )


def _unit(text: str, number: Number) -> Unit | None:
    """The unit of the number: a currency mark before it, a unit after it, a share, or a magnitude."""
    if number.money:
        return Unit(currency_of(number.money), 1.0, number.end)
    if _MAGNITUDE_BEFORE.search(text[: number.start]):
        return Unit(MAGNITUDE, 1.0, number.end)
    if match := _MAGNITUDE_AFTER.match(text, number.end):
        return Unit(MAGNITUDE, 1.0, match.end())
    if number.is_fraction:
        article = re.match(r" an?(?= )", text[number.end :])
        after = read_unit(text, number.end + (article.end() if article else 0))
        if after is not None and after.base != "%":
            return Unit(after.base, after.factor / 100, after.end)
        return Unit("%", 1.0, number.end)
    unit = read_unit(text, number.end)
    if unit is not None and unit.base == "minute":
        word = text[number.core_start : number.end].lower()
        if word == "one" and re.match(r" days?\b", text[number.end :]):
            return None
    return unit


def _age(text: str, number: Number, anchor: Token) -> tuple[str, int] | None:
    """Whose age it is and where the words end: "a 25-year-old man", "aged 25", "Jane Roe, 25,"."""
    if number.high > 120 or number.money:
        return None
    if match := _YEAR_OLD.match(text, number.end):
        return _aged_noun(anchor), match.end()
    if _MONTH_OLD.match(text, number.end):
        return None
    if _AGED.search(text[: number.start]):
        return _aged_noun(anchor), number.end
    if (
        number.digits
        and re.match(r"\s?(?:[,;)]|$|\.)", text[number.end :])
        and text[: number.start].endswith((", ", " ("))
    ):
        before = anchor.nbor(-2) if anchor.i >= 2 else None
        between_commas = text[number.end :].startswith(",") and 10 <= number.low <= 99
        if before is not None and (before.ent_type_ == "PERSON" or (between_commas and _is_name(before))):
            return _name_with(before), number.end
    return None


def _is_name(token: Token) -> bool:
    """Whether a word is a name that is no date, whatever the parser takes it for ("aka Doc, 37, of Elm")."""
    return token.pos_ == "PROPN" and token.ent_type_ not in {"DATE", "TIME", "CARDINAL", "MONEY"}


def _aged_noun(token: Token) -> str:
    """The name that an age belongs to where there is one, as written, else the noun's class in lower case."""
    for _ in range(6):
        if token.ent_type_ == "PERSON":
            return _name_with(token)
        if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() not in {"year", "old", "age"}:
            for child in token.children:
                if child.dep_ == "appos" and child.ent_type_ == "PERSON":
                    return _name_with(child)
            return noun_of(token.lemma_)
        if token.head is token:
            break
        token = token.head
    return ""


def _name_with(token: Token) -> str:
    """The name that a token is part of."""
    return next((e.text for e in token.doc.ents if e.start <= token.i < e.end), token.text)


def _is_score(text: str, number: Number) -> bool:
    """ "51-48", "3-1": two numbers that are set against each other and do not span a range."""
    if number.join not in {"-", "to"} or len(number.parts) != 2 or not number.digits or number.money:
        return False
    first, second = number.parts
    if read_unit(text, number.end) is not None:
        return False
    near = text[max(0, number.start - 40) : number.start].lower()
    talks_of_votes = bool(
        _SCORE_BEFORE.search(near) or _SCORE_AFTER.match(text[number.end + 1 : number.end + 12])
    )
    return talks_of_votes or (first > second and number.join == "-")


def _is_no_count(span: Span, text: str, number: Number, anchor: Token) -> bool:
    """Years, addresses, times, ordinals, phone, section and model numbers, and "one" as a pronoun."""
    before, after = text[: number.core_start], text[number.end :]
    if _TIME_AFTER.match(after) or _ORDINAL_AFTER.match(after) or _ADDRESS_AFTER.match(after):
        return True
    if _COUNTER_BEFORE.search(before) or (number.digits and _STRAY_AFTER.match(after)):
        return True
    if _NOT_A_COUNT_BEFORE.search(before) and not (
        before.rstrip().lower().endswith("under") and anchor.dep_ == "nummod"
    ):
        return True
    if number.digits and _is_year_or_name(span, number, anchor, before, after):
        return True
    word = text[number.core_start : number.end].lower()
    if word == "one":
        return _is_pronoun_one(anchor, before, after)
    return False


def _is_year_or_name(span: Span, number: Number, anchor: Token, before: str, after: str) -> bool:
    written = before[-1:] + str(number.low) if before else ""
    plain = number.low == number.high and number.low.is_integer() and "," not in anchor.text
    if plain and 1500 <= number.low <= 2100 and len(anchor.text) == 4:
        counts = (
            anchor.dep_ == "nummod" and anchor.head.tag_ in {"NNS", "NNPS"} and anchor.head.i - anchor.i <= 3
        )
        if not counts or anchor.ent_type_ == "DATE":
            return True
    if re.match(r"[-–]\d", after) or re.search(r"\d[-–.]$", before) or written.startswith(("/", "\\")):
        return True
    previous = anchor.nbor(-1) if anchor.i > span.start else None
    modifies = anchor.dep_ in {"nummod", "quantmod", "compound"} and anchor.head.i > anchor.i
    return (
        previous is not None
        and previous.pos_ == "PROPN"
        and before.endswith(" ")
        and not modifies
        and (
            previous.ent_type_ in {"ORG", "PRODUCT", "FAC", "LAW", "EVENT", "WORK_OF_ART"}
            or anchor.ent_type_ in {"ORG", "PRODUCT", "FAC", "LAW", "EVENT", "WORK_OF_ART"}
        )
    )


def _is_pronoun_one(anchor: Token, before: str, after: str) -> bool:
    if re.search(r"\b(?:no|any|every|some|this|that|the|which|each|another)[ -]$", before, re.IGNORECASE):
        return True
    if re.match(r" (?:of|another|day|by one|thing|time|way)\b", after):
        return True
    if anchor.dep_ == "nummod":
        return False
    return not re.match(
        r" (?:person |man |woman )?(?:was |is |were )?(?:dead|killed|died|injured|wounded|hurt|missing)",
        after,
    )


def _measured(head: Token, span: Span) -> tuple[str, str]:
    """Role and measured noun of a quantity with a unit: "a 90-minute call", "$5 million in damages", "rose 12 %"."""
    token = head
    while token.dep_ in _MODIFIED and token.head.pos_ in {"NOUN", "PROPN", "ADJ"} and token.head is not token:
        token = token.head
    if token is not head and token.pos_ in {"NOUN", "PROPN"}:
        return predicate_role(token, span), noun_of(token.lemma_)
    role = predicate_role(head, span)
    for child in head.children:
        if child.lower_ in {"of", "in", "worth"} and child.i > head.i:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.ent_type_ != "DATE":
                    return role, noun_of(noun.lemma_)
    verb = head
    for _ in range(4):
        if verb.pos_ in {"VERB", "AUX"} or verb.head is verb:
            break
        verb = verb.head
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and child.i < head.i and child.pos_ in {"NOUN", "PROPN"}:
            return role, noun_of(child.lemma_)
    return role, ""


def _nobody(span: Span, text: str, origin: int) -> list[Quantity]:
    """ "No one was hurt", "no casualties", "none of them died": zero."""
    found = []
    for match in _NOBODY.finditer(text):
        tokens = span.char_span(match.start(), match.end(), alignment_mode="expand")
        if tokens is None or not len(tokens):
            continue
        noun = (match["noun"] or "").lower()
        if noun == "damage":
            continue
        if noun == "casualties":
            roles = ["kill", "injure"]
        elif noun and (role := role_of(tokens[-1].lemma_, is_verb=False)) in CASUALTY_ROLES:
            roles = [role]
        else:
            roles = [role_and_counts(tokens[-1], span)[0]]
        counts = noun_of(tokens[-1].lemma_) if noun and noun not in {"arrests"} else "people"
        counts = "people" if counts in {"casualty", "one", "none", "nobody"} else counts
        found += [
            Quantity(match[0], origin + match.start(), origin + match.end(), 0.0, 0.0, "", counts, role)
            for role in roles
            if role and role.partition("/")[0] in CASUALTY_ROLES
        ]
    return found


def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return unit in CURRENCIES
