"""Words that several features share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

CONFLICTING = "tegenstrijdig in de bron"
NOT_APPLICABLE = "niet van toepassing"
NOT_TOLD_YET = "nog niet te zeggen"
DEPENDS_ON_PHASE = "Wie beslist, hangt af van de fase."
WHO_LEADS = "Wie heeft de regie"
SHARE = "Aandeel volgens de bron (geen kans voor één huishouden)"
DISAGREEMENT = "Bij verschil van mening"
NOT_FROM_MODEL = "landelijk, niet uit dit model"
HOLDS_ANSWERS = "Er staan antwoorden over een huishouden in."
NOTHING_KEPT = "Er is niets bewaard."
NOTHING_CHANGED = "Gestopt. Er is niets veranderd."
A_PHONE_NUMBER = "een telefoonnummer"
NO_SCREEN = "Er is geen scherm om vragen op te stellen."
STATUS = {"met": "voldaan", "not_met": "niet voldaan", "unknown": "onbekend"}
"""By the truth of a criterion."""
TASKS = {"does": "Doet", "may": "Mag", "never": "Doet niet"}
"""By the value of the kind of a task, in the order of a card."""
PROFILES = "De modellen: welke er zijn, en welk u gebruikt."


_EXAMPLES = {
    "completion": ("ave completion bash",),
    "notes": ("ave notes list", "ave notes show 1"),
    "notes list": ("ave notes list", "ave notes list team"),
    "notes show": ("ave notes show 1", "ave notes show team/2026-017"),
    "notes diff": ("ave notes diff 2 1",),
    "notes review": ("ave notes review team", "ave notes review team --older-than 8 --csv"),
    "notes remove": ("ave notes remove 2",),
    "profiles": ("ave profiles list", "ave profiles show dalfsen"),
    "profiles list": ("ave profiles list", "ave profiles list --html modellen.html"),
    "profiles show": ("ave profiles show oss", "ave profiles show oss --full"),
    "profiles use": ("ave profiles use westerkwartier",),
    "profiles compare": ("ave profiles compare oss dalfsen", "ave profiles compare oss dalfsen --full"),
    "profiles journey": ("ave profiles journey list", "ave profiles journey 2 --compare dalfsen"),
    "profiles check": ("ave profiles check oss", "ave profiles check mijn-model"),
    "profiles new": ("ave profiles new mijn-model", "ave profiles new mijn-model --from oss"),
    "profiles format": ("ave profiles format", "ave profiles format criteria"),
    "profiles schema": ("ave profiles schema",),
    "profiles todo": ("ave profiles todo mijn-model",),
    "profiles pack": ("ave profiles pack mijn-model",),
    "profiles add": ("ave profiles add mijn-model-2026.1.ave",),
    "profiles remove": ("ave profiles remove mijn-model",),
    "profiles diff": ("ave profiles diff oud nieuw", "ave profiles diff oud nieuw --notes team"),
}


def command_examples(command: str) -> str:
    """What can be typed as it stands, where the command has no sentences about that of its own; else empty."""
    typed = _EXAMPLES.get(command, ())
    return f"{'Voorbeelden' if len(typed) > 1 else 'Voorbeeld'}: {joined(map(repr, typed))}." if typed else ""


def capital(text: str) -> str:
    """A text as it begins a sentence; the capital of one, which has two signs, has none."""
    return ("E" if text.startswith("één") else text[:1].upper()) + text[1:]


def small(text: str) -> str:
    """A text as it goes on within a sentence; what begins with an abbreviation stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def both(parts: Iterable[str]) -> str:
    """All of these, as one says them: with `en` before the last."""
    return _said(parts, AND)


def either(parts: Iterable[str]) -> str:
    """One of these, as one says them: with `of` before the last."""
    return _said(parts, " of ")


