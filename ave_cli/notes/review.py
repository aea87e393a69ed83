"""Review of notes: what a coordinator looks at in a folder of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum

from ave_cli.engine.assessment import AlertKind, PhaseStatus, assess, look_for_danger
from ave_cli.engine.columns import Columns, column_of, facts_that_count, rank_of_each, work_out
from ave_cli.engine.roles import resolve
from ave_cli.notes.comparison import criteria_changes, decided_phase, naming, note_differences, stands_in
from ave_cli.notes.note import Note, Since, all_answers, is_open, left_out, make_note, model_since
from ave_cli.profile import Answers, Gap, Modality, RoleStatus, Ruleset, Truth, record
from ave_cli.text import notes as notes_text


class Flag(Enum):
    """Why a note asks for a look, the most pressing first."""

    ACUTE = "acute"
    DANGER = "danger"
    UNSAFE = "unsafe"
    DANGER_UNKNOWN = "danger_unknown"
    UNSAFE_UNKNOWN = "unsafe_unknown"
    DIFFERENT_NOW = "different_now"
    NOW_UNKNOWN = "now_unknown"
    OVERDUE = "overdue"
    ROLE_MISSING = "role_missing"
    DECIDED_OTHERWISE = "decided_otherwise"
    NO_DECISION = "no_decision"
    OLDER = "older"
    CHANGED_BY_HAND = "changed_by_hand"
    MODEL_NOT_FOUND = "model_not_found"
    MODEL_WRONG = "model_wrong"


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
    then: Ruleset | None = None
    """The version that the note was made with, where that is here and is no more the model of today."""
    wrong: str = ""
    """What is wrong with the model that the note names, where it is here and cannot be used."""


@record
class OutcomeNow:
    """What the same answers come to under the present version of the model, where that is something else."""

    at_least: str
    at_most: str
    advised: str | None
    """None where that cannot be told yet."""
    direction: str | None
    """Which way it goes; None where no current phase is known."""
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
    """Where it counts: the phase that was decided, else where the advice leaves it, by id; None where none can be told.

    Of a decision of which the phase cannot be told it is the words: it counts for no other phase, nor a lighter one.
    """
    roles: tuple[str, ...]
    """Titles of the roles that must be there and that nobody is recorded for."""
    danger: Mapping[Flag, tuple[str, ...]]
    """For each flag about danger the short names of the answers that it rests on, or that are not known."""
    now: OutcomeNow | None
    missing: tuple[str, ...] = ()
    """In words which answers are not there, without which cannot be told how it comes out now."""
    wrong: str = ""
    """What is wrong with the model of the note."""


def review_notes(files: Sequence[NoteOnDisk], today: date, weeks: int) -> tuple[ReviewedNote, ...]:
    """Every note that is the newest of its case, with why it asks for a look; the most pressing first.

    Args:
        files: the newest first.
        today: decides what is overdue.
        weeks: the term that was agreed; what is older asks for a look.
    """
    newest = list(_newest(files))
    given = {one.name: Answers(given=all_answers(one.note, one.ruleset)) for one in newest}
    unsure = {one.name: missing for one in newest if (missing := _missing(one))}
    now = dict(_different_now((one for one in newest if one.name not in unsure), given))
    found = (
        _review(one, given[one.name], (today, weeks), now.get(one.name), unsure.get(one.name, ())) for one in newest
    )
    return tuple(sorted(found, key=_pressing))


def _missing(one: NoteOnDisk) -> tuple[str, ...]:
    is_found = model_since(one.note, one.ruleset) is not Since.NOT_FOUND
    return missing_answers(one.note, one.ruleset) if is_found else ()


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
        case = one.note.case_key
        if not case or case not in seen:
            yield one
        seen.add(case)


def _review(
    one: NoteOnDisk, given: Answers, when: tuple[date, int], now: OutcomeNow | None, unsure: tuple[str, ...]
) -> ReviewedNote:
    note, ruleset, (today, weeks) = one.note, one.ruleset, when
    since, words = model_since(note, ruleset), " ".join(note.decision.phase.split())
    decided, advised = decided_phase(note, one.then or ruleset), _advised(note, ruleset)
    phase = decided or words or (stands_in(note) if advised is not None else None)
    roles = () if phase is None or since is Since.NOT_FOUND else tuple(_roles_missing(note, ruleset, phase, given))
    term = today - timedelta(weeks=weeks)
    danger = _danger(note, ruleset, given)
    can_tell = decided is not None or since is Since.SAME
    holds = {
        **dict.fromkeys(danger, True),
        Flag.DIFFERENT_NOW: now is not None,
        Flag.NOW_UNKNOWN: bool(unsure),
        Flag.OVERDUE: note.review_on is not None and note.review_on < today.isoformat(),
        Flag.ROLE_MISSING: bool(roles),
        Flag.DECIDED_OTHERWISE: bool(words) and can_tell and advised not in (None, decided),
        Flag.NO_DECISION: not words,
        Flag.OLDER: datetime.fromisoformat(note.created).date() < term,
        Flag.CHANGED_BY_HAND: note.unchanged is False,
        Flag.MODEL_NOT_FOUND: since is Since.NOT_FOUND and not one.wrong,
        Flag.MODEL_WRONG: bool(one.wrong),
    }
    return ReviewedNote(
        name=one.name,
        note=note,
        ruleset=ruleset,
        flags=tuple(flag for flag in Flag if holds.get(flag)),
        phase=phase,
        roles=roles,
        danger=danger,
        now=now,
        missing=unsure,
        wrong=one.wrong,
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


def _danger(note: Note, ruleset: Ruleset, given: Answers) -> dict[Flag, tuple[str, ...]]:
    """What danger there was, by the answers or as it was told then; and what is not known of it.

    A fact that was not answered is not known. Answers that the note does not keep are judged by what was told then.
    Of a model that is not here only the facts count that all models share.
    """
    own = {fact.id for fact in ruleset.profile.facts} if model_since(note, ruleset) is Since.NOT_FOUND else set()
    then, found = note.assessment, look_for_danger(ruleset, given)
    told = {alert.kind for alert in then.alerts or ()} | ({AlertKind.ACUTE} if then.acute == "yes" else set())
    known = {_FLAGS[kind]: () for kind in _FLAGS if kind in told} | {
        _FLAGS[kind]: tuple(ruleset.facts[fact].name() for fact in facts if kind is not AlertKind.ACUTE)
        for kind, facts in found.known.items()
        if not own.issuperset(facts)
    }
    return known | _danger_unknown(note, ruleset, known.keys(), [fact for fact in found.unknown if fact not in own])


def _danger_unknown(
    note: Note, ruleset: Ruleset, known: Collection[Flag], facts: Iterable[str]
) -> dict[Flag, tuple[str, ...]]:
    """What is not known about danger. Known danger tells of no other kind: nor of a kind that has more haste."""
    then = note.assessment
    skipped = _left_out_then(note, ruleset)
    unknown = {fact: ruleset.facts[fact] for fact in facts if fact not in skipped}
    acute = [fact.name() for fact in unknown.values() if fact.gate is not None]
    concrete = [fact.name() for fact in unknown.values() if fact.danger and fact.gate is None]
    at_home = tuple(fact.name() for fact in unknown.values() if not (fact.danger or fact.gate is not None))
    if Flag.ACUTE in known:
        acute, concrete = [], []
    elif Flag.DANGER in known:
        concrete = []
    is_concrete = bool(acute or concrete) or (then.acute == "unknown" and Flag.ACUTE not in known)
    is_rest = then.danger == "unknown" and not is_concrete and not known
    found = {Flag.DANGER_UNKNOWN: (*acute, *concrete)} if is_concrete else {}
    return found | ({Flag.UNSAFE_UNKNOWN: at_home} if (at_home and Flag.UNSAFE not in known) or is_rest else {})


def _left_out_then(note: Note, ruleset: Ruleset) -> Collection[str]:
    """The facts whose answers the note may not keep; an earlier version did not say which they were."""
    if note.assessment.danger is not None:
        return note.left_out or ()
    found, national = left_out(ruleset), ruleset.national
    is_found = model_since(note, ruleset) is not Since.NOT_FOUND
    return found if is_found else {*national.ask, *national.ask_last}


_NOBODY = (RoleStatus.UNDECIDED, RoleStatus.NOT_RECORDED, RoleStatus.CONFLICTING)


def _roles_missing(note: Note, ruleset: Ruleset, phase: str, given: Answers) -> Iterator[str]:
    """The roles that the model surely says must be held in a phase and that nobody is recorded for."""
    must = [rule for rule in ruleset.profile.assignments if rule.modality is Modality.MUST and phase in rule.phases]
    if not must:
        return
    evaluation = ruleset.read(given)
    needed = {rule.role for rule in must if evaluation.evaluate(rule.when).truth is Truth.YES}
    if needed and phase == note.assessment.advised and not is_open(note, ruleset):
        held = {role.role: (role.title, role.status, bool(role.holders)) for role in note.assessment.roles}
    else:
        holdings = resolve(ruleset, evaluation, phase) if needed else ()
        held = {one.role.id: (one.role.title, one.status, bool(one.holders)) for one in holdings}
    appointed = {role.id for role in ruleset.profile.roles if role.appointed and note.value(role.appointed) is True}
    for role, (title, status, has_holder) in held.items():
        if role in needed - appointed and (status in _NOBODY or not has_holder):
            yield title


def _different_now(files: Iterable[NoteOnDisk], given: Mapping[str, Answers]) -> Iterator[tuple[str, OutcomeNow]]:
    """The notes that would come out differently today, worked out model by model and together."""
    groups: dict[int, list[NoteOnDisk]] = {}
    for one in files:
        if model_since(one.note, one.ruleset) is not Since.NOT_FOUND:
            groups.setdefault(id(one.ruleset), []).append(one)
    for some in groups.values():
        ruleset = some[0].ruleset
        households = [given[one.name] for one in some]
        for one, household, now in zip(some, households, _outcomes(ruleset, households), strict=True):
            then = one.note.assessment
            way = then.direction.value if then.direction else None
            if now != (then.at_least, then.at_most, then.advised, way):
                low, high, advised, direction = now
                told = None if ruleset.ranks[advised] == 0 and high != advised else advised
                why = tuple(_why(one.note, ruleset, household))
                yield one.name, OutcomeNow(at_least=low, at_most=high, advised=told, direction=direction, why=why)


def _outcomes(ruleset: Ruleset, households: Sequence[Answers]) -> Iterator[tuple[str, str, str, str | None]]:
    size, ids = len(households), tuple(ruleset.ranks)
    facts = facts_that_count(ruleset)
    columns = {fact: column_of([one.value(fact) for one in households]) for fact in facts}
    found = work_out(Columns(ruleset, columns, size))
    ways = (None, *(way.value for way in found.direction))
    said = (found.at_least, found.at_most, found.advised, (0, *found.direction.values()))
    for low, high, advised, way in zip(*(rank_of_each(sets, size) for sets in said), strict=True):
        yield ids[low], ids[high], ids[advised], ways[way]


def _why(note: Note, ruleset: Ruleset, household: Answers) -> Iterator[str]:
    """The criteria that are met now and were not, or the other way round; else whether rules or note changed."""
    words, current = naming(note, ruleset), ruleset.current(household)
    met = words.counting(ruleset.criteria_met(ruleset.read(household)), current)
    changes = [*criteria_changes(words.met(note, current), met, words)]
    yield from (notes_text.changed_criterion(one.name, one.before, one.after) for one in changes)
    if not changes:
        is_same = model_since(note, ruleset) is Since.SAME
        yield notes_text.NOT_FOLLOWING if is_same else notes_text.RULES_CHANGED


_LINES = 6
"""Differences that are told one by one before an interview."""


def opening_lines(note: Note, ruleset: Ruleset, now: str | None) -> Iterator[str]:
    """What a triage that goes on from a note begins with, and what a model that changed makes of the same answers.

    Args:
        note: the earlier note.
        ruleset: the model of today.
        now: the phase that the household is in; None where that is not known.
    """
    yield notes_text.goes_on(note.day, note.case, ruleset.label(now) if now is not None else "")
    since, decided = model_since(note, ruleset), " ".join(note.decision.phase.split())
    if since is Since.NOT_FOUND:
        yield notes_text.not_found(note.profile.title, note.profile.version)
    if decided and now is None:
        yield notes_text.DECIDED_THEN.format(decided)
    if since is not Since.CHANGED:
        return
    yield notes_text.changed(note.profile.version, ruleset.profile.version)
    if missing := missing_answers(note, ruleset):
        yield notes_text.same_answers_now(missing)
        return
    known = {fact: value for fact, value in all_answers(note, ruleset).items() if fact in ruleset.facts}
    again = make_note(
        assess(ruleset, Answers(given=known)), created=note.created, case=note.case, decision=note.decision.phase,
        why=note.decision.why, review_on=note.review_on, keep_all=True,
    )  # fmt: skip
    changes = note_differences(note, again, ruleset)
    yield from (notes_text.now_becomes(change.name, change.before, change.after) for change in changes[:_LINES])
    if len(changes) > _LINES:
        yield notes_text.and_more(len(changes) - _LINES)
    if not changes:
        yield notes_text.SAME_OUTCOME


def missing_answers(note: Note, ruleset: Ruleset) -> tuple[str, ...]:
    """In words which answers that count for the phase in this model are not there: not kept, or of no use in it.

    What they come to under this model cannot be told: an answer that was given is not one that is unknown.
    """
    if model_since(note, ruleset) is Since.SAME:
        return ()
    away, national = note.left_out or (), ruleset.national
    if note.assessment.danger is None and note.left_out is None:  # an earlier version did not say what it left out
        away = tuple(one for one in (*national.ask, *national.ask_last) if note.value(one) is Gap.NOT_ANSWERED)
    misfits = note.answers.keys() - all_answers(note, ruleset).keys()
    asked = [fact for fact in ruleset.profile.ask if fact in misfits or fact in away]
    counts = facts_that_count(ruleset) if asked else ()
    kinds = ((away, notes_text.not_kept), (misfits, notes_text.not_taken))
    found = (([fact for fact in asked if fact in kind and fact in counts], words) for kind, words in kinds)
    return tuple(words([ruleset.facts[one].name() for one in facts]) for facts, words in found if facts)


def outcome_under(note: Note, ruleset: Ruleset) -> str:
    """The phase that the answers of a note give under a version, in words, with the heaviest that it can be."""
    if missing := missing_answers(note, ruleset):
        return notes_text.not_to_tell(missing)
    return outcome_of(Answers(given=all_answers(note, ruleset)), ruleset)


def outcome_of(answers: Answers, ruleset: Ruleset) -> str:
    """The same of any answers."""
    assessment = assess(ruleset, answers)
    low, high = (ruleset.phase(rank).label for rank in (assessment.course.advised, assessment.interval.at_most))
    is_told = assessment.status is not PhaseStatus.OPEN
    return notes_text.phase_range(low, high) if is_told else notes_text.not_told(low, high)
