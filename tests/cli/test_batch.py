"""A caseload: many households from one file, and not one bad line that stops the rest."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.cli import batch
from ave_cli.engine.answers_file import TypedAnswers, read_answers
from ave_cli.engine.assessment import assess
from ave_cli.profile.facts import Gap
from ave_cli.storage import caseload, library
from ave_cli.terminal import streams
from ave_cli.wording import personal_data
from ave_cli.wording.personal_data import suspicions, suspicions_of_case
from ave_cli.wording.triage_json import triage_json
from tests.cli.command import Ave

BSN = "123456782"
PARTS = ("phase", "alerts", "roles", "steps", "open_questions", "conflicts", "contradictions")


def households(name: str) -> list[dict[str, Any]]:
    """The cases of a model as lines of a caseload."""
    return [
        {"case": f"2026-{number:03}", **({"current_phase": case.current_phase} if case.current_phase else {})}
        | {fact: list(one) if isinstance(one, tuple) else one for fact, one in case.answers.items()}
        for number, case in enumerate(library.load_cases(name).cases, 1)
    ]


def as_typed(value: object) -> str:
    """An answer as people type it in a cell."""
    if isinstance(value, list):
        return "|".join(value) or "geen"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "Weet niet" if value == "weet_niet" else str(value)


def json_lines(tmp_path: Path, lines: Iterable[Mapping[str, Any] | str]) -> str:
    path = tmp_path / "caseload.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return str(path)


def table(tmp_path: Path, rows: list[dict[str, Any]], *, delimiter: str = ";", encoding: str = "utf-8-sig") -> str:
    path = tmp_path / "caseload.csv"
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(columns)
        writer.writerows([as_typed(row[name]) if name in row else "" for name in columns] for row in rows)
    return str(path)


def results(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", library.index().ids())
def test_each_line_is_what_a_triage_of_that_household_gives(ave: Ave, tmp_path: Path, name: str) -> None:
    rows = households(name)
    done = ave("triage", "--batch", json_lines(tmp_path, rows), "--profile", name)
    ruleset = library.load(name)
    assert done.code == 0
    assert "problemen" not in done.err
    for row, case, found in zip(rows, library.load_cases(name).cases, results(done.out), strict=True):
        answers, _ = read_answers(ruleset, case.answers, case.current_phase)
        whole = triage_json(assess(ruleset, answers))
        assert found["case"] == row["case"]
        assert {part: found[part] for part in (*PARTS, "profile")} == {
            part: json.loads(json.dumps(whole[part])) for part in (*PARTS, "profile")
        }


@pytest.mark.parametrize("name", library.index().ids())
def test_phases_alone_are_those_of_the_whole_advice_from_lines_and_from_cells(
    ave: Ave, tmp_path: Path, name: str
) -> None:
    rows = households(name)
    whole = results(ave("triage", "--batch", json_lines(tmp_path, rows), "--profile", name).out)
    wanted = [{key: one[key] for key in ("line", "case", "phase", "alerts", "contradictions")} for one in whole]
    assert results(ave("triage", "--batch", json_lines(tmp_path, rows), "--profile", name, "--phases").out) == wanted
    for delimiter, encoding in ((";", "utf-8-sig"), (",", "utf-8")):
        path = table(tmp_path, rows, delimiter=delimiter, encoding=encoding)
        found = results(ave("triage", "--batch", path, "--profile", name, "--phases").out)
        assert [{**one, "line": one["line"] - 1} for one in found] == wanted


def test_each_household_may_name_its_model_and_its_answers_may_stand_apart(ave: Ave, tmp_path: Path) -> None:
    rows = [
        {"case": "a", "profile": name, "answers": {"gevaar_acuut": False, "zorgmijding": "sterk"}}
        for name in (*library.index().ids(), *library.index().ids())
    ]
    path = json_lines(tmp_path, rows)
    whole = results(ave("triage", "--batch", path).out)
    assert [one["profile"]["id"] for one in whole] == [row["profile"] for row in rows]
    phases = results(ave("triage", "--batch", path, "--phases").out)
    assert [one["phase"] for one in phases] == [one["phase"] for one in whole]
    one_model = results(ave("triage", "--batch", path, "--profile", "oss").out)
    assert {one["profile"]["id"] for one in one_model} == {"oss"}


BAD: list[tuple[object, str]] = [
    ("{kapot", "geen geldige JSON"),
    ("{} {}", "geen geldige JSON"),
    ("[1]", "één huishouden"),
    ('{"hulpvraag": true, "hulpvraag": false}', "staat er twee keer"),
    ('{"hulpvraag" : true, "hulpvraag"\t:false}', "staat er twee keer"),
    ('{"hulpvraag": true, "answers": {"case" : "a", "case" : "b"}}', "staat er twee keer"),
    ('{"case": "a"}, {"case": "b"}', "geen geldige JSON"),
    ('{"case": "a"}], [{"case": "b"}', "geen geldige JSON"),
    ('{"leefgebieden": ["wonen"', "geen geldige JSON"),
    ('"geld"]}', "geen geldige JSON"),
    ('{"leefgebieden": [{}', "geen geldige JSON"),
    ("{}]}", "geen geldige JSON"),
    ({"hulpvraag": "misschien"}, "hulpvraag: antwoord met ja, nee of weet niet"),
    ({"hulpvraag": {"a": 1}}, "hulpvraag: antwoord met ja, nee of weet niet"),
    ({"leefgebieden": [["wonen"]]}, "leefgebieden: antwoord met opties"),
    ({"leefgebieden": "wonen|maan"}, "leefgebieden: antwoord met opties"),
    ({"current_phase": "9"}, "current_phase: deze fase is er niet"),
    ({"current_phase": True}, "current_phase: deze fase is er niet"),
    ({"current_phase": "2", "huidige_fase": "3"}, "hier staat een andere fase"),
    ({"profile": "../oss"}, "dit model is niet bekend"),
    ({"answers": 3}, "hier hoort een tabel"),
    ({"case": BSN}, "lijkt op een BSN"),
    ({"case": "jan@voorbeeld.nl"}, "lijkt op een e-mailadres"),
    ({"case": ["x"]}, "kort kenmerk"),
]


_PIECES = [
    "{}",
    '{"a": 1}',
    '{"a": [',
    "1]}",
    '{"a": "',
    '"}',
    ",",
    "]",
    "[",
    ' {"a" : 1, "a":2}',
    "\xe9",
    "null",
    '"b"',
    " ",
]


@given(st.lists(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join), min_size=1, max_size=9))
def test_lines_that_are_read_together_are_what_each_is_alone(lines: list[str]) -> None:
    path = [f"{line}\n".encode("latin-1" if "\xe9" in line else "utf-8") for line in lines]
    together = caseload._json_rows(path)
    alone = [caseload._json_row(number, line) for number, line in enumerate(path, start=1) if not line.isspace()]
    assert list(together) == alone


@pytest.mark.parametrize("phases", ["", "--phases"])
def test_a_bad_line_is_told_with_its_number_and_stops_nothing(ave: Ave, tmp_path: Path, phases: str) -> None:
    good = {"case": "goed", "hulpvraag": "ja"}
    # The model of each line counts only where none is chosen for all
    lines: list[Any] = [good]
    for bad, _ in BAD:
        lines += [bad, good]
    done = ave("triage", "--batch", json_lines(tmp_path, lines), phases)
    found = results(done.out)
    assert done.code == 4
    assert f"{len(BAD) + 1} huishoudens uitgerekend; {len(BAD)} regels met problemen." in done.err
    assert [one["line"] for one in found] == list(range(1, len(lines) + 1))
    for place, (_, words) in enumerate(BAD):
        line = found[2 * place + 1]
        assert set(line) == {"line", "case", "problems"}
        assert any(words in problem for problem in line["problems"]), (words, line)
    assert all("problems" not in one for one in found[::2])


def test_every_problem_of_a_line_is_told_at_once_and_nothing_of_what_stood_there(ave: Ave, tmp_path: Path) -> None:
    row = {"case": BSN, "hulpvraag": "Jansen", "zorgmijding": "Pietersen", "current_phase": "Klaassen"}
    done = ave("triage", "--batch", json_lines(tmp_path, [row]))
    (found,) = results(done.out)
    assert found["case"] is None
    assert len(found["problems"]) == 4
    assert not any(word in done.out + done.err for word in (BSN, "Jansen", "Pietersen", "Klaassen"))


def test_a_number_is_no_bsn_where_that_was_said_and_other_personal_data_stay_out(ave: Ave, tmp_path: Path) -> None:
    path = json_lines(tmp_path, [{"case": BSN}, {"case": int(BSN)}, {"case": "0612345678"}])
    done = ave("triage", "--batch", path, "--case-is-no-bsn", "--phases")
    assert [one["case"] for one in results(done.out)] == [BSN, BSN, None]
    assert done.code == 4


@pytest.mark.parametrize("kind", ["lines", "table"])
def test_an_unknown_column_is_refused_by_name_before_the_first_line(ave: Ave, tmp_path: Path, kind: str) -> None:
    rows = [{"case": "a", "hulpvraag": True}, {"case": "b", "hulpvraga": True, BSN: "x"}]
    path = json_lines(tmp_path, rows) if kind == "lines" else table(tmp_path, rows)
    done = ave("triage", "--batch", path)
    assert done.code == 4
    assert done.out == ""
    assert "de kolom 'hulpvraga' is niet bekend; bedoelde u 'hulpvraag'?" in done.err
    assert BSN not in done.err
    done = ave("triage", "--batch", path, "--ignore-column", "hulpvraga", "--ignore-column", BSN)
    assert done.code == 0
    assert len(results(done.out)) == 2


def test_a_name_that_comes_late_is_a_problem_of_its_line(
    ave: Ave, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_FIRST", 2)
    path = json_lines(tmp_path, [{"case": "a"}, {"case": "b"}, {"case": "c", "hulpvraga": True}, {"case": "d"}])
    for phases in ("", "--phases"):
        done = ave("triage", "--batch", path, phases)
        assert [one.get("problems") for one in results(done.out)] == [
            None,
            None,
            ["'hulpvraga' is niet bekend; bedoelde u 'hulpvraag'?"],
            None,
        ]


TABLES = [
    ("case;hulpvraag\r\na;ja\r\n", 0),
    ("sep=;\r\ncase;hulpvraag\r\na;JA\r\n", 0),
    ("Case,Hulpvraag\na,waar\n", 0),
    ("case\thulpvraag\na\tj\n", 0),
    ("\ufeffcase;hulpvraag;;\na;ja;;\n;;;\n\n", 0),
    ("case;hulpvraag\na;ja;te veel\n", 4),
    ('case;hulpvraag\na;"ja\nb;nee\n', 4),
    ("case;hulpvraag;hulpvraag\na;ja;nee\n", 4),
    ("case;hulpvraag;Hulpvraag \na;ja;nee\n", 4),
    ("", 4),
    ('[{"case": "a"}]', 4),
]


@pytest.mark.parametrize(("text", "code"), TABLES)
def test_tables_as_programs_write_them(ave: Ave, tmp_path: Path, text: str, code: int) -> None:
    path = tmp_path / "tabel.csv"
    path.write_bytes(text.encode())
    done = ave("triage", "--batch", str(path), "--phases")
    assert done.code == code, done.err
    if code == 0:
        (found,) = results(done.out)
        assert found["case"] == "a"


ODD: dict[str, tuple[str, list[tuple[str | None, str]]]] = {
    "a sign between cells in a cell": ('case;hulpvraag\r\n"z;1";ja\r\n', [("z;1", "")]),
    "quotes in quotes": ('case;hulpvraag\r\n"z ""1""";ja\r\n', [('z "1"', "")]),
    "quoted headings": ('\ufeff"case";"hulpvraag"\r\n"z1";"ja"\r\n', [("z1", "")]),
    "options in quotes": ('\ufeffcase;leefgebieden\r\nz1;"wonen|geld"\r\n', [("z1", "")]),
    "options with commas": ('case,leefgebieden\nz1,"wonen,geld"\n', [("z1", "leefgebieden: antwoord met opties")]),
    "headings as on a screen": ("CASE;Gevaar Acuut ;hulpvraag\xa0\r\nz1;Nee;ja\xa0\r\n", [("z1", "")]),
    "ones and noughts": ("case;hulpvraag\r\nz1;1\r\nz2;0\r\n", [("z1", ""), ("z2", "")]),
    "words of Excel": ("case;hulpvraag\r\nz1;WAAR\r\nz2;ONWAAR\r\nz3;TRUE\r\n", [("z1", ""), ("z2", ""), ("z3", "")]),
    "a formula as an answer": ("case;hulpvraag\r\nz1;=JA()\r\n", [("z1", "hulpvraag: antwoord met ja")]),
    "text as a formula": ('case;hulpvraag\r\nz1;="ja"\r\n', [("z1", "hulpvraag: antwoord met ja")]),
    "a mistake of Excel": ("case;hulpvraag\r\nz1;#N/B\r\n", [("z1", "hulpvraag: antwoord met ja")]),
    "a phase that became a date": ("case;current_phase\r\nz1;2-jan\r\n", [("z1", "deze fase is er niet")]),
    "a phase with decimals": (
        "case;current_phase\r\nz1;2,0\r\nz2;2\r\nz3;2,5\r\n",
        [("z1", ""), ("z2", ""), ("z3", "deze fase is er niet")],
    ),
    "a date as an answer": ("case;hulpvraag\r\nz1;1-2-2026\r\n", [("z1", "hulpvraag: antwoord met ja")]),
    "a date as a case": ("case;hulpvraag\r\n01-02-1986;ja\r\n", [(None, "geboortedatum")]),
    "a number as a case": ("case;hulpvraag\r\n1,23457E+17;ja\r\n", [("1,23457E+17", "")]),
    "a line in a case": ('case;hulpvraag\r\n"z\n1";ja\r\nz2;ja\r\n', [(None, "kort kenmerk"), ("z2", "")]),
    "what cannot be seen in a case": ("case;hulpvraag\r\nz\0001;ja\r\nz\u200b2;ja\r\n", [(None, "kort kenmerk")] * 2),
    "a quote that stays open": ('case;hulpvraag\r\nz1;"ja\r\nz2;ja\r\n', [(None, "aanhalingsteken"), ("z2", "")]),
    "empty rows and columns behind": ("case;hulpvraag;;\r\nz1;ja;;\r\n;;;\r\n;;;\r\n", [("z1", "")]),
    "a short row": ("case;hulpvraag;gevaar_acuut\r\nz1;ja\r\n", [(None, "2 cellen, en er zijn 3 kolommen")]),
    "other signs between cells": ("case;hulpvraag\r\nz1,ja\r\nz2;ja\r\n", [(None, "1 cel, en"), ("z2", "")]),
    "a row without the columns without a name": ("case;hulpvraag;;\r\nz1;ja\r\n", [("z1", "")]),
    "lines of old programs": ("case;hulpvraag\rz1;ja\rz2;nee\r", [("z1", ""), ("z2", "")]),
    "empty lines before the headings": ("\r\n;\r\ncase;hulpvraag\r\nz1;ja\r\n", [("z1", "")]),
    "a column without a name": ("case;;hulpvraag\r\nz1;x;ja\r\nz2;;ja\r\n", [("z1", "meer cellen"), ("z2", "")]),
    "the end of a file in old programs": ("case;hulpvraag\r\nz1;ja\r\n\x1a", [("z1", "")]),
    "tabs that are named": ("sep=\t\r\ncase\thulpvraag\r\nz1\tja\r\n", [("z1", "")]),
    "a sign that is named between quotes": ('"sep=,"\r\n"case","hulpvraag"\r\n"z1","ja"\r\n', [("z1", "")]),
    "headings alone": ("case;hulpvraag\r\n", []),
}
"""What Excel and exports write, and the case and the problem of each household."""


