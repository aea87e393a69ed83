"""A world in miniature for the tests of the core: one vocabulary, one profile of three phases, two phone numbers.

The ids say nothing that the code could know: the phases are not numbers and not in the order of the alphabet. A test
that needs more writes TOML, which is put over the tiny profile: records are added to their list, tables are merged,
everything else is replaced. What it becomes goes the way of the library: shape, checks, model.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.profile.facts import Answers, Vocabulary
from ave_cli.profile.ruleset import Ruleset, compile_ruleset, decode, mark_origin, profile_fingerprint
from ave_cli.profile.schema import National, Profile
from ave_cli.profile.validation import problems_of_profile
from ave_cli.storage import library

Raw = dict[str, Any]

FACTS = """
kind = "facts"
format = 1
themes = ["Veiligheid", "Hulp"]

[[facts]]
id = "acuut"
group = "Veiligheid"
kind = "yes_no"
question = "Is er nu direct gevaar?"
gate = "acute"

[[facts]]
id = "nu"
group = "Context"
kind = "phase"
question = "In welke fase staat het huishouden nu?"
gate = "phase"

[[facts]]
id = "gevaar"
group = "Veiligheid"
kind = "yes_no"
label = "concreet gevaar"
question = "Is er concreet gevaar?"
worse = true
danger = true

[[facts]]
id = "mijding"
group = "Inwoner"
kind = "choice"
options = ["nee", "soms", "altijd"]
worse = ["nee", "soms", "altijd"]
label = "mijden van hulp"
question = "Houdt het huishouden hulp af?"

[[facts]]
id = "gebieden"
group = "Inwoner"
kind = "choices"
options = ["wonen", "geld", "werk", "zorg"]
label = "leefgebieden met problemen"
question = "Op welke leefgebieden zijn er problemen?"

[[facts]]
id = "hulp"
group = "Hulp"
kind = "yes_no"
label = "hulp loopt"
question = "Loopt er hulp die werkt?"
worse = false

[[facts]]
id = "steun"
group = "Hulp"
kind = "yes_no"
question = "Is er steun van buren of familie?"
"""

NATIONAL = """
kind = "national"
format = 1

[[contacts]]
id = "meldpunt"
name = "Meldpunt"
number = "0800-0000"
when = "Bij zorgen om een kind."
source = "verzonnen"
acute = true
order = 2
note = "regel van dit programma"

[[contacts]]
id = "nood"
name = "112"
number = "112"
when = "Bij direct gevaar: bel 112."
source = "verzonnen"
acute = true
order = 1
note = "regel van dit programma"

[[contacts]]
id = "praatlijn"
name = "Praatlijn"
number = "0800-1111"
when = "Om te praten."
source = "verzonnen"
acute = false
order = 3
note = "regel van dit programma"
"""

TINY = """
kind = "profile"
format = 1
id = "klein"
title = "Kleindorp"
version = "1.0"
date = "2026-01-01"
ask = ["acuut", "nu", "gevaar", "mijding", "gebieden", "hulp"]

[source]
document = "Handreiking van een verzonnen gemeente"
owner = "Gemeente Kleindorp"

[doubt]
rule = "not_recorded"

[danger]
phase = "brand"
text = "Overleg vandaag met het procesteam."
statements = ["KLN-007"]

[define]
veel = { at_least = { gebieden = 2 } }

[[phases]]
id = "rust"
label = "Rust"
title = "Het gewone leven"
start = "Het huishouden redt zich."

[[phases]]
id = "klem"
label = "Klem"
title = "Vastgelopen"
start = "De hulp loopt vast."

[[phases]]
id = "brand"
label = "Brand"
title = "Uit de hand"
start = "Het loopt uit de hand."

[[criteria]]
id = "klem-mijding"
phase = "klem"
effect = "enter"
modality = "kan"
text = "Het huishouden houdt hulp af"
when = { is = { mijding = ["soms", "altijd"] } }
statements = ["KLN-001"]

[[criteria]]
id = "klem-gebieden"
phase = "klem"
effect = "enter"
modality = "wordt"
text = "Problemen op meer leefgebieden"
when = { ref = "veel" }
statements = ["KLN-002"]

[[criteria]]
id = "brand-gevaar"
phase = "brand"
effect = "enter"
modality = "moet"
text = "Gevaar, en het huishouden houdt alle hulp af"
when = { all = [{ is = { gevaar = true } }, { is = { mijding = "altijd" } }] }
statements = ["KLN-003", "KLN-004"]

[[criteria]]
id = "klem-af-hulp"
phase = "klem"
effect = "leave"
modality = "kan"
text = "Er loopt hulp die werkt"
when = { is = { hulp = true } }

[[criteria]]
id = "brand-af-hulp"
phase = "brand"
effect = "leave"
modality = "kan"
text = "Er loopt hulp die werkt"
when = { is = { hulp = true } }

[[criteria]]
id = "brand-af-zorg"
phase = "brand"
effect = "leave"
modality = "kan"
text = "Geen problemen meer met zorg"
when = { not = { includes = { gebieden = "zorg" } } }

[[roles]]
id = "casusregie"
title = "Casusregie"
text = "De regie over de hulp."
max_holders = 1

[[roles]]
id = "procesregie"
title = "Procesregie"
text = "De regie over de samenwerking."

[[assignments]]
id = "klein-casusregie"
role = "casusregie"
phases = ["rust", "klem", "brand"]
holders = [{ name = "wijkteam" }]
statements = ["KLN-005"]

