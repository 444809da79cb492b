import pytest

from claimcheck.claims.hedges import find_hedges, is_opinion
from claimcheck.models.parser import load_parser


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("The minister may resign.", ("may",)),
        ("The minister reportedly resigned.", ("reportedly",)),
        ("The minister is expected to resign.", ("expected to",)),
        ("The minister appears to have resigned.", ("appears",)),
        ("Police arrested a suspected bomber.", ("suspected",)),
        ("The minister resigned in May.", ()),
        ("The minister resigned.", ()),
    ],
)
def test_words_that_soften(text: str, hedges: tuple[str, ...]) -> None:
    assert find_hedges(load_parser()(text)[:]) == hedges


@pytest.mark.parametrize(
    ("text", "opinion"),
    [
        ("I think the plan will fail.", True),
        ("Congress should act now.", True),
        ("It was a disgraceful decision.", True),
        ("Who would believe that?", True),
        ("Police arrested 12 people in the capital on Friday.", False),
        ("The court ruled that the law was valid.", False),
    ],
)
def test_views_and_facts(text: str, opinion: bool) -> None:
    assert is_opinion(load_parser()(text)[:]) is opinion