@pytest.mark.parametrize("phases", ["", "--phases"])
@pytest.mark.parametrize("odd", ODD)
def test_each_odd_table_is_worked_out_or_said_to_be_wrong_line_by_line(
    ave: Ave, tmp_path: Path, odd: str, phases: str
) -> None:
    text, wanted = ODD[odd]
    path = tmp_path / "tabel.csv"
    path.write_bytes(text.encode())
    done = ave("triage", "--profile", "oss", "--batch", str(path), phases)
    found = results(done.out)
    assert [one["case"] for one in found] == [case for case, _ in wanted]
    for one, (_, problem) in zip(found, wanted, strict=True):
        told = " ".join(one.get("problems", ()))
        assert (problem in told) if problem else not told, told
    assert done.code == (4 if any(problem for _, problem in wanted) else 0), done.err


def test_letters_of_another_table_are_a_problem_of_their_line(ave: Ave, tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_bytes("case;hulpvraag\nzaak-é;ja\nzaak-2;ja\n".encode("cp1252"))
    done = ave("triage", "--batch", str(path), "--phases")
    first, second = results(done.out)
    assert "UTF-8" in first["problems"][0]
    assert second["case"] == "zaak-2"
    path.write_bytes("case;hulpvraag\n".encode("utf-16"))
    assert ave("triage", "--batch", str(path)).code == 4


def test_a_line_without_end_is_a_problem_and_not_kept(ave: Ave, tmp_path: Path) -> None:
    long = json.dumps({"case": "x" * (2 * caseload.MAX_LINE)})
    done = ave("triage", "--batch", json_lines(tmp_path, [{"case": "a"}, long, {"case": "b"}]), "--phases")
    assert [(one["line"], one["case"]) for one in results(done.out)] == [(1, "a"), (2, None), (3, "b")]


def test_a_table_for_a_spreadsheet_has_no_cell_that_it_runs(ave: Ave, tmp_path: Path) -> None:
    rows = [{"case": case, "gevaar_acuut": False} for case in ("=1+1", "+31", "-2", "@x", "＝1", "z;1", 'z"2')]
    done = ave("triage", "--batch", json_lines(tmp_path, [*rows, {"case": BSN}]), "--csv")
    assert done.code == 4
    assert done.out.startswith("\ufeff")
    head, *lines = csv.reader(io.StringIO(done.out[1:]), delimiter=";")
    assert {len(line) for line in lines} == {len(head)}
    assert [line[1] for line in lines] == ["'=1+1", "'+31", "'-2", "'@x", "'＝1", "z;1", 'z"2', ""]
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    assert "BSN" in lines[-1][-1]


def test_a_table_never_shows_the_lightest_phase_as_the_advice_while_a_heavier_one_is_possible(
    ave: Ave, tmp_path: Path
) -> None:
    for phases in ("", "--phases"):
        done = ave("triage", "--batch", json_lines(tmp_path, [{"case": "a", "gevaar_acuut": False}]), "--csv", phases)
        head, line = csv.reader(io.StringIO(done.out[1:]), delimiter=";")
        cells = dict(zip(head, line, strict=True))
        assert cells["fase"] == "nog niet te zeggen"


@pytest.mark.parametrize("phases", ["", "--phases"])
def test_two_versions_of_a_model_are_compared_household_by_household(ave: Ave, tmp_path: Path, phases: str) -> None:
    newer, older = tmp_path / "nieuw", tmp_path / "oud"
    text = library.profile_file("oss").read_text(encoding="utf-8").replace('id = "oss"', 'id = "eigen"', 1)
    ruleset = library.load("oss")
    heaviest = ruleset.entry_criteria[0]
    raw = text.replace(f'id = "{heaviest.id}"\nphase = "{heaviest.phase}"', f'id = "{heaviest.id}"\nphase = "3"')
    assert raw != text
    for folder, words in ((newer, raw), (older, text)):
        folder.mkdir()
        (folder / "profile.toml").write_text(words, encoding="utf-8")
    path = json_lines(tmp_path, households("oss"))
    same = ave("triage", "--batch", path, "--profile", str(older), "--compare-with", str(older), "--json", phases)
    assert json.loads(same.out)["differences"] == []
    done = ave("triage", "--batch", path, "--profile", str(older), "--compare-with", str(newer), "--json", phases)
    found = json.loads(done.out)
    kinds = {one["kind"]: one for one in found["differences"]}
    assert found["households"] == len(households("oss"))
    assert found["current_phase_counts"] is True
    assert kinds["at_least"]["old"] == "AVE 4"
    assert kinds["at_least"]["new"] == "AVE 3"
    assert kinds["at_least"]["count"] <= found["changed"]
    page = ave("triage", "--batch", path, "--profile", "oss", "--compare-with", str(newer), phases)
    assert "Dezelfde huishoudens onder twee modellen" in page.words


def test_two_models_are_compared_without_a_current_phase(ave: Ave, tmp_path: Path) -> None:
    path = json_lines(tmp_path, [*households("oss"), {"hulpvraag": "x"}])
    done = ave("triage", "--batch", path, "--profile", "oss", "--compare-with", "dalfsen", "--json")
    found = json.loads(done.out)
    assert done.code == 4
    assert found["current_phase_counts"] is False
    assert [one["line"] for one in found["problems"]] == [len(households("oss")) + 1]
    assert all(one["example"]["line"] <= len(households("oss")) for one in found["differences"])


@pytest.mark.parametrize(
    "words",
    [
        ("--batch", "x", "--answers", "y"),
        ("--batch", "x", "--example"),
        ("--batch", "x", "--save", "y"),
        ("--batch", "x", "--markdown"),
        ("--batch", "x", "--csv", "--json"),
        ("--batch", "x", "--csv", "--compare-with", "oss", "--html", "y.html"),
        ("--batch", "list", "--csv", "--json"),
        ("--batch", "list", "--answers", "x"),
        ("--phases",),
        ("--csv", "--example"),
        ("--batch", "er-is-niets.jsonl"),
    ],
)
def test_what_does_not_go_together_is_refused(ave: Ave, words: tuple[str, ...]) -> None:
    done = ave("triage", *words)
    assert done.code == 2
    assert done.out == ""
    assert done.err != ""


class Failing(io.BytesIO):
    """A disk or a network that goes away."""

    def __init__(self, text: str, after: int) -> None:
        super().__init__(text.encode())
        self._after = after

    def fileno(self) -> int:
        return os.open(os.devnull, os.O_RDONLY)

    def readline(self, size: int | None = -1, /) -> bytes:
        self._after -= 1
        if self._after < 0:
            raise OSError
        return super().readline(size)


@pytest.mark.parametrize("after", [0, 1, 100, 1_500])
@pytest.mark.parametrize("begin", ["case;hulpvraag\n" + "a;ja\n" * 2_000, '{"case": "a"}\n' * 2_000])
def test_what_cannot_be_read_to_its_end_is_said(
    ave: Ave, monkeypatch: pytest.MonkeyPatch, begin: str, after: int
) -> None:
    monkeypatch.setattr(caseload, "open_file", lambda _: Failing(begin, after))
    done = ave("triage", "--batch", "x.csv", "--phases")
    assert done.code == 4
    assert "kan niet worden gelezen" in done.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipe")
def test_parquet_through_a_pipe_with_a_name_is_refused_as_standard_input_is(ave: Ave, tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'wb').write(b'PAR1' + bytes(99))"]):
        done = ave("triage", "--batch", str(pipe))
    assert done.code == 2
    assert "Geef de naam van het bestand" in done.err


def on_a_terminal(path: str, *words: str, out: bool = False, columns: int = 80, **environment: str) -> str:
    """What somebody sees at a terminal; the results go there too, or nowhere."""
    import fcntl  # noqa: PLC0415  # Windows has none of these
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-m", "ave_cli", "triage", "--batch", path, "--profile", "oss", *words]
    env = {**os.environ, "TERM": "xterm", **environment}
    for measure in ("COLUMNS", "LINES"):
        env.pop(measure, None)  # the terminal itself tells
    with subprocess.Popen(command, stdout=theirs if out else subprocess.DEVNULL, stderr=theirs, env=env):
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # so it ends
            while piece := os.read(mine, 65_536):
                shown += piece
    os.close(mine)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode("utf-8"))


