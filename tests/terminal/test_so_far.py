"""What an interview says of the phase while it asks, and of how much is still to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from ave_cli.cli.save import _Form
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.engine.phases import Direction
from ave_cli.engine.questionnaire import Progress, Question
from ave_cli.profile.facts import Answers, Gap, Given
from ave_cli.storage import library
from ave_cli.terminal.interview import Surroundings, _ask_for, interview
from ave_cli.terminal.plain_prompt import PlainPrompt
from ave_cli.terminal.prompt import Asked, PromptAction, menu_of
from ave_cli.text import interview as interview_text


class Household:
    """Somebody who answers as a household has it, and keeps what was said with each question."""

    def __init__(self, progress: Progress, answers: Answers) -> None:
        self.progress, self.answers = progress, answers
        self.seen: list[tuple[Answers, Asked]] = []

    def ask(self, asked: Asked) -> Given:
        self.seen.append((self.progress.answers, asked))
        return {fact.id: self.answers.given.get(fact.id, Gap.DONT_KNOW) for fact in asked.question.facts}

    def tell(self, text: str) -> None: ...

    def alarm(self, lines: Sequence[str], remarks: Sequence[str] = ()) -> None: ...

    def model(self, models: Sequence[tuple[str, str]]) -> str:
        raise AssertionError(models)

    def text(self, question: str, default: str = "") -> str | PromptAction:
        raise AssertionError(question, default)

    def choose(
        self, title: str, entries: Sequence[str], keys: str = "", themes: Mapping[int, str] | None = None
    ) -> int | PromptAction:
        raise AssertionError(title, entries, keys, themes)


@pytest.mark.parametrize("name", library.index().ids())
def test_it_never_says_a_lighter_phase_than_the_household_is_in_nor_more_than_is_proved(name: str) -> None:
    ruleset, down = library.load(name), 0
    phases = [phase.label for phase in ruleset.profile.phases]
    everything = interview_text.so_far(phases[0], phases[-1])
    for case in library.load_cases(name).cases[::3]:
        progress = Progress(ruleset, Answers(given={}))
        household = Household(progress, read_answers(ruleset, case.answers, case.current_phase)[0])
        interview(progress, household, lambda _: None, review=False)
        assert household.seen[-1][1].question.at_most == 1, case.id
        for answers, asked in household.seen:
            assert not any(everything in remark for remark in asked.remarks), case.id
            advice = assess(ruleset, answers)
            stands = ruleset.phase(advice.stands).label
            told = " ".join(one for one in asked.remarks if one.startswith("Tot nu toe"))
            if advice.direction is Direction.DOWN:
                down += 1
                assert told.startswith(interview_text.so_far_down(stands, advice.label)), (case.id, told)
            elif "minstens" in told:
                assert f"minstens {ruleset.phase(advice.interval.at_least).label}," in told, (case.id, told)
    assert down or name in ("dordrecht-zwijndrecht", "regio-groningen")


@pytest.mark.parametrize("now", [None, "1"])
def test_that_every_phase_is_possible_is_not_said(now: str | None) -> None:
    ruleset = library.load("oss")
    progress = Progress(ruleset, read_answers(ruleset, {}, now)[0])
    household = Household(progress, Answers(given={}))
    interview(progress, household, lambda _: None, review=False)
    assert not any(one.startswith("Tot nu toe") for one in household.seen[0][1].remarks)


@pytest.mark.parametrize(("answer", "is_told"), [(("wonen",), True), (("geld",), False)])
def test_what_was_answered_the_time_before_is_not_told_as_the_answer_before_too(
    answer: tuple[str, ...], is_told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    ruleset = library.load("oss")
    progress = Progress(ruleset, Answers(given={}))
    progress.propose({"leefgebieden": ("wonen",)})
    question = question_of(progress, "leefgebieden")
    if not is_told:
        progress.change({"leefgebieden": answer})
    asked = _ask_for(progress, question, 1, progress.earlier(question), Surroundings(since="1 mei"))
    prompt = PlainPrompt()
    prompt._show(asked, menu_of(ruleset, question.facts))
    said = capsys.readouterr().err
    assert said.count("Vorige keer, 1 mei: ") == 1
    assert ("Uw vorige antwoord" not in said) == is_told


def question_of(progress: Progress, fact: str) -> Question:
    return Question(facts=(progress.ruleset.facts[fact],), text="Wat speelt er?", at_most=1)


class Decider(Household):
    """Somebody who decides on one phase, and hears what is asked then."""

    def __init__(self, phase: str) -> None:
        self.phase = phase
        self.asked: list[str] = []

    def text(self, question: str, default: str = "") -> str:
        self.asked.append(question)
        return default

    def choose(
        self, title: str, entries: Sequence[str], keys: str = "", themes: Mapping[int, str] | None = None
    ) -> int | PromptAction:
        del title, keys, themes
        return entries.index(self.phase) if self.phase in entries else 0


@pytest.mark.parametrize(
    ("answers", "decided", "words"),
    [
        ({"gevaar_omgeving": True}, "AVE 2", "U besluit iets anders dan het advies: AVE 3. Waarom?"),
        ({}, "AVE 2", "Waarom?"),
        ({"gevaar_omgeving": True}, "AVE 3", ""),
    ],
)
def test_who_decides_otherwise_hears_than_what(answers: Mapping[str, bool], decided: str, words: str) -> None:
    ruleset = library.load("oss")
    worker = Decider(decided)
    _Form(assess(ruleset, read_answers(ruleset, answers, None)[0]), worker, "").fill_in()
    assert [one.partition(" (")[0] for one in worker.asked[1:]] == ([words] if words else [])
