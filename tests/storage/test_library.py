"""Where the profiles are and what stands in them: shipped, copied, extended, broken, and inside the wheel."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from ave_cli.errors import InvalidInput, UsageError
from ave_cli.profile import validation
from ave_cli.storage import folders, library, toml_files
from ave_cli.text import problems as problems_text

CHECKOUT = Path(__file__).resolve().parents[2]
SHIPPED = library.index().ids()
every_profile = pytest.mark.parametrize("name", SHIPPED)


def raw(name: str) -> dict[str, Any]:
    """A shipped profile as TOML gives it."""
    return tomllib.loads((library.root() / name / "profile.toml").read_text("utf-8"))


def written(place: Path, profile: dict[str, Any]) -> str:
    """The path of a profile file with this content."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(tomli_w.dumps(profile), "utf-8")
    return str(place)


def without_extends() -> str:
    """A shipped profile that stands on its own."""
    return next(name for name in SHIPPED if "extends" not in raw(name))


# ------------------------------------------------------------------------------------------ what ships


@every_profile
def test_a_shipped_profile_loads_and_is_who_the_index_says(name: str) -> None:
    titles = {one.id: one.title for one in library.index().profiles}
    profile = library.load(name).profile
    assert (profile.id, profile.title) == (name, titles[name])


@every_profile
def test_the_cases_and_statements_of_a_shipped_profile_load(name: str) -> None:
    assert library.load_cases(name).cases
    assert library.load_cases(name).profile == name
    assert library.load_statements(name)


def test_the_default_ships_and_every_folder_is_in_the_index() -> None:
    assert library.index().default in SHIPPED
    assert {one.parent.name for one in library.root().glob("*/profile.toml")} == set(SHIPPED)


@every_profile
def test_a_profile_is_the_same_however_it_is_written(name: str, tmp_path: Path) -> None:
    """The hash is over what a profile says, not over its layout; so it can be kept in a note."""
    copy = written(tmp_path / "profile.toml", raw(name))
    assert library.load(copy).hash == library.load(name).hash


# ------------------------------------------------------------------------------------------ an own profile


@every_profile
def test_a_copy_of_a_shipped_profile_loads_by_its_folder_and_by_its_file(name: str, tmp_path: Path) -> None:
    copy = tmp_path / "mijn model" / name
    shutil.copytree(library.root() / name, copy)
    for own in (str(copy), str(copy / "profile.toml")):
        assert library.load(own).hash == library.load(name).hash
        assert library.load_cases(own) == library.load_cases(name)
        assert library.load_statements(own) == library.load_statements(name)


def test_a_profile_file_may_have_another_name(tmp_path: Path) -> None:
    name = without_extends()
    assert library.load(written(tmp_path / "eigen.toml", raw(name))).hash == library.load(name).hash


def test_a_profile_that_was_checked_before_is_the_same_and_a_change_in_it_is_seen(tmp_path: Path) -> None:
    own = raw("oss") | {"id": "ons-dorp"}
    place = written(tmp_path / "profile.toml", own)
    assert library.load(place) == library.load(place)
    written(tmp_path / "profile.toml", own | {"title": "Ander"})
    assert library.load(place).profile.title == "Ander"
    written(tmp_path / "profile.toml", own | {"ask": ["bestaat_niet"]})
    with pytest.raises(InvalidInput):
        library.load(place)


def test_a_check_neither_reads_nor_writes_what_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    library.load("oss", fresh=True)
    assert toml_files.recall_checked(library.profile_file("oss")) is None
    assert library.load("oss") == library.load("oss", fresh=True)
    assert toml_files.recall_checked(library.profile_file("oss")) is not None


