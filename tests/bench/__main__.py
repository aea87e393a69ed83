"""Print what everything costs beside its aim; it is measured, never asserted: a clock is no test.

`python -m tests.bench` measures everything; with words only what has one of them in its name, or the whole part that is
called so (commands, batch, columns, notes, questions, peers). Ratios are processor time in times of `python -c pass`,
run by run beside each other. Peers are measured where they stand in the path.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pexpect
import pyte

from ave_cli.engine.answer_space import values_of
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.engine.columns import Column, Columns, facts_that_count, work_out
from ave_cli.notes.note import make_note
from ave_cli.storage import library, notes

RUNS, SESSIONS = 9, 7
"""Times that a command is run, and conversations that are held, each beside an empty run of Python."""
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
WHOLE, PHASES = 10_000, 40_000
"""Households of a caseload that is worked out as a whole, and of one of which only the phases are."""
NOTES = 5_000
AVE = [sys.executable, "-m", "ave_cli"]
TABS = (["triage", "--profile"], ["triage", "--current-phase"], ["explain"], ["quiz", "--case"], ["notes", "show"])
"""What stands on a command line before a TAB."""


class Bench:
    """What was asked for, and the table that is printed."""

    def __init__(self, words: Sequence[str], folder: Path) -> None:
        self.folder = folder
        self._words = words
        self._missed = 0

    def wants(self, part: str, name: str = "") -> bool:
        return not self._words or any(word == part or (word in name if name else False) for word in self._words)

    def show(self, name: str, found: Sequence[float], aim: float | None = None, *, least: bool = False) -> None:
        """One line: median, lowest, highest, how many there were, and the aim; `least`: more is better."""
        middle = statistics.median(found)
        text = f"{_number(middle):>13}  ({_number(min(found))} to {_number(max(found))}, of {len(found)})"
        told = ""
        if aim is not None:
            is_met = middle >= aim if least else middle <= aim
            self._missed += not is_met
            told = f"{'at least' if least else 'at most'} {_number(aim)}{'' if is_met else '  NOT MET'}"
        self.say(f"{name:50}{text:50}{told}")

    def say(self, line: str) -> None:
        sys.stdout.write(f"{line.rstrip()}\n")
        sys.stdout.flush()

    def begin(self) -> None:
        """Say what is printed, and on what."""
        where = f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {_load()}"
        self.say(f"{'':50}{'median  (lowest to highest, runs)':50}aim")
        self.say(f"{where}; python -c pass {empty() * 1000:.1f} ms")

    def end(self) -> None:
        self.say(f"aims not met: {self._missed}; load of this machine at the end: {_load()}")


def _load() -> str:
    return ", ".join(f"{one:.1f}" for one in os.getloadavg())


def _number(one: float) -> str:
    return f"{one:,.0f}" if one >= 1_000 else f"{one:.1f}"


def cpu_of(command: Sequence[str]) -> float:
    """Seconds of processor time, user and system, of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def empty() -> float:
    """What `python -c pass` costs now."""
    return max(cpu_of([sys.executable, "-c", "pass"]), 1e-3)


def ratios(command: Sequence[str], runs: int = RUNS) -> list[float]:
    """Processor time against `python -c pass`, pair by pair; the first run fills what is remembered."""
    cpu_of(command)
    return [cpu_of(command) / empty() for _ in range(runs)]


def commands(bench: Bench) -> None:
    """Every command that has an aim, in times of `python -c pass`."""
    answers = bench.folder / "answers.toml"
    answers.write_text(ANSWERS, encoding="utf-8")
    some = bench.folder / "notes"
    if bench.wants("commands", "notes list of 100"):
        for number in range(100):
            write_note(some, "oss", number)
    triage = ["triage", "--answers", str(answers)]
    quiz = ["quiz", "--json", "--seed", "x", "--count", "5", "--profile", "oss"]
    every: list[tuple[str, list[str], float | None]] = [
        ("--version", ["--version"], 6.5),
        ("--help", ["--help"], 6.5),
        ("triage --json", [*triage, "--json"], 11),
        ("triage (tables)", triage, 19),
        ("triage --plain", [*triage, "--plain"], 13),
        ("triage --markdown", [*triage, "--markdown"], 13),
        ("explain 3", ["explain", "3", "--profile", "oss"], 17),
        ("profiles list", ["profiles", "list"], 17),
        ("profiles check of five", ["profiles", "check"], 36),
        ("quiz of 5", quiz, 50),
        ("quiz of 5, --level 1", [*quiz, "--level", "1"], 80),
        ("notes list of 100", ["notes", "list", str(some)], 38),
        ("notes review of 100", ["notes", "review", str(some)], None),
        *((f"a TAB: {' '.join(words)}", ["_complete", str(1 + len(words)), "ave", *words, ""], 7) for words in TABS),
    ]
    for name, arguments, aim in every:
        if bench.wants("commands", name):
            bench.show(name, ratios([*AVE, *arguments]), aim)


