"""Words of questions: those that carry nothing, signs of what is asked, and the lists that can be asked for."""

from __future__ import annotations

LABEL = "ave"
FILLERS = (
    "de het een is zijn was wie wat waar wanneer hoe waarom waarvoor welke welk in op bij van voor met aan en "
    "of er om te moet moeten mag mogen kan kunnen ik we wij u je jij ze hij zij die dat dit deze dan als ook "
    "nog al erbij hierbij heeft hebben wordt worden doen doet gaat gaan komt komen mijn ons onze zit zitten "
    "staat staan zegt zeggen betekent wil willen zou zouden hoort horen ben bent weet eigenlijk precies "
    "tussen naar vanuit uit over tijdens door wel geen iets iemand alles alle elk elke hun haar hem zich zo "
    "uw ave fase fasen verschil verschillen vergelijk nodig model mij me nou nu eens meer minder via tot na "
    "per volgens echt altijd mogelijk hele maar niet gebeurt maken maakt uitleg eerst dus daar hier zelf "
    "anders regels regel rol rollen heet noemen bedoeld geldt gelden bedoelt doe blijft blijven blijf ja "
    "praten praat"
)
DISAGREEMENT, KNOT, DECIDING = "verschil van mening", "knoop doorhakken", "beslissen"
ASKS: dict[str, tuple[str, ...]] = {
    "decides": ("beslist", "beslissen", "besluit", "besluiten", "beslisser", "beslissing", "gaat erover"),
    "calls": (
        "bel",
        "bellen",
        "telefoonnummer",
        "nummer",
        "telefoon",
        "contact opnemen",
        "neem ik contact",
        "bereiken",
    ),
    "disagrees": (DISAGREEMENT, KNOT),
    "shares": ("aandeel",),
    "who": ("wie is", "wie heeft", "wie zijn", "wie hebben", "wie wordt", "wie doet"),
    "does": ("wat doet", "wat doen", "taken", "taak"),
    "together": (
        ("bij één persoon", "dezelfde persoon", "samengaan", "combineren", "gescheiden", "in één hand", "één persoon")
    ),
    "up": ("opschalen", "schaal op", "schalen op", "schaal ik op"),
    "down": ("afschalen", "schaal af", "schalen af", "schaal ik af"),
}
TOWARDS = ("naar",)
LISTS: dict[str, tuple[str, ...]] = {
    "roles": ("rollen", "alle rollen", "regierollen"),
    "actors": ("partijen", "partij", "organisaties", "betrokkenen"),
    "meetings": ("overleggen", "overlegvormen", "overlegvorm", "overlegtafels", "vergaderingen"),
    "glossary": ("begrippen", "woordenlijst", "begrippenlijst", "woorden"),
    "agreements": ("afspraken", "werkafspraken"),
    "principles": ("uitgangspunten", "principes"),
    "criteria": ("criteria", "criterium", "alle criteria"),
    "deadlines": ("termijnen", "termijn", "hoe lang duurt"),
    "gaps": (
        "leemten",
        "leemte",
        "gaten",
        "niet vastgelegd",
        "wat niet vastligt",
        "ontbreekt",
        "leemtes",
        "staat niet",
    ),
    "conflicts": ("tegenstrijdigheden", "tegenstrijdigheid"),
    "moves": ("overgangen", "stappen", "op- en afschalen beslissers"),
}
LIST_HEADS = {
    "roles": "Welke rollen zijn er?",
    "actors": "Welke partijen zijn er?",
    "meetings": "Welke overleggen zijn er?",
    "glossary": "Welke begrippen zijn er?",
    "agreements": "Welke afspraken zijn er?",
    "principles": "Welke uitgangspunten zijn er?",
    "deadlines": "Welke termijnen zijn er?",
    "gaps": "Wat staat niet in dit model?",
}
OTHERS = ("buurgemeente", "buurgemeenten", "andere gemeente", "andere gemeenten", "ander model", "andere modellen")
