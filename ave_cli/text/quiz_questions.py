"""Words of quiz questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ave_cli.text.common import NOT_FROM_MODEL, both, capital, small
from ave_cli.text.common import either as either

_ACRONYM = 2


def inside(text: str) -> str:
    """A sentence as a part of another: without its capital and its full stop; a name of capitals stays."""
    text = text.strip().rstrip(".")
    if not text or text[:_ACRONYM].isupper() or any(one.isupper() for one in text.split()[0][1:]):
        return text
    return text[0].lower() + text[1:]


def sentence(text: str) -> str:
    text = text.strip()
    return ended(capital(text)) if text else ""


def ended(text: str) -> str:
    """A text with one full stop behind it."""
    text = text.strip()
    return text if text.endswith(("?", "!")) else f"{text.rstrip('.')}."


def listed(texts: Iterable[str]) -> str:
    """Sentences as a list within a sentence."""
    *first, last = [inside(text) for text in texts]
    return f"{'; '.join(first)}; en {last}" if first else last


MOST_ANSWERS = 4


def answers(texts: Sequence[str]) -> str:
    """Answers in a row; where there are many, the first and how many more."""
    more = len(texts) - MOST_ANSWERS
    row = "; ".join(texts[:MOST_ANSWERS])
    return f"{row}; en nog {more}" if more > 0 else row


_OPENS_BACK = (
    *("dat", "die", "dit", "deze", "dan", "daar", "daarna", "hij", "zij", "ook", "na", "eerst", "eerste", "gewoonlijk"),
    *("in dat", "in die", "een van de", "bij het", "met advies"),
)
"""How a sentence starts that needs the one before it."""
_DOCUMENT = ("schema", "toelichting", "tabel", "handboek", "passage", "dia ", "situaties", "staat er niet")
"""Words for the document itself, which nobody has before him."""
_THEN = re.compile(r"[^rs,] dan |\b(?:dat besluit|weer over)\b")
"""A reference to what went before; 'meer dan' and 'als ..., dan' are none."""


def stands_alone(text: str) -> bool:
    """Whether a sentence can be understood without the one before it and without the document."""
    low = text.lower()
    opens = any(low.startswith(f"{one} ") for one in _OPENS_BACK)
    return not (opens or _THEN.search(low) or any(one in low for one in (*_DOCUMENT, ":", ";")))


def about_source(text: str) -> bool:
    """Whether a sentence speaks of the document itself, which nobody has before him."""
    return any(one in text.lower() for one in (*_DOCUMENT, "document", "hoofdstuk", "het model kiest", "dit model"))


def is_name(text: str) -> bool:
    """Whether a holder or an actor is just named, without a remark about the source."""
    return not any(one in text for one in (":", "(", ";", "/"))


def says_who(name: str) -> bool:
    """Whether a name says who it is, and not only that there are others."""
    return not name.lower().startswith("andere ")


def names_reader(text: str) -> bool:
    """Whether a holder is the reader of the advice, whom nobody in a round can be."""
    return "u" in re.findall(r"\w+", text.lower())


_MAY_BE = {
    "gemeente": ("burgemeester", "wethouder", "college"),
    "professional": ("medewerker", "hulpverlener", "zorgverlener", "casusregisseur"),
}
"""Whom a word for many may stand for."""
_BEFORE_NAME = frozenset(("de", "het", "een", "betrokken", "andere", "eigen"))


def may_be_same(one: str, other: str) -> bool:
    """Whether one of two names is a word for many that may stand for the other, or for whom it stands for."""
    return _stands_for(one, other) or _stands_for(other, one)


def _stands_for(name: str, other: str) -> bool:
    """Whether a name is a word for many, without what says who of them is meant, and the other is one of these."""
    if _WHO_OF_THEM.search(name):
        return False
    head, meant = _head(name), _head(other)
    return any(head.startswith(many) and meant.startswith((many, *few)) for many, few in _MAY_BE.items())


_WHO_OF_THEM = re.compile(r"\b(?:die|wie)\b")


def _head(name: str) -> str:
    """The word of a name that says who it is, without what stands before it."""
    return next((word for word in re.findall(r"\w+", name.lower()) if word not in _BEFORE_NAME), "")


def source(document: str, section: str, ids: Sequence[str]) -> str:
    return f"{document}: {section} ({', '.join(ids)})"


def everywhere(source: str) -> str:
    return f"{NOT_FROM_MODEL[0].upper()}{NOT_FROM_MODEL[1:]}: {source}"


def with_title(label: str, title: str) -> str:
    return f"{label}: {title}" if title else label


def because(known: str) -> str:
    return f" Hier: {known}." if known else ""


def first_of_all(text: str) -> str:
    return f"Let op. {text}"


def elsewhere(title: str, label: str) -> str:
    return f" In het model van {title} is dit wel {label}."


# Which phase


def which_phase(model: str) -> str:
    return f"Welke fase past bij dit huishouden, volgens het model van {model}?"


def phase_right(texts: Sequence[str]) -> str:
    return f"Goed. Dit is genoeg: {inside(texts[0])}." if texts else f"Goed: {NOTHING_HEAVIER}"


_NO_GROUND = "geen grond voor een zwaardere fase."
NOTHING_HEAVIER = f"er is {_NO_GROUND}"


def phase_heavier(label: str, criterion: str, count: int, known: str) -> str:
    needed = (
        f"Voor {label} is nodig" if count == 1 else f"Voor {label} is een van {count} gronden nodig. Het dichtst bij"
    )
    return f"Te zwaar. {needed}: {inside(criterion)}. Zo is het niet.{because(known)}"


def phase_missing(label: str, criterion: str, known: str) -> str:
    return f"Voor {label} ontbreekt: {inside(criterion)}.{because(known)}"


def phase_lighter(label: str, criteria: Sequence[str]) -> str:
    return f"Te licht. Er is al een grond voor {label}: {inside(criteria[0])}."


def phase_explained(label: str, criteria: Sequence[str], known: str) -> str:
    if not criteria:
        return f"Het is {label}: {NOTHING_HEAVIER}{because(known)}"
    if len(criteria) == 1:
        return f"Het is {label}. De grond: {inside(criteria[0])}.{because(known)}"
    return f"Het is {label}. Eén grond is genoeg en hier zijn er {len(criteria)}: {listed(criteria)}.{because(known)}"


# Who holds a role


def _is_de_word(role: str, person: str) -> bool:
    """Whether a role lies with somebody; of a title of one's own the article is not known."""
    return bool(person) and role.lower().endswith("regie")


