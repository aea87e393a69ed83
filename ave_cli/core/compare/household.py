"""Where does one household come out under each model?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.profile.facts import FactKind
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model


@record
class Household:
    """One household under each model, in the order of the models."""

    assessments: tuple[Assessment, ...]
    refused: tuple[tuple[str, ...], ...]
    """Per model the facts in the file that it does not know, or not with this answer; they do not count there."""
    left_out: tuple[str, ...]
    """Facts that count under no model here: a phase of one model is no phase of another."""


def read(
    models: Sequence[Model], raw: Mapping[str, Any], current_phase: str | None
) -> tuple[Household, tuple[str, ...]]:
    """The household under each model, and every problem with the file.

    An answer that fits some model is no problem: under the others it is named and does not count. The current phase
    must be a phase of some model, and then counts under none, because phases of different models are not the same.
    """
    problems: list[str] = []
    fitting: list[dict[str, Any]] = [{} for _ in models]
    refused: list[list[str]] = [[] for _ in models]
    left_out: list[str] = []
    for ident, one in raw.items():
        wrong = [read_answers(model, {ident: one}, None)[1] for model in models]
        if all(wrong):
            problems += [line for lines in wrong for line in lines]
        elif _is_phase(models, ident):
            left_out.append(ident)
        else:
            for place, lines in enumerate(wrong):
                if lines:
                    refused[place].append(ident)
                else:
                    fitting[place][ident] = one
    if current_phase is not None:
        wrong = [read_answers(model, {}, current_phase)[1] for model in models]
        if all(wrong):
            problems += [line for lines in wrong for line in lines]
        left_out += [fact for fact in _phases(models) if fact not in left_out]
    assessments = tuple(
        assess(model, read_answers(model, given, None)[0]) for model, given in zip(models, fitting, strict=True)
    )
    household = Household(
        assessments=assessments, refused=tuple(tuple(one) for one in refused), left_out=tuple(left_out)
    )
    return household, tuple(dict.fromkeys(problems))


def _phases(models: Sequence[Model]) -> tuple[str, ...]:
    """The facts that are answered with a phase."""
    return tuple(
        dict.fromkeys(fact.id for model in models for fact in model.facts.values() if fact.kind is FactKind.PHASE)
    )


def _is_phase(models: Sequence[Model], ident: str) -> bool:
    return ident in _phases(models)
