"""How a workspace grows: 1 k to 1 M claims, the time to add 1,000 more, to ask one question, memory and file size.

    python -m benchmarks.scaling [--sizes 1000 10000 100000 1000000] [--folder DIR]

Claims are templated sentences with synthetic vectors: stories of four claims that agree, within topics whose claims
are alike enough to be looked at. Extraction, encoding, gate and judge are stand-ins that take no time, so what is
measured is the store, the index, candidates, links and clusters. A workspace is filled through its tables, the index
is built from it, and then everything is measured in a fresh process by the public verbs, on a copy. Results go to
`benchmarks/results/scaling.json`, beside those of other sizes, and the plot to `docs/images/scaling.svg` where
matplotlib is installed. Workspaces are kept in `--folder` where one is given, and used again: filling one of 1 M claims
takes minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimcheck.analysis import Analyser
from claimcheck.graph.summary import group_claims
from claimcheck.records import Article, Claim, Comparison, Link, Provenance, Relation
from claimcheck.workspace import Workspace, rows, store
from claimcheck.workspace import schema as tables
from claimcheck.workspace.batches import content_hash, open_batch
from claimcheck.workspace.database import Database, set_meta
from claimcheck.workspace.vectors import INDEX_SUFFIX, text_hash

RESULTS = Path(__file__).with_name("results") / "scaling.json"
PLOT = Path(__file__).parents[1] / "docs" / "images" / "scaling.svg"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
ADDED = 1_000
CLAIMS_PER_ARTICLE = 25
CLAIMS_PER_STORY = 4
CLAIMS_PER_TOPIC = 400
QUESTIONS = 20
RUNNING_TOPICS = 20
"""Topics that the added batch has more on: the stories of a day."""
TABLE = 8192
PLACES = "Arden Brill Corvo Dusk Elm Fenn Gorse Holt Isle Jade Kern Loom Mire Nook Oster Pell".split()


class StoryEmbedder:
    """The vector of claim n: its topic's, its story's and its own direction, 0.7 : 0.6 : 0.35 of each."""

    name = "stories"
    dimension = 384

    def __init__(self) -> None:
        self._table = np.random.default_rng(1).standard_normal((TABLE, self.dimension), np.float32)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.of([int(text.rsplit("number ", 1)[-1].rstrip(".")) for text in texts])

    def of(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Vectors of the claims of these numbers."""
        number = np.asarray(numbers, dtype=np.uint64)
        story = number // np.uint64(CLAIMS_PER_STORY)
        topic = number // np.uint64(CLAIMS_PER_TOPIC)
        vectors = (
            0.7 * self._directions(topic, 1)
            + 0.6 * self._directions(story, 2)
            + 0.35 * self._directions(number, 3)
        )
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def _directions(self, numbers: NDArray[np.uint64], kind: int) -> NDArray[np.float32]:
        """A direction for each number: two rows of the table, chosen by a multiplicative hash, added."""
        mixed = (numbers * np.uint64(8) + np.uint64(kind)) * np.uint64(0x9E3779B97F4A7C15)
        first, second = (
            (mixed >> np.uint64(40)) % np.uint64(TABLE),
            (mixed >> np.uint64(20)) % np.uint64(TABLE),
        )
        rows = self._table[first] + self._table[second]
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


@dataclass(frozen=True)
class StandIn(Analyser):
    """Stages that know claim n by its text, and link the claims of one story; grouping is the real one."""

    @cached_property
    def embedder(self) -> StoryEmbedder:
        return StoryEmbedder()

    def extract(self, articles: Sequence[Article]) -> list[Claim]:
        return [claim for article in articles for claim in claims_of(article)]

    def weigh(self, candidates: Any, claims: Sequence[Claim], *_: Any, **__: Any) -> list[Any]:
        return [(claims[i], claims[j]) for i, j in candidates.pairs.tolist()]

    def link(self, pairs: Sequence[Any], *_: Any, **__: Any) -> list[Link]:
        return [
            Link(min(a.id, b.id), max(a.id, b.id), Relation.EQUIVALENT, 0.9)
            for a, b in pairs
            if number_of(a) // CLAIMS_PER_STORY == number_of(b) // CLAIMS_PER_STORY
        ]

    def compare(self, pairs: Sequence[Any]) -> list[Comparison]:
        return [
            Comparison(pair.id, 0.0, 0.9, 0.1, 0.0, 0.9, 0.1, 0.0, 0.0, "equivalent", None, "")
            for pair in pairs
        ]


def number_of(claim: Claim) -> int:
    return int(claim.id[-8:])


def order_of(first: int, count: int) -> NDArray[np.int64]:
    """Which claim comes when: the claims of a story are spread over the articles of its block."""
    numbers = np.arange(first, first + count).reshape(-1, min(count, ADDED))
    shuffled: NDArray[np.int64] = np.concatenate(
        [np.random.default_rng(int(block[0])).permutation(block) for block in numbers]
    )
    return shuffled


