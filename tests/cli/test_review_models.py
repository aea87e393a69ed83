"""A review of notes whose model changed, went or came: nothing is said with confidence that nobody can know."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.notes.note import make_note
from ave_cli.notes.review import opening_lines
from ave_cli.storage import folders, library, notes
from ave_cli.terminal import streams
from ave_cli.text import notes as notes_text
from tests.cli.command import Ave

CALM: dict[str, Any] = {
    **dict.fromkeys(("gevaar_acuut", "gevaar_inwoner", "gevaar_huisgenoten", "gevaar_omgeving"), False),
    **dict.fromkeys(("gevaar_meerdere", "vermoeden_mishandeling", "geweld_gezien", "kind_vertelt"), False),
    **dict.fromkeys(("gevaar_relatie", "basiszorg_ontbreekt"), False),
    "hulpvraag": True,
    "zelf_oplosbaar": False,
}
SETTLED = {**next(case.answers for case in library.cases_of("oss") if case.id == "gewone-hulpvraag"), **CALM}
Own = Callable[..., None]
Keep = Callable[..., Path]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Own:
    """`own(version, changes, ident=…)`: a model for everybody, made from Oss by changes in its text."""
    monkeypatch.setenv("AVE_PROFILES", str(tmp_path / "modellen"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "zonder"))

    def made(
        version: str = "1", changes: Mapping[str, str] | None = None, *, ident: str = "mijn", every: bool = False
    ) -> None:
        folder = tmp_path / "modellen" / f"{ident}@{version}"
        folder.mkdir(parents=True)
        text = library.profile_file("oss").read_text(encoding="utf-8")
        head = {'id = "oss"': f'id = "{ident}"', 'version = "2024.2"': f'version = "{version}"'}
        for old, new in {**head, **(changes or {})}.items():
            assert old in text, old
            text = text.replace(old, new, -1 if every and old not in head else 1)
        (folder / "profile.toml").write_text(text, encoding="utf-8")

    return made


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """`keep(answers, model=…, case=…, decision=…)`: the file of a note, all in one folder."""

    def kept(
        answers: Mapping[str, Any], *, model: str = "mijn", current: str | None = None, stamp: str = "", **other: Any
    ) -> Path:
        ruleset, moment = library.load(model), folders.now()
        found, wrong = read_answers(ruleset, answers, current)
        assert wrong == ()
        filled_in: dict[str, Any] = {"case": "a", "decision": "", "why": "", "review_on": None, **other}
        note = make_note(assess(ruleset, found), created=moment.isoformat(timespec="seconds"), **filled_in)
        if stamp:
            note = replace(note, profile=replace(note.profile, id=stamp))
        return notes.write_note(note, tmp_path / "samen", moment).path

    return kept


def only(ave: Ave, folder: Path, *words: str) -> dict[str, Any]:
    """The one note of a review."""
    done = ave("notes", "review", str(folder), "--json", *words)
    assert done.code == 0, done.err
    (found,) = json.loads(done.out)["notes"]
    assert isinstance(found, dict)
    return found


# ------------------------------------------------------------------------------------------ an answer that is not kept


HEAVIER = """[[criteria]]
id = "a3-{fact}"
phase = "3"
effect = "enter"
modality = "moet"
text = "Dat is genoeg"
when = {{ is = {{ {fact} = true }} }}
statements = []

