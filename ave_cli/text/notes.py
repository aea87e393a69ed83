"""Words of notes and pages."""

from __future__ import annotations

from collections.abc import Sequence

from ave_cli.text.common import NOT_TOLD_YET as NOT_TOLD_YET
from ave_cli.text.common import WHO_LEADS, both, day, day_or_text, not_durable, whole_number

# In the file
HEAD = (
    "Notitie van een AVE-triage, gemaakt met het programma 'ave'.",
    "Het advies ([assessment]) is geen besluit. Wat de professional besloot, staat apart ([decision]).",
    "Zet hier geen namen, adressen, geboortedatums of BSN's in. Bij 'case' hoort een eigen kenmerk.",
    "Bekijken: ave notes show BESTAND. Opnieuw beoordelen: ave triage --from BESTAND.",
)

# Problems with a file
THIS_NOTE = "deze notitie"
OTHER_FORMAT = "format: deze notitie heeft een andere vorm dan dit programma kent; hier hoort 1"
NO_MOMENT = "created: hier hoort een datum met tijd en tijdzone, zoals 2026-11-22T14:05:00+01:00"
NO_DAY = "review_on: hier hoort een datum, zoals 2026-12-22"
NOT_KEPT = "Deze notitie kan zo niet worden opgeslagen. Er is niets geschreven."
SHORTEN = "Maak de tekst korter of eenvoudiger en probeer het opnieuw."
UNKNOWN_LETTERS = "er staan tekens in die niet in een bestand passen"
NOT_THE_SAME = "wat er zou komen te staan, is niet gelijk aan wat u invulde"
NOT_A_FILE = "dit is geen gewoon bestand"
TRY_ELSEWHERE = "Vertrouw dit bestand niet. Sla de notitie nog eens op, in een andere map."


def needs_file(option: str) -> str:
    """An option that makes a page got no name."""
    return f"Achter {option} hoort de naam van een nieuw bestand, bijvoorbeeld: {option} pagina.html"


def no_answer(fact: str) -> str:
    return f"answers.{fact}: hier hoort true, false, een optie of een lijst met opties"


def read_back_different(name: str) -> str:
    return f"'{name}' is geschreven, maar bij het teruglezen staat er iets anders in."


def no_folder(name: str) -> str:
    return f"De map '{name}' is niet gevonden of kan niet worden gelezen."


SEE_LIST = "Bekijk welke er zijn met: ave notes list"


def no_number(number: str, count: int) -> str:
    there = "Er zijn nog geen notities." if count == 0 else f"De lijst gaat tot en met {count}."
    return f"Er is geen notitie met nummer {number}. {there}"


def follows(name: str) -> str:
    return f"Deze notitie volgt op {name}"


def now_becomes(name: str, before: str, after: str) -> str:
    return f"- {name}: {' nu '.join(text for text in (before, after) if text)}"


def and_more(count: int) -> str:
    return f"- en nog {count}"


SAME_OUTCOME = "Met dezelfde antwoorden is de uitkomst gelijk."


def goes_on(day: str, case: str, label: str) -> str:
    about = f" (zaak {case})" if case else ""
    now = f" Dit huishouden staat nu in {label}." if label else ""
    return f"Dit gesprek volgt op de notitie van {day}{about}.{now} Naar gevaar wordt opnieuw gevraagd."


def takes_over(who: str) -> str:
    return f"Neemt het over: {who}"


def agreed(what: str) -> str:
    return f"Afgesproken: {what}"


HANDOVER = "Overdracht"
NOT_COUNTING = "Antwoorden die niet meetellen"


def first_of(problems: Sequence[str]) -> str:
    more = f" (en nog {len(problems) - 1})" if len(problems) > 1 else ""
    return f"{problems[0]}{more}"


