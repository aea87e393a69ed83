"""Explanation of any topic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ave_cli.engine.answer_space import facts_of
from ave_cli.explain.phases_and_roles import explain_phase, explain_role
from ave_cli.explain.scheme import scheme_page
from ave_cli.explain.sections import (
    Explanation,
    Line,
    Section,
    SectionKind,
    line_of,
    links,
    make_sections,
    move_section,
    move_title,
    phase_labels,
    tell_condition,
)
from ave_cli.explain.topics import Topic, TopicKind
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.facts import Fact, FactKind
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Criterion, Entry, Meeting, NotRecorded, SourceConflict, Step, Transition
from ave_cli.text import explain as explain_text
from ave_cli.wording import phrases


def explain_criterion(ruleset: Ruleset, criterion: Criterion) -> Iterator[Section]:
    """The condition of a criterion, what it does, and in which moves it counts."""
    yield from make_sections(
        explain_text.WHEN,
        [line_of(explain_text.about_condition(phrases.condition_words(ruleset, criterion.when)), criterion)],
    )
    effect = explain_text.EFFECTS[criterion.effect.value].format(phrases.phase_of(ruleset, criterion))
    yield from make_sections(
        explain_text.EFFECT, [Line(text=f"{effect} {explain_text.MODALITIES[criterion.modality.value]}")]
    )
    if criterion.note:
        yield from make_sections(explain_text.NOTE, [Line(text=criterion.note)])
    moves = [move for move in ruleset.profile.transitions if criterion.id in move.criteria]
    parts = [
        line_of(explain_text.see(move_title(ruleset, move), explain_text.KINDS["transition"], move.id), move)
        for move in moves
    ]
    yield from make_sections(explain_text.PART_OF, parts or [Line(text=explain_text.COUNTED_IN)], SectionKind.LINKS)
    yield from _disputes(ruleset, f"criterion:{criterion.id}")


def explain_move(ruleset: Ruleset, transition: Transition) -> Iterator[Section]:
    """What a move takes."""
    yield move_section(ruleset, transition)
    yield from _disputes(ruleset, f"transition:{transition.id}", move=transition.id)


def _disputes(ruleset: Ruleset, about: str, move: str = "") -> Iterator[Section]:
    """Where the source contradicts itself about something, or leaves it open."""
    conflicts = [conflict for conflict in ruleset.profile.conflicts if conflict.about == about]
    yield from tell_condition(
        explain_text.CONFLICTS,
        ((conflict.id, conflict.question, conflict) for conflict in conflicts),
        SectionKind.CONFLICTS,
    )
    gaps = [gap for gap in ruleset.profile.gaps if gap.about == about or move in gap.undecided]
    yield from tell_condition(explain_text.GAPS, (("", gap.text, gap) for gap in gaps), SectionKind.GAPS)


def explain_conflict(ruleset: Ruleset, conflict: SourceConflict) -> Iterator[Section]:
    """Both readings, which one counts here, and why."""
    readings = [
        Line(
            text=explain_text.chosen(place, text, used=place == conflict.chosen),
            statements=conflict.statements if place == conflict.chosen else (),
        )
        for place, text in enumerate(conflict.readings, start=1)
    ]
    yield from make_sections(explain_text.READINGS, readings)
    because = (explain_text.why(conflict.why) if conflict.why else "", conflict.note)
    yield from make_sections(explain_text.RULE, [Line(text=text) for text in because if text])
    yield from _when(ruleset, conflict)


def _when(ruleset: Ruleset, conflict: SourceConflict | NotRecorded | Step) -> Iterator[Section]:
    phases = phase_labels(ruleset, conflict.phases) or (explain_text.ALL_PHASES,)
    parts = [Line(text=explain_text.about_phases(phases))]
    if conflict.when is not None:
        parts.append(Line(text=explain_text.about_condition(phrases.condition_words(ruleset, conflict.when))))
    yield from make_sections(explain_text.WHEN, parts)


def explain_gap(ruleset: Ruleset, gap: NotRecorded) -> Iterator[Section]:
    """What the source leaves open, and where that counts."""
    yield from make_sections(explain_text.GAPS, [line_of(gap.text, gap)], SectionKind.GAPS)
    yield from _when(ruleset, gap)


def explain_entry(entry: Entry) -> Iterator[Section]:
    """What a term, a party, an agreement or a principle means here."""
    yield from make_sections(explain_text.MEANING, [line_of(entry.text, entry)])
    yield from _synonyms(entry.synonyms)


def explain_meeting(meeting: Meeting) -> Iterator[Section]:
    """What a form of meeting is, and whether it is held."""
    yield from make_sections(
        explain_text.MEANING,
        [line_of(meeting.text, meeting), None if meeting.held else Line(text=explain_text.NOT_HELD)],
    )
    yield from _synonyms(meeting.synonyms)


def _synonyms(names: tuple[str, ...]) -> Iterator[Section]:
    yield from make_sections(explain_text.SYNONYMS, [Line(text=", ".join(names))] if names else [])


def explain_step(ruleset: Ruleset, step: Step) -> Iterator[Section]:
    """Who takes a step, when, and how firmly the source asks for it."""
    yield from make_sections(
        explain_text.MEANING, [line_of(step.text, step), Line(text=explain_text.MODALITIES[step.modality.value])]
    )
    parts = [(explain_text.BY, step.who or explain_text.NOBODY)]
    parts += [(explain_text.CONTACT, step.contact), (explain_text.DEADLINE, step.deadline)]
    lines = [Line(text=explain_text.pair(name, text)) for name, text in parts if text]
    yield from make_sections(explain_text.WHO, lines)
    yield from _when(ruleset, step)
    moves = [move for move in ruleset.profile.transitions if move.id in step.transitions]
    yield from make_sections(
        explain_text.PART_OF,
        (
            line_of(explain_text.see(move_title(ruleset, move), explain_text.KINDS["transition"], move.id), move)
            for move in moves
        ),
        SectionKind.LINKS,
    )


def explain_doubt(ruleset: Ruleset) -> Iterator[Section]:
    """What the model says to do in doubt, and about which facts."""
    doubt = ruleset.profile.doubt
    parts = [Line(text=explain_text.DOUBT_RULES[doubt.rule.value], statements=doubt.statements)]
    parts += [Line(text=text) for text in (doubt.text,) if text]
    parts += [Line(text=explain_text.pair(explain_text.BY, doubt.who))] if doubt.who else []
    yield from make_sections(explain_text.RULE, parts)
    yield from make_sections(
        explain_text.ABOUT, (Line(text=explain_text.capital(ruleset.facts[fact].question)) for fact in doubt.facts)
    )


def explain_statement(ruleset: Ruleset, statement: Statement) -> Iterator[Section]:
    """What the source says there in our words, and what in the model rests on it or why nothing does."""
    yield from make_sections(
        explain_text.SOURCE_TEXT,
        [
            Line(text=statement.text, statements=(statement.id,)),
            Line(text=explain_text.section(statement.section)),
            _loose(statement.note),
        ],
    )
    resting = [Line(text=link.text) for link in links(ruleset) if statement.id in link.statements]
    unused = explain_text.not_modelled(statement.not_modelled) if statement.not_modelled else explain_text.NOT_MODELLED
    yield from make_sections(explain_text.RESTS, resting or [Line(text=unused)], SectionKind.LINKS)


def _loose(text: str) -> Line | None:
    return Line(text=text) if text else None


def explain_fact(ruleset: Ruleset, fact: Fact) -> Iterator[Section]:
    """How a fact is asked and seen, and what in the model looks at it."""
    observe = explain_text.observe(fact.observe) if fact.observe else ""
    yield from make_sections(explain_text.QUESTION, [Line(text=fact.question), _loose(observe)])
    yield from make_sections(explain_text.ANSWERS, _answers(ruleset, fact))
    if fact.id not in ruleset.profile.ask:
        yield from make_sections(explain_text.TOUCHES, [Line(text=explain_text.UNUSED_FACT)], SectionKind.LINKS)
        return
    touched: list[Line] = [
        Line(text=link.text, statements=link.statements)
        for link in links(ruleset)
        if fact.id in facts_of(ruleset, link.when)
    ]
    if fact.id in ruleset.profile.doubt.facts:
        doubt = ruleset.profile.doubt
        text = explain_text.see(explain_text.DOUBT_TITLE, explain_text.KINDS["doubt"], explain_text.DOUBT_ID)
        touched.append(Line(text=text, statements=doubt.statements))
    alone = explain_text.ALWAYS_ASKED if fact.gate else explain_text.NOTHING_DEPENDS
    yield from make_sections(explain_text.TOUCHES, dict.fromkeys(touched) or [Line(text=alone)], SectionKind.LINKS)


def _answers(ruleset: Ruleset, fact: Fact) -> tuple[Line, ...]:
    options = [explain_text.option_in_file(phrases.option_words(fact, option), option) for option in fact.options]
    if fact.kind is FactKind.PHASE:
        options = [*phase_labels(ruleset, ruleset.ranks), explain_text.NO_PHASE]
    return tuple(Line(text=explain_text.capital(option)) for option in options) or (Line(text=explain_text.YES_NO),)


_Register = Mapping[str, Statement]


def explain_topic(ruleset: Ruleset, register: _Register, topic: Topic, also: Sequence[Topic] = ()) -> Explanation:
    """Everything that the model says of a topic, and what else has the same name."""
    if topic.kind is TopicKind.SCHEME:
        return scheme_page(ruleset)
    see = [Line(text=explain_text.see(one.title, explain_text.KINDS[one.kind.value], one.id)) for one in also]
    return Explanation(
        kind=topic.kind.value,
        id=topic.id,
        title=topic.title,
        sections=(*_sections(ruleset, register, topic), *make_sections(explain_text.SEE_ALSO, see, SectionKind.LINKS)),
    )


def _sections(ruleset: Ruleset, register: _Register, topic: Topic) -> Iterable[Section]:
    if topic.kind is TopicKind.DOUBT:
        return explain_doubt(ruleset)
    if topic.kind is TopicKind.FACT:
        return explain_fact(ruleset, ruleset.facts[topic.id])
    if topic.kind is TopicKind.STATEMENT:
        return explain_statement(ruleset, register[topic.id])
    among, explained = _HOW[topic.kind]
    one = next(one for one in getattr(ruleset.profile, among) if one.id == topic.id)
    other = one.origin if one.origin != ruleset.profile.id else ""
    return (
        *explained(ruleset, one),
        *make_sections(explain_text.ORIGIN, [Line(text=explain_text.from_model(other))] if other else []),
    )


def _entry(_model: Ruleset, one: Any) -> Iterable[Section]:
    return explain_entry(one)


_HOW: dict[TopicKind, tuple[str, Callable[[Ruleset, Any], Iterable[Section]]]] = {
    TopicKind.PHASE: ("phases", explain_phase),
    TopicKind.ROLE: ("roles", explain_role),
    TopicKind.TRANSITION: ("transitions", explain_move),
    TopicKind.CRITERION: ("criteria", explain_criterion),
    TopicKind.CONFLICT: ("conflicts", explain_conflict),
    TopicKind.TERM: ("glossary", _entry),
    TopicKind.MEETING: ("meetings", lambda _model, one: explain_meeting(one)),
    TopicKind.ACTOR: ("actors", _entry),
    TopicKind.AGREEMENT: ("agreements", _entry),
    TopicKind.PRINCIPLE: ("principles", _entry),
    TopicKind.GAP: ("gaps", explain_gap),
    TopicKind.STEP: ("steps", explain_step),
}
"""For each kind of record: the list of the profile that has it, and how it is explained."""
