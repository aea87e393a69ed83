"""Words of a klantreis."""

from __future__ import annotations

from collections.abc import Iterable

from ave_cli.text.common import NOT_RECORDED as NOT_RECORDED
from ave_cli.text.common import NOT_TOLD_YET as NOT_TOLD_YET
from ave_cli.text.common import not_told as not_told
from ave_cli.text.common import small

JOURNEY = (
    "Toon een klantreis: hetzelfde huishouden op een aantal momenten, met per moment de fase, de rollen, de "
    "overdracht, wie beslist, de termijnen en wat nog niet is afgesproken."
)
WHICH = "Het nummer of de naam van de klantreis, of een bestand. 'list' toont welke er zijn."
WHICH_METAVAR = "[KLANTREIS]"
COMPARE = "Zet dezelfde klantreis ernaast volgens dit model."
NO_JOURNEYS = "Bij dit model staat geen klantreis."
NO_JOURNEYS_HINT = "Een klantreis staat in 'journeys.toml', naast 'profile.toml'."
LISTED = "Klantreizen"
NUMBER, TITLE, MOMENTS = "Klantreis", "Titel", "Momenten"
HEAD, HERE, SAYS = "Onderdeel", "Volgens het model", "Wat het model zegt"
PHASE, ROLES, HANDOVER, DECIDES, STEPS, DEADLINES, GAPS = (
    *("Fase", "Rollen", "Overdracht", "Wie beslist", "Stappen", "Termijnen"),
    "Leemten",
)
ROAD = "De weg"
ALL_GAPS = "Leemten op deze weg"
NO_GAPS = "Op deze weg is geen leemte gevonden in wat het model vastlegt."
NO_MOVE = "er is geen stap omhoog of omlaag"
NOW_IN_DANGER = "Er is direct gevaar."
OF_THE_COUNTRY, OF_THE_PROGRAM = "landelijk", "dit programma"
ABOUT = (
    "Het huishouden is bedacht. Een leemte is iets wat het model niet vastlegt of tegenspreekt: daarover maakt u zelf "
    "een afspraak."
)
_DIRECTION = {
    "up": "omhoog vanuit {}",
    "down": "omlaag vanuit {}",
    "same": "blijft in {}",
    "unclear": "nog in {}; of het anders kan, is niet zeker",
}


def heading(title: str) -> str:
    return f"Klantreis: {title}"


def moment(number: int, title: str) -> str:
    return f"Moment {number}. {title}"


def model(title: str, version: str) -> str:
    return f"Model {title}, versie {version}."


def count(moments: int) -> str:
    return str(moments)


def no_journey(typed: str, known: Iterable[str]) -> str:
    return f"Er is geen klantreis '{typed}'. Wel: {', '.join(known)}."


def only_first(count: int) -> str:
    return f"In dit bestand staan {count} klantreizen; dit is de eerste."


def left_out(names: Iterable[str]) -> str:
    return f"Het andere model vraagt dit niet, het telt daar dus niet mee: {', '.join(names)}."


def perhaps(label: str, high: str) -> str:
    return f"{label}, misschien {high}"


def course(direction: str, label: str) -> str:
    return _DIRECTION[direction].format(label)


def phase(label: str, where: str) -> str:
    return f"{label} ({where})" if where else label


def road(labels: Iterable[str]) -> str:
    return " → ".join(labels)


def role(title: str, who: str) -> str:
    return f"{title}: {who}"


def starts(title: str, who: str) -> str:
    return f"{title}: begint, bij {who}"


def passes(title: str, before: str, after: str) -> str:
    return f"{title}: van {before} naar {after}"


def stops(title: str, before: str) -> str:
    return f"{title}: stopt bij {before}; niemand hoeft het over te nemen"


def undecided(title: str, before: str, after: str) -> str:
    return f"{title}: van {before}; {after}"


def no_receiver(title: str, before: str) -> str:
    return f"{title}: van {before}; wie het overneemt, is niet vastgelegd in dit model"


def joins(title: str, who: str) -> str:
    return f"{title}: daar komt bij {who}"


def leaves(title: str, who: str) -> str:
    return f"{title}: daar gaat af {who}"


def was_agreed(place: str) -> str:
    return f"wie is afgesproken in {place}"


def to_agree(place: str) -> str:
    return f"wie wordt afgesproken in {place}"


def no_holder(title: str, person: str, label: str) -> str:
    if not person:
        return f"Wie in {label} staat bij '{title}', is niet vastgelegd in dit model."
    return f"Wie in {label} de {small(title)} heeft, is niet vastgelegd in dit model."


def receiver_missing(title: str, person: str, label: str) -> str:
    if not person:
        return f"Wie in {label} overneemt bij '{title}', is niet vastgelegd in dit model."
    return f"De {small(title)} gaat over, maar wie die in {label} overneemt, is niet vastgelegd in dit model."