def write_note(folder: Path, profile: str, number: int) -> None:
    """A note out of the cases of a model, some of them long ago."""
    ruleset, cases = library.load(profile), library.cases_of(profile)
    case = cases[number % len(cases)]
    answers, _ = read_answers(ruleset, case.answers, case.current_phase)
    then = datetime(2026, 11, 1, 9, tzinfo=UTC) - timedelta(hours=7 * number % 5_000)
    decision = (*(phase.label for phase in ruleset.profile.phases), "", "")[number % 6]
    note = make_note(
        assess(ruleset, answers),
        created=then.isoformat(),
        case=f"2026-{number:05}",
        decision=decision,
        why="",
        review_on=(then.date() + timedelta(days=number % 90)).isoformat() if number % 3 else None,
    )
    notes.write_note(note, folder, then)


def many_notes(bench: Bench) -> None:
    """A folder of thousands of notes."""
    folder, ids = bench.folder / "many", library.index().ids()
    for number in range(NOTES):
        write_note(folder, ids[number % len(ids)], number)
    for name, more in (("review", []), ("review --csv", ["--csv"])):
        found = [cpu_of([*AVE, "notes", *name.split(), str(folder), *more]) for _ in range(3)]
        bench.show(f"notes {name} of {NOTES:,}, seconds", found, 5)


def caseload(folder: Path, name: str, count: int) -> Path:
    """A caseload made up out of the cases of a model: some of their answers are doubted."""
    chance = random.Random(name)
    cases = library.load_cases(name).cases
    path = folder / f"{name}-{count}.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            case = chance.choice(cases)
            current = {"current_phase": case.current_phase} if case.current_phase else {}
            answers = {fact: "weet_niet" if chance.random() < 0.05 else one for fact, one in case.answers.items()}
            stream.write(json.dumps({"case": f"2026-{number:05}", **current, **answers}) + "\n")
    return path


PARSE = "import json, sys\nfor line in open(sys.argv[1]): json.loads(line)"


def batches(bench: Bench) -> None:
    """Households a second, beside reading the same lines with `json.loads`; what starts the program is taken off."""
    for name in library.index().ids():
        path, large = caseload(bench.folder, name, WHOLE), caseload(bench.folder, name, PHASES)
        start = min(cpu_of([*AVE, "triage", "--example", "--json", "--profile", name]) for _ in range(3))
        python = min(cpu_of([sys.executable, "-c", "import json"]) for _ in range(3))
        parsed, whole, phases = [], [], []
        for _ in range(3):
            parsed.append(PHASES / (cpu_of([sys.executable, "-c", PARSE, str(large)]) - python))
            batch = [*AVE, "triage", "--profile", name, "--batch"]
            whole.append(WHOLE / (cpu_of([*batch, str(path)]) - start))
            phases.append(PHASES / (cpu_of([*batch, str(large), "--phases"]) - start))
        bench.show(f"{name}: json.loads alone, a second", parsed)
        bench.show(f"{name}: whole advice, a second", whole, 800, least=True)
        bench.show(f"{name}: --phases, a second", phases, 40_000, least=True)


def columns(bench: Bench) -> None:
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
        bench.show(f"{name}: columns, a second", found, 100_000_000, least=True)


