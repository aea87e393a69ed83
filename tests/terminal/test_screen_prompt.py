"""Questions on a screen that can redraw, driven by keys without a terminal; and every way of asking agrees."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator, Mapping, Sequence

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.engine.questionnaire import Progress, Question
from ave_cli.profile.companion_files import Case
from ave_cli.profile.facts import Answers, Fact, Gap, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.terminal.interview import interview
from ave_cli.terminal.plain_prompt import PlainPrompt
from ave_cli.terminal.prompt import Asked, Given, PromptAction, menu_of
from ave_cli.terminal.screen_prompt import ScreenPrompt
from ave_cli.text import interview as interview_text
from ave_cli.wording import triage_json

DOWN, UP, LEFT, ESCAPE, ENTER, CTRL_S, CTRL_C, F2 = (
    "\x1b[B", "\x1b[A", "\x1b[D", "\x1b", "\r", "\x13", "\x03", "\x1bOQ",
)  # fmt: skip
load = functools.cache(library.load)


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeInput]:
    with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
        monkeypatch.setattr("ave_cli.terminal.screen_prompt.create_output", lambda **_: DummyOutput())
        yield source


def facts_of(ruleset: Ruleset, *ids: str) -> tuple[Fact, ...]:
    return tuple(ruleset.facts[ident] for ident in ids)


def asked(ids: Sequence[str], number: int = 2, earlier: Mapping[str, Value | Gap] | None = None) -> Asked:
    ruleset = load("oss")
    facts = facts_of(ruleset, *ids)
    return Asked(
        ruleset=ruleset,
        question=Question(facts=facts, text="Wat klopt?", at_most=3),
        number=number,
        earlier=earlier or {},
        answers=Answers(given={}),
        so_far="Tot nu toe",
    )


CHOICE, BOXES, AREAS = ("zorgmijding",), ("gevaar_inwoner", "gevaar_huisgenoten", "gevaar_omgeving"), ("leefgebieden",)
ALL_NO = dict.fromkeys(BOXES, False)
UNKNOWN = dict.fromkeys(BOXES, Gap.DONT_KNOW)


@pytest.mark.parametrize(
    ("ids", "typed", "answer"),
    [
        (CHOICE, "3" + ENTER, {"zorgmijding": "sterk"}),
        (CHOICE, DOWN + ENTER, {"zorgmijding": "nee"}),
        (CHOICE, DOWN + DOWN + ENTER, {"zorgmijding": "lijkt"}),
        (CHOICE, UP + UP + UP + ENTER, {"zorgmijding": "sterk"}),
        (CHOICE, "w" + ENTER, {"zorgmijding": Gap.DONT_KNOW}),
        (CHOICE, "31" + ENTER, {"zorgmijding": "nee"}),
        (CHOICE, ENTER + ENTER + "2" + ENTER, {"zorgmijding": "lijkt"}),
        (CHOICE, "jkai9x2" + ENTER, {"zorgmijding": "lijkt"}),
        (CHOICE, LEFT, PromptAction.BACK),
        (CHOICE, ESCAPE, PromptAction.BACK),
        (CHOICE, "t", PromptAction.BACK),
        (CHOICE, "w" + DOWN + ENTER, PromptAction.BACK),
        (CHOICE, "3" + CTRL_S, PromptAction.STOP),
        (CHOICE, "?" + ENTER + "1" + ENTER, {"zorgmijding": "nee"}),
        (BOXES, "1" + ENTER, {**ALL_NO, "gevaar_inwoner": True}),
        (BOXES, "13" + ENTER, {**ALL_NO, "gevaar_inwoner": True, "gevaar_omgeving": True}),
        (BOXES, "11" + ENTER + "2" + ENTER, {**ALL_NO, "gevaar_huisgenoten": True}),
        (BOXES, ENTER + DOWN + " " + ENTER, {**ALL_NO, "gevaar_inwoner": True}),
        (BOXES, "0" + ENTER, ALL_NO),
        (BOXES, "120" + ENTER, ALL_NO),
        (BOXES, "01" + ENTER, {**ALL_NO, "gevaar_inwoner": True}),
        (BOXES, "12w" + ENTER, UNKNOWN),
        (BOXES, "w0" + ENTER, ALL_NO),
        (BOXES, " " + ENTER + "0" + ENTER, ALL_NO),
        (BOXES, "1" + LEFT, PromptAction.BACK),
        (AREAS, "21" + ENTER, {"leefgebieden": ("wonen", "geld")}),
        (AREAS, "0" + ENTER, {"leefgebieden": ()}),
    ],
)
def test_keys_give_an_answer(keys: PipeInput, ids: Sequence[str], typed: str, answer: Given | PromptAction) -> None:
    keys.send_text(typed)
    assert ScreenPrompt().ask(asked(ids)) == answer


@pytest.mark.parametrize(
    ("ids", "earlier"),
    [
        (CHOICE, {"zorgmijding": "lijkt"}),
        (CHOICE, {"zorgmijding": Gap.DONT_KNOW}),
        (BOXES, {**ALL_NO, "gevaar_omgeving": True}),
        (BOXES, ALL_NO),
        (BOXES, UNKNOWN),
        (AREAS, {"leefgebieden": ("wonen", "meedoen")}),
    ],
)
def test_what_was_answered_before_is_chosen_again_by_enter(
    keys: PipeInput, ids: Sequence[str], earlier: Mapping[str, Value | Gap]
) -> None:
    keys.send_text(ENTER)
    assert ScreenPrompt().ask(asked(ids, earlier=earlier)) == earlier


def test_ctrl_c_stops(keys: PipeInput) -> None:
    keys.send_text(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        ScreenPrompt().ask(asked(CHOICE))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("zaak 12" + ENTER, "zaak 12"),
        ("  twee   woorden " + ENTER, "twee woorden"),
        (ESCAPE, PromptAction.BACK),
        ("half" + F2, PromptAction.BACK),
        (CTRL_S, PromptAction.STOP),
        ("\x1b[200~regel een\nregel twee\x1b[201~" + ENTER, "regel een regel twee"),
    ],
)
def test_free_text(keys: PipeInput, typed: str, text: str | PromptAction) -> None:
    keys.send_text(typed)
    assert ScreenPrompt().text("Kenmerk?") == text


def test_a_pasted_text_never_answers_the_question_behind_it(keys: PipeInput) -> None:
    prompt = ScreenPrompt()
    keys.send_text("regel een\r1\r2\r")
    assert prompt.text("Kenmerk?") == "regel een"
    keys.send_text("3" + ENTER)
    assert prompt.ask(asked(CHOICE)) == {"zorgmijding": "sterk"}


@pytest.mark.parametrize(
    ("typed", "place"),
    [("2" + ENTER, 1), ("?" + ENTER + "1" + ENTER, 0), (ESCAPE, PromptAction.BACK), (CTRL_S, PromptAction.STOP)],
)
def test_a_menu_is_chosen_from_also_after_help(keys: PipeInput, typed: str, place: int | PromptAction) -> None:
    keys.send_text(typed)
    assert ScreenPrompt().choose("Wat nu?", ["Opslaan", "Stoppen"]) == place


LETTERS = [("A", "ja"), ("B", "nee"), ("C", "soms")]


@pytest.mark.parametrize(
    ("typed", "letter"),
    [
        ("b" + ENTER, "B"),
        ("C" + ENTER, "C"),
        (DOWN + ENTER, "A"),
        (ENTER + "a" + ENTER, "A"),
        ("d1b" + ENTER, "B"),
        ("?" + ENTER + "c" + ENTER, "C"),
        ("t", PromptAction.BACK),
        (CTRL_S, PromptAction.STOP),
    ],
)
def test_a_letter_is_chosen(keys: PipeInput, typed: str, letter: str | PromptAction) -> None:
    keys.send_text(typed)
    assert ScreenPrompt().letter("Wat klopt?", LETTERS, "Kies een letter.", "Zo kiest u.") == letter


def test_a_quick_typist_loses_no_key(keys: PipeInput) -> None:
    prompt = ScreenPrompt()
    keys.send_text("1" + ENTER + "2" + ENTER + "3" + ENTER)
    answers = [prompt.ask(asked(CHOICE)) for _ in range(3)]
    assert answers == [{"zorgmijding": "nee"}, {"zorgmijding": "lijkt"}, {"zorgmijding": "sterk"}]


# ----------------------------------------------------------------------------------------- all ways of asking agree


def numbers(ruleset: Ruleset, facts: Sequence[Fact], household: Answers) -> list[str]:
    """What to type to give the household's answers."""
    given = {fact.id: household.value(fact.id) for fact in facts}
    if any(isinstance(one, Gap) for one in given.values()):
        return ["w"]
    menu = menu_of(ruleset, facts)
    picked = menu.picked(facts, given)
    return [str(menu.values.index(one) + 1) for one in picked] or ["0"]


