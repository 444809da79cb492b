"""An answer that names an outlet is tied to what that outlet reported, if both are of one affair."""

from dataclasses import replace

import pytest

from claimcheck.links.denied_outlets import answers_by_outlet
from claimcheck.links.evidence import PairEvidence
from claimcheck.links.slots import SlotComparison
from claimcheck.records import Article, Claim, Relation, SourceKind, Stance

REPORT = Article("r", "The text.", outlet="The Harbour Courier", published="2024-02-12T06:30")
LATER = Article("d", "Another.", outlet="Daily Ledger", published="2024-02-12T18:15")


def _claim(number: int, text: str, article: str, **fields) -> Claim:
    start = 100 * number
    return Claim(f"{article}{number}", article, start, start + len(text), text, text, **fields)


LEAD = _claim(
    0,
    "The minister offered the shipyard a loan at a dinner in January.",
    "r",
    source="two people who were there",
    source_kind=SourceKind.UNNAMED,
)
DETAIL = _claim(1, "The shipyard employs some three thousand people in the town.", "r")
ABOUT = _claim(0, "The minister did not offer the shipyard a loan at any time.", "d")


def _answer(target: str, **fields) -> Claim:
    text = f"A senior official called {target} pure fiction."
    given = {"source": "A senior official", "stance": Stance.DENIES, "target": target}
    return _claim(1, text, "d", **given | fields)


def _found(answer: Claim, report: Article = REPORT, later: Article = LATER, *, together: bool = True):
    pair = PairEvidence(ABOUT, LEAD, later, report, 0.7, 0.9, SlotComparison(()), None)
    articles = {article.id: article for article in (report, later)}
    return answers_by_outlet([ABOUT, answer, LEAD, DETAIL], [pair] if together else [], articles)


@pytest.mark.parametrize(
    "target",
    [
        "the Harbour Courier report",
        "the report in the Harbour Courier",
        "the Courier's story",
        "The Harbour Courier’s account of the dinner",
    ],
)
def test_it_is_tied_to_what_the_outlet_leads_with(target):
    (link,) = _found(_answer(target))
    assert (link.a, link.b, link.relation) == ("d1", "r0", Relation.DENIES)
    assert "The Harbour Courier reported" in link.evidence[0].detail
    assert target in link.evidence[0].detail


def test_a_confirmation_is_tied_likewise():
    (link,) = _found(_answer("the Harbour Courier report", stance=Stance.CONFIRMS))
    assert (link.relation, link.kind) == (Relation.CONFIRMS, None)


def test_the_words_of_the_answer_choose_the_claim():
    answer = _answer("the Courier's story that the shipyard employs three thousand people in the town")
    (link,) = _found(answer)
    assert link.b == "r1"


@pytest.mark.parametrize("target", ["the report", "the Evening Star report", "the courier report"])
def test_no_name_of_the_outlet_ties_nothing(target):
    assert _found(_answer(target)) == []


def test_another_affair_of_the_outlet_is_not_meant():
    assert _found(_answer("the Harbour Courier report"), together=False) == []


def test_what_appeared_after_the_answer_or_long_before_it_is_not_meant():
    answer = _answer("the Harbour Courier report")
    assert _found(answer, replace(REPORT, published="2024-02-13")) == []
    assert _found(answer, replace(REPORT, published="2024-01-12")) == []
    assert _found(answer, replace(REPORT, published=None)), "an article without a date is compared, too"


def test_an_outlet_does_not_answer_itself():
    assert _found(_answer("the Harbour Courier report"), later=replace(LATER, outlet="Harbour Courier")) == []


def test_a_scene_that_an_article_begins_with_is_not_its_report():
    scene = replace(LEAD, source=None, source_kind=None)
    said = replace(scene, id="r9", start=900, end=960)
    pair = PairEvidence(ABOUT, scene, LATER, REPORT, 0.7, 0.9, SlotComparison(()), None)
    answer = _answer("the Harbour Courier report")

    def found(report: Article) -> list[str]:
        articles = {article.id: article for article in (report, LATER)}
        return [link.b for link in answers_by_outlet([ABOUT, answer, DETAIL, said], [pair], articles)]

    assert found(REPORT) == []
    assert found(replace(REPORT, title="Minister offered loan to shipyard over dinner")) == ["r9"]


def test_the_words_of_whom_the_answer_speaks_for_are_left_alone():
    text = "The mayor’s campaign, for Ann Roe, disputed the Harbour Courier report."
    answer = _claim(
        1, text, "d", source="his campaign", stance=Stance.DENIES, target="the Harbour Courier report"
    )
    boast = replace(LEAD, source="Ann Roe", source_kind=SourceKind.PERSON)
    pair = PairEvidence(ABOUT, boast, LATER, REPORT, 0.7, 0.9, SlotComparison(()), None)
    found = answers_by_outlet([ABOUT, answer, boast, DETAIL], [pair], {a.id: a for a in (REPORT, LATER)})
    assert all(link.b != boast.id for link in found)


def test_nobody_denies_what_they_said_themselves():
    assert all(
        link.b != "r0" for link in _found(_answer("the Courier report", source="two people who were there"))
    )