ALSO_KNOWN = "Bekend is ook: "


def also_known(answers: str) -> str:
    return f"{ALSO_KNOWN}{answers}."


def who_holds(label: str, model: str, role: str, person: str) -> str:
    asked = f"Bij wie ligt de {small(role)}" if _is_de_word(role, person) else f"Wie staat er bij '{role}'"
    return f"Dit huishouden hoort in {label}. {asked}, volgens het model van {model}?"


NOBODY = "niemand: niet nodig"


def agreed_in(places: Iterable[str]) -> str:
    return f"dat wordt afgesproken in: {' of '.join(places)}"


def held_by(names: Iterable[str]) -> str:
    """The names in a row; where one has a comma of its own, what stands between them is stronger."""
    row = list(names)
    between = "; " if len(row) > 2 and any("," in name for name in row) else ", "
    return " en ".join(part for part in (between.join(row[:-1]), *row[-1:]) if part)


def role_right(role: str, label: str, model: str) -> str:
    return f"Goed: zo staat het in het model van {model} bij '{role}' in {label}."


def role_in_other_phase(label: str, here: str) -> str:
    return f"Zo is het in {label}, niet in {here}."


def role_of_other(role: str) -> str:
    return f"Dit hoort in deze fase bij een andere rol: '{role}'."


def role_elsewhere(model: str) -> str:
    return f"Zo is het in het model van {model}. Hier is het anders geregeld."


