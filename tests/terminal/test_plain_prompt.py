"""How a question is put line by line: what counts as an answer, what never does, and what is shown when."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.engine.questionnaire import Progress, Question
from ave_cli.errors import NoTerminal, Unfinished
from ave_cli.profile import Given
from ave_cli.profile.facts import Answers, Fact, FactKind, Gap, Gate, Value
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.terminal.interview import interview
from ave_cli.terminal.plain_prompt import PlainPrompt
from ave_cli.terminal.prompt import Asked, Enough, Left, Prompt, PromptAction
from ave_cli.text import interview as interview_text
from ave_cli.wording import phrases

SHIPPED = library.index().ids()
PROMPT = "Antwoord: "
UNKNOWN = Gap.DONT_KNOW

YES_NO = Fact(
    id="overlast", group="Buurt", kind=FactKind.YES_NO, question="Is er overlast?", observe="Vraag het de wijkagent."
)
CHOICE = Fact(
    id="zorg",
    group="Zorg",
    kind=FactKind.CHOICE,
    options=("nee", "soms", "sterk"),
    labels={"sterk": "altijd: doet niet open"},
    question="Wordt hulp vermeden?",
    observe="Kijk naar de laatste maand.",
)
CHOICES = Fact(
    id="gebieden",
    group="Leven",
    kind=FactKind.CHOICES,
    options=("wonen", "geld", "werk"),
    question="Waar zijn problemen?",
)
PHASE = Fact(id="fase", group="Context", kind=FactKind.PHASE, question="In welke fase?")
TICKS = tuple(
    Fact(
        id=name,
        group="Veiligheid",
        kind=FactKind.YES_NO,
        question=f"Is er gevaar voor {name}?",
        observe=f"Kijk goed naar {name}.",
        label=f"gevaar voor {name}",
        screen="gevaar",
        tick=f"Er is gevaar voor {name}",
    )
    for name in ("inwoner", "gezin", "buurt")
)
DANGER = tuple(replace(fact, danger=True) for fact in TICKS)
QUESTIONS: dict[str, tuple[Fact, ...]] = {
    "yes or no": (YES_NO,),
    "one of a list": (CHOICE,),
    "some of a list": (CHOICES,),
    "a phase": (PHASE,),
    "boxes to tick": TICKS,
    "line by line": DANGER,
}
question = pytest.mark.parametrize("facts", QUESTIONS.values(), ids=QUESTIONS)


@pytest.fixture(scope="module")
def model() -> Ruleset:
    return library.load(library.index().default)


def on_screen(model: Ruleset, facts: tuple[Fact, ...], *, number: int = 2, earlier: Given | None = None) -> Asked:
    observe = facts[0].observe if len(facts) == 1 else ""
    shown = Question(facts=facts, text=facts[0].question, observe=observe, at_most=5, by_line=facts is DANGER)
    return Asked(ruleset=model, question=shown, number=number, is_first=number == 1, earlier=earlier or {})


def interviewed(model: Ruleset, prompt: Prompt) -> Answers:
    """The answers of an interview that starts with nothing known."""
    progress = Progress(model, Answers(given={}))
    return interview(progress, prompt, lambda _: None, review=False)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """These lines come in on stdin, and then it ends."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


# ------------------------------------------------------------------------------------------ what counts

