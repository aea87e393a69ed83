"""What does a role mean in this model: what it does, who holds it when, and how it differs from others?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ave_cli.core.explain.explanation import Grid, Row, Said, Section, section
from ave_cli.core.explain.parts import holder_rows, labels, of
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Role, RoleRule, TaskKind
from ave_cli.text import explain as explain_text
from ave_cli.wording import phrases

_KINDS = ((TaskKind.DOES, explain_text.DOES), (TaskKind.MAY, explain_text.MAY), (TaskKind.NEVER, explain_text.NEVER))


def explain_role(model: Model, role: Role) -> tuple[Section, ...]:
    """Every answer that the model has about a role; where the source is silent, that it is."""
    return (
        *_meaning(role),
        *_tasks(role),
        *_holders(model, role),
        *_together(model, role),
        *_differences(model, role),
        *_conflicts(model, role),
    )


def _meaning(role: Role) -> Iterator[Section]:
    parts = [of(role.text, role)]
    if role.person:
        parts.append(Said(text=explain_text.called(role.person)))
    if role.max_holders is not None:
        parts.append(Said(text=explain_text.at_most(role.max_holders)))
    yield from section(explain_text.MEANING, parts)


def _tasks(role: Role) -> Iterator[Section]:
    for kind, title in _KINDS:
        tasks = [Said(text=one.text, statements=one.statements) for one in role.tasks if one.kind is kind]
        yield from section(title, tasks or [Said(text=explain_text.NOBODY)])


def _holders(model: Model, role: Role) -> Iterator[Section]:
    """Who holds the role in each phase; phases that follow each other and have the same rules share their rows."""
    grouped: list[tuple[list[str], tuple[Row, ...]]] = []
    for phase in model.profile.phases:
        rows = tuple(holder_rows(model, role, phase, ""))
        if grouped and grouped[-1][1] == rows:
            grouped[-1][0].append(phase.label)
        else:
            grouped.append(([phase.label], rows))
    named = [replace(row, cells=(", ".join(names), *row.cells[1:])) for names, rows in grouped for row in rows]
    yield from section(
        explain_text.HELD_BY,
        [Grid(columns=(explain_text.PHASE, explain_text.HOLDER), rows=tuple(named), names_rows=True)],
    )


def _together(model: Model, role: Role) -> Iterator[Section]:
    rules = [of(_rule(model, one), one) for one in model.profile.role_rules if role.id in one.roles]
    yield from section(explain_text.TOGETHER, rules or [Said(text=explain_text.NO_ROLE_RULE)])


def _rule(model: Model, rule: RoleRule) -> str:
    titles = {one.id: one.title for one in model.profile.roles}
    names = [titles[one] for one in rule.roles]
    text = explain_text.together(names, rule.text)
    if rule.phases:
        text += f" {explain_text.about_phases(labels(model, rule.phases))}"
    if rule.when is not None:
        text += f" {explain_text.about_condition(phrases.condition(model, rule.when))}"
    return text


def neighbours(model: Model, role: Role) -> tuple[Role, ...]:
    """The other roles of which some task is about the same as one of this role: those that can be mixed up."""
    subjects = {one.about for one in role.tasks}
    return tuple(
        one for one in model.profile.roles if one.id != role.id and subjects & {task.about for task in one.tasks}
    )


def _differences(model: Model, role: Role) -> Iterator[Section]:
    others = neighbours(model, role)
    if not others:
        yield from section(explain_text.DIFFERENCES, [Said(text=explain_text.NO_NEIGHBOURS)])
        return
    compared = (role, *others)
    subjects = dict.fromkeys(task.about for one in compared for task in one.tasks)
    columns = (explain_text.SUBJECT, *(explain_text.capital(one.person or one.title) for one in compared))
    grid = Grid(columns=columns, rows=tuple(_about(subject, compared) for subject in subjects), compares=True)
    yield from section(explain_text.DIFFERENCES, [grid])


def _about(subject: str, roles: tuple[Role, ...]) -> Row:
    tasks = [[task for task in one.tasks if task.about == subject] for one in roles]
    cells = ("\n".join(explain_text.task(task.kind.value, task.text) for task in one) for one in tasks)
    statements = dict.fromkeys(ident for one in tasks for task in one for ident in task.statements)
    return Row(
        cells=(explain_text.capital(subject), *(cell or explain_text.NOT_NAMED for cell in cells)),
        statements=tuple(statements),
    )


def _conflicts(model: Model, role: Role) -> Iterator[Section]:
    about = f"role:{role.id}"
    found = [one for one in model.profile.conflicts if one.about == about]
    yield from section(explain_text.CONFLICTS, (of(explain_text.pair(one.id, one.question), one) for one in found))
    gaps = [one for one in model.profile.gaps if one.about == about]
    yield from section(explain_text.GAPS, (of(one.text, one) for one in gaps))
