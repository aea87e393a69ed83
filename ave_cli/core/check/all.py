"""What is wrong with a model, or missing from it?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ave_cli.core.check.cases import check_cases
from ave_cli.core.check.finding import Finding
from ave_cli.core.check.people import check_about, check_moves, check_roles
from ave_cli.core.check.phases import check_phases
from ave_cli.core.check.register import check_register
from ave_cli.core.check.rules import check_rules, check_swallowed
from ave_cli.profile.companion_files import Case, Statement
from ave_cli.profile.ruleset import Model


def check(
    model: Model, register: Mapping[str, Statement], own: Collection[str], cases: Iterable[Case]
) -> tuple[Finding, ...]:
    """Everything that is wrong or missing; nothing for a model that holds.

    Rules are proved over all sets of answers of the facts that they look at, those that contradict each other left out.
    What would take more than `space.LIMIT` sets is a finding too: it is not proved.

    Args:
        model: a model whose shape and references are right.
        register: its statements by id, with those of its base.
        own: ids of the statements in its own register, without its base.
        cases: its invented households, with what must come out.
    """
    return (
        *check_about(model),
        *check_register(model.profile, register, own),
        *check_phases(model),
        *check_rules(model),
        *check_swallowed(model),
        *check_roles(model),
        *check_moves(model),
        *check_cases(model, cases),
    )
