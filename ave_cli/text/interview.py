"""Words of the interview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ave_cli.text.common import (
    A_PHONE_NUMBER,
    DRAFT_BUSY,
    NOTHING_CHANGED,
    NOTHING_KEPT,
    both,
    capital,
    damaged_end,
    not_durable,
)

ALSO_YES, ALSO_NO = ("1", "ja"), ("2", "nee")
"""What may be typed instead of the letter."""

# Line by line
KEYS = (
    "Typ wat er voor uw antwoord staat en druk op Enter: j = ja, n = nee, w = weet ik niet, of een nummer. "
    "t = terug, ? = uitleg, g = genoeg: toon het advies, s = stoppen."
)
KEYS_MANY = "Meer nummers mag, met een komma ertussen: 1,3. 0 = geen van deze."
KEYS_BY_LINE = "Elke regel apart: j = ja, n = nee, w = weet ik niet. Meer regels tegelijk mag: jnw."
YES, NO, DONT_KNOW, NONE_OF_THESE = "ja", "nee", "weet ik niet", "geen van deze"
ANSWER = "Antwoord: "
NOTHING_CHOSEN = "Enter alleen is geen antwoord."
NOT_TOGETHER = "'Geen van deze' kan niet samen met een ander nummer."
AT_START = "Vraag 1 is de eerste; verder terug kan niet."
STOPPED = f"Gestopt voordat alle vragen beantwoord zijn. {NOTHING_KEPT}"
ENDED = f"De invoer stopte voordat alle vragen beantwoord waren. {NOTHING_KEPT}"
NOT_FROM_MODEL = "Deze regels zijn landelijk en komen niet uit het model."
GO_ON = "U kunt daarna verdergaan met de vragen."
CHOOSE_MODEL = "Voor welke gemeente of regio werkt u?"
NUMBERS = "Telefoonnummers:"
NO_PHASE = "geen (niet eerder in beeld)"
NOT_SECRET = "Typ geen namen, adressen of BSN."


def left(count: int) -> str:
    return "laatste vraag" if count <= 1 else f"nog ongeveer {count} vragen"


def theme(group: str, number: int, at_most: int, now: str) -> str:
    return f"Vraag {number} ({left(at_most)}{', ' + now if now else ''}). {group}"


def choice(number: int, text: str) -> str:
    return f"  {number}. {text}"


def letter(key: str, text: str) -> str:
    return f"  {key}. {text}"


def letters(keys: Iterable[str]) -> str:
    return f"Dat is geen letter uit de lijst. Kies uit {', '.join(keys)}."


def choose(keys: Sequence[str]) -> str:
    listed = f"{', '.join(keys[:-1])} of {keys[-1]}" if len(keys) > 1 else "".join(keys) or "Enter"
    return f"Kies {listed}."


def choose_from(keys: Sequence[str]) -> str:
    """What can be typed here, after something that cannot."""
    return f"Dat is hier geen antwoord. {choose(keys)}"


def range_of_keys(first: str, last: str) -> str:
    return f"{first} t/m {last}"


def numbered_line(number: int, count: int, text: str) -> str:
    return f"{number} van {count}. {text}"


def lines_empty(numbers: Iterable[int]) -> str:
    return f"Nog leeg: regel {both(map(str, numbers))}. Kies j, n of w."


def understood(text: str) -> str:
    return f"Uw antwoord: {text}."


def rest(names: Sequence[str]) -> str:
    start = "En de andere" if len(names) > 1 else "En deze"
    return f"{start}: {', '.join(names)}?"


REST_NO = "zeker niet"


def previous(texts: Iterable[str]) -> str:
    return f"Uw vorige antwoord: {', '.join(texts)}"


def not_confirmed(texts: Iterable[str]) -> str:
    return f"Ingevuld en nog niet bevestigd: {', '.join(texts)}"


def last_time(day: str, texts: Iterable[str]) -> str:
    return f"Vorige keer{', ' + day if day else ''}: {', '.join(texts)}"


def now_in(label: str) -> str:
    return f"nu {label}"


def why_asked(effects: Sequence[str]) -> str:
    listed = ", ".join(effects) or "de fase, de regie of een stap"
    return f"Waarom deze vraag: het antwoord kan dit veranderen: {listed}."


def word_meaning(term: str, text: str) -> str:
    return f"{term}: {text}"


KEYS_CHOICE = "Pijltjes of de toets ervoor, dan Enter."
KEYS_LIST = f"{KEYS_CHOICE} {{}}"
KEYS_BOXES = "Spatie of een cijfer: aankruisen. Enter: klaar. {}"
KEYS_LINES = "j, n of w voor de regel met '>'. Enter: klaar. {}"
_KEYS = "t: terug. ?: uitleg. g: genoeg, toon het advies. Ctrl-S: stoppen"
KEYS_MORE, KEYS_MORE_KEPT = f"{_KEYS}.", f"{_KEYS} en bewaren."
KEYS_READING = "Pijltjes: verder lezen. Enter: terug naar de vraag."
ENTER_TO_GO_ON = "Druk op Enter om verder te gaan."
TICK_FIRST = "Kruis eerst iets aan, ook als het 'geen van deze' of 'weet ik niet' is."
TICKS_NOT_DONE = "Is dit alles? Druk dan op Enter. Nog eens g: verder zonder deze kruisjes te bevestigen."
NO_PASTE = "Plakken is hier geen antwoord; er is niets veranderd."
FIRST_LINE = "Alleen de eerste regel is genomen."
MARK_ON, MARK_OFF = "[x]", "[ ]"
MARK_YES, MARK_NO, MARK_DONT_KNOW, MARK_EMPTY = "[ja ]", "[nee]", "[ ? ]", "[   ]"


def more_above(count: int) -> str:
    return f"(hierboven staan er nog {count})"


def more_below(count: int) -> str:
    return f"(hieronder staan er nog {count})"


def so_far(low: str, high: str) -> str:
    return f"Tot nu toe: {low}." if low == high else f"Tot nu toe: minstens {low}, mogelijk {high}."


def so_far_in(now: str, high: str) -> str:
    """Of a household that is in a phase which its answers do not prove."""
    return f"Tot nu toe: {now}." if now == high else f"Tot nu toe: {now}, mogelijk {high}."


def so_far_down(now: str, lower: str) -> str:
    return f"Tot nu toe: {now}; afschalen naar {lower} kan."


def phase_decided(count: int, *, settled: bool) -> str:
    start = "De fase is duidelijk." if settled else "Over de fase is nu alles gevraagd."
    number = "Nog één vraag" if count <= 1 else capital(left(count))
    return f"{start} {number} voor regie en stappen."


def question_head(alert: str, title: str, now: str, number: int, left_count: int, group: str) -> str:
    more = "de laatste" if left_count <= 1 else f"nog ongeveer {left_count}"
    return " · ".join(part for part in (alert, f"AVE {title}", now, f"vraag {number}, {more}", group) if part)


def reminder(number: str, *, known: bool) -> str:
    """What stands at the head of every question while there is acute danger, or nobody knows."""
    return f"!! Direct gevaar: bel {number}" if known else f"!! Direct gevaar onbekend; zo ja: bel {number}"


REVIEW = "Uw antwoorden. Klopt alles?"
REVIEW_DONE = "Toon het advies"
REVIEW_MORE = "Verder met de vragen"
REVIEW_HINT = "Kies een nummer om dat antwoord te wijzigen, of 1 voor het advies; dan Enter."
CONTRADICTION = "Let op, dit spreekt elkaar tegen:"


def more_questions(count: int) -> str:
    return f"{REVIEW_MORE} ({'nog één' if count <= 1 else f'nog ongeveer {count}'})"


def answer_line(question: str, text: str) -> str:
    return f"{question} {text}"


def some_of(names: Iterable[str], unknown: Iterable[str], *, all_no: bool) -> str:
    """The answers to a screen with several lines: what is so, what is not known, and that the rest is not so."""
    parts = [*(f"{name}: ja" for name in names), *(f"{name}: weet ik niet" for name in unknown)]
    return "; ".join([*parts, *(["de rest: nee"] if all_no and parts else [NONE_OF_THESE] if not parts else [])])


ONE_MORE = "Door deze wijziging komt er een vraag bij. Wat u daarna al antwoordde, blijft staan."


def parked(names: Iterable[str]) -> str:
    return f"Deze antwoorden tellen nu niet meer mee, want ze maken niets meer uit: {', '.join(names)}."


NO_CONSOLE = "Dit venster kan het scherm niet verversen; de vragen komen nu regel voor regel."
KEPT = "Uw antwoorden zijn als concept bewaard; ga verder met: ave triage --resume"
NOT_KEPT = NOTHING_KEPT
ALL_LOST = "Uw antwoorden zijn niet bewaard: het concept kon niet worden geschreven."
DRAFT_GONE = "Uw antwoorden zijn niet bewaard: het concept is intussen weggehaald, buiten dit venster om."
BUSY = DRAFT_BUSY
NO_DRAFT = "Er is geen concept om mee verder te gaan."
NOTHING_DONE = NOTHING_CHANGED
MODEL_CHANGED = "Het model is veranderd sinds dit concept. Bevestig uw antwoorden daarom een voor een."


def versions(then: str, now: str) -> str:
    if then == now:
        return f"Versie {then} is na dit concept gewijzigd."
    return f"Het concept is begonnen met versie {then}; nu geldt versie {now}."


def then_and_now(then: str, now: str) -> str:
    return f"Met de antwoorden tot nu toe: toen {then}, nu {now}."


def model_gone(title: str, name: str) -> str:
    return f"Het model van {title} waarmee dit concept is begonnen, is er niet (meer): {name}."


DRAFT_STAYS = "Uw antwoorden staan nog in het concept. Is het model er weer, typ dan opnieuw: ave triage --resume"
DAMAGED = damaged_end("dit concept")
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
STOP_AND_KEEP = "Stoppen; het concept blijft staan"
STOP_AND_FORGET = "Stoppen en het concept weggooien"
STOP = "Stoppen"


def kept_in_part(question: int, lost: int) -> str:
    rest = "het laatste antwoord" if lost == 1 else f"de laatste {lost} antwoorden"
    return f"Tot en met vraag {question} is bewaard; {rest} niet. Ga verder met: ave triage --resume"


def kept_so_far(question: int) -> str:
    return f"Tot en met vraag {question} staan uw antwoorden in het concept."


def stop_and_keep_part(question: int) -> str:
    return f"{STOP_AND_KEEP}, maar alleen tot en met vraag {question}"


def no_readable_draft(name: str) -> str:
    return f"Er staat een concept dat niet te lezen is of van een andere versie is: '{name}'. Er is geen ander concept."


NOT_SAVED_YET = "Gestopt. Er is geen notitie en geen pagina bewaard."

ASK_CASE = "Een eigen kenmerk van de zaak, zonder naam (mag leeg blijven):"
ASK_DECISION = "Wat besluit u: welke fase?"
NO_DECISION = "nog geen besluit"
ASK_TO = "Wie neemt het over: welke functie of organisatie? (mag leeg blijven)"
ASK_AGREED = "Wat is er afgesproken bij de overdracht? (mag leeg blijven)"
ASK_REVIEW = "Wanneer kijkt u opnieuw?"
ASK_KEEP = "Uw antwoorden over kinderen en de veiligheid thuis veranderen hier geen fase. Wat komt er in de notitie?"
KEEP_NOT = "alleen wat er nu moet gebeuren; een volgend gesprek vraagt de rest opnieuw"
KEEP_ALL = "ook de antwoorden zelf"
OTHER_DAY = "op een andere dag"
NO_DAY = "dat spreek ik nog niet af"
ASK_DAY = "Op welke dag? Bijvoorbeeld 24-12-2026:"
NO_DATE = "Dat is geen datum. Schrijf dag-maand-jaar, zoals 24-12-2026, of jaar-maand-dag, zoals 2026-12-24."


def too_long(count: int) -> str:
    return f"Dit is te lang voor een notitie: {count} tekens, ten hoogste 1000. Uw tekst komt terug: maak hem korter."


def ask_why(advised: str) -> str:
    """Why something was decided; otherwise than was advised, where a phase was."""
    return f"{f'U besluit iets anders dan het advies: {advised}. ' if advised else ''}Waarom? (mag leeg blijven)"


def past(day: str) -> str:
    return f"{day} is al geweest. Kies een dag die nog komt."


def weeks(count: int) -> str:
    return {1: "over 1 week", 4: "over 4 weken", 13: "over 3 maanden"}[count]


TAKE_OUT = "Weghalen"
RETYPE = "Opnieuw typen"
IS_NO_BSN = "Laten staan: dit is geen BSN"
LEAVE = "Laten staan"


def stopped(where: str) -> str:
    return f"Gestopt. {where}"


def unfinished(title: str, case: str, count: int, when: str) -> str:
    number = "1 vraag beantwoord" if count == 1 else f"{count} vragen beantwoord"
    return f"Er staat nog een gesprek: {title}, {'zaak ' + case + ', ' if case else ''}{when}, {number}."


def old(day: str) -> str:
    return f"Er staat nog een concept van {day}, ouder dan zeven dagen. Wat wilt u ermee doen?"


def saved(path: str) -> str:
    return f"Notitie bewaard in {path}"


def swept(count: int) -> str:
    what = "Een tijdelijk bestand" if count == 1 else f"{count} tijdelijke bestanden"
    return f"{what} van een opslag die eerder werd afgebroken, is uit deze map weggehaald."


LEFTOVER = "Een tijdelijk bestand met dezelfde tekst kon niet worden weggehaald:"
NOT_DURABLE = not_durable("De notitie")


REMOVED = "[weggehaald]"
"""Stands in a text where something was taken out."""

NAMES = {
    "bsn": "een burgerservicenummer (BSN)",
    "iban": "een rekeningnummer (IBAN)",
    "email": "een e-mailadres",
    "phone": A_PHONE_NUMBER,
    "address": "een adres (postcode met huisnummer)",
    "birth_date": "een geboortedatum",
}


def looks_like(kinds: Iterable[str]) -> str:
    """One sentence that names each kind once, in the order given."""
    return f"In deze tekst staat iets dat lijkt op {both(dict.fromkeys(NAMES[kind] for kind in kinds))}."


def taken_out(kinds: Iterable[str]) -> str:
    return f"Let op het kenmerk van de zaak. {looks_like(kinds)} Dat is weggelaten uit wat wordt bewaard."


def shared_with(path: str, readers: Sequence[str]) -> str:
    return f"Deze notitie kan worden gelezen door: {both(readers)}. ({path})"


READ_BY_YOU = "u"
READ_BY_ALL = "iedereen die bij deze computer of deze schijf kan"
READ_BY_MORE = "wie een extra recht (ACL) heeft in die map; dat is hier niet bekeken"
READ_BY_FOLDER = "wie in deze map mag lezen; dat regelt Windows"


def read_by_group(name: str) -> str:
    return f"de groep '{name}'"