[[criteria]]
"""


def asked(fact: str) -> dict[str, str]:
    first = '"gevaar_acuut", "huidige_fase",'
    return {first: f'{first} "{fact}",'}


def counts(fact: str) -> dict[str, str]:
    """The changes by which a fact is asked and alone enough for a heavier phase."""
    return {**asked(fact), "[[criteria]]\n": HEAVIER.format(fact=fact)}


@pytest.mark.parametrize(
    ("fact", "answer"), [("minderjarige", True), ("kind_vertelt", False), ("eerder_gemeld", "weet_niet")]
)
def test_an_answer_that_is_not_in_the_note_and_counts_now_is_not_read_as_unknown(
    ave: Ave, own: Own, keep: Keep, fact: str, answer: object
) -> None:
    own("1")
    path = keep({**CALM, fact: answer})
    own("2", counts(fact))
    name = library.load("mijn").facts[fact].name()
    note = only(ave, path.parent)
    assert "now_unknown" in note["flags"]
    assert note["now"] is None
    assert any(notes_text.not_kept([name]) in one for one in note["why"])
    shown = ave("notes", "show", str(path))
    assert notes_text.not_to_tell([notes_text.not_kept([name])]) in " ".join(shown.err.split())
    between = ave("profiles", "diff", "mijn@1", "mijn@2", "--notes", str(path.parent), "--json")
    assert [one["new"] for one in json.loads(between.out)["notes"]] == [
        notes_text.not_to_tell([notes_text.not_kept([name])])
    ]


def test_an_answer_that_the_note_does_keep_is_told_as_what_it_is(ave: Ave, own: Own, keep: Keep) -> None:
    own("1")
    path = keep({**CALM, "minderjarige": True}, keep_all=True)
    own("2", counts("minderjarige"))
    note = only(ave, path.parent)
    assert ("now_unknown" in note["flags"], note["now"]["advised"]) == (False, "3")
    assert "nu AVE 3" in " ".join(ave("notes", "show", str(path)).err.split())


def test_an_answer_that_the_model_of_now_does_not_take_is_not_read_as_unknown(ave: Ave, own: Own, keep: Keep) -> None:
    own("1")
    path = keep({**SETTLED, "huidige_fase": "3"})
    own("2", {'id = "3"\nlabel': 'id = "drie"\nlabel', '"3"': '"drie"'}, every=True)
    note = only(ave, path.parent)
    assert "now_unknown" in note["flags"]
    assert any(notes_text.not_taken(["huidige fase"]) in one for one in note["why"])


def test_a_triage_that_goes_on_from_a_note_says_what_cannot_be_told(own: Own, keep: Keep) -> None:
    own("1")
    note = notes.read_note_file(keep({**CALM, "minderjarige": True}))
    own("2", counts("minderjarige"))
    ruleset = library.load("mijn")
    name = ruleset.facts["minderjarige"].name()
    *_, last = opening_lines(note, ruleset, None)
    assert last == notes_text.same_answers_now([notes_text.not_kept([name])])


def test_an_answer_that_never_was_given_is_unknown(ave: Ave, own: Own, keep: Keep) -> None:
    own("1")
    path = keep(SETTLED)
    own("2", counts("minderjarige"))
    note = only(ave, path.parent)
    assert ("now_unknown" in note["flags"], note["now"]["at_most"]) == (False, "3")


# ------------------------------------------------------------------------------------------ the phase of a decision


@pytest.mark.parametrize("typed", ["AVE 3", "ave3", " AVE  3", "3", "Ave 3"])
def test_a_decision_is_read_however_it_is_typed(ave: Ave, own: Own, keep: Keep, typed: str) -> None:
    own()
    path = keep(CALM, decision=typed)
    note = only(ave, path.parent)
    assert (note["phase"], "decided_otherwise" in note["flags"]) == ("3", True)


SWAPPED = {
    'label = "AVE 2"': 'label = "Midden"',
    'label = "AVE 3"': 'label = "AVE 2"',
    'label = "Midden"': 'label = "AVE 3"',
}
FATES = {
    "renamed": ("3", "Zwaar"),
    "renamed and the earlier version gone": ("AVE 3", "AVE 3"),
    "another phase is called so": ("3", "AVE 2"),
    "gone": ("AVE 3", "AVE 3"),
}
"""By what became of the model the phase for which the decision 'AVE 3' counts, and what that is called now."""
SHOWN_BY_ID = {fate: "fase 3" if fate == "gone" else "AVE 2" if "another" in fate else "Zwaar" for fate in FATES}


@pytest.mark.parametrize("typed", ["AVE 3", "3"])
@pytest.mark.parametrize("fate", FATES)
def test_a_decision_never_counts_as_a_lighter_phase(
    ave: Ave, own: Own, keep: Keep, tmp_path: Path, typed: str, fate: str
) -> None:
    own()
    path = keep(CALM, decision=typed)
    if fate != "gone":
        own("2", SWAPPED if fate == "another phase is called so" else {'label = "AVE 3"': 'label = "Zwaar"'})
    if "gone" in fate:
        (tmp_path / "modellen" / "mijn@1" / "profile.toml").unlink()
    phase, shown = FATES[fate]
    note = only(ave, path.parent)
    assert note["phase"] == ("3" if typed == "3" else phase)
    words = ave("notes", "review", str(path.parent)).words
    assert f"Oss {SHOWN_BY_ID[fate] if typed == '3' else shown} 1" in words


@pytest.mark.parametrize("typed", ["2", "AVE 2", "ave2", "ave  2"])
def test_a_decision_that_is_the_advice_is_not_told_as_another(ave: Ave, own: Own, keep: Keep, typed: str) -> None:
    own()
    path = keep(SETTLED, decision=typed)
    advised = notes.read_note_file(path).assessment.advised
    assert advised == "2"
    assert "Advies:" not in ave("notes", "list", str(path.parent)).words


# ------------------------------------------------------------------------------------------ roles that must be there


MUST = """[[assignments]]
id = "moet-er-zijn"
role = "procesregie"
phases = ["2"]
modality = "moet"
status = "not_recorded"
when = { is = { domeinoverstijgend = true } }
note = "x"
statements = []

