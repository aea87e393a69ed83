"""What stands in a note, what of it counts next time, and what two of them say about up and down."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ave_cli.engine.assessment import Assessment, assess
from ave_cli.engine.phases import Direction
from ave_cli.notes.comparison import (
    ChangeKind,
    current_phase,
    holders_in_note,
    meaning,
    naming,
    note_differences,
)
from ave_cli.notes.note import (
    Decision,
    Handover,
    Note,
    NotedRole,
    NotedStep,
    Since,
    is_open,
    is_surely_right,
    make_note,
    model_since,
    note_to_plain,
    proposals,
    read_note,
    seal,
    wrong_answers,
)
from ave_cli.notes.review import Review, opening_lines, review_state
from ave_cli.profile.facts import Answers, Gap
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import RoleStatus, StepKind
from ave_cli.profile.validation import problems_of_shape
from ave_cli.storage import library
from ave_cli.text import notes as notes_text
from ave_cli.wording.phrases import holders_or_status
from tests import strategies

relaxed = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=50
)
Triage = Callable[..., Assessment]
NoteOf = Callable[..., Note]
MOMENT = "2026-11-22T14:05:00+01:00"
LATER = "2026-12-20T09:30:00+01:00"
FULL = {"acuut": False, "gevaar": False, "mijding": "soms", "gebieden": ["wonen", "geld"], "hulp": "weet_niet"}


def keep(assessment: Assessment, **other: Any) -> Note:
    filled_in: dict[str, Any] = {"created": MOMENT, "case": "2026-017", "decision": "", "why": "", "review_on": None}
    return make_note(assessment, **{**filled_in, **other})


@pytest.fixture
def note_of(triage: Triage, tiny: Ruleset) -> NoteOf:
    """`note_of(facts, current, model=…, **rest)`: the note of a triage."""

    def made(
        facts: dict[str, Any] | None = None, current: str | None = None, ruleset: Ruleset = tiny, **other: Any
    ) -> Note:
        return keep(triage(ruleset, facts or {}, current), **other)

    return made


# ------------------------------------------------------------------------------------------ what is in it


def test_a_note_holds_what_was_answered_and_advised_and_apart_from_that_what_was_decided(note_of: NoteOf) -> None:
    note = note_of(FULL, "klem", decision=" Rust ", why=" Het gaat weer.\n", case=" 2026-017 ", review_on="2026-12-22")
    data = note_to_plain(note)
    mark = data["profile"].pop("hash")
    assert mark.startswith("sha256:")
    assert data == {
        "kind": "note",
        "format": 1,
        "created": MOMENT,
        "case": "2026-017",
        "profile": {"id": "klein", "version": "1.0", "title": "Kleindorp"},
        "answers": {
            "acuut": False,
            "gevaar": False,
            "mijding": "soms",
            "gebieden": ["wonen", "geld"],
            "nu": "klem",
        },
        "dont_know": ["hulp"],
        "assessment": {
            "status": "settled",
            "danger": "no",
            "alerts": [],
            "at_least": "klem",
            "at_most": "klem",
            "advised": "klem",
            "current": "klem",
            "direction": "same",
            "acute": "no",
            "criteria_met": ["klem-mijding", "klem-gebieden", "brand-af-zorg"],
            "roles": [
                {
                    "role": "casusregie",
                    "title": "Casusregie",
                    "status": "assigned",
                    "holders": ["wijkteam"],
                    "appointed_in": "",
                },
                {
                    "role": "procesregie",
                    "title": "Procesregie",
                    "status": "assigned",
                    "holders": ["procesregisseur"],
                    "appointed_in": "",
                },
            ],
            "steps": [{"kind": "monitoren", "text": "Volg hoe het gaat.", "who": ""}],
        },
        "decision": {"phase": "Rust", "why": "Het gaat weer."},
        "review_on": "2026-12-22",
    }


ASKED_EVERYWHERE: dict[str, Any] = {
    "hulpvraag": True,
    "minderjarige": True,
    "geweld_gezien": True,
    "eerder_gemeld": True,
    "niemand_pakt_op": True,
    "kind_vertelt": "weet_niet",
}


@pytest.mark.parametrize("name", library.index().ids())
def test_a_note_keeps_the_step_and_not_the_answer_that_changes_no_phase(name: str, note_of: NoteOf) -> None:
    ruleset = library.load(name)
    note = note_of(ASKED_EVERYWHERE, ruleset=ruleset)
    kept = {"hulpvraag", *({"minderjarige", "geweld_gezien"} & set(ruleset.profile.ask))}
    assert (set(note.answers), note.dont_know) == (kept, ())
    said = " ".join(step.text for step in note.assessment.steps)
    by_id = {step.id: step for step in ruleset.national.steps}
    for step in ("meldcode", "eerdere-meldingen", "iemand-pakt-op"):
        assert by_id[step].text in said
    whole = note_of(ASKED_EVERYWHERE, ruleset=ruleset, keep_all=True)
    assert (len(whole.answers), whole.dont_know) == (5, ("kind_vertelt",))
    assert whole.assessment == note.assessment


def test_what_is_absent_has_no_key(note_of: NoteOf) -> None:
    data = note_to_plain(note_of({}))
    assert "review_on" not in data
    assert not {"current", "direction"} & set(data["assessment"])


@pytest.mark.parametrize(
    ("answer", "kept"), [(True, "yes"), (False, "no"), ("weet_niet", "unknown"), (None, "unknown")]
)
def test_acute_danger_is_kept_as_yes_no_or_unknown(answer: Any, kept: str, note_of: NoteOf) -> None:
    assert note_of({} if answer is None else {"acuut": answer}).assessment.acute == kept


def test_a_step_keeps_the_number_to_call(note_of: NoteOf) -> None:
    steps = note_of({"acuut": True}).assessment.steps
    assert [(step.kind, step.who) for step in steps][:2] == [
        (StepKind.ACUTE, "112"),
        (StepKind.ACUTE, "Meldpunt, 0800-0000"),
    ]


def test_a_role_keeps_the_scope_of_its_holders_and_where_they_are_appointed(
    make: Callable[..., Ruleset], note_of: NoteOf
) -> None:
    ruleset = make("""
        [[roles]]
        id = "overleg"
        title = "Overleg"
        text = "Wie het overleg leidt."

        [[assignments]]
        id = "wie-overleg"
        role = "overleg"
        phases = ["rust", "klem", "brand"]
        holders = [{ name = "regisseur", scope = "omgeving" }]
        appointed_in = "casusoverleg"
    """)
    role = note_of({"gevaar": False, "mijding": "nee", "gebieden": []}, ruleset=ruleset).assessment.roles[-1]
    assert (role.status, role.holders, role.appointed_in) == (
        RoleStatus.ASSIGNED,
        ("regisseur (omgeving)",),
        "casusoverleg",
    )
    assert holders_in_note(role) == "regisseur (omgeving); wordt afgesproken in: casusoverleg"


@relaxed
@given(st.data())
def test_a_note_of_any_household_under_any_profile_reads_back_the_same(data: st.DataObject) -> None:
    ruleset = data.draw(strategies.rulesets)
    texts = st.text(max_size=200)
    note = keep(
        assess(ruleset, data.draw(strategies.any_answers(ruleset))),
        case=data.draw(texts),
        decision=data.draw(texts),
        why=data.draw(texts),
        review_on=data.draw(st.dates().map(str) | st.none()),
    )
    raw = json.loads(json.dumps(note_to_plain(note)))
    assert problems_of_shape(Note, raw) == ()
    assert list(wrong_answers(raw)) == []
    assert read_note(raw) == note


@pytest.mark.parametrize("answer", [3, 1.5, {"ja": True}, [True], ["wonen", 1], None], ids=repr)
def test_an_answer_that_fits_no_fact_is_named_without_echoing_it(answer: Any) -> None:
    (line,) = wrong_answers({"answers": {"goed": ["a"], "ook": "b", "fout": answer, "nog": False}})
    assert line.startswith("answers.fout: ")
    assert str(answer) not in line


# ------------------------------------------------------------------------------------------ the next triage


def test_earlier_answers_are_proposed_as_far_as_the_model_still_knows_them(tiny: Ruleset, note_of: NoteOf) -> None:
    note = note_of(FULL, "klem")
    strange = {
        "verdwenen": True,
        "steun": "ja",
        "gevaar": "weet_niet",
        "gebieden": ("zorg", "wonen"),
        "mijding": "soms",
    }
    assert proposals(replace(note, answers={**note.answers, **strange}), tiny) == {
        "mijding": "soms",
        "gebieden": ("wonen", "zorg"),
    }


def test_neither_danger_nor_the_phase_of_then_is_proposed(tiny: Ruleset, note_of: NoteOf) -> None:
    assert proposals(note_of({"acuut": False, "gevaar": True}, "klem"), tiny) == {"gevaar": True}


@pytest.mark.parametrize(
    ("decision", "phase"),
    [
        ("", "klem"),
        ("brand", "brand"),
        ("Brand", "brand"),
        (" BRAND ", "brand"),
        ("Rust", "rust"),
        ("we wachten nog even", "klem"),
        ("Brand, met de procesregisseur", "klem"),
    ],
)
def test_the_phase_of_a_household_is_the_decided_one_else_the_advised_one(
    decision: str, phase: str, tiny: Ruleset, note_of: NoteOf
) -> None:
    assert current_phase(note_of({"mijding": "soms"}, decision=decision), tiny) == phase


def test_a_phase_that_the_model_lost_is_no_current_phase(tiny: Ruleset, note_of: NoteOf) -> None:
    note = note_of({})
    assert current_phase(replace(note, assessment=replace(note.assessment, advised="weg")), tiny) is None


def test_a_model_that_changed_or_is_another_one_is_seen(
    tiny: Ruleset, make: Callable[..., Ruleset], note_of: NoteOf
) -> None:
    note = note_of({})
    assert model_since(note, tiny) is Since.SAME
    assert model_since(note, make('version = "1.1"')) is Since.CHANGED
    assert model_since(note, make('id = "elders"')) is Since.NOT_FOUND


@pytest.mark.parametrize(
    ("on", "followed", "how"),
    [
        (None, False, Review.NONE),
        (None, True, Review.NONE),
        ("2026-11-21", False, Review.OVERDUE),
        ("2026-11-22", False, Review.PLANNED),
        ("2026-11-23", False, Review.PLANNED),
        ("2025-12-31", False, Review.OVERDUE),
        ("2026-11-21", True, Review.FOLLOWED),
        ("2026-11-23", True, Review.FOLLOWED),
    ],
)
def test_a_review_is_overdue_from_the_day_after_it(
    on: str | None, followed: bool, how: Review, note_of: NoteOf
) -> None:
    assert review_state(note_of({}, review_on=on), "2026-11-22", followed=followed) is how


# ------------------------------------------------------------------------------------------ words


def test_what_a_model_does_not_know_any_more_stands_for_itself(tiny: Ruleset, note_of: NoteOf) -> None:
    words = naming(note_of({}), tiny)
    assert words.fact("verdwenen_feit") == "verdwenen feit"
    assert words.answer("verdwenen_feit", True) == "ja"
    assert words.answer("verdwenen_feit", ("een_optie", "nog_een")) == "een optie, nog een"
    assert words.answer("verdwenen_feit", ()) == "geen"
    assert words.answer("mijding", "weg_optie") == "weg optie"
    assert words.phase("weg") == "fase weg"
    assert words.criterion("weg") == "weg"


def test_the_phases_and_criteria_of_another_model_are_never_taken_for_its_own(
    make: Callable[..., Ruleset], note_of: NoteOf
) -> None:
    words = naming(note_of({}), make('id = "elders"'))
    assert words.phase("klem") == "fase klem"
    assert words.criterion("klem-mijding") == "klem-mijding"
    assert words.fact("mijding") == "mijden van hulp"


def test_an_answer_on_the_phase_has_its_label(tiny: Ruleset, note_of: NoteOf) -> None:
    words = naming(note_of({}), tiny)
    assert [words.answer("nu", one) for one in ("klem", "geen")] == ["Klem", "geen"]


@pytest.mark.parametrize(
    ("status", "holders", "place", "told"),
    [
        (RoleStatus.ASSIGNED, ("a", "b"), "", "a; b"),
        (RoleStatus.UNDECIDED, ("a", "b"), "", "nog te beslissen: a of b"),
        (RoleStatus.NOT_APPLICABLE, (), "", "niet van toepassing"),
        (RoleStatus.NOT_RECORDED, (), "", "niet vastgelegd in dit model"),
    ],
)
def test_a_role_says_who_holds_it_or_why_nobody(
    status: RoleStatus, holders: tuple[str, ...], place: str, told: str
) -> None:
    assert holders_in_note(NotedRole(role="r", title="R", status=status, holders=holders, appointed_in=place)) == told


@pytest.mark.parametrize(
    ("status", "places", "told"),
    [
        (RoleStatus.UNDECIDED, ["x"], "nog te beslissen: a of wordt afgesproken in: x"),
        (RoleStatus.UNDECIDED, ["x", "", "y"], "nog te beslissen: a of wordt afgesproken in: x of y"),
        (RoleStatus.ASSIGNED, ["x", "y"], "a; wordt afgesproken in: x; wordt afgesproken in: y"),
        (RoleStatus.UNDECIDED, [""], "nog te beslissen: a"),
    ],
)
def test_that_a_role_is_agreed_in_one_of_several_meetings_is_said_once(
    status: RoleStatus, places: list[str], told: str
) -> None:
    assert holders_or_status(status, ["a"], places) == told


# ------------------------------------------------------------------------------------------ what changed

QUIET = {"acuut": False, "gevaar": False, "mijding": "nee", "gebieden": [], "hulp": False}
STUCK = {**QUIET, "mijding": "soms"}
AFIRE = {**QUIET, "mijding": "altijd", "gevaar": True}


def told(old: Note, new: Note, ruleset: Ruleset) -> dict[ChangeKind, list[tuple[str, str, str]]]:
    found: dict[ChangeKind, list[tuple[str, str, str]]] = {}
    for one in note_differences(old, new, ruleset):
        found.setdefault(one.about, []).append((one.name, one.before, one.after))
    return found


@relaxed
@given(st.data())
def test_two_notes_with_the_same_in_them_do_not_differ(data: st.DataObject) -> None:
    ruleset = data.draw(strategies.rulesets)
    advice = assess(ruleset, data.draw(strategies.any_answers(ruleset)))
    assert note_differences(keep(advice), keep(advice, created=LATER, review_on="2027-01-01"), ruleset) == ()


@relaxed
@given(st.data())
def test_the_way_back_has_the_same_changes_the_other_way_around(data: st.DataObject) -> None:
    ruleset = data.draw(strategies.rulesets)
    one, other = (keep(assess(ruleset, data.draw(strategies.any_answers(ruleset)))) for _ in range(2))
    other = replace(other, assessment=replace(other.assessment, current=one.assessment.current))
    there = {(c.about, c.id, c.before, c.after) for c in note_differences(one, other, ruleset)}
    back = {(c.about, c.id, c.after, c.before) for c in note_differences(other, one, ruleset)}
    assert there == back


@relaxed
@given(st.data())
def test_every_fact_that_was_answered_otherwise_is_named_and_no_other(data: st.DataObject) -> None:
    ruleset = data.draw(strategies.rulesets)
    households = [data.draw(strategies.any_answers(ruleset)) for _ in range(2)]
    old, new = (keep(assess(ruleset, one)) for one in households)
    named = {one.id for one in note_differences(old, new, ruleset) if one.about is ChangeKind.ANSWER}
    assert named == {fact for fact in ruleset.facts if households[0].value(fact) != households[1].value(fact)}


def test_every_kind_of_change_is_told_in_words(tiny: Ruleset, note_of: NoteOf) -> None:
    old = note_of({**QUIET, "hulp": "weet_niet"}, decision="Rust")
    new = note_of({**STUCK, "gebieden": ["geld"], "steun": True}, "klem", decision="Klem", why="Meer\n druk.")
    assert told(old, new, tiny) == {
        ChangeKind.PHASE: [("Advies", "Rust", "Klem"), ("Fase op dat moment", "niet ingevuld", "Klem")],
        ChangeKind.DECISION: [("Besluit", "Rust", "Klem"), ("Reden van het besluit", "niet ingevuld", "Meer druk.")],
        ChangeKind.ANSWER: [
            ("hulp loopt", "weet niet", "nee"),
            ("steun", "niet beantwoord", "ja"),
            ("nu", "niet beantwoord", "Klem"),
            ("mijden van hulp", "nee", "soms"),
            ("leefgebieden met problemen", "geen", "geld"),
        ],
        ChangeKind.CRITERION: [
            ("Het huishouden houdt hulp af (genoeg voor Klem)", "niet of onbekend", "voldaan"),
        ],
        ChangeKind.ROLE: [("Procesregie", "niet van toepassing", "procesregisseur")],
    }


def test_a_step_without_words_is_not_kept(make: Callable[..., Ruleset], note_of: NoteOf) -> None:
    """A rule for doubt may have none; a note with it could not be read back."""
    ruleset = make('[doubt]\nrule = "consult"')
    note = note_of({"mijding": "weet_niet"}, ruleset=ruleset)
    assert "" in [one.text for one in assess(ruleset, Answers(given={"mijding": Gap.DONT_KNOW})).steps]
    assert all(one.text for one in note.assessment.steps)
    assert problems_of_shape(Note, note_to_plain(note)) == ()


def test_a_step_that_came_and_one_that_went_are_told(tiny: Ruleset, note_of: NoteOf) -> None:
    old, new = note_of(QUIET), note_of(QUIET)
    steps = [NotedStep(kind=StepKind.CONSULT, text=text, who="u") for text in ("Blijft.", "Gaat.", "Komt.")]
    old = replace(old, assessment=replace(old.assessment, steps=tuple(steps[:2])))
    new = replace(new, assessment=replace(new.assessment, steps=(steps[2], replace(steps[0], who="zij"))))
    assert told(old, new, tiny) == {ChangeKind.STEP: [("Nieuw", "", "Komt."), ("Niet meer", "Gaat.", "")]}


def test_a_note_without_an_advised_phase_tells_nobodys_role(tiny: Ruleset, note_of: NoteOf) -> None:
    none, told_ = note_of({}), note_of({"mijding": "altijd"})
    words = naming(none, tiny)
    assert is_open(none, tiny)
    assert not is_open(told_, tiny)
    lightest = tiny.label(none.assessment.advised)
    assert all(words.holders(none, role).startswith(f"in {lightest}: ") for role in none.assessment.roles)
    roles = told(none, told_, tiny)[ChangeKind.ROLE]
    assert {before for _, before, _ in roles} == {notes_text.NOT_TOLD_YET}
    assert notes_text.NOT_TOLD_YET not in {after for _, _, after in roles}
    assert told(none, note_of({"hulp": False}), tiny).get(ChangeKind.ROLE) is None


def test_what_is_possible_is_part_of_the_advice(tiny: Ruleset, note_of: NoteOf) -> None:
    assert told(note_of({"mijding": "altijd"}), note_of({"mijding": "altijd", "gevaar": False}), tiny)[
        ChangeKind.PHASE
    ] == [("Advies", "Klem, mogelijk Brand", "Klem")]


def test_conditions_to_leave_a_phase_count_only_where_the_household_is_in_it(tiny: Ruleset, note_of: NoteOf) -> None:
    old, new = note_of(STUCK, "klem"), note_of({**STUCK, "hulp": True}, "klem")
    assert [one.id for one in note_differences(old, new, tiny) if one.about is ChangeKind.CRITERION] == ["klem-af-hulp"]
    away = (note_of(STUCK), note_of({**STUCK, "hulp": True}))
    assert ChangeKind.CRITERION not in told(*away, tiny)
    not_filled_in = note_of({**STUCK, "hulp": True})
    assert ChangeKind.CRITERION not in told(not_filled_in, new, tiny)


def test_a_fact_that_no_longer_exists_is_still_compared(tiny: Ruleset, note_of: NoteOf) -> None:
    old = note_of(QUIET)
    old = replace(old, answers={**old.answers, "verdwenen_feit": ("a_b",)})
    assert told(old, note_of(QUIET), tiny) == {ChangeKind.ANSWER: [("verdwenen feit", "a b", "niet beantwoord")]}


def test_of_two_models_only_what_they_share_is_compared(make: Callable[..., Ruleset], note_of: NoteOf) -> None:
    elders = make('id = "elders"\ntitle = "Elders"')
    old, new = note_of(QUIET), note_of(AFIRE, ruleset=elders)
    assert set(told(old, new, elders)) == {ChangeKind.PHASE, ChangeKind.ANSWER}
    assert meaning(old, new, elders) == f"Er is nu concreet gevaar. {notes_text.OTHER_MODELS}"
    assert told(old, new, elders)[ChangeKind.PHASE] == [("Advies", "fase rust", "Brand")]


# ------------------------------------------------------------------------------------------ what it means

HELPED = {"hulp": True}
Case = tuple[dict[str, Any], str | None, dict[str, Any], str | None, str]
MEANT: dict[str, Case] = {
    "up, seen from the phase it is in": (
        QUIET,
        "rust",
        STUCK,
        "rust",
        "Opschalen van Rust naar Klem, want nu geldt: het huishouden houdt hulp af.",
    ),
    "up, seen from the phase of last time": (
        QUIET,
        None,
        AFIRE,
        None,
        "Er is nu concreet gevaar. "
        "Opschalen van Rust naar Brand, want nu geldt: gevaar, en het huishouden houdt alle hulp af.",
    ),
    "up, and so it was": (
        STUCK,
        "rust",
        STUCK,
        "rust",
        "Opschalen van Rust naar Klem. Dat was de vorige keer ook al het advies.",
    ),
    "the same": (QUIET, "rust", QUIET, "rust", "Het blijft Rust."),
    "the same without a current phase": (QUIET, None, QUIET, None, "Het blijft Rust."),
    "the same, with more to it": (
        STUCK,
        None,
        {**STUCK, "gebieden": ["wonen", "geld"]},
        None,
        "Het blijft Klem. Nieuw: problemen op meer leefgebieden.",
    ),
    "the same, with less to it": (
        {**STUCK, "gebieden": ["wonen", "geld"]},
        None,
        STUCK,
        None,
        "Het blijft Klem. Geldt niet meer of is nu onbekend: problemen op meer leefgebieden.",
    ),
    "the same, and one condition to leave is met now": (
        {**AFIRE, "gebieden": ["zorg"]},
        "brand",
        AFIRE,
        "brand",
        "Er is nu concreet gevaar. "
        "Het blijft Brand. Voor afschalen is nu ook voldaan aan: geen problemen meer met zorg.",
    ),
    "the same, and one condition to leave is lost": (
        {**STUCK, **HELPED},
        "klem",
        STUCK,
        "klem",
        "Het blijft Klem. Voor afschalen is niet meer zeker voldaan aan: er loopt hulp die werkt.",
    ),
    "down, with what made it so": (
        STUCK,
        "klem",
        {**QUIET, **HELPED},
        "klem",
        "Afschalen van Klem naar Rust kan: aan de voorwaarden daarvoor is voldaan. Geldt niet meer of is nu "
        "onbekend: het huishouden houdt hulp af. Voor afschalen is nu ook voldaan aan: er loopt hulp die werkt.",
    ),
    "down, and so it was": (
        {**QUIET, **HELPED},
        "klem",
        {**QUIET, **HELPED},
        "klem",
        "Afschalen van Klem naar Rust kan: aan de voorwaarden daarvoor is voldaan. "
        "Dat was de vorige keer ook al het advies.",
    ),
    "down, and it was as light without a current phase": (
        {**QUIET, **HELPED},
        None,
        {**QUIET, **HELPED},
        "klem",
        "Afschalen van Klem naar Rust kan: aan de voorwaarden daarvoor is voldaan.",
    ),
    "not clear": (
        {"mijding": "nee", "gevaar": False, "gebieden": []},
        "klem",
        {"mijding": "nee", "gevaar": False, "gebieden": []},
        "klem",
        f"{notes_text.DANGERS_NOW['acuut_onbekend']} "
        "Het blijft voorlopig Klem: nog niet duidelijk is of op- of afschalen nodig is.",
    ),
    "lighter is not yet down": (
        AFIRE,
        None,
        STUCK,
        None,
        "Het advies is lichter geworden: Klem, eerst Brand. Dat is nog geen afschalen: daarvoor gelden eigen "
        "voorwaarden, en die tellen pas mee als de huidige fase is ingevuld. Geldt niet meer of is nu onbekend: "
        "gevaar, en het huishouden houdt alle hulp af.",
    ),
    "perhaps heavier": (
        STUCK,
        None,
        {**STUCK, "mijding": "altijd", "gevaar": "weet_niet"},
        None,
        "Het blijft Klem. Het kan nog Brand zijn: dat hangt af van wat niet bekend is.",
    ),
    "danger goes first": (
        QUIET,
        None,
        {**QUIET, "acuut": True},
        None,
        f"{notes_text.DANGERS_NOW['acuut']} Het blijft Rust.",
    ),
    "doubt about danger goes first": (
        QUIET,
        None,
        {**QUIET, "acuut": "weet_niet"},
        None,
        f"{notes_text.DANGERS_NOW['acuut_onbekend']} Het blijft Rust.",
    ),
}


@pytest.mark.parametrize(("old", "was", "new", "current", "words"), MEANT.values(), ids=MEANT)
def test_a_colleague_hears_what_it_means_for_up_or_down(
    old: dict[str, Any],
    was: str | None,
    new: dict[str, Any],
    current: str | None,
    words: str,
    tiny: Ruleset,
    note_of: NoteOf,
) -> None:
    assert meaning(note_of(old, was), note_of(new, current), tiny) == words


def test_above_the_advice_it_is_not_said_once_more_which_phases_it_may_be(note_of: NoteOf, tiny: Ruleset) -> None:
    old, new = note_of(QUIET), note_of({})
    assert meaning(old, new, tiny).startswith(meaning(old, new, tiny, beside_advice=True))
    assert "Het kan" in meaning(old, new, tiny)
    assert "Het kan" not in meaning(old, new, tiny, beside_advice=True)
    told = note_of(STUCK)
    assert meaning(old, told, tiny) == meaning(old, told, tiny, beside_advice=True)


def test_the_examples_have_every_way_that_there_is(note_of: NoteOf) -> None:
    ways = {note_of(new, current).assessment.direction for _, _, new, current, _ in MEANT.values()}
    assert ways == {*Direction, None}


@pytest.mark.parametrize("decision", ["klem", "Klem", "", "rust"])
def test_a_decision_that_is_not_the_advice_is_told(decision: str, tiny: Ruleset, note_of: NoteOf) -> None:
    words = meaning(note_of(STUCK), note_of(STUCK, decision=decision), tiny)
    assert words == "Het blijft Klem." + (" Besloten is: rust." if decision == "rust" else "")


def test_what_was_decided_last_time_is_where_it_starts(tiny: Ruleset, note_of: NoteOf) -> None:
    assert meaning(note_of(STUCK, decision="Rust"), note_of(STUCK), tiny) == (
        "Opschalen van Rust naar Klem. Dat was de vorige keer ook al het advies."
    )


def test_a_model_that_changed_in_between_is_named_as_a_possible_cause(
    make: Callable[..., Ruleset], note_of: NoteOf
) -> None:
    newer = make('version = "1.1"')
    words = meaning(note_of(QUIET), note_of(QUIET, ruleset=newer), newer)
    assert words == f"Het blijft Rust. {notes_text.MODEL_BETWEEN}"


def test_without_the_model_or_its_phases_nothing_is_claimed(
    tiny: Ruleset, make: Callable[..., Ruleset], note_of: NoteOf
) -> None:
    one = note_of(QUIET)
    assert meaning(one, one, make('id = "elders"')) == notes_text.NO_MODEL
    gone = replace(one, assessment=replace(one.assessment, advised="weg"), decision=Decision())
    assert meaning(gone, one, tiny) == meaning(one, gone, tiny) == notes_text.PHASES_GONE


def test_a_long_list_of_reasons_is_cut_in_the_sentence() -> None:
    assert (
        notes_text.came(["Een ding.", "AVE doet mee", "Éen", "B", "C"])
        == "Nieuw: een ding; AVE doet mee; éen; en nog 2."
    )


# ------------------------------------------------------------------------------------------ going on from it


def test_a_note_keeps_the_handover_what_did_not_count_and_which_note_it_follows(note_of: NoteOf) -> None:
    handover = Handover(to="wijkteam", agreed="over een maand bellen")
    parked = {"steun": True, "hulp": Gap.DONT_KNOW}
    note = note_of(FULL, handover=handover, parked=parked, follows="ave-2026-11-01-0900-aaaa.toml")
    data = note_to_plain(note)
    assert data["handover"] == {"to": "wijkteam", "agreed": "over een maand bellen"}
    assert data["not_counting"] == {"steun": True}
    assert data["follows"] == "ave-2026-11-01-0900-aaaa.toml"
    assert list(problems_of_shape(Note, data)) == []
    assert read_note(data) == note
    assert "steun" not in proposals(note, library.load("oss"))


def test_going_on_says_where_it_stands_and_under_the_same_model_nothing_more(note_of: NoteOf, tiny: Ruleset) -> None:
    (line,) = opening_lines(note_of(FULL, "klem"), tiny, "klem")
    for words in ("22-11-2026", "2026-017", "Klem", "Naar gevaar wordt opnieuw gevraagd"):
        assert words in line


def test_going_on_under_a_changed_model_says_first_what_it_makes_of_the_same_answers(
    note_of: NoteOf, make: Callable[..., Ruleset]
) -> None:
    note = note_of({**FULL, "mijding": "soms"})
    stricter = make(
        """