def role_nobody(role: str, label: str) -> str:
    return f"In {label} heeft het model bij '{role}' wel iemand."


def role_explained(role: str, label: str, holder: str, known: str, notes: Iterable[str]) -> str:
    extra = "".join(f" {sentence(note)}" for note in notes)
    return f"'{role}' in {label}: {ended(holder)}{because(known)}{extra}"


# Down


def may_go_down(start: str, end: str, model: str) -> str:
    return f"Dit huishouden zit nu in {start}. Wat ontbreekt nog voor {end}, volgens het model van {model}?"


A_LIGHTER_PHASE = "een lichtere fase"
DOWN_YES = "Niets: het kan nu."


def down_no(criterion: str) -> str:
    return sentence(criterion)


def down_elsewhere(start: str, end: str) -> str:
    return f"Dat is een voorwaarde voor een andere weg omlaag: van {start} naar {end}."


def down_yes_right(count: int) -> str:
    return f"Goed: alle {count} voorwaarden zijn er." if count > 2 else DOWN_ALL[count > 1]


DOWN_ALL = ("Goed: de enige voorwaarde is er.", "Goed: beide voorwaarden zijn er.")


def down_yes_wrong(missing: Iterable[str]) -> str:
    return f"Nog niet. Dit ontbreekt: {listed(missing)}."


def down_no_right(known: str) -> str:
    return f"Goed: dit is een voorwaarde en die is er nog niet.{because(known)}"


def down_no_wrong(known: str) -> str:
    return f"Deze voorwaarde is er juist wel.{because(known)}"


def down_explained(can: bool, criteria: Iterable[str], start: str, end: str, decider: str) -> str:
    who = f" Wie beslist: {ended(decider)}" if decider else " Wie beslist, staat niet in dit model."
    if can:
        return f"Van {start} naar {end} is dit nodig: {listed(criteria)}. Dat is er allemaal.{who}"
    return f"Van {start} naar {end} is ook dit nodig: {listed(criteria)}.{who}"


# Tasks


def who_does(text: str, kind: str, model: str) -> str:
    return f"{_WHO_DOES[kind]}, volgens het model van {model}? {sentence(text)}"


_WHO_DOES = {"does": "Bij wie hoort dit", "may": "Wie mag dit", "never": "Wie hoort dit niet te doen"}


def what_never(person: str, model: str) -> str:
    return f"Wat hoort de {person} niet te doen, volgens het model van {model}?"


def task_of(person: str) -> str:
    return f"Goed: zo staat het bij de {person}."


def other_task(person: str, kind: str, text: str) -> str:
    return f"Bij de {person} staat iets anders. Die {_TASK[kind].format(inside(text))}."


_TASK = {"does": "{}", "may": "mag dit: {}", "never": "hoort dit niet te doen: {}"}


def task_may(person: str) -> str:
    return f"Dit mag de {person} juist wel."


def task_explained(person: str, kind: str, text: str) -> str:
    return f"De {person} {_TASK[kind].format(inside(text))}."


def without_aside(text: str) -> str:
    """A task without what stands between brackets at its end, or how strictly it holds: both give the answer away."""
    return _ASIDE.sub("", text).rstrip(" .") + "."


_ASIDE = re.compile(r"\s*(?:\([^()]*\)|; (?:in principe|in beginsel|meestal|gewoonlijk)\b[^;]*)\.?$")


# The next step


def first_step(model: str) -> str:
    return f"Wat is de eerste stap, volgens het model van {model}?"


def which_step(label: str, current: str, model: str) -> str:
    return f"{advice_is(label, current)} {first_step(model)}"


def advice_is(label: str, current: str) -> str:
    return f"Dit huishouden zit nu in {current}. Het advies is {label}." if current else f"Het advies is {label}."


def who_steps(label: str, current: str, step: str, model: str) -> str:
    return (
        f"{advice_is(label, current)} De eerste stap is: {sentence(step)} Wie doet dat, volgens het model van {model}?"
    )