@pytest.mark.parametrize("saved", ["the model", "its base"])
def test_what_is_saved_while_it_is_checked_is_not_taken_for_what_was_checked(
    saved: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, check = raw("oss") | {"id": "ons-dorp"}, validation.problems_of_profile
    first, *rest = base["phases"]
    written(tmp_path / "onder" / "profile.toml", base)
    place = written(tmp_path / "boven" / "profile.toml", extending(extends="../onder"))

    def save_meanwhile(*given: Any) -> Any:
        monkeypatch.setattr(validation, "problems_of_profile", check)
        if saved == "its base":
            written(tmp_path / "onder" / "profile.toml", base | {"phases": [first | {"label": "Nieuw"}, *rest]})
        else:
            own = extending(extends="../onder", phases=[{"id": first["id"], "label": "Nieuw"}])
            written(tmp_path / "boven" / "profile.toml", own)
        return check(*given)

    monkeypatch.setattr(validation, "problems_of_profile", save_meanwhile)
    assert library.load(place).profile.phases[0].label == first["label"]
    assert library.load(place).profile.phases[0].label == "Nieuw"


@pytest.mark.parametrize(
    ("older", "newer"),
    [("1.9", "1.10"), ("1.0", "1.0²"), ("1." + "8" * 5_000, "1." + "9" * 5_000), ("²", "1"), ("009", "10")],
    ids=lambda version: version[:9],
)
def test_of_two_versions_that_were_added_the_newer_counts(
    older: str, newer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "models_folder", lambda: tmp_path)
    for place, version in enumerate((newer, older)):
        written(tmp_path / str(place) / "profile.toml", raw("oss") | {"id": "ons-dorp", "version": version[:1_000]})
    assert library.load("ons-dorp").profile.version == newer[:1_000]


@pytest.mark.parametrize("cache", ["a file", "a file in the way", "a name that is too long"])
def test_where_nothing_can_be_remembered_a_profile_still_loads(
    cache: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bestand").write_bytes(b"")
    places = {"a file": "bestand", "a file in the way": "bestand/eronder", "a name that is too long": "a" * 300}
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / places[cache]))
    assert library.load("oss").profile.id == "oss"


def test_a_folder_with_letters_of_many_bytes_is_a_folder_like_another(tmp_path: Path) -> None:
    deep = tmp_path / ("ṫ" * 80) / ("ṫ" * 80) / "profile.toml"
    assert library.load(written(deep, raw("oss"))).profile.id == "oss"


def test_a_folder_with_the_name_of_a_shipped_profile_does_not_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = without_extends()
    written(tmp_path / name / "profile.toml", {**raw(name), "id": "ander", "title": "Ander"})
    monkeypatch.chdir(tmp_path)
    assert library.load(name).profile.title != "Ander"
    assert library.load(f"./{name}/profile.toml").profile.title == "Ander"


def test_another_model_under_the_id_of_a_shipped_one_is_refused(tmp_path: Path) -> None:
    """A head, a note or a page would name the shipped one."""
    name = without_extends()
    own = written(tmp_path / "profile.toml", {**raw(name), "title": "Ander"})
    for _ in range(2):  # checked, and remembered
        with pytest.raises(InvalidInput) as caught:
            library.load(own)
        assert caught.value.problems == (problems_text.id_is_taken(name),)


def test_an_own_profile_without_cases_and_statements_says_so_or_has_none(tmp_path: Path) -> None:
    own = written(tmp_path / "profile.toml", raw(without_extends()))
    with pytest.raises(UsageError, match="geen voorbeelden"):
        library.load_cases(own)
    assert library.load_statements(own) == {}


NOWHERE = {
    "a word": "bestaat-niet",
    "a path": "/er/is/hier/niets",
    "a name that is too long for a disk": "a" * 5_000,
    "a path that is too long for a disk": "/".join(["a" * 200] * 30),
    "NUL": "a\x00b",
    "half a pair": "a\ud800",
    "under a file": __file__ + "/eronder",
}


@pytest.mark.parametrize("name", NOWHERE.values(), ids=NOWHERE)
@pytest.mark.parametrize("how", [library.load, library.load_cases, library.load_statements])
def test_a_name_that_leads_nowhere_is_a_usage_error_that_names_what_is_known(
    name: str, how: Callable[[str], object]
) -> None:
    with pytest.raises(UsageError) as caught:
        how(name)
    assert all(known in caught.value.message for known in SHIPPED)
    assert "model" in caught.value.hint


def test_a_typing_error_gets_a_suggestion() -> None:
    name = max(SHIPPED, key=len)
    with pytest.raises(UsageError, match=f"bedoelde u '{name}'"):
        library.load(name[:-1])


def test_a_hostile_name_is_printed_harmlessly() -> None:
    with pytest.raises(UsageError) as caught:
        library.load("\x1b[2J\u202eoss\nRegel")
    assert not set(caught.value.message) & set("\x1b\u202e\n")


