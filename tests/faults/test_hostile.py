"""Files, names and texts made to harm: bombs, payloads for a terminal, races, and models that pretend to be others."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from ave_cli.__main__ import run
from ave_cli.storage import library, notes, own_models, quiz_rounds, toml_files
from ave_cli.storage.safe_write import toml_text
from tests.faults.conftest import ANSWERS, Ave, Tallies, broke, side_by_side

SECONDS = 10
PAYLOADS = {
    "colours and a cleared screen": "\x1b[2J\x1b[31mrood",
    "C1": "\x9b31m\x9d0;titel\x07",
    "a link": "\x1b]8;;file:///etc/passwd\x1b\\klik\x1b]8;;\x1b\\",
    "the clipboard": "\x1b]52;c;eA==\x07",
    "another direction": "\u202egpj.exe\u2066\u200f",
    "hidden letters": "a\u200bb\u2060c\ufeffd\U000e0041",
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a style": "</style><style>*{display:none}</style>",
    "markdown": "](http://x) **vet** `code` | # kop\n- lijst",
    "markup": "[bold red]vet[/] [link=http://x]x[/link] :skull:",
    "a formula": "=cmd|' /C calc'!A0",
}
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def bombs() -> dict[str, bytes]:
    head = b'kind = "answers"\nformat = 1\nprofile = "oss"\n'
    return {
        "deep brackets": head + b"a = " + b"[" * 100_000 + b"\n",
        "deep tables": head + b"a = " + b"{a=" * 50_000 + b"\n",
        "long keys": head + b"a." * 50_000 + b"a = 1\n",
        "many keys": head + b"".join(b"k%d = 1\n" % n for n in range(60_000)),
        "many facts": head + b"[answers]\n" + b"".join(b"onbekend%d = true\n" % n for n in range(50_000)),
        "many tables": head + b"".join(b"[t%d]\n" % n for n in range(60_000)),
        "an endless number": head + b"a = " + b"9" * 19_000 + b"\n",
        "an endless line": head + b'a = "' + b"x" * 900_000 + b'"\n',
        "NUL": head + b"\0" * 1_000,
        "two megabytes": b"#" * 2_000_000,
        "not closed": head + b'a = """' + b"x\n" * 100_000,
        "a list of lists": head + b"[answers]\nleefgebieden = [" + b'["wonen"],' * 1_900 + b"]\n",
        "twice an option": head + b"[answers]\nleefgebieden = [" + b'"wonen",' * 2_400 + b"]\n",
        "numbers": head + b"[answers]\nhulpvraag = 1e999\nzorgmijding = nan\n",
    }


@pytest.mark.parametrize("name", bombs())
@pytest.mark.parametrize("way", ["answers", "note", "check"])
def test_a_bomb_is_refused_at_once(name: str, way: str, tmp_path: Path, tally: Tallies, capsys: Any) -> None:
    count = tally("bombs")
    path = tmp_path / "x.toml"
    path.write_bytes(
        bombs()[name].replace(b'"answers"', {"answers": b'"answers"', "note": b'"note"', "check": b'"profile"'}[way])
    )
    words = {"answers": ["triage", "--answers"], "note": ["notes", "show"], "check": ["profiles", "check"]}[way]
    start = time.process_time()
    code = run([*words, str(path)])
    took = time.process_time() - start
    said = capsys.readouterr()
    lines = (said.out + said.err).count("\n")
    count.check(code in (1, 4) and took < SECONDS and lines < 400, f"{name} {way}: {code}, {took:.1f} s, {lines} lines")


def test_a_chain_of_definitions_is_refused(tmp_path: Path, tally: Tallies, capsys: Any) -> None:
    count = tally("bombs")
    source = library.profile_file("oss").read_text("utf-8").replace('id = "oss"', 'id = "keten"', 1)
    for length in (40, 60, 400, 8_000):
        links = "".join(f'keten_{n} = {{ ref = "keten_{n + 1}" }}\n' for n in range(length))
        links += f"keten_{length} = {{ is = {{ hulpvraag = true }} }}\n"
        marker = "[define]\n"
        text = source.replace(marker, marker + links, 1) if marker in source else f"{source}\n[define]\n{links}"
        (tmp_path / "profile.toml").write_text(text, "utf-8")
        start = time.process_time()
        code = run(["triage", "--example", "--profile", str(tmp_path)])
        said, took = capsys.readouterr().err, time.process_time() - start
        right = (code in (0, 2)) if length < 50 else (code == 4 and "achter elkaar" in said)
        count.check(
            right and took < SECONDS and "Er ging iets mis" not in said, f"{length}: {code} {took:.1f} s {said[-200:]}"
        )


