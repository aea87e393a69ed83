"""What can be typed, what comes out on which stream, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ave_cli.storage import library
from tests.cli.command import Ave, Done

Fails = Callable[[BaseException], None]

CHECKOUT = Path(__file__).resolve().parents[2]
SHIPPED = library.index().ids()
DEFAULT = library.index().default
FORMS = ("--plain", "--markdown", "--json", "")
SECRET = "zeergeheim"
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form or "tables")


@pytest.fixture(autouse=True)
def _quiet_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AVE_PROFILE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def answers(body: str = "", **head: str) -> str:
    """The name of an answers file with this content, in the folder where the command runs."""
    lines = ['kind = "answers"', "format = 1", *(f'{key} = "{value}"' for key, value in head.items()), "[answers]"]
    Path("antwoorden.toml").write_text("\n".join([*lines, body, ""]), "utf-8")
    return "antwoorden.toml"


def own_profile(folder: Path, ident: str = "ons-dorp") -> Path:
    """A profile of one's own, with cases; its id is of no shipped one."""
    folder.mkdir()
    for name in ("profile.toml", "cases.toml", "statements.toml"):
        text = (library.root() / "oss" / name).read_text("utf-8")
        text = re.sub(r'^(id|profile) = "oss"$', rf'\1 = "{ident}"', text, flags=re.MULTILINE)
        (folder / name).write_text(re.sub(r'^title = "Oss"$', 'title = "Ons dorp"', text, flags=re.MULTILINE), "utf-8")
    return folder


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a profile of one's own, made once: it is checked once too."""
    return own_profile(tmp_path_factory.mktemp("eigen") / "mijn model")


GOOD = 'hulpvraag = true\nzorgmijding = "nee"\ngevaar_omgeving = "weet_niet"\nleefgebieden = ["wonen", "geld"]\n'

# ------------------------------------------------------------------------------------------ a result


@every_form
def test_answers_from_a_file_give_a_result_on_stdout_and_nothing_else(form: str, ave: Ave) -> None:
    done = ave("triage", "--answers", answers(GOOD, profile="oss"), form)
    assert (done.code, done.err) == (0, "")
    assert library.load("oss").profile.version in done.out


def test_answers_from_standard_input_give_the_same(ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(answers(GOOD, profile="oss"))
    expected = ave("triage", "--answers", str(path), "--json")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes()), encoding="ascii"))
    assert ave("triage", "--answers", "-", "--json") == expected


KEYS: dict[str, set[str]] = {
    "": {
        *("format", "profile", "acute", "alerts", "phase", "doubt", "criteria", "roles", "steps", "transitions"),
        *("open_questions", "conflicts", "not_recorded", "contradictions", "unused_answers"),
    },
    "profile": {"id", "title", "version", "hash"},
    "phase": {"at_least", "at_most", "advised", "current", "direction"},
    "doubt": {"rule", "applied", "text"},
    "alerts": {"kind", "text", "because"},
    "criteria": {"id", "phase", "effect", "modality", "status", "asked", "text", "because", "statements", "origin"},
    "roles": {
        *("role", "status", "holders", "appointed_in", "because", "depends_on", "note", "statements", "origin"),
    },
    "steps": {"kind", "modality", "text", "who", "contact", "deadline", "statements", "origin"},
    "transitions": {
        *("direction", "from", "to", "status", "missing", "requested_by", "decided_by", "statements"),
    },
    "open_questions": {"fact", "question", "could_change"},
    "conflicts": {"id", "about", "readings", "chosen", "statements"},
    "contradictions": {"facts", "text"},
}
"""The keys that a script may rely on; more may be added."""
RICH = 'gevaar_acuut = true\nhulpvraag = true\nzelf_oplosbaar = true\nsamenwerking = "stagneert"\n'


def one_document(out: str) -> Any:
    """What is on stdout, which must be one JSON document and nothing else."""
    assert out.endswith("}\n")
    assert out.isascii()
    return json.loads(out)


@pytest.mark.parametrize("name", SHIPPED)
def test_json_is_one_document_with_the_keys_of_the_contract(name: str, ave: Ave) -> None:
    done = ave(
        "triage", "--answers", answers(RICH, current_phase="2"), "--profile", name, "--json", "--current-phase=1"
    )
    result = one_document(done.out)
    for key, keys in KEYS.items():
        found = result[key] if key else result
        for record in found if isinstance(found, list) else [found]:
            assert keys <= set(record), key
    assert (result["format"], result["profile"]["id"], result["acute"]) == (1, name, "yes")
    assert {"criteria", "roles", "steps", "open_questions"} <= {key for key in KEYS if result.get(key)}
    assert result["alerts"][0]["kind"] == "acuut"