# Commands
NOTES = "De bewaarde notities: welke er zijn, wat erin staat en wat er veranderde."
LIST = "Toon de notities in een map, de nieuwste eerst."
_OWN_FOLDER = "Zonder MAP: de map 'ave' in uw documenten."
LIST_LONG = f"{LIST} {_OWN_FOLDER}"
SHOW = "Toon één notitie."
SHOW_LONG = (
    f"{SHOW} NOTITIE is een bestand, de naam van een notitie in uw eigen map, of haar nummer in 'ave notes list'."
)
DIFF = "Vergelijk twee notities van een zaak: wat veranderde er?"
DIFF_LONG = f"{DIFF} De oudste komt eerst, in welke volgorde u ze ook noemt."
FOLDER_METAVAR = "[MAP]"
NOTE_METAVAR = "NOTITIE"
OTHER_METAVAR = "NOTITIE2"

# Dates


def short_day(iso: str) -> str:
    year, month, number = iso[:10].split("-")
    return f"{number}-{month}-{year}"


def moment(iso: str) -> str:
    return f"{day(iso)}, {iso[11:16]}"


# The list
TITLE_LIST = "Notities"
NO_NOTES = "Er zijn nog geen notities. 'ave triage' biedt na het advies aan om er een te bewaren."
NEWEST_FIRST = "De nieuwste eerst"
COLUMN_CASE = "Zaak"
COLUMN_DATE = "Datum"
COLUMN_PHASE = "Fase"
COLUMN_REVIEW = "Opnieuw bekijken"
COLUMN_MODEL = "Model"
FILES = "Bestanden"
OPEN_ONE = "Bekijk er een met: ave notes show NUMMER. Ga ermee verder met: ave triage --from NUMMER"
NO_CASE = "(geen kenmerk)"
BROKEN = "Deze notities kloppen niet"
BROKEN_KEPT = "Ze staan daarom niet in de lijst. Er is niets aan veranderd."
OVERDUE = "Te laat"
FOLLOWED = "Al opnieuw bekeken"
CHANGED_SHORT = "Sindsdien gewijzigd"
NOT_FOUND_SHORT = "Hier niet te vinden"


def folder_line(name: str) -> str:
    return f"Map: {name}"


def advised_short(label: str) -> str:
    return f"Advies: {label}"


def model_version(title: str, version: str) -> str:
    return f"{title}, versie {version}"


def broken_line(name: str, problem: str) -> str:
    return f"{name}: {problem}"


# A note
TITLE_NOTE = "Notitie van een triage"
ALTERED_TITLE = "Let op: deze notitie is gewijzigd"
ALTERED = (
    "Deze notitie is na het opslaan gewijzigd, buiten dit programma om. Vertrouw niet zonder meer op wat erin staat."
)
ALTERED_SHORT = "Gewijzigd na het opslaan"
NOT_SEALED = "Deze notitie heeft geen controlegetal: of zij na het opslaan is gewijzigd, is niet te zien."
NOT_TRUE_TITLE = "Let op: het advies klopt niet met de antwoorden"
NOT_FOLLOWING_SHORT = "Advies volgt niet uit de antwoorden"
NOT_FOLLOWING = "Het advies in deze notitie volgt niet uit de antwoorden die erin staan."
CHANGED_TITLE = "Het model is gewijzigd"
CHANGED_RULE = (
    "Hieronder staat het advies van toen; het is niet opnieuw berekend. De woorden komen uit het model van nu. "
    "Nu kan de uitkomst anders zijn: doe een nieuwe triage met 'ave triage --from'."
)
NOT_FOUND_TITLE = "Het model is hier niet te vinden"
NOT_FOUND_RULE = (
    "Hieronder staat het advies van toen, waar nodig met de korte namen uit het bestand. "
    "Staat het model ergens anders, noem het dan met --profile."
)
DANGER = "Direct gevaar"
DANGER_THEN = "Bij deze triage was er direct gevaar."
DECISION = "Besluit van de professional"
NO_DECISION = "Er is geen besluit ingevuld."
CRITERIA_MET = "Criteria waaraan was voldaan"
ANSWERS = "Antwoorden"
COLUMN_FACT = "Vraag"
COLUMN_ANSWER = "Antwoord"


