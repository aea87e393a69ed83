"""How do notes become pages: a list of them, one of them, and the difference between two?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ave_cli.core.changes import About, Change
from ave_cli.core.naming import Naming, who
from ave_cli.core.note import Note, Review, Since
from ave_cli.profile.records import record
from ave_cli.profile.schema import RoleStatus, StepKind
from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.words import notes as say
from ave_cli.words import screens as say_screen

_REVIEW = {Review.NONE: "", Review.PLANNED: "", Review.OVERDUE: say.OVERDUE, Review.FOLLOWED: say.FOLLOWED}
_SINCE = {Since.SAME: "", Since.CHANGED: say.CHANGED_SHORT, Since.NOT_FOUND: say.NOT_FOUND_SHORT}
_LATE = {Review.OVERDUE: Tone.WARN}


@record
class Entry:
    """A note with how it stands today."""

    name: str
    """Of its file."""
    note: Note
    words: Naming
    since: Since
    review: Review


def list_page(folder: str, entries: Sequence[Entry], broken: Sequence[tuple[str, str]]) -> Report:
    """Every note of a folder in the order given, and what could not be read: names of files with what is wrong."""
    columns = (say.COLUMN_CASE, say.COLUMN_DATE, say.COLUMN_PHASE, say.COLUMN_REVIEW, say.COLUMN_MODEL)
    blocks: list[Block] = [Paragraph(say.folder_line(folder), Tone.QUIET)]
    if entries:
        blocks += [
            Table(say.NEWEST_FIRST, columns, tuple(_row(one) for one in entries), numbered=True),
            Heading(say.FILES),
            Items(tuple(one.name for one in entries), numbered=True),
            Paragraph(say.OPEN_ONE, Tone.QUIET),
        ]
    elif not broken:
        blocks.append(Paragraph(say.NO_NOTES))
    if broken:
        lines = tuple(say.broken_line(name, problem) for name, problem in broken)
        blocks.append(Callout(say.BROKEN, (*lines, say.BROKEN_KEPT), Tone.WARN))
    return Report(say.TITLE_LIST, tuple(blocks))


def _row(entry: Entry) -> tuple[Cell, ...]:
    note = entry.note
    advised = entry.words.phase(note.assessment.advised)
    decided = " ".join(note.decision.phase.split())
    return (
        Cell(note.case or say.NO_CASE, Tone.STRONG if note.case else Tone.QUIET),
        Cell(say.short_day(note.created)),
        Cell(decided or advised, note=say.advised_short(advised) if decided and decided != advised else ""),
        Cell(
            say.short_day(note.review_on) if note.review_on else "",
            _LATE.get(entry.review, Tone.PLAIN),
            note=_REVIEW[entry.review],
        ),
        Cell(say.model_version(note.profile.title, note.profile.version), note=_SINCE[entry.since]),
    )


def note_page(entry: Entry) -> Report:
    """A whole note: the advice as it was then, the decision apart from it, and the answers in words."""
    note = entry.note
    return Report(
        say.TITLE_NOTE,
        (
            *_opening(entry),
            *_danger(note),
            *_advice(entry),
            *_decision(entry),
            _roles(note),
            _steps(note),
            *_criteria(entry),
            *_answers(entry),
        ),
    )


def _opening(entry: Entry) -> Iterator[Block]:
    note = entry.note
    yield Paragraph(say_screen.case_line(note.case or say.NO_CASE), Tone.STRONG)
    yield Paragraph(say.when(note.created))
    yield Paragraph(f"{say.COLUMN_MODEL}: {say.model_version(note.profile.title, note.profile.version)}", Tone.QUIET)
    yield from changed_since(entry)


def changed_since(entry: Entry) -> Iterator[Block]:
    """That the model is not what it was when the note was made."""
    then = entry.note.profile
    if entry.since is Since.CHANGED:
        now = entry.words.model.profile.version
        yield Callout(say.CHANGED_TITLE, (say.changed(then.version, now), say.CHANGED_RULE), Tone.WARN)
    elif entry.since is Since.NOT_FOUND:
        lines = (say.not_found(then.title, then.version), say.NOT_FOUND_RULE)
        yield Callout(say.NOT_FOUND_TITLE, lines, Tone.WARN)


def _danger(note: Note) -> Iterator[Block]:
    if note.assessment.acute == "yes":
        steps = (step.text for step in note.assessment.steps if step.kind is StepKind.ACUTE)
        yield Callout(say.DANGER, (say.DANGER_THEN, *steps))


def _advice(entry: Entry) -> Iterator[Block]:
    one, phase = entry.note.assessment, entry.words.phase
    yield Heading(say.advice(phase(one.advised)), 1)
    if one.at_least != one.at_most:
        yield Paragraph(say_screen.between(phase(one.at_least), phase(one.at_most)))
    if one.direction and one.current:
        yield Paragraph(say_screen.HEADING[one.direction.value].format(now=phase(one.current)))
    yield Paragraph(say_screen.ADVICE, Tone.QUIET)


def _decision(entry: Entry) -> Iterator[Block]:
    note = entry.note
    yield Heading(say.DECISION)
    yield Paragraph(note.decision.phase or say.NO_DECISION, Tone.STRONG if note.decision.phase else Tone.QUIET)
    if note.decision.why:
        yield Paragraph(say.because(note.decision.why))
    if note.review_on:
        text = say.look_again(note.review_on, _REVIEW[entry.review])
        yield Paragraph(text, _LATE.get(entry.review, Tone.PLAIN))


def _roles(note: Note) -> Table:
    missing = (RoleStatus.NOT_RECORDED, RoleStatus.NOT_APPLICABLE)
    rows = tuple(
        (Cell(one.title, Tone.STRONG), Cell(who(one), Tone.QUIET if one.status in missing else Tone.PLAIN))
        for one in note.assessment.roles
    )
    return Table(say_screen.ROLES, (say_screen.COLUMN_ROLE, say_screen.COLUMN_WHO), rows)


def _steps(note: Note) -> Table:
    rows = tuple((Cell(one.text), Cell(one.who)) for one in note.assessment.steps)
    return Table(say_screen.STEPS, (say_screen.COLUMN_STEP, say_screen.COLUMN_WHO), rows, numbered=True)


def _criteria(entry: Entry) -> Iterator[Block]:
    yield Heading(say.CRITERIA_MET)
    met = entry.words.met(entry.note, entry.note.assessment.current)
    yield Items(tuple(entry.words.criterion(one) for one in met) or (say_screen.RESTS_ON_NOTHING,))


def _answers(entry: Entry) -> Iterator[Block]:
    note, words = entry.note, entry.words
    given = (*note.answers, *note.dont_know)
    ordered = [*(fact for fact in words.model.facts if fact in given), *given]
    rows = tuple(
        (Cell(words.fact(fact)), Cell(words.answer(fact, note.value(fact)))) for fact in dict.fromkeys(ordered)
    )
    yield Table(say.ANSWERS, (say.COLUMN_FACT, say.COLUMN_ANSWER), rows)


def diff_page(old: Note, new: Entry, changes: Sequence[Change], meaning: str) -> Report:
    """What changed between two triages: first what it means, then everything that is different."""
    blocks: list[Block] = [Paragraph(say.from_to(old.created, new.note.created), Tone.QUIET)]
    if old.case == new.note.case:
        blocks.insert(0, Paragraph(say_screen.case_line(new.note.case or say.NO_CASE), Tone.STRONG))
    else:
        cases = tuple(say_screen.case_line(note.case or say.NO_CASE) for note in (old, new.note))
        blocks.append(Callout(say.OTHER_CASE_TITLE, (*cases, say.OTHER_CASE), Tone.WARN))
    blocks += [*changed_since(new), Paragraph(meaning, Tone.STRONG)]
    for about in About:
        rows = tuple(
            (Cell(one.name, Tone.STRONG), Cell(one.before), Cell(one.after)) for one in changes if one.about is about
        )
        if rows:
            columns = (say.COLUMN_WHAT, say.COLUMN_BEFORE, say.COLUMN_AFTER)
            blocks.append(Table(say.ABOUT[about.value], columns, rows))
    if not changes:
        blocks.append(Paragraph(say.NO_CHANGE))
    return Report(say.TITLE_DIFF, tuple(blocks))
