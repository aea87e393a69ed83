"""What does a newer triage mean for up or down, as one tells it to a colleague?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.core.naming import naming
from ave_cli.core.note import Note, current_phase, decided
from ave_cli.engine.transitions import Heading
from ave_cli.profile.facts import Gate
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Criterion, Effect
from ave_cli.text import notes as notes_text


def meaning(old: Note, new: Note, model: Model) -> str:
    """A few sentences on how the newer triage differs from the older one; danger goes first.

    Args:
        model: the model of the newer note where that was found, else any.
    """
    if old.profile.id != new.profile.id:
        course = [notes_text.OTHER_MODELS]
    elif model.profile.id != new.profile.id:
        course = [notes_text.NO_MODEL]
    else:
        course = [*_course(old, new, model), *_otherwise(new, model)]
        if old.profile.hash != new.profile.hash:
            course.append(notes_text.MODEL_BETWEEN)
    return " ".join((*_danger(new, model), *course))


def _danger(new: Note, model: Model) -> Iterator[str]:
    if new.assessment.acute == "yes":
        yield notes_text.DANGER_NOW
    elif model.gate(Gate.ACUTE) in new.dont_know:
        yield notes_text.DANGER_UNKNOWN


def _course(old: Note, new: Note, model: Model) -> Iterator[str]:
    advice, words = new.assessment, naming(new, model)
    start = advice.current or current_phase(old, model)
    if start is None or not {start, advice.advised} <= model.ranks.keys():
        yield notes_text.PHASES_GONE
        return
    heading = advice.direction or _compared(model.rank(start), model.rank(advice.advised))
    before, after = (words.met(note, advice.current) for note in (old, new))
    came = [one for one in model.profile.criteria if one.id in after and one.id not in before]
    went = [one for one in model.profile.criteria if one.id in before and one.id not in after]
    reasons = [one.text for one in came if one.effect is Effect.ENTER and one.phase == advice.advised]
    yield _way(heading, words.phase(start), words.phase(advice.advised), reasons)
    if heading is not Heading.UP:
        yield from _because(came, went)
    elif old.assessment.advised == advice.advised:
        yield notes_text.ADVISED_BEFORE
    if model.ranks.get(advice.at_most, 0) > model.rank(advice.advised):
        yield notes_text.may_become(words.phase(advice.at_most))


def _way(heading: Heading | None, now: str, advised: str, reasons: list[str]) -> str:
    match heading:
        case Heading.UP:
            return notes_text.up(now, advised, reasons)
        case Heading.DOWN:
            return notes_text.down(now, advised)
        case Heading.SAME:
            return notes_text.same(now)
        case Heading.UNCLEAR:
            return notes_text.unclear(now)
        case None:
            return notes_text.lighter(now, advised)


def _compared(start: int, advised: int) -> Heading | None:
    """Which way it goes where no current phase was filled in; a lighter advice alone is no scaling down."""
    return Heading.UP if advised > start else Heading.SAME if advised == start else None


def _because(came: list[Criterion], went: list[Criterion]) -> Iterator[str]:
    parts = (
        (notes_text.came, [one.text for one in came if one.effect is not Effect.LEAVE]),
        (notes_text.went, [one.text for one in went if one.effect is not Effect.LEAVE]),
        (notes_text.leave_now, [one.text for one in came if one.effect is Effect.LEAVE]),
        (notes_text.leave_no_more, [one.text for one in went if one.effect is Effect.LEAVE]),
    )
    yield from (words(texts) for words, texts in parts if texts)


def _otherwise(new: Note, model: Model) -> Iterator[str]:
    """That the professional decided on something else than was advised."""
    if new.decision.phase and decided(new, model) != new.assessment.advised:
        yield notes_text.decided_otherwise(" ".join(new.decision.phase.split()))