def articles_of(first: int, count: int) -> Iterator[Article]:
    """Articles that make claims `first` to `first + count`, 25 each."""
    for part in order_of(first, count).reshape(-1, CLAIMS_PER_ARTICLE):
        text = " ".join(
            f"The council of {PLACES[n % 16]} heard {n % 91} speakers on the bridge of "
            f"{PLACES[n // 16 % 16]}, said report number {n}."
            for n in part.tolist()
        )
        name = f"article{int(part[0]):08}"
        yield Article(name, text, f"Outlet {part[0] % 50}", published=f"2024-05-{part[0] % 28 + 1:02}")


def claims_of(article: Article) -> Iterator[Claim]:
    start = 0
    for sentence in article.text.split(". "):
        whole = sentence if sentence.endswith(".") else f"{sentence}."
        number = int(whole.rsplit("number ", 1)[-1].rstrip("."))
        name = f"{article.id[6:]}r{number:08}" if article.id.startswith("retold") else f"n{number:08}"
        yield Claim(name, article.id, start, start + len(whole), whole, whole, checkworthy=0.5)
        start += len(whole) + 1


def fill(path: Path, size: int) -> None:
    """A workspace of `size` claims with their links and clusters, through its tables."""
    database = Database(path)
    embedder = StoryEmbedder()
    with database.writing() as connection:
        batch = open_batch(connection, "add", articles=size // CLAIMS_PER_ARTICLE, claims=size)
        set_meta(connection, "embedder", embedder.name)
        set_meta(connection, "last_indexed", str(size))
        for first in range(0, size, ADDED):
            _fill_block(connection, embedder, batch, first)
    database.close()


def _fill_block(connection: Any, embedder: StoryEmbedder, batch: int, first: int) -> None:
    articles = list(articles_of(first, ADDED))
    claims = [claim for article in articles for claim in claims_of(article)]
    place = first // CLAIMS_PER_ARTICLE
    store.insert(
        connection,
        tables.articles,
        [
            rows.article_row(article)
            | {"batch": batch, "ordinal": place + i, "content": content_hash(article)}
            for i, article in enumerate(articles)
        ],
    )
    provenance = [Provenance(article.id, article.outlet, None, None, (), article.id) for article in articles]
    store.insert(connection, tables.provenance, [rows.provenance_row(item) for item in provenance])
    vectors = embedder.of([number_of(claim) for claim in claims])
    store.insert(
        connection,
        tables.embeddings,
        [
            {
                "number": number_of(claim) + 1,
                "indexed_as": number_of(claim) + 1,
                "hash": text_hash(claim.proposition),
                "model": embedder.name,
                "vector": rows.pack_vector(vector),
            }
            for claim, vector in zip(claims, vectors, strict=True)
        ],
    )
    store.insert(
        connection,
        tables.claims,
        [
            rows.claim_row(claim)
            | {
                "ordinal": i % CLAIMS_PER_ARTICLE,
                "embedding": number_of(claim) + 1,
                "component": f"n{number_of(claim) // CLAIMS_PER_STORY * CLAIMS_PER_STORY:08}",
                "comparable": True,
            }
            for i, claim in enumerate(claims)
        ],
    )
    links = [
        Link(f"n{story + a:08}", f"n{story + b:08}", Relation.EQUIVALENT, 0.9)
        for story in range(first, first + ADDED, CLAIMS_PER_STORY)
        for a in range(CLAIMS_PER_STORY)
        for b in range(a + 1, CLAIMS_PER_STORY)
    ]
    store.insert(connection, tables.links, [rows.link_row(link) | {"carried": False} for link in links])
    clusters = group_claims(
        {claim.id: claim for claim in claims},
        {article.id: article for article in articles},
        links,
        {item.article_id: item for item in provenance},
    )
    written = [rows.cluster_rows(cluster) for cluster in clusters]
    store.insert(connection, tables.clusters, [row | {"batch": batch} for row, _, _ in written])
    store.insert(connection, tables.positions, [row for _, some, _ in written for row in some])
    store.insert(connection, tables.members, [row for _, _, some in written for row in some])


def index(path: Path) -> dict[str, Any]:
    """Build the index of a filled workspace and write it."""
    started, cpu = time.perf_counter(), time.process_time()
    with Workspace(path, stages=StandIn()) as workspace:
        workspace.search("report number 5", limit=1)
        workspace._index.save(always=True)
    return {"build index s": _since(started), "build index cpu s": round(time.process_time() - cpu, 1)}


def ask(path: Path, size: int) -> dict[str, Any]:
    """Open the workspace, ask it, add to it; half of what is added is on topics that it holds."""
    started, cpu = time.perf_counter(), time.process_time()
    with Workspace(path, stages=StandIn()) as workspace:
        workspace.check("report number 7")
        figures: dict[str, Any] = {"open and load s": _since(started)}
        figures["open and load cpu s"] = round(time.process_time() - cpu, 2)
        started, cpu = time.perf_counter(), time.process_time()
        for question in range(QUESTIONS):
            workspace.check(f"report number {question * size // QUESTIONS}")
        figures["check ms"] = round(1000 * (time.perf_counter() - started) / QUESTIONS, 1)
        figures["check cpu ms"] = round(1000 * (time.process_time() - cpu) / QUESTIONS, 1)
        figures["index"] = "exact" if workspace._index._index and workspace._index._index.exact else "HNSW"
        new = [*_retold(size), *articles_of(size, ADDED - RUNNING_TOPICS * CLAIMS_PER_ARTICLE)]
        started, cpu = time.perf_counter(), time.process_time()
        added = workspace.add(new)
        figures["add 1,000 s"] = _since(started)
        figures["add 1,000 cpu s"] = round(time.process_time() - cpu, 2)
        figures["links of those"] = added.n_links
    figures["file MB"] = round(path.stat().st_size / 1e6, 1)
    return figures


def _retold(size: int) -> Iterator[Article]:
    """Articles that tell more of topics of the workspace: each 25 of one topic's claims in other words."""
    rng = np.random.default_rng(size)
    topics = rng.choice(
        size // CLAIMS_PER_TOPIC, min(RUNNING_TOPICS, size // CLAIMS_PER_TOPIC), replace=False
    )
    for place in range(RUNNING_TOPICS):
        first = int(topics[place % len(topics)]) * CLAIMS_PER_TOPIC
        chosen = first + rng.choice(CLAIMS_PER_TOPIC, CLAIMS_PER_ARTICLE, replace=False)
        text = " ".join(f"Retold in article {place}, said report number {n}." for n in chosen.tolist())
        yield Article(f"retold{place:05}", text, f"Outlet {place % 50}", published="2024-06-01")


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 2)


