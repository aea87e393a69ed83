"""A document of two pages, put in with the README alone: three levels, other words, silence about danger.

The region and its two municipalities stand beside this file as an author left them.
"""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Ave

MODELS = Path(__file__).parent / "from_document"
HOUSEHOLD = """
kind = "answers"
format = 1
{current}
[answers]
gevaar_acuut = false
gevaar_inwoner = false
gevaar_huisgenoten = false
gevaar_omgeving = {danger}
gevaar_meerdere = false
leefgebieden = ["wonen", "geld", "relaties_opvoeding"]
meer_organisaties = true
samenwerking = "weet_niet"
overlast_strafbaar = false
ontruiming = false
schoolverzuim = false
zorgmijding = "nee"
stabiel = true
{more}
"""
CHANGES = {
    "danger": ('[danger]\nstatus = "not_recorded"', '[danger]\nphase = "3"\ntext = "Overleg met de adviseur."'),
    "doubt": ('text = "Twijfelt u over de samenwerking? Bel de consulent Samen aan Zet."', 'text = "Bel het bureau."'),
    "define": ('zorgmijding = "sterk"', 'zorgmijding = ["lijkt", "sterk"]'),
    "screens": ('question = "Wat ziet u rond het gezin?"', 'question = "Wat speelt er rond het gezin?"'),
    "contacts": ("0598-000000", "0598-111111"),
    "transitions (op-3)": ('deadline = "binnen tien werkdagen"', 'deadline = "binnen vijf werkdagen"'),
    "transitions (af-2)": ('"Het gezin stemt in met afschalen."', '"Het gezin en de school stemmen in."'),
    "conflicts": ("chosen = 2", "chosen = 1"),
    "phases (3)": ('title = "Aan tafel"', 'title = "De regietafel"'),
    "assignments (regie-3)": ('voorzitter van de regietafel" }]', 'secretaris van de regietafel" }]'),
}
"""The record that changes in the next version, what stood there and what comes."""
MARK = "deels van Regio Merenland, nog niet nagekeken"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the three models, of a user who added none."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    for name in ("AVE_PROFILE", "AVE_PROFILES"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(MODELS, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    write_household()
    return tmp_path / "work"


def write_household(*, current: str = "", danger: str = "false", more: str = "") -> None:
    now = f'current_phase = "{current}"' if current else ""
    Path("a.toml").write_text(HOUSEHOLD.format(current=now, danger=danger, more=more), encoding="utf-8")


def second_version(folder: str = "merenland") -> None:
    """The region two years later, in its own folder."""
    shutil.copytree(folder, "later")
    file = Path("later", "profile.toml")
    text = file.read_text(encoding="utf-8").replace('version = "2026.1"', 'version = "2028.1"', 1)
    for old, new in CHANGES.values():
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def document(ave: Ave, *words: str) -> dict[str, Any]:
    done = ave(*words, "--json")
    return dict(json.loads(done.out))


@pytest.mark.parametrize("name", ["merenland", "hoogmeer", "laagmeer"])
def test_each_model_is_without_a_flaw(name: str, ave: Ave) -> None:
    done = ave("profiles", "check", name, "--plain")
    assert (done.code, "Niets gevonden." in done.out) == (0, True), done.out


def test_what_is_left_to_do_shrinks_to_having_it_adopted(ave: Ave) -> None:
    assert [one["where"] for one in document(ave, "profiles", "todo", "merenland")["todo"]] == ["status"]
    assert len(document(ave, "profiles", "todo", "hoogmeer")["todo"]) > len(
        document(ave, "profiles", "todo", "laagmeer")["todo"]
    )


COMMANDS = [
    ("triage", "--answers", "a.toml"),
    ("triage", "--answers", "a.toml", "--full"),
    ("explain",),
    ("explain", "--full"),
    ("explain", "3"),
    ("explain", "casusregie", "--full"),
    ("explain", "blijft-vast"),
    ("explain", "af-2"),
    ("explain", "C-MER-01"),
    ("explain", "rollen"),
    ("explain", "criteria"),
    ("explain", "wie", "beslist"),
    ("explain", "huidige_fase"),
    ("explain", "--search", "regie"),
]
ABOUT_A_NAME = [("show",), ("show", "--full"), ("check",), ("todo",)]
PAGES = [
    ("triage", "--answers", "a.toml", "--html"),
    ("explain", "--html"),
    ("explain", "2", "--html"),
    ("explain", "procesregie", "--html"),
    ("explain", "--booklet"),
    ("explain", "--slides"),
]


