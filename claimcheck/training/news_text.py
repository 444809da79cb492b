"""Sentences of the public news sets, each with the event it reports, split by event into train, calibration
and dev.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from claimcheck.training.nli_data import read_jsonl

Split = Literal["train", "calibration", "dev"]
CORPORA: Final = ("events_multi_outlet", "gun_violence", "basil", "syria_fakes")

_BREAK = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'A-Z])")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Govs?|Sens?|Reps?|Mass|Ill|Calif|Fla|Pa|Ga|Tex|Wash|Conn|Va|Md|Mich|Minn|Ariz|"
    r"Lt|Col|Gen|Sgt|Capt|Maj|Rev|Prof|St|Jr|Sr|Inc|Corp|Co|No|vs|U\.S|U\.N|U\.K|D\.C|"
    r"[A-Z]|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m)\.$"
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z .,'/-]{3,40}(?:\([^)]{2,20}\))?\s*[-–—]+\s*|^\([A-Za-z ]{2,20}\)\s*[-–—]*\s*"
)
_BOILERPLATE = re.compile(
    r"https?:|www\.|@|\bread more\b|\bclick\b|\bsubscribe\b|\bnewsletter\b|\bcopyright\b|"
    r"\bphoto\b|\bimage\b|[|©×#*<>{}]",
    re.I,
)
_VERBISH = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|did|does|do|said|says|"
    r"\w{3,}ed|told|took|made|began|came|went|found|left|met|held|won|lost|fell|rose|shot|hit|set|put|led|"
    r"gave)\b"
)


@dataclass(frozen=True, slots=True)
class NewsSentence:
    """A sentence with the corpus, event (cluster) and article it stands in."""

    text: str
    corpus: str
    cluster: str
    article: str


def split_of(key: str) -> Split:
    """Where an event belongs, by hash: a tenth of all events for calibration, a tenth for measuring."""
    held_back: dict[int, Split] = {0: "dev", 5: "calibration"}
    return held_back.get(int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10, "train")


def labelled_part(dataset: str, event: str) -> str:
    """train, dev or test: where the labelled pairs of an event belong, by hash, whenever they are drawn.

    Another hash than that of `split_of`, which is older. What asks no one for a label must leave the test part alone
    (`claimcheck.training.news_unlabelled`), or the pairs' figures are of news that the judge has read.
    """
    bucket = int.from_bytes(hashlib.sha256(f"{dataset}/{event}".encode()).digest()[:4], "big") % 10
    return "test" if bucket < 3 else "dev" if bucket < 4 else "train"


def sentences(text: str) -> list[str]:
    """Sentences by punctuation, abbreviations minded: coarse, since doubtful ones are simply not used."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        pending = ""
        for piece in _BREAK.split(paragraph.strip()):
            pending = f"{pending} {piece}".strip()
            if not _ABBREVIATION.search(pending):
                found.append(pending)
                pending = ""
        if pending:
            found.append(pending)
    return found


def usable(sentence: str, *, low: int = 6, high: int = 27) -> bool:
    """Whether it is a complete plain statement of `low` to `high` words, not a question or a piece of a
    page.
    """
    words = sentence.split()
    return (
        low <= len(words) <= high
        and sentence[0].isupper()
        and sentence.endswith(".")
        and not any(mark in sentence for mark in '“”"?!:;[]…')
        and not _BOILERPLATE.search(sentence)
        and bool(_VERBISH.search(sentence))
        and sum(word[0].isupper() for word in words) < 0.6 * len(words)
    )


def news_sentences(data: Path, split: Split) -> Iterator[NewsSentence]:
    """The usable sentences of all corpora whose event falls into `split`, each text once."""
    seen: set[str] = set()
    for corpus in CORPORA:
        for row in read_jsonl(data / "news" / f"{corpus}.jsonl.gz"):
            cluster = str(row["cluster_id"])
            if split_of(f"{corpus}:{cluster}") == split:
                yield from _of_article(str(row["text"]), corpus, cluster, str(row["doc_id"]), seen)
    for row in read_jsonl(data / "attribution" / "articles_train.jsonl.gz"):
        article = str(row["doc_id"])
        if split_of(f"polnear:{article}") == split:
            yield from _of_article(str(row["text"]), "polnear", article, article, seen)


def _of_article(text: str, corpus: str, cluster: str, article: str, seen: set[str]) -> Iterator[NewsSentence]:
    for raw in sentences(text):
        sentence = _DATELINE.sub("", " ".join(raw.split()))
        if sentence and sentence not in seen and usable(sentence):
            seen.add(sentence)
            yield NewsSentence(sentence, corpus, cluster, article)
