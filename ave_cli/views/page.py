"""The page of a triage: what a worker needs to act, in the order in which it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ave_cli.engine.assessment import AlertKind, Assessment, OpenQuestion, PhaseStatus, given_answers
from ave_cli.engine.phases import Direction, TransitionResult
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import CONTACTS, NextStep, OwnStep
from ave_cli.profile import (
    NATIONAL_ORIGIN,
    Effect,
    Gap,
    Gate,
    Modality,
    RoleStatus,
    StepKind,
    TransitionDirection,
    Truth,
    Whose,
)
from ave_cli.report import Block, Callout, Paragraph, Report, Section, Tone, with_texts
from ave_cli.text import page as page_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases as advice

_FEW = 3
"""Steps and unknown answers that are always named."""
_MOST_STEPS = 8
_ALL = 99
"""More steps than there are."""
_SHEET, _PANEL, _COLUMNS = 72, 10, 62
"""Lines of a sheet and of the panel of danger, counted widely, and columns beside the names of the parts."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """What there is room for; danger, the phase, who decides, steps of safety and what is unknown always are."""

    higher: bool = True
    criteria: bool = True
    """All criteria that give the phase; else only the first."""
    numbers: bool = True
    """Telephone numbers each on a line of its own; else in a few words."""
    roles: bool = True
    steps: int = _MOST_STEPS
    who: bool = True
    """Whom to turn to for a step, and by when."""
    firm: int = _ALL
    """Steps, from the first, with who takes them and how firmly; else that one holds everywhere is a sign."""
    ground: bool = True
    """The first criterion that gives the phase."""
    why: bool = True
    """The answers that give the phase."""


def _rooms() -> Iterator[Room]:
    room = Room()
    smaller: tuple[dict[str, bool | int], ...] = (
        {"higher": False},
        {"criteria": False},
        {"numbers": False},
        {"roles": False},
        *({"steps": steps} for steps in (6, 5, 4, _FEW)),
        {"ground": False},
        {"who": False},
        *({"firm": steps} for steps in range(_FEW + 1, -1, -1)),
        {"why": False},
        {"steps": 1},
    )
    yield room
    for change in smaller:
        room = replace(room, **change)  # type: ignore[arg-type]  # each is a field of it
        yield room


ROOMS = tuple(_rooms())
"""From the most room to the least, in the order in which parts are given up."""


def triage_page(assessment: Assessment, case: str = "", *, room: Room = ROOMS[0], spoken: bool = False) -> Report:
    """What can be acted on, out of an advice: danger first, then the phase, why, who decides, what to do, and who.

    Args:
        assessment: the advice.
        case: a reference that the user made up; empty for none.
        room: what there is room for.
        spoken: the page is read aloud: the phases do not stand beside each other.
    """
    profile, shown = assessment.ruleset.profile, _shown(assessment, room)
    blocks = (
        *_danger(assessment, whole=room.numbers),
        _phase(assessment, spoken=spoken, whole=room.numbers),
        *(_why(assessment) if room.why else ()),
        *_contradictions(assessment),
        Section(page_text.DECIDES, tuple(_decides(assessment))),
        _steps(assessment, room, shown),
        *(_roles(assessment) if room.roles and assessment.status is not PhaseStatus.OPEN else ()),
        *(_handover(assessment) if room.roles else ()),
        *(_criteria(assessment, whole=room.criteria) if room.ground else ()),
        *(_higher(assessment) if room.higher else ()),
        Section(page_text.UNKNOWN, (_unknown(assessment, whole=room.numbers),)),
        Paragraph(_footer(shown, room)),
    )
    title = page_text.head(profile.title, assessment.ruleset.with_place(advice.version_words(profile)), case)
    return with_texts(Report(title=title, blocks=blocks), profile.say)


def _footer(shown: Iterable[NextStep], room: Room) -> str:
    """That it is advice; and what a mark on this page means."""
    advice_text = triage_text.ADVICE if room.numbers else page_text.ADVICE_SHORT
    if not any(step.origin == NATIONAL_ORIGIN for step in shown):
        return advice_text
    return f"{page_text.NATIONAL_MEANS if room.firm == _ALL else page_text.MARK_MEANS} {advice_text}"


def _danger(assessment: Assessment, *, whole: bool) -> Iterator[Block]:
    """One panel: what is the matter, and every number once; acute danger begins with whom to call now."""
    if not assessment.alerts:
        return
    acute = {AlertKind.ACUTE: triage_text.DANGER_FIRST, AlertKind.ACUTE_UNKNOWN: triage_text.DANGER_UNKNOWN}
    first = assessment.alerts[0].kind
    title, calls_first = acute.get(first, page_text.DANGER), first is AlertKind.ACUTE
    facts = dict.fromkeys(fact for alert in assessment.alerts for fact in alert.because)
    said = _said(assessment, (fact for fact in facts if assessment.answers.value(fact) is True))
    shorts = [
        advice.alert_short(assessment, alert)
        for alert in assessment.alerts
        if alert.kind not in (AlertKind.ACUTE, AlertKind.DANGER)
    ]
    told = (page_text.you_said(said),) if said else ()
    numbers = tuple(dict.fromkeys(line for alert in assessment.alerts for line in advice.alert_lines(alert)))
    roomy = Callout(title, (*numbers, *told, *shorts) if calls_first else (*told, *shorts, *numbers))
    if whole and _height(roomy) <= _PANEL:
        yield roomy
    else:
        brief = dict.fromkeys(line for alert in assessment.alerts for line in advice.alert_brief(alert))
        matter = " ".join((*(told if whole or not shorts else ()), *shorts))
        call = page_text.numbers(brief)
        yield Callout(title, (call, matter) if calls_first else (matter, call))


def _said(assessment: Assessment, facts: Iterable[str]) -> list[str]:
    """The answers that were given to these facts, as one would repeat them."""
    ruleset = assessment.ruleset
    return [
        ruleset.facts[fact].name() if value is True else advice.tell_answer(ruleset, fact, value)
        for fact, value in given_answers(assessment, facts).items()
        if not isinstance(value, Gap)
    ]


def _phase(assessment: Assessment, *, spoken: bool, whole: bool) -> Section:
    ruleset, interval, course = assessment.ruleset, assessment.interval, assessment.course
    labels = [phase.label for phase in ruleset.profile.phases]
    lines = []
    if assessment.status is PhaseStatus.OPEN:
        lines.append(page_text.not_yet(labels[interval.at_least : interval.at_most + 1]))
        lines += [page_text.hangs_on(_deciding(assessment))] if whole else []
    elif spoken:
        lines.append(page_text.spoken(labels[assessment.stands]))
    else:
        places = enumerate(labels)
        lines.append(
            page_text.bar(
                (label, place == assessment.stands, course.advised < place <= interval.at_most)
                for place, label in places
            )
        )
    lines += [_range(assessment), _direction(assessment)]
    return Section(page_text.PHASE, tuple(line for line in lines if line), tone=Tone.STRONG)


def _range(assessment: Assessment) -> str:
    """What is proved and what is possible, where more than one phase is; and that a phase comes from doubt alone."""
    interval, is_raised = assessment.interval, assessment.doubt.raised
    if assessment.status is not PhaseStatus.RANGE or not (assessment.course.advised < interval.at_most or is_raised):
        return ""
    low, high = (assessment.ruleset.phase(rank).label for rank in (interval.at_least, interval.at_most))
    told = page_text.range_of(low, high)
    return f"{told} {page_text.by_doubt(assessment.label)}" if is_raised else told


def _direction(assessment: Assessment) -> str:
    course = assessment.course
    if course.direction is None or course.current is None:
        return ""
    now = assessment.ruleset.label(course.current)
    if _way_down_unsaid(assessment):
        return page_text.no_way_down(now)
    line = page_text.DIRECTION[course.direction.value].format(now=now, advised=assessment.label)
    return f"{line} {page_text.until_decided(now)}" if course.direction is Direction.DOWN else line


def _why(assessment: Assessment) -> Iterator[Section]:
    lines = list(_reasons(assessment))
    if not assessment.met(Effect.ENTER):
        lines += [gap.text for gap in assessment.left_open[:1]]
    if assessment.doubt.facts or assessment.doubt.raised:
        names = [assessment.ruleset.facts[fact].name() for fact in assessment.doubt.facts[:_FEW]]
        rule = assessment.ruleset.profile.doubt
        lines.append(" ".join([*([page_text.in_doubt(names)] if names else []), rule.short or rule.text]))
    if lines:
        yield Section(page_text.WHY, tuple(lines))


def _contradictions(assessment: Assessment) -> Iterator[Section]:
    wrong = advice.contradictions_told(assessment)
    if wrong:
        yield Section(page_text.ATTENTION, wrong, tone=Tone.WARN)


def _reasons(assessment: Assessment) -> Iterator[str]:
    """The answers that put the household where it is, or let it go down; and what holds that up."""
    if assessment.status is PhaseStatus.OPEN:
        return
    by_id = {met.evaluation.criterion.id: met for met in assessment.criteria}
    grounds = assessment.met(Effect.ENTER)
    if assessment.direction is Direction.DOWN:
        grounds = [by_id[ident] for move in assessment.course.taken for ident in move.transition.criteria]
    said = _said(assessment, dict.fromkeys(fact for met in grounds for fact in met.evaluation.result.because))
    if said:
        yield page_text.you_said(said)
    elif assessment.course.advised == 0 and assessment.status is PhaseStatus.SETTLED and not assessment.left_open:
        yield page_text.NOTHING_HEAVIER
    if assessment.direction is not Direction.DOWN:
        yield from _held_up(assessment)


def _held_up(assessment: Assessment) -> Iterator[str]:
    """What holds up the nearest way down."""
    moves = [move for move in assessment.course.leaving if move.transition.direction is TransitionDirection.DOWN]
    for move in moves[:1]:
        told = [_name(assessment, ident) for ident in move.blocked_by or move.missing]
        if move.precondition is not Truth.YES and not move.blocked_by:
            told.insert(0, advice.precondition_words(assessment.ruleset, move.transition))
        if told:
            yield page_text.still_there(told) if move.blocked_by else page_text.lacking(told[:_FEW])


def _name(assessment: Assessment, ident: str) -> str:
    """A criterion in its own words, or a fact by its name."""
    texts = {met.evaluation.criterion.id: met.evaluation.criterion.text for met in assessment.criteria}
    return texts.get(ident) or assessment.ruleset.facts[ident].name()


def _decides(assessment: Assessment) -> Iterator[str]:
    """Who decides about the move that is being made, or that is held up."""
    if assessment.status is PhaseStatus.OPEN:
        yield page_text.DEPENDS_ON_PHASE
        return
    moves = assessment.course.taken or assessment.course.leaving
    if not moves and assessment.direction is Direction.UP:
        moves = tuple(_held_back(assessment))
        texts = (advice.precondition_words(assessment.ruleset, move.transition) for move in moves)
        yield from (page_text.up_held_back(text) for text in dict.fromkeys(texts))
    told = dict.fromkeys(
        move.transition.decided_short
        or (page_text.decides(move.transition.decided_by) if move.transition.decided_by else page_text.NOBODY)
        for move in moves
    )
    yield from tuple(told) or (_no_move(assessment),)


def _no_move(assessment: Assessment) -> str:
    """Why there is no move to decide about."""
    if assessment.direction is not Direction.UNCLEAR:
        return page_text.NO_DECISION
    return page_text.NOBODY if _way_down_unsaid(assessment) else page_text.FIRST_WHICH_WAY


def _way_down_unsaid(assessment: Assessment) -> bool:
    """Whether nothing points at the present phase any more, while the model does not say how it is left."""
    course = assessment.course
    is_lighter = course.current is not None and assessment.interval.at_most < assessment.ruleset.rank(course.current)
    return is_lighter and course.direction is Direction.UNCLEAR and not course.leaving


def _held_back(assessment: Assessment) -> Iterator[TransitionResult]:
    """The ways up to the advised phase whose criteria hold, while what must hold beforehand does not."""
    advised = assessment.ruleset.phase(assessment.course.advised).id
    for move in assessment.transitions:
        if move.to == advised and not move.missing and move.precondition is Truth.NO:
            yield move


def own_steps(assessment: Assessment) -> list[NextStep]:
    """The steps to show first: the reader's own, those of nobody in particular, and all about safety.

    A number that stands in the panel of danger is not said again.
    """
    steps = [step for step in assessment.steps if not _is_call(step)]
    own = [step for step in steps if step.safety or step.whose in (Whose.YOU, Whose.NOT_RECORDED)]
    others = [step for step in steps if step not in own]
    chosen = own + others[: max(_FEW - len(own), 0)]
    return [step for step in steps if step in chosen]


def _is_call(step: NextStep) -> bool:
    """Whether it only says a number that stands in the panel of danger."""
    return step.kind is StepKind.ACUTE and step.origin == NATIONAL_ORIGIN


def _shown(assessment: Assessment, room: Room) -> list[NextStep]:
    """The steps that there is room for; those about safety have some more."""
    safest = room.steps + (_MOST_STEPS - _FEW)
    steps = enumerate(own_steps(assessment))
    return [step for place, step in steps if place < room.steps or (step.safety and place < safest)]


def _steps(assessment: Assessment, room: Room, shown: Sequence[NextStep]) -> Section:
    lines = [
        step_line(assessment, step, whole=room.who, firm=place < room.firm, sign=room.firm != _ALL)
        for place, step in enumerate(shown)
    ]
    more = sum(not _is_call(step) for step in assessment.steps) - len(shown)
    if not lines:
        return Section(page_text.STEPS, (page_text.NO_STEPS,))
    if more > 0:
        lines[-1] = f"{lines[-1]}\n{page_text.more_steps(more)}"
    return Section(page_text.STEPS, tuple(lines), numbered=True, wide=not room.who)


def step_line(
    assessment: Assessment,
    step: NextStep,
    *,
    whole: bool = True,
    firm: bool = True,
    sign: bool = False,
    everyone: bool = False,
) -> str:
    """A step in one line, with who takes it and how firmly where there is room.

    Args:
        assessment: the advice.
        step: one of its steps.
        whole: there is room for whom to turn to, and by when.
        firm: there is room for who takes it, and how firmly.
        sign: that it holds everywhere is no more than a sign.
        everyone: there is room for everybody to call; else who has a number, and how many others there are.
    """
    short, is_national = advice.step_short(assessment, step), step.origin == NATIONAL_ORIGIN
    text = _call(short, step.contact, everyone=everyone) if step.own is OwnStep.DANGER_UNKNOWN else short
    about = [
        *(_taken_by(step) if firm else ()),
        *(_about(step, text) if whole else ()),
        page_text.NATIONAL if is_national and not sign else "",
    ]
    words = page_text.step(triage_text.alone(text) if step.alone else text, about)
    return page_text.marked(words) if is_national and sign else words


def _call(text: str, contact: str, *, everyone: bool) -> str:
    """A step with whom to call."""
    contacts = contact.split(CONTACTS)
    named = contacts if everyone else [one for one in contacts if any(sign.isdigit() for sign in one)] or contacts[:1]
    return page_text.call(text, named, len(contacts) - len(named))


def _taken_by(step: NextStep) -> Iterator[str]:
    yield page_text.YOU if step.whose is Whose.YOU else step.who.partition(";")[0] or page_text.WHO_UNSAID
    yield page_text.MODALITY[step.modality.value]


def _about(step: NextStep, text: str) -> Iterator[str]:
    when = step.deadline.partition(";")[0]
    if when.casefold() not in text.casefold():
        yield when
    if step.safety and step.contact and step.contact not in text and step.own is not OwnStep.DANGER_UNKNOWN:
        yield page_text.at(step.contact)


def _roles(assessment: Assessment) -> Iterator[Section]:
    """The roles that are held or must be held; the others are counted."""
    is_down = assessment.direction is Direction.DOWN
    lines, silent = [], list[str]()
    for holding in assessment.roles:
        words = held_by(holding)
        if words:
            lines.append(page_text.role(holding.role.title, words))
        elif holding.status is RoleStatus.NOT_RECORDED:
            silent.append(page_text.small(holding.role.title))
    if silent:
        lines.append(page_text.nobody_recorded(silent))
    if lines:
        yield Section(page_text.ROLES, (*([page_text.once_down(assessment.label)] if is_down else ()), *lines))


def _handover(assessment: Assessment) -> Iterator[Section]:
    """What is to be agreed where the household goes down: what the model says of it, and what to fill in."""
    if assessment.direction is Direction.DOWN:
        told = dict.fromkeys(move.transition.handover for move in assessment.course.taken if move.transition.handover)
        yield Section(page_text.HANDOVER, (*told, page_text.AGREE))


def held_by(holding: RoleHolding) -> str:
    """Who holds a role, how firmly; empty where nobody does and nobody must."""
    if holding.status is RoleStatus.NOT_APPLICABLE:
        return ""
    if holding.status is RoleStatus.NOT_RECORDED:
        return page_text.MUST_BE_THERE if holding.modality is Modality.MUST else ""
    words = advice.holders_of(holding)
    if holding.appointed:
        return triage_text.appointed(words)
    is_assigned = holding.status is RoleStatus.ASSIGNED
    return page_text.may_be_added(words) if is_assigned and holding.modality is Modality.MAY else words


def _criteria(assessment: Assessment, *, whole: bool) -> Iterator[Section]:
    """The criteria that give the phase, and how many others are met."""
    if assessment.status is PhaseStatus.OPEN:
        return
    given = assessment.met(Effect.ENTER)
    shown = given if whole else given[:1]
    met = sum(result.evaluation.truth is Truth.YES for result in assessment.criteria)
    lines = [
        page_text.gives(
            result.evaluation.criterion.text, advice.phase_of(assessment.ruleset, result.evaluation.criterion)
        )
        for result in shown
    ]
    if whole and met > len(shown) and shown:
        lines.append(page_text.other_criteria(met - len(shown)))
    if lines:
        yield Section(page_text.CRITERIA, tuple(lines))


def _higher(assessment: Assessment) -> Iterator[Section]:
    """What would put the household in the next phase up."""
    ruleset, above = assessment.ruleset, assessment.stands + 1
    if assessment.status is PhaseStatus.OPEN or above >= len(ruleset.profile.phases):
        return
    texts = [
        result.evaluation.criterion.text
        for result in assessment.criteria
        if result.evaluation.criterion.effect is Effect.ENTER
        and ruleset.rank(result.evaluation.criterion.phase) == above
        and result.evaluation.truth is not Truth.YES
    ]
    if texts:
        label = ruleset.profile.phases[above].label
        yield Section(page_text.HIGHER, (page_text.raises(label, texts[:_FEW], len(texts) - _FEW),))


def _unknown(assessment: Assessment, *, whole: bool) -> str:
    names = _heaviest(assessment)[: _FEW if whole else 1]
    return page_text.unknown_short(len(assessment.open_questions), names) if names else page_text.NOTHING_UNKNOWN


def _heaviest(assessment: Assessment) -> Sequence[str]:
    """The unknown answers that weigh most, by name: danger, what may give an alarm, then the heaviest phase."""
    ruleset, evaluation = assessment.ruleset, assessment.so_far.evaluation
    danger = {ruleset.gate(Gate.ACUTE), *ruleset.dangers}
    alarming = {fact for alert in ruleset.national.alerts for fact in evaluation.evaluate(alert.when).open}

    def weight(one: OpenQuestion) -> int:
        if one.fact in danger:
            return 0
        return 1 if one.fact in alarming else 2 if one.decides_phase else 3

    return _names(assessment, sorted(assessment.open_questions, key=weight))


def _deciding(assessment: Assessment) -> Sequence[str]:
    """The unknown answers that the phase hangs on, by name: danger first, then the heaviest phase."""
    dangers = assessment.ruleset.dangers
    found = [one for one in assessment.open_questions if one.decides_phase]
    return _names(assessment, sorted(found, key=lambda one: one.fact not in dangers))


def _names(assessment: Assessment, questions: Iterable[OpenQuestion]) -> Sequence[str]:
    return [assessment.ruleset.facts[one.fact].name() for one in islice(questions, _FEW)]


def printed(assessment: Assessment, case: str = "", *, spoken: bool = False, told: str = "") -> Report:
    """The page as it is printed, on one sheet, with how to see the rest."""
    for room in ROOMS:
        page = triage_page(assessment, case, room=room, spoken=spoken)
        if sum(map(_height, page.blocks)) <= _SHEET:
            break
    above = (Paragraph(told),) if told else ()
    return replace(page, blocks=(*above, *page.blocks, Paragraph(page_text.MORE, Tone.QUIET)))


def _height(block: Block) -> int:
    """Lines that a part of the page takes at 80 columns, at most."""
    lines = block.lines if isinstance(block, Section | Callout) else ()
    return 2 + sum(1 + len(line) // _COLUMNS for text in lines for line in text.split("\n"))
