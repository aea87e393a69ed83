"""Problems with files and values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from ave_cli.text.common import DISK_FAILS as DISK_FAILS
from ave_cli.text.common import DRAFT_BUSY, either, nearest
from ave_cli.text.common import WHY as WHY
from ave_cli.text.common import WHY_ON_WINDOWS as WHY_ON_WINDOWS
from ave_cli.text.common import meant as meant  # beside what is wrong it is said what was meant
from ave_cli.text.common import meant_of as meant_of

AT_MOST = 50
"""Problems that are told of one file; of the rest the number."""


def and_more(count: int) -> str:
    return f"en nog {count} van zulke punten"


def first_problems(found: Iterable[str]) -> tuple[str, ...]:
    """The first problems, and of the rest how many they are."""
    rest = iter(found)
    told, more = tuple(islice(rest, AT_MOST)), sum(1 for _ in rest)
    return (*told, *([and_more(more)] if more else []))


_FEW = 8
"""So many names can stand behind a problem."""


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    known = list(known)
    there = f"; er zijn: {', '.join(known)}" if what != FACT and 0 < len(known) <= _FEW else ""
    near = "" if what == PHASE and there else meant(word, known)  # the phase that is near can be a heavier one
    return f"{what} '{word}' bestaat niet{near or there}"


FACT, PHASE, CRITERION, NAME = "feit", "fase", "criterium", "naam of criterium"
ROLE, TRANSITION, OPTION, LIST, PLACE = "rol", "overgang", "optie", "lijst", "plaats"
REDEFINES = (
    "dit feit staat al in de gedeelde lijst en mag hier niet anders worden; geef uw feit een ander id, "
    "of gebruik 'wording' voor andere woorden"
)
NOT_ASKED = "dit feit staat in een voorwaarde, maar niet in 'ask'; zet het erbij"
ALWAYS_ASKED = "dit feit wordt altijd gevraagd; zet het in 'ask'"
GATE_TWICE = "alleen de gedeelde feiten mogen 'gate' hebben; haal die sleutel weg"
NO_HOLDER = (
    "status 'assigned' vraagt om 'holders' of 'appointed_in'; zegt het document het niet, zet dan status "
    '= "not_recorded"'
)
HOLDER_WITHOUT_STATUS = "'holders' hoort alleen bij status 'assigned' of 'conflicting'; haal een van de twee weg"
RESERVED = "dit woord heeft een vaste betekenis en kan hier niet"
OPTION_TWICE = "een optie staat er twee keer; haal er een weg"
NEVER_SO_MANY_CONDITIONS = "'at_least' is meer dan er voorwaarden in 'of' staan; verlaag het getal"
NEVER_SO_MANY = "zoveel opties heeft dit feit niet; verlaag het getal"
PHASES_EMPTY = "'phases' mag niet leeg zijn; noem ten minste één fase"
NOT_A_STATUS = "deze status volgt uit de antwoorden en kan niet in een model staan; haal hem weg"
DOWN_FROM_WHERE = "een overgang omlaag heeft een 'from' nodig: de fase waar het begint"
ASKED_TWICE = "dit feit staat er twee keer; haal er een weg"
NO_PHASES = "er moet ten minste één fase zijn"
CIRCLE = "deze voorwaarde verwijst naar zichzelf; haal die verwijzing weg"
EMPTY = "vul dit in; leeg laten kan niet"
NOT_A_DAY = 'hier hoort een datum: jaar, maand en dag, zoals "2026-01-31"'
NO_SUCH_DAY = 'deze datum bestaat niet; schrijf jaar, maand en dag, zoals "2026-01-31"'
ENDS_BEFORE_IT_BEGINS = "deze datum ligt vóór 'valid_from'; verander een van de twee"
ADOPTED_BY_WHOM = "bij 'vastgesteld' horen 'adopted_by' (door wie) en 'adopted_on' (wanneer)"
SILENT_AND_SAID = "bij status 'not_recorded' hoort geen fase; haal deze sleutel weg, of de status"
OR_SILENT = 'vul dit in; zegt het document er niets over, zet dan status = "not_recorded"'
LIGHT_TO_HEAVY = "zet de fasen van licht naar zwaar"
SCREEN, OWN_FACT = "scherm", "eigen feit"
NO_SUCH_READING = "'chosen' wijst een lezing aan die er niet is; de eerste lezing is 1"
TWO_LEVELS = (
    "een model mag maar één laag diep op een ander model bouwen; bouw op het model waar dat andere zelf op bouwt"
)
NEEDS_COUNT = "'at_least' past alleen bij een feit met meer opties tegelijk; gebruik hier 'is'"
NEEDS_CHOICES = "'includes' past alleen bij een feit met meer opties tegelijk; gebruik hier 'is'"
NEEDS_SINGLE = "'is' past niet bij een feit met meer opties tegelijk; gebruik 'includes' of 'at_least'"
NEEDS_BOOL = "dit feit kent alleen true of false; schrijf dat zonder aanhalingstekens"
NEEDS_OPTION = (
    "dit feit vraagt om een van zijn opties, niet om true of false; zie ave profiles format, met de naam van het feit"
)
NO_OPENING_FOR_ALL = "er moet een opening zijn zonder 'when' en zonder 'unless'"
OTHER_PLACES = "elke opening vult dezelfde plaatsen"
NO_CHAPTER = "dit feit staat in geen enkel hoofdstuk"


def long_chain(limit: int) -> str:
    return f"deze voorwaarde verwijst naar een voorwaarde die verwijst, meer dan {limit} keer achter elkaar"


def twice(ident: str) -> str:
    return f"id '{ident}' komt twee keer voor; geef een van de twee een andere naam"


def twice_in_list(ident: str, places: Iterable[int]) -> str:
    where = " en ".join(map(str, places))
    return f"id '{ident}' komt twee keer voor (nummer {where} van de lijst); geef een van de twee een andere naam"


def without_place(place: str) -> str:
    return f"hier hoort de plaats '{{{place}}}'"


def too_many(limit: int) -> str:
    return f"deze rol heeft ten hoogste {limit} {'houder' if limit == 1 else 'houders'}"


def wrong_effect(ident: str, wanted: str) -> str:
    return f"criterium '{ident}' heeft niet het effect '{wanted}'; noem een ander criterium, of verander het effect"


def idle_removal(name: str) -> str:
    return f"'{name}' staat niet in het model waarop dit model bouwt; haal het uit 'remove'"


def other_kind(wanted: str, found: object) -> str:
    if isinstance(found, str):
        return f"dit bestand is van de soort '{found}', niet van de soort '{wanted}'"
    return f"dit is geen bestand van de soort '{wanted}': bovenaan ontbreekt de regel kind = \"{wanted}\""


UNKNOWN_KEY = "deze sleutel is hier niet bekend"
ABOVE, LONGEST_ID = "; zet hem bovenaan, boven de eerste tabel", "; ten hoogste 80 tekens"
BRACKETS, QUOTES, NO_QUOTES = "; zet er [ en ] omheen", "; zet er aanhalingstekens omheen", "; zonder aanhalingstekens"
TYPES = {
    "string_type": "tekst",
    "bool_type": "true of false",
    "int_type": "een geheel getal",
    "tuple_type": "een lijst",
    **dict.fromkeys(("dict_type", "dataclass_type"), "een tabel"),
}
SHAPES = {
    "unexpected_keyword_argument": UNKNOWN_KEY,
    "missing": "deze sleutel ontbreekt",
    **{kind: f"hier hoort {what}" for kind, what in TYPES.items()},
    "string_too_short": "deze tekst mag niet leeg zijn",
    "string_too_long": "deze tekst is te lang",
    "string_pattern_mismatch": "een id bestaat uit letters, cijfers, '-', '_' en '.', zonder spaties",
    "too_short": "hier staat te weinig in",
    "too_long": "hier hoort precies één feit te staan",
    "greater_than_equal": "dit getal is te klein",
    "less_than_equal": "dit getal is te groot",
    **dict.fromkeys(
        ("union_tag_not_found", "union_tag_invalid"),
        "een voorwaarde heeft precies één van de sleutels all, any, not, is, at_least, includes, ref, count",
    ),
}
MISSHAPEN = {
    "options": "'options' hoort bij kind 'choice' of 'choices', en alleen daarbij",
    "screen": "een feit met 'screen' is een ja/nee-feit met een 'tick': wat er bij het hokje staat",
    "labels": "bij 'labels' staat een optie die niet in 'options' staat",
}
OTHER_SHAPE = "deze waarde past hier niet"


def one_of_types(kinds: Iterable[str]) -> str:
    types = [TYPES.get(kind, "") for kind in kinds]
    return f"hier hoort {', of '.join(types)}" if all(types) else OTHER_SHAPE


def double_brackets(key: str) -> str:
    return f"; begin elke regel ervan met [[{key}]], met dubbele haken"


def single_brackets_of(key: str) -> str:
    return f"; schrijf [{key}], met enkele haken"


def braces(keys: Sequence[str]) -> str:
    return f": {{ {', '.join(f'{key} = …' for key in keys)} }}" if keys else ""


LIMITS = {
    "string_too_long": ("max_length", "; ten hoogste {} tekens"),
    "too_short": ("min_length", "; zet er ten minste {} in"),
    "greater_than_equal": ("ge", "; ten minste {}"),
    "less_than_equal": ("le", "; ten hoogste {}"),
}
"""By what the checker says: where it tells its limit, and how that is said."""


def one_of(allowed: Sequence[str], one: object = None) -> str:
    """Which words fit; where they are many, also the one that looks most like what was written."""
    of = "" if len(allowed) == 1 else "een van: "
    near = meant(one, [word.strip("'") for word in allowed]) if isinstance(one, str) and len(allowed) > _FEW else ""
    return f"hier hoort {of}{either(allowed)}{_unquoted(str(one)) if one in allowed else near}"


NOT_AN_ANSWER_YES_NO = 'antwoord met true, false of "weet_niet"'


def not_an_answer(options: Iterable[str], many: bool) -> str:
    how = "een lijst met opties" if many else "een van de opties"
    return f'antwoord met {how} ({", ".join(options)}) of met "weet_niet"'


NO_ANSWERS_TABLE = "; hoort dit onder een regel [answers]?"
_YES_NO = {"ja": "true", "yes": "true", "true": "true", "j": "true", "nee": "false", "no": "false", "false": "false"}

_DOUBT = ("onbekend", "weet ik niet", "w", "?")


def meant_yes_no(one: object) -> str:
    plain = _YES_NO.get(one.strip().casefold(), "") if isinstance(one, str) else ""
    if isinstance(one, str) and not plain:
        return meant_doubt(one)
    return _unquoted(plain) if plain else ""


def _unquoted(plain: str) -> str:
    return f"; bedoelde u {plain}, zonder aanhalingstekens?"


def meant_doubt(one: str) -> str:
    is_doubt = one.strip().casefold() in _DOUBT or nearest(one, ["weet_niet"])
    return '; bedoelde u "weet_niet"?' if is_doubt else ""


def as_text(key: str, text: str) -> str:
    return f'; bedoelde u {key} = "{text}"?'


def in_list(option: str) -> str:
    return f'; bedoelde u ["{option}"], met haken?'


def listed_twice(option: str) -> str:
    return f"; '{option}' staat er twee keer"


def current_twice(one: str, other: str) -> str:
    return f"'current_phase' is '{one}', maar het antwoord op de huidige fase is '{other}'"


TOO_LARGE = "Het bestand is te groot (ten hoogste 1 MB)."
NOT_UTF8 = "Het bestand is geen UTF-8-tekst. Sla het op als UTF-8 (Kladblok: Opslaan als, Codering: UTF-8)."
STANDARD_INPUT = "standaardinvoer"
LOOK_UP = "Verbeter het bestand. Wat elke sleutel betekent, ziet u met: ave profiles format"
FIX_AND_RETRY = "Verbeter het bestand en probeer het opnieuw."


def at_line(line: int, said: str) -> str:
    return f"Regel {line}: {said}" if line else said


TOO_DEEP = "Regel {}: dit is te diep genest."
LONG_LINE = "Regel {}: deze regel is langer dan 20.000 tekens."
LONG_KEY = "Regel {}: een sleutel heeft te veel delen."
CAPITAL, YES_OR_NO = "true en false zijn zonder hoofdletter", "ja is true, en nee is false"
NO_VALUE, DAY_AS_TEXT = "achter het teken = ontbreekt de waarde", 'schrijf een datum zo: "2026-01-31"'
COMMA_BEHIND = "achter de laatste waarde staat een komma; haal die weg"
BRACKET_BEHIND = "hier staat een haak te veel; haal die weg"
SEVERAL_VALUES = 'staat er meer dan één waarde, zet er dan [ en ] omheen: ["a", "b"]'
KEY_SIGNS = "een sleutel bestaat uit letters zonder accent, cijfers, - en _"
HEADER_BRACKETS = "de naam van een tabel heeft links en rechts evenveel haken, en erachter staat niets"
HIDDEN_SIGN = "hier staat een onzichtbaar teken, zoals dat uit Word meekomt; haal het weg"
ENDLESS_NUMBER = "hier staat een getal met duizenden cijfers"
EMPTY_FILE = "Het bestand is leeg."
MERGE_MARK = "hier staat een teken dat bij het samenvoegen van twee versies is blijven staan; kies een van de twee"
CURLY_QUOTES = 'hier staan gekrulde aanhalingstekens, zoals Word die maakt; gebruik rechte: "'
NEWLINE_IN_BRACES = "hier begint een tabel tussen { } die niet op dezelfde regel eindigt; zet hem op één regel, met }"
NO_COMMA = "vóór dit deel van de lijst ontbreekt een komma"
NOT_CLOSED = "hier begint een lijst die niet met ] wordt gesloten"
TOML_REASONS = {
    **dict.fromkeys(
        ("Illegal character", "Unterminated string"), "de tekst is niet afgesloten; zet er een aanhalingsteken achter"
    ),
    **dict.fromkeys(
        ("Unescaped", "Invalid hex value"),
        "een \\ in een tekst staat dubbel (\\\\), of de hele tekst tussen enkele aanhalingstekens",
    ),
    **dict.fromkeys(
        ("Cannot declare", "Cannot redefine"),
        "deze tabel staat er al; een regel van een lijst krijgt dubbele haken: [[criteria]]",
    ),
    **dict.fromkeys(
        ("Cannot overwrite", "Duplicate inline table key", "Cannot mutate"),
        "deze sleutel staat hier al; haal een van de twee weg",
    ),
    "Expected '='": "achter de sleutel ontbreekt het teken =; is dit een opmerking, zet er dan een # voor",
    "Expected newline": "achter de waarde staat nog iets; begin daarvoor een nieuwe regel of zet er een # voor",
    "Expected ']": "de naam van de tabel is niet met ] gesloten, of er staat een spatie in",
    "Unclosed inline table": "tussen { } staan delen met een komma ertussen; hier ontbreekt een komma of een }",
    "Unclosed array": "in een lijst staan delen met een komma ertussen; hier ontbreekt een komma of een ]",
    "Invalid initial character": KEY_SIGNS,
    "Invalid statement": "deze regel begint niet met een sleutel of een tabel; zet er een # voor als het uitleg is",
    "Invalid date": 'deze datum bestaat niet; schrijf hem als tekst: "2026-01-31"',
    "Invalid value": "deze waarde wordt niet herkend; tekst staat tussen rechte aanhalingstekens, true en false niet",
}
"""The start of what the parser says, and the same in words that say what to do."""
TOML_OTHER = "dit wordt niet herkend; kijk naar aanhalingstekens, haken en komma's"


def key_and_tables(line: int) -> str:
    return f"haal deze regel weg, want dezelfde naam staat als tabel op regel {line}"


def single_brackets(line: int) -> str:
    return f"elke regel van een lijst begint met dubbele haken, [[ en ]], zoals op regel {line}; doe dat hier ook"


def table_twice(line: int) -> str:
    return (
        f"deze tabel staat er al, op regel {line}; zet alles onder één kop, of geef bij een lijst elke kop dubbele "
        "haken: [[ en ]]"
    )


def not_toml(line: int, column: int, reason: str, shown: str) -> str:
    there = f" De regel is: {shown}" if shown else ""
    return f"Regel {line}, teken {column}: het bestand is geen geldige TOML: {reason}.{there}"


def not_found(name: str) -> str:
    return f"Het bestand '{name}' is niet gevonden."


def not_readable(name: str, why: str = "") -> str:
    return f"Het bestand '{name}' kan niet worden gelezen{': ' if why else ''}{why}."


def broken(name: str) -> str:
    return f"Er klopt iets niet in {name}:"


def no_profile(name: str, known: Iterable[str]) -> str:
    known = list(known)
    is_place = any(sign in name for sign in "/\\")
    why = ": op die plaats staat geen profile.toml." if is_place else meant(name, known) or "."
    return f"Het model '{name}' is niet bekend{why} Bekend zijn: {', '.join(known)}."


def no_base(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return (
        f"extends: het model '{name}' is niet gevonden{meant(name, known) or '.'} Schrijf een id ({', '.join(known)}, "
        "of van een model dat u hebt toegevoegd) of een pad vanaf de map van dit bestand"
    )


NO_ROOM = "Het resultaat kan niet worden geschreven: er is geen ruimte of er mag niet worden geschreven."
NO_CASES = "Dit model heeft geen voorbeelden."
PROFILE_PLACE_HINT = (
    "Kijk of het pad klopt en of de map bereikbaar is, ook als die op het netwerk staat. Of geef een ander model."
)
PROFILE_PATH_HINT = "Geef een bekend model of het pad van een eigen model."


NO_HOME = "Het systeem zegt niet waar uw eigen mappen staan."
NO_HOME_HINT = "Zet de omgevingsvariabele HOME (of XDG_...) op een volledig pad, of geef zelf een map of bestand."
EMPTY_NAME = "Hier hoort de naam van een bestand of een map; die is leeg."
NOT_TEXT = "de naam heeft tekens die niet in een bestand passen"
NOBODY_WRITES = "er komt niets uit: het is een doorgang (FIFO) waar geen programma in schrijft"
IN_CLOUD = "deze map staat ook in OneDrive"
ON_SHARE = "deze map staat op een gedeelde schijf: wie daar bij kan, kan het lezen"
OF_FOLDER = "wie bij deze map kan, kan het lezen"
OF_DISK = "deze schijf houdt niet bij wie het mag lezen: wie bij de map kan, kan het lezen"


def forbidden_letter(name: str, letter: str) -> str:
    return f"'{name}' kan hier geen naam zijn: Windows laat het teken {letter} niet toe."


def reserved_name(name: str) -> str:
    return f"'{name}' kan hier geen naam zijn: dat is de naam van een apparaat."


def not_looked(name: str) -> str:
    return f"De map '{name}' kan niet worden gelezen; of daar een concept staat, is niet te zien."


def label_twice(other: str) -> str:
    return f"Fase '{other}' heet ook zo. Geef elke fase een eigen naam: op het scherm staat alleen die naam."


def id_is_taken(ident: str) -> str:
    return f"id: '{ident}' is de id van een meegeleverd model, en dit is een ander model; kies een eigen id"


OTHER_NAME = "Kies een andere naam of een andere map."
OTHER_FOLDER = "Kies een andere map en probeer het opnieuw."


def exists(name: str) -> str:
    return f"'{name}' bestaat al. Er is niets geschreven."


def no_folder_of_ours(name: str) -> str:
    return f"'{name}' is een verwijzing of een bestand, en geen map. Er is niets geschreven."


def folder_not_made(name: str, why: str) -> str:
    return f"De map '{name}' kan niet worden gemaakt: {why}."


def not_saved(name: str, why: str) -> str:
    return f"'{name}' is niet opgeslagen: {why}."


NOT_IN_GROUP = "alleen een groep waar u niet in zit, mag in die map lezen"


def not_shared(name: str, why: str) -> str:
    return f"'{name}' is bewaard, maar niet gedeeld: {why}. Alleen u kunt het lezen."


def left_behind(name: str) -> str:
    return f"Het tijdelijke bestand '{name}' kon niet worden verwijderd. Verwijder het zelf."


BUSY = DRAFT_BUSY
GONE, NOT_OPENED = "Dit concept is er niet meer.", "Dit concept kan niet worden geopend."
DRAFT_TOO_LARGE = "Dit concept is te groot om te lezen (ten hoogste 1 MB)."
NOT_OURS = "Dit concept is van een andere gebruiker van deze computer; daarmee wordt niet verdergegaan."
NO_START = "Het begin van dit concept is beschadigd; er is niets van over dat zeker klopt."
GO_ON_WITHOUT = "U kunt verdergaan met de vragen. Stopt u tussendoor, dan zijn de antwoorden vanaf hier niet bewaard."
DRAFT_GONE = "Uw antwoorden worden niet meer bewaard: het concept is intussen weggehaald, buiten dit venster om."
GO_ON_UNKEPT = "U kunt verdergaan met de vragen. Stopt u tussendoor, dan is er niets bewaard."
REMOVE_YOURSELF = "Verwijder dit bestand zelf: er staan antwoorden in."


def not_kept(why: str) -> str:
    return f"Uw antwoorden worden niet meer tussentijds bewaard: {why}."


def not_removed(name: str, why: str) -> str:
    return f"Het concept '{name}' kon niet worden verwijderd: {why}."


def not_added_because(name: str, why: str) -> str:
    return f"'{name}' is niet toegevoegd: {why}."


DO = "Wat u kunt doen"
WHAT_TO_DO = {
    "about": "about: zet er het id van iets dat er is: criterion:ID, role:ID, step:ID, transition:ID of phase:ID.",
    "statement_unknown": "Uitspraak niet in het register: schrijf die in statements.toml, of haal het nummer weg.",
    "statement_unused": "Uitspraak niet gebruikt: verwijs ernaar, of schrijf er in not_modelled bij waarom niet.",
    "statement_excused": "Uitspraak gebruikt en afgemeld: haal not_modelled weg, of haal de verwijzing weg.",
    "no_source": "Geen bron: schrijf bij statements de nummers uit statements.toml waarop de regel rust.",
    "not_proved": "Niet bewezen: kijk of de voorwaarde met minder feiten kan. Het model werkt wel.",
    "worse_lighter": (
        "Slechter antwoord, lichtere fase: kijk of een voorwaarde omgedraaid is. Zegt uw document het zo, schrijf dat "
        "dan in [[gaps]] of [[conflicts]], met de voorwaarde in when."
    ),
    "danger_unseen": (
        "Gevaar zonder waarschuwing: zet in [danger] de lichtste fase waarin gevaar een plaats heeft, en in text met "
        "wie er vandaag wordt overlegd."
    ),
    "lightest_unexplained": (
        'Zonder uitleg: schrijf in [[gaps]] wat uw document over zulke huishoudens zegt, met phases = ["1"] en de '
        'voorwaarde in when (zet bij "1" het id van uw lichtste fase). Is die fase gewoon wat overblijft, schrijf dan '
        'één regel met about = "phase:1", zonder when.'
    ),
    "criterion_swallowed": (
        "Beslist nooit: haal een van de twee criteria weg of maak de voorwaarde scherper. Zegt uw document het twee "
        "keer anders, schrijf dan een [[conflicts]] met about = criterion:ID."
    ),
    "role_missing": (
        "Rol zonder regel: schrijf een [[assignments]] voor die rol en fase. Zegt uw document niets, zet dan status = "
        '"not_recorded".'
    ),
    "decider_missing": "Wie beslist: vul decided_by in, of zet het id van de overgang bij undecided in een [[gaps]].",
    "case": "Voorbeeld komt anders uit: verbeter het model, of verbeter in cases.toml wat u verwacht.",
    "journey": "Klantreis komt anders uit: verbeter het model, of verbeter in journeys.toml wat u verwacht.",
}
"""What an author can do about a finding, by its kind; a kind that is not here says so itself."""


def upside_down(first: str, last: str) -> str:
    return (
        f"De fasen lijken van zwaar naar licht te staan: {first} staat eerst en {last} het laatst. Zet de lichtste "
        "fase eerst. Wat hieronder staat, kan daardoor komen."
    )


def swallowed(other: str) -> str:
    return f"Dit criterium beslist nooit: waar het geldt, geldt ook '{other}'. Geen tegenstrijdigheid zegt dat."


def worse_lighter(label: str) -> str:
    return f"Een slechter antwoord geeft een lichtere fase ({label}), en het model legt dat niet uit."


def danger_unseen(label: str) -> str:
    return f"Een huishouden met concreet gevaar komt uit in {label} zonder waarschuwing."


def lightest_unexplained(label: str) -> str:
    return f"Een huishouden met een probleem komt alleen in {label} uit omdat niets anders past, zonder uitleg."


def wrong_direction(direction: str, start: str, end: str) -> str:
    return (
        f"Hier staat direction = '{direction}', maar de overgang gaat van {start} naar {end}. De fasen staan van licht "
        "naar zwaar. Verander direction, from of to."
    )