NOBODY_SAID = "Wie dit doet, staat niet in dit model."


def step_right(who: str) -> str:
    return f"Goed. Wie dit doet: {ended(who)}" if who else f"Goed. {NOBODY_SAID}"


def step_other_phase(labels: Sequence[str]) -> str:
    return f"Deze stap hoort bij {both(labels)}."


def step_not_now(known: str) -> str:
    return f"Deze stap is alleen nodig als het anders ligt.{because(known)}"


def step_other_move(label: str) -> str:
    return f"Deze stap hoort bij een andere beweging tussen de fasen, niet bij de weg naar {label}."


def step_no_move(label: str) -> str:
    return f"Deze stap hoort bij de weg naar {label}. Dit huishouden zit daar al."


def step_explained(label: str, who: str, contact: str, deadline: str, known: str) -> str:
    by = f" Wie: {ended(who)}" if who else f" {NOBODY_SAID}"
    to = f" Bij wie: {ended(contact)}" if contact else ""
    term = f" Termijn: {ended(deadline)}" if deadline else ""
    return f"Deze stap hoort hier bij {label}.{because(known)}{by}{to}{term}"


WHO_RIGHT = "Goed: zo staat het bij deze stap."


def who_wrong(step: str) -> str:
    return f"Die is aan zet bij een andere stap: {sentence(step)}"


# True or not


def is_it_true(text: str, model: str) -> str:
    return f"Klopt dit, volgens het model van {model}? {text}"


TRUE = "Dit klopt."
FALSE = "Dit klopt niet."


def true_is(right: bool) -> str:
    return "Goed: zo staat het in het model." if right else "Zo staat het niet in het model."


def false_is(right: bool) -> str:
    return "Goed: in het model staat het anders." if right else "Het model zegt dit wel."


def truth_explained(text: str) -> str:
    return f"Het model zegt: {sentence(text)}"


# Two models


def which_phases(model: str, other: str) -> str:
    return f"Hetzelfde huishouden, twee modellen. Welke fase geeft het model van {model}, en welke dat van {other}?"


def two_phases(model: str, label: str, other: str, second: str) -> str:
    return f"{model}: {label}. {other}: {second}."


def reason_in(model: str, label: str, criteria: Sequence[str], known: str) -> str:
    if not criteria:
        return f"{model}: {label}, want {NOTHING_HEAVIER}"
    return f"{model}: {label}. De grond: {inside(criteria[0])}.{because(known)}"


def not_in(model: str, label: str) -> str:
    return f"In {model} is het {label}."


COMPARE_RIGHT = "Goed: deze twee modellen leggen de grens anders."
COMPARE_SAME = "Goed: volgens deze twee modellen is het dezelfde fase."
COMPARE_FINER = "Goed: het ene model deelt deze fase verder in dan het andere."


# What news does


def which_after(news: str, model: str) -> str:
    return f"Dan komt er nieuws. {sentence(news)} Welke fase past er nu, volgens het model van {model}?"


def change_explained(before: str, after: str, criteria: Sequence[str], known: str) -> str:
    so = f"Het blijft {after}: dit nieuws verandert de fase niet." if before == after else ""
    so = so or f"Zonder dit nieuws was het {before}, met dit nieuws is het {after}."
    why = f" De grond: {inside(criteria[0])}." if criteria else f" Er is {_NO_GROUND}"
    return f"{so}{why}{because(known)}"


def claim_role(label: str, role: str, person: str, holder: str) -> str:
    if _is_de_word(role, person):
        return f"In {label} ligt de {small(role)} bij: {ended(holder)}"
    return f"In {label} staat bij '{role}': {ended(holder)}"


def claim_agreed(label: str, role: str, places: str) -> str:
    return f"Wie in {label} de {small(role)} heeft, wordt afgesproken in: {ended(places)}"


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
    return f"De {small(role)} en de {small(other)} mogen bij dezelfde persoon liggen."


def claim_takes(step: str, who: str) -> str:
    return f"{sentence(step)} Wie dat doet: {ended(who)}"
