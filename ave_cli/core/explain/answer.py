"""Given a topic: what does the model say of it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ave_cli.core.explain import records
from ave_cli.core.explain.explanation import Explanation, Said, Section, section
from ave_cli.core.explain.phases import explain_phase
from ave_cli.core.explain.roles import explain_role
from ave_cli.core.explain.scheme import scheme_page
from ave_cli.core.explain.topics import Kind, Topic
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.ruleset import Model
from ave_cli.text import explain as explain_text

_Register = Mapping[str, Statement]


def explain_topic(model: Model, register: _Register, topic: Topic, also: Sequence[Topic] = ()) -> Explanation:
    """Everything that the model says of a topic, and what else has the same name."""
    if topic.kind is Kind.SCHEME:
        return scheme_page(model)
    see = [Said(text=explain_text.see(one.title, explain_text.KINDS[one.kind.value], one.id)) for one in also]
    return Explanation(
        kind=topic.kind.value,
        id=topic.id,
        title=topic.title,
        sections=(*_sections(model, register, topic), *section(explain_text.SEE_ALSO, see)),
    )


def _sections(model: Model, register: _Register, topic: Topic) -> Iterable[Section]:
    if topic.kind is Kind.DOUBT:
        return records.explain_doubt(model)
    if topic.kind is Kind.FACT:
        return records.explain_fact(model, model.facts[topic.id])
    if topic.kind is Kind.STATEMENT:
        return records.explain_statement(model, register[topic.id])
    among, explained = _HOW[topic.kind]
    one = next(one for one in getattr(model.profile, among) if one.id == topic.id)
    other = one.origin if one.origin != model.profile.id else ""
    return (
        *explained(model, one),
        *section(explain_text.ORIGIN, [Said(text=explain_text.from_model(other))] if other else []),
    )


def _entry(_model: Model, one: Any) -> Iterable[Section]:
    return records.explain_entry(one)


_HOW: dict[Kind, tuple[str, Callable[[Model, Any], Iterable[Section]]]] = {
    Kind.PHASE: ("phases", explain_phase),
    Kind.ROLE: ("roles", explain_role),
    Kind.TRANSITION: ("transitions", records.explain_move),
    Kind.CRITERION: ("criteria", records.explain_criterion),
    Kind.CONFLICT: ("conflicts", records.explain_conflict),
    Kind.TERM: ("glossary", _entry),
    Kind.MEETING: ("meetings", lambda _model, one: records.explain_meeting(one)),
    Kind.ACTOR: ("actors", _entry),
    Kind.AGREEMENT: ("agreements", _entry),
    Kind.PRINCIPLE: ("principles", _entry),
    Kind.GAP: ("gaps", records.explain_gap),
    Kind.STEP: ("steps", records.explain_step),
}
"""For each kind of record: the list of the profile that has it, and how it is explained."""