def measure(step: str, path: Path, size: int) -> dict[str, Any]:
    """One step in a process of its own, with its peak memory."""
    command = [sys.executable, "-m", "benchmarks.scaling", "--step", step, "--path", str(path)]
    done = subprocess.run([*command, "--sizes", str(size)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{step} of {size} claims failed with {done.returncode}: {done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def measure_size(folder: Path, size: int) -> dict[str, Any]:
    """All figures of one size; its workspace is made in `folder` where it is not there yet."""
    path, copy = folder / f"{size}.db", folder / f"{size}-copy.db"
    index_of = [Path(f"{file}{INDEX_SUFFIX}") for file in (path, copy)]
    if not path.exists():
        fill(path, size)
    built = {} if index_of[0].exists() else measure("index", path, size)
    shutil.copy(path, copy)
    shutil.copy(*index_of)
    asked = measure("ask", copy, size)
    for file in folder.glob(f"{copy.name}*"):
        file.unlink()
    return built | asked | {"peak MB": max(built.get("peak MB", 0), asked["peak MB"])}


def _known() -> dict[int, dict[str, Any]]:
    """What was measured before."""
    if not RESULTS.exists():
        return {}
    return {int(size): row for size, row in json.loads(RESULTS.read_text(encoding="utf-8")).items()}


def draw(found: Mapping[int, Mapping[str, Any]], target: Path) -> None:
    """Times and sizes over the number of claims, both axes logarithmic."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    sizes = sorted(found)
    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3.4))
    for axis, names in zip(axes, (("add 1,000 cpu s", "check cpu ms"), ("peak MB", "file MB")), strict=True):
        for name in names:
            axis.plot(sizes, [found[size][name] for size in sizes], marker="o", label=name)
        axis.set(xscale="log", yscale="log", xlabel="claims in the workspace")
        axis.legend()
        axis.grid(alpha=0.3)
    figure.tight_layout()
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, metadata={"Date": None})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="none: only draw the plot")
    parser.add_argument("--folder", type=Path, help="where workspaces are kept [nowhere]")
    parser.add_argument("--step", choices=("index", "ask"), help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        figures = index(options.path) if options.step == "index" else ask(options.path, options.sizes[0])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(figures | {"peak MB": round(peak)}))
        return 0
    found = _known()
    with tempfile.TemporaryDirectory() as temporary:
        for size in options.sizes:
            found[size] = measure_size(options.folder or Path(temporary), size)
            print(f"{size:>9,} {json.dumps(found[size])}", flush=True)
            ordered = {str(size): found[size] for size in sorted(found)}
            RESULTS.write_text(json.dumps(ordered, indent=2) + "\n", encoding="utf-8")
    if importlib.util.find_spec("matplotlib"):
        draw(found, PLOT)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
