"""What do we say about files that cannot be read or found?"""

from collections.abc import Iterable

from ave_cli.words.problems import meant

TOO_LARGE = "Het bestand is te groot (ten hoogste 1 MB)."
NOT_UTF8 = "Het bestand is geen UTF-8-tekst. Sla het op als UTF-8 (Kladblok: Opslaan als, Codering: UTF-8)."
STANDARD_INPUT = "standaardinvoer"
FIX_AND_RETRY = "Verbeter het bestand en probeer het opnieuw."


def too_deep(line: int) -> str:
    return f"Regel {line}: dit is te diep genest."


def long_line(line: int) -> str:
    return f"Regel {line}: deze regel is langer dan 20.000 tekens."


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


NO_ROOM = "Het resultaat kan niet worden geschreven: er is geen ruimte of er mag niet worden geschreven."
NO_CASES = "Dit model heeft geen voorbeelden."
PROFILE_PATH_HINT = "Geef met --profile een bekend model of het pad van een eigen model."
