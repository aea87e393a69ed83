"""What do we say around an explanation: the help, the head and foot of the page, what was found or is not there?"""

from collections.abc import Iterable

from ave_cli.words.common import day_or_text

EXPLAIN = (
    "Legt uit wat het model zegt over een fase, een rol, een criterium, een overgang, een begrip of een uitspraak. "
    "Zonder WAT ziet u het schema: alle fasen naast elkaar."
)
EPILOG = (
    "Voorbeelden: 'ave explain 3', 'ave explain casusregie', 'ave explain \"3 naar 2\"', 'ave explain zorgmijding'. "
    "'ave explain --search school' zoekt een woord. 'ave explain 3 --markdown' geeft tekst om te plakken."
)
WHAT_METAVAR = "WAT"
SEARCH = "Zoek alles waarin deze woorden voorkomen."
SEARCH_METAVAR = "WOORDEN"
COMPARE = "Zet de uitleg van dit model ernaast."
WHAT_OR_SEARCH = "Gebruik een onderwerp of --search, niet allebei."
SEARCH_ALONE = "Gebruik --search of --compare, niet allebei."
FOUND, TYPED = "Gevonden", "Typ achter 'ave explain'"
SEARCH_TITLE = "Gezocht"
BESIDE = "Naast elkaar"
SEARCH_HINT = "Zoek in alle teksten met: ave explain --search WOORDEN"
ADVICE = (
    "Dit legt uit wat het model adviseert; het is geen besluit. Mensen besluiten, en kunnen met reden anders besluiten."
)
TO_KNOW = "Goed om te weten"
MORE_PHASES = "Meer over een fase of een rol: ave explain {}, of ave explain {}."
MORE = "Meer weten over iets: typ 'ave explain' met de woorden die tussen haakjes staan."


def head(title: str, version: str, date: str) -> str:
    return f"Model {title} · versie {version} · bijgewerkt op {day_or_text(date)}"


def printed(date: str) -> str:
    return f"Afgedrukt op {day_or_text(date)}."


def no_topic(text: str, title_: str, known: Iterable[str]) -> str:
    return f"'{text}' staat niet in het model {title_}. Bedoelde u: {', '.join(known)}?"


def nothing_found(text: str, known: Iterable[str]) -> str:
    return f"Er is niets gevonden voor '{text}'. Bedoelde u: {', '.join(known)}?"


def found(text: str, count: int) -> str:
    return (
        f"Gezocht naar '{text}': {count} keer gevonden" if count != 1 else f"Gezocht naar '{text}': één keer gevonden"
    )


def compared(one: str, other: str) -> str:
    return f"{one} en {other} naast elkaar"
