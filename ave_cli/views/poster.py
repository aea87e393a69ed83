"""Posters, cards and slides of a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ave_cli.explain.questions import Speech
from ave_cli.explain.sections import Line, Section
from ave_cli.explain.short_pages import asked_most, beforehand, out_of, role_holders, short_party, short_phase, who_has
from ave_cli.profile import Entry, Phase, PosterStyle, Role, Ruleset, TaskKind, Transition, TransitionDirection
from ave_cli.render.html import Layout, fits
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Poster, PosterColumn, Report, Table, Tone, Way
from ave_cli.text import answers as answers_text
from ave_cli.text import common as common_text
from ave_cli.text import explain as explain_text
from ave_cli.text import triage as triage_text

_FILL, _START, _SHORT_START = 4, 150, 45
"""Lines to fill in where a model names none, and characters of how a phase begins, and where those are too many."""


def posters_of(ruleset: Ruleset) -> tuple[Poster, ...]:
    """The poster of a model, the fullest first; each next one says less of who holds a role in rare cases."""
    return tuple(
        _poster(ruleset, most, roles, begin, besides=besides)
        for begin, roles in ((_START, 9), (_SHORT_START, 9), (_START, 2), (_SHORT_START, 2))
        for most, besides in _FULLNESS
    )


_FULLNESS = ((4, True), (2, True), (2, False), (1, False))
"""How many rules of a role are told, and whether those that only come on top are."""


def _poster(ruleset: Ruleset, most: int, count: int, begin: int, *, besides: bool) -> Poster:
    """A column for each phase: who first, then the ways out; under it danger, what holds everywhere, whom to call."""
    profile = ruleset.profile
    style = profile.poster or PosterStyle()
    roles = asked_most(ruleset)
    everywhere = [role for role in profile.roles if _same_everywhere(ruleset, role)]
    shown = [role for role in roles if role not in everywhere or _nowhere(ruleset, role)][:count]
    boxes = (
        (answers_text.POSTER_DANGER, (*_everywhere_numbers(ruleset), profile.danger.short or profile.danger.text)),
        (answers_text.POSTER_ALWAYS, tuple(_always(ruleset, everywhere))),
        (answers_text.POSTER_CALL, tuple(_call(ruleset, style))),
    )
    columns = tuple(_column(ruleset, phase, shown, most, begin, besides=besides) for phase in profile.phases)
    meant: dict[str, str] = {}
    columns = tuple(_abbreviated(column, meant) for column in columns)
    strip = tuple((title, tuple(_short(line, meant) for line in lines)) for title, lines in boxes if lines)
    return Poster(
        title=answers_text.poster_title(profile.title),
        columns=columns,
        strip=strip,
        foot=(*_foot(ruleset, shown), *([answers_text.abbreviations(meant.items())] if meant else [])),
        colour=style.colour,
    )


def _short(text: str, meant: dict[str, str]) -> str:
    """A text without what an abbreviation stands for, which is told once under the poster."""

    def bare(found: re.Match[str]) -> str:
        meant[found[1].partition("-")[0]] = found[2]
        return found[1]

    return _EXPLAINED.sub(bare, text)


_EXPLAINED = re.compile(rf"\b((?:[A-Z]{{2,}}|{answers_text.LAW})(?:-\w+)?) \(([a-z][a-z ]+)\)")
"""An abbreviation in capitals, or of the law that is not written so, with what it stands for."""


def _abbreviated(column: PosterColumn, meant: dict[str, str]) -> PosterColumn:
    who = tuple((name, tuple(_short(text, meant) for text in texts)) for name, texts in column.who)
    ways = tuple(
        replace(way, criteria=tuple(_short(one, meant) for one in way.criteria), decides=_short(way.decides, meant))
        for way in column.ways
    )
    return replace(column, text=_short(column.text, meant), who=who, ways=ways)


def _same_everywhere(ruleset: Ruleset, role: Role) -> bool:
    return len({tuple(one.text for one in who_has(ruleset, role, phase, 9)) for phase in ruleset.profile.phases}) == 1


def _nowhere(ruleset: Ruleset, role: Role) -> bool:
    """Whether the model lays down in no phase who has a role; it is to be filled in."""
    return all(one.silent for one in who_has(ruleset, role, ruleset.profile.phases[0], 9))


def _everywhere_numbers(ruleset: Ruleset) -> Iterator[str]:
    numbers = [one.when for one in ruleset.contacts if one.acute and one.number]
    yield explain_text.not_from_model(" ".join(numbers))


def _always(ruleset: Ruleset, roles: list[Role]) -> Iterator[str]:
    for role in roles:
        held = who_has(ruleset, role, ruleset.profile.phases[0], 9)
        if not all(one.silent or one.idle for one in held):
            yield explain_text.pair(role.title, "; ".join(one.text for one in held))
    doubt = ruleset.profile.doubt
    yield explain_text.pair(explain_text.DOUBT_TITLE, doubt.short or explain_text.DOUBT_RULES[doubt.rule.value])


def _call(ruleset: Ruleset, style: PosterStyle) -> Iterator[str]:
    own = ruleset.profile.contacts
    yield from (answers_text.local_number(one.name, one.number, one.when) for one in own)
    if not own:
        yield from (f"{name}:" for name in style.fill_in)
        yield from [""] * (0 if style.fill_in else _FILL)


def _foot(ruleset: Ruleset, roles: list[Role]) -> Iterator[str]:
    source = ruleset.profile.source
    starred = [one.id for one in ruleset.profile.conflicts if any(one.about == f"role:{role.id}" for role in roles)]
    if starred:
        yield answers_text.starred(starred)
    yield triage_text.source(source.document, source.owner, source.year)


def _column(ruleset: Ruleset, phase: Phase, roles: list[Role], most: int, begin: int, *, besides: bool) -> PosterColumn:
    text = _begin(phase.start, begin)
    direct = [one for one in ruleset.profile.transitions if one.to == phase.id and one.from_ is None]
    return PosterColumn(
        mark=phase.id,
        title=phase.title,
        text=f"{text} {answers_text.FROM_ANY}" if direct else text,
        who=tuple(
            (_starred(ruleset, role, phase), tuple(_holders(ruleset, role, phase, most, besides=besides)))
            for role in roles
        ),
        ways=tuple(_ways(ruleset, phase, blank=True)),
    )


def _begin(text: str, most: int) -> str:
    """The first sentence of a text, and the next where the first says little; cut where even that is long."""
    first, *more = answers_text.sentences(text)
    told = f"{first} {more[0]}" if more and len(first) < _LITTLE else first
    return told if len(told) <= most else f"{told[:most].rpartition(' ')[0]} \u2026"


_LITTLE = 45
"""Characters of a sentence that says little."""


def _starred(ruleset: Ruleset, role: Role, phase: Phase) -> str:
    """The name of a role, with a star where the source contradicts itself about it."""
    disputed = any(one.about == f"role:{role.id}" and phase.id in one.phases for one in ruleset.profile.conflicts)
    return f"{role.title} *" if disputed else role.title


def _holders(ruleset: Ruleset, role: Role, phase: Phase, most: int, *, besides: bool) -> Iterator[str]:
    """Who has a role; what is not laid down is to be filled in."""
    for one in who_has(ruleset, role, phase, most, besides=besides):
        if one.silent:
            yield one.condition
        elif one.counts:
            yield answers_text.MORE_ON_SHEET
        elif one.needless:
            yield f"{one.condition} {answers_text.DASH}".strip()
        else:
            yield one.text
    counted = any(one.counts for one in who_has(ruleset, role, phase, most, besides=besides))
    if not besides and not counted and any(rule.adds for rule in ruleset.rules_for(role.id, phase.id)):
        yield answers_text.MORE_ON_SHEET


def _ways(ruleset: Ruleset, phase: Phase, *, blank: bool = False) -> Iterator[Way]:
    for direction in (TransitionDirection.UP, TransitionDirection.DOWN):
        for move in out_of(ruleset, phase, direction):
            if move.from_ is not None:
                yield _way(ruleset, move, up=direction is TransitionDirection.UP, blank=blank)
        if blank and not out_of(ruleset, phase, direction):
            yield from _to_fill_in(ruleset, phase, up=direction is TransitionDirection.UP)


def _to_fill_in(ruleset: Ruleset, phase: Phase, *, up: bool) -> Iterator[Way]:
    """A way of which the model says nothing, with lines to write on."""
    place = ruleset.rank(phase.id) + (1 if up else -1)
    if place in range(len(ruleset.profile.phases)):
        title = f"{answers_text.to_brief(ruleset.profile.phases[place].label)} {answers_text.TO_FILL_IN}"
        yield Way(up=up, title=title, brief=title, criteria=("",), decides=f"{answers_text.BY_DECISION}:")


def _way(ruleset: Ruleset, move: Transition, *, up: bool, blank: bool) -> Way:
    texts = {one.id: one.text for one in ruleset.profile.criteria}
    end = ruleset.label(move.to) if move.to else ""
    how = answers_text.NEEDED_AS["one" if len(move.criteria) < 2 else move.needs]
    return Way(
        up=up,
        title=answers_text.to_when(end, how),
        brief=answers_text.to_brief(end),
        criteria=(*(texts[ident] for ident in move.criteria), *beforehand(ruleset, move)),
        decides=answers_text.NOBODY_DECIDES
        if blank and not move.decided_by
        else explain_text.pair(answers_text.BY_DECISION, move.decided_by or answers_text.NOT_IN_DOCUMENT),
    )


def phase_sheet(ruleset: Ruleset, phase: Phase) -> Report:
    """A phase on one sheet: who, when, up and down with every criterion, and the steps as far as there is room."""
    for most in (99, 16, 10, 6, 3, 0):
        report = Report(explain_text.title(phase.label, phase.title), tuple(_sheet(ruleset, phase, most)))
        if fits(report, Layout.SHEET):
            return report
    return report


def _sheet(ruleset: Ruleset, phase: Phase, most: int) -> Iterator[Block]:
    profile = ruleset.profile
    yield Paragraph(triage_text.source(profile.source.document, profile.source.owner, profile.source.year), Tone.QUIET)
    for section in short_phase(ruleset, phase, ways=not most, every=True):
        yield from _section(section)
    for way in _ways(ruleset, phase) if most else ():
        yield Heading(way.title)
        yield Items(way.criteria)
        yield Paragraph(way.decides)
    steps = [one for one in profile.steps if phase.id in one.phases and not one.transitions]
    if steps and most > 3:
        yield Heading(explain_text.STEPS)
        yield Items(tuple(one.short or explain_text.first_sentence(one.text) for one in steps[:most]))
    conflicts = sum(phase.id in one.phases for one in profile.conflicts)
    gaps = sum(phase.id in one.phases or not one.phases for one in profile.gaps)
    yield Paragraph(common_text.in_short(phase.id, conflicts, gaps), Tone.QUIET)


def _section(section: Section) -> Iterator[Block]:
    lines = tuple(explain_text.untyped(part.text) for part in section.parts if isinstance(part, Line))
    if lines:
        yield Heading(section.title)
        yield Items(lines) if len(lines) > 1 else Paragraph(lines[0])
    for part in section.parts:
        if not isinstance(part, Line):
            rows = tuple((Cell(row.cells[0], Tone.STRONG), *map(Cell, row.cells[1:])) for row in part.rows)
            yield Table(section.title, part.columns, rows, row_headers=True)


def role_card(ruleset: Ruleset, role: Role) -> Report:
    """A role on half a sheet: who has it in each phase, what its holder does, may and leaves, and how it differs."""
    for tasks, rows in _CARD_SIZES:
        report = Report(explain_text.capital(role.person or role.title), tuple(_card(ruleset, role, tasks, rows)))
        if fits(report, Layout.CARD):
            return report
    return report


_CARD_SIZES = ((8, 4), (5, 4), (4, 4), (4, 3), (3, 3), (3, 2), (3, 0), (2, 0), (1, 0))
"""How many tasks of a kind and how many differences stand on a card, the fullest first."""


def _card(ruleset: Ruleset, role: Role, most: int, count: int) -> Iterator[Block]:
    yield Paragraph(role.text)
    yield from _section(_held(ruleset, role))
    for kind, title in answers_text.TASKS.items():
        tasks = tuple(task.text for task in role.tasks if task.kind is TaskKind(kind))
        if tasks:
            yield Heading(title)
            yield Items(tasks[:most])
    other = next((one for one in ruleset.profile.roles if one.id != role.id and _shared(role, one)), None)
    rows = tuple(_compared(role, other))[:count] if other is not None else ()
    if other is not None and rows:
        columns = ("", *(explain_text.capital(one.person or one.title) for one in (role, other)))
        yield Table(answers_text.differs_from(other.person or other.title), columns, rows, row_headers=True)
    source = ruleset.profile.source
    yield Paragraph(triage_text.source(source.document, source.owner, source.year), Tone.QUIET)


def _held(ruleset: Ruleset, role: Role) -> Section:
    """Who has a role in each phase, without what to type for more."""
    return next(role_holders(ruleset, role, answers_text.MORE_ON_SHEET))


def _shared(role: Role, other: Role) -> list[str]:
    """What both roles have a task about."""
    theirs = {task.about for task in other.tasks}
    return list(dict.fromkeys(task.about for task in role.tasks if task.about in theirs))


def _compared(role: Role, other: Role) -> Iterator[tuple[Cell, ...]]:
    for about in _shared(role, other):
        first = [next(task for task in one.tasks if task.about == about) for one in (role, other)]
        texts = (Cell(explain_text.task(task.kind.value, task.text)) for task in first)
        yield Cell(explain_text.capital(about), Tone.STRONG), *texts


def party_card(ruleset: Ruleset, entry: Entry, speech: Speech) -> Report:
    """A party on half a sheet: in which phase it has which role, what it decides and what it hears."""
    sections = tuple(short_party(ruleset, entry, speech))
    for most in range(len(sections), 0, -1):
        blocks = [block for section in sections[:most] for block in _section(section)]
        report = Report(entry.term, tuple(blocks))
        if fits(report, Layout.CARD):
            return report
    return report


def slides_of(ruleset: Ruleset) -> tuple[Report, ...]:
    """One page for each phase, each role and each contradiction, with what is asked most first."""
    profile = ruleset.profile
    return (
        *(_phase_slide(ruleset, phase) for phase in profile.phases),
        *(_role_slide(ruleset, role) for role in profile.roles),
        *(
            Report(
                explain_text.pair(one.id, one.question),
                tuple(
                    Paragraph(explain_text.chosen(place, text, used=place == one.chosen))
                    for place, text in enumerate(one.readings, start=1)
                ),
            )
            for one in profile.conflicts
        ),
    )


_MANY = 3
"""Criteria that are too many to be read on a slide."""


def _phase_slide(ruleset: Ruleset, phase: Phase) -> Report:
    shown = asked_most(ruleset)
    lines = [
        explain_text.pair(role.title, "; ".join(one.text for one in held))
        for role in shown
        for held in (who_has(ruleset, role, phase, 2, more=answers_text.MORE_ON_SHEET),)
    ]
    ways = [
        answers_text.way_said(way.title, way.criteria, way.decides)
        if len(way.criteria) < _MANY
        else answers_text.way_said(way.brief, (), way.decides)
        for way in _ways(ruleset, phase)
    ]
    return Report(
        explain_text.title(phase.label, phase.title), (Items(tuple(lines)), Items(tuple(dict.fromkeys(ways))))
    )


def _role_slide(ruleset: Ruleset, role: Role) -> Report:
    held = _held(ruleset, role)
    rows = tuple(
        explain_text.pair(row.cells[0], row.cells[1].replace("\n", "; "))
        for part in held.parts
        if not isinstance(part, Line)
        for row in part.rows
    )
    return Report(role.title, (Paragraph(explain_text.first_sentence(role.text)), Items(rows)))


def word_list(ruleset: Ruleset) -> Report:
    """Every term of the model with what it means."""
    rows = tuple((Cell(one.term, Tone.STRONG), Cell(one.text)) for one in ruleset.profile.glossary)
    columns = (answers_text.TERM, answers_text.MEANS)
    return Report(answers_text.WORD_LIST, (Table(answers_text.WORD_LIST, columns, rows, row_headers=True),))
