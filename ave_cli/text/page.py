"""Words of the page that a result is shown on."""

from __future__ import annotations

from collections.abc import Iterable

from ave_cli.text.common import DEPENDS_ON_PHASE as DEPENDS_ON_PHASE
from ave_cli.text.common import NOT_RECORDED, NOT_TOLD_YET, capital, day_or_text, either, joined
from ave_cli.text.common import OLDER as OLDER
from ave_cli.text.common import saved as saved
from ave_cli.text.common import small as small
from ave_cli.text.interview import CHANGE, SAVE
from ave_cli.text.triage import EVERYTHING

PHASE = "FASE"
WHY = "WAAROM"
DECIDES = "BESLIST"
STEPS = "NU DOEN"
ROLES = "REGIE"
CRITERIA = "CRITERIUM"
HIGHER = "HOGER"
HANDOVER = "OVERDRACHT"
AGREE = "Spreek af en leg vast: wie neemt het over, wat is afgesproken, en wanneer kijkt u weer."
UNKNOWN = "ONBEKEND"
ATTENTION = "LET OP"

DANGER = "Gevaar"
NOTHING_UNKNOWN = "Niets. U hebt alles beantwoord wat meetelt."
NOTHING_HEAVIER = "U zei niets dat in dit model genoeg is voor een zwaardere fase."
NO_DECISION = "Er is nu geen stap omhoog of omlaag om over te beslissen."
FIRST_WHICH_WAY = "Eerst moet duidelijk zijn of het hoger of lager moet."
NOBODY = "Wie dit beslist, staat niet in dit model. Spreek het af."
NO_STEPS = "Voor dit huishouden staat in dit model geen stap voor u."
MORE = "Meer: met --full ziet u alles, met de bronnen."

YOU = "u"
WHO_UNSAID = "spreek af wie"
NATIONAL = "landelijk"
NATIONAL_MEANS = "Landelijk: geldt overal, niet uit dit model."
MARK_MEANS = f"* {NATIONAL_MEANS}"
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


def by_doubt(label: str) -> str:
    return f"{label} komt alleen door uw twijfel."


def may_go_down(now: str, label: str) -> str:
    return f"{now} ({can_go_down_to(label)})"


def not_yet(labels: Iterable[str]) -> str:
    return f"Nog niet te zeggen. Het kan {either(labels)} zijn."


DIRECTION = {
    "up": "Nu {now}. Opschalen naar {advised}.",
    "same": "Nu {now}. Dat blijft zo.",
    "down": "Nu {now}. Afschalen naar {advised} kan.",
    "unclear": "Nu {now}. Nog niet te zeggen of het hoger of lager moet.",
}


def up_held_back(text: str) -> str:
    return f"Opschalen kan nog niet. Vooraf nodig, en dat is nu niet zo: {text}."


def no_way_down(now: str) -> str:
    return f"Nu {now}. Geen criterium wijst daar nog op, maar hoe u dan afschaalt, is niet vastgelegd in dit model."


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
    told = ", ".join(part for part in about if part)
    return f"{text} ({told})" if told else text


def marked(text: str) -> str:
    """A step with the mark that `MARK_MEANS` explains."""
    return f"{text} *"


