"""Print the ratios; they are measured, never asserted: a clock is no test."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pexpect

RUNS = 15
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


def cpu_of(command: list[str]) -> float:
    """Seconds of processor time, user and system, of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def wall_of(command: list[str]) -> float:
    """Seconds on the clock of one run."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def ratio(command: list[str]) -> tuple[float, float]:
    """Median of the ratio to `python -c pass`, pair by pair: processor time and clock."""
    empty = [sys.executable, "-c", "pass"]
    cpu_of(command)
    cpu = [cpu_of(command) / max(cpu_of(empty), 1e-3) for _ in range(RUNS)]
    wall = [wall_of(command) / wall_of(empty) for _ in range(RUNS)]
    return statistics.median(cpu), statistics.median(wall)


STEPS = [
    ("direct gevaar voor", "2\r"),
    ("nu geregistreerd", "1\r"),
    ("nu concreet gevaar", "0\r"),
    ("concrete vraag", "1\r"),
    ("eigen kracht", "1\r"),
    ("signalen of vermoedens", "1\r"),
    ("Klopt alles", ""),
]


def questions() -> tuple[float, list[float]]:
    """Seconds to the first question, and from each key to the question behind it, in a pseudo-terminal."""
    starts, keys = [], []
    for _ in range(5):
        start = pressed = time.perf_counter()
        child = pexpect.spawn(
            sys.executable,
            ["-m", "ave_cli", "triage", "--profile", "regio-groningen", "--no-draft"],
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=20,
        )
        child.delaybeforesend = None
        for words, typed in STEPS:
            child.expect(words)
            if words == STEPS[0][0]:
                starts.append(time.perf_counter() - start)
            else:
                keys.append(time.perf_counter() - pressed)
            time.sleep(0.2)
            pressed = time.perf_counter()
            child.send(typed)
        child.close(force=True)
    return statistics.median(starts), keys


def main() -> None:
    """Measure every command that has an aim."""
    ave = [sys.executable, "-m", "ave_cli"]
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.toml"
        answers.write_text(ANSWERS, encoding="utf-8")
        commands = {
            "--version": (["--version"], 7),
            "--help": (["--help"], 7),
            "triage --answers FILE --json": (["triage", "--answers", str(answers), "--json"], 17),
        }
        for name, (arguments, aim) in commands.items():
            cpu, wall = ratio([*ave, *arguments])
            sys.stdout.write(f"{name:32} {cpu:5.1f} P processor, {wall:5.1f} P clock (aim: {aim})\n")
    first, keys = questions()
    empty = statistics.median(wall_of([sys.executable, "-c", "pass"]) for _ in range(RUNS))
    sys.stdout.write(f"{'first question on the screen':32} {first / empty:5.1f} P clock (aim: 24)\n")
    median, worst = statistics.median(keys) * 1000, max(keys) * 1000
    sys.stdout.write(f"{'from key to next question':32} {median:5.1f} ms, worst {worst:.1f} ms (aim: 25, 60)\n")


if __name__ == "__main__":
    main()