[[assignments]]
"""


@pytest.mark.parametrize(("answer", "missing"), [(True, True), (False, False), ("weet_niet", False)])
def test_a_role_is_missing_only_where_it_must_be_there(
    ave: Ave, own: Own, keep: Keep, answer: object, missing: bool
) -> None:
    own("1", {"[[assignments]]\n": MUST})
    path = keep({**CALM, "domeinoverstijgend": answer})
    assert ("role_missing" in only(ave, path.parent)["flags"]) is missing


def test_the_roles_are_those_of_the_phase_that_counts(ave: Ave, own: Own, keep: Keep) -> None:
    own("1", {"[[assignments]]\n": MUST})
    path = keep({**CALM, "domeinoverstijgend": True}, decision="AVE 1")
    assert not only(ave, path.parent)["roles_missing"]
    path.unlink()
    own("2", {"[[assignments]]\n": MUST.replace('["2"]', '["1"]')})
    path = keep({**CALM, "domeinoverstijgend": True}, decision="AVE 1")
    assert only(ave, path.parent)["roles_missing"]


# ------------------------------------------------------------------------------------------ a model that is not here


OWN_DANGER = """[[facts]]
id = "wapens"
group = "Veiligheid"
kind = "yes_no"
label = "wapens in huis"
question = "Zijn er wapens in huis?"
danger = true
worse = true

