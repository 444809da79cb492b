from __future__ import annotations

import pytest

from claimcheck.claims import extract_claims
from claimcheck.records import Article, Claim, Stance


def read(text: str) -> Claim:
    return extract_claims([Article(id="a", text=text)], rules_only=True)[-1]


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        ("The minister denied that troops had crossed the border.", "Troops had crossed the border."),
        ("Ana Roe denied killing the guard.", "Ana Roe did kill the guard."),
        ("The company denied any involvement in the spill.", "The company was involved in the spill."),
        ("It is not true that the bank is insolvent.", "The bank is insolvent."),
        ("Moscow dismissed claims that it had meddled.", "Moscow had meddled."),
        ("The mayor rejected an article claiming that the dam had burst.", "The dam had burst."),
        ("Norland denied reports its army had used gas.", "Norland’s army had used gas."),
        (
            "Norland described the reports its army had used gas as completely untrue.",
            "Norland’s army had used gas.",
        ),
        ("Mr Tolland has repeatedly denied having met the lobbyist.", "Mr Tolland had met the lobbyist."),
        ("Roe scotched rumours that a coup was planned, calling them idle talk.", "A coup was planned."),
        ("The Courier has retracted its report that the mayor was questioned.", "The mayor was questioned."),
        (
            "There is no truth to claims that the bank is seeking a rescue.",
            "The bank is seeking a rescue.",
        ),
        (
            "Reports that the firm planned to leave the city were entirely without foundation.",
            "The firm planned to leave the city.",
        ),
        ("Reports that the firm planned to leave were wide of the mark.", "The firm planned to leave."),
        ("The allegation that Roe took money is very far from the truth.", "Roe took money."),
        ("Reports that Roe quit, he said, were wide of the mark.", "Roe quit."),
        (
            "The letters belied the ministry’s insistence that it had paid the bill.",
            "The ministry had paid the bill.",
        ),
    ],
)
def test_a_denial_states_what_is_denied(text: str, proposition: str) -> None:
    claim = read(text)
    assert claim.stance is Stance.DENIES
    assert claim.proposition == proposition
    assert claim.target is None


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The White House denied the account.", "the account"),
        ("“This is not an accurate portrayal of the meeting,” Roe said.", "portrayal of the meeting"),
        ("The governor called the report false.", "the report"),
        ("The story was off the mark, the minister said.", "the story"),
        ("The ministry dismissed the allegations as baseless.", "the allegations"),
        ("There is no truth to the rumours.", "the rumours"),
        ("The spokesman said reports of a split were untrue.", "reports of a split"),
    ],
)
def test_a_denial_points_at_a_report(text: str, target: str) -> None:
    claim = read(text)
    assert claim.stance is Stance.DENIES
    assert (claim.target or "").lower() == target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The ministry confirmed the report.", "the report"),
        ("A source confirmed the report was accurate.", "the report"),
        ("Officials confirmed that three people died.", None),
    ],
)
def test_confirmations(text: str, target: str | None) -> None:
    claim = read(text)
    assert claim.stance is Stance.CONFIRMS
    assert claim.target == target


@pytest.mark.parametrize(
    "text",
    [
        "The company declined to comment.",
        "The embassy did not immediately respond to a request for comment.",
        "The police did not confirm the report.",
        "A spokesman refused to discuss the case.",
        "Police did not say how the two men died.",
    ],
)
def test_silence(text: str) -> None:
    assert read(text).stance is Stance.DECLINES


@pytest.mark.parametrize(
    "text",
    [
        "The judge denied bail to the suspect.",
        "Officials denied him a visa.",
        "Israel rejected the offer.",
        "The court rejected his appeal.",
        "The general refused to leave.",
        "The actor confirmed his attendance.",
        "Five people were confirmed dead.",
        "The senator blasted the report.",
        "He did not deny that he met the envoy.",
        "The statement could not be independently verified.",
    ],
)
def test_what_only_looks_like_a_denial_or_confirmation(text: str) -> None:
    assert read(text).stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("sentence", "stance", "target"),
    [
        ("“The story does not describe the talks correctly,” Lund said.", "denies", "The story"),
        ("That account fairly reflects the talks, Lund said.", "confirms", "That account"),
        ("The painting does not depict the mayor accurately.", "asserts", None),
    ],
)
def test_a_depiction_that_is_not_true_is_a_denial(sentence, stance, target):
    claim = read(sentence)
    assert (claim.stance.value, (claim.target or "").lower() or None) == (stance, target and target.lower())


def test_what_a_denier_says_instead_is_not_denied() -> None:
    text = "The ministry denied claims by the union on chemical waste saying pirates had taken the ferry."
    (claim,) = extract_claims([Article(id="a", text=text)], rules_only=True)
    assert claim.stance is Stance.DENIES
    assert claim.target == "claims by the union on chemical waste"
    assert claim.proposition == text


