"""Everything that is wrong with a model or missing from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING
from functools import cache

from ave_cli.authoring.proofs import Finding, FindingKind, Todo, check_phases, check_rules, check_swallowed
from ave_cli.engine.answer_space import AnswerSpace, SpaceTooLarge, facts_of
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.engine.journey import moment_answers
from ave_cli.profile import (
    Answers,
    Case,
    Effect,
    Expectation,
    Journey,
    Phase,
    Profile,
    Role,
    Ruleset,
    Sourced,
    Statement,
    Transition,
    TransitionDirection,
    conditions_of,
    records_of,
    used_facts,
)
from ave_cli.text import problems as problems_text
from ave_cli.text import profiles as profiles_text
from ave_cli.wording.phrases import step_text


def check_roles(ruleset: Ruleset) -> Iterator[Finding]:
    """Roles for which nothing is said in some phase, for some household; a recorded absence is something said."""
    for phase in ruleset.profile.phases:
        for role in ruleset.profile.roles:
            yield from _role(ruleset, phase, role)


def _role(ruleset: Ruleset, phase: Phase, role: Role) -> Iterator[Finding]:
    rules = [rule.when for rule in ruleset.rules_for(role.id, phase.id) if not rule.adds]
    where = f"roles ({role.id})"
    if None in rules:
        return
    try:
        space = AnswerSpace(ruleset, [rule for rule in rules if rule is not None])
    except SpaceTooLarge:
        yield Finding(kind=FindingKind.NOT_PROVED, where=where, text=profiles_text.NOT_PROVED)
        return
    left = space.universe & ~space.disjunction([space.satisfying(rule) for rule in rules])
    household = space.witness(left)
    if household is not None:
        example = household if household.given else None
        text = profiles_text.role_missing(role.title, phase.label)
        yield Finding(kind=FindingKind.ROLE_MISSING, where=where, text=text, example=example)


def check_order(ruleset: Ruleset) -> Iterator[Finding]:
    """Whether the phases stand from heavy to light: every move goes the wrong way, or nothing enters the last one."""
    phases = ruleset.profile.phases
    moves = [move for move in ruleset.profile.transitions if move.direction is not TransitionDirection.WITHIN]
    ended = [move for move in moves if move.from_ is not None and move.to is not None]
    entered = {one.phase for one in ruleset.entry_criteria}
    first, last = phases[0], phases[-1]
    unmoved = not ended and first.id in entered and last.id not in entered and last.status != "not_recorded"
    if len(phases) > 1 and (unmoved or (ended and all(_wrong_way(ruleset, move) for move in ended))):
        text = problems_text.upside_down(first.label, last.label)
        yield Finding(kind=FindingKind.DIRECTION, where="phases", text=text)


def check_moves(ruleset: Ruleset) -> Iterator[Finding]:
    """Moves of which nobody is named who decides, and of which it is not recorded either that nobody is."""
    is_reversed = any(check_order(ruleset))
    recorded = {ident for gap in ruleset.profile.gaps for ident in gap.undecided}
    for transition in ruleset.profile.transitions:
        if not transition.decided_by and transition.id not in recorded:
            yield Finding(
                kind=FindingKind.DECIDER_MISSING,
                where=f"transitions ({transition.id})",
                text=profiles_text.DECIDER_MISSING,
            )
        if transition.decided_by and transition.id in recorded:
            where = f"transitions ({transition.id}).decided_by"
            yield Finding(kind=FindingKind.DECIDER_MISSING, where=where, text=profiles_text.DECIDER_TWICE)
        wrong = _wrong_way(ruleset, transition)
        if wrong and not is_reversed:
            yield Finding(kind=FindingKind.DIRECTION, where=f"transitions ({transition.id}).direction", text=wrong)


def _wrong_way(ruleset: Ruleset, move: Transition) -> str:
    """What is wrong with the direction of a move, by the order of the phases; empty where nothing is."""
    if move.from_ is None or move.to is None:
        return ""
    way = ruleset.rank(move.to) - ruleset.rank(move.from_)
    fits = {TransitionDirection.UP: way > 0, TransitionDirection.DOWN: way < 0, TransitionDirection.WITHIN: True}
    labels = ruleset.label(move.from_), ruleset.label(move.to)
    return "" if fits[move.direction] else problems_text.wrong_direction(move.direction.value, *labels)


def check_asked(ruleset: Ruleset) -> Iterator[Finding]:
    """Facts that are asked, and that only criteria look at which change nothing: the interview never asks them."""
    profile = ruleset.profile
    shown = {one.id for one in profile.criteria if one.effect is Effect.SUPPORTS and one.origin == profile.id}
    counting: set[str] = set(profile.doubt.facts)
    for place, condition in conditions_of(profile):
        named = re.match(r"criteria \((.+)\)\.when$", place)
        if not place.startswith("define.") and not (named and named[1] in shown):
            counting |= set(facts_of(ruleset, condition))
    used = used_facts(profile)
    for fact in profile.ask:
        known = ruleset.facts[fact]
        is_asked = fact in counting or known.gate is not None or known.danger or fact in ruleset.national.ask
        if not is_asked and fact in used:
            yield Finding(kind=FindingKind.FACT_IDLE, where=f"ask ({fact})", text=profiles_text.NEVER_ASKED)


def check_words(ruleset: Ruleset) -> Iterator[Finding]:
    """Words that a screen cannot do without: each phase by a name of its own, and no record without its text."""
    labels: dict[str, str] = {}
    for phase in ruleset.profile.phases:
        other = labels.setdefault(phase.label.strip().casefold(), phase.id)
        if other != phase.id:
            where = f"phases ({phase.id}).label"
            yield Finding(kind=FindingKind.SHAPE, where=where, text=problems_text.label_twice(other))
    for key, one in records_of(ruleset.profile):
        for name in _words_of(type(one)):  # type: ignore[arg-type]  # a class is hashable
            if not getattr(one, name).strip():
                yield Finding(kind=FindingKind.SHAPE, where=f"{key} ({one.id}).{name}", text=problems_text.EMPTY)


@cache
def _words_of(record: type[Sourced]) -> tuple[str, ...]:
    """The keys of one line of text that every record of a kind has."""
    fields = record.__dataclass_fields__.values()
    return tuple(one.name for one in fields if str(one.type) == "Line" and one.default is MISSING)


def check_about(ruleset: Ruleset) -> Iterator[Finding]:
    """Contradictions and gaps that are about something which the model does not have."""
    profile = ruleset.profile
    known = {
        "criterion": {criterion.id for criterion in profile.criteria},
        "phase": {phase.id for phase in profile.phases},
        "role": {role.id for role in profile.roles},
        "step": {step.id for step in profile.steps},
        "transition": {transition.id for transition in profile.transitions},
    }
    for key, records in (("conflicts", profile.conflicts), ("gaps", profile.gaps)):
        for unclear in records:
            kind, _, ident = unclear.about.partition(":")
            if ident and ident not in known.get(kind, ()):
                where = f"{key} ({unclear.id}).about"
                yield Finding(kind=FindingKind.ABOUT, where=where, text=profiles_text.about(unclear.about))


_SILENT = ("roles", "gaps", "assignments")
"""Lists whose records may rest on the silence of the source."""


def citations_of(profile: Profile) -> Mapping[str, str]:
    """Every statement that a profile rests on, with the place where it is named first."""
    found: dict[str, str] = {}
    for place, statements in _citations(profile):
        for ident in statements:
            found.setdefault(ident, place)
    return found


def _citations(profile: Profile) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "doubt.statements", profile.doubt.statements
    yield "danger.statements", profile.danger.statements
    for key, one in records_of(profile):
        yield f"{key} ({one.id}).statements", one.statements
    for role in profile.roles:
        yield from (
            (f"roles ({role.id}).tasks[{at}].statements", task.statements)
            for at, task in enumerate(role.tasks, start=1)
        )


def check_register(profile: Profile, register: Mapping[str, Statement], own: Collection[str]) -> Iterator[Finding]:
    """Statements that are cited and not there, there and not used, or used and excused; and records without a source.

    Args:
        profile: the profile, with its base merged in.
        register: its statements by id, with those of its base.
        own: the ids of the statements in its own register, without its base; a profile that has none owes no sources.
    """
    used = citations_of(profile)
    for ident, place in used.items():
        if ident not in register:
            yield Finding(kind=FindingKind.STATEMENT_UNKNOWN, where=place, text=profiles_text.statement_unknown(ident))
    for ident in own:
        place, excuse = f"statements ({ident})", register[ident].not_modelled
        if ident not in used and not excuse:
            yield Finding(kind=FindingKind.STATEMENT_UNUSED, where=place, text=profiles_text.STATEMENT_UNUSED)
        if ident in used and excuse:
            yield Finding(
                kind=FindingKind.STATEMENT_EXCUSED, where=place, text=profiles_text.statement_excused(used[ident])
            )
    if own and profile.status != "concept":
        for place in _without_source(profile):
            yield Finding(kind=FindingKind.NO_SOURCE, where=place, text=profiles_text.NO_SOURCE)


def _without_source(profile: Profile) -> Iterator[str]:
    for key, one in records_of(profile):
        if one.origin == profile.id and not one.statements and key not in _SILENT:
            yield f"{key} ({one.id})"


def check_cases(ruleset: Ruleset, cases: Iterable[Case]) -> Iterator[Finding]:
    """Everything in which a case comes out otherwise than it expects; the household is the example."""
    for case in cases:
        read = read_answers(ruleset, case.answers, case.current_phase)
        yield from _untold(FindingKind.CASE, f"cases ({case.id})", case.untold, case.answers)
        yield from _otherwise(ruleset, FindingKind.CASE, f"cases ({case.id})", read, case.expect)


def check_journeys(ruleset: Ruleset, journeys: Iterable[Journey]) -> Iterator[Finding]:
    """Everything in which a moment of a klantreis comes out otherwise than it expects."""
    for journey in journeys:
        for number, (moment, answers, problems) in enumerate(moment_answers(ruleset, journey), start=1):
            where = f"journeys ({journey.id}).moments[{number}]"
            yield from _untold(FindingKind.JOURNEY, where, moment.untold, moment.answers)
            yield from _otherwise(ruleset, FindingKind.JOURNEY, where, (answers, problems), moment.expect)


def _untold(kind: FindingKind, where: str, untold: Iterable[str], answers: Mapping[str, object]) -> Iterator[Finding]:
    """What is called untold and has no answer."""
    for fact in untold:
        if fact not in answers:
            yield Finding(kind=kind, where=f"{where}.untold", text=profiles_text.untold_without_answer(fact))


def _otherwise(
    ruleset: Ruleset, kind: FindingKind, where: str, read: tuple[Answers, tuple[str, ...]], expect: Expectation
) -> Iterator[Finding]:
    """What cannot be read of the answers of a household; where all can, in what it comes out otherwise."""
    answers, problems = read
    for problem in problems:
        answer, _, text = problem.partition(": ")
        yield Finding(kind=kind, where=f"{where}.{answer}", text=text)
    if not problems:
        for key, text in case_misses(ruleset, answers, expect):
            yield Finding(kind=kind, where=f"{where}.expect.{key}", text=text, example=answers)


def case_misses(ruleset: Ruleset, answers: Answers, expect: Expectation) -> Iterator[tuple[str, str]]:
    """The keys of an expectation that do not come out, each with what was expected and what came.

    Only what is expected is worked out.
    """
    advice = assess(ruleset, answers)
    interval, course = advice.interval, advice.course
    ranks = {"at_least": interval.at_least, "at_most": interval.at_most, "advised": course.advised}
    phase = {key: ruleset.phase(rank).id for key, rank in ranks.items()}
    for key in (*phase, "direction"):
        wanted, came = getattr(expect, key), phase.get(key, course.direction and course.direction.value)
        if wanted in (None, came):
            continue
        if key in phase and wanted not in ruleset.ranks:
            yield key, problems_text.unknown(problems_text.PHASE, str(wanted), ruleset.ranks)
        else:
            yield key, profiles_text.case(str(wanted), str(came))
    yield from _criteria(advice, expect)
    yield from _lists(advice, expect)
    if expect.steps or expect.first_step or expect.absent:
        yield from _steps(advice, expect)
    if expect.roles:
        yield from _roles(advice, expect)


def _criteria(advice: Assessment, expect: Expectation) -> Iterator[tuple[str, str]]:
    known = {criterion.id for criterion in advice.ruleset.profile.criteria}
    for key in ("met", "not_met", "unknown"):
        for ident in getattr(expect, key):
            status = advice.so_far.evaluation.evaluate_named(ident).truth.value if ident in known else ""
            if status != key:
                came = profiles_text.STATUS.get(status, profiles_text.NOWHERE)
                yield key, profiles_text.case_criterion(ident, came)


def _lists(advice: Assessment, expect: Expectation) -> Iterator[tuple[str, str]]:
    if expect.alerts:
        kinds = {one.kind.value for one in advice.alerts}
        yield from (("alerts", profiles_text.case_missing(kind)) for kind in expect.alerts if kind not in kinds)
    if expect.conflicts:
        ids = {one.id for one in advice.conflicts}
        yield from (("conflicts", profiles_text.case_missing(ident)) for ident in expect.conflicts if ident not in ids)


def _steps(advice: Assessment, expect: Expectation) -> Iterator[tuple[str, str]]:
    steps = [step_text(advice, step) for step in advice.steps]
    texts = [one.lower() for one in steps]
    for words in expect.steps:
        if not any(words.lower() in text for text in texts):
            yield "steps", profiles_text.case_missing(words)
    first = steps[0].rstrip(".") if steps else profiles_text.NOWHERE
    if expect.first_step.lower() not in first.lower():
        yield "first_step", profiles_text.case(expect.first_step, first)
    for words in expect.absent:
        yield from (("absent", profiles_text.case_unwanted(words, text)) for text in texts if words.lower() in text)


def _roles(advice: Assessment, expect: Expectation) -> Iterator[tuple[str, str]]:
    roles = {one.role.id: one for one in advice.roles}
    known = [role.id for role in advice.ruleset.profile.roles]
    for role, words in expect.roles.items():
        holding = roles.get(role)
        if role not in known:
            yield "roles", problems_text.unknown(problems_text.ROLE, role, known)
            continue
        if holding is None:
            yield "roles", profiles_text.case_missing(role)
            continue
        said = ["; ".join(holding.appointed_in), *(one.name for one in holding.holders)]
        if words != holding.status.value and not any(words in one for one in said):
            yield (
                "roles",
                profiles_text.case_role(role, words, ", ".join(one for one in said if one) or profiles_text.NOBODY),
            )


def todo_list(ruleset: Ruleset, own: Mapping[str, Statement], cases: int) -> Iterator[Todo]:
    """What is still to be filled in or looked at, danger first; nothing for a model that is done.

    Args:
        ruleset: a model whose shape and references are right.
        own: the statements of its own register, by id.
        cases: how many invented households it has.
    """
    profile = ruleset.profile
    if profile.danger.todo:
        yield Todo(where="danger", text=profiles_text.TODO_DANGER, danger=True)
    taken_over = () if profile.base_checked or not profile.extends else profile.criteria
    about_danger, others = list[Todo](), list[Todo]()
    for criterion in taken_over:
        if criterion.origin != profile.id:
            is_danger = any(ruleset.facts[fact].danger for fact in facts_of(ruleset, criterion.when))
            text = profiles_text.todo_criterion(profile.base_title, criterion.text)
            one = Todo(where=f"criteria ({criterion.id})", text=text, danger=is_danger)
            (about_danger if is_danger else others).append(one)
    yield from about_danger
    for key, text in (("source", profiles_text.TODO_SOURCE), ("doubt", profiles_text.TODO_DOUBT)):
        if getattr(profile, key).todo:
            yield Todo(where=key, text=text)
    records = [(key, one) for key, one in records_of(profile) if one.todo]
    yield from (Todo(where=f"{key} ({one.id})", text=profiles_text.TODO_RECORD) for key, one in records)
    yield from others
    yield from _todo_lists(profile)
    yield from _todo_files(profile, own, cases)


def _todo_lists(profile: Profile) -> Iterator[Todo]:
    """Lists of which something comes from the model beneath, and was not looked at yet."""
    if profile.base_checked or not profile.extends:
        return
    taken_over = Counter(key for key, one in records_of(profile) if one.origin != profile.id and key != "criteria")
    for key, count in taken_over.items():
        yield Todo(where=key, text=profiles_text.todo_checked(profile.base_title, count))


def _todo_files(profile: Profile, own: Mapping[str, Statement], cases: int) -> Iterator[Todo]:
    """What is missing beside the rules of a model that is not adopted yet."""
    if profile.status != "concept":
        return
    if own:
        yield from (Todo(where=place, text=profiles_text.TODO_NO_SOURCE) for place in _without_source(profile))
    else:
        yield Todo(where="statements.toml", text=profiles_text.TODO_REGISTER)
    if cases < len(profile.phases):
        yield Todo(where="cases.toml", text=profiles_text.TODO_CASES)
    yield Todo(where="status", text=profiles_text.TODO_ADOPTED)


def check_profile(
    ruleset: Ruleset,
    register: Mapping[str, Statement],
    own: Collection[str],
    cases: Iterable[Case],
    journeys: Iterable[Journey] = (),
) -> tuple[Finding, ...]:
    """Everything that is wrong or missing; nothing for a model that holds.

    Rules are proved over all sets of answers of the facts that they look at, those that contradict each other left out.
    What would take more than `answer_space.LIMIT` sets is a finding too: it is not proved.

    Args:
        ruleset: a model whose shape and references are right.
        register: its statements by id, with those of its base.
        own: ids of the statements in its own register, without its base.
        cases: its invented households, with what must come out.
        journeys: its klantreizen, with what must come out at every moment.
    """
    return (
        *check_order(ruleset),
        *check_words(ruleset),
        *check_about(ruleset),
        *check_register(ruleset.profile, register, own),
        *check_phases(ruleset),
        *check_rules(ruleset),
        *check_swallowed(ruleset),
        *check_roles(ruleset),
        *check_moves(ruleset),
        *check_asked(ruleset),
        *check_cases(ruleset, cases),
        *check_journeys(ruleset, journeys),
    )
