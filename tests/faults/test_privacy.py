"""A canary in what a worker types, traced through the system: it stands where it was asked for, and nowhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import ANSWERS, Ave, Tallies, broke

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
