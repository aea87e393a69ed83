"""Sixty mistakes of somebody who writes a model: each message names the place, what is wrong, and what to do.

A row is what is typed wrong in the model of `tests/cli/own_model.py`, with words of the message. A mistake that gets
another message has to be read again, as somebody who never programmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from ave_cli.errors import InvalidInput
from ave_cli.storage import library
from tests.cli.own_model import MUNICIPALITY, REGION


@dataclass(frozen=True)
class Mistake:
    """One slip: this becomes that (nothing: it is written at the end), and the message has these words."""

    name: str
    old: str
    new: str
    place: str
    words: str


VAST = 'when = { is = { samenwerking = ["stagneert", "blijvend", "volledig"] } }'
PHASE_B = 'phase = "b"\neffect = "enter"'
MISTAKES = (
    # the file is no TOML
    Mistake(
        "missing quote",
        'title = "Regio Delta"',
        'title = "Regio Delta',
        "Regel 5",
        "zet er een aanhalingsteken",
    ),
    Mistake(
        "quotes of Word",
        'title = "Regio Delta"',
        "title = “Regio Delta”",
        "Regel 5",
        "gekrulde aanhalingstekens",
    ),
    Mistake("text without quotes", 'year = "2026"', "year = tweeduizend", "Regel", "tussen rechte aanhalingstekens"),
    Mistake("backslash", "Werkwijze Samen Sterk", "G:\\Zorg", "Regel", "staat dubbel"),
    Mistake("one bracket, twice", '[[phases]]\nid = "b"', '[phases]\nid = "b"', "Regel", "dubbele haken"),
    Mistake("newline in braces", VAST, VAST.replace("{ is", "{\n is"), "Regel", "zet hem op één regel"),
    Mistake("key twice", 'id = "vast"', 'id = "vast"\nid = "los"', "Regel", "haal een van de twee weg"),
    Mistake("merge mark", "[doubt]", "<<<<<<< HEAD\n[doubt]", "Regel", "samenvoegen van twee versies"),
    Mistake("no equals sign", 'rule = "not_recorded"', 'rule "not_recorded"', "Regel", "ontbreekt het teken ="),
    Mistake("list not closed", '"gevaar_meerdere",\n]', '"gevaar_meerdere",\n', "Regel", "niet met ] wordt gesloten"),
    Mistake(
        "list not closed before a key", '["b", "c"]\neffect', '["b", "c",\neffect', "Regel", "niet met ] wordt gesloten"
    ),
    Mistake("comma forgotten", '["b", "c"]\neffect', '["b" "c"]\neffect', "Regel", "ontbreekt een komma"),
    Mistake("colon for equals", 'owner = "Regio', 'owner: "Regio', "Regel", "ontbreekt het teken ="),
    Mistake("True with a capital", "stabiel = true", "stabiel = True", "Regel", "zonder hoofdletter"),
    Mistake("key with a space", 'year = "2026"', 'het jaar = "2026"', "Regel", "ontbreekt het teken ="),
    Mistake("remark without a sign", "[doubt]", "zie hoofdstuk 2\n[doubt]", "Regel", "ontbreekt het teken ="),
    Mistake("quote in quotes", '"De hulp is lokaal."', "'De wijk's hulp.'", "Regel", "staat nog iets"),
    Mistake("table name not closed", "[doubt]", "[doubt", "Regel", "niet met ] gesloten"),
    Mistake("comma forgotten between lines", '"stabiel",\n', '"stabiel"\n', "Regel 14", "ontbreekt een komma"),
    Mistake("yes in a condition", "{ stabiel = true }", "{ stabiel = ja }", "Regel", "ja is true"),
    Mistake("no value", 'year = "2026"', "year =", "Regel", "ontbreekt de waarde"),
    Mistake("list without brackets", 'phases = ["a"]\nstatus', 'phases = "a", "b"\nstatus', "Regel", "[ en ] omheen"),
    Mistake("brackets uneven", "[[steps]]", "[steps]]", "Regel", "evenveel haken"),
    Mistake("single brackets first", '[[phases]]\nid = "a"', '[phases]\nid = "a"', "Regel 63", "zoals op regel 70"),
    Mistake("empty list above its records", "[words]", "gaps = []\n[words]", "Regel 17", "staat als tabel op regel"),
    Mistake("table twice", "[doubt]", '[source]\nyear = "1"\n[doubt]', "Regel 31", "op regel 26"),
    Mistake("blank of Word", 'year = "2026"', 'year =\xa0"2026"', "Regel", "onzichtbaar teken"),
    Mistake("quotes of Word inside", '"Lokaal"', '"Lokaal „hier”', "Regel", "zet er een aanhalingsteken"),
    Mistake("day without quotes", "date = 2026-11-27", "date = 27-11-2026", "Regel 7", '"2026-01-31"'),
    Mistake("comma behind the value", 'owner = "Regio Delta"', 'owner = "Regio Delta",', "Regel", "haal die weg"),
    Mistake("comma behind the last part", "{ stabiel = true }", "{ stabiel = true, }", "Regel", "haal die weg"),
    Mistake("bracket too many", VAST, f"{VAST} }}", "Regel", "een haak te veel"),
    Mistake("table name of two words", "[doubt]", "[over twijfel]", "Regel", "een spatie in"),
    Mistake("key with an accent", "owner =", "ównér =", "Regel", "letters zonder accent"),
    # keys and values
    Mistake("key of another table", 'year = "2026"', 'version = "2"', "source.version", "boven de eerste tabel"),
    Mistake("key in capitals", 'label = "Niveau A"', 'Label = "Niveau A"', "phases (a).Label", "'label'?"),
    Mistake("yes for a key", "worse = true", 'worse = "ja"', "huisdier).worse", "true, zonder aanhalingstekens"),
    Mistake(
        "option by its words", '"stagneert", ', '"loopt vast", ', "vast).when.is.samenwerking", "er zijn: geen, goed"
    ),
    Mistake("kind of step", '"overleggen"', '"overlegen"', "bel).kind", "bedoelde u 'overleggen'?"),
    Mistake("table for records", "[[gaps]]", "[gaps]", "gaps", "[[gaps]], met dubbele haken"),
    Mistake("records for a table", "[danger]", "[[danger]]", "danger", "[danger], met enkele haken"),
    Mistake("mistyped records", "[[gaps]]", "[[gap]]", "Regel 167: gap", "'gaps'?"),
    Mistake(
        "mistyped key", 'modality = "wordt"\ntext = "De sam', 'modalty = "wordt"\ntext = "De sam', "vast", "'modality'?"
    ),
    Mistake("mistyped key at the top", "[doubt]", "[twijfel]", "twijfel", "hier niet bekend"),
    Mistake("missing text", 'text = "De samenwerking loopt vast."\n', "", "criteria (vast).text", "ontbreekt"),
    Mistake("unknown effect", PHASE_B, 'phase = "b"\neffect = "entr"', "vast).effect", "'enter'"),
    Mistake("effect in Dutch", PHASE_B, 'phase = "b"\neffect = "genoeg"', "vast).effect", "hier hoort een van"),
    Mistake("unknown modality", 'modality = "wordt"', 'modality = "zal"', "vast).modality", "'kan'"),
    Mistake("phase as a number", PHASE_B, 'phase = 2\neffect = "enter"', "vast).phase", "hier hoort tekst"),
    Mistake("phase in capitals", PHASE_B, 'phase = "B"\neffect = "enter"', "vast).phase", "er zijn: a, b, c"),
    Mistake("phase by its label", PHASE_B, 'phase = "Niveau-B"\neffect = "enter"', "vast).phase", "er zijn: a, b, c"),
    Mistake("id with a space", 'id = "vast"', 'id = "loopt vast"', "criteria", "zonder spaties"),
    Mistake("id twice", 'id = "rustig"', 'id = "vast"', "criteria", "nummer 1 en 3 van de lijst"),
    Mistake("day in words", "date = 2026-11-27", 'date = "binnenkort"', "date", "jaar, maand en dag"),
    Mistake("day that is none", "date = 2026-11-27", 'date = "2026-11-31"', "date", "bestaat niet"),
    Mistake("empty version", 'version = "2026.1"', 'version = ""', "version", "vul dit in"),
    Mistake("empty title", 'title = "Regio Delta"', 'title = ""', "title", "vul dit in"),
    Mistake("adopted by nobody", 'adopted_by = "het regiobestuur"\n', "", "status", "'adopted_by' (door wie)"),
    Mistake("adopted in other words", '"vastgesteld"', '"definitief"', "status", "'concept'"),
    Mistake(
        "text for a list", 'phases = ["a"]\nstatus', 'phases = "a"\nstatus', "regie-a).phases", "hier hoort een lijst"
    ),
    Mistake("no phases", 'phases = ["a"]\nstatus', "phases = []\nstatus", "regie-a).phases", "mag niet leeg"),
    Mistake(
        "holder as text",
        'holders = [{ name = "regisseur van de regio" }]',
        'holders = ["x"]',
        "holders",
        "tabel",
    ),
    Mistake(
        "holder and silence",
        'status = "not_applicable"',
        'status = "not_applicable"\nholders = [{ name = "x" }]',
        "regie-a",
        "'holders' hoort alleen bij",
    ),
    Mistake("nobody and no silence", 'status = "not_applicable"', "", "regie-a", "vraagt om 'holders'"),
    Mistake("status that follows", '"not_applicable"', '"undecided"', "regie-a).status", "volgt uit de antwoorden"),
    Mistake("unknown role", 'role = "procesregie"', 'role = "procesregi"', "regie-a).role", "'procesregie'?"),
    Mistake("long sentence", 'short = "Bel de regisseur."', f'short = "{"x" * 81}"', "bel).short", "te lang"),
    # conditions and references
    Mistake("unknown fact", "{ stabiel = true }", "{ stabil = true }", "rustig).when.is", "bedoelde u 'stabiel'?"),
    Mistake(
        "unknown option",
        '"stagneert", ',
        '"stagnert", ',
        "vast).when.is.samenwerking",
        "bedoelde u 'stagneert'?",
    ),
    Mistake("yes in Dutch", "{ stabiel = true }", '{ stabiel = "ja" }', "rustig).when.is.stabiel", "true of false"),
    Mistake(
        "true for an option",
        VAST,
        "when = { is = { samenwerking = true } }",
        "vast).when",
        "een van zijn opties",
    ),
    Mistake("is of several", VAST, 'when = { is = { leefgebieden = "geld" } }', "vast).when", "gebruik 'includes'"),
    Mistake(
        "count of yes or no",
        VAST,
        "when = { at_least = { stabiel = 1 } }",
        "vast).when",
        "meer opties tegelijk",
    ),
    Mistake("count too many", "{ leefgebieden = 3 }", "{ leefgebieden = 9 }", "of[2].at_least", "zoveel opties"),
    Mistake("count of too few", "at_least = 2\n", "at_least = 4\n", "when.count", "meer dan er voorwaarden"),
    Mistake("two keys", VAST, 'when = { is = { stabiel = true }, ref = "x" }', "vast).when", "precies één"),
    Mistake("unknown operator", VAST, "when = { en = [] }", "vast).when", "all, any, not"),
    Mistake("nothing to combine", VAST, "when = { all = [] }", "vast).when.all", "te weinig"),
    Mistake("unknown name", VAST, 'when = { ref = "rustg" }', "vast).when.ref", "bedoelde u 'rustig'?"),
    Mistake("circle", VAST, 'when = { ref = "vast" }', "criteria (vast).when", "verwijst naar zichzelf"),
    Mistake("fact not asked", '"stabiel",', "", "ask (stabiel)", "zet het erbij"),
    Mistake("gate not asked", '"gevaar_acuut", ', "", "ask (gevaar_acuut)", "altijd gevraagd"),
    Mistake(
        "second gate",
        "worse = true\nscreen",
        'gate = "acute"\nscreen',
        "huisdier).gate",
        "haal die sleutel weg",
    ),
    Mistake("shared fact again", '"huisdier"\ngroup', '"hulpvraag"\ngroup', "facts (hulpvraag)", "gedeelde lijst"),
    Mistake("unknown screen", 'screen = "rond', 'screen = "rnd', "huisdier).screen", "'rond-de-persoon'?"),
    Mistake(
        "box without a text",
        'tick = "Er is een verwaarloosd huisdier"\n',
        "",
        "huisdier).screen",
        "een 'tick'",
    ),
    Mistake(
        "criterion that is none", 'criteria = ["rustig"]', 'criteria = ["vast"]', "af-a).criteria", "effect 'leave'"
    ),
    Mistake("down from nowhere", 'from = "b"\n', "", "af-a).from", "heeft een 'from' nodig"),
    Mistake(
        "heavy before light", 'phase = ["b", "c"]', 'phase = ["c", "b"]', "twee-van-drie).phase", "licht naar zwaar"
    ),
    Mistake("silence with a phase", "[danger]\n", '[danger]\nphase = "c"\n', "danger.phase", "haal deze sleutel weg"),
    Mistake(
        "nothing about danger", 'status = "not_recorded"\n\n[define]', "\n[define]", "danger.phase", "not_recorded"
    ),
    Mistake("phase without a start", 'start = "De hulp is lokaal."\n', "", "phases (a).start", "not_recorded"),
    Mistake("base that is not there", "[doubt]", 'extends = "os"\n[doubt]', "extends", "bedoelde u 'oss'?"),
    Mistake("base of a base", "[doubt]", 'extends = "."\n[doubt]', "extends", "één laag diep"),
    Mistake(
        "removal of nothing", "[doubt]", 'extends = "oss"\nremove = ["x"]\n[doubt]', "remove", "staat niet in het model"
    ),
)


def problems_of_file(place: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        library.load(str(place), fresh=True)
    return "\n".join(caught.value.problems)


def test_there_are_sixty_of_them() -> None:
    assert len({mistake.name for mistake in MISTAKES}) >= 60


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name)
def test_a_mistake_is_named_with_its_place_and_what_to_do(mistake: Mistake, tmp_path: Path) -> None:
    assert mistake.old in REGION
    text = REGION.replace(mistake.old, mistake.new, 1)
    if mistake.new.startswith("extends") or "\nextends" in mistake.new or mistake.new.startswith('extends = "'):
        key, _, table = mistake.new.rpartition("\n")
        text = REGION.replace("\n[words]", f"\n{key}\n[words]", 1)
        assert table
    (tmp_path / "profile.toml").write_text(text, encoding="utf-8")
    said = problems_of_file(tmp_path)
    assert any(mistake.words in line and mistake.place in line for line in said.splitlines()), said
    for line in said.splitlines():
        before, _, suggested = line.partition("bedoelde u '")
        assert "bedoelde u" not in suggested
        assert not suggested or "een van: " in before or f"'{suggested.partition(chr(39))[0]}'" not in before, line


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (REGION.replace("lokaal", "lokaal én").encode("cp1252"), "Opslaan als, Codering: UTF-8"),
        (b"PK\x03\x04\x14\x00\x08\x08" + bytes(range(128, 256)), "Opslaan als, Codering: UTF-8"),
        (b"", "Het bestand is leeg."),
        (b'kind = "cases"\nformat = 1\n', "'cases', niet van de soort 'profile'"),
    ],
    ids=["Windows", "a document of Word", "empty", "another kind"],
)
def test_a_file_that_is_no_model_says_what_it_is(data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_bytes(data)
    assert words in problems_of_file(tmp_path)


PLACES = {
    "key of a record": ('modality = "wordt"\ntext = "De sam', 'modality = "zal"\ntext = "De sam', 'modality = "zal"'),
    "key that is not there": ('text = "De samenwerking loopt vast."\n', "", 'id = "vast"'),
    "inside a condition": ("{ stabiel = true }", "{ stabil = true }", "{ stabil = true }"),
    "id twice": ('id = "rustig"', 'id = "vast"', 'id = "vast"\nphase = "b"\neffect = "leave"'),
    "table inside a record": ("at_least = 2\n", "at_least = 4\n", "[criteria.when.count]"),
    "list of facts": ('"stabiel",', "", "ask = ["),
    "one of a list": ('statements = ["DEL-006"]', "statements = [6]", "statements = [6]"),
    "record without an id": ('id = "bel"\n', "", 'kind = "overleggen"'),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["plain", "Windows"])
@pytest.mark.parametrize(("old", "new", "there"), PLACES.values(), ids=PLACES)
def test_a_problem_is_told_with_its_line(old: str, new: str, there: str, ends: str, tmp_path: Path) -> None:
    assert old in REGION
    text = REGION.replace(old, new, 1)
    (tmp_path / "profile.toml").write_bytes(text.replace("\n", ends).encode("utf-16" if ends == "\n" else "utf-8"))
    line = text[: text.index(there)].count("\n") + 1
    said = problems_of_file(tmp_path)
    assert any(f"Regel {at}: " in said for at in (line, line - 1)), said


def test_a_problem_of_the_base_gets_no_line_and_a_record_without_an_id_its_own(tmp_path: Path) -> None:
    """A number counts the records of both files."""
    (tmp_path / "regio").mkdir()
    (tmp_path / "regio" / "profile.toml").write_text(REGION.replace("{ stabiel = true }", "{ stabil = true }"), "utf-8")
    own = MUNICIPALITY.format(ident="klein", title="Klein", checked="")
    own += '\n[[steps]]\nid = "eigen"\nkind = "melden"\nphases = ["b"]\ntext = "Meld."\n\n[[steps]]\ntext = "Bel."\n'
    (tmp_path / "klein").mkdir()
    (tmp_path / "klein" / "profile.toml").write_text(own, encoding="utf-8")
    said = problems_of_file(tmp_path / "klein").splitlines()
    assert [line for line in said if line.startswith("criteria (rustig).when.is: ")]
    line = own[: own.index("[[steps]]\ntext")].count("\n") + 1
    assert f"Regel {line}: steps[3].id: deze sleutel ontbreekt" in said


def test_three_mistakes_are_said_at_once(tmp_path: Path) -> None:
    text = REGION.replace(PHASE_B, 'phase = "b"\neffect = "entr"').replace("{ stabiel = true }", "{ stabil = true }")
    (tmp_path / "profile.toml").write_text(text.replace('role = "procesregie"', 'role = "regi"', 1), encoding="utf-8")
    said = problems_of_file(tmp_path)
    assert all(words in said for words in ("'enter'", "'stabiel'", "rol 'regi'"))
