"""The interview loop, and free texts in which nobody is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from ave_cli.engine.answers_file import known_answers, raw_answer
from ave_cli.engine.questionnaire import Progress, Question
from ave_cli.engine.relevance import EvaluationSoFar
from ave_cli.errors import Unfinished
from ave_cli.profile import Answers, Contact, Gap, Gate, Given, Ruleset, Truth, record
from ave_cli.terminal.prompt import Asked, Enough, Left, Prompt, PromptAction
from ave_cli.text import interview as interview_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases as advice
from ave_cli.wording.personal_data import SuspicionKind, suspicions, without

Keep = Callable[[Mapping[str, object]], None]
"""Keeps what happened, before the next question is put."""
LONGEST = 1000
"""Characters of a free text in a note."""
ANSWER, CHANGE, BACK, ENOUGH, BEGUN = "answer", "change", "back", "enough", "begun"
"""What can happen in an interview, as a journal has it."""
ON_SCREEN = "screen"
"""Beside what was filled in and not confirmed: the facts of that question."""

_AFTER_ALARM = (interview_text.NOT_FROM_MODEL, interview_text.GO_ON)


@record
class Surroundings:
    """What an interview knows of what is around it."""

    kept: bool = True
    """Whether stopping leaves a draft."""
    since: str = ""
    """The day of the note that answers are proposed from, in words."""
    after_first: Callable[[], bool] | None = None
    """What is asked once, after the first answer; False: one question back."""


def interview(
    progress: Progress, prompt: Prompt, keep: Keep, *, review: bool, around: Surroundings | None = None
) -> Answers:
    """Ask until nothing can matter any more or it is enough, then let the answers be reviewed.

    Raises:
        Unfinished: the person stopped.
    """
    around = around or Surroundings()
    while True:
        question = None if progress.enough else progress.question
        if question is None:
            if not review or _review(progress, prompt, keep, around):
                return progress.answers
            continue
        if progress.number == 2 and around.after_first is not None and not around.after_first():
            _go_back(progress, prompt, keep)
            continue
        reply = _ask(progress, question, progress.number, progress.earlier(question), (prompt, keep, around))
        if _take(progress, reply, prompt, keep):
            return progress.answers


def _ask(
    progress: Progress, question: Question, number: int, earlier: Given, by: tuple[Prompt, Keep, Surroundings]
) -> Given | Enough | PromptAction:
    """Put a question; what was filled in and not confirmed is kept for when it comes back, and answers nothing."""
    prompt, keep, around = by
    reply = prompt.ask(_ask_for(progress, question, number, earlier, around))
    if not isinstance(reply, Left):
        return reply
    facts = [fact.id for fact in question.facts]
    progress.begin(facts, reply.begun)
    keep({BEGUN: _plain(reply.begun), ON_SCREEN: facts})
    return reply.how


def _take(progress: Progress, reply: Given | Enough | PromptAction, prompt: Prompt, keep: Keep) -> bool:
    """Do what was replied; True when the result is to be shown now.

    Raises:
        Unfinished: the person stopped.
    """
    match reply:
        case PromptAction.STOP:
            raise Unfinished(interview_text.STOPPED)
        case PromptAction.BACK:
            _go_back(progress, prompt, keep)
        case PromptAction.ENOUGH:
            keep({ENOUGH: True})
            progress.stop_asking()
            return not progress.ruleset.contradictions_in(progress.answers)
        case Enough():
            facts = progress.question.facts if progress.question is not None else ()
            _take(progress, {fact.id: reply.given.get(fact.id, Gap.DONT_KNOW) for fact in facts}, prompt, keep)
            return _take(progress, PromptAction.ENOUGH, prompt, keep)
        case _:
            keep({ANSWER: _plain(reply)})
            before = progress.answers
            progress.answer(reply)
            _alarm(progress, before, prompt)
    return False


def _go_back(progress: Progress, prompt: Prompt, keep: Keep) -> None:
    keep({BACK: True})
    if not progress.back():
        prompt.tell(interview_text.AT_START)


def replay_entry(progress: Progress, entry: Mapping[str, object]) -> None:
    """Do again what a journal says that happened; what does not fit the model is left out, never guessed."""
    if entry.get(BACK):
        progress.back()
    if ENOUGH in entry:
        progress.enough = entry[ENOUGH] is True
        if progress.enough:
            progress.stop_asking()
    _replay_answers(progress, entry)


def _replay_answers(progress: Progress, entry: Mapping[str, object]) -> None:
    screen, begun = entry.get(ON_SCREEN), entry.get(BEGUN)
    if isinstance(screen, list) and isinstance(begun, dict):
        progress.begin(map(str, screen), known_answers(progress.ruleset, begun))
    for kind in (ANSWER, CHANGE):
        raw = entry.get(kind)
        if isinstance(raw, dict):
            given = known_answers(progress.ruleset, raw)
            if kind == CHANGE:
                progress.change(given)
            elif progress.question and {fact.id for fact in progress.question.facts} == set(given):
                progress.answer(given)
            else:
                progress.propose(given)


def _plain(given: Given) -> dict[str, object]:
    return {fact: raw_answer(one) for fact, one in given.items()}


def _ask_for(progress: Progress, question: Question, number: int, earlier: Given, around: Surroundings) -> Asked:
    ruleset = progress.ruleset
    so_far = progress.so_far
    now = so_far.course.current
    proposed, begun = progress.proposed(question), progress.begun(question)
    left = _left(progress, question, number)
    told = [advice.tell_answer(ruleset, fact, one) for fact, one in proposed.items()]
    filled_in = [advice.tell_answer(ruleset, fact, one) for fact, one in begun.items()]
    remarks = (
        interview_text.not_confirmed(filled_in) if filled_in else "",
        interview_text.last_time(around.since, told) if told else "",
        " ".join(part for part in (_so_far(ruleset, so_far), _decided(question, so_far, left)) if part),
    )
    return Asked(
        ruleset=ruleset,
        question=replace(question, at_most=left),
        number=number,
        is_first=number == 1 and question is progress.question,
        earlier=earlier,
        is_told=bool(told) and earlier == {fact: proposed.get(fact) for fact in earlier},
        begun=begun,
        remarks=tuple(remark for remark in remarks if remark),
        now=interview_text.now_in(ruleset.label(now)) if now is not None else "",
        alert=_reminder(ruleset, progress.answers),
        why=tuple(dict.fromkeys(_effects(ruleset, so_far, question))),
        kept=around.kept,
    )


def _reminder(ruleset: Ruleset, answers: Answers) -> str:
    """That there is acute danger, or that it is in doubt, with the most pressing number."""
    gate = ruleset.gate(Gate.ACUTE)
    number = next((contact.number for contact in ruleset.contacts if contact.acute and contact.number), "")
    if gate is None or not answers.answered(gate) or answers.value(gate) is False:
        return ""
    return interview_text.reminder(number, known=answers.value(gate) is True)


def _so_far(ruleset: Ruleset, so_far: EvaluationSoFar) -> str:
    """Which phases are still possible, once one is not; never below the one that the household is in."""
    course, interval = so_far.course, so_far.interval
    label = ruleset.phase
    now = ruleset.rank(course.current) if course.current is not None else 0
    if now == 0 and (interval.at_least, interval.at_most) == (0, len(ruleset.profile.phases) - 1):
        return ""
    if course.current is None:
        return interview_text.so_far(label(interval.at_least).label, label(interval.at_most).label)
    if course.advised < now:
        return interview_text.so_far_down(label(now).label, label(course.advised).label)
    low = label(max(now, interval.at_least)).label
    high = label(max(now, interval.at_most)).label
    return interview_text.so_far(low, high) if interval.at_least >= now else interview_text.so_far_in(low, high)


def _left(progress: Progress, question: Question, number: int) -> int:
    """About how many screens there are from this one on."""
    if question is progress.question:
        return progress.left
    return len(progress.answered()) - number + 1 + progress.left


def _decided(question: Question, so_far: EvaluationSoFar, left: int) -> str:
    if not question.phase_decided:
        return ""
    return interview_text.phase_decided(left, settled=so_far.interval.settled)


def _effects(ruleset: Ruleset, so_far: EvaluationSoFar, question: Question) -> Iterator[str]:
    """What the answer could change, in words."""
    asked = {fact.id for fact in question.facts}
    for one in so_far.relevant:
        if one.fact in asked:
            yield advice.effect_words(ruleset, one.effect)


def _review(progress: Progress, prompt: Prompt, keep: Keep, around: Surroundings) -> bool:
    """Show the answers by theme; True when the person wants the advice, else one answer was changed or taken back."""
    questions = _by_theme(progress)
    entries = [interview_text.REVIEW_DONE]
    if progress.question is not None:
        entries.append(interview_text.more_questions(progress.left))
    first = len(entries)
    groups = [question.facts[0].group for question in questions]
    themes = {first + place: group for place, group in enumerate(groups) if group not in groups[:place]}
    entries += [_line(progress, question) for question in questions]
    place = prompt.choose(_title(progress), entries, interview_text.REVIEW_HINT, themes)
    if place is PromptAction.STOP:
        raise Unfinished(interview_text.STOPPED)
    if place is PromptAction.BACK:
        _go_on(progress, keep)
        _go_back(progress, prompt, keep)
        return False
    if isinstance(place, PromptAction) or place == 0:
        return True
    if place < first:
        _go_on(progress, keep)
        return False
    _change(progress, questions[place - first], prompt, keep, around)
    return False


def _go_on(progress: Progress, keep: Keep) -> None:
    """Go on with the questions after it was enough."""
    if progress.enough:
        keep({ENOUGH: False})
        progress.enough = False


def _by_theme(progress: Progress) -> list[Question]:
    """The questions that were answered, in the order of the themes."""
    places = {fact: place for place, fact in enumerate(progress.ruleset.facts)}
    return sorted(progress.answered(), key=lambda question: places[question.facts[0].id])


def _change(progress: Progress, question: Question, prompt: Prompt, keep: Keep, around: Surroundings) -> None:
    given = {fact.id: progress.answers.given[fact.id] for fact in question.facts}
    number = progress.answered().index(question) + 1
    reply = _ask(progress, question, number, given, (prompt, keep, around))
    if reply is PromptAction.STOP:
        raise Unfinished(interview_text.STOPPED)
    if not isinstance(reply, PromptAction):
        changed = {**given, **reply.given} if isinstance(reply, Enough) else reply
        keep({CHANGE: _plain(changed)})
        before = progress.answers
        gone = progress.change(changed)
        _alarm(progress, before, prompt)
        if progress.question is not None and not progress.enough:
            prompt.tell(interview_text.ONE_MORE)
        elif gone:
            prompt.tell(interview_text.parked(progress.ruleset.facts[fact].name() for fact in gone))


def _title(progress: Progress) -> str:
    """What stands above the review: contradictory answers are pointed out."""
    facts = progress.ruleset.facts
    wrong = [
        advice.contradiction_words(contradiction, facts)
        for contradiction in progress.ruleset.contradictions_in(progress.answers)
    ]
    return "\n".join([*([interview_text.CONTRADICTION, *wrong] if wrong else []), interview_text.REVIEW])


def _line(progress: Progress, question: Question) -> str:
    """One line of the review: of a screen with several lines what is so, what is not known, and how the rest is."""
    ruleset, given = progress.ruleset, progress.answers.given
    if not question.together:
        fact = question.facts[0].id
        return advice.tell_answer(ruleset, fact, given[fact])
    ticked = [fact.name() for fact in question.facts if given[fact.id] is True]
    unknown = [fact.name() for fact in question.facts if isinstance(given[fact.id], Gap)]
    if len(unknown) == len(question.facts):
        return interview_text.answer_line(question.text, interview_text.DONT_KNOW)
    has_no = any(given[fact.id] is False for fact in question.facts)
    return interview_text.answer_line(question.text, interview_text.some_of(ticked, unknown, all_no=has_no))


def _alarm(progress: Progress, before: Answers, prompt: Prompt) -> None:
    """Say at once what cannot wait: acute danger that there is or that is not known, and what holds everywhere."""
    ruleset, answers = progress.ruleset, progress.answers
    gate = ruleset.gate(Gate.ACUTE) or ""
    acute = [contact for contact in ruleset.contacts if contact.acute]
    if answers.value(gate) != before.value(gate) and answers.value(gate) is not False and answers.answered(gate):
        told = triage_text.ACUTE_UNKNOWN if isinstance(answers.value(gate), Gap) else triage_text.ACUTE_SHORT
        prompt.alarm([told, *_numbers(acute)], _AFTER_ALARM)
    was, now = ruleset.read(before), ruleset.read(answers)
    by_id = {contact.id: contact for contact in ruleset.contacts}
    for alert in ruleset.national.alerts:
        if now.evaluate(alert.when).truth is Truth.YES and was.evaluate(alert.when).truth is not Truth.YES:
            contacts = [by_id[ident] for ident in alert.contacts if ident in by_id]
            prompt.alarm([alert.text, *_numbers(contacts)], _AFTER_ALARM)


def _numbers(contacts: list[Contact]) -> list[str]:
    return [triage_text.number_line(contact.name, contact.number, contact.when) for contact in contacts]


def free_text(prompt: Prompt, question: str, default: str, today: date) -> str | None:
    """A text in which nothing looks like personal data, or in which that was left on purpose; None: back.

    Raises:
        Unfinished: the person stopped.
    """
    while True:
        text = ask_line(prompt, question, default)
        if text is None:
            return None
        if len(text) > LONGEST:
            prompt.tell(interview_text.too_long(len(text)))
            default = text
            continue
        found = suspicions(text, today)
        if not found:
            return text
        leave = (
            interview_text.IS_NO_BSN if any(one.kind is SuspicionKind.BSN for one in found) else interview_text.LEAVE
        )
        title = interview_text.looks_like(one.kind.value for one in found)
        reply = prompt.choose(title, [interview_text.TAKE_OUT, interview_text.RETYPE, leave])
        if reply is PromptAction.STOP:
            raise Unfinished(interview_text.NOT_SAVED_YET)
        if reply == 2:
            return text
        if reply == 0:
            return without_all(text, today)
        default = text


def ask_line(prompt: Prompt, question: str, default: str) -> str | None:
    """One line of text; None: back.

    Raises:
        Unfinished: the person stopped.
    """
    reply = prompt.text(question, default)
    if reply is PromptAction.STOP:
        raise Unfinished(interview_text.NOT_SAVED_YET)
    return None if isinstance(reply, PromptAction) else reply


def cleaned(case: str, today: date) -> tuple[str, str]:
    """A case without what looks like personal data, and what is said about that; nothing where there is none."""
    found = suspicions(case, today)
    return without_all(case, today), interview_text.taken_out(one.kind.value for one in found) if found else ""


def without_all(text: str, today: date) -> str:
    """Take out everything that looks like personal data, also what only shows when something before it is gone."""
    while found := suspicions(text, today):
        text = without(text, found)
    return text
