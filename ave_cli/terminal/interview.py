"""The interview loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ave_cli.engine.answers_file import raw_answer
from ave_cli.engine.questionnaire import Progress, Question
from ave_cli.engine.relevance import evaluate_so_far
from ave_cli.errors import Unfinished
from ave_cli.profile.facts import Answers, Gap, Gate, accepts
from ave_cli.profile.ruleset import Ruleset
from ave_cli.terminal.prompt import Asked, Given, Prompt, PromptAction
from ave_cli.text import interview as interview_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases

Keep = Callable[[Mapping[str, object]], None]
"""Keeps what happened, before the next question is put."""
ANSWER, CHANGE, BACK = "answer", "change", "back"
"""What can happen in an interview, as a journal has it."""


def interview(progress: Progress, prompt: Prompt, keep: Keep, *, review: bool) -> Answers:
    """Ask until nothing can matter any more, then let the answers be reviewed.

    Raises:
        Unfinished: the person stopped.
    """
    while True:
        question = progress.question
        if question is None:
            if not review or _review(progress, prompt, keep):
                return progress.answers
            continue
        reply = prompt.ask(_ask_for(progress, question, progress.number, progress.earlier(question)))
        if reply is PromptAction.STOP:
            raise Unfinished(interview_text.STOPPED)
        if reply is PromptAction.BACK:
            keep({BACK: True})
            if not progress.back():
                prompt.tell(interview_text.AT_START)
            continue
        keep({ANSWER: _plain(reply)})
        progress.answer(reply)
        _alarm(progress.ruleset, reply, prompt)


def replay_entry(progress: Progress, entry: Mapping[str, object]) -> None:
    """Do again what a journal says that happened; what does not fit the model is left out, never guessed."""
    if entry.get(BACK):
        progress.back()
    for kind in (ANSWER, CHANGE):
        raw = entry.get(kind)
        if isinstance(raw, dict):
            given = answers_from_entry(progress.ruleset, raw)
            if kind == CHANGE:
                progress.change(given)
            elif progress.question and {fact.id for fact in progress.question.facts} == set(given):
                progress.answer(given)
            else:
                progress.propose(given)


def answers_from_entry(ruleset: Ruleset, raw: Mapping[str, object]) -> Given:
    """The answers in raw data that this model knows and accepts."""
    given = {}
    for ident, one in raw.items():
        if ident in ruleset.facts:
            try:
                given[ident] = accepts(ruleset.facts[ident], one, ruleset.ranks)
            except ValueError:
                continue
    return given


def _plain(given: Given) -> dict[str, object]:
    return {fact: raw_answer(one) for fact, one in given.items()}


def _ask_for(progress: Progress, question: Question, number: int, earlier: Given) -> Asked:
    ruleset = progress.ruleset
    interval = evaluate_so_far(ruleset, progress.answers).interval
    low, high = (ruleset.phase(rank).label for rank in (interval.at_least, interval.at_most))
    return Asked(
        ruleset=ruleset,
        question=question,
        number=number,
        earlier=earlier,
        answers=progress.answers,
        so_far=interview_text.so_far(low, high),
    )


def _review(progress: Progress, prompt: Prompt, keep: Keep) -> bool:
    """Show the answers by theme; True when the person wants the advice, else one answer was changed or taken back."""
    questions = progress.answered()
    entries = [interview_text.REVIEW_DONE, *(_line(progress, question) for question in questions)]
    place = prompt.choose(_title(progress), entries, interview_text.REVIEW_HINT)
    if place is PromptAction.STOP:
        raise Unfinished(interview_text.STOPPED)
    if place is PromptAction.BACK:
        keep({BACK: True})
        progress.back()
        return False
    if isinstance(place, PromptAction) or place == 0:
        return True
    question = questions[place - 1]
    given = {fact.id: progress.answers.given[fact.id] for fact in question.facts}
    reply = prompt.ask(_ask_for(progress, question, place, given))
    if reply is PromptAction.STOP:
        raise Unfinished(interview_text.STOPPED)
    if not isinstance(reply, PromptAction):
        keep({CHANGE: _plain(reply)})
        gone = progress.change(reply)
        _alarm(progress.ruleset, reply, prompt)
        if gone:
            prompt.tell(interview_text.parked(progress.ruleset.facts[fact].name() for fact in gone))
    return False


def _title(progress: Progress) -> str:
    """What stands above the review: contradictory answers are pointed out."""
    facts = progress.ruleset.facts
    wrong = [
        phrases.contradiction_words(contradiction, facts)
        for contradiction in progress.ruleset.contradictions_in(progress.answers)
    ]
    return "\n".join([interview_text.REVIEW, *([interview_text.CONTRADICTION, *wrong] if wrong else [])])


def _line(progress: Progress, question: Question) -> str:
    """One line of the review: of boxes only what was ticked."""
    ruleset, given = progress.ruleset, progress.answers.given
    group = question.facts[0].group
    if not question.together:
        fact = question.facts[0].id
        return interview_text.answer_line(group, phrases.tell_answer(ruleset, fact, given[fact]))
    if any(isinstance(given[fact.id], Gap) for fact in question.facts):
        return interview_text.answer_line(group, interview_text.boxes(question.text, [interview_text.DONT_KNOW]))
    ticked = [fact.name() for fact in question.facts if given[fact.id] is True]
    return interview_text.answer_line(
        group, interview_text.boxes(question.text, ticked or [interview_text.NONE_OF_THESE])
    )


def _alarm(ruleset: Ruleset, reply: Given, prompt: Prompt) -> None:
    gate = ruleset.gate(Gate.ACUTE)
    if gate is not None and reply.get(gate) is True:
        numbers = [
            f"{triage_text.number_line(contact.name, contact.number, contact.when)} ({contact.note})"
            for contact in ruleset.contacts
            if contact.acute
        ]
        prompt.alarm([*numbers, interview_text.GO_ON])