def test_json_with_an_example_keeps_its_story_off_stdout(ave: Ave) -> None:
    assert one_document(ave("triage", "--example", "--json").out)["profile"]["id"] == DEFAULT


def test_an_option_for_the_current_phase_wins_over_the_file(ave: Ave) -> None:
    file = answers(GOOD, profile="oss", current_phase="2")
    assert one_document(ave("triage", "--answers", file, "--json").out)["phase"]["current"] == "2"
    done = ave("triage", "--answers", file, "--json", "--current-phase", "3")
    assert one_document(done.out)["phase"]["current"] == "3"


def test_markdown_is_text_to_paste(ave: Ave) -> None:
    out = ave("triage", "--answers", answers(GOOD, profile="oss", case="2026-017"), "--markdown", "--full").out
    assert out.startswith("# ")
    assert "| --- |" in out
    assert "2026-017" in out
    assert not re.search(r"[─-╿\x1b]", out)


def test_plain_has_no_boxes_and_no_colours(ave: Ave) -> None:
    out = ave("triage", "--answers", answers(GOOD, profile="oss"), "--plain").out
    assert not re.search(r"[─-╿\x1b|]", out)
    assert "FASE:" in out
    assert "BESLIST:" in out


def test_tables_have_lines_but_no_colours_where_there_is_no_terminal(ave: Ave) -> None:
    out = ave("triage", "--answers", answers(GOOD, profile="oss")).out
    assert re.search(r"[─-╿]", out)
    assert "\x1b" not in out


@every_form
def test_acute_danger_is_an_outcome_and_no_exit_code(form: str, ave: Ave) -> None:
    done = ave("triage", "--answers", answers("gevaar_acuut = true", profile="oss"), form)
    assert done.code == 0
    assert "112" in done.out
    assert "0800-2000" in done.out


@pytest.mark.parametrize("form", ["--json", "--plain", ""], ids=["json", "plain", "tables"])
@pytest.mark.parametrize("name", SHIPPED)
def test_an_example_of_each_model_says_its_title_on_stderr(name: str, form: str, ave: Ave) -> None:
    case = library.load_cases(name).cases[0]
    done = ave("triage", "--example", "--profile", name, form)
    assert done.code == 0
    assert case.title in done.err
    assert case.title not in done.out
    assert library.load(name).profile.version in done.out


@every_form
def test_all_answers_known_or_none_at_all_give_a_result(form: str, ave: Ave) -> None:
    assert ave("triage", "--answers", answers(), "--profile", "oss", form).code == 0


# ------------------------------------------------------------------------------------------ which model


@every_form
@pytest.mark.parametrize("path", ["mijn model", "mijn model/profile.toml", "./mijn model/"])
def test_a_profile_of_ones_own_works_by_its_path(
    path: str, form: str, ave: Ave, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own.parent)
    done = ave("triage", "--example", "--profile", path, form)
    assert done.code == 0, done.err
    assert "Ons dorp" in done.out


