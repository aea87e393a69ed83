"""Words of a round of the quiz."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ave_cli.text.common import NOTHING_CHANGED, NOTHING_KEPT, both, damaged_end, either, open_elsewhere
from ave_cli.text.common import TASKS as TASKS

NO_TERMINAL = "Er is geen scherm om de quiz op te spelen."
NO_TERMINAL_HINT = (
    "Gebruik --plain om regel voor regel te spelen, --json om de vragen te krijgen, of --sheet BESTAND om ze op te "
    "schrijven."
)
NO_QUESTIONS = "Met deze keuzes kan het programma geen enkele vraag maken uit dit model."
NO_SOURCES = (
    "De quiz noemt bij elke vraag waar het antwoord staat. In dit model verwijst nog geen criterium naar een uitspraak "
    "van het document, dus er is niets om naar te vragen."
)
NO_SOURCES_HINT = "Schrijf de uitspraken in statements.toml en verwijs ernaar met statements: zie ave profiles todo."
OPEN_CASE = (
    "Over dit voorbeeld staat te weinig vast om iets te vragen: het model laat het open, de bron spreekt zich tegen, "
    "of de antwoorden spreken elkaar tegen."
)
OPEN_CASE_HINT = "Kies een ander voorbeeld, of laat --case weg."
NO_WAY_DOWN = "Dit model legt geen weg omlaag vast. Daarover kan dus geen vraag worden gesteld."
ALL_WERE_RIGHT = "In deze uitslag ging geen vraag fout. Er is niets om nog eens te spelen."
NOT_CHECKED_HINT = "Leg het naast uw document en zet dan base_checked = true. Wat er nog moet: ave profiles todo."


def not_checked(title: str) -> str:
    return f"Er is nog geen vraag te maken: wat in dit model staat, is van {title} en nog niet nagekeken."


NO_QUESTIONS_HINT = "Laat --kind of --level weg, of kies een ander model."

KINDS = {
    "phase": "Welke fase is het, en waarom",
    "role": "Wie heeft welke regie",
    "down": "Kan het omlaag, en wat ontbreekt nog",
    "step": "De eerste stap, en wie die zet",
    "statement": "Waar of niet waar",
    "compare": "Twee gemeenten naast elkaar",
    "change": "Wat nieuws met de fase doet",
    "task": "Wat doet wie, en wat nooit",
    "handover": "Wie draagt wat over",
    "decide": "Wie beslist",
    "find_out": "Wat nog uit te zoeken is",
}
"""By the value of the kind."""

WORDS = (
    *("anker", "appel", "beker", "berk", "beuk", "bloem", "boot", "brug", "dak", "duin", "eik", "emmer", "fiets"),
    *("fluit", "gang", "gras", "haven", "hek", "iglo", "kaars", "kade", "kast", "klok", "koffer", "kompas", "krant"),
    *("kruik", "lamp", "lepel", "linde", "mand", "markt", "meer", "molen", "muur", "oever", "olijf", "paraplu"),
    *("peer", "plank", "plein", "pomp", "poort", "potlood", "regen", "rivier", "roos", "schaal", "sluis", "sneeuw"),
    *("spiegel", "ster", "stoel", "tafel", "tegel", "toren", "trap", "tuin", "tulp", "veer", "vijver", "vlag"),
    *("wolk", "zolder"),
)
"""Two of these name a round: short words that can be read aloud and typed without a doubt."""

MAKING = "De vragen worden gemaakt. Dit kan even duren."
AS_TOLD = "Problemen die een verhaal niet noemt, zijn er niet."
INVENTED = "Alle huishoudens op deze bladen zijn bedacht."

ALL_RIGHT = "Alles goed."
HELP_TEAMS = (
    "Hulp voor de spelleider",
    "Enter: verder.",
    "Typ de antwoorden zo: 1a 2c 3b. Dat is team 1 antwoord A, team 2 antwoord C, team 3 antwoord B. "
    "De volgorde maakt niet uit. Een antwoord verbeteren: typ het opnieuw.",
    "u: uw laatste invoer terugdraaien. Dat mag vaker achter elkaar.",
    "v: het verhaal nog eens. s: de stand.",
    "q: stoppen en de ronde bewaren.",
    "?: deze hulp.",
)
HELP_ALONE = (
    "Kies de letter van uw antwoord. t: terug naar de vorige vraag. s of Ctrl-S: stoppen en de ronde bewaren. "
    "Na elke vraag ziet u of het goed was, en waarom."
)
KEYS_ALONE = "Typ een letter of gebruik de pijltjes, dan Enter. t: terug. ?: hulp. Ctrl-S: stoppen en bewaren."
KEYS_ALONE_PLAIN = "Typ de letter en druk op Enter. t = terug, s = stoppen en bewaren."
LINE = "Uw invoer: "
MORE = "Enter: lees verder."
BACK_TO_ROUND = "Enter: terug naar de ronde."
KEYS_MORE = "u: terug. s: de stand. ?: hulp. q: stoppen."
KEYS_STORY = "v: het verhaal. u: terug. s: stand. ?: hulp. q: stoppen."
NEXT = {
    "answer": "Enter: de uitleg.",
    "explanation": "Enter: verder.",
    "score": "Enter: de volgende vraag.",
}
"""By the value of the screen: what Enter brings."""
TO_END = "Enter: de eindstand."
AT_END = "Enter: klaar. b: het resultaat bewaren als bestand."
AT_END_SAVED = "Enter: klaar."
ONLY_ENTER = "Hier kunt u alleen op Enter drukken, of u, s, ? of q typen."
ONLY_AT_END = "Hier kunt u alleen op Enter drukken, of u, ? of b typen."
NOTHING_TO_UNDO = "Er is nog niets om terug te draaien."
SILENT = "geen antwoord"
RIGHT, WRONG = "Goed", "Niet goed"
NOBODY, EVERYBODY = "niemand", "alle teams"
SCORE, FINAL = "de stand", "Eindstand"
BY_KIND = "Score per soort vraag"
BY_QUESTION = "Per vraag"
PRACTISE = "Om te oefenen"
THIS_ROUND = "Deze ronde"
RESULT_TITLE = "AVE-quiz: resultaat"
SHEET_TITLE = "AVE-quiz: blad voor de trainer"
COLUMN_QUESTION, COLUMN_RIGHT, COLUMN_MISTAKE, COLUMN_KIND = "Vraag", "Goed", "Meest gekozen fout", "Soort vraag"
COLUMN_ANSWER, COLUMN_WHY = "Antwoord", "Waarom niet"
DISCUSS = "Bespreek"
DILEMMAS = "Om over te praten"
NO_POINTS = (
    "Hierover is de bron niet eenduidig, of zeggen modellen iets anders. Geen antwoord is fout en er zijn geen punten."
)
WHICH_READING = "Welke lezing volgt u in uw team, en wie kan er uitsluitsel over geven?"
WHICH_MODEL = "Wat past het best bij uw gemeente, en wat merkt een huishouden van het verschil?"
HAND_OUT = "AVE-quiz: blad voor de deelnemers"
HOW_TO_ANSWER = "Lees samen wat er staat en kies één letter. De antwoorden bespreekt u daarna met de trainer."
SHEET_BY_SHEET = "Deel elk blad pas uit als het vorige is besproken: op het volgende staat het antwoord."
ROLE_CARDS = "Rolkaarten"
DISCUSS_STORY = "Laat de teams bij elk verhaal eerst zeggen welke zinnen het verschil maken."
MISTAKES = "De andere antwoorden"
EXPLANATION = "Uitleg"
PRACTICE_ONLY = "Dit is oefenstof uit het model. In een echte zaak besluiten mensen."
NO_NAMES = "In dit overzicht staan geen namen. De teams hebben alleen een nummer."
ONE_ROUND = "Een ronde is te klein om iets over mensen te zeggen. Gebruik dit om te kiezen wat u nog eens bespreekt."

KEPT = "De ronde is bewaard. Ga verder met: ave quiz --resume"
KEPT_IN_PART = "Alleen het begin van de ronde is bewaard. Ga van daar verder met: ave quiz --resume"
NOT_KEPT = NOTHING_KEPT
NO_ROUND = "Er is geen ronde die niet af is."
BUSY = open_elsewhere("Deze ronde wordt in een ander venster gespeeld")
DAMAGED = damaged_end("de bewaarde ronde")
CHANGED = (
    "Het model of de vragen zijn veranderd sinds deze ronde begon. De bewaarde antwoorden passen er niet meer bij."
)
BEGIN_AGAIN = "Opnieuw beginnen met dezelfde keuzes; de bewaarde ronde vervalt"
LEAVE_IT = "Stoppen; de bewaarde ronde blijft staan"
NOTHING_DONE = NOTHING_CHANGED
GO_ON = "Verdergaan met deze ronde"
ANEW = "Een nieuwe ronde beginnen (de andere blijft staan)"
THROW_AWAY = "De ronde weggooien en een nieuwe beginnen"
NOT_KEPT_FROM_HERE = "U kunt verder spelen. Stopt u tussendoor, dan is de ronde vanaf hier niet bewaard."
ROUND_LEFT = "De ronde is af en nog bewaard. Probeer het opnieuw met: ave quiz --resume --results BESTAND"
REMOVE_IT = "Verwijder dit bestand om opnieuw te beginnen."


def example(teams: int, keys: Sequence[str]) -> str:
    """What a line of answers looks like, for at most three teams."""
    letters = (keys[0], keys[min(2, len(keys) - 1)], keys[1])
    return " ".join(f"{team}{letter.lower()}" for team, letter in zip(range(1, teams + 1), letters, strict=False))


def type_answers(teams: int, keys: Sequence[str]) -> str:
    return f"Overleg in de teams. Typ daarna de antwoorden, bijvoorbeeld: {example(teams, keys)}"


def not_understood(teams: int, keys: Sequence[str]) -> str:
    return f"Dat is niet te lezen. Typ bij elk team een letter, bijvoorbeeld: {example(teams, keys)}"


def no_team(number: str, teams: int) -> str:
    return f"Er is geen team {number}. De teams zijn {both(map(str, range(1, teams + 1)))}. Er is niets genoteerd."


def no_letter(letter: str, keys: Sequence[str]) -> str:
    return f"Antwoord {letter} is er niet. Kies {either(keys)}. Er is niets genoteerd."


def team_twice(team: int) -> str:
    return f"Team {team} staat er twee keer. Er is niets genoteerd."


def silent_teams(teams: Sequence[int]) -> str:
    has = "heeft" if len(teams) == 1 else "hebben"
    return (
        f"{named_teams(teams)} {has} nog geen antwoord. Typ het erbij, "
        "of druk op Enter: dan telt het als geen antwoord."
    )


def team(number: int) -> str:
    return f"Team {number}"


def named_teams(teams: Sequence[int]) -> str:
    return f"{'Team' if len(teams) == 1 else 'Teams'} {both(map(str, teams))}"


def question(number: int, count: int, model: str) -> str:
    return f"Vraag {number} van {count} · {model}"


def part(head: str, name: str) -> str:
    return f"{head} · {name}"


ANSWER = "het goede antwoord"


def right_is(letter: str, text: str) -> str:
    return f"Goed is {letter}. {text}"


def noted(number: int, letter: str) -> str:
    return f"{team(number)}: {letter}"


def had_it_right(teams: Sequence[int], every: int) -> str:
    who = NOBODY if not teams else EVERYBODY if len(teams) == every else named_teams(teams).lower()
    return f"{RIGHT}: {who}"


def had_it_wrong(letter: str, teams: Sequence[int]) -> str:
    return f"{WRONG}: {named_teams(teams).lower()} ({letter})"


def had_nothing(teams: Sequence[int]) -> str:
    return f"Geen antwoord: {named_teams(teams).lower()}"


def not_letter(letters: Sequence[str], why: str) -> str:
    return f"Waarom niet {either(sorted(letters))}: {why}"


def source(lines: Iterable[str]) -> str:
    """The places, each document named once as long as it goes on."""
    parts: list[str] = []
    last = ""
    for line in lines:
        document, colon, place = line.partition(": ")
        parts.append(place if colon and document == last else line)
        last = document
    return f"Bron: {'; '.join(parts)}"


def you_were_right(letter: str, text: str) -> str:
    return f"Goed: {letter}. {text}"


def you_were_wrong(letter: str) -> str:
    return f"Niet goed. U koos {letter}."


def points(number: int, right: int) -> str:
    return f"{team(number)}: {right} goed"


def your_score(right: int, asked: int) -> str:
    return f"U had {right} van de {asked} vragen goed." if asked != 1 else f"U had {right} van 1 vraag goed."


def share(right: int, asked: int) -> str:
    return f"{right} van {asked}" + (f" ({round(100 * right / asked)}%)" if asked > 1 else "")


def mistake(letter: str, text: str) -> str:
    return f"{letter}. {text}"


def mistaken_by(count: int, each: bool) -> str:
    return f"{'elk ' if each else ''}{count} keer gekozen"


def without_answer(count: int) -> str:
    return f"{count} keer geen antwoord"


def round_named(seed: str) -> str:
    return f"Naam van de ronde: {seed}"


def about(title: str, version: str, count: int) -> str:
    return f"Model {title}, versie {version}. {count} {'vraag' if count == 1 else 'vragen'}."


def again(command: str) -> str:
    return f"Nog een keer: {command}"


def fewer(count: int, wanted: int) -> str:
    asked = "vraag" if count == 1 else "vragen"
    return f"Meer verschillende vragen zijn er niet: met deze keuzes maar {count} {asked}, geen {wanted}."


FEW_ROLES = "Dit model legt bij de meeste rollen en fasen niet vast wie de rol heeft."
FEW_COMPARED = "Er zijn weinig huishoudens waarbij twee modellen elk precies één fase overlaten."


def numbered(number: int, kind: str, level: int) -> str:
    return f"Vraag {number}. {kind} (niveau {level})"


def just_numbered(number: int) -> str:
    return f"Vraag {number}"


def reading(text: str) -> str:
    """One way to read the source, as a sentence."""
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def says(model: str, text: str) -> str:
    return f"{model}: {text}"


def answer_is(letter: str, text: str) -> str:
    return f"Antwoord: {letter}. {text}"


def unreadable(name: str) -> str:
    return f"De bewaarde ronde '{name}' is beschadigd en niet te lezen."


def going_on(title: str, seed: str, number: int) -> str:
    return f"Verder met ronde {seed}, model {title}, vraag {number}."


def unfinished(title: str, seed: str, when: str) -> str:
    return f"Er is een ronde die niet af is: {seed}, model {title}, van {when}."


def written(name: str) -> str:
    return f"Geschreven: {name}"


def from_to(low: str, high: str) -> str:
    """A move as `ave explain` knows it."""
    return f"{low} naar {high}"


def play_it(command: str) -> str:
    return f"Deze ronde speelt u met: {command}"


def stopped(where: str) -> str:
    return f"Gestopt. {where}"


ONLY_MISTAKES = "Dit zijn de vragen die de vorige keer niet goed gingen."


def begins(seed: str, command: str) -> str:
    return f"Deze ronde heet: {seed}. Wilt u haar later nog een keer, typ dan: {command}"


def practise(kind: str, command: str) -> str:
    return f"{kind}. Lees na: {command}"


def no_case(typed: str, suggestion: str) -> str:
    return f"Er is geen voorbeeld '{typed}'{suggestion or '.'}"


def no_results(name: str) -> str:
    return f"Het bestand '{name}' is er niet of is niet te lezen."


def names_elsewhere(name: str) -> str:
    return (
        f"De uitslag in '{name}' noemt een bestand op een andere computer. Zo'n bestand wordt alleen geopend als u het "
        "zelf noemt. Speel de ronde met eigen keuzes: --profile, --cases of --journey, en --seed."
    )


def not_results(name: str) -> str:
    return f"In '{name}' staat geen uitslag van een ronde. Kies een bestand dat met --results is gemaakt."