def _said(parts: Iterable[str], last: str) -> str:
    found = list(parts)
    return last.join([joined(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def share(text: str) -> str:
    return f"{SHARE}: {text}"


def thousands(number: int) -> str:
    """A number as one writes it in Dutch: with a point before every three figures."""
    return f"{number:,}".replace(",", ".")


def counted_households(number: int) -> str:
    return f"{thousands(number)} {'huishouden' if number == 1 else 'huishoudens'}"


def counted_lines(number: int) -> str:
    return f"{thousands(number)} {'regel' if number == 1 else 'regels'}"


def not_told(low: str, high: str) -> str:
    """Between which phases a household is of which no phase can be told."""
    return f"{NOT_TOLD_YET} ({low} tot en met {high})"


def open_elsewhere(what: str) -> str:
    return f"{what}. Ga daar verder, of sluit dat venster eerst."


DRAFT_BUSY = open_elsewhere("Aan dit concept wordt in een ander venster gewerkt")


def damaged_end(what: str) -> str:
    return f"Het einde van {what} was beschadigd. Wat nog zeker klopte, is behouden."


def not_durable(what: str) -> str:
    return f"{what} is opgeslagen, maar misschien nog niet bestand tegen een stroomstoring op dit moment."


def whole_number(option: str, numbers: str) -> str:
    return f"Achter {option} hoort een heel getal van {numbers}."


_THERE = r"er (is|zijn|loopt|spelen|dreigt|komen) "
AND, BUT = " en ", ", maar "
"""What stands between two clauses."""
DIVIDES = (",", ":", AND)
"""What makes a clause one of several parts, so that the next one needs a comma before it."""
_DENIES = r"\b(?:geen|niet|niets|niemand)\b"


NOT_RECORDED = "niet vastgelegd in dit model"


def linked(text: str, turns: bool) -> str:
    """A sentence that goes on about the same, or that turns from bad to good or back; itself where no word fits."""
    if turns and re.search(_DENIES, text):
        return text
    goes_on = r"wel \1 er " if turns else r"ook \1 er "
    return re.sub(_THERE, goes_on, text, count=1) if re.match(_THERE, text) else text


def by_question(question: str, answer: str) -> str:
    return f'op de vraag "{question}" is het antwoord: {answer}'


def the_answer_to(question: str) -> str:
    return f'het antwoord op de vraag "{question}"'


_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)


def day(iso: str) -> str:
    year, month, number = iso[:10].split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def day_or_text(date: str) -> str:
    """A date in words; what is no ISO date stands for itself."""
    return day(date) if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])-\d\d", date, re.ASCII) else date


_TO_HET = {"de": "het", "deze": "dit", "die": "dat", "welke": "welk", "elke": "elk", "iedere": "ieder"} | {
    "dezelfde": "hetzelfde"
}
_TO_DE = {new: old for old, new in _TO_HET.items()}
_INDEFINITE = ("een", "geen", "welk", "elk", "ieder")
"""Words before a het-word that leave its adjective without an ending."""
_BEFORE = "|".join({*_TO_HET, *_TO_DE, "een", "geen"})


def in_words(text: str, words: Mapping[str, str]) -> str:
    """A sentence of the tool in the words of a method: its name, what it calls a phase, and whom it classifies.

    Args:
        text: any sentence.
        words: `method`, `phase`, `phases`, `phase_article`, `unit`, `units` and `unit_article`; what is empty stays.
    """
    if words["phase"]:
        text = text.replace("AVE-fase", "fase")
        text = _renamed(text, "fasen", words["phases"], "de", "de")
        text = _renamed(text, "fase", words["phase"], "de", words["phase_article"])
    if words["unit"]:
        text = _renamed(text, "huishoudens", words["units"], "de", "de")
        text = _renamed(text, "huishouden", words["unit"], "het", words["unit_article"])
    return re.sub(r"\bAVE\b", lambda _: words["method"], text) if words["method"] else text


def _renamed(text: str, old: str, new: str, was: str, becomes: str) -> str:
    """One noun for another, with the article, the pronoun and the adjective before it."""
    if not new:
        return text
    if new in text and old in new:  # said in these words before
        return new.join(_renamed(part, old, new, was, becomes) for part in text.split(new))
    pattern = re.compile(rf"\b(?:({_BEFORE})\s+)?(?:(\w+)\s+)?({old})\b", re.IGNORECASE)
    return pattern.sub(lambda found: _phrase(found, new, was, becomes), text)


def _phrase(found: re.Match[str], new: str, was: str, becomes: str) -> str:
    before, adjective, noun = found[1], found[2], found[3]
    if adjective and adjective.lower() in _BEFORE.split("|") and not before:
        before, adjective = adjective, None
    noun = new.upper() if noun.isupper() else new[0].upper() + new[1:] if noun[0].isupper() else new
    if adjective and not before and becomes == "het" != was:
        adjective = _inflected(adjective, _INDEFINITE[0], becomes)
    if before and was != becomes:
        changed = (_TO_HET if becomes == "het" else _TO_DE).get(before.lower(), before.lower())
        if adjective:
            adjective = _inflected(adjective, changed, becomes)
        before = changed[0].upper() + changed[1:] if before[0].isupper() else changed
    return " ".join(part for part in (before, adjective, noun) if part)