CASES = [
    pytest.param(name, case, id=f"{name}-{case.id}", marks=[pytest.mark.long] if place > 2 else [])
    for name in library.index().ids()
    for place, case in enumerate(library.load_cases(name).cases)
]
"""Every case of every model; beyond the first ones in the run of what takes long."""


def outcome(ruleset: Ruleset, answers: Answers) -> object:
    """What the three ways must agree on; what was not asked may be listed otherwise."""
    result = triage_json.triage_json(assess(ruleset, answers))
    return (
        result["phase"],
        result["acute"],
        [one["text"] for one in result["alerts"]],
        [(one["role"], one["status"], one["holders"]) for one in result["roles"]],
        [one["text"] for one in result["steps"]],
    )


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_case_comes_out_the_same_on_the_screen_line_by_line_and_from_a_file(
    name: str, case: Case, keys: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruleset = load(name)
    household, problems = read_answers(ruleset, case.answers, case.current_phase)
    assert problems == ()
    progress = Progress(ruleset, Answers(given={}))
    while progress.question is not None:
        facts = progress.question.facts
        typed = numbers(ruleset, facts, household)
        keys.send_text("".join(typed) + ENTER)
        on_screen = ScreenPrompt().ask(
            Asked(
                ruleset=ruleset,
                question=progress.question,
                number=progress.number,
                earlier={},
                answers=progress.answers,
                so_far="",
            )
        )
        assert not isinstance(on_screen, PromptAction)
        progress.answer(on_screen)

    lines: list[str] = []
    again = Progress(ruleset, Answers(given={}))
    while again.question is not None:
        lines.append(",".join(numbers(ruleset, again.question.facts, household)))
        values = [household.value(fact.id) for fact in again.question.facts]
        doubted = any(isinstance(one, Gap) for one in values)
        again.answer(
            {fact.id: Gap.DONT_KNOW if doubted else one for fact, one in zip(again.question.facts, values, strict=True)}
        )
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    line_by_line = interview(Progress(ruleset, Answers(given={})), PlainPrompt(), lambda _: None, review=False)

    assert outcome(ruleset, progress.answers) == outcome(ruleset, line_by_line)
    from_file = {fact: one for fact, one in household.given.items() if not isinstance(one, Gap)}
    if all(fact in from_file for fact in progress.answers.given):
        assert outcome(ruleset, progress.answers) == outcome(ruleset, household)


def test_the_review_changes_an_answer_and_says_what_no_longer_counts() -> None:
    """Taking a request for help back makes later questions irrelevant: kept aside, told, and not counted."""
    ruleset = load("oss")
    case = library.load_cases("oss").cases[0]
    household, _ = read_answers(ruleset, case.answers, case.current_phase)
    progress = Progress(ruleset, Answers(given={}))
    while progress.question is not None:
        progress.answer({fact.id: household.value(fact.id) for fact in progress.question.facts})
    before = progress.answers
    gone = progress.change({"gevaar_acuut": True})
    assert gone == ()
    assert progress.answers.given == {**before.given, "gevaar_acuut": True}
    calm = {"samenwerking": "goed", "inzet_effect": "werkt", "zorgmijding": "nee"}
    gone = progress.change({fact: value for fact, value in calm.items() if fact in progress.answers.given})
    assert set(gone).isdisjoint(progress.answers.given)
    assert interview_text.parked(["a", "b"]).count("a, b") == 1
