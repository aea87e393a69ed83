"""Notes: what a triage leaves, and what is taken from it later."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from enum import Enum
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal

from ave_cli.engine.answers_file import case_key, is_case, known_answers
from ave_cli.engine.assessment import AlertKind, Assessment, PhaseStatus, assess
from ave_cli.engine.phases import Direction
from ave_cli.profile import Answers, Gap, RoleStatus, Ruleset, StepKind, Truth, Value, accepts, decode, key_of, record
from ave_cli.text import notes as notes_text
from ave_cli.wording import phrases as advice

if TYPE_CHECKING:
    from ave_cli.profile.validation import Id, Ids, Line, Lines, Many, Prose, Text

KIND: Literal["note"] = "note"
FORMAT: Literal[1] = 1
Plain = dict[str, Any]
"""Only str, bool, int, lists and dicts."""


@record
class ProfileStamp:
    """The profile that a triage was done under, as it was then."""

    id: Id
    version: Line
    hash: Line
    title: Line
    unchecked_from: Line | None = None
    """Title of the model of which lines were taken over without a look at the own source; None where none were."""

    @property
    def key(self) -> tuple[str, str, str]:
        """By which one version is known from all others: id, version and hash."""
        return self.id, self.version, self.hash

    def version_words(self) -> str:
        """The version, with whose words the model still had."""
        return " · ".join(filter(None, (self.version, self.mark())))

    def mark(self) -> str:
        """Whose words the model still had; empty where it had only its own."""
        return advice.unchecked(self.unchecked_from) if self.unchecked_from else ""


@record
class NotedRole:
    """A role as it was advised."""

    role: Id
    title: Line
    status: RoleStatus
    holders: Lines = ()
    """The holders with their scope; the candidates while the status is undecided."""
    appointed_in: Line = ""
    """The meeting in which the holder is agreed; empty where the source names none."""


@record
class NotedStep:
    """A next step as it was advised."""

    kind: StepKind
    text: Text
    who: Line = ""


@record
class NotedAlert:
    """What had to be seen before the phase, as it was shown."""

    kind: AlertKind
    text: Text
    lines: Lines = ()
    """Whom to call, the most pressing first."""


@record
class Advice:
    """What the tool advised; phases are ids of the profile as it was then."""

    status: PhaseStatus | None = None
    """How far the answers went in telling the phase; None in a note of an earlier version."""
    at_least: Id
    at_most: Id
    advised: Id
    current: Id | None = None
    direction: Direction | None = None
    """None where no current phase was known."""
    acute: Literal["yes", "no", "unknown"]
    danger: Literal["yes", "no", "unknown"] | None = None
    """Whether anybody was in danger, by all that was answered; None in a note of an earlier version."""
    alerts: Many[NotedAlert] | None = None
    """None as above."""
    criteria_met: Ids = ()
    roles: Many[NotedRole] = ()
    steps: Many[NotedStep] = ()


@record
class Decision:
    """What the professional decided, in free text; both are empty where nothing was filled in."""

    phase: Line = ""
    why: Line = ""


@record
class Handover:
    """What is agreed where a household goes to a lighter phase."""

    to: Line = ""
    """Who takes over."""
    agreed: Prose = ""


@record
class Checksum:
    """What stands at the end of a note, over all that stands before it."""

    sha256: Line


@record
class Note:
    """One triage: what was answered, what was advised, and apart from that what was decided."""

    kind: Literal["note"] = KIND
    format: Literal[1] = FORMAT
    created: Line
    """ISO date and time with offset, as `datetime.isoformat` writes it."""
    case: Line = ""
    """A reference that the user made up; empty for none."""
    profile: ProfileStamp
    answers: dict[Id, Any]
    """Fact to answer; what was doubted is not in it."""
    dont_know: Ids = ()
    """Facts that were asked and answered 'weet ik niet'."""
    left_out: Ids | None = None
    """Facts that were answered and whose answers are not kept; None for none, or in a note of an earlier version."""
    assessment: Advice
    decision: Decision
    review_on: Line | None = None
    """ISO date on which to look again; None for none."""
    handover: Handover | None = None
    """None where the household does not go to a lighter phase, or nothing was filled in."""
    not_counting: dict[Id, Any] | None = None
    """Answers that were given and then made nothing out any more: they count for nothing."""
    follows: Line | None = None
    """File name of the earlier note that this one follows."""
    checksum: Checksum | None = None
    """None where it was not saved yet, or by an earlier version."""

    @property
    def unchanged(self) -> bool | None:
        """Whether it is still what was saved; None where it bears no checksum, so that nobody can tell."""
        return None if self.checksum is None else self.checksum.sha256 == _digest(self)

    @property
    def day(self) -> str:
        """The day on which it was made, as one writes it."""
        return notes_text.short_day(self.created)

    @property
    def case_key(self) -> str:
        """The case as cases are compared; empty for none."""
        return case_key(self.case)

    def is_of(self, case: str) -> bool:
        """Whether it is a note of this case, however that was typed."""
        return self.case_key != "" and self.case_key == case_key(case)

    def value(self, fact: str) -> Value | Gap:
        """The answer that was given, or which kind of gap there is."""
        value: Value | Gap = self.answers.get(fact, Gap.NOT_ANSWERED)
        return Gap.DONT_KNOW if value is Gap.NOT_ANSWERED and fact in self.dont_know else value


def case_to_tell(case: object) -> str:
    """What stands as the case in a note that is not right, where that can be one; else empty."""
    return case.strip() if isinstance(case, str) and is_case(case) else ""


def left_out(ruleset: Ruleset) -> frozenset[str]:
    """The facts whose answers a note does not keep by itself: they are asked everywhere and change no phase here.

    What they led to stands among the steps.
    """
    return frozenset({*ruleset.national.ask, *ruleset.national.ask_last} - set(ruleset.profile.ask))


def _stamp(ruleset: Ruleset) -> ProfileStamp:
    profile = ruleset.profile
    is_checked = profile.base_checked or not profile.extends
    return ProfileStamp(
        id=profile.id,
        version=profile.version,
        hash=ruleset.hash,
        title=profile.title,
        unchecked_from=None if is_checked else profile.base_title,
    )


def make_note(
    assessment: Assessment,
    *,
    created: str,
    case: str,
    decision: str,
    why: str,
    review_on: str | None,
    handover: Handover | None = None,
    parked: Mapping[str, Value | Gap] | None = None,
    follows: str = "",
    keep_all: bool = False,
) -> Note:
    """What to keep of a triage.

    Args:
        created: ISO date and time with offset.
        decision: the phase that the professional decided on, by its label; empty where nothing was filled in.
        review_on: ISO date, or None.
        handover: what is agreed where the household goes to a lighter phase.
        parked: answers that do not count any more.
        follows: file name of the earlier note that this one follows.
        keep_all: whether the worker chose to keep the answers that change no phase too.
    """
    skipped = frozenset[str]() if keep_all else left_out(assessment.ruleset)
    answers = {fact: value for fact, value in assessment.answers.given.items() if fact not in skipped}
    return Note(
        created=created,
        case=case.strip(),
        profile=_stamp(assessment.ruleset),
        answers=_known(answers),
        left_out=tuple(fact for fact in assessment.answers.given if fact in skipped) or None,
        dont_know=tuple(fact for fact, value in answers.items() if value is Gap.DONT_KNOW),
        assessment=_advice(assessment),
        decision=Decision(phase=decision.strip(), why=why.strip()),
        review_on=review_on,
        handover=handover,
        not_counting={fact: one for fact, one in _known(parked or {}).items() if fact not in skipped} or None,
        follows=follows or None,
    )


def _known(answers: Mapping[str, Value | Gap]) -> dict[str, Value]:
    return {fact: value for fact, value in answers.items() if not isinstance(value, Gap)}


_ACUTE: dict[Value | Gap, Literal["yes", "no"]] = {True: "yes", False: "no"}


def _advice(assessment: Assessment) -> Advice:
    findings = [one.evaluation for one in assessment.criteria]
    least, most, advised, current, direction = _phases(assessment)
    danger = assessment.danger
    return Advice(
        status=assessment.status,
        at_least=least,
        at_most=most,
        advised=advised,
        current=current,
        direction=direction,
        acute=_ACUTE.get(assessment.acute, "unknown"),
        danger="yes" if danger.known else "unknown" if danger.unknown else "no",
        alerts=tuple(
            NotedAlert(kind=alert.kind, text=advice.alert_text(assessment, alert), lines=advice.alert_lines(alert))
            for alert in assessment.alerts
        ),
        criteria_met=tuple(finding.criterion.id for finding in findings if finding.truth is Truth.YES),
        roles=tuple(
            NotedRole(
                role=holding.role.id,
                title=holding.role.title,
                status=holding.status,
                holders=tuple(advice.holder_name(holder) for holder in holding.holders),
                appointed_in="; ".join(holding.appointed_in),
            )
            for holding in assessment.roles
        ),
        steps=tuple(
            NotedStep(
                kind=step.kind,
                text=text,
                who="; ".join(part for part in (step.who, step.contact) if part),
            )
            for step in assessment.steps
            if (text := advice.step_text(assessment, step))
        ),
    )


def note_to_plain(note: Note) -> Plain:
    """A note as plain data; what is absent has no key. Dates stay ISO text."""
    data: Plain = _plain(note)
    if not note.decision.phase:
        del data["decision"]["phase"]
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, (str, bool)):
        return value
    if hasattr(type(value), "__dataclass_fields__"):
        values = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {key_of(key): _plain(one) for key, one in values if one is not None}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def seal(note: Note) -> Note:
    """The same note with the checksum over its content."""
    return replace(note, checksum=Checksum(sha256=_digest(note)))


def _digest(note: Note) -> str:
    """Over what it says, and neither over its layout nor over what it leaves empty: a later version may know more."""
    said = {key: _said(one) for key, one in vars(note).items() if key != "checksum"}
    content = {**_without_empty(said), "answers": _plain(note.answers)}  # an empty list of answers is an answer
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _said(value: Any) -> Any:
    """A value as plain data, without what is empty in it."""
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, tuple | list):
        return [_said(one) for one in value]
    if isinstance(value, dict) or hasattr(type(value), "__dataclass_fields__"):
        inside = value if isinstance(value, dict) else {key_of(key): one for key, one in vars(value).items()}
        return _without_empty({key: _said(one) for key, one in inside.items()})
    return value.value if isinstance(value, Enum) else value


def _without_empty(plain: Plain) -> Plain:
    return {key: one for key, one in plain.items() if one is not None and one not in ("", [], {})}


def follows(note: Note, ruleset: Ruleset) -> bool | None:
    """Whether the advice in a note is what its answers give; None where its model is another by now."""
    if model_since(note, ruleset) is not Since.SAME:
        return None
    given: dict[str, Value | Gap] = dict.fromkeys(note.dont_know, Gap.DONT_KNOW)
    try:
        given |= {fact: accepts(ruleset.facts[fact], one, ruleset.ranks) for fact, one in note.answers.items()}
    except (KeyError, ValueError):  # no answers that this model takes
        return False
    found, then = assess(ruleset, Answers(given=given)), note.assessment
    met = {*ruleset.criteria_met(found.so_far.evaluation)}
    acute = _ACUTE.get(found.acute, "unknown")
    return (*_phases(found), acute, met) == (
        *(then.at_least, then.at_most, then.advised, then.current, then.direction, then.acute),
        set(then.criteria_met),
    )


def _phases(found: Assessment) -> tuple[str, str, str, str | None, Direction | None]:
    """What is proved, possible and advised, where the household is now and which way it goes."""
    ranks = (found.interval.at_least, found.interval.at_most, found.course.advised)
    least, most, advised = (found.ruleset.phase(rank).id for rank in ranks)
    return least, most, advised, found.course.current, found.direction


def read_note(raw: Mapping[str, Any]) -> Note:
    """The note in plain data in which the border and `wrong_answers` found nothing wrong."""
    return decode(Note, raw)


def is_surely_right(raw: Mapping[str, Any]) -> bool:
    """Whether plain data have the shape of a note without any doubt, as a note has that nobody touched.

    Where it is not sure the border says what is wrong; to load that takes longer than to read a note.
    """
    return _has_shape(Note, raw)


_Sure = Callable[[Any], bool]


def _has_shape(kind: Any, raw: object) -> bool:
    if not isinstance(raw, dict):
        return False
    required, checks = _checks_of(kind)
    try:
        return required <= raw.keys() and all(checks[key](one) for key, one in raw.items())
    except KeyError:
        return False


@cache
def _checks_of(kind: Any) -> tuple[frozenset[str], Mapping[str, _Sure]]:
    """The keys that a record must have, and what a value under each of its keys surely is."""
    required = frozenset(key_of(field.name) for field in fields(kind) if field.default is MISSING)
    return required, {key_of(field.name): _check_of(str(field.type).removesuffix(" | None")) for field in fields(kind)}


def _check_of(annotation: str) -> _Sure:
    many = annotation.startswith("Many[")
    part = _PARTS.get(annotation[len("Many[") : -1] if many else annotation)
    if part is None:
        return _SURE[annotation]
    has_shape = partial(_has_shape, part)
    return (lambda one: isinstance(one, list) and all(map(has_shape, one))) if many else has_shape


def _is_id(one: object) -> bool:
    return isinstance(one, str) and _ID.fullmatch(one) is not None


def _is_value_of(kind: type[Enum]) -> _Sure:
    values = frozenset(one.value for one in kind)
    return lambda one: isinstance(one, str) and one in values


def _are_answers(one: object) -> bool:
    return isinstance(one, dict) and all(map(_is_id, one)) and not any(wrong_answers({"answers": one}))


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_PARTS: dict[str, Any] = {
    one.__name__: one for one in (ProfileStamp, NotedRole, NotedStep, NotedAlert, Advice, Decision, Handover, Checksum)
}
_SURE: dict[str, _Sure] = {
    "Literal['note']": lambda one: one == KIND,
    "Literal[1]": lambda one: type(one) is int and one == FORMAT,
    "Literal['yes', 'no', 'unknown']": lambda one: one in ("yes", "no", "unknown"),
    "Id": _is_id,
    "Ids": lambda one: isinstance(one, list) and all(map(_is_id, one)),
    "Line": lambda one: isinstance(one, str) and len(one) <= 1000,
    "Lines": lambda one: isinstance(one, list) and all(isinstance(line, str) and len(line) <= 1000 for line in one),
    "Prose": lambda one: isinstance(one, str) and len(one) <= 4000,
    "Text": lambda one: isinstance(one, str) and 1 <= len(one) <= 4000,
    **{kind.__name__: _is_value_of(kind) for kind in (RoleStatus, StepKind, Direction, AlertKind, PhaseStatus)},
    "dict[Id, Any]": _are_answers,
}
"""When a value is surely of a type; a test holds it against the border."""


def wrong_answers(raw: Mapping[str, Any]) -> Iterator[str]:
    """One line for each answer that is none for any fact: the border does not look into answers."""
    answers = raw.get("answers")
    for fact, one in answers.items() if isinstance(answers, dict) else ():
        several = isinstance(one, list) and all(isinstance(option, str) for option in one)
        if not (several or isinstance(one, bool | str)):
            yield notes_text.no_answer(fact)


def proposals(note: Note, ruleset: Ruleset) -> dict[str, Value]:
    """Earlier answers to be confirmed in a new triage, as far as this model still knows fact and answer.

    What was doubted is left out, and so are the two gates: the current phase comes from `current_phase`, and
    whether there is danger now is always asked anew.
    """
    gates = {fact.id for fact in ruleset.facts.values() if fact.gate is not None}
    found = all_answers(note, ruleset)
    return {fact: one for fact, one in found.items() if fact not in gates and not isinstance(one, Gap)}


def all_answers(note: Note, ruleset: Ruleset) -> dict[str, Value | Gap]:
    """The answers of then, as far as this model still knows fact and answer."""
    doubted = {fact: Gap.DONT_KNOW for fact in note.dont_know if fact in ruleset.facts}
    return doubted | known_answers(ruleset, note.answers)


def is_open(note: Note, ruleset: Ruleset) -> bool:
    """Whether nothing was advised: the lightest phase was all that was proved, while a heavier one was possible."""
    then = note.assessment
    if then.status is not None:
        return then.status is PhaseStatus.OPEN
    return ruleset.ranks.get(then.advised) == 0 and then.at_most != then.advised


class Since(Enum):
    """What became of the profile since the note."""

    SAME = "same"
    CHANGED = "changed"
    NOT_FOUND = "not_found"


def model_since(note: Note, ruleset: Ruleset) -> Since:
    """Whether this model, the one of today, is still that of the note; another model means that it was not found."""
    if ruleset.profile.id != note.profile.id:
        return Since.NOT_FOUND
    return Since.SAME if ruleset.hash == note.profile.hash else Since.CHANGED