def no_decider(start: str, end: str) -> str:
    return f"Wie beslist over de stap{_way(start, end)}, is niet vastgelegd in dit model."


def way_down_missing(label: str) -> str:
    return f"Hoe het omlaag gaat uit {label}, en wie daarover beslist, is niet vastgelegd in dit model."


def no_who(step: str) -> str:
    return f"Wie dit doet, is niet vastgelegd in dit model: {step}"


def contradiction(question: str, ident: str) -> str:
    return f"De bron spreekt zichzelf tegen: {question} ({ident})"


def step(short: str, who: str, of: str = "") -> str:
    """A step with who takes it, and of whom it is where it is not of the model."""
    told = f"{short.rstrip('.')}. Wie: {who}" if who else short
    return f"{told} ({of})" if of else told


def more_steps(count: int) -> str:
    return f"en nog {count} {'stap' if count == 1 else 'stappen'}"


def times(text: str, moments: Iterable[int]) -> str:
    row = [str(one) for one in moments]
    return f"{text} (moment {', '.join(row)})"


# Questions about a moment


def now_phase(model: str) -> str:
    return f"In welke fase hoort dit huishouden nu, volgens het model van {model}?"


def now_moves(label: str, model: str) -> str:
    return f"Dit huishouden zit in {label}. Wat is nu het advies, volgens het model van {model}?"


def goes(direction: str, label: str) -> str:
    return _GOES[direction].format(label)


_GOES = {
    "up": "Omhoog, naar {}",
    "down": "Omlaag, naar {}, zodra daarover is beslist",
    "same": "In {} blijven",
    "unclear": "Nog niet zeker: tot dan blijft het {}",
}


def so_it_is(text: str) -> str:
    return f"Goed: {small(text)}."


def it_is(text: str) -> str:
    return f"Het model zegt: {small(text)}."


NOT_SURE = "De antwoorden die nog ontbreken, kunnen dit nog veranderen."
STILL_MISSING = "Voor omlaag ontbreekt nog:"
STILL_THERE = "Omlaag kan nog niet, want dit is er nog:"


def what_happens(title: str, label: str, before: str) -> str:
    """The question to whom a role goes."""
    about, asked = _about(title)
    last = f"Tot nu toe ligt {about} bij: {before}." if before else f"Tot nu toe hoeft niemand {about} te hebben."
    return f"Het advies is {label}. {last} {asked}"


def what_is_agreed(title: str, label: str, places: Iterable[str]) -> str:
    """The same, where a meeting agrees who has the role."""
    about, asked = _about(title)
    last = f"Tot nu toe is in {' of '.join(places)} afgesproken wie {about} heeft."
    return f"Het advies is {label}. {last} {asked}"


def _about(title: str) -> tuple[str, str]:
    """A role, and the question who has it; of a title of one's own the article is not known."""
    if not title.lower().endswith("regie"):
        return f"'{title}'", f"Wie staat er dan bij '{title}'?"
    return f"de {small(title)}", f"Bij wie ligt de {small(title)} dan?"


STAYS = "dat blijft zo"


def is_otherwise(label: str) -> str:
    return f"In {label} is dat anders."


def in_phase(label: str) -> str:
    return f"Zo is het in {label}."


def of_role(title: str) -> str:
    return f"Dat is wie staat bij '{title}'."


def who_decides(start: str, end: str, model: str) -> str:
    way = f"van {start} naar {end}" if start else f"naar {end}"
    return f"Wie beslist over de stap {way}, volgens het model van {model}?"


def decides_else(start: str, end: str) -> str:
    return f"Die beslist over de stap{_way(start, end)}."


def _way(start: str, end: str) -> str:
    if start and end:
        return f" van {start} naar {end}" if start != end else f" binnen {start}"
    return f" naar {end}" if end else f" uit {start}" if start else ""


def still_missing(start: str, end: str, model: str) -> str:
    return f"Wat ontbreekt nog om van {start} naar {end} te gaan, volgens het model van {model}?"


def is_there(known: str) -> str:
    return f"Dat is er al.{known}"


def find_out_first(label: str) -> str:
    return f"Advies: {label}. Wat moet u nog uitzoeken?"


def known_already(known: str) -> str:
    return f"Dat is al bekend: {known}."


COULD_CHANGE = "Goed: dit antwoord kan de fase nog veranderen."


def in_this_phase(label: str, question: str) -> str:
    return f"Advies: {label}. {question}"


FIRST_IN_DANGER = "Wat doet u het eerst?"
DANGER_FIRST = "Bij acuut gevaar gaat bellen voor al het andere. Pas daarna volgt het model."


def so_far(road: str) -> str:
    return f"Tot nu toe: {road}"