@pytest.mark.parametrize(
    "text",
    [
        "It is wrong to blame the storm alone.",
        "They were wrong.",
        "That could be false.",
        "This is the lie that the whole campaign is built on.",
        "It is not politically correct to say so.",
    ],
)
def test_what_is_said_of_deeds_people_and_possibilities_denies_no_report(text: str) -> None:
    assert read(text).stance is Stance.ASSERTS


def test_a_claim_that_is_called_untrue_is_denied_by_its_words() -> None:
    claim = read("Ana Roe said that Lund's claim that the bridge is closed is not true.")
    assert (claim.stance, claim.target) == (Stance.DENIES, None)
    assert claim.proposition == "The bridge is closed."
    assert claim.source == "Ana Roe"


@pytest.mark.parametrize(
    ("text", "who", "proposition"),
    [
        (
            "The prosecutor looking into the tenders of 2016 disputed on Friday a report that said the mayor had "
            "told his friend and adviser, Jo Berg, to burn the files of the harbour.",
            "The prosecutor",
            "The mayor had told his friend and adviser, Jo Berg, to burn the files of the harbour.",
        ),
        (
            "In a rare statement issued late on Monday, Ada Lund’s office rejected the Valley Wire’s report Sunday "
            "that said the mayor directed Jo Berg to burn the files.",
            "Ada Lund’s office",
            "The mayor directed Jo Berg to burn the files.",
        ),
        (
            "Jo Berg is discrediting an earlier report from Harbour Times saying his firm paid the inspector.",
            "Jo Berg",
            "Jo Berg’s firm paid the inspector.",
        ),
    ],
)
def test_a_report_and_its_denial_in_one_sentence(text: str, who: str, proposition: str) -> None:
    (claim,) = extract_claims([Article(id="a", text=text)], rules_only=True)
    assert (claim.stance, claim.target, claim.source) == (Stance.DENIES, None, who)
    assert claim.proposition == proposition


@pytest.mark.parametrize(
    "text",
    [
        "The ministry did not dispute a report that said the dam had burst.",
        "A disputed report that said the dam had burst was withdrawn.",
    ],
)
def test_a_report_that_nobody_denies_is_not_denied(text: str) -> None:
    assert all(
        c.stance is not Stance.DENIES for c in extract_claims([Article(id="a", text=text)], rules_only=True)
    )


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        (
            "Rejecting the report, the ministry said no troops had crossed the border.",
            [
                (Stance.DENIES, "the report", "The ministry rejected the report."),
                (Stance.ASSERTS, None, "No troops had crossed the border."),
            ],
        ),
        (
            "Dismissing the claims as lies, the ministry said the soldiers were on leave.",
            [
                (Stance.DENIES, "the claims", "The ministry dismissed the claims as lies."),
                (Stance.ASSERTS, None, "The soldiers were on leave."),
            ],
        ),
        (
            "After denying the report, the ministry said the soldiers were on leave.",
            [
                (Stance.DENIES, "the report", "The ministry denied the report."),
                (Stance.ASSERTS, None, "The soldiers were on leave."),
            ],
        ),
        (
            "Rejecting reports that troops had crossed the border, the ministry said the soldiers were on leave.",
            [
                (Stance.DENIES, None, "Troops had crossed the border."),
                (Stance.ASSERTS, None, "The soldiers were on leave."),
            ],
        ),
        (
            "Confirming the report, the ministry said two soldiers had crossed the border.",
            [
                (Stance.CONFIRMS, "the report", "The ministry confirmed the report."),
                (Stance.ASSERTS, None, "Two soldiers had crossed the border."),
            ],
        ),
        (
            "Rejecting the criticism, the ministry said the price was too low.",
            [(Stance.ASSERTS, None, "The price was too low.")],
        ),
        (
            "Rejecting the offer, the ministry said the price was too low.",
            [(Stance.ASSERTS, None, "The price was too low.")],
        ),
    ],
)
def test_a_report_is_answered_beside_what_is_said(
    text: str, read_as: list[tuple[Stance, str | None, str]]
) -> None:
    claims = extract_claims([Article(id="a", text=text)])
    assert [(claim.stance, claim.target, claim.proposition) for claim in claims] == read_as
    assert {claim.source for claim in claims} == {"the ministry"}


@pytest.mark.parametrize(
    "text",
    [
        "The report that Roe took money may be wide of the mark.",
        "The report that Roe took money has never been far from the truth.",
        "Reports that Roe quit are hardly wide of the mark.",
        "The penalty was wide of the mark.",
        "The idea of a deal is far from true north.",
    ],
)
def test_what_may_be_or_is_no_report_is_not_off_the_mark(text: str) -> None:
    assert read(text).stance is not Stance.DENIES
