"""Differences between two notes, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import Enum

from ave_cli.engine.answers_file import phase_named
from ave_cli.engine.assessment import AlertKind
from ave_cli.engine.phases import Direction
from ave_cli.notes.note import (
    Note,
    NotedRole,
    Since,
    all_answers,
    is_open,
    model_since,
)
from ave_cli.profile import NO_PHASE, Answers, Criterion, Effect, FactKind, Gap, Gate, Ruleset, Value, record
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases


@record
class Naming:
    """The words of a model for the ids in a note; an id that it does not know stands for itself."""

    ruleset: Ruleset
    own: bool
    """Whether it is the model of the note; of another one only the facts count, which all models share."""

    def phase(self, ident: str) -> str:
        """The label of a phase."""
        known = self.own and ident in self.ruleset.ranks
        return self.ruleset.label(ident) if known else notes_text.loose_phase(ident)

    def advised(self, note: Note) -> str:
        """The label of the phase that was advised; that it could not be told yet, where it could not."""
        return notes_text.NOT_TOLD_YET if is_open(note, self.ruleset) else self.phase(note.assessment.advised)

    def possible(self, note: Note) -> tuple[str, ...]:
        """The labels of the phases that were possible."""
        then, ranks = note.assessment, self.ruleset.ranks
        if self.own and {then.at_least, then.at_most} <= ranks.keys():
            phases = self.ruleset.profile.phases[ranks[then.at_least] : ranks[then.at_most] + 1]
            return tuple(phase.label for phase in phases)
        return self.phase(then.at_least), self.phase(then.at_most)

    def fact(self, ident: str) -> str:
        """The short name of a fact."""
        fact = self.ruleset.facts.get(ident)
        return fact.name() if fact else ident.replace("_", " ")

    def answer(self, ident: str, value: Value | Gap) -> str:
        """An answer in a few words; a fact that was not asked says so."""
        if value is Gap.NOT_ANSWERED:
            return triage_text.NOT_ANSWERED
        fact = self.ruleset.facts.get(ident)
        if fact is None:
            return _loose(value)
        is_phase = fact.kind is FactKind.PHASE and isinstance(value, str) and value != NO_PHASE
        return self.phase(str(value)) if is_phase else phrases.answer_words(fact, value)

    def criterion(self, ident: str) -> str:
        """The text of a criterion and what it does."""
        one = self._criteria.get(ident)
        if one is None:
            return ident
        return notes_text.criterion(one.text, triage_text.EFFECT[one.effect.value].format(self.phase(one.phase)))

    def met(self, note: Note, current: str | None) -> tuple[str, ...]:
        """The criteria that were met and count here: those for leaving a phase only where it is the current one."""
        return self.counting(note.assessment.criteria_met, current)

    def counting(self, met: Iterable[str], current: str | None) -> tuple[str, ...]:
        """The same of any criteria."""
        found = ((ident, self._criteria.get(ident)) for ident in met)
        return tuple(
            ident for ident, one in found if one is None or one.effect is not Effect.LEAVE or one.phase == current
        )

    def holders(self, note: Note, role: NotedRole) -> str:
        """The holders of a role, or why there is none; while no phase is advised, in which phase that is so.

        That somebody was appointed already is said where that was answered.
        """
        known = {one.id: one.appointed for one in self.ruleset.profile.roles} if self.own else {}
        who, appointed = holders_in_note(role), known.get(role.role)
        who = triage_text.appointed(who) if appointed and note.value(appointed) is True else who
        is_told = not is_open(note, self.ruleset)
        return who if is_told else triage_text.in_phase(self.phase(note.assessment.advised), who)

    def contradictions(self, note: Note) -> tuple[str, ...]:
        """Which of the answers that a note keeps contradict each other, a sentence each."""
        answers = Answers(given=all_answers(note, self.ruleset) if self.own else {})
        found = self.ruleset.contradictions_in(answers)
        return tuple(phrases.contradiction_words(one, self.ruleset.facts) for one in found)

    @property
    def _criteria(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self.ruleset.profile.criteria} if self.own else {}


def naming(note: Note, ruleset: Ruleset) -> Naming:
    """The words for this note; the model is its own where that was found, else any other."""
    return Naming(ruleset=ruleset, own=ruleset.profile.id == note.profile.id)


def holders_in_note(role: NotedRole) -> str:
    """The holders of a role, or why there is none."""
    return phrases.holders_or_status(role.status, role.holders, [role.appointed_in])


def _loose(value: Value | Gap) -> str:
    """An answer without the fact that it belongs to."""
    if isinstance(value, Gap):
        return triage_text.DONT_KNOW
    if isinstance(value, bool):
        return triage_text.YES if value else triage_text.NO
    options = value if isinstance(value, tuple) else (value,)
    return triage_text.joined(option.replace("_", " ") for option in options) or triage_text.NONE_OF_THEM


class ChangeKind(Enum):
    """What a change is about, in the order in which it is told."""

    PHASE = "phase"
    DECISION = "decision"
    ANSWER = "answer"
    CRITERION = "criterion"
    ROLE = "role"
    STEP = "step"


@record
class Change:
    """One thing that is not as it was, in words."""

    about: ChangeKind
    id: str
    """Of the fact, criterion or role; of a phase which one it is; of a step its kind."""
    name: str
    before: str
    """Empty for what was not there."""
    after: str
    """Empty for what is gone."""


def note_differences(old: Note, new: Note, ruleset: Ruleset) -> tuple[Change, ...]:
    """Everything that is different in the newer note; what two models call by one name is not compared.

    Args:
        ruleset: the model of the newer note where that was found, else any.
    """
    then, now = naming(old, ruleset), naming(new, ruleset)
    found = [*_phases(old, new, then, now), *_answers(old, new, now)]
    if old.profile.id == new.profile.id:
        found += [*_criteria(old, new, now), *_roles(old, new, now), *_steps(old, new)]
    return tuple(found)


def _phases(old: Note, new: Note, then: Naming, now: Naming) -> Iterator[Change]:
    before, after = old.decision, new.decision
    pairs = (
        (ChangeKind.PHASE, "advised", notes_text.ADVISED, _compare_advice(old, then), _compare_advice(new, now)),
        (ChangeKind.PHASE, "current", notes_text.CURRENT, _current(old, then), _current(new, now)),
        (ChangeKind.DECISION, "phase", notes_text.DECIDED, _fill_in(before.phase), _fill_in(after.phase)),
        (ChangeKind.DECISION, "why", notes_text.WHY, _fill_in(before.why), _fill_in(after.why)),
    )
    for about, ident, name, one, other in pairs:
        if one != other:
            yield Change(about=about, id=ident, name=name, before=one, after=other)


def _fill_in(text: str) -> str:
    return " ".join(text.split()) or notes_text.NOTHING


def _compare_advice(note: Note, words: Naming) -> str:
    one, label = note.assessment, words.advised(note)
    if is_open(note, words.ruleset) or one.at_most in (one.at_least, one.advised):
        return label
    return notes_text.possibly(label, words.phase(one.at_most))


def _current(note: Note, words: Naming) -> str:
    if note.assessment.current:
        return words.phase(note.assessment.current)
    gate = words.ruleset.gate(Gate.PHASE) or ""
    return notes_text.NOTHING if note.value(gate) is Gap.NOT_ANSWERED else _told(note, gate, words)


def _answers(old: Note, new: Note, words: Naming) -> Iterator[Change]:
    asked = dict.fromkeys((*words.ruleset.facts, *old.answers, *old.dont_know, *new.answers, *new.dont_know))
    for fact in asked:
        before, after = old.value(fact), new.value(fact)
        if before != after:
            yield Change(
                about=ChangeKind.ANSWER,
                id=fact,
                name=words.fact(fact),
                before=_told(old, fact, words),
                after=_told(new, fact, words),
            )


def _told(note: Note, fact: str, words: Naming) -> str:
    """An answer in a few words; one that was given and is not kept says so."""
    return notes_text.NOT_KEPT_HERE if fact in (note.left_out or ()) else words.answer(fact, note.value(fact))


def _criteria(old: Note, new: Note, words: Naming) -> Iterator[Change]:
    before, after = (words.met(note, new.assessment.current) for note in (old, new))
    yield from criteria_changes(before, after, words)


def criteria_changes(before: Collection[str], after: Collection[str], words: Naming) -> Iterator[Change]:
    """The criteria that are met in one of two, with the words of a model."""
    for ident in dict.fromkeys((*after, *before)):
        if (ident in before) != (ident in after):
            texts = (notes_text.MET, notes_text.NOT_MET) if ident in before else (notes_text.NOT_MET, notes_text.MET)
            name = words.criterion(ident)
            yield Change(about=ChangeKind.CRITERION, id=ident, name=name, before=texts[0], after=texts[1])


def _roles(old: Note, new: Note, words: Naming) -> Iterator[Change]:
    """Who held a role and who holds it; of a phase that was not advised nobody's role is told."""
    titles = {role.role: role.title for note in (old, new) for role in note.assessment.roles}
    told = [
        {
            role.role: notes_text.NOT_TOLD_YET if is_open(note, words.ruleset) else holders_in_note(role)
            for role in note.assessment.roles
        }
        for note in (old, new)
    ]
    for ident, title in titles.items():
        before, after = (held.get(ident, notes_text.NO_SUCH_ROLE) for held in told)
        if before != after:
            yield Change(about=ChangeKind.ROLE, id=ident, name=title, before=before, after=after)