def when(iso: str) -> str:
    return f"Gemaakt op {moment(iso)}"


def changed(then: str, now: str) -> str:
    if then == now:
        return f"Deze notitie is gemaakt met versie {then}. Die versie is daarna gewijzigd."
    return f"Deze notitie is gemaakt met versie {then}; nu geldt versie {now}."


def not_found(title: str, version: str) -> str:
    return f"Deze notitie is gemaakt met het model {model_version(title, version)}."


def advice(label: str) -> str:
    return f"Advies: {label}"


def because(why: str) -> str:
    return f"Reden: {why}"


def look_again(iso: str, remark: str) -> str:
    return f"Opnieuw bekijken op {day(iso)}" + (f" ({remark.lower()})" if remark else "")


# A comparison
TITLE_DIFF = "Wat veranderde er?"
ADVISED = "Advies"
CURRENT = "Fase op dat moment"
DECIDED = "Besluit"
WHY = "Reden van het besluit"
NOTHING = "niet ingevuld"
MET = "voldaan"
NOT_MET = "niet of onbekend"
NO_SUCH_ROLE = "deze rol was er niet"
STEP_NEW = "Nieuw"
STEP_GONE = "Niet meer"
COLUMN_WHAT = "Wat"
COLUMN_BEFORE = "Eerst"
COLUMN_AFTER = "Nu"
NO_CHANGE = "Verder is er niets veranderd."
ABOUT = {
    "phase": "Fase",
    "decision": DECISION,
    "answer": "Antwoorden",
    "criterion": "Criteria",
    "role": WHO_LEADS,
    "step": "Volgende stappen",
}
OTHER_CASE_TITLE = "Twee zaken"
OTHER_CASE = "De twee notities hebben niet hetzelfde kenmerk. Kijk of ze over hetzelfde huishouden gaan."
OTHER_MODELS = (
    "De notities zijn met verschillende modellen gemaakt: of dit op- of afschalen is, is zo niet te zeggen. "
    "Alleen de antwoorden zijn te vergelijken."
)
MODEL_BETWEEN = "Let op: het model is tussen de twee notities gewijzigd. Een verschil kan ook daardoor komen."
NO_MODEL = "Het model is hier niet te vinden: of dit op- of afschalen is, is zo niet te zeggen."
ADVISED_BEFORE = "Dat was de vorige keer ook al het advies."
PHASES_GONE = "Een fase van toen staat niet in het model van nu: of dit op- of afschalen is, is zo niet te zeggen."
DANGER_NOW = "Er is nu direct gevaar: dat gaat voor."
DANGER_UNKNOWN = "Het is niet bekend of er nu direct gevaar is: zoek dat als eerste uit."
_TOLD = 3
"""Criteria that are named in a sentence."""


def from_to(before: str, after: str) -> str:
    return f"Van {moment(before)} naar {moment(after)}"


def criterion(text: str, effect: str) -> str:
    return f"{text} ({effect})"


def loose_phase(ident: str) -> str:
    return f"fase {ident}"


def possibly(label: str, other: str) -> str:
    return f"{label}, mogelijk {other}"


def up(now: str, advised: str, because: Sequence[str]) -> str:
    reason = f", want nu geldt: {_some(because)}" if because else ""
    return f"Opschalen van {now} naar {advised}{reason}."


def down(now: str, advised: str) -> str:
    return f"Afschalen van {now} naar {advised} kan: aan de voorwaarden daarvoor is voldaan."


def same(now: str) -> str:
    return f"Het blijft {now}."


def unclear(now: str) -> str:
    return f"Het blijft voorlopig {now}: nog niet duidelijk is of op- of afschalen nodig is."


