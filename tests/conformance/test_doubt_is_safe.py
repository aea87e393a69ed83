"""More doubt never gives less safety, and with a suspicion the meldcode stands among the first steps.

Over every written household of every model that ships, and every answer of it that says that something is unsafe.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator

import pytest

from ave_cli.engine.answer_space import facts_of
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import Assessment, assess
from ave_cli.engine.phases import classify
from ave_cli.engine.steps import contact_words
from ave_cli.profile.facts import Answers, Gap, Gate
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import StepKind, Whose
from ave_cli.storage import library

pytestmark = pytest.mark.content

PROFILES = library.index().ids()
per_model = pytest.mark.parametrize("name", PROFILES)
WORRIES = (
    "zorgen_veiligheid",
    "overlast_strafbaar",
    "strafbaar_gedrag",
    "angst_agressie",
    "toename_incidenten",
    "verward_gedrag",
    "drang_dwang",
)
STAGNATION = {"samenwerking": ("stagneert", "blijvend", "volledig"), "inzet_effect": ("onvoldoende",)}


@functools.cache
def model_of(name: str) -> Ruleset:
    return library.load(name)


@functools.cache
def households(name: str) -> tuple[Answers, ...]:
    cases = library.load_cases(name).cases
    return tuple(read_answers(model_of(name), one.answers, one.current_phase)[0] for one in cases)


def unsafe_answers(ruleset: Ruleset, household: Answers) -> Iterator[str]:
    """The facts that a household was given a yes to, or stagnation."""
    danger = {fact.id for fact in ruleset.facts.values() if fact.danger or fact.gate is Gate.ACUTE}
    asked = {*danger, *ruleset.national.ask, *WORRIES}
    for fact, value in household.given.items():
        if (fact in asked and value is True) or value in STAGNATION.get(fact, ()):
            yield fact


def contacts_named(advice: Assessment) -> dict[str, bool]:
    """Whom the alerts and the steps about safety name, and whether as something that cannot wait."""
    found = {contact_words(contact): True for alert in advice.alerts for contact in alert.contacts}
    for step in advice.steps:
        whom = step.contact or (step.who if step.whose is Whose.OTHER else "")
        for name in whom.split("; ") if step.safety else ():
            if name:
                found[name] = step.urgent or found.get(name, False)
    return found


def less_safe(before: dict[str, bool], advice: Assessment, fact: str) -> list[str]:
    """Who is no longer named, or no longer as pressing, where no step names whom to call about that very fact."""
    about = [step for step in advice.steps if step.id == "gevaar-onbekend" and fact in step.because and step.contact]
    if about and (about[0].urgent or not advice.answers.doubted(fact)):
        return []
    now = contacts_named(advice)
    return [whom for whom, urgent in before.items() if whom not in now or (urgent and not now[whom])]


@per_model
def test_more_doubt_never_names_fewer_people_to_call(name: str) -> None:
    ruleset, tried, wrong = model_of(name), 0, []
    for household in households(name):
        before = contacts_named(assess(ruleset, household))
        for fact in unsafe_answers(ruleset, household):
            left = {one: value for one, value in household.given.items() if one != fact}
            for given in (left, {**left, fact: Gap.DONT_KNOW}):
                tried += 1
                lost = less_safe(before, assess(ruleset, Answers(given=given)), fact)
                wrong += [(fact, fact in given, whom, household.given) for whom in lost]
    assert wrong == []
    assert tried > 50


def in_doubt(household: Answers) -> Iterator[Answers]:
    """The household as it is, and with each half of its answers in doubt or not given."""
    told = [one for one in household.given.items() if one[0] != "huidige_fase"]
    for half in (0, 1):
        some = dict(told[half::2])
        yield household.extended(dict.fromkeys(some, Gap.DONT_KNOW))
        yield Answers(given={fact: value for fact, value in household.given.items() if fact not in some})
    yield household


@per_model
def test_what_cannot_wait_stands_before_all_that_can_but_the_first_step_of_the_model(name: str) -> None:
    """And danger that is not known stands before that one too, unless it is about danger, or what doubt leads to."""
    ruleset = model_of(name)
    about_danger = {step.id for step in ruleset.profile.steps if step.urgent or step.safety}
    for household in households(name)[::3]:
        for answers in in_doubt(household):
            advice = assess(ruleset, answers)
            steps = [step for step in advice.steps if step.kind is not StepKind.ACUTE]
            urgent = [step.urgent for step in steps]
            assert urgent[1:] == sorted(urgent[1:], reverse=True), [(step.id, step.urgent) for step in steps]
            if steps and not urgent[0] and any(step.id == "gevaar-onbekend" and step.urgent for step in steps):
                first = next(step for step in ruleset.profile.steps if step.id == steps[0].id)
                condition = facts_of(ruleset, first.when) + facts_of(ruleset, first.unless)
                about = first.id in about_danger or any(ruleset.facts[fact].danger for fact in condition)
                assert about or advice.doubt.raised, first.id


@per_model
def test_whom_to_call_about_danger_that_is_not_known_is_in_order_of_urgency_and_each_once(name: str) -> None:
    """Numbers first, as they stand; the number for acute danger while that is not known, and only then."""
    ruleset, seen = model_of(name), 0
    numbers = [contact_words(contact) for contact in ruleset.contacts if contact.number]
    nobody_s = {step.contact for step in ruleset.profile.steps if not step.safety} - {
        step.contact for step in ruleset.profile.steps if step.safety
    }
    for household in households(name)[::3]:
        for answers in in_doubt(household):
            advice = assess(ruleset, answers)
            for step in (one for one in advice.steps if one.id == "gevaar-onbekend"):
                seen += 1
                called = step.contact.split("; ")
                places = [numbers.index(one) for one in called if one in numbers]
                assert places, called
                assert places == sorted(places), called
                assert [one for one in called if one in numbers] == called[: len(places)], called
                assert ("112" in called) is isinstance(advice.acute, Gap), called
                assert not nobody_s.intersection(called), called
                words = [one.casefold() for one in called]
                assert not [one for one in words for other in words if one is not other and one in other], called
    assert seen > 20


@per_model
def test_more_people_in_danger_proves_what_whoever_it_is_proves_and_no_more(name: str) -> None:
    """The phase that a ja implies is that of the lightest household that does not contradict it."""
    ruleset, chance, tried = model_of(name), random.Random(name), 0
    several = next(fact for fact in ruleset.facts.values() if fact.implies is not None)
    assert several.implies is not None
    whom = several.implies.any
    for household in households(name):
        known = {fact: value for fact, value in household.given.items() if chance.random() < 0.7}
        for fact in whom:
            known[fact] = chance.choice((Gap.DONT_KNOW, Gap.DONT_KNOW, False))
        some = Answers(given={**known, several.id: True})
        interval = classify(ruleset, ruleset.read(some))
        without = classify(ruleset, ruleset.read(Answers(given=known)))
        assert interval.at_most >= without.at_least
        worlds = [
            classify(ruleset, ruleset.read(some.extended({fact: True})))
            for fact in whom
            if some.value(fact) is not False
        ]
        if worlds:
            assert interval.at_least == min(one.at_least for one in worlds)
            assert interval.at_most == max(one.at_most for one in worlds)
        tried += bool(worlds)
    assert tried > 20


SUSPICIONS = ("vermoeden_mishandeling", "geweld_gezien", "kind_vertelt", "gevaar_relatie", "basiszorg_ontbreekt")
IN_DANGER = ("gevaar_inwoner", "gevaar_huisgenoten", "gevaar_omgeving")


def suspect(household: Answers) -> Iterator[Answers]:
    """The household with each suspicion, and with concrete danger beside a child or a dependent adult."""
    for fact in SUSPICIONS:
        yield household.extended({fact: True})
    for fact in IN_DANGER:
        for vulnerable in ("minderjarige", "afhankelijke_volwassene"):
            yield household.extended({fact: True, vulnerable: True})


@per_model
def test_with_a_suspicion_or_danger_beside_children_the_meldcode_is_among_the_first_three_steps(name: str) -> None:
    ruleset, late = model_of(name), []
    for household in households(name)[::3]:
        for answers in suspect(household):
            advice = assess(ruleset, answers)
            steps = [step.id for step in advice.steps]
            if "meldcode" not in steps[:3]:
                late.append((steps, answers.given))
            assert any("0800-2000" in contact.number for alert in advice.alerts for contact in alert.contacts)
    assert late == []


@per_model
def test_with_a_suspicion_every_talk_is_held_alone(name: str) -> None:
    ruleset = model_of(name)
    talks = {step.id for step in ruleset.profile.steps if step.talks}
    seen = set[str]()
    for household in households(name)[::3]:
        for fact in SUSPICIONS:
            steps = assess(ruleset, household.extended({fact: True})).steps
            assert all(step.alone for step in steps if step.id in talks)
            seen |= {step.id for step in steps} & talks
        plain = household.extended(dict.fromkeys(SUSPICIONS, False))
        assert not any(step.alone for step in assess(ruleset, plain).steps)
    assert seen
