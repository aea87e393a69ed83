"""Words of comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ave_cli.text.common import DEPENDS_ON_PHASE as DEPENDS_ON_PHASE
from ave_cli.text.common import NOT_TOLD_YET as NOT_TOLD_YET
from ave_cli.text.common import SHARE as SHARE
from ave_cli.text.common import WHO_LEADS, capital, counted_households, counted_lines, joined, not_told, thousands
from ave_cli.text.common import both as both
from ave_cli.text.common import either as either

COMPARE = "Zet modellen naast elkaar; met --answers één huishouden onder elk model."
MODELS_METAVAR = "MODEL MODEL..."
MODELS = "Twee tot vijf modellen: namen of paden."
ANSWERS = "Bekijk dit huishouden onder elk model: een bestand met antwoorden; '-' is de standaardinvoer."
HOW_FEW = "Noem ten minste twee modellen om te vergelijken."
HOW_MANY_AT_MOST = "Meer dan vijf modellen naast elkaar is niet te lezen. Noem er ten hoogste vijf."

HOW_MANY = "Hoeveel fasen zijn er"
DOUBT = "Bij twijfel"
NO_EFFECT = "telt niet voor een zwaardere fase"
NOT_LOOKED_AT = "dit model kijkt er niet naar"
NO_SUCH_WAY = "niet genoeg voor een zwaardere fase"
NOT_WALKED = "niet bewezen: te veel combinaties van antwoorden"
DECIDES = {"up": "Wie besluit over opschalen", "down": "Wie besluit over afschalen"}
SECTIONS = {
    "phases": "Fasen",
    "alone": "Als u alleen dit weet, en verder niets",
    "together": "Antwoorden die pas samen genoeg zijn",
    "effects": "Hetzelfde feit, een ander gevolg",
    "roles": WHO_LEADS,
    "doubt": "Bij twijfel",
    "moves": "Wie besluit",
}
OUTCOME = "Waar dit huishouden uitkomt"
DIFFERENCE = "Wat het verschil maakt"
NO_DIFFERENCE = "Deze modellen komen voor dit huishouden op dezelfde naam van de fase uit."
NOTHING_TOLD = "Volgens deze modellen zijn nog dezelfde fasen mogelijk. Of er een verschil is, is nog niet te zeggen."
FIRST_STEP = "Eerste stap"
WHO_DECIDES = "Wie beslist over deze fase"
NO_MOVE = "er is nu niets te beslissen over op- of afschalen"
NO_STEP = "geen stap vastgelegd"
BY_DOUBT = "Opgeschaald, omdat er twijfel is."
ONE_ONLY = "Rollen die maar één van deze modellen kent"
LEFT_OUT = (
    "De huidige fase telt hier niet mee: een fase van het ene model is geen fase van het andere. "
    "Bekijk op- en afschalen met 'ave triage --current-phase'."
)
MORE_BETWEEN = "Wat elk document hierover zegt, toont dezelfde opdracht zonder --answers."
LEGEND = (
    "'Genoeg voor': dit antwoord alleen brengt een huishouden in die fase. 'Binnen': de fase blijft, maar er is iets "
    "te doen. 'Informeren': de fase blijft, leidinggevenden of bestuurders horen het. 'Telt mee': het hoort bij het "
    "beeld, maar is nooit genoeg."
)
MORE = "Verder"
OTHERS = "Ook hierover verschillen zij. Typ:"
BETWEEN = "Waar de documenten van elkaar verschillen"
SAME = "Overal gelijk"
NO_MAPPING = (
    "Elke fase heeft hier de naam uit het eigen model. Dezelfde naam betekent niet dat het dezelfde fase is: "
    "kijk naar de criteria."
)


def twice(title: str) -> str:
    return f"Het model van {title} staat er twee keer."


def versioned(title: str, version: str) -> str:
    return f"{title} {version}"


def numbered(name: str, number: int) -> str:
    return f"{name} ({number})"


def title(names: Iterable[str]) -> str:
    return f"Modellen vergeleken: {both(names)}"


def household(names: Iterable[str]) -> str:
    return f"Eén huishouden in {both(names)}"


def phases(count: int, labels: Iterable[str]) -> str:
    return f"{count}, namelijk {both(labels)}"


def enough(label: str) -> str:
    return f"genoeg voor {label}"


def sometimes_enough(label: str) -> str:
    return f"kan genoeg zijn voor {label}; dat hangt af van welke van deze antwoorden het zijn"


def with_more(labels: Iterable[str]) -> str:
    return f"alleen samen met iets anders genoeg voor {' of '.join(labels)}"


def move(start: str, end: str) -> str:
    return f"{start} naar {end}"


def move_open(start: str) -> str:
    return f"uit {start} (waarheen staat er niet)"


def same(point: str, text: str) -> str:
    return f"{point}: {text}"


def part(point: str, labels: Iterable[str]) -> str:
    named = both(label for label in labels if label)
    return f"{point}, {named}" if named else point


def ask_for(ident: str, text: str) -> str:
    return f"ave explain {ident}: {text}"


SAME_PHASES = (
    "Dit zijn versies van één model, of modellen die op hetzelfde model bouwen: een fase met dezelfde naam is dezelfde "
    "fase. Elke regel die anders is, ook een tekst of een termijn: ave profiles diff OUD NIEUW."
)


def rules_differ(count: int, *, more: bool) -> str:
    points = "1 punt" if count == 1 else f"{count} punten"
    if more and not count:
        return "Zet --full achter uw opdracht voor wat overal gelijk is."
    also = "nog op " if more else "op "
    return f"De regels zelf verschillen {also}{points}. Zet --full achter uw opdracht voor alle regels, met de bron."


def question(ident: str, text: str) -> str:
    return f"{ident}. {text}"


def quoted(parts: Iterable[str]) -> str:
    return both(f"'{part}'" for part in parts)


def pair(first: str, second: str) -> str:
    return f"{first}; {second}."


def first_half(first: str) -> str:
    return f"{first};"


def second_half(second: str) -> str:
    return f"{second}."


def met(name: str, groups: Iterable[Iterable[str]], label: str) -> str:
    ways = [list(group) for group in groups]
    first, *rest = ways
    also = f", en ook {' en ook '.join(quoted(group) for group in rest)}" if rest else ""
    if len(first) == 1:
        return f"In {name} is {quoted(first)} genoeg voor {label}{also}"
    return f"In {name} zijn {quoted(first)} samen genoeg voor {label}{also}"


def doubted(name: str, facts: Iterable[str], label: str) -> str:
    return f"In {name} gaat het advies naar {label}, omdat u twijfelt over {quoted(facts)}"


def open_(name: str, facts: Iterable[str], label: str) -> str:
    return f"In {name} is {label} nog mogelijk zolang dit niet bekend is: {both(facts)}"


def lightest(name: str, label: str) -> str:
    return f"In {name} is {label} de lichtste fase, daarvoor is niets nodig"


def heaviest(name: str, label: str) -> str:
    return f"in {name} is {label} al de zwaarste fase"


def more_than(label: str) -> str:
    return f"een zwaardere fase dan {label}"


def rule(name: str, text: str) -> str:
    return f"in {name} geldt bij twijfel: {text.rstrip('.')}"


def other(name: str, parts: Iterable[str]) -> str:
    said = " en ".join(parts)
    return f"in {name} {said}" if said else f"in {name} is er geen criterium dat daarbij past"


def no_criterion(told: Iterable[str], goal: str, instead: str) -> str:
    named = list(told)
    what = f"{'zijn' if len(named) > 1 else 'is'} {quoted(named) or 'dat'}"
    return f"{what} geen criterium voor {goal}" + (f" (daar wel: {instead})" if instead else "")


def and_also(parts: Iterable[str]) -> str:
    return " én ".join(parts)


def _ways(texts: Iterable[str], more: bool) -> str:
    return ("bijvoorbeeld: " if more else "") + ", of: ".join(texts)


def also(label: str, texts: Iterable[str], *, more: bool) -> str:
    return f"is dat pas genoeg voor {label} samen met {_ways(texts, more)}"


def only_when(label: str, texts: Iterable[str], *, more: bool) -> str:
    return f"telt dat voor {label} pas bij {_ways(texts, more)}"


def depends(label: str, texts: Iterable[str], *, more: bool) -> str:
    return f"hangt {label} nog af van {_ways(texts, more)}"


def needed(name: str, goal: str, texts: Iterable[str], *, more: bool) -> str:
    said = list(texts)
    needs = f"in {name} is voor {goal} {'bijvoorbeeld ' if more else ''}nodig: {', of: '.join(said)}"
    return needs if said else f"in {name} begint het lichter"


def line(names: Iterable[str], text: str) -> str:
    return f"{both(names)}: {text}"


def under(names: Iterable[str]) -> str:
    return f"In het model van {both(names)}:"


def unsettled(low: str, high: str, facts: Iterable[str]) -> str:
    return f"Minstens {low}, mogelijk {high}{_depends(facts)}"


def no_phase_yet(low: str, high: str, facts: Iterable[str]) -> str:
    return f"{capital(not_told(low, high))}{_depends(facts)}"


def _depends(facts: Iterable[str]) -> str:
    named = joined(facts)
    return f"; dat hangt af van: {named}" if named else ""


def refused(facts: Iterable[str]) -> str:
    return f"kent deze antwoorden niet, dus daar tellen ze niet mee: {', '.join(facts)}"


def step(text: str, who: str) -> str:
    return f"{text} ({who})" if who else text


def role_of(title: str, name: str) -> str:
    return f"{title} ({name})"


DIFF = "Toon wat er tussen twee versies van een model veranderd is, en welke huishoudens anders uitkomen."
OLD, NEW_VERSION = "De oude versie: een id, ID@VERSIE of een pad.", "De nieuwe versie."
NOTES_OPTION = "Reken ook de notities in deze map na onder beide versies."
DIFF_TITLE = "Wat er veranderd is"
OLD_METAVAR, NEW_METAVAR, FOLDER_METAVAR = "OUD", "NIEUW", "MAP"
BEFORE, AFTER, SETS = "Was", "Wordt", "Hoeveel"
NOTHING_CHANGED = "Geen enkele regel van het model is veranderd."


def nothing_otherwise(*, with_direction: bool) -> str:
    if with_direction:
        return "Geen enkel huishouden komt anders uit. Dat gaat over fase en richting, niet over rollen en stappen."
    return "Geen enkel huishouden krijgt een andere fase. Dat gaat niet over richting, rollen en stappen."


NO_NOTE_OTHERWISE = "Geen enkele notitie in deze map krijgt een andere fase."
VERSIONS_NOT_WALKED = "Welke huishoudens anders uitkomen, is niet bewezen: er zijn te veel combinaties van antwoorden."
WITHOUT_DIRECTION = "De huidige fase en het afschalen zijn niet nagelopen: daarvoor zijn er te veel combinaties."
NOTHING = "(niets)"
ASPECTS = {"phase": "Advies", "possible": "Zwaarst mogelijke fase", "direction": "Richting"}
DIRECTIONS = {"up": "opschalen", "same": "gelijk", "down": "afschalen", "unclear": "nog niet duidelijk"}
NOTE_NAME = "Notitie"


def versions(old: str, new: str) -> str:
    return f"Van {old} naar {new}."


def records_changed(count: int) -> str:
    return f"{count} {'wijziging' if count == 1 else 'wijzigingen'} in het model"


def households_changed(walked: int) -> str:
    return f"Huishoudens die anders uitkomen (van {walked} combinaties van antwoorden die de regels onderscheiden)"


def notes_changed(count: int, total: int) -> str:
    return f"{count} van {total} notities komen anders uit"


def sets_counted(count: int) -> str:
    return f"{count} {'combinatie' if count == 1 else 'combinaties'}"


DECISION_TABLES = "Wanneer geldt welke fase"
_TABLES = {
    "enter": "één rij is genoeg",
    "within": "binnen deze fase is er dan iets te doen",
    "inform": "dan wordt iemand geïnformeerd, de fase blijft",
    "leave": "nodig om af te schalen",
    "supports": "past erbij, maar is nooit genoeg",
}


def decision_table(label: str, effect: str, number: int, count: int) -> str:
    return f"{label}: {_TABLES[effect]}" + (f" (tabel {number} van {count})" if count > 1 else "")


def no_table(label: str, *, lightest: bool) -> str:
    why = "geldt zolang geen zwaardere fase geldt" if lightest else "wanneer dit geldt, is niet vastgelegd in dit model"
    return f"{label}: {why}."


# A caseload under two models
CASELOAD_TITLE = "Dezelfde huishoudens onder twee modellen"
CASELOAD_SAME = "Bij geen van deze huishoudens komt er iets anders uit."
PHASES_SAME = "Bij geen van deze huishoudens is daarin iets anders."
ONLY_PHASES = (
    "Alleen fase, zekerheid, richting en meldingen zijn vergeleken. Wie wat doet en de stappen kunnen ook verschillen."
)
DIFFERENCES, COLUMN_WHAT, COLUMN_COUNT, COLUMN_EXAMPLE = "Verschillen", "Wat er anders uitkomt", "Aantal", "Voorbeeld"
CASELOAD_KINDS = {
    "advised": "Geadviseerde fase",
    "at_least": "Fase, ten minste",
    "at_most": "Fase, ten hoogste",
    "status": "Zekerheid van de fase",
    "direction": "Richting",
    "alerts": "Meldingen",
    "role": "Wie",
    "steps": "Volgende stappen",
}
"""In the order of a page."""
FIRST_AND_SECOND = ("eerst", "daarna")
COMPARED = ("model", "fase", "ten minste", "ten hoogste", "zekerheid", "richting", "meldingen")
CURRENT_NOT_COUNTED = "De huidige fase telt hier niet mee: die hoort bij één model."
PHASES_BY_LABEL = "Fasen van twee modellen worden alleen als tekst vergeleken: dezelfde naam kan iets anders betekenen."
TWO_MODELS = (PHASES_BY_LABEL, CURRENT_NOT_COUNTED)


def first_and_second(one: str, other: str) -> str:
    return f"Eerst: {one}. Daarna: {other}."


def old_to_new(old: str, new: str) -> str:
    return f"{old or '-'} -> {new or '-'}"


_MOVES = 6
"""Moves that are told of one difference."""


def moves(every: Iterable[tuple[str, str, int]]) -> str:
    """Each move with for how many households it is made; the ones that are made most."""
    told = [f"{old_to_new(old, new)} ({thousands(count)} keer)" for old, new, count in every]
    more = [f"en nog {len(told) - _MOVES} andere"] if len(told) > _MOVES else []
    return joined([*told[:_MOVES], *more])


def compared_column(name: str, which: str) -> str:
    return f"{name}, {which}"


def compared_households(households: int, wrong: int, changed: int, phase: int, *, whole: bool) -> str:
    had = "had problemen en telt" if wrong == 1 else "hadden problemen en tellen"
    bad = f" {counted_lines(wrong)} {had} niet mee." if wrong else ""
    which = thousands(phase) if phase else "geen enkel huishouden"
    other = f"; bij {which} komt een andere fase, zekerheid of richting uit" if changed else ""
    rest = "verschilt alleen wat er verder in het advies staat" if whole else "verschillen alleen de meldingen"
    words = f"; bij {thousands(changed - phase)} {rest}" if changed > phase else ""
    if not households:
        return f"Er is geen huishouden vergeleken.{bad}"
    return f"{counted_households(households)} bekeken{other}{words}.{bad}"


def role_facet(title: str) -> str:
    return f"Wie: {title}"


def which_households(cases: Sequence[tuple[int, str]], count: int) -> str:
    """Which these are; the first is the example."""
    named = joined(f"{line} ({case})" if case else str(line) for line, case in cases)
    more = f" en nog {thousands(count - len(cases))}; alle met --full of --csv" if count > len(cases) else ""
    return f"{'regel' if count == 1 else 'regels'} {named}{more}"


_NOT_SAID = ("id", "origin", "todo")


def whole_record(record: Mapping[str, object]) -> str:
    """A record as it stands in a file, on one line."""
    return "; ".join(f"{key}: {_on_one_line(one)}" for key, one in record.items() if key not in _NOT_SAID)


def _on_one_line(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_on_one_line(one)}" for key, one in value.items())
    return ", ".join(map(_on_one_line, value)) if isinstance(value, list) else str(value)
