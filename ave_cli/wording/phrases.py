"""Answers, conditions, holders, contradictions and advice in Dutch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ave_cli.engine.answer_space import expand, values_of
from ave_cli.engine.assessment import Alert, AlertKind, Assessment, PhaseStatus
from ave_cli.engine.roles import RoleHolding
from ave_cli.engine.steps import NextStep, OwnStep
from ave_cli.profile import (
    DENIED,
    All,
    AnswerContradiction,
    Answers,
    AnyOf,
    Assignment,
    AtLeast,
    Condition,
    Criterion,
    Fact,
    FactKind,
    Gap,
    Holder,
    Includes,
    Is,
    Leaf,
    Not,
    Profile,
    Ref,
    Role,
    RoleStatus,
    Ruleset,
    Threshold,
    Transition,
    Value,
    condition_from,
)
from ave_cli.text import compare as compare_text
from ave_cli.text import explain as explain_text
from ave_cli.text import interview as interview_text
from ave_cli.text import triage as triage_text
from ave_cli.text.triage import unchecked as unchecked

if TYPE_CHECKING:
    from ave_cli.engine.version_difference import RecordChange


def answer_words(fact: Fact, value: Value | Gap) -> str:
    """An answer in a few words, without the fact it belongs to."""
    if isinstance(value, Gap):
        return triage_text.DONT_KNOW
    if isinstance(value, bool):
        return triage_text.YES if value else triage_text.NO
    if isinstance(value, tuple):
        return triage_text.joined(_short(fact, one) for one in value) or triage_text.NONE_OF_THEM
    return _short(fact, value)


def _short(fact: Fact, ident: str) -> str:
    """An option without the explanation that stands behind a colon in its label."""
    return triage_text.NO if ident == DENIED else option_words(fact, ident).partition(":")[0]


def option_words(fact: Fact, ident: str) -> str:
    """What a worker reads for one option."""
    return fact.labels.get(ident) or ident.replace("_", " ")


def tell_answer(ruleset: Ruleset, fact: str, value: Value | Gap) -> str:
    """A fact with its answer; a phase by its label."""
    known = ruleset.facts[fact]
    return triage_text.answer(known.name(), tell_value(ruleset, known, value))


def tell_value(ruleset: Ruleset, fact: Fact, value: Value | Gap) -> str:
    """An answer in a few words; a phase by its label."""
    is_phase = fact.kind is FactKind.PHASE and value in ruleset.ranks
    return ruleset.label(str(value)) if is_phase else answer_words(fact, value)


def holder_name(holder: Holder) -> str:
    """A holder with the part that it is about."""
    return f"{holder.name} ({holder.scope})" if holder.scope else holder.name


def contradictions_told(assessment: Assessment) -> tuple[str, ...]:
    """Which answers of a household contradict each other, a sentence each."""
    facts = assessment.ruleset.facts
    return tuple(contradiction_words(one, facts) for one in assessment.contradictions)


def contradiction_words(contradiction: AnswerContradiction, facts: Mapping[str, Fact]) -> str:
    """Which answers cannot go together."""
    if contradiction.text:
        return contradiction.text
    others = [facts[other].name() for other in contradiction.others]
    name = facts[contradiction.fact].name()
    return (
        triage_text.exclude_each_other(name, others)
        if contradiction.excluded
        else triage_text.needs_one_of(name, others)
    )


_Joined = type[All] | type[AnyOf]


def condition_words(ruleset: Ruleset, one: Condition, *, inside: _Joined | None = None) -> str:
    """A condition in plain Dutch, with and, or and not as the model has them.

    A named condition is written out, a criterion is its own sentence; brackets stand where and meets or.

    Args:
        ruleset: the model that has the condition.
        one: the condition.
        inside: how the condition around this one joins its parts.
    """
    match one:
        case All():
            text = triage_text.all_parts(condition_words(ruleset, part, inside=All) for part in one.parts)
            return triage_text.bracketed(text) if inside is AnyOf and len(one.parts) > 1 else text
        case AnyOf():
            text = triage_text.any_part(condition_words(ruleset, part, inside=AnyOf) for part in one.parts)
            return triage_text.bracketed(text) if inside is All and len(one.parts) > 1 else text
        case Threshold():
            return triage_text.so_many_of(one.least, (condition_words(ruleset, part) for part in one.parts))
        case Not():
            return triage_text.not_so(condition_words(ruleset, one.part))
        case Ref():
            texts = {criterion.id: triage_text.quoted(criterion.text) for criterion in ruleset.profile.criteria}
            return texts.get(one.name) or condition_words(ruleset, ruleset.names[one.name], inside=inside)
        case _:
            text = _comparison(ruleset, one)
            several = isinstance(one, Is) and isinstance(one.wanted, tuple) and len(one.wanted) > 1
            return triage_text.bracketed(text) if several and inside is All else text


def precondition_words(ruleset: Ruleset, move: Transition) -> str:
    """What must hold before a move can be made, in words; empty where nothing must."""
    if move.requires is None:
        return ""
    return move.requires_text or condition_words(ruleset, move.requires)


def _comparison(ruleset: Ruleset, leaf: Leaf) -> str:
    fact = ruleset.facts[leaf.fact]
    match leaf:
        case Is():
            if not isinstance(leaf.wanted, tuple):
                return triage_text.answer(fact.name(), tell_value(ruleset, fact, leaf.wanted))
            values = (triage_text.quoted(tell_value(ruleset, fact, value)) for value in leaf.wanted)
            return triage_text.answer(fact.name(), triage_text.any_part(values))
        case AtLeast():
            return triage_text.at_least(leaf.count, fact.name())
        case Includes():
            return triage_text.answer(fact.name(), option_words(fact, leaf.option))


def comparison_value(ruleset: Ruleset, leaf: Leaf) -> str:
    """What a comparison asks of its fact, without the fact."""
    fact = ruleset.facts[leaf.fact]
    match leaf:
        case Is():
            wanted = leaf.wanted if isinstance(leaf.wanted, tuple) else (leaf.wanted,)
            return triage_text.any_part(tell_value(ruleset, fact, value) for value in wanted)
        case AtLeast():
            return triage_text.so_many(leaf.count)
        case Includes():
            return option_words(fact, leaf.option)


def phase_of(ruleset: Ruleset, criterion: Criterion) -> str:
    """What the phase of a criterion is called; of several that it may be, both ends."""
    labels = dict.fromkeys((ruleset.label(criterion.phase), ruleset.phase(ruleset.rank_to(criterion)).label))
    return triage_text.any_part(labels)


def version_words(profile: Profile) -> str:
    """The version of a model as a head has it: with its status, and whose words it still has."""
    said = [profile.version]
    if profile.status is not None:
        said.append(triage_text.adopted(profile.status, profile.adopted_by, profile.adopted_on or ""))
    if profile.extends and not profile.base_checked:
        said.append(unchecked(profile.base_title))
    return " · ".join(said)


def marks_of(profiles: Iterable[Profile]) -> tuple[str, ...]:
    """A sentence for each model that still has lines of another one."""
    found = (one for one in profiles if one.extends and not one.base_checked)
    return tuple(triage_text.marked(one.title, unchecked(one.base_title)) for one in found)


def ranges(ids: Iterable[str]) -> str:
    """Statement ids in one line, in order; three or more that follow each other are taken together."""
    runs: list[list[str]] = []
    for ident in sorted(ids, key=_numbered):
        if runs and _numbered(ident) == _after(runs[-1][-1]):
            runs[-1].append(ident)
        else:
            runs.append([ident])
    return ", ".join(triage_text.run(run[0], run[-1]) if len(run) > 2 else ", ".join(run) for run in runs)


def _numbered(ident: str) -> tuple[str, int, str]:
    """What stands before the number, and the number; an id without one stands for itself."""
    name, _, digits = ident.rpartition("-")
    return (name, int(digits), "") if digits.isdecimal() else (ident, 0, ident)


def _after(ident: str) -> tuple[str, int, str]:
    name, number, rest = _numbered(ident)
    return name, number + 1, rest


def holders_or_status(status: RoleStatus, names: Iterable[str], appointed_in: Iterable[str]) -> str:
    """Who holds a role; what is agreed elsewhere, undecided, contested or not recorded says so.

    Args:
        status: what the model says about it.
        names: the holders, each as `holder_name` writes it.
        appointed_in: the meetings in which the holder is agreed; empty ones do not count.
    """
    words, places = triage_text.ROLE_STATUS[status.value], [*filter(None, appointed_in)]
    if words and places:
        places = [triage_text.candidates(places)]
    known = [*names, *map(triage_text.agreed_in, places)]
    if known and words:
        return f"{words}: {triage_text.candidates(known)}"
    return "; ".join(known) or words


def holders_of(holding: RoleHolding) -> str:
    """The holders of a role in words, or why there is none."""
    return holders_or_status(holding.status, map(holder_name, holding.holders), holding.appointed_in)


def holders_by_rule(rule: Assignment) -> str:
    """Who holds a role by a rule of the model."""
    return holders_or_status(rule.status, map(holder_name, rule.holders), [rule.appointed_in])


def holders(
    ruleset: Ruleset, role: Role, phase: str, told: Callable[[Ruleset, Condition], str] = condition_words
) -> Iterator[tuple[Assignment | None, str]]:
    """Each rule of a role in a phase with who holds it and under which condition; no rule is not recorded.

    Args:
        ruleset: the model that has the role.
        role: the role.
        phase: the id of the phase.
        told: how a condition is put into words.
    """
    rules = ruleset.rules_for(role.id, phase)
    for place, one in enumerate(rules):
        if one.when is not None:
            text = f"{holders_by_rule(one)} {explain_text.only_if(told(ruleset, one.when))}"
        else:
            text = explain_text.otherwise(holders_by_rule(one)) if place > 0 and not one.adds else holders_by_rule(one)
        yield one, f"{explain_text.ON_TOP} {text}" if one.adds else text
    if not rules:
        yield None, explain_text.NOBODY


def holders_said(ruleset: Ruleset, role: Role, phase: str) -> Iterator[tuple[tuple[Assignment, ...], str, str]]:
    """Who holds a role in a phase, as one says it: what stands before the name, and the name; the same holder once.

    No rule is not recorded.
    """
    groups: list[list[Assignment]] = []
    for one in ruleset.rules_for(role.id, phase):
        before = groups[-1][-1] if groups else None
        if before is not None and one.when is not None and before.when is not None and _same_holder(before, one):
            groups[-1].append(one)
        else:
            groups.append([one])
    several = sum(not rules[0].adds for rules in groups) > 1
    for rules in groups:
        who, when = holders_by_rule(rules[0]), [_rule_said(ruleset, one) for one in rules if one.when is not None]
        other = explain_text.OTHERWISE if several and not rules[0].adds else ""
        told = explain_text.said_when(when) if when else other
        yield tuple(rules), f"{explain_text.ON_TOP} {told}".strip() if rules[0].adds else told, who
    if not groups:
        yield (), "", explain_text.NOBODY


def _same_holder(one: Assignment, other: Assignment) -> bool:
    return (one.adds, holders_by_rule(one)) == (other.adds, holders_by_rule(other))


def _rule_said(ruleset: Ruleset, rule: Assignment) -> str:
    said = ruleset.profile.said.get(rule.id, "")
    return said or (explain_text.when_said(speak_condition(ruleset, rule.when)) if rule.when is not None else "")


def speak_condition(ruleset: Ruleset, condition: Condition) -> str:
    """A condition as one says it: every name written out, a plain yes without a word, a list with commas."""
    return _speak(ruleset, expand(ruleset, condition), inside=False)


def _speak(ruleset: Ruleset, one: Condition, *, inside: bool) -> str:
    match one:
        case Is(wanted=True):
            return ruleset.facts[one.fact].name()
        case All():
            text = compare_text.and_also(_speak(ruleset, part, inside=True) for part in one.parts)
            return f"({text})" if inside else text
        case AnyOf():
            text = compare_text.either(_speak(ruleset, part, inside=True) for part in one.parts)
            return f"({text})" if inside else text
        case _:
            return condition_words(ruleset, one)


def option_names(found: list[Leaf]) -> Condition:
    """Several answers to one fact as one condition; options of one choice as one comparison."""
    wanted = [leaf.wanted for leaf in found if isinstance(leaf, Is) and isinstance(leaf.wanted, str)]
    if len(wanted) == len(found) > 1:
        return Is(found[0].fact, tuple(wanted))
    return found[0] if len(found) == 1 else AnyOf(tuple(found))


def explained_words(ruleset: Ruleset, texts: Iterable[str]) -> tuple[str, ...]:
    """What the words in these texts mean, one line each: as the model explains them, else as they are used anywhere."""
    text = " ".join(texts)
    own = [((entry.term, *entry.synonyms), entry.text) for entry in ruleset.profile.glossary]
    found = {
        forms[0].casefold(): interview_text.word_meaning(forms[0], meaning)
        for forms, meaning in [*((word.forms, word.text) for word in ruleset.words), *own]
        if any(_occurs(form, text) for form in forms)
    }
    return tuple(found.values())


def _occurs(form: str, text: str) -> bool:
    """Whether it stands there as a word; what is written in capitals only counts so."""
    flags = 0 if form.isupper() else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, flags) is not None


def alert_text(assessment: Assessment, alert: Alert) -> str:
    """What is the matter, in a sentence or two."""
    match alert.kind:
        case AlertKind.ACUTE:
            return triage_text.ACUTE
        case AlertKind.ACUTE_UNKNOWN:
            return triage_text.ACUTE_UNKNOWN
        case AlertKind.DANGER_WITHOUT_PHASE:
            return triage_text.danger_without_phase(_told_label(assessment), assessment.ruleset.profile.danger.text)
        case AlertKind.DANGER:
            return triage_text.danger(assessment.ruleset.facts[fact].name() for fact in alert.because)
        case AlertKind.UNSAFE:
            return alert.national.text if alert.national else ""


def _told_label(assessment: Assessment) -> str:
    is_open = assessment.status is PhaseStatus.OPEN
    return "" if is_open else assessment.ruleset.phase(assessment.stands).label


_BRIEF = 80
"""Characters of a line."""


def alert_short(assessment: Assessment, alert: Alert) -> str:
    """The same in one line of at most 80 characters."""
    match alert.kind:
        case AlertKind.ACUTE:
            return triage_text.ACUTE_SHORT
        case AlertKind.ACUTE_UNKNOWN:
            return triage_text.ACUTE_UNKNOWN_SHORT
        case AlertKind.DANGER_WITHOUT_PHASE:
            danger = assessment.ruleset.profile.danger
            if danger.phase is None:
                return triage_text.DANGER_SILENT_SHORT
            brief = danger.text if len(danger.text) <= _BRIEF else ""
            return danger.short or brief or triage_text.danger_short(_told_label(assessment))
        case AlertKind.DANGER:
            return triage_text.DANGER_SHORT
        case AlertKind.UNSAFE:
            return alert.national.short if alert.national else ""


def alert_lines(alert: Alert) -> tuple[str, ...]:
    """What to do, one line each; the first is the most pressing."""
    return tuple(triage_text.number_line(contact.name, contact.number, contact.when) for contact in alert.contacts)


def alert_brief(alert: Alert) -> tuple[str, ...]:
    """The same numbers, each in a few words."""
    return tuple(
        contact.brief or triage_text.number_line(contact.name, contact.number, contact.when)
        for contact in alert.contacts
    )


def step_text(assessment: Assessment, step: NextStep) -> str:
    """What to do, in the words of the model or of the tool."""
    names = [assessment.ruleset.facts[fact].name() for fact in step.because]
    match step.own:
        case OwnStep.FIND_OUT:
            return triage_text.find_out(names)
        case OwnStep.DANGER_UNKNOWN:
            return triage_text.danger_unknown(_of_danger(assessment, step) or names, today=step.urgent)
        case OwnStep.MISSING:
            return triage_text.not_yet_down(step.text)
        case _:
            pass
    return triage_text.alone(step.text) if step.alone else step.text


def _of_danger(assessment: Assessment, step: NextStep) -> list[str]:
    """What is not known about danger itself, concrete danger first; what only decides the phase is left out."""
    ruleset = assessment.ruleset
    asked = set(ruleset.national.ask)
    found = [ruleset.facts[fact] for fact in step.because if ruleset.facts[fact].danger or fact in asked]
    return [fact.name() for fact in sorted(found, key=lambda fact: not fact.danger)]


def step_short(assessment: Assessment, step: NextStep) -> str:
    """The same in one sentence of at most 80 characters."""
    match step.own:
        case OwnStep.FIND_OUT:
            first, *rest = step.because
            return triage_text.find_out_short(assessment.ruleset.facts[first].name(), len(rest))
        case OwnStep.DANGER_UNKNOWN:
            return triage_text.danger_unknown_short(today=step.urgent)
        case OwnStep.MISSING:
            return triage_text.NOT_YET_DOWN_SHORT
        case _:
            pass
    return step.short or step.text


def holding_notes(assessment: Assessment, holding: RoleHolding) -> tuple[str, ...]:
    """What is said beside a role: the notes of the model, who may come on top, and how it is in other phases."""
    notes = [*holding.notes]
    if holding.possible:
        notes.append(triage_text.possibly_also(holder_name(holder) for holder in holding.possible))
    for rank, other in holding.elsewhere:
        names = [*(holder_name(holder) for holder in other.holders), *other.appointed_in]
        who = triage_text.joined(names) or triage_text.STATUS_WORDS[other.status.value]
        notes.append(triage_text.in_phase(assessment.ruleset.phase(rank).label, who))
    return tuple(notes)


_EFFECTS = {
    "alert": triage_text.CHANGES_ALERT,
    "phase": triage_text.CHANGES_PHASE,
    "direction": triage_text.CHANGES_DIRECTION,
    "step": triage_text.CHANGES_STEP,
    "criterion": triage_text.CHANGES_CRITERION,
}


def effect_words(ruleset: Ruleset, effect: str) -> str:
    """What an answer could change, in a few words."""
    kind, _, ident = effect.partition(":")
    if kind in _EFFECTS:
        return _EFFECTS[kind]
    return triage_text.changes_role(next(role.title for role in ruleset.profile.roles if role.id == ident))


def change_place(change: RecordChange) -> str:
    """Where in a file something changed."""
    record = f"{change.list} ({change.id})" if change.id else change.list
    return f"{record}.{change.key}" if change.key else record


_CONDITIONS = ("when", "unless", "requires", "sooner")
_SAYS = ("text", "title", "question", "term", "name", "label")
"""Keys by which a whole record is told, the best one first."""


def change_words(ruleset: Ruleset, change: RecordChange, value: object) -> str:
    """A value of a file that changed, in words."""
    is_condition = change.key in _CONDITIONS or (change.list == "define" and change.key)
    if isinstance(value, dict) and is_condition:
        return condition_words(ruleset, condition_from(value))
    if isinstance(value, dict):
        said = next((str(value[key]) for key in _SAYS if value.get(key)), "")
        return said or compare_text.whole_record(value)
    if isinstance(value, list):
        return "; ".join(change_words(ruleset, change, one) for one in value) or compare_text.NOTHING
    if value is None or value == "":
        return compare_text.NOTHING
    return (triage_text.YES if value else triage_text.NO) if isinstance(value, bool) else str(value)


def stand_out(ruleset: Ruleset, household: Answers) -> list[str]:
    """The answers that stand out: those that are not the lightest one, or the first of the fact."""
    return [
        tell_answer(ruleset, fact, value)
        for fact, value in household.given.items()
        if value != values_of(ruleset, ruleset.facts[fact])[0]
    ]
