"""Models side by side, and one household under each, with the models that ship."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from ave_cli.__main__ import run
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.text import compare as compare_text

pytestmark = pytest.mark.content

FIVE = library.index().ids()
CASE = "stagnatie-zonder-gevaar"
OUTCOME = {
    "oss": "2",
    "westerkwartier": "1",
    "dalfsen": "3",
    "dordrecht-zwijndrecht": "3",
    "regio-groningen": "2",
}


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def answers_of(name: str, case: str = CASE) -> dict[str, Any]:
    return dict(next(one for one in library.load_cases(name).cases if one.id == case).answers)


def written(folder: Path, answers: Mapping[str, Any], **more: str) -> str:
    path = folder / "antwoorden.toml"
    path.write_text(tomli_w.dumps({"kind": "answers", "format": 1, **more, "answers": dict(answers)}), "utf-8")
    return str(path)


def compared(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["profiles", "compare", *arguments, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def advised(ruleset: Ruleset, answers: Mapping[str, Any]) -> str:
    read, problems = read_answers(ruleset, answers, None)
    assert problems == ()
    return assess(ruleset, read).label


@pytest.mark.parametrize("source", FIVE)
def test_stagnation_without_danger_shows_five_models_and_why_they_differ(
    source: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Every pair with another outcome has a sentence; it names its facts, and without these it would not be so."""
    answers = answers_of(source)
    document = compared(capsys, *FIVE, "--answers", written(tmp_path, answers))
    phases = {one["profile"]["id"]: one["phase"]["advised"] for one in document["results"]}
    assert phases == OUTCOME
    told = {frozenset(one["profiles"]) for one in document["differences"]}
    labels = {name: advised(library.load(name), answers) for name in FIVE}
    assert told >= {frozenset((a, b)) for a in FIVE for b in FIVE if labels[a] != labels[b]}
    for one in document["differences"]:
        heavier = library.load(one["profiles"][0])
        facts = {because["fact"] for group in one["because"] for because in group}
        if one["why"] != "met":
            continue
        assert facts
        assert all(heavier.facts[fact].name() in one["text"] for fact in facts)
        rest = {fact: value for fact, value in answers.items() if fact not in facts}
        assert advised(heavier, rest) != labels[heavier.profile.id]


