"""False alarms of a judge among sentences of one event."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from claimcheck.models.judgement import Judgement
from claimcheck.training.news_alarms import SOURCE, WEIGHT, false_alarms
from claimcheck.training.news_text import CORPORA, split_of
from claimcheck.training.nli_data import CONSISTENT

PLACES = ("Larnow", "Umbria", "Hartsey", "Kellow", "Dunmoor", "Vessby")


class AlarmedBy:
    """A judge that sees a contradiction wherever a word stands in one of the two."""

    name = "alarmed"

    def __init__(self, word: str) -> None:
        self.word = word
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        self.asked += pairs
        sure = [0.9 if self.word in a + b else 0.1 for a, b in pairs]
        return [Judgement(0, 1 - p, p, 0, 1, 0, 0.0, "neutral") for p in sure]


def _data(folder: Path) -> Path:
    rows = []
    events = [e for e in range(40) if split_of(f"events_multi_outlet:{e}") == "train"][:6]
    for event, place in zip(events, PLACES, strict=True):
        for outlet in ("north", "south", "east"):
            text = (
                f"The council of {place} met its creditors at the {outlet} hall and left without a word.\n"
                f"The mayor of {place} praised firemen who had come from far away for the {outlet} shift.\n"
                f"People in {place} slept in the school on the {outlet} side of it.\n"
                f"The baker of {place} sold 40 loaves to those who stood in the long line outside."
            )
            rows.append({"doc_id": f"{event}-{outlet}", "cluster_id": event, "text": text})
    for name in ("news", "attribution"):
        (folder / name).mkdir()
    for corpus in CORPORA:
        with gzip.open(folder / "news" / f"{corpus}.jsonl.gz", "wt") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows if corpus == "events_multi_outlet")
    with gzip.open(folder / "attribution" / "articles_train.jsonl.gz", "wt"):
        pass
    return folder


def test_alarms_are_pairs_of_one_event_and_two_articles_with_the_same_figures(tmp_path: Path) -> None:
    judge = AlarmedBy("loaves")
    alarms = false_alarms(_data(tmp_path), judge, seed=1)
    assert judge.asked
    for a, b in judge.asked:
        assert {p for p in PLACES if p in a} == {p for p in PLACES if p in b}
        assert ("40" in a) == ("40" in b)
    assert alarms == []  # two sentences with the same text are one sentence, and no other gives that figure


def test_only_what_alarms_the_judge_is_taken_and_taught_as_no_contradiction(tmp_path: Path) -> None:
    judge = AlarmedBy("council")
    alarms = false_alarms(_data(tmp_path), judge, seed=1)
    assert alarms
    assert len(alarms) < len(judge.asked)
    assert {(p.source, p.label, p.weight) for p in alarms} == {(SOURCE, CONSISTENT, WEIGHT)}
    assert all("council" in p.premise + p.hypothesis for p in alarms)
    assert alarms == false_alarms(tmp_path, AlarmedBy("council"), seed=1)
