import pytest

from claimcheck.claims.entities import find_entities, trimmed
from claimcheck.models.parser import load_parser


def test_entities_with_their_part_in_the_clause() -> None:
    text = "President Joe Biden met Xi Jinping in Beijing on Friday."
    found = {e.text: e.role for e in find_entities(load_parser()(text)[:], 0)}
    assert found == {"Joe Biden": "nsubj:meet", "Xi Jinping": "dobj:meet", "Beijing": "in:meet"}


def test_the_passive_turns_parts_round() -> None:
    found = {
        e.text: e.role for e in find_entities(load_parser()("Jane Roe was arrested by Ahmed Khan.")[:], 0)
    }
    assert found == {"Jane Roe": "dobj:arrest", "Ahmed Khan": "nsubj:arrest"}


def test_offsets_count_from_the_base_and_names_are_trimmed() -> None:
    text = "Officials from the United Nations visited Iran's capital."
    for entity in find_entities(load_parser()(text)[:], 100):
        assert text[entity.start - 100 : entity.end - 100] == entity.text
        assert not entity.text.startswith("the ")
        assert not entity.text.endswith("'s")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the White House", "White House"),
        ("Iran’s", "Iran"),
        ("U.S.", "U.S."),
        ("Apple Inc.", "Apple Inc."),
        ("the", "the"),
    ],
)
def test_trimming(text: str, name: str) -> None:
    start, end = trimmed(text)
    assert text[start:end] == name
