"""Denials that point at a report are resolved above them, and carried to the same report elsewhere."""

from claimcheck.links.deniable import own_statement
from claimcheck.links.denials import answer_once, carry_denials, resolve_denials
from claimcheck.records import Claim, DisputeKind, Link, Relation, SourceKind, Stance


def _claim(number: int, text: str, article: str = "a", **fields) -> Claim:
    start = 100 * number
    return Claim(f"{article}{number}", article, start, start + len(text), text, text, **fields)


REPORT = _claim(
    1,
    "The premier turned down the invitation to the talks.",
    source="three diplomats",
    source_kind=SourceKind.UNNAMED,
    origin="Harbour Times",
)
DENIAL = _claim(
    2,
    "The presidency denied the account.",
    source="the presidency",
    stance=Stance.DENIES,
    target="the account",
)
QUOTE = _claim(
    3,
    "This is not a fair description of the talks.",
    source="Ada Lund",
    stance=Stance.DENIES,
    target="description of the talks",
)
ASIDE = _claim(4, "The two presidents value private conversations.", source="Ada Lund")
CONFIRMATION = _claim(
    5,
    "A source who was briefed said the report was right.",
    source="a source who was briefed",
    stance=Stance.CONFIRMS,
    target="the report",
)


def _ends(links):
    return {(link.a, link.b, link.relation) for link in links}


def test_a_run_of_answers_speaks_of_one_report():
    found = _ends(resolve_denials([REPORT, DENIAL, QUOTE, ASIDE, CONFIRMATION]))
    assert found == {
        ("a2", "a1", Relation.DENIES),
        ("a3", "a1", Relation.DENIES),
        ("a5", "a1", Relation.CONFIRMS),
    }


def test_a_denial_has_its_kind_and_says_who_denies_what():
    (link,) = resolve_denials([REPORT, DENIAL])
    assert link.kind is DisputeKind.DENIAL
    assert "the presidency" in link.evidence[0].detail
    assert "the account" in link.evidence[0].detail
    assert 0 < link.score <= 1


def test_nobody_denies_their_own_statement():
    own = _claim(1, "The presidency wants talks to begin this autumn.", source="the presidency")
    assert resolve_denials([own, DENIAL]) == []


def test_a_refusal_to_comment_denies_nothing():
    refusal = _claim(2, "The embassy declined to comment.", source="the embassy", stance=Stance.DECLINES)
    assert resolve_denials([REPORT, refusal]) == []


def test_a_denial_does_not_reach_into_another_article():
    elsewhere = _claim(1, "A minister rejected the report.", "b", stance=Stance.DENIES, target="the report")
    assert resolve_denials([REPORT, elsewhere]) == []


def test_a_new_report_between_two_denials_is_what_the_second_answers():
    second = _claim(
        6, "The army lost forty vehicles in the north.", source="Radio Delta", source_kind=SourceKind.OUTLET
    )
    answer = _claim(
        7, "The army rejected the report.", source="the army", stance=Stance.DENIES, target="the report"
    )
    found = _ends(resolve_denials([REPORT, DENIAL, second, answer]))
    assert ("a7", "a6", Relation.DENIES) in found
    assert ("a7", "a1", Relation.DENIES) not in found


def test_a_denial_is_carried_to_the_same_report_in_another_article():
    elsewhere = _claim(1, "The premier said no to the invitation.", "b")
    denies = Link("a2", "a1", Relation.DENIES, 0.9, kind=DisputeKind.DENIAL)
    same = Link("a1", "b1", Relation.EQUIVALENT, 0.8)
    claims = {claim.id: claim for claim in (REPORT, DENIAL, elsewhere)}
    (carried,) = carry_denials([denies, same], claims)
    assert (carried.a, carried.b, carried.relation) == ("a2", "b1", Relation.DENIES)
    assert carried.score == 0.72
    assert carried.evidence[-1].kind == "carried"


def test_a_denial_is_not_carried_over_a_weak_likeness():
    denies = Link("a2", "a1", Relation.DENIES, 0.9)
    claims = {claim.id: claim for claim in (REPORT, DENIAL, _claim(1, "Talks were held.", "b"))}
    assert carry_denials([denies, Link("a1", "b1", Relation.EQUIVALENT, 0.4)], claims) == []


def test_a_report_that_is_named_by_its_author_is_what_the_author_said():
    told = "The union says fares doubled while the company says they fell by a tenth."
    union = _claim(1, told, source="the union")
    company = Claim("a1b", "a", union.start, union.end, told, "They fell by a tenth.", source="the company")
    denial = _claim(
        2,
        "Economists disputed the company's description.",
        source="economists",
        stance=Stance.DENIES,
        target="the company's description",
    )
    assert _ends(resolve_denials([union, company, denial])) == {("a2", "a1b", Relation.DENIES)}