def screens_of(ave: Ave, model: str) -> dict[str, str]:
    """What every command says of a model, on the screen, in markdown and on paper, by what was typed."""
    typed = [(*words, "--profile", model) for words in COMMANDS]
    typed += [("profiles", first, model, *more) for first, *more in ABOUT_A_NAME]
    found = {}
    for words in typed:
        for form in ("--plain", "--markdown"):
            done = ave(*words, form)
            assert done.code == 0, done
            found[" ".join((*words, form))] = done.out
    for number, words in enumerate((*PAGES, ("profiles", "show", model, "--html"))):
        name = f"{number}.html"
        named = () if words[0] == "profiles" else ("--profile", model)
        assert ave(*words, name, *named).code == 0
        page = re.sub(r"<style.*?</style>", "", Path(name).read_text(encoding="utf-8"), flags=re.DOTALL)
        found[" ".join(words)] = html.unescape(re.sub(r"<[^>]+>", " ", page))
        Path(name).unlink()
    return found


def test_what_was_not_looked_at_is_marked_everywhere(ave: Ave) -> None:
    for words, text in screens_of(ave, "hoogmeer").items():
        assert MARK in " ".join(text.split()), words
    for others in (["oss"], ["laagmeer"], ["oss", "--answers", "a.toml"]):
        done = ave("profiles", "compare", "hoogmeer", *others, "--plain")
        assert MARK in " ".join(done.out.split()), others
        assert document(ave, "profiles", "compare", "hoogmeer", *others)["unchecked_from"] == {"hoogmeer": "merenland"}
    for typed in COMMANDS:
        assert document(ave, *typed, "--profile", "hoogmeer")["unchecked_from"] == "merenland", typed
    assert MARK in ave("profiles", "journey", "--profile", "hoogmeer", "--plain").out


def test_the_quiz_asks_only_about_what_is_its_own(ave: Ave) -> None:
    found = document(ave, "quiz", "--profile", "hoogmeer", "--count", "20", "--seed", "s")
    assert found["unchecked_from"] == "merenland"
    assert found["questions"]
    for one in found["questions"]:
        assert "procesregisseur van Hoogmeer" in json.dumps(one, ensure_ascii=False)
    assert MARK in ave("quiz", "--profile", "hoogmeer", "--count", "20", "--seed", "s", "--markdown").words


def test_each_sheet_slide_and_chapter_bears_the_mark(ave: Ave) -> None:
    for option in ("--booklet", "--slides"):
        assert ave("explain", option, "b.html", "--profile", "hoogmeer").code == 0
        page = Path("b.html").read_text(encoding="utf-8")
        parts = re.findall(
            r'<section class="(?:chapter|slide)[^"]*".*?(?=<section class="(?:chapter|slide)|$)', page, re.S
        )
        assert len(parts) > 4
        assert all(MARK in part for part in parts), option
        Path("b.html").unlink()


def test_a_note_keeps_the_mark(ave: Ave) -> None:
    ave("triage", "--answers", "a.toml", "--profile", "hoogmeer", "--save", "n")
    for words in (("list", "n"), ("review", "n"), ("show", str(next(Path("n").iterdir())))):
        assert MARK in " ".join(ave("notes", *words, "--plain").out.split()), words


def test_the_words_of_the_document_are_the_only_ones(ave: Ave) -> None:
    for words, text in screens_of(ave, "merenland").items():
        assert not re.findall(r"\bAVE\b|\b[Ff]asen?\b|\b[Hh]uishouden", text), words
    questions = document(ave, "quiz", "--profile", "merenland", "--seed", "s", "--count", "20")["questions"]
    assert {"phase", "role", "statement"} <= {one["kind"] for one in questions}
    for one in questions:
        if one["kind"] != "compare":
            told = json.dumps(one, ensure_ascii=False)
            assert not re.findall(r"\bAVE\b|\b[Hh]uishouden|[dD]eze fase", told), told