class Parsed(HTMLParser):
    """What a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.styles = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.styles += tag == "style"
        self.tags |= {f"{tag}@{name}" for name, value in attrs if name.startswith("on") or "http" in (value or "")}


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_in_every_text_reaches_no_medium(name: str, tmp_path: Path, tally: Tallies, capsys: Any) -> None:
    """In every text of a model, and in what a worker types; on screens, pages, JSON, Markdown and in files."""
    count = tally("payloads for a terminal")
    payload = PAYLOADS[name]
    raw = library.load_raw("oss")
    poisoned = {**_poisoned(raw, payload), "id": "vergif", "kind": "profile", "format": 1}
    (tmp_path / "profile.toml").write_text(tomli_w.dumps(poisoned), "utf-8")
    shutil.copy(library.profile_file("oss").with_name("statements.toml"), tmp_path)
    text = ANSWERS.replace('profile = "oss"\n', tomli_w.dumps({"case": payload[:60]}))
    (tmp_path / "a.toml").write_text(text, "utf-8")
    base = ["triage", "--answers", str(tmp_path / "a.toml"), "--profile", str(tmp_path)]
    for more in (
        [],
        ["--plain"],
        ["--json"],
        ["--markdown"],
        ["--html", str(tmp_path / "p.html"), "--save", str(tmp_path / "in")],
    ):
        code = run([*base, *more])
        said = capsys.readouterr()
        steering = STEERS.search(said.out.replace("\r", "") + said.err)
        count.check(code == 0 and steering is None, f"{more}: {code} {steering and steering[0]!r} {said.err[-300:]}")
    page = Parsed()
    page.feed((tmp_path / "p.html").read_text("utf-8"))
    count.check(
        page.styles == 1 and not page.tags & {"script", "img"} and not any("@" in tag for tag in page.tags), page.tags
    )
    for path in (tmp_path / "in").iterdir():
        count.check(STEERS.search(path.read_text("utf-8").replace("\n", "")) is None, "a note steers who shows it")
        count.check(notes.read_note_file(path).unchanged, "a note is not what was saved")


def _poisoned(value: Any, payload: str) -> Any:
    """Every text that a person reads, with the payload behind it."""
    if isinstance(value, dict):
        told = ("title", "text", "note", "label", "document", "situation", "municipality")
        return {
            key: payload[:75]
            if key == "short" and isinstance(one, str) and one
            else f"{one} {payload}"[:290]
            if key in told and isinstance(one, str)
            else _poisoned(one, payload)
            for key, one in value.items()
            if key != "origin"
        }
    return [_poisoned(one, payload) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_written_as_toml_is_read_back_and_steers_nothing(name: str, tally: Tallies) -> None:
    import tomllib  # noqa: PLC0415  # only here

    count = tally("payloads for a terminal")
    raw = {"a": PAYLOADS[name], "lijst": [PAYLOADS[name]], "tabel": {PAYLOADS[name]: "x"}}
    text = toml_text(raw)
    count.check(tomllib.loads(text) == raw and STEERS.search(text.replace("\n", "")) is None, text)


PRETENDING = {
    "a path": "./eigen",
    "an absolute path": "/tmp/eigen",
    "a share": "//server/share/model",
    "a share as Windows has it": "\\\\server\\share",
    "up": "../oss",
    "an unknown id": "osss",
    "nothing": "",
}


@pytest.mark.parametrize("name", PRETENDING)
def test_an_answers_file_brings_no_model_along(
    name: str, tmp_path: Path, tally: Tallies, capsys: Any, monkeypatch: Any
) -> None:
    count = tally("files that name models")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(library.root() / "oss", tmp_path / "eigen")
    looked: list[str] = []
    real = Path.stat

    def look(path: Path, **more: Any) -> Any:
        looked.append(str(path))
        return real(path, **more)

    monkeypatch.setattr(Path, "stat", look)
    (tmp_path / "a.toml").write_text(ANSWERS.replace('"oss"', json.dumps(PRETENDING[name])), "utf-8")
    code = run(["triage", "--answers", "a.toml", "--json"])
    monkeypatch.undo()
    touched = [path for path in looked if "server" in path or "eigen" in path]
    count.check(
        code in (4, 0 if name == "nothing" else 4) and not touched, f"{code} {touched} {capsys.readouterr().err}"
    )


SHARES = ("//server/share/model", "\\\\server\\share\\model")


def _results(share: str, key: str) -> str:
    given: dict[str, Any] = {"profile": "oss", "cases": "", "journey": "", key: share}
    setup = quiz_rounds.Setup(
        **given, title="Oss", hash="x", seed="a-b", count=1, kinds=[], level=0, teams=1, questions="y"
    )
    return quiz_rounds.results_line(setup, ["oss:phase:x"]) + "\n"


def _pack(share: str, place: Path) -> str:
    assert run(["profiles", "new", str(place / "m"), "--from", "oss", "--title", "M", "--no-input", "--plain"]) in (
        0,
        1,
    )
    assert run(["profiles", "pack", str(place / "m"), "--out", str(place / "m.ave")]) == 0
    raw = toml_files.read_toml(place / "m.ave")
    raw["files"]["profile.toml"] = raw["files"]["profile.toml"].replace('"oss"', json.dumps(share), 1)
    assert share in json.dumps(raw["files"]["profile.toml"]) or json.dumps(share) in raw["files"]["profile.toml"]
    raw["checksum"] = own_models._checksum(raw["files"], {})
    return toml_text(raw, multiline=True)


FOREIGN: dict[str, tuple[list[str], Callable[[str, Path], str]]] = {
    "results": (["quiz", "--json", "--again"], lambda share, _: _results(share, "profile")),
    "results, cases": (["quiz", "--json", "--again"], lambda share, _: _results(share, "cases")),
    "results, klantreis": (["quiz", "--json", "--again"], lambda share, _: _results(share, "journey")),
    "klantreizen": (
        ["profiles", "journey"],
        lambda share, _: re.sub(
            "^profile = .*$",
            lambda _: f"profile = {json.dumps(share)}",
            library.profile_file("oss").with_name("journeys.toml").read_text("utf-8"),
            count=1,
            flags=re.MULTILINE,
        ),
    ),
    "a packed model": (["profiles", "add"], _pack),
    "a caseload": (["triage", "--batch"], lambda share, _: json.dumps({"profile": share, "answers": {}}) + "\n"),
}


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("name", FOREIGN)
def test_no_file_has_another_computer_looked_at(
    name: str, share: str, tmp_path: Path, tally: Tallies, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, (words, make) = tally("files that name models"), FOREIGN[name]
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / f"x.{'jsonl' if '--batch' in words else 'toml'}"
    path.write_text(make(share, tmp_path), "utf-8")
    looked: list[str] = []

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            looked.append(str(args[0]) if args else "")
            return real(*args, **options)

        return call

    for call in ("stat", "lstat", "open", "scandir", "listdir"):
        monkeypatch.setattr(os, call, watched(getattr(os, call)))
    code = run([*words, str(path)])
    monkeypatch.undo()
    touched = [one for one in looked if "server" in one]
    count.check(code == 4 and not touched, f"{name}: {code} {touched[:2]} {capsys.readouterr().err[-300:]}")


@pytest.mark.posix
@pytest.mark.faults
def test_of_savers_and_loaders_at_once_none_is_in_the_others_way(ave: Ave, tmp_path: Path, tally: Tallies) -> None:
    count = tally("races")
    (ave.home / "a.toml").write_text(ANSWERS, "utf-8")
    chance = random.Random(3)
    codes: dict[int, list[int]] = {page: [] for page in range(40)}

    def one(number: int) -> None:
        cache = tmp_path / f"cache{number // 2}"
        time.sleep(chance.random() * 0.2)
        words = ["triage", "--answers", "a.toml", "--json", "--save", "in", "--html", f"p{number // 2}.html"]
        ended = ave(*words, env={"XDG_CACHE_HOME": str(cache)})
        count.check(ended.code in (0, 5) and not broke(ended), f"{ended.code} {ended.text[-200:]}")
        codes[number // 2].append(ended.code)

    side_by_side([lambda number=number: one(number) for number in range(80)])  # type: ignore[misc]
    saved = [notes.read_note_file(path) for path in (ave.home / "in").glob("ave-*.toml")]
    count.check(
        all(note.unchanged for note in saved) and not list((ave.home / "in").glob(".ave-*")), "a note is not whole"
    )
    count.check(len(list(ave.home.glob("p*.html"))) == 40, "a page is missing or there twice")
    for page, ended_with in codes.items():
        count.check(sorted(ended_with) == [0, 5], f"page {page}: of two writers {ended_with}")
