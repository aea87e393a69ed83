"""The parts that questions are made of: answers that fit a condition, names that are alike, options with letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.profile.companion_files import Case, Expectation, Statement
from ave_cli.profile.conditions import Not, Ref, Truth
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.quiz import draft, selection
from ave_cli.quiz.game import question_json
from ave_cli.quiz.households import implausible_pairs, nearly, satisfy, unlikely
from ave_cli.quiz.material import (
    Choice,
    ModelBundle,
    QuestionContext,
    QuestionKind,
    QuizQuestion,
    SeededChoice,
    make_options,
    names_are_alike,
    shuffle,
)
from ave_cli.text import quiz_questions as quiz_questions_text
from tests.strategies import rulesets


@given(ruleset=rulesets, wanted=st.booleans(), name=st.text(max_size=5))
def test_answers_that_satisfy_a_condition_make_it_so(ruleset: Ruleset, wanted: bool, name: str) -> None:
    for one in ruleset.profile.criteria:
        found = satisfy(ruleset, Ref(one.id), wanted, {}, SeededChoice(name))
        if found is not None:
            assert ruleset.read(Answers(given=found)).evaluate_named(one.id).truth is (
                Truth.YES if wanted else Truth.NO
            )


@given(ruleset=rulesets, name=st.text(max_size=5))
def test_a_condition_that_is_nearly_or_hardly_met_is_not_met(ruleset: Ruleset, name: str) -> None:
    for one in ruleset.profile.criteria:
        for make in (nearly, unlikely):
            found = make(ruleset, Ref(one.id), {}, SeededChoice(name))
            if found is not None:
                assert ruleset.read(Answers(given=found)).evaluate_named(one.id).truth is Truth.NO


def test_an_answer_that_is_there_is_never_changed(tiny: Ruleset) -> None:
    start = {"mijding": "nee"}
    assert satisfy(tiny, Ref("brand-gevaar"), True, dict(start), SeededChoice("a")) is None
    found = satisfy(tiny, Not(Ref("brand-gevaar")), True, dict(start), SeededChoice("a"))
    assert found == start


def test_a_pick_belongs_to_its_name() -> None:
    row = [SeededChoice("a").below(1000), SeededChoice("a").below(1000), SeededChoice("b").below(1000)]
    assert row[0] == row[1] != row[2]


@given(st.sets(st.text(max_size=4), min_size=2), st.text(max_size=4))
def test_one_more_does_not_move_the_others(items: set[str], seed: str) -> None:
    less = items - {min(items)}
    assert [one for one in shuffle(items, str, seed) if one in less] == shuffle(less, str, seed)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("wethouder", "wethouder(s) Jeugd en Wmo", True),
        ("wethouder", "burgemeester en wethouders", True),
        ("OGGZ", "OGGZ-coördinator", True),
        ("AOV'er", "AOV'er (team Veiligheid)", True),
        ("OOV-adviseur", "adviseur openbare orde en veiligheid (gemeente Oss)", True),
        ("lokale procesregisseur van de gemeente", "procesregisseur van het Zorg- en Veiligheidshuis", False),
        ("burgemeester", "wethouder", False),
        ("netwerkcoördinator", "casusregisseur", False),
    ],
)
def test_names_that_can_be_the_same_are_alike(one: str, other: str, same: bool) -> None:
    assert names_are_alike(one, other) is names_are_alike(other, one) is same


def test_options_have_letters_and_no_text_twice() -> None:
    right = Choice(text="goed", why="ja")
    wrong = [Choice(text=text, why=text) for text in ("fout", "goed", "fout", "ook fout", "nog een", "te veel")]
    found = make_options("id", right, wrong)
    assert found is not None
    assert [one.key for one in found] == ["A", "B", "C", "D"]
    assert len({one.text for one in found}) == 4
    assert [one.text for one in found if one.right] == ["goed"]
    assert make_options("id", right, [Choice(text="goed", why="dubbel")]) is None
    assert make_options("id", right, wrong) == found


CASES: dict[str, dict[str, Any]] = {
    "rustig": {"gevaar": False, "mijding": "nee", "gebieden": ["wonen"], "hulp": True},
    "klem": {"gevaar": False, "mijding": "soms", "gebieden": ["wonen", "zorg"], "hulp": False},
    "brand": {"gevaar": True, "mijding": "altijd", "gebieden": ["wonen"], "hulp": False},
    "open": {"gebieden": ["wonen"]},
    "omlaag": {"gevaar": False, "mijding": "nee", "gebieden": ["wonen"], "hulp": True},
}


def material(ruleset: Ruleset, cases: dict[str, dict[str, Any]]) -> ModelBundle:
    used = {ident for one in (*ruleset.profile.criteria, *ruleset.profile.assignments) for ident in one.statements}
    return ModelBundle(
        ruleset=ruleset,
        register={one: Statement(id=one, section="1", kind="rol", text="Verzonnen.") for one in (*used, "KLN-009")},
        cases=tuple(
            Case(
                id=name,
                title=name,
                story=f"Verhaal {name}.",
                current_phase="klem" if name == "omlaag" else None,
                answers=answers,
                expect=Expectation(at_least="rust", at_most="rust"),
            )
            for name, answers in cases.items()
        ),
    )


CONTESTED = """
[[conflicts]]
id = "C-1"
about = "criterion:klem-mijding"
question = "Is afhouden genoeg?"
readings = ["ja", "nee"]
chosen = 1
when = { is = { mijding = "soms" } }
"""
START = 'statements = ["KLN-009"]'


@pytest.fixture(scope="session")
def sourced(make: Callable[..., Ruleset]) -> Callable[[str], Ruleset]:
    """The tiny profile in which each phase has a source, so that a question can be asked about the lightest too."""
    phases = "\n".join(
        f'[[phases]]\nid = "{one}"\nlabel = "{one.title()}"\ntitle = "{title}"\nstart = "Zo."\n{START}'
        for one, title in (("rust", "Gewoon"), ("klem", "Vast"), ("brand", "Uit de hand"))
    )
    return lambda more: make(phases + more, without=("phases",))


def test_a_question_is_asked_of_a_clear_household_only(sourced: Callable[[str], Ruleset]) -> None:
    found = selection.choose_questions(material(sourced(""), CASES), (), None, kinds=[QuestionKind.PHASE], count=99)
    assert {one.id: one.right.text.partition(":")[0] for one in found} == {
        "klein:phase:case:rustig": "Rust",
        "klein:phase:case:klem": "Klem",
        "klein:phase:case:brand": "Brand",
    }


def test_what_the_source_contradicts_itself_about_is_left_out(sourced: Callable[[str], Ruleset]) -> None:
    found = selection.choose_questions(
        material(sourced(CONTESTED), CASES), (), None, kinds=[QuestionKind.PHASE], count=99
    )
    assert {one.id.rpartition(":")[2] for one in found} <= {"rustig", "brand"}
    assert len(found) == 2


def test_what_decides_and_is_not_told_stands_in_the_question(sourced: Callable[[str], Ruleset]) -> None:
    """And what decides nothing does not; of a household of which too much is untold nothing is asked."""

    def asked(**untold: tuple[str, ...]) -> dict[str, str]:
        own = material(sourced(""), CASES)
        cases = tuple(replace(one, untold=untold.get(one.id, ())) for one in own.cases)
        found = selection.choose_questions(replace(own, cases=cases), (), None, kinds=[QuestionKind.PHASE], count=99)
        return {one.case or "": one.text for one in found}

    plain = asked()
    assert asked(brand=("gevaar",))["brand"].startswith(quiz_questions_text.ALSO_KNOWN)
    assert asked(brand=("gevaar",))["brand"].endswith(plain["brand"])
    assert asked(brand=("hulp",)) == plain
    assert {*asked(klem=("gevaar", "mijding", "gebieden", "hulp"))} <= {*plain}


def test_the_household_in_the_json_is_the_one_of_which_the_right_option_is_right(
    asked: tuple[QuizQuestion, ...],
) -> None:
    before = replace(asked[0], answers={"gevaar": False, "hulp": True}, news={"gevaar": True})
    told = question_json(before)
    assert told["answers"] == {"gevaar": True, "hulp": True}
    assert told["answers_before"] == {"gevaar": False, "hulp": True}
    assert question_json(replace(before, news={}))["answers_before"] is None


def test_an_unsettled_household_is_asked_nothing_about_a_phase(sourced: Callable[[str], Ruleset]) -> None:
    found = selection.choose_questions(material(sourced(""), {"open": CASES["open"]}), (), None, count=99)
    assert [one.id for one in found if one.story] == []


def test_the_same_seed_gives_the_same_round_and_no_question_twice(sourced: Callable[[str], Ruleset]) -> None:
    ruleset = sourced("")
    found, again = (
        selection.choose_questions(material(ruleset, CASES), (), None, seed="x", count=99) for _ in range(2)
    )
    assert found == again
    assert len(found) > 3
    assert len({one.id for one in found}) == len(found)
    pairs = [(one.text, one.right.text) for one in found if one.kind is not QuestionKind.PHASE]
    assert len(set(pairs)) == len(pairs)
    assert [one.level for one in found] == sorted(one.level for one in found)


def test_a_household_is_harder_near_a_boundary_and_where_more_plays(sourced: Callable[[str], Ruleset]) -> None:
    own = material(sourced(""), {})
    near = Answers(given={"mijding": "altijd", "gevaar": False, "gebieden": ("wonen",)})
    far = Answers(given={"mijding": "nee", "gevaar": False, "gebieden": ("wonen",)})
    assert draft.is_near(own, near)
    assert draft.difficulty(own, near) > draft.difficulty(own, far)


def test_a_level_is_a_third_of_the_written_households_in_the_same_phase(sourced: Callable[[str], Ruleset]) -> None:
    own = material(sourced(""), CASES)
    context = QuestionContext(own=own, others=(), tell=None, odd=frozenset())
    levels = [draft.of_household(context, Answers(given=CASES[one])) for one in ("rustig", "klem", "brand")]
    assert set(levels) <= {1, 2, 3}
    assert draft.of_points(0) == 1
    assert draft.of_points(1) == 2
    assert draft.of_points(5) == 3


def test_what_a_written_story_may_leave_out_is_told_apart(tiny: Ruleset) -> None:
    facts = tiny.facts
    assert draft.is_absence(facts["gevaar"], False)
    assert draft.is_absence(facts["mijding"], "nee")
    assert draft.is_absence(facts["gebieden"], ())
    assert not draft.is_absence(facts["gevaar"], True)
    assert not draft.is_absence(facts["mijding"], "altijd")


def test_answers_that_no_writer_put_together_are_odd(sourced: Callable[[str], Ruleset]) -> None:
    cases = {f"c{turn}": {"gevaar": turn % 2 == 0, "mijding": "nee" if turn % 2 else "altijd"} for turn in range(8)}
    odd = implausible_pairs([material(sourced(""), cases)])
    assert ("gevaar", True, "mijding", "nee") in odd
    assert ("gevaar", True, "mijding", "altijd") not in odd