def test_an_empty_folder_is_no_profile(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        library.load(str(tmp_path))


# ------------------------------------------------------------------------------------------ broken

Change = Callable[[dict[str, Any]], object]

SHAPE: dict[str, tuple[Change, str]] = {
    "an unknown key": (lambda own: own.update(titel="x"), "titel: .*bedoelde u 'title'"),
    "a key that is missing": (lambda own: own.pop("format"), "format: deze sleutel ontbreekt"),
    "a number for a text": (lambda own: own.update(title=3), "title: hier hoort tekst"),
    "a day for a text": (lambda own: own.update(version=date(2026, 11, 22)), "version: hier hoort tekst"),
    "a text for a list": (lambda own: own.update(ask="alles"), "ask: hier hoort een lijst"),
    "a text for a table": (lambda own: own.update(source="boek"), "source: hier hoort een tabel"),
    "a word that is not allowed": (
        lambda own: own["criteria"][0].update(effect="entre"),
        r"criteria.*effect: .*'enter'",
    ),
    "an unknown key in a record": (lambda own: own["steps"][0].update(kid="x"), r"steps.*kid: .*niet bekend"),
    "an id with a blank": (lambda own: own["phases"][0].update(id="AVE 1"), r"phases.*id: een id bestaat uit"),
    "an unknown operator": (
        lambda own: own["criteria"][1].update(when={"is_niet": {"a": True}}),
        r"criteria.*when: .*all, any",
    ),
}
LOOSE: dict[str, tuple[Change, str]] = {
    "an unknown fact in a condition": (
        lambda own: own["criteria"][0].update(when={"is": {"hulpvraagg": True}}),
        r"criteria \(.*\)\.when.*hulpvraagg.*bedoelde u 'hulpvraag'",
    ),
    "an unknown fact to ask": (lambda own: own["ask"].append("leefgebied"), r"ask: feit 'leefgebied'.*'leefgebieden'"),
    "an unknown phase": (lambda own: own["danger"].update(phase="99"), r"danger\.phase: fase '99' bestaat niet"),
    "a criterion twice": (
        lambda own: own["criteria"].append(own["criteria"][0]),
        r"criteria \(.*\): id '.*' komt twee keer voor",
    ),
    "an unknown role": (lambda own: own["assignments"][0].update(role="casusregi"), r"assignments \(.*\)\.role: rol"),
    "a reading that is not there": (
        lambda own: own["conflicts"][0].update(chosen=9),
        r"conflicts \(.*\)\.chosen: 'chosen' wijst een lezing aan",
    ),
}


def refused(place: Path, profile: dict[str, Any]) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        library.load(written(place, profile))
    return caught.value


def lacking(error: InvalidInput, wanted: Iterable[str]) -> list[str]:
    """The words that no problem has."""
    return [words for words in wanted if not any(re.search(words, line) for line in error.problems)]


@pytest.mark.parametrize(("change", "words"), [*SHAPE.values(), *LOOSE.values()], ids=[*SHAPE, *LOOSE])
def test_a_broken_profile_is_named_with_the_place_and_what_was_meant(
    change: Change, words: str, tmp_path: Path
) -> None:
    own = raw("oss")
    change(own)
    error = refused(tmp_path / "kapot.toml", own)
    assert str(tmp_path / "kapot.toml") in error.message
    assert lacking(error, [words]) == [], error.problems


@pytest.mark.parametrize("changes", [SHAPE, LOOSE], ids=["shape", "references"])
def test_every_problem_is_listed_at_once(changes: dict[str, tuple[Change, str]], tmp_path: Path) -> None:
    own = raw("oss")
    for change, _ in changes.values():
        change(own)
    error = refused(tmp_path / "kapot.toml", own)
    assert lacking(error, (words for _, words in changes.values())) == [], error.problems
    assert len(set(error.problems)) == len(error.problems)


@pytest.mark.parametrize("kind", ["answers", "cases", 3, ["profile"], None])
def test_a_file_of_another_kind_is_refused_by_name(kind: object, tmp_path: Path) -> None:
    own = raw("oss") | {"kind": kind}
    error = refused(tmp_path / "kapot.toml", {key: value for key, value in own.items() if value is not None})
    assert "kapot.toml" in error.message
    assert "'profile'" in error.problems[0]


@pytest.mark.parametrize("name", ["cases.toml", "statements.toml"])
def test_a_broken_file_beside_a_profile_is_named(name: str, tmp_path: Path) -> None:
    shutil.copytree(library.root() / "oss", tmp_path / "oss")
    (tmp_path / "oss" / name).write_text('kind = "profile"\nformat = 1\n', "utf-8")
    with pytest.raises(InvalidInput) as caught:
        (library.load_cases if name == "cases.toml" else library.load_statements)(str(tmp_path / "oss"))
    assert name in caught.value.message


# ------------------------------------------------------------------------------------------ extending

CRITERION = {
    "id": "eigen-regel",
    "phase": "2",
    "effect": "enter",
    "modality": "wordt",
    "text": "Eigen regel",
    "when": {"is": {"hulpvraag": True}},
}


def extending(**more: Any) -> dict[str, Any]:
    """A profile of one's own over a shipped one."""
    return {
        **{"kind": "profile", "format": 1, "id": "eigen", "title": "Eigen", "version": "1", "date": "2026-11-22"},
        **{"extends": "oss", "source": {"document": "Eigen afspraken", "owner": "Ons dorp"}},
        **more,
    }


def test_an_extending_profile_takes_over_what_it_does_not_say(tmp_path: Path) -> None:
    own = library.load(written(tmp_path / "profile.toml", extending())).profile
    base = library.load("oss").profile
    assert (own.id, own.title, own.source.owner) == ("eigen", "Eigen", "Ons dorp")
    assert own.phases == base.phases
    assert own.criteria == base.criteria
    assert {one.origin for one in own.criteria} == {"oss"}


def test_an_extending_profile_adds_changes_and_removes_by_id(tmp_path: Path) -> None:
    base = library.load("oss").profile
    changed, gone = base.criteria[0], base.steps[0]
    own = extending(criteria=[{"id": changed.id, "text": "Anders gezegd"}, CRITERION], remove=[gone.id])
    found = library.load(written(tmp_path / "profile.toml", own)).profile
    criteria = {one.id: one for one in found.criteria}
    assert (criteria[changed.id].text, criteria[changed.id].when) == ("Anders gezegd", changed.when)
    assert criteria["eigen-regel"].origin == "eigen"
    assert [one.id for one in found.steps] == [one.id for one in base.steps if one.id != gone.id]


def test_an_extending_profile_has_the_register_of_its_base_too(tmp_path: Path) -> None:
    own = written(tmp_path / "profile.toml", extending())
    statement = {"id": "EIGEN-1", "section": "1", "kind": "regel", "text": "Wij doen het zo."}
    register = {"kind": "statements", "format": 1, "profile": "eigen", "statements": [statement]}
    written(tmp_path / "statements.toml", register)
    assert set(library.load_statements(own)) == {*library.load_statements("oss"), "EIGEN-1"}


EXTENDED_WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown base": ({"extends": "osss"}, "extends: het model 'osss' is niet gevonden"),
    "the path of a base": ({"extends": "../oss"}, "extends: .*"),
    "an id twice": (
        {"criteria": [CRITERION, CRITERION]},
        r"criteria \(eigen-regel\): id 'eigen-regel' komt twee keer voor",
    ),
    "a record without an id": ({"criteria": [{"text": "x"}]}, "criteria.*id: deze sleutel ontbreekt"),
    "a list for an id": ({"criteria": [CRITERION | {"id": ["x"]}]}, "criteria.*id: hier hoort tekst"),
    "a table for an id": ({"criteria": [CRITERION | {"id": {"x": 1}}]}, "criteria.*id: hier hoort tekst"),
    "a text for records": ({"criteria": "geen"}, "criteria: hier hoort een lijst"),
    "something removed that is used": ({"remove": ["1"]}, "fase '1' bestaat niet"),
}


