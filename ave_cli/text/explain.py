"""Words of explanations."""

from __future__ import annotations

from collections.abc import Iterable

from ave_cli.text.common import DISAGREEMENT, NOT_APPLICABLE, NOT_FROM_MODEL, NOT_RECORDED, WHO_LEADS, day_or_text
from ave_cli.text.common import capital as capital
from ave_cli.text.common import share as share
from ave_cli.text.common import small as small

KINDS = {
    "scheme": "schema",
    "phase": "fase",
    "role": "rol",
    "transition": "overgang",
    "criterion": "criterium",
    "conflict": "tegenstrijdigheid",
    "term": "begrip",
    "meeting": "overlegvorm",
    "actor": "partij",
    "agreement": "afspraak",
    "principle": "uitgangspunt",
    "gap": "leemte",
    "fact": "vraag",
    "step": "stap",
    "doubt": "twijfel",
    "statement": "uitspraak",
    "contact": "landelijk",
}
NOBODY = NOT_RECORDED
DOUBT_ID = "twijfel"
DOUBT_NAMES = ("bij twijfel", "twijfelregel")
DOUBT_TITLE = "Bij twijfel"
UP, DOWN, WITHIN = "Opschalen", "Afschalen", "Binnen de fase"

DECIDES_UP = "Beslist over omhoog"
ANYWHERE = "Elke fase"
ENTERED_ANY = "Wanneer hoort een huishouden hier? Eén hiervan is genoeg."
_MANY_NEEDS = {"all": "alle {} criteria samen", "any": "één van {} criteria"}
_HEADED = {"up": "Omhoog", "down": "Omlaag", "within": "Binnen de fase"}
ROLE_BY_PHASE = "In welke fase welke rol?"
STEPS_NAMED = "Bij welke stappen?"

# headings
START = "Wat is de beginsituatie?"
ENTERED = "Wanneer hoort een huishouden hier?"
LIGHTEST = "Dit is de lichtste fase: een huishouden hoort hier zolang geen criterium voor een andere fase voldaan is."
NO_ENTRY = f"Welke criteria toegang geven tot deze fase: {NOBODY}."
ONE_IS_ENOUGH = "Eén van deze criteria is genoeg."
SUPPORTS = "Wat past bij deze fase, maar alleen niet genoeg is"
INFORM = "Wanneer managers of bestuurders worden geïnformeerd"
AGREEMENTS = "Welke afspraken zijn er?"
MEETINGS = "Welke overleggen zijn er?"
ACTORS = "Welke partijen zijn er?"
STEPS = "Welke stappen horen erbij?"
CONFLICTS = "Waar de bron zichzelf tegenspreekt"
GAPS = capital(NOT_RECORDED)
DANGER = "Concreet gevaar"
ROUTES = "Hoe komt een huishouden hier?"
OUT_UP, OUT_DOWN = "Wanneer omhoog?", "Wanneer omlaag?"
WAYS_OUT = "Wanneer omhoog of omlaag, en wie beslist?"
MEANING = "Wat is het?"
DOES, MAY, NEVER = "Wat doet deze rol?", "Wat mag deze rol?", "Wat doet deze rol niet?"
HELD_BY = "Wie heeft deze rol?"
TOGETHER = "Mogen rollen samengaan?"
DIFFERENCES = "Hoe verschilt deze rol van andere?"
QUESTION = "Hoe luidt de vraag?"
ANSWERS = "Welke antwoorden zijn er?"
TOUCHES = "Wat hangt ervan af?"
RESTS = "Wat rust erop?"
READINGS = "Welke lezingen zijn er?"
ABOUT = "Waar gaat het over?"
WHEN = "Wanneer geldt dit?"
EFFECT = "Wat betekent het als het voldaan is?"
PART_OF = "Waar telt het mee?"
WHO = "Wie en wanneer?"
WHO_DOES = "Wie doet wat?"
RULE = "Wat zegt het model?"
ORIGIN = "Uit welk model?"
SOURCE_TEXT = "Wat zegt de bron?"