READ: list[tuple[tuple[Fact, ...], str, Value | Gap | Mapping[str, object]]] = [
    *(((YES_NO,), line, True) for line in ("1", "ja", "j", "JA", "  Ja  ")),
    *(((YES_NO,), line, False) for line in ("2", "nee", "n", "N")),
    *(((YES_NO,), line, UNKNOWN) for line in ("w", "W", " w ")),
    ((CHOICE,), "1", "nee"),
    ((CHOICE,), "3", "sterk"),
    ((CHOICE,), "w", UNKNOWN),
    ((CHOICE,), "n", "nee"),
    ((CHOICE,), "nee", "nee"),
    ((PHASE,), "n", "geen"),
    ((PHASE,), "1", "1"),
    ((PHASE,), "3", "3"),
    ((PHASE,), "w", UNKNOWN),
    ((CHOICES,), "2", ("geld",)),
    *(
        ((CHOICES,), line, ("wonen", "werk"))
        for line in ("1,3", "1 3", "3, 1", "3  1", " 1 , 3 ", "1,3,", "1,1,3", "1;3")
    ),
    ((CHOICES,), "1 2 3", ("wonen", "geld", "werk")),
    ((CHOICES,), "0", ()),
    ((CHOICES,), "w", UNKNOWN),
    *((TICKS, line, {"inwoner": False, "gezin": True, "buurt": False}) for line in ("2\nn", "2\nx\n\nnee")),
    *((TICKS, f"{line}\nw", {"inwoner": True, "gezin": UNKNOWN, "buurt": True}) for line in ("1,3", "3 1")),
    (TICKS, "2\nt\n1 2 3", dict.fromkeys(("inwoner", "gezin", "buurt"), True)),
    *(
        (DANGER, line, {"inwoner": True, "gezin": False, "buurt": UNKNOWN})
        for line in ("j\nn\nw", "jnw", "j n w", "ja\nnee\nw", "jn\nx\n\nw", "j\nj\nt\nnw", "?\njnw", "jnww\njnw")
    ),
    (TICKS, "1 2 3", dict.fromkeys(("inwoner", "gezin", "buurt"), True)),
    (TICKS, "0", dict.fromkeys(("inwoner", "gezin", "buurt"), False)),
]


