"""A sentence of the tool in the words of another method: article, pronoun and adjective go along."""

from __future__ import annotations

import pytest

from ave_cli.text.common import in_words

WORDS = {
    "method": "Samen Sterk",
    "phase": "niveau",
    "phases": "niveaus",
    "phase_article": "het",
    "unit": "persoon",
    "units": "personen",
    "unit_article": "de",
}


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("In welke AVE-fase staat dit huishouden?", "In welk niveau staat deze persoon?"),
        ("De fase is nog niet te zeggen.", "Het niveau is nog niet te zeggen."),
        ("Een lichtere fase kan ook.", "Een lichter niveau kan ook."),
        ("de lichtste fase", "het lichtste niveau"),
        ("deze fase, die fase, elke fase", "dit niveau, dat niveau, elk niveau"),
        ("Huidige fase", "Huidig niveau"),
        ("FASE", "NIVEAU"),
        ("De fasen van het huishouden", "De niveaus van de persoon"),
        ("Bij een ander huishouden", "Bij een andere persoon"),
        ("AVE-advies", "Samen Sterk-advies"),
        ("fasering en Naveld", "fasering en Naveld"),
    ],
)
def test_a_sentence_in_other_words(sentence: str, said: str) -> None:
    assert in_words(sentence, WORDS) == said


def test_without_words_nothing_changes() -> None:
    sentence = "De fase van dit huishouden in AVE."
    assert in_words(sentence, dict.fromkeys(WORDS, "") | {"phase_article": "de", "unit_article": "het"}) == sentence
