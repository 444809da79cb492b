"""Pairs found in the news sets rather than made: look-alikes of other events, scored paraphrases,
attributions.
"""

from __future__ import annotations

import ast
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from claimcheck.training import news_edits as edits
from claimcheck.training.news_lexicon import DENYING as PHRASES_OF_DENIAL
from claimcheck.training.news_lexicon import SPEAKERS
from claimcheck.training.news_text import NewsSentence, Split, split_of, usable
from claimcheck.training.nli_data import CONSISTENT, LabelledPair, read_jsonl

ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)
MINED_SIZES: Final = {"other_event": 4500, "same_article": 2600, "same_event": 1500, "near_event": 4500}
LABEL_OF: Final = {"near_event": CONSISTENT}  # the others are neutral
EDITED: Final = 0.3  # share of the look-alikes of other events that are denied or changed besides
SAYING: Final = frozenset(
    [
        "said",
        "says",
        "say",
        "told",
        "added",
        "announced",
        "reported",
        "noted",
        "confirmed",
        "stated",
        "explained",
        "declared",
        "argued",
        "argues",
        "insisted",
        "acknowledged",
        "wrote",
        "tweeted",
        "according",
        "testified",
        "revealed",
        "claimed",
        "claims",
        "reports",
        "adding",
        "saying",
    ]
)
DENYING: Final = frozenset(["denied", "denies", "rejected", "disputed", "refuted", "denying"])