[[criteria]]
id = "brand-soms"
phase = "brand"
effect = "enter"
modality = "kan"
text = "Hulp wordt soms afgehouden"
when = { is = { mijding = "soms" } }
"""
    )
    _, changed, *lines = opening_lines(note, stricter, None)
    assert "gewijzigd" in changed
    assert any("Advies" in line and "Brand" in line for line in lines)
    assert any("Hulp wordt soms afgehouden" in line for line in lines)
    assert not any("Besluit" in line for line in lines)


def test_going_on_under_another_model_says_which_one_it_was(note_of: NoteOf) -> None:
    _, other = opening_lines(note_of(FULL), library.load("oss"), None)
    assert "Kleindorp" in other


# ------------------------------------------------------------------------------------------ its shape


def surely(raw: dict[str, Any]) -> None:
    """What is taken for right without the border is right there too."""
    if is_surely_right(raw):
        assert problems_of_shape(Note, raw) == ()
        assert list(wrong_answers(raw)) == []


def places_in(raw: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [path, *(place for key, one in inside for place in places_in(one, (*path, key)))]


ODD: list[Any] = [None, 0, 1, 1.5, True, "", "x", "note", "yes", "x y", "x\n", "é", "a" * 81, "a" * 1001, "a" * 4001]
ODD += [[], ["x"], [1], [["x"]], [{}], {}, {"x": 1}, {"x": "y"}, {"x y": "y"}, {"x": {"y": 1}}]


def test_a_note_that_is_surely_right_is_right_whatever_was_changed_in_it(note_of: NoteOf) -> None:
    handover = Handover(to="a", agreed="b")
    note = seal(note_of(FULL, "klem", decision="Rust", why="x", review_on="2026-12-22", handover=handover))
    whole = json.loads(json.dumps(note_to_plain(note)))
    assert is_surely_right(whole)
    for place in places_in(whole)[1:]:
        for odd in [*ODD, KeyError]:
            raw = json.loads(json.dumps(whole))
            inside = raw
            for key in place[:-1]:
                inside = inside[key]
            if odd is KeyError:
                del inside[place[-1]]
            else:
                inside[place[-1]] = odd
            surely(raw)
            if isinstance(inside, dict):
                surely(raw | {"onbekend": "x"})
