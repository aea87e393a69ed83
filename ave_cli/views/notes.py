"""Notes as reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ave_cli.notes.comparison import Change, ChangeKind, Naming, decided_phase, naming
from ave_cli.notes.note import Note, Since, is_open
from ave_cli.notes.review import Flag, Review, ReviewedNote, flag_counts, phase_counts
from ave_cli.profile import RoleStatus, StepKind, record
from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text

_REVIEW = {
    Review.NONE: "",
    Review.PLANNED: "",
    Review.OVERDUE: notes_text.OVERDUE,
    Review.FOLLOWED: notes_text.FOLLOWED,
}
_SINCE = {Since.SAME: "", Since.CHANGED: notes_text.CHANGED_SHORT, Since.NOT_FOUND: notes_text.NOT_FOUND_SHORT}
_LATE = {Review.OVERDUE: Tone.WARN}


@record
class NoteFile:
    """A note with how it stands today."""

    name: str
    """Of its file."""
    note: Note
    words: Naming
    since: Since
    review: Review
    decided: str | None
    """The id of the phase that was decided on; None where that cannot be told."""
    unchanged: bool | None = None
    """Whether it is what was saved; None where nobody can tell."""
    follows: bool | None = None
    """Whether its advice follows from its answers; None where the model is another by now."""
    wrong: str = ""
    """What is wrong with its model, where that is here and cannot be used."""


@record
class Flaw:
    """A file with the name of a note that cannot be shown."""

    name: str
    problem: str
    case: str
    """What stands in it as its case; empty where that cannot be told."""
    removal: str
    """What is typed to remove it; empty where nobody can tell whether it is broken, for it may not be looked into."""


def _flaws(flaws: Sequence[Flaw]) -> Iterator[Block]:
    """What is broken, with what is to be done; apart from that what cannot be looked into."""
    broken, closed = ([one for one in flaws if bool(one.removal) is has] for has in (True, False))
    if broken:
        lines = tuple(f"{notes_text.broken_note(one.name, one.case)}: {one.problem}" for one in broken)
        yield Callout(notes_text.BROKEN, (*lines, notes_text.broken_kept(broken[0].removal)), Tone.WARN)
    if closed:
        lines = tuple(f"{notes_text.broken_note(one.name, one.case)}: {one.problem}" for one in closed)
        yield Callout(notes_text.CLOSED, (*lines, notes_text.CLOSED_KEPT), Tone.WARN)


def list_page(
    folder: str, entries: Sequence[NoteFile], flaws: Sequence[Flaw], opens: tuple[str, str] | None = None
) -> Report:
    """Every note of a folder in the order given, and what could not be read.

    Args:
        folder: its name.
        entries: the notes.
        flaws: what cannot be shown.
        opens: what is typed to open one by its case and by its file; None where numbers do that.
    """
    columns = (
        notes_text.COLUMN_CASE,
        notes_text.COLUMN_DATE,
        notes_text.COLUMN_PHASE,
        notes_text.COLUMN_REVIEW,
        notes_text.COLUMN_MODEL,
    )
    blocks: list[Block] = [Paragraph(notes_text.folder_line(folder), Tone.QUIET)]
    if entries:
        blocks += [
            Table(notes_text.NEWEST_FIRST, columns, tuple(_row(entry) for entry in entries), numbered=opens is None),
            Heading(notes_text.FILES),
            Items(tuple(_file(entry, opens) for entry in entries), numbered=opens is None),
            _how_to_open(opens, [entry.note for entry in entries]),
        ]
    elif not flaws:
        blocks.append(Paragraph(notes_text.NO_NOTES))
    blocks += _flaws(flaws)
    return Report(notes_text.TITLE_LIST, tuple(blocks))


def _file(entry: NoteFile, opens: tuple[str, str] | None) -> str:
    """The name of a file; where no number leads to it, behind the case that it is about."""
    return entry.name if opens is None or not entry.note.case else f"{entry.note.case}: {entry.name}"


def _how_to_open(opens: tuple[str, str] | None, shown: Sequence[Note]) -> Paragraph:
    if opens is None:
        return Paragraph(notes_text.OPEN_ONE, Tone.QUIET)
    by_case, by_file = opens
    has_case, has_none = any(note.case for note in shown), any(not note.case for note in shown)
    return Paragraph(notes_text.open_by(by_case if has_case else "", by_file if has_none else ""), Tone.QUIET)


def _row(entry: NoteFile) -> tuple[Cell, ...]:
    note = entry.note
    return (
        Cell(
            note.case or notes_text.NO_CASE,
            Tone.STRONG if note.case else Tone.QUIET,
            note=_doubt(entry),
        ),
        Cell(notes_text.short_day(note.created)),
        _phase_cell(entry),
        Cell(
            notes_text.short_day(note.review_on) if note.review_on else "",
            _LATE.get(entry.review, Tone.PLAIN),
            note=_REVIEW[entry.review],
        ),
        Cell(
            f"{note.profile.title} {note.profile.version_words()}",
            note=notes_text.model_wrong(entry.wrong) if entry.wrong else _SINCE[entry.since],
        ),
    )


def _phase_cell(entry: NoteFile) -> Cell:
    """The phase that was decided, and what was advised where that is another one; what nobody decided says so."""
    note, advised = entry.note, entry.words.advised(entry.note)
    decided, is_told = " ".join(note.decision.phase.split()), not is_open(note, entry.words.ruleset)
    if not decided:
        return Cell(advised, note=notes_text.ONLY_ADVISED if is_told else "")
    if decided == advised or (is_told and entry.decided == note.assessment.advised):
        return Cell(advised)
    return Cell(decided, note=notes_text.advised_short(advised))


def _doubt(entry: NoteFile) -> str:
    if entry.unchanged is False:
        return notes_text.ALTERED_SHORT
    return notes_text.NOT_FOLLOWING_SHORT if entry.follows is False else ""


def doubts(entry: NoteFile) -> Iterator[Block]:
    """That a note is not what was saved, or not what its answers give."""
    lines = [
        *([notes_text.ALTERED] if entry.unchanged is False else []),
        *([notes_text.NOT_FOLLOWING] if entry.follows is False else []),
    ]
    if lines:
        yield Callout(
            notes_text.ALTERED_TITLE if entry.unchanged is False else notes_text.NOT_TRUE_TITLE, tuple(lines), Tone.WARN
        )
    if entry.unchanged is None:
        yield Paragraph(notes_text.NOT_SEALED, Tone.QUIET)


def note_page(entry: NoteFile) -> Report:
    """A whole note: the advice as it was then, the decision apart from it, and the answers in words."""
    note = entry.note
    return Report(
        notes_text.TITLE_NOTE,
        (
            *_opening(entry),
            *_danger(note),
            *_contradictions(entry),
            *_advice(entry),
            *_decision(entry),
            _roles(entry),
            _steps(note),
            *_criteria(entry),
            *_answers(entry),
            *_left_out(entry),
        ),
    )


def _opening(entry: NoteFile) -> Iterator[Block]:
    note = entry.note
    yield from doubts(entry)
    yield Paragraph(triage_text.case_line(note.case or notes_text.NO_CASE), Tone.STRONG)
    yield Paragraph(notes_text.when(note.created))
    if note.follows:
        yield Paragraph(notes_text.follows(note.follows), Tone.QUIET)
    yield Paragraph(
        f"{notes_text.COLUMN_MODEL}: {notes_text.model_version(note.profile.title, note.profile.version_words())}",
        Tone.QUIET,
    )
    yield from changes_since(entry)


def changes_since(entry: NoteFile) -> Iterator[Block]:
    """That the model is not what it was when the note was made."""
    then = entry.note.profile
    if entry.since is Since.CHANGED:
        now = entry.words.ruleset.profile.version
        yield Callout(
            notes_text.CHANGED_TITLE, (notes_text.changed(then.version, now), notes_text.CHANGED_RULE), Tone.WARN
        )
    elif entry.wrong:
        yield Callout(notes_text.FLAGS["model_wrong"], (entry.wrong, notes_text.WRONG_RULE), Tone.WARN)
    elif entry.since is Since.NOT_FOUND:
        lines = (notes_text.not_found(then.title, then.version), notes_text.NOT_FOUND_RULE)
        yield Callout(notes_text.NOT_FOUND_TITLE, lines, Tone.WARN)


def _danger(note: Note) -> Iterator[Block]:
    """What was told of danger, with every number once; in a note of an earlier version only whether it was acute."""
    then = note.assessment
    is_acute = then.acute == "yes"
    told = [notes_text.TOLD_THEN.get(alert.kind.value, alert.text) for alert in then.alerts or ()]
    if then.alerts is None and is_acute:
        told = [notes_text.DANGER_THEN, *(step.text for step in then.steps if step.kind is StepKind.ACUTE)]
    if told:
        numbers = (line for alert in then.alerts or () for line in alert.lines)
        yield Callout(
            notes_text.DANGER if is_acute else notes_text.DANGER_TOLD, tuple(dict.fromkeys((*told, *numbers)))
        )


def _contradictions(entry: NoteFile) -> Iterator[Block]:
    if wrong := entry.words.contradictions(entry.note):
        yield Callout(triage_text.CONTRADICTIONS, wrong, Tone.WARN)


def _left_out(entry: NoteFile) -> Iterator[Block]:
    if entry.note.left_out:
        yield Paragraph(notes_text.left_out([entry.words.fact(fact) for fact in entry.note.left_out]))


def _advice(entry: NoteFile) -> Iterator[Block]:
    one, phase = entry.note.assessment, entry.words.phase
    yield Heading(notes_text.advice(entry.words.advised(entry.note)), 1)
    if is_open(entry.note, entry.words.ruleset):
        yield Paragraph(notes_text.may_be(entry.words.possible(entry.note)))
    elif one.at_least != one.at_most:
        yield Paragraph(triage_text.between(phase(one.at_least), phase(one.at_most)))
    if one.direction and one.current:
        yield Paragraph(triage_text.HEADING[one.direction.value].format(now=phase(one.current)))
    yield Paragraph(triage_text.ADVICE, Tone.QUIET)


def _decision(entry: NoteFile) -> Iterator[Block]:
    note = entry.note
    yield Heading(notes_text.DECISION)
    yield Paragraph(note.decision.phase or notes_text.NO_DECISION, Tone.STRONG if note.decision.phase else Tone.QUIET)
    if note.decision.why:
        yield Paragraph(notes_text.because(note.decision.why))
    if note.review_on:
        text = notes_text.look_again(note.review_on, _REVIEW[entry.review])
        yield Paragraph(text, _LATE.get(entry.review, Tone.PLAIN))
    if note.handover is not None:
        yield Heading(notes_text.HANDOVER)
        told = (notes_text.takes_over(note.handover.to), notes_text.agreed(note.handover.agreed))
        yield Items(tuple(text for text, given in zip(told, vars(note.handover).values(), strict=True) if given))


def _roles(entry: NoteFile) -> Table:
    missing = (RoleStatus.NOT_RECORDED, RoleStatus.NOT_APPLICABLE)
    rows = tuple(
        (
            Cell(role.title, Tone.STRONG),
            Cell(entry.words.holders(entry.note, role), Tone.QUIET if role.status in missing else Tone.PLAIN),
        )
        for role in entry.note.assessment.roles
    )
    return Table(triage_text.ROLES, (triage_text.COLUMN_ROLE, triage_text.COLUMN_WHO), rows)


def _steps(note: Note) -> Table:
    rows = tuple((Cell(step.text), Cell(step.who)) for step in note.assessment.steps)
    return Table(triage_text.STEPS, (triage_text.COLUMN_STEP, triage_text.COLUMN_WHO), rows, numbered=True)


def _criteria(entry: NoteFile) -> Iterator[Block]:
    yield Heading(notes_text.CRITERIA_MET)
    met = entry.words.met(entry.note, entry.note.assessment.current)
    yield Items(tuple(entry.words.criterion(one) for one in met) or (triage_text.RESTS_ON_NOTHING,))


def _answers(entry: NoteFile) -> Iterator[Block]:
    note, words = entry.note, entry.words
    given = (*note.answers, *note.dont_know)
    ordered = [*(fact for fact in words.ruleset.facts if fact in given), *given]
    rows = tuple(
        (Cell(words.fact(fact)), Cell(words.answer(fact, note.value(fact)))) for fact in dict.fromkeys(ordered)
    )
    columns = (notes_text.COLUMN_FACT, notes_text.COLUMN_ANSWER)
    yield Table(notes_text.ANSWERS, columns, rows)
    if note.not_counting:
        parked = ((Cell(words.fact(fact)), Cell(words.answer(fact, one))) for fact, one in note.not_counting.items())
        yield Table(notes_text.NOT_COUNTING, columns, tuple(parked))


def diff_page(old: Note, new: NoteFile, changes: Sequence[Change], meaning: str, altered: Sequence[str] = ()) -> Report:
    """What changed between two triages: first what it means, then everything that is different.

    Args:
        old: the older note.
        new: the newer one, as it stands today.
        changes: from the one to the other.
        meaning: of these together.
        altered: the files that are not what was saved.
    """
    warned = [Callout(notes_text.ALTERED_TITLE, (*altered, notes_text.ALTERED), Tone.WARN)] if altered else []
    blocks: list[Block] = [*warned, Paragraph(notes_text.from_to(old.created, new.note.created), Tone.QUIET)]
    if old.case_key == new.note.case_key:
        blocks.insert(len(warned), Paragraph(triage_text.case_line(new.note.case or notes_text.NO_CASE), Tone.STRONG))
    else:
        cases = tuple(triage_text.case_line(note.case or notes_text.NO_CASE) for note in (old, new.note))
        blocks.append(Callout(notes_text.OTHER_CASE_TITLE, (*cases, notes_text.OTHER_CASE), Tone.WARN))
    blocks += [*changes_since(new), Paragraph(meaning, Tone.STRONG)]
    for about in ChangeKind:
        rows = tuple(
            (Cell(change.name, Tone.STRONG), Cell(change.before), Cell(change.after))
            for change in changes
            if change.about is about
        )
        if rows:
            columns = (notes_text.COLUMN_WHAT, notes_text.COLUMN_BEFORE, notes_text.COLUMN_AFTER)
            blocks.append(Table(notes_text.ABOUT[about.value], columns, rows))
    if not changes:
        blocks.append(Paragraph(notes_text.NO_CHANGE))
    return Report(notes_text.TITLE_DIFF, tuple(blocks))


_AT_FIRST = 100
"""Notes on a screen, unless all are asked for: who has more of them takes the table."""


def review_page(
    folder: str,
    found: Sequence[ReviewedNote],
    beside: tuple[int, int],
    flaws: Sequence[Flaw],
    opens: tuple[str, str],
    *,
    full: bool = True,
) -> Report:
    """What asks for a look in a folder of notes: how many in each phase, of what, and which; the most pressing first.

    Args:
        folder: its name.
        found: the newest note of each case, the most pressing first.
        beside: how many older notes there are, and how many copies.
        flaws: what cannot be shown.
        opens: what is typed to open a note by its case, and by its file.
        full: all notes; else the most pressing ones, and how many more there are.
    """
    blocks: list[Block] = [
        Paragraph(notes_text.folder_line(folder), Tone.QUIET),
        Paragraph(notes_text.looked_at(len(found), *beside), Tone.STRONG),
    ]
    blocks += _flaws(flaws)
    flagged = [one for one in found if one.flags]
    shown = flagged if full else flagged[:_AT_FIRST]
    if found:
        blocks.append(_phase_table(found))
    if flagged:
        blocks.append(_flag_table(found))
        columns = (notes_text.COLUMN_CASE, notes_text.COLUMN_DATE, notes_text.COLUMN_PHASE, notes_text.COLUMN_WHY)
        blocks.append(Table(notes_text.MOST_PRESSING, columns, tuple(map(_review_row, shown))))
        blocks.append(_how_to_open(opens, [one.note for one in shown]))
        if len(flagged) > len(shown):
            blocks.append(Paragraph(notes_text.more_notes(len(flagged) - len(shown))))
    elif found:
        blocks.append(Paragraph(notes_text.ALL_WELL))
    return Report(notes_text.TITLE_REVIEW, tuple(blocks))


def _phase_table(found: Sequence[ReviewedNote]) -> Table:
    stamps = {one.note.profile.id: one.note.profile for one in found}
    labels = {(one.note.profile.id, one.phase): _review_phase(one) for one in found}
    rows = tuple(
        (
            Cell(stamps[model].title, note=stamps[model].mark()),
            Cell(labels[model, phase], Tone.STRONG),
            Cell(str(count)),
        )
        for (model, phase), count in phase_counts(found).items()
    )
    columns = (notes_text.COLUMN_MODEL, notes_text.COLUMN_PHASE, notes_text.COLUMN_COUNT)
    return Table(notes_text.PER_PHASE, columns, rows)


def _flag_table(found: Sequence[ReviewedNote]) -> Table:
    rows = tuple(
        (Cell(notes_text.FLAGS[flag.value]), Cell(str(count))) for flag, count in flag_counts(found).items() if count
    )
    return Table(notes_text.PER_FLAG, (notes_text.COLUMN_WHAT, notes_text.COLUMN_COUNT), rows)


def review_cells(one: ReviewedNote) -> tuple[str, ...]:
    """A note as a line of a table for a spreadsheet, under `REVIEW_COLUMNS`."""
    note = one.note
    return (
        one.name,
        note.case,
        notes_text.short_day(note.created),
        notes_text.model_version(note.profile.title, note.profile.version_words()),
        _review_phase(one),
        " ".join(note.decision.phase.split()),
        notes_text.short_day(note.review_on) if note.review_on else "",
        "; ".join(
            _reason(one, flag) if flag is Flag.MODEL_WRONG else notes_text.FLAGS[flag.value] for flag in one.flags
        ),
        notes_text.not_to_tell(one.missing) if one.missing else _now(one),
        "; ".join(_reason(one, flag) for flag in one.danger),
        ", ".join(one.roles),
    )


REVIEW_COLUMNS = (
    notes_text.COLUMN_FILE,
    notes_text.COLUMN_CASE,
    notes_text.COLUMN_DATE,
    notes_text.COLUMN_MODEL,
    notes_text.COLUMN_PHASE,
    notes_text.COLUMN_DECISION,
    notes_text.COLUMN_REVIEW,
    notes_text.COLUMN_WHY,
    notes_text.COLUMN_NOW,
    notes_text.COLUMN_DANGER,
    notes_text.COLUMN_MISSING,
)


def _review_phase(one: ReviewedNote) -> str:
    """The phase that a note counts for, in words: those of the decision itself where no phase can be told."""
    if one.phase is None:
        return notes_text.NOT_TOLD_YET
    is_words = one.phase == " ".join(one.note.decision.phase.split()) and decided_phase(one.note, one.ruleset) is None
    return one.phase if is_words else naming(one.note, one.ruleset).phase(one.phase)


def _now(one: ReviewedNote) -> str:
    """How it comes out now: the phases that are possible, where these are the same the direction; and why."""
    if one.now is None:
        return ""
    now, then, words = one.now, one.note.assessment, naming(one.note, one.ruleset)
    if now.advised is None:
        label = notes_text.not_told(words.phase(now.at_least), words.phase(now.at_most))
    else:
        label = notes_text.phase_range(words.phase(now.advised), words.phase(now.at_most))
    same = (now.at_least, now.at_most, now.advised) == (then.at_least, then.at_most, then.advised)
    if same and now.direction is not None and then.current is not None:
        label = f"{label}. {triage_text.HEADING[now.direction].format(now=words.phase(then.current))}".rstrip(".")
    return notes_text.now_advised(label, now.why)


def reasons(one: ReviewedNote) -> tuple[str, ...]:
    """Why a note asks for a look, in words: a flag with what it is about."""
    return tuple(_reason(one, flag) for flag in one.flags)


def _reason(one: ReviewedNote, flag: Flag) -> str:
    details = {
        Flag.DIFFERENT_NOW: _now(one),
        Flag.NOW_UNKNOWN: "; ".join(one.missing),
        Flag.ROLE_MISSING: ", ".join(one.roles),
        Flag.MODEL_WRONG: one.wrong,
    }
    detail = details.get(flag, "") or notes_text.some_names(one.danger.get(flag, ()))
    return f"{notes_text.FLAGS[flag.value]} ({detail})" if detail else notes_text.FLAGS[flag.value]


def _review_row(one: ReviewedNote) -> tuple[Cell, ...]:
    note, why = one.note, "; ".join(reasons(one))
    return (
        Cell(note.case, Tone.STRONG) if note.case else Cell(one.name, Tone.QUIET),
        Cell(notes_text.short_day(note.created)),
        Cell(_review_phase(one)),
        Cell(why, Tone.DANGER if one.danger else Tone.PLAIN),
    )
