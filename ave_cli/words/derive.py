"""What stands in a model that was just begun, and what do we say while it is made?"""

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
