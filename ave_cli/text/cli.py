"""Words of the commands themselves, and of a caseload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ave_cli.text.common import (
    A_PHONE_NUMBER,
    NO_SCREEN,
    NOT_TOLD_YET,
    PROFILES,
    TYPED,
    both,
    counted_households,
    counted_lines,
    meant,
    whole_number,
)

PROGRAM = (
    "Advies bij AVE, de Aanpak ter Voorkoming van Escalatie: in welke fase staat een huishouden, wie heeft de regie, "
    "en wat zijn de volgende stappen. Het programma adviseert; mensen besluiten."
)
EPILOG = "Bij direct gevaar: bel 112. Dit programma gebruikt geen internet. Wat het bewaart, staat in de README."
USAGE, OPTIONS_METAVAR, REQUIRED = "Gebruik: ", "[OPTIES]", "(verplicht)"
COMMANDS_METAVAR = "OPDRACHT [ARGUMENTEN]..."
PARAMETERS = {"argument": "Argumenten", "option": "Opties"}
HELP = "Toon deze hulp en stop."
VERSION = "Toon de versie en stop."
TRIAGE = "Beantwoord vragen over een huishouden en krijg fase, regie, criteria en volgende stappen."
COMMANDS = "Opdrachten"
TRIAGE_SHORT = "Vragen over een huishouden; daarna het advies."
EXPLAIN_SHORT = "Uitleg van het model: een fase, rol, criterium of begrip."
NOTES_SHORT = "Bewaarde notities: lezen, vergelijken, en wat aandacht vraagt."
PROFILES_SHORT = PROFILES
TRIAGE_EPILOG = (
    "Voorbeelden: 'ave triage' stelt de vragen. 'ave triage --example' toont een voorbeeld. "
    "'ave triage --answers antwoorden.toml --markdown' maakt er tekst van om te plakken."
)
PROFILE = "Het model van uw gemeente: een naam of het pad van een eigen model."
PROFILE_METAVAR, PROFILE_OR_NONE = "MODEL", "[MODEL]"
ANSWERS = "Lees de antwoorden uit dit bestand; '-' is de standaardinvoer."
FILE_METAVAR, PHASE_METAVAR, FOLDER_METAVAR, NOTE_METAVAR, COLUMN_METAVAR = "BESTAND", "FASE", "MAP", "NOTITIE", "KOLOM"
CURRENT_PHASE = "De fase waarin het huishouden nu staat: dan wordt ook bekeken of afschalen kan."
CURRENT_PHASE_OPTION = "--current-phase"
EXAMPLE = "Toon het eerste voorbeeld van het model, zonder vragen."
JSON = "Geef het resultaat als JSON."
FULL = "Toon alles, met de bronnen; zonder deze keuze alleen het antwoord."
MARKDOWN = "Geef het resultaat als tekst om te plakken (markdown)."
PLAIN = "Regel voor regel, zonder kaders en kleuren: voor schermlezers en eenvoudige schermen."
NO_INPUT = "Stel geen vragen."
RESUME = "Ga verder met het laatste concept."
NO_DRAFT = "Bewaar tussendoor geen concept."
SAVE = "Bewaar het resultaat als notitie in deze map."
FROM = "Begin opnieuw vanuit een notitie: u bevestigt de eerdere antwoorden."
SHARE = "Bij --save: wie in die map mag lezen, mag ook de notitie lezen. Spreek dat eerst samen af."
SHARE_NEEDS_SAVE = "--share hoort bij --save MAP."
ASKING_ONLY = "--resume en --from horen bij vragen, niet bij --answers of --example."

MISTAKE = "Deze opdracht klopt niet."
TOO_MANY = "Er staat te veel achter deze opdracht."
BUG = "Er ging iets mis in het programma zelf. Uw antwoorden staan niet in deze melding."
REPORT_BUG = "Meld dit aan de beheerder, met de regels hierboven."
INTERRUPTED = "Gestopt."
ANSWERS_OR_EXAMPLE = "Gebruik --answers of --example, niet allebei."
ONE_FORM = "Kies --json of --markdown, niet allebei."
NO_TERMINAL = NO_SCREEN
NO_TERMINAL_HINT = (
    "Geef de antwoorden met --answers BESTAND (of --answers - voor de standaardinvoer), "
    "of gebruik --plain om de vragen regel voor regel te beantwoorden."
)


def no_terminal_hint(mintty: bool) -> str:
    more = " Git Bash heeft zo'n scherm niet; gebruik cmd of PowerShell." if mintty else ""
    return f"{NO_TERMINAL_HINT}{more}"


def see_help(command: str) -> str:
    return f"Hulp: {command} --help"


def no_option(name: str, known: Iterable[str]) -> str:
    return f"De optie '{name}' bestaat niet{meant(name, known) or '.'}"


def no_command(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return f"De opdracht '{name}' bestaat niet{meant(name, known) or '.'} Er zijn: {', '.join(known)}."


def no_phase(name: str, known: Iterable[str]) -> str:
    return f"De fase '{name}' bestaat niet in dit model. Er zijn: {', '.join(known)}."


def by_id_only(name: str, known: Iterable[str]) -> str:
    return (
        f"profile: een bestand noemt een model bij zijn id, en '{name}' is hier niet bekend"
        f"{meant(name, known) or '.'} Een eigen model geeft u met --profile PAD."
    )


def needs_value(name: str) -> str:
    return f"De optie '{name}' heeft een waarde nodig."


def takes_no_value(name: str) -> str:
    return f"De optie '{name}' heeft geen waarde."


def missing(name: str) -> str:
    return f"Er ontbreekt iets: {name}."


def version(number: str, python: str) -> str:
    return f"ave {number} (Python {python})"


SHORT = "Vragen uit de modellen zelf: alleen, of met teams in een training."
QUIZ = (
    "Oefen met vragen die uit de modellen zelf komen. U speelt alleen, of met teams op één laptop. "
    "Er is geen tijd die loopt. Iedere vraag krijgt uitleg met de bron."
)
QUIZ_EPILOG = (
    "Voorbeelden: 'ave quiz' is voor u alleen. 'ave quiz --teams 3' is voor een training met drie teams. "
    "'ave quiz --seed molen-anker' geeft dezelfde ronde nog een keer. "
    "'ave quiz --seed molen-anker --sheet ronde.md' schrijft die ronde op, met de antwoorden."
)
SEED = "Een naam voor de ronde: dezelfde naam geeft dezelfde vragen. Zonder naam maakt het programma er een."
SEED_METAVAR = "TEKST"
COUNT = "Hoeveel vragen, van 1 tot en met 100. Kiest u niets, dan zijn het er 10."
KIND = (
    "Alleen vragen van deze soort; dit mag vaker. phase: welke fase; role: wie heeft de regie; down: kan het omlaag; "
    "step: de eerste stap; statement: waar of niet; compare: twee gemeenten; change: wat de fase verandert; "
    "task: wat doet wie."
)
KIND_METAVAR = "SOORT"
LEVEL = "Hoe moeilijk: 1, 2 of 3. Bij 3 liggen de antwoorden het dichtst bij elkaar."
NUMBER_METAVAR = "GETAL"
TEAMS = "Met zoveel teams, van 2 tot en met 8. U typt de antwoorden van alle teams."
QUIZ_RESUME = "Ga verder met de ronde die niet af is."
CASE = "Alleen vragen over dit ene voorbeeld van het model, of uit het bestand achter --cases."
CASE_METAVAR = "VOORBEELD"
CASES = "Alleen vragen over uw eigen voorbeelden, in dit bestand ('cases.toml'); ze worden eerst nagelopen."
WRITTEN = "Alleen vragen over huishoudens die een mens heeft beschreven."
AGAIN = "Speel nog eens wat in deze uitslag (een bestand van --results) bij de helft of meer fout ging."
AGAIN_ALONE = "--again neemt de keuzes van de uitslag over. Gebruik het zonder andere keuzes, behalve --teams."
JOURNEY = (
    "Speel een klantreis: één huishouden op een aantal momenten. 1 is de eerste van het model; een naam of een bestand "
    "mag ook. 'list' toont welke er zijn."
)
JOURNEY_METAVAR = "KLANTREIS"
JOURNEY_ALONE = "Een klantreis heeft haar eigen vragen. Gebruik --journey zonder --seed, --count, --kind en --level."
SHEET = "Schrijf de ronde met de antwoorden in dit bestand en stop. De naam eindigt op .md of .html."
RESULTS = "Schrijf na de ronde in dit bestand hoe elke vraag ging, zonder namen. De naam eindigt op .md."
QUIZ_NO_INPUT = "Stel geen vragen; dat kan alleen met --json of --sheet."

SEED_WRONG = "De naam achter --seed mag niet leeg zijn en heeft ten hoogste 60 tekens."
COUNT_WRONG = whole_number("--count", "1 tot en met 100")
LEVEL_WRONG = "Achter --level hoort 1, 2 of 3."
TEAMS_WRONG = whole_number("--teams", "2 tot en met 8")
SHEET_NAME = "De naam achter --sheet moet eindigen op .md of .html."
RESULTS_NAME = "De naam achter --results moet eindigen op .md."
ONE_USE = "Kies één ding: --json, --sheet of spelen met --teams, --results of --resume."
RESUME_ALONE = (
    "Een ronde die niet af is, houdt haar eigen vragen en teams. Gebruik --resume zonder --seed, --count, --kind, "
    "--level, --journey, --teams en --profile."
)


def no_kind(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return f"De soort '{name}' bestaat niet{meant(name, known) or '.'} Er zijn: {', '.join(known)}."


def not_valid_yet(title: str, day: str) -> str:
    return f"Let op: het model van {title} geldt pas vanaf {day}."


def not_valid_any_more(title: str, day: str) -> str:
    return f"Let op: het model van {title} gold tot en met {day}. Vraag of er een nieuwe versie is."


COMPLETION_SHORT = "Aanvullen met de TAB-toets, voor uw shell."
COMPLETION = (
    "Geef het script waarmee uw shell opdrachten, opties, modellen, fasen en notities aanvult met de TAB-toets. "
    "SHELL is bash, zsh, fish of powershell. Hoe u het gebruikt, staat bovenin het script."
)
SHELL_METAVAR = "SHELL"
_ONCE = "Aanvullen met TAB voor ave. Eén keer instellen, in {}:"
COMPLETION_HEAD = {
    "bash": (
        _ONCE.format("bash"),
        "ave completion bash > ~/.local/share/bash-completion/completions/ave",
        "Maak die map zo nodig eerst, en open daarna een nieuw venster.",
    ),
    "zsh": (
        _ONCE.format("zsh"),
        "ave completion zsh > ~/.zfunc/_ave",
        "Zet in ~/.zshrc, vóór compinit: fpath+=~/.zfunc. Open daarna een nieuw venster.",
    ),
    "fish": (
        _ONCE.format("fish"),
        "ave completion fish > ~/.config/fish/completions/ave.fish",
    ),
    "powershell": (
        _ONCE.format("PowerShell"),
        "ave completion powershell >> $PROFILE",
        "Open daarna een nieuw venster.",
    ),
}


def no_shell(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return f"Voor '{name}' is er geen script{meant(name, known) or '.'} Er zijn: {', '.join(known)}."


# Options
BATCH = (
    "Reken veel huishoudens uit: uit JSON-regels, CSV of Parquet; '-' is de standaardinvoer. Eén regel per huishouden. "
    "'list' toont de kolommen."
)
PHASES = "Bij --batch: alleen fase, richting en meldingen. Dat is veel sneller."
CSV = "Bij --batch: geef een tabel voor een rekenblad (CSV met puntkomma's) in plaats van JSON-regels."
COMPARE_WITH = "Bij --batch: wat komt er anders uit met dit tweede model, of met een andere versie?"
NO_BSN = "Bij --batch: de nummers in 'case' zijn geen BSN's."
IGNORE_COLUMN = "Bij --batch: sla deze kolom over. Dit mag vaker."
ALONE = (
    "--batch gaat alleen samen met --profile, --json, --phases, --csv, --compare-with, --case-is-no-bsn en "
    "--ignore-column; met --compare-with of 'list' ook met --plain, --full, --markdown en --html."
)
NEEDS_BATCH = "--phases, --csv, --compare-with, --case-is-no-bsn en --ignore-column horen bij --batch."
CSV_ALONE = "Kies één vorm: --csv, of --json, --markdown, --plain, --html of --full."
PROFILE_TO_COMPARE = "Dit bestand noemt zelf modellen. Kies met --profile welk model het eerste is."

# A file that is not right
NOT_ONE_LIST = "dit is één JSON-lijst; hier hoort één huishouden per regel, zonder [ en ] eromheen"
EMPTY, NO_COLUMNS = "er staat niets in", "op de eerste regel horen de namen van de kolommen"
NO_HEADINGS = f"{NO_COLUMNS}; daar staan nu antwoorden: [weggehaald]"
WORKBOOK = (
    "dit is een werkmap (zoals Excel die bewaart) of een zip-bestand, en geen tabel als tekst; open de werkmap en kies "
    "Opslaan als, 'CSV UTF-8 (door komma's gescheiden)'"
)
NOT_UTF8 = "deze tekens zijn geen UTF-8; bewaar het bestand in Excel als 'CSV UTF-8', of in Kladblok als UTF-8"
NOT_PARQUET = "dit Parquet-bestand kan niet worden gelezen"
PARQUET_NEEDS_FILE = "Een Parquet-bestand kan niet van de standaardinvoer komen. Geef de naam van het bestand."


def column_twice(names: Iterable[str]) -> str:
    return f"twee keer dezelfde kolom: {both(map(repr, names))}; haal er een weg"


def no_households(name: str) -> str:
    return f"In {name} staan geen huishoudens. Er is niets uitgerekend."


def is_answer(word: str, known: Iterable[str]) -> bool:
    return word.replace("_", " ") in {*TYPED, *map(str.casefold, known)}


def columns_refused(name: str) -> str:
    return f"In {name} staan kolommen die dit programma niet kent. Er is niets uitgerekend."


def unnamed_hint(place: int) -> str:
    return f"Zet er een naam boven, of sla haar over met: --ignore-column '{unnamed(place)}'"


NO_PARQUET = "Om Parquet te lezen, is een aanvulling nodig."
NO_PARQUET_HINT = "Installeer die met: pip install 'ave-cli[parquet]'"
COLUMNS_HINT = "Welke kolommen er zijn, ziet u met: ave triage --batch list"
TITLE_HINT = (
    "Staat er iets boven de tabel, zoals een titel of een datum? Haal die regels weg: de namen van de kolommen horen "
    f"op de eerste regel.\n{COLUMNS_HINT}"
)
IGNORE_HINT = f"Haal deze kolommen weg, of sla ze over met: --ignore-column NAAM\n{COLUMNS_HINT}"

# A line that is not right
LINE_TOO_LONG = "deze regel is te lang"
FIRST_LINE_TOO_LONG = "de eerste regel waarop iets staat, is te lang"
NOT_JSON = "dit is geen geldige JSON"
TOTAL = r"(?i)(\w*tota(al|len)|som|aantal|gemiddelde)( (aantal|zaken|huishoudens))*([\s:=]+[\d.,]*)?"
TOTAL_ROW = "dit lijkt een regel met een totaal en geen huishouden; haal hem weg"
NOT_A_HOUSEHOLD = "hier hoort één huishouden te staan: een tabel tussen { en }"
NAME_TWICE, NOT_CSV = "een naam staat er twee keer", "deze regel is geen geldige CSV"


def unreadable(column: str) -> str:
    return f"{column}: wat in deze cel staat, kan niet worden gelezen"


NOT_A_CASE, NOT_A_TABLE = "case: hier hoort een kort kenmerk van één regel", "answers: hier hoort een tabel"
LIKE = {
    "bsn": "een BSN",
    "iban": "een rekeningnummer",
    "email": "een e-mailadres",
    "phone": A_PHONE_NUMBER,
    "address": "een adres",
    "birth_date": "een geboortedatum",
}
NO_BSN_HINT = "; is het er geen, gebruik dan --case-is-no-bsn"


def not_a_model(known: Iterable[str]) -> str:
    return f"profile: dit model is niet bekend; er zijn: {', '.join(known)}"


LOOSE_QUOTE = "in deze regel staat een aanhalingsteken los; haal het weg. De regels eronder zijn apart gelezen"
CELL_TOO_LONG = (
    "een cel van deze regel begint met een aanhalingsteken en is te lang, of het aanhalingsteken staat los; maak de "
    "cel korter of haal het weg. De regels eronder zijn apart gelezen"
)
AFTER_LOOSE_QUOTE = (
    "deze regel staat onder een regel die niet klopt, en is niet zeker een huishouden; kijk of hij bij de regel "
    "erboven hoort"
)


def fewer_cells(count: int, columns: int) -> str:
    return f"deze regel heeft {count} {'cel' if count == 1 else 'cellen'}, en er zijn {columns} kolommen"


def unnamed(place: int) -> str:
    """How a column without a name is called: what is typed to leave it out."""
    return f"kolom {place}"


def more_cells(places: Sequence[int]) -> str:
    where = f": er staat iets in {both(repr(unnamed(place)) for place in places)}" if places else ""
    return f"deze regel heeft meer cellen dan er kolommen met een naam zijn{where}"


def columns_unnamed(places: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"'{unnamed(place)}' heeft geen naam op de eerste regel, en er staat wel iets in" for place in places)


def more_lines(first: int, last: int) -> str:
    return (
        f"regel {first} tot en met {last} lijken op huishoudens, maar staan samen tussen twee aanhalingstekens; haal "
        "die weg, of haal de regeleinden in de cel weg"
    )


def personal(kinds: Sequence[str]) -> str:
    hint = NO_BSN_HINT if list(kinds) == ["bsn"] else ""
    return f"case: dit lijkt op {' en '.join(LIKE[kind] for kind in kinds)}; gebruik een eigen kenmerk{hint}"


def no_column(name: str, meant: str) -> str:
    return f"de kolom '{name}' is niet bekend{meant}"


def unknown_key(name: str, meant: str) -> str:
    return f"'{name}' is niet bekend{meant}"


_CLOSE = 0.75
"""How much the name of a column must be like another one to be taken for that."""


def near_column(name: str, found: str | None, known: Iterable[str]) -> str:
    if found is not None:
        return f"; bedoelde u '{found}'?"
    return meant(name, known, _CLOSE)


def phase_twice(fact: str) -> str:
    return f"current_phase: hier staat een andere fase dan bij {fact}"


# When it is done
def finished(households: int, wrong: int) -> str:
    right = f"{counted_households(households)} uitgerekend" if households else "Er is geen huishouden uitgerekend"
    return f"{right}; {counted_lines(wrong)} met problemen." if wrong else f"{right}."


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
    "tegenspraak",
)
WHOLE_COLUMNS = ("eerste stap", "uit te zoeken")
PROBLEMS = "problemen"
STATUS_WORDS = {"settled": "zeker", "range": "nog niet zeker", "open": NOT_TOLD_YET}
CONTRADICTED = "niet zeker: tegenspraak"
DIRECTION_WORDS = {"up": "omhoog", "same": "blijft", "down": "omlaag", "unclear": "onduidelijk"}
_ALERT_HEADS = {"gevaar_zonder_fase": "Concreet gevaar", "onveilig": "Mogelijk gevaar"}
"""By the kind of an alert that is told in the words of a model: what it is about."""
DANGER_UNKNOWN = "Niet alles over gevaar is bekend. Zoek dat uit."
NOT_YET = NOT_TOLD_YET


def alert(kind: str, short: str) -> str:
    return short if short.startswith(head := _ALERT_HEADS.get(kind, "")) else f"{head}: {short}"


# What there is to know about a caseload as a whole
_NAMED = 5
"""Cases that stand in one sentence."""


def _households(number: int) -> str:
    return f"Bij {counted_households(number)}"


def contradictory(number: int, *, compared: bool) -> str:
    where = "in de tabel (--csv)" if compared else "bij elk van die huishoudens"
    more = "" if compared else " ('contradictions' in JSON)"
    return (
        f"{_households(number)} spreken antwoorden elkaar tegen; de fase is dan niet betrouwbaar. Welke, staat {where} "
        f"onder 'tegenspraak'{more}."
    )


def without_model(number: int, title: str) -> str:
    return (
        f"{_households(number)} is geen model genoemd of gekozen; daarvoor is gerekend met het model van {title}. "
        "Kies er een met --profile, of met een kolom 'profile'."
    )


def first_model(title: str) -> str:
    return f"Geen eerste model gekozen; dat is nu het model van {title}. Kies een ander met --profile."


def other_model(number: int, title: str, *, compared: bool) -> str:
    other = f"{_households(number)} noemt het bestand een ander model."
    if compared:
        return f"{other} Er is gerekend met de twee modellen die worden vergeleken."
    return (
        f"{other} Er is gerekend met het model van {title}, omdat dat "
        "voor alle is gekozen. Zonder --profile telt het model dat het bestand noemt."
    )


def not_looked_at(title: str, columns: Iterable[str]) -> str:
    return f"Naar deze antwoorden kijkt het model van {title} niet: {', '.join(columns)}."


def cases_twice(places: Mapping[str, Sequence[int]], times: Mapping[str, int]) -> str:
    """Which cases come more than once: the first of them, each with its first lines and how often it comes."""
    first = [f"{case} (regel {_lines(lines, times[case])})" for case, lines in list(places.items())[:_NAMED]]
    more = f" en nog {len(places) - len(first)}" if len(places) > len(first) else ""
    return f"Meer dan één keer in dit bestand: {', '.join(first)}{more}. Elke regel is apart uitgerekend."


def _lines(lines: Sequence[int], times: int) -> str:
    named = list(map(str, lines))
    return f"{', '.join(named)} en nog {times - len(named)}" if times > len(named) else both(named)


def only_under(model: str, problem: str) -> str:
    return f"onder het model van {model}: {problem}"


# The columns
FRAME = {
    "case": "Een eigen kenmerk van het huishouden; nooit een naam of een BSN.",
    "current_phase": "De fase waarin het huishouden nu staat.",
    "profile": "Het model van dit huishouden, bij zijn id.",
}
_CASE_WORDS = (
    *("zaak", "casus", "kenmerk", "id", "dossier", "nummer", "huishouden", "referentie", "code", "zaaknummer"),
    *("zaak nummer", "zaaknr", "zaak-id", "zaak id", "zaakid", "zaakkenmerk", "casusnummer", "dossiernummer"),
    *("dossiernr", "case id", "casenummer"),
)
_PHASE_WORDS = ("fase", "fase nu", "fase-nu", "huidig", "fase huidig", "ave", "ave fase", "ave-fase", "phase")
FRAME_WORDS = {
    **dict.fromkeys(_CASE_WORDS, "case"),
    **dict.fromkeys(_PHASE_WORDS, "current_phase"),
    **dict.fromkeys(("model", "gemeente", "profiel", "regio"), "profile"),
}
"""What people call what frames a household."""
TITLE_COLUMNS, TICK_OR_NOT = "De kolommen van een caseload", "ja of nee"
ALL_COLUMNS, COLUMN, COLUMN_MEANS, COLUMN_TYPED = "Alle kolommen", "Kolom", "Wat het is", "Wat u typt"
COLUMNS_TOLD = (
    "Geen kolom is verplicht. In elke cel kan ook 'weet niet'. Een lege cel telt als onbekend, nooit als nee. Een lege "
    "tabel om in te vullen maakt u met: ave triage --batch list --csv"
)


def pick_one(options: Iterable[str]) -> str:
    return f"een van: {', '.join(options)}"


def pick_some(options: Iterable[str]) -> str:
    return f"geen, of een of meer met een | ertussen: {', '.join(options)}"
