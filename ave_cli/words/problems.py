"""What do we say about a file that is not right? Each is one line: path in the file, what is wrong, what was meant."""

from collections.abc import Iterable


def meant(word: str, known: Iterable[str]) -> str:
    """A suggestion to put behind a problem, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415  # only a mistake needs it

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; bedoelde u '{near[0]}'?" if near else ""


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    return f"{what} '{word}' bestaat niet{meant(word, known)}"


FACT = "feit"
PHASE = "fase"
CRITERION = "criterium"
NAME = "naam of criterium"
ROLE = "rol"
TRANSITION = "overgang"
OPTION = "optie"
LIST = "lijst"
PLACE = "plaats"
REDEFINES = "dit feit staat al in de gedeelde lijst en mag hier niet anders worden"
NOT_ASKED = "dit feit staat in een voorwaarde, maar niet in 'ask'"
NO_HOLDER = "status 'assigned' vraagt om 'holders' of 'appointed_in'"
HOLDER_WITHOUT_STATUS = "'holders' hoort alleen bij status 'assigned' of 'conflicting'"
RESERVED = "dit woord heeft een vaste betekenis en kan hier niet"
OPTION_TWICE = "een optie staat er twee keer"
NEVER_SO_MANY = "zoveel opties heeft dit feit niet"
PHASES_EMPTY = "'phases' mag niet leeg zijn"
NOT_A_STATUS = "deze status volgt uit de antwoorden en kan niet in een model staan"
DOWN_FROM_WHERE = "een overgang omlaag heeft een 'from' nodig"
ASKED_TWICE = "dit feit staat er twee keer"
NO_PHASES = "er moet ten minste één fase zijn"
CIRCLE = "deze voorwaarde verwijst naar zichzelf"
NO_SUCH_READING = "'chosen' wijst een lezing aan die er niet is"
TWO_LEVELS = "een model mag maar één laag diep op een ander model bouwen"
NEEDS_COUNT = "'at_least' past alleen bij een feit met meer opties tegelijk"
NEEDS_CHOICES = "'includes' past alleen bij een feit met meer opties tegelijk"
NEEDS_SINGLE = "'is' past niet bij een feit met meer opties tegelijk; gebruik 'includes' of 'at_least'"
NEEDS_BOOL = "dit feit kent alleen true of false"
NEEDS_OPTION = "dit feit vraagt om een van zijn opties, niet om true of false"
NO_OPENING_FOR_ALL = "er moet een opening zijn zonder 'when' en zonder 'unless'"
OTHER_PLACES = "elke opening vult dezelfde plaatsen"
NO_CHAPTER = "dit feit staat in geen enkel hoofdstuk"


def twice(ident: str) -> str:
    return f"id '{ident}' komt twee keer voor"


def without_place(place: str) -> str:
    return f"hier hoort de plaats '{{{place}}}'"


def too_many(limit: int) -> str:
    return f"deze rol heeft ten hoogste {limit} houder(s)"


def wrong_effect(ident: str, wanted: str) -> str:
    return f"criterium '{ident}' heeft niet het effect '{wanted}'"


def idle_removal(name: str) -> str:
    return f"'{name}' staat niet in het model waarop dit model bouwt"


def other_kind(wanted: str, found: object) -> str:
    return (
        f"dit is geen bestand van de soort '{wanted}'"
        if not isinstance(found, str)
        else (f"dit bestand is van de soort '{found}', niet van de soort '{wanted}'")
    )


SHAPES = {
    "unexpected_keyword_argument": "deze sleutel is hier niet bekend",
    "extra_forbidden": "deze sleutel is hier niet bekend",
    "missing": "deze sleutel ontbreekt",
    "string_type": "hier hoort tekst",
    "bool_type": "hier hoort true of false",
    "int_type": "hier hoort een geheel getal",
    "tuple_type": "hier hoort een lijst",
    "dict_type": "hier hoort een tabel",
    "dataclass_type": "hier hoort een tabel",
    "model_type": "hier hoort een tabel",
    "model_attributes_type": "hier hoort een tabel",
    "string_too_short": "deze tekst mag niet leeg zijn",
    "string_too_long": "deze tekst is te lang",
    "string_pattern_mismatch": "een id bestaat uit letters, cijfers, '-', '_' en '.', zonder spaties",
    "too_short": "hier staat te weinig in",
    "too_long": "hier hoort precies één feit te staan",
    "greater_than_equal": "dit getal is te klein",
    "less_than_equal": "dit getal is te groot",
    "union_tag_not_found": (
        "een voorwaarde heeft precies één van de sleutels all, any, not, is, at_least, includes, ref"
    ),
    "union_tag_invalid": (
        "een voorwaarde heeft precies één van de sleutels all, any, not, is, at_least, includes, ref"
    ),
}
MISSHAPEN = "de opties, labels of het scherm van dit feit passen niet bij zijn soort"
OTHER_SHAPE = "deze waarde past hier niet"


def one_of(allowed: str) -> str:
    return f"hier hoort een van: {allowed}"


NOT_AN_ANSWER_YES_NO = 'antwoord met true, false of "weet_niet"'


def not_an_answer(options: Iterable[str], many: bool) -> str:
    how = "een lijst met opties" if many else "een van de opties"
    return f'antwoord met {how} ({", ".join(options)}) of met "weet_niet"'


def current_twice(one: str, other: str) -> str:
    return f"'current_phase' is '{one}', maar het antwoord op de huidige fase is '{other}'"