# columns
ROLE, HOLDER, SOURCE, CRITERION, SO_IF, PHASE, SUBJECT = (
    "Rol",
    "Wie",
    "Bron",
    "Criterium",
    "Dat is zo als",
    "Fase",
    "Onderwerp",
)
BY = "Wie"
SITUATION = "Beginsituatie"
ON_TOP = "daarnaast:"
SYNONYMS = "Ook genoemd"
NOT_HELD = "Dit overleg wordt volgens de bron nu niet gehouden."
EFFECTS = {
    "enter": "Dit criterium is genoeg voor {}.",
    "within": "Dit vraagt iets binnen {}; de fase blijft gelijk.",
    "inform": "Managers of bestuurders worden dan geïnformeerd in {}; de fase blijft gelijk.",
    "leave": "Dit is een voorwaarde om af te schalen vanuit {}.",
    "supports": "Dit past bij {}, maar is op zichzelf niet genoeg.",
}
MODALITIES = {
    "kan": "De bron zegt: dit kan. Het hoeft niet.",
    "wordt": "De bron beschrijft dit als de gewone gang van zaken.",
    "moet": "De bron zegt: dit moet.",
}
NEEDS = {"all": "Nodig zijn al deze criteria samen.", "any": ONE_IS_ENOUGH}
ONE_NEEDED = "Nodig is dit criterium."
BEFOREHAND = "Vooraf nodig"
NO_CRITERIA = f"Welke criteria hier gelden: {NOBODY}."
MOVE_PARTS = {
    "requested_by": "Wie vraagt het aan",
    "contact_first": "Met wie eerst contact",
    "decided_by": "Wie beslist",
    "informed": "Wie het te horen krijgt",
    "formal_act": "Formele stap",
    "handover": "Overdracht",
    "disagreement": DISAGREEMENT,
    "deadline": "Termijn",
}
NOTE = "Hoe dit gelezen is"
CONTACT = "Contact"
DEADLINE = "Termijn"
NO_PHASE = "Nog in geen fase."
NOT_POSSIBLE = NOT_APPLICABLE
SOMEWHERE = "een andere fase (welke staat niet in de bron)"
SHORT_NEEDS = {"all": "al deze samen", "any": "één hiervan"}
CRITERIA = "De criteria"
NO_UP = f"Hoe u vanuit deze fase opschaalt: {NOBODY}."
NO_DOWN = f"Hoe u vanuit deze fase afschaalt: {NOBODY}."
HEAVIEST = "Dit is de zwaarste fase: verder omhoog kan niet."
LIGHTEST_DOWN = "Dit is de lichtste fase: verder omlaag kan niet."
NO_SHARE = "De bron geeft geen aandeel van de bevolking of de huishoudens voor deze fase."
DOUBT_RULES = {
    "escalate": "Bij twijfel wordt opgeschaald.",
    "consult": "Bij twijfel wordt advies gevraagd.",
    "coordinate": "Bij twijfel wordt afgestemd.",
    "lowest": "Bij twijfel wordt zo laag mogelijk ingeschaald.",
    "none": "Het model geeft geen regel voor twijfel.",
    "not_recorded": f"Een regel voor twijfel is {NOBODY}.",
}
NO_ROLE_RULE = f"Of deze rol met een andere rol mag samengaan: {NOBODY}."
NO_NEIGHBOURS = "In dit model is er geen andere rol waarvan de taken met deze te vergelijken zijn."
TASK_KINDS = {"does": "", "may": "Mag: ", "never": "Niet: "}
ABSENT = "niet genoemd op deze plaats"
NOT_NAMED = "niet genoemd bij deze rol"
UNUSED_FACT = "In dit model hangt er niets van af."
NOT_MODELLED = "Niets in het model gebruikt deze uitspraak."
NOTHING_DEPENDS = "Geen criterium, rol of stap van dit model kijkt ernaar."
ALWAYS_ASKED = "Het programma stelt deze vraag altijd."
YES_NO = "Ja, nee of weet niet."
ALL_PHASES = "alle fasen"
SCHEME_TITLE = "Het schema"
COUNTED_IN = (
    "Dit criterium hoort niet bij een overgang: het model gebruikt het alleen om de fase te bepalen of te duiden."
)


