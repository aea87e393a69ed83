"""Words of the page that a result is shown on."""

from __future__ import annotations

from collections.abc import Iterable

from ave_cli.text.triage import joined

PHASE = "FASE"
WHY = "WAAROM"
DECIDES = "BESLIST"
STEPS = "NU DOEN"
ROLES = "REGIE"
CRITERIA = "CRITERIUM"
HIGHER = "HOGER"
UNKNOWN = "ONBEKEND"
ATTENTION = "LET OP"

DANGER = "Gevaar"
NOTHING_UNKNOWN = "Niets. U heeft alles beantwoord wat meetelt."
NOTHING_HEAVIER = "U zei niets dat in dit model genoeg is voor een zwaardere fase."
NO_DECISION = "Er is nu geen stap omhoog of omlaag om over te beslissen."
DEPENDS_ON_PHASE = "Wie beslist, hangt af van de fase."
NOBODY = "Wie dit beslist, staat niet in dit model. Spreek het af."
NO_STEPS = "Voor dit huishouden staat in dit model geen stap voor u."
MORE = "Meer: met --full ziet u alles, met de bronnen."

YOU = "u"
WHO_UNSAID = "spreek af wie"
NATIONAL = "landelijk"
NATIONAL_MEANS = "Landelijk: geldt overal, niet uit dit model."
ADVICE_SHORT = "Advies; u beslist."
MODALITY = {"kan": "mag", "wordt": "", "moet": "moet"}


def head(title: str, version: str, case: str) -> str:
    return f"AVE-advies · model {title} · versie {version}" + (f" · zaak {case}" if case else "")


def bar(labels: Iterable[tuple[str, bool, bool]]) -> str:
    return "  ".join(f"[{label}]" if here else f"{label}?" if possible else label for label, here, possible in labels)


def spoken(label: str) -> str:
    return f"{label}."


def range_of(low: str, high: str) -> str:
    return f"Minstens {low}, misschien {high}."


def not_yet(labels: Iterable[str]) -> str:
    return f"Nog niet te zeggen. Het kan {either(labels)} zijn."


def either(parts: Iterable[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} of {last}" if most else last


DIRECTION = {
    "up": "Nu {now}. Opschalen naar {advised}.",
    "same": "Nu {now}. Dat blijft zo.",
    "down": "Nu {now}. Afschalen naar {advised} kan.",
    "unclear": "Nu {now}. Nog niet te zeggen of het hoger of lager moet.",
}


def until_decided(label: str) -> str:
    return f"Tot daarover is beslist, blijft het {label}."


def you_said(answers: Iterable[str]) -> str:
    return f"U zei: {'; '.join(answers)}."


def in_doubt(labels: Iterable[str]) -> str:
    return f"U twijfelt over: {joined(labels)}."


def still_there(texts: Iterable[str]) -> str:
    return f"Afschalen kan niet, want nog steeds: {'; '.join(texts)}."


def lacking(texts: Iterable[str]) -> str:
    return f"Om af te schalen ontbreekt: {'; '.join(texts)}."


def hangs_on(labels: Iterable[str]) -> str:
    return f"Het hangt vooral af van: {joined(labels)}."


def unknown_short(count: int, labels: Iterable[str]) -> str:
    return f"{count}, het zwaarst: {joined(labels)}."


def more_steps(count: int) -> str:
    return "Daarna nog 1 stap." if count == 1 else f"Daarna nog {count} stappen."


def step(text: str, about: Iterable[str]) -> str:
    return f"{text} ({', '.join(part for part in about if part)})"


def numbers(parts: Iterable[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def at(contact: str) -> str:
    return f"bij: {contact}"


def call(text: str, contact: str) -> str:
    return f"{text.rstrip('.')}: {contact}."


def decides(who: str) -> str:
    return f"{who[:1].upper()}{who[1:].rstrip('.')} beslist."


def role(title: str, who: str) -> str:
    return f"{title}: {who}"


def may_be_added(who: str) -> str:
    return f"mag erbij: {who}"


MUST_BE_THERE = "moet erbij; wie, staat niet in dit model"
APPOINTED = "is al benoemd, zei u"


def nobody_recorded(titles: Iterable[str]) -> str:
    return f"Niet vastgelegd in dit model: {joined(titles)}."


def gives(text: str, label: str) -> str:
    return f"{text} (genoeg voor {label})"


def other_criteria(count: int) -> str:
    return "Daarnaast klopt nog 1 ander criterium." if count == 1 else f"Daarnaast kloppen nog {count} andere criteria."


def no_criterion(label: str) -> str:
    return f"Geen criterium; {label} is wat overblijft."


def raises(label: str, texts: Iterable[str], more: int) -> str:
    return f"Naar {label} als: {'; '.join(texts)}" + (f"; en nog {more} redenen." if more > 1 else ".")
