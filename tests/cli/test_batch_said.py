"""What a caseload says beside its results: nothing in it is trusted, dropped or chosen in silence."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import time
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.cli import batch as cli_batch
from ave_cli.cli.app import every_command
from ave_cli.cli.batch import BatchOptions, _PhaseWorker, _Worker
from ave_cli.cli.emit import Output
from ave_cli.cli.options import LoadedModels
from ave_cli.engine.answers_file import TypedAnswers, read_answers
from ave_cli.engine.assessment import look_for_danger
from ave_cli.engine.columns import Columns, column_of, danger_unknown, signs
from ave_cli.profile.facts import Answers, Gap
from ave_cli.storage import library
from ave_cli.storage.caseload import MAX_LINE, CaseRow
from ave_cli.storage.table_lines import TableLines
from ave_cli.text import cli as cli_text
from tests.cli.command import Ave, Done

MODELS = library.index().ids()
AGAINST_ITSELF = {"case": "t", "hulpvraag": "nee", "gevaar_inwoner": "ja"}
DANGER = ("gevaar_acuut", "gevaar_inwoner", "gevaar_huisgenoten", "gevaar_omgeving", "gevaar_meerdere")
UNSAFE = ("vermoeden_mishandeling", "geweld_gezien", "kind_vertelt", "gevaar_relatie", "basiszorg_ontbreekt")
BOTH = pytest.mark.parametrize("phases", ["", "--phases"])


@pytest.fixture
def batch(ave: Ave, tmp_path: Path) -> Ave:
    """Type what stands behind a file of households; the first word is that file."""

    def typed(text: str, *words: str) -> Done:
        path = tmp_path / "caseload.csv"
        path.write_bytes(text.encode())
        return ave("triage", "--batch", str(path), *words)

    return typed


def cells(done: Done) -> list[dict[str, str]]:
    """The lines of a table that was printed."""
    head, *lines = csv.reader(io.StringIO(done.out.removeprefix("\ufeff")), delimiter=";")
    return [dict(zip(head, line, strict=True)) for line in lines]


def lines(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize("model", MODELS)
def test_while_no_phase_can_be_told_a_role_is_told_with_the_phase_of_which_that_is_so(batch: Ave, model: str) -> None:
    ruleset = library.load(model)
    told, *_ = cells(batch('{"case": "niets bekend"}', "--profile", model, "--csv"))
    assert told["fase"] == "nog niet te zeggen"
    lightest = ruleset.profile.phases[0].label
    for role in ruleset.profile.roles:
        assert told[role.title].startswith(f"in {lightest}: "), role.id


# Contradictions


@BOTH
def test_answers_that_contradict_each_other_are_seen_in_every_form_and_counted(batch: Ave, phases: str) -> None:
    text = json_lines([AGAINST_ITSELF, {"case": "goed", "hulpvraag": "ja"}])
    told, fine = lines(done := batch(text, "--profile", "oss", phases))
    assert told["contradictions"][0]["facts"] == ["hulpvraag", "gevaar_inwoner"]
    assert fine["contradictions"] == []
    assert "Bij 1 huishouden spreken antwoorden elkaar tegen" in done.err
    one, other = cells(batch(text, "--profile", "oss", "--csv", phases))
    assert one["tegenspraak"] == told["contradictions"][0]["text"]
    assert other["tegenspraak"] == ""


def test_a_phase_that_rests_on_contradictory_answers_is_never_called_sure(batch: Ave) -> None:
    against_themselves = 0
    for name in MODELS:
        rows = [
            {"current_phase": case.current_phase, "hulpvraag": "nee", "werkt_mee": "ja", "zorgmijding": "sterk"}
            | {fact: list(one) if isinstance(one, tuple) else one for fact, one in case.answers.items()}
            for case in library.load_cases(name).cases
        ]
        for phases in ("", "--phases"):
            results = lines(batch(json_lines(rows), "--profile", name, phases))
            for line, cell in zip(
                results, cells(batch(json_lines(rows), "--profile", name, phases, "--csv")), strict=True
            ):
                is_settled, is_wrong = line["phase"]["status"] == "settled", bool(line["contradictions"])
                assert (cell["zekerheid"] == "zeker") is (is_settled and not is_wrong)
                against_themselves += is_settled and is_wrong
    assert against_themselves > 10


@cache
def workers(name: str) -> tuple[_Worker, _Worker]:
    """What works out a household of a model alone, and many of them together."""
    options = BatchOptions(
        file="", profile=name, phases=True, csv=False, other=None, no_bsn=False, ignored=(), output=Output()
    )
    models = LoadedModels(name)
    return _Worker(models, options), _PhaseWorker(models, options)


@given(st.data())
def test_contradictions_of_many_are_those_of_each(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(MODELS))
    ruleset = library.load(name)
    about = {*DANGER[1:], "hulpvraag", "stabiel", "toename_incidenten", "werkt_mee"} & ruleset.facts.keys()
    for fact in ruleset.binding:
        about |= {fact.id, *fact.excludes, *(fact.implies.any if fact.implies else ())}
    answer = st.sampled_from([True, True, False, "weet_niet", None])
    raws = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(sorted(about), answer)), min_size=1, max_size=8))
    rows = [CaseRow(line=place, raw=raw) for place, raw in enumerate(raws, 1)]
    alone, together = (worker.work(rows) for worker in workers(name))
    assert [one.parts["contradictions"] for one in together] == [one.parts["contradictions"] for one in alone]


# Danger


@BOTH
@pytest.mark.parametrize("name", MODELS)
def test_who_looks_for_danger_in_the_table_finds_every_household_with_danger(
    batch: Ave, name: str, phases: str
) -> None:
    ruleset = library.load(name)
    unsafe = UNSAFE
    calm = dict.fromkeys((*DANGER, *UNSAFE), "nee")
    rows = [{**calm, fact: "ja"} for fact in (*DANGER, *unsafe)]
    rows += [{**calm, one: "ja", "current_phase": phase.label} for one in DANGER for phase in ruleset.profile.phases]
    found = cells(batch(json_lines([calm, *rows]), "--profile", name, "--csv", phases))
    assert "gevaar" not in found[0]["meldingen"].casefold()
    for row, cell in zip(rows, found[1:], strict=True):
        assert "gevaar" in cell["meldingen"].casefold(), row
        assert "112" in cell["meldingen"], row
    inwoner = found[1 + DANGER.index("gevaar_inwoner")]
    assert "113" in inwoner["meldingen"]


@BOTH
@pytest.mark.parametrize("name", MODELS)
def test_who_looks_for_danger_finds_every_household_of_which_it_is_not_known(
    batch: Ave, name: str, phases: str
) -> None:
    ruleset = library.load(name)
    calm = dict.fromkeys((*DANGER, *UNSAFE), "nee")
    unsure = [{**calm, fact: "weet niet"} for fact in calm]
    unasked = [{one: answer for one, answer in calm.items() if one != fact} for fact in calm]
    done = batch(json_lines([calm, *unsure, *unasked]), "--profile", name, "--csv", phases)
    first, *others = cells(done)
    assert not first["meldingen"]
    asked = [*calm, *calm]
    for fact, cell in zip(asked, others, strict=True):
        answers = Answers(given=dict.fromkeys((one for one in calm if one != fact), False))
        assert bool(look_for_danger(ruleset, answers).unknown) is ("gevaar" in cell["meldingen"]), fact
    assert all("gevaar" in cell["meldingen"] for cell, fact in zip(others, asked, strict=True) if fact in DANGER)


@given(st.data())
def test_what_is_not_known_about_danger_of_many_is_that_of_each(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(MODELS))
    ruleset = library.load(name)
    values: list[bool | Gap] = [True, False, False, False, Gap.DONT_KNOW, Gap.NOT_ANSWERED]
    answer = st.sampled_from(values)
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys((*DANGER, *UNSAFE), answer)), min_size=1, max_size=8))
    columns = Columns(ruleset, {fact: column_of([row[fact] for row in rows]) for fact in rows[0]}, len(rows))
    given_ = [{fact: one for fact, one in row.items() if one is not Gap.NOT_ANSWERED} for row in rows]
    each = [bool(look_for_danger(ruleset, Answers(given=one)).unknown) for one in given_]
    assert list(map(bool, signs(danger_unknown(columns), len(rows)))) == each


# Which model


@BOTH
def test_a_model_that_does_not_count_is_said(batch: Ave, phases: str) -> None:
    text = "case;profile\na;dalfsen\nb;amsterdam\nc;oss\nd;\n"
    done = batch(text, "--profile", "oss", phases)
    assert done.code == 0
    assert "Bij 2 huishoudens noemt het bestand een ander model" in done.err
    assert "Geen model" not in done.err
    for own in ("oss", "OSS", "Oss", " oss "):
        assert "ander model" not in batch(f"case;profile\nc;{own}\nd;\n", "--profile", "oss", phases).err


@BOTH
def test_a_model_that_nobody_chose_is_said_once_with_how_many_it_counted_for(batch: Ave, phases: str) -> None:
    done = batch("case;profile\na;dalfsen\nb;\nc;\n", phases)
    assert done.err.count("Oss") == 1
    assert "Bij 2 huishoudens is geen model genoemd of gekozen" in done.err
    assert batch("case;profile\na;dalfsen\nb;oss\n", phases).err == "2 huishoudens uitgerekend.\n"
    assert "geen model" not in batch("case\na\n", "--profile", "dalfsen", phases).err


@BOTH
def test_a_household_of_an_unknown_model_is_a_problem_that_names_the_known_ones(batch: Ave, phases: str) -> None:
    done = batch("case;profile;gevaar_acuut\na;amsterdam;nee\n", phases)
    (found,) = lines(done)
    assert all(name in found["problems"][0] for name in MODELS)


@BOTH
@pytest.mark.parametrize("models", [("oss", "dalfsen"), ("dalfsen", "oss")])
def test_a_column_that_one_of_two_models_knows_is_one_of_both(batch: Ave, models: tuple[str, str], phases: str) -> None:
    first, second = models
    words = ("--profile", first, "--compare-with", second, phases)
    for text in (json_lines([{"case": "a", "alleen_stagnatie": "ja"}]), "case;alleen_stagnatie\na;ja\n"):
        done = batch(text, *words, "--json")
        assert done.code == 0
        assert json.loads(done.out)["households"] == 1
    assert "'verzonnen' is niet bekend" in batch("case;verzonnen\na;ja\n", *words).err


def test_a_comparison_without_a_first_model_says_which_that_is_and_not_what_no_comparison_takes(batch: Ave) -> None:
    done = batch(json_lines([{"case": "a"}]), "--compare-with", "dalfsen", "--phases", "--csv")
    assert done.err.splitlines()[0] == cli_text.first_model("Oss")
    assert "kolom 'profile'" not in done.err
    assert done.code == 0


def test_a_comparison_is_of_two_models_and_not_of_what_the_file_names(batch: Ave) -> None:
    text = "case;profile\na;dalfsen\nb;oss\n"
    refused = batch(text, "--compare-with", "oss")
    assert refused.code == 2
    assert "--profile" in refused.err
    done = batch(text, "--profile", "oss", "--compare-with", "dalfsen", "--csv")
    assert {(cell["model, eerst"], cell["model, daarna"]) for cell in cells(done)} == {("oss", "dalfsen")}
    assert "Bij 1 huishouden noemt het bestand een ander model" in done.err


@pytest.mark.parametrize(
    "words", [("triage", "--batch", "{}", "--compare-with", "groningen"), ("profiles", "compare", "oss", "groningen")]
)
def test_an_unknown_model_is_not_answered_with_an_option_that_was_not_meant(
    ave: Ave, tmp_path: Path, words: tuple[str, ...]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("case\na\n", encoding="utf-8")
    done = ave(*(word.format(path) for word in words))
    assert done.code == 2
    assert "bedoelde u 'regio-groningen'?" in done.err
    assert "--profile" not in done.err


VALUES = {"--profile": "oss", "--compare-with": "dalfsen", "--ignore-column": "x", "--current-phase": "2"}


def test_what_goes_with_a_caseload_is_named_and_nothing_else(batch: Ave, tmp_path: Path) -> None:
    shown = batch("{}", "--save", str(tmp_path)).err
    options = every_command()["commands"]["triage"]["options"]
    quiet = {"--batch", "--no-input", "--no-draft"}  # itself, and what there is nothing to ask or to keep for
    taken = set()
    for name in options.keys() - quiet:
        typed = str(tmp_path / "pagina.html") if name == "--html" else VALUES.get(name, "x")
        other = () if name == "--compare-with" else ("--compare-with", "dalfsen")
        if batch("{}", name, *([typed] if options[name] else []), *other).code == 0:
            taken.add(name)
    assert taken == set(re.findall("--[a-z-]+", shown)) - quiet


# Two models


def changed(batch: Ave, *words: str) -> Done:
    cases = library.load_cases("oss").cases
    rows = [
        {
            "case": f"k-{number}",
            **{fact: list(one) if isinstance(one, tuple) else one for fact, one in case.answers.items()},
        }
        for number, case in enumerate(itertools.islice(itertools.cycle(cases), 80), 1)
    ]
    return batch(json_lines(rows), "--profile", "oss", "--compare-with", "dalfsen", *words)


SAID: dict[str, tuple[dict[str, Any], str, bool]] = {
    "the same phases": ({"gevaar_acuut": True}, "Alleen fase, zekerheid, richting en meldingen zijn vergeleken", True),
    "the same advice": ({"gevaar_acuut": True}, "komt er iets anders uit", False),
    "other alerts": ({"gevaar_inwoner": True}, "verschillen alleen de meldingen", True),
    "nobody": ({"gevaar_acuut": "misschien wel"}, "Er is geen huishouden vergeleken. 1 regel had problemen", False),
}
"""What a household says, what is told of a comparison, and whether more was said than was looked at before."""


@pytest.mark.parametrize("which", SAID)
def test_a_comparison_says_no_more_than_was_compared(batch: Ave, which: str) -> None:
    answers, told, is_phases = SAID[which]
    other = {"the same advice": "oss", "other alerts": "regio-groningen"}.get(which, "dalfsen")
    words = ("--profile", "oss", "--compare-with", other, *(["--phases"] if is_phases else []))
    text = json_lines([{"case": "a", **answers}])
    page = batch(text, *words).words
    assert told in page
    assert ("iets anders uit" in page) is (which == "the same advice")
    assert ("verder in het advies" in page) is False
    assert json.loads(batch(text, *words, "--json").out)["phases_only"] is is_phases


@BOTH
def test_which_households_differ_is_told_in_every_form(batch: Ave, phases: str) -> None:
    found = json.loads(changed(batch, "--json", phases).out)
    table = cells(changed(batch, "--csv", phases))
    kinds = {one["kind"]: one for one in found["differences"]}
    assert len(table) == found["households"] == 80
    for kind, title in (("advised", "Geadviseerde fase"), ("at_most", "Fase, ten hoogste")):
        named = [cell["zaak"] for cell in table if title in cell["Wat er anders uitkomt"]]
        assert [one["case"] for one in kinds[kind]["cases"]] == named
        assert kinds[kind]["count"] == len(named) > 0
    assert all(
        cell["fase, eerst"] != cell["fase, daarna"] for cell in table if "Geadv" in cell["Wat er anders uitkomt"]
    )
    short, full = changed(batch, "--plain", phases), changed(batch, "--plain", "--full", phases)
    last = kinds["at_most"]["cases"][-1]["case"]
    assert full.out.count(f"({last})") > short.out.count(f"({last})")
    assert "alle met --full of --csv" in short.out


def test_a_comparison_says_of_which_households_the_answers_contradict_each_other(batch: Ave) -> None:
    text = json_lines([AGAINST_ITSELF, {"case": "goed", "hulpvraag": "ja"}])
    done = batch(text, "--profile", "oss", "--compare-with", "dalfsen", "--csv")
    one, other = cells(done)
    assert one["tegenspraak"]
    assert not other["tegenspraak"]
    assert "--csv" in done.err
    assert "Bij 1 huishouden spreken antwoorden" in done.err


def test_the_phase_comes_first_and_is_counted_apart_from_words(batch: Ave) -> None:
    done = changed(batch, "--plain")
    places = [
        done.out.index(f"- {title}")
        for title in ("Geadviseerde fase", "Richting", "Meldingen")
        if f"- {title}" in done.out
    ]
    assert places == sorted(places)
    assert places[-1] < done.out.index("- Wie: ") < done.out.index("- Volgende stappen")
    found = json.loads(changed(batch, "--json").out)
    other = found["changed"] - found["changed_phase"]
    assert f"bij {found['changed_phase']} komt een andere fase, zekerheid of richting uit" in done.words
    assert other == 0 or f"bij {other} verschilt alleen" in done.words


HALF_READ: list[tuple[str, str, dict[str, Any], bool]] = [
    ("oss", "dalfsen", {"current_phase": "zeven"}, True),
    ("oss", "dalfsen", {"huidige_fase": "zeven"}, True),
    ("oss", "westerkwartier", {"current_phase": "2A"}, True),
    ("westerkwartier", "oss", {"current_phase": "2A"}, False),
    ("westerkwartier", "oss", {"huidige_fase": "2A"}, False),
    ("oss", "dalfsen", {"current_phase": "2", "huidige_fase": "3"}, True),
    ("oss", "oss", {"current_phase": "2A"}, True),
    ("oss", "dalfsen", {"current_phase": " "}, False),
]


@BOTH
@pytest.mark.parametrize(("first", "second", "row", "is_wrong"), HALF_READ)
def test_a_household_that_cannot_be_read_is_a_problem_and_no_difference(
    batch: Ave, first: str, second: str, row: dict[str, Any], is_wrong: bool, phases: str
) -> None:
    text = json_lines([{"case": "a", **row}, {"case": "b"}])
    words = ("--profile", first, "--compare-with", second, phases)
    done = batch(text, *words, "--json")
    found = json.loads(done.out)
    assert done.code == (4 if is_wrong else 0)
    assert found["households"] == (1 if is_wrong else 2)
    assert [one["case"] for one in found["problems"]] == (["a"] if is_wrong else [])
    assert all(one["example"]["case"] == "b" or not is_wrong for one in found["differences"])
    one, _ = cells(batch(text, *words, "--csv"))
    assert bool(one["problemen"]) is is_wrong


@BOTH
def test_who_can_be_worked_out_under_one_version_only_is_a_problem_that_names_it(
    batch: Ave, tmp_path: Path, phases: str
) -> None:
    text = library.profile_file("oss").read_text(encoding="utf-8").replace('id = "oss"', 'id = "eigen"', 1)
    for folder, words in (("oud", text), ("nieuw", text.replace('"AVE 2"', '"Stap 2"'))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "profile.toml").write_text(words, encoding="utf-8")
    rows = json_lines([{"case": "a", "current_phase": "Stap 2"}, {"case": "b", "current_phase": "AVE 1"}])
    models = ("--profile", str(tmp_path / "oud"), "--compare-with", str(tmp_path / "nieuw"))
    done = batch(rows, *models, "--json", phases)
    found = json.loads(done.out)
    assert (done.code, found["households"]) == (4, 1)
    (problem,) = found["problems"]
    assert problem["case"] == "a"
    assert "onder het model van Oss 20" in problem["problems"][0]


@BOTH
def test_opposite_moves_are_counted_apart(batch: Ave, phases: str) -> None:
    found = json.loads(changed(batch, "--json", phases).out)
    for one in found["differences"]:
        assert sum(move["count"] for move in one["moves"]) == one["count"]
        assert (one["old"], one["new"]) in [(move["old"], move["new"]) for move in one["moves"]]
    table = cells(changed(batch, "--csv", phases))
    page = changed(batch, "--plain", phases).words
    advised = next(one for one in found["differences"] if one["kind"] == "at_most")
    for move in advised["moves"]:
        pairs = [(cell["ten hoogste, eerst"], cell["ten hoogste, daarna"]) for cell in table]
        assert pairs.count((move["old"], move["new"])) == move["count"]
        assert f"{move['old']} -> {move['new']} ({move['count']} keer)" in page


# What a file holds


@pytest.mark.parametrize("text", ["case;gevaar_acuut;leefgebieden\n", "case;leefgebieden\n;\n;;\n\n", "\ufeffcase\r\n"])
def test_a_table_without_households_says_that_and_blames_no_column(batch: Ave, text: str) -> None:
    done = batch(text, "--profile", "oss")
    assert (done.code, done.out) == (0, "")
    assert "staan geen huishoudens" in done.err
    assert "niet bekend" not in done.err


HEADINGS = [
    ("zaak", "case"),
    ("Zaaknummer", "case"),
    ("fase nu", "current_phase"),
    ("gemeente", "profile"),
    ("jeugd", "minderjarige"),
    ("acuut gevaar", "gevaar_acuut"),
    ("één plan", "een_plan"),
    ("gevaar_acut", "gevaar_acuut"),
    ("opmerking", None),
    ("wijk", None),
]


@pytest.mark.parametrize(("heading", "meant"), HEADINGS)
def test_a_heading_in_other_words_is_answered_with_the_column_that_was_meant(
    batch: Ave, heading: str, meant: str | None
) -> None:
    done = batch(f"{heading};hulpvraag\nx;ja\n", "--profile", "oss")
    assert done.code == 4
    assert (f"bedoelde u '{meant}'?" in done.err) if meant else ("bedoelde u" not in done.err)
    assert "ave triage --batch list" in done.err
    for typed in (heading, heading.upper(), heading.replace(" ", "_")):
        assert batch(f"{heading};hulpvraag\nx;ja\n", "--profile", "oss", "--ignore-column", typed).code == 0


@pytest.mark.parametrize("name", ["current_phase", "profile", "case", "hulpvraag"])
@BOTH
def test_a_column_that_is_left_out_counts_nowhere(batch: Ave, name: str, phases: str) -> None:
    table = f"case;{name if name != 'case' else 'gevaar_acuut'}\n123456782;onzin\n"
    rows = [{"case": "z", "answers": {name: "onzin"}} if name != "case" else {"Case": "123456782"}]
    others = ("--ignore-column", "case", "--ignore-column", "gevaar_acuut") if name == "case" else ("--case-is-no-bsn",)
    for text in (table, json_lines(rows)):
        done = batch(text, "--profile", "oss", "--ignore-column", name, *others, phases)
        assert done.code == 0, done.err
        assert "onzin" not in done.out + done.err


def test_what_is_left_out_holds_no_problem_either(batch: Ave, tmp_path: Path, ave: Ave) -> None:
    text = 'case;Opmerking;hulpvraag\na;"kwam\n\nniet;";ja\nb;x;nee\n'
    done = batch(text, "--profile", "oss", "--ignore-column", "opmerking", "--phases")
    assert [(one["line"], one["case"]) for one in lines(done)] == [(2, "a"), (5, "b")]
    path = tmp_path / "ansi.csv"
    path.write_bytes("case;opmerking;hulpvraag\na;één;ja\n".encode("cp1252"))
    assert ave("triage", "--batch", str(path), "--profile", "oss", "--ignore-column", "opmerking").code == 0


QUOTES = [
    ('a;"ja;x\nb;nee;y\nc;ja;z\n', [(2, None), (3, "b"), (4, "c")]),
    ('a;ja;"los\nb;nee;y\nc;ja;"ook los\nd;ja;z\n', [(2, None), (3, "b"), (4, None), (5, "d")]),
    ('a;ja;x\nb;nee;"y', [(2, "a"), (3, None)]),
    ('a;"ja"x;x\nb;nee;"y\nkomt nog"\nc;ja;z\n', [(2, None), (3, "b"), (5, "c")]),
    ('a;ja;"los\nb;nee;y";\nc;ja;z\n', [(2, None), (3, None), (4, "c")]),
    ('a;ja;"12"" buis"\nb;ja;5" buis\n', [(2, "a"), (3, "b")]),
    ('a;ja;"x\ny"\nb;ja;"\n\n"\nc;ja;\n', [(2, "a"), (4, "b"), (7, "c")]),
]


@pytest.mark.parametrize(("text", "wanted"), QUOTES)
def test_a_loose_quote_takes_no_other_household_along_and_a_break_in_a_cell_none(
    batch: Ave, text: str, wanted: list[tuple[int, str | None]]
) -> None:
    done = batch(f"case;hulpvraag;opmerking\n{text}", "--profile", "oss", "--phases", "--ignore-column", "opmerking")
    found = [(one["line"], None if "problems" in one else one["case"]) for one in lines(done)]
    assert found == wanted


def test_what_stands_under_a_loose_quote_and_is_no_household_becomes_none(batch: Ave) -> None:
    text = 'case;hulpvraag;opmerking\na;ja;"de buurvrouw zei\nJansen belde\n\nb;nee;y\n'
    done = batch(text, "--profile", "oss", "--phases", "--ignore-column", "opmerking")
    assert [("problems" in one, one["case"]) for one in lines(done)] == [(True, None), (True, None), (False, "b")]
    assert "Jansen" not in done.out + done.err


LONG = MAX_LINE + 10_000
TALK = "Mevrouw Jansen zei; dat het; niet gaat\n"
TOO_LONG: dict[str, tuple[str, list[tuple[int, str | None]]]] = {
    "a line": (f"a;ja;{'x' * LONG}\nb;nee;y\n", [(2, None), (3, "b")]),
    "a line that ends as a household": (f"a;ja;{'x' * (MAX_LINE - 5)}Jan;ja;z\nb;nee;y\n", [(2, None), (3, "b")]),
    "a line of many times": (f"a;ja;{'x' * 3 * LONG}\nb;nee;y\n", [(2, None), (3, "b")]),
    "a cell with quotes": (f'a;ja;"{"x" * LONG}"\nb;nee;y\n', [(2, None), (3, "b")]),
    "a cell of many lines": (f'a;ja;"{TALK * 9_000}"\nb;nee;y\n', [(2, None), (9003, "b")]),
    "a line in a cell": (f'a;ja;"{TALK}{"x" * LONG}\n{TALK}"\nb;nee;y\n', [(2, None), (6, "b")]),
    "a cell that is not too long": (f'a;ja;"{TALK.replace(";", ",") * 6_000}"\nb;nee;y\n', [(2, "a"), (6003, "b")]),
    "a line that is not too long": (f"a;ja;{'x' * (MAX_LINE - 500)}\nb;nee;y\n", [(2, "a"), (3, "b")]),
}


@pytest.mark.parametrize("which", TOO_LONG)
@BOTH
def test_nothing_in_what_is_too_long_becomes_a_household(batch: Ave, which: str, phases: str) -> None:
    text, wanted = TOO_LONG[which]
    done = batch(f"case;hulpvraag;opmerking\n{text}", "--profile", "oss", phases, "--ignore-column", "opmerking")
    found = [(one["line"], one["case"]) for one in lines(done)]
    assert [one for one in found if one[1]] == [one for one in wanted if one[1]]
    assert found[0] == wanted[0]
    assert [one["line"] for one in lines(done)] == sorted({one["line"] for one in lines(done)})
    assert "Jan" not in done.out + done.err
    assert done.code == (4 if (2, None) in wanted else 0)


LOOSE_TEXT = [
    'a;ja;"ze zei "nee" en\nJansen;x;y\nPietersen;ja;y\n";\n',
    'a;ja;"ze zei "nee" en\nMevrouw Jansen;ja;y\n";z\n',
    'a;ja;"begin\nJansen;;y\nJansen;weg;y\nJansen;ja\n',
    "a;ja\nJansen;;y\n",
    "a;ja\nMevrouw Jansen;ja;y\n",
    "a;ja\nJansen;x;y;z\nJansen;;y\nJansen;belde;y\n",
    "a;ja\nJansen belde\nJansen;kwam;y\n",
    'a;ja;"een\nMevrouw Jansen;nee;y\n twee"drie\n',
]


@pytest.mark.parametrize("text", LOOSE_TEXT)
def test_text_behind_a_loose_quote_or_a_short_row_is_taken_for_a_household_only_where_all_of_it_reads_as_one(
    batch: Ave, text: str
) -> None:
    words = ("--profile", "oss", "--phases", "--ignore-column", "opmerking")
    done = batch(f"case;hulpvraag;opmerking\n{text}b;nee;y\n", *words)
    assert "Jansen" not in done.out + done.err
    assert [one["case"] for one in lines(done) if "problems" not in one] == (
        ["Pietersen", "b"] if "Pietersen" in text else ["b"]
    )


@pytest.mark.parametrize("line", ['{n};ja;"x', '"{n}";"ja";"x";"', '{n};ja";"x', 'a;"ja;x', '";"ja;"', "{n};ja;x"])
def test_loose_quotes_on_every_line_take_time_by_the_line(line: str) -> None:
    def spent(count: int) -> float:
        texts = [f"{line.format(n=number)}\n" for number in range(count)]
        start = time.process_time()
        assert sum(len(one.lines) for one in TableLines(iter(texts), 0, ";", MAX_LINE)) == count
        return time.process_time() - start

    assert min(spent(20_000) / max(spent(5_000), 0.001) for _ in range(3)) < 8


@pytest.mark.parametrize("name", ["00123456782", "06 12345678", "JdV-19850312", "5341AB12", "12 mrt 85"])
def test_a_file_without_headings_shows_nothing_of_its_first_household(batch: Ave, name: str) -> None:
    done = batch(f"{name};ja\nx;nee\n", "--profile", "oss")
    assert done.code == 4
    assert name not in done.err
    assert name.replace(" ", "_").casefold() not in done.err
    assert "[weggehaald]" in done.err


@pytest.mark.parametrize(
    ("first", "hidden"),
    [
        ("Jan Jansen;ja;nee", "jansen"),
        ("2026-001;AVE 2;wonen|geld", "2026"),
        ("Kerkstraat 5;weet niet", "kerkstraat"),
        ("2026-001\tONWAAR", "2026"),
    ],
)
def test_of_a_first_household_without_headings_nothing_is_shown_whatever_it_is_called(
    batch: Ave, first: str, hidden: str
) -> None:
    done = batch(f"{first}\n{first}\n", "--profile", "oss")
    assert (done.code, done.out) == (4, "")
    assert hidden not in done.err.casefold()
    assert cli_text.NO_HEADINGS in done.err


@pytest.mark.parametrize("first", ["foo;bar", "naam;adres", "zaaknummer;fase", "foo;hulpvraag"])
def test_headings_that_are_not_known_are_still_named(batch: Ave, first: str) -> None:
    done = batch(f"{first}\nx;ja\n", "--profile", "oss")
    assert done.code == 4
    assert f"'{first.partition(';')[0]}'" in done.err


@BOTH
def test_a_comparison_in_a_table_says_what_is_not_known_about_danger(batch: Ave, phases: str) -> None:
    text = json_lines([{"case": "a", "gevaar_acuut": "nee"}])
    (found,) = cells(batch(text, "--profile", "oss", "--compare-with", "dalfsen", "--csv", phases))
    assert "gevaar" in found["meldingen, eerst"]
    assert "gevaar" in found["meldingen, daarna"]


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_called_one_and_is_not_to_be_saved_by_a_text_editor(
    ave: Ave, tmp_path: Path, start: bytes
) -> None:
    path = tmp_path / "caseload.xlsx"
    path.write_bytes(start + bytes(range(256)) * 4)
    done = ave("triage", "--batch", str(path))
    assert done.code == 4
    assert "werkmap" in done.err
    assert "CSV UTF-8" in done.err
    assert "Kladblok" not in done.err


def test_a_column_that_stands_there_twice_is_named(batch: Ave) -> None:
    done = batch("case;Hulpvraag;hulpvraag;gevaar_acuut;x;x\na;ja;nee;;;\n", "--profile", "oss", "--ignore-column", "x")
    assert done.code == 4
    assert "'hulpvraag'" in done.err
    assert "'x'" not in done.err


@BOTH
def test_a_case_that_comes_twice_is_named_with_its_lines(batch: Ave, phases: str) -> None:
    done = batch("case;hulpvraag\nK-1;ja\nK-2;nee\nK-1;nee\n;ja\n;ja\nK-3;\nK-1;\n", "--profile", "oss", phases)
    assert "K-1 (regel 2, 4 en 8)" in done.err
    assert "K-2" not in done.err
    assert len(lines(done)) == 7


@BOTH
@pytest.mark.parametrize("other", ["k-1 \u00e9", "K-1  \u00c9", " K-1 \u00c9"])
def test_a_case_is_the_same_in_any_letters_as_it_is_for_notes(batch: Ave, phases: str, other: str) -> None:
    text = f"case;hulpvraag\nK-1 \u00e9;ja\nK-2;nee\n{other};nee\n"
    done = batch(text, "--profile", "oss", phases)
    assert "K-1 \u00e9 (regel 2 en 4)" in done.err
    assert [one["case"] for one in lines(done)] == ["K-1 \u00e9", "K-2", other.strip()]
    compared = batch(text, "--profile", "oss", "--compare-with", "dalfsen", phases)
    assert "K-1 \u00e9 (regel 2 en 4)" in compared.err


@BOTH
def test_cases_that_come_on_every_line_are_told_in_a_short_sentence(batch: Ave, phases: str) -> None:
    done = batch("case;hulpvraag\n" + "K-1;ja\n" * 90, "--profile", "oss", phases)
    assert "K-1 (regel 2, 3, 4, 5 en nog 86). Elke regel is apart uitgerekend." in done.err
    assert len(done.err) < 200


@pytest.mark.parametrize("kind", ["lines", "table"])
def test_roles_of_a_model_that_is_named_late_have_their_column(
    batch: Ave, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(cli_batch, "_FIRST", 2)
    late = "dordrecht-zwijndrecht"
    names = ["", "", "", late]
    rows = [{"case": f"k-{number}", "profile": name, "gevaar_inwoner": "ja"} for number, name in enumerate(names)]
    table = "case;profile;gevaar_inwoner\n" + "".join(";".join(row.values()) + "\n" for row in rows)
    text = table if kind == "table" else json_lines({key: one for key, one in row.items() if one} for row in rows)
    last = cells(batch(text, "--csv"))[-1]
    (alone,) = cells(batch(json_lines(rows[-1:]), "--profile", late, "--csv"))
    assert {one for name, one in alone.items() if name != "regel"} <= set(last.values())
    own = {role.id: role.title for role in library.load(late).profile.roles}
    for other in (role.id for role in library.load("oss").profile.roles):
        own.pop(other, None)
    assert own
    assert {title: last[title] for title in own.values()} == {title: alone[title] for title in own.values()}


@BOTH
def test_answers_that_a_model_does_not_look_at_are_said(batch: Ave, phases: str) -> None:
    ruleset = library.load("oss")
    unused = next(fact.id for fact in ruleset.facts.values() if fact.id not in ruleset.used and not fact.options)
    done = batch(f"case;{unused};hulpvraag\na;ja;ja\n", "--profile", "oss", phases)
    assert f"kijkt het model van Oss niet: {unused}." in done.err
    assert batch(f"case;{unused};hulpvraag\na;;ja\n", "--profile", "oss").err == "1 huishouden uitgerekend.\n"
    empty = json_lines([{"case": "a", unused: None}, {"case": "b", unused: ""}, {"case": "c", unused: " "}])
    assert batch(empty, "--profile", "oss", phases).err == "3 huishoudens uitgerekend.\n"


@BOTH
@pytest.mark.parametrize(
    ("households", "words", "wanted"),
    [
        (1, (), "1 huishouden uitgerekend."),
        (2, ("--csv",), "2 huishoudens uitgerekend."),
        (1_234, (), "1.234 huishoudens uitgerekend."),
        (2, ("--compare-with", "dalfsen", "--csv"), "2 huishoudens uitgerekend."),
        (2, ("--compare-with", "dalfsen"), ""),
        (2, ("--compare-with", "dalfsen", "--json"), ""),
        (0, (), ""),
    ],
)
def test_how_many_households_were_worked_out_is_said_once_at_the_end(
    batch: Ave, households: int, words: tuple[str, ...], wanted: str, phases: str
) -> None:
    text = "case;hulpvraag\n" + "".join(f"K-{number};ja\n" for number in range(households))
    done = batch(text, "--profile", "oss", *words, phases)
    assert done.code == 0
    assert "uitgerekend." not in done.out
    if households:
        assert ("uitgerekend" in done.err) is bool(wanted)
        assert done.err.endswith(f"{wanted}\n" if wanted else "")
    else:
        assert done.err.count("uitgerekend") == 1


# What a cell holds


@pytest.mark.parametrize(
    ("fact", "typed", "meant"),
    [
        ("samenwerking", "stagneerd", "stagneert"),
        ("leefgebieden", "wonen|gelt", "geld"),
        ("hulpvraag", "jaa", "ja"),
        ("hulpvraag", "weetnie", "weet niet"),
        ("hulpvraag", "Jansen", None),
        *(("hulpvraag", word, "weet niet") for word in ("ja|nee", "nee/ja", "nee?", "Ja ?", "j/n", "misschien nee")),
        ("zorgmijding", "nee?", "weet niet"),
        ("zorgmijding", "lijkt/sterk", "weet niet"),
        ("zorgmijding", "sterkk", "sterk"),
        ("zorgmijding", "niet sterk", "weet niet"),
        ("hulpvraag", "niet ja", "weet niet"),
        ("hulpvraag", "ja!", "ja"),
        ("onrust", "ja!", "ja"),
        ("onrust", "dreigt/ja", "weet niet"),
        ("huidige_fase", "AVE 22", None),
    ],
)
def test_a_cell_that_is_nearly_an_answer_is_answered_with_that_one(fact: str, typed: str, meant: str | None) -> None:
    with pytest.raises(ValueError, match=fact) as error:
        TypedAnswers(library.load("oss")).read(fact, typed)
    assert (f"bedoelde u '{meant}'?" in str(error.value)) if meant else ("bedoelde u" not in str(error.value))
    assert typed not in str(error.value)


def test_unknown_is_never_an_answer_and_a_phase_may_be_called_one() -> None:
    typed = TypedAnswers(library.load("oss"))
    for words in ("onbekend", "Onbekend", "niet bekend", "weet niet"):
        for fact in ("gevaar_acuut", "samenwerking", "leefgebieden", "huidige_fase"):
            assert typed.read(fact, words) is Gap.DONT_KNOW
    for words in ("weet-niet", "Weet het niet", "weet ik niet"):
        assert typed.read("hulpvraag", words) is Gap.DONT_KNOW
    assert {typed.read("huidige_fase", words) for words in ("2", "AVE 2", "fase 2", "Fase AVE 2", "fase2")} == {"2"}


def test_a_present_phase_that_is_two_halves_is_answered_with_both_and_not_with_one() -> None:
    ruleset = library.load("westerkwartier")
    for raw, phase in (({}, "2"), ({"huidige_fase": "2"}, None)):
        _, (problem,) = read_answers(ruleset, raw, phase)
        assert "bedoelde u" not in problem
        assert "2A" in problem
        assert "2B" in problem


def test_staying_is_called_staying_also_where_the_phase_is_not_sure(batch: Ave) -> None:
    rows = [
        {fact: list(one) if isinstance(one, tuple) else one for fact, one in case.answers.items()}
        | {"current_phase": phase.label}
        for phase in library.load("oss").profile.phases
        for case in library.load_cases("oss").cases
    ]
    for row in rows:
        row.pop("huidige_fase", None)
    results = lines(batch(json_lines(rows), "--profile", "oss", "--phases"))
    table = cells(batch(json_lines(rows), "--profile", "oss", "--phases", "--csv"))
    ways = {(line["phase"]["direction"], cell["richting"]) for line, cell in zip(results, table, strict=True)}
    assert ("same", "blijft") in ways
    assert len(ways) == len(dict(ways))


PLAIN_FORMS: list[tuple[str, object, object]] = [
    *(("current_phase", one, "2") for one in ("2,0", "2.0", 2.0, "2,00")),
    *(("hulpvraag", one, 1) for one in ("1,0", "1.0", 1.0, "ja")),
    *(("hulpvraag", one, 0) for one in ("0,0", 0, -0.0, 0.0, "0")),
    *(("leefgebieden", one, ["wonen"]) for one in ("wonen|", "|wonen", "wonen||", "wonen | ", ["Wonen"])),
    *(("leefgebieden", one, []) for one in ("geen", ["geen"], ["Geen van deze"])),
    *(("hulpvraag", one, None) for one in (" ", "\xa0", "\t ")),
    *(("current_phase", one, None) for one in (" ", "\xa0")),
    ("case", 2026017.0, "2026017"),
    ("case", " ", None),
    ("profile", " oss ", "oss"),
    ("profile", "OSS ", "oss"),
]


@BOTH
@pytest.mark.parametrize(("name", "typed", "plain"), PLAIN_FORMS, ids=[f"{one[0]}-{one[1]!r}" for one in PLAIN_FORMS])
def test_a_form_of_a_spreadsheet_or_a_program_is_its_plain_form(
    batch: Ave, name: str, typed: object, plain: object, phases: str
) -> None:
    base = {"case": "a", "profile": "oss"}
    one, other = lines(batch(json_lines([{**base, name: typed}, {**base, name: plain}]), phases))
    assert "problems" not in one
    assert {**one, "line": 2} == other


@BOTH
@pytest.mark.parametrize(
    ("name", "typed"),
    [("current_phase", "2,5"), ("leefgebieden", "|"), ("leefgebieden", "wonen|geen"), ("case", 1.5), ("case", 1e300)],
)
def test_a_form_that_can_mean_more_is_refused(batch: Ave, name: str, typed: object, phases: str) -> None:
    (found,) = lines(batch(json_lines([{name: typed}]), "--profile", "oss", phases))
    assert found["problems"]


# The columns


def test_the_columns_can_be_listed_and_what_is_listed_is_accepted(ave: Ave, batch: Ave) -> None:
    for name in MODELS:
        found = json.loads(ave("triage", "--batch", "list", "--profile", name, "--json").out)["columns"]
        head = ave("triage", "--batch", "list", "--profile", name, "--csv").out
        assert [one["name"] for one in found] == next(
            csv.reader(io.StringIO(head.removeprefix("\ufeff")), delimiter=";")
        )
        page = ave("triage", "--batch", "list", "--profile", name, "--plain").out
        for one in found:
            assert f"- {one['name']}" in page
        filled = ";".join("|".join(one["options"][:1]) or ("ja" if one["kind"] == "yes_no" else "") for one in found)
        assert batch(f"{head}{filled}\n", "--profile", name, "--phases").code == 0


@pytest.mark.parametrize("name", MODELS)
def test_what_is_typed_as_the_present_phase_is_listed_and_accepted(ave: Ave, batch: Ave, name: str) -> None:
    phases = [*(phase.label for phase in library.load(name).profile.phases), "geen"]
    words = ave("triage", "--batch", "list", "--profile", name, "--plain").words
    assert cli_text.pick_one(phases) in words
    text = "case;current_phase\n" + "".join(f"k-{place};{phase}\n" for place, phase in enumerate(phases))
    assert batch(text, "--profile", name, "--phases").code == 0


BEFORE = [
    "oops",
    '"x"',
    "null",
    "[1]",
    "",
    "   ",
    "{kapot",
    "oops\nnog eens",
    "\n\n[]",
    "case;hulpvraag",
    f'"{"x" * LONG}"',
]


@pytest.mark.parametrize("before", BEFORE)
def test_a_first_line_that_is_not_right_stops_no_other(batch: Ave, before: str) -> None:
    good = json_lines([{"case": "a", "hulpvraag": "ja"}, {"case": "b"}])
    done = batch(f"{before}\n{good}", "--profile", "oss", "--phases")
    bad = sum(bool(line.strip()) for line in before.split("\n"))
    assert [one["case"] for one in lines(done)] == [*[None] * bad, "a", "b"]
    assert lines(done)[-1]["line"] == before.count("\n") + 3
    assert done.code == (4 if bad else 0)


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", " \r\n\r\n"])
def test_a_file_in_which_nothing_stands_is_called_empty(batch: Ave, text: str) -> None:
    done = batch(text, "--profile", "oss")
    assert (done.code, done.out) == (4, "")
    assert "er staat niets in" in done.err


ENDLESS = "x" * MAX_LINE


@pytest.mark.parametrize(
    "text", [ENDLESS, f"\n{ENDLESS}\ncase;hulpvraag\na;ja\n", f'{ENDLESS}"\n', f'{{"case": "{ENDLESS}"}}\n']
)
def test_a_first_line_that_is_too_long_is_not_called_nothing_and_the_next_one_no_heading(batch: Ave, text: str) -> None:
    done = batch(text, "--profile", "oss")
    assert (done.code, done.out) == (4, "")
    assert done.err.splitlines()[1] == f"- {cli_text.FIRST_LINE_TOO_LONG}"


@pytest.mark.parametrize(
    "text", ['[{"case": "a"}]', '[\n{"case": "a"},\n{"case": "b"}\n]\n', "[]\n", f'[{{"case": "{ENDLESS}"}}]']
)
def test_one_list_is_said_to_be_one(batch: Ave, text: str) -> None:
    assert "één JSON-lijst" in batch(text, "--profile", "oss").err


@pytest.mark.parametrize(
    ("text", "place"), [(",case,hulpvraag\n0,a,ja\n1,b,nee\n", 1), ("case;;hulpvraag\na;x;ja\n", 2)]
)
def test_a_column_without_a_name_is_refused_once_and_can_be_left_out(batch: Ave, text: str, place: int) -> None:
    done = batch(text, "--profile", "oss", "--phases")
    assert (done.code, done.out) == (4, "")
    assert done.err.count("heeft geen naam") == 1
    done = batch(text, "--profile", "oss", "--phases", "--ignore-column", f"Kolom {place}")
    assert done.code == 0
    assert lines(done)[0]["case"] == "a"


def test_what_stands_in_a_column_without_a_name_is_not_called_one_cell_too_many(batch: Ave) -> None:
    done = batch("case;hulpvraag;;\na;ja;;\nb;nee;;x\nc;ja;;;y\n", "--profile", "oss", "--phases")
    _, b, c = (one.get("problems") for one in lines(done))
    assert b == ["deze regel heeft meer cellen dan er kolommen met een naam zijn: er staat iets in 'kolom 4'"]
    assert c == ["deze regel heeft meer cellen dan er kolommen met een naam zijn"]


@BOTH
def test_a_table_of_answers_that_is_empty_is_no_answer(batch: Ave, phases: str) -> None:
    rows: list[dict[str, Any]] = [{"case": "a", "answers": None}, {"case": "b", "answers": {"hulpvraag": "ja"}}]
    done = batch(json_lines(rows), "--profile", "oss", phases)
    assert [one["case"] for one in lines(done)] == ["a", "b"]
    assert done.code == 0


CELL = st.text('ab;"\n ,', max_size=6)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=6), st.booleans())
def test_what_a_program_writes_is_read_as_it_was_written(rows: list[list[str]], quotes_all: bool) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL).writerows(rows)
    found = list(TableLines(iter(written.getvalue().splitlines(keepends=True)), 0, ";", MAX_LINE))
    assert [one.cells(";") for one in found] == rows
    assert not any(one.wrong or one.is_doubtful for one in found)


@given(st.text('ab;"\n', max_size=30), st.sampled_from([3, 10, MAX_LINE]))
def test_every_line_of_a_table_is_given_once_and_in_its_place(text: str, most: int) -> None:
    lines = text.splitlines(keepends=True)
    found = list(TableLines(iter(lines), 0, ";", most))
    assert [line for one in found for line in one.lines] == lines
    assert [one.number for one in found] == list(itertools.accumulate((len(one.lines) for one in found), initial=1))[
        :-1
    ]


TABLE = "case;gevaar_acuut;hulpvraag\nA-1;nee;ja\n"


@BOTH
@pytest.mark.parametrize(
    "above",
    ["Caseload sociaal team;;\n", "Export\n", "Peildatum: 27-11-2026\n\n", ";;\nTitel;;\n;;\n", ";Veiligheid;\n"],
)
def test_a_title_above_a_table_is_called_that(batch: Ave, phases: str, above: str) -> None:
    done = batch(above + TABLE, "--profile", "oss", phases)
    assert (done.code, done.out) == (4, "")
    assert cli_text.TITLE_HINT in done.err
    assert "--ignore-column" not in done.err


def test_a_column_that_has_no_name_is_still_called_by_its_place(batch: Ave) -> None:
    done = batch("x;" + TABLE.replace("\nA", "\n1;A").removeprefix("x;"), "--profile", "oss")
    assert cli_text.TITLE_HINT not in done.err
    done = batch(";" + TABLE.replace("\nA", "\n1;A"), "--profile", "oss")
    assert "--ignore-column 'kolom 1'" in done.err


@BOTH
@pytest.mark.parametrize(
    "row",
    [
        "Totaal;1;1",
        "TOTAAL: 2;1;1",
        "Eindtotaal;;",
        "Subtotaal 3.000;;ja",
        ";Totaal;2",
        "Totaal aantal = 2;ja;nee",
        "Aantal zaken: 3.000;;",
        "Gemiddelde;1;1",
        "som;1;0",
    ],
)
def test_the_sum_under_a_table_is_no_household(batch: Ave, phases: str, row: str) -> None:
    done = batch(f"{TABLE}{row}\n", "--profile", "oss", "--csv", phases)
    good, total = cells(done)
    assert (done.code, good["problemen"]) == (4, "")
    assert (total["zaak"], total["fase"], total["meldingen"]) == ("", "", "")
    assert total["problemen"] == cli_text.TOTAL_ROW
    assert "1 huishouden uitgerekend; 1 regel met problemen." in done.err


@BOTH
def test_the_sum_is_known_by_a_column_that_is_left_out_too(batch: Ave, phases: str) -> None:
    text = "team;" + TABLE.replace("\nA", "\nNoord;A") + "Totaal;;1;1\n"
    done = batch(text, "--profile", "oss", "--csv", "--ignore-column", "team", phases)
    assert [one["problemen"] for one in cells(done)] == ["", cli_text.TOTAL_ROW]


@BOTH
@pytest.mark.parametrize("case", ["Totaal-7", "TOT-1", "totaalplan 3a", "somber", "SOM7", "Aantal-3"])
def test_a_case_that_only_begins_so_is_a_household(batch: Ave, phases: str, case: str) -> None:
    done = batch(f"{TABLE}{case};nee;ja\n", "--profile", "oss", phases)
    assert done.code == 0


@pytest.mark.parametrize("form", ["", "--plain", "--csv"])
def test_an_alert_says_once_that_there_is_danger(batch: Ave, form: str, tmp_path: Path, ave: Ave) -> None:
    assert ave("profiles", "new", str(tmp_path / "stil"), "--from", "oss", "--no-input").code == 0
    text = "case;gevaar_omgeving;gevaar_acuut\na;ja;nee\n"
    for name in ("dalfsen", "oss", "westerkwartier", str(tmp_path / "stil")):
        done = batch(text, "--profile", name, "--compare-with", "regio-groningen", "--phases", form)
        assert "oncreet gevaar: Concreet gevaar" not in done.words
        assert "gevaar" in done.words


def test_a_comparison_without_a_difference_says_so_once(batch: Ave, tmp_path: Path, ave: Ave) -> None:
    assert ave("profiles", "new", str(tmp_path / "stil"), "--from", "oss", "--no-input").code == 0
    text = "case;gevaar_omgeving;gevaar_acuut\na;nee;nee\nb;ja;nee\n"
    same = batch(text, "--profile", "oss", "--compare-with", "oss", "--plain")
    assert "2 huishoudens bekeken." in same.words
    assert "bij 0" not in same.words
    other = batch(text, "--profile", "oss", "--compare-with", str(tmp_path / "stil"), "--phases", "--plain")
    assert "bij geen enkel huishouden komt een andere fase" in other.words
