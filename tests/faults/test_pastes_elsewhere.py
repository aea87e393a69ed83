"""A burst of keys and a paste where no interview asks: rounds of the quiz, new models, dialogs, notes, drafts."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from ave_cli.storage import journal
from tests.faults.conftest import ANSWERS, Ave, Tallies

pytest.importorskip("pexpect")
from tests.faults.test_pastes import (  # needs what Windows lacks
    ALARM,
    CASE,
    CTRL_U,
    LINE,
    LOOKS,
    MODEL,
    ONCE,
    PAGE,
    PASTES,
    QUESTIONS,
    REVIEW,
    Place,
    Watched,
    kept,
    walk,
)
from tests.terminal.conftest import CTRL_C, ENTER, ESCAPE

pytestmark = [pytest.mark.posix, pytest.mark.faults]
WAYS = [
    ("a letter", "at once"),
    ("empty lines", "at once"),
    ("colours", "at once"),
    ("a column", "with brackets"),
    ("letters of far", "with brackets"),
    ("a word of keys", "key by key"),
    ("a case", "in two parts"),
]
NO_ENTER = [(name, "with brackets") for name in ("a letter", "a column", "control keys", "letters of far", "long")]
"""Where Enter makes a file: what is pasted in brackets stands on the line, and nothing more."""
Prepare = Callable[[Ave], object]


@dataclass(frozen=True)
class Journey:
    """A command, what must be there before, and its questions one after the other."""

    words: Sequence[str]
    places: Sequence[Place]
    prepare: Prepare = lambda ave: ave
    ways: Sequence[tuple[str, str]] = tuple(WAYS)


def nothing(_: Ave) -> None:
    """The home as it is."""


def a_round(ave: Ave) -> None:
    ave("quiz", "--plain", "--count", "2", "--profile", "oss", "--kind", "phase", "--seed", "a-b", typed=b"a\n")


def a_changed_round(ave: Ave) -> None:
    """A round whose questions are others by now."""
    a_round(ave)
    [path] = ave.home.rglob("rounds/draft-*.jsonl")
    recovered = journal.recover_journal(path)
    path.write_bytes(journal._line(0, {**recovered.header, "questions": "andere"}))


def a_draft(ave: Ave) -> None:
    ave("triage", "--plain", "--profile", "oss", typed=b"w\nwwww\n")


def an_old_draft(ave: Ave) -> None:
    a_draft(ave)
    [path] = ave.home.rglob("drafts/draft-*.jsonl")
    os.utime(path, (0, 0))


def a_broken_draft(ave: Ave) -> None:
    a_draft(ave)
    [path] = ave.home.rglob("drafts/draft-*.jsonl")
    path.write_bytes(b"x" + path.read_bytes())


def a_note(ave: Ave) -> None:
    (ave.home / "a.toml").write_text(ANSWERS, "utf-8")
    ave("triage", "--answers", "a.toml", "--json", "--save", "in")
    [note] = (ave.home / "in").iterdir()
    note.rename(ave.home / "ave-x.toml")


def a_file(ave: Ave) -> None:
    (ave.home / "vol").write_text("", "utf-8")


BEGIN = [
    Place("direct gevaar voor iemand, of kan", ["n", ENTER], ONCE),
    Place(CASE, [ENTER], ONCE),
    *(replace(one, kind=ONCE) for one in QUESTIONS),
    Place(REVIEW, ["1", ENTER], ONCE),
]
"""To the page, without a word about it."""
TEAMS = ("quiz", "--profile", "oss", "--count", "2", "--seed", "a-b", "--kind", "phase", "--teams", "3")
BACK_ONE = (ESCAPE,)
JOURNEYS = {
    "a quiz with teams": Journey(
        TEAMS,
        [
            Place(ALARM, [ENTER]),
            Place("Typ daarna de antwoorden", ["?", ENTER], LINE),
            Place("terug naar de ronde", [ENTER], ONCE),
            Place("Typ daarna de antwoorden", ["1a 2b", ENTER], LINE),
            Place("Team 3 heeft nog geen antwoord", ["3c", ENTER], LINE),
            Place("het goede antwoord", [ENTER], LINE),
        ],
    ),
    "a model of the quiz": Journey(
        ("quiz",), [Place("Voor welke gemeente of regio werkt u?", ["1", ENTER]), Place(ALARM, [CTRL_C], ONCE)]
    ),
    "an unfinished round": Journey(
        ("quiz",),
        [Place("Er is een ronde die niet af is", ["1", ENTER]), Place("Welke fase past bij dit huishouden", [CTRL_C])],
        a_round,
    ),
    "a round with other questions": Journey(
        ("quiz", "--resume"), [Place("Het model of de vragen zijn veranderd", ["2", ENTER])], a_changed_round
    ),
    "an unfinished interview": Journey(
        ("triage",),
        [Place("Er staat nog een gesprek", ["1", ENTER]), Place("Wie horen er bij dit huishouden", [CTRL_C], ONCE)],
        a_draft,
    ),
    "an old draft": Journey(("triage",), [Place("ouder dan zeven dagen", ["1", ENTER])], an_old_draft),
    "a draft that cannot be read": Journey(("triage",), [Place("niet meer te lezen", ["1", ENTER])], a_broken_draft),
    "a note to remove": Journey(
        ("notes", "remove", "ave-x.toml"), [Place("Daarna is de notitie weg", ["1", ENTER])], a_note
    ),
    "a new model": Journey(
        ("profiles", "new", "map", "--from", "oss"),
        [
            Place("Voor welke gemeente of regio is dit model", ["Meer", ENTER], LINE, ("Hoe heet het document",)),
            Place("Hoe heet het document", [ENTER], LINE, ("Van wie is dat document",)),
            Place("Van wie is dat document", [ENTER], LINE, ("Uit welk jaar",)),
            Place("Uit welk jaar", ["2026", ENTER], LINE, ("Wilt u nu al invullen",)),
            Place("Wilt u nu al invullen", ["1", ENTER]),
            Place("Schrijf de functie", ["adviseur", ENTER], LINE, ("Schrijf de functie",)),
            Place("Schrijf de functie", [CTRL_C], ONCE),
        ],
    ),
    "a new model on no other": Journey(
        ("profiles", "new", "map"),
        [
            Place("Voor welke gemeente of regio is dit model", ["Meer", ENTER], LINE, ("Hoe heet het document",)),
            Place("Hoe heet het document", [CTRL_C], ONCE),
        ],
    ),
    "the screens of a page": Journey(
        ("triage", *MODEL),
        [
            *BEGIN,
            *(
                place
                for key, words in {
                    "s": "Alle stappen", "r": "Alle regie", "h": "Hoger en lager", "i": "Wie kijkt er mee",
                    "p": "Gemaakt op", "?": "Toetsen op deze bladzijde",
                }.items()
                for place in (Place("NU DOEN", [key], ONCE), Place(words, [ESCAPE], PAGE))
            ),
            Place("NU DOEN", [CTRL_C], ONCE),
        ],
        ways=WAYS[:1] + WAYS[3:4],
    ),
    "a file for a page, and for the text to paste": Journey(
        ("triage", *MODEL),
        [
            *BEGIN,
            Place("NU DOEN", ["d"], ONCE),
            Place("In welk bestand", [CTRL_U, "p.html", ENTER], LINE),
            Place(CASE, [ESCAPE], LINE),
            Place(ALARM, [ENTER], ONCE),
            Place("NU DOEN", ["p"], ONCE),
            Place("f in een bestand", ["f"], ONCE),
            Place("In welk bestand", [ESCAPE], LINE),
            Place(ALARM, [ENTER]),
            Place("NU DOEN", [CTRL_C], ONCE),
        ],
        ways=NO_ENTER,
    ),
    "a note that goes down, in another folder": Journey(
        ("triage", *MODEL, "--current-phase", "3", "--save", "vol"),
        [
            Place("direct gevaar voor iemand, of kan", ["n", ENTER], ONCE),
            Place(CASE, [ENTER], ONCE),
            Place("Voor wie is er nu concreet gevaar", ["g"], ONCE),
            Place("NU DOEN", ["o"], ONCE),
            Place(CASE, ["W-1", ENTER], ONCE),
            Place("Wat besluit u", ["1", ENTER]),
            Place("Waarom?", [ENTER], ONCE),
            Place("Wie neemt het over", ["het wijkteam", ENTER], LINE, ("Wat is er afgesproken", LOOKS)),
            Place("Wat is er afgesproken", [ENTER], LINE, ("Wanneer kijkt u opnieuw", LOOKS, ALARM)),
            Place("Wanneer kijkt u opnieuw", ["5", ENTER], ONCE),
            Place(ALARM, [ENTER]),
        ],
        a_file,
    ),
    "another folder for a note": Journey(
        ("triage", *MODEL, "--save", "vol"),
        [
            Place("direct gevaar voor iemand, of kan", ["n", ENTER], ONCE),
            Place(CASE, [ENTER], ONCE),
            Place("Voor wie is er nu concreet gevaar", ["g"], ONCE),
            Place("NU DOEN", ["o"], ONCE),
            Place(CASE, ["W-1", ENTER], ONCE),
            Place("Wat besluit u", ["5", ENTER], ONCE),
            Place("Wanneer kijkt u opnieuw", ["5", ENTER], ONCE),
            Place(ALARM, [ENTER], ONCE),
            Place("In welke andere map", [CTRL_C], LINE),
        ],
        a_file,
        NO_ENTER,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", JOURNEYS)
def test_no_paste_answers(name: str, ave: Ave, tally: Tallies) -> None:
    count, one = tally("bursts of keys and pastes"), JOURNEYS[name]
    one.prepare(ave)
    before = kept(ave.home)
    os.chdir(ave.home)
    terminal = Watched(one.words, ave.home)
    walk(terminal, one.places, one.ways, ave.home, count)
    if terminal.runs():
        terminal.press(CTRL_C)
    code = terminal.wait()
    # Python itself ends at a Ctrl-C that comes when the program is over
    count.check(code in (0, 2, 3, 130, -signal.SIGINT), f"{name}: exit {code}\n{terminal.text()}")
    if one.words[0] != "triage" and "teams" not in name:
        count.check(kept(ave.home) == before, f"{name}: something is kept or gone")


PLAIN_WAYS = ("a letter", "empty lines", "colours", "letters of far", "a case")
PLAIN = {
    "a new model": Journey(
        ("profiles", "new", "map", "--from", "oss", "--plain"),
        [
            Place("Voor welke gemeente of regio is dit model", ["Meer"], LINE, ("Hoe heet het document",)),
            Place("Hoe heet het document", [""], LINE, ("Van wie is dat document",)),
            Place("Van wie is dat document", [""], LINE, ("Uit welk jaar",)),
            Place("Uit welk jaar", ["2026"], LINE, ("Wilt u nu al invullen",)),
            Place("Wilt u nu al invullen", ["1"]),
            Place("Schrijf de functie", ["adviseur"], LINE, ("Schrijf de functie",)),
        ],
    ),
    "a model, and that it is remembered": Journey(
        ("triage", "--plain"),
        [
            Place("Voor welke gemeente of regio werkt u?", ["1"]),
            Place("Wilt u dit model voortaan gebruiken", ["2"]),
            Place("direct gevaar voor iemand, of kan", ["?"]),
        ],
    ),
    "an unfinished interview": Journey(("triage", "--plain"), [Place("Er staat nog een gesprek", ["1"])], a_draft),
    "an old draft": Journey(("triage", "--plain"), [Place("ouder dan zeven dagen", ["1"])], an_old_draft),
    "a quiz": Journey(
        ("quiz", "--plain", "--profile", "oss", "--count", "2", "--seed", "a-b", "--kind", "phase"),
        [Place("Vraag 1 van 2", ["a"]), Place("Vraag 2 van 2", ["a"])],
    ),
    "a quiz with teams": Journey(
        (*TEAMS, "--plain"),
        [Place("Typ daarna de antwoorden", ["1a 2b"]), Place("Team 3 heeft nog geen antwoord", ["3c"])],
    ),
    "an unfinished round": Journey(("quiz", "--plain"), [Place("Er is een ronde die niet af is", ["1"])], a_round),
}


@pytest.mark.parametrize("name", PLAIN)
def test_no_paste_answers_line_by_line(name: str, ave: Ave, tally: Tallies) -> None:
    """Of a paste of several lines the first answers at most the question that it is pasted in."""
    count, journey = tally("bursts of keys and pastes"), PLAIN[name]
    journey.prepare(ave)
    os.chdir(ave.home)
    terminal = Watched(journey.words, ave.home)
    for place in journey.places:
        terminal.until(place.words)
        terminal.rest()
        ways = (
            ("empty lines", "a letter") if place.kind == LINE else PLAIN_WAYS
        )  # behind a line of text there is no way back
        for way in ways:
            files, seen = kept(ave.home), len(terminal.raw)
            terminal.pasted([PASTES[way]])
            terminal.rest()
            said = terminal.raw[seen:].decode("utf-8", "replace")
            where = f"{name}, {place.words}: {way}"
            count.check(kept(ave.home) == files, f"{where}: something is kept")
            asked = said.count("Antwoord: ") + said.count("Uw invoer: ")
            count.check(asked == 1, f"{where}: asked {asked} times\n{said}")
            told = "Alleen de eerste regel" in said or place.kind != LINE or way == "empty lines"
            count.check(told, f"{where}: it is not said\n{said}")
            here = way == "empty lines"
            on = all(one in " ".join(said.split()) for one in place.follows)
            count.check(here or on, f"{where}: it is elsewhere\n{said}")
        if place.kind != LINE:
            terminal.press(f"{place.on[0]}\r")
    if terminal.runs():
        terminal.press(CTRL_C)
    count.check(terminal.wait() in (0, 3, 130, -signal.SIGINT), f"{name}: it does not end\n{terminal.text()}")
