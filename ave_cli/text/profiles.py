"""Words about profiles."""

from __future__ import annotations

from collections.abc import Sequence

from ave_cli.text.common import CONFLICTING, NOT_RECORDED, capital, day_or_text
from ave_cli.text.common import NO_SCREEN as NO_SCREEN
from ave_cli.text.common import PROFILES as PROFILES
from ave_cli.text.common import STATUS as STATUS
from ave_cli.text.common import share as share

LIST = "Toon welke modellen er zijn."
USE = "Gebruik dit model voortaan zonder ernaar te vragen."
TITLE, CAPTION = "Modellen", "Meegeleverde modellen"
NAME, TITLED = "Model", "Gemeente of regio"
PHASES, DOCUMENT, IN_USE = "Fasen", "Document", "(in gebruik)"


def now_used(title: str, place: str) -> str:
    which = f"{title} ({place})" if place else title
    return f"Vanaf nu wordt het model van {which} gebruikt, tenzij u met --profile een ander kiest."


def counted(modelled: int, total: int) -> str:
    return f"{modelled} van {total} gemodelleerd"


SHOW = "Toon één model op één pagina."
DOUBT = "Bij twijfel"
RULES = {
    "escalate": "Opschalen.",
    "consult": "Raadplegen.",
    "coordinate": "Afstemmen.",
    "lowest": "Zo laag mogelijk inschalen.",
    "none": "Geen regel.",
    "not_recorded": f"{capital(NOT_RECORDED)}.",
}
GAPS = capital(NOT_RECORDED)
CONFLICTS = capital(CONFLICTING)
ENTERED = "Eén hiervan is genoeg:"
ROLE, WHO, SOURCE, NUMBER, QUESTION = "Rol", "Wie", "Bron", "Nummer", "Vraag"


def head(title: str, version: str) -> str:
    return f"Model {title} · versie {version}"


def roles_in(label: str) -> str:
    return f"Wie heeft de regie in {label}"


def chosen(text: str) -> str:
    return f"Hier gebruikt: {text}"


CHECK_TITLE = "Controle van de modellen"
CHECK = (
    "Controleer een model, of alle meegeleverde: alles wat fout is of ontbreekt, bewezen over alle combinaties van "
    "antwoorden, met een huishouden als voorbeeld."
)
PLACE, WHAT = "Plaats", "Wat er is"
CLEAN = "Niets gevonden."
LOOK_UP = "Wat elke sleutel betekent: ave profiles format. Verbeter het bestand en controleer opnieuw."
NOT_PROVED = "Niet bewezen: er zijn te veel combinaties van antwoorden om ze allemaal na te lopen."
STATEMENT_UNUSED = "Deze uitspraak wordt nergens gebruikt, en er staat niet waarom niet ('not_modelled')."
NO_SOURCE = "Hier staat geen bron bij ('statements')."
UNREACHABLE = (
    "Geen enkel huishouden komt in deze fase uit. Geef de fase een criterium, of zet status = 'not_recorded' bij de "
    "fase."
)
NEVER = "Dit kan bij geen enkel huishouden gelden. Kijk of twee delen van de voorwaarde elkaar uitsluiten."
ALWAYS = "Dit geldt bij elk huishouden en onderscheidt dus niets. Maak de voorwaarde strenger."
FACT_IDLE = (
    "Dit feit wordt gevraagd, maar geen antwoord erop kan iets veranderen. Gebruik het in een voorwaarde, of haal het "
    "uit 'ask'."
)
DANGER_NOT_ASKED = "Dit feit gaat over concreet gevaar, maar dit model vraagt er niet naar. Zet het in 'ask'."
DECIDER_MISSING = (
    "Er staat niet wie beslist ('decided_by'), en ook niet dat de bron dat niet vastlegt ('undecided' bij 'gaps')."
)
DECIDER_TWICE = "Er staat wie beslist, maar de overgang staat ook nog in 'undecided' bij 'gaps'. Haal hem daar weg."
NEVER_ASKED = (
    "Dit feit staat in 'ask', maar alleen criteria met effect 'supports' kijken ernaar. De vragenlijst vraagt er nooit "
    "naar. Geef een criterium een ander effect, of haal het criterium en het feit weg."
)
NOWHERE, NOBODY = "bestaat niet", "niemand"