def test_a_sentence_about_a_report_or_that_answers_it_is_not_the_report():
    about = _claim(2, "The Harbour Times report led to protests by members who said ministers should go.")
    answer = _claim(3, "“The story is not accurate,” an aide said of the claims.", source="an aide")
    denial = _claim(
        4,
        "The premier's lawyers denied the Harbour Times report.",
        source="the premier's lawyers",
        stance=Stance.DENIES,
        target="the Harbour Times report",
    )
    assert _ends(resolve_denials([REPORT, about, answer, denial])) == {("a4", "a1", Relation.DENIES)}


def test_an_unnamed_spokesperson_does_not_deny_the_representative():
    own = _claim(1, "The letters show a warm friendship, Roe's representative said.",
                 source="Roe's representative")  # fmt: skip
    denial = _claim(2, "Reports of a quarrel are untrue, a spokesperson said.", source="a spokesperson",
                    stance=Stance.DENIES, target="reports of a quarrel")  # fmt: skip
    assert resolve_denials([own, denial]) == []


def test_wrongdoing_is_denied_by_whoever_the_report_blames() -> None:
    other = _claim(1, "The dealer said that all charges against Moss were decades old.", source="the dealer")
    plain = _claim(2, "Officials asked the dealer for papers about Roe.", source="officials")
    denial = _claim(
        3, "Roe denied any wrongdoing.", source="Roe", stance=Stance.DENIES, target="any wrongdoing"
    )
    assert resolve_denials([other, plain, denial]) == []


def test_a_denial_that_only_points_speaks_of_the_sentence_before_it():
    lie = _claim(3, "That was a lie.", source="the clerk", stance=Stance.DENIES, target="that")
    aside = _claim(2, "A crowd had gathered at the gate by then.")
    assert not resolve_denials([REPORT, aside, lie])


def _answer(text: str, source: str, target: str) -> Claim:
    return _claim(2, text, source=source, stance=Stance.DENIES, target=target)


def test_a_named_report_is_its_owners():
    strike = "Norvik soldiers were killed by mistake in the strike."
    denial = _answer("The Norvik claim is incorrect.", "the alliance", "The Norvik claim")
    assert not resolve_denials([_claim(1, strike, source="the ministry"), denial])
    assert resolve_denials([_claim(1, strike, source="Norvik"), denial])


def test_a_government_does_not_answer_itself():
    charge = "The government has accused rebels of using gas."
    denial = _answer("Damascus rejected the report.", "Damascus", "the report")
    assert not resolve_denials([_claim(1, charge, source="The government"), denial])
    assert resolve_denials([_claim(1, charge, source="Two diplomats"), denial])


def test_an_answer_stands_against_the_statement_of_a_sentence_that_others_agree_with():
    offer = _claim(1, "The premier suggested the talks.", source="Harbour Times")
    refusal = Claim(
        "other", "a", offer.start, offer.end, offer.sentence, "The president turned the talks down."
    )
    elsewhere = _claim(9, "The president refused the talks.", article="b")
    links = [
        Link("a2", offer.id, Relation.DENIES, 0.98, kind=DisputeKind.DENIAL),
        Link("a2", refusal.id, Relation.DENIES, 0.94, kind=DisputeKind.DENIAL),
        Link(refusal.id, elsewhere.id, Relation.EQUIVALENT, 0.9),
    ]
    claims = {claim.id: claim for claim in (offer, refusal, elsewhere, DENIAL)}
    assert _ends(answer_once(links, claims)) == {
        ("a2", "other", Relation.DENIES),
        ("other", elsewhere.id, Relation.EQUIVALENT),
    }


def test_an_accusation_of_the_denier_is_denied_before_any_nearer_report():
    accusation = _claim(1, "Trump accused Norland of selling oil to the rebels.", source="Trump")
    nearer = _claim(
        2, "Two ships met off the cape in October, harbour police reported.", source="harbour police"
    )
    denial = _claim(
        3, "Norland denied the claim.", source="Norland", stance=Stance.DENIES, target="the claim"
    )
    assert {link.b for link in resolve_denials([accusation, nearer, denial])} == {"a1"}


def test_what_the_article_tells_as_its_own_is_nobody_s_claim():
    told = _claim(1, "The fleet left the harbour of Elm at noon for the cape.")
    denial = _claim(
        2, "The navy refuted the claims.", source="the navy", stance=Stance.DENIES, target="the claims"
    )
    assert resolve_denials([told, denial]) == []


def test_the_opposition_of_a_country_does_not_speak_for_it():
    said = _claim(1, "The army used gas, it is alleged.", source="the Norland opposition")
    denial = _claim(
        2, "Norland denied the allegations.", source="Norland", stance=Stance.DENIES, target="the allegations"
    )
    assert not own_statement(said, denial)


def test_state_media_speak_for_the_government():
    said = _claim(
        1, "The reports are an attempt to divert the mission.", source="the state-run NANA news agency"
    )
    denial = _claim(
        2,
        "The government denied the claims.",
        source="the government",
        stance=Stance.DENIES,
        target="the claims",
    )
    assert own_statement(said, denial)


