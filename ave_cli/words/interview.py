"""What do we say while asking?"""

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
