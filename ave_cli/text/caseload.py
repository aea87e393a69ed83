"""Words of a caseload: many households from one file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ave_cli.text.problems import meant

# What people type in a cell
TYPED = {
    **dict.fromkeys(("ja", "j", "yes", "y", "true", "waar", "1"), "yes"),
    **dict.fromkeys(("nee", "n", "no", "false", "onwaar", "0"), "no"),
    **dict.fromkeys(("weet niet", "weet ik niet", "weetniet", "?"), "doubt"),
    **dict.fromkeys(("geen", "geen van deze"), "none"),
}
"""What is typed, in small letters and without underscores, to what it means."""

# Options
BATCH = (
    "Reken veel huishoudens uit: uit JSON-regels, CSV of Parquet; '-' is de standaardinvoer. Eén regel per huishouden."
)
PHASES = "Bij --batch: alleen fase, richting en meldingen. Dat is veel sneller."
CSV = "Bij --batch: geef een tabel voor een rekenblad (CSV met puntkomma's) in plaats van JSON-regels."
COMPARE_WITH = "Bij --batch: wat komt er anders uit met dit tweede model, of met een andere versie?"
NO_BSN = "Bij --batch: de nummers in 'case' zijn geen BSN's."
IGNORE_COLUMN = "Bij --batch: sla deze kolom over. Dit mag vaker."
COLUMN_METAVAR = "KOLOM"
ALONE = (
    "--batch gaat alleen samen met --profile, --json, --phases, --csv, --compare-with, --case-is-no-bsn "
    "en --ignore-column."
)
NEEDS_BATCH = "--phases, --csv, --compare-with, --case-is-no-bsn en --ignore-column horen bij --batch."
CSV_OR_COMPARE = "--csv en --compare-with gaan niet samen."
CSV_OR_JSON = "Kies één vorm: --csv of --json."

# A file that is not right
NOT_ONE_LIST = "dit is één JSON-lijst; hier hoort één huishouden per regel, zonder [ en ] eromheen"
NO_COLUMNS = "op de eerste regel horen de namen van de kolommen"
COLUMN_TWICE = "een naam van een kolom staat er twee keer"
NOT_PARQUET = "dit Parquet-bestand kan niet worden gelezen"
PARQUET_NEEDS_FILE = "Een Parquet-bestand kan niet van de standaardinvoer komen. Geef de naam van het bestand."


def columns_refused(name: str) -> str:
    return f"In {name} staan kolommen die dit programma niet kent. Er is niets uitgerekend."


NO_PARQUET = "Om Parquet te lezen, is een aanvulling nodig."
NO_PARQUET_HINT = "Installeer die met: pip install 'ave-cli[parquet]'"
IGNORE_HINT = "Haal deze kolommen weg, of sla ze over met: --ignore-column NAAM"

# A line that is not right
LINE_TOO_LONG = "deze regel is te lang"
NOT_JSON = "dit is geen geldige JSON"
NOT_A_HOUSEHOLD = "hier hoort één huishouden te staan: een tabel tussen { en }"
NAME_TWICE = "een naam staat er twee keer"
NOT_CSV = "deze regel is geen geldige CSV"
MORE_CELLS = "deze regel heeft meer cellen dan er kolommen zijn"
NOT_A_CASE = "case: hier hoort een kort kenmerk van één regel"
NOT_A_MODEL = "profile: dit model is niet bekend"
NOT_A_TABLE = "answers: hier hoort een tabel"
LIKE = {
    "bsn": "een BSN",
    "iban": "een rekeningnummer",
    "email": "een mailadres",
    "phone": "een telefoonnummer",
    "address": "een adres",
    "birth_date": "een geboortedatum",
}
NO_BSN_HINT = "; is het er geen, gebruik dan --case-is-no-bsn"


def more_lines(last: int) -> str:
    return f"dit huishouden loopt door tot en met regel {last}; staat er een aanhalingsteken los?"


def personal(kinds: Sequence[str]) -> str:
    hint = NO_BSN_HINT if list(kinds) == ["bsn"] else ""
    return f"case: dit lijkt op {' en '.join(LIKE[kind] for kind in kinds)}; gebruik een eigen kenmerk{hint}"


def no_column(name: str, known: Iterable[str]) -> str:
    return f"de kolom '{name}' is niet bekend{meant(name, known)}"


def unknown_key(name: str, known: Iterable[str]) -> str:
    return f"'{name}' is niet bekend{meant(name, known)}"


def not_a_phase(fact: str, known: Iterable[str]) -> str:
    return f"{fact}: deze fase is er niet in dit model; er zijn: {', '.join(known)}"


def phase_twice(fact: str) -> str:
    return f"current_phase: hier staat een andere fase dan bij {fact}"


def yes_or_no(fact: str) -> str:
    return f"{fact}: antwoord met ja, nee of weet niet"


def option(fact: str, options: Iterable[str], many: bool) -> str:
    how = "opties, met een | ertussen" if many else "een van de opties"
    return f"{fact}: antwoord met {how} ({', '.join(options)}) of met weet niet"


# When it is done
def finished(households: int, wrong: int) -> str:
    right = f"{_count(households)} uitgerekend" if households else "Er is geen huishouden uitgerekend"
    return f"{right}; {_lines(wrong)} met problemen." if wrong else f"{right}."


def _count(number: int) -> str:
    return f"{number} {'huishouden' if number == 1 else 'huishoudens'}"


def _lines(number: int) -> str:
    return f"{number} {'regel' if number == 1 else 'regels'}"


WORKING = "Huishoudens"

# The table for a spreadsheet
COLUMNS = (
    "regel",
    "zaak",
    "model",
    "fase",
    "ten minste",
    "ten hoogste",
    "zekerheid",
    "huidige fase",
    "richting",
    "meldingen",
)
WHOLE_COLUMNS = ("eerste stap", "uit te zoeken")
PROBLEMS = "problemen"
STATUS_WORDS = {"settled": "zeker", "range": "nog niet zeker", "open": "nog niet te zeggen"}
DIRECTION_WORDS = {"up": "omhoog", "same": "gelijk", "down": "omlaag", "unclear": "onduidelijk"}
NOT_YET = "nog niet te zeggen"

# Two models
TITLE_COMPARED = "Dezelfde huishoudens onder twee modellen"
NO_DIFFERENCE = "Bij geen van deze huishoudens komt er iets anders uit."
COLUMN_WHAT, COLUMN_COUNT, COLUMN_EXAMPLE = "Wat er anders uitkomt", "Aantal", "Voorbeeld"
KINDS = {
    "at_least": "Fase, ten minste",
    "at_most": "Fase, ten hoogste",
    "advised": "Geadviseerde fase",
    "direction": "Richting",
    "status": "Zekerheid van de fase",
    "alerts": "Meldingen",
    "steps": "Volgende stappen",
    "problems": "Kan maar in één model worden uitgerekend",
}
CURRENT_NOT_COUNTED = "De huidige fase telt hier niet mee: die hoort bij één model."
PHASES_BY_LABEL = "Fasen van twee modellen worden alleen als tekst vergeleken: dezelfde naam kan iets anders betekenen."


def models(one: str, other: str) -> str:
    return f"Eerst: {one}. Daarna: {other}."


def old_to_new(old: str, new: str) -> str:
    return f"{old or '-'} -> {new or '-'}"


def compared_households(households: int, wrong: int, changed: int) -> str:
    had = "had problemen en telt" if wrong == 1 else "hadden problemen en tellen"
    bad = f" {_lines(wrong)} {had} niet mee." if wrong else ""
    return f"{_count(households)} bekeken; bij {changed} komt er iets anders uit.{bad}"


def role_facet(title: str) -> str:
    return f"Wie: {title}"


def example_line(line: int, case: str) -> str:
    return f"regel {line}" + (f", zaak {case}" if case else "")
