"""What are questions made of?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from ave_cli.engine.answer_space import comparisons
from ave_cli.profile.companion_files import Case, Statement
from ave_cli.profile.conditions import Leaf, Reading
from ave_cli.profile.facts import Answers, Gap, Value
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Conflict, Criterion, Effect, NotRecorded
from ave_cli.profile.truth import Truth

Tell = Callable[[Model, Answers], str]
"""Turns a household into a story; an empty story means that it cannot be told."""
Given = dict[str, Value | Gap]
Pair = tuple[str, Value | Gap, str, Value | Gap]
"""Two facts with an answer each; of the two facts the first in the alphabet goes first."""
Odd = frozenset[Pair]
"""Pairs of answers that do not go well together."""
NONE_ODD: Odd = frozenset()
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

    @cached_property
    def entering(self) -> tuple[Criterion, ...]:
        """The criteria that are enough for a phase, of the heaviest phase first."""
        found = [one for one in self.model.profile.criteria if one.effect is Effect.ENTER]
        return tuple(sorted(found, key=lambda one: -self.model.rank(one.phase)))

    @cached_property
    def deciding(self) -> Mapping[str, tuple[Leaf, ...]]:
        """The facts that the phase can depend on, in reading order, each with what is asked of it."""
        found: dict[str, dict[Leaf, None]] = {}
        for leaf in comparisons(self.model, (one.when for one in self.entering)):
            found.setdefault(leaf.fact, {})[leaf] = None
        return {fact: tuple(row) for fact, row in found.items()}

    @cached_property
    def phase_conflicts(self) -> tuple[Conflict | NotRecorded, ...]:
        """Where the source contradicts itself about which phase it is, or leaves that open for some households."""
        about, profile = {PHASE, *(f"{CRITERION}{one.id}" for one in self.entering)}, self.model.profile
        left_open = [one for one in profile.gaps if one.about in about and one.when is not None]
        return (*(one for one in profile.conflicts if one.about in about and one.in_result), *left_open)

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
    odd: Odd
    """Pairs of answers that no writer of a case put together, though the two facts are often answered together."""


def contested(model: Model, reading: Reading, phase: str) -> frozenset[str]:
    """What the source of the model contradicts itself about for this household in this phase."""
    return frozenset(one.about for one in model.profile.conflicts if one.in_result and takes_part(one, reading, phase))


def takes_part(conflict: Conflict | NotRecorded, reading: Reading, phase: str) -> bool:
    """Whether a contradiction in the source is about this household in this phase."""
    return (not conflict.phases or phase in conflict.phases) and reading.of(conflict.when).truth is Truth.YES


def doubtful(model: Model, about: frozenset[str]) -> frozenset[str]:
    """Phases that a contested criterion, which is not enough for a phase by itself, belongs to: no wrong option."""
    return frozenset(one.phase for one in model.profile.criteria if f"{CRITERION}{one.id}" in about)
