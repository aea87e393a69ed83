"""Random profiles and households: small ones, with everything in them that the engine has to deal with."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ave_cli.profile.facts import Answers, Gap, Value, Vocabulary
from ave_cli.profile.integrity import problems_of
from ave_cli.profile.ruleset import Ruleset, compile_ruleset, decode
from ave_cli.profile.schema import National, Profile

YES_NO = ("a", "b", "c", "d", "e", "f")
ON_SCREEN = ("c", "d", "e")
CHOICES = {"mate": ("geen", "wat", "veel"), "loop": ("goed", "slecht", "vast")}
AREAS = ("wonen", "geld", "werk")

VOCABULARY: dict[str, Any] = {
    "kind": "facts",
    "format": 1,
    "themes": [],
    "screens": [{"id": "samen", "question": "Wat klopt?"}],
    "facts": [
        {"id": "acuut", "group": "g", "kind": "yes_no", "question": "Acuut?", "gate": "acute", "worse": True},
        {"id": "nu", "group": "g", "kind": "phase", "question": "Welke fase?", "gate": "phase"},
        *(
            {"id": one, "group": "g", "kind": "yes_no", "question": f"{one}?", "worse": True, "danger": one == "a"}
            | ({"screen": "samen", "tick": one} if one in ON_SCREEN else {})
            for one in YES_NO
        ),
        *(
            {"id": one, "group": "g", "kind": "choice", "options": list(options), "question": f"{one}?"}
            | {"worse": list(options)}
            for one, options in CHOICES.items()
        ),
        {"id": "gebieden", "group": "g", "kind": "choices", "options": list(AREAS), "question": "Welke?"},
    ],
}

_LEAVES = st.one_of(
    st.tuples(st.sampled_from(YES_NO), st.booleans()).map(lambda one: {"is": {one[0]: one[1]}}),
    *(
        st.tuples(st.just(fact), st.sampled_from(options)).map(lambda one: {"is": {one[0]: one[1]}})
        for fact, options in CHOICES.items()
    ),
    st.lists(st.sampled_from(CHOICES["mate"]), min_size=1, max_size=2, unique=True).map(
        lambda options: {"is": {"mate": options}}
    ),
    st.integers(1, 3).map(lambda count: {"at_least": {"gebieden": count}}),
    st.sampled_from(AREAS).map(lambda area: {"includes": {"gebieden": area}}),
)
CONDITIONS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        st.tuples(st.integers(1, 2), st.lists(inner, min_size=2, max_size=3)).map(
            lambda one: {"count": {"at_least": one[0], "of": one[1]}}
        ),
    ),
    max_leaves=5,
)


def _criterion(ident: str, phase: str, effect: str, when: Any) -> dict[str, Any]:
    return {"id": ident, "phase": phase, "effect": effect, "modality": "kan", "text": ident, "when": when}


@st.composite
def raw_profiles(draw: st.DrawFn, *, wide: bool = False) -> dict[str, Any]:
    """A profile as a file has it: two to four phases, every kind of record, rules at random.

    Args:
        wide: some criteria name a heavier phase that it may be too, and the source may be silent about danger.
    """
    phases = [str(number) for number in range(draw(st.integers(2, 4)))]
    heavier = phases[1:]
    criteria = [
        _criterion(f"op-{number}", draw(st.sampled_from(heavier)), "enter", draw(CONDITIONS))
        for number in range(draw(st.integers(1, 4)))
    ]
    for one in criteria if wide else ():
        one["phase_to"] = draw(st.sampled_from(phases[phases.index(one["phase"]) :]))
    criteria += [
        _criterion(f"af-{phase}-{number}", phase, "leave", draw(CONDITIONS))
        for phase in heavier
        for number in range(draw(st.integers(0, 2)))
    ]
    criteria += [
        _criterion(f"in-{number}", draw(st.sampled_from(phases)), effect, draw(CONDITIONS))
        for number, effect in enumerate(draw(st.lists(st.sampled_from(["within", "inform", "supports"]), max_size=3)))
    ]
    moves = [
        {"id": f"af-{phase}-naar-{to}", "direction": "down", "from": phase, "to": to}
        | {"criteria": [one["id"] for one in criteria if one["effect"] == "leave" and one["phase"] == phase]}
        | ({"requires": draw(CONDITIONS)} if draw(st.booleans()) else {})
        for phase in heavier
        for to in draw(st.lists(st.sampled_from(phases[: phases.index(phase)]), max_size=2, unique=True))
    ]
    assignments = [
        {"id": f"wie-{phase}-{number}", "role": "regie", "phases": [phase], "when": draw(CONDITIONS)}
        | {"holders": [{"name": f"houder {number}"}], "adds": draw(st.booleans())}
        for phase in phases
        for number in range(draw(st.integers(0, 2)))
    ]
    assignments.append({"id": "wie", "role": "regie", "phases": phases, "status": "not_applicable"})
    steps = [
        {"id": f"stap-{number}", "kind": "overleggen", "text": f"stap {number}", "when": draw(CONDITIONS)}
        | {"phases": draw(st.lists(st.sampled_from(phases), min_size=1, unique=True))}
        for number in range(draw(st.integers(0, 3)))
    ]
    doubted = draw(st.lists(st.sampled_from([*YES_NO, *CHOICES]), max_size=3, unique=True))
    return {
        "kind": "profile",
        "format": 1,
        "id": "proef",
        "title": "Proef",
        "version": "1",
        "date": "2026-01-01",
        "ask": [fact["id"] for fact in VOCABULARY["facts"]],
        "source": {"document": "verzonnen", "owner": "niemand"},
        "doubt": {"rule": draw(st.sampled_from(["escalate", "consult", "not_recorded"])), "facts": doubted},
        "danger": {"status": "not_recorded"}
        if wide and draw(st.booleans())
        else {"phase": phases[-1], "text": "Overleg vandaag."},
        "phases": [{"id": one, "label": f"F{one}", "title": one, "start": "Zo begint het."} for one in phases],
        "criteria": criteria,
        "roles": [{"id": "regie", "title": "Regie", "text": "Wie stuurt."}],
        "assignments": assignments,
        "transitions": moves,
        "steps": steps,
    }


def model_of(raw: dict[str, Any]) -> Ruleset:
    vocabulary, profile = decode(Vocabulary, VOCABULARY), decode(Profile, raw)
    assert problems_of(profile, {fact.id: fact for fact in vocabulary.facts}) == ()
    return compile_ruleset(
        profile, vocabulary, decode(National, {"kind": "national", "format": 1, "contacts": []}), "sha256:0"
    )


rulesets = raw_profiles().map(model_of)
wide_rulesets = raw_profiles(wide=True).map(model_of)


def values(fact: str, phases: tuple[str, ...]) -> st.SearchStrategy[Value]:
    """Every answer that a fact can have."""
    if fact == "nu":
        return st.sampled_from((*phases, "geen"))
    if fact in CHOICES:
        return st.sampled_from(CHOICES[fact])
    if fact == "gebieden":
        return st.sets(st.sampled_from(AREAS)).map(lambda some: tuple(one for one in AREAS if one in some))
    return st.booleans()


@st.composite
def full_answers(draw: st.DrawFn, ruleset: Ruleset) -> Answers:
    """A household of which everything is known."""
    return Answers(given={fact: draw(values(fact, tuple(ruleset.ranks))) for fact in ruleset.facts})


@st.composite
def any_answers(draw: st.DrawFn, ruleset: Ruleset) -> Answers:
    """A household of which some things are known, some doubted and some not asked."""
    given: dict[str, Value | Gap] = {}
    for fact in ruleset.facts:
        kind = draw(st.sampled_from(["known", "known", "doubted", "absent"]))
        if kind == "known":
            given[fact] = draw(values(fact, tuple(ruleset.ranks)))
        elif kind == "doubted":
            given[fact] = Gap.DONT_KNOW
    return Answers(given=given)
