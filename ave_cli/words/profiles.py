"""What do we say about the models themselves?"""

PROFILES = "De modellen: welke er zijn, en welk u gebruikt."
LIST = "Toon welke modellen er zijn."
USE = "Gebruik dit model voortaan zonder ernaar te vragen."
TITLE = "Modellen"
CAPTION = "Meegeleverde modellen"
NAME = "Model"
TITLED = "Gemeente of regio"
PHASES = "Fasen"
DOCUMENT = "Document"
IN_USE = "(in gebruik)"


def now_used(title: str) -> str:
    return f"Vanaf nu wordt het model van {title} gebruikt, tenzij u met --profile een ander kiest."


def counted(modelled: int, total: int) -> str:
    return f"{modelled} van {total} gemodelleerd"


SHOW = "Toon één model op één pagina."
DOUBT = "Bij twijfel"
RULES = {
    "escalate": "Opschalen.",
    "consult": "Raadplegen.",
    "coordinate": "Afstemmen.",
    "lowest": "Zo laag mogelijk inschalen.",
    "none": "Geen regel.",
    "not_recorded": "Niet vastgelegd in dit model.",
}
GAPS = "Niet vastgelegd in dit model"
CONFLICTS = "Tegenstrijdig in de bron"
ENTERED = "Eén hiervan is genoeg:"
ROLE, WHO, SOURCE, NUMBER, QUESTION = "Rol", "Wie", "Bron", "Nummer", "Vraag"


def head(title: str, version: str) -> str:
    return f"Model {title} · versie {version}"


def share(text: str) -> str:
    return f"Aandeel volgens de bron (geen kans voor één huishouden): {text}"


def roles_in(label: str) -> str:
    return f"Wie heeft de regie in {label}"


def chosen(text: str) -> str:
    return f"Hier gebruikt: {text}"
