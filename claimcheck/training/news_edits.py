"""Edits of one news sentence whose effect on its truth is known: what the generated training pairs are made
of.

Each edit takes a sentence (parsed where it needs grammar) and a random generator, and gives the edited
sentence, or None where it does not apply. Edits are cautious: what may or may not change a fact is left
alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from claimcheck.training.news_lexicon import (
    MONTHS,
    OPPOSITES,
    SAME,
    SMALL_NUMBERS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_APPROXIMATE = (
    r"(?:about|around|nearly|almost|some|over|least|most|than|to|approximately|roughly|under|between|and|or)"
)
_NUMBER = re.compile(
    rf"(?<![\w.,$£€-])(?P<n>\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?|{'|'.join(SMALL_NUMBERS[2:])})"
    r"(?![\w.,:/-]*\d)(?=[\s%]|-year|, |\.$)"
)
_MONEY = re.compile(r"(?<=[$£€])(?P<n>\d{1,3}(?:,\d{3})*(?:\.\d+)?)(?=\s|\.$|,\s)")
_YEAR = re.compile(r"(?<![\w$-])(?:19|20)\d{2}(?![\w-])")
_DAY = re.compile(rf"\b(?P<m>{'|'.join(MONTHS)}) (?P<d>\d{{1,2}})\b(?!\d)")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
_MONTH = re.compile(rf"\b(?:in|since|until|last|this) (?P<m>{'|'.join(MONTHS)})\b")
_SPEECH: Final = frozenset(
    [
        "say",
        "tell",
        "add",
        "report",
        "state",
        "announce",
        "confirm",
        "deny",
        "think",
        "believe",
        "claim",
        "insist",
        "argue",
        "acknowledge",
        "know",
        "hope",
        "want",
        "explain",
        "note",
        "suggest",
        "warn",
        "describe",
        "call",
        "write",
        "tweet",
        "ask",
        "respond",
        "reply",
        "testify",
        "allege",
        "show",
        "indicate",
        "find",
        "suggest",
        "reveal",
    ]
)


def change_number(sentence: str, rng: random.Random) -> str | None:
    """One exact number becomes a clearly different one; numbers with "about", "at least" and the like are
    left alone.
    """
    spots = [m for pattern in (_NUMBER, _MONEY) for m in pattern.finditer(sentence)]
    spots = [
        m
        for m in spots
        if not re.search(rf"\b{_APPROXIMATE}\s[$£€]?$", sentence[: m.start()], re.I)
        and not re.search(rf"\b(?:{'|'.join(MONTHS)})\.?\s$", sentence[: m.start()])
        and not _YEAR.fullmatch(m.group("n"))
        and not re.search(r"[a-z] [A-Z][\w.]*\s$", sentence[: m.start()])  # part of a name: "Channel 18"
        and not re.match(r"[-\s]block", sentence[m.end() :])
    ]
    if not spots:
        return None
    spot = rng.choice(spots)
    return sentence[: spot.start()] + _other_number(spot.group("n"), rng) + sentence[spot.end() :]


def _other_number(text: str, rng: random.Random) -> str:
    if text in SMALL_NUMBERS:
        old = SMALL_NUMBERS.index(text)
        new = rng.choice(
            [n for n in range(2, 21) if n != old and (abs(n - old) <= 6 or rng.random() < 0.3)] or [old + 2]
        )
        return SMALL_NUMBERS[min(new, 20)] if rng.random() < 0.7 else str(new)
    value = float(text.replace(",", ""))
    if "." in text:
        places = len(text.split(".")[1])
        return f"{max(0.1, value * rng.choice((0.5, 0.6, 0.8, 1.3, 1.5, 2.0))) + 0.1:.{places}f}"
    whole = int(value)
    if whole < 20:
        new = rng.choice([n for n in range(2, whole + 9) if n != whole])
        return SMALL_NUMBERS[new] if new <= 10 and rng.random() < 0.3 else str(new)
    if rng.random() < 0.4:  # a digit's difference is a difference too
        new = whole + rng.choice((-1, 1)) * rng.randint(1, max(2, whole // 8))
    else:
        new = int(whole * rng.choice((0.3, 0.5, 0.6, 0.7, 1.4, 1.7, 2.0, 3.0)))
    return f"{max(new, 2) + (new == whole):,}" if "," in text else str(max(new, 2) + (new == whole))


def change_date(sentence: str, rng: random.Random) -> str | None:
    """A weekday, a day of a month, a month or a year becomes another."""
    options: list[str] = []
    for m in _WEEKDAY.finditer(sentence):
        day = rng.choice([d for d in WEEKDAYS if d != m.group()])
        options.append(sentence[: m.start()] + day + sentence[m.end() :])
    for m in _DAY.finditer(sentence):
        day_number = rng.choice([d for d in range(1, 29) if d != int(m.group("d"))])
        options.append(sentence[: m.start("d")] + str(day_number) + sentence[m.end("d") :])
    for m in list(_MONTH.finditer(sentence)) + list(_DAY.finditer(sentence)):
        month = rng.choice([x for x in MONTHS if x != m.group("m")])
        options.append(sentence[: m.start("m")] + month + sentence[m.end("m") :])
    for m in _YEAR.finditer(sentence):
        year = int(m.group()) + rng.choice((-9, -5, -3, -2, -1, 1, 2, 3, 4))
        options.append(sentence[: m.start()] + str(year) + sentence[m.end() :])
    return rng.choice(options) if options else None


def change_entity(doc: Doc, labels: frozenset[str], pool: Sequence[str], rng: random.Random) -> str | None:
    """Every mention of one entity of `labels` becomes another name from `pool`; speakers of a report are
    left alone.
    """
    spots = [
        e
        for e in doc.ents
        if e.label_ in labels
        and e.text[0].isupper()
        and not (e.root.dep_.startswith("nsubj") and e.root.head.lemma_ in _SPEECH)
        and e.root.dep_ not in ("compound", "amod", "poss", "appos")
    ]
    if not spots:
        return None
    old = rng.choice(spots).text
    words = len(old.split())
    fitting = [n for n in pool if len(n.split()) == words and not set(n.split()) & set(old.split())]
    if not fitting:
        return None
    return re.sub(rf"\b{re.escape(old)}\b", rng.choice(fitting), doc.text)


def turn_outcome(sentence: str, rng: random.Random) -> str | None:
    """One word becomes its opposite."""
    options = [
        sentence[: m.start()] + new + sentence[m.end() :]
        for pair in OPPOSITES
        for old, new in (pair, pair[::-1])
        for m in re.finditer(rf"(?<![\w-]){re.escape(old)}(?![\w-])", sentence)
    ]
    return rng.choice(options) if options else None


def negate(doc: Doc, rng: random.Random) -> str | None:
    """The main statement (below any "X said") is negated, or un-negated where it was negative."""
    verb = _main_verb(doc)
    if verb is None:
        return None
    auxiliaries = [
        t for t in verb.children if t.dep_ in ("aux", "auxpass") and t.lower_ not in ("to", "having")
    ]
    for token in verb.children:
        if token.dep_ == "neg":
            if token.lower_ != "not" or any(a.lemma_ == "do" for a in auxiliaries):
                return None
            return _cut(doc, token)
    if auxiliaries and auxiliaries[0].i < verb.i:
        return _insert(doc, auxiliaries[0].i, " " + rng.choice(("not", "not", "not", "never")))
    if verb.lemma_ == "be":
        return _insert(doc, verb.i, " " + rng.choice(("not", "not", "never", "no longer")))
    helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag_)
    if helper is None:
        return None
    form = rng.choice((f"{helper} not {verb.lemma_}",) * 4 + (f"never {verb.text}",))
    if helper == "did" and rng.random() < 0.12:
        form = f"failed to {verb.lemma_}"
    return doc.text[: verb.idx] + form + doc.text[verb.idx + len(verb) :]


def _main_verb(doc: Doc) -> Token | None:
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    for _ in range(3):
        if root is None or root.lemma_ not in _SPEECH:
            break
        root = next((t for t in root.children if t.dep_ == "ccomp"), None)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return None
    return root if any(t.dep_.startswith("nsubj") for t in root.children) else None


def _insert(doc: Doc, after: int, text: str) -> str:
    end = doc[after].idx + len(doc[after])
    return doc.text[:end] + text + doc.text[end:]


def _cut(doc: Doc, token: Token) -> str:
    return (doc.text[: token.idx].rstrip() + " " + doc.text[token.idx + len(token) :].lstrip()).strip()


def reword(sentence: str, rng: random.Random) -> str | None:
    """One to three expressions become ones that say the same; facts stay."""
    new = sentence
    swaps = [(a, b) for pair in SAME for a, b in (pair, pair[::-1]) if len(a) > 1]
    rng.shuffle(swaps)
    done = 0
    for old, other in swaps:
        swapped = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", other, new, count=1)
        if done < 3 and swapped != new and other not in sentence:
            new, done = swapped, done + 1
    for rewrite in (spell_number, _write_out_millions, _front_time, _drop_honorific):
        if done < 3 and rng.random() < 0.6 and (changed := rewrite(new, rng)):
            new, done = changed, done + 1
    return new if new != sentence else None


def spell_number(sentence: str, rng: random.Random) -> str | None:
    """A small number in digits is spelt out, or the reverse; millions likewise."""
    options: list[str] = []
    for m in _NUMBER.finditer(sentence):
        text = m.group("n")
        if text in SMALL_NUMBERS:
            options.append(sentence[: m.start()] + str(SMALL_NUMBERS.index(text)) + sentence[m.end() :])
        elif (
            text.isdigit()
            and 2 <= int(text) <= 20
            and not re.search(r"[A-Z]\w+\.?\s$", sentence[: m.start()])
        ):
            options.append(sentence[: m.start()] + SMALL_NUMBERS[int(text)] + sentence[m.end() :])
        elif "," in text:
            options.append(sentence[: m.start()] + text.replace(",", "") + sentence[m.end() :])
    return rng.choice(options) if options else None


def _write_out_millions(sentence: str, rng: random.Random) -> str | None:
    """ "2.5 million" as "2,500,000"."""
    m = re.search(r"(?<![\w.,])(?P<n>\d{1,3}(?:\.\d)?) million\b", sentence)
    if not m:
        return None
    return sentence[: m.start()] + f"{round(float(m.group('n')) * 1_000_000):,}" + sentence[m.end() :]


def _front_time(sentence: str, rng: random.Random) -> str | None:
    m = re.search(rf" (?P<t>on (?:{'|'.join(WEEKDAYS)})|(?:in|on) [A-Z]\w+ \d+|in \d{{4}})\.$", sentence)
    if not m:
        return None
    time = m.group("t")
    return f"{time[0].upper()}{time[1:]}, {lower_start(sentence[: m.start()])}."


def _drop_honorific(sentence: str, rng: random.Random) -> str | None:
    new = re.sub(r"\b(?:Mr|Mrs|Ms|Dr)\. (?=[A-Z])", "", sentence)
    return new if new != sentence else None


def passive(doc: Doc) -> str | None:
    """ "X arrested Y ..." as "Y was arrested by X ...", for a simple past verb of regular form with a full
    object.
    """
    verb = next((t for t in doc if t.dep_ == "ROOT" and t.tag_ == "VBD" and t.text.endswith("ed")), None)
    if (
        verb is None
        or verb.lemma_ in _SPEECH
        or any(t.dep_ in ("neg", "aux", "prt", "conj", "dative") for t in verb.children)
    ):
        return None
    subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
    thing = next((t for t in verb.children if t.dep_ == "dobj"), None)
    if subject is None or thing is None or subject.pos_ == "PRON" or thing.pos_ == "PRON":
        return None
    first, last = subject.left_edge, subject.right_edge
    start, end = thing.left_edge, thing.right_edge
    if first.i != 0 or last.i != verb.i - 1 or start.i != verb.i + 1:
        return None
    actor, target = doc[first.i : last.i + 1].text, doc[start.i : end.i + 1].text
    be = "were" if thing.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in thing.children) else "was"
    rest = doc[end.i + 1 :].text
    gap = "" if rest[:1] in ".,;" else " "
    return f"{target[0].upper()}{target[1:]} {be} {verb.text} by {lower_start(actor, doc)}{gap}{rest}"


def shorten(doc: Doc) -> str | None:
    """The sentence without a trailing or inserted detail: the whole entails it, it does not entail the
    whole.
    """
    for token in reversed(doc):
        if token.dep_ in ("advcl", "relcl", "prep", "npadvmod", "acl") and token.head.pos_ in (
            "VERB",
            "AUX",
            "NOUN",
        ):
            left, right = token.left_edge.i, token.right_edge.i
            dropped = right - left + 1
            if left < 5 or dropped < 2 or len(doc) - dropped < 6 or right < len(doc) - 2:
                continue
            if any(
                t.dep_ == "neg" or t.lower_ in ("if", "unless", "whether", "no", "without", "to")
                for t in doc[left : right + 1]
            ):
                continue
            return doc[:left].text.rstrip(" ,") + "."
    return None


def lower_start(sentence: str, doc: Doc | None = None) -> str:
    """The sentence as the middle of another: first letter lowered unless its first word is a name."""
    first = sentence.split(" ", 1)[0]
    if doc is not None:
        named = doc[0].pos_ == "PROPN" or doc[0].ent_type_ in ("PERSON", "GPE", "ORG", "NORP", "LOC", "FAC")
    else:
        named = first not in _COMMON_STARTS
    return (
        sentence
        if named or first == "I" or (first.isupper() and len(first) > 1)
        else sentence[0].lower() + sentence[1:]
    )


_COMMON_STARTS: Final = frozenset(
    [
        "The",
        "A",
        "An",
        "He",
        "She",
        "It",
        "They",
        "We",
        "You",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "With",
        "After",
        "Before",
        "When",
        "While",
        "As",
        "Police",
        "Officials",
        "His",
        "Her",
        "Its",
        "Their",
        "Our",
        "But",
        "And",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "One",
        "Several",
        "Many",
        "Some",
        "Most",
        "More",
        "All",
        "Both",
        "Another",
        "No",
        "Authorities",
        "Investigators",
        "Witnesses",
        "Residents",
        "People",
        "Officers",
        "Since",
        "During",
        "Under",
    ]
)


def hedge_number(sentence: str, rng: random.Random) -> tuple[str, bool] | None:
    """One exact count becomes a vaguer one that covers it, and whether the vaguer one still implies the
    exact one.
    """
    spots = [
        m
        for m in _NUMBER.finditer(sentence)
        if not re.search(
            rf"\b(?:{_APPROXIMATE}|the|age|aged|{'|'.join(MONTHS)})\s$", sentence[: m.start()], re.I
        )
        and not _YEAR.fullmatch(m.group("n"))
        and "." not in m.group("n")
        and not _is_age_or_name(sentence, m)
    ]
    if not spots:
        return None
    spot = rng.choice(spots)
    text = spot.group("n")
    value = SMALL_NUMBERS.index(text) if text in SMALL_NUMBERS else int(text.replace(",", ""))
    if value < 4:
        return None
    lower, upper = value - rng.randint(1, max(1, value // 5)), value + rng.randint(1, max(1, value // 10))
    same = [f"about {text}", f"some {text}", f"around {text}", f"approximately {text}"]
    vaguer = [
        f"at least {lower}",
        f"more than {lower}",
        f"at least {text}",
        f"nearly {upper}",
        f"up to {upper}",
    ]
    if value in (11, 12, 13):
        same.append("about a dozen")
    if 24 <= value <= 99:
        vaguer.append("dozens of")
    same_fact = rng.random() < 0.5
    phrase = rng.choice(same if same_fact else vaguer)
    rest = sentence[spot.end() :]
    if rest.startswith("-") and not same_fact:
        return None
    return (sentence[: spot.start()] + phrase + rest), same_fact


def _is_age_or_name(sentence: str, m: re.Match[str]) -> bool:
    """Whether a number stands in ", 62," or "the 9-year-old" or is part of a name, where "at least" cannot
    go.
    """
    before, after = sentence[: m.start()], sentence[m.end() :]
    return (
        after[:1] in "-,"
        or before.endswith(", ")
        or bool(re.search(r"[A-Z][\w.]*\s$|\b[Aa]n?\s$|of\s$", before))
    )


def contradict_hedge(sentence: str, rng: random.Random) -> tuple[str, str] | None:
    """Two versions of a count of which the hedged one excludes the exact one ("at least 40" against "12")."""
    spots = [
        m
        for m in _NUMBER.finditer(sentence)
        if not re.search(rf"\b(?:{_APPROXIMATE}|the|{'|'.join(MONTHS)})\s$", sentence[: m.start()], re.I)
        and m.group("n").isdigit()
        and not _YEAR.fullmatch(m.group("n"))
        and not _is_age_or_name(sentence, m)
    ]
    if not spots:
        return None
    spot = rng.choice(spots)
    value = int(spot.group("n"))
    far = value + max(3, int(value * rng.choice((0.5, 1.0, 2.0))))
    low = max(1, int(value * rng.choice((0.3, 0.5))))
    phrase = rng.choice(
        (f"at least {far}", f"more than {far}", f"about {far}", f"fewer than {low}", f"at most {low}")
    )
    return sentence, sentence[: spot.start()] + phrase + sentence[spot.end() :]
