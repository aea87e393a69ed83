"""A canary in what a worker types, traced through the system: it stands where it was asked for, and nowhere else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.conftest import ANSWERS, Ave, Tallies, Tally, broke

pytestmark = [pytest.mark.posix, pytest.mark.faults]
CANARY = "KANARIE-9137"
MODELS = ("oss", "westerkwartier", "dalfsen", "dordrecht-zwijndrecht", "regio-groningen")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_canary_is_nowhere_but_in_the_note_and_on_the_screen(ave: Ave, tmp_path: Path, tally: Tallies) -> None:
    count = tally("a canary, traced")
    (ave.home / "a.toml").write_text(ANSWERS.replace("[answers]", f'case = "{CANARY}"\n[answers]'), "utf-8")
    trace = tmp_path / "trace"
    before = [
        "strace",
        "-f",
        "-qq",
        "-s",
        "4096",
        "-o",
        str(trace),
        "-e",
        "trace=%network,execve,openat,write,rename,link,linkat",
    ]
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    ended = ave(
        "triage", "--answers", "a.toml", "--json", "--save", "in", "--html", "p.html", before=before,
        env={"TMPDIR": str(temporary), "XDG_CACHE_HOME": str(ave.home / "cache")},
    )  # fmt: skip
    count.check(ended.code == 0 and not broke(ended), ended.text[-300:])
    lines = trace.read_text("utf-8", "replace").splitlines()
    count.check(not [line for line in lines if "AF_INET" in line or "connect(" in line], "a socket")
    count.check(
        not [line for line in lines if CANARY in line and ("execve(" in line or "openat(" in line)], "in a name"
    )
    holds = {
        path.relative_to(ave.home)
        for path in ave.home.rglob("*")
        if path.is_file() and CANARY.encode() in path.read_bytes()
    }
    wanted = {Path("a.toml"), Path("p.html"), *(path.relative_to(ave.home) for path in (ave.home / "in").iterdir())}
    count.check(holds == wanted, holds ^ wanted)
    count.check(not list(temporary.rglob("*")), "a temporary file")
    count.check(CANARY.encode() not in ended.err, "a complaint")


def test_what_is_typed_stands_in_no_command_line_or_environment(ave: Ave, tally: Tallies) -> None:
    count = tally("a canary, traced")
    process = subprocess.Popen(
        [sys.executable, "-m", "ave_cli", "triage", "--answers", "-", "--json"], cwd=ave.home, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env=ave.environment({}),
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(ANSWERS.replace("[answers]", f'case = "{CANARY}"\n[answers]').encode())
    process.stdin.flush()
    for name in ("cmdline", "environ"):
        count.check(CANARY.encode() not in Path(f"/proc/{process.pid}/{name}").read_bytes(), name)
    out, _ = process.communicate()
    count.check(process.returncode == 0 and out, "no result")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_what_is_typed_in_a_real_interview_goes_to_the_screen_and_the_note(
    ave: Ave, tmp_path: Path, tally: Tallies
) -> None:
    """A canary in every text that an interview takes, on a real screen, with every call of the system written down."""
    pytest.importorskip("pexpect")
    import pexpect  # noqa: PLC0415  # not there on Windows

    count = tally("a canary, traced")
    trace, temporary = tmp_path / "trace", tmp_path / "tmp"
    temporary.mkdir()
    kinds = "trace=%network,execve,openat,creat,write,rename,link,linkat,symlink,mkdir,prctl"
    words = ["-f", "-qq", "-s", "65536", "-o", str(trace), "-e", kinds, sys.executable, "-m", "ave_cli"]
    run = pexpect.spawn(
        "strace", [*words, "triage", "--profile", "regio-groningen"], cwd=str(ave.home), encoding="utf-8", timeout=60,
        dimensions=(40, 100), env=ave.environment({"TERM": "xterm-256color", "TMPDIR": str(temporary)}),
    )  # fmt: skip
    screen: list[str] = []
    canaries = {"case": f"{CANARY}-a", "why": f"{CANARY}-b"}
    for wanted, keys in (
        ("direct gevaar voor iemand", "n"), ("eigen kenmerk", canaries["case"]), ("concreet gevaar", "g"),
        ("NU DOEN", "o"), ("Wat besluit u", "3"), ("Waarom", canaries["why"]), ("Wanneer kijkt u", "5"),
        ("NU DOEN", "d"), ("In welk bestand", ""), ("Druk op Enter", ""), ("NU DOEN", "q"),
    ):  # fmt: skip
        run.expect(wanted)
        screen.append(run.before + run.after)
        time.sleep(0.4)
        for name in ("cmdline", "environ", "comm"):
            for process in [run.pid, *_children(run.pid)]:
                shown = Path(f"/proc/{process}/{name}").read_bytes()
                count.check(CANARY.encode() not in shown, f"{wanted}: in {name}")
        run.send(keys)
        if keys not in ("g", "o", "d", "q"):
            time.sleep(0.2)
            run.send("\r")
    run.expect(pexpect.EOF)
    run.close()
    count.check(run.exitstatus == 0, f"exit {run.exitstatus}")
    seen = "".join(screen)
    count.check("\x1b]0;" not in seen and "\x1b]2;" not in seen, "the title of the window")
    _nowhere_else(ave, trace, temporary, count)


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _nowhere_else(ave: Ave, trace: Path, temporary: Path, count: Tally) -> None:
    lines = [line for line in trace.read_text("utf-8", "replace").splitlines() if CANARY in line]
    names = [line for line in lines if not re.search(r"\bwrite\(", line)]
    count.check(not names, f"in a name: {names[:1]}")
    whole = trace.read_text("utf-8", "replace")
    count.check("AF_INET" not in whole, "a socket")
    holds = [path for path in ave.home.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    count.check(
        sorted(path.suffix for path in holds) == [".html", ".toml"] and all("Documents" in str(path) for path in holds),
        f"it stands in {holds}",
    )
    count.check(all(path.stat().st_mode & 0o077 == 0 for path in holds), "others may read it")
    count.check(all(path.parent.stat().st_mode & 0o077 == 0 for path in holds), "others may look in its folder")
    count.check(not list(temporary.rglob("*")), "a temporary file")
    count.check(not [*ave.home.rglob("*history*")], "a history")


@pytest.mark.parametrize("model", MODELS)
def test_everything_works_without_a_network(model: str, ave: Ave, tally: Tallies) -> None:
    count = tally("without a network")
    alone = ["unshare", "-rn"] if os.geteuid() else ["unshare", "-n"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no network can be taken away here")
    for words in (
        ["triage", "--example", "--html", "p.html"], ["explain", "--plain"], ["quiz", "--json", "--count", "2"], ["profiles", "show", model],  # noqa: E501
    ):  # fmt: skip
        more = [] if words[0] == "profiles" else ["--profile", model]
        ended = ave(*words, *more, before=alone)
        count.check(ended.code == 0 and not broke(ended), f"{words}: {ended.text[-200:]}")
    page = (ave.home / "p.html").read_text("utf-8")
    count.check(
        not any(word in page for word in ("http://", "https://", "src=", "url(", "@import")), "a page fetches something"
    )