@pytest.mark.parametrize(("more", "words"), EXTENDED_WRONG.values(), ids=EXTENDED_WRONG)
def test_a_broken_extending_profile_is_refused_in_words(more: dict[str, Any], words: str, tmp_path: Path) -> None:
    error = refused(tmp_path / "kapot.toml", extending(**more))
    assert "kapot.toml" in error.message
    assert lacking(error, [words]) == [], error.problems


# ------------------------------------------------------------------------------------------ the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it is shipped, built once."""
    place = tmp_path_factory.mktemp("wheel")
    build = ["hatchling", "build", "-t", "wheel", "-d"]
    if importlib.util.find_spec("hatchling") is None:
        build = ["pip", "wheel", "--quiet", "--no-deps", str(CHECKOUT), "-w"]
    subprocess.run([sys.executable, "-m", *build, str(place)], cwd=CHECKOUT, check=True, capture_output=True)
    return next(place.glob("*.whl"))


@pytest.mark.posix  # the embeddable Python has no pip
def test_the_wheel_carries_every_profile_file_as_it_is(wheel: Path) -> None:
    inside = "ave_cli/_profiles/"
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name.removeprefix(inside): archive.read(name) for name in archive.namelist() if name.startswith(inside)
        }
    profiles = CHECKOUT / "profiles"
    there = {one.relative_to(profiles).as_posix(): one.read_bytes() for one in profiles.rglob("*.toml")}
    assert {name for name in packed if name.endswith(".toml")} == set(there)
    assert [name for name in there if packed[name] != there[name]] == []
    assert "profile.toml" in {Path(name).name for name in there}


@pytest.mark.posix  # the embeddable Python has no pip
def test_what_was_installed_from_the_wheel_finds_the_profiles_inside_itself(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "from ave_cli.storage import library; print(library.root()); print(*library.index().ids())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    place, ids = done.stdout.splitlines()
    assert Path(place) == tmp_path / "ave_cli" / "_profiles"
    assert ids.split() == list(SHIPPED)
