"""What in a model hangs together: what looks at a fact, what uses a criterion, what rests on a statement?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.core.explain.parts import labels, move_title
from ave_cli.profile.conditions import Condition
from ave_cli.profile.records import Sourced, record
from ave_cli.profile.ruleset import Model
from ave_cli.text import explain as explain_text


@record
class Link:
    """A record of a model, named so that a person knows what it is and what to type for more."""

    text: str
    statements: tuple[str, ...]
    when: Condition | None


def links(model: Model) -> Iterator[Link]:
    """Every record of the model that rests on statements, in the order of its kinds."""
    yield from _named(model)
    yield from _roles(model)
    yield from _told(model)


def _link(kind: str, ident: str, title: str, source: Sourced, when: Condition | None = None) -> Link:
    word = explain_text.KINDS[kind]
    return Link(text=explain_text.see(title, word, ident), statements=source.statements, when=when)


def _named(model: Model) -> Iterator[Link]:
    profile = model.profile
    for phase in profile.phases:
        yield _link("phase", phase.id, explain_text.title(phase.label, phase.title), phase)
    for criterion in profile.criteria:
        yield _link("criterion", criterion.id, criterion.text, criterion, criterion.when)
    for move in profile.transitions:
        yield _link("transition", move.id, move_title(model, move), move)
    for conflict in profile.conflicts:
        yield _link("conflict", conflict.id, conflict.question, conflict, conflict.when)
    for gap in profile.gaps:
        yield _link("gap", gap.id, gap.text, gap, gap.when)
    for step in profile.steps:
        yield _link("step", step.id, step.text, step, step.when)


def _roles(model: Model) -> Iterator[Link]:
    titles = {one.id: one.title for one in model.profile.roles}
    for role in model.profile.roles:
        cited = (*role.statements, *(ident for task in role.tasks for ident in task.statements))
        word = explain_text.KINDS["role"]
        yield Link(text=explain_text.see(role.title, word, role.id), statements=cited, when=None)
    for one in model.profile.assignments:
        title = explain_text.held(titles[one.role], labels(model, one.phases))
        yield _link("role", one.role, title, one, one.when)
    for rule in model.profile.role_rules:
        yield _link("role", rule.roles[0], rule.text, rule, rule.when)


def _told(model: Model) -> Iterator[Link]:
    profile = model.profile
    for kind, entries in (
        ("term", profile.glossary),
        ("actor", profile.actors),
        ("agreement", profile.agreements),
        ("principle", profile.principles),
    ):
        yield from (_link(kind, one.id, one.term, one) for one in entries)
    yield from (_link("meeting", one.id, one.name, one) for one in profile.meetings)
    word, doubt = explain_text.KINDS["doubt"], profile.doubt
    see = explain_text.see(explain_text.DOUBT_TITLE, word, explain_text.DOUBT_ID)
    yield Link(text=see, statements=doubt.statements, when=None)
    danger = profile.danger
    word = explain_text.KINDS["phase"]
    see = explain_text.see(explain_text.DANGER, word, danger.phase)
    yield Link(text=see, statements=danger.statements, when=None)