def of_another(said: str, ident: str) -> str:
    return f"Dit bestand hoort bij het model '{said}'. Het model hier heet '{ident}'. Maak 'profile' en 'id' gelijk."


def statement_unknown(ident: str) -> str:
    return f"Uitspraak '{ident}' staat niet in het register."


def statement_excused(place: str) -> str:
    return f"Deze uitspraak heeft een reden om niet mee te doen ('not_modelled'), maar wordt wel gebruikt: {place}."


def about(what: str) -> str:
    return f"Dit gaat over '{what}', maar dat bestaat niet in dit model."


def role_missing(title: str, label: str) -> str:
    return f"Bij de rol '{title}' staat niets in {label}, ook niet dat de bron het niet vastlegt."


def case(wanted: str, came: str) -> str:
    return f"Verwacht: {wanted}. Uitkomst: {came}."


def case_criterion(ident: str, came: str) -> str:
    return f"Criterium '{ident}': {came}."


def case_missing(what: str) -> str:
    return f"Ontbreekt in de uitkomst: {what}."


def untold_without_answer(fact: str) -> str:
    return f"Bij de antwoorden staat geen '{fact}'. Noem hier alleen feiten die een antwoord hebben."


def case_unwanted(what: str, text: str) -> str:
    return f"Hoort niet in de uitkomst: {what} ('{text}')."


def case_role(role: str, wanted: str, came: str) -> str:
    return f"{role}: verwacht {wanted}. Uitkomst: {came}."


def checked_model(title: str, version: str) -> str:
    return f"Model {title} · versie {version}"


def walked(statements: int, criteria: int, cases: int, journeys: int, *, proved: bool) -> str:
    said = (
        _number(statements, "uitspraak", "uitspraken"),
        _number(criteria, "criterium", "criteria"),
        _number(cases, "voorbeeld", "voorbeelden"),
        _number(journeys, "klantreis", "klantreizen"),
    )
    if not proved:
        return f"Nagelopen: {', '.join(said)}. Niet elke combinatie van antwoorden is nagelopen: zie hieronder."
    return f"Nagelopen: {', '.join(said)}, en elke combinatie van antwoorden die de regels kunnen onderscheiden."


