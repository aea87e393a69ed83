"""What changed between two triages?"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from ave_cli.core.naming import Naming, naming, who
from ave_cli.core.note import Note
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.text import notes as notes_text


class About(Enum):
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

    about: About
    id: str
    """Of the fact, criterion or role; of a phase which one it is; of a step its kind."""
    name: str
    before: str
    """Empty for what was not there."""
    after: str
    """Empty for what is gone."""


def differences(old: Note, new: Note, model: Model) -> tuple[Change, ...]:
    """Everything that is different in the newer note; what two models call by one name is not compared.

    Args:
        model: the model of the newer note where that was found, else any.
    """
    then, now = naming(old, model), naming(new, model)
    found = [*_phases(old, new, then, now), *_answers(old, new, now)]
    if old.profile.id == new.profile.id:
        found += [*_criteria(old, new, now), *_roles(old, new), *_steps(old, new)]
    return tuple(found)


def _phases(old: Note, new: Note, then: Naming, now: Naming) -> Iterator[Change]:
    before, after = old.decision, new.decision
    pairs = (
        (About.PHASE, "advised", notes_text.ADVISED, _advised(old, then), _advised(new, now)),
        (About.PHASE, "current", notes_text.CURRENT, _current(old, then), _current(new, now)),
        (About.DECISION, "phase", notes_text.DECIDED, _filled_in(before.phase), _filled_in(after.phase)),
        (About.DECISION, "why", notes_text.WHY, _filled_in(before.why), _filled_in(after.why)),
    )
    for about, ident, name, one, other in pairs:
        if one != other:
            yield Change(about=about, id=ident, name=name, before=one, after=other)


def _filled_in(text: str) -> str:
    return " ".join(text.split()) or notes_text.NOTHING


def _advised(note: Note, words: Naming) -> str:
    one = note.assessment
    label = words.phase(one.advised)
    return (
        notes_text.possibly(label, words.phase(one.at_most))
        if one.at_most not in (one.at_least, one.advised)
        else label
    )


def _current(note: Note, words: Naming) -> str:
    return words.phase(note.assessment.current) if note.assessment.current else notes_text.NOTHING


def _answers(old: Note, new: Note, words: Naming) -> Iterator[Change]:
    asked = dict.fromkeys((*words.model.facts, *old.answers, *old.dont_know, *new.answers, *new.dont_know))
    for fact in asked:
        before, after = old.value(fact), new.value(fact)
        if before != after:
            yield Change(
                about=About.ANSWER,
                id=fact,
                name=words.fact(fact),
                before=words.answer(fact, before),
                after=words.answer(fact, after),
            )


def _criteria(old: Note, new: Note, words: Naming) -> Iterator[Change]:
    before, after = (words.met(note, new.assessment.current) for note in (old, new))
    for ident in dict.fromkeys((*after, *before)):
        if (ident in before) != (ident in after):
            texts = (notes_text.MET, notes_text.NOT_MET) if ident in before else (notes_text.NOT_MET, notes_text.MET)
            name = words.criterion(ident)
            yield Change(about=About.CRITERION, id=ident, name=name, before=texts[0], after=texts[1])


def _roles(old: Note, new: Note) -> Iterator[Change]:
    before = {one.role: one for one in old.assessment.roles}
    after = {one.role: one for one in new.assessment.roles}
    for ident, role in {**before, **after}.items():
        texts = [who(roles[ident]) if ident in roles else notes_text.NO_SUCH_ROLE for roles in (before, after)]
        if texts[0] != texts[1]:
            yield Change(about=About.ROLE, id=ident, name=role.title, before=texts[0], after=texts[1])


def _steps(old: Note, new: Note) -> Iterator[Change]:
    before, after = ({one.text: one.kind for one in note.assessment.steps} for note in (old, new))
    for text, kind in after.items():
        if text not in before:
            yield Change(about=About.STEP, id=kind.value, name=notes_text.STEP_NEW, before="", after=text)
    for text, kind in before.items():
        if text not in after:
            yield Change(about=About.STEP, id=kind.value, name=notes_text.STEP_GONE, before=text, after="")