def test_the_screen_that_asks_has_its_words(ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nnnnn\nnnnnnnn\nn\n1 2 3\nj\n1\nn\n2\n"))
    done = ave("triage", "--profile", "merenland", "--plain", "--no-draft")
    assert "Wie horen er bij dit gezin" in done.err
    assert "Wat ziet u rond het gezin?" in done.err
    assert not re.findall(r"\bAVE\b|\b[Ff]asen?\b|\b[Hh]uishouden", done.err)


def test_silence_about_danger_is_said_in_the_first_line(ave: Ave) -> None:
    write_household(danger="true")
    done = ave("triage", "--answers", "a.toml", "--profile", "merenland", "--plain")
    head, _, _ = done.out.partition("TREDE:")
    assert "Concreet gevaar: wat u dan doet, is niet vastgelegd in dit model." in head


def test_a_sentence_is_ended_once(ave: Ave) -> None:
    """An author writes her criteria with a full stop, as the reference does."""
    for words, text in screens_of(ave, "merenland").items():
        assert not re.findall(r"\.;|(?<!\.)\.\.(?!\.|/)|\. \(genoeg", text), words


@pytest.mark.parametrize(
    ("agrees", "status", "words"),
    [("instemming = false", "blocked", "dat is nu niet zo"), ("", "unknown", "nog niet bekend")],
)
def test_what_must_hold_beforehand_is_said_wherever_the_move_is(agrees: str, status: str, words: str, ave: Ave) -> None:
    write_household(current="3", more=agrees)
    beforehand = "Het gezin stemt in met afschalen"
    (move,) = (
        one
        for one in document(ave, "triage", "--answers", "a.toml", "--profile", "merenland")["transitions"]
        if one["direction"] == "down" and one["from"] == "3"
    )
    assert move["status"] == status
    assert beforehand in (*move["blocked_by"], *move["missing"])
    done = ave("triage", "--answers", "a.toml", "--profile", "merenland", "--plain", "--full")
    assert f"Om af te schalen ontbreekt: {beforehand}" in done.words
    assert words in done.words
    for asked in (["3"], ["3", "--full"], ["3 naar 2"], ["af-2"], ["afschalen"]):
        assert f"Vooraf nodig: {beforehand}" in ave("explain", *asked, "--profile", "merenland", "--plain").words, asked


def test_a_way_up_that_is_held_back_says_so_where_it_is_decided(ave: Ave) -> None:
    file = Path("merenland", "profile.toml")
    text = file.read_text(encoding="utf-8")
    before = 'id = "op-2"\nrequires = { is = { instemming = true } }\nrequires_text = "Het gezin weet ervan."'
    file.write_text(text.replace('id = "op-2"', before), encoding="utf-8")
    write_household(current="1", more="instemming = false")
    done = ave("triage", "--answers", "a.toml", "--profile", "merenland", "--plain")
    assert "Opschalen kan nog niet. Vooraf nodig, en dat is nu niet zo: Het gezin weet ervan." in done.words
    assert "teamleider van het dorpsteam beslist" in done.words.lower()
    assert "geen stap omhoog" not in done.words
    moves = document(ave, "triage", "--answers", "a.toml", "--profile", "merenland")["transitions"]
    (move,) = (one for one in moves if one["to"] == "2" and one["direction"] == "up")
    assert (move["status"], move["missing"]) == ("blocked", [])
    assert move["blocked_by"] == ["Het gezin weet ervan"]


def test_a_strength_that_was_not_written_is_not_claimed(ave: Ave) -> None:
    done = ave("explain", "af-2", "--profile", "merenland", "--plain", "--full")
    assert "De bron zegt: dit kan" not in done.words


def test_the_next_version_names_all_ten(ave: Ave) -> None:
    write_household(more='verschil_van_inzicht = "nee"\nteloorgang = "ernstig"')
    text = Path("a.toml").read_text(encoding="utf-8").replace('zorgmijding = "nee"', 'zorgmijding = "lijkt"')
    Path("a.toml").write_text(text.replace("meer_organisaties = true", "meer_organisaties = false"), encoding="utf-8")
    ave("triage", "--answers", "a.toml", "--profile", "merenland", "--save", "n")
    second_version()
    found = document(ave, "profiles", "diff", "merenland", "later", "--notes", "n")
    changed = {one["list"] if not one["id"] else f"{one['list']} ({one['id']})" for one in found["records"]}
    for place in CHANGES:
        assert any(one.startswith(place) for one in changed), (place, changed)
    assert len(changed) == len(CHANGES)
    assert found["notes"][0]["old"] == "nog niet te zeggen (Trede 1 tot en met Trede 3)"
    assert found["notes"][0]["new"].startswith("Trede 2")
    done = ave("profiles", "diff", "merenland", "later", "--plain")
    assert "Zwaarst mogelijke trede" in done.words


def test_versions_of_one_model_are_compared_as_one_model(ave: Ave) -> None:
    second_version()
    done = ave("profiles", "compare", "merenland", "later", "--plain")
    assert "secretaris van de regietafel" in done.words
    assert "een trede met dezelfde naam is dezelfde trede" in done.words
    assert "ave profiles diff" in done.words
    assert "een fase met dezelfde naam" not in ave("profiles", "compare", "merenland", "oss", "--plain").words


def test_one_file_carries_the_region_along_to_somebody_else(
    ave: Ave, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    assert "Regio Merenland 2026.1" in ave("profiles", "pack", "laagmeer").err
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "ander"))
    file = str(place / "laagmeer-2026.1.ave")
    answers = str(place / "a.toml")
    (place / "leeg").mkdir()
    monkeypatch.chdir(place / "leeg")
    assert "Het bouwt op Regio Merenland 2026.1" in ave("profiles", "add", file).err
    assert "Bouwt op: Regio Merenland 2026.1" in ave("profiles", "list", "--plain").out
    done = ave("triage", "--answers", answers, "--profile", "laagmeer", "--plain")
    assert "Knooppunt Laagmeer" in done.out
    Path("b.toml").write_text(
        Path(answers).read_text(encoding="utf-8").replace("format = 1\n", 'format = 1\nprofile = "laagmeer"\n', 1),
        encoding="utf-8",
    )
    assert "Knooppunt Laagmeer" in ave("triage", "--answers", "b.toml", "--plain").out


