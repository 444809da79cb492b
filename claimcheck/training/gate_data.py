"""The article sets that the same-event gate is fitted and measured on: articles, their events, and the split.

Every set gives whole articles with the event each tells of (`cluster_id`); ECB+, which is published as sentence pairs,
is put back into the articles that its sentence numbers name. Events, not pairs, are split, by a hash of their names,
so that no event is on both sides.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from claimcheck.articles.boilerplate import find_boilerplate
from claimcheck.records import Article, Period

NEWS_SETS = ("basil", "events_multi_outlet", "gun_violence", "syria_fakes")
SETS = (*NEWS_SETS, "ecbplus", "altered_articles")
"""Sets that name the event of each article."""
NEGATIVES = "polnear"
"""PolNeAR names no events; its articles on one campaign, weeks apart, are the same people on different occasions."""
_REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class EventSet:
    """Articles of one public set."""

    name: str
    articles: tuple[Article, ...]
    events: Mapping[str, str]
    """Article id to the event it tells of."""
    groups: Mapping[str, str]
    """Event to the group that is split as one: the event itself, or in ECB+ the topic of two look-alike events."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Article id to the place that the set names, where it does."""
    sentence_labels: Mapping[frozenset[str], bool] = field(default_factory=dict)
    """ECB+ only: two sentences ("article#number") to whether they share an annotated event."""

    def held_back(self, article_id: str) -> bool:
        """Whether the article belongs to the third that is only reported on."""
        return held_back(f"{self.name}/{self.groups[self.events[article_id]]}")


def held_back(group: str) -> bool:
    """Whether an event (or group of events) falls in the held-back third: by its hash, so for good."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big") % 3 == 0


def data_folder() -> Path | None:
    """The research data: the folder `CLAIMCHECK_DATA` names, else `../shared/data`; None where missing."""
    folder = Path(os.environ.get("CLAIMCHECK_DATA") or _REPOSITORY.parent / "shared" / "data")
    return folder if (folder / "news").is_dir() else None


def load_set(name: str, folder: Path) -> EventSet:
    """One of `SETS`, or `NEGATIVES` with an event for each article. Raises FileNotFoundError without its file."""
    if name == "ecbplus":
        return _ecbplus(folder / "claim_pairs" / "ecbplus.jsonl.gz")
    if name == NEGATIVES:
        return _news(name, folder / "attribution" / "articles_train.jsonl.gz")
    if name == "altered_articles":
        return _altered(folder / "news" / "altered_articles.jsonl.gz")
    return _news(name, folder / "news" / f"{name}.jsonl.gz")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _news(name: str, path: Path) -> EventSet:
    articles, events, places = [], {}, {}
    for row in _rows(path):
        if not (row["text"] or "").strip():
            continue
        article = Article(
            id=f"{name}/{row['doc_id']}",
            text=row["text"],
            outlet=row["outlet"] or None,
            title=row["title"] or None,
            published=_iso(row["date"]),
            language="en",
            boilerplate=find_boilerplate(row["text"]),
        )
        if article.id in events:
            continue
        articles.append(article)
        events[article.id] = str(row["cluster_id"] or row["doc_id"])
        if row.get("location"):
            places[article.id] = row["location"]
    return EventSet(name, tuple(articles), events, {event: event for event in events.values()}, places)


def _iso(written: str | None) -> str | None:
    """ISO date of "2017-04-07" or of FA-KES's month-first "4/7/2017"."""
    if written and re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", written):
        return datetime.strptime(written, "%m/%d/%Y").date().isoformat()
    return written or None


def _ecbplus(path: Path) -> EventSet:
    """ECB+ articles, put together from pairs: "10_13ecbplus#2" is sentence 2 of article 13 on topic 10's 2nd event."""
    sentences: dict[str, dict[int, str]] = defaultdict(dict)
    labels: dict[frozenset[str], bool] = {}
    for row in _rows(path):
        ids = row["id"].split("|")
        labels[frozenset(ids)] = bool(row["label"])
        for sentence_id, text in zip(ids, (row["a"], row["b"]), strict=True):
            document, number = sentence_id.split("#")
            sentences[document][int(number)] = text
    articles, events = [], {}
    for document, numbered in sorted(sentences.items()):
        text = "\n\n".join(numbered[number] for number in sorted(numbered))
        note = " ".join(map(str, sorted(numbered)))  # which sentences these are
        articles.append(Article(id=f"ecbplus/{document}", text=text, language="en", note=note))
        topic, kind = re.fullmatch(r"(\d+)_\d+(ecb|ecbplus)", document).groups()  # type: ignore[union-attr]
        events[f"ecbplus/{document}"] = f"{topic}_{kind}"
    groups = {event: event.split("_")[0] for event in events.values()}
    return EventSet("ecbplus", tuple(articles), events, groups, sentence_labels=labels)


def _altered(path: Path) -> EventSet:
    """Originals and their altered versions: one event told twice, with facts changed. No dates, no outlets."""
    articles, events = [], {}
    for row in _rows(path):
        for side in ("a", "b"):
            article = Article(id=f"altered_articles/{row['id']}/{side}", text=row[side], language="en")
            articles.append(article)
            events[article.id] = row["id"]
    return EventSet("altered_articles", tuple(articles), events, {event: event for event in events.values()})


def gap_in_days(a: Article, b: Article) -> int | None:
    """Days between two publications; None where one is unknown."""
    first, second = Period.parse(a.published), Period.parse(b.published)
    return first.gap(second) if first and second else None
