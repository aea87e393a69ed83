"""What are questions made of?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ave_cli.core.conditions import Reading
from ave_cli.core.facts import Answers, Gap, Value
from ave_cli.core.profile.beside import Case, Statement
from ave_cli.core.profile.model import Model
from ave_cli.core.profile.shape import Effect
from ave_cli.core.records import record
from ave_cli.core.truth import Truth

Tell = Callable[[Model, Answers], str]
"""Turns a household into a story; an empty story means that it cannot be told."""
Given = dict[str, Value | Gap]
PHASE = "phase"
CRITERION = "criterion:"
ROLE = "role:"
STEP = "step:"
TRANSITION = "transition:"
"""How a contradiction in the source names what it is about."""


@record
class Material:
    """One model with its register and its written cases."""

    model: Model
    register: Mapping[str, Statement]
    cases: tuple[Case, ...]

    @property
    def id(self) -> str:
        """The id of the model."""
        return self.model.profile.id

    @property
    def title(self) -> str:
        """What the model is called."""
        return self.model.profile.title

    def label(self, phase: str) -> str:
        """The label of a phase."""
        return self.model.phase(self.model.rank(phase)).label


@record
class Desk:
    """Everything that lies on the desk of whoever makes the questions of one round."""

    own: Material
    others: tuple[Material, ...]
    tell: Tell | None
    """None: only the written stories can be used."""
    odd: frozenset[tuple[str, Value, str, Value]]
    """Pairs of answers that no writer of a case put together, though the two facts are often answered together."""


def contested(model: Model, reading: Reading, phase: str) -> frozenset[str]:
    """What the source of the model contradicts itself about for this household in this phase."""
    return frozenset(
        one.about
        for one in model.profile.conflicts
        if (not one.phases or phase in one.phases) and reading.of(one.when).truth is Truth.YES
    )


def phase_matters(model: Model) -> frozenset[str]:
    """What a contradiction is about when it can put a household in another phase."""
    enter = (one.id for one in model.profile.criteria if one.effect is Effect.ENTER)
    return frozenset((PHASE, *(f"{CRITERION}{ident}" for ident in enter)))


def doubtful(model: Model, about: frozenset[str]) -> frozenset[str]:
    """Phases that a contested criterion, which is not enough for a phase by itself, belongs to: no wrong option."""
    return frozenset(one.phase for one in model.profile.criteria if f"{CRITERION}{one.id}" in about)