@pytest.mark.parametrize(("facts", "line", "value"), READ, ids=[f"{facts[0].id}: {line}" for facts, line, _ in READ])
def test_a_line_is_read_as_an_answer(
    facts: tuple[Fact, ...],
    line: str,
    value: Value | Gap | dict[str, bool],
    model: Ruleset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed(monkeypatch, *line.split("\n"))
    expected = value if isinstance(value, dict) else {facts[0].id: value}
    assert PlainPrompt().ask(on_screen(model, facts)) == expected


def test_not_knowing_counts_for_every_box(model: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "w")
    assert PlainPrompt().ask(on_screen(model, TICKS)) == dict.fromkeys(("inwoner", "gezin", "buurt"), UNKNOWN)


def test_the_last_line_needs_no_enter(model: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("2"))
    assert PlainPrompt().ask(on_screen(model, (YES_NO,))) == {"overlast": False}


# ------------------------------------------------------------------------------------------ what never counts

NEVER = (
    "",
    "   ",
    "\t",
    "x",
    "99",
    "-1",
    "1.5",
    "½",
    "²",
    "1 x",
    "x1",
    "w 1",
    "ja nee",
    "*",
    ",",
    ";",
    ", ,",
    "+",
    "\x1b[A",
)
MANY_DIGITS = "9" * 5_000
ALSO_NEVER: dict[str, tuple[str, ...]] = {
    "yes or no": ("0", "1,2", "3"),
    "one of a list": ("0", "1,2", "4", "ja"),
    "some of a list": ("0,1", "1 0", "4", "1,4", "ja", "nee"),
    "a phase": ("0", "1,2", "ja", "nee", "5"),
    "boxes to tick": ("0,1", "0 1 2 3", "4", "1,4", "ja", "nee", "j", "n"),
    "line by line": ("1", "0", "jnwj", "1 j"),
}
VALID = {
    "yes or no": "1",
    "one of a list": "2",
    "some of a list": "1",
    "a phase": "1",
    "boxes to tick": "0",
    "line by line": "jnw",
}


@pytest.mark.parametrize(
    ("kind", "line"),
    [(kind, line) for kind in QUESTIONS for line in (*NEVER, MANY_DIGITS, *ALSO_NEVER[kind])],
    ids=lambda one: one[:12],
)
def test_a_line_that_is_no_answer_is_said_to_be_none_and_asked_again(
    kind: str, line: str, model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = on_screen(model, QUESTIONS[kind])
    typed(monkeypatch, VALID[kind])
    answer = PlainPrompt().ask(shown)
    capsys.readouterr()
    typed(monkeypatch, line, VALID[kind])
    assert PlainPrompt().ask(shown) == answer
    err = capsys.readouterr().err
    assert err.count(PROMPT) == 2
    between = err.split(PROMPT)[1]
    assert between.strip(), "it was asked again without a word"


def test_enter_alone_does_not_take_the_earlier_answer(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "", "1")
    assert PlainPrompt().ask(on_screen(model, (YES_NO,), earlier={"overlast": False})) == {"overlast": True}
    assert "Enter alleen is geen antwoord" in capsys.readouterr().err


def test_none_of_these_goes_with_nothing_else(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "0,2", "0")
    PlainPrompt().ask(on_screen(model, TICKS))
    assert "kan niet samen" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------ what is shown


@question
def test_a_question_shows_its_choices_with_their_numbers_and_nothing_on_stdout(
    facts: tuple[Fact, ...], model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "w", "w", "w")
    PlainPrompt().ask(on_screen(model, facts))
    out, err = capsys.readouterr()
    assert out == ""
    wanted = {
        "overlast": ["j. ja", "n. nee"],
        "zorg": ["1. nee", "2. soms", "3. altijd: doet niet open"],
        "gebieden": ["1. wonen", "2. geld", "3. werk", "0. geen van deze"],
        "fase": ["n. geen", f"1. {model.profile.phases[0].label}"],
        "inwoner": ["1. Er is gevaar voor inwoner", "3. Er is gevaar voor buurt", "0. geen van deze"],
    }[facts[0].id]
    if facts is DANGER:
        wanted = ["w = weet ik niet", "1 van 3. Er is gevaar voor inwoner", "2 van 3", "3 van 3"]
    place = err.index(facts[0].question)
    for words in (*wanted, *([] if facts is DANGER else ["w. weet ik niet", PROMPT])):
        place = err.index(words, place)


def test_the_head_with_the_keys_is_shown_once(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "1", "1")
    prompt = PlainPrompt()
    for _ in range(2):
        prompt.ask(on_screen(model, (YES_NO,)))
    err = capsys.readouterr().err
    assert err.count(model.profile.version) == 1
    assert err.count("Typ geen namen") == 1


@question
def test_a_question_mark_explains_gives_the_phone_numbers_and_asks_again(
    facts: tuple[Fact, ...], model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "?", "w", "w", "w")
    assert PlainPrompt().ask(on_screen(model, facts)) == {fact.id: UNKNOWN for fact in facts}
    _, explained, *_ = capsys.readouterr().err.split(PROMPT)
    assert [one.number for one in model.contacts if one.number not in explained] == []
    assert [fact.observe for fact in facts if fact.observe not in explained] == []


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("t", PromptAction.BACK),
        ("T", PromptAction.BACK),
        ("s", PromptAction.STOP),
        (" S ", PromptAction.STOP),
        ("g", PromptAction.ENOUGH),
    ],
)
@question
def test_going_back_and_stopping_are_wishes_at_every_question(
    facts: tuple[Fact, ...], line: str, wish: PromptAction, model: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, line)
    assert PlainPrompt().ask(on_screen(model, facts)) is wish