BARS: dict[str, tuple[tuple[str, ...], dict[str, Any], str]] = {
    "a bar": (("--phases",), {}, "nog 0:00:00"),
    "a bar at forty columns": (("--phases",), {"columns": 40}, "60 gedaan, nog 0:00:00"),
    "no bar for who asked for lines": (("--phases",), {"ACCESSIBLE": "1"}, ""),
    "no bar where nothing can be redrawn": (("--phases",), {"TERM": "dumb"}, ""),
    "no bar between results": (("--phases",), {"out": True}, ""),
    "a bar before a comparison": (("--phases", "--compare-with", "dalfsen"), {"out": True}, "nog 0:00:00"),
    "no bar between lines of a comparison": (("--phases", "--compare-with", "dalfsen", "--csv"), {"out": True}, ""),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminal")
@pytest.mark.parametrize("which", BARS)
def test_a_bar_is_drawn_where_somebody_sees_it_and_it_is_in_nobodys_way(tmp_path: Path, which: str) -> None:
    words, where, told = BARS[which]
    path = json_lines(tmp_path, [{"case": f"z-{number}"} for number in range(60)])
    shown = on_a_terminal(path, *words, **where)
    assert (told in shown) if told else ("gedaan" not in shown)
    assert "\u2026" not in shown
    if "--compare-with" in words and "--csv" not in words:
        assert shown.rindex("gedaan") < shown.index("Dezelfde huishoudens onder twee modellen")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminal")
def test_nothing_is_said_about_the_end_where_the_size_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "pijp"
    os.mkfifo(path)
    text = "".join(json.dumps({"case": f"z-{number}"}) + "\n" for number in range(60))
    with subprocess.Popen([sys.executable, "-c", f"open({str(path)!r}, 'w').write({text!r})"]):
        shown = on_a_terminal(str(path), "--phases")
    assert "60 gedaan" in shown
    assert not any(word in shown for word in ("nog", "\u2501", "0:00"))


def test_the_time_that_is_left_rests_on_what_was_worked_out_and_not_on_what_was_read_ahead(
    ave: Ave, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []

    @contextmanager
    def progress(_title: str, total: int, **_: object) -> Iterator[Callable[[int, int], None]]:
        yield lambda done, part: told.append(part / total - done / 300)

    monkeypatch.setattr(streams, "progress", progress)
    monkeypatch.setattr(batch, "_FIRST", 200)
    path = json_lines(tmp_path, [{"case": f"z-{number:03}"} for number in range(300)])
    assert ave("triage", "--batch", path).code == 0
    assert len(told) == 12
    assert max(map(abs, told)) < 0.2  # lines are read some at a time


@given(st.from_regex(personal_data._REFERENCE.made, fullmatch=True))
def test_what_is_taken_for_a_reference_at_once_looks_like_nothing_else(case: str) -> None:
    unlooked = personal_data._REFERENCE.made
    try:
        personal_data._REFERENCE.made = re.compile("(?!)")
        assert suspicions(case, date(2026, 11, 27)) == ()
        assert suspicions_of_case(case, date(2026, 11, 27)) == ()
    finally:
        personal_data._REFERENCE.made = unlooked


def test_every_option_of_every_fact_can_be_typed_by_its_id_or_its_words() -> None:
    for name in library.index().ids():
        ruleset = library.load(name)
        typed = TypedAnswers(ruleset)
        for fact in ruleset.facts.values():
            for option in fact.options:
                for words in (option, option.upper(), fact.labels[option]):
                    assert typed.read(fact.id, words) in (option, (option,)), (fact.id, words)
            assert typed.read(fact.id, "weet niet") is Gap.DONT_KNOW