def _steps(old: Note, new: Note) -> Iterator[Change]:
    before, after = ({step.text: step.kind for step in note.assessment.steps} for note in (old, new))
    for text, kind in after.items():
        if text not in before:
            yield Change(about=ChangeKind.STEP, id=kind.value, name=notes_text.STEP_NEW, before="", after=text)
    for text, kind in before.items():
        if text not in after:
            yield Change(about=ChangeKind.STEP, id=kind.value, name=notes_text.STEP_GONE, before=text, after="")


def meaning(old: Note, new: Note, ruleset: Ruleset, then: Ruleset | None = None, *, beside_advice: bool = False) -> str:
    """A few sentences on how the newer triage differs from the older one; danger goes first.

    Args:
        ruleset: the model of the newer note where that was found, else any.
        then: the version that the older one was made with, where that is here and another one counts now.
        beside_advice: whether it stands above the advice itself, which says what the phase may be.
    """
    if old.profile.id != new.profile.id:
        course = [notes_text.OTHER_MODELS]
    elif ruleset.profile.id != new.profile.id:
        course = [notes_text.NO_MODEL]
    else:
        is_said = beside_advice and is_open(new, ruleset)
        course = [notes_text.still_open(())] if is_said else [*_course(old, new, ruleset, then)]
        course += _otherwise(new, ruleset)
        if old.profile.hash != new.profile.hash:
            course.append(notes_text.MODEL_BETWEEN)
    return " ".join((*_danger(new, ruleset), *course))


