"""Words of questions and of their answers, on a screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable

from ave_cli.text.common import TASKS as TASKS
from ave_cli.text.common import capital, day_or_text
from ave_cli.text.explain import ACTORS, AGREEMENTS, MEETINGS, pair

LABEL = "ave"
FILLERS = (
    "zin kort kortweg de het een is zijn was wie wat waar wanneer hoe waarom waarvoor welke welk in op bij van "
    "voor met aan en of er om te moet moeten mag mogen kan kunnen ik we wij u je jij ze hij zij die dat dit deze "
    "dan als ook nog al erbij hierbij heeft hebben wordt worden doen doet gaat gaan komt komen mijn ons onze zit "
    "zitten staat staan zegt zeggen betekent wil willen zou zouden hoort horen ben bent weet eigenlijk precies "
    "tussen naar vanuit uit over tijdens door wel geen iets iemand alles alle elk elke hun haar hem zich zo uw "
    "ave fase fasen verschil verschillen vergelijk nodig model mij me nou nu eens meer minder via tot na per "
    "volgens echt altijd mogelijk hele maar niet gebeurt maken maakt uitleg eerst dus daar hier zelf anders "
    "regels regel rol rollen heet noemen bedoeld geldt gelden bedoelt doe blijft blijven blijf ja praten praat "
    "hoeft hoeven hoef brengt brengen breng neemt nemen neem net meteen even gewoon nogal best beetje snel straks "
    "vd v d mevrouw meneer mevr mw dhr iedereen niemand zoiets zoals zoveel zeg graag soms vaak steeds weer ooit "
    "nooit toch liever gauw lang nieuw nieuwe oud oude ander andere volgende vorige eigen verder rond omtrent "
    "inzake sprake betreft betreffende tevens neer vul vult invullen ingevuld enzovoort etc bijvoorbeeld bv tijdje "
    "soort allemaal allebei beide geeft geven geef krijgt krijgen krijg vind vinden vindt denk denken denkt loopt "
    "lopen speelt spelen lijkt lukt lukken kijk kijken zie zien ziet laat laten haalt halen haal zet zetten wilde kwam "
    "ging had hadden waren werd geweest gehad gedaan gezegd gekomen gegaan probeert proberen begint beginnen "
    "begin start starten eind einde straat ofzo hallo hoi goedemorgen vraagje info informatie uitleggen vertel "
    "vertellen leg gebruik gebruiken nodige bedoelen mee heb help waarin waarop waarbij waarvan daarvan ervan "
    "erover hierover daarover hiervan ermee onder belt boven zonder binnen buiten tegen sinds totdat zodra "
    "terwijl omdat want hoezo welkom dank bedankt aub svp ie helpt helpen"
)
ARTICLES = frozenset(["de", "het", "een", "te", "'t"])
"""Words that may stand between the words of one expression."""
OPPONENTS = (
    "partij partijen organisatie organisaties collega collegas professional professionals hulpverlener hulpverleners"
)
"""Between whom opinions differ; such a word says nothing more."""
PARTICLES = frozenset(["aan", "af", "op", "in", "mee", "door", "over", "uit", "bij", "voor", "samen", "neer", "terug"])
"""What may stand apart from its verb, as in wijst de procesregisseur aan."""
EVERYBODY = "huishouden"
"""Whom every rule is about."""
DISAGREEMENT, KNOT, DECIDING = "verschil van mening", "knoop doorhakken", "beslissen"
ASKS: dict[str, tuple[str, ...]] = {
    "decides": (
        *("beslist", "beslissen", "besluit", "besluiten", "beslisser", "beslissing", "gaat erover", "gaat daarover"),
        *("mag dat zeggen", "mag zeggen", "laatste woord", "bevoegd", "bevoegdheid"),
        *("bepaalt fase", "bepalen fase", "fase bepalen", "fase bepaalt", "fase bepaald"),
    ),
    "source": (
        *("document", "handboek", "leidraad", "notitie", "presentatie", "bron", "bronnen", "brondocument", "versie"),
        "actueel",
    ),
    "calls": (
        *("bel", "bellen", "telefoonnummer", "telefoonnummers", "nummer", "nummers", "telefoon", "tel", "telnr", "nr"),
        "contact opnemen",
        "neem ik contact",
        "bereiken",
    ),
    "disagrees": (DISAGREEMENT, KNOT, "niet uit", "niet eens", "niet samen uit"),
    "shares": ("aandeel",),
    "who": ("wie is", "wie heeft", "wie zijn", "wie hebben", "wie wordt", "wie doet"),
    "does": ("wat doet", "wat doen", "taken", "taak"),
    "together": (
        (
            "bij één persoon",
            "dezelfde persoon",
            "dezelfde",
            "zelfde",
            "één en dezelfde",
            "ook",
            "tevens",
            "allebei",
            "beide",
            "samengaan",
            "combineren",
            "gescheiden",
            "in één hand",
            "één persoon",
        )
    ),
    "holds": ("zijn", "worden"),
    "up": ("opschalen", "schaal op", "schalen op", "schaal ik op", "op schalen"),
    "down": (
        "afschalen",
        "schaal af",
        "schalen af",
        "schaal ik af",
        "af schalen",
        "terug",
        "af",
        "beneden",
        "uitstromen",
    ),
}
TOWARDS = ("naar",)
DIFFERENCES = frozenset(("verschil", "verschillen", "vergelijk"))
"""Words that ask for the difference of two roles, and not for who has them."""
COUNTED = (
    "zin zinnen woord woorden keer maal minuut minuten uur dag dagen week weken maand maanden jaar kind kinderen "
    "gezin gezinnen huishoudens organisaties partijen instanties mensen personen punten regels procent"
)
"""What a number before it counts: then it names no phase."""
LISTS: dict[str, tuple[str, ...]] = {
    "phases": ("fasen", "fases", "niveaus", "hoeveel fasen", "hoeveel fases", "hoeveel niveaus"),
    "roles": ("rollen", "alle rollen", "regierollen", "betrokken", "doet mee", "doen mee"),
    "actors": ("partijen", "partij", "organisaties", "betrokkenen"),
    "meetings": ("overleggen", "overlegvormen", "overlegvorm", "overlegtafels", "vergaderingen"),
    "glossary": ("begrippen", "woordenlijst", "begrippenlijst", "woorden"),
    "agreements": ("afspraken", "werkafspraken"),
    "principles": ("uitgangspunten", "principes"),
    "criteria": ("criteria", "criterium", "alle criteria"),
    "deadlines": ("termijnen", "termijn", "hoe lang duurt"),
    "gaps": (
        "wat niet vastligt",
        "leemten",
        "leemte",
        "gaten",
        "niet vastgelegd",
        "ontbreekt",
        "leemtes",
        "hiaten",
        "hiaat",
        "staat niet",
    ),
    "conflicts": ("tegenstrijdigheden", "tegenstrijdigheid"),
    "moves": ("overgangen", "stappen", "op- en afschalen beslissers", "na"),
}
SINGLE = frozenset(("partij", "overlegvorm", "criterium", "leemte", "tegenstrijdigheid", "ontbreekt", "staat niet"))
"""Names of a list that are not the name of more things."""
LIST_HEADS = {
    "phases": "Welke fasen zijn er?",
    "roles": "Welke rollen zijn er?",
    "actors": ACTORS,
    "meetings": MEETINGS,
    "glossary": "Welke begrippen zijn er?",
    "agreements": AGREEMENTS,
    "principles": "Welke uitgangspunten zijn er?",
    "deadlines": "Welke termijnen zijn er?",
    "gaps": "Wat staat niet in dit model?",
}
OTHERS = ("buurgemeente", "buurgemeenten", "andere gemeente", "andere gemeenten", "ander model", "andere modellen")
UNDECIDED = "Waar niet staat wie beslist"
NO_GAPS = "Van dit model is niet opgeschreven wat er niet in staat."
NOBODY_TO_CALL = "Wie u dan belt: niet vastgelegd in dit model."
DECIDERS = "Wie beslist over welke stap?"
DECIDER_COLUMNS = ("Stap", "Vraagt het aan", "Beslist", "Hoort het", "Formele stap")
BY_MOVE = "Per stap"
BY_DECISION = "Beslist"
NEEDED = "Nodig"
NO_SUCH_MOVE = "Zo'n stap staat niet in dit model."
ENTERED_SHORT, NO_ENTRY_SHORT = "Criteria (één is genoeg)", "geen criteria vastgelegd"
SHARES = "Welk aandeel valt in welke fase?"
NO_CHANCE = "Een aandeel is geen kans voor één huishouden."
ANSWERS_FOUND = "Dit staat erover in het model"
ANSWERS_NEAR = "Niet alles samen gevonden; dit komt er het dichtst bij"
SOURCE = "Waar komt dit uit?"
BESIDES = "Verder in dit model"
SEE_ALSO = "Zie ook"
POSTER_DANGER = "Direct gevaar: 112"
POSTER_ALWAYS = "In elke fase"
POSTER_CALL = "Wie bel ik?"
FROM_ANY = "Kan ook rechtstreeks, vanuit elke fase."
DASH = "–"
LAW = "Wmo"
MORE_ON_SHEET = "meer gevallen: zie het faseblad"
TO_FILL_IN = "als:"
NOT_IN_DOCUMENT = "staat niet in het document"
NOBODY_DECIDES = f"Beslist ({NOT_IN_DOCUMENT}):"
NEEDED_AS = {"one": "als dit geldt", "any": "als één hiervan geldt", "all": "als dit allemaal geldt"}
TERM, MEANS, WORD_LIST = "Begrip", "Wat het is", "Woordenlijst"


def first_contact(who: str, moves: Iterable[str]) -> str:
    return f"Eerst contact met {who} ({', '.join(moves)})"


def settled(text: str, moves: Iterable[str]) -> str:
    where = ", ".join(moves)
    return f"{where}: {text}" if where else capital(text)


def who_to_call(who: str, where: str, text: str) -> str:
    return f"{capital(who)} ({where}): {text}" if where else f"{capital(who)}: {text}"


def local_number(name: str, digits: str, when: str) -> str:
    return f"{name}, {digits}: {when}" if digits else f"{name}: {when}"


def enough_for(label: str, *, several: bool) -> str:
    return f"{label}: één hiervan is genoeg" if several else label


def list_title(name: str, title_: str) -> str:
    return f"{capital(name)} in het model {title_}"


def no_decider() -> str:
    return "wie beslist, staat er niet"


def result(title_: str, text: str) -> str:
    if text.startswith(title_.rstrip(".")) or (" " in title_ and title_.rstrip(".") in text):
        return capital(text)
    return pair(capital(title_), text) if text else capital(title_)


def says_nothing_of(words: Iterable[str]) -> str:
    return f"Over {' en '.join(repr(word) for word in dict.fromkeys(words))} zegt dit model niets."


def not_in_move(words: Iterable[str]) -> str:
    return f"Over {' en '.join(repr(word) for word in dict.fromkeys(words))} staat bij deze stap niets in dit model."


def counts_for(criteria: Iterable[str]) -> str:
    return " ".join(criteria)


def by_whom(where: str, who: str) -> str:
    return f"{where}, {who}" if who else where


def document(title_: str, organisation: str, year: str) -> str:
    return f"{title_} ({', '.join(part for part in (organisation, year) if part)})"


def version(number: str, date: str) -> str:
    own = "Dat is de datum van het model, niet van het document."
    return f"Dit model: versie {number}, bijgewerkt op {day_or_text(date)}. {own}"


def sentences(text: str) -> list[str]:
    return text.replace(". ", ".\n").split("\n")


def poster_title(title_: str) -> str:
    return f"AVE in {title_}: wie doet wat?"


def way_said(title_: str, criteria: Iterable[str], decides: str) -> str:
    """A way on a slide: what it takes, and who decides."""
    told = "; ".join(criteria)
    return f"{title_}: {told}. {decides}" if told else f"{title_}. {decides}"


def starred(idents: Iterable[str]) -> str:
    return f"* Het document is hier niet eenduidig: typ ave explain met {', '.join(idents)}."


def to_brief(end: str) -> str:
    return f"Naar {end}" if end else "Omlaag"


def abbreviations(meant: Iterable[tuple[str, str]]) -> str:
    return f"{'; '.join(f'{short}: {text}' for short, text in meant)}."


def to_when(end: str, how: str) -> str:
    return f"Naar {end} {how}" if end else f"Omlaag {how}; waarheen, staat er niet"


def differs_from(other: str) -> str:
    return f"Verschil met: {other}"


ENGLISH = frozenset(
    ("who", "what", "when", "where", "why", "how", "which", "can", "should", "does", "the", "this", "my", "our")
)
"""Words of a question in English that no question in Dutch has."""
IN_DUTCH = "Het programma zoekt in Nederlandse woorden. Stel uw vraag in het Nederlands."


def not_understood(text: str) -> str:
    return f"De vraag '{text}' is niet begrepen."
