"""Print the ratios beside their aims; they are measured, never asserted: a clock is no test.

`python -m tests.bench` measures everything; with words only what has one of them in its name. Peers are measured where
they are installed beside this program.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pexpect

from ave_cli.engine.answer_space import values_of
from ave_cli.engine.columns import Column, Columns, facts_that_count, work_out
from ave_cli.storage import library

RUNS = 9
ANSWERS = """kind = "answers"
format = 1
profile = "oss"
current_phase = "2"
[answers]
hulpvraag = true
zorgmijding = "nee"
gevaar_omgeving = "weet_niet"
leefgebieden = ["wonen", "geld"]
samenwerking = "stagneert"
"""
HOUSEHOLDS = 10_000
Print = Callable[[str, str, str], None]


def cpu_of(command: list[str]) -> float:
    """Seconds of processor time, user and system, of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def ratios(command: list[str], runs: int = RUNS) -> list[float]:
    """Processor time of a command against `python -c pass`, pair by pair; the first run fills what is remembered."""
    empty = [sys.executable, "-c", "pass"]
    cpu_of(command)
    return [cpu_of(command) / max(cpu_of(empty), 1e-3) for _ in range(runs)]


def spread(found: list[float]) -> str:
    """Median, with the lowest and the highest."""
    return f"{statistics.median(found):7.1f} ({min(found):.1f} to {max(found):.1f})"