@dataclass
class Session:
    """One conversation in a pseudo-terminal."""

    command: list[str]

    def __post_init__(self) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.Stream(self.screen)
        environment = {**os.environ, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.pressed = time.perf_counter()
        self.child: Any = pexpect.spawn(
            self.command[0],
            self.command[1:],
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=20,
            env=environment,
        )
        self.child.delaybeforesend = None

    def until(self, words: str, seconds: float = 20.0) -> float | None:
        """Milliseconds from the last key until these words stood on the screen; None where they do not come."""
        while time.perf_counter() - self.pressed < seconds:
            try:
                some = self.child.read_nonblocking(100_000, 0.02)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return None
            now = time.perf_counter()
            self._stream.feed(some)
            if words in self.text():
                return (now - self.pressed) * 1000
        return None

    def press(self, key: str) -> None:
        """Press a key when it has been quiet for a moment."""
        self.pressed = time.perf_counter()
        self.until("\0", 0.15)
        self.pressed = time.perf_counter()
        self.child.send(key)

    def text(self) -> str:
        return " ".join(" ".join(self.screen.display).split())

    def cpu(self) -> float:
        """Seconds of processor time up to now."""
        text = Path(f"/proc/{self.child.pid}/schedstat").read_text(encoding="ascii")
        return int(text.split()[0]) / 1e9


def number_of(session: Session) -> int:
    """Which question stands on the screen; 0 for none."""
    found = re.search(r"vraag (\d+)", session.text())
    return int(found[1]) if found else 0


def answer(session: Session) -> None:
    """Say no to each line of a question; the reference of a case is left empty."""
    for _ in range(3):
        if number_of(session):
            break
        session.press("\r")
        session.until("vraag", 1.0)
    session.press("n")
    session.until("\0", 0.2)
    for _ in range(session.text().count("[ ]")):
        session.press("n")


def interview(
    bench: Bench, name: str, command: list[str], prepare: Callable[[Session], None], aims: tuple[float, ...] = ()
) -> None:
    """To the first question, and from the Enter behind an answer to the question that comes next."""
    starts, keys, costs = [], [], []
    for turn in range(1 + SESSIONS):
        session = Session(command)
        if session.until("vraag 1") is None:
            bench.say(f"{name}: no question came")
            return
        if turn:  # the first one fills what is remembered
            starts.append(session.cpu() / empty())
        for _ in range(12):
            prepare(session)
            session.until("\0", 0.2)
            now, before = number_of(session), session.cpu()
            session.press("\r")
            took = session.until(f"vraag {now + 1}", 0.5) if now else None
            if took is not None and turn:
                keys.append(took)
                costs.append((session.cpu() - before) * 1000)
        session.child.close(force=True)
    first, median, worst = aims or (None, None, None)
    bench.show(f"{name}: first question", starts, first)
    if keys:
        bench.show(f"{name}: key to next question, ms", keys, median)
        bench.show(f"{name}: the worst of these {len(keys)}, ms", [max(keys)], worst)
        bench.show(f"{name}: processor for a question, ms", costs)


def questions(bench: Bench) -> None:
    command = [*AVE, "triage", "--profile", "oss", "--no-draft"]
    interview(bench, "ave triage", command, answer, (18, 7, 20))


LOOP = """import questionary
for number in range(1, 14):
    questionary.select(f"vraag {number}", choices=["ja", "nee", "weet ik niet"]).unsafe_ask()
"""


def peers(bench: Bench) -> None:
    """What users know, in the same times of `python -c pass`."""
    for name in ("pipx", "copier"):
        place = shutil.which(name)
        if place is None:
            bench.say(f"{name} --version: not in the path")
        else:
            bench.show(f"{name} --version", ratios([place, "--version"], 5))
    bench.show("import questionary", ratios([sys.executable, "-c", "import questionary"], 5))
    interview(bench, "bare questionary", [sys.executable, "-c", LOOP], lambda _: None)


PARTS: dict[str, Callable[[Bench], None]] = {
    "commands": commands,
    "batch": batches,
    "columns": columns,
    "notes": many_notes,
    "questions": questions,
    "peers": peers,
}


def main(words: list[str]) -> None:
    """Measure what was asked for."""
    with tempfile.TemporaryDirectory() as folder:
        # As it is installed: compiled once, wherever whoever measures keeps that from happening.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ |= {f"XDG_{one}_HOME": folder for one in ("CACHE", "STATE", "CONFIG", "DATA")}
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        bench = Bench(words, Path(folder))
        bench.begin()
        for name, measure in PARTS.items():
            if name == "commands" or bench.wants(name):
                measure(bench)
        bench.end()


if __name__ == "__main__":
    main(sys.argv[1:])
