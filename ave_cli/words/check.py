"""What do we say about a model that was checked?"""

from collections.abc import Sequence

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


def walked(statements: int, criteria: int, cases: int) -> str:
    return (
        f"Nagelopen: {statements} uitspraken, {criteria} criteria, {cases} voorbeelden, en elke combinatie van "
        "antwoorden die de regels kunnen onderscheiden."
    )


def found(count: int) -> str:
    return f"{count} bevinding" + ("" if count == 1 else "en")


def example(answers: Sequence[str]) -> str:
    return (
        f"Bijvoorbeeld dit huishouden: {'; '.join(answers)}."
        if answers
        else "Bijvoorbeeld een huishouden waar niets opvalt."
    )
