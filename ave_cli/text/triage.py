"""Words of a result."""

from __future__ import annotations

from collections.abc import Iterable

from ave_cli.text.common import (
    CONFLICTING,
    DISAGREEMENT,
    NOT_APPLICABLE,
    NOT_FROM_MODEL,
    NOT_TOLD_YET,
    WHO_LEADS,
    capital,
    day_or_text,
)
from ave_cli.text.common import NOT_RECORDED as NOT_RECORDED
from ave_cli.text.common import STATUS as STATUS
from ave_cli.text.common import joined as joined

ADVICE = "Dit is een advies, geen besluit. U kunt met reden anders besluiten."
DANGER_FIRST = "Direct gevaar"
DANGER_UNKNOWN = "Onbekend of er direct gevaar is"
DANGER_LIGHT = "Concreet gevaar in een lichte fase"
DANGER = "Concreet gevaar"
UNSAFE = "Onveilig thuis"
CONTRADICTIONS = "Uw antwoorden spreken elkaar tegen"
RESTS_ON_NOTHING = "Geen criterium voor een zwaardere fase is voldaan."
WHO_DECIDES = "Wie beslist"
ROLES = WHO_LEADS
STEPS = "Volgende stappen"
CRITERIA = "Criteria"
MOVES = "Op- en afschalen vanaf hier"
OPEN = "Nog uit te zoeken"
CONFLICTS = capital(CONFLICTING)
GAPS = capital(NOT_RECORDED)
NO_STEPS = f"{GAPS}."
EVERYTHING = "Alles, met de bronnen"
UNUSED = "Deze antwoorden gebruikt dit model niet"
WHO_UNSAID = "niet vastgelegd"
WHO_YOU = "u"
NOBODY = NOT_RECORDED
YOU_OWN = "dit programma"

COLUMN_ROLE = "Rol"
COLUMN_WHO = "Wie"
COLUMN_SOURCE = "Bron"
COLUMN_STEP = "Stap"
COLUMN_WHEN = "Wanneer"
COLUMN_STATUS = "Status"
COLUMN_CRITERION = "Criterium"
COLUMN_FACT = "Onbekend"
COLUMN_CHANGES = "Kan veranderen"
COLUMN_MOVE = "Beweging"
COLUMN_CHOSEN = "Hier gebruikt"
COLUMN_ID = "Nummer"
COLUMN_SECTION = "Waar het staat"

NOT_ASKED = "niet gevraagd: maakt niet meer uit"
ROLE_STATUS = {
    "assigned": "",
    "undecided": "nog te beslissen",
    "not_applicable": NOT_APPLICABLE,
    "not_recorded": NOBODY,
    "conflicting": CONFLICTING,
}
MOVE_STATUS = {"open": "kan", "blocked": "kan nog niet", "unknown": NOT_TOLD_YET}
DIRECTION = {"up": "opschalen", "down": "afschalen", "within": "binnen de fase"}
EFFECT = {
    "enter": "genoeg voor {}",
    "within": "binnen {}",
    "inform": "informeren in {}",
    "leave": "afschalen vanuit {}",
    "supports": "telt mee, niet genoeg voor {}",
}
HEADING = {
    "up": "Opschalen: dit huishouden staat nu in {now}.",
    "same": "Blijft in {now}: er is geen reden om op te schalen, en afschalen kan nog niet of is niet aan de orde.",
    "down": "Afschalen kan: dit huishouden staat nu in {now} en aan de voorwaarden om af te schalen is voldaan.",
    "unclear": "Blijft voorlopig in {now}: het is nog niet duidelijk of op- of afschalen nodig is.",
}


def may(text: str) -> str:
    return f"{text} (kan)"


def between(low: str, high: str) -> str:
    return f"Minstens {low}, mogelijk {high}. Dat hangt af van wat nog onbekend is."


def doubt(text: str) -> str:
    return f"Bij twijfel zegt dit model: {text}"


def head(title: str, version: str) -> str:
    return f"AVE-triage · model {title} · versie {version}"


