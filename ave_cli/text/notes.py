"""Words of notes and pages."""

from __future__ import annotations

from collections.abc import Sequence

from ave_cli.text.common import HOLDS_ANSWERS as HOLDS_ANSWERS
from ave_cli.text.common import NOT_TOLD_YET as NOT_TOLD_YET
from ave_cli.text.common import WHO_LEADS, both, day, either, joined, small, whole_number
from ave_cli.text.common import not_told as not_told

# In the file
HEAD = (
    "Notitie van een AVE-triage, gemaakt met het programma 'ave'.",
    "Het advies ([assessment]) is geen besluit. Wat de professional besloot, staat apart ([decision]).",
    "Zet hier geen namen, adressen, geboortedatums of BSN's in. Bij 'case' hoort een eigen kenmerk.",
    "Bekijken: ave notes show BESTAND. Opnieuw beoordelen: ave triage --from BESTAND.",
)
LEFT_OUT_HERE = "Bij 'left_out' staan de vragen waarvan het antwoord niet in deze notitie staat."

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


def no_answer(fact: str) -> str:
    return f"answers.{fact}: hier hoort true, false, een optie of een lijst met opties"


def read_back_different(name: str) -> str:
    return f"'{name}' is geschreven, maar bij het teruglezen staat er iets anders in."


def no_folder(name: str) -> str:
    return f"De map '{name}' is niet gevonden of kan niet worden gelezen."


SEE_LIST = "Bekijk welke er zijn met: ave notes list"
DAMAGED = "dit bestand is beschadigd, of buiten dit programma om veranderd"


def damaged(problem: str) -> str:
    return f"{DAMAGED}. {problem}"


def restore(command: str) -> str:
    return (
        f"Zet een goede kopie van het bestand terug. Is die er niet, verwijder het dan met {command} "
        "en doe de triage opnieuw."
    )


def no_number(number: str, count: int) -> str:
    there = "Daar zijn nog geen notities." if count == 0 else f"De lijst gaat tot en met {count}."
    return f"Er is in uw eigen map geen notitie met nummer {number}. {there}"


def no_note(name: str) -> str:
    return f"Er is in uw eigen map geen notitie met de naam of het kenmerk '{name}'."


def more_than_one(case: str, names: Sequence[str]) -> str:
    return f"'{case}' kan {both(names)} zijn. Noem de notitie bij de naam van haar bestand."


def follows(name: str) -> str:
    return f"Deze notitie volgt op {name}"


def now_becomes(name: str, before: str, after: str) -> str:
    return f"- {name}: {' nu '.join(text for text in (before, after) if text)}"


def and_more(count: int) -> str:
    return f"- en nog {count}"


DECIDED_THEN = "Toen is besloten: {}. Welke fase dat in dit model is, is niet te zeggen; dat wordt nog gevraagd."
SAME_OUTCOME = "Met dezelfde antwoorden is de uitkomst gelijk."


def goes_on(day: str, case: str, label: str) -> str:
    about = f" (zaak {case})" if case else ""
    now = f" Dit huishouden staat nu in {label}." if label else ""
    return f"Dit gesprek volgt op de notitie van {day}{about}.{now} Naar gevaar wordt opnieuw gevraagd."


def takes_over(who: str) -> str:
    return f"Neemt het over: {who}"


def agreed(what: str) -> str:
    return f"Afgesproken: {what}"


HANDOVER, NOT_COUNTING = "Overdracht", "Antwoorden die niet meetellen"


def first_of(problems: Sequence[str]) -> str:
    more = f" (en nog {len(problems) - 1})" if len(problems) > 1 else ""
    return f"{problems[0]}{more}"


# Commands
NOTES = "De bewaarde notities: welke er zijn, wat erin staat en wat er veranderde."
LIST = "Toon de notities in een map, de nieuwste eerst."
_OWN_FOLDER = "Zonder MAP: de map 'ave' in uw documenten."
LIST_LONG = f"{LIST} {_OWN_FOLDER}"
SHOW = "Toon één notitie."
_IN_OWN_FOLDER = "het kenmerk van een zaak (de nieuwste notitie), of een nummer uit 'ave notes list'"
SHOW_LONG = (
    f"{SHOW} NOTITIE is een bestand, of in uw eigen map: de naam van een notitie, {_IN_OWN_FOLDER}. "
    "In een andere map: MAP/KENMERK."
)
DIFF = "Vergelijk twee notities van een zaak: wat veranderde er?"
DIFF_LONG = f"{DIFF} De oudste komt eerst, in welke volgorde u ze ook noemt."
FOLDER_METAVAR, NOTE_METAVAR, OTHER_METAVAR = "[MAP]", "NOTITIE", "NOTITIE2"

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
COLUMN_CASE, COLUMN_DATE, COLUMN_PHASE, COLUMN_MODEL = "Zaak", "Datum", "Fase", "Model"
COLUMN_REVIEW = "Opnieuw bekijken"
FILES = "Bestanden"
OPEN_ONE = "Bekijk er een met: ave notes show NUMMER. Ga ermee verder met: ave triage --from NUMMER"
BY_CASE, BY_FILE = "KENMERK", "BESTAND"


