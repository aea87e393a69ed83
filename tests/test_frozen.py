"""Temporary: what a user reads, frozen by hash while modules move and get other names. Goes when the move is done.

`AVE_FREEZE=1` writes the hashes anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli_w

from ave_cli.__main__ import run

PROFILES = Path(__file__).parent.parent / "profiles"
HASHES = Path(__file__).parent / "frozen.json"
NAMES = [one["id"] for one in tomllib.loads((PROFILES / "index.toml").read_text("utf-8"))["profiles"]]
DATE = re.compile(
    r"\d\d?\\000020[a-z]+\\0000202\d\d\d"  # in a style sheet
    r"|\b20\d\d-\d\d-\d\d\b|\b\d{1,2}-\d{1,2}-20\d\d\b|\b\d{1,2} [a-z]+ 20\d\d\b"
)
LISTS = (
    "phases", "criteria", "roles", "assignments", "role_rules", "transitions", "steps", "conflicts", "gaps",
    "glossary", "actors", "agreements", "principles", "meetings",
)  # fmt: skip


def said(*args: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(args))
    return DATE.sub("DATUM", f"{code}\n{out.getvalue()}\n--\n{err.getvalue()}")


def cases(name: str, folder: Path) -> Iterator[tuple[str, str]]:
    for case in tomllib.loads((PROFILES / name / "cases.toml").read_text("utf-8"))["cases"]:
        raw = {"kind": "answers", "format": 1, "profile": name, "answers": case["answers"]}
        if "current_phase" in case:
            raw["current_phase"] = case["current_phase"]
        file = folder / "answers.toml"
        file.write_text(tomli_w.dumps(raw), "utf-8")
        for form in ("--json", "--plain", "--markdown", ""):
            yield f"case {case['id']} {form}", said("triage", "--answers", str(file), *([form] if form else []))
        page = folder / f"{case['id']}.html"
        said("triage", "--answers", str(file), "--json", "--html", str(page))
        yield f"case {case['id']} html", DATE.sub("DATUM", page.read_text("utf-8"))


def topics(name: str) -> Iterator[tuple[str, str]]:
    profile = tomllib.loads((PROFILES / name / "profile.toml").read_text("utf-8"))
    facts = tomllib.loads((PROFILES / "facts.toml").read_text("utf-8"))["facts"]
    register = tomllib.loads((PROFILES / name / "statements.toml").read_text("utf-8"))["statements"]
    words = ["", *(record["id"] for key in LISTS for record in profile.get(key, ()))]
    words += [record["term"] for key in ("glossary", "actors") for record in profile.get(key, ())]
    words += [fact["id"] for fact in facts] + [one["id"] for one in register]
    for word in dict.fromkeys(words):
        yield f"explain {word}", said("explain", *word.split(), "--profile", name)
    for word in words[:12]:
        for form in ("--json", "--markdown"):
            yield f"explain {word} {form}", said("explain", *word.split(), "--profile", name, form)


def others(name: str) -> Iterator[tuple[str, str]]:
    for seed in ("molen-anker", "a", "b", "c", "d"):
        yield f"quiz {seed}", said("quiz", "--seed", seed, "--count", "10", "--json", "--profile", name)
    for other in NAMES:
        if other != name:
            yield f"compare {other}", said("profiles", "compare", name, other)
            yield f"compare {other} --json", said("profiles", "compare", name, other, "--json")
    yield "check", said("profiles", "check", name)
    yield "show", said("profiles", "show", name)
    yield "list", said("profiles", "list")
    yield "sheet", said("quiz", "--seed", "a", "--count", "5", "--profile", name, "--no-input")
    for words in (
        "",
        "triage",
        "explain",
        "quiz",
        "profiles",
        "profiles compare",
        "profiles new",
        "notes",
        "notes list",
    ):
        yield f"help {words}", said(*words.split(), "--help")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", [cases, topics, others])
def test_what_a_user_reads_is_frozen(what: object, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    for key in ("AVE_PROFILE", "NO_COLOR", "FORCE_COLOR", "TERM", "ACCESSIBLE"):
        monkeypatch.delenv(key, raising=False)
    texts = cases(name, tmp_path) if what is cases else topics(name) if what is topics else others(name)
    found = {f"{name} {key}": hashlib.sha256(text.encode()).hexdigest()[:16] for key, text in texts}
    known = json.loads(HASHES.read_text("utf-8")) if HASHES.is_file() else {}
    if os.environ.get("AVE_FREEZE"):
        HASHES.write_text(json.dumps({**known, **found}, indent=0, sort_keys=True), "utf-8")
        return
    assert found
    assert [key for key, value in found.items() if known.get(key) != value] == []
