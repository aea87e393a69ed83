"""Explanations of one record of a model: a phase, a role, a criterion, a move, a fact and all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ave_cli.explain.questions import fold
from ave_cli.explain.sections import (
    Grid,
    Line,
    Row,
    Section,
    SectionKind,
    criteria_grid,
    holder_rows,
    line_of,
    make_sections,
    move_section,
    move_title,
    named_section,
    phase_labels,
)
from ave_cli.profile import (
    Criterion,
    Effect,
    Entry,
    Meeting,
    NotRecorded,
    Phase,
    Role,
    RoleRule,
    Ruleset,
    SourceConflict,
    Sourced,
    Step,
    TaskKind,
    Transition,
    TransitionDirection,
)
from ave_cli.text import explain as explain_text
from ave_cli.wording import phrases


def explain_phase(ruleset: Ruleset, phase: Phase) -> tuple[Section, ...]:
    """Every answer that the model has about a phase; where the source is silent, that it is."""
    return (
        *_start(ruleset, phase),
        *_roles(ruleset, phase),
        *_entry_sections(ruleset, phase),
        *_moves(ruleset, phase),
        *_beside(ruleset, phase),
    )


def _start(ruleset: Ruleset, phase: Phase) -> Iterator[Section]:
    share = ". ".join(part for part in (explain_text.share(phase.share), phase.share_note) if part)
    parts = [line_of(phase.start, phase), Line(text=share if phase.share else explain_text.NO_SHARE)]
    yield from make_sections(explain_text.START, parts)
    danger = ruleset.profile.danger
    if danger.phase == phase.id:
        yield from make_sections(explain_text.DANGER, [Line(text=danger.text, statements=danger.statements)])


def _criteria(ruleset: Ruleset, phase: Phase, effect: Effect) -> Grid:
    return criteria_grid(
        ruleset,
        [
            criterion
            for criterion in ruleset.profile.criteria
            if criterion.phase == phase.id and criterion.effect is effect
        ],
    )


def _entry_sections(ruleset: Ruleset, phase: Phase) -> Iterator[Section]:
    grid = _criteria(ruleset, phase, Effect.ENTER)
    lightest = ruleset.rank(phase.id) == 0
    enough = explain_text.ONE_IS_ENOUGH if len(grid.rows) > 1 else explain_text.ONE_NEEDED
    intro = enough if grid.rows else explain_text.LIGHTEST if lightest else explain_text.NO_ENTRY
    yield from make_sections(explain_text.ENTERED, [Line(text=intro), grid])
    yield from make_sections(explain_text.SUPPORTS, [_criteria(ruleset, phase, Effect.SUPPORTS)])
    coming = [
        transition
        for transition in ruleset.profile.transitions
        if transition.to == phase.id and transition.from_ != phase.id
    ]
    yield from make_sections(
        explain_text.ROUTES,
        (line_of(_route(ruleset, one), one) for one in coming),
        SectionKind.LINKS,
    )


def _route(ruleset: Ruleset, move: Transition) -> str:
    seen = explain_text.see(move_title(ruleset, move), explain_text.KINDS["transition"], move.id)
    return explain_text.more(seen, move.decided_by or explain_text.NOBODY)


def _roles(ruleset: Ruleset, phase: Phase) -> Iterator[Section]:
    rows = [
        replace(row, key=role.id)
        for role in ruleset.profile.roles
        for row in holder_rows(ruleset, role, phase, role.title)
    ]
    yield from make_sections(
        explain_text.roles_in(phase.label),
        [Grid(columns=(explain_text.ROLE, explain_text.HOLDER), rows=tuple(rows), names_rows=True)],
        SectionKind.ROLES,
    )


def moves_from(ruleset: Ruleset, phase: Phase, direction: TransitionDirection) -> tuple[Transition, ...]:
    """The moves out of a phase, or within it; one that starts anywhere counts where it leads up."""
    return tuple(
        transition
        for transition in ruleset.profile.transitions
        if transition.direction is direction
        and (transition.from_ == phase.id or (transition.from_ is None and _leads_up(ruleset, phase, transition)))
    )


def _leads_up(ruleset: Ruleset, phase: Phase, move: Transition) -> bool:
    return move.to is not None and ruleset.rank(move.to) > ruleset.rank(phase.id)


def _moves(ruleset: Ruleset, phase: Phase) -> Iterator[Section]:
    heaviest = ruleset.rank(phase.id) == len(ruleset.profile.phases) - 1
    lightest = ruleset.rank(phase.id) == 0
    yield from _ways(
        ruleset,
        phase,
        TransitionDirection.UP,
        explain_text.OUT_UP,
        explain_text.HEAVIEST if heaviest else explain_text.NO_UP,
    )
    yield from _ways(ruleset, phase, TransitionDirection.WITHIN, "", "")
    yield from make_sections(explain_text.INFORM, [_criteria(ruleset, phase, Effect.INFORM)])
    yield from _ways(
        ruleset,
        phase,
        TransitionDirection.DOWN,
        explain_text.OUT_DOWN,
        explain_text.LIGHTEST_DOWN if lightest else explain_text.NO_DOWN,
    )


def _ways(ruleset: Ruleset, phase: Phase, direction: TransitionDirection, title: str, silent: str) -> Iterator[Section]:
    moves = moves_from(ruleset, phase, direction)
    yield from (move_section(ruleset, move) for move in moves)
    if not moves and title:
        yield from make_sections(title, [Line(text=silent)])


class _Of:
    """What the model says of one phase in particular: the statements cited there, and the names that occur."""

    def __init__(self, ruleset: Ruleset, phase: Phase) -> None:
        profile = ruleset.profile
        criteria = [criterion for criterion in profile.criteria if criterion.phase == phase.id]
        moves = [transition for transition in profile.transitions if phase.id in (transition.from_, transition.to)]
        rules = [assignment for assignment in profile.assignments if phase.id in assignment.phases]
        steps = [step for step in profile.steps if phase.id in step.phases]
        records: Iterable[Sourced] = (phase, *criteria, *moves, *rules, *steps)
        self._cited = {ident for record in records for ident in record.statements}
        holders = (holder.name for rule in rules for holder in rule.holders)
        parts = (getattr(move, field) for move in moves if move.from_ == phase.id for field in explain_text.MOVE_PARTS)
        texts = (*holders, *parts, *(rule.appointed_in for rule in rules), *(step.who for step in steps))
        self._named = f" {' '.join(map(fold, (*texts, phase.start)))} "

    def cites(self, one: Sourced) -> bool:
        """Whether it rests on something that the phase rests on too."""
        return not self._cited.isdisjoint(one.statements)

    def names(self, *names: str) -> bool:
        """Whether one of these names occurs there."""
        return any(f" {fold(name)} " in self._named for name in names if fold(name))


def _beside(ruleset: Ruleset, phase: Phase) -> Iterator[Section]:
    """What rests on the same statements as the phase, or is named there: terms and parties name no phase themselves."""
    profile, here = ruleset.profile, _Of(ruleset, phase)
    agreements = [agreement for agreement in profile.agreements if here.cites(agreement)]
    yield from named_section(
        explain_text.AGREEMENTS,
        ((agreement.term, agreement.text, agreement) for agreement in agreements),
        SectionKind.NAMES,
    )
    meetings = [
        meeting for meeting in profile.meetings if here.cites(meeting) or here.names(meeting.name, *meeting.synonyms)
    ]
    yield from named_section(
        explain_text.MEETINGS, ((meeting.name, meeting.text, meeting) for meeting in meetings), SectionKind.NAMES
    )
    actors = [actor for actor in profile.actors if here.cites(actor) or here.names(actor.term, *actor.synonyms)]
    yield from named_section(
        explain_text.ACTORS, ((actor.term, actor.text, actor) for actor in actors), SectionKind.NAMES
    )
    steps = [step for step in profile.steps if phase.id in step.phases and step.when is None and not step.transitions]
    yield from named_section(explain_text.STEPS, (("", step.text, step) for step in steps))
    conflicts = [conflict for conflict in profile.conflicts if phase.id in conflict.phases]
    yield from named_section(
        explain_text.CONFLICTS,
        ((conflict.id, conflict.question, conflict) for conflict in conflicts),
        SectionKind.CONFLICTS,
    )
    gaps = [gap for gap in profile.gaps if phase.id in gap.phases or not gap.phases]
    yield from named_section(explain_text.GAPS, (("", gap.text, gap) for gap in gaps), SectionKind.GAPS)


TASK_HEADINGS = (
    (TaskKind.DOES, explain_text.DOES),
    (TaskKind.MAY, explain_text.MAY),
    (TaskKind.NEVER, explain_text.NEVER),
)
"""What a holder does, may do and never does, each with its heading."""


def explain_role(ruleset: Ruleset, role: Role) -> tuple[Section, ...]:
    """Every answer that the model has about a role; where the source is silent, that it is."""
    return (
        *_meaning(role),
        *_tasks(role),
        *_holders(ruleset, role),
        *_together(ruleset, role),
        *_differences(ruleset, role),
        *_conflicts(ruleset, role),
    )


def _meaning(role: Role) -> Iterator[Section]:
    parts = [line_of(role.text, role)]
    if role.person:
        parts.append(Line(text=explain_text.called(role.person)))
    if role.max_holders is not None:
        parts.append(Line(text=explain_text.at_most(role.max_holders)))
    yield from make_sections(explain_text.MEANING, parts)


def _tasks(role: Role) -> Iterator[Section]:
    for kind, title in TASK_HEADINGS:
        tasks = [Line(text=task.text, statements=task.statements) for task in role.tasks if task.kind is kind]
        yield from make_sections(title, tasks or [Line(text=explain_text.NOBODY)])


def _holders(ruleset: Ruleset, role: Role) -> Iterator[Section]:
    """Who holds the role in each phase; phases that follow each other and have the same rules share their rows."""
    grouped: list[tuple[list[str], tuple[Row, ...]]] = []
    for phase in ruleset.profile.phases:
        rows = tuple(holder_rows(ruleset, role, phase, ""))
        if grouped and grouped[-1][1] == rows:
            grouped[-1][0].append(phase.label)
        else:
            grouped.append(([phase.label], rows))
    named = [replace(row, cells=(", ".join(names), *row.cells[1:])) for names, rows in grouped for row in rows]
    yield from make_sections(
        explain_text.HELD_BY,
        [Grid(columns=(explain_text.PHASE, explain_text.HOLDER), rows=tuple(named), names_rows=True)],
    )


def _together(ruleset: Ruleset, role: Role) -> Iterator[Section]:
    rules = [line_of(_rule(ruleset, rule), rule) for rule in ruleset.profile.role_rules if role.id in rule.roles]
    yield from make_sections(explain_text.TOGETHER, rules or [Line(text=explain_text.NO_ROLE_RULE)])


def _rule(ruleset: Ruleset, rule: RoleRule) -> str:
    titles = {role.id: role.title for role in ruleset.profile.roles}
    names = [titles[role] for role in rule.roles]
    text = explain_text.together(names, rule.text)
    if rule.phases:
        text += f" {explain_text.about_phases(phase_labels(ruleset, rule.phases))}"
    if rule.when is not None:
        text += f" {explain_text.about_condition(phrases.condition_words(ruleset, rule.when))}"
    return text


def neighbours(ruleset: Ruleset, role: Role) -> tuple[Role, ...]:
    """The other roles of which some task is about the same as one of this role: those that can be mixed up."""
    subjects = {task.about for task in role.tasks}
    return tuple(
        one for one in ruleset.profile.roles if one.id != role.id and subjects & {task.about for task in one.tasks}
    )


def _differences(ruleset: Ruleset, role: Role) -> Iterator[Section]:
    others = neighbours(ruleset, role)
    if not others:
        yield from make_sections(explain_text.DIFFERENCES, [Line(text=explain_text.NO_NEIGHBOURS)])
        return
    compared = (role, *others)
    subjects = dict.fromkeys(task.about for one in compared for task in one.tasks)
    columns = (explain_text.SUBJECT, *(explain_text.capital(one.person or one.title) for one in compared))
    grid = Grid(columns=columns, rows=tuple(_about(subject, compared) for subject in subjects), compares=True)
    yield from make_sections(explain_text.DIFFERENCES, [grid])


def _about(subject: str, roles: tuple[Role, ...]) -> Row:
    tasks = [[task for task in role.tasks if task.about == subject] for role in roles]
    cells = ("\n".join(explain_text.task(task.kind.value, task.text) for task in one) for one in tasks)
    statements = dict.fromkeys(ident for one in tasks for task in one for ident in task.statements)
    return Row(
        cells=(explain_text.capital(subject), *(cell or explain_text.NOT_NAMED for cell in cells)),
        statements=tuple(statements),
    )


def _conflicts(ruleset: Ruleset, role: Role) -> Iterator[Section]:
    about = f"role:{role.id}"
    found = [conflict for conflict in ruleset.profile.conflicts if conflict.about == about]
    yield from make_sections(
        explain_text.CONFLICTS,
        (line_of(explain_text.pair(one.id, one.question), one) for one in found),
        SectionKind.CONFLICTS,
    )
    gaps = [gap for gap in ruleset.profile.gaps if gap.about == about]
    yield from make_sections(explain_text.GAPS, (line_of(gap.text, gap) for gap in gaps), SectionKind.GAPS)


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
    yield from named_section(
        explain_text.CONFLICTS,
        ((conflict.id, conflict.question, conflict) for conflict in conflicts),
        SectionKind.CONFLICTS,
    )
    gaps = [gap for gap in ruleset.profile.gaps if gap.about == about or move in gap.undecided]
    yield from named_section(explain_text.GAPS, (("", gap.text, gap) for gap in gaps), SectionKind.GAPS)


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
