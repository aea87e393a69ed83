"""What an interview says of the phase while it asks, and of how much is still to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.engine.phases import Direction
from ave_cli.engine.questionnaire import Progress
from ave_cli.profile.facts import Answers, Gap, Given
from ave_cli.storage import library
from ave_cli.terminal.interview import interview
from ave_cli.terminal.prompt import Asked, PromptAction
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
    for case in library.load_cases(name).cases[::3]:
        progress = Progress(ruleset, Answers(given={}))
        household = Household(progress, read_answers(ruleset, case.answers, case.current_phase)[0])
        interview(progress, household, lambda _: None, review=False)
        assert household.seen[-1][1].question.at_most == 1, case.id
        for answers, asked in household.seen:
            advice = assess(ruleset, answers)
            stands = ruleset.phase(advice.stands).label
            told = " ".join(one for one in asked.remarks if one.startswith("Tot nu toe"))
            if advice.direction is Direction.DOWN:
                down += 1
                assert told.startswith(interview_text.so_far_down(stands, advice.label)), (case.id, told)
            elif "minstens" in told:
                assert f"minstens {ruleset.phase(advice.interval.at_least).label}," in told, (case.id, told)
    assert down or name in ("dordrecht-zwijndrecht", "regio-groningen")