def extends(base: str) -> str:
    return f"Wat dit model niet zelf zegt, neemt het over van het model '{base}'."


def source(document: str, owner: str, year: str) -> str:
    return f"Bron: {document}, {owner}" + (f", {year}" if year else "")


def candidates(names: Iterable[str]) -> str:
    return " of ".join(names)


def appointed(who: str) -> str:
    return f"is al benoemd, zei u; het model zegt: {who}"


def agreed_in(place: str) -> str:
    return f"wordt afgesproken in: {place}"


def depends(labels: Iterable[str]) -> str:
    return f"hangt af van: {', '.join(labels)}"


def decided(who: str) -> str:
    return f"Beslist: {who}"


def requested(who: str) -> str:
    return f"Vraagt aan: {who}"


def contact_first(who: str) -> str:
    return f"Eerst contact met: {who}"


def formal(what: str) -> str:
    return f"Formele stap: {what}"


def informed(who: str) -> str:
    return f"Wordt geïnformeerd: {who}"


def handover(what: str) -> str:
    return f"Overdracht: {what}"


def disagree(what: str) -> str:
    return f"{DISAGREEMENT}: {what}"


def term(what: str) -> str:
    return f"Termijn: {what}"


def move(direction: str, start: str, end: str) -> str:
    return f"{direction}: {start_to_end(start, end)}" if end and start != end else f"{direction} ({start})"


def start_to_end(start: str, end: str) -> str:
    return f"{start} naar {end}" if end and start != end else start


ANY_PHASE = "elke fase"
TARGET_COMPUTED = "(doel staat niet in de bron; opnieuw berekend)"
TARGET_OPEN = "(waarheen staat niet in de bron)"


def because(answers: Iterable[str]) -> str:
    return "; ".join(answers)


def answer(label: str, value: str) -> str:
    return f"{label}: {value}"


CHANGES_ALERT = "of er een waarschuwing voor gevaar is"
CHANGES_PHASE = "de fase"
CHANGES_DIRECTION = "of afschalen kan"


def changes_role(title: str) -> str:
    return f"de rol '{title}'"


CHANGES_STEP = "een stap"
CHANGES_CRITERION = "een criterium"
DOUBTED = "u weet dit niet"
NOT_ANSWERED = "niet beantwoord"


def case_line(case: str) -> str:
    return f"Zaak: {case}"


def other_cases(title: str) -> str:
    return f"Voorbeeld: {title}"


def default_profile(title: str) -> str:
    return f"Geen model gekozen; dit is het model van {title}. Kies een ander met --profile."


def sources(document: str) -> str:
    return f"Waar het staat in: {document}"


BEFOREHAND = {
    "not_met": "Vooraf nodig, en dat is nu niet zo: {}",
    "unknown": "Vooraf nodig, en dat is nog niet bekend: {}",
}


def missing(texts: Iterable[str]) -> str:
    return f"Nog niet voldaan of onbekend: {'; '.join(texts)}"


def run(first: str, last: str) -> str:
    return f"{first} t/m {last}"


DONT_KNOW = "weet niet"
YES = "ja"
NO = "nee"
NONE_OF_THEM = "geen"

ACUTE = "U gaf aan dat er nu direct gevaar is, of dat het vandaag of morgen mis kan gaan."
ACUTE_SHORT = "U zei: direct gevaar."
DANGER_SHORT = "Er is concreet gevaar."
ACUTE_UNKNOWN = "Niet bekend is of er direct gevaar is. Zoek dat als eerste uit."
ACUTE_UNKNOWN_SHORT = "Niet bekend: direct gevaar. Zoek dat eerst uit."


def all_parts(parts: Iterable[str]) -> str:
    """Parts of a condition of which each counts, so that each is said apart."""
    return " en ".join(parts)


def any_part(parts: Iterable[str]) -> str:
    """Parts of a condition of which one is enough, so that each is said apart."""
    return " of ".join(parts)


def quoted(text: str) -> str:
    return f"'{text}'"


def bracketed(text: str) -> str:
    return f"({text})"


def not_so(part: str) -> str:
    return f"niet ({part})"


