"""Words of the interview."""

from __future__ import annotations

from collections.abc import Iterable

KEYS = "Typ het nummer van uw antwoord en druk op Enter. w = weet ik niet, t = terug, ? = uitleg, s = stoppen."
KEYS_MANY = "Meer nummers mag, met een komma ertussen: 1,3. 0 = geen van deze."
YES, NO, DONT_KNOW, NONE_OF_THESE = "ja", "nee", "weet ik niet", "geen van deze"
ANSWER = "Antwoord: "
NOTHING_CHOSEN = "Enter alleen is geen antwoord. Kies een nummer, of w als u het niet weet."
NOT_UNDERSTOOD = "Dat antwoord staat niet in de lijst. Kies een nummer, of w als u het niet weet."
NOT_TOGETHER = "'Geen van deze' kan niet samen met een ander nummer."
AT_START = "Dit is de eerste vraag; terug kan niet."
STOPPED = "Gestopt voordat alle vragen beantwoord zijn. Er is niets bewaard."
ENDED = "De invoer stopte voordat alle vragen beantwoord waren. Er is niets bewaard."
GO_ON = "U kunt daarna verdergaan met de vragen."
CHOOSE_MODEL = "Welk model gebruikt u?"
WHY = "Waarom deze vraag: het antwoord kan de fase, de regie of een stap veranderen."
NUMBERS = "Telefoonnummers:"
NO_PHASE = "geen (niet eerder in beeld)"
NOT_SECRET = "Typ geen namen, adressen of BSN."


def left(count: int) -> str:
    return "laatste vraag" if count <= 1 else f"nog hoogstens {count} vragen"


def theme(group: str, number: int, at_most: int) -> str:
    return f"Vraag {number} ({left(at_most)}). {group}"


def choice(number: int, text: str) -> str:
    return f"  {number}. {text}"


def letter(key: str, text: str) -> str:
    return f"  {key}. {text}"


def letters(keys: Iterable[str]) -> str:
    return f"Dat is geen letter uit de lijst. Kies uit {', '.join(keys)}."


def previous(texts: Iterable[str]) -> str:
    return f"Uw vorige antwoord: {', '.join(texts)}"


BACK = "terug naar de vorige vraag"
KEYS_LIST = "Pijltjes of een cijfer, dan Enter. ?: uitleg. Ctrl-S: stoppen en bewaren."
KEYS_BOXES = "Spatie of een cijfer: aankruisen. Enter: klaar. ?: uitleg. Ctrl-S: stoppen en bewaren."
ENTER_TO_GO_ON = "Druk op Enter om verder te gaan."
CHOOSE_FIRST = "Enter alleen is geen antwoord. Kies eerst met de pijltjes, een cijfer of een letter."
TICK_FIRST = "Kruis eerst iets aan, ook als het 'geen van deze' of 'weet ik niet' is."


def so_far(low: str, high: str) -> str:
    return f"Tot nu toe: {low}" if low == high else f"Tot nu toe: minstens {low}, mogelijk {high}"


def head(title: str, left_text: str, group: str) -> str:
    return f"AVE {title} · {left_text} · {group}"


REVIEW = "Uw antwoorden. Klopt alles?"
REVIEW_DONE = "Toon het advies"
REVIEW_HINT = "Kies een antwoord om het te wijzigen, of kies 'Toon het advies'."
CONTRADICTION = "Let op, dit spreekt elkaar tegen:"


def answer_line(group: str, text: str) -> str:
    return f"{group}: {text}"


def boxes(question: str, ticked: Iterable[str]) -> str:
    return f"{question} {', '.join(ticked)}"


def parked(names: Iterable[str]) -> str:
    return f"Deze antwoorden tellen nu niet meer mee, want ze maken niets meer uit: {', '.join(names)}."


NO_CONSOLE = "Dit venster kan niet hertekenen; de vragen komen nu regel voor regel."
KEPT = "Uw antwoorden zijn als concept bewaard; ga verder met: ave triage --resume"
NOT_KEPT = "Er is niets bewaard."
ALL_LOST = "Uw antwoorden zijn niet bewaard: het concept kon niet worden geschreven."
BUSY = "Aan uw concept wordt in een ander venster gewerkt. Ga daar verder, of sluit dat venster eerst."
NO_DRAFT = "Er is geen concept om mee verder te gaan."
NOTHING_DONE = "Gestopt. Er is niets veranderd."
MODEL_CHANGED = "Het model is veranderd sinds dit concept. Bevestig uw antwoorden daarom een voor een."
DAMAGED = "Het einde van dit concept was beschadigd. Wat nog zeker klopte, is behouden."
UNREADABLE = "Er staat een concept dat niet meer te lezen is. Wat wilt u ermee doen?"
GO_ON_WITH_IT = "Verdergaan met dit gesprek"
ANEW = "Een nieuw gesprek beginnen (het concept blijft)"
THROW_AWAY = "Het concept weggooien"
KEEP = "Het concept laten staan"
REMEMBER = "Wilt u dit model voortaan gebruiken, zonder deze vraag?"
YES_REMEMBER = "Ja, onthoud dit model op deze computer"
NO_REMEMBER = "Nee, vraag het de volgende keer weer"