def said_when(when: Iterable[str]) -> str:
    return f"{'; of '.join(when)}:"


def when_said(condition: str) -> str:
    return f"bij {condition}"


OTHERWISE = "anders:"


def otherwise(who: str) -> str:
    return f"{OTHERWISE} {who}"


def only_if(text: str) -> str:
    return f"(als {text})"


def named_at(part: str) -> str:
    return f"Genoemd bij: {small(part)}"


def so_many_statements(count: int, first: str) -> str:
    return f"{count} uitspraken, vanaf {first}; met --full staan zij bij elke regel"


def other_roles(ident: str, count: int) -> str:
    return typed_for(f"rollen {ident}", f"nog {count} rollen" if count != 1 else "nog één rol")


def and_more(count: int, typed: str) -> str:
    return typed_for(typed, f"nog {count} gevallen" if count != 1 else "nog één geval")


def typed_for(typed: str, text: str = "") -> str:
    return f"ave explain {typed}: {text.rstrip('.')}" if text else f"ave explain {typed}"


def other_models(title_: str) -> str:
    return f"Een andere gemeente? Naast {title_} zijn er deze modellen. Typ:"


def compare_with(ident: str, other: str, title_: str) -> str:
    return f"ave profiles compare {ident} {other}: naast {title_}"


def about_typed(typed: str) -> str:
    return f"U vroeg: '{typed}'. Dit komt er in het model het dichtst bij."


_WITH_FULL = ", te zien met --full"


def so_many_more(count: int) -> str:
    return f"en nog {count}{_WITH_FULL}"


def untyped(text: str) -> str:
    """A line for paper, on which nothing can be typed."""
    return text.removesuffix(_WITH_FULL)


def role_in(role: str, phase: str) -> str:
    return f"{role.replace('_', ' ')} {phase}"


def in_phase(label: str, role: str, text: str) -> str:
    """A rule by itself: what goes before it is not there to be other than."""
    others = otherwise("")
    told = f"in de andere gevallen: {text.removeprefix(others)}" if text.startswith(others) else text
    return f"{label}, {small(role)}: {told}"


def decides_to(ends: Iterable[str], who: str) -> str:
    return f"naar {' of '.join(end for end in ends if end)}: {who}"


def not_from_model(text: str) -> str:
    return f"{text} ({NOT_FROM_MODEL})"


def within_phase(label: str) -> str:
    return f"Binnen {label}"


def no_own_rule(words: Iterable[str]) -> str:
    return f"Over '{' '.join(words)}' staat bij deze rol niets in dit model."


def holder_of(role: str) -> str:
    """What somebody with a role is called, where that follows from its name."""
    return f"{role.removesuffix('regie')}regisseur" if role.endswith("regie") else ""


METHOD = "ave"


def no_own_holder(words: Iterable[str]) -> str:
    return f"Of '{' '.join(words)}' deze rol kan hebben, staat niet in dit model."


PERCENT = "procent"


def typed_words(text: str) -> list[str]:
    return text.replace("?", " ").replace(",", " ").replace("%", f" {PERCENT} ").split()


def read_as(pairs: Iterable[tuple[str, str]]) -> str:
    return f"Gelezen als: {', '.join(f'{new} (u typte {old})' for new, old in pairs)}."


def many_needs(needs: str, count: int, typed: str) -> str:
    return f"{_MANY_NEEDS[needs].format(count)} ({typed_for(typed)})"


def headed(direction: str, text: str) -> str:
    return f"{_HEADED[direction]}, {small(text)}"


def roles_in(label: str) -> str:
    return f"{WHO_LEADS} in {label}?"