def lighter(now: str, advised: str) -> str:
    return (
        f"Het advies is lichter geworden: {advised}, eerst {now}. Dat is nog geen afschalen: "
        f"daarvoor gelden eigen voorwaarden, en die tellen pas mee als de huidige fase is ingevuld."
    )


def came(texts: Sequence[str]) -> str:
    return f"Nieuw: {_some(texts)}."


def went(texts: Sequence[str]) -> str:
    return f"Geldt niet meer of is nu onbekend: {_some(texts)}."


def leave_now(texts: Sequence[str]) -> str:
    return f"Voor afschalen is nu ook voldaan aan: {_some(texts)}."


def leave_no_more(texts: Sequence[str]) -> str:
    return f"Voor afschalen is niet meer zeker voldaan aan: {_some(texts)}."


def may_become(label: str) -> str:
    return f"Het kan nog {label} zijn: dat hangt af van wat niet bekend is."


def decided_otherwise(words: str) -> str:
    return f"Besloten is: {words}."


def _some(texts: Sequence[str]) -> str:
    """The first few, to read on within a sentence."""
    more = f"; en nog {len(texts) - _TOLD}" if len(texts) > _TOLD else ""
    return "; ".join(_small(text.rstrip(".")) for text in texts[:_TOLD]) + more


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


NUMBER = "Nr."
HTML = "Bewaar het resultaat ook in dit bestand, als pagina voor de browser of de printer."
SAVE_AS_PAGE = "Opslaan als pagina om te printen (HTML)"
ASK_FOLDER = "In welke andere map? (leeg: niet opslaan)"
ASK_FILE = "In welk bestand?"
NOT_DURABLE = not_durable("De pagina")
OLDER = "Let op: de pagina die u bewaarde, toont het eerdere advies. Bewaar zo nodig een nieuwe."
HOLDS_ANSWERS = "Er staan antwoorden over een huishouden in."
THROW_AWAY = "Gooi het weg als het af is."
ONLY_YOU = "Alleen u kunt het bestand lezen."


def who_reads(others: Sequence[str]) -> str:
    return f"Let op: {'; en '.join(others)}." if others else ONLY_YOU


def model(title: str, version: str, checked: str) -> str:
    return f"Model {title}, versie {version}, bijgewerkt op {day_or_text(checked)}."


def made(on: str) -> str:
    return f"Gemaakt op {day_or_text(on)}."


def saved(path: str) -> str:
    return f"Pagina bewaard in {path}\nOpen het bestand in een browser om het te lezen of te printen."


def in_short(what: str, conflicts: int, gaps: int) -> str:
    both = [f"{conflicts} keer dat de bron zichzelf tegenspreekt", f"{gaps} keer dat de bron iets niet vastlegt"]
    told = [text for text, count in zip(both, (conflicts, gaps), strict=True) if count]
    rest = ["de voorwaarde en de bron van elke regel", "de uitleg bij afspraken, overleggen en partijen", *told]
    listed = f"{', '.join(rest[:-1])} en {rest[-1]}"
    return f"Dit is de korte versie. Weggelaten: {listed}. Alles staat in: ave explain {what} --full"


def then_and_now(then: str, now: str) -> str:
    return f"Met dezelfde antwoorden: toen {then}, nu {now}."


def phase_range(low: str, high: str) -> str:
    return low if low == high else f"{low}, misschien {high}"


