"""Which tables stand on the page of an assessment?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ave_cli.engine.assessment import Assessment, Met
from ave_cli.engine.roles import Held
from ave_cli.engine.steps import NextStep
from ave_cli.engine.transitions import Move
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.schema import Effect, RoleStatus
from ave_cli.profile.truth import Truth
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Table, Tone
from ave_cli.shell.views.triage.wording import answers_to, ids, move_name, sentences, who, with_source
from ave_cli.text import triage as triage_text
from ave_cli.text.triage import OWN_ORIGIN
from ave_cli.wording import phrases

_STATUS_TONE = {Truth.YES: Tone.WARN, Truth.NO: Tone.QUIET, Truth.UNKNOWN: Tone.STRONG}


def roles(assessment: Assessment) -> Table:
    """Who holds which role, and where that is written."""

    def row(held: Held) -> tuple[Cell, ...]:
        notes = [*held.notes]
        if held.depends_on:
            notes.append(triage_text.depends(assessment.model.facts[fact].name() for fact in held.depends_on))
        missing = held.status in (RoleStatus.NOT_RECORDED, RoleStatus.NOT_APPLICABLE)
        return (
            Cell(held.role.title, Tone.STRONG),
            Cell(who(held), Tone.QUIET if missing else Tone.PLAIN, note=sentences(notes)),
            Cell(ids(held.statements), Tone.QUIET),
        )

    columns = (triage_text.COLUMN_ROLE, triage_text.COLUMN_WHO, triage_text.COLUMN_SOURCE)
    return Table(triage_text.ROLES, columns, tuple(row(held) for held in assessment.roles))


def steps(assessment: Assessment) -> Iterator[Block]:
    """The next steps, numbered, with who and when; or that the model has none."""
    if not assessment.steps:
        yield Heading(triage_text.STEPS)
        yield Paragraph(triage_text.NO_STEPS)
        return

    def row(step: NextStep) -> tuple[Cell, ...]:
        strength = triage_text.MODALITY[step.modality.value]
        text = f"{step.text} ({strength})" if strength == "kan" else step.text
        is_own = step.origin == OWN_ORIGIN
        unsaid = triage_text.WHO_YOU if is_own else triage_text.WHO_UNSAID
        by = "; ".join(part for part in (step.who or unsaid, step.contact) if part)
        return (
            Cell(text),
            Cell(by),
            Cell(step.deadline),
            Cell(triage_text.YOU_OWN if is_own else ids(step.statements) or step.origin, Tone.QUIET),
        )

    columns = (triage_text.COLUMN_STEP, triage_text.COLUMN_WHO, triage_text.COLUMN_WHEN, triage_text.COLUMN_SOURCE)
    yield Table(triage_text.STEPS, columns, tuple(row(step) for step in assessment.steps), numbered=True)


def criteria(assessment: Assessment) -> Iterator[Block]:
    """Every criterion that counts here, met first, with the answers it rests on."""
    shown = [met for met in assessment.criteria if _shown(assessment, met)]
    order = {Truth.YES: 0, Truth.UNKNOWN: 1, Truth.NO: 2}
    rank = assessment.model.rank
    ordered = sorted(shown, key=lambda met: (order[met.finding.truth], -rank(met.finding.criterion.phase)))
    columns = (triage_text.COLUMN_STATUS, triage_text.COLUMN_CRITERION, triage_text.COLUMN_SOURCE)
    yield Table(triage_text.CRITERIA, columns, tuple(_criterion(assessment, met) for met in ordered))


def _shown(assessment: Assessment, met: Met) -> bool:
    """Entry rules of every phase above the lightest; the rest where the household is or may be."""
    criterion, model = met.finding.criterion, assessment.model
    if criterion.effect is Effect.LEAVE:
        return criterion.phase == assessment.course.current
    if criterion.effect is Effect.ENTER:
        return True
    rank = model.rank(criterion.phase)
    return assessment.course.advised <= rank <= max(assessment.interval.at_most, assessment.course.advised)


def _criterion(assessment: Assessment, met: Met) -> tuple[Cell, ...]:
    criterion, verdict = met.finding.criterion, met.finding.verdict
    label = assessment.model.phase(assessment.model.rank(criterion.phase)).label
    effect = triage_text.EFFECT[criterion.effect.value].format(label)
    status = triage_text.STATUS[met.finding.truth.value]
    if not met.asked:
        status = triage_text.NOT_ASKED
    notes = [answers_to(assessment, verdict.because)]
    if met.finding.truth is not Truth.NO:
        notes.append(criterion.note)
    return (
        Cell(status, _STATUS_TONE[met.finding.truth]),
        Cell(f"{criterion.text} ({effect})", note=sentences(notes)),
        Cell(ids(criterion.statements), Tone.QUIET),
    )


def moves(assessment: Assessment) -> Iterator[Block]:
    """The other ways up and down from here, and what they lack."""
    made = {move.transition.id for move in assessment.course.made}
    texts = {met.finding.criterion.id: met.finding.criterion.text for met in assessment.criteria}
    rest = [move for move in assessment.moves if move.transition.id not in made]
    if not rest:
        return

    def lines(move: Move) -> Iterator[str]:
        if move.missing:
            yield triage_text.missing(texts[ident] for ident in move.missing)
        yield triage_text.decided(move.transition.decided_by or triage_text.NOBODY)

    rows = tuple(
        (
            Cell(triage_text.MOVE_STATUS[move.status.value]),
            Cell(move_name(assessment, move), note=sentences(lines(move))),
            Cell(ids(move.transition.statements), Tone.QUIET),
        )
        for move in rest
    )
    columns = (triage_text.COLUMN_STATUS, triage_text.COLUMN_MOVE, triage_text.COLUMN_SOURCE)
    yield Table(triage_text.MOVES, columns, rows)


def open_questions(assessment: Assessment) -> Iterator[Block]:
    """What is unknown and what it could change."""
    if not assessment.open_questions:
        return
    titles = {role.id: role.title for role in assessment.model.profile.roles}

    def change(effect: str) -> str:
        kind, _, ident = effect.partition(":")
        words = {
            "alert": triage_text.CHANGES_ALERT,
            "phase": triage_text.CHANGES_PHASE,
            "direction": triage_text.CHANGES_DIRECTION,
            "step": triage_text.CHANGES_STEP,
            "criterion": triage_text.CHANGES_CRITERION,
        }
        return triage_text.changes_role(titles[ident]) if kind == "role" else words[kind]

    rows = tuple(
        (
            Cell(assessment.model.facts[one.fact].question),
            Cell(", ".join(dict.fromkeys(change(effect) for effect in one.could_change))),
            Cell(triage_text.DOUBTED if one.doubted else triage_text.NOT_ANSWERED, Tone.QUIET),
        )
        for one in assessment.open_questions
    )
    yield Table(
        triage_text.OPEN, (triage_text.COLUMN_FACT, triage_text.COLUMN_CHANGES, triage_text.COLUMN_STATUS), rows
    )


def conflicts(assessment: Assessment) -> Iterator[Block]:
    """Where the source contradicts itself: every reading, and the one used here."""
    if not assessment.conflicts:
        return
    yield Heading(triage_text.CONFLICTS)
    for one in assessment.conflicts:
        yield Paragraph(with_source(f"{one.id}: {one.question}", one.statements), Tone.STRONG)
        readings = [
            f"{text} ({triage_text.COLUMN_CHOSEN.lower()})" if number == one.chosen else text
            for number, text in enumerate(one.readings, start=1)
        ]
        yield Items(tuple(readings), numbered=True)
        text = " ".join(part for part in (one.note, one.why) if part)
        if text:
            yield Paragraph(text)


def gaps(assessment: Assessment) -> Iterator[Block]:
    """What else the model does not record, and answers that it does not use."""
    rest = [one for one in assessment.gaps if one not in assessment.left_open]
    if rest:
        yield Heading(triage_text.GAPS)
        yield Items(tuple(with_source(one.text, one.statements) for one in rest))
    if assessment.unused:
        names = ", ".join(assessment.model.facts[fact].name() for fact in assessment.unused)
        yield Paragraph(f"{triage_text.UNUSED}: {names}.", Tone.QUIET)


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


def sources(assessment: Assessment, register: Mapping[str, Statement]) -> Iterator[Block]:
    """Where in the document every cited statement stands."""
    sections: dict[str, list[str]] = {}
    for ident in sorted(dict.fromkeys(_cited(assessment))):
        if ident in register:
            sections.setdefault(register[ident].section, []).append(ident)
    if sections:
        rows = tuple((Cell(section), Cell(phrases.ranges(ids), Tone.QUIET)) for section, ids in sections.items())
        document = assessment.model.profile.source.document
        yield Table(triage_text.sources(document), (triage_text.COLUMN_SECTION, triage_text.COLUMN_ID), rows)
