"""What `ave quiz` gives and writes, how it is played line by line, and with which code it ends."""

from __future__ import annotations

import io
import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from ave_cli.__main__ import run
from ave_cli.cli import quiz_round
from ave_cli.errors import UsageError
from ave_cli.quiz.game import questions_fingerprint
from ave_cli.quiz.material import QuestionKind, QuizQuestion
from ave_cli.storage import folders, journal, library, quiz_rounds
from ave_cli.storage.quiz_rounds import Setup
from ave_cli.text import cli as cli_text
from ave_cli.text import quiz as quiz_text

Asked = tuple[QuizQuestion, ...]
Captured = pytest.CaptureFixture[str]
PLAY = ["quiz", "--plain", "--profile", "oss", "--seed", "molen-anker"]


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: Asked) -> Path:
    """A folder of its own to work in and to keep rounds in, and three questions made by hand."""
    monkeypatch.delenv("AVE_PROFILE", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(folders, "state_folder", lambda name: tmp_path / name)
    monkeypatch.setattr(quiz_round, "_questions", lambda *_rest: asked)
    return tmp_path


def rounds(place: Path) -> list[Path]:
    return sorted(place.glob("rounds/*"))


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_every_kind_has_a_name_that_a_player_reads_and_each_to_ask_for_is_in_the_help() -> None:
    assert set(quiz_text.KINDS) == {kind.value for kind in QuestionKind}
    of_a_journey = {QuestionKind.HANDOVER, QuestionKind.DECIDE, QuestionKind.FIND_OUT}
    assert [kind.value for kind in {*QuestionKind} - of_a_journey if f"{kind.value}:" not in cli_text.KIND] == []


# ------------------------------------------------------------------------------------------------------------- alone


def test_alone_each_answer_is_explained_and_the_end_is_a_score(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path
) -> None:
    typed(monkeypatch, "a", "c", "b")
    assert run(PLAY) == 0
    out, err = capsys.readouterr()
    begun = err[: err.index("Een man woont alleen.")]
    assert "ave quiz --profile oss --seed molen-anker" in " ".join(begun.split())
    assert "Goed: A. AVE x\nDit geeft de doorslag." in err
    assert "Niet goed. U koos C.\nGoed is B. AVE y\nDit geeft de doorslag.\nWaarom niet C: C mist iets" in err
    assert err.count("Bron: Handboek, paragraaf 1 [ERG-001]") == 3
    assert err.count("Een man woont alleen.") == 1
    assert "bedacht" not in err
    assert out.startswith("Eindstand\nU had 1 van de 3 vragen goed.\n")
    assert "Welke fase is het, en waarom\n   Goed: 1 van 2 (50%)" in out
    practise = out[out.index("Om te oefenen") :]
    assert practise.index("Waar of niet waar") < practise.index("Welke fase is het")
    assert "ave quiz --profile oss --seed molen-anker" in out
    assert rounds(place) == []


def test_going_back_answers_again(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    typed(monkeypatch, "t", "c", "t", "a", "b", "a")
    assert run(PLAY) == 0
    out, err = capsys.readouterr()
    assert quiz_text.NOTHING_TO_UNDO in err
    assert "U had 3 van de 3 vragen goed." in out
    assert quiz_text.ALL_RIGHT in out
    assert quiz_text.PRACTISE not in out


@pytest.mark.parametrize("stop", [("s",), ()], ids=["s", "the end of the input"])
def test_a_round_that_stops_is_kept_and_goes_on(
    stop: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path
) -> None:
    typed(monkeypatch, "a", *stop)
    assert run(PLAY) == 3
    assert "De ronde is bewaard. Ga verder met: ave quiz --resume" in capsys.readouterr().err
    (kept,) = rounds(place)
    assert b"molen-anker" in kept.read_bytes()
    typed(monkeypatch, "b", "a")
    assert run(["quiz", "--plain", "--resume"]) == 0
    out, err = capsys.readouterr()
    assert "Verder met ronde molen-anker, model Oss, vraag 2." in err
    assert "U had 3 van de 3 vragen goed." in out
    assert rounds(place) == []


def test_a_round_of_which_nothing_was_played_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path
) -> None:
    typed(monkeypatch, "s")
    assert run(PLAY) in (3, 6)
    assert rounds(place) == []
    typed(monkeypatch)
    assert run(PLAY) == 6
    assert quiz_text.NO_TERMINAL in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------------- teams

HOST = ["1a 2c", "3a", "", "", "2b 1b 3a", "", "", "1c", "", "", ""]
"""Three teams: the answers of a question, then Enter until the next one."""


def test_teams_play_to_the_end_and_the_trainer_gets_a_result(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path
) -> None:
    typed(monkeypatch, *HOST, "")
    assert run([*PLAY, "--teams", "3", "--results", "uitslag.md"]) == 0
    out, err = capsys.readouterr()
    assert "Goed is A. AVE x\nGoed: teams 1 en 3\nNiet goed: team 2 (C)\n" in err
    assert "Team 3 heeft nog geen antwoord." in err
    assert "Goed is A. AVE x\nGoed: niemand\nNiet goed: team 1 (C)\nGeen antwoord: teams 2 en 3\n" in err
    assert "Eindstand\n1. Team 1: 2 goed\n2. Team 2: 1 goed\n2. Team 3: 1 goed\n" in out
    assert rounds(place) == []
    text = (place / "uitslag.md").read_text(encoding="utf-8")
    assert "| 1 | Wat klopt hier, een? | 2 van 3 (67%) | C. AVE z<br>1 keer gekozen |" in text
    assert "| 3 | Wat klopt hier, drie? | 0 van 3 (0%); 2 keer geen antwoord | C. AVE z<br>1 keer gekozen |" in text
    assert "ave quiz --profile oss --seed molen-anker --teams 3" in text
    assert "heading_open" in [token.type for token in MarkdownIt().parse(text)]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["1a 2a 3a", "1a"], "Hier kunt u alleen op Enter drukken"),
        (["4a"], "Er is geen team 4."),
        (["1d"], "Antwoord D is er niet."),
        (["1a 1b"], "Team 1 staat er twee keer."),
        (["wat"], "Dat is niet te lezen."),
        (["u"], quiz_text.NOTHING_TO_UNDO),
        (["?"], "Hulp voor de spelleider"),
    ],
    ids=str,
)
def test_what_a_host_mistypes_is_told(
    lines: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    typed(monkeypatch, *lines, "q")
    assert run([*PLAY, "--teams", "3"]) in (3, 6)
    assert words in capsys.readouterr().err


def test_undo_goes_back_over_what_was_shown(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    typed(monkeypatch, "1a 2b", "U", "1a 2a", "q")
    assert run([*PLAY, "--teams", "2"]) == 3
    err = capsys.readouterr().err
    assert err.index("Niet goed: team 2 (B)") < err.index("Goed: alle teams")


def test_the_score_is_one_key_away_and_the_story_too(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    typed(monkeypatch, "s", "", "v", "1a 2b", "s", "", "q")
    assert run([*PLAY, "--teams", "2"]) == 3
    err = capsys.readouterr().err
    assert err.count("Team 1: 0 goed") == 1
    assert err.count("Team 1: 1 goed") == 1


def test_what_went_wrong_is_played_again(monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path) -> None:
    typed(monkeypatch, *HOST, "")
    assert run([*PLAY, "--teams", "3", "--results", "uitslag.md"]) == 0
    text = (place / "uitslag.md").read_text(encoding="utf-8")
    assert "Antwoord: A. AVE x" in text
    assert text.count("Bron: Handboek, paragraaf 1") == 3
    setup = quiz_rounds.read_results(place / "uitslag.md")
    assert setup.again == ["phase:drie"]
    wanted: list[Any] = []

    def noted(*rest: Any) -> Asked:
        wanted.append(rest)
        raise UsageError("x")

    monkeypatch.setattr(quiz_round, "_questions", noted)
    assert run(["quiz", "--again", "uitslag.md", "--json"]) == 2
    assert wanted[0][1] == "molen-anker"
    assert wanted[0][5].again == ["phase:drie"]
    capsys.readouterr()
    assert run(["quiz", "--again", "uitslag.md", "--seed", "x", "--json"]) == 2
    assert cli_text.AGAIN_ALONE in capsys.readouterr().err
    (place / "leeg.md").write_text("# niets\n", encoding="utf-8")
    assert run(["quiz", "--again", "leeg.md", "--json"]) == 4
    assert run(["quiz", "--again", "weg.md", "--json"]) == 2


def test_a_result_that_cannot_be_written_at_the_end_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path
) -> None:
    typed(monkeypatch, *HOST, "")
    assert run([*PLAY, "--teams", "3", "--results", "weg/uitslag.md"]) == 7
    assert "ave quiz --resume --results BESTAND" in capsys.readouterr().err
    assert len(rounds(place)) == 1
    typed(monkeypatch, "")
    assert run(["quiz", "--plain", "--resume", "--results", "uitslag.md"]) == 0
    assert "Wat klopt hier, een?" in (place / "uitslag.md").read_text(encoding="utf-8")


def test_the_host_can_still_save_at_the_end(monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path) -> None:
    monkeypatch.setattr("ave_cli.storage.notes.default_folder", lambda: place / "Documenten")
    typed(monkeypatch, *HOST, "b", "b", "")
    assert run([*PLAY, "--teams", "3"]) == 0
    assert quiz_text.ONLY_AT_END in capsys.readouterr().err
    (file,) = (place / "Documenten").iterdir()
    assert file.name.startswith("ave-quiz-")
    assert file.name.endswith("-molen-anker.md")


# ------------------------------------------------------------------------------------------------- rounds that changed


def test_a_round_under_another_model_is_begun_anew_or_left(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path, asked: Asked
) -> None:
    typed(monkeypatch, "a")
    assert run(PLAY) == 3
    (kept,) = rounds(place)
    before = kept.read_bytes()
    monkeypatch.setattr(quiz_round, "_questions", lambda *_rest: asked[::-1])
    typed(monkeypatch, "2")
    assert run(["quiz", "--plain", "--resume"]) == 3
    assert quiz_text.CHANGED in capsys.readouterr().err
    assert kept.read_bytes() == before
    typed(monkeypatch, "1", "a", "b", "a")
    assert run(["quiz", "--plain", "--resume"]) == 0
    assert "U had 3 van de 3 vragen goed." in capsys.readouterr().out
    assert rounds(place) == []


def test_a_round_with_entries_that_cannot_be_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path
) -> None:
    typed(monkeypatch, "a")
    run(PLAY)
    (kept,) = rounds(place)
    draft, _ = journal.reopen_draft(kept)
    draft.add({"letters": {"7": "A"}})
    draft.close()
    assert run(["quiz", "--plain", "--resume"]) == 4
    assert kept.name in capsys.readouterr().err
    assert kept.exists()


# ------------------------------------------------------------------------------------------------ documents and sheets


def test_the_questions_as_json(capsys: Captured) -> None:
    assert run(["quiz", "--json", "--profile", "oss", "--seed", "x", "--no-input"]) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert set(document) >= {"format", "seed", "profile", "questions"}
    assert (document["format"], document["seed"], document["profile"]) == (1, "x", "oss")
    assert len(document["questions"]) == 3
    for one in document["questions"]:
        assert set(one) >= {
            *("id", "kind", "level", "story", "text", "options", "explanation", "statements", "answers"),
            *("current_phase", "written", "case"),
        }
        assert [set(option) for option in one["options"]] == [{"key", "text", "right", "why"}] * 3
    assert "Meer verschillende vragen zijn er niet" in err


def test_a_made_name_is_told(capsys: Captured) -> None:
    assert run(["quiz", "--json", "--profile", "oss"]) == 0
    assert set(json.loads(capsys.readouterr().out)["seed"].split("-")) <= set(quiz_text.WORDS)


def test_a_sheet_has_every_question_with_its_answer_and_mistakes(capsys: Captured, place: Path) -> None:
    words = ["quiz", "--profile", "oss", "--seed", "twee woorden", "--sheet", "ronde.md"]
    assert run(words) == 0
    assert 'ave quiz --profile oss --seed "twee woorden"' in capsys.readouterr().err
    text = (place / "ronde.md").read_text(encoding="utf-8")
    for line in (
        "Naam van de ronde: twee woorden",
        "Een man woont alleen.",
        "Antwoord: B. AVE y",
        "| C. AVE z | C mist iets |",
    ):
        assert line in text
    assert text.count("Dit geeft de doorslag.") == 3
    before = text
    trainer, _, handed_out = text.partition(quiz_text.HAND_OUT)
    assert quiz_text.DILEMMAS in trainer
    questions, _, cards = handed_out.partition("\n## A\n")
    assert questions.count("### Vraag ") == 3
    assert "Antwoord" not in handed_out
    assert "Dit geeft de doorslag." not in handed_out
    assert "mist iets" not in handed_out
    assert quiz_text.ROLE_CARDS in cards
    assert all(name in cards for name in quiz_text.TASKS.values())
    assert run(words) == 5
    assert (place / "ronde.md").read_text(encoding="utf-8") == before
    assert run([*words[:-1], "weg/ronde.md"]) == 7


def test_a_sheet_can_be_a_page_for_a_browser(capsys: Captured, place: Path) -> None:
    assert run(["quiz", "--profile", "oss", "--seed", "<b>x", "--sheet", "ronde.HTML"]) == 0
    text = (place / "ronde.HTML").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    for part in ("A. AVE x", "C mist iets", "&lt;b&gt;x", "Antwoord: B. AVE y", quiz_text.PRACTICE_ONLY):
        assert part in text
    assert "<b>x" not in text
    assert "ave quiz --profile oss --seed" in capsys.readouterr().err


@pytest.mark.parametrize("name", library.index().ids())
def test_what_to_read_about_a_kind_can_be_read(name: str, capsys: Captured, asked: Asked) -> None:
    """Every command that the end of a round names is one that works."""
    ruleset = library.load(name)
    setup = Setup(
        profile=name,
        title="",
        hash="",
        seed="x",
        count=3,
        kinds=[],
        level=0,
        teams=1,
        questions=questions_fingerprint(asked),
    )
    commands = set(quiz_round.pages_to_read(setup, ruleset).values())
    assert len(commands) >= 3
    for one in commands:
        program, *words = shlex.split(one)
        assert program == "ave"
        assert run([*words, "--plain"]) == 0, one
        assert capsys.readouterr().out


# ---------------------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--count", "0"], 2, cli_text.COUNT_WRONG),
        (["--count", "101"], 2, cli_text.COUNT_WRONG),
        (["--count", "tien"], 2, cli_text.COUNT_WRONG),
        (["--count", "²"], 2, cli_text.COUNT_WRONG),
        (["--level", "4"], 2, cli_text.LEVEL_WRONG),
        (["--teams", "1"], 2, cli_text.TEAMS_WRONG),
        (["--teams", "9"], 2, cli_text.TEAMS_WRONG),
        (["--seed", " "], 2, cli_text.needs_value("--seed")),
        (["--case", ""], 2, cli_text.needs_value("--case")),
        (["--seed", "x" * 61], 2, cli_text.SEED_WRONG),
        (["--kind", "fase"], 2, "bedoelde u 'phase'?"),
        (["--sheet", "ronde.txt"], 2, cli_text.SHEET_NAME),
        (["--results", "uitslag"], 2, cli_text.RESULTS_NAME),
        (["--json", "--sheet", "ronde.md"], 2, cli_text.ONE_USE),
        (["--json", "--teams", "2"], 2, cli_text.ONE_USE),
        (["--resume", "--seed", "x"], 2, cli_text.RESUME_ALONE),
        (["--resume", "--kind", "phase"], 2, cli_text.RESUME_ALONE),
        (["--profile", "elders"], 6, quiz_text.NO_TERMINAL),
        (["--plain", "--profile", "elders"], 2, "elders"),
        (["--json", "--profile", "elders"], 2, "elders"),
        (["--plain", "--resume"], 2, quiz_text.NO_ROUND),
        ([], 6, quiz_text.NO_TERMINAL),
        (["--no-input", "--plain"], 6, quiz_text.NO_TERMINAL),
        (["--plain", "--results", "bestaat.md"], 5, "bestaat al"),
    ],
    ids=lambda one: " ".join(one)[:30] if isinstance(one, list) else None,
)
def test_a_mistake_is_told_and_has_its_code(
    words: list[str], code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured, place: Path
) -> None:
    (place / "bestaat.md").touch()
    typed(monkeypatch)
    assert run(["quiz", *words]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert [one.name for one in place.iterdir()] == ["bestaat.md"]


def test_kinds_are_asked_for_in_one_order(monkeypatch: pytest.MonkeyPatch, asked: Asked) -> None:
    wanted: list[Any] = []

    def noted(*rest: Any) -> Asked:
        wanted.append(rest[3])
        return asked

    monkeypatch.setattr(quiz_round, "_questions", noted)
    run(["quiz", "--json", "--profile", "oss", "--kind", "step", "--kind", "phase", "--kind", "step"])
    assert wanted == [["phase", "step"]]


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("regio-groningen", "role", [quiz_text.FEW_ROLES]),
        ("oss", "role", []),
        ("westerkwartier", "compare", [quiz_text.FEW_COMPARED]),
        ("oss", "step", []),
    ],
)
def test_why_there_are_few_questions_is_told_where_it_lies_in_the_model(name: str, kind: str, words: list[str]) -> None:
    assert [*quiz_round.why_few(quiz_round.material(name), [kind])] == words
    assert quiz_text.fewer(1, 10).endswith("maar 1 vraag, geen 10.")
    assert quiz_text.fewer(2, 10).endswith("maar 2 vragen, geen 10.")
