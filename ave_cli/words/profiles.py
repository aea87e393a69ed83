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
