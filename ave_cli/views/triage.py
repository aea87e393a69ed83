"""An assessment as a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from ave_cli.engine.assessment import Alert, AlertKind, Assessment, CriterionResult, PhaseStatus, given_answers
from ave_cli.engine.phases import TransitionResult
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import OWN_ORIGIN, NextStep
from ave_cli.profile import NATIONAL_ORIGIN, Effect, Modality, Profile, RoleStatus, Statement, Truth, Whose
from ave_cli.report import Block, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import triage as triage_text
from ave_cli.views.page import triage_page
from ave_cli.wording import phrases as advice

_ALERT = {
    AlertKind.ACUTE: triage_text.DANGER_FIRST,
    AlertKind.ACUTE_UNKNOWN: triage_text.DANGER_UNKNOWN,
    AlertKind.DANGER_WITHOUT_PHASE: triage_text.DANGER_LIGHT,
    AlertKind.DANGER: triage_text.DANGER,
    AlertKind.UNSAFE: triage_text.UNSAFE,
}


def alert_title(alert: Alert) -> str:
    """What stands above an alert."""
    return _ALERT[alert.kind]


def move_name(assessment: Assessment, move: TransitionResult, *, way_is_told: bool = False) -> str:
    """Which way a move goes, from where to where; the way only where that is not told beside it."""
    label = {phase.id: phase.label for phase in assessment.ruleset.profile.phases}
    start = label[move.transition.from_] if move.transition.from_ else triage_text.ANY_PHASE
    end = label[move.to] if move.to else ""
    way = triage_text.DIRECTION[move.transition.direction.value]
    name = triage_text.start_to_end(start, end) if way_is_told else triage_text.move(way, start, end)
    if move.transition.to:
        return name
    return f"{name} {triage_text.TARGET_COMPUTED if move.to else triage_text.TARGET_OPEN}"


def lines_as_sentences(texts: Iterable[str]) -> str:
    """Loose notes as sentences: each with a capital and a full stop."""
    return " ".join(f"{text[0].upper()}{text[1:].rstrip('.')}." for text in texts if text)


def statement_ids(statements: Iterable[str]) -> str:
    """Statement ids in one line."""
    return ", ".join(statements)


def with_source(text: str, statements: Iterable[str]) -> str:
    """A text with the statements it rests on behind it."""
    cited = statement_ids(statements)
    return f"{text} [{cited}]" if cited else text


def answers_to(assessment: Assessment, facts: Iterable[str]) -> str:
    """The answers that were given to these facts, in words."""
    given = given_answers(assessment, facts)
    return triage_text.because(advice.tell_answer(assessment.ruleset, fact, value) for fact, value in given.items())


def move_lines(move: TransitionResult) -> Iterator[str]:
    """Who decides about a move, who asks, and what else it takes."""
    one = move.transition
    yield triage_text.decided(one.decided_by or triage_text.NOBODY)
    pairs = (
        (triage_text.requested, one.requested_by),
        (triage_text.contact_first, one.contact_first),
        (triage_text.formal, one.formal_act),
        (triage_text.informed, one.informed),
        (triage_text.handover, one.handover),
        (triage_text.disagree, one.disagreement),
        (triage_text.term, one.deadline),
    )
    yield from (words(text) for words, text in pairs if text)
    if one.note:
        yield one.note


_STATUS_TONE = {Truth.YES: Tone.WARN, Truth.NO: Tone.QUIET, Truth.UNKNOWN: Tone.STRONG}


def holder_words(assessment: Assessment, holding: RoleHolding) -> str:
    """Who holds a role, or why nobody is told; while no phase is advised, in which phase that is so."""
    who = advice.holders_of(holding)
    return in_its_phase(assessment, triage_text.appointed(who) if holding.appointed else who)


def in_its_phase(assessment: Assessment, who: str) -> str:
    """What is told of a role; while no phase is advised, with the phase of which that is so."""
    return triage_text.in_phase(assessment.label, who) if assessment.status is PhaseStatus.OPEN else who


def role_table(assessment: Assessment) -> Table:
    """Who holds which role, and where that is written."""

    def row(holding: RoleHolding) -> tuple[Cell, ...]:
        notes = [*advice.holding_notes(assessment, holding)]
        if holding.depends_on:
            notes.append(triage_text.depends(assessment.ruleset.facts[fact].name() for fact in holding.depends_on))
        missing = holding.status in (RoleStatus.NOT_RECORDED, RoleStatus.NOT_APPLICABLE)
        return (
            Cell(holding.role.title, Tone.STRONG),
            Cell(
                holder_words(assessment, holding),
                Tone.QUIET if missing else Tone.PLAIN,
                note=lines_as_sentences(notes),
            ),
            Cell(statement_ids(holding.statements), Tone.QUIET),
        )

    columns = (triage_text.COLUMN_ROLE, triage_text.COLUMN_WHO, triage_text.COLUMN_SOURCE)
    return Table(triage_text.ROLES, columns, tuple(row(holding) for holding in assessment.roles))


def step_table(assessment: Assessment) -> Iterator[Block]:
    """The next steps, numbered, with who and when; or that the model has none."""
    if not assessment.steps:
        yield Heading(triage_text.STEPS)
        yield Paragraph(triage_text.NO_STEPS)
        return

    def row(step: NextStep) -> tuple[Cell, ...]:
        words = advice.step_text(assessment, step)
        text = triage_text.may(words) if step.modality is Modality.MAY else words
        is_own = step.origin == OWN_ORIGIN
        unsaid = triage_text.WHO_YOU if is_own or step.whose is Whose.YOU else triage_text.WHO_UNSAID
        by = "; ".join(part for part in (step.who or unsaid, step.contact) if part)
        return (
            Cell(text),
            Cell(by),
            Cell(step.deadline),
            Cell(_step_source(step), Tone.QUIET),
        )

    columns = (triage_text.COLUMN_STEP, triage_text.COLUMN_WHO, triage_text.COLUMN_WHEN, triage_text.COLUMN_SOURCE)
    yield Table(triage_text.STEPS, columns, tuple(row(step) for step in assessment.steps), numbered=True)


def _step_source(step: NextStep) -> str:
    if step.origin == OWN_ORIGIN:
        return triage_text.YOU_OWN
    if step.origin == NATIONAL_ORIGIN:
        return triage_text.national(step.source)
    return statement_ids(step.statements) or step.origin


def criteria_table(assessment: Assessment) -> Iterator[Block]:
    """Every criterion that counts here, met first, with the answers it rests on."""
    shown = [judged for judged in assessment.criteria if _show(assessment, judged)]
    order = {Truth.YES: 0, Truth.UNKNOWN: 1, Truth.NO: 2}
    rank = assessment.ruleset.rank
    ordered = sorted(
        shown, key=lambda judged: (order[judged.evaluation.truth], -rank(judged.evaluation.criterion.phase))
    )
    columns = (triage_text.COLUMN_STATUS, triage_text.COLUMN_CRITERION, triage_text.COLUMN_SOURCE)
    yield Table(triage_text.CRITERIA, columns, tuple(_criterion(assessment, judged) for judged in ordered))


def _show(assessment: Assessment, judged: CriterionResult) -> bool:
    """Entry rules of every phase above the lightest; the rest where the household is or may be."""
    criterion, ruleset = judged.evaluation.criterion, assessment.ruleset
    if criterion.effect is Effect.LEAVE:
        return criterion.phase == assessment.course.current
    if criterion.effect is Effect.ENTER:
        return True
    rank = ruleset.rank(criterion.phase)
    return assessment.course.advised <= rank <= max(assessment.interval.at_most, assessment.course.advised)


def _criterion(assessment: Assessment, judged: CriterionResult) -> tuple[Cell, ...]:
    criterion, result = judged.evaluation.criterion, judged.evaluation.result
    label = advice.phase_of(assessment.ruleset, criterion)
    effect = triage_text.EFFECT[criterion.effect.value].format(label)
    status = triage_text.STATUS[judged.evaluation.truth.value]
    if not judged.asked:
        status = triage_text.NOT_ASKED
    notes = [answers_to(assessment, result.because)]
    if judged.evaluation.truth is not Truth.NO:
        notes.append(criterion.note)
    return (
        Cell(status, _STATUS_TONE[judged.evaluation.truth]),
        Cell(f"{criterion.text} ({effect})", note=lines_as_sentences(notes)),
        Cell(statement_ids(criterion.statements), Tone.QUIET),
    )


def transition_table(assessment: Assessment) -> Iterator[Block]:
    """The other ways up and down from here, and what they lack."""
    made = {move.transition.id for move in assessment.course.taken}
    texts = {judged.evaluation.criterion.id: judged.evaluation.criterion.text for judged in assessment.criteria}
    rest = [move for move in assessment.transitions if move.transition.id not in made]
    if not rest:
        return

    def lines(move: TransitionResult) -> Iterator[str]:
        if move.missing:
            yield triage_text.missing(texts[ident] for ident in move.missing)
        if move.precondition is not Truth.YES:
            before = advice.precondition_words(assessment.ruleset, move.transition)
            yield triage_text.BEFOREHAND[move.precondition.value].format(before)
        yield triage_text.decided(move.transition.decided_by or triage_text.NOBODY)

    rows = tuple(
        (
            Cell(triage_text.MOVE_STATUS[move.status.value]),
            Cell(move_name(assessment, move), note=lines_as_sentences(lines(move))),
            Cell(statement_ids(move.transition.statements), Tone.QUIET),
        )
        for move in rest
    )
    columns = (triage_text.COLUMN_STATUS, triage_text.COLUMN_MOVE, triage_text.COLUMN_SOURCE)
    yield Table(triage_text.MOVES, columns, rows)


def open_question_table(assessment: Assessment) -> Iterator[Block]:
    """What is unknown and what it could change."""
    if not assessment.open_questions:
        return
    said = partial(advice.effect_words, assessment.ruleset)
    rows = tuple(
        (
            Cell(assessment.ruleset.facts[question.fact].question),
            Cell(", ".join(dict.fromkeys(map(said, question.could_change)))),
            Cell(triage_text.DOUBTED if question.doubted else triage_text.NOT_ANSWERED, Tone.QUIET),
        )
        for question in assessment.open_questions
    )
    yield Table(
        triage_text.OPEN, (triage_text.COLUMN_FACT, triage_text.COLUMN_CHANGES, triage_text.COLUMN_STATUS), rows
    )


def conflict_table(assessment: Assessment) -> Iterator[Block]:
    """Where the source contradicts itself: every reading, and the one used here."""
    if not assessment.conflicts:
        return
    yield Heading(triage_text.CONFLICTS)
    for conflict in assessment.conflicts:
        yield Paragraph(with_source(f"{conflict.id}: {conflict.question}", conflict.statements), Tone.STRONG)
        readings = [
            f"{text} ({triage_text.COLUMN_CHOSEN.lower()})" if number == conflict.chosen else text
            for number, text in enumerate(conflict.readings, start=1)
        ]
        yield Items(tuple(readings), numbered=True)
        text = " ".join(part for part in (conflict.note, conflict.why) if part)
        if text:
            yield Paragraph(text)


def gap_table(assessment: Assessment) -> Iterator[Block]:
    """What else the model does not record, and answers that it does not use."""
    rest = [gap for gap in assessment.gaps if gap not in assessment.left_open]
    if rest:
        yield Heading(triage_text.GAPS)
        yield Items(tuple(with_source(one.text, one.statements) for one in rest))
    if assessment.unused:
        names = ", ".join(assessment.ruleset.facts[fact].name() for fact in assessment.unused)
        yield Paragraph(f"{triage_text.UNUSED}: {names}.", Tone.QUIET)


def _cite(assessment: Assessment) -> Iterator[str]:
    for judged in assessment.criteria:
        if _show(assessment, judged):
            yield from judged.evaluation.criterion.statements
    for group in (
        assessment.roles,
        assessment.steps,
        assessment.conflicts,
        assessment.gaps,
        assessment.alerts,
    ):
        for one in group:
            yield from one.statements
    for move in assessment.transitions:
        yield from move.transition.statements
    yield from assessment.ruleset.phase(assessment.course.advised).statements


def source_table(assessment: Assessment, register: Mapping[str, Statement]) -> Iterator[Block]:
    """Where in the document every cited statement stands; those of a model beneath stand under its name."""
    profile = assessment.ruleset.profile
    beneath = _foreign_statements(profile)
    cited = sorted(dict.fromkeys(_cite(assessment)))
    own, other = [one for one in cited if one not in beneath], [one for one in cited if one in beneath]
    yield from _sections(register, own, profile.source.document)
    yield from _sections(register, other, triage_text.document_of(profile.base_title))


def _foreign_statements(profile: Profile) -> frozenset[str]:
    """What the records of the model beneath rest on."""
    lists = (value for value in vars(profile).values() if isinstance(value, tuple))
    records = (one for value in lists for one in value if getattr(one, "origin", ""))
    return frozenset(ident for one in records if one.origin != profile.id for ident in one.statements)


def _sections(register: Mapping[str, Statement], cited: Sequence[str], document: str) -> Iterator[Block]:
    sections: dict[str, list[str]] = {}
    for ident in cited:
        if ident in register:
            sections.setdefault(register[ident].section, []).append(ident)
    if sections:
        rows = tuple((Cell(section), Cell(advice.ranges(ids), Tone.QUIET)) for section, ids in sections.items())
        yield Table(triage_text.sources(document), (triage_text.COLUMN_SECTION, triage_text.COLUMN_ID), rows)


def result_page(
    assessment: Assessment, register: Mapping[str, Statement], case: str = "", *, spoken: bool = False
) -> Report:
    """The page to act on, and behind it everything there is, every line with its source.

    Args:
        assessment: the advice.
        register: statements of the model by id; what it does not know is shown by its id alone.
        case: a reference that the user made up; empty for none.
        spoken: the page is read aloud.
    """
    first = triage_page(assessment, case, spoken=spoken)
    blocks = (
        *first.blocks,
        *_opening(assessment),
        *_decides(assessment),
        role_table(assessment),
        *step_table(assessment),
        *criteria_table(assessment),
        *transition_table(assessment),
        *open_question_table(assessment),
        *conflict_table(assessment),
        *gap_table(assessment),
        *source_table(assessment, register),
    )
    return Report(title=first.title, blocks=blocks)


def _opening(assessment: Assessment) -> Iterator[Block]:
    source = assessment.ruleset.profile.source
    yield Heading(triage_text.EVERYTHING, new_sheet=True)
    yield Paragraph(triage_text.source(source.document, source.owner, source.year), Tone.QUIET)
    if assessment.ruleset.profile.extends:
        yield Paragraph(triage_text.extends(assessment.ruleset.profile.extends), Tone.QUIET)
    for alert in assessment.alerts:
        words = advice.alert_text(assessment, alert)
        source_text = alert.national.source if alert.national else ""
        text = f"{words} ({source_text})" if source_text else with_source(words, alert.statements)
        yield Paragraph(text, Tone.WARN)


def _decides(assessment: Assessment) -> Iterator[Block]:
    if not assessment.course.taken:
        return
    yield Heading(triage_text.WHO_DECIDES)
    for move in assessment.course.taken:
        yield Paragraph(with_source(move_name(assessment, move), move.transition.statements), Tone.STRONG)
        yield Items(tuple(move_lines(move)))