def open_by(by_case: str, by_file: str) -> str:
    ways = (("er een", by_case), ("een notitie zonder kenmerk" if by_case else "er een", by_file))
    return ". ".join(f"Bekijk {which_one} met: {how}" for which_one, how in ways if how)


NO_CASE, ONLY_ADVISED = "(geen kenmerk)", "Advies, geen besluit"
BROKEN = "Wat hier niet klopt"
CLOSED = "Wat hier niet te lezen is"
CLOSED_KEPT = "Dat staat daarom niet in de lijst. Of het goed is, is niet te zeggen: vraag het aan wie het bewaarde."
OVERDUE, FOLLOWED = "Te laat", "Al opnieuw bekeken"
CHANGED_SHORT, NOT_FOUND_SHORT = "Sindsdien gewijzigd", "Hier niet te vinden"


def broken_kept(remove: str) -> str:
    return f"Dat staat daarom niet in de lijst. Er is niets aan veranderd. {restore(remove)}"


def model_wrong(why: str) -> str:
    return f"{FLAGS['model_wrong']}: {why}"


def folder_line(name: str) -> str:
    return f"Map: {name}"


def advised_short(label: str) -> str:
    return f"Advies: {label}"


def model_version(title: str, version: str) -> str:
    return f"{title}, versie {version}"


def broken_note(name: str, case: str) -> str:
    return f"{name} (zaak volgens dit bestand: {case})" if case else name


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
WRONG_RULE = "Hieronder staat het advies van toen, waar nodig met de korte namen uit het bestand."
DANGER = "Direct gevaar"
DANGER_THEN = "Bij deze triage was er direct gevaar."
DANGER_TOLD = "Gevaar, zoals het bij deze triage bekend was"
TOLD_THEN = {"acuut": DANGER_THEN, "acuut_onbekend": "Bij deze triage was niet bekend of er direct gevaar was."}
"""By the value of an alert what is said of it later, where that is not what was said then."""
DECISION = "Besluit van de professional"
NO_DECISION = "Er is geen besluit ingevuld."
CRITERIA_MET = "Criteria waaraan was voldaan"
ANSWERS = "Antwoorden"
COLUMN_FACT, COLUMN_ANSWER = "Vraag", "Antwoord"
NOT_KEPT_HERE = "niet in deze notitie"


def left_out(names: Sequence[str]) -> str:
    answers = "het antwoord" if len(names) == 1 else "de antwoorden"
    return (
        f"Niet in deze notitie: {answers} over {joined(names)}. In dit model verandert dat geen fase. "
        "Wat er nu moet gebeuren, ook over gevaar, staat er wel in."
    )


def left_out_short(count: int) -> str:
    answers = "1 antwoord dat" if count == 1 else f"{count} antwoorden die"
    return f"Niet in de notitie: {answers} geen fase {'verandert' if count == 1 else 'veranderen'}"


def may_be(labels: Sequence[str]) -> str:
    return f"Het kan {either(labels)} zijn."


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
ADVISED, CURRENT = "Advies", "Fase op dat moment"
DECIDED, WHY, NOTHING = "Besluit", "Reden van het besluit", "niet ingevuld"
MET, NOT_MET = "voldaan", "niet of onbekend"
NO_SUCH_ROLE = "deze rol was er niet"
STEP_NEW, STEP_GONE = "Nieuw", "Niet meer"
COLUMN_WHAT, COLUMN_BEFORE, COLUMN_AFTER = "Wat", "Eerst", "Nu"
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
_CONCRETE = "Er is nu concreet gevaar."
DANGERS_NOW = {
    "acuut": "Er is nu direct gevaar: dat gaat voor.",
    "acuut_onbekend": "Het is niet bekend of er nu direct gevaar is: zoek dat als eerste uit.",
    "gevaar": _CONCRETE,
    "gevaar_zonder_fase": _CONCRETE,
    "onveilig": "Het kan nu thuis onveilig zijn.",
}
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


def still_open(labels: Sequence[str]) -> str:
    """That the phase cannot be told now, and which it may be where that is not said beside it."""
    return f"De fase is nu {NOT_TOLD_YET}.{f' {may_be(labels)}' if labels else ''}"


def told_now(advised: str) -> str:
    return f"Het advies is nu {advised}. De vorige keer was de fase {NOT_TOLD_YET}."


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
    return "; ".join(small(text.rstrip(".")) for text in texts[:_TOLD]) + more


SAVE_AS_PAGE = "Opslaan als pagina om te printen (HTML)"
ASK_FOLDER = "In welke andere map? (leeg: niet opslaan)"
ASK_FILE = "In welk bestand?"