WHAT_NOW = "Wat wilt u nu doen?"
SAVE = "Opslaan als notitie"
CHANGE = "Een antwoord wijzigen"
AS_MARKDOWN = "Tonen als tekst om te plakken (markdown)"
STOP_AND_KEEP = "Stoppen; het concept blijft nog zeven dagen staan"
STOP_AND_FORGET = "Stoppen en het concept weggooien"
STOP = "Stoppen"


def kept_in_part(question: int, lost: int) -> str:
    rest = "het laatste antwoord" if lost == 1 else f"de laatste {lost} antwoorden"
    return f"Tot en met vraag {question} is bewaard; {rest} niet. Ga verder met: ave triage --resume"


def kept_so_far(question: int) -> str:
    return f"Tot en met vraag {question} staan uw antwoorden in het concept."


def stop_and_keep_part(question: int) -> str:
    return f"Stoppen; het concept blijft nog zeven dagen staan, maar alleen tot en met vraag {question}"


def no_readable_draft(name: str) -> str:
    return f"Er staat een concept dat niet te lezen is of van een andere versie is: '{name}'. Er is geen ander concept."


NOT_SAVED_YET = "Gestopt. Er is geen notitie en geen pagina bewaard."

ASK_CASE = "Een eigen kenmerk van de zaak, zonder naam (mag leeg blijven):"
ASK_DECISION = "Wat besluit u: welke fase? (mag leeg blijven)"
ASK_WHY = "Waarom? (mag leeg blijven)"
ASK_REVIEW = "Wanneer kijkt u opnieuw, jjjj-mm-dd? (mag leeg blijven)"
TOO_LONG = "Dit is te lang voor een notitie (ten hoogste 1000 tekens). Schrijf het korter."
NO_DATE = "Dat is geen datum. Schrijf bijvoorbeeld 2026-12-31, of laat het leeg."
TAKE_OUT = "Weghalen"
RETYPE = "Opnieuw typen"
IS_NO_BSN = "Laten staan: dit is geen BSN"
LEAVE = "Laten staan"


def stopped(where: str) -> str:
    return f"Gestopt. {where}"


def unfinished(title: str, when: str, count: int) -> str:
    return f"Er is een gesprek dat niet af is: {title}, {when}, {count} antwoorden."


def old(day: str) -> str:
    return f"Er staat nog een concept van {day}, ouder dan zeven dagen. Wat wilt u ermee doen?"


def saved(path: str) -> str:
    return f"Notitie bewaard in {path}"


def swept(count: int) -> str:
    what = "Een tijdelijk bestand" if count == 1 else f"{count} tijdelijke bestanden"
    return f"{what} van een opslag die eerder werd afgebroken, is uit deze map weggehaald."


LEFTOVER = "Een tijdelijk bestand met dezelfde tekst kon niet worden weggehaald:"
NOT_DURABLE = "De notitie is opgeslagen, maar misschien nog niet bestand tegen een stroomstoring op dit moment."


REMOVED = "[weggehaald]"
"""Stands in a text where something was taken out."""

NAMES = {
    "bsn": "een burgerservicenummer (BSN)",
    "iban": "een rekeningnummer (IBAN)",
    "email": "een e-mailadres",
    "phone": "een telefoonnummer",
    "address": "een adres (postcode met huisnummer)",
    "birth_date": "een geboortedatum",
}


def looks_like(kinds: Iterable[str]) -> str:
    """One sentence that names each kind once, in the order given."""
    *first, last = dict.fromkeys(NAMES[kind] for kind in kinds)
    listed = f"{', '.join(first)} en {last}" if first else last
    return f"In deze tekst staat iets dat lijkt op {listed}."


def taken_out(kinds: Iterable[str]) -> str:
    return f"Let op het kenmerk van de zaak. {looks_like(kinds)} Dat is weggelaten uit wat wordt bewaard."