def commands(folder: Path) -> Iterator[tuple[str, list[str], str]]:
    """Every command that has an aim, with that aim in times of `python -c pass`."""
    answers = folder / "answers.toml"
    answers.write_text(ANSWERS, encoding="utf-8")
    triage = ["triage", "--answers", str(answers)]
    yield "--version", ["--version"], "6.5"
    yield "--help", ["--help"], "6.5"
    yield "triage --json", [*triage, "--json"], "11"
    yield "triage (tables)", triage, "19"
    yield "triage --plain", [*triage, "--plain"], "13"
    yield "triage --markdown", [*triage, "--markdown"], "13"
    yield "explain 3", ["explain", "3", "--profile", "oss"], "17"
    yield "profiles list", ["profiles", "list"], "17"
    yield "profiles check", ["profiles", "check"], "36"
    yield "quiz --json of 5", ["quiz", "--json", "--seed", "x", "--count", "5", "--profile", "oss"], "50"
    yield (
        "quiz --level 1 of 5",
        ["quiz", "--json", "--seed", "x", "--count", "5", "--level", "1", "--profile", "oss"],
        "80",
    )
    notes = folder / "notes"
    for _ in range(100):
        subprocess.run(
            [sys.executable, "-m", "ave_cli", *triage, "--json", "--save", str(notes)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    yield "notes list of 100", ["notes", "list", str(notes)], "38"
    yield "notes review of 100", ["notes", "review", str(notes)], "-"
    yield "a TAB of completion", ["_complete", "3", "ave", "triage", "--profile", ""], "7"


def caseload(folder: Path, name: str, count: int) -> Path:
    """A caseload made up out of the cases of a model: some of their answers are doubted."""
    chance = random.Random(name)
    cases = library.load_cases(name).cases
    path = folder / f"{name}.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            case = chance.choice(cases)
            current = {"current_phase": case.current_phase} if case.current_phase else {}
            answers = {fact: "weet_niet" if chance.random() < 0.05 else one for fact, one in case.answers.items()}
            stream.write(json.dumps({"case": f"2026-{number:05}", **current, **answers}) + "\n")
    return path


def batches(folder: Path, show: Print) -> None:
    """Households a second, beside reading the same lines with `json.loads`."""
    for name in library.index().ids():
        path = caseload(folder, name, HOUSEHOLDS)
        start = cpu_of([sys.executable, "-m", "ave_cli", "triage", "--example", "--json", "--profile", name])
        floor = "import json, sys\nfor line in open(sys.argv[1]): json.loads(line)"
        empty = cpu_of([sys.executable, "-c", "import json"])
        parse = [HOUSEHOLDS / (cpu_of([sys.executable, "-c", floor, str(path)]) - empty) for _ in range(3)]
        ave = [sys.executable, "-m", "ave_cli", "triage", "--batch", str(path), "--profile", name]
        whole = [HOUSEHOLDS / (cpu_of(ave) - start) for _ in range(3)]
        phases = [HOUSEHOLDS / (cpu_of([*ave, "--phases"]) - start) for _ in range(3)]
        show(f"{name}: json.loads alone, a second", f"{statistics.median(parse):9,.0f}", "")
        show(f"{name}: whole advice, a second", f"{statistics.median(whole):9,.0f}", "800")
        show(f"{name}: --phases, a second", f"{statistics.median(phases):9,.0f}", "40,000")


def columns(show: Print) -> None:
    """Households a second once they are columns, at random and all at once."""
    for name in library.index().ids():
        ruleset = library.load(name)
        chance = random.Random(name)
        size = 1_000_000
        some: dict[str, Column] = {}
        for fact in facts_that_count(ruleset):
            values: tuple[Any, ...] = values_of(ruleset, ruleset.facts[fact])
            values = tuple(chance.sample(values, min(len(values), 40)))
            codes = [chance.randrange(len(values)) for _ in range(1_000)] * (size // 1_000)
            some[fact] = Column(codes=codes, values=values)
        found = []
        for _ in range(5):
            made = Columns(ruleset, some, size)
            start = time.process_time()
            work_out(made)
            found.append(size / (time.process_time() - start))
        show(f"{name}: columns, a second", f"{statistics.median(found):13,.0f}", "100,000,000")


STEPS = [
    ("direct gevaar voor", "2\r"),
    ("nu geregistreerd", "1\r"),
    ("nu concreet gevaar", "0\r"),
]


def questions(show: Print) -> None:
    """To the first question, and from each key to the question behind it, in a pseudo-terminal."""
    starts, keys = [], []
    for _ in range(5):
        start = pressed = time.perf_counter()
        arguments = ["-m", "ave_cli", "triage", "--profile", "regio-groningen", "--no-draft"]
        child = pexpect.spawn(sys.executable, arguments, dimensions=(24, 80), encoding="utf-8", timeout=20)
        child.delaybeforesend = None
        for words, typed in STEPS:
            child.expect(words)
            if words == STEPS[0][0]:
                starts.append(time.perf_counter() - start)
            else:
                keys.append((time.perf_counter() - pressed) * 1000)
            time.sleep(0.2)
            pressed = time.perf_counter()
            child.send(typed)
        child.close(force=True)
    empty = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        empty.append(time.perf_counter() - start)
    show("first question (clock)", spread([one / statistics.median(empty) for one in starts]), "18")
    show("key to next question, ms", spread(keys), "7, worst 20")


PEERS = {
    "pipx --version": ("pipx", ["--version"]),
    "copier --version": ("copier", ["--version"]),
    "bare questionary, imported": (sys.executable, ["-c", "import questionary"]),
}


def peers(show: Print) -> None:
    """What users know, in the same times of `python -c pass`."""
    for name, (program, arguments) in PEERS.items():
        place = shutil.which(program)
        if place is None:
            show(name, "not installed", "")
        else:
            show(name, spread(ratios([place, *arguments], 5)), "")


def main(words: list[str]) -> None:
    """Measure every command that has an aim."""

    def show(name: str, found: str, aim: str) -> None:
        sys.stdout.write(f"{name:42} {found:>26} {f'(aim: {aim})' if aim else ''}\n")
        sys.stdout.flush()

    def wanted(name: str) -> bool:
        return not words or any(word in name for word in words)

    with tempfile.TemporaryDirectory() as folder:
        # As it is installed: compiled once, wherever whoever measures keeps that from happening.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ |= {"PYTHONPYCACHEPREFIX": folder, "XDG_CACHE_HOME": folder}
        for name, arguments, aim in commands(Path(folder)):
            if wanted(name):
                show(name, spread(ratios([sys.executable, "-m", "ave_cli", *arguments])), aim)
        parts: dict[str, Callable[[Print], None]] = {
            "batch": partial(batches, Path(folder)),
            "columns": columns,
            "questions": questions,
            "peers": peers,
        }
        for name, measure in parts.items():
            if wanted(name):
                measure(show)


if __name__ == "__main__":
    main(sys.argv[1:])