def test_a_denial_is_not_carried_to_what_is_only_looked_into():
    looked_into = _claim(
        1, "A team is investigating allegations that the premier turned down the invitation.", article="b"
    )
    same = Link("a1", "b1", Relation.EQUIVALENT, 0.9, ())
    denied = Link("a2", "a1", Relation.DENIES, 0.9, (), DisputeKind.DENIAL)
    claims = {claim.id: claim for claim in (REPORT, DENIAL, looked_into)}
    assert carry_denials([same, denied], claims) == []
    claims["b1"] = _claim(1, "The premier turned down the invitation.", article="b")
    assert [link.b for link in carry_denials([same, denied], claims)] == ["b1"]


def _denies(number: int, text: str, source: str, target: str) -> Claim:
    return _claim(number, text, source=source, stance=Stance.DENIES, target=target)


def test_that_suggestion_was_made_just_now():
    before = _claim(1, "The chair insisted that the dip in the polls would be short.", source="the chair")
    between = _claim(2, "The hall filled up slowly through the long afternoon.")
    more = _claim(3, "Nobody from the party spoke before the votes were in.")
    made = _claim(4, "Lund suggested that Berg took money from the banks.", source="Lund", opinion=True)
    denial = _denies(5, "Weaver dismissed that suggestion as noise.", "Weaver", "that suggestion")
    assert _ends(resolve_denials([before, between, more, made, denial])) == {("a5", "a4", Relation.DENIES)}
    assert resolve_denials([before, between, more, denial]) == []


def test_an_allegation_is_of_who_accused():
    other = _claim(
        1,
        "Roe has the votes of 520 delegates, according to Harbour News.",
        source="Harbour News",
        source_kind=SourceKind.OUTLET,
        origin="Harbour News",
    )
    accusation = _claim(
        2, "Berg's team accused Roe and the board of breaking the rules.", source="Berg's team"
    )
    denial = _denies(3, "Roe and the board rejected the allegation.", "Roe", "the allegation")
    assert _ends(resolve_denials([other, accusation, denial])) == {("a3", "a2", Relation.DENIES)}


def test_that_is_not_true_answers_what_somebody_was_reported_to_say():
    told = _claim(1, "Lund told the hall that the mine would close.", source="Lund")
    untold = _claim(1, "Lund misjudged the mood of the hall on that day.", source="Lund")
    denial = _denies(2, "That is not true, Berg replied.", "Berg", "that")
    assert _ends(resolve_denials([told, denial])) == {("a2", "a1", Relation.DENIES)}
    assert resolve_denials([untold, denial]) == []


def test_a_pronoun_that_stands_after_its_own_matter_speaks_of_no_sentence_before():
    told = _claim(1, "Lund said that the mine would close.", source="Lund")
    denial = _denies(2, "To think so and go on thinking so year by year, that is wrong.", "Berg", "that")
    assert resolve_denials([told, denial]) == []


def test_those_asked_in_a_poll_deny_nothing():
    hope = _claim(1, "Most said they would be better off than their parents.", source="most")
    denial = _denies(2, "One in five say that is not true.", "One in five", "that")
    assert resolve_denials([hope, denial]) == []


def test_a_report_that_is_named_is_found_however_far_above():
    report = _claim(
        1,
        "The Wire reported that Roe met donors.",
        source="The Wire",
        source_kind=SourceKind.OUTLET,
        origin="The Wire",
    )
    rest = [_claim(n, f"The market of the town was open on day {n} of the fair.") for n in range(2, 20)]
    denial = _denies(
        20, "Roe's campaign said the Wire report was false.", "Roe's campaign", "the Wire report"
    )
    assert _ends(resolve_denials([report, *rest, denial])) == {("a20", "a1", Relation.DENIES)}


def test_a_club_is_named_by_the_first_word_of_its_name():
    alleged = _claim(
        1,
        "A director alleged that Harrow had paid the referee.",
        source="A director",
        source_kind=SourceKind.UNNAMED,
    )
    denial = _denies(2, "Harrow Rovers said the allegation was ludicrous.", "Harrow Rovers", "the allegation")
    assert _ends(resolve_denials([alleged, denial])) == {("a2", "a1", Relation.DENIES)}


def test_wrongdoing_is_denied_only_where_somebody_is_blamed():
    def answered(report: str) -> list[Link]:
        told = _claim(1, report, source="The Wire", source_kind=SourceKind.OUTLET, origin="The Wire")
        return resolve_denials(
            [told, _denies(2, "Falk & Sons denied any wrongdoing.", "Falk & Sons", "wrongdoing")]
        )

    assert answered("The Wire said Falk & Sons had helped clients to evade taxes.")
    assert answered("The Wire said a survey of Falk & Sons found most clients in the north.") == []