def at_least(count: int, label: str) -> str:
    return f"{label}: ten minste {count}"


def so_many_of(count: int, parts: Iterable[str]) -> str:
    return f"ten minste {count} van deze: {'; '.join(f'({part})' for part in parts)}"


def so_many(count: int) -> str:
    return f"ten minste {count}"


def adopted(status: str, by: str, day: str) -> str:
    return f"{status} door {by} op {day_or_text(day)}" if by and day else status


def unchecked(title: str) -> str:
    return f"deels van {title}, nog niet nagekeken"


def marked(title: str, mark: str) -> str:
    return f"Model {title}: {mark}."


def number_line(name: str, number: str, when: str) -> str:
    return when if number in when else f"{when.rstrip('.')}: {name}, {number}."


def danger(labels: Iterable[str]) -> str:
    return f"U zei: {joined(labels)}."


def danger_short(label: str) -> str:
    return f"Concreet gevaar, maar het model plaatst dit in {label}." if label else DANGER_SHORT


DANGER_SILENT_SHORT = "Concreet gevaar: wat u dan doet, is niet vastgelegd in dit model."


def alone(text: str) -> str:
    return f"{text} Praat met ieder alleen, en pas na advies van Veilig Thuis."


def danger_unknown(labels: Iterable[str], *, today: bool) -> str:
    return f"{_find_out_danger(today)}: {joined(labels)}. {_CALL}"


def danger_unknown_short(*, today: bool) -> str:
    return f"{_find_out_danger(today)}. {_CALL}"


def _find_out_danger(today: bool) -> str:
    return f"Zoek {'vandaag ' if today else ''}uit wat u over gevaar nog niet weet"


_CALL = "Bel bij twijfel."


def not_yet_down(text: str) -> str:
    return f"Afschalen kan nog niet. Eerst moet dit zo zijn: {text}"


NOT_YET_DOWN_SHORT = "Afschalen kan nog niet: er ontbreekt een voorwaarde."


def national(source: str) -> str:
    return f"{NOT_FROM_MODEL}: {source}"


def find_out_short(label: str, more: int) -> str:
    return f"Zoek uit: {label}" + (f", en nog {more}." if more else ".")


def danger_without_phase(label: str, advice: str) -> str:
    where = f"het model plaatst dit in {label}" if label else f"de fase is {NOT_TOLD_YET}"
    return f"Er is concreet gevaar, maar {where}. {advice or DANGER_NOT_RECORDED}"


DANGER_NOT_RECORDED = (
    "Wat u bij concreet gevaar doet, is niet vastgelegd in dit model. Wacht niet: overleg vandaag met iemand die in uw "
    "gemeente over veiligheid gaat."
)


def in_phase(label: str, who: str) -> str:
    return f"in {label}: {who}"


def possibly_also(names: Iterable[str]) -> str:
    return f"mogelijk ook: {joined(names)}"


def find_out(labels: Iterable[str]) -> str:
    return f"Zoek uit wat nu niet bekend is: {joined(labels)}."


def exclude_each_other(one: str, others: Iterable[str]) -> str:
    return f"'{one}' en '{joined(others)}' kunnen niet allebei 'ja' zijn."


def needs_one_of(one: str, others: Iterable[str]) -> str:
    return f"'{one}' is 'ja', maar geen van deze is 'ja': {joined(others)}."


STATUS_WORDS = ROLE_STATUS | {"assigned": "vastgesteld"}


def from_environment(variable: str) -> str:
    return f"Welk model wordt gebruikt, staat in de omgevingsvariabele {variable}. Dat model is er nu niet."


def remembered_gone(name: str) -> str:
    return (
        f"Het model dat u met 'ave profiles use' koos, is er niet (meer): {name}. Kies een ander met "
        "ave profiles use, of zet het terug."
    )


def register_unreadable(why: str) -> str:
    return f"De vindplaatsen in het document zijn nu niet te lezen. {why} Het advies hangt daar niet van af."


def document_of(title: str) -> str:
    return f"het document van {title}"