def _number(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def found(count: int) -> str:
    return _number(count, "bevinding", "bevindingen")


def examples(households: Sequence[str]) -> str:
    if not households:
        return ""
    first, *more = households
    said = f"Bijvoorbeeld dit huishouden: {first}." if first else "Bijvoorbeeld een huishouden waar niets opvalt."
    return (
        said
        + "".join(f" Of: {one}." for one in more[:_MORE])
        + (f" En zo nog {len(more) - _MORE}." if len(more) > _MORE else "")
    )


_MORE = 4

NEW = (
    "Begin een model voor een andere gemeente: leeg, of met de fasen, criteria en rollen van een bestaand model. Wie "
    "wat doet, vult u zelf in."
)
FROM = "Het model waarvan het nieuwe de opbouw overneemt. Zonder deze keuze begint het leeg."
PATH = "De map (of het bestand op .toml) waarin het nieuwe model komt."
PATH_METAVAR = "PAD"
TITLE_OPTION = "De naam van de gemeente of regio."
DOCUMENT_OPTION = "De titel van het document waarop het model rust."
TEXT_METAVAR = "TEKST"

ASK_TITLE = "Voor welke gemeente of regio is dit model?"
ASK_DOCUMENT = "Hoe heet het document waarop het rust? (mag leeg blijven)"
ASK_OWNER = "Van wie is dat document? (mag leeg blijven)"
ASK_YEAR = "Uit welk jaar is het? (mag leeg blijven)"
ASK_HOLDERS = "Wilt u nu al invullen wie in elke fase welke rol heeft?"
HOLDERS = ("Ja, vraag het per fase en per rol", "Nee, ik vul het later in het bestand in")
KEYS = "Kies met een cijfer, dan Enter. Stoppen: Ctrl-C."
FUNCTION = "Schrijf de functie, niet de naam van een persoon. Leeg laten mag."
SEVERAL = "Meer functies scheidt u met een puntkomma."
NEEDS_TITLE = "Zonder naam kan er geen model komen. Typ de naam van de gemeente of regio."
NOTHING_WRITTEN = "Gestopt. Er is niets geschreven."
NO_SCREEN_HINT = "Geef de naam mee met --title, of gebruik --no-input."
ONE_LEVEL = "Het model '{}' bouwt zelf al op een ander model. Kies het onderliggende model."

NOT_FILLED_IN = "nog niet ingevuld"
NEW_DOUBT = "Wat u bij twijfel doet, is in dit model nog niet ingevuld."
LEFT_OVER_ID = "wat-overblijft"
LEFT_OVER = (
    "Deze fase is hier wat overblijft: er speelt iets, maar geen criterium voor een zwaardere fase geldt. "
    "In welke fase dit hoort, staat niet in dit model. Vraag door of er hulp nodig is."
)
UNDECIDED = "Wie beslist over op- en afschalen, is in dit model nog niet ingevuld."
UNDECIDED_ID = "wie-beslist"
NAMELESS = "gemeente"
OWN = "eigen"

NOT_TEXT = "De naam heeft tekens die niet in een bestand passen. Kies een andere naam."
SCHEMA_LINE = "#:schema ./{}"
SCHEMA_FILE = "profile.schema.json"
HEAD = """Het AVE-model van {title}.

Dit bestand is begonnen met de opbouw van het model '{base}'. Wat u hier niet schrijft, komt daarvandaan. Zolang u
dat niet naast uw eigen document hebt gelegd, staat op elk scherm dat het van {base_title} is en nog niet is nagekeken.
Klopt alles, zet dan onder extends: base_checked = true

Achter elke regel met todo = true moet u nog kijken. Haal die regel weg als het klopt.
Wat er nog moet:            ave profiles todo {path}
Wat een sleutel betekent:   ave profiles format
Controleer:                 ave profiles check {path}
Schrijf functies, geen namen van personen. Schrijf in uw eigen woorden."""
REMOVE = """Wat van het model '{base}' hier niet telt: wie daar welke rol heeft, de stappen, overleggen en afspraken,
en waar dat document zichzelf tegenspreekt. Hoort een criterium niet in uw document, zet zijn id er dan bij."""
ASK = """De feiten waarnaar wordt gevraagd. Kijkt iets dat u toevoegt naar een ander feit, zet dat er dan bij.
Alle feiten met hun opties: ave profiles format facts.toml"""
NEW_SOURCE = "Het document waarop dit model rust."
DOUBT_NOTE = """Wat het document zegt over twijfel. rule is een van: escalate (opschalen), consult (raadplegen),
coordinate (afstemmen), lowest (zo laag mogelijk), none, not_recorded (niet vastgelegd)."""
DANGER_NOTE = """Gevaar: vul dit als eerste in. Vanaf welke fase noemt uw document concreet gevaar, en met wie overlegt
u dan vandaag? Bijvoorbeeld: phase = "3" en text = "Overleg vandaag met de adviseur veiligheid.", en haal status weg.
Zegt uw document er niets over, laat status dan staan en haal todo weg."""
NEW_PHASES = """\
De fasen, van licht naar zwaar. Schrijf title en start zoals uw document het zegt, en haal status weg. Zegt uw
document niet wanneer een huishouden in een fase is, laat status dan staan. share is het deel van de inwoners volgens
uw document."""
CRITERIA = """De criteria van {base_title}, als voorbeeld. Zo gelden zij nu, tot u ze verandert. Haal per criterium de
hekjes weg en maak er de tekst en de voorwaarde van uw eigen document van. Een criterium met een nieuw id komt erbij."""
ASSIGNMENTS = """Wie heeft welke rol, per fase. Vul in als:
  holders = [{{ name = "procesregisseur van de gemeente" }}]
of als het in een overleg wordt afgesproken:
  appointed_in = "het casusoverleg"
en haal dan de regels met status en todo weg. Anders is status not_recorded (niet vastgelegd) of not_applicable
(niet van toepassing)."""
IN_PHASE = "Rollen in {label}"
TRANSITIONS = """De overgangen. Vul in wie vraagt (requested_by), met wie eerst contact is (contact_first), wie beslist
(decided_by) en wie het hoort (informed). Haal een overgang hieronder uit 'undecided' zodra
u decided_by hebt ingevuld."""
NEW_GAPS = """Wat uw document niet vastlegt. De regels wat-overblijft-1 en verder zeggen van huishoudens in de lichtste
fase dat die fase alleen overblijft. Schrijft u eigen criteria, haal ze dan weg. Is de lichtste fase gewoon wat
overblijft, schrijf dan één regel met about = "phase:ID" (het id van die fase), zonder when."""
STEP = """Een stap schrijft u zo (haal de hekjes weg):

[[steps]]
id = "melden-bij-procesregie"
kind = "overleggen"       # opschalen, afschalen, inschakelen, informeren, overleggen, advies_vragen, melden, ...
modality = "kan"          # kan, wordt of moet
phases = ["{phase}"]
text = "Overleg met de procesregisseur over de samenwerking."
short = "Overleg met de procesregisseur over de samenwerking."
who = "casusregisseur\""""
REGISTER_NOTE = """Het register: elke uitspraak van uw document die iets regelt, met een nummer, in uw eigen woorden.
Verwijs ernaar met statements, bijvoorbeeld bij een criterium. Haal statements = [] weg zodra u de eerste schrijft, zo:

[[statements]]
id = "{prefix}-001"
section = "Hoofdstuk 1"
kind = "criterium"
text = "Bij een vastgelopen samenwerking geldt een zwaardere fase.\""""
CASES_NOTE = """Voorbeelden: verzonnen huishoudens, met wat eruit moet komen. De controle rekent ze na.
Verander dit voorbeeld en zet er meer bij; welke feiten er zijn: ave profiles format facts.toml"""
FIRST_CASE = "eerste-voorbeeld"
FIRST_CASE_TITLE = "Er is nog niets bekend"
FIRST_CASE_STORY = (
    "Een buur belt het wijkteam over een gezin in de straat. Er is nu geen direct gevaar. Meer is er nog niet bekend."
)


def what_next(file: str, path: str, todo: int, findings: int) -> str:
    wrong = "Er zijn geen fouten." if not findings else f"Nu: {found(findings)}."
    return "\n".join(
        (
            f"1. Vul eerst in wat uw document over gevaar zegt: open {file} in een teksteditor.",
            f"2. Nog in te vullen: {todo}. De lijst: ave profiles todo {path}",
            "3. Hoe u het schrijft: ave profiles format, of profiles/README.md.",
            f"4. Controleer na elke wijziging: ave profiles check {path}. {wrong}",
            f"5. Probeer het: ave triage --profile {path}",
        )
    )


def ask_holder(label: str, title: str) -> str:
    return f"{label}: wie heeft de rol '{title}'?"


def written(path: str) -> str:
    return f"Het model staat in {path}"


def one_only(title: str) -> str:
    return f"{title} heeft in dit model één houder."


WHAT_THERE_IS = "Wat er verder is"


def totals(criteria: int, roles: int, conflicts: int, gaps: int) -> str:
    return (
        f"{_number(criteria, 'criterium', 'criteria')}, {_number(roles, 'rol', 'rollen')}, "
        f"{_number(conflicts, 'plaats', 'plaatsen')} waar de bron zichzelf tegenspreekt en "
        f"{_number(gaps, 'punt dat niet in dit model staat', 'punten die niet in dit model staan')}."
    )


def ask(ident: str) -> tuple[str, ...]:
    return (
        f"ave explain --profile {ident}: het schema",
        f"ave explain leemten --profile {ident}: wat er niet in staat",
        f"ave profiles show {ident} --full: alles, met de bron",
    )


FORMAT = "Toon wat elke sleutel van een model betekent, met een voorbeeld."
FORMAT_KEY = (
    "Een tabel (criteria), een sleutel (criteria.when), een feit, of facts.toml. Zonder: de lijst van tabellen."
)
KEY_METAVAR = "SLEUTEL"
FORMAT_FULL = "Toon alles: elke tabel met elke sleutel, en alle gedeelde feiten."
FORMAT_TITLE = "De schrijfwijze van een model"
FORMAT_TABLES, FORMAT_KEYS, FORMAT_FACTS = "De tabellen", "Sleutels", "De gedeelde feiten"
TABLE, KEY, VALUE, MEANING = "Tabel", "Sleutel", "Wat u invult", "Wat het betekent"
FACT_ID, FACT_QUESTION, FACT_ANSWERS = "Feit", "Vraag", "Antwoorden"
YES_NO_ANSWERS = "true of false"
PHASE_ANSWERS = "een fase van het model, of geen"
FORMAT_MORE = (
    "Meer over één tabel: ave profiles format criteria. De gedeelde feiten: ave profiles format facts.toml. "
    "Alles: --full."
)
REQUIRED = "verplicht"
SCHEMA = "Geef de vorm van een model als JSON Schema, voor een teksteditor die TOML kent."
SCHEMA_TITLE = "Model van een gemeente of regio voor ave"
VOCABULARY = "facts.toml"

KIND_CONDITION = "voorwaarde"
KIND_WORDS = "een van de woorden hieronder"
KIND_OTHER = "waarde"
KINDS_OF_TABLE = {"": "tabel [{}]", "Many": "tabellen [[{}]]", "dict": "tabellen [{}.NAAM]"}
KINDS = {
    "Id": "id: letters, cijfers, - _ en . zonder spaties",
    "Ids": "lijst van id's",
    "Removals": "lijst van id's",
    "Pair": "lijst van twee id's",
    "Line": "tekst",
    "Prose": "tekst",
    "Text": "tekst, niet leeg",
    "Lines": "lijst van teksten",
    "Brief": "één zin, ten hoogste 80 tekens",
    "Day": 'datum als tekst: "2026-01-31"',
    "Count": "geheel getal, 1 tot en met 99",
    "int": "geheel getal",
    "bool": "true of false",
    "Condition": "voorwaarde",
    "bool | Ids": "true, false of een lijst van opties",
    "Phases": "één fase, of een lijst van fasen",
    "dict:Line": "tabel van namen en teksten",
    "dict:Any": "tabel van feiten en antwoorden",
    "dict:Condition": "tabel van namen en voorwaarden",
    "Literal['profile']": '"profile"',
    "Literal[1]": "1",
}


def no_key(word: str, near: str) -> str:
    return f"De sleutel '{word}' bestaat niet in een model{near or '.'}"


NO_KEY_HINT = "Alle tabellen ziet u met: ave profiles format"


def words_mean(words: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{word} ({meaning})" if meaning else word for word, meaning in words)


def several(options: str) -> str:
    return f"geen, één of meer van: {options}"


def one_of_these(options: str) -> str:
    return f"een van: {options}"


TODO = "Toon wat in een eigen model nog moet worden ingevuld of nagekeken, met gevaar bovenaan."
TODO_TITLE = "Nog in te vullen"
TODO_NONE = "Niets. Controleer het model met: ave profiles check"
TODO_DANGER = (
    "Wat zegt uw document over concreet gevaar? Vul phase en text in, of laat status staan. Haal dan todo weg."
)
TODO_SOURCE = "Kijk na hoe het document heet en van wie het is. Haal dan todo weg."
TODO_DOUBT = "Wat zegt uw document te doen bij twijfel? Vul rule en text in. Haal dan todo weg."
TODO_RECORD = "Vul dit in of kijk het na. Haal dan todo weg."
TODO_REGISTER = "Er staat nog geen uitspraak in het register (statements.toml)."
TODO_CASES = "Schrijf meer voorbeelden (cases.toml): ten minste één per fase."
TODO_ADOPTED = "Laat het model vaststellen. Zet dan status op vastgesteld, met adopted_by en adopted_on."
TODO_NO_SOURCE = "Verwijs naar de uitspraken van uw document waarop dit rust (statements)."
DANGER_FIRST = "gevaar"


def todo_checked(title: str, count: int) -> str:
    return f"{count} van {title}, nog niet nagekeken. Klopt alles, zet dan base_checked = true."


def todo_criterion(title: str, text: str) -> str:
    return f"Dit criterium komt van {title}: klopt het met uw document? {text}"


def todo_counted(count: int) -> str:
    return f"Nog in te vullen: {count}"


def todo_more(count: int, path: str) -> str:
    return f"Nog in te vullen: {count}. Zie: ave profiles todo {path}"


CRITERION, TOGETHER = "Criterium", "Voorwaarde"


PACK = "Maak van een model één bestand om uit te delen."
PACK_OUT = "Het bestand dat wordt gemaakt. Zonder: ID-VERSIE.ave in deze map."
ADD = "Zet een uitgedeeld model (een .ave-bestand) bij uw eigen modellen."
REMOVE_MODEL = "Haal een toegevoegd model weg: ID voor alle versies, ID@VERSIE voor één."
SHARED = "Voor de beheerder: in de eerste map van AVE_PROFILES, voor iedereen."
PACK_DAMAGED = "Dit bestand is onderweg veranderd of beschadigd."
PACK_OTHER_BASE = "Het model komt anders uit dan bij wie het maakte: het model waarop het bouwt, is hier anders."
PACK_AGAIN = "Vraag het bestand opnieuw op."
OTHER_ID = "Geef het model een ander id."
REMOVE_FIRST = "Haal het eerst weg met: ave profiles remove"
NO_SHARED_FOLDER = "Er is geen map voor iedereen: AVE_PROFILES is leeg."
SHARED_HINT = "Zet de map in de omgevingsvariabele AVE_PROFILES."
LIST_HINT = "Welke er zijn, ziet u met: ave profiles list"
OWN_CAPTION = "Eigen modellen"
VALID = "Geldig"


def ships_already(ident: str) -> str:
    return f"Het model '{ident}' wordt met het programma geleverd; een eigen model kan niet zo heten."


def added_before(name: str) -> str:
    return f"'{name}' staat er al. Er is niets veranderd."


def not_added(name: str) -> str:
    return f"Het model '{name}' is hier niet toegevoegd."


def half_gone(name: str, place: str, why: str) -> str:
    return f"'{name}' is uit de lijst gehaald, maar de map '{place}' kan niet worden verwijderd: {why}."


def model_stays(name: str, why: str) -> str:
    return f"'{name}' kan niet worden weggehaald: {why}."


BUILT_ON = "Bouwt op"


def packed(path: str, typed: str, base: str) -> str:
    within = f" Het model waarop het bouwt ({base}) zit erin." if base else ""
    return f"Gemaakt: {path}.{within} Toevoegen: ave profiles add {typed}"


def added(name: str, place: str, base: str) -> str:
    within = f" Het bouwt op {base}; dat zit erin en hoeft u niet apart toe te voegen." if base else ""
    return f"Toegevoegd: {name}, in {place}.{within} Gebruiken: ave profiles use {name.partition('@')[0]}"


def version_changed(then: str, records: int) -> str:
    return f"Sinds versie {then} veranderde het model op {records} {'plaats' if records == 1 else 'plaatsen'}."


def removed(names: Sequence[str]) -> str:
    return f"Weggehaald: {', '.join(names)}."


def fact_not(text: str) -> str:
    return f"niet: {text}"


def fact_and(one: str, other: str) -> str:
    return one if one == other else f"{one} en {other}"


def valid(start: str, end: str) -> str:
    parts = (f"vanaf {day_or_text(start)}" if start else "", f"tot en met {day_or_text(end)}" if end else "")
    return " ".join(filter(None, parts))


def with_words(ident: str, words: str) -> str:
    return ident if words == ident else f"{ident} ({words})"
