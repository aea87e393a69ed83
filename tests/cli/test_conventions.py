"""The conventions of a command line, one by one: the list that a careful reader of such lists goes through."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ave_cli.__main__ import run
from ave_cli.cli.app import COMMANDS, every_command
from ave_cli.storage import folders, library
from tests.cli.command import Ave, Done

CHECKOUT = Path(__file__).resolve().parents[2]
Check = Callable[[Ave, Path], None]
RULES: dict[str, Check] = {}


def rule(name: str) -> Callable[[Check], Check]:
    def keep(check: Check) -> Check:
        RULES[name] = check
        return check

    return keep


def start(*words: str, stdin: str = "", **changes: str) -> Done:
    """A program of its own, with these changes of the environment."""
    done = subprocess.run(
        [sys.executable, "-m", "ave_cli", *words],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **changes},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@rule("1 help: -h, --help and help, examples, and where to turn to")
def _help(ave: Ave, _place: Path) -> None:
    for words in ((), *((command,) for command in COMMANDS), ("notes", "review"), ("profiles", "new")):
        assert ave(*words, "-h").out == ave(*words, "--help").out == ave("help", *words).out != ""
    assert "'triage'" in ave("help", "triag").err
    for words in (("triage",), ("explain",), ("quiz",), ("notes",), ("profiles",)):
        assert "Voorbeelden" in ave(*words, "-h").out


@rule("2 version: of the program, of Python, and of the content on every answer")
def _version(ave: Ave, _place: Path) -> None:
    assert re.fullmatch(r"ave \S+ \(Python 3\.\d+\.\d+\)\n", ave("--version").out)
    assert "versie" in ave("triage", "--example", "--plain", "--full", "--profile", "oss").out


@rule("3 streams: the result on stdout, all else on stderr")
def _streams(ave: Ave, _place: Path) -> None:
    done = ave("triage", "--example", "--json")
    assert json.loads(done.out)["format"] == 1
    assert done.err != ""
    assert ave("explain", "er-is-niets").out == ""


@rule("4 questions only where somebody can answer, and never needed")
def _no_prompt(_ave: Ave, _place: Path) -> None:
    done = start("triage", "--profile", "oss")
    assert done.code == 6
    assert "--answers" in done.err
    assert start("triage", "--profile", "oss", "--no-input").code == 6


@rule("5 JSON: one document, with a format number, from every command that shows something")
def _json(ave: Ave, place: Path) -> None:
    place.mkdir()
    shows = (["triage", "--example"], ["explain", "3"], ["profiles", "list"], ["notes", "list", str(place)])
    for words in (*shows, ["notes", "review", str(place)], ["quiz", "--seed", "a", "--count", "1"]):
        extra = ["--profile", "oss"] if words[0] in ("triage", "explain", "quiz") else []
        assert json.loads(ave(*words, *extra, "--json").out)["format"] == 1


@rule("6 - is standard input")
def _dash(_ave: Ave, _place: Path) -> None:
    answers = 'kind = "answers"\nformat = 1\n[answers]\ngevaar_acuut = false\n'
    assert start("triage", "--answers", "-", "--profile", "oss", "--json", stdin=answers).code == 0
    assert start("triage", "--batch", "-", "--profile", "oss", stdin='{"case": "a"}\n').code == 0


@rule("7 exit codes: documented, and an outcome is never one")
def _codes(ave: Ave, _place: Path) -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for code in (0, 1, 2, 3, 4, 5, 6, 7, 70):
        assert re.search(rf"^\| {code} \|", readme, re.MULTILINE), code
    assert ave("triage", "--example", "--json").code == 0


@rule("8 Ctrl-C: says so at once, and ends")
def _interrupted(_ave: Ave, place: Path) -> None:
    place.mkdir()
    running = subprocess.Popen(
        [sys.executable, "-m", "ave_cli", "triage", "--batch", "-", "--profile", "oss"],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert running.stdin is not None
    assert running.stderr is not None
    running.stdin.write('{"case": "a"}\n')
    running.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(2)
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 130
    assert "Gestopt" in running.stderr.read()
    running.stdin.close()
    running.stderr.close()


@rule("9 colours: NO_COLOR, FORCE_COLOR, TERM=dumb, and none in a pipe")
def _colours(_ave: Ave, _place: Path) -> None:
    for changes in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {}):
        assert "\x1b" not in start("triage", "--example", "--profile", "oss", **changes).out
    forced = start("triage", "--example", "--profile", "oss", FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b" in forced.out
    without = start("triage", "--example", "--profile", "oss", FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
    assert not re.search(r"\x1b\[[\d;]*(?:3[0-9]|9[0-7])[;m]", without.out)


@rule("10 nothing personal as an argument: answers come from a file, and a case is refused where it looks personal")
def _arguments(ave: Ave, place: Path) -> None:
    assert not {"--name", "--bsn", "--case"} & set(ave("triage", "--help").out.split())
    place.write_text('{"case": "123456782"}\n', encoding="utf-8")
    done = ave("triage", "--batch", str(place))
    assert "123456782" not in done.out + done.err


@rule("11 fast: help loads nothing that draws, asks or checks")
def _fast(_ave: Ave, _place: Path) -> None:
    code = "import sys; from ave_cli.__main__ import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=CHECKOUT, check=True)
    assert not {"rich", "pydantic", "prompt_toolkit"} & set(done.stderr.split())


@rule("12 nothing is written over")
def _no_overwriting(ave: Ave, place: Path) -> None:
    place.write_text("van u", encoding="utf-8")
    done = ave("triage", "--example", "--html", str(place))
    assert done.code == 5
    assert place.read_text(encoding="utf-8") == "van u"
    assert "--force" not in ave("triage", "--help").out


@rule("13 a mistype gets the nearest word")
def _mistypes(ave: Ave, _place: Path) -> None:
    assert "'triage'" in ave("triag").err
    assert "'--answers'" in ave("triage", "--answer").err
    assert "'oss'" in ave("triage", "--example", "--profile", "os").err


@rule("14 an error says what, why and what to do, without a traceback")
def _errors(ave: Ave, place: Path) -> None:
    place.write_text("kind = ", encoding="utf-8")
    done = ave("triage", "--answers", str(place))
    assert done.code == 4
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) >= 2


@rule("15 crash-only: a draft that was cut off is no reason not to start")
def _crash_only(_ave: Ave, place: Path) -> None:
    drafts = place / "ave" / "drafts"
    drafts.mkdir(parents=True, mode=0o700)
    (drafts / "half.jsonl").write_bytes(b"00000000 {\n")
    assert start("triage", "--example", "--profile", "oss", "--json", XDG_STATE_HOME=str(place)).code == 0


@rule("16 folders of the system, and no relative ones")
def _folders(_ave: Ave, place: Path) -> None:
    place.mkdir()
    assert start("profiles", "list", XDG_CACHE_HOME=str(place)).code == 0
    assert [path for path in place.rglob("*") if path.is_file()]
    assert start("profiles", "list", XDG_CACHE_HOME="betrekkelijk").code == 0
    assert not (CHECKOUT / "betrekkelijk").exists()


@rule("17 what is typed goes before the environment, and that before what is remembered")
def _precedence(_ave: Ave, place: Path) -> None:
    words = ("triage", "--example", "--json")
    here = {"XDG_CONFIG_HOME": str(place), "AVE_PROFILE": ""}
    assert json.loads(start(*words, **here).out)["profile"]["id"] == library.index().default
    assert start("profiles", "use", "westerkwartier", **here).code == 0
    assert json.loads(start(*words, **here).out)["profile"]["id"] == "westerkwartier"
    assert json.loads(start(*words, **{**here, "AVE_PROFILE": "dalfsen"}).out)["profile"]["id"] == "dalfsen"
    assert json.loads(start(*words, AVE_PROFILE="dalfsen").out)["profile"]["id"] == "dalfsen"
    typed = start(*words, "--profile", "oss", AVE_PROFILE="dalfsen")
    assert json.loads(typed.out)["profile"]["id"] == "oss"


@rule("18 no network, and it says so")
def _network(ave: Ave, _place: Path) -> None:
    code = (
        "import socket, sys\n"
        "def no(*a, **k): raise SystemExit(99)\n"
        "socket.socket.connect = no; socket.getaddrinfo = no\n"
        "from ave_cli.__main__ import run\n"
        "sys.exit(run(['triage', '--example', '--profile', 'oss', '--json']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=CHECKOUT, check=False)
    assert done.returncode == 0
    assert "geen internet" in ave("--help").words


@rule("19 completion for four shells")
def _completion(ave: Ave, _place: Path) -> None:
    for shell in ("bash", "zsh", "fish", "powershell"):
        assert ave("completion", shell).code == 0


@rule("20 every page of help can be kept: no more than 100 columns, and no sign that a printer lacks")
def _manual(_ave: Ave, _place: Path) -> None:
    for command in COMMANDS:
        done = start(command, "--help", COLUMNS="80")
        assert max(map(len, done.out.splitlines())) <= 100
        assert "\x1b" not in done.out


@rule("21 a pager only at a terminal: a pipe gets the whole answer at once")
def _pager(_ave: Ave, _place: Path) -> None:
    done = start("triage", "--example", "--profile", "oss", "--full")
    assert done.code == 0
    assert len(done.out.splitlines()) > 60


@rule("22 no abbreviation of a command or an option is accepted")
def _abbreviations(ave: Ave, _place: Path) -> None:
    assert ave("tri").code == 2
    assert ave("triage", "--exam").code == 2
    assert ave("notes", "lis").code == 2


@rule("23 scripts get what stays: every key of the contract is there")
def _stable(ave: Ave, _place: Path) -> None:
    keys = set(json.loads(ave("triage", "--example", "--json", "--profile", "oss").out))
    assert {"format", "profile", "acute", "alerts", "phase", "criteria", "roles", "steps", "open_questions"} <= keys


@rule("24 nothing times out")
def _timers(_ave: Ave, _place: Path) -> None:
    asking = [*(CHECKOUT / "ave_cli" / "terminal").glob("*.py"), *(CHECKOUT / "ave_cli" / "cli").glob("*.py")]
    timed = re.compile(r"\b(?:signal\.alarm|setitimer|wait_for|input_timeout|threading\.Timer)\b")
    assert [path.name for path in asking if timed.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", RULES)
def test_each_convention(name: str, ave: Ave, tmp_path: Path) -> None:
    RULES[name](ave, tmp_path / "iets")


def test_the_list_is_whole() -> None:
    assert [int(name.split()[0]) for name in RULES] == list(range(1, 25))
    assert library.index().ids()


def _commands(tree: dict[str, Any], *path: str) -> Iterator[str]:
    for name, one in tree["commands"].items():
        yield " ".join((*path, name))
        yield from _commands(one, *path, name)


HELPED = tuple(_commands(every_command()))
"""Every command and every group of them."""
OUTCOMES = {"triage": (0, 6), "quiz": (0, 6), "profiles new": (0, 6), "profiles check": (0, 1)}
"""What a command may end with besides 0: nobody is here to ask, and a new model has findings."""


@contextmanager
def _at_home(place: Path) -> Iterator[None]:
    """Everything of the user stands here, and so does who types."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "DOCUMENTS_DIR"):
            patch.setenv(f"XDG_{name}", str(place / "home" / name.lower()))
        patch.chdir(place)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of somebody who has notes, answers, and models of her own."""
    place = tmp_path_factory.mktemp("made")
    answers = '[answers]\nhulpvraag = true\nsamenwerking = "stagneert"\n'
    head = 'kind = "answers"\nformat = 1\nprofile = "oss"\ncase = "2026-017"\n'
    (place / "antwoorden.toml").write_text(head + answers, encoding="utf-8")
    with _at_home(place):
        for folder in ("team", str(folders.notes_folder()), str(folders.notes_folder())):
            assert run(["triage", "--answers", "antwoorden.toml", "--save", folder]) == 0
        for name in ("oud", "nieuw", "mijn-model"):
            assert run(["profiles", "new", name, "--from", "oss", "--no-input"]) == 0
    return place


BEFORE = {
    "profiles add": ("profiles pack mijn-model",),
    "profiles remove": ("profiles pack mijn-model", "profiles add mijn-model-2026.1.ave"),
}
"""What is typed before a command has something to work on."""


@pytest.mark.parametrize("command", HELPED)
def test_every_page_of_help_has_examples_and_each_can_be_typed_as_it_stands(
    command: str, ave: Ave, made: Path, tmp_path: Path
) -> None:
    examples = re.findall(r"'(ave [^']*)'", ave(*command.split(), "--help").words.partition("Voorbeeld")[2])
    assert examples
    place = shutil.copytree(made, tmp_path / "place")
    with _at_home(place):
        for line in BEFORE.get(command, ()):
            assert ave(*line.split()).code == 0
        for line in examples:
            words = line.split()[1:]
            if command == "profiles new":
                shutil.rmtree(place / words[2], ignore_errors=True)
            done = ave(*words)
            assert done.code in OUTCOMES.get(command, (0,)), (line, done.err)
