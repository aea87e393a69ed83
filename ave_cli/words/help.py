"""What does the program say about itself: help pages and mistakes on the command line?"""

from collections.abc import Iterable

from ave_cli.words.problems import meant

PROGRAM = (
    "Advies bij AVE, de Aanpak ter Voorkoming van Escalatie: in welke fase staat een huishouden, wie heeft de regie, "
    "en wat zijn de volgende stappen. Het programma adviseert; mensen besluiten."
)
EPILOG = "Bij direct gevaar: bel 112. Dit programma gebruikt geen internet. Wat het bewaart, staat in de README."
USAGE = "Gebruik: "
OPTIONS_METAVAR = "[OPTIES]"
COMMANDS_METAVAR = "OPDRACHT [ARGUMENTEN]..."
SECTIONS = {"Options": "Opties", "Arguments": "Argumenten", "Commands": "Opdrachten"}
REQUIRED = ("[required]", "(verplicht)")
HELP = "Toon deze hulp en stop."
VERSION = "Toon de versie en stop."
TRIAGE = "Beantwoord vragen over een huishouden en krijg fase, regie, criteria en volgende stappen."
COMMANDS = "Opdrachten"
TRIAGE_SHORT = "Vragen over een huishouden; daarna het advies."
EXPLAIN_SHORT = "Uitleg van het model: een fase, rol, criterium of begrip."
NOTES_SHORT = "Bewaarde notities: lijst, lezen, vergelijken."
PROFILES_SHORT = "De modellen: welke er zijn, en welk u gebruikt."
TRIAGE_EPILOG = (
    "Voorbeelden: 'ave triage' stelt de vragen. 'ave triage --example' toont een voorbeeld. "
    "'ave triage --answers antwoorden.toml --markdown' maakt er tekst van om te plakken."
)
PROFILE = "Het model van uw gemeente: een naam of het pad van een eigen model."
PROFILE_METAVAR = "MODEL"
PROFILE_OR_NONE = "[MODEL]"
ANSWERS = "Lees de antwoorden uit dit bestand; '-' is de standaardinvoer."
FILE_METAVAR = "BESTAND"
PHASE_METAVAR = "FASE"
CURRENT_PHASE = "De fase waarin het huishouden nu staat: dan wordt ook bekeken of afschalen kan."
CURRENT_PHASE_OPTION = "--current-phase"
EXAMPLE = "Toon het eerste voorbeeld van het model, zonder vragen."
JSON = "Geef het resultaat als JSON."
MARKDOWN = "Geef het resultaat als tekst om te plakken (markdown)."
PLAIN = "Regel voor regel, zonder kaders en kleuren: voor schermlezers en eenvoudige schermen."
NO_INPUT = "Stel geen vragen."
RESUME = "Ga verder met het laatste concept."
NO_DRAFT = "Bewaar tussendoor geen concept."
SAVE = "Bewaar het resultaat als notitie in deze map."
FOLDER_METAVAR = "MAP"
NOTE_METAVAR = "NOTITIE"
FROM = "Begin opnieuw vanuit een notitie: u bevestigt de eerdere antwoorden."
ASKING_ONLY = "--resume en --from horen bij vragen, niet bij --answers of --example."

MISTAKE = "Deze opdracht klopt niet."
TOO_MANY = "Er staat te veel achter deze opdracht."
BUG = "Er ging iets mis in het programma zelf. Uw antwoorden staan niet in deze melding."
REPORT_BUG = "Meld dit aan de beheerder, met de regels hierboven."
INTERRUPTED = "Gestopt."
ANSWERS_OR_EXAMPLE = "Gebruik --answers of --example, niet allebei."
ONE_FORM = "Kies één vorm: --json, --markdown of --plain."
NO_TERMINAL = "Er is geen scherm om vragen op te stellen."
NO_TERMINAL_HINT = (
    "Geef de antwoorden met --answers BESTAND (of --answers - voor de standaardinvoer), "
    "of gebruik --plain om de vragen regel voor regel te beantwoorden."
)


def see_help(command: str) -> str:
    return f"Hulp: {command} --help"


def no_option(name: str, known: Iterable[str]) -> str:
    return f"De optie '{name}' bestaat niet{meant(name, known) or '.'}"


def no_command(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return f"De opdracht '{name}' bestaat niet{meant(name, known) or '.'} Er zijn: {', '.join(known)}."


def no_phase(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return f"De fase '{name}' bestaat niet in dit model{meant(name, known) or '.'} Er zijn: {', '.join(known)}."


def needs_value(name: str) -> str:
    return f"De optie '{name}' heeft een waarde nodig."


def takes_no_value(name: str) -> str:
    return f"De optie '{name}' heeft geen waarde."


def missing(name: str) -> str:
    return f"Er ontbreekt iets: {name}."


def version(number: str, python: str) -> str:
    return f"ave {number} (Python {python})"
