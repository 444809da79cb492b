"""The command line without its models: help, examples, options, exit codes, output formats."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimcheck.cli import app
from claimcheck.cli.command import EXAMPLES
from claimcheck.cli.environment import requirements
from claimcheck.cli.output import Format, Output
from claimcheck.cli.pairs import read_pairs
from claimcheck.errors import InputError
from claimcheck.records import Results, SkippedInput, StatementPair
from claimcheck.report.tables import batch_summary, dispute_list, printable, skipped_list

HEAVY = (
    "torch",
    "spacy",
    "pandas",
    "numpy",
    "sklearn",
    "faiss",
    "networkx",
    "sqlalchemy",
    "trafilatura",
    "jinja2",
)
runner = CliRunner()
COMMANDS = sorted(EXAMPLES)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run where no claimcheck.toml of the developer is found."""
    monkeypatch.chdir(tmp_path)


def test_every_command_is_registered_with_an_example() -> None:
    registered = {item.name for item in app.registered_commands}
    assert registered == set(EXAMPLES)
    assert {"run", "extract", "compare", "info"} <= registered


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_a_sentence_and_an_example(name: str) -> None:
    result = runner.invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert f"Example:\n  {EXAMPLES[name]}" in result.stdout.replace("    claimcheck", "  claimcheck").replace(
        "  Example:", "Example:"
    )
    assert EXAMPLES[name].startswith(f"claimcheck {name}")
    assert EXAMPLES[name].split()[1] == name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    for parameter in command.params:
        assert parameter.help, f"{name}: {parameter.name}"
        assert parameter.help.endswith(
            (".", "]", "]."),
        ), f"{name}: {parameter.name}"


def test_example_options_exist() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, example in EXAMPLES.items():
        known = {option for item in commands[name].params for option in item.opts}
        given = {word for word in example.split() if word.startswith("-")}
        assert given <= known, name


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['claimcheck', '--help']\n"
        "from claimcheck.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"sys.exit(' '.join(name for name in {HEAVY!r} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "run" in done.stdout


def test_version() -> None:
    result = runner.invoke(app, ["--version"])
    assert result.exit_code == 0
    assert result.stdout.startswith("claimcheck 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["run"],
        ["run", "x", "--sensitivity", "loud"],
        ["run", "x", "--map", "outlet"],
        ["run", "x", "--config", "missing.toml"],
        ["run", "x", "--format", "xml"],
        ["run", "x", "--limit", "0"],
        ["info", "--quiet", "--verbose"],
    ],
)
def test_bad_usage_exits_with_2(arguments: list[str]) -> None:
    result = runner.invoke(app, arguments)
    assert result.exit_code == 2
    assert result.stderr


def test_settings_file_is_checked_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text('sensitivity = "loud"\ngate_treshold = 1\n')
    result = runner.invoke(app, ["info"])
    assert result.exit_code == 2
    assert "precise, balanced, thorough" in result.stderr
    assert "gate_threshold" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["run", "missing"], ["compare", "missing.csv"], ["extract", "missing"]]
)
def test_nothing_read_exits_with_1(arguments: list[str]) -> None:
    result = runner.invoke(app, arguments)
    assert result.exit_code == 1
    assert "missing" in result.stderr
    assert "Traceback" not in result.output


def test_info_lists_versions_and_settings() -> None:
    result = runner.invoke(app, ["info", "--format", "json", "--sensitivity", "precise"])
    assert result.exit_code == 0
    rows = {(row["part"], row["name"]): row["value"] for row in json.loads(result.stdout)}
    assert rows["settings", "sensitivity"] == "precise"
    assert rows["version", "python"].startswith("3.")
    assert any(part == "model" and len(value) == 64 for (part, _), value in rows.items())
    assert all(("version", name) in rows for name in requirements())


COLUMNS = ("id", "score", "sentence")
ROWS = [
    {"id": "x", "score": 0.5, "sentence": "=One said “no”."},
    {"id": "y", "score": None, "sentence": "b\x1b[31m"},
]


def test_formats(capsys: pytest.CaptureFixture[str]) -> None:
    Output(Format.CSV).rows(COLUMNS, ROWS)
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1] == ["x", "0.5", "'=One said “no”."]
    Output(Format.JSON).rows(COLUMNS, ROWS)
    assert json.loads(capsys.readouterr().out) == ROWS
    Output(Format.TABLE).rows(COLUMNS, ROWS, shown=("id", "sentence"))
    table = capsys.readouterr().out
    assert "=One said “no”." in table
    assert "score" not in table
    assert "\x1b" not in table


