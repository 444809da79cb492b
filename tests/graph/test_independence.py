"""One report reprinted fifty times is one source."""

from claimcheck.graph.independence import independent_sources
from claimcheck.records import Claim, Provenance


def _claim(article: str, origin: str | None = None) -> Claim:
    return Claim(f"c-{article}", article, 0, 10, "It burned.", "It burned.", origin=origin)


def test_ten_reprints_and_two_citations_of_one_report_plus_an_independent_one_are_two_sources():
    claims = [_claim(f"r{i}") for i in range(10)]
    provenance = {f"r{i}": Provenance(f"r{i}", f"Paper {i}", None, None, copy_group="g1") for i in range(10)}
    claims += [_claim("cites1", origin="Paper 3"), _claim("cites2", origin="the paper 3"), _claim("own")]
    for article in ("cites1", "cites2", "own"):
        provenance[article] = Provenance(article, f"Outlet {article}", None, None, copy_group=article)
    found = independent_sources(claims, provenance)
    assert found.count == 2
    assert any("Outlet own" in chain for chain in found.chains)


def test_agency_origin_joins_outlets_that_rewrote_it():
    claims = [_claim("a"), _claim("b")]
    provenance = {
        "a": Provenance("a", "Daily Post", None, "Reuters", copy_group="a"),
        "b": Provenance("b", "The Courier", None, "Reuters", copy_group="b"),
    }
    found = independent_sources(claims, provenance)
    assert (found.count, found.chains) == (1, ("Reuters -> Daily Post, The Courier",))


def test_two_outlets_that_cite_each_other_are_one_source():
    claims = [_claim("a", origin="The Courier"), _claim("b", origin="Daily Post")]
    provenance = {
        "a": Provenance("a", "Daily Post", None, None, copy_group="a"),
        "b": Provenance("b", "The Courier", None, None, copy_group="b"),
    }
    assert independent_sources(claims, provenance).count == 1


def test_articles_without_an_outlet_are_sources_of_their_own():
    assert independent_sources([_claim("a"), _claim("b")], {}).count == 2
