import pytest

from claimcheck.links.names import may_be_same, only_named_fuller


@pytest.mark.parametrize(
    ("a", "b", "person"),
    [
        ("Biden", "Joe Biden", True),
        ("President Joe Biden", "Biden", True),
        ("J. Biden", "Joe Biden", True),
        ("Zelensky", "Volodymyr Zelenskyy", True),
        ("Homs", "Homs province", False),
        ("US", "United States", False),
        ("U.S.", "Washington", False),
        ("UN", "United Nations", False),
        ("Syria", "Syrian", False),
        ("Russia", "Kremlin", False),
        ("Daesh", "the Takfiri ISIL", False),
        ("Islamic State", "ISIS", False),
    ],
)
def test_names_of_one(a: str, b: str, person: bool) -> None:
    assert may_be_same(a, b, person=person)
    assert may_be_same(b, a, person=person)


@pytest.mark.parametrize(
    ("a", "b", "person"),
    [
        ("Joe Biden", "Xi Jinping", True),
        ("John Smith", "Mary Smith", True),
        ("Homs", "Aleppo", False),
        ("France", "Germany", False),
        ("North Korea", "South Korea", False),
    ],
)
def test_names_of_two(a: str, b: str, person: bool) -> None:
    assert not may_be_same(a, b, person=person)
    assert not may_be_same(b, a, person=person)


@pytest.mark.parametrize(
    ("longer", "shorter", "fuller"),
    [
        ("The Kestrel Bridge cost 240 million euros.", "The bridge cost 240 million euros.", True),
        ("President Joe Biden met Xi Jinping.", "Biden met Xi.", True),
        ("The Kestrel Bridge opened.", "The Kestrel Bridge opened.", True),
        ("The Kestrel Bridge opened on Monday.", "The bridge opened.", False),
        ("The Kestrel Bridge cost 240 million euros.", "The tunnel cost 240 million euros.", False),
        ("Joe Biden met Xi Jinping in Bali.", "Biden met Xi.", False),
    ],
)
def test_a_fuller_name_says_nothing_more(longer: str, shorter: str, fuller: bool) -> None:
    assert only_named_fuller(longer, shorter) is fuller
