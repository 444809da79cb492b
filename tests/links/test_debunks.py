"""What calls a report false without denying a clause: fact checks and headlines, and what only looks like them."""

import pytest

from claimcheck.links.debunks import LEAST, MOST, SURELY, calls_false, debunked

STORY = "A whale swam up the river to Harlow."


@pytest.mark.parametrize(
    "text",
    [
        "Viral video of a whale in the river is a hoax",
        "Fake: No whale has been seen in Harlow",
        "Debunked: the Harlow whale",
        "The photo of the Harlow whale isn't real, museum says",
        "Rumour about the Harlow whale turned out to be false",
        "Sailor who filmed the whale made it up",
        "Port authority dismisses reports of a whale",
        "A whale in Harlow? The video is a hoax",
        "Is it a hoax? The story is fake, police say",
        "Fake: Did a whale swim up the river?",
        "The video is a hoax, so why do people share it?",
        "Port authority says the story of the whale is wide of the mark",
        "The reports of a whale are without any foundation, officials said",
    ],
)
def test_calls_a_report_false(text: str) -> None:
    assert calls_false(text)
    assert debunked(text, STORY, SURELY) == debunked(STORY, text, SURELY) == MOST
    assert debunked(text, STORY, LEAST) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "He is a fictional sailor of the novels",
        "She made up her mind about the whale",
        "Police traced the hoax call to a phone box",
        "The board dismissed the manager after the whale was seen",
        "The crew is made up of nine sailors",
        "The house was far from the harbour",
        "The house is without foundation",
        "The penalty was wide of the mark",
        "The reports may not be wide of the mark",
        "The engine is an invention, says its maker",
        "Is it a hoax that the U.S. saw a whale?",
        "Whale in the river: hoax or real?",
        "Is the photo of the Harlow whale a fake?",
        f"The report is false, {'and so on ' * 12}",
    ],
)
def test_calls_none_false(text: str) -> None:
    assert calls_false(text) is None


def test_two_that_call_it_false_agree() -> None:
    assert debunked("The Harlow whale is a hoax", "The whale video is fake", 0.9) == 0.0