def test_the_sentences_of_stagnation_are_the_ones_a_trainer_would_say(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    document = compared(capsys, *FIVE, "--answers", written(tmp_path, answers_of("westerkwartier")))
    said = {tuple(one["profiles"]): one["text"] for one in document["differences"]}
    stuck = "In Dalfsen is 'samenwerking: stagneert' genoeg voor AVE 3; "
    assert said["dalfsen", "westerkwartier"].startswith(stuck + "in Westerkwartier is dat geen criterium voor AVE 3")
    assert said["dalfsen", "oss"].startswith(
        stuck + "in Oss telt dat voor AVE 3 pas bij samenwerking: 'blijft vastzitten"
    )
    assert said["dalfsen", "regio-groningen"].startswith(
        stuck + "in Regio Groningen is dat pas genoeg voor AVE 3 samen met (gevaar voor de inwoner,"
    )


def test_what_is_said_of_stagnation_comes_true_when_the_household_changes() -> None:
    answers = answers_of("westerkwartier")
    rulesets = {name: library.load(name) for name in FIVE}
    assert advised(rulesets["dalfsen"], answers | {"samenwerking": "goed"}) == "AVE 2"
    assert advised(rulesets["oss"], answers | {"samenwerking": "blijvend"}) == "AVE 3"
    for how in ("goed", "stagneert", "blijvend", "volledig"):
        assert advised(rulesets["westerkwartier"], answers | {"samenwerking": how}) == "AVE 1"
    unsafe = answers | {"gevaar_inwoner": True, "domeinoverstijgend": True}
    assert advised(rulesets["regio-groningen"], unsafe) == "AVE 3"


@pytest.mark.parametrize("form", ["", "--plain", "--markdown"])
@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_the_page_of_a_household_names_every_model_under_every_subject(
    form: str, width: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    arguments = ["profiles", "compare", *FIVE, "--answers", written(tmp_path, answers_of("dalfsen")), form]
    assert run([one for one in arguments if one]) == 0
    out = capsys.readouterr().out
    assert form or max(map(len, out.splitlines())) <= int(width)
    text = " ".join(out.replace("\\", "").split())
    for heading in ("Waar dit huishouden uitkomt", "Wat het verschil maakt", "Casusregie", "Eerste stap"):
        assert heading in text
    for name in FIVE:
        assert text.count(library.load(name).profile.title) >= 5
    assert "niet vastgelegd in dit model" in text
    for word in ("not_recorded", "True", "None", "weet_niet", "met_"):
        assert word not in text


def test_danger_stands_above_the_phases(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    unsafe = {"gevaar_acuut": True, "gevaar_inwoner": True, "samenwerking": "goed"}
    path = written(tmp_path, answers_of("oss") | unsafe)
    assert run(["profiles", "compare", "oss", "dordrecht-zwijndrecht", "--answers", path, "--plain"]) == 0
    out = capsys.readouterr().out
    assert -1 < out.index("bel 112") < out.index("Waar dit huishouden uitkomt")
    assert "Concreet gevaar in een lichte fase:\nIn het model van Dordrecht/Zwijndrecht:" in out


@pytest.mark.parametrize("answers", [{}, {"hulpvraag": True}, {"hulpvraag": True, "gevaar_inwoner": True}])
def test_the_lightest_phase_is_no_outcome_while_a_heavier_one_is_possible(
    answers: dict[str, bool], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = written(tmp_path, answers)
    document = compared(capsys, *FIVE, "--answers", path)
    assert run(["profiles", "compare", *FIVE, "--answers", path, "--plain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for one in document["results"]:
        title = one["profile"]["title"]
        told = [line for line in lines if line.startswith(f"- {title}: Nog niet te zeggen (")]
        assert bool(told) is (one["phase"]["status"] == "open"), title
    open_ = [one["profile"]["title"] for one in document["results"] if one["phase"]["status"] == "open"]
    deciding = next(line for line in lines if line.endswith("Wie beslist, hangt af van de fase.")) if open_ else ""
    assert all(title in deciding for title in open_)
    casusregie = lines[lines.index("Casusregie") :]
    nobody = next((line for line in casusregie if line.endswith(": nog niet te zeggen")), "")
    assert {title for title in open_ if title in nobody} == set(open_)


@pytest.mark.parametrize("other", ["dalfsen", "dordrecht-zwijndrecht", "regio-groningen"])
def test_two_models_that_say_no_phase_yet_do_not_come_out_at_one(
    other: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["profiles", "compare", "oss", other, "--answers", written(tmp_path, {}), "--plain"]) == 0
    out = capsys.readouterr().out
    assert compare_text.NOTHING_TOLD in out
    assert compare_text.NO_DIFFERENCE not in out


def test_a_phase_by_doubt_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, answers_of("oss") | {"samenwerking": "weet_niet"})
    assert run(["profiles", "compare", "oss", "dordrecht-zwijndrecht", "--answers", path, "--plain"]) == 0
    out = capsys.readouterr().out
    assert "Opgeschaald, omdat er twijfel is. [DZ-097]" in out
    assert "gaat het advies naar AVE 3, omdat u twijfelt over 'samenwerking'; in Oss geldt bij twijfel" in out.replace(
        ";\n- ", "; "
    )


def test_a_fact_of_one_model_is_named_under_the_others(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, answers_of("dalfsen") | {"alleen_stagnatie": True})
    document = compared(capsys, "oss", "dalfsen", "--answers", path)
    assert document["refused_answers"] == [{"profile": "oss", "facts": ["alleen_stagnatie"]}]
    assert run(["profiles", "compare", "oss", "dalfsen", "--answers", path, "--plain"]) == 0
    assert "Oss: kent deze antwoorden niet, dus daar tellen ze niet mee: alleen stagnatie" in capsys.readouterr().out


def test_answers_that_fit_no_model_are_all_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, {"zorgmijding": "heel erg", "verzonnen": True}, current_phase="9", sleutel="x")
    assert run(["profiles", "compare", "oss", "dalfsen", "--answers", path]) == 4
    told = capsys.readouterr()
    assert told.out == ""
    for words in ("answers.zorgmijding", "answers.verzonnen", "current_phase", "sleutel"):
        assert words in told.err


def test_the_current_phase_is_said_not_to_count(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, answers_of("oss"), current_phase="3")
    assert run(["profiles", "compare", "oss", "westerkwartier", "--answers", path, "--plain"]) == 0
    out = capsys.readouterr().out
    assert "De huidige fase telt hier niet mee" in out
    assert "Oss: AVE 2." in out


def test_a_household_comes_from_standard_input_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tomli_w.dumps({"kind": "answers", "format": 1, "answers": answers_of("oss")}).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    document = compared(capsys, "oss", "dalfsen", "--answers", "-")
    assert [one["phase"]["advised"] for one in document["results"]] == ["2", "3"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["oss"], "ten minste twee"),
        ([*FIVE, "oss"], "ten hoogste vijf"),
        (["oss", "oss"], "staat er twee keer"),
        (["oss", "dalfse"], "bedoelde u 'dalfsen'"),
        (["oss", "dalfsen", "--json", "--markdown"], "Kies --json of --markdown"),
    ],
)
def test_what_cannot_be_compared_is_refused(names: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "compare", *names]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err


def test_side_by_side_says_which_answer_is_enough_where(capsys: pytest.CaptureFixture[str]) -> None:
    document = compared(capsys, *FIVE)
    (stuck,) = [
        one for one in document["differences"] if one["about"] == "alone" and one["title"] == "samenwerking: stagneert"
    ]
    said = {one["profile"]: one["text"] for one in stuck["said"]}
    assert said["dalfsen"] == "genoeg voor AVE 3"
    assert said["westerkwartier"] == "telt mee, niet genoeg voor AVE 3"
    assert said["oss"].startswith("binnen AVE 2")
    assert {one["about"] for one in document["differences"]} == {
        "phases",
        "alone",
        "together",
        "effects",
        "roles",
        "doubt",
        "moves",
    }


def test_side_by_side_shows_every_subject_and_says_once_what_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "compare", "oss", "dalfsen", "--plain", "--full"]) == 0
    out = capsys.readouterr().out
    for heading in ("Fasen", "Wie heeft de regie", "Bij twijfel", "Wie besluit over afschalen", "Overal gelijk"):
        assert f"\n{heading}\n" in out
    assert "gevaar voor de omgeving: genoeg voor AVE 3" in out
    assert out.count("gevaar voor de omgeving: genoeg voor AVE 3") == 1