_ACUTE = {"yes": AlertKind.ACUTE, "unknown": AlertKind.ACUTE_UNKNOWN}


def _danger(new: Note, ruleset: Ruleset) -> Iterator[str]:
    """What was told of danger; in a note of an earlier version only whether it is acute."""
    then = new.assessment
    told = [alert.kind for alert in then.alerts or ()]
    if then.alerts is None and ruleset.gate(Gate.ACUTE) is not None:
        told = [kind for answer, kind in _ACUTE.items() if answer == then.acute]
    yield from dict.fromkeys(notes_text.DANGERS_NOW[kind.value] for kind in told)


def current_phase(note: Note, ruleset: Ruleset, then: Ruleset | None = None) -> str | None:
    """The phase that the household is in since this triage: the decided one, else where the advice leaves it.

    None where this model has no such phase, where none was decided or advised, or where the decision may mean one of
    an earlier version.
    """
    is_lost = note.decision.phase.strip() and model_since(note, ruleset) is Since.CHANGED
    is_told = is_lost or is_open(note, ruleset)
    phase = decided_phase(note, then or ruleset) or (None if is_told else stands_in(note))
    return phase if phase in ruleset.ranks else None


def stands_in(note: Note) -> str:
    """The phase in which the advice alone leaves a household: nobody goes down before that is decided."""
    then = note.assessment
    return then.current if then.direction is Direction.DOWN and then.current is not None else then.advised


