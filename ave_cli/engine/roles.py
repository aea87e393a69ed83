"""Holders of each role in a phase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ave_cli.engine.phases import counts_here
from ave_cli.profile import (
    Assignment,
    Evaluation,
    Holder,
    Modality,
    Result,
    Role,
    RoleRule,
    RoleStatus,
    Ruleset,
    Truth,
    record,
)


@record
class RoleHolding:
    """A role in one phase: its holders, or why there is none."""

    role: Role
    status: RoleStatus
    holders: tuple[Holder, ...] = ()
    """The holders; the candidates while the status is undecided."""
    possible: tuple[Holder, ...] = ()
    """Holders that come on top if a fact that is still unknown turns out so."""
    modality: Modality | None = None
    """How firmly the model puts the holder there; None where no rule of it counts."""
    appointed: bool = False
    """Whether the answers say that somebody holds it already."""
    appointed_in: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    """Facts whose answers led here."""
    depends_on: tuple[str, ...] = ()
    """Facts that still decide between holders."""
    notes: tuple[str, ...] = ()
    elsewhere: tuple[tuple[int, RoleHolding], ...] = ()
    """Rank of another possible phase in which it is held otherwise, and how."""
    statements: tuple[str, ...] = ()
    origin: str = ""


def resolve(ruleset: Ruleset, evaluation: Evaluation, phase: str) -> tuple[RoleHolding, ...]:
    """Every role of the profile in this phase, in its order; a role without a rule is not recorded."""
    return tuple(
        _apply_role_rules(ruleset, evaluation, phase, _resolve(ruleset, evaluation, phase, role))
        for role in ruleset.profile.roles
    )


def _resolve(ruleset: Ruleset, evaluation: Evaluation, phase: str, role: Role) -> RoleHolding:
    rules = ruleset.rules_for(role.id, phase)
    live = _live([rule for rule in rules if not rule.adds], evaluation)
    if not live:
        holding = RoleHolding(role=role, status=RoleStatus.NOT_RECORDED, origin=role.origin)
    elif len(live) == 1:
        holding = _single(role, *live[0])
    else:
        holding = _leave_undecided(role, live)
    appointed = role.appointed is not None and evaluation.answers.value(role.appointed) is True
    if appointed:
        holding = replace(holding, appointed=appointed)
    return _with_additions(holding, [rule for rule in rules if rule.adds], evaluation)


def _live(rules: Iterable[Assignment], evaluation: Evaluation) -> list[tuple[Assignment, Result]]:
    """The rules that can still count: up to and including the first that holds."""
    found = []
    for rule in rules:
        result = evaluation.evaluate(rule.when)
        if result.truth is not Truth.NO:
            found.append((rule, result))
        if result.truth is Truth.YES:
            break
    return found


def _texts(rules: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in rules if text))


def _single(role: Role, rule: Assignment, result: Result) -> RoleHolding:
    certain = result.truth is Truth.YES
    return RoleHolding(
        role=role,
        status=rule.status if certain else RoleStatus.UNDECIDED,
        holders=rule.holders,
        modality=rule.modality,
        appointed_in=_texts([rule.appointed_in]),
        because=result.because,
        depends_on=result.open,
        notes=_texts([rule.note]),
        statements=rule.statements,
        origin=rule.origin,
    )


def _leave_undecided(role: Role, live: list[tuple[Assignment, Result]]) -> RoleHolding:
    outcomes = {(rule.status, rule.holders, rule.appointed_in) for rule, _ in live}
    statements = tuple(dict.fromkeys(ident for rule, _ in live for ident in rule.statements))
    if len(outcomes) == 1 and live[-1][1].truth is Truth.YES:
        rule, result = live[-1]
        return replace(_single(role, rule, replace(result, truth=Truth.YES)), statements=statements)
    return RoleHolding(
        role=role,
        status=RoleStatus.UNDECIDED,
        holders=tuple(dict.fromkeys(holder for rule, _ in live for holder in rule.holders)),
        appointed_in=_texts(rule.appointed_in for rule, _ in live),
        because=tuple(dict.fromkeys(fact for _, result in live for fact in result.because)),
        depends_on=tuple(dict.fromkeys(fact for _, result in live for fact in result.open)),
        notes=_texts(rule.note for rule, _ in live),
        statements=statements,
        origin=live[0][0].origin,
    )


def _with_additions(holding: RoleHolding, rules: list[Assignment], evaluation: Evaluation) -> RoleHolding:
    for rule in rules:
        result = evaluation.evaluate(rule.when)
        if result.truth is not Truth.NO:
            holding = _with_addition(holding, rule, result)
    limit = holding.role.max_holders
    if limit is not None and holding.status is RoleStatus.ASSIGNED and len(holding.holders) > limit:
        return replace(holding, status=RoleStatus.CONFLICTING)
    return holding


def _with_addition(holding: RoleHolding, rule: Assignment, result: Result) -> RoleHolding:
    """With a holder on top."""
    nobody = holding.status in (RoleStatus.NOT_APPLICABLE, RoleStatus.NOT_RECORDED)
    certain = result.truth is Truth.YES
    if certain and nobody:
        holding = replace(holding, status=rule.status, modality=rule.modality)
    return replace(
        holding,
        holders=(*holding.holders, *rule.holders) if certain else holding.holders,
        possible=holding.possible if certain else (*holding.possible, *rule.holders),
        appointed_in=_texts([*holding.appointed_in, rule.appointed_in]) if certain else holding.appointed_in,
        because=tuple(dict.fromkeys((*holding.because, *result.because))),
        depends_on=tuple(dict.fromkeys((*holding.depends_on, *result.open))),
        notes=_texts([*holding.notes, rule.note]),
        statements=tuple(dict.fromkeys((*holding.statements, *rule.statements))),
    )


def _apply_role_rules(ruleset: Ruleset, evaluation: Evaluation, phase: str, holding: RoleHolding) -> RoleHolding:
    """Add what the model says about this role and another in one hand."""
    rules = [rule for rule in ruleset.profile.role_rules if _applies(rule, evaluation, phase, holding.role.id)]
    if holding.status is RoleStatus.NOT_APPLICABLE or not rules:
        return holding
    return replace(
        holding,
        notes=_texts([*holding.notes, *(rule.text for rule in rules)]),
        statements=tuple(dict.fromkeys((*holding.statements, *(s for rule in rules for s in rule.statements)))),
    )


def _applies(rule: RoleRule, evaluation: Evaluation, phase: str, role: str) -> bool:
    """A rule is told under the last role that it names, so that it stands there once."""
    return role == rule.roles[-1] and counts_here(rule, evaluation, phase)
