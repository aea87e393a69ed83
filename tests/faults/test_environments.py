"""Odd homes, folders, streams, clocks, screens and names: each gets a result, or one Dutch sentence and its code."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import ANSWERS, WITHOUT_PRIVILEGES, Ave, Ended, Tallies, broke, side_by_side

pytestmark = pytest.mark.posix
FILE = ("triage", "--answers", "a.toml")
EXAMPLE = ("triage", "--example", "--plain")
SAVE = (*FILE, "--json", "--save")
PAGE = (*FILE, "--json", "--html")
LIST = ("notes", "list")
RESUME = ("triage", "--plain", "--resume")
QUIZ = ("quiz", "--plain", "--resume")
USE = ("profiles", "use", "oss")
PLAIN = ("triage", "--plain", "--profile", "oss")
NEW = ("profiles", "new")
Prepare = Callable[[Path], None]


@dataclass(frozen=True, kw_only=True)
class Odd:
    """One environment, the command that is run in it, and the codes that are right there."""

    what: str
    words: tuple[str | bytes, ...]
    codes: set[int]
    env: Mapping[str, str | None] = field(default_factory=dict)
    prepare: Prepare | None = None
    typed: bytes | None = None
    streams: Mapping[str, Any] = field(default_factory=dict)
    limit: str = ""
    """As an option of prlimit."""


def closed(*names: str) -> Prepare:
    """Folders in the home that may not be searched."""

    def prepare(home: Path) -> None:
        for name in names:
            (home / name).mkdir(parents=True, exist_ok=True)
        for name in names:
            (home / name).chmod(0)

    return prepare


def read_only(name: str) -> Prepare:
    def prepare(home: Path) -> None:
        (home / name).mkdir(parents=True, exist_ok=True)
        (home / name).chmod(0o500)

    return prepare


def a_file(name: str, text: bytes = b"") -> Prepare:
    def prepare(home: Path) -> None:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(text)

    return prepare


def a_fifo(name: str) -> Prepare:
    def prepare(home: Path) -> None:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(home / name)

    return prepare


def a_socket(name: str) -> Prepare:
    def prepare(home: Path) -> None:
        here = Path.cwd()
        os.chdir(home)  # the path of a socket is short
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(name)
        finally:
            os.chdir(here)

    return prepare


def a_link(name: str, target: str) -> Prepare:
    def prepare(home: Path) -> None:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).symlink_to(target)

    return prepare


def a_plugin(home: Path) -> None:
    """Something else that is installed asks the checker of shapes to be let in, and cannot be loaded."""
    a_file("p-1.dist-info/METADATA", b"Metadata-Version: 2.1\nName: p\nVersion: 1\n")(home)
    a_file("p-1.dist-info/entry_points.txt", b"[pydantic]\np = broken_plugin\n")(home)
    a_file("broken_plugin.py", b"raise RuntimeError\n")(home)


STATE, CONFIG, CACHE = ".local/state/ave", ".config/ave", ".cache/ave"
X256, X5000 = "x" * 256, "/".join(["x" * 200] * 25)
FULL = {"stdout": "/dev/full"}
ODD = [
    # homes and users
    Odd(what="no HOME", words=FILE, codes={0}, env={"HOME": None}),
    Odd(what="an empty HOME", words=FILE, codes={0}, env={"HOME": ""}),
    Odd(what="an empty HOME, list", words=LIST, codes={0, 2, 7}, env={"HOME": ""}),
    Odd(what="a HOME that is not there", words=(*SAVE, "map"), codes={0}, env={"HOME": "/er/is/niets"}),
    Odd(what="a HOME that is not there, use", words=USE, codes={7}, env={"HOME": "/proc/er/is/niets"}),
    Odd(what="a relative HOME", words=FILE, codes={0}, env={"HOME": "hier"}),
    Odd(what="a relative HOME, list", words=LIST, codes={0, 7}, env={"HOME": "hier"}),
    Odd(what="a HOME that is a file", words=LIST, codes={0, 2, 7}, env={"HOME": "a.toml"}),
    Odd(what="HOME is a device", words=USE, codes={5, 7}, env={"HOME": "/dev/null"}),
    Odd(what="relative XDG folders", words=PLAIN, codes={3}, env={"XDG_STATE_HOME": "hier"}, typed=b"2\n"),
    Odd(what="a state folder in /proc", words=PLAIN, codes={3}, env={"XDG_STATE_HOME": "/proc"}, typed=b"2\n"),
    Odd(what="a cache that is a device", words=FILE, codes={0}, env={"XDG_CACHE_HOME": "/dev/null"}),
    Odd(what="NUL in no name", words=FILE, codes={0}, env={"XDG_CACHE_HOME": "\udce9\udcff"}),
    # folders that may not be searched, or not be written in
    Odd(what="a closed folder to save in", words=(*SAVE, "dicht/in"), codes={7}, prepare=closed("dicht")),
    Odd(what="a closed folder for a page", words=(*PAGE, "dicht/p.html"), codes={7}, prepare=closed("dicht")),
    Odd(what="a closed folder to list", words=(*LIST, "dicht"), codes={2}, prepare=closed("dicht")),
    Odd(what="closed documents", words=LIST, codes={0, 2}, prepare=closed("Documents")),
    Odd(what="answers in a closed folder", words=("triage", "--answers", "d/a.toml"), codes={2}, prepare=closed("d")),
    Odd(what="a model in a closed folder", words=(*EXAMPLE, "--profile", "d/m"), codes={2}, prepare=closed("d")),
    Odd(what="a note in a closed folder", words=("notes", "show", "d/n.toml"), codes={2}, prepare=closed("d")),
    *(
        Odd(what=f"closed {name}, {kind}", words=words, codes=codes, prepare=closed(name), typed=typed)
        for name in (".local", ".local/state", STATE, f"{STATE}/drafts", f"{STATE}/rounds")
        for kind, words, codes, typed in (
            ("interview", PLAIN, {3}, b"2\n"),
            ("resume", RESUME, {2, 7}, b"2\n"),
            ("quiz", QUIZ, {2, 7}, b"s\n"),
        )
    ),
    Odd(what="closed settings", words=FILE, codes={0}, prepare=closed(CONFIG)),
    Odd(what="closed settings, use", words=USE, codes={7}, prepare=closed(CONFIG)),
    Odd(what="a closed cache", words=FILE, codes={0}, prepare=closed(CACHE)),
    Odd(what="a read-only folder to save in", words=(*SAVE, "vast"), codes={7}, prepare=read_only("vast")),
    Odd(what="a read-only folder for a model", words=(*NEW, "vast/m", "--from", "oss", "--title", "M", "--no-input"),
        codes={7}, prepare=read_only("vast")),
    Odd(what="a read-only state", words=PLAIN, codes={3}, prepare=read_only(".local"), typed=b"2\n"),
    # names and paths
    Odd(what="a name of 256 bytes to save in", words=(*SAVE, X256), codes={7}),
    Odd(what="a path of 5,000 bytes to save in", words=(*SAVE, X5000), codes={7}),
    Odd(what="a page with a name of 256 bytes", words=(*PAGE, X256), codes={7}),
    Odd(what="a page with a path of 5,000 bytes", words=(*PAGE, X5000), codes={7}),
    Odd(what="answers with a name of 256 bytes", words=("triage", "--answers", X256), codes={2}),
    Odd(what="a model with a path of 5,000 bytes", words=(*EXAMPLE, "--profile", X5000), codes={2}),
    Odd(what="a note with a name of 256 bytes", words=("notes", "show", X256), codes={2}),
    Odd(what="a list of a path of 5,000 bytes", words=(*LIST, X5000), codes={2}),
    Odd(what="an unknown user", words=(*SAVE, "~nobodyhere/x"), codes={0, 7}),
    Odd(what="a page of an unknown user", words=(*PAGE, "~nobodyhere/x.html"), codes={7}),
    Odd(what="a model of an unknown user", words=(*EXAMPLE, "--profile", "~nobodyhere/x"), codes={2}),
    Odd(what="an empty folder to save in", words=(*SAVE, ""), codes={2}),
    Odd(what="an empty name of a page", words=(*PAGE, ""), codes={2}),
    Odd(what="an empty path of a model", words=(*NEW, "", "--from", "oss", "--no-input"), codes={2}),
    Odd(what="an empty name of answers", words=("triage", "--answers", ""), codes={2}),
    Odd(what="an empty name of a note", words=("notes", "show", ""), codes={2}),
    Odd(what="an empty name of a folder", words=(*LIST, ""), codes={2}),
    Odd(what="an empty name of a model", words=("profiles", "show", ""), codes={2}),
    *(
        Odd(what=f"nothing behind {words[-2]} of {words[0]}", words=words, codes={2})
        for words in (
            (*FILE, "--profile", ""),
            ("explain", "1", "--profile", " "),
            ("explain", "--search", ""),
            ("quiz", "--json", "--profile", ""),
            ("quiz", "--json", "--profile", "oss", "--case", ""),
            ("notes", "list", "--profile", ""),
            ("profiles", "journey", "--profile", ""),
            (*NEW, "map", "--no-input", "--title", ""),
        )
    ),
    Odd(what="an empty name of a model to check", words=("profiles", "check", ""), codes={2}),
    Odd(what="blanks for a folder", words=(*SAVE, "  "), codes={2}),
    Odd(what="a name that is no text", words=(*SAVE, b"m\xe9"), codes={0, 7}),
    Odd(what="a page whose name is no text", words=(*PAGE, b"m\xe9.html"), codes={0, 7}),
    Odd(what="a model whose name is no text", words=(*NEW, b"m\xe9", "--from", "oss", "--no-input"), codes={2}),
    Odd(what="a name that steers", words=(*SAVE, "a\x1b[2Jb"), codes={0}),
    # what stands there is something else
    Odd(what="answers that are a folder", words=("triage", "--answers", "."), codes={2}),
    Odd(what="answers from a pipe where nobody writes", words=("triage", "--answers", "p"), codes={2}, prepare=a_fifo("p")),  # noqa: E501
    Odd(what="a note that is a pipe", words=("notes", "show", "p"), codes={2}, prepare=a_fifo("p")),
    Odd(what="a note to begin from that is a pipe", words=(*PLAIN, "--from", "p"), codes={2}, prepare=a_fifo("p"), typed=b""),  # noqa: E501
    *(
        Odd(what=f"{what} that is a pipe", words=words, codes={2}, prepare=a_fifo("p"))
        for what, words in {
            "a caseload": ("triage", "--batch", "p", "--profile", "oss"),
            "a packed model": ("profiles", "add", "p"),
            "a result": ("quiz", "--again", "p"),
            "own cases": ("quiz", "--cases", "p", "--profile", "oss", "--json"),
        }.items()
    ),
    *(
        Odd(what=f"an empty name of {what}", words=words, codes={2})
        for what, words in {
            "a caseload": ("triage", "--batch", "", "--profile", "oss"),
            "a packed model": ("profiles", "add", ""),
            "a result": ("quiz", "--again", ""),
            "own cases": ("quiz", "--cases", "", "--profile", "oss", "--json"),
            "a booklet": ("explain", "--booklet", "", "--profile", "oss"),
        }.items()
    ),
    Odd(what="answers that are a socket", words=("triage", "--answers", "s"), codes={2}, prepare=a_socket("s")),
    Odd(what="answers without end", words=("triage", "--answers", "/dev/zero"), codes={4}),
    Odd(what="answers that are nothing", words=("triage", "--answers", "/dev/null"), codes={4}),
    Odd(what="a model that is a pipe", words=(*EXAMPLE, "--profile", "p"), codes={2}, prepare=a_fifo("p")),
    Odd(what="settings that are a pipe", words=FILE, codes={0}, prepare=a_fifo(f"{CONFIG}/settings.toml")),
    Odd(what="settings that are a folder", words=FILE, codes={0}, prepare=a_file(f"{CONFIG}/settings.toml/x")),
    Odd(what="settings of a megabyte", words=FILE, codes={0}, prepare=a_file(f"{CONFIG}/settings.toml", b"a=1\n" * 200_000)),  # noqa: E501
    Odd(what="a draft that is a pipe", words=RESUME, codes={2}, prepare=a_fifo(f"{STATE}/drafts/draft-a.jsonl")),
    Odd(what="a draft that is a link to itself", words=RESUME, codes={2}, prepare=a_link(f"{STATE}/drafts/draft-a.jsonl", "draft-a.jsonl")),  # noqa: E501
    Odd(what="a draft of zeros", words=RESUME, codes={2}, prepare=a_file(f"{STATE}/drafts/draft-a.jsonl", b"\0" * 10_000)),  # noqa: E501
    Odd(what="a state folder that is a link to itself", words=PLAIN, codes={3}, prepare=a_link(".local", ".local"), typed=b"2\n"),  # noqa: E501
    Odd(what="notes in a folder with a pipe", words=(*LIST, "n"), codes={0}, prepare=a_fifo("n/ave-x.toml")),
    Odd(what="a page on a device", words=(*PAGE, "/dev/null"), codes={5}),
    Odd(what="a folder to save in that is a file", words=(*SAVE, "a.toml"), codes={5, 7}),
    Odd(what="a folder to save in under a file", words=(*SAVE, "a.toml/in"), codes={5, 7}),
    # clocks
    *(
        Odd(what=f"TZ={zone!r}", words=(*SAVE, "map"), codes={0}, env={"TZ": zone})
        for zone in ("XXX-99:59", "XXX+23:59:59", "Nergens/Hier", "", ":", "/dev/zero", "UTC0")
    ),
    # screens
    *(
        Odd(what=f"{name}={value!r}", words=EXAMPLE[:2], codes={0}, env={name: value})
        for name, values in {
            "COLUMNS": ("99999999999", "0", "-1", "1", "²", "tachtig", ""),
            "LINES": ("99999999999", "0", "-7"),
            "TERM": ("", "dumb", "bestaat-niet"),
            "FORCE_COLOR": ("0", "1"),
            "AVE_PROFILE": ("oss ", "OSS", ""),
            "PYTHONIOENCODING": ("ascii", "utf-16"),
        }.items()
        for value in values
    ),
    # streams
    Odd(what="a full stdout", words=FILE, codes={7}, streams={"stdout": "/dev/full"}),
    Odd(what="a full stdout, JSON", words=(*FILE, "--json"), codes={7}, streams={"stdout": "/dev/full"}),
    Odd(what="a full stderr", words=("zap",), codes={2}, streams={"stderr": "/dev/full"}),
    Odd(what="a full stderr, result", words=FILE, codes={0}, streams={"stderr": "/dev/full"}),
    Odd(what="both full", words=FILE, codes={7}, streams={"stdout": "/dev/full", "stderr": "/dev/full"}),
    Odd(what="a stdout that can only be read", words=FILE, codes={7}, streams={"stdout": "<"}),
    Odd(what="a stderr that can only be read", words=("zap",), codes={2}, streams={"stderr": "<"}),
    Odd(what="endless lines that are no answer", words=PLAIN, codes={3, 6}, streams={"stdin": "/dev/zero"}),
    Odd(what="yes without end", words=PLAIN, codes={3}, typed=b"y\n" * 100_000),
    # what else is installed
    Odd(what="a broken plugin", words=("profiles", "check"), codes={0}, env={"PYTHONPATH": "."}, prepare=a_plugin),
    # limits
    Odd(what="a file size of 400", words=PLAIN, codes={3, 7}, typed=b"2\n" * 4, limit="--fsize=400"),
    Odd(what="few files", words=FILE, codes={0, 7}, limit="--nofile=12"),
]  # fmt: skip


def nothing(home: Path) -> None:
    """The home as it is."""


def run_odd(odd: Odd, ave: Ave, home: Path) -> Ended:
    home.mkdir()
    (home / "a.toml").write_text(ANSWERS, "utf-8")
    (odd.prepare or nothing)(home)
    opened: dict[str, Any] = {}
    for name, way in odd.streams.items():
        mode = "rb" if way == "<" or name == "stdin" else "wb"
        opened[name] = Path(os.devnull if way == "<" else way).open(mode)  # noqa: SIM115  # closed below
    before = [*WITHOUT_PRIVILEGES, *(["prlimit", odd.limit] if odd.limit else [])]
    env = {**({} if "cache" in odd.what else {"XDG_CACHE_HOME": str(ave.home / "cache")}), **odd.env}
    try:
        return Ave(home)(*odd.words, env=env, typed=odd.typed, before=before, timeout=60, **opened)
    finally:
        for stream in opened.values():
            stream.close()
        for path in sorted(home.rglob("*")):
            if path.is_dir() and not path.is_symlink():
                path.chmod(stat.S_IRWXU)


def test_every_environment_gets_a_result_or_a_sentence(ave: Ave, tmp_path: Path, tally: Tallies) -> None:
    count = tally("environments")
    assert len(ODD) >= 80
    assert len({odd.what for odd in ODD}) == len(ODD)

    def one(place: int, odd: Odd) -> None:
        if odd.limit and subprocess.run(["which", "prlimit"], capture_output=True, check=False).returncode:
            return
        ended = run_odd(odd, ave, tmp_path / str(place))
        silent = ended.code not in (0, 1) and not ended.err.strip() and "stderr" not in odd.streams
        wrong = (
            broke(ended) or ("" if ended.code in odd.codes else f"exit {ended.code}") or ("silence" if silent else "")
        )
        count.check(not wrong, f"{odd.what}: {wrong}; {ended.text[-300:]}")

    side_by_side([lambda place=place, odd=odd: one(place, odd) for place, odd in enumerate(ODD)])  # type: ignore[misc]
