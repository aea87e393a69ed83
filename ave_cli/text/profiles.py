"""Words about profiles."""

from __future__ import annotations

from collections.abc import Sequence

PROFILES = "De modellen: welke er zijn, en welk u gebruikt."
LIST = "Toon welke modellen er zijn."
USE = "Gebruik dit model voortaan zonder ernaar te vragen."
TITLE = "Modellen"
CAPTION = "Meegeleverde modellen"
NAME = "Model"
TITLED = "Gemeente of regio"
PHASES = "Fasen"
DOCUMENT = "Document"
IN_USE = "(in gebruik)"


def now_used(title: str) -> str:
    return f"Vanaf nu wordt het model van {title} gebruikt, tenzij u met --profile een ander kiest."


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
    "not_recorded": "Niet vastgelegd in dit model.",
}
GAPS = "Niet vastgelegd in dit model"
CONFLICTS = "Tegenstrijdig in de bron"
ENTERED = "Eén hiervan is genoeg:"
ROLE, WHO, SOURCE, NUMBER, QUESTION = "Rol", "Wie", "Bron", "Nummer", "Vraag"


def head(title: str, version: str) -> str:
    return f"Model {title} · versie {version}"


def share(text: str) -> str:
    return f"Aandeel volgens de bron (geen kans voor één huishouden): {text}"


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
NOT_PROVED = "Niet bewezen: er zijn te veel combinaties van antwoorden om ze allemaal na te lopen."
STATEMENT_UNUSED = "Deze uitspraak wordt nergens gebruikt, en er staat niet waarom niet ('not_modelled')."
NO_SOURCE = "Hier staat geen bron bij ('statements')."
UNREACHABLE = "Geen enkel huishouden komt in deze fase uit."
NEVER = "Dit kan bij geen enkel huishouden gelden."
ALWAYS = "Dit geldt bij elk huishouden en onderscheidt dus niets."
FACT_IDLE = "Dit feit wordt gevraagd, maar geen antwoord erop kan iets veranderen."
DANGER_NOT_ASKED = "Dit feit gaat over concreet gevaar, maar dit model vraagt er niet naar."
DECIDER_MISSING = (
    "Er staat niet wie beslist ('decided_by'), en ook niet dat de bron dat niet vastlegt ('undecided' bij 'gaps')."
)
NOWHERE = "bestaat niet"
NOBODY = "niemand"
STATUS = {"met": "voldaan", "not_met": "niet voldaan", "unknown": "onbekend"}


def statement_unknown(ident: str) -> str:
    return f"Uitspraak '{ident}' staat niet in het register."


def statement_excused(place: str) -> str:
    return f"Deze uitspraak heeft een reden om niet mee te doen ('not_modelled'), maar wordt wel gebruikt: {place}."


def about(what: str) -> str:
    return f"Dit gaat over '{what}', maar dat bestaat niet in dit model."


def swallowed(other: str) -> str:
    return f"Dit criterium beslist nooit: waar het geldt, geldt ook '{other}'. Geen tegenstrijdigheid zegt dat."


def worse_lighter(label: str) -> str:
    return f"Een slechter antwoord geeft een lichtere fase ({label}), en het model legt dat niet uit."


def danger_unseen(label: str) -> str:
    return f"Een huishouden met concreet gevaar komt uit in {label} zonder waarschuwing."


def lightest_unexplained(label: str) -> str:
    return f"Een huishouden met een probleem komt alleen in {label} uit omdat niets anders past, zonder uitleg."


def role_missing(title: str, label: str) -> str:
    return f"Voor {title.lower()} staat niets in {label}, ook niet dat de bron het niet vastlegt."


def case(wanted: str, came: str) -> str:
    return f"Verwacht: {wanted}. Uitkomst: {came}."


def case_criterion(ident: str, came: str) -> str:
    return f"Criterium '{ident}': {came}."


def case_missing(what: str) -> str:
    return f"Ontbreekt in de uitkomst: {what}."


def case_unwanted(what: str, text: str) -> str:
    return f"Hoort niet in de uitkomst: {what} ('{text}')."


def case_role(role: str, wanted: str, came: str) -> str:
    return f"{role}: verwacht {wanted}. Uitkomst: {came}."


def checked_model(title: str, version: str) -> str:
    return f"Model {title} · versie {version}"


def walked(statements: int, criteria: int, cases: int, journeys: int) -> str:
    walks = f"{journeys} {'klantreis' if journeys == 1 else 'klantreizen'}"
    return (
        f"Nagelopen: {statements} uitspraken, {criteria} criteria, {cases} voorbeelden, {walks}, en elke combinatie "
        "van antwoorden die de regels kunnen onderscheiden."
    )


def found(count: int) -> str:
    return f"{count} bevinding" + ("" if count == 1 else "en")


def example(answers: Sequence[str]) -> str:
    return (
        f"Bijvoorbeeld dit huishouden: {'; '.join(answers)}."
        if answers
        else "Bijvoorbeeld een huishouden waar niets opvalt."
    )