@pytest.mark.skipif("os.name == 'nt'", reason="rights of another kind")
def test_what_was_put_there_for_everybody_can_be_read_by_everybody(
    ave: Ave, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    shared = place / "gedeeld"
    shared.mkdir(mode=0o755)
    shared.chmod(0o755)
    monkeypatch.setenv("AVE_PROFILES", str(shared))
    place.chmod(0o755)
    ave("profiles", "pack", "laagmeer")
    assert Path("laagmeer-2026.1.ave").stat().st_mode & stat.S_IROTH
    assert ave("profiles", "add", "laagmeer-2026.1.ave", "--shared").code == 0
    for one in shared.rglob("*"):
        needed = stat.S_IROTH | (stat.S_IXOTH if one.is_dir() else 0)
        assert one.stat().st_mode & needed == needed, one
    ave("profiles", "new", "nieuw", "--title", "Nieuw", "--no-input")
    assert Path("nieuw", "profile.toml").stat().st_mode & stat.S_IROTH


def test_a_draft_of_another_version_says_what_changed(ave: Ave, monkeypatch: pytest.MonkeyPatch) -> None:
    second_version()
    for name in ("merenland", "later"):
        ave("profiles", "pack", name)
    ave("profiles", "add", "merenland-2026.1.ave")
    Path("elders").mkdir()
    monkeypatch.chdir("elders")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nnnnn\ns\n"))
    assert ave("triage", "--profile", "merenland", "--plain").code == 3
    ave("profiles", "add", "../merenland-2028.1.ave")
    monkeypatch.setattr("sys.stdin", io.StringIO("s\n"))
    done = ave("triage", "--resume", "--plain")
    before, _, _ = done.err.partition("Vraag 1")
    assert "begonnen met versie 2026.1; nu geldt versie 2028.1" in before
    assert "het model op 10 plaatsen" in before
    assert "toen nog niet te zeggen (Trede 1 tot en met Trede 3), nu nog niet te zeggen" in before
