"""The fuzz itself: `make fuzz` runs as many inputs as one likes, the tests a few.

Each reader works in a process of its own, with a limit on memory; whoever watches it counts what
became of each input, and ends the process if an input takes too long. An input is made from its
reader's name, the seed and its number alone, so that each can be made again.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from analyysi.errors import AnalyysiError
from analyysi.tables.files.walls.apart import IN_PROCESS
from fuzz.mutations import mutated
from fuzz.reader import Reader, WrongError
from fuzz.readers import READERS

SECONDS, MEMORY = 10.0, 1024
"""For each input; seconds of the processor, and MiB above what the program takes with its
libraries.
"""

PATIENCE = 12
"""How many times as long by the clock: the machine may have others to serve."""

LONGEST_MESSAGE = 20_000
"""Characters."""

OUTCOMES = ("accepted", "sentence", "wrong", "long", "traceback", "hang", "aborted")
FAULTS = OUTCOMES[2:]


@dataclass
class Tally:
    """What became of the inputs of one reader."""

    reader: str
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    findings: dict[str, list[int]] = field(default_factory=dict)
    """What is wrong, and the numbers of the inputs that showed it."""
    peak: int = 0
    """MiB."""
    slowest: float = 0.0
    """Seconds of the processor that one input took."""

    def note(self, number: int, outcome: str, what: str = "") -> None:
        self.outcomes[outcome] += 1
        if outcome in FAULTS:
            self.findings.setdefault(f"{outcome}: {what}", []).append(number)

    @property
    def inputs(self) -> int:
        return sum(self.outcomes.values())


def input_of(reader: str, seed: int, number: int) -> bytes:
    """Make an input again."""
    row = READERS[reader]
    return mutated(row.seeds(), row.mutations, Random(f"{reader} {seed} {number}"))


def spread(inputs: int, readers: Sequence[Reader]) -> dict[str, int]:
    """Return how many inputs each reader gets, `inputs` at least in all."""
    portions = sum(row.portion for row in readers)
    return {row.name: -(-inputs * row.portion // portions) for row in readers}


def run(reader: str, numbers: range, seed: int = 0, keep: Path | None = None) -> Tally:
    """Have a reader read the inputs of these numbers, and count what becomes of each."""
    tally = Tally(reader)
    first = numbers.start
    while first < numbers.stop:
        first = _watch(tally, range(first, numbers.stop), seed)
    if keep is not None:
        for what, found in tally.findings.items():
            path = keep / f"{reader.replace(' ', '-')}-{seed}-{found[0]}-{what.partition(':')[0]}"
            keep.mkdir(parents=True, exist_ok=True)
            path.write_bytes(input_of(reader, seed, found[0]))
    return tally


def _watch(tally: Tally, numbers: range, seed: int) -> int:
    """Watch one process until it is done or must be ended; return the number to go on with."""
    context = _context()
    here, there = context.Pipe()
    process = context.Process(
        target=_read_all, args=(there, tally.reader, numbers, seed), daemon=True
    )
    process.start()
    there.close()
    number = numbers.start
    allowed = 120.0  # the libraries are read first
    try:
        while number < numbers.stop:
            if not here.poll(allowed):
                tally.note(number, "hang", f"more than {SECONDS * PATIENCE:g} s by the clock")
                return number + 1
            read, outcome, what, peak, seconds = here.recv()
            if outcome == "ready":
                allowed = SECONDS * PATIENCE
                continue
            assert read == number
            if seconds > SECONDS:
                outcome, what = "hang", f"more than {SECONDS:g} s"
            tally.note(number, outcome, what)
            tally.peak = max(tally.peak, peak)
            tally.slowest = max(tally.slowest, seconds)
            number += 1
    except EOFError:  # the process has died without a word
        process.join()
        tally.note(number, "aborted", f"exit code {process.exitcode}")
        return number + 1
    finally:
        process.kill()
        process.join()
        here.close()
    return number


def _context() -> BaseContext:
    """Return how processes are started: from one that has read the libraries, where there is such
    a thing.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["fuzz.readers"])
    # Python 3.11 lets that process look for modules in its own places only, finds none there, and
    # says nothing: each process would then read all libraries itself.
    with patch.dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)):
        forkserver.ensure_running()
    return context


def _read_all(pipe: Connection, name: str, numbers: range, seed: int) -> None:
    """Read the inputs one after another, and tell of each what became of it."""
    os.environ[IN_PROCESS] = "1"  # a process for each input would take days
    row = READERS[name]
    seeds = row.seeds()
    with TemporaryDirectory(prefix="fuzz-") as folder:
        read = row.prepare(Path(folder))
        with contextlib.suppress(AnalyysiError):
            read(seeds[0])  # reads the libraries that are read late
        _limit_memory()
        pipe.send((-1, "ready", "", 0, 0.0))
        for number in numbers:
            raw = mutated(seeds, row.mutations, Random(f"{name} {seed} {number}"))
            begun = time.process_time()
            outcome, what = _outcome(read, raw)
            pipe.send((number, outcome, what, _peak(), time.process_time() - begun))


def _outcome(read: object, raw: bytes) -> tuple[str, str]:
    try:
        read(raw)  # type: ignore[operator]
    except AnalyysiError as refusal:
        length = len(str(refusal))
        if length > LONGEST_MESSAGE:
            return "long", f"{length} characters"
        return "sentence", ""
    except WrongError as fault:
        return "wrong", str(fault)
    except Exception as fault:  # noqa: BLE001 - this is what is looked for
        return "traceback", _cause(fault)
    return "accepted", ""


def _cause(fault: BaseException) -> str:
    """Name a fault by the last line of ours that it passed."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "analyysi" in Path(frame.filename).parts]
    last = (ours or frames)[-1]
    return f"{type(fault).__name__} in {Path(last.filename).name}:{last.lineno}"


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    statistics = Path("/proc/self/statm")
    if statistics.is_file():
        taken = int(statistics.read_text().split()[0]) * resource.getpagesize()
        limit = taken + MEMORY * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _peak() -> int:
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


HEADER = ("reader", "inputs", *OUTCOMES, "peak MiB", "slowest s")


def row_of(tally: Tally) -> str:
    """Write what became of a reader's inputs as a row of a table in Markdown."""
    counts = (tally.inputs, *tally.outcomes.values(), tally.peak)
    return _row((tally.reader, *map(str, counts), f"{tally.slowest:.1f}"))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="in all, over the readers")
    parser.add_argument("--readers", default=",".join(READERS), help="names, with commas")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--at-once", type=int, default=1, help="readers at work at once")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that found a fault")
    options = parser.parse_args(arguments)
    names = options.readers.split(",")
    numbers = {
        name: range(options.first, options.first + count)
        for name, count in spread(options.inputs, [READERS[name] for name in names]).items()
    }
    _tell(_row(HEADER))
    _tell(_row(["---"] * len(HEADER)))
    tallies = []
    with ThreadPoolExecutor(options.at_once) as pool:
        for tally in pool.map(
            lambda name: run(name, numbers[name], options.seed, options.keep), names
        ):
            tallies.append(tally)
            _tell(row_of(tally))
    faulty = 0
    for tally in tallies:
        for what, numbers in sorted(tally.findings.items()):
            faulty += len(numbers)
            _tell(f"{tally.reader}, {len(numbers)} times, first in input {numbers[0]}: {what}")
    _tell(f"{sum(tally.inputs for tally in tallies)} inputs, {faulty} faults")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