def related_pairs(sentences: Sequence[NewsSentence], scale: float, rng: random.Random) -> list[LabelledPair]:
    """Pairs by TF-IDF likeness: of other events, of one article, and loosely or closely alike of one event.

    Of the sentences nearest to each one, those of another event are its hard neutrals (never above a cosine
    of 0.75: stock sentences are the same in every report); within one event only loosely alike pairs are
    taken as neutral (below 0.3). Closer ones of two articles hardly ever contradict each other where their figures
    and negations are the same, but may agree: that they do not contradict is all that is taught of them.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    # PolNeAR has no event labels, so its articles give no other-event pairs.
    pool = list(sentences)
    matrix = TfidfVectorizer(sublinear_tf=True, stop_words="english", max_df=0.1).fit_transform(
        s.text for s in pool
    )
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in MINED_SIZES}
    order = rng.sample(range(len(pool)), min(len(pool), 6000 if scale > 0.5 else 2000))
    for start in range(0, len(order), 256):
        rows = order[start : start + 256]
        likeness = (matrix[rows] @ matrix.T).toarray()
        for i, scores in zip(rows, likeness, strict=True):
            for j in scores.argsort()[::-1][1:16]:
                _file(found, pool, i, int(j), float(scores[j]))
    pairs = []
    for name, candidates in found.items():
        rng.shuffle(candidates)
        for i, j in candidates[: int(MINED_SIZES[name] * scale)]:
            first, second = pool[i].text, pool[j].text
            if name == "other_event" and rng.random() < EDITED:
                first = _turned(first, rng)
            pairs.append(LabelledPair(f"news_{name}", first, second, LABEL_OF.get(name, NEUTRAL)))
    return pairs


def _turned(sentence: str, rng: random.Random) -> str:
    """The sentence denied, or with a fact changed: of another event, that is no contradiction either."""
    chance = rng.random()
    if chance < 0.4:
        speaker = rng.choice(SPEAKERS)
        denied = edits.lower_start(sentence).rstrip(".")
        return rng.choice(PHRASES_OF_DENIAL).format(
            s=speaker, S=speaker[0].upper() + speaker[1:], p=denied, P=sentence.rstrip(".")
        )
    edit = edits.turn_outcome if chance < 0.7 else edits.change_number
    return edit(sentence, rng) or sentence


def _file(
    found: dict[str, list[tuple[int, int]]], pool: Sequence[NewsSentence], i: int, j: int, score: float
) -> None:
    a, b = pool[i], pool[j]
    if a.corpus == b.corpus and a.article == b.article:
        if i != j and 0.08 < score < 0.45:
            found["same_article"].append((i, j))
    elif a.corpus == b.corpus and a.cluster == b.cluster:
        if 0.05 < score < 0.3 and a.corpus != "syria_fakes":
            found["same_event"].append((i, j))
        elif 0.3 <= score < 0.95 and a.corpus != "syria_fakes" and _facts_alike(a.text, b.text):
            found["near_event"].append((i, j))
    elif "polnear" not in (a.corpus, b.corpus) and 0.15 < score < 0.75:
        found["other_event"].append((i, j))


def scored_pairs(data: Path, split: Split, scale: float, rng: random.Random) -> list[LabelledPair]:
    """STS-B: 4.6 and more as entailment both ways, 1.2 to 2.6 with the same figures as neutral; ECB+: strong
    coreference, or none.
    """
    pairs: list[LabelledPair] = []
    alike, unlike = [], []
    part = "train" if split == "train" else "dev"
    for number, row in enumerate(read_jsonl(data / "claim_pairs" / f"stsb_{part}.jsonl.gz")):
        if part == "dev" and (number % 2 == 0) != (split == "dev"):
            continue
        a, b, score = str(row["a"]), str(row["b"]), float(str(row["score"]))
        if score >= 4.6:
            alike.append(LabelledPair("news_sts_same", *_shuffled(a, b, rng), ENTAILMENT, 0.8))
        elif 1.2 <= score <= 2.6 and row["genre"] == "main-news" and figures(a) == figures(b):
            unlike.append(LabelledPair("news_sts_related", *_shuffled(a, b, rng), NEUTRAL, 0.7))
    rng.shuffle(alike)
    rng.shuffle(unlike)
    pairs += alike[: int(1400 * scale)] + unlike[: int(900 * scale)]
    strong, none = [], []
    for row in read_jsonl(data / "claim_pairs" / "ecbplus.jsonl.gz"):
        a, b = str(row["a"]), str(row["b"])
        if split_of(f"ecb:{row['cluster_id']}") != split or len(a.split()) + len(b.split()) > 55:
            continue
        if row["label"] == 1 and int(str(row["shared_events"])) >= 2 and int(str(row["shared_args"])) >= 2:
            if abs(len(a.split()) - len(b.split())) <= 4:
                strong.append(LabelledPair("news_ecb_same", *_shuffled(a, b, rng), ENTAILMENT, 0.3))
        elif row["label"] == 0 and int(str(row["shared_events"])) == 0:
            none.append(LabelledPair("news_ecb_other", *_shuffled(a, b, rng), NEUTRAL, 0.8))
    rng.shuffle(strong)
    rng.shuffle(none)
    return pairs + strong[: int(300 * scale)] + none[: int(1300 * scale)]


def _facts_alike(a: str, b: str) -> bool:
    """Whether two sentences give the same figures and weekdays and negate alike, so that neither is likely changed."""
    return figures(a) == figures(b) and _turning_words(a) == _turning_words(b)


def _turning_words(text: str) -> set[str]:
    """Weekdays, negations and denials in a text, by their stems."""
    found = re.findall(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:not|no|never|without|neither)\b|n[\'’]t\b|"
        r"\b(?:den[iy]|reject|refut|disput|dismiss|fail|false)",
        text.lower(),
    )
    return {"not" if word in {"n't", "n’t"} else word for word in found}


def figures(text: str) -> set[str]:
    """The digits and small numbers in a text; where they differ, a middling score may hide a contradiction."""
    return set(re.findall(r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", text.lower()))


def _shuffled(a: str, b: str, rng: random.Random) -> tuple[str, str]:
    return (a, b) if rng.random() < 0.5 else (b, a)


def attribution_pairs(data: Path, split: Split, scale: float, rng: random.Random) -> list[LabelledPair]:
    """PolNeAR: a reporting sentence against its own content, by what the cue does with it."""
    pairs: list[LabelledPair] = []
    for row in read_jsonl(data / "attribution" / "polnear_train.jsonl.gz"):
        if split_of(f"polnear:{row['doc_id']}") != split:
            continue
        sentence = " ".join(str(row["text"]).split())
        cue = set(re.findall(r"[a-z]+", str(row.get("cue") or "").lower()))
        content = _content(row)
        if content is None or len(sentence.split()) > 34:
            continue
        if cue & DENYING and "not" not in cue:
            pairs.append(LabelledPair("news_denied", *_shuffled(sentence, content, rng), CONTRADICTION))
        elif cue & SAYING and not cue & {"not", "n", "t"}:
            pairs.append(LabelledPair("news_quoted", sentence, content, ENTAILMENT))
    said = [p for p in pairs if p.label == ENTAILMENT]
    rng.shuffle(said)
    return [p for p in pairs if p.label == CONTRADICTION] + said[: int(1600 * scale)]


def _content(row: dict[str, Any]) -> str | None:
    """The content span as a sentence of its own, where it is one stretch and reads like a statement."""
    spans = row["content_span"]
    spans = ast.literal_eval(spans) if isinstance(spans, str) else spans
    if len(spans) != 1:
        return None
    raw = str(row["text"])[spans[0][0] : spans[0][1]]
    content = " ".join(re.sub(r"[“”\"]", "", raw).split()).strip(" ,")
    content = content.removeprefix("that ").strip()
    if not content or json.dumps(content).count("\\u") > 4:
        return None
    content = content[0].upper() + content[1:].rstrip(".,") + "."
    return content if usable(content, low=5, high=24) else None
