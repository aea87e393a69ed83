"""Everything that is wrong with a model is found, in its place, with a household that shows it.

Each file in `broken_profiles` is put over a tiny profile that holds, and breaks it in one way. Its first lines say what
must come out, all of it and nothing else: `# expect: KIND | WHERE | TEXT`. `# example: TOML` is what every household
that is given as an example must answer, `# statement: ID` adds a statement to the register, `# excused: ID` gives one a
reason not to be used.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ave_cli.authoring.check import check_profile
from ave_cli.authoring.proofs import Finding, FindingKind
from ave_cli.profile.companion_files import Case, Journey, Statement
from ave_cli.profile.ruleset import Ruleset, decode
from ave_cli.storage import library

Raw = dict[str, Any]
FILES = sorted((Path(__file__).parent / "broken_profiles").glob("*.toml"))
HOLDS = """
[[gaps]]
id = "wie-beslist"
about = "phase"
text = "Wie beslist, staat niet in dit model."
undecided = ["rust-naar-klem", "klem-naar-brand", "brand-naar-klem", "klem-naar-rust"]
statements = ["KLN-001"]

[[gaps]]
id = "geen-hulp"
about = "phase"
text = "Of een huishouden zonder hulp in een zwaardere fase hoort, staat niet in dit model."
phases = ["rust"]
when = { is = { hulp = false } }
statements = ["KLN-001"]
"""


def heading(text: str, word: str) -> tuple[str, ...]:
    """What the leading comment says behind this word, one for each line."""
    return tuple(line.partition(": ")[2] for line in text.splitlines() if line.startswith(f"# {word}: "))


def found_in(text: str, profile_over: Callable[..., Raw], build_raw: Callable[[Raw], Ruleset]) -> tuple[Finding, ...]:
    """What a check finds in the tiny profile with this put over it, in its register and in its cases."""
    sourced = {one["id"] for one in records(profile_over())}
    raw = profile_over(f"{text}\n{HOLDS}")
    cases = tuple(decode(Case, one) for one in raw.pop("cases", ()))
    journeys = tuple(decode(Journey, one) for one in raw.pop("journeys", ()))
    for one in records(raw):
        if one["id"] in sourced:
            one.setdefault("statements", ["KLN-002"])
    ids = [*(f"KLN-00{number}" for number in range(1, 8)), *heading(text, "statement")]
    excused = heading(text, "excused")
    register = {
        one: Statement(id=one, section="1", kind="regel", text="Zo is het.", not_modelled="x" if one in excused else "")
        for one in ids
    }
    return check_profile(build_raw(raw), register, ids, cases, journeys)


def records(raw: Raw) -> Iterator[Raw]:
    """Every record of a raw profile that can rest on statements; facts cannot."""
    for key, value in raw.items():
        if key != "facts" and isinstance(value, list):
            yield from (one for one in value if isinstance(one, dict))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_a_broken_profile_gives_exactly_its_findings(
    path: Path, profile_over: Callable[..., Raw], build_raw: Callable[[Raw], Ruleset]
) -> None:
    text = path.read_text(encoding="utf-8")
    found = found_in(text, profile_over, build_raw)
    assert Counter(f"{one.kind.value} | {one.where} | {one.text}" for one in found) == Counter(heading(text, "expect"))
    wanted = {
        key: value
        for line in heading(text, "example")
        for key, value in tomllib.loads(f"x = {{ {line} }}")["x"].items()
    }
    examples = [one.example for one in found if one.example is not None]
    assert bool(wanted) == bool(examples)
    for example in examples:
        assert {fact: example.value(fact) for fact in wanted} == wanted


def test_the_profile_that_they_break_holds(
    profile_over: Callable[..., Raw], build_raw: Callable[[Raw], Ruleset]
) -> None:
    assert found_in("", profile_over, build_raw) == ()


def test_every_kind_of_finding_has_a_broken_profile() -> None:
    """All but the shape of a file, of which `test_bad_profiles.py` has every mistake."""
    shown = {line.split(" | ")[0] for path in FILES for line in heading(path.read_text(encoding="utf-8"), "expect")}
    assert shown == {kind.value for kind in FindingKind} - {FindingKind.SHAPE.value}


@pytest.mark.content
@pytest.mark.parametrize("name", library.index().ids())
def test_a_model_that_ships_holds(name: str) -> None:
    base, own = library.load_registers(name)
    assert base == {}
    assert (
        check_profile(library.load(name), own, tuple(own), library.load_cases(name).cases, library.journeys_of(name))
        == ()
    )