def pair(name: str, text: str) -> str:
    return f"{name} {text}" if name.endswith("?") else f"{name.rstrip('.')}: {text}"


def noted(text: str, note: str) -> str:
    return f"{text}. {note}" if note else text


def unsaid(names: Iterable[str]) -> str:
    return f"{GAPS}: {', '.join(map(small, names))}."


def move(direction: str, start: str, end: str, ident: str) -> str:
    if direction == "within":
        way = f"Van {start} naar {end}" if start and end and start != end else f"Stap binnen {start or end}"
        return f"{way} ({ident})"
    verb = UP if direction == "up" else DOWN
    if not end:
        return f"{verb} vanuit {start}; waarheen staat niet in de bron"
    return f"{verb} van {start} naar {end}" if start else f"{verb} naar {end} vanuit elke fase"


def to_phase(start: str, end: str) -> str:
    return f"{start} naar {end}"


def phase_name(ident: str) -> str:
    return f"fase {ident}"


def title(label: str, text: str) -> str:
    return f"{label}. {text}"


def handle(kind: str, ident: str) -> str:
    return f"{kind} {ident}"


def see(title_: str, kind: str, ident: str) -> str:
    return f"{title_.replace(f' ({ident})', '').rstrip('.')} ({handle(kind, ident)})"


def more(seen: str, who: str) -> str:
    return f"{seen}. Wie beslist: {who}"


def first_sentence(text: str) -> str:
    first, dot, _ = text.partition(". ")
    return first if dot else text.rstrip(".")


def chosen(number: int, text: str, *, used: bool) -> str:
    return f"Lezing {number}{' (hier gebruikt)' if used else ''}: {text}"


def why(text: str) -> str:
    return f"Waarom: {text}"


def about_phases(labels: Iterable[str]) -> str:
    return f"Geldt in: {', '.join(labels)}."


def about_condition(condition: str) -> str:
    return f"Geldt als {condition}."


def together(roles: Iterable[str], text: str) -> str:
    first, *rest = roles
    return f"{' en '.join((first, *map(small, rest)))}. {text}"


def from_model(ident: str) -> str:
    return f"Dit model neemt dit over uit het model '{ident}'."


def task(kind: str, text: str) -> str:
    return f"{TASK_KINDS[kind]}{small(text)}" if TASK_KINDS[kind] else text


def at_most(count: int) -> str:
    return "Ten hoogste één persoon heeft deze rol." if count == 1 else f"Ten hoogste {count} personen hebben deze rol."


def called(person: str) -> str:
    return f"Wie deze rol heeft, heet in dit model: {person}."


def option_in_file(words: str, ident: str) -> str:
    return words if words == ident else f"{words} ({ident})"


def observe(text: str) -> str:
    return f"Hoe u het ziet: {text}"


def section(text: str) -> str:
    return f"Plaats in de bron: {text}"


def not_modelled(text: str) -> str:
    return f"Niet gemodelleerd: {text}"


def held(role: str, labels: Iterable[str]) -> str:
    return f"Wie er staat bij '{role}' in {', '.join(labels)}"


def scheme_of(title_: str) -> str:
    return f"Het schema van {title_}: alle fasen naast elkaar"


def out_to(
    end: str, needs: str, texts: Iterable[str], decided_by: str, beforehand: str = "", *, directly: bool = False
) -> str:
    what = "; ".join(texts) or f"criteria {NOBODY}"
    to = f"Rechtstreeks naar {end}" if directly else f"Naar {end}"
    beginning = f"{to}, {needs}: {what}." if needs else f"{to}: {what}."
    before = f" {BEFOREHAND}: {beforehand}." if beforehand else ""
    return f"{beginning}{before} Beslist: {decided_by or NOBODY}."


