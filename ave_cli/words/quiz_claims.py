"""How does something read that is said, truly or not, about a model?"""

from __future__ import annotations

from collections.abc import Sequence

from ave_cli.words.quiz_phrases import ended, inside, sentence


def claim_role(label: str, role: str, person: str, holder: str) -> str:
    if person:
        return f"In {label} ligt de {role.lower()} bij: {ended(holder)}"
    return f"In {label} staat bij '{role}': {ended(holder)}"


def claim_agreed(label: str, role: str, places: str) -> str:
    return f"Wie in {label} de {role.lower()} heeft, wordt afgesproken in: {ended(places)}"


def claim_decides(start: str, end: str, who: str) -> str:
    return f"Over de stap van {start} naar {end} beslist: {ended(who)}"


def claim_enough(criterion: str, label: str) -> str:
    return f"Dit is genoeg voor {label}: {inside(criterion)}."


def claim_supports(criterion: str, label: str) -> str:
    return f"Dit telt mee voor {label}, maar is alleen niet genoeg: {inside(criterion)}."


def claim_every(start: str, end: str, count: int) -> str:
    return f"Van {start} naar {end} kan pas als alle {count} voorwaarden er zijn."


def claim_some(start: str, end: str, count: int) -> str:
    return f"Van {start} naar {end} kan al als een van de {count} voorwaarden er is."


def claim_together(role: str, other: str) -> str:
    return f"De {role.lower()} en de {other.lower()} mogen bij dezelfde persoon liggen."


def claim_takes(step: str, who: str) -> str:
    return f"{sentence(step)} Wie dat doet: {ended(who)}"


def claim_belongs(step: str, labels: Sequence[str]) -> str:
    *first, last = labels
    where = f"{', '.join(first)} en {last}" if first else last
    return f"{sentence(step)} Dat hoort bij {where}."