def not_kept(names: Sequence[str]) -> str:
    what = f"het antwoord over {names[0]} staat" if len(names) == 1 else f"de antwoorden over {both(names)} staan"
    return f"{what} niet in de notitie"


def not_taken(names: Sequence[str]) -> str:
    what = f"het antwoord over {names[0]} past" if len(names) == 1 else f"de antwoorden over {both(names)} passen"
    return f"{what} niet in het model van nu"


def not_to_tell(why: Sequence[str]) -> str:
    return f"niet te zeggen ({'; '.join(why)})"


def same_answers_now(why: Sequence[str]) -> str:
    return f"Hoe dezelfde antwoorden nu uitkomen, is niet te zeggen: {'; '.join(why)}."


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
REMOVE_LONG = f"{REMOVE} NOTITIE noemt u als bij 'ave notes show'. Het bestand is daarna weg."
REVIEW_FULL = "Toon alle notities die aandacht vragen, ook als het er meer dan honderd zijn."
REMOVE_SURE = "Staat alles wat nodig is in het dossier? Daarna is de notitie weg."
REMOVE_YES, REMOVE_NO = "Ja, verwijder de notitie", "Nee, laat haar staan"
REMOVE_KEPT = "Er is niets verwijderd."
NOT_A_NOTE = (
    "Alleen een notitie kan zo worden verwijderd: een gewoon bestand (geen map en geen koppeling) met een naam als "
    "ave-2026-11-22-1405-7f3a.toml, waarin een notitie staat of stond."
)
NOT_ASKED = "Er is niets verwijderd: de vraag of dat kan, is hier niet te stellen."
NOT_ASKED_HINT = "Typ de opdracht zonder omleiding, of verwijder zonder vraag met --no-input."
READING, TITLE_REVIEW = "Notities", "Notities die aandacht vragen"
COLUMN_COUNT, COLUMN_WHY, COLUMN_FILE = "Aantal", "Waarom", "Bestand"
COLUMN_DECISION, COLUMN_NOW = "Besluit", "Nu"
COLUMN_DANGER, COLUMN_MISSING = "Gevaar", "Rol zonder naam"
PER_PHASE, PER_FLAG = "Per fase", "Wat er aandacht vraagt"
MOST_PRESSING = "Welke notities, wat het meeste haast heeft eerst"
ALL_WELL = "Bekeken: gevaar, datum, besluit, rollen, termijn en model. Niets daarvan vraagt aandacht."
RULES_CHANGED = "De regels van het model zijn veranderd."
FLAGS = {
    "acute": "Direct gevaar bij deze triage",
    "danger": "Concreet gevaar bij deze triage",
    "unsafe": "Mogelijk onveilig thuis bij deze triage",
    "danger_unknown": "Niet bekend of er gevaar is",
    "unsafe_unknown": "Niet bekend of het thuis veilig is",
    "different_now": "Komt nu anders uit",
    "now_unknown": "Niet te zeggen of dit nu anders uitkomt",
    "overdue": "Datum om opnieuw te kijken is voorbij",
    "role_missing": "Niemand vastgelegd voor een rol die er moet zijn",
    "decided_otherwise": "Anders besloten dan geadviseerd",
    "no_decision": "Geen besluit ingevuld",
    "older": "Ouder dan de afgesproken termijn",
    "changed_by_hand": "Met de hand gewijzigd",
    "model_not_found": NOT_FOUND_TITLE,
    "model_wrong": "Het model van deze notitie klopt niet",
}


def changed_criterion(name: str, before: str, after: str) -> str:
    return f"{name}: eerst {before}, nu {after}"


def which(name: str, case: str, created: str) -> str:
    return f"{name} ({f'zaak {case}' if case else 'geen kenmerk'}, {short_day(created)})"


def removed(name: str) -> str:
    return f"Verwijderd: {name}. Het programma belooft niet dat het van de schijf niet terug te halen is."


def not_removed(name: str, why: str) -> str:
    return f"'{name}' is niet verwijderd: {why}."


def looked_at(notes: int, older: int, same: int) -> str:
    those = "dezelfde zaak telt" if older == 1 else "dezelfde zaken tellen"
    rest = f" {older} oudere van {those} niet mee." if older else ""
    twice = f" {same} {'kopie telt' if same == 1 else 'kopieën tellen'} niet mee." if same else ""
    return f"{notes} {'notitie' if notes == 1 else 'notities'} bekeken.{rest}{twice}"


def some_names(names: Sequence[str]) -> str:
    more = [f"nog {len(names) - _TOLD}"] if len(names) > _TOLD else []
    return " en ".join([joined(names[:_TOLD]), *more])


def more_notes(count: int) -> str:
    told = "Nog 1 notitie vraagt" if count == 1 else f"Nog {count} notities vragen"
    return f"{told} aandacht. Met --full ziet u ze allemaal; met --csv krijgt u een tabel voor een rekenblad."


def now_advised(label: str, why: Sequence[str]) -> str:
    return f"{label}. {'; '.join(why)}"