def _inflected(adjective: str, before: str, becomes: str) -> str:
    """An adjective as it stands before a noun of the other gender."""
    if becomes == "het" and before in _INDEFINITE and adjective.endswith("e"):
        return adjective.removesuffix("e")
    return adjective if adjective.endswith("e") or becomes == "het" else f"{adjective}e"


def pace(done: int, rate: float | None, *, ends: bool) -> str:
    """How far something is, and how fast it goes where there is room; the time left stands behind it."""
    told = [f"{done} gedaan", *([f"{rate:.0f} per seconde"] if rate is not None else []), *(["nog"] if ends else [])]
    return ", ".join(told)


_MOST_WORDS, _LONGEST_WORD = 8, 80
"""Words of which a suggestion is looked for, and characters of one: nobody misspells a longer one."""


_ALIKE = 0.6
"""How much a word must be like a name to be taken for that."""


def meant(word: str, known: Iterable[str], likeness: float = _ALIKE) -> str:
    """A suggestion to put behind a problem, or nothing; never what was typed itself."""
    return meant_of([word], known, likeness)


def meant_of(words: Sequence[str], known: Iterable[str], likeness: float = _ALIKE) -> str:
    """The same for several words, in one suggestion; of words that are many the first."""
    names = [*known]
    near = dict.fromkeys(filter(None, (nearest(word, names, likeness) for word in words[:_MOST_WORDS])))
    quoted = [f"'{name}'" for name in near]
    return f"; bedoelde u {both(quoted)}?" if near else ""


def nearest(word: str, known: Sequence[str], likeness: float = _ALIKE) -> str:
    """The name that looks most like a word; else the only one that has it as one of its parts."""
    if len(word) > _LONGEST_WORD:
        return ""
    from difflib import get_close_matches  # noqa: PLC0415  # only a mistake needs it

    typed, by_letters = (
        word.strip().casefold().lstrip("-"),
        {name.casefold().lstrip("-"): name for name in known},
    )
    whole = [name for name in by_letters if typed in name.split("_") and typed != name]
    near = whole if len(whole) == 1 else get_close_matches(typed, by_letters, 2, likeness)
    return next((by_letters[name] for name in near if by_letters[name] != word), "")


# A page that is saved
NUMBER = "Nr."
HTML = "Bewaar het resultaat ook in dit bestand, als pagina voor de browser of de printer."
NOT_DURABLE = not_durable("De pagina")
OLDER = "Let op: de pagina die u bewaarde, toont het eerdere advies. Bewaar zo nodig een nieuwe."
THROW_AWAY = "Gooi het weg als het af is."
ONLY_YOU = "Alleen u kunt het bestand lezen."


def who_reads(others: Sequence[str]) -> str:
    return f"Let op: {'; en '.join(others)}." if others else ONLY_YOU


def model(title: str, version: str, checked: str) -> str:
    return f"Model {title}, versie {version}, bijgewerkt op {day_or_text(checked)}."


def made(on: str) -> str:
    return f"Gemaakt op {day_or_text(on)}."


def saved(path: str) -> str:
    return f"Pagina bewaard in {path}\nOpen het bestand in een browser om het te lezen of te printen."


def in_short(what: str, conflicts: int, gaps: int) -> str:
    both = [f"{conflicts} keer dat de bron zichzelf tegenspreekt", f"{gaps} keer dat de bron iets niet vastlegt"]
    told = [text for text, count in zip(both, (conflicts, gaps), strict=True) if count]
    rest = ["de voorwaarde en de bron van elke regel", "de uitleg bij afspraken, overleggen en partijen", *told]
    listed = f"{', '.join(rest[:-1])} en {rest[-1]}"
    return f"Dit is de korte versie. Weggelaten: {listed}. Alles staat in: ave explain {what} --full"


def needs_file(option: str) -> str:
    """An option that makes a page got no name."""
    return f"Achter {option} hoort de naam van een nieuw bestand, bijvoorbeeld: {option} pagina.html"


CONTENTS = "Inhoud"