[[facts]]
"""


def test_of_a_model_that_is_not_here_no_rule_of_another_one_counts(ave: Ave, own: Own, keep: Keep) -> None:
    own("1", {"[[assignments]]\n": MUST, "[[facts]]\n": OWN_DANGER, **asked("wapens")})
    path = keep({**CALM, "domeinoverstijgend": True}, model="oss", stamp="elders")
    note = only(ave, path.parent, "--profile", "mijn")
    assert set(note["flags"]) == {"no_decision", "model_not_found"}


def test_a_model_that_was_added_is_found_whatever_else_is_named(ave: Ave, own: Own, keep: Keep) -> None:
    own("1")
    own("1", ident="ander")
    path = keep(CALM)
    for words in ((), ("--profile", "ander"), ("--profile", "oss")):
        assert "model_not_found" not in only(ave, path.parent, *words)["flags"]


# ------------------------------------------------------------------------------------------ why it comes out otherwise


def test_that_rules_changed_is_said_only_where_they_did(ave: Ave, own: Own, keep: Keep) -> None:
    own("1")
    path = keep(SETTLED)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'^at_most = ".+"', 'at_most = "3"', text, flags=re.MULTILINE), encoding="utf-8")
    why = " ".join(only(ave, path.parent)["why"])
    assert notes_text.RULES_CHANGED not in why
    assert notes_text.NOT_FOLLOWING in why


def test_what_is_possible_now_is_told_too(ave: Ave, own: Own, keep: Keep) -> None:
    own("1")
    path = keep(SETTLED)
    own("2", counts("minderjarige"))
    note = only(ave, path.parent)
    then = notes.read_note_file(path).assessment
    assert (note["now"]["advised"], note["now"]["at_least"]) == (then.advised, then.at_least)
    told = next(one for one in note["why"] if one.startswith(notes_text.FLAGS["different_now"]))
    assert "misschien" in told


# ------------------------------------------------------------------------------------------ one case, however written


@pytest.mark.parametrize(("one", "other"), [("Z-1", "z-1"), ("Z 1", " z  1"), ("zaak A", "Zaak a")])
def test_a_case_is_one_case_however_it_is_written(ave: Ave, own: Own, keep: Keep, one: str, other: str) -> None:
    own()
    path = keep(CALM, case=one)
    keep(CALM, case=other)
    done = json.loads(ave("notes", "review", str(path.parent), "--json").out)
    assert (done["totals"]["notes"], done["totals"]["older"]) == (1, 1)
    assert "1 oudere van dezelfde zaak telt niet mee." in ave("notes", "review", str(path.parent)).words


# ------------------------------------------------------------------------------------------ what is in the way


BROKEN = {
    "a phase that is not there": ('phase = "2"', 'phase = "9"'),
    "no TOML": ('kind = "profile"', 'kind = "profile'),
}


@pytest.mark.parametrize("flaw", BROKEN)
def test_a_model_with_an_error_stops_no_folder_and_no_older_version_stands_in_for_it(
    ave: Ave, own: Own, keep: Keep, flaw: str
) -> None:
    own("1")
    keep(CALM, case="mijn")
    folder = keep(CALM, case="oss", model="oss").parent
    own("2", dict([BROKEN[flaw]]))
    found = {
        one["case"]: one["flags"] for one in json.loads(ave("notes", "review", str(folder), "--json").out)["notes"]
    }
    assert found == {"mijn": ["no_decision", "model_wrong"], "oss": ["no_decision"]}
    for words in (("review", str(folder)), ("list", str(folder)), ("review", str(folder), "--csv")):
        done = ave("notes", *words)
        assert done.code == 0
        assert "Het model van deze notitie klopt niet" in done.words
        assert "profile.toml" in re.sub(r"\s", "", done.out)
        assert "hier niet te vinden" not in done.words
    assert ave("triage", "--example", "--profile", "mijn").code == 4


def test_a_note_that_may_not_be_read_is_not_called_broken(
    ave: Ave, own: Own, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    own()
    path = keep(CALM)
    path.with_name("ave-kapot.toml").write_text("x", encoding="utf-8")
    closed = path.with_name("ave-2026-01-01-0900-abcd.toml")
    closed.write_text("x", encoding="utf-8")
    open_before = os.open

    def refused(name: Any, *rest: Any, **more: Any) -> int:
        if str(name) == str(closed):
            raise PermissionError(13, "")
        return open_before(name, *rest, **more)

    monkeypatch.setattr(os, "open", refused)
    for command in ("list", "review"):
        text = ave("notes", command, str(path.parent)).words
        broken, _, rest = text.partition(notes_text.CLOSED)
        assert "ave-kapot.toml" in broken
        assert closed.name not in broken
        assert closed.name in rest
        assert "verwijder" not in rest.partition(notes_text.CLOSED_KEPT)[0]
    assert ave("notes", "remove", str(closed)).code == 2
    assert closed.exists()


def test_a_folder_that_may_be_listed_and_not_entered_is_not_one_without_notes(
    ave: Ave, own: Own, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    own()
    folder = keep(CALM).parent
    look = Path.stat

    def refused(path: Path, **more: Any) -> os.stat_result:
        if path.parent == folder:
            raise PermissionError(13, "")
        return look(path, **more)

    monkeypatch.setattr(Path, "stat", refused)
    for command in ("list", "review"):
        done = ave("notes", command, str(folder))
        assert (done.code, done.out) == (2, "")
        assert "kan niet worden gelezen" in done.err


# ------------------------------------------------------------------------------------------ what may be removed


NAME = "ave-2026-01-01-0900-abcd.toml"
FILES = {
    "answers under the name of a note": (NAME, 'kind = "answers"\nformat = 1\n', 2),
    "answers that are damaged": (NAME, "kind = 'answers'\nformat = = 1\n", 2),
    "a model": ("ave-profile.toml", 'kind = "profile"\n', 2),
    "any other file": ("ave-instellingen.toml", "x = 1\n", 2),
    "a note that is damaged": ("ave-oud.toml", '# x\nkind = "note"\nformat = = 1\n', 0),
    "an empty file under the name of a note": (NAME, "", 0),
    "a copy of it": ("ave-2026-01-01-0900-abcd (conflict).toml", "", 0),
}


@pytest.mark.parametrize("file", FILES)
def test_only_what_is_or_was_a_note_is_removed(ave: Ave, tmp_path: Path, file: str) -> None:
    name, text, code = FILES[file]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert ave("notes", "remove", str(path), "--no-input").code == code
    assert path.exists() is (code != 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_what_is_no_file_is_said_to_be_no_note(ave: Ave, tmp_path: Path) -> None:
    (tmp_path / "ave-map.toml").mkdir()
    os.mkfifo(tmp_path / "ave-pijp.toml")
    (tmp_path / "ave-koppeling.toml").symlink_to(tmp_path / "elders.toml")
    for path in tmp_path.iterdir():
        done = ave("notes", "remove", str(path), "--no-input")
        assert (done.code, "niet gevonden" in done.err) == (2, False), path.name
        assert notes_text.NOT_A_NOTE in " ".join(done.err.split())


@pytest.mark.parametrize("behind", [(True, False, False), (False, True, True), (True, True, False)])
def test_where_a_person_sits_and_cannot_be_asked_nothing_is_removed(
    ave: Ave, own: Own, keep: Keep, monkeypatch: pytest.MonkeyPatch, behind: tuple[bool, bool, bool]
) -> None:
    own()
    path = keep(CALM)
    monkeypatch.setattr(streams, "can_ask", lambda: False)
    answers = iter(behind)
    monkeypatch.setattr(streams, "is_terminal", lambda _stream: next(answers, False))
    done = ave("notes", "remove", str(path))
    assert (done.code, path.exists()) == (6, True)
    assert "--no-input" in done.err


# ------------------------------------------------------------------------------------------ a triage that goes on

RENAMED = {'label = "AVE 2"': 'label = "Twee"'}
SWAPPED = {'label = "AVE 2"': 'label = "x"', 'label = "AVE 3"': 'label = "AVE 2"', 'label = "x"': 'label = "AVE 3"'}
NOT_TOLD = notes_text.DECIDED_THEN.partition(":")[0]


@pytest.mark.parametrize(
    ("decision", "changes", "is_kept", "now"),
    [
        ("AVE 2", {}, True, "AVE 2"),
        ("AVE2", {}, True, "AVE 2"),
        ("ave 2", {}, True, "AVE 2"),
        ("AVE 2", RENAMED, True, "Twee"),
        (" ave2 ", RENAMED, True, "Twee"),
        ("2", RENAMED, True, "Twee"),
        ("AVE 2", RENAMED, False, None),
        ("AVE 2", SWAPPED, True, "AVE 3"),
        ("nog even aanzien", {}, True, None),
        ("nog even aanzien", RENAMED, True, None),
    ],
)
def test_a_triage_goes_on_from_the_phase_that_was_decided_as_it_is_called_now(
    ave: Ave,
    own: Own,
    keep: Keep,
    tmp_path: Path,
    decision: str,
    changes: dict[str, str],
    is_kept: bool,
    now: str | None,
) -> None:
    own("1")
    path = keep({**SETTLED, "huidige_fase": "1"}, decision=decision)
    if changes:
        own("2", changes)
    if not is_kept:
        (tmp_path / "modellen" / "mijn@1").rename(tmp_path / "weg")
    shown = ave("triage", "--from", str(path), "--plain", "--no-draft")
    words = " ".join((shown.out + shown.err).split())
    assert ("staat nu in" in words) is (now is not None)
    assert now is None or f"staat nu in {now}." in words
    assert (NOT_TOLD in words) is (now is None)
    assert "vorige keer: AVE 1" not in words


@pytest.mark.parametrize("decision", ["AVE 2", "2", ""])
def test_a_phase_of_another_model_is_no_phase_of_this_one(ave: Ave, own: Own, keep: Keep, decision: str) -> None:
    own("1")
    path = keep({**SETTLED, "huidige_fase": "1"}, decision=decision)
    shown = ave("triage", "--from", str(path), "--profile", "dalfsen", "--plain", "--no-draft")
    words = " ".join((shown.out + shown.err).split())
    assert "gemaakt met het model" in words
    assert "staat nu in" not in words
    assert "op 1 plaats" not in words
    assert "plaatsen" not in words
    assert (NOT_TOLD in words) is bool(decision)


@pytest.mark.parametrize(("changes", "now"), [(RENAMED, "Twee"), (SWAPPED, "AVE 3")], ids=["renamed", "swapped"])
def test_a_list_does_not_call_a_phase_that_is_called_otherwise_now_another_decision(
    ave: Ave, own: Own, keep: Keep, changes: dict[str, str], now: str
) -> None:
    own("1")
    path = keep(SETTLED, decision="AVE 2")
    assert notes.read_note_file(path).assessment.advised == "2"
    own("2", changes)
    listed = ave("notes", "list", str(path.parent)).words
    assert now in listed
    assert notes_text.advised_short(now) not in listed
