"""The result of an interview on the whole screen: the page, and the screens behind its letters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ave_cli.engine.assessment import AlertKind, Assessment, CriterionResult, PhaseStatus
from ave_cli.engine.phases import Direction
from ave_cli.engine.relevance import OtherPhase, single_changes, smallest_change, ways_down
from ave_cli.profile import Effect, RoleStatus, Statement, TransitionDirection, Truth, Whose
from ave_cli.render import plain, rich_terminal
from ave_cli.report import Block, Callout, Heading, Items, Paragraph, Report, Section, Tone
from ave_cli.storage import folders
from ave_cli.terminal.pager import HOME, Pager
from ave_cli.text import common as common_text
from ave_cli.text import page as page_text
from ave_cli.text import triage as triage_text
from ave_cli.views.page import ROOMS, held_by, own_steps, step_line, triage_page
from ave_cli.views.triage import answers_to, in_its_phase, move_lines, move_name, result_page
from ave_cli.wording import phrases as advice

_PASTED = 18
"""Lines of a text to paste, before the day and the first step."""


def browse(assessment: Assessment, register: Callable[[], Mapping[str, Statement]], case: str, told: str) -> str:
    """Show the page and the screens behind its letters; gives the letter that ended it.

    Args:
        assessment: the advice.
        register: gives the register of the model, where somebody wants to see all.
        case: a reference that the user made up; empty for none.
        told: what changed since the last time; empty for nothing.
    """
    looked = False

    def draw(view: str, columns: int, rows: int) -> str:
        nonlocal looked
        if view == HOME:
            return "\n".join(fitting_page(assessment, case, told, columns, rows - 1))
        if view == "i" and plays_on_safety(assessment) and not looked:
            return "\n".join(rich_terminal.ansi_lines(question_who_looks(), columns))
        return "\n".join(rich_terminal.ansi_lines(_screen(view, assessment, register, case), columns))

    def again(view: str) -> None:
        nonlocal looked
        looked = looked or view == "i"

    pager = Pager(
        draw,
        page_text.PAGE_VIEWS,
        page_text.PAGE_ENDS,
        within={"p": page_text.PASTE_ENDS},
        copies={"p": lambda: paste_text(assessment, case)},
        again=again,
    )
    return pager.run()


def fitting_page(assessment: Assessment, case: str, told: str, columns: int, rows: int) -> list[str]:
    """The largest page that fits in so many rows, as lines; the smallest, to scroll, where none does."""

    def drawn(place: int) -> list[str]:
        page = triage_page(assessment, case, room=ROOMS[place])
        if told:
            page = Report(page.title, (Paragraph(told), *page.blocks))
        return rich_terminal.ansi_lines(page, columns)

    smallest = len(ROOMS) - 1
    place = bisect_left(range(smallest), True, key=lambda place: len(drawn(place)) <= rows)
    return drawn(place)


def _screen(view: str, assessment: Assessment, register: Callable[[], Mapping[str, Statement]], case: str) -> Report:
    match view:
        case "w":
            return why_screen(assessment)
        case "s":
            return step_screen(assessment)
        case "r":
            return role_screen(assessment)
        case "h":
            return higher_screen(assessment)
        case "i":
            return client_screen(assessment)
        case "p":
            lines = paste_text(assessment, case).split("\n")
            return Report(lines[0], tuple(Paragraph(line) for line in lines[1:]))
        case _:
            return result_page(assessment, register(), case)


def paste_text(assessment: Assessment, case: str) -> str:
    """The page as plain text of about twenty lines, with who acts next and the day."""
    day = common_text.day(folders.today().isoformat())
    return "\n".join(plain.plain_lines(paste_report(assessment, case, day, _PASTED)))


def why_screen(assessment: Assessment) -> Report:
    """The criteria that hold, each with the answers that were given; and how many do not.

    Those about leaving a phase count for the present phase only.
    """
    given, down = assessment.met(Effect.ENTER), _for_going_down(assessment)
    met = [
        one
        for one in assessment.criteria
        if one.evaluation.truth is Truth.YES
        and one not in given
        and one.evaluation.criterion.effect is not Effect.LEAVE
    ]
    wrong = sum(one.evaluation.truth is Truth.NO for one in assessment.criteria)
    unknown = sum(one.evaluation.truth is Truth.UNKNOWN for one in assessment.criteria)
    blocks: list[Block] = []
    goes_down = page_text.MAKES_GO_DOWN if assessment.direction is Direction.DOWN else page_text.NEEDED_TO_GO_DOWN
    for title, results in ((page_text.FITS, given), (goes_down, down), (page_text.COUNTS_TOO, met)):
        if results:
            blocks += [Heading(title), Items(tuple(_criterion(assessment, one) for one in results))]
    if assessment.doubt.applied:
        rule = assessment.ruleset.profile.doubt
        names = [assessment.ruleset.facts[fact].name() for fact in assessment.doubt.facts]
        blocks += [Paragraph(page_text.in_doubt(names))] if names else []
        blocks.append(Paragraph(triage_text.doubt(rule.text)))
    blocks += [Paragraph(gap.text, Tone.WARN) for gap in assessment.left_open]
    blocks += [Paragraph(text) for text in [page_text.not_met(wrong, unknown)] if text]
    return Report(page_text.WHY_SCREEN, tuple(blocks))


def _for_going_down(assessment: Assessment) -> list[CriterionResult]:
    """The criteria that hold of the way down that is taken, or of those that there are."""
    moves = assessment.course.taken if assessment.direction is Direction.DOWN else assessment.course.leaving
    asked = {ident for move in moves for ident in move.transition.criteria}
    return [
        one for one in assessment.criteria if one.evaluation.truth is Truth.YES and one.evaluation.criterion.id in asked
    ]


def _criterion(assessment: Assessment, result: CriterionResult) -> str:
    said = answers_to(assessment, result.evaluation.result.because)
    text = result.evaluation.criterion.text
    return f"{text}. {page_text.you_said([said])}" if said else text


def step_screen(assessment: Assessment) -> Report:
    """All steps by who takes them, in their order."""
    by_who: dict[str, list[str]] = {}
    for step in assessment.steps:
        who = page_text.YOU if step.whose is Whose.YOU else step.who or page_text.WHO_UNSAID
        by_who.setdefault(who, []).append(step_line(assessment, step, everyone=True))
    blocks = [
        block
        for who, lines in by_who.items()
        for block in (Heading(f"{who[:1].upper()}{who[1:]}"), Items(tuple(lines), numbered=True))
    ]
    return Report(page_text.STEPS_SCREEN, tuple(blocks))


def role_screen(assessment: Assessment) -> Report:
    """All roles: who, in which phase while none is advised, and what the role does and does not do."""

    def blocks() -> Iterator[Block]:
        if assessment.direction is Direction.DOWN:
            yield Paragraph(page_text.once_down(assessment.label))
        for holding in assessment.roles:
            held = held_by(holding) or advice.holders_or_status(holding.status, (), ())
            yield Heading(page_text.role(holding.role.title, in_its_phase(assessment, held)))
            yield Paragraph(holding.role.text)
            does = {kind: common_text.small(text) for kind, text in common_text.TASKS.items()}
            lines = [f"{does[task.kind.value]}: {task.text}" for task in holding.role.tasks]
            yield Items((*lines, *advice.holding_notes(assessment, holding)))

    return Report(page_text.ROLES_SCREEN, tuple(blocks()))


def higher_screen(assessment: Assessment) -> Report:
    """Which other answers alone, or else together, change the phase; and who asks, decides and settles."""
    singles = single_changes(assessment.ruleset, assessment.answers)
    advised, stands = assessment.course.advised, assessment.stands
    higher, lower = [one for one in singles if one.rank > stands], [one for one in singles if one.rank < advised]
    stays = [one for one in singles if advised < one.rank <= stands]
    blocks: list[Block] = [Heading(page_text.ALONE_HIGHER), _changes(assessment, higher, up=True)]
    if assessment.direction is not Direction.DOWN:
        blocks += [Heading(page_text.ALONE_LOWER), _changes(assessment, lower, up=False)]
    else:
        blocks += [Heading(page_text.ALONE_STAYS), _items(assessment, stays)] if stays else []
        blocks += [Heading(page_text.ALONE_LOWER), Paragraph(page_text.CAN_GO_DOWN)]
        blocks += [_items(assessment, lower)] if lower else []
    for title, direction in (
        (page_text.WAY_UP, TransitionDirection.UP),
        (page_text.WAY_DOWN, TransitionDirection.DOWN),
    ):
        moves = [move for move in assessment.transitions if move.transition.direction is direction]
        for move in moves:
            blocks += [
                Heading(f"{title}: {move_name(assessment, move, way_is_told=True)}"),
                Items(tuple(move_lines(move))),
            ]
    return Report(page_text.HIGHER_SCREEN, tuple(blocks))


def _changes(assessment: Assessment, found: Sequence[OtherPhase], *, up: bool) -> Block:
    return _items(assessment, found) if found else Paragraph(_together(assessment, up=up))


def _items(assessment: Assessment, found: Iterable[OtherPhase]) -> Items:
    return Items(tuple(otherwise(assessment, one) for one in found))


def _together(assessment: Assessment, *, up: bool) -> str:
    """The fewest answers that together change the phase, where no single one does; or why there are none."""
    ruleset, course = assessment.ruleset, assessment.course
    here, last = (assessment.stands, len(ruleset.profile.phases) - 1) if up else (course.advised, 0)
    if here == last:
        return (page_text.no_higher if up else page_text.no_lower)(ruleset.phase(here).label)
    is_here = course.current is not None and ruleset.rank(course.current) == course.advised
    if not up and is_here and not ways_down(ruleset, course.current):
        return page_text.way_down_unsaid(assessment.label)
    least = smallest_change(ruleset, assessment.answers, up=up)
    return f"{page_text.TOGETHER}: {otherwise(assessment, least)}" if least else page_text.NOT_WORKED_OUT


def otherwise(assessment: Assessment, other: OtherPhase) -> str:
    """Other answers, and the phase that the triage gives for them, as surely as it does."""
    ruleset, course, interval = assessment.ruleset, other.so_far.course, other.so_far.interval
    told = (advice.tell_answer(ruleset, fact, value) for fact, value in other.answers)
    label = ruleset.phase(other.rank).label
    if course.direction is Direction.DOWN:
        outcome = page_text.can_go_down_to(label)
    elif interval.at_most <= other.rank:
        outcome = label
    else:
        lowest = ruleset.phase(interval.at_least).label if interval.at_least < other.rank else ""
        outcome = page_text.perhaps_more(label, ruleset.phase(interval.at_most).label, lowest)
    return page_text.otherwise(told, outcome)


def plays_on_safety(assessment: Assessment) -> bool:
    """Whether danger, a suspicion or a report plays, so that it matters who looks at the screen."""
    return bool(assessment.alerts) or any(step.safety for step in assessment.steps)


def client_screen(assessment: Assessment) -> Report:
    """What an inhabitant may read: what is done together, who the contact is, what is not decided yet."""
    contact = assessment.roles[0] if assessment.roles else None
    is_decided = contact is not None and assessment.direction is not Direction.DOWN
    is_known = contact and is_decided and contact.status is RoleStatus.ASSIGNED and len(contact.holders) == 1
    name = page_text.contact_is(contact.holders[0].name) if contact and is_known else page_text.CONTACT_OPEN
    lines = (page_text.CLIENT[0], page_text.CLIENT[1], name, page_text.NOT_DECIDED, *page_text.CLIENT[2:])
    return Report(page_text.CLIENT_SCREEN, tuple(Paragraph(line) for line in lines))


def question_who_looks() -> Report:
    """What is asked before the sheet for the inhabitant, where danger plays."""
    title, *lines = page_text.WHO_LOOKS
    return Report(title, tuple(Paragraph(line) for line in lines))


def paste_report(assessment: Assessment, case: str, day: str, most: int) -> Report:
    """The page as a short text to paste elsewhere: who acts next, and the day.

    Args:
        most: lines that there may be; the smallest page is given where none is that short.
    """
    first = [Paragraph(page_text.next_up(text)) for text in islice(_first_of_all(assessment), 1)]
    for room in ROOMS:
        page = triage_page(assessment, case, room=room, spoken=True)
        if sum(map(_lines, page.blocks)) <= most:
            break
    return Report(page.title, (Paragraph(page_text.asked_on(day)), *first, *page.blocks))


def _first_of_all(assessment: Assessment) -> Iterator[str]:
    """What comes first: to call in acute danger, to find out whether there is any, or the first step."""
    for alert in assessment.alerts:
        if alert.kind is AlertKind.ACUTE:
            yield from advice.alert_lines(alert)[:1]
        elif alert.kind is AlertKind.ACUTE_UNKNOWN:
            yield advice.alert_short(assessment, alert)
    yield from (step_line(assessment, step, everyone=True) for step in own_steps(assessment))


def _lines(block: Block) -> int:
    lines = block.lines if isinstance(block, Section | Callout) else ("",)
    named = isinstance(block, Callout) or (isinstance(block, Section) and block.numbered)
    return named + sum(len(line.split("\n")) for line in lines)


def changed_by(before: Assessment, after: Assessment) -> str:
    """What another answer changed, in a sentence."""
    was, now = _told(before), _told(after)
    return page_text.phase_changed(was, now) if was != now else page_text.PHASE_SAME


def _told(assessment: Assessment) -> str:
    if assessment.status is PhaseStatus.OPEN:
        return page_text.NOT_YET
    if assessment.direction is not Direction.DOWN:
        return assessment.label
    return page_text.may_go_down(assessment.ruleset.phase(assessment.stands).label, assessment.label)