CRITERIA_ON_SHEET = "Staat er niet bij wanneer? De criteria staan op het faseblad."


def next_screen(title: str) -> str:
    return f"{title} (vervolg)"


def more_criteria(count: int) -> str:
    return f"en nog {count}: zie het faseblad"


# What people type in a cell
TYPED = {
    **dict.fromkeys(("ja", "j", "yes", "y", "true", "waar", "1"), "yes"),
    **dict.fromkeys(("nee", "n", "no", "false", "onwaar", "0"), "no"),
    **dict.fromkeys(
        ("weet niet", "weet-niet", "weet ik niet", "weet het niet", "weetniet", "weet niet zeker"), "doubt"
    ),
    **dict.fromkeys(("onbekend", "niet bekend", "?"), "doubt"),
    **dict.fromkeys(("geen", "geen van deze"), "none"),
}
"""What is typed, in small letters and without underscores, to what it means."""
PHASE_WORD = "fase"
_YES_OR_NO = ("ja", "nee", "weet niet")
YES_OR_NO = either(_YES_OR_NO)


def not_a_phase(fact: str, known: Iterable[str]) -> str:
    return f"{fact}: deze fase is er niet in dit model; er zijn: {', '.join(known)}"


def yes_or_no(fact: str, word: str) -> str:
    return f"{fact}: antwoord met {YES_OR_NO}{_meant_doubt(word) or meant(word, _YES_OR_NO)}"


_UNSURE = ("misschien", "mogelijk", "waarschijnlijk", "soms", "onzeker", "twijfel", "beide")


def _meant_doubt(word: str, options: Sequence[str] = ()) -> str:
    """A suggestion for what says more than one thing, or doubts itself: never one of the answers that it names."""
    words = re.findall(r"\w+", word.casefold().replace("_", " "))
    named = {one for one in words if one in options} or {TYPED.get(one, "") for one in words} & {"yes", "no"}
    is_denied = bool(named) and not {"niet", "geen"}.isdisjoint(words)
    unsure = "?" in word or len(named) > 1 or is_denied or not set(_UNSURE).isdisjoint(words)
    return f"; bedoelde u '{_YES_OR_NO[-1]}'?" if unsure else ""


def option(fact: str, options: Sequence[str], many: bool, word: str) -> str:
    how = "opties, met een | ertussen" if many else "een van de opties"
    meaning = _meant_doubt(word, () if many else options) or meant(word, options)
    return f"{fact}: antwoord met {how} ({', '.join(options)}) of met weet niet{meaning}"


DISK_FAILS = "de schijf geeft een fout"
_DISK_FULL, _READ_ONLY = "de schijf is vol", "deze plek is alleen-lezen"
_NO_FOLDER, _LONG_NAME = "de map bestaat niet", "de naam is te lang"
WHY = {
    "ENOSPC": _DISK_FULL,
    "EDQUOT": "uw ruimte op de schijf is vol",
    "EFBIG": "het bestand wordt te groot",
    **dict.fromkeys(("EACCES", "EPERM"), "u hebt daar geen schrijfrechten"),
    "EROFS": _READ_ONLY,
    **dict.fromkeys(("ENOENT", "ENOTDIR"), _NO_FOLDER),
    "ENAMETOOLONG": _LONG_NAME,
    "ELOOP": "de map verwijst naar zichzelf",
    **dict.fromkeys(("ESTALE", "ETIMEDOUT", "EHOSTDOWN", "ENOTCONN"), "de schijf is niet bereikbaar"),
    **dict.fromkeys(("EMFILE", "ENFILE"), "er staan te veel bestanden open"),
    "EBUSY": "een ander programma heeft het bestand open",
}
"""By the name of the error of the system."""
_IN_USE = "een ander programma heeft het bestand open (bijvoorbeeld OneDrive of de virusscanner)"
_NOT_THERE = "de schijf of de server is er niet"
WHY_ON_WINDOWS = {
    3: _NO_FOLDER,
    15: _NOT_THERE,
    19: _READ_ONLY,
    32: _IN_USE,
    33: _IN_USE,
    53: _NOT_THERE,
    67: _NOT_THERE,
    112: _DISK_FULL,
    **dict.fromkeys((123, 161), "de naam heeft een teken dat Windows niet toelaat"),
    206: _LONG_NAME,
    1231: _NOT_THERE,
}
"""By the number that Windows gives."""