def in_a_process(stdout: int, *arguments: str) -> tuple[int, str]:
    """Exit code and stderr of a command that prints to `stdout`."""
    program = "from claimcheck.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("form", list(Format))
def test_a_reader_that_goes_away_is_no_error(form: Format) -> None:
    reader, pipe = os.pipe()
    os.close(reader)
    try:
        assert in_a_process(pipe, "info", "--quiet", "--format", form) == (0, "")
    finally:
        os.close(pipe)


def test_a_reader_that_goes_away_hides_no_failure(tmp_path: Path) -> None:
    (tmp_path / "silent.txt").write_text("Who knows? Where to go from here, and why?\n")
    reader, pipe = os.pipe()
    os.close(reader)
    try:
        code, said = in_a_process(pipe, "extract", "silent.txt", "--strict", "--quiet")
    finally:
        os.close(pipe)
    assert (code, said) == (1, "Error: --strict: no claim in silent.txt\n")


def test_remarks_that_nobody_reads_do_not_end_the_work() -> None:
    reader, pipe = os.pipe()
    os.close(reader)
    program = (
        "from claimcheck.cli.output import Output\n"
        "out = Output()\n"
        "with out.progress() as progress: progress('claims', 1, 1)\n"
        "out.remark('a remark')\n"
        "print('done')"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=pipe, check=False
        )
    finally:
        os.close(pipe)
    assert (done.returncode, done.stdout) == (0, b"done\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("form", list(Format))
def test_output_that_cannot_be_written_is_named(form: Format) -> None:
    with Path("/dev/full").open("w") as full:
        code, said = in_a_process(full.fileno(), "info", "--quiet", "--format", form)
    assert code == 1
    assert said.startswith("Error: the output cannot be written: No space left")
    assert len(said.splitlines()) == 1


def test_a_run_writes_its_folder_before_it_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_results: Results
) -> None:
    def gone(*_: object) -> None:
        raise RuntimeError("nobody reads")

    (tmp_path / "a.txt").write_text("Nine people were hurt at the mill, the mill said on Friday.")
    monkeypatch.setattr("claimcheck.analysis.analyse", lambda *_, **__: small_results)
    monkeypatch.setattr(Output, "show", gone)
    runner.invoke(app, ["run", "a.txt", "--out", "out", "--quiet"])
    assert {"disputes.csv", "report.html", "graph.graphml"} <= {
        path.name for path in (tmp_path / "out").iterdir()
    }


def test_a_short_value_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    Output().rows(("figure", "value"), [{"figure": "last_batch", "value": "2024-03-01T07:38:55+00:00"}])
    assert "2024-03-01T07:38:55+00:00" in capsys.readouterr().out


def test_quiet_says_nothing_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    out = Output(quiet=True)
    out.remark("a remark")
    out.hint("a hint")
    with out.progress() as progress:
        progress("claims", 1, 1)
    assert capsys.readouterr().err == ""


def test_progress_in_a_pipe_is_one_line_a_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with Output().progress() as progress:
        for done in (0, 1, 2, 2):
            progress("claims", done, 2)
    assert capsys.readouterr().err == "claims: 2\n"


def test_dispute_shows_both_sides(small_results: Results, capsys: pytest.CaptureFixture[str]) -> None:
    out = Output()
    out.show(batch_summary(small_results))
    out.show(dispute_list(small_results, 5))
    shown = " ".join(capsys.readouterr().out.split())
    for part in (
        "Read 2 articles of 2 outlets: 3 claims, 1 cluster, 1 dispute.",
        "bad.bin: not text",
        "1. Hurt at the mill",
        "quantity · score 0.90",
        "Nine people were hurt, the mill said.",
        "the mill (from Agency Y), in Harbour Post, 2021-03-05",
        "=Two people were hurt.",
        "Valley Wire, 2021-03",
        "the mayor",
        "One side says 9, the other 2.",
    ):
        assert part in shown


def test_skipped_inputs_beyond_the_tenth_are_counted_unless_all_are_asked_for() -> None:
    skipped = [SkippedInput(f"{number}.bin", "not text") for number in range(11)]
    short, whole = skipped_list(skipped).plain, skipped_list(skipped, every=True).plain
    assert "9.bin: not text\n  and 1 more: not text\n  (--verbose names them all)" in short
    assert "10.bin: not text" in whole
    assert "verbose" not in whole


def test_no_disputes_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    Output().show(dispute_list(Results(), 5))
    assert "No disputes found." in capsys.readouterr().out