def test_differences_between_documents_are_shown_where_they_concern_two_of_the_models(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def shown(*names: str) -> set[str]:
        return {one["id"] for one in compared(capsys, *names)["between"]}

    assert shown(*FIVE) == {one.id for one in library.load_between().conflicts}
    assert "X-18" in shown("westerkwartier", "regio-groningen")
    assert "X-18" not in shown("westerkwartier", "dalfsen")
    assert "X-10" not in shown("oss", "dalfsen")
    assert "X-10" in shown("oss", "westerkwartier")


def test_the_differences_between_documents_rest_on_statements_that_are_there() -> None:
    known = {name: library.load_statements(name) for name in FIVE}
    conflicts = library.load_between().conflicts
    assert len({one.id for one in conflicts}) == len(conflicts) == 20
    for one in conflicts:
        assert len({side.profile for side in one.sides}) == len(one.sides) >= 2, one.id
        for side in one.sides:
            assert side.statements, (one.id, side.profile)
            assert set(side.statements) <= set(known[side.profile]), (one.id, side.profile)


def test_a_model_of_ones_own_is_compared_by_its_path(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = library.profile_file("dalfsen").read_text("utf-8")
    own = tmp_path / "eigen"
    own.mkdir()
    text = text.replace('title = "Dalfsen"', 'title = "Elders"', 1).replace('id = "dalfsen"', 'id = "elders"', 1)
    (own / "profile.toml").write_text(text, "utf-8")
    document = compared(capsys, "dalfsen", str(own))
    assert [one["title"] for one in document["profiles"]] == ["Dalfsen", "Elders"]
    assert document["differences"] == []


@pytest.mark.parametrize("names", [("oss", "westerkwartier"), ("oss", "dalfsen"), FIVE], ids="-".join)
def test_a_comparison_begins_with_what_can_be_said_aloud_and_fits_on_a_page(
    names: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["profiles", "compare", *names]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") <= 60
    assert "X-0" in "".join(out.splitlines()[:6])
    assert all(
        f"ave explain {one['id']}" in out or f"{one['id']}. " in out for one in compared(capsys, *names)["between"]
    )


def test_the_phases_of_a_comparison_stand_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "compare", "oss", "westerkwartier", "--plain", "--full"]) == 0
    out = capsys.readouterr().out
    roles = out[out.index("Wie heeft de regie") : out.index("Bij twijfel")]
    heads = [line.split(" en ")[0].split(",")[0] for line in roles.splitlines() if line.startswith("AVE ")]
    order = ["AVE 0", "AVE 1", "AVE 2", "AVE 2A", "AVE 2B", "AVE 3", "AVE 4"]
    casus = heads[: heads.index("AVE 4") + 1]
    assert [order.index(one) for one in casus] == sorted(order.index(one) for one in casus)
