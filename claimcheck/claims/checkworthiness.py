"""How much a sentence is a factual statement worth checking: a logistic regression over features that can be read.

Fitted on ClaimBuster (Arslan et al., 2020, ICWSM) by `python -m benchmarks.checkworthiness --fit`; weights are in
`checkworthiness.json` beside this module.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from math import exp, log1p
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.claims.hedges import find_hedges, is_opinion

if TYPE_CHECKING:
    from spacy.tokens import Span

WEIGHTS = Path(__file__).with_name("checkworthiness.json")

FEATURES = (
    "length",
    "number",
    "numbers",
    "percent_or_money",
    "date",
    "person",
    "place",
    "body",
    "names",
    "past",
    "past_main",
    "present_main",
    "future",
    "modal",
    "first_person",
    "first_plural",
    "second_person",
    "question",
    "opinion",
    "hedges",
    "comparative",
    "superlative",
    "negation",
    "passive",
    "no_main_verb",
    "no_subject",
    "pronoun_subject",
    "vague_subject",
    "mental_main",
    "action_main",
    "speech_act",
    "conditional",
    "adjectives",
    "quoted",
)
_MENTAL = frozenset(
    "think believe feel hope want like love hate wish know understand guess need mean remember care try let thank "
    "agree look hear imagine suppose wonder worry go talk".split()
)
_STATIVE = frozenset({"be", "have", "do", "seem", "become", "get", "make", "come", "take"})
_FIRST, _PLURAL, _SECOND = (
    frozenset({"i", "me", "my"}),
    frozenset({"we", "us", "our"}),
    frozenset({"you", "your"}),
)
_VAGUE = frozenset("it that this there what thing something anything everything nothing way".split())
_SPEECH_ACT = re.compile(
    r"^(?:well|now|so|thank|thanks|yes|no|yeah|look|listen|let|please|hello|good (?:evening|morning)|governor|senator|"
    r"mr\.? |okay|ok|sure)\b|\b(?:applause|laughter|inaudible|crosstalk)\b",
    re.IGNORECASE,
)
_PLACES, _BODIES = frozenset({"GPE", "LOC", "FAC", "NORP"}), frozenset({"ORG", "LAW", "EVENT"})


def score_checkworthy(span: Span) -> float:
    """Probability, 0 to 1, that the sentence states something factual and specific enough to check."""
    return score_features(features(span))


def score_features(values: tuple[float, ...]) -> float:
    """The same from the values of `FEATURES`."""
    bias, weights = _weights()
    total = bias + sum(w * v for w, v in zip(weights, values, strict=True))
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


def features(span: Span) -> tuple[float, ...]:
    """The values of `FEATURES` for one parsed sentence, each about 0 to 1 (log counts a little above)."""
    words = [token for token in span if not token.is_punct and not token.is_space]
    lowers = {token.lower_ for token in words}
    labels = [entity.label_ for entity in span.ents]
    root = span.root
    tags = {token.tag_ for token in words}
    subject = next((t for t in root.children if t.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    numbers = sum(token.like_num for token in words)
    auxiliaries = {t.lower_ for t in root.children if t.dep_ in {"aux", "auxpass"}}
    main = root.tag_ if root.pos_ in {"VERB", "AUX"} else ""
    past = (
        main == "VBD"
        or bool(auxiliaries & {"was", "were", "had", "did"})
        or (main == "VBN" and "have" not in auxiliaries)
    )
    text = span.text
    size = max(1, len(words))
    return (
        log1p(len(words)) / 4,
        float(numbers > 0),
        log1p(numbers),
        float(any(label in {"PERCENT", "MONEY", "QUANTITY"} for label in labels)),
        float("DATE" in labels),
        float("PERSON" in labels),
        float(any(label in _PLACES for label in labels)),
        float(any(label in _BODIES for label in labels)),
        log1p(len(labels)),
        float("VBD" in tags),
        float(past),
        float(main in {"VBP", "VBZ"}),
        float(bool(auxiliaries & {"will", "'ll", "’ll", "shall"}) or "going" in lowers),
        float("MD" in tags),
        float(bool(lowers & _FIRST)),
        float(bool(lowers & _PLURAL)),
        float(bool(lowers & _SECOND)),
        float(text.rstrip("\"'”’ ").endswith("?")),
        float(is_opinion(span)),
        log1p(len(find_hedges(span))),
        float(bool(tags & {"JJR", "RBR"})),
        float(bool(tags & {"JJS", "RBS"})),
        float(any(token.dep_ == "neg" for token in words)),
        float("auxpass" in {token.dep_ for token in words}),
        float(root.pos_ not in {"VERB", "AUX"}),
        float(subject is None),
        float(subject is not None and subject.pos_ == "PRON"),
        float(subject is not None and subject.lower_ in _VAGUE),
        float(root.lemma_ in _MENTAL),
        float(root.pos_ == "VERB" and root.lemma_ not in _MENTAL | _STATIVE),
        float(bool(_SPEECH_ACT.search(text))),
        float("if" in lowers),
        sum(token.pos_ in {"ADJ", "ADV"} for token in words) / size,
        float(bool(re.search(r"[\"“”]", text))),
    )


@lru_cache(maxsize=1)
def _weights() -> tuple[float, tuple[float, ...]]:
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return float(stored["bias"]), tuple(float(stored["weights"][name]) for name in FEATURES)
