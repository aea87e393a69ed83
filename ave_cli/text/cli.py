"""Help of the commands."""

from __future__ import annotations

from collections.abc import Iterable

from ave_cli.text.problems import meant

PROGRAM = (
    "Advies bij AVE, de Aanpak ter Voorkoming van Escalatie: in welke fase staat een huishouden, wie heeft de regie, "
    "en wat zijn de volgende stappen. Het programma adviseert; mensen besluiten."
)
EPILOG = "Bij direct gevaar: bel 112. Dit programma gebruikt geen internet. Wat het bewaart, staat in de README."
USAGE = "Gebruik: "
OPTIONS_METAVAR = "[OPTIES]"
COMMANDS_METAVAR = "OPDRACHT [ARGUMENTEN]..."
PARAMETERS = {"argument": "Argumenten", "option": "Opties"}
REQUIRED = "(verplicht)"
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
FULL = "Toon alles, met de bronnen; zonder deze keuze alleen het antwoord."
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


def no_terminal_hint(mintty: bool) -> str:
    return (
        f"{NO_TERMINAL_HINT} Git Bash heeft zo'n scherm niet; gebruik cmd of PowerShell."
        if mintty
        else NO_TERMINAL_HINT
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


def by_id_only(name: str, known: Iterable[str]) -> str:
    return (
        f"profile: een bestand noemt een model bij zijn id, en '{name}' is hier niet bekend"
        f"{meant(name, known)} Een eigen model geeft u met --profile PAD."
    )


def needs_value(name: str) -> str:
    return f"De optie '{name}' heeft een waarde nodig."


def takes_no_value(name: str) -> str:
    return f"De optie '{name}' heeft geen waarde."


def missing(name: str) -> str:
    return f"Er ontbreekt iets: {name}."


def version(number: str, python: str) -> str:
    return f"ave {number} (Python {python})"


SHORT = "Vragen uit de modellen zelf: alleen, of met teams in een training."
QUIZ = (
    "Oefen met vragen die uit de modellen zelf komen. U speelt alleen, of met teams op één laptop. "
    "Er is geen tijd die loopt. Iedere vraag krijgt uitleg met de bron."
)
QUIZ_EPILOG = (
    "Voorbeelden: 'ave quiz' is voor u alleen. 'ave quiz --teams 3' is voor een training met drie teams. "
    "'ave quiz --seed molen-anker' geeft dezelfde ronde nog een keer. "
    "'ave quiz --seed molen-anker --sheet ronde.md' schrijft die ronde op, met de antwoorden."
)
SEED = "Een naam voor de ronde: dezelfde naam geeft dezelfde vragen. Zonder naam maakt het programma er een."
SEED_METAVAR = "TEKST"
COUNT = "Hoeveel vragen, van 1 tot en met 100. Kiest u niets, dan zijn het er 10."
KIND = (
    "Alleen vragen van deze soort; dit mag vaker. phase: welke fase; role: wie heeft de regie; down: kan het omlaag; "
    "step: de eerste stap; statement: waar of niet; compare: twee gemeenten; change: wat de fase verandert; "
    "task: wat doet wie."
)
KIND_METAVAR = "SOORT"
LEVEL = "Hoe moeilijk: 1, 2 of 3. Bij 3 liggen de antwoorden het dichtst bij elkaar."
NUMBER_METAVAR = "GETAL"
TEAMS = "Met zoveel teams, van 2 tot en met 8. U typt de antwoorden van alle teams."
QUIZ_RESUME = "Ga verder met de ronde die niet af is."
CASE = "Alleen vragen over dit ene voorbeeld van het model, of uit het bestand achter --cases."
CASE_METAVAR = "VOORBEELD"
CASES = "Alleen vragen over uw eigen voorbeelden, in dit bestand ('cases.toml'); ze worden eerst nagelopen."
WRITTEN = "Alleen vragen over huishoudens die een mens heeft beschreven."
AGAIN = "Speel nog eens wat in deze uitslag (een bestand van --results) bij de helft of meer fout ging."
AGAIN_ALONE = "--again neemt de keuzes van de uitslag over. Gebruik het zonder andere keuzes, behalve --teams."
JOURNEY = (
    "Speel een klantreis: één huishouden op een aantal momenten. 1 is de eerste van het model; een naam of een bestand "
    "mag ook. 'list' toont welke er zijn."
)
JOURNEY_METAVAR = "KLANTREIS"
JOURNEY_ALONE = "Een klantreis heeft haar eigen vragen. Gebruik --journey zonder --seed, --count, --kind en --level."
SHEET = "Schrijf de ronde met de antwoorden in dit bestand en stop. De naam eindigt op .md of .html."
RESULTS = "Schrijf na de ronde in dit bestand hoe elke vraag ging, zonder namen. De naam eindigt op .md."
QUIZ_NO_INPUT = "Stel geen vragen; dat kan alleen met --json of --sheet."
QUIZ_JSON = "Geef de vragen en de antwoorden als JSON, zonder te spelen."

SEED_WRONG = "De naam achter --seed mag niet leeg zijn en heeft ten hoogste 60 tekens."
COUNT_WRONG = "Achter --count hoort een heel getal van 1 tot en met 100."
LEVEL_WRONG = "Achter --level hoort 1, 2 of 3."
TEAMS_WRONG = "Achter --teams hoort een heel getal van 2 tot en met 8."
SHEET_NAME = "De naam achter --sheet moet eindigen op .md of .html."
RESULTS_NAME = "De naam achter --results moet eindigen op .md."
ONE_USE = "Kies één ding: --json, --sheet of spelen met --teams, --results of --resume."
RESUME_ALONE = (
    "Een ronde die niet af is, houdt haar eigen vragen en teams. Gebruik --resume zonder --seed, --count, --kind, "
    "--level, --journey, --teams en --profile."
)


def no_kind(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return f"De soort '{name}' bestaat niet{meant(name, known) or '.'} Er zijn: {', '.join(known)}."


def not_valid_yet(title: str, day: str) -> str:
    return f"Let op: het model van {title} geldt pas vanaf {day}."


def not_valid_any_more(title: str, day: str) -> str:
    return f"Let op: het model van {title} gold tot en met {day}. Vraag of er een nieuwe versie is."


COMPLETION_SHORT = "Aanvullen met de TAB-toets, voor uw shell."
COMPLETION = (
    "Geef het script waarmee uw shell opdrachten, opties, modellen, fasen en notities aanvult met de TAB-toets. "
    "SHELL is bash, zsh, fish of powershell. Hoe u het gebruikt, staat bovenin het script."
)
SHELL_METAVAR = "SHELL"
COMPLETION_HEAD = {
    "bash": (
        "Aanvullen met TAB voor ave. Eén keer instellen, in bash:",
        "ave completion bash > ~/.local/share/bash-completion/completions/ave",
        "Maak die map zo nodig eerst, en open daarna een nieuw venster.",
    ),
    "zsh": (
        "Aanvullen met TAB voor ave. Eén keer instellen, in zsh:",
        "ave completion zsh > ~/.zfunc/_ave",
        "Zet in ~/.zshrc, vóór compinit: fpath+=~/.zfunc. Open daarna een nieuw venster.",
    ),
    "fish": (
        "Aanvullen met TAB voor ave. Eén keer instellen, in fish:",
        "ave completion fish > ~/.config/fish/completions/ave.fish",
    ),
    "powershell": (
        "Aanvullen met TAB voor ave. Eén keer instellen, in PowerShell:",
        "ave completion powershell >> $PROFILE",
        "Open daarna een nieuw venster.",
    ),
}


def no_shell(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return f"Voor '{name}' is er geen script{meant(name, known) or '.'} Er zijn: {', '.join(known)}."
