"""Outlets by any name, copies of whole articles, and whose reporting is repeated. All texts here are invented."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.articles import canonical_outlet, copy_groups, provenance_of
from claimcheck.articles.citations import cited_names
from claimcheck.articles.outlets import directory, host_of, same_outlet
from claimcheck.errors import UsageError
from claimcheck.records import Article

WORDS = [
    f"{first}{second}" for first in "bdfgklmnprstvz" for second in ("arn", "elt", "ost", "im", "ud", "aw")
]


def prose(seed: int, sentences: int = 30) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=12)).capitalize() + "." for _ in range(sentences)]


def article(id_: str, sentences: list[str], **fields: str) -> Article:
    return Article(id=id_, text=" ".join(sentences), **fields)  # type: ignore[arg-type]


WIRE, OWN = prose(1), prose(2)
BATCH = [
    article("e-wire", WIRE, outlet="Reuters"),
    article("d-reprint", WIRE, outlet="The Dunmere Post"),
    article("c-trimmed", WIRE[:12], outlet="Oldport Courier"),
    article("b-localised", [*prose(3, 3), *WIRE[:24], *prose(4, 3)], outlet="Kelby Herald"),
    article("a-own", [*OWN, *WIRE[:2]], outlet="Ellery Gazette"),
]


def test_reprints_trimmed_and_localised_are_one_group() -> None:
    assert copy_groups(BATCH) == {
        "e-wire": "b-localised",
        "d-reprint": "b-localised",
        "c-trimmed": "b-localised",
        "b-localised": "b-localised",
        "a-own": "a-own",
    }


@settings(max_examples=10, deadline=None)
@given(st.permutations(BATCH))
def test_groups_do_not_depend_on_order(batch: list[Article]) -> None:
    assert copy_groups(batch) == copy_groups(BATCH)


def test_a_short_notice_in_a_long_round_up_is_not_its_copy() -> None:
    round_up = [*prose(5, 60), *prose(6, 4), *prose(7, 60)]
    groups = copy_groups([article("a", round_up), article("b", prose(6, 4))])
    assert groups["a"] != groups["b"]


def test_short_articles_are_copies_only_word_for_word() -> None:
    batch = [
        article("a", ["Dunmere closed."]),
        article("b", ["Dunmere closed."]),
        article("c", [""]),
        article("d", [""]),
    ]
    assert copy_groups(batch) == {"a": "a", "b": "a", "c": "c", "d": "d"}


@pytest.mark.parametrize(
    "name",
    [
        "The New York Times",
        "New York Times",
        "NYT",
        "nyt",
        "nytimes.com",
        "https://www.nytimes.com/2020/a.html",
    ],
)
def test_names_of_one_outlet(name: str) -> None:
    assert canonical_outlet(name) == "The New York Times"


def test_unknown_outlets_keep_their_name() -> None:
    assert canonical_outlet("The Dunmere Post") == "The Dunmere Post"
    assert canonical_outlet("news.dunmerepost.co.uk") == "dunmerepost.co.uk"
    assert same_outlet("The Dunmere Post", "Dunmere Post")
    assert not same_outlet(None, None)
    assert host_of("The Dunmere Post") is None


def test_short_agency_names_only_in_capitals() -> None:
    assert directory().find("AP") == "Associated Press"
    assert directory().find("spa") is None


def test_families_can_be_added(tmp_path: Path) -> None:
    batch = [article("a", OWN, outlet="Dunmere Post"), article("b", prose(9), outlet="nypost.com")]
    assert [one.family for one in provenance_of(batch)] == [None, "News Corp"]
    assert provenance_of(batch, families={"Dunmere Post": "Holm Media"})[0].family == "Holm Media"
    path = tmp_path / "families.toml"
    path.write_text('[[family]]\nowner = "Holm Media"\noutlets = [["Dunmere Post", "dunmerepost.com"]]\n')
    assert provenance_of(batch, family_file=path)[0].family == "Holm Media"
    path.write_text("[[family]]\nowner = 3\n")
    with pytest.raises(UsageError, match="families"):
        provenance_of(batch, family_file=path)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Financial Times reported on Monday that the bridge would close.", ["Financial Times"]),
        ("On Tuesday The New York Times first reported the plan.", ["The New York Times"]),
        ("The bridge will close, according to Japanese media citing Kyodo.", ["Kyodo News"]),
        ("“We will close it,” the mayor told Reuters.", ["Reuters"]),
        ("The closure was first reported by the Kelby Herald.", ["Kelby Herald"]),
        ("It was shut, state news agency Xinhua reported.", ["Xinhua"]),
        ("The mayor said so in an interview with CNN.", ["CNN"]),
        ("The mayor told Ada Quill that it would close.", []),
        ("According to the mayor, it will close in June.", []),
        ("The council told residents. It reported a loss.", []),
    ],
)
def test_citations(text: str, names: list[str]) -> None:
    known = directory().find

    def find(name: str) -> str | None:
        return known(name) or ("Kelby Herald" if name == "Kelby Herald" else None)

    assert list(dict.fromkeys(cited_names(text, find))) == names


def test_provenance_leaves_an_outlet_out_of_its_own_citations() -> None:
    text = "The mayor told CNN on Monday that the bridge would close, and told Reuters that it would not."
    (one,) = provenance_of([Article(id="a", text=text, outlet="cnn.com", origin="AP")])
    assert (one.outlet, one.origin, one.cites) == ("CNN", "Associated Press", ("Reuters",))


def test_outlets_of_the_batch_are_known_by_name() -> None:
    citing = Article(
        id="b", text="The bridge will close, Dunmere Today reported on Monday.", outlet="Kelby Herald"
    )
    cited = Article(id="a", text="The bridge of Dunmere will close in June.", outlet="Dunmere Today")
    assert provenance_of([cited, citing])[1].cites == ("Dunmere Today",)
