"""What do we say about the draft of an interview?"""

BUSY = "Aan dit concept wordt in een ander venster gewerkt. Ga daar verder, of sluit dat venster eerst."
GONE = "Dit concept is er niet meer."
NOT_OPENED = "Dit concept kan niet worden geopend."
DRAFT_TOO_LARGE = "Dit concept is te groot om te lezen (ten hoogste 1 MB)."
NO_START = "Het begin van dit concept is beschadigd; er is niets van over dat zeker klopt."
GO_ON_WITHOUT = "U kunt verdergaan met de vragen. Stopt u tussendoor, dan zijn de antwoorden vanaf hier niet bewaard."
REMOVE_YOURSELF = "Verwijder dit bestand zelf: er staan antwoorden in."


def not_kept(why: str) -> str:
    return f"Uw antwoorden worden niet meer tussentijds bewaard: {why}."


def not_removed(name: str, why: str) -> str:
    return f"Het concept '{name}' kon niet worden verwijderd: {why}."
