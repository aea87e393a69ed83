"""What a Windows user meets, run by the Windows build of CPython: files, pipes, NUL, names, drafts, an interview."""

from __future__ import annotations

import ctypes
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.windows, pytest.mark.skipif(os.name != "nt", reason="only on Windows")]
MODELS = ("oss", "westerkwartier", "dalfsen", "dordrecht-zwijndrecht", "regio-groningen")
ANSWERS = 'kind = "answers"\nformat = 1\nprofile = "oss"\ncase = "zaak één"\n[answers]\nhulpvraag = true\n'


class Home:
    """A user of Windows with folders of his own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {
            key: value for key, value in os.environ.items() if not key.startswith(("AVE_", "PYTHONUTF8", "PYTHONIO"))
        }
        self.before = (
            "import platformdirs, pathlib, sys; root = pathlib.Path(sys.argv.pop(1));"
            "[setattr(platformdirs, f'user_{n}_path', lambda *a, n=n, **k: root / n) "
            "for n in ('state', 'config', 'cache', 'documents')];"
            "from ave_cli.__main__ import main; main()"
        )

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-c", self.before, str(self.folder / "user"), *words]

    def __call__(self, *words: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        given: dict[str, Any] = {"stdin": subprocess.DEVNULL} if "input" not in options else {}
        return subprocess.run(
            self.command(*words), cwd=options.pop("cwd", self.folder), check=False, timeout=120,
            **{"env": self.env, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given, **options},
        )  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("huis")


@pytest.fixture
def ave(tmp_path: Path) -> Home:
    (tmp_path / "a.toml").write_text(ANSWERS, "utf-8")
    return Home(tmp_path)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "replace")


@pytest.mark.parametrize("name", MODELS)
def test_an_example_of_each_model(name: str, ave: Home) -> None:
    done = ave("triage", "--example", "--json", "--profile", name)
    assert (done.returncode, json.loads(done.stdout)["profile"]["id"]) == (0, name)


@pytest.mark.parametrize("data", [
    ANSWERS.encode("utf-8-sig"), ANSWERS.replace("\n", "\r\n").encode(), ANSWERS.encode("utf-16"),
], ids=["BOM", "CRLF", "UTF-16"])  # fmt: skip
def test_answers_as_kladblok_and_powershell_save_them(data: bytes, ave: Home) -> None:
    (ave.folder / "b.toml").write_bytes(data)
    assert ave("triage", "--answers", "b.toml", "--json").returncode == 0


def test_a_file_gets_utf8_and_what_was_asked_for_wins(ave: Home) -> None:
    """Guards D8."""
    with (ave.folder / "o.txt").open("wb") as stream:
        assert ave("triage", "--example", "--profile", "oss", "--markdown", stdout=stream).returncode == 0
    assert "één" in (ave.folder / "o.txt").read_text("utf-8") or "·" in (ave.folder / "o.txt").read_text("utf-8")
    env = {**ave.env, "PYTHONIOENCODING": "cp1252"}
    ave("triage", "--example", "--profile", "oss", "--markdown", env=env).stdout.decode("cp1252")


@pytest.mark.parametrize(
    "words", [("triage", "--example"), ("profiles", "list", "--plain"), ("triage", "--example", "--json")]
)
def test_streams_that_lead_to_nul(words: tuple[str, ...], ave: Home) -> None:
    """Guards D4."""
    with Path("NUL").open("wb") as nul:
        done = ave(*words, stderr=nul)
        assert (done.returncode, bool(done.stdout)) == (0, True)
        assert ave(*words, stdout=nul).returncode == 0


def test_nobody_sits_at_nul(ave: Home) -> None:
    """Guards D4."""
    assert ave("triage", "--profile", "oss").returncode == 6


@pytest.mark.parametrize("words", [("triage", "--example"), ("explain", "--plain"), ("triage", "--example", "--json"),
                                   ("profiles", "compare", "oss", "dalfsen")])  # fmt: skip
def test_a_pipe_that_is_closed_ends_quietly(words: tuple[str, ...], ave: Home) -> None:
    """Guards D5."""
    child = subprocess.Popen(ave.command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ave.env,
                             stdin=subprocess.DEVNULL, cwd=ave.folder)  # fmt: skip
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.readline()
    child.stdout.close()
    err = child.stderr.read().decode("utf-8", "replace")
    child.stderr.close()
    assert (child.wait(), "Traceback" in err, "Exception" in err) == (0, False, False)


def test_what_windows_holds_for_a_moment_is_waited_for(ave: Home) -> None:
    """D3: a program that syncs or scans looks at the new file without letting others move it."""
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009
    kernel.CreateFileW.restype = ctypes.c_void_p
    stop, held = threading.Event(), []

    def hold() -> None:
        while not stop.is_set():
            for path in (ave.folder / "in").glob(".ave-*.tmp") if (ave.folder / "in").is_dir() else ():
                if path.name in held:  # it looks once
                    continue
                handle = kernel.CreateFileW(str(path), 0x80000000, 3, None, 3, 0, None)
                if handle not in (None, ctypes.c_void_p(-1).value):
                    held.append(path.name)
                    time.sleep(0.4)
                    kernel.CloseHandle(ctypes.c_void_p(handle))

    watcher = threading.Thread(target=hold)
    watcher.start()
    try:
        done = ave("triage", "--answers", "a.toml", "--json", "--save", "in")
    finally:
        stop.set()
        watcher.join()
    assert done.returncode == 0, said(done)
    assert [path.suffix for path in (ave.folder / "in").iterdir()] == [".toml"]


def test_nobody_says_that_only_you_can_read_it(ave: Home) -> None:
    """Guards D1."""
    done = ave("triage", "--answers", "a.toml", "--json", "--html", "p.html", "--save", "in")
    assert done.returncode == 0, said(done)
    assert "lleen u" not in said(done)
    assert "wie bij deze map kan" in said(done)
    assert str((ave.folder / "p.html").resolve()) in said(done).replace("\r\n", "")  # G5


def test_a_folder_in_onedrive_is_named(ave: Home) -> None:
    """Guards D1."""
    env = {**ave.env, "OneDrive": str(ave.folder / "OneDrive")}
    done = ave("triage", "--answers", "a.toml", "--json", "--save", str(ave.folder / "OneDrive" / "in"), env=env)
    assert done.returncode == 0, said(done)
    assert "OneDrive" in said(done).partition("Er staan")[2]


@pytest.mark.parametrize(("name", "words"), [
    ("wat?.html", "laat het teken"), ("a<b>.html", "laat het teken"), ("zaak 14:30.html", "laat het teken :"),
    ("NUL.html", "apparaat"), ("com1", "apparaat"),
])  # fmt: skip
def test_a_name_that_windows_refuses_is_told(name: str, words: str, ave: Home) -> None:
    """Guards D9."""
    done = ave("triage", "--answers", "a.toml", "--json", "--html", name)
    assert (done.returncode, words in said(done)) == (2, True), said(done)


def test_a_drive_that_is_not_there_is_told(ave: Home) -> None:
    """Guards D9."""
    done = ave("triage", "--answers", "a.toml", "--json", "--save", "Q:\\x")
    assert done.returncode == 7, said(done)


def test_a_chosen_model_lasts(ave: Home) -> None:
    """Guards D6, D7."""
    settings = ave.folder / "user" / "config" / "settings.toml"
    assert ave("profiles", "use", "OSS").returncode == 0
    assert 'profile = "oss"' in settings.read_text("utf-8")
    done = ave("profiles", "new", "mijn model", "--from", "oss", "--title", "Ons", "--no-input", "--plain")
    assert done.returncode == 0, said(done)
    assert 'ave profiles check "mijn model"' in (ave.folder / "mijn model" / "profile.toml").read_text("utf-8")  # D10
    assert ave("profiles", "use", ".\\mijn model").returncode == 0
    (ave.folder / "elders").mkdir()
    assert ave("explain", "--plain", cwd=ave.folder / "elders").returncode == 0


@pytest.mark.parametrize(("variable", "words"), [("oss ", ()), ("OSS", ())])
def test_a_variable_as_cmd_sets_it(variable: str, words: tuple[str, ...], ave: Home) -> None:
    """Guards G1."""
    assert (
        ave("triage", "--answers", "a.toml", "--json", *words, env={**ave.env, "AVE_PROFILE": variable}).returncode == 0
    )


def test_a_backslash_before_a_quote_is_no_part_of_a_folder(ave: Home) -> None:
    """Guards G6."""
    done = ave("triage", "--answers", "a.toml", "--json", "--save", 'map"')
    assert (done.returncode, (ave.folder / "map").is_dir()) == (0, True), said(done)


def test_an_interview_line_by_line_with_draft_kill_and_resume(ave: Home) -> None:
    """Killed after three answers; another window sees the draft as busy while it is open."""
    child = subprocess.Popen(ave.command("triage", "--plain", "--profile", "oss"), stdin=subprocess.PIPE, env=ave.env,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ave.folder)  # fmt: skip
    assert child.stdin is not None
    child.stdin.write(b"w\r\nwwww\r\nwwwwwww\r\n")
    child.stdin.flush()
    place = ave.folder / "user" / "state" / "drafts"
    assert child.stderr is not None
    while b"Vraag 4 " not in child.stderr.readline():  # what was answered is kept before the next question
        assert child.poll() is None
    busy = ave("triage", "--plain", "--resume", input=b"w\r\n")
    assert (busy.returncode, "ander venster" in said(busy)) == (2, True), said(busy)  # D11
    child.kill()
    child.communicate()
    done = ave("triage", "--plain", "--resume", "--json", "--save", "in", input=b"w\r\n" * 60)
    assert done.returncode == 0, said(done)
    assert "Vraag 4 " in said(done)
    assert "Vraag 3 " not in said(done)
    assert list(place.glob("draft-*")) == []


def test_notes_are_listed_shown_and_compared(ave: Home) -> None:
    for name in ("een", "twee"):
        text = ANSWERS + ("gevaar_acuut = false\n" if name == "twee" else "")
        (ave.folder / f"{name}.toml").write_text(text, "utf-8")
        assert ave("triage", "--answers", f"{name}.toml", "--json", "--save", "in").returncode == 0
    listed = ave("notes", "list", "in", "--json")
    found = [one["file"] for one in json.loads(listed.stdout)["notes"]]
    assert len(found) == 2
    assert all(one["unchanged"] for one in json.loads(listed.stdout)["notes"])
    shown = ave("notes", "show", found[0], "--plain")
    assert (shown.returncode, "gewijzigd" in shown.stdout.decode("utf-8", "replace")) == (0, False)
    assert ave("notes", "diff", *found, "--plain").returncode == 0


def test_a_changed_note_says_so_and_a_resaved_one_does_not(ave: Home) -> None:
    """Kladblok saves with other line ends and a mark: that changes nothing that the note says."""
    assert ave("triage", "--answers", "a.toml", "--json", "--save", "in").returncode == 0
    [path] = (ave.folder / "in").iterdir()
    data = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert json.loads(ave("notes", "show", str(path), "--json").stdout)["unchanged"] is True
    path.write_bytes(re.sub(rb"hulpvraag = true", b"hulpvraag = false", data))
    assert json.loads(ave("notes", "show", str(path), "--json").stdout)["unchanged"] is False


def test_mintty_is_told_what_to_use(ave: Home) -> None:
    """Guards G8."""
    done = ave("triage", "--profile", "oss", env={**ave.env, "MSYSTEM": "MINGW64"})
    assert (done.returncode, "PowerShell" in said(done)) == (6, True), said(done)


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Any]:
    from tests.windows.console import Screen  # noqa: PLC0415  # it needs a console

    made: list[Any] = []

    def start(*words: str) -> Any:
        made.append(Screen(tmp_path, *words))
        return made[-1]

    yield start
    for one in made:
        one.child.kill()
        one.end()


FIRST = "direct gevaar"


def answer_first(screen: Any) -> None:
    """Say of acute danger that it is not known, and go on to the next question."""
    screen.until(FIRST)
    screen.type("w", "enter")
    screen.until("Druk op Enter", seconds=60)
    screen.type("enter")


@pytest.mark.console
def test_an_interview_in_a_console(console: Any, tmp_path: Path) -> None:
    """Keys in a real console: answers, a kill, going on, notes that are saved, listed and compared, a stop."""
    screen = console("triage", "--profile", "oss")
    answer_first(screen)
    screen.until("concreet gevaar")
    screen.child.kill()
    screen.end()
    [draft] = (tmp_path / "state" / "drafts").iterdir()
    assert b"gevaar_acuut" in draft.read_bytes()
    for name in ("een", "twee"):
        again = console("triage", *(["--resume"] if name == "een" else ["--profile", "oss"]))
        if name == "twee":
            answer_first(again)
        again.until("concreet gevaar", seconds=60)
        again.type("g")
        again.until("q stop", seconds=60)
        again.type("o")
        again.until("eigen kenmerk", seconds=60)
        again.type(*f"zaak-é-{name}", "enter")
        again.until("Wat besluit u", seconds=60)
        again.type("5", "enter")
        again.until("Wanneer kijkt u opnieuw", seconds=60)
        again.type("5", "enter")
        again.until("Notitie bewaard", seconds=60)
        again.type("q")
        assert again.end() == 0
    assert [*(tmp_path / "state" / "drafts").iterdir()] == []
    listed = console("notes", "list", "--plain")
    assert listed.end() == 0
    assert "zaak-é-een" in listed.text()
    assert "zaak-é-twee" in listed.text()
    compared = console("notes", "diff", "1", "2", "--plain")
    assert compared.end() == 0
    assert "Traceback" not in compared.text()


@pytest.mark.console
def test_a_break_and_a_closed_window_leave_a_draft(console: Any, tmp_path: Path) -> None:
    """Guards G9."""
    screen = console("triage", "--profile", "oss")
    answer_first(screen)
    screen.until("concreet gevaar")
    screen.break_off()
    assert screen.end() == 129
    assert "als concept bewaard" in " ".join(screen.text().split())
    assert len([*(tmp_path / "state" / "drafts").iterdir()]) == 1


@pytest.mark.console
def test_a_stop_in_a_console(console: Any) -> None:
    screen = console("triage", "--profile", "oss")
    screen.until(FIRST)
    screen.type("n", "enter")
    screen.until("eigen kenmerk", seconds=60)
    screen.type("enter")
    screen.until("concreet gevaar", seconds=60)
    screen.type("ctrl-s")
    assert screen.end() == 3
