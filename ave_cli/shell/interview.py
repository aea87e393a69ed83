"""How does an interview run, whichever way questions are put?"""

from __future__ import annotations

from ave_cli.core.facts import Answers, Gap, Gate, Value
from ave_cli.core.profile.model import Model
from ave_cli.core.questionnaire import next_question
from ave_cli.errors import Unfinished
from ave_cli.shell.asking import Asked, Given, Prompt, Wish
from ave_cli.words import interview as say
from ave_cli.words import outcome as say_outcome


def interview(model: Model, start: Answers, prompt: Prompt) -> Answers:
    """Ask until nothing can matter any more.

    Going back drops the answers of the last question; they come back as the earlier answer when the question
    returns, and do not count until they are given again.

    Raises:
        Unfinished: the person stopped.
    """
    states: list[Answers] = []
    earlier: dict[str, Value | Gap] = {}
    answers = start
    while (question := next_question(model, answers)) is not None:
        reply = prompt.ask(
            Asked(
                model=model,
                question=question,
                number=len(states) + 1,
                earlier={fact.id: earlier[fact.id] for fact in question.facts if fact.id in earlier},
                answers=answers,
            )
        )
        if reply is Wish.STOP:
            raise Unfinished(say.STOPPED)
        if reply is Wish.BACK:
            answers = states.pop() if states else answers
            continue
        states.append(answers)
        earlier.update(reply)
        answers = answers.extended(reply)
        _alarm(model, reply, prompt)
    return answers


def _alarm(model: Model, reply: Given, prompt: Prompt) -> None:
    gate = model.gate(Gate.ACUTE)
    if gate is not None and reply.get(gate) is True:
        numbers = [
            f"{say_outcome.number_line(one.name, one.number, one.when)} ({one.note})"
            for one in model.contacts
            if one.acute
        ]
        prompt.alarm([*numbers, say.GO_ON])
