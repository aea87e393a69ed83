"""What is one point on which models are put side by side?"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.text import compare as compare_text


class About(Enum):
    """What a point is about; in the order in which it is told."""

    PHASES = "phases"
    ALONE = "alone"
    TOGETHER = "together"
    EFFECTS = "effects"
    ROLES = "roles"
    DOUBT = "doubt"
    MOVES = "moves"


@record
class Point:
    """What each model says on one point, in the order of the models."""

    about: About
    title: str
    part: str = ""
    """The phase or move that it is about; by its own label, which is compared as text only."""
    said: tuple[str | None, ...]
    """None where the point cannot be put to a model, because it has no such phase or move."""

    @property
    def same(self) -> bool:
        """Whether every model says the same."""
        return len(set(self.said)) == 1


def labels(models: Sequence[Model]) -> tuple[str, ...]:
    """The labels of all phases, lightest first as far as the models agree on it; as text, never mapped."""
    found: list[str] = []
    for model in models:
        place = 0
        for phase in model.profile.phases:
            if phase.label in found:
                place = max(place, found.index(phase.label) + 1)
            else:
                found.insert(place, phase.label)
                place += 1
    return tuple(found)


def phase_of(model: Model, label: str) -> str | None:
    """The id of the phase with this label; None where the model has none."""
    return next((phase.id for phase in model.profile.phases if phase.label == label), None)


def names(models: Sequence[Model]) -> tuple[str, ...]:
    """What to call each model: its title, with the version or a number where that tells two apart."""
    found = [model.profile.title for model in models]
    if len(set(found)) < len(found):
        found = [compare_text.versioned(model.profile.title, model.profile.version) for model in models]
    if len(set(found)) < len(found):
        found = [compare_text.numbered(name, number) for number, name in enumerate(found, start=1)]
    return tuple(found)