# A review of a folder
REVIEW = "Wat vraagt aandacht in een map met notities?"
REVIEW_LONG = (
    f"{REVIEW} {_OWN_FOLDER} Van elke zaak telt alleen de nieuwste notitie. "
    "Voor een coördinator: in een map waarin collega's hun notities met opzet samen bewaren."
)
REVIEW_CSV = "Geef een tabel voor een rekenblad (CSV met puntkomma's)."
OLDER_THAN = "De afgesproken termijn in weken; oudere notities vragen aandacht. Kiest u niets, dan zijn het er 13."
WEEKS_METAVAR = "WEKEN"
WEEKS_WRONG = whole_number("--older-than", "1 tot en met 520")
REMOVE = "Verwijder een notitie, als wat nodig is in het dossier staat."
REMOVE_LONG = f"{REMOVE} NOTITIE is een bestand, of de naam van een notitie in uw eigen map. Het bestand is daarna weg."
REMOVE_SURE = "Staat alles wat nodig is in het dossier? Daarna is de notitie weg."
REMOVE_YES, REMOVE_NO = "Ja, verwijder de notitie", "Nee, laat haar staan"
REMOVE_KEPT = "Er is niets verwijderd."
NOT_A_NOTE = "Alleen een notitie kan zo worden verwijderd: een bestand met een naam als ave-2026-11-22-1405-7f3a.toml."
READING = "Notities"
TITLE_REVIEW = "Notities die aandacht vragen"
COLUMN_COUNT = "Aantal"
COLUMN_WHY = "Waarom"
COLUMN_FILE = "Bestand"
COLUMN_DECISION = "Besluit"
COLUMN_NOW = "Nu"
PER_PHASE = "Per fase"
PER_FLAG = "Wat er aandacht vraagt"
MOST_PRESSING = "Welke notities, wat het meeste haast heeft eerst"
ALL_WELL = "Geen van deze notities vraagt om een van deze redenen aandacht."
RULES_CHANGED = "De regels van het model zijn veranderd."
FLAGS = {
    "danger_unknown": "Niet bekend of er gevaar is",
    "different_now": "Komt nu anders uit",
    "overdue": "Datum om opnieuw te kijken is voorbij",
    "role_missing": "Niemand vastgelegd voor een rol die er moet zijn",
    "decided_otherwise": "Anders besloten dan geadviseerd",
    "no_decision": "Geen besluit ingevuld",
    "older": "Ouder dan de afgesproken termijn",
    "changed_by_hand": "Met de hand gewijzigd",
    "model_not_found": NOT_FOUND_TITLE,
}
SHARE = "Bij --save: wie in die map mag lezen, mag ook de notitie lezen. Spreek dat eerst samen af."
SHARE_NEEDS_SAVE = "--share hoort bij --save MAP."


def changed_criterion(name: str, before: str, after: str) -> str:
    return f"{name}: eerst {before}, nu {after}"


def removed(name: str) -> str:
    return f"Verwijderd: {name}. Het programma belooft niet dat het van de schijf niet terug te halen is."


def not_removed(name: str, why: str) -> str:
    return f"'{name}' is niet verwijderd: {why}."


def looked_at(notes: int, older: int) -> str:
    rest = f" {older} oudere van dezelfde zaken tellen niet mee." if older else ""
    return f"{notes} {'notitie' if notes == 1 else 'notities'} bekeken.{rest}"


def more_notes(count: int) -> str:
    told = "Nog 1 notitie vraagt" if count == 1 else f"Nog {count} notities vragen"
    return f"{told} aandacht. Met --full ziet u ze allemaal; met --csv krijgt u een tabel voor een rekenblad."


def now_advised(label: str, why: Sequence[str]) -> str:
    return f"{label}. {'; '.join(why)}"


def shared_with(path: str, readers: Sequence[str]) -> str:
    return f"Deze notitie kan worden gelezen door: {both(readers)}. ({path})"


READ_BY_YOU = "u"
READ_BY_ALL = "iedereen die bij deze computer of deze schijf kan"
READ_BY_FOLDER = "wie in deze map mag lezen; dat regelt Windows"


def read_by_group(name: str) -> str:
    return f"de groep '{name}'"


CONTENTS = "Inhoud"


CRITERIA_ON_SHEET = "Staat er niet bij wanneer? De criteria staan op het faseblad."


def next_screen(title: str) -> str:
    return f"{title} (vervolg)"


def more_criteria(count: int) -> str:
    return f"en nog {count}: zie het faseblad"
