"""What do we say about files that cannot be read or found?"""

from collections.abc import Iterable

from ave_cli.words.problems import meant

TOO_LARGE = "Het bestand is te groot (ten hoogste 1 MB)."
NOT_UTF8 = "Het bestand is geen UTF-8-tekst. Sla het op als UTF-8 (Kladblok: Opslaan als, Codering: UTF-8)."
TOO_DEEP = "Het bestand is te diep genest."
LONG_LINE = "Er staat een regel in van meer dan 20.000 tekens."
STANDARD_INPUT = "standaardinvoer"
FIX_AND_RETRY = "Verbeter het bestand en probeer het opnieuw."


def long_key(line: int) -> str:
    return f"Regel {line}: een sleutel heeft te veel delen."


def not_toml(line: int | None) -> str:
    where = f" (regel {line})" if line else ""
    return f"Het bestand is geen geldige TOML{where}."


def not_found(name: str) -> str:
    return f"Het bestand '{name}' is niet gevonden."


def not_readable(name: str) -> str:
    return f"Het bestand '{name}' kan niet worden gelezen."


def broken(name: str) -> str:
    return f"Er klopt iets niet in {name}:"


def no_profile(name: str, known: Iterable[str]) -> str:
    known = list(known)
    return f"Het model '{name}' is niet bekend{meant(name, known) or '.'} Bekend zijn: {', '.join(known)}."


def no_base(name: str) -> str:
    return f"extends: het model '{name}' is niet gevonden"


NO_CASES = "Dit model heeft geen voorbeelden."
PROFILE_PATH_HINT = "Geef met --profile een bekend model of het pad van een eigen model."
