"""What do we say about an outcome: alerts, notes and steps that are the tool's own?"""

from collections.abc import Iterable

DONT_KNOW = "weet niet"
YES = "ja"
NO = "nee"
NONE_OF_THEM = "geen"
NOT_RECORDED = "niet vastgelegd in dit model"
OWN_ORIGIN = "ave"
"""Origin of what the tool adds by itself."""

ACUTE = "U gaf aan dat er nu direct gevaar is, of dat het vandaag of morgen mis kan gaan."
ACUTE_UNKNOWN = (
    "U weet niet of er direct gevaar is. Zoek dat als eerste uit. Bel bij twijfel de crisisdienst of de huisarts, "
    "bij direct gevaar 112."
)


def joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def both(parts: Iterable[str]) -> str:
    return " en ".join(parts)


def either(parts: Iterable[str]) -> str:
    return " of ".join(parts)


def quoted(text: str) -> str:
    return f"'{text}'"


def bracketed(text: str) -> str:
    return f"({text})"


def not_so(part: str) -> str:
    return f"niet ({part})"


def at_least(count: int, label: str) -> str:
    return f"{label}: ten minste {count}"


def number_line(name: str, number: str, when: str) -> str:
    return when if number in when else f"{name}, {number}. {when}"


def danger_without_phase(label: str, advice: str) -> str:
    return f"Er is concreet gevaar, maar het model plaatst dit in {label}. {advice}"


def in_other_phase(label: str, holders: Iterable[str], status: str) -> str:
    names = joined(holders)
    return f"in {label}: {names or status}"


def possibly_also(names: Iterable[str]) -> str:
    return f"mogelijk ook: {joined(names)}"


def find_out(labels: Iterable[str]) -> str:
    return f"Zoek uit wat nu niet bekend is: {joined(labels)}."


def exclude_each_other(one: str, others: Iterable[str]) -> str:
    return f"'{one}' en '{joined(others)}' kunnen niet allebei 'ja' zijn."


def needs_one_of(one: str, others: Iterable[str]) -> str:
    return f"'{one}' is 'ja', maar geen van deze is 'ja': {joined(others)}."


STATUS_WORDS = {
    "assigned": "vastgesteld",
    "undecided": "nog te beslissen",
    "not_applicable": "niet van toepassing",
    "not_recorded": NOT_RECORDED,
    "conflicting": "tegenstrijdig in de bron",
}
