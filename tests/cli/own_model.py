"""A region that is no shipped model, two municipalities on it, and a second version: written with the README alone.

Its document is invented: three levels, other words, silence about danger and about the heaviest level.
"""

from __future__ import annotations

from pathlib import Path

REGION = """
kind = "profile"
format = 1
id = "regio-delta"
title = "Regio Delta"
version = "2026.1"
date = 2026-11-27
status = "vastgesteld"
adopted_by = "het regiobestuur"
adopted_on = 2026-03-01
valid_from = 2026-03-01
ask = [
  "gevaar_acuut", "huidige_fase", "samenwerking", "leefgebieden", "zorgen_veiligheid", "werkt_mee", "stabiel",
  "huisdier", "gevaar_inwoner", "gevaar_huisgenoten", "gevaar_omgeving", "gevaar_meerdere",
]

[words]
method = "Samen Sterk"
phase = "niveau"
phases = "niveaus"
phase_article = "het"
unit = "persoon"
units = "personen"
unit_article = "de"

[source]
document = "Werkwijze Samen Sterk"
owner = "Regio Delta"
year = "2026"

[doubt]
rule = "not_recorded"

[danger]
status = "not_recorded"

[define]
onveilig = { is = { zorgen_veiligheid = true } }
zorg = { any = [ { at_least = { leefgebieden = 1 } }, { is = { huisdier = true } }, { ref = "onveilig" } ] }

[[facts]]
id = "huisdier"
group = "Inwoner en huishouden"
kind = "yes_no"
label = "verwaarloosd huisdier"
question = "Wordt er een huisdier verwaarloosd?"
worse = true
screen = "rond-de-persoon"
tick = "Er is een verwaarloosd huisdier"

[[screens]]
id = "rond-de-persoon"
question = "Wat ziet u rond de persoon?"

[[tellings]]
id = "huisdier"
tells = [
  { answer = true, say = ["er is een verwaarloosd huisdier"], tone = "bad" },
  { answer = false, say = ["het huisdier wordt goed verzorgd"], tone = "good" },
]
unknown = "of er een huisdier wordt verwaarloosd"

[[phases]]
id = "a"
label = "Niveau A"
title = "Lokaal"
start = "De hulp is lokaal."
statements = ["DEL-001"]

[[phases]]
id = "b"
label = "Niveau B"
title = "Regie"
start = "Er is regie nodig."
statements = ["DEL-002"]

[[phases]]
id = "c"
label = "Niveau C"
title = "Bestuur"
status = "not_recorded"
statements = ["DEL-003"]

[[criteria]]
id = "vast"
phase = "b"
effect = "enter"
modality = "wordt"
text = "De samenwerking loopt vast."
when = { is = { samenwerking = ["stagneert", "blijvend", "volledig"] } }
statements = ["DEL-004"]

[[criteria]]
id = "twee-van-drie"
phase = ["b", "c"]
effect = "enter"
modality = "wordt"
text = "Ten minste twee zorgen tegelijk."
statements = ["DEL-005"]
[criteria.when.count]
at_least = 2
of = [
  { is = { zorgen_veiligheid = true } },
  { at_least = { leefgebieden = 3 } },
  { is = { huisdier = true } },
]

[[criteria]]
id = "rustig"
phase = "b"
effect = "leave"
modality = "wordt"
text = "Het is een half jaar rustig."
when = { is = { stabiel = true } }
statements = ["DEL-006"]

[[roles]]
id = "procesregie"
title = "Regie"
person = "regisseur"
text = "Zorgt dat de partijen samenwerken."
statements = ["DEL-007"]

[[assignments]]
id = "regie-a"
role = "procesregie"
phases = ["a"]
status = "not_applicable"

[[assignments]]
id = "regie-b"
role = "procesregie"
phases = ["b", "c"]
holders = [{ name = "regisseur van de regio" }]
statements = ["DEL-007"]

[[transitions]]
id = "op-b"
direction = "up"
from = "a"
to = "b"
criteria = ["vast"]
decided_by = "teamleider"
statements = ["DEL-008"]

[[transitions]]
id = "af-a"
direction = "down"
from = "b"
to = "a"
criteria = ["rustig"]
requires = { is = { werkt_mee = true } }
requires_text = "De persoon werkt mee."
decided_by = "teamleider"
statements = ["DEL-009"]

[[steps]]
id = "bel"
kind = "overleggen"
phases = ["b", "c"]
text = "Bel de regisseur van de regio."
short = "Bel de regisseur."
whose = "you"
deadline = "binnen twee dagen"
statements = ["DEL-010"]

[[gaps]]
id = "rest"
about = "phase"
text = "Niveau A is wat overblijft."
phases = ["a"]
statements = ["DEL-003"]
when = { any = [ { ref = "zorg" }, { is = { stabiel = false } }, { is = { werkt_mee = false } } ] }
"""

