"""What do we say about files that we write?"""

DISK_FAILS = "de schijf geeft een fout"
WHY = {
    "ENOSPC": "de schijf is vol",
    "EDQUOT": "uw ruimte op de schijf is vol",
    "EFBIG": "het bestand wordt te groot",
    "EACCES": "u hebt daar geen schrijfrechten",
    "EPERM": "u hebt daar geen schrijfrechten",
    "EROFS": "deze plek is alleen-lezen",
    "ENOENT": "de map bestaat niet",
    "ENOTDIR": "de map bestaat niet",
    "ENAMETOOLONG": "de naam is te lang",
}
"""By the name of the error of the system."""

OTHER_NAME = "Kies een andere naam of een andere map."
OTHER_FOLDER = "Kies een andere map en probeer het opnieuw."
NOT_DURABLE = "Opgeslagen. Valt de stroom binnen een minuut uit, dan kan het bestand alsnog verloren gaan."


def exists(name: str) -> str:
    return f"'{name}' bestaat al. Er is niets geschreven."


def no_folder_of_ours(name: str) -> str:
    return f"'{name}' is een verwijzing of een bestand, en geen map. Er is niets geschreven."


def folder_not_made(name: str, why: str) -> str:
    return f"De map '{name}' kan niet worden gemaakt: {why}."


def not_saved(name: str, why: str) -> str:
    return f"'{name}' is niet opgeslagen: {why}."


def left_behind(name: str) -> str:
    return f"Het tijdelijke bestand '{name}' kon niet worden verwijderd. Verwijder het zelf."