NEW = (
    "Begin een model voor een andere gemeente: fasen, criteria en rollen van een bestaand model; wie wat doet, vult u "
    "zelf in."
)
FROM = "Het meegeleverde model waarvan het nieuwe de opbouw overneemt."
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
YES_HOLDERS = "Ja, vraag het per fase en per rol"
NO_HOLDERS = "Nee, ik vul het later in het bestand in"
KEYS = "Kies met een cijfer, dan Enter. Stoppen: Ctrl-C."
FUNCTION = "Schrijf de functie, niet de naam van een persoon. Leeg laten mag."
SEVERAL = "Meer functies scheidt u met een puntkomma."
NEEDS_TITLE = "Zonder naam kan er geen model komen. Typ de naam van de gemeente of regio."
NOTHING_WRITTEN = "Gestopt. Er is niets geschreven."
NO_SCREEN = "Er is geen scherm om vragen op te stellen."
NO_SCREEN_HINT = "Geef de naam mee met --title, of gebruik --no-input."
ONE_LEVEL = "Het model '{}' bouwt zelf al op een ander model. Kies het onderliggende model."
WALKED = "Een huishouden door dit model"

NOT_FILLED_IN = "nog niet ingevuld"
NEW_DOUBT = "Wat u bij twijfel doet, is in dit model nog niet ingevuld."
DANGER = "Overleg vandaag met wie in uw gemeente over veiligheid gaat. Wie dat is, is in dit model nog niet ingevuld."
LEFT_OVER = (
    "Deze fase is hier wat overblijft: er speelt iets, maar geen criterium voor een zwaardere fase geldt. "
    "In welke fase dit hoort, staat niet in dit model. Vraag door of er hulp nodig is."
)
UNDECIDED = "Wie beslist over op- en afschalen, is in dit model nog niet ingevuld."
UNDECIDED_ID = "wie-beslist"
NAMELESS = "gemeente"
OWN = "eigen"

HEAD = """Het AVE-model van {title}.

Dit bestand is begonnen met de opbouw van het model '{base}': fasen, criteria, rollen, overgangen en begrippen.
Alles wat u hier niet noemt, komt uit dat model; het resultaat zegt bij elke regel waar die vandaan komt.
Wie wat doet, stappen, overleggen en de regel bij twijfel zijn niet overgenomen. Vul die hieronder in.

Schrijf functies, geen namen van personen. Schrijf in uw eigen woorden.
Controleer na elke wijziging met:  ave profiles check {path}
Gebruik het model met:             ave triage --profile {path}"""
REMOVE = """Wat van het model '{base}' hier niet telt: wie daar welke rol heeft, de stappen, overleggen en afspraken,
en waar dat document zichzelf tegenspreekt. Haal een naam uit deze lijst als u dat toch wilt overnemen."""
ASK = """De feiten waarnaar wordt gevraagd. Kijkt iets dat u toevoegt naar een ander feit, zet dat er dan bij.
Alle feiten staan in facts.toml."""
NEW_SOURCE = "Het document waarop dit model rust."
DOUBT_NOTE = """Wat het document zegt over twijfel. rule is een van: escalate (opschalen), consult (raadplegen),
coordinate (afstemmen), lowest (zo laag mogelijk), none, not_recorded (niet vastgelegd)."""
DANGER_NOTE = """Vanaf welke fase het model concreet gevaar noemt. In een lichtere fase geeft gevaar een waarschuwing
met deze tekst."""
NEW_PHASES = """\
De fasen, van licht naar zwaar. De beginsituatie is die van het model '{base}'; schrijf op hoe uw document
het zegt. share is het deel van de inwoners volgens uw document."""
ASSIGNMENTS = """Wie heeft welke rol, per fase. Vul in als:
  holders = [{{ name = "procesregisseur van de gemeente" }}]
of als het in een overleg wordt afgesproken:
  appointed_in = "het casusoverleg"
en haal dan de regel met status weg. Anders is status not_recorded (niet vastgelegd) of not_applicable
(niet van toepassing)."""
IN_PHASE = "Rollen in {label}"
TRANSITIONS = """De overgangen. Vul in wie vraagt (requested_by), met wie eerst contact is (contact_first), wie beslist
(decided_by) en wie het hoort (informed). Haal een overgang hieronder uit 'undecided' zodra
u decided_by hebt ingevuld."""
NEW_GAPS = "Wat uw document niet vastlegt."
STEP = """Een stap schrijft u zo (haal de hekjes weg):

[[steps]]
id = "melden-bij-procesregie"
kind = "overleggen"       # opschalen, afschalen, inschakelen, informeren, overleggen, advies_vragen, melden, ...
modality = "kan"          # kan, wordt of moet
phases = ["{phase}"]
text = "Overleg met de procesregisseur over de samenwerking."
who = "casusregisseur\""""


def ask_holder(label: str, title: str) -> str:
    return f"{label}: wie heeft {title.lower()}?"


def written(path: str) -> str:
    return f"Het model staat in {path}"


def one_only(title: str) -> str:
    return f"{title} heeft in dit model één houder."
