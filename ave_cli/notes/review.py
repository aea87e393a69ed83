"""Review of notes: what a coordinator looks at in a folder of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum

from ave_cli.engine.assessment import AlertKind, assess, look_for_danger
from ave_cli.engine.columns import Columns, column_of, facts_that_count, rank_of_each, signs, work_out
from ave_cli.engine.transitions import Direction
from ave_cli.notes.comparison import ChangeKind, note_differences
from ave_cli.notes.note import (
    Note,
    Since,
    all_answers,
    decision_phase,
    is_open,
    left_out,
    make_note,
    model_since,
)
from ave_cli.profile import Answers, Modality, RoleStatus, Ruleset, record
from ave_cli.text import notes as notes_text


class Flag(Enum):
    """Why a note asks for a look, the most pressing first."""

    ACUTE = "acute"
    DANGER = "danger"
    UNSAFE = "unsafe"
    DANGER_UNKNOWN = "danger_unknown"
    UNSAFE_UNKNOWN = "unsafe_unknown"
    DIFFERENT_NOW = "different_now"
    OVERDUE = "overdue"
    ROLE_MISSING = "role_missing"
    DECIDED_OTHERWISE = "decided_otherwise"
    NO_DECISION = "no_decision"
    OLDER = "older"
    CHANGED_BY_HAND = "changed_by_hand"
    MODEL_NOT_FOUND = "model_not_found"


class Review(Enum):
    """How it stands with looking again."""

    NONE = "none"
    PLANNED = "planned"
    OVERDUE = "overdue"
    FOLLOWED = "followed"
    """A newer note of the same case is there: looking again was done."""


def review_state(note: Note, today: str, *, followed: bool = False) -> Review:
    """How it stands with looking again.

    Args:
        today: ISO date; on the day itself it is not overdue yet.
        followed: whether a newer note of the same case is there.
    """
    if note.review_on is None:
        return Review.NONE
    if followed:
        return Review.FOLLOWED
    return Review.OVERDUE if note.review_on < today else Review.PLANNED


@record
class NoteOnDisk:
    """A note with the name of its file and the model of today that it is read with."""

    name: str
    note: Note
    ruleset: Ruleset
    """The model with the id that the note names; any other one where that is not found."""


@record
class OutcomeNow:
    """What the same answers come to under the present version of the model, where that is something else."""

    at_least: str
    at_most: str
    advised: str | None
    """None where that cannot be told yet."""
    direction: Direction | None
    why: tuple[str, ...]
    """What made the difference, in words."""


@record
class ReviewedNote:
    """A note and why it asks for a look."""

    name: str
    note: Note
    ruleset: Ruleset
    flags: tuple[Flag, ...]
    phase: str | None
    """Where it counts: the phase that was decided, else the advised one; None where that cannot be told yet."""
    roles: tuple[str, ...]
    """Titles of the roles that must be there and that nobody is recorded for."""
    danger: Mapping[Flag, tuple[str, ...]]
    """For each flag about danger the short names of the answers that it rests on, or that are not known."""
    now: OutcomeNow | None


def review_notes(files: Sequence[NoteOnDisk], today: date, weeks: int) -> tuple[ReviewedNote, ...]:
    """Every note that is the newest of its case, with why it asks for a look; the most pressing first.

    Args:
        files: the newest first.
        today: decides what is overdue.
        weeks: the term that was agreed; what is older asks for a look.
    """
    newest = list(_newest(files))
    now = dict(_different_now(newest))
    found = (_review(one, today, weeks, now.get(one.name)) for one in newest)
    return tuple(sorted(found, key=_pressing))


def _pressing(one: ReviewedNote) -> list[int]:
    """The places of its flags: of two notes with the same first flag the one with more of them goes first."""
    order = list(Flag)
    return [*(order.index(flag) for flag in one.flags), len(order)]


def set_aside(files: Sequence[NoteOnDisk], found: Sequence[ReviewedNote]) -> tuple[int, int]:
    """How many notes are older than another of their case; and how many files hold a note that another one holds too.

    A folder that is synchronised makes such files.
    """
    different = len(list(_once(files)))
    return different - len(found), len(files) - different


def flag_counts(found: Iterable[ReviewedNote]) -> Mapping[Flag, int]:
    """How many notes have each flag, in the order of the flags."""
    counts = Counter(flag for one in found for flag in one.flags)
    return {flag: counts[flag] for flag in Flag}


def phase_counts(found: Iterable[ReviewedNote]) -> Mapping[tuple[str, str | None], int]:
    """How many notes stand in each phase of each model: (id of the model, id of the phase or None)."""
    found = list(found)
    counts = Counter((one.note.profile.id, one.phase) for one in found)
    models = {one.note.profile.id: one.ruleset for one in found}
    ordered: dict[tuple[str, str | None], int] = {}
    for model, ruleset in models.items():
        for phase in (*ruleset.ranks, *(phase for name, phase in counts if name == model), None):
            if counts[model, phase]:
                ordered[model, phase] = counts[model, phase]
    return ordered


def _once(files: Iterable[NoteOnDisk]) -> Iterator[NoteOnDisk]:
    """The files without those that hold just the same as one before them."""
    seen: dict[tuple[str, str], list[Note]] = {}
    for one in files:
        others = seen.setdefault((one.note.created, one.note.case), [])
        if one.note not in others:
            others.append(one.note)
            yield one


def _newest(files: Iterable[NoteOnDisk]) -> Iterator[NoteOnDisk]:
    seen = set[str]()
    for one in _once(files):
        if not one.note.case or one.note.case not in seen:
            yield one
        seen.add(one.note.case)


def _review(one: NoteOnDisk, today: date, weeks: int, now: OutcomeNow | None) -> ReviewedNote:
    note, ruleset = one.note, one.ruleset
    roles = tuple(_roles_missing(note, ruleset))
    found = model_since(note, ruleset) is not Since.NOT_FOUND
    decided = decision_phase(note, ruleset) if found else None
    advised = _advised(note, ruleset)
    term = today - timedelta(weeks=weeks)
    danger = _danger(note, ruleset)
    holds = {
        **dict.fromkeys(danger, True),
        Flag.DIFFERENT_NOW: now is not None,
        Flag.OVERDUE: note.review_on is not None and note.review_on < today.isoformat(),
        Flag.ROLE_MISSING: bool(roles),
        Flag.DECIDED_OTHERWISE: found and bool(note.decision.phase) and advised not in (None, decided),
        Flag.NO_DECISION: not note.decision.phase,
        Flag.OLDER: datetime.fromisoformat(note.created).date() < term,
        Flag.CHANGED_BY_HAND: note.unchanged is False,
        Flag.MODEL_NOT_FOUND: not found,
    }
    return ReviewedNote(
        name=one.name,
        note=note,
        ruleset=ruleset,
        flags=tuple(flag for flag in Flag if holds.get(flag)),
        phase=decided or advised,
        roles=roles,
        danger=danger,
        now=now,
    )


def _advised(note: Note, ruleset: Ruleset) -> str | None:
    """The phase that was advised; None where that could not be told yet."""
    return None if is_open(note, ruleset) else note.assessment.advised


_FLAGS = {
    AlertKind.ACUTE: Flag.ACUTE,
    AlertKind.DANGER: Flag.DANGER,
    AlertKind.DANGER_WITHOUT_PHASE: Flag.DANGER,
    AlertKind.UNSAFE: Flag.UNSAFE,
}


def _danger(note: Note, ruleset: Ruleset) -> dict[Flag, tuple[str, ...]]:
    """What danger there was, by the answers or as it was told then; where there was none, what is not known of it.

    A fact that was not answered is not known. Answers that the note does not keep are judged by what was told then.
    """
    then, found = note.assessment, look_for_danger(ruleset, Answers(given=all_answers(note, ruleset)))
    told = {alert.kind for alert in then.alerts or ()} | ({AlertKind.ACUTE} if then.acute == "yes" else set())
    known = {_FLAGS[kind]: () for kind in _FLAGS if kind in told} | {
        _FLAGS[kind]: tuple(ruleset.facts[fact].name() for fact in facts if kind is not AlertKind.ACUTE)
        for kind, facts in found.known.items()
    }
    if known:
        return known
    skipped = left_out(ruleset) if then.danger is None else note.left_out or ()
    unknown = {fact: ruleset.facts[fact] for fact in found.unknown if fact not in skipped}
    concrete = tuple(fact.name() for fact in unknown.values() if fact.danger or fact.gate is not None)
    at_home = tuple(fact.name() for fact in unknown.values() if not (fact.danger or fact.gate is not None))
    is_concrete = bool(concrete) or then.acute == "unknown"
    return ({Flag.DANGER_UNKNOWN: concrete} if is_concrete else {}) | (
        {Flag.UNSAFE_UNKNOWN: at_home} if at_home or (then.danger == "unknown" and not is_concrete) else {}
    )


_NOBODY = (RoleStatus.UNDECIDED, RoleStatus.NOT_RECORDED, RoleStatus.CONFLICTING)


def _roles_missing(note: Note, ruleset: Ruleset) -> Iterator[str]:
    """The roles that the model says must be held in the advised phase and that nobody is recorded for."""
    if is_open(note, ruleset):
        return
    must = {
        rule.role
        for rule in ruleset.profile.assignments
        if rule.modality is Modality.MUST and note.assessment.advised in rule.phases
    }
    appointed = {role.id for role in ruleset.profile.roles if role.appointed and note.value(role.appointed) is True}
    for role in note.assessment.roles:
        if role.role in must - appointed and (role.status in _NOBODY or not role.holders):
            yield role.title


def _different_now(files: Iterable[NoteOnDisk]) -> Iterator[tuple[str, OutcomeNow]]:
    """The notes that would come out differently today, worked out model by model and together."""
    groups: dict[int, list[NoteOnDisk]] = {}
    for one in files:
        if model_since(one.note, one.ruleset) is not Since.NOT_FOUND:
            groups.setdefault(id(one.ruleset), []).append(one)
    for some in groups.values():
        ruleset = some[0].ruleset
        households = [Answers(given=all_answers(one.note, ruleset)) for one in some]
        for one, household, now in zip(some, households, _outcomes(ruleset, households), strict=True):
            then = one.note.assessment
            if now != (then.at_least, then.at_most, then.advised, then.direction):
                low, high, advised, direction = now
                told = None if ruleset.ranks[advised] == 0 and high != advised else advised
                why = tuple(_why(one.note, ruleset, household))
                yield one.name, OutcomeNow(at_least=low, at_most=high, advised=told, direction=direction, why=why)


def _outcomes(ruleset: Ruleset, households: Sequence[Answers]) -> Iterator[tuple[str, str, str, Direction | None]]:
    size, ids = len(households), tuple(ruleset.ranks)
    facts = facts_that_count(ruleset)
    columns = {fact: column_of([one.value(fact) for one in households]) for fact in facts}
    found = work_out(Columns(ruleset, columns, size))
    ways = {way: signs(one, size) for way, one in found.direction.items()}
    ranks = (rank_of_each(one, size) for one in (found.at_least, found.at_most, found.advised))
    for place, (low, high, advised) in enumerate(zip(*ranks, strict=True)):
        direction = next((way for way, text in ways.items() if text[place]), None)
        yield ids[low], ids[high], ids[advised], direction


def _why(note: Note, ruleset: Ruleset, household: Answers) -> Iterator[str]:
    """The criteria that are met now and were not, or the other way round; else that the rules are others."""
    new = make_note(
        assess(ruleset, household), created=note.created, case=note.case, decision="", why="", review_on=None
    )
    changes = [one for one in note_differences(note, new, ruleset) if one.about is ChangeKind.CRITERION]
    yield from (notes_text.changed_criterion(one.name, one.before, one.after) for one in changes)
    if not changes:
        yield notes_text.RULES_CHANGED
