"""Questions on a screen that can redraw, driven by keys without a terminal; and every way of asking agrees."""

from __future__ import annotations

import functools
import io
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyte
import pytest
from prompt_toolkit.application import Application, create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from ave_cli.cli import save
from ave_cli.cli.drafts import offer_draft, remember_offered
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.engine.questionnaire import Progress, Question
from ave_cli.errors import Unfinished
from ave_cli.profile import Given
from ave_cli.profile.companion_files import Case
from ave_cli.profile.facts import Answers, Fact, Gap, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import journal, library
from ave_cli.storage.toml_files import remembered_profile
from ave_cli.terminal.interview import free_text, interview
from ave_cli.terminal.plain_prompt import PlainPrompt
from ave_cli.terminal.prompt import Asked, Enough, Left, PromptAction, menu_of
from ave_cli.terminal.screen_prompt import ScreenPrompt
from ave_cli.text import interview as interview_text
from ave_cli.wording import triage_json
from tests.terminal.conftest import Typist

DOWN, UP, LEFT, ESCAPE, ENTER, CTRL_S, CTRL_C, F2, HOME, END = (
    "\x1b[B", "\x1b[A", "\x1b[D", "\x1b", "\r", "\x13", "\x03", "\x1bOQ", "\x1b[H", "\x1b[F",
)  # fmt: skip
load = functools.cache(library.load)


