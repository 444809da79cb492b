"""The verbs of a workspace, on SQLite and PostgreSQL alike, with a light analysis."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from fake_stages import FakeStages, article, batch

from claimcheck.analysis import analyse
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.records import Article, DisputeStatus, Results
from claimcheck.workspace import Workspace

FLOOD = "The flood in Arden drowned 12 people on the first evening."
FLOOD_15 = "The flood in Arden drowned 15 people on the first evening."


@pytest.fixture
def stages() -> FakeStages:
    return FakeStages()


@pytest.fixture
def workspace(location: str, stages: FakeStages) -> Iterator[Workspace]:
    with Workspace(location, stages=stages) as opened:
        yield opened


def link_keys(results: Results) -> set[tuple[str, str, str, float]]:
    return {(link.a, link.b, str(link.relation), round(link.score, 6)) for link in results.links}


def together(results: Results) -> set[tuple[str, str]]:
    return {pair for cluster in results.clusters for pair in combinations(sorted(cluster.claim_ids), 2)}


def test_what_goes_in_comes_out(workspace: Workspace, stages: FakeStages) -> None:
    articles = batch(0, 12)
    added = workspace.add(articles)
    results = workspace.results()
    assert list(results.articles) == articles
    assert list(results.claims) == stages.extract(articles)
    assert added.n_claims == len(results.claims)
    assert results.disputes
    assert added.count("newly disputed") == len(results.disputes)
    assert {item.article_id for item in results.provenance} == {item.id for item in articles}
    for claim in results.claims:
        text = next(item.text for item in articles if item.id == claim.article_id)
        assert text[claim.start : claim.end] == claim.sentence


def test_the_same_batch_twice_changes_nothing(workspace: Workspace) -> None:
    workspace.add(batch(0, 12))
    before, stats = workspace.results(), workspace.stats()
    again = workspace.add(batch(0, 12))
    assert again.batch is None
    assert again.n_known == 12
    assert workspace.results() == before
    assert workspace.stats().batches == stats.batches


def test_pieces_and_orders_give_the_same(tmp_path: Path) -> None:
    articles = batch(0, 60)
    forms = {
        "one": [articles],
        "ten": [articles[start : start + 6] for start in range(0, 60, 6)],
        "reversed": [articles[::-1]],
    }
    found = {}
    for name, pieces in forms.items():
        with Workspace(tmp_path / name, stages=FakeStages()) as workspace:
            for piece in pieces:
                workspace.add(piece)
            found[name] = workspace.results()
    for name in ("ten", "reversed"):
        assert link_keys(found[name]) == link_keys(found["one"])
        a, b = together(found[name]), together(found["one"])
        assert len(a & b) >= 0.98 * len(a | b)
        assert {claim.id for claim in found[name].claims} == {claim.id for claim in found["one"].claims}
    with Workspace(tmp_path / "again", stages=FakeStages()) as workspace:
        workspace.add(articles)
        assert workspace.results() == found["one"]


def test_a_run_without_a_workspace_gives_the_same(workspace: Workspace, stages: FakeStages) -> None:
    articles = batch(0, 40)[::-1]
    workspace.add(articles)
    once, stored = analyse(articles, analyser=stages), workspace.results()
    for name in ("articles", "claims", "disputes", "provenance"):
        assert getattr(once, name) == getattr(stored, name)
    assert sorted(once.links, key=repr) == sorted(stored.links, key=repr)
    assert sorted(once.clusters, key=repr) == sorted(stored.clusters, key=repr)


def test_identical_sentences_are_embedded_once(workspace: Workspace, stages: FakeStages) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD), article(3, FLOOD_15)])
    assert stages.embedder.encoded == 2
    workspace.add([article(4, FLOOD)])
    assert stages.embedder.encoded == 2


def test_ids_survive_new_batches(workspace: Workspace) -> None:
    workspace.add(batch(0, 20))
    before = workspace.results()
    workspace.add(batch(20, 20))
    after = workspace.results()
    assert {cluster.id for cluster in before.clusters} <= {cluster.id for cluster in after.clusters}
    assert {dispute.id for dispute in before.disputes} <= {dispute.id for dispute in after.disputes}
    changes = workspace.changes()
    assert set(changes["batch"]) == {2}
    assert "grown" in set(changes["change"])
    assert len(workspace.changes(since=0)) > len(changes)


def test_a_dismissed_dispute_is_back_only_with_new_evidence(workspace: Workspace) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
    (dispute_id,) = workspace.disputes()["dispute_id"]
    workspace.label(dispute_id, "dismissed", note="typing error")
    workspace.add([article(3, "A quite different story about the opening of a museum.")])
    assert workspace.dispute(dispute_id).status is DisputeStatus.DISMISSED
    workspace.add([article(4, "The flood in Arden drowned 15 people late on the first evening.")])
    dispute = workspace.dispute(dispute_id)
    assert dispute.status is DisputeStatus.NEW
    assert "evidence changed" in dispute.note
    assert "typing error" in dispute.note
    assert list(workspace.changes()["change"]).count("back") == 1


def test_a_confirmed_dispute_stays_confirmed(workspace: Workspace) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
    (dispute_id,) = workspace.disputes()["dispute_id"]
    workspace.label(dispute_id, "confirmed", note="asked both")
    workspace.add([article(4, "The flood in Arden drowned 15 people late on the first evening.")])
    assert workspace.dispute(dispute_id).status is DisputeStatus.CONFIRMED
    assert workspace.disputes(status="confirmed")["dispute_id"].tolist() == [dispute_id]
    workspace.label(dispute_id, "new")
    assert workspace.dispute(dispute_id).status is DisputeStatus.NEW


def test_a_label_is_no_news_of_a_batch(workspace: Workspace) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
    (dispute_id,) = workspace.disputes()["dispute_id"]
    workspace.add([article(3, "A quite different story about the opening of a museum.")])
    workspace.label(dispute_id, "confirmed")
    assert workspace.disputes(since_last_batch=True).empty
    assert workspace.disputes(since=0)["dispute_id"].tolist() == [dispute_id]


def test_a_dispute_that_goes_with_its_article_is_told_and_stays_dismissed(workspace: Workspace) -> None:
    articles = [article(1, FLOOD), article(2, FLOOD_15)]
    workspace.add(articles)
    (dispute_id,) = workspace.disputes()["dispute_id"]
    workspace.label(dispute_id, "dismissed")
    removed = workspace.remove("a002")
    assert [(e.change, e.detail) for e in removed.events if e.dispute_id] == [
        ("resolved", "its evidence was removed")
    ]
    assert workspace.disputes().empty
    assert "resolved" in set(workspace.changes()["change"])
    again = workspace.add(articles)
    assert workspace.dispute(dispute_id).status is DisputeStatus.DISMISSED
    assert [event.change for event in again.events if event.dispute_id] == []
    assert workspace.disputes(since_last_batch=True).empty
    assert workspace.disputes(since=0).empty
    asked_for = workspace.disputes(since_last_batch=True, status="dismissed")
    assert asked_for["dispute_id"].tolist() == [dispute_id]
    workspace.add([article(4, "The flood in Arden drowned 15 people late on the first evening.")])
    assert workspace.disputes(since_last_batch=True)["dispute_id"].tolist() == [dispute_id]


def test_split_and_merge_hold_in_later_batches(workspace: Workspace) -> None:
    workspace.add([article(number, FLOOD) for number in range(1, 5)])
    (cluster,) = workspace.results().clusters
    leaving = cluster.claim_ids[-1]
    workspace.split(cluster.id, [leaving])
    workspace.add([article(9, FLOOD)])
    homes = {claim: c.id for c in workspace.results().clusters for claim in c.claim_ids}
    assert homes.get(leaving) != homes[cluster.claim_ids[0]]
    assert homes[cluster.claim_ids[0]] == cluster.id

    workspace.add([article(n, "The mayor of Brill opened a long new bridge today.") for n in (11, 12)])
    other = next(c for c in workspace.results().clusters if "Brill" in c.headline)
    merged = workspace.merge(cluster.id, other.id)
    assert merged.batch is not None
    workspace.add([article(13, "The mayor of Brill opened a long new bridge today.")])
    homes = {claim: c.id for c in workspace.results().clusters for claim in c.claim_ids}
    assert homes[other.medoid_id] == homes[cluster.medoid_id]


def test_a_removed_article_leaves_nothing_behind(workspace: Workspace) -> None:
    articles = batch(0, 30)
    workspace.add(articles[:29])
    before = workspace.results()
    workspace.add(articles[29:])
    workspace.remove(articles[29].id)
    after = workspace.results()
    assert after.claims == before.claims
    assert link_keys(after) == link_keys(before)
    assert together(after) == together(before)
    assert {d.id for d in after.disputes} == {d.id for d in before.disputes}
    assert workspace.verify().problems == ()
    assert articles[29].id not in set(workspace.search("hotel reporter number", limit=50)["article_id"])


def test_check_finds_both_sides(workspace: Workspace) -> None:
    workspace.add([article(1, FLOOD, outlet="Post"), article(2, FLOOD_15, outlet="Times")])
    result = workspace.check(FLOOD)
    assert [item.outlet for item in result.supported_by] == ["Post"]
    assert [item.outlet for item in result.contradicted_by] == ["Times"]
    assert list(result.frame()["relation"]) == ["supports", "contradicts"]
    assert workspace.check("Nothing at all is known of elephants").found == ()
    with pytest.raises(UsageError):
        workspace.check(" ")


def test_half_a_surrogate_pair_in_a_question_is_no_character(workspace: Workspace) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
    asked = "The flood in Arden drowned \udcff 12 people \ud800on the first evening."
    result = workspace.check(asked)
    assert "\ufffd 12 people \ufffdon" in result.text
    assert result.text.encode()
    assert len(workspace.search(asked)) == 2
    assert workspace.check("\ud83d\ude00 laughs").text == "\U0001f600 laughs"


def test_search_is_nearest_first(workspace: Workspace) -> None:
    workspace.add([article(1, FLOOD), article(2, "The mayor of Brill opened a long new bridge today.")])
    found = workspace.search("mayor bridge Brill opened", limit=2)
    assert found["article_id"].iloc[0] == "a002"
    assert found["similarity"].is_monotonic_decreasing


def test_disputes_can_be_filtered(workspace: Workspace) -> None:
    workspace.add(batch(0, 20))
    every = workspace.disputes()
    assert len(workspace.disputes(kind="quantity")) == len(every)
    assert workspace.disputes(kind="denial").empty
    assert workspace.disputes(min_score=0.95).empty
    outlet = every["a_outlets"].iloc[0].split("; ")[0]
    some = workspace.disputes(outlet=outlet.upper())
    assert 0 < len(some) <= len(every)
    assert workspace.disputes(source="Nobody").empty
    workspace.add([article(90, "A quite different story about the opening of a museum.")])
    assert workspace.disputes(since_last_batch=True).empty


def test_a_name_with_the_mark_that_joins_names_is_found(workspace: Workspace) -> None:
    workspace.add([article(1, FLOOD, outlet="Foo; Bar"), article(2, FLOOD_15, outlet="Times")])
    assert len(workspace.disputes(outlet="foo; bar")) == 1
    assert workspace.disputes(outlet="Bar").empty


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        ({"kind": "bogus"}, "negation, quantity"),
        ({"status": "bogus"}, "new, confirmed"),
        ({"min_score": "x"}, "'x' is not a score"),
        ({"since": 99}, "no batch 99: the last is 1"),
        ({"since": "1"}, "no batch '1'"),
    ],
)
def test_a_filter_that_cannot_match_is_named(
    workspace: Workspace, filters: dict[str, object], named: str
) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
    with pytest.raises(UsageError, match=named):
        workspace.disputes(**filters)  # type: ignore[arg-type]
    if "since" in filters:
        with pytest.raises(UsageError, match=named):
            workspace.changes(**filters)  # type: ignore[arg-type]


def test_show_takes_any_id(workspace: Workspace) -> None:
    workspace.add(batch(0, 20))
    results = workspace.results()
    cluster = results.clusters[0]
    for item in (results.disputes[0].id, cluster.id, cluster.claim_ids[0], results.articles[0].id):
        shown = workspace.show(item)
        assert shown.id == item
        assert len(shown.frame())
        assert shown._repr_html_()
    with pytest.raises(UsageError, match="no-such-id"):
        workspace.show("no-such-id")


def test_an_article_is_shown_with_the_clusters_of_its_claims(workspace: Workspace) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD)])
    (cluster,) = workspace.results().clusters
    assert workspace.show("a001").frame()["cluster_id"].tolist() == [cluster.id]


def test_a_dispute_can_be_had_as_plain_data(workspace: Workspace) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15), article(3, FLOOD_15)])
    (dispute,) = workspace.results().disputes
    shown = workspace.show(dispute.id)
    record = json.loads(json.dumps(shown.record()))
    assert (record["dispute_id"], record["kind"], record["status"]) == (dispute.id, "quantity", "new")
    assert record["explanation"] == dispute.explanation
    sides = {claim["claim_id"]: claim["side"] for claim in record["claims"]}
    assert sides == dict.fromkeys(dispute.a_claim_ids, "a") | dict.fromkeys(dispute.b_claim_ids, "b")
    assert {link["relation"] for link in record["links"]} >= {"contradicts"}
    assert shown.frame()["side"].tolist() == list(sides.values())
    claim = workspace.show(dispute.a_claim_id)
    assert "side" not in claim.frame()
    with pytest.raises(UsageError, match="a claim"):
        claim.record()


def test_another_article_under_a_known_id_is_kept_apart(workspace: Workspace) -> None:
    workspace.add([Article("x", FLOOD, "Post")])
    added = workspace.add([Article("x", FLOOD_15, "Times")])
    assert added.n_articles == 1
    ids = [item.id for item in workspace.results().articles]
    assert ids[0] == "x"
    assert ids[1].startswith("x~")
    assert workspace.add([Article("x", FLOOD_15, "Times")]).batch is None


def test_labels_come_in_from_the_report_page(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
    (dispute_id,) = workspace.disputes()["dispute_id"]
    file = tmp_path / "labels.csv"
    file.write_text(f"dispute_id,status,note\r\n{dispute_id},dismissed,'=seen\r\n", encoding="utf-8")
    assert [item.status for item in workspace.label_from(file)] == ["dismissed"]
    assert workspace.dispute(dispute_id).note == "=seen"
    file.write_text(
        f"dispute_id,status,note\r\n{dispute_id},confirmed,\r\nnone,confirmed,\r\n", encoding="utf-8"
    )
    with pytest.raises(UsageError):
        workspace.label_from(file)
    assert workspace.dispute(dispute_id).status is DisputeStatus.DISMISSED


def test_labels_come_in_from_a_spreadsheet_that_parts_by_semicolons(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
    (dispute_id,) = workspace.disputes()["dispute_id"]
    file = tmp_path / "labels.csv"
    file.write_text(f"\ufeffdispute_id;status;note\r\n{dispute_id};dismissed;one, two\r\n", encoding="utf-8")
    assert [(item.status, item.note) for item in workspace.label_from(file)] == [("dismissed", "one, two")]
    assert workspace.label(dispute_id, "new", note=None).note == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_labels_come_in_through_a_pipe(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
    (dispute_id,) = workspace.disputes()["dispute_id"]
    pipe = tmp_path / "labels"
    os.mkfifo(pipe)
    writer = threading.Thread(
        target=lambda: pipe.write_text(f"dispute_id,status,note\n{dispute_id},dismissed,\n"), daemon=True
    )
    writer.start()
    assert [item.status for item in workspace.label_from(pipe)] == ["dismissed"]
    writer.join(10)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{id}", "line 3: no status"),
        (",confirmed,", "line 3: no dispute_id"),
        ("d-none,confirmed,", "line 3: d-none: no such dispute"),
        ("{id},perhaps,", "line 3: 'perhaps' is not a label"),
        ("{id},confirmed,one, two", "line 3: more cells"),
    ],
)
def test_a_line_of_a_labels_file_that_is_wrong_is_named(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "labels.csv"
    with Workspace(tmp_path / "news.db", stages=FakeStages()) as workspace:
        workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
        (dispute_id,) = workspace.disputes()["dispute_id"]
        file.write_text(f"dispute_id,status,note\n{dispute_id},dismissed,\n{line.format(id=dispute_id)}\n")
        with pytest.raises(ClaimcheckError, match=said) as caught:
            workspace.label_from(file)
        assert str(file) in str(caught.value)
        assert workspace.dispute(dispute_id).status is DisputeStatus.NEW


@pytest.mark.parametrize(
    "mistake",
    [
        lambda w: w.label("none", "confirmed"),
        lambda w: w.label(w.disputes()["dispute_id"].iloc[0], "perhaps"),
        lambda w: w.merge("none", "nothing"),
        lambda w: w.split("none", ["x"]),
        lambda w: w.split(w.results().clusters[0].id, w.results().clusters[0].claim_ids[0]),
        lambda w: w.split(w.results().clusters[0].id, None),
        lambda w: w.merge([cluster.id for cluster in w.results().clusters]),
        lambda w: w.add([5]),
        lambda w: w.add(None),
        lambda w: w.check(None),
        lambda w: w.search(5),
        lambda w: w.remove("none"),
        lambda w: w.dispute("none"),
    ],
)
def test_mistakes_are_named_and_change_nothing(workspace: Workspace, mistake: object) -> None:
    workspace.add([article(1, FLOOD), article(2, FLOOD_15)])
    before = workspace.results()
    with pytest.raises(UsageError):
        mistake(workspace)  # type: ignore[operator]
    assert workspace.results() == before
