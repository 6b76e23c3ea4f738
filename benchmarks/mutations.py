"""Runs a batch over damaged copies of files: nothing may crash it, hang it or leave a row open.

Copies are truncated, have bits flipped, bytes run over or parts exchanged with another file;
with the same seed they are the same. Text layers alone are read unless `--ocr auto` is given:
pictures are then decoded all the same.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "samples"
SUFFIXES = {".pdf", ".png", ".jpg", ".tiff", ".docx"}
DEADLINE = 60


def main() -> None:
    """Damage, run, and say what came of it; leave with 1 if the batch did not stand it."""
    arguments = argument_parser().parse_args()
    files = [path for path in sorted(arguments.source.rglob("*")) if path.suffix in SUFFIXES]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        damage(files, folder / "in", arguments.files, arguments.seed)
        started = time.perf_counter()
        status, said = run_batch(folder / "in", folder / "out", arguments.ocr)
        outcomes = outcomes_of(folder / "out")
        print(f"{arguments.files} files, {time.perf_counter() - started:.0f} s, status {status}")
        for outcome, count in outcomes.most_common():
            print(f"  {outcome}: {count}")
        faults = faults_of(outcomes, status, said, arguments.files)
    for fault in faults:
        print(fault)
    sys.exit(bool(faults))


def argument_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ocr", default="never", choices=["auto", "never", "always"])
    parser.add_argument("--source", type=Path, default=SAMPLES, help="folder of sound files")
    return parser


def damage(files: Sequence[Path], folder: Path, count: int, seed: int) -> None:
    """Write *count* damaged copies of *files* into *folder*."""
    folder.mkdir(parents=True)
    chance = random.Random(seed)
    for number in range(count):
        path = files[number % len(files)]
        other = chance.choice(files).read_bytes()
        content = bytearray(path.read_bytes())
        for _ in range(chance.choice((1, 1, 2))):
            content = chance.choice(DAMAGES)(content, other, chance)
        (folder / f"{number}-{path.stem}{path.suffix}").write_bytes(content)


def truncated(content: bytearray, other: bytes, chance: random.Random) -> bytearray:
    """Cut off the end."""
    return content[: chance.randrange(len(content) or 1)]


def flipped(content: bytearray, other: bytes, chance: random.Random) -> bytearray:
    """Flip one to some hundred bits."""
    for _ in range(int(10 ** chance.uniform(0, 2.5)) if content else 0):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def overwritten(content: bytearray, other: bytes, chance: random.Random) -> bytearray:
    """Run over a stretch, with zeros or with anything."""
    start = chance.randrange(len(content) or 1)
    length = min(chance.randrange(1, 4096), len(content) - start)
    content[start : start + length] = (
        bytes(length) if chance.random() < 0.5 else (chance.randbytes(length))
    )
    return content


def exchanged(content: bytearray, other: bytes, chance: random.Random) -> bytearray:
    """Put a part of another file in the place of a part."""
    start = chance.randrange(len(content) or 1)
    at = chance.randrange(len(other))
    length = chance.randrange(1, 20_000)
    content[start : start + length] = other[at : at + length]
    return content


def repeated(content: bytearray, other: bytes, chance: random.Random) -> bytearray:
    """Have a stretch twice."""
    start = chance.randrange(len(content) or 1)
    part = content[start : start + chance.randrange(1, 20_000)]
    return content[:start] + part + content[start:]


DAMAGES = (truncated, flipped, overwritten, exchanged, repeated)


def run_batch(source: Path, output: Path, ocr: str) -> tuple[int, str]:
    """Return the exit status of the command, and what it said."""
    command = [sys.executable, "-m", "circular_parser", "batch", str(source), "-o", str(output)]
    options = ["--ocr", ocr, "--deadline", str(DEADLINE), "--log-format", "text", "--no-cache"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def outcomes_of(output: Path) -> Counter[str]:
    """Return how many inputs there are of each state and code."""
    with closing(sqlite3.connect(output / "ledger.sqlite")) as connection:
        rows = connection.execute("SELECT state, code FROM inputs").fetchall()
    return Counter(" ".join(filter(None, row)) for row in rows)


def faults_of(outcomes: Counter[str], status: int, said: str, count: int) -> list[str]:
    """Return what is not as it should be."""
    faults = []
    if status not in (0, 20):
        faults.append(f"the command left with {status}")
    if outcomes.total() != count:
        faults.append(f"{outcomes.total()} inputs of {count} in the ledger")
    faults += [f"rows left {state}" for state in ("pending", "running") if outcomes[state]]
    faults += [f"{code}: a defect" for code in outcomes if "unexpected" in code]
    if "Traceback" in said:
        faults.append(said[said.index("Traceback") :])
    return faults


if __name__ == "__main__":
    main()