[[assignments]]
id = "klein-rust-procesregie"
role = "procesregie"
phases = ["rust"]
status = "not_applicable"

[[assignments]]
id = "klein-procesregie"
role = "procesregie"
phases = ["klem", "brand"]
holders = [{ name = "procesregisseur" }]
statements = ["KLN-006"]

[[transitions]]
id = "rust-naar-klem"
direction = "up"
from = "rust"
to = "klem"
criteria = ["klem-mijding", "klem-gebieden"]
needs = "any"

[[transitions]]
id = "klem-naar-brand"
direction = "up"
from = "klem"
to = "brand"
criteria = ["brand-gevaar"]
needs = "any"

[[transitions]]
id = "brand-naar-klem"
direction = "down"
from = "brand"
to = "klem"
criteria = ["brand-af-hulp", "brand-af-zorg"]

[[transitions]]
id = "klem-naar-rust"
direction = "down"
from = "klem"
to = "rust"
criteria = ["klem-af-hulp"]

[[steps]]
id = "volg-het-huishouden"
kind = "monitoren"
phases = ["rust", "klem", "brand"]
text = "Volg hoe het gaat."
"""


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def over_tiny(text: str = "", *, without: Iterable[str] = ()) -> Raw:
    """The tiny profile with this TOML put over it, and without these top-level keys of its own."""
    raw = {key: value for key, value in tomllib.loads(TINY).items() if key not in without}
    for key, value in tomllib.loads(text).items():
        if _is_records(value) and isinstance(raw.get(key), list):
            raw[key] = [*raw[key], *value]
        elif isinstance(value, dict) and isinstance(raw.get(key), dict):
            raw[key] = {**raw[key], **value}
        else:
            raw[key] = value
    return raw


def complaints_of(raw: Raw) -> tuple[str, ...]:
    """Every line that the user would read about this profile; none when it is right."""
    raw = mark_origin(raw)
    vocabulary = decode(Vocabulary, tomllib.loads(FACTS))
    found = problems_of_profile(raw, {fact.id: fact for fact in vocabulary.facts})
    return tuple(one.said for one in found)


def model_of(raw: Raw) -> Ruleset:
    """The model of a profile that must be right."""
    assert complaints_of(raw) == ()
    raw, facts = mark_origin(raw), tomllib.loads(FACTS)
    return compile_ruleset(
        decode(Profile, raw),
        decode(Vocabulary, facts),
        decode(National, tomllib.loads(NATIONAL)),
        profile_fingerprint(raw, [*facts["facts"], *raw.get("facts", ())]),
    )


def answers_to(model: Ruleset, facts: Mapping[str, Any], current: str | None = None) -> Answers:
    """Answers that must fit, read as they would be from a file."""
    answers, found = read_answers(model, facts, current)
    assert found == ()
    return answers


@pytest.fixture(scope="session")
def profile_over() -> Callable[..., Raw]:
    """`profile_over(toml, without=keys)`: raw TOML over the tiny profile, not yet checked."""
    return over_tiny


@pytest.fixture(scope="session")
def complaints() -> Callable[[Raw], tuple[str, ...]]:
    """`complaints(raw)`: every line about a raw profile."""
    return complaints_of


@pytest.fixture(scope="session")
def make() -> Callable[..., Ruleset]:
    """`make(toml, without=keys)`: the model of TOML over the tiny profile; the same TOML is built once."""

    @functools.cache
    def model(text: str = "", *, without: tuple[str, ...] = ()) -> Ruleset:
        return model_of(over_tiny(text, without=without))

    return model


@pytest.fixture(scope="session")
def build_raw() -> Callable[[Raw], Ruleset]:
    """`build_raw(raw)`: the model of a raw profile."""
    return model_of


@pytest.fixture(scope="session")
def tiny() -> Ruleset:
    """The tiny profile as it is."""
    return model_of(over_tiny())


@pytest.fixture(scope="session")
def read() -> Callable[..., Answers]:
    """`read(model, facts, current)`: answers that fit the model."""
    return answers_to


@pytest.fixture(scope="session")
def triage() -> Callable[..., Assessment]:
    """`triage(model, facts, current)`: the advice."""

    def advice(model: Ruleset, facts: Mapping[str, Any] | None = None, current: str | None = None) -> Assessment:
        return assess(model, answers_to(model, facts or {}, current))

    return advice


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Raw], str]]:
    """`shipped(raw)`: put a profile on disk as one that ships, with the tiny vocabulary; gives its id.

    What was checked before is not remembered, so that every load is a check and nothing is left on this computer.
    """
    monkeypatch.setattr(library, "recall_checked", lambda _place: None)
    monkeypatch.setattr(library, "remember_checked", lambda _place, _what: None)
    (tmp_path / "facts.toml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "landelijk.toml").write_text(NATIONAL, encoding="utf-8")
    monkeypatch.setattr(library, "root", lambda: tmp_path)
    known: dict[str, Raw] = {}
    forget: Callable[[], None] = getattr(library.shipped_ids, "cache_clear", lambda: None)

    def ship(raw: Raw) -> str:
        ident = str(raw["id"])
        known[ident] = {"id": ident, "title": ident}
        index = {"kind": "index", "format": 1, "default": ident, "profiles": list(known.values())}
        (tmp_path / "index.toml").write_text(tomli_w.dumps(index), encoding="utf-8")
        (tmp_path / ident).mkdir(exist_ok=True)
        (tmp_path / ident / "profile.toml").write_text(tomli_w.dumps(raw), encoding="utf-8")
        forget()
        return ident

    yield ship
    forget()
