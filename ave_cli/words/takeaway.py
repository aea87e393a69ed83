"""What do we say on and about a page to take along?"""

from ave_cli.words.common import day_or_text

NUMBER = "Nr."
HTML = "Bewaar het resultaat ook in dit bestand, als pagina voor de browser of de printer."
NEEDS_FILE = "--html heeft de naam van een nieuw bestand nodig, bijvoorbeeld: --html pagina.html"
NOT_WITH_SEARCH = "--search en --html gaan niet samen."
SAVE_AS_PAGE = "Opslaan als pagina om te printen (HTML)"
ASK_FILE = "In welk bestand?"
NOT_DURABLE = "De pagina is opgeslagen, maar misschien nog niet bestand tegen een stroomstoring op dit moment."
OLDER = "Let op: de pagina die u bewaarde, toont het eerdere advies. Bewaar zo nodig een nieuwe."
HOLDS_ANSWERS = (
    "Er staan antwoorden over een huishouden in. Alleen u kunt het bestand lezen; gooi het weg als het af is."
)


def model(title: str, version: str, checked: str) -> str:
    return f"Model {title}, versie {version}, bijgewerkt op {day_or_text(checked)}."


def made(on: str) -> str:
    return f"Gemaakt op {day_or_text(on)}."


def saved(path: str) -> str:
    return f"Pagina bewaard in {path}\nOpen het bestand in een browser om het te lezen of te printen."


def in_short(what: str, conflicts: int, gaps: int) -> str:
    both = [f"{conflicts} keer dat de bron zichzelf tegenspreekt", f"{gaps} keer dat de bron iets niet vastlegt"]
    told = [text for text, count in zip(both, (conflicts, gaps), strict=True) if count]
    rest = ["de voorwaarde en de bron van elke regel", "de uitleg bij afspraken, overleggen en partijen", *told]
    listed = f"{', '.join(rest[:-1])} en {rest[-1]}"
    return f"Dit is de korte versie. Weggelaten: {listed}. Alles staat in: ave explain {what}"