@every_form
def test_the_environment_may_name_a_profile_by_its_path(
    form: str, ave: Ave, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AVE_PROFILE", str(own))
    for done in (ave("triage", "--example", form), ave("triage", "--answers", answers(GOOD), form)):
        assert done.code == 0, done.err
        assert "Ons dorp" in done.out


def test_a_profile_of_ones_own_keeps_its_own_register(
    ave: Ave, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_profile(tmp_path / "eigen")
    register = own / "statements.toml"
    register.write_text(
        re.sub(r'^section = ".*"$', 'section = "Ons blad"', register.read_text("utf-8"), flags=re.M), "utf-8"
    )
    monkeypatch.setenv("AVE_PROFILE", str(own))
    assert "Ons blad" in ave("triage", "--example", "--plain", "--full").out
    assert "Ons blad" in ave("triage", "--example", "--plain", "--full", "--profile", str(own)).out


def used(done: Done) -> str:
    return str(one_document(done.out)["profile"]["id"])


def test_the_option_wins_over_the_file_and_over_the_environment(ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    file = answers(GOOD, profile="westerkwartier")
    assert used(ave("triage", "--answers", file, "--json")) == "westerkwartier"
    assert used(ave("triage", "--answers", file, "--json", "--profile", "regio-groningen")) == "regio-groningen"
    monkeypatch.setenv("AVE_PROFILE", "westerkwartier")
    assert used(ave("triage", "--answers", answers(GOOD), "--json")) == "westerkwartier"
    assert used(ave("triage", "--answers", answers(GOOD), "--json", "--profile", "oss")) == "oss"


def test_without_a_choice_the_default_counts_and_stderr_says_so(ave: Ave) -> None:
    done = ave("triage", "--answers", answers(GOOD), "--json")
    assert used(done) == DEFAULT
    assert library.load(DEFAULT).profile.title in done.err
    assert "--profile" in done.err


# ------------------------------------------------------------------------------------------ a broken answers file

WRONG: dict[str, tuple[str, str]] = {
    "an unknown fact": ("leefgebied = true", "answers.leefgebied: .*bedoelde u 'leefgebieden'"),
    "an option that does not exist": ('zorgmijding = "sterkk"', "answers.zorgmijding: .*sterk.*bedoelde u 'sterk'"),
    "a text for a yes or no": ('hulpvraag = "ja"', 'answers.hulpvraag: .*true, false of "weet_niet"'),
    "a number for a yes or no": ("signalen = 1", 'answers.signalen: .*true, false of "weet_niet"'),
    "a text for a list": ('leefgebieden = "wonen"', "answers.leefgebieden: .*lijst"),
    "a yes for a choice": ("samenwerking = true", "answers.samenwerking: .*een van de opties"),
    "an unknown phase as an answer": ('huidige_fase = "9"', "answers.huidige_fase: "),
}
LISTS: dict[str, tuple[str, str]] = {
    "an option twice": ('leefgebieden = ["geld", "geld"]', "answers.leefgebieden: "),
    "an unknown option in a list": ('leefgebieden = ["gelt"]', "answers.leefgebieden: "),
    "a day": ("hulpvraag = 2026-11-22", "answers.hulpvraag: "),
    "a table": ("hulpvraag = { ja = true }", "answers.hulpvraag: "),
    "an empty text": ('zorgmijding = ""', "answers.zorgmijding: "),
}


@pytest.mark.parametrize(("body", "words"), [*WRONG.values(), *LISTS.values()], ids=[*WRONG, *LISTS])
def test_a_wrong_answer_is_named_with_its_place_and_what_was_meant(body: str, words: str, ave: Ave) -> None:
    done = ave("triage", "--answers", answers(body, profile="oss"))
    assert (done.code, done.out) == (4, "")
    assert "antwoorden.toml" in done.err
    assert re.search(words, done.err), done.err


HEADS: dict[str, tuple[str, str]] = {
    "an unknown key": ('kind = "answers"\nformat = 1\nprofiel = "oss"\n', "profiel: .*bedoelde u 'profile'"),
    "another kind": ('kind = "note"\nformat = 1\n', "'note'.*'answers'"),
    "no kind": ("format = 1\n", "'answers'"),
    "another format": ('kind = "answers"\nformat = 2\n', "format: "),
    "no format": ('kind = "answers"\n', "format: "),
    "answers that are no table": ('kind = "answers"\nformat = 1\nanswers = true\n', "answers: hier hoort een tabel"),
    "a profile that is no text": ('kind = "answers"\nformat = 1\nprofile = 3\n', "profile: hier hoort tekst"),
    "a phase that is a number": (
        'kind = "answers"\nformat = 1\ncurrent_phase = 3\n',
        'current_phase: hier hoort tekst; bedoelde u current_phase = "3"',
    ),
    "no table of answers": ('kind = "answers"\nformat = 1\nhulpvraag = true\n', r"hulpvraag: .*\[answers\]"),
    "a case that is a day": ('kind = "answers"\nformat = 1\ncase = 2026-11-22\n', "case: hier hoort tekst"),
    "an unknown phase": ('kind = "answers"\nformat = 1\ncurrent_phase = "9"\n', "current_phase: fase '9' bestaat niet"),
    "no TOML": (f'kind = "answers"\nformat = 1\n{SECRET}\n', "Regel [34]"),
    "two current phases": (
        'kind = "answers"\nformat = 1\ncurrent_phase = "2"\n[answers]\nhuidige_fase = "3"\n',
        "current_phase: .*'2'.*'3'",
    ),
}


@pytest.mark.parametrize(("text", "words"), HEADS.values(), ids=HEADS)
def test_a_wrong_head_of_an_answers_file_is_named(text: str, words: str, ave: Ave) -> None:
    Path("antwoorden.toml").write_text(text, "utf-8")
    done = ave("triage", "--answers", "antwoorden.toml", "--profile", "oss")
    assert (done.code, done.out) == (4, "")
    assert "antwoorden.toml" in done.err
    assert re.search(words, done.err), done.err
    assert SECRET not in done.err


def test_every_problem_is_listed_at_once(ave: Ave) -> None:
    body = "\n".join(text for text, _ in WRONG.values())
    Path("antwoorden.toml").write_text(f'kind = "answers"\nformat = 1\nprofiel = "oss"\n[answers]\n{body}\n', "utf-8")
    done = ave("triage", "--answers", "antwoorden.toml", "--profile", "oss")
    assert (done.code, done.out) == (4, "")
    assert [
        words for words in ("profiel: ", *(words for _, words in WRONG.values())) if not re.search(words, done.err)
    ] == []


def test_of_many_problems_the_first_are_listed_and_the_rest_is_counted(ave: Ave) -> None:
    body = "\n".join(f"onbekend_feit_nummer_{number:03} = true" for number in range(400))
    done = ave("triage", "--answers", answers(body, profile="oss"))
    assert [number for number in range(50) if f"onbekend_feit_nummer_{number:03}" not in done.err] == []
    assert "onbekend_feit_nummer_050" not in done.err
    assert "en nog 350 van zulke punten" in done.err
    assert done.err.rstrip().endswith("probeer het opnieuw.")


def test_a_broken_profile_of_ones_own_is_named(ave: Ave, tmp_path: Path) -> None:
    own = own_profile(tmp_path / "eigen") / "profile.toml"
    own.write_text(own.read_text("utf-8").replace('title = "Ons dorp"', 'titel = "Ons dorp"'), "utf-8")
    done = ave("triage", "--example", "--profile", "eigen")
    assert (done.code, done.out) == (4, "")
    for words in ("profile.toml", "titel: ", "bedoelde u 'title'", "title: deze sleutel ontbreekt"):
        assert words in done.err


# ------------------------------------------------------------------------------------------ mistakes while typing

MISTAKES: dict[str, tuple[list[str], str]] = {
    "an unknown profile": (["triage", "--example", "--profile", "osss"], "'osss'.*bedoelde u 'oss'"),
    "a profile that is nowhere": (["triage", "--example", "--profile", "/er/is/niets"], "Bekend zijn: .*oss"),
    "a name that is too long": (["triage", "--example", "--profile", "a" * 400], "Bekend zijn: .*oss"),
    "an empty folder": (["triage", "--example", "--profile", "."], "oss|profile.toml"),
    "a file that is not there": (["triage", "--answers", "weg.toml"], "'weg.toml' is niet gevonden"),
    "a folder for a file": (["triage", "--answers", "."], "kan niet worden gelezen"),
    "an unknown phase": (
        ["triage", "--example", "--current-phase", "33", "--profile", "oss"],
        "fase '33' bestaat niet",
    ),
    "an unknown option": (["triage", "--exampel"], "'--exampel' bestaat niet; bedoelde u '--example'"),
    "an unknown letter": (["triage", "-x"], "'-x' bestaat niet"),
    "an unknown option before the command": (["--versoin"], "'--versoin' bestaat niet; bedoelde u '--version'"),
    "an unknown command": (["triag"], "'triag' bestaat niet; bedoelde u 'triage'"),
    "something of a command": (["iets-heel-anders"], "'iets-heel-anders' bestaat niet.*triage"),
    "too many words": (["triage", "oss", "nog", "iets"], "te veel"),
    "no value": (["triage", "--answers"], "'--answers' heeft een waarde nodig"),
    "a value too many": (["triage", "--json=ja"], "'--json' heeft geen waarde"),
    "a file and an example": (["triage", "--answers", "a.toml", "--example"], "niet allebei"),
    "two forms": (["triage", "--example", "--json", "--markdown"], "niet allebei"),
}


@pytest.mark.parametrize(("words", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_while_typing_is_named_and_nothing_is_done(words: list[str], said: str, ave: Ave) -> None:
    done = ave(*words)
    assert (done.code, done.out) == (2, ""), done.err
    assert re.search(said, done.err), done.err


@pytest.mark.parametrize("word", ["\x1b[2J", "\x1b]52;c;eA==\x07", "\u202egpj", "a\nRegel", "--\x1b[31m", "\udce9"])
def test_what_was_typed_is_printed_harmlessly(word: str, ave: Ave) -> None:
    for done in (ave(word), ave("triage", "--example", "--profile", word), ave("triage", "--answers", word)):
        assert done.code == 2
        assert not set(done.err) & set("\x1b\x07\u202e\udce9")


# ------------------------------------------------------------------------------------------ nobody to ask


@pytest.mark.parametrize(
    "words", [[], ["--no-input"], ["--no-input", "--plain"], ["--json"], ["--profile", "oss"], ["--plain"]]
)
def test_without_a_terminal_and_without_answers_it_says_what_to_do(words: list[str], ave: Ave) -> None:
    done = ave("triage", *words)
    assert (done.code, done.out) == (6, "")
    assert "--answers" in done.err


@pytest.mark.parametrize(("words", "codes"), [([], {6}), (["--plain"], {6}), (["--answers", "-"], {2, 4})])
def test_with_stdin_closed_there_is_nobody_to_ask_and_nothing_to_read(
    words: list[str], codes: set[int], ave: Ave, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python has None for a stream that was closed before it started."""
    monkeypatch.setattr(sys, "stdin", None)
    done = ave("triage", "--profile", "oss", *words)
    assert done.code in codes
    assert done.out == ""
    assert "programma zelf" not in done.err


def test_an_interview_that_ends_halfway_is_not_finished(ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("2\n"))
    done = ave("triage", "--plain", "--profile", "oss")
    assert (done.code, done.out) == (3, "")


def test_an_interview_through_a_pipe_gives_a_result(ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("w\n" * 100))
    done = ave("triage", "--plain", "--profile", "oss")
    assert done.code == 0
    assert "Vraag 1 (" in done.err
    assert "Vraag 1 (" not in done.out
    assert library.load("oss").profile.version in done.out


# ------------------------------------------------------------------------------------------ help and version


def test_ave_alone_shows_the_help(ave: Ave) -> None:
    assert ave() == ave("--help") == ave("-h")
    assert ave().code == 0
    assert "triage" in ave().out
    assert "112" in ave().out


def test_the_version_is_one_line_with_the_version_of_python(ave: Ave) -> None:
    done = ave("--version")
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"ave \d+\.\d+\S* \(Python 3\.\d+\.\S+\)\n", done.out)


# ------------------------------------------------------------------------------------------ when it goes wrong


@every_form
def test_a_bug_says_so_and_echoes_no_answer(form: str, ave: Ave, thinking_fails: Fails) -> None:
    thinking_fails(RuntimeError(f"kan {SECRET} niet verwerken"))
    done = ave("triage", "--answers", answers(GOOD, profile="oss", case=SECRET), form)
    assert (done.code, done.out) == (70, "")
    assert "RuntimeError" in done.err
    assert "programma zelf" in done.err
    assert SECRET not in done.err
    assert "weet_niet" not in done.err


@pytest.mark.parametrize("error", [OSError(5, SECRET), ValueError(SECRET), RecursionError(SECRET)])
def test_every_bug_is_told_by_its_own_name(error: Exception, ave: Ave, thinking_fails: Fails) -> None:
    thinking_fails(error)
    done = ave("triage", "--answers", answers(GOOD, profile="oss"))
    assert (done.code, done.out) == (70, "")
    assert type(error).__name__ in done.err
    assert SECRET not in done.err


def test_ctrl_c_stops_with_a_word(ave: Ave, thinking_fails: Fails) -> None:
    thinking_fails(KeyboardInterrupt())
    done = ave("triage", "--answers", answers(GOOD, profile="oss"))
    assert (done.code, done.out) == (130, "")
    assert "Gestopt" in done.err


def started(*words: str, stdout: int, encoding: str = "utf-8", stdin: bytes = b"") -> Done:
    """The program as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "ave_cli", *(word for word in words if word)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        stdout=stdout,
        stderr=subprocess.PIPE,
        input=stdin,
        check=False,
    )
    out = (done.stdout or b"").decode(encoding.partition(":")[0])
    return Done(done.returncode, out, done.stderr.decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "words", [["triage", "--example"], ["triage", "--example", "--json"], ["--help"]], ids=lambda one: one[-1]
)
def test_a_pipe_that_was_closed_ends_quietly(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = started(*words, stdout=writer)
    finally:
        os.close(writer)
    assert done.code == 0
    assert not re.search(r"Traceback|Error|Exception|programma zelf", done.err), done.err


@pytest.mark.parametrize(("encoding", "form"), [("ascii", ""), ("ascii", "--plain"), ("cp1252", "--markdown")])
def test_a_screen_that_lacks_letters_still_shows_the_words(encoding: str, form: str) -> None:
    done = started("triage", "--example", form, stdout=subprocess.PIPE, encoding=encoding)
    assert done.code == 0, done.err
    assert "Procesregie" in done.out


def test_bytes_that_are_no_text_are_no_answer() -> None:
    words = ["triage", "--plain", "--profile", "oss"]
    done = started(*words, stdout=subprocess.PIPE, encoding="utf-8:strict", stdin=b"caf\xe9\n" + b"w\n" * 100)
    assert done.code == 0, done.err
    assert "Dat is hier geen antwoord" in done.err


@pytest.mark.parametrize("form", ["--json", ""], ids=["json", "tables"])
def test_with_stdout_closed_it_says_that_nothing_could_be_written(
    form: str, ave: Ave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    done = ave("triage", "--answers", answers(GOOD, profile="oss"), form)
    assert done.code == 7
    assert done.err
    assert "programma zelf" not in done.err


@pytest.mark.parametrize("form", ["--json", ""], ids=["json", "tables"])
def test_with_stderr_closed_the_result_is_still_given(form: str, ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    done = ave("triage", "--example", "--profile", "oss", form)
    assert done.code == 0
    assert library.load("oss").profile.version in done.out


@pytest.mark.posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only there can a full disk be had for nothing")
@pytest.mark.parametrize("form", ["--json", ""], ids=["json", "tables"])
def test_a_full_disk_is_told_as_what_it_is(form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = started("triage", "--example", form, stdout=full.fileno())
    assert done.code == 7
    assert not re.search(r"Traceback|Error|Exception|programma zelf", done.err), done.err


def test_a_case_that_looks_like_personal_data_is_never_saved_unasked(ave: Ave, tmp_path: Path) -> None:
    """From a file nobody can say that it is no BSN: so it is left out, also of the note."""
    number = "111222333"
    path = Path(answers(GOOD, profile="oss"))
    path.write_text(path.read_text("utf-8").replace("[answers]", f'case = "zaak {number}"\n[answers]'), "utf-8")
    page = tmp_path / "resultaat.html"
    done = ave("triage", "--answers", str(path), "--save", str(tmp_path / "notities"), "--html", str(page), "--json")
    assert done.code == 0
    assert done.err.count("burgerservicenummer") == 1
    [note] = (tmp_path / "notities").iterdir()
    for kept in (note, page):
        assert number not in kept.read_text("utf-8")
        assert "zaak" in kept.read_text("utf-8")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_phase_that_is_only_what_is_left_says_so_beside_the_phase(name: str, ave: Ave) -> None:
    """Unrest and nothing else: no criterion of a heavier phase is met, and the lightest one must not look certain."""
    done = ave("triage", "--answers", answers('onrust = "ja"\nhulpvraag = false\n', profile=name), "--plain")
    words = done.words
    start = next(one for one in library.load(name).profile.phases).start
    assert words.count("wat overblijft") == 1
    assert words.index("wat overblijft") < words.index("NU DOEN")
    assert "staat niet in dit model" in words
    assert " ".join(start.split()) not in words


ENDLESS = "1" * 5_000
NUMBERS = {
    "a difference": ["explain", f"x{ENDLESS}"],
    "weeks": ["notes", "review", ".", "--older-than", ENDLESS],
    "a note": ["notes", "show", ENDLESS],
    "a klantreis": ["profiles", "journey", ENDLESS],
    "a klantreis that begins like a number that is there": ["profiles", "journey", "2" * 5],
    "questions": ["quiz", "--json", "--count", ENDLESS],
    "a level": ["quiz", "--json", "--level", ENDLESS],
    "teams": ["quiz", "--teams", ENDLESS],
}


@pytest.mark.parametrize("words", NUMBERS.values(), ids=NUMBERS)
def test_an_endless_number_is_no_number_of_anything(words: list[str], ave: Ave) -> None:
    done = ave(*words)
    assert done.code == 2
    assert ENDLESS not in done.err
