"""A caseload in programs of an office: opened by LibreOffice cell by cell, and read from Parquet."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ave_cli.storage import library

pytestmark = pytest.mark.office
SOFFICE = shutil.which("soffice") or "soffice"
CSV_OUT = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false"
"""Tabs between cells, quotes, UTF-8; cells as they are shown."""
CSV_IN = "--infilter=CSV:59,34,76,1"


def ave(*words: str) -> str:
    """What a command prints."""
    command = [sys.executable, "-m", "ave_cli", "triage", "--profile", "oss", *words]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def converted(path: Path, kind: str, folder: Path, *more: str) -> None:
    """Let LibreOffice open a file and save it as another kind."""
    command = [SOFFICE, f"-env:UserInstallation={(folder / 'home').as_uri()}", "--headless", *more]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(folder), str(path)], check=True, capture_output=True
    )


def caseload(count: int) -> list[dict[str, Any]]:
    """Households made up out of the cases of a model, some answers doubted."""
    chance = random.Random("caseload")
    cases = library.load_cases("oss").cases
    rows = []
    for number in range(count):
        case = chance.choice(cases)
        current = {"current_phase": case.current_phase} if case.current_phase else {}
        answers = {
            fact: "weet_niet" if chance.random() < 0.05 else list(one) if isinstance(one, tuple) else one
            for fact, one in case.answers.items()
        }
        rows.append({"case": f"zaak-{number:05}", **current, **answers})
    return rows


def json_lines(folder: Path, rows: list[dict[str, Any]]) -> str:
    path = folder / "caseload.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def typed(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ("|".join(value) or "geen") if isinstance(value, list) else str(value)


def test_a_caseload_of_ten_thousand_is_read_back_by_a_spreadsheet_cell_by_cell(tmp_path: Path) -> None:
    rows = caseload(10_000)
    rows[0]["case"], rows[1]["case"], rows[2]["case"] = "=1+1", "@SOM(A1)", "+31 zaak"
    text = ave("--batch", json_lines(tmp_path, rows), "--csv")
    ours = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    path = tmp_path / "resultaat.csv"
    path.write_bytes(text.encode("utf-8"))
    converted(path, "ods", tmp_path, CSV_IN)
    converted(tmp_path / "resultaat.ods", CSV_OUT, tmp_path)
    theirs = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8").removeprefix("\ufeff")), delimiter="\t"))
    assert len(theirs) == len(rows) + 1
    # What is after the apostrophe is text for a spreadsheet; some show the sign and some do not
    assert [[cell.removeprefix("'") for cell in line] for line in theirs] == [
        [cell.removeprefix("'") for cell in line] for line in ours
    ]


def test_a_table_that_a_spreadsheet_saved_is_worked_out_as_its_json_lines(tmp_path: Path) -> None:
    rows = caseload(500)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    path = tmp_path / "invoer.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(columns)
        writer.writerows([typed(row[name]) if name in row else "" for name in columns] for row in rows)
    converted(path, "ods", tmp_path, CSV_IN)
    converted(tmp_path / "invoer.ods", "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false", tmp_path)
    wanted = ave("--batch", json_lines(tmp_path, rows), "--phases").splitlines()
    found = ave("--batch", str(path), "--phases").splitlines()
    assert [json.loads(one) | {"line": 0} for one in found] == [json.loads(one) | {"line": 0} for one in wanted]


def test_ten_thousand_in_parquet_are_worked_out_as_json_lines(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = caseload(10_000)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    doubted = {name for name in columns if any(row.get(name) == "weet_niet" for row in rows)}

    def cell(row: dict[str, Any], name: str) -> object:
        one = row.get(name)
        return typed(one) if one is not None and name in doubted else one

    path = tmp_path / "caseload.parquet"
    table = pa.Table.from_pylist([{name: cell(row, name) for name in columns} for row in rows])
    parquet.write_table(table, path)
    wanted = ave("--batch", json_lines(tmp_path, rows), "--phases")
    assert ave("--batch", str(path), "--phases") == wanted


NAN = float("nan")
ODD: dict[str, tuple[dict[str, list[object]], list[str]]] = {
    "numbers as cases": ({"case": [1, 2, None], "hulpvraag": [True, False, None]}, ["", "", ""]),
    "a number as a case, with decimals": ({"case": [1.5]}, ["kort kenmerk"]),
    "a phase as a number": ({"case": ["a", "b"], "current_phase": [2.0, NAN]}, ["", ""]),
    "a date as a case": ({"case": [date(1986, 2, 1)]}, ["kort kenmerk"]),
    "a moment as an answer": (
        {"case": ["a", "b"], "hulpvraag": [datetime(2026, 1, 1, tzinfo=UTC), None]},
        ["ja, nee", ""],
    ),
    "a list of options": ({"case": ["a", "b"], "leefgebieden": [["wonen", "geld"], []]}, ["", ""]),
    "a gap in a list": ({"case": ["a"], "leefgebieden": [["wonen", None]]}, ["antwoord met opties"]),
    "bytes": ({"case": [b"a"], "hulpvraag": [b"ja"]}, ["kort kenmerk"]),
    "whole numbers of a database": (
        {"case": [Decimal(12), Decimal("2.5"), None], "current_phase": [Decimal("2.00"), None, Decimal(3)]},
        ["", "kort kenmerk", ""],
    ),
    "ones and noughts": ({"case": ["a", "b", "c"], "hulpvraag": [1, 0, 2]}, ["", "", "ja, nee"]),
    "a table in a cell": ({"case": ["a"], "hulpvraag": [{"x": 1}]}, ["ja, nee"]),
    "headings as people write them": ({"Case": ["a"], "Gevaar acuut": [True]}, [""]),
    "nobody": ({"case": []}, []),
    "no text": (
        {"case": [b"a\xe9", b"b"], "hulpvraag": [True, False]},
        ["case: wat in deze cel staat, kan niet worden gelezen", ""],
    ),
    "a moment of a billionth": ({"case": [1, None]}, ["kan niet worden gelezen", ""]),
    "a moment in no calendar": ({"case": [10**15, None]}, ["kan niet worden gelezen", ""]),
    "a time that took long": ({"case": ["a"], "current_phase": [1]}, ["kan niet worden gelezen"]),
}
TYPES = {
    "no text": {"case": "string"},
    "a moment of a billionth": {"case": "timestamp[ns]"},
    "a moment in no calendar": {"case": "timestamp[s]"},
    "a time that took long": {"current_phase": "duration[ns]"},
}
"""What the columns of a table are, where they cannot be written from what Python has."""


@pytest.mark.parametrize("odd", ODD)
def test_each_odd_column_of_parquet_is_worked_out_or_said_to_be_wrong(tmp_path: Path, odd: str) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns, wanted = ODD[odd]
    path = tmp_path / "odd.parquet"
    types = TYPES.get(odd, {})
    made = {name: pa.array(one).view(types[name]) if name in types else pa.array(one) for name, one in columns.items()}
    parquet.write_table(pa.table(made), path)
    command = [sys.executable, "-m", "ave_cli", "triage", "--profile", "oss", "--batch", str(path)]
    for phases in ([], ["--phases"]):
        done = subprocess.run([*command, *phases], capture_output=True, check=False)
        told = [" ".join(json.loads(line).get("problems", ())) for line in done.stdout.splitlines()]
        assert len(told) == len(wanted)
        assert all((problem in one) if problem else not one for one, problem in zip(told, wanted, strict=True)), told
        assert done.returncode == (4 if any(wanted) else 0)


def test_two_headings_of_parquet_that_mean_the_same_are_refused(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "twice.parquet"
    parquet.write_table(pa.table({"case": ["a"], "Hulpvraag": [True], "hulpvraag": [False]}), path)
    command = [sys.executable, "-m", "ave_cli", "triage", "--batch", str(path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 4
