"""What does the help page of the quiz say, and what a mistake on its command line?"""

from collections.abc import Iterable

from ave_cli.words.problems import meant

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
    "step: de eerste stap; statement: waar of niet; compare: twee gemeenten; change: wat de fase verandert."
)
KIND_METAVAR = "SOORT"
LEVEL = "Hoe moeilijk: 1, 2 of 3. Bij 3 liggen de antwoorden het dichtst bij elkaar."
NUMBER_METAVAR = "GETAL"
TEAMS = "Met zoveel teams, van 2 tot en met 8. U typt de antwoorden van alle teams."
QUIZ_RESUME = "Ga verder met de ronde die niet af is."
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
    "--level, --teams en --profile."
)


def no_kind(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return f"De soort '{name}' bestaat niet{meant(name, known) or '.'} Er zijn: {', '.join(known)}."
