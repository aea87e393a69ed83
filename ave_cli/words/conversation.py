"""What do we say around an interview: drafts, the choice of a model, what to do with the result?"""

NO_CONSOLE = "Dit venster kan niet hertekenen; de vragen komen nu regel voor regel."
KEPT = "Uw antwoorden zijn als concept bewaard; ga verder met: ave triage --resume"
NOT_KEPT = "Er is niets bewaard."
NO_DRAFT = "Er is geen concept om mee verder te gaan."
NOTHING_DONE = "Gestopt. Er is niets veranderd."
MODEL_CHANGED = "Het model is veranderd sinds dit concept. Bevestig uw antwoorden daarom een voor een."
DAMAGED = "Het einde van dit concept was beschadigd. Wat nog zeker klopte, is behouden."
UNREADABLE = "Er staat een concept dat niet meer te lezen is. Wat wilt u ermee doen?"
GO_ON_WITH_IT = "Verdergaan met dit gesprek"
ANEW = "Een nieuw gesprek beginnen (het concept blijft)"
THROW_AWAY = "Het concept weggooien"
KEEP = "Het concept laten staan"
REMEMBER = "Wilt u dit model voortaan gebruiken, zonder deze vraag?"
YES_REMEMBER = "Ja, onthoud dit model op deze computer"
NO_REMEMBER = "Nee, vraag het de volgende keer weer"

WHAT_NOW = "Wat wilt u nu doen?"
SAVE = "Opslaan als notitie"
CHANGE = "Een antwoord wijzigen"
AS_MARKDOWN = "Tonen als tekst om te plakken (markdown)"
STOP_AND_KEEP = "Stoppen; het concept blijft nog zeven dagen staan"
STOP_AND_FORGET = "Stoppen en het concept weggooien"
STOP = "Stoppen"
NOT_SAVED_YET = "De antwoorden staan nog in het concept; ga later verder met: ave triage --resume"

ASK_CASE = "Een eigen kenmerk van de zaak, zonder naam (mag leeg blijven):"
ASK_DECISION = "Wat besluit u: welke fase? (mag leeg blijven)"
ASK_WHY = "Waarom? (mag leeg blijven)"
ASK_REVIEW = "Wanneer kijkt u opnieuw, jjjj-mm-dd? (mag leeg blijven)"
TOO_LONG = "Dit is te lang voor een notitie (ten hoogste 1000 tekens). Schrijf het korter."
NO_DATE = "Dat is geen datum. Schrijf bijvoorbeeld 2026-12-31, of laat het leeg."
TAKE_OUT = "Weghalen"
RETYPE = "Opnieuw typen"
IS_NO_BSN = "Laten staan: dit is geen BSN"
LEAVE = "Laten staan"


def stopped(where: str) -> str:
    return f"Gestopt. {where}"


def unfinished(title: str, when: str, count: int) -> str:
    return f"Er is een gesprek dat niet af is: {title}, {when}, {count} antwoorden."


def old(day: str) -> str:
    return f"Er staat nog een concept van {day}, ouder dan zeven dagen. Wat wilt u ermee doen?"


def saved(path: str) -> str:
    return f"Notitie bewaard in {path}"


LEFTOVER = "Een tijdelijk bestand met dezelfde tekst kon niet worden weggehaald:"
NOT_DURABLE = "De notitie is opgeslagen, maar misschien nog niet bestand tegen een stroomstoring op dit moment."