@pytest.fixture(autouse=True)
def session(keys: Typist, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with create_app_session(input=keys, output=DummyOutput()):
        monkeypatch.setattr("ave_cli.terminal.screen_prompt.create_output", lambda **_: DummyOutput())
        yield


class Drawn:
    """A screen of a size that can change, and what stands on it."""

    encoding = "utf-8"

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.output = Vt100_Output(
            self,  # type: ignore[arg-type]  # a stream as far as it is used
            lambda: Size(rows=self.screen.lines, columns=self.screen.columns),
            term="xterm",
        )

    def write(self, text: str) -> None:
        self._stream.feed(text.replace("\n", "\r\n"))

    def flush(self) -> None: ...

    def fileno(self) -> int:
        return 2

    def isatty(self) -> bool:
        return True

    def resize(self, columns: int, rows: int) -> None:
        self.screen.reset()
        self.screen.resize(rows, columns)

    def words(self) -> str:
        return " ".join(" ".join(self.screen.display).split())


def facts_of(ruleset: Ruleset, *ids: str) -> tuple[Fact, ...]:
    return tuple(ruleset.facts[ident] for ident in ids)


def asked(ids: Sequence[str], number: int = 2, earlier: Mapping[str, Value | Gap] | None = None) -> Asked:
    ruleset = load("oss")
    facts = facts_of(ruleset, *ids)
    return Asked(
        ruleset=ruleset,
        question=Question(facts=facts, text="Wat klopt?", at_most=3, by_line=any(fact.danger for fact in facts[1:])),
        number=number,
        earlier=earlier or {},
        remarks=("Tot nu toe",),
    )


CHOICE, YES_NO, PHASE, AREAS = ("zorgmijding",), ("hulpvraag",), ("huidige_fase",), ("leefgebieden",)
DANGER = ("gevaar_inwoner", "gevaar_huisgenoten", "gevaar_omgeving")
BOXES = ("specialist_nodig", "meer_organisaties", "domeinoverstijgend")
ALL_NO = dict.fromkeys(BOXES, False)
UNKNOWN = dict.fromkeys(BOXES, Gap.DONT_KNOW)


def lines(*answers: bool | Gap) -> dict[str, bool | Gap]:
    return dict(zip(DANGER, answers, strict=True))


def boxes(*answers: bool | Gap) -> dict[str, bool | Gap]:
    return dict(zip(BOXES, answers, strict=True))


YES, NO, WHO_KNOWS = True, False, Gap.DONT_KNOW


@pytest.mark.parametrize(
    ("ids", "typed", "answer"),
    [
        (CHOICE, "3" + ENTER, {"zorgmijding": "sterk"}),
        (CHOICE, DOWN + ENTER, {"zorgmijding": "nee"}),
        (CHOICE, DOWN + DOWN + ENTER, {"zorgmijding": "lijkt"}),
        (CHOICE, UP + UP + ENTER, {"zorgmijding": "sterk"}),
        (CHOICE, "w" + ENTER, {"zorgmijding": Gap.DONT_KNOW}),
        (CHOICE, ENTER + ENTER + "2" + ENTER, {"zorgmijding": "lijkt"}),
        (CHOICE, LEFT, PromptAction.BACK),
        (CHOICE, ESCAPE, PromptAction.BACK),
        (CHOICE, "t", PromptAction.BACK),
        (CHOICE, "g", PromptAction.ENOUGH),
        (CHOICE, "3" + CTRL_S, PromptAction.STOP),
        (CHOICE, "?" + ENTER + "1" + ENTER, {"zorgmijding": "nee"}),
        (CHOICE, "n" + ENTER, {"zorgmijding": "nee"}),
        (YES_NO, "j" + ENTER, {"hulpvraag": True}),
        (YES_NO, "N" + ENTER, {"hulpvraag": False}),
        (YES_NO, "nee" + ENTER, {"hulpvraag": False}),
        (YES_NO, "w" + ENTER, {"hulpvraag": Gap.DONT_KNOW}),
        (PHASE, "3" + ENTER, {"huidige_fase": "3"}),
        (PHASE, "n" + ENTER, {"huidige_fase": "geen"}),
        (PHASE, END + ENTER, {"huidige_fase": Gap.DONT_KNOW}),
        (PHASE, END + HOME + ENTER, {"huidige_fase": "geen"}),
        (BOXES, "1" + ENTER + "n" + ENTER, boxes(YES, NO, NO)),
        (BOXES, "1" + ENTER + "w" + ENTER, boxes(YES, WHO_KNOWS, WHO_KNOWS)),
        (BOXES, "1" + ENTER + ENTER + "n" + ENTER, boxes(YES, NO, NO)),
        (BOXES, "1" + ENTER + LEFT + "3" + ENTER + "w" + ENTER, boxes(YES, WHO_KNOWS, YES)),
        (BOXES, "123" + ENTER, boxes(YES, YES, YES)),
        (BOXES, "11" + ENTER + "2" + ENTER + "n" + ENTER, boxes(NO, YES, NO)),
        (BOXES, ENTER + DOWN + " " + ENTER + "n" + ENTER, boxes(YES, NO, NO)),
        (BOXES, "0" + ENTER, ALL_NO),
        (BOXES, "120" + ENTER, ALL_NO),
        (BOXES, "01" + ENTER + "n" + ENTER, boxes(YES, NO, NO)),
        (BOXES, "12w" + ENTER, UNKNOWN),
        (BOXES, "w0" + ENTER, ALL_NO),
        (BOXES, " " + ENTER + "0" + ENTER, ALL_NO),
        (BOXES, "1" + ENTER + CTRL_S, Left(how=PromptAction.STOP, begun={BOXES[0]: YES})),
        (BOXES, "1" + LEFT, Left(how=PromptAction.BACK, begun={BOXES[0]: YES})),
        (DANGER, "jnw" + ENTER, lines(YES, NO, WHO_KNOWS)),
        (DANGER, "n" + ENTER + "wj" + ENTER, lines(NO, WHO_KNOWS, YES)),
        (DANGER, ENTER + ENTER + "nnn" + ENTER, lines(NO, NO, NO)),
        (DANGER, "3j1n" + "w" + ENTER, lines(NO, WHO_KNOWS, YES)),
        (DANGER, "nnn" + UP + "w" + ENTER, lines(NO, WHO_KNOWS, NO)),
        (DANGER, "j" + LEFT, Left(how=PromptAction.BACK, begun={DANGER[0]: YES})),
        (DANGER, "j" + CTRL_S, Left(how=PromptAction.STOP, begun={DANGER[0]: YES})),
        (AREAS, "2" + CTRL_S, Left(how=PromptAction.STOP, begun={"leefgebieden": ("geld",)})),
        (AREAS, "22" + CTRL_S, PromptAction.STOP),
        (AREAS, CTRL_S, PromptAction.STOP),
        (DANGER, "g", PromptAction.ENOUGH),
        (DANGER, "jg", Enough(given={DANGER[0]: YES})),
        (BOXES, "1g", Enough(given={BOXES[0]: YES})),
        (AREAS, "21" + ENTER, {"leefgebieden": ("wonen", "geld")}),
        (AREAS, "0" + ENTER, {"leefgebieden": ()}),
        (AREAS, "g", PromptAction.ENOUGH),
        (AREAS, "wg", PromptAction.ENOUGH),
        (AREAS, "11" + "g", PromptAction.ENOUGH),
        (AREAS, "2g" + ENTER, {"leefgebieden": ("geld",)}),
        (AREAS, "2gg", Left(how=PromptAction.ENOUGH, begun={"leefgebieden": ("geld",)})),
        (AREAS, "2g1g" + ENTER, {"leefgebieden": ("wonen", "geld")}),
        (AREAS, "0g" + ENTER, {"leefgebieden": ()}),
        (BOXES, "0g" + ENTER, ALL_NO),
        (BOXES, "0gg", Left(how=PromptAction.ENOUGH, begun=ALL_NO)),
        (BOXES, "wg", PromptAction.ENOUGH),
    ],
)
def test_keys_give_an_answer(
    keys: Typist, ids: Sequence[str], typed: str, answer: Given | Enough | Left | PromptAction
) -> None:
    keys.send_text(typed)
    assert ScreenPrompt().ask(asked(ids)) == answer


@pytest.mark.parametrize(
    ("ids", "earlier"),
    [
        (CHOICE, {"zorgmijding": "lijkt"}),
        (CHOICE, {"zorgmijding": Gap.DONT_KNOW}),
        (BOXES, ALL_NO),
        (BOXES, UNKNOWN),
        (DANGER, lines(YES, NO, WHO_KNOWS)),
        (AREAS, {"leefgebieden": ("wonen", "meedoen")}),
    ],
)
def test_what_was_answered_before_is_chosen_again_by_enter(
    keys: Typist, ids: Sequence[str], earlier: Mapping[str, Value | Gap]
) -> None:
    keys.send_text(ENTER)
    assert ScreenPrompt().ask(asked(ids, earlier=earlier)) == earlier


@pytest.mark.parametrize("leave", [LEFT, "gg"], ids=["back", "enough"])
@pytest.mark.parametrize(
    ("ids", "ticks", "answer"),
    [
        (AREAS, "21", {"leefgebieden": ("wonen", "geld")}),
        (AREAS, "0", {"leefgebieden": ()}),
        (BOXES, "0", ALL_NO),
    ],
)
def test_what_was_ticked_stands_there_again_and_counts_for_nothing_before_it_is_done(
    keys: Typist, ids: Sequence[str], ticks: str, answer: Given, leave: str
) -> None:
    prompt = ScreenPrompt()
    keys.send_text(ticks + leave)
    reply = prompt.ask(asked(ids))
    assert isinstance(reply, Left)
    assert reply.how in (PromptAction.BACK, PromptAction.ENOUGH)
    keys.send_text(ENTER)
    assert prompt.ask(replace(asked(ids), begun=reply.begun)) == answer


def test_what_was_answered_and_is_left_as_it_was_is_not_begun(keys: Typist) -> None:
    for ids, earlier in ((AREAS, {"leefgebieden": ("wonen",)}), (BOXES, ALL_NO), (DANGER, lines(YES, NO, NO))):
        keys.send_text(LEFT)
        assert ScreenPrompt().ask(asked(ids, earlier=earlier)) is PromptAction.BACK


def test_what_was_answered_and_is_ticked_no_more_is_left_empty(keys: Typist) -> None:
    keys.send_text("1" + LEFT)
    reply = ScreenPrompt().ask(asked(AREAS, earlier={"leefgebieden": ("wonen",)}))
    assert reply == Left(how=PromptAction.BACK, begun={})


@contextmanager
def later(keys: Typist, look: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Somebody who waits, looks and stops; again and again on a slow machine, where a key may come too soon."""
    stopped = threading.Event()

    def stop() -> None:
        while not stopped.wait(0.4):
            look()
            keys.send_text(CTRL_S)

    person = threading.Thread(target=stop)
    person.start()
    try:
        yield
    finally:
        stopped.set()
        person.join()


PASTES = [
    "Betreft zaak 12, w.\r2 kinderen\r",
    "2026-017\r",
    "1234\r",
    "jan\r",
    "\x1b[200~1\r2\r\x1b[201~",
    "t.a.v. het team\r",
    "zie bijlage\r1\r",
    "tent\r",
    "gent\r",
    "\r\r1\r",
    "12\r",
    "\x1b[31mrood\x1b[0m\r",
]


@pytest.mark.parametrize("ids", [CHOICE, YES_NO, PHASE, BOXES, DANGER, AREAS], ids=lambda ids: ids[0])
@pytest.mark.parametrize("paste", PASTES)
def test_a_stray_paste_answers_nothing(keys: Typist, ids: Sequence[str], paste: str) -> None:
    """With and without brackets around it: the question stays, until somebody types again."""
    if paste.strip().isdecimal() and ids in (BOXES, AREAS):
        pytest.skip("several boxes may be ticked at once")
    keys.paste(paste)
    keys.send_text(CTRL_S)
    assert ScreenPrompt().ask(asked(ids)) is PromptAction.STOP


@pytest.mark.parametrize(
    ("ids", "wrong", "right"),
    [
        (CHOICE, "x", "1, 2, 3 of w"),
        (CHOICE, "9", "1, 2, 3 of w"),
        (YES_NO, "3", "j, n of w"),
        (PHASE, "7", "1, 2, 3, 4, n of w"),
        (DANGER, "x", "j, n of w"),
    ],
)
def test_a_wrong_key_says_which_are_right_and_throws_away_what_was_typed_ahead(
    keys: Typist, ids: Sequence[str], wrong: str, right: str
) -> None:
    drawn = Drawn()
    keys.paste(wrong + "1" + ENTER)
    seen: list[str] = []

    with later(keys, lambda: seen.append(drawn.words())):
        assert ScreenPrompt(screen=drawn.output).ask(asked(ids)) is PromptAction.STOP
    assert f"Dat is hier geen antwoord. Kies {right}." in seen[0]


def test_a_list_that_is_longer_than_the_screen_says_so_and_is_drawn_anew_at_another_size(keys: Typist) -> None:
    drawn = Drawn(columns=60, rows=12)
    seen: list[str] = []

    def look() -> None:
        seen.append(drawn.words())

    def narrow() -> None:
        drawn.resize(40, 10)
        keys.send_text("18")

    timers = [
        threading.Timer(0.3, look),
        threading.Timer(0.4, narrow),
        threading.Timer(0.7, look),
        threading.Timer(0.8, keys.send_text, [ENTER]),
    ]
    for timer in timers:
        timer.start()
    entries = [f"antwoord {number} in de lijst" for number in range(1, 21)]
    assert ScreenPrompt(screen=drawn.output).choose("Klopt alles?", entries) == 17
    for timer in timers:
        timer.join()
    first, then = seen
    assert "1. antwoord 1 in" in first
    assert "hieronder staan er nog" in first
    assert "> 18. antwoord 18 in" in then
    assert "hierboven staan er nog" in then
    assert "Klopt alles?" in then


def test_what_was_ticked_survives_going_back(keys: Typist) -> None:
    prompt = ScreenPrompt()
    keys.send_text("12" + LEFT + ENTER + "n" + ENTER)
    reply = prompt.ask(asked(BOXES))
    assert isinstance(reply, Left)
    assert prompt.ask(replace(asked(BOXES), begun=reply.begun)) == boxes(YES, YES, NO)


KINDS = [CHOICE, YES_NO, AREAS, BOXES, DANGER]
"""A list of each kind: of options, of two, of boxes of one fact and of several, and of lines."""


@pytest.mark.parametrize("ids", KINDS)
@pytest.mark.parametrize("before", [[], KINDS])
def test_ctrl_c_stops_in_every_list(keys: Typist, ids: Sequence[str], before: Sequence[Sequence[str]]) -> None:
    prompt = ScreenPrompt()
    keys.send_text(CTRL_S * len(before) + CTRL_C)
    assert [prompt.ask(asked(one)) for one in before] == [PromptAction.STOP] * len(before)
    with pytest.raises(KeyboardInterrupt):
        prompt.ask(asked(ids))


@pytest.mark.parametrize("ids", KINDS)
def test_a_signal_stops_a_list_as_ctrl_c_does(keys: Typist, ids: Sequence[str]) -> None:
    prompt = ScreenPrompt()
    keys.send_text(CTRL_S)
    assert prompt.ask(asked(CHOICE)) is PromptAction.STOP
    timer = threading.Timer(0.1, signal.raise_signal, [signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        prompt.ask(asked(ids))
    timer.join()


IDLE = {
    "c-q": "\x11", "c-d": "\x04", "c-j": "\n", "c-z": "\x1a", "c-l": "\x0c", "c-r": "\x12", "c-a": "\x01", "tab": "\t",
    "backspace": "\x7f", "right": "\x1b[C", "f1": "\x1bOP", "delete": "\x1b[3~", "shift-tab": "\x1b[Z",
    "a click": "\x1b[<0;1;1M",
}  # fmt: skip


@pytest.mark.parametrize("idle", IDLE.values(), ids=IDLE)
def test_a_key_of_an_editor_does_nothing_in_a_list(keys: Typist, idle: str) -> None:
    """An application brings the keys of two editors, and other libraries some that stop; a list has its own alone."""
    prompt = ScreenPrompt()
    for typed in ("3", ENTER, "12", ENTER, "n" + ENTER):
        keys.paste(idle)
        keys.send_text(typed)
    assert prompt.ask(asked(CHOICE)) == {"zorgmijding": "sterk"}
    assert prompt.ask(asked(BOXES)) == boxes(YES, YES, NO)


def test_one_application_draws_every_list_and_nothing_of_one_stays_in_the_next(
    keys: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    class Counted(Application[Any]):
        def __init__(self, **given: Any) -> None:
            made.append(self)
            super().__init__(**given)

    monkeypatch.setattr("ave_cli.terminal.screen_prompt.Application", Counted)
    drawn, seen = Drawn(), list[str]()
    prompt = ScreenPrompt(screen=drawn.output)

    def look(app: Any) -> None:
        seen.append(drawn.words())
        Typist._look(keys, app)

    monkeypatch.setattr(keys, "_look", look)
    keys.send_text("2x" + ENTER + "?" + ENTER + "1" + ENTER + "j" + ENTER + DOWN + "3" + ENTER)
    assert prompt.ask(asked(CHOICE)) == {"zorgmijding": "lijkt"}
    assert prompt.choose("Wat nu?", ["Opslaan", "Stoppen"]) == 0
    assert prompt.ask(asked(YES_NO)) == {"hulpvraag": True}
    assert prompt.choose("Klopt alles?", ["a", "b", "c"]) == 2
    assert len(made) == 1
    texts = [one for one in seen if one]
    assert any("Dat is hier geen antwoord" in one for one in texts)
    assert not any("Dat is hier geen antwoord" in one for one in texts if "Wat nu?" in one or "Klopt alles?" in one)


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
def test_free_text(keys: Typist, typed: str, text: str | PromptAction) -> None:
    keys.send_text(typed)
    assert ScreenPrompt().text("Kenmerk?") == text


def test_a_pasted_text_never_answers_the_question_behind_it(keys: Typist) -> None:
    """Its lines become one, as with brackets around them."""
    prompt = ScreenPrompt()
    keys.paste("regel een\r1\r2\r")
    assert prompt.text("Kenmerk?") == "regel een 1 2"
    keys.send_text("3" + ENTER)
    assert prompt.ask(asked(CHOICE)) == {"zorgmijding": "sterk"}


def test_a_quick_typist_loses_no_key(keys: Typist) -> None:
    """Short lines that came in at once, all of them keys of a question, were typed ahead; a paste has others too."""
    prompt = ScreenPrompt()
    keys.paste("1" + ENTER + "2" + ENTER + DOWN + "3" + ENTER)
    answers = [prompt.ask(asked(CHOICE)) for _ in range(3)]
    assert answers == [{"zorgmijding": "nee"}, {"zorgmijding": "lijkt"}, {"zorgmijding": "sterk"}]


def test_behind_a_line_of_text_nothing_was_typed_ahead(keys: Typist) -> None:
    prompt = ScreenPrompt()
    keys.send_text("w" + ENTER)
    assert prompt.text("Waarom?") == "w"
    keys.send_bytes(b"1\r")
    keys.send_text("3" + ENTER)
    assert prompt.ask(asked(CHOICE)) == {"zorgmijding": "sterk"}


@pytest.mark.parametrize(
    ("typed", "place"),
    [("2" + ENTER, 1), ("?" + ENTER + "1" + ENTER, 0), (ESCAPE, PromptAction.BACK), (CTRL_S, PromptAction.STOP)],
)
def test_a_menu_is_chosen_from_also_after_help(keys: Typist, typed: str, place: int | PromptAction) -> None:
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
        ("?" + ENTER + "c" + ENTER, "C"),
        ("t", PromptAction.BACK),
        (CTRL_S, PromptAction.STOP),
    ],
)
def test_a_letter_is_chosen(keys: Typist, typed: str, letter: str | PromptAction) -> None:
    keys.send_text(typed)
    assert ScreenPrompt().letter("Wat klopt?", LETTERS, "Kies een letter.", "Zo kiest u.") == letter


# ----------------------------------------------------------------------------------------- all ways of asking agree


LETTER = {True: "j", False: "n"}


def typed_keys(ruleset: Ruleset, question: Question, household: Answers) -> list[str]:
    """What to type, each with an Enter behind it, to give the household's answers."""
    facts, given = question.facts, {fact.id: household.value(fact.id) for fact in question.facts}
    if question.by_line:
        return ["".join("w" if isinstance(one, Gap) else LETTER[one is True] for one in given.values())]
    menu = menu_of(ruleset, facts)
    picked = menu.picked(facts, given)
    keys = "".join(one.key for one in menu.entries if one.value in picked)
    if not keys:
        return ["w" if any(isinstance(one, Gap) for one in given.values()) else "0"]
    rest = [given[fact.id] for fact in menu.rest_of(facts, picked)]
    return [keys, *(["w" if any(isinstance(one, Gap) for one in rest) else "n"] if rest else [])]


def as_asked(question: Question, household: Answers) -> dict[str, Value | Gap]:
    """The household's answers as a question can take them: of boxes the rest is not so or not known, all of it."""
    given = {
        fact.id: Gap.DONT_KNOW if isinstance(one := household.value(fact.id), Gap) else one for fact in question.facts
    }
    if question.by_line or not question.together or Gap.DONT_KNOW not in given.values():
        return given
    return {fact: one if one is True else Gap.DONT_KNOW for fact, one in given.items()}


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
    name: str, case: Case, keys: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruleset = load(name)
    household, problems = read_answers(ruleset, case.answers, case.current_phase)
    assert problems == ()
    progress = Progress(ruleset, Answers(given={}))
    lines: list[str] = []
    while progress.question is not None:
        typed = typed_keys(ruleset, progress.question, household)
        lines += [",".join(one) if one.isdecimal() else one for one in typed]
        keys.send_text("".join(f"{one}{ENTER}" for one in typed))
        on_screen = ScreenPrompt().ask(
            Asked(ruleset=ruleset, question=progress.question, number=progress.number, earlier={})
        )
        assert on_screen == as_asked(progress.question, household)
        progress.answer(on_screen)
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
    while question := progress.question:
        progress.answer({fact.id: household.value(fact.id) for fact in question.facts})
    before = progress.answers
    assert progress.change({"gevaar_acuut": True}) == ()
    question = progress.question
    assert question is not None
    more = {fact.id: False for fact in question.facts}
    progress.answer(more)
    assert progress.question is None
    assert progress.answers.given == {**before.given, "gevaar_acuut": True, **more}
    assert progress.parked == {}
    assert progress.change({"gevaar_acuut": False}) == tuple(more)
    assert progress.parked == more
    calm = {"samenwerking": "goed", "inzet_effect": "werkt", "zorgmijding": "nee"}
    gone = progress.change({fact: value for fact, value in calm.items() if fact in progress.answers.given})
    assert set(gone).isdisjoint(progress.answers.given)
    assert set(gone) <= set(progress.parked)
    assert interview_text.parked(["a", "b"]).count("a, b") == 1


def test_stop_is_stop_where_a_text_looks_personal(keys: Typist) -> None:
    keys.send_text("bel 06 12345678" + ENTER + CTRL_S)
    with pytest.raises(Unfinished):
        free_text(ScreenPrompt(), "Kenmerk?", "", date(2026, 11, 22))


def test_stop_is_stop_where_a_model_may_be_remembered(keys: Typist) -> None:
    keys.send_text(CTRL_S)
    with pytest.raises(Unfinished):
        remember_offered(ScreenPrompt(), "oss")
    assert remembered_profile() is None


def test_stop_is_stop_where_an_old_draft_may_be_thrown_away(
    keys: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for _ in range(2):
        draft = journal.start_draft({"kind": "something else"}, now=datetime(2026, 1, 1, tzinfo=UTC))
        draft.add({"a": 1})
        draft.close()
    keys.send_text(CTRL_S)
    with pytest.raises(Unfinished):
        offer_draft(ScreenPrompt())
    assert len(journal.find_drafts()) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *[("24-12-2099", date(2099, 12, 24)), ("2099-12-24", date(2099, 12, 24)), ("1-2-2099", date(2099, 2, 1))],
        *[("2099-99999999999-01", None), ("1" * 5_000 + "-01-2099", None), ("31-02-2099", None), ("01-01-99", None)],
        *[("²-01-2099", None), ("", None), ("-", None), ("--", None), ("2099-2099-2099", None)],
    ],
)
def test_a_day_is_read_as_one_writes_it(text: str, day: date | None) -> None:
    assert save._read_day(text) == day