def _course(old: Note, new: Note, ruleset: Ruleset, then: Ruleset | None) -> Iterator[str]:
    advice, words = new.assessment, naming(new, ruleset)
    start = advice.current or current_phase(old, ruleset, then)
    if is_open(new, ruleset):
        yield notes_text.still_open(words.possible(new))
        return
    if start is None and is_open(old, ruleset):
        yield notes_text.told_now(words.phase(advice.advised))
        return
    if start is None or not {start, advice.advised} <= ruleset.ranks.keys():
        yield notes_text.PHASES_GONE
        return
    heading = advice.direction or _compare(ruleset.rank(start), ruleset.rank(advice.advised))
    before, after = (words.met(note, advice.current) for note in (old, new))
    came = [criterion for criterion in ruleset.profile.criteria if criterion.id in after and criterion.id not in before]
    went = [criterion for criterion in ruleset.profile.criteria if criterion.id in before and criterion.id not in after]
    reasons = [one.text for one in came if one.effect is Effect.ENTER and one.phase == advice.advised]
    yield _way(heading, words.phase(start), words.phase(advice.advised), reasons)
    is_same = old.assessment.advised == advice.advised
    if is_same and (heading is Direction.UP or heading is old.assessment.direction is Direction.DOWN):
        yield notes_text.ADVISED_BEFORE
    if heading is not Direction.UP:
        yield from _because(came, went)
    if ruleset.ranks.get(advice.at_most, 0) > ruleset.rank(advice.advised):
        yield notes_text.may_become(words.phase(advice.at_most))


def _way(heading: Direction | None, now: str, advised: str, reasons: list[str]) -> str:
    match heading:
        case Direction.UP:
            return notes_text.up(now, advised, reasons)
        case Direction.DOWN:
            return notes_text.down(now, advised)
        case Direction.SAME:
            return notes_text.same(now)
        case Direction.UNCLEAR:
            return notes_text.unclear(now)
        case None:
            return notes_text.lighter(now, advised)


def _compare(start: int, advised: int) -> Direction | None:
    """Which way it goes where no current phase was filled in; a lighter advice alone is no scaling down."""
    return Direction.UP if advised > start else Direction.SAME if advised == start else None


def _because(came: list[Criterion], went: list[Criterion]) -> Iterator[str]:
    parts = (
        (notes_text.came, [one.text for one in came if one.effect is not Effect.LEAVE]),
        (notes_text.went, [one.text for one in went if one.effect is not Effect.LEAVE]),
        (notes_text.leave_now, [one.text for one in came if one.effect is Effect.LEAVE]),
        (notes_text.leave_no_more, [one.text for one in went if one.effect is Effect.LEAVE]),
    )
    yield from (words(texts) for words, texts in parts if texts)


def _otherwise(new: Note, ruleset: Ruleset) -> Iterator[str]:
    """That the professional decided on something else than was advised."""
    if new.decision.phase and (is_open(new, ruleset) or decided_phase(new, ruleset) != new.assessment.advised):
        yield notes_text.decided_otherwise(" ".join(new.decision.phase.split()))


def decided_phase(note: Note, ruleset: Ruleset) -> str | None:
    """The id of the phase that was decided on, by what the note itself tells of phases, else by its model.

    None where nothing was decided, or where it cannot be told which phase the words mean.
    """
    then, words = note.assessment, "".join(note.decision.phase.split()).casefold()
    for ident in (then.advised, then.at_most, then.at_least, then.current):
        if ident is not None and ident.casefold() == words:
            return ident
    return phase_named(note.decision.phase, ruleset) if ruleset.profile.id == note.profile.id else None