MUNICIPALITY = """
kind = "profile"
format = 1
id = "{ident}"
title = "{title}"
version = "2026.1"
date = "2026-11-27"
status = "concept"
extends = "../regio"
{checked}

[source]
document = "Uitvoering Samen Sterk"
owner = "{title}"

[[assignments]]
id = "regie-b"
holders = [{{ name = "regisseur van {title}" }}]
"""

CHANGES = {
    "facts (huisdier).question": ("Wordt er een huisdier verwaarloosd?", "Ziet u een verwaarloosd huisdier?"),
    "phases (b).start": ("Er is regie nodig.", "Partijen wachten op elkaar."),
    "criteria (twee-van-drie).when": ("at_least = 2\n", "at_least = 3\n"),
    "criteria (rustig).text": ("Het is een half jaar rustig.", "Het is drie maanden rustig."),
    "roles (procesregie).title": ('title = "Regie"\nperson', 'title = "Procesregie"\nperson'),
    "assignments (regie-b).holders": ('regisseur van de regio" }]', 'regisseur van de gemeente" }]'),
    "transitions (op-b).decided_by": (
        'decided_by = "teamleider"\nstatements = ["DEL-008"]',
        'decided_by = "hoofd van het wijkteam"\nstatements = ["DEL-008"]',
    ),
    "transitions (af-a).requires_text": ("De persoon werkt mee.", "De persoon werkt zelf mee."),
    "steps (bel).text": ("Bel de regisseur van de regio.", "Bel vandaag de regisseur van de regio."),
    "steps (bel).deadline": ("binnen twee dagen", "binnen een dag"),
}
"""The place of each changed record, with what stood there and what comes."""

ANSWERS = """
kind = "answers"
format = 1
[answers]
gevaar_acuut = false
samenwerking = "goed"
leefgebieden = ["wonen", "geld", "werk_school"]
zorgen_veiligheid = true
huisdier = false
stabiel = true
"""


def write_models(place: Path) -> Path:
    """The region with its register, two municipalities, the second version, and answers; gives the folder."""
    texts = {
        "regio/profile.toml": REGION,
        "dam/profile.toml": MUNICIPALITY.format(ident="dam", title="Damstad", checked="base_checked = true"),
        "zee/profile.toml": MUNICIPALITY.format(ident="zee", title="Zeestad", checked=""),
        "regio2/profile.toml": second_version(),
        "antwoorden.toml": ANSWERS,
    }
    rows = "".join(
        f'[[statements]]\nid = "DEL-{number:03}"\nsection = "1"\nkind = "regel"\ntext = "Regel {number}."\n'
        for number in range(1, 11)
    )
    register = f'kind = "statements"\nformat = 1\nprofile = "regio-delta"\n{rows}'
    texts |= {"regio/statements.toml": register, "regio2/statements.toml": register}
    for name, text in texts.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    return place


def second_version() -> str:
    """The region two years later: ten records say something else."""
    text = REGION.replace('version = "2026.1"', 'version = "2028.1"')
    for old, new in CHANGES.values():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