EXPLAIN = (
    "Geef antwoord uit het model op een vraag zoals u die stelt, of leg een fase, een rol, een partij, een begrip "
    "of een uitspraak uit. Zonder WAT ziet u het schema in het kort."
)
EPILOG = (
    "Voorbeelden: 'ave explain 3', 'ave explain procesregie 2 kinderen', 'ave explain wie beslist', "
    "'ave explain wie bel ik', 'ave explain rollen' (of partijen, overleggen, begrippen, criteria, termijnen of "
    "leemten). "
    "'ave explain --search school' toont alles waar een woord in staat. "
    "'ave explain --html poster.html' bewaart de poster."
)
WHAT_METAVAR = "WAT"
SEARCH = "Zoek alles waarin deze woorden voorkomen."
SEARCH_METAVAR = "WOORDEN"
COMPARE = "Zet de uitleg van dit model ernaast."
WHAT_OR_SEARCH = "Gebruik een onderwerp of --search, niet allebei."
SEARCH_ALONE = "Gebruik --search of --compare, niet allebei."
SEARCH_TITLE = "Gezocht"
BESIDE = "Naast elkaar"
WHAT_CAN_BE_ASKED = (
    "U kunt ook vragen: fasen, rollen, partijen, overleggen, begrippen, criteria, termijnen, leemten, wie beslist, "
    "wie bel ik."
)
MORE_SCHEME = "Het hele schema, met wie er soms bij komt: ave explain --full"
GROUPS: dict[str, tuple[str, ...]] = {
    "Wie": ("role", "actor", "transition", "meeting", "contact"),
    "Wat het is": ("phase", "term", "agreement", "principle", "doubt"),
    "Wat er niet staat, en waar de bron zichzelf tegenspreekt": ("gap", "conflict"),
    "Stappen en criteria": ("step", "criterion"),
    "Vragen van de triage, en uitspraken van de bron": ("fact", "statement"),
}
MORE_FULL = "Zet --full achter uw opdracht voor alles, met de bron bij elke regel."
PAPER = "Papier van het schema: A4 of A3."
PAPER_METAVAR = "PAPIER"
BOOKLET = "Bewaar poster, fasebladen, rolkaarten en woordenlijst als één boekje."
SLIDES = "Bewaar een scherm per fase, rol en tegenstrijdigheid, voor een beamer."
WRONG_PAPER = "Kies A4 of A3 als papier."
PHASE_WORDS = ("ave", "fase", "niveau")
DIFFERENCE = "x"
PER_MODEL = "Wat zegt elk document?"
READ_ON = "Verder lezen: typ"
ADVICE = (
    "Dit legt uit wat het model adviseert; het is geen besluit. Mensen besluiten, en kunnen met reden anders besluiten."
)
TO_KNOW = "Goed om te weten"
MORE_PHASES = "Meer over een fase of een rol: ave explain {}, of ave explain {}."
MORE = "Meer weten over iets: typ 'ave explain' met de woorden die tussen haakjes staan."


def head(title: str, version: str, date: str) -> str:
    return f"Model {title} · versie {version} · bijgewerkt op {day_or_text(date)}"


def origin(title_: str, document: str, year: str, version: str) -> str:
    return f"Volgens {document} ({', '.join(part for part in (title_, year) if part)}); model {version}"


def what_is_left_out(titles: Iterable[str]) -> str:
    return f"Hier weggelaten: {', '.join(small(one.rstrip('?.')) for one in titles)}."


def printed(date: str) -> str:
    return f"Afgedrukt op {day_or_text(date)}."


def says_nothing(text: str, title_: str) -> str:
    return f"Het model {title_} zegt niets over '{text}'."


def all_titles(names: Iterable[str]) -> str:
    return " en ".join(names)


def phase_unknown(words: Iterable[str], labels: Iterable[str]) -> str:
    return f"Dit model kent geen AVE {' of '.join(word.upper() for word in words)}; wel: {', '.join(labels)}."


def only_there(title_: str, other: str) -> str:
    return f"{title_} kent dit niet; {other} wel:"


def found(text: str, count: int) -> str:
    return f"Gezocht naar '{text}': {'één' if count == 1 else count} keer gevonden"


def compared(one: str, other: str) -> str:
    return f"{one} en {other} naast elkaar"