def numbers(parts: Iterable[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def at(contact: str) -> str:
    return f"bij: {contact}"


def call(text: str, numbers: Iterable[str], others: int) -> str:
    more = f" (en nog {others})" if others else ""
    return f"{text.rstrip('.')}: {'; '.join(numbers)}{more}."


def decides(who: str) -> str:
    return f"{who[:1].upper()}{who[1:].rstrip('.')} beslist."


def once_down(label: str) -> str:
    return f"Als het afschalen naar {label} is besloten:"


def role(title: str, who: str) -> str:
    return f"{title}: {who}"


def may_be_added(who: str) -> str:
    return f"mag erbij: {who}"


MUST_BE_THERE = "moet erbij; wie, staat niet in dit model"


def nobody_recorded(titles: Iterable[str]) -> str:
    return f"{capital(NOT_RECORDED)}: {joined(titles)}."


def gives(text: str, label: str) -> str:
    return f"{text} (genoeg voor {label})"


def other_criteria(count: int) -> str:
    return "Daarnaast klopt nog 1 ander criterium." if count == 1 else f"Daarnaast kloppen nog {count} andere criteria."


def raises(label: str, texts: Iterable[str], more: int) -> str:
    return f"Naar {label} als: {'; '.join(texts)}" + _more_reasons(more)


def _more_reasons(count: int) -> str:
    return "." if count < 1 else "; en nog 1 reden." if count == 1 else f"; en nog {count} redenen."


PAGE_KEYS = "Toetsen op deze bladzijde"
MORE_KEYS = (
    "  z  het scherm leeg maken, en terug",
    "  Esc  terug naar de eerste bladzijde",
)
ALL_STEPS = "alle stappen, naar wie ze doet"
PAGE_VIEWS = {
    "w": "waarom deze fase",
    "s": ALL_STEPS,
    "r": "alle regie: wie, en wat die doet",
    "h": "hoger en lager: wat de fase verandert, en wie beslist",
    "b": EVERYTHING.lower(),
    "i": "een blad voor de inwoner",
    "p": "tekst om te plakken",
}
PAGE_ENDS = {
    "o": SAVE.lower(),
    "d": "een bladzijde om te printen",
    "v": CHANGE.lower(),
    "q": "stoppen",
}
PASTE_ENDS = {"f": "f in een bestand"}
COPY = "c naar het klembord"
COPIED = "Naar het klembord gestuurd. Niet elke terminal kan dat: probeer of plakken werkt."
ESC_BACK = "Esc terug"
SCROLL = "pijltjes: verder"
_FOOTERS = (
    "w waarom  s stappen  r regie  h hoger  b alles  o opslaan  ? toetsen  q stop",
    "w s r h b i p o d v   ? toetsen  q stop",
    "? toetsen  q stop",
)


def page_footer(columns: int, scrolls: bool) -> str:
    """The keys of a page in one line that fits."""
    lines = (f"{line}  {SCROLL}" if scrolls else line for line in _FOOTERS)
    return next((line for line in lines if len(line) < columns), _FOOTERS[-1])


def wrong_page_key(keys: str) -> str:
    return f"Die toets doet hier niets. Kies uit: {' '.join(keys)} ?"


WHY_SCREEN = "Waarom deze fase"
STEPS_SCREEN = capital(ALL_STEPS)
ROLES_SCREEN = "Alle regie"
HIGHER_SCREEN = "Hoger en lager"
CLIENT_SCREEN = "Wat we samen doen"
FITS = "Dit klopt"
COUNTS_TOO = "Dit klopt ook, en is niet genoeg voor deze fase"
MAKES_GO_DOWN = "Dit klopt, en daarom kan afschalen"
NEEDED_TO_GO_DOWN = "Dit klopt, en is nodig om af te schalen"
ALONE_HIGHER = "Hoger: dit ene antwoord is genoeg"
ALONE_STAYS = "Toch niet afschalen: dit ene antwoord is genoeg"
ALONE_LOWER = "Lager: dit ene antwoord is genoeg"
TOGETHER = "Geen enkel antwoord alleen. Samen genoeg"
NOT_WORKED_OUT = "Geen enkel antwoord alleen. Welke antwoorden samen genoeg zijn, is niet uitgezocht."
CAN_GO_DOWN = "Afschalen kan al: zie hieronder wie daarover gaat."
WAY_UP = "Wie gaat over opschalen"
WAY_DOWN = "Wie gaat over afschalen"
WHO_LOOKS = (
    "Wie kijkt er mee?",
    "Misschien speelt hier iets met veiligheid. Op het blad voor de inwoner staat daar niets over.",
    "Toon het alleen aan iemand die mag weten dat u hiernaar kijkt.",
    "Druk nog een keer op i om het blad te tonen, of op Esc om terug te gaan.",
)
CLIENT = (
    "We kijken samen welke hulp past bij wat er speelt.",
    "We maken samen een plan. Daarin staat wat u doet en wat wij doen.",
    "U mag altijd vragen wat er over u is opgeschreven.",
    "Klopt er iets niet, zeg het dan. Dan passen we het aan.",
    "Er is nu nog niets besloten.",
    "We spreken af wanneer we elkaar weer zien:  ..................",
)


def contact_is(name: str) -> str:
    return f"Uw vaste contact: {name}."


CONTACT_OPEN = "Wie uw vaste contact wordt, spreken we nog met u af."
NOT_DECIDED = "Nog niet besloten: wie wat doet, en wanneer."


def otherwise(answers: Iterable[str], label: str) -> str:
    return f"{' en '.join(answers)} -> {label}"


def perhaps_more(label: str, highest: str, lowest: str) -> str:
    """A phase that other answers give while a heavier one stays possible; and while a lighter one is all they prove."""
    return (
        f"voorlopig {label} (minstens {lowest}, misschien {highest})"
        if lowest
        else f"minstens {label}, misschien {highest}"
    )


def can_go_down_to(label: str) -> str:
    return f"afschalen naar {label} kan"


def no_higher(label: str) -> str:
    return f"Een fase hoger dan {label} is er niet in dit model."


def no_lower(label: str) -> str:
    return f"Een fase lager dan {label} is er niet in dit model."


def way_down_unsaid(label: str) -> str:
    return f"Wanneer u uit {label} mag afschalen, is {NOT_RECORDED}."


def not_met(wrong: int, unknown: int) -> str:
    told = [_criteria(wrong, "klopt niet", "kloppen niet")] if wrong else []
    told += [_criteria(unknown, "is nog niet bekend", "zijn nog niet bekend")] if unknown else []
    return f"Verder: {' en '.join(told)}." if told else ""


def _criteria(count: int, one: str, more: str) -> str:
    return f"1 criterium {one}" if count == 1 else f"{count} criteria {more}"


def next_up(text: str) -> str:
    return f"Eerst nu: {text}"


def asked_on(day: str) -> str:
    return f"Gemaakt op {day}."


NOT_YET = NOT_TOLD_YET
PHASE_SAME = "Uw wijziging verandert de fase niet."


def phase_changed(before: str, after: str) -> str:
    return f"Door uw wijziging: was {before}, nu {after}."


GO_BACK = "Terug naar de bladzijde."
ASK_FILE = "In welk bestand? Typ een naam die nog niet bestaat."


def since(date: str, text: str) -> str:
    return f"Sinds de notitie van {day_or_text(date)}: {text}"
