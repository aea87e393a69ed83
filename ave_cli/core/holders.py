"""Who holds a role in a phase by the rules of the model, whatever the household?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ave_cli.core import phrase
from ave_cli.profile.conditions import Condition
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Assignment, Role
from ave_cli.text import explain as explain_text
from ave_cli.text import triage as triage_text


def rules_of(model: Model, role: Role, phase: str) -> tuple[Assignment, ...]:
    """The rules on who holds a role in a phase, in order: the first that holds counts; what comes on top, last."""
    rules = (one for one in model.profile.assignments if one.role == role.id and phase in one.phases)
    return tuple(sorted(rules, key=lambda one: one.adds))


def who(one: Assignment) -> str:
    """Who holds a role by a rule; what is agreed elsewhere, contested or not recorded says so."""
    names = [phrase.holder(each) for each in one.holders]
    if one.appointed_in:
        names.append(triage_text.agreed_in(one.appointed_in))
    status = triage_text.ROLE_STATUS[one.status.value]
    if names and status:
        return f"{status}: {triage_text.candidates(names)}"
    return "; ".join(names) or status


def holders(
    model: Model, role: Role, phase: str, told: Callable[[Model, Condition], str] = phrase.condition
) -> Iterator[tuple[Assignment | None, str]]:
    """Each rule of a role in a phase with who holds it and under which condition; no rule is not recorded.

    Args:
        model: the model that has the role.
        role: the role.
        phase: the id of the phase.
        told: how a condition is put into words.
    """
    rules = rules_of(model, role, phase)
    for place, one in enumerate(rules):
        if one.when is not None:
            text = f"{who(one)} {explain_text.only_if(told(model, one.when))}"
        else:
            text = explain_text.otherwise(who(one)) if place > 0 and not one.adds else who(one)
        yield one, f"{explain_text.ON_TOP} {text}" if one.adds else text
    if not rules:
        yield None, explain_text.NOBODY
