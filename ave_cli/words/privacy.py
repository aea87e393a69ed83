"""What do we call what looks like somebody's personal data?"""

from collections.abc import Iterable

REMOVED = "[weggehaald]"
"""Stands in a text where something was taken out."""

NAMES = {
    "bsn": "een burgerservicenummer (BSN)",
    "iban": "een rekeningnummer (IBAN)",
    "email": "een e-mailadres",
    "phone": "een telefoonnummer",
    "address": "een adres (postcode met huisnummer)",
    "birth_date": "een geboortedatum",
}


def looks_like(kinds: Iterable[str]) -> str:
    """One sentence that names each kind once, in the order given."""
    *first, last = dict.fromkeys(NAMES[kind] for kind in kinds)
    listed = f"{', '.join(first)} en {last}" if first else last
    return f"In deze tekst staat iets dat lijkt op {listed}."


def taken_out(kinds: Iterable[str]) -> str:
    return f"Let op het kenmerk van de zaak. {looks_like(kinds)} Dat is weggelaten uit wat wordt bewaard."