@given(st.text())
def test_printable_text_cannot_move_the_cursor(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert shown == "" or shown.isprintable()


PAIR_TEXT = st.text(
    # Without what the reading of any file replaces or takes for damage.
    st.characters(
        exclude_categories=["Cs", "Cc"],
        include_characters="\n\r\t\x85",
        exclude_characters="\ufffd\ufffe\uffff",
    ),
    max_size=30,
)


@given(
    st.lists(st.tuples(PAIR_TEXT, PAIR_TEXT), min_size=1, max_size=4),
    st.sampled_from(["csv", "jsonl", "json"]),
)
def test_pairs_come_as_given(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]], kind: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"pairs.{kind}"
    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
            writer.writerows([("a", "b"), *pairs])
    elif kind == "jsonl":
        lines = (json.dumps({"a": a, "b": b}, ensure_ascii=False) + "\n" for a, b in pairs)
        path.write_text("".join(lines), encoding="utf-8", newline="")
    else:
        path.write_text(json.dumps([{"a": a, "b": b} for a, b in pairs]), encoding="utf-8")
    assert read_pairs(path) == [StatementPair(str(row), a, b) for row, (a, b) in enumerate(pairs, 1)]


def test_pairs_keep_ids_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"id": 7, "a": "x", "b": "y", "date_a": "2021-09"}\n\n{"a": "x", "b": null}\n')
    assert read_pairs(path) == [StatementPair("7", "x", "y", "2021-09"), StatementPair("2", "x", "")]


def test_half_surrogates_in_pairs_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"id": "\\udfff", "a": "x \\ud800 died", "b": "x lived"}\n')
    assert read_pairs(path) == [StatementPair("\ufffd", "x \ufffd died", "x lived")]


PAIR = StatementPair("1", "x, é", "y")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.CSV", 'a,b\n"x, é",y\n'.encode()),
        ("p.csv", b"\xef\xbb\xbf" + 'A, B\n"x, é",y\n'.encode()),
        ("p.csv", 'a,b\n"x, é",y\n'.encode("utf-16")),
        ("p.csv", 'a,b\n"x, é",y\n'.encode("cp1252")),
        ("p.csv", "a;b\nx, é;y\n".encode()),
        ("p.csv", "a|b|c\r\nx, é|y\r\n".encode()),
        ("p.tsv", "a\tb\nx, é\ty\tz\n".encode()),
        ("p.TSV.GZ", gzip.compress("a\tb\nx, é\ty\n".encode())),
        ("p.txt", 'a,b\n"x, é",y\n'.encode()),
        ("p.txt", '\n{"A": "x, é", "B": "y"}\n'.encode()),
        ("p", '[{"a": "x, é", "b": "y"}]'.encode()),
        ("p", gzip.compress('{"a": "x, é", "b": "y"}'.encode())),
    ],
)
def test_pairs_are_read_from_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert read_pairs(path) == [PAIR]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert read_pairs(Path("-")) == [PAIR]


def test_help_says_that_pairs_may_come_from_standard_input() -> None:
    assert "- reads standard input" in " ".join(runner.invoke(app, ["compare", "--help"]).stdout.split())


def test_standard_input_is_named() -> None:
    result = runner.invoke(app, ["compare", "-"], input="a,c\n1,2\n")
    assert result.exit_code == 1
    assert "standard input: no b" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("p.csv", b"a,c\n1,2\n", "no b"),
        ("p.csv", b"", "is empty; give"),
        ("p.jsonl", b" \n", "is empty; give"),
        ("p.csv", b"\na,b\n1,2\n", "no a and no b; a pair has id, a, b, date_a, date_b$"),
        ("p.jsonl", b"{}\n", "no a and no b; a pair has id, a, b, date_a, date_b$"),
        ("p.csv", b"a,b\n", "no pairs"),
        ("p.csv", b"a,b\n" + bytes(range(256)), "not text.*; save it as UTF-8 text"),
        ("p.jsonl", b'{"a": "x"}\n', "line 1: no b"),
        ("p.jsonl", b'{"a": "x", "b": "y"}\n{"a"\n', "line 2: not JSON"),
        ("p.jsonl", b"[]\n", "no pairs"),
        ("p.jsonl", b"3\n", "line 1: not an object"),
        ("p.jsonl", b'{"a": ' + b"1" * 5000 + b"}", "line 1: not JSON"),
        ("p.txt", b"Nine people died.\n", "no a and no b; .* not nine people died."),
        ("p.jsonl.gz", b"\x1f\x8b\x08\x00cut", "cannot be read"),
        ("p.jsonl.gz", gzip.compress(b'{"a": "x"}')[:10] + b"\xff" * 20, "cannot be read"),
    ],
)
def test_unusable_pairs_are_named(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=reason) as caught:
        read_pairs(path)
    assert name in str(caught.value)