def test_enough_halfway_keeps_the_lines_that_were_answered(model: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was said of danger is never lost on the way to the result; about the other lines nothing is known."""
    first, second = DANGER[0].id, DANGER[1].id
    typed(monkeypatch, "jn", "g")
    assert PlainPrompt().ask(on_screen(model, DANGER)) == Enough(given={first: True, second: False})
    typed(monkeypatch, "g")
    assert PlainPrompt().ask(on_screen(model, DANGER)) is PromptAction.ENOUGH


def test_what_was_ticked_is_not_lost_where_only_the_rest_is_asked(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticked = {TICKS[0].id: True, TICKS[2].id: True}
    typed(monkeypatch, "1,3", "g")
    assert PlainPrompt().ask(on_screen(model, TICKS)) == Enough(given=ticked)
    typed(monkeypatch, "1,3", "s")
    assert PlainPrompt().ask(on_screen(model, TICKS)) == Left(how=PromptAction.STOP, begun=ticked)
    typed(monkeypatch, "1,3", "t", "2", "n")
    assert PlainPrompt().ask(on_screen(model, TICKS)) == {one.id: one is TICKS[1] for one in TICKS}


def test_stopping_halfway_keeps_the_lines_as_not_confirmed(model: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "jn", "s")
    left = Left(how=PromptAction.STOP, begun={DANGER[0].id: True, DANGER[1].id: False})
    assert PlainPrompt().ask(on_screen(model, DANGER)) == left


def test_at_the_first_question_there_is_no_way_back(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "t", "1")
    assert PlainPrompt().ask(on_screen(model, (YES_NO,), number=1)) == {"overlast": True}
    assert interview_text.AT_START in capsys.readouterr().err


def test_who_changes_the_first_answer_later_goes_back_to_the_answers(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress = Progress(model, Answers(given={}))
    assert progress.question is not None
    given: Given = {fact.id: False for fact in progress.question.facts}
    progress.answer(given)
    progress.stop_asking()
    typed(monkeypatch, "3", "t", "1")
    assert interview(progress, PlainPrompt(), lambda _: None, review=True).given == given


EARLIER: list[tuple[tuple[Fact, ...], Given, str]] = [
    ((YES_NO,), {"overlast": False}, "nee"),
    ((YES_NO,), {"overlast": UNKNOWN}, "weet niet"),
    ((CHOICE,), {"zorg": "sterk"}, "altijd"),
    ((CHOICES,), {"gebieden": ("wonen", "werk")}, "wonen, werk"),
    ((CHOICES,), {"gebieden": ()}, "geen"),
    (TICKS, {"inwoner": True, "gezin": False, "buurt": False}, "gevaar voor inwoner: ja, gevaar voor gezin: nee"),
]


@pytest.mark.parametrize(("facts", "earlier", "words"), EARLIER, ids=[words for _, _, words in EARLIER])
def test_an_earlier_answer_is_shown_with_the_question(
    facts: tuple[Fact, ...],
    earlier: Given,
    words: str,
    model: Ruleset,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(monkeypatch, "w", "w", "w")
    PlainPrompt().ask(on_screen(model, facts, earlier=earlier))
    assert f"Uw vorige antwoord: {words}" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------ which model

MODELS = (("a", "Gemeente A"), ("b", "Gemeente B"), ("c", "Gemeente C"))


def test_a_model_is_chosen_by_its_number(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed(monkeypatch, " 2 ")
    assert PlainPrompt().model(MODELS) == "b"
    assert "2. Gemeente B" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["", "0", "4", "-1", "x", "b", "1,2", "²", "½", MANY_DIGITS], ids=lambda one: one[:12])
def test_what_is_no_model_is_asked_again(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, line, "3")
    assert PlainPrompt().model(MODELS) == "c"
    assert capsys.readouterr().err.count(PROMPT) == 2


# ------------------------------------------------------------------------------------------ a letter

LETTERS = [("A", "ja"), ("B", "nee")]


@pytest.mark.parametrize(
    ("lines", "letter"),
    [
        (["b"], "B"),
        ([" A "], "A"),
        (["", "c", "1", "ab", "b"], "B"),
        (["?", "a"], "A"),
        (["t"], PromptAction.BACK),
        (["S"], PromptAction.STOP),
    ],
    ids=str,
)
def test_a_letter_is_chosen(
    lines: list[str], letter: str | PromptAction, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, *lines)
    assert PlainPrompt().letter("Wat klopt?", LETTERS, "Kies een letter.", "Zo kiest u.") == letter
    said = capsys.readouterr().err
    assert "Wat klopt?\n  A. ja\n  B. nee\nKies een letter.\n" in said
    assert said.count("Kies uit A, B.") == max(len([one for one in lines if one != "?"]) - 1, 0)
    assert ("Zo kiest u." in said) == ("?" in lines)


# ------------------------------------------------------------------------------------------ the end of the input


def test_without_any_input_there_is_nobody_to_ask(model: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch)
    with pytest.raises(NoTerminal) as caught:
        PlainPrompt().ask(on_screen(model, (YES_NO,), number=1))
    assert "--answers" in caught.value.hint


def test_without_any_input_no_model_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch)
    with pytest.raises(NoTerminal):
        PlainPrompt().model(MODELS)


@pytest.mark.parametrize("lines", [["2"], ["?"], [""], ["x"]], ids=["an answer", "help", "enter", "no answer"])
def test_input_that_ends_later_leaves_the_interview_unfinished(
    lines: Sequence[str], model: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, *lines)
    with pytest.raises(Unfinished) as caught:
        interviewed(model, PlainPrompt())
    assert "niets bewaard" in caught.value.message


def test_stopping_leaves_the_interview_unfinished(model: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "2", "s", "1")
    with pytest.raises(Unfinished, match="Gestopt"):
        interviewed(model, PlainPrompt())
    assert sys.stdin.readline() == "1\n", "a line after the last one was read"


# ------------------------------------------------------------------------------------------ in an interview


def screens(err: str) -> list[str]:
    """What was shown before each line that was read."""
    return err.split(PROMPT)


def asked_until(lines: Sequence[str], model: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, *lines)
    with pytest.raises(Unfinished):
        interviewed(model, PlainPrompt())


@pytest.mark.parametrize("line", ["1", "j", "ja"])
def test_a_yes_to_acute_danger_shows_the_numbers_before_anything_else(
    line: str, model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked_until([line], model, monkeypatch)
    after = screens(capsys.readouterr().err)[1]
    now, _, _ = after.partition("Vraag 2")
    assert 0 <= now.find("bel 112") < now.find("0800-2000")
    assert "Veilig Thuis" in now
    assert now.count("komen niet uit het model") == 1


def test_a_doubt_about_acute_danger_is_an_alarm_too(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked_until(["w"], model, monkeypatch)
    now, _, _ = screens(capsys.readouterr().err)[1].partition("Vraag 2")
    assert 0 <= now.find("Niet bekend") < now.find("112")


def test_what_holds_everywhere_is_an_alarm_at_once(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked_until(["n", "nnnn", "nnjnnnn"], model, monkeypatch)
    now, _, _ = screens(capsys.readouterr().err)[3].partition("Vraag 4")
    for words in ("onveilig", "meldcode", "112", "0800-2000"):
        assert words in now


def test_no_alarm_without_a_reason(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked_until(["2"], model, monkeypatch)
    assert "0800-2000" not in screens(capsys.readouterr().err)[1]


def test_going_back_puts_the_question_again_with_the_answer_that_no_longer_counts(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gate = model.gate(Gate.ACUTE)
    assert gate is not None
    asked_until(["2", "t", "", "1"], model, monkeypatch)
    first, second, again, still, *_ = screens(capsys.readouterr().err)
    assert model.facts[gate].question in first
    assert "Uw vorige antwoord" not in first + second
    assert model.facts[gate].question in again
    assert "Uw vorige antwoord: nee" in again
    assert "Vraag 1" in again
    assert "geen antwoord" in still


def test_danger_that_was_said_is_in_the_result_when_it_is_enough_halfway(
    model: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = list[Mapping[str, object]]()
    progress = Progress(model, Answers(given={}))
    while progress.question is not None and not progress.question.by_line:
        progress.answer(dict.fromkeys((fact.id for fact in progress.question.facts), False))
    assert progress.question is not None
    first, *rest = (fact.id for fact in progress.question.facts)
    typed(monkeypatch, "j", "g")
    answers = interview(progress, PlainPrompt(), kept.append, review=False)
    assert answers.given[first] is True
    assert [answers.given[fact] for fact in rest] == [Gap.DONT_KNOW for _ in rest]
    assert [*kept[-1]] == ["enough"]


class Watched:
    """The plain prompt, with the question that it is putting now."""

    def __init__(self) -> None:
        self.prompt = PlainPrompt()
        self.now: Asked | None = None

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        return self.prompt.model(models)

    def ask(self, asked: Asked) -> Given | Enough | Left | PromptAction:
        self.now = asked
        return self.prompt.ask(asked)

    def alarm(self, lines: Sequence[str], remarks: Sequence[str] = ()) -> None:
        self.prompt.alarm(lines, remarks)

    def tell(self, text: str) -> None:
        self.prompt.tell(text)

    def choose(
        self, title: str, entries: Sequence[str], keys: str = "", themes: Mapping[int, str] | None = None
    ) -> int | PromptAction:
        return self.prompt.choose(title, entries, keys, themes)

    def text(self, question: str, default: str = "") -> str | PromptAction:
        return self.prompt.text(question, default)


class Worker(io.StringIO):
    """Somebody who knows the answers, reads the screen and types the number behind which the answer stands."""

    def __init__(self, knows: Mapping[str, Value | Gap], watched: Watched, screen: io.StringIO) -> None:
        super().__init__()
        self.knows, self.watched, self.screen = knows, watched, screen

    def readline(self, _size: int | None = -1, /) -> str:  # type: ignore[override]
        lines = screens(self.screen.getvalue())[-2]
        keys = {label: key for key, label in re.findall(r"^  (\w+)\. (.*)$", lines, re.MULTILINE)}
        assert self.watched.now is not None
        question = self.watched.now.question
        values = [self.knows.get(fact.id, UNKNOWN) for fact in question.facts]
        if question.by_line:
            return "".join("w" if isinstance(one, Gap) else "j" if one else "n" for one in values) + "\n"
        if "zeker niet" in keys:
            return ("w" if any(isinstance(one, Gap) for one in values) else "n") + "\n"
        wanted = list(self.wanted(self.watched.now)) or ["geen van deze"]
        return ",".join(keys[label] for label in wanted) + "\n"

    def wanted(self, asked: Asked) -> Iterator[str]:
        if all(isinstance(self.knows.get(fact.id, UNKNOWN), Gap) for fact in asked.question.facts):
            yield "weet ik niet"
            return
        for fact in asked.question.facts:
            if not isinstance(self.knows.get(fact.id, UNKNOWN), Gap):
                yield from self.labels(fact, asked)

    def labels(self, fact: Fact, asked: Asked) -> Iterator[str]:
        value = self.knows[fact.id]
        assert not isinstance(value, Gap)
        if asked.question.together:
            yield from [fact.tick] if value is True else []
        elif isinstance(value, bool):
            yield "ja" if value else "nee"
        elif fact.kind is FactKind.PHASE:
            yield next(
                (one.label for one in asked.ruleset.profile.phases if one.id == value), "geen (niet eerder in beeld)"
            )
        else:
            yield from (
                phrases.option_words(fact, one) for one in ((value,) if isinstance(value, str) else tuple(value))
            )


@pytest.mark.parametrize("name", SHIPPED)
def test_a_whole_interview_gives_what_the_answers_give(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = library.load(name)
    case = library.load_cases(name).cases[0]
    knows, problems = read_answers(model, case.answers, case.current_phase)
    assert problems == ()
    watched, screen = Watched(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdin", Worker(knows.given, watched, screen))
    found = interviewed(model, watched)
    assert found.given
    known = {fact: one for fact, one in found.given.items() if not isinstance(one, Gap)}
    assert {fact: knows.given.get(fact, UNKNOWN) for fact in known} == known
    assert assess(model, found).label == assess(model, knows).label
