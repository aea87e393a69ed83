"""What may an answers file say, and which answers are in it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from ave_cli.core.facts import Answers, Fact, FactKind, Gap, Gate, Value, accepts
from ave_cli.core.profile.model import Model
from ave_cli.core.records import record
from ave_cli.words import problems as say

if TYPE_CHECKING:
    from ave_cli.core.kinds import Line


@record
class AnswersFile:
    """The answers about one household, as a script or a trainer writes them."""

    kind: Literal["answers"]
    format: Literal[1]
    profile: Line | None = None
    current_phase: Line | None = None
    case: Line = ""
    answers: dict[str, Any] = field(default_factory=dict)


def read_answers(model: Model, raw: Mapping[str, Any], current_phase: str | None) -> tuple[Answers, tuple[str, ...]]:
    """The answers for this model, and every problem with them (path, what is wrong, what was meant).

    A fact of the shared vocabulary that the profile does not use is accepted. The current phase is put in as
    the answer to the fact that the vocabulary marks for it.
    """
    given: dict[str, Value | Gap] = {}
    problems: list[str] = []
    for ident, one in raw.items():
        fact = model.facts.get(ident)
        if fact is None:
            problems.append(f"answers.{ident}: {say.unknown(say.FACT, ident, model.facts)}")
            continue
        try:
            given[ident] = accepts(fact, one, model.ranks)
        except ValueError:
            problems.append(f"answers.{ident}: {_wanted(fact, one, model)}")
    problems += _set_current(model, given, current_phase)
    return Answers(given=given), tuple(problems)


def _set_current(model: Model, given: dict[str, Value | Gap], current: str | None) -> Iterator[str]:
    gate = model.gate(Gate.PHASE)
    if current is None or gate is None:
        return
    if current not in model.ranks:
        yield f"current_phase: {say.unknown(say.PHASE, current, model.ranks)}"
        return
    already = given.get(gate)
    if isinstance(already, str) and already != current:
        yield f"current_phase: {say.current_twice(current, already)}"
        return
    given[gate] = current


def _wanted(fact: Fact, one: object, model: Model) -> str:
    if fact.kind is FactKind.YES_NO:
        return say.NOT_AN_ANSWER_YES_NO
    options = (*model.ranks, "geen") if fact.kind is FactKind.PHASE else fact.options
    near = say.meant(one, options) if isinstance(one, str) else ""
    return say.not_an_answer(options, fact.kind is FactKind.CHOICES) + near
