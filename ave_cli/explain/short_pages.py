"""Short answers: a phase, a role, a party or the whole model, with what is asked most said first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ave_cli.engine.answer_space import favour
from ave_cli.explain.questions import Asked, Speech
from ave_cli.explain.records import TASK_HEADINGS, moves_from
from ave_cli.explain.sections import Explanation, Grid, Line, Row, Section, line_of, make_sections
from ave_cli.profile import (
    Assignment,
    Condition,
    Contact,
    Effect,
    Entry,
    Meeting,
    Phase,
    Role,
    RoleStatus,
    Ruleset,
    Situation,
    Step,
    Transition,
    TransitionDirection,
    record,
)
from ave_cli.report import Cell, Table, Tone
from ave_cli.text import answers as answers_text
from ave_cli.text import explain as explain_text
from ave_cli.wording import phrases

SIDE_BY_SIDE = 120
"""Columns from which the phases fit beside each other."""
_START = 240
"""Letters of what a phase is that stand on its short page."""
_RULES, _CRITERIA, _TASKS, _STEPS = 3, 5, 4, 5
"""How many of each are told; the others are counted."""
_MANY_PHASES = 4
"""With more of them the scheme in short leaves out who only comes on top."""
_FIRST_ROLES = 2
"""Of the roles of a model, these are asked for most; they stand first in it."""


@record
class Held(Line):
    """Who has a role by one rule."""

    silent: bool = False
    """The model does not lay down who; the text before that is the condition."""
    idle: bool = False
    """Nobody has it: it is not applicable, without a condition."""
    counts: bool = False
    """Not a rule, but what to type for those that are left out."""
    condition: str = ""
    """What stands before the name, with its colon; empty where there is no condition."""
    needless: bool = False
    """Nobody has it: it is not applicable, under a condition or without one."""


def who_has(
    ruleset: Ruleset, role: Role, phase: Phase, most: int = _RULES, *, besides: bool = True, more: str = ""
) -> tuple[Held, ...]:
    """Who has a role in a phase, the condition before the name; what is left out is counted, with what to type.

    Args:
        ruleset: the model.
        role: the role.
        phase: the phase.
        most: so many rules at most, and one that holds for all others.
        besides: whether those that only come on top are told.
        more: what is told of those that are left out, where nothing can be typed.
    """
    everyone = phrases.holders_said(ruleset, role, phase.id)
    told = tuple(one for one in everyone if besides or not (one[0] and one[0][0].adds))
    found = [_held(*one) for one in told]
    if len(found) <= most + 1:
        return tuple(found)
    # What holds for all others is never left out.
    last = max((at for at, (rules, *_) in enumerate(told) if rules and not rules[0].adds), default=len(found) - 1)
    agreed = [at for at, (rules, *_) in enumerate(told) if not (rules and rules[0].status is RoleStatus.CONFLICTING)]
    kept = sorted({*agreed[: most - 1], last})
    left = more or explain_text.and_more(len(found) - len(kept), explain_text.role_in(role.id, phase.id))
    return (*(found[at] for at in kept), Held(text=left, counts=True))


def _held(rules: Sequence[Assignment], before: str, who: str) -> Held:
    known = any(one.holders or one.appointed_in for one in rules)
    status = rules[0].status if rules else RoleStatus.NOT_RECORDED
    alone = len(rules) == 1 and rules[0].when is None and not rules[0].adds
    return Held(
        text=f"{before} {who}".strip(),
        condition=before,
        needless=status is RoleStatus.NOT_APPLICABLE,
        statements=tuple(dict.fromkeys(ident for one in rules for ident in one.statements)),
        silent=status is RoleStatus.NOT_RECORDED and not known,
        idle=status is RoleStatus.NOT_APPLICABLE and alone,
    )


def _as_row(name: str, lines: Iterable[Line], key: str = "") -> Row:
    told = tuple(lines)
    cited = dict.fromkeys(ident for one in told for ident in one.statements)
    return Row(cells=(name, "\n".join(one.text for one in told)), statements=tuple(cited), key=key)


def short_phase(ruleset: Ruleset, phase: Phase, *, ways: bool = True, every: bool = False) -> Iterator[Section]:
    """What a phase is, who has which role, when a household belongs there, and how it goes up and down.

    Args:
        ruleset: the model.
        phase: the phase.
        ways: whether up and down are told.
        every: tell every role; else those that are asked for most, and what to type for the others.
    """
    start = [line_of(phase.start if every else first_sentences(phase.start, _START), phase)]
    if phase.share:
        start.append(Line(text=explain_text.share(phase.share)))
    danger = ruleset.profile.danger
    if danger.phase == phase.id:
        text = explain_text.pair(explain_text.DANGER, danger.short or danger.text)
        start.append(Line(text=text, statements=danger.statements))
    yield from make_sections(explain_text.START, start)
    yield from _roles_here(ruleset, phase, every=every)
    entered = [one for one in ruleset.entry_criteria if one.phase == phase.id]
    lines = [line_of(one.text, one) for one in entered]
    lightest = ruleset.rank(phase.id) == 0
    none = Line(text=explain_text.LIGHTEST if lightest else explain_text.NO_ENTRY)
    title = explain_text.ENTERED_ANY if len(entered) > 1 else explain_text.ENTERED
    yield from make_sections(title, (lines if every else _cut(lines, _CRITERIA)) or [none])
    if ways:
        yield from _ways_out(ruleset, phase)


def first_sentences(text: str, letters: int) -> str:
    """The sentences of a text from its beginning, as many as fit in so many letters; at least one."""
    first, *others = text.split(". ")
    for sentence in others:
        if len(first) + len(sentence) > letters:
            return f"{first}."
        first = f"{first}. {sentence}"
    return first


def _cut(lines: list[Line], most: int) -> list[Line]:
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], Line(text=explain_text.so_many_more(len(lines) - most + 1))]


def asked_most(ruleset: Ruleset) -> tuple[Role, ...]:
    """The roles that are asked for most: those of the poster, else the first ones."""
    style = ruleset.profile.poster
    wanted = style.roles if style is not None else ()
    return tuple(role for role in ruleset.profile.roles if role.id in wanted) or ruleset.profile.roles[:_MOST_ROLES]


_MOST_ROLES, _FEW_RULES = 3, 2


def _roles_here(ruleset: Ruleset, phase: Phase, *, every: bool) -> Iterator[Section]:
    """The roles that somebody has or must have; the others are named together."""
    rows, idle, silent = [], [], []
    shown = ruleset.profile.roles if every else asked_most(ruleset)
    for place, role in enumerate(shown):
        few = _FEW_RULES if place < _FIRST_ROLES else 1
        told = who_has(ruleset, role, phase, _RULES if every else few)
        if len(told) == 1 and told[0].idle:
            idle.append(role.title)
        elif len(told) == 1 and told[0].silent and not told[0].condition:
            silent.append(role.title)
        else:
            rows.append(_as_row(role.title, told, role.id))
    rows += [_as_row(", ".join(silent), [Line(text=explain_text.NOBODY)])] if silent else []
    rows += [_as_row(", ".join(idle), [Line(text=explain_text.NOT_POSSIBLE)])] if idle else []
    grid = Grid(columns=(explain_text.ROLE, explain_text.HOLDER), rows=tuple(rows), names_rows=True, listed=True)
    others = len(ruleset.profile.roles) - len(shown)
    more = Line(text=explain_text.other_roles(phase.id, others)) if others else None
    yield from make_sections(explain_text.roles_in(phase.label), [grid, more])


def out_of(ruleset: Ruleset, phase: Phase, direction: TransitionDirection) -> tuple[Transition, ...]:
    """The moves out of a phase; one that starts anywhere only where no other leads to the same phase."""
    moves = moves_from(ruleset, phase, direction)
    own = {move.to for move in moves if move.from_ is not None}
    return tuple(move for move in moves if move.from_ is not None or move.to not in own)


def _ways_out(ruleset: Ruleset, phase: Phase) -> Iterator[Section]:
    place, last = ruleset.rank(phase.id), len(ruleset.profile.phases) - 1
    up = [_way(ruleset, phase, move) for move in out_of(ruleset, phase, TransitionDirection.UP)]
    down = [_way(ruleset, phase, move) for move in out_of(ruleset, phase, TransitionDirection.DOWN)]
    no_up = Line(text=explain_text.HEAVIEST if place == last else explain_text.NO_UP)
    no_down = Line(text=explain_text.LIGHTEST_DOWN if place == 0 else explain_text.NO_DOWN)
    yield from make_sections(explain_text.WAYS_OUT, [*(up or [no_up]), *(down or [no_down])])
    moved = TransitionDirection.WITHIN
    within = [_way(ruleset, phase, move) for move in moves_from(ruleset, phase, moved) if move.from_ != move.to]
    yield from make_sections(explain_text.WITHIN, within)


def _way(ruleset: Ruleset, phase: Phase, move: Transition) -> Line:
    """Where a move goes, what it takes and who decides, in one line; of more criteria what to type to see them."""
    texts = [one.text for one in ruleset.profile.criteria if one.id in move.criteria]
    end = ruleset.label(move.to) if move.to else explain_text.SOMEWHERE
    if len(texts) > 1:
        handle = explain_text.handle(explain_text.KINDS["transition"], move.id)
        typed = explain_text.to_phase(phase.id, move.to) if move.to and move.from_ else handle
        texts = [explain_text.many_needs(move.needs, len(texts), typed)]
    before = phrases.precondition_words(ruleset, move)
    way = explain_text.out_to(end, "", texts, move.decided_by, before, directly=move.from_ is None)
    return line_of(explain_text.headed(move.direction.value, way), move)


def beforehand(ruleset: Ruleset, move: Transition) -> Iterator[str]:
    """What must hold before a move can be made, as a line; none where nothing must."""
    if move.requires is not None:
        yield explain_text.pair(explain_text.BEFOREHAND, phrases.precondition_words(ruleset, move))


def short_move(ruleset: Ruleset, move: Transition) -> str:
    """From where to where a move goes, in a few words."""
    start = ruleset.label(move.from_) if move.from_ else explain_text.ANYWHERE
    end = ruleset.label(move.to) if move.to else explain_text.SOMEWHERE
    return explain_text.within_phase(start) if move.from_ == move.to else explain_text.to_phase(start, end)


def short_role(ruleset: Ruleset, role: Role, *, tasks_first: bool = False) -> Iterator[Section]:
    """Who has a role in each phase, what it is, what its holder does, may and leaves, and what may not go together."""
    meant = (*_role_meaning(role),)
    held = (*role_holders(ruleset, role),)
    yield from (*meant, *held) if tasks_first else (*held, *meant)
    rules = [line_of(rule.text, rule) for rule in ruleset.profile.role_rules if role.id in rule.roles]
    yield from make_sections(explain_text.TOGETHER, _cut(rules, _RULES))
    conflicts = [one for one in ruleset.profile.conflicts if one.about == f"role:{role.id}"]
    lines = [line_of(explain_text.pair(one.id, one.question), one) for one in conflicts]
    yield from make_sections(explain_text.CONFLICTS, _cut(lines, _RULES))


def _role_meaning(role: Role) -> Iterator[Section]:
    yield from make_sections(explain_text.MEANING, [line_of(role.text, role)])
    for kind, title in TASK_HEADINGS:
        tasks = [Line(text=task.text, statements=task.statements) for task in role.tasks if task.kind is kind]
        yield from make_sections(title, _cut(tasks, _TASKS))


def role_holders(ruleset: Ruleset, role: Role, more: str = "") -> Iterator[Section]:
    """Who has a role in each phase; `more` as in `who_has`."""
    rows: list[tuple[list[str], Row]] = []
    for phase in ruleset.profile.phases:
        row = _as_row("", who_has(ruleset, role, phase, more=more))
        if rows and rows[-1][1].cells == row.cells:
            rows[-1][0].append(phase.label)
        else:
            rows.append(([phase.label], row))
    named = tuple(
        Row(cells=(", ".join(names), row.cells[1]), statements=row.statements, key=row.key) for names, row in rows
    )
    grid = Grid(columns=(explain_text.PHASE, explain_text.HOLDER), rows=named, names_rows=True)
    yield from make_sections(explain_text.HELD_BY, [grid])


_ASKED = ("decided_by", "requested_by", "contact_first", "informed", "formal_act", "disagreement", "handover")
"""What of a move names somebody, in the order in which it is told."""


def short_party(ruleset: Ruleset, entry: Entry | Meeting, speech: Speech) -> Iterator[Section]:
    """What a party, a term or a meeting is, and everywhere that the model names it, in its own words."""
    names = (entry.term if isinstance(entry, Entry) else entry.name, *entry.synonyms)
    named = namer(speech, names)
    held = [] if not isinstance(entry, Meeting) or entry.held else [Line(text=explain_text.NOT_HELD)]
    yield from make_sections(explain_text.MEANING, [line_of(entry.text, entry), *held])
    yield from make_sections(explain_text.ROLE_BY_PHASE, _cut(list(_named_roles(ruleset, named)), 8))
    for field in _ASKED:
        yield from make_sections(
            explain_text.named_at(explain_text.MOVE_PARTS[field]), _cut(list(_named_moves(ruleset, field, named)), 4)
        )
    steps = [_step(ruleset, one) for one in ruleset.profile.steps if named(f"{one.who}. {one.contact}")]
    steps += [_step(ruleset, one) for one in ruleset.profile.steps if named(one.text)]
    yield from make_sections(explain_text.STEPS_NAMED, _cut(list(dict.fromkeys(steps)), _STEPS))


def namer(speech: Speech, names: Iterable[str]) -> Callable[[str], bool]:
    """Whether a text names something by one of these names."""
    wanted = [f" {' '.join(words)} " for name in names if (words := speech.words(name))]
    return lambda text: any(name in f" {' '.join(speech.words(text))} " for name in wanted)


def _named_roles(ruleset: Ruleset, named: Callable[[str], bool]) -> Iterator[Line]:
    """Each rule on a role that names it, with all phases where it is so; roles that are asked for most first."""
    found: dict[tuple[str, str], list[str]] = {}
    place: dict[tuple[str, str], tuple[bool, bool]] = {}
    often = {role.id for role in asked_most(ruleset)}
    cited: dict[tuple[str, str], dict[str, None]] = {}
    for phase in ruleset.profile.phases:
        for role in ruleset.profile.roles:
            for rules, before, said in phrases.holders_said(ruleset, role, phase.id):
                text = f"{before} {said}".strip()
                who = [name for one in rules for name in (*map(phrases.holder_name, one.holders), one.appointed_in)]
                if named(". ".join(who)):
                    found.setdefault((role.title, text), []).append(phase.label)
                    conditional = any(one.when is not None for one in rules)
                    place.setdefault((role.title, text), (role.id not in often, conditional))
                    statements = dict.fromkeys(ident for one in rules for ident in one.statements)
                    cited.setdefault((role.title, text), {}).update(statements)
    for (title, text), labels in sorted(found.items(), key=lambda one: place[one[0]]):
        yield Line(text=explain_text.in_phase(", ".join(labels), title, text), statements=tuple(cited[title, text]))


def _named_moves(ruleset: Ruleset, field: str, named: Callable[[str], bool]) -> Iterator[Line]:
    said: dict[str, list[Transition]] = {}
    for move in ruleset.profile.transitions:
        text = str(getattr(move, field))
        if text and named(text):
            said.setdefault(text, []).append(move)
    for text, moves in said.items():
        cited = tuple(dict.fromkeys(ident for one in moves for ident in one.statements))
        where = ", ".join(dict.fromkeys(short_move(ruleset, one) for one in moves))
        yield Line(text=explain_text.pair(where, text), statements=cited)


def _step(ruleset: Ruleset, step: Step) -> Line:
    phases = ", ".join(map(ruleset.label, step.phases))
    return line_of(explain_text.pair(phases, step.short or explain_text.first_sentence(step.text)), step)


def scheme_grid(ruleset: Ruleset, *, full: bool = True) -> Table:
    """The model as one table, a column for each phase; in short only what is asked most."""
    columns = ("", *(explain_text.title(phase.label, phase.title) for phase in ruleset.profile.phases))
    rows = tuple(
        (Cell(name, Tone.STRONG), *(Cell("\n".join(one.text for one in cell)) for cell in cells))
        for name, cells in _scheme_rows(ruleset, full=full)
    )
    caption = explain_text.SCHEME_TITLE
    return Table(caption=caption, columns=columns, rows=rows, row_headers=True, side_by_side=SIDE_BY_SIDE)


def scheme_page(ruleset: Ruleset) -> Explanation:
    """The same as an explanation: one section for each phase, with a line for each row of the table."""
    rows = _scheme_rows(ruleset, full=True)
    sections: list[Section] = []
    for place, phase in enumerate(ruleset.profile.phases):
        parts = [
            Line(text=explain_text.pair(name, said.text), statements=said.statements)
            for name, cells in rows
            for said in cells[place]
        ]
        sections += make_sections(explain_text.title(phase.label, phase.title), parts)
    title = explain_text.scheme_of(ruleset.profile.title)
    return Explanation(kind="scheme", id=ruleset.profile.id, title=title, sections=tuple(sections))


_Rows = tuple[tuple[str, tuple[tuple[Line, ...], ...]], ...]


def _scheme_rows(ruleset: Ruleset, *, full: bool) -> _Rows:
    """Each row: its name, and for each phase the lines of its cell."""
    phases, roles = ruleset.profile.phases, ruleset.profile.roles
    most = 99 if full else 2
    besides = full or len(phases) <= _MANY_PHASES
    held = tuple(
        (role.title, tuple(who_has(ruleset, role, phase, most, besides=besides) for phase in phases))
        for role in (roles if full else roles[:_FIRST_ROLES])
    )
    if not full:
        deciders = tuple(tuple(_deciders(ruleset, phase)) for phase in phases)
        return (*held, (explain_text.DECIDES_UP, deciders))
    start = tuple((Line(text=phase.start, statements=phase.statements),) for phase in phases)
    up = tuple(tuple(_out(ruleset, phase, TransitionDirection.UP)) for phase in phases)
    down = tuple(tuple(_out(ruleset, phase, TransitionDirection.DOWN)) for phase in phases)
    return ((explain_text.SITUATION, start), *held, (explain_text.UP, up), (explain_text.DOWN, down))


def _deciders(ruleset: Ruleset, phase: Phase) -> Iterator[Line]:
    moves = out_of(ruleset, phase, TransitionDirection.UP)
    said: dict[str, list[str]] = {}
    for move in moves:
        said.setdefault(move.decided_by or explain_text.NOBODY, []).append(ruleset.label(move.to) if move.to else "")
    cited = tuple(dict.fromkeys(ident for move in moves for ident in move.statements))
    yield from (Line(text=explain_text.decides_to(ends, who), statements=cited) for who, ends in said.items())
    if not moves:
        heaviest = ruleset.rank(phase.id) == len(ruleset.profile.phases) - 1
        yield Line(text=explain_text.NOT_POSSIBLE if heaviest else explain_text.NOBODY)


def _out(ruleset: Ruleset, phase: Phase, direction: TransitionDirection) -> Iterator[Line]:
    moves = out_of(ruleset, phase, direction)
    for move in moves:
        texts = [one.text for one in ruleset.profile.criteria if one.id in move.criteria]
        needs = explain_text.SHORT_NEEDS[move.needs] if len(texts) > 1 else ""
        end = ruleset.label(move.to) if move.to else explain_text.SOMEWHERE
        before, directly = phrases.precondition_words(ruleset, move), move.from_ is None
        yield line_of(explain_text.out_to(end, needs, texts, move.decided_by, before, directly=directly), move)
    if not moves:
        end_ = 0 if direction is TransitionDirection.DOWN else len(ruleset.profile.phases) - 1
        yield Line(text=explain_text.NOT_POSSIBLE if ruleset.rank(phase.id) == end_ else explain_text.NOBODY)


def entry_texts(ruleset: Ruleset, phase: Phase) -> tuple[str, ...]:
    """The criteria of which one is enough for a phase."""
    return tuple(one.text for one in ruleset.profile.criteria if one.phase == phase.id and one.effect is Effect.ENTER)


_SITUATION = 2
"""Lines of a situation where all are told."""


def situation_lines(ruleset: Ruleset, situation: Situation, *, at_length: bool) -> list[Line]:
    """Whom to call in a situation: the national numbers, those of the model, and whom its steps and moves name."""
    lines = [national_line(one) for one in ruleset.contacts if one.id in situation.contacts]
    danger = ruleset.profile.danger
    if situation.danger:
        lines.insert(1, Line(text=danger.short or danger.text, statements=danger.statements))
    own = [Line(text=_number(one)) for one in ruleset.profile.contacts if _about(ruleset, situation, one.concerns)]
    if situation.disagreement:
        own += disagreements(ruleset, ruleset.profile.transitions, where=at_length)
    own += _contacts(ruleset, situation)
    return [*lines, *own] if at_length else [*lines, *own][: max(_SITUATION, len(lines) + 1)]


def _contacts(ruleset: Ruleset, situation: Situation) -> Iterator[Line]:
    """Whom the steps and the moves of a situation name, the present phase with it."""
    found: dict[str, list[Step]] = {}
    for step in ruleset.profile.steps:
        if (step.contact or step.who) and _about(ruleset, situation, step.when):
            found.setdefault(step.contact or step.who, []).append(step)
    for who, steps in found.items():
        phases = dict.fromkeys(phase for step in steps for phase in step.phases)
        labels = [one.label for one in ruleset.profile.phases if one.id in phases]
        where = explain_text.ALL_PHASES if len(labels) == len(ruleset.ranks) else ", ".join(labels)
        text = steps[0].short or explain_text.first_sentence(steps[0].text)
        yield line_of(answers_text.who_to_call(who, where, text), steps[0])
    criteria = {one.id for one in ruleset.profile.criteria if _about(ruleset, situation, one.when)}
    said: dict[str, list[Transition]] = {}
    for move in ruleset.profile.transitions:
        if move.contact_first and criteria & set(move.criteria):
            said.setdefault(move.contact_first, []).append(move)
    for who, moves in said.items():
        yield line_of(answers_text.first_contact(who, _short_moves(ruleset, moves)), moves[0])


def _about(ruleset: Ruleset, situation: Situation, when: Condition | None) -> bool:
    """Whether some answer of a situation is what the condition asks for."""
    return when is not None and any(
        favour(ruleset, when, fact, value) for fact, values in situation.answers.items() for value in values
    )


def _number(contact: Contact) -> str:
    return answers_text.local_number(contact.name, contact.number, contact.when)


def national_line(contact: Contact) -> Line:
    """A national number, and that it is not from the model."""
    return Line(text=explain_text.not_from_model(contact.when))


def disagreements(ruleset: Ruleset, moves: Iterable[Transition], *, where: bool = True) -> list[Line]:
    """What these moves say of a difference of opinion, each with the moves that say it."""
    said: dict[str, list[Transition]] = {}
    for move in moves:
        if move.disagreement:
            said.setdefault(move.disagreement, []).append(move)
    return [
        Line(
            text=answers_text.settled(text, _short_moves(ruleset, found) if where else ()),
            statements=tuple(dict.fromkeys(ident for one in found for ident in one.statements)),
        )
        for text, found in said.items()
    ]


def _short_moves(ruleset: Ruleset, moves: Iterable[Transition]) -> list[str]:
    return list(dict.fromkeys(short_move(ruleset, move) for move in moves))


def phase_lines(ruleset: Ruleset) -> list[Line]:
    """Every phase, with its title and the first sentence of where it begins."""
    names = ((explain_text.title(one.label, one.title), one) for one in ruleset.profile.phases)
    return [line_of(explain_text.pair(name, explain_text.first_sentence(one.start)), one) for name, one in names]


def share_lines(phases: Iterable[Phase]) -> list[Line]:
    """Which share of the households is in each of these phases, as the source has it."""
    shares = ((one, f"{one.share or explain_text.NOBODY}. {one.share_note}".strip()) for one in phases)
    return [line_of(explain_text.pair(one.label, text), one) for one, text in shares]


def goes_that_way(ruleset: Ruleset, asked: Asked, move: Transition) -> bool:
    """Whether a move begins where a question begins, and goes up or down as it does."""
    ranks = [ruleset.rank(phase.id) for phase in asked.phases if phase.id not in asked.start]
    down = bool(ranks) and max(ranks) < min(map(ruleset.rank, asked.start), default=0)
    way = TransitionDirection.DOWN if down else TransitionDirection.UP
    return move.from_ in asked.start and move.direction is way
