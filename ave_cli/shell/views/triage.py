"""How does an assessment become a page?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ave_cli.core import phrase
from ave_cli.core.assess import Assessment, Met, NextStep, answered
from ave_cli.core.moves import Move
from ave_cli.core.profile.shape import Effect, RoleStatus, Statement
from ave_cli.core.report import Alert, Block, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.core.roles import Held
from ave_cli.core.truth import Truth
from ave_cli.words import screens as say

_STATUS_TONE = {Truth.YES: Tone.WARN, Truth.NO: Tone.QUIET, Truth.UNKNOWN: Tone.STRONG}


def page(assessment: Assessment, register: Mapping[str, Statement], case: str = "") -> Report:
    """The whole result: what cannot wait first, every line with its source, the short version last.

    Args:
        assessment: the advice.
        register: statements of the model by id; what it does not know is shown by its id alone.
        case: a reference that the user made up; empty for none.
    """
    profile = assessment.model.profile
    blocks = (
        *_opening(assessment, case),
        *_alerts(assessment),
        *_phase(assessment),
        *_decides(assessment),
        _roles(assessment),
        _steps(assessment),
        *_criteria(assessment),
        *_moves(assessment),
        *_open(assessment),
        *_conflicts(assessment),
        *_gaps(assessment),
        *_sources(assessment, register),
        *_summary(assessment),
        Paragraph(say.ADVICE, Tone.STRONG),
    )
    return Report(title=say.head(profile.title, profile.version), blocks=blocks)


def pasteable(assessment: Assessment, register: Mapping[str, Statement], case: str = "") -> Report:
    """The same page to paste elsewhere: a summary of half a page comes first."""
    whole = page(assessment, register, case)
    short = tuple(_summary(assessment))
    source = next(block for block in whole.blocks if isinstance(block, Paragraph))
    opening = tuple(block for block in _opening(assessment, case) if block != source)
    rest = tuple(block for block in whole.blocks if block not in short and block not in (source, *opening))
    why = tuple(f"{met.finding.criterion.text}" for met in _met(assessment, Effect.ENTER))
    rests = (Items(why),) if why else ()
    top = (source, *opening, *_alerts(assessment), *short, *rests, Paragraph(say.ADVICE, Tone.STRONG))
    return Report(title=whole.title, blocks=(*top, *(block for block in rest if block not in top)))


def _opening(assessment: Assessment, case: str) -> Iterator[Block]:
    source = assessment.model.profile.source
    yield Paragraph(say.source(source.document, source.owner, source.year), Tone.QUIET)
    if case:
        yield Paragraph(say.case_line(case))


def _alerts(assessment: Assessment) -> Iterator[Block]:
    titles = {
        "acuut": say.DANGER_FIRST,
        "acuut_onbekend": say.DANGER_UNKNOWN,
        "gevaar_zonder_fase": say.DANGER_LIGHT,
    }
    for one in assessment.alerts:
        why = _answers(assessment, one.because)
        lines = (*one.lines, one.text) if one.lines else (one.text,)
        yield Alert(titles[one.kind], (*lines, _with_source(why, one.statements)))
    if assessment.contradictions:
        yield Alert(say.CONTRADICTIONS, tuple(text for _, text in assessment.contradictions), Tone.WARN)


def _tone(assessment: Assessment) -> Tone:
    heaviest = len(assessment.model.profile.phases) - 1
    share = assessment.course.advised / heaviest if heaviest else 0.0
    return Tone.GOOD if share < 0.34 else Tone.WARN if share < 0.67 else Tone.DANGER


def _met(assessment: Assessment, effect: Effect) -> list[Met]:
    """The criteria of the advised phase with this effect that are met."""
    phase = assessment.model.phase(assessment.course.advised).id
    return [
        met
        for met in assessment.criteria
        if met.finding.criterion.effect is effect
        and met.finding.criterion.phase == phase
        and met.finding.truth is Truth.YES
    ]


def _phase(assessment: Assessment) -> Iterator[Block]:
    model = assessment.model
    phase = model.phase(assessment.course.advised)
    yield Heading(say.phase_line(phase.label, phase.title), 1, _tone(assessment))
    if not assessment.interval.settled:
        low, high = assessment.interval.at_least, assessment.interval.at_most
        yield Paragraph(say.between(model.phase(low).label, model.phase(high).label), Tone.STRONG)
    if assessment.heading and assessment.course.current:
        now = model.phase(model.rank(assessment.course.current)).label
        yield Paragraph(say.HEADING[assessment.heading.value].format(now=now), Tone.STRONG)
    if assessment.doubt.raised:
        yield Paragraph(say.raised(phase.label, model.profile.doubt.text), Tone.WARN)
    elif assessment.doubt.applied:
        yield Paragraph(_with_source(say.doubt(model.profile.doubt.text), model.profile.doubt.statements), Tone.WARN)
    inside = [met.finding.criterion for met in _met(assessment, Effect.WITHIN)]
    if inside:
        statements = dict.fromkeys(ident for one in inside for ident in one.statements)
        yield Paragraph(_with_source(say.within(phase.label, (one.text for one in inside)), statements), Tone.STRONG)
    resting = _met(assessment, Effect.ENTER)
    if resting:
        items = (
            _with_source(
                f"{met.finding.criterion.text} ({_answers(assessment, met.finding.verdict.because)})",
                met.finding.criterion.statements,
            )
            for met in resting
        )
        yield Paragraph(f"{say.RESTS_ON}:")
        yield Items(tuple(items))
    elif assessment.course.current is None or assessment.interval.settled:
        yield Paragraph(phase.start)
        yield Paragraph(_with_source(say.RESTS_ON_NOTHING, phase.statements))


def _move_lines(move: Move) -> Iterator[str]:
    one = move.transition
    yield say.decided(one.decided_by or say.NOBODY)
    pairs = (
        (say.requested, one.requested_by),
        (say.contact_first, one.contact_first),
        (say.formal, one.formal_act),
        (say.informed, one.informed),
        (say.handover, one.handover),
        (say.disagree, one.disagreement),
        (say.term, one.deadline),
    )
    yield from (words(text) for words, text in pairs if text)
    if one.note:
        yield one.note


def _decides(assessment: Assessment) -> Iterator[Block]:
    if not assessment.course.made:
        return
    yield Heading(say.WHO_DECIDES)
    for move in assessment.course.made:
        yield Paragraph(_with_source(_move_name(assessment, move), move.transition.statements), Tone.STRONG)
        yield Items(tuple(_move_lines(move)))


def _move_name(assessment: Assessment, move: Move) -> str:
    label = {phase.id: phase.label for phase in assessment.model.profile.phases}
    start = label[move.transition.from_] if move.transition.from_ else say.ANY_PHASE
    end = label[move.to] if move.to else ""
    name = say.move(say.DIRECTION[move.transition.direction.value], start, end)
    if move.transition.to:
        return name
    return f"{name} {say.TARGET_COMPUTED if move.to else say.TARGET_OPEN}"


def who(held: Held) -> str:
    """The holders of a role in words, or why there is none."""
    names = [phrase.holder(one) for one in held.holders]
    if held.status is RoleStatus.ASSIGNED:
        return "; ".join([*names, *(say.agreed_in(place) for place in held.appointed_in)])
    status = say.ROLE_STATUS[held.status.value]
    options = [*names, *(say.agreed_in(place) for place in held.appointed_in)]
    return f"{status}: {say.candidates(options)}" if options else status


def _sentences(texts: Iterable[str]) -> str:
    """Loose notes as sentences: each with a capital and a full stop."""
    return " ".join(f"{text[0].upper()}{text[1:].rstrip('.')}." for text in texts if text)


def _roles(assessment: Assessment) -> Table:
    def row(held: Held) -> tuple[Cell, ...]:
        notes = [*held.notes]
        if held.depends_on:
            notes.append(say.depends(assessment.model.facts[fact].name() for fact in held.depends_on))
        missing = held.status in (RoleStatus.NOT_RECORDED, RoleStatus.NOT_APPLICABLE)
        return (
            Cell(held.role.title, Tone.STRONG),
            Cell(who(held), Tone.QUIET if missing else Tone.PLAIN, note=_sentences(notes)),
            Cell(_ids(held.statements), Tone.QUIET),
        )

    columns = (say.COLUMN_ROLE, say.COLUMN_WHO, say.COLUMN_SOURCE)
    return Table(say.ROLES, columns, tuple(row(held) for held in assessment.roles))


def _steps(assessment: Assessment) -> Table:
    def row(step: NextStep) -> tuple[Cell, ...]:
        strength = say.MODALITY[step.modality.value]
        text = f"{step.text} ({strength})" if strength == "kan" else step.text
        by = "; ".join(part for part in (step.who, step.contact) if part)
        return (
            Cell(text),
            Cell(by),
            Cell(step.deadline),
            Cell(_ids(step.statements) or say.YOU_OWN, Tone.QUIET),
        )

    columns = (say.COLUMN_STEP, say.COLUMN_WHO, say.COLUMN_WHEN, say.COLUMN_SOURCE)
    return Table(say.STEPS, columns, tuple(row(step) for step in assessment.steps), numbered=True)


def _criteria(assessment: Assessment) -> Iterator[Block]:
    shown = [met for met in assessment.criteria if _shown(assessment, met)]
    order = {Truth.YES: 0, Truth.UNKNOWN: 1, Truth.NO: 2}
    ordered = sorted(shown, key=lambda met: order[met.finding.truth])
    columns = (say.COLUMN_STATUS, say.COLUMN_CRITERION, say.COLUMN_SOURCE)
    yield Table(say.CRITERIA, columns, tuple(_criterion(assessment, met) for met in ordered))


def _shown(assessment: Assessment, met: Met) -> bool:
    """Entry rules of every phase above the lightest; the rest where the household is or may be."""
    criterion, model = met.finding.criterion, assessment.model
    if criterion.effect is Effect.LEAVE:
        return criterion.phase == assessment.course.current
    if criterion.effect is Effect.ENTER:
        return True
    rank = model.rank(criterion.phase)
    near = assessment.course.advised <= rank <= max(assessment.interval.at_most, assessment.course.advised)
    return near or met.finding.truth is Truth.YES


def _criterion(assessment: Assessment, met: Met) -> tuple[Cell, ...]:
    criterion, verdict = met.finding.criterion, met.finding.verdict
    label = assessment.model.phase(assessment.model.rank(criterion.phase)).label
    effect = say.EFFECT[criterion.effect.value].format(label)
    status = say.STATUS[met.finding.truth.value]
    if not met.asked:
        status = say.NOT_ASKED
    notes = [_answers(assessment, verdict.because)]
    if met.finding.truth is not Truth.NO:
        notes.append(criterion.note)
    return (
        Cell(status, _STATUS_TONE[met.finding.truth]),
        Cell(f"{criterion.text} ({effect})", note=_sentences(notes)),
        Cell(_ids(criterion.statements), Tone.QUIET),
    )


def _moves(assessment: Assessment) -> Iterator[Block]:
    made = {move.transition.id for move in assessment.course.made}
    texts = {met.finding.criterion.id: met.finding.criterion.text for met in assessment.criteria}
    rest = [move for move in assessment.moves if move.transition.id not in made]
    if not rest:
        return

    def lines(move: Move) -> Iterator[str]:
        if move.missing:
            yield say.missing(texts[ident] for ident in move.missing)
        yield say.decided(move.transition.decided_by or say.NOBODY)

    rows = tuple(
        (
            Cell(say.MOVE_STATUS[move.status.value]),
            Cell(_move_name(assessment, move), note=_sentences(lines(move))),
            Cell(_ids(move.transition.statements), Tone.QUIET),
        )
        for move in rest
    )
    columns = (say.COLUMN_STATUS, say.COLUMN_MOVE, say.COLUMN_SOURCE)
    yield Table(say.MOVES, columns, rows)


def _open(assessment: Assessment) -> Iterator[Block]:
    if not assessment.open_questions:
        return
    titles = {role.id: role.title for role in assessment.model.profile.roles}

    def change(effect: str) -> str:
        kind, _, ident = effect.partition(":")
        words = {
            "phase": say.CHANGES_PHASE,
            "direction": say.CHANGES_DIRECTION,
            "step": say.CHANGES_STEP,
            "criterion": say.CHANGES_CRITERION,
        }
        return say.changes_role(titles[ident]) if kind == "role" else words[kind]

    rows = tuple(
        (
            Cell(assessment.model.facts[one.fact].question),
            Cell(", ".join(dict.fromkeys(change(effect) for effect in one.could_change))),
            Cell(say.DOUBTED if one.doubted else say.NOT_ANSWERED, Tone.QUIET),
        )
        for one in assessment.open_questions
    )
    yield Table(say.OPEN, (say.COLUMN_FACT, say.COLUMN_CHANGES, say.COLUMN_STATUS), rows)


def _conflicts(assessment: Assessment) -> Iterator[Block]:
    if not assessment.conflicts:
        return
    yield Heading(say.CONFLICTS)
    for one in assessment.conflicts:
        yield Paragraph(_with_source(f"{one.id}: {one.question}", one.statements), Tone.STRONG)
        readings = [
            f"{text} ({say.COLUMN_CHOSEN.lower()})" if number == one.chosen else text
            for number, text in enumerate(one.readings, start=1)
        ]
        yield Items(tuple(readings), numbered=True)
        text = " ".join(part for part in (one.note, one.why) if part)
        if text:
            yield Paragraph(text)


def _gaps(assessment: Assessment) -> Iterator[Block]:
    if assessment.gaps:
        yield Heading(say.GAPS)
        yield Items(tuple(_with_source(one.text, one.statements) for one in assessment.gaps))
    if assessment.unused:
        names = ", ".join(assessment.model.facts[fact].name() for fact in assessment.unused)
        yield Paragraph(f"{say.UNUSED}: {names}.", Tone.QUIET)


def _cited(assessment: Assessment) -> Iterator[str]:
    for met in assessment.criteria:
        if _shown(assessment, met):
            yield from met.finding.criterion.statements
    for group in (
        assessment.roles,
        assessment.steps,
        assessment.conflicts,
        assessment.gaps,
        assessment.alerts,
    ):
        for one in group:
            yield from one.statements
    for move in assessment.moves:
        yield from move.transition.statements
    yield from assessment.model.phase(assessment.course.advised).statements


def _sources(assessment: Assessment, register: Mapping[str, Statement]) -> Iterator[Block]:
    sections: dict[str, list[str]] = {}
    for ident in sorted(dict.fromkeys(_cited(assessment))):
        if ident in register:
            sections.setdefault(register[ident].section, []).append(ident)
    if sections:
        rows = tuple((Cell(section), Cell(_ids(ids), Tone.QUIET)) for section, ids in sections.items())
        document = assessment.model.profile.source.document
        yield Table(say.sources(document), (say.COLUMN_SECTION, say.COLUMN_ID), rows)


def _summary(assessment: Assessment) -> Iterator[Block]:
    lines = [say.short_phase(assessment.label)]
    if not assessment.interval.settled:
        model = assessment.model
        low, high = (model.phase(rank).label for rank in (assessment.interval.at_least, assessment.interval.at_most))
        lines = [f"{lines[0]}. {say.between(low, high)}"]
    lines += [say.short_roles(held.role.title, who(held)) for held in assessment.roles[:3]]
    if assessment.steps:
        lines.append(say.short_step(assessment.steps[0].text))
    deciders = dict.fromkeys(move.transition.decided_by or say.NOBODY for move in assessment.course.made)
    if deciders:
        lines.append(say.short_decides("; ".join(deciders)))
    if assessment.open_questions:
        lines.append(say.short_open(len(assessment.open_questions)))
    yield Alert(say.SUMMARY, (*(alert.text for alert in assessment.alerts), *lines), _tone(assessment))


def _ids(statements: Iterable[str]) -> str:
    return ", ".join(statements)


def _with_source(text: str, statements: Iterable[str]) -> str:
    ids = _ids(statements)
    return f"{text} [{ids}]" if ids else text


def _answers(assessment: Assessment, facts: Iterable[str]) -> str:
    given = answered(assessment, facts)
    return say.because(
        say.answer(assessment.model.facts[fact].name(), phrase.answer(assessment.model.facts[fact], value))
        for fact, value in given.items()
    )
