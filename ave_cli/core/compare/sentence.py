"""How does a trainer say aloud what makes the difference?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ave_cli.core.compare.difference import Difference, Why
from ave_cli.engine.answer_space import facts_of
from ave_cli.engine.assessment import Assessment
from ave_cli.profile.ruleset import Model
from ave_cli.text import compare as compare_text
from ave_cli.text import profiles as profiles_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases
from ave_cli.wording.phrases import spoken


def sentence(found: Sequence[Assessment], names: Sequence[str], one: Difference) -> str:
    """One sentence: why the one model comes to its phase, and what the other makes of the same facts."""
    return compare_text.pair(*halves(found, names, one))


def halves(found: Sequence[Assessment], names: Sequence[str], one: Difference) -> tuple[str, str]:
    """The sentence in its two parts; the first is the same for every model that it is compared with."""
    told = [_told(found[one.one], fact, one.why) for fact in one.uncounted]
    first = _first(found[one.one], names[one.one], one)
    return first, _second(found[one.other], names[one.other], one, told)


def _first(heavier: Assessment, name: str, one: Difference) -> str:
    groups = [[_told(heavier, fact, one.why) for fact in group] for group in one.reasons]
    match one.why:
        case Why.MET:
            return compare_text.met(name, groups, one.phase)
        case Why.DOUBT:
            return compare_text.doubted(name, _names(heavier.model, one), one.phase)
        case Why.OPEN:
            return compare_text.open_(name, _names(heavier.model, one), one.phase)
        case Why.LIGHTEST:
            return compare_text.lightest(name, one.phase)


def _names(model: Model, one: Difference) -> list[str]:
    return list(dict.fromkeys(model.facts[fact].name() for group in one.reasons for fact in group))


def _told(found: Assessment, fact: str, why: Why) -> str:
    """A fact with its answer; a plain yes needs no word, and where it is not known the name is enough."""
    value = found.answers.value(fact)
    needs_no_word = value is True or why is not Why.MET
    return found.model.facts[fact].name() if needs_no_word else phrases.told(found.model, fact, value)


def _second(lighter: Assessment, name: str, one: Difference, uncounted: Sequence[str]) -> str:
    model = lighter.model
    if not one.goal:
        return compare_text.heaviest(name, lighter.label)
    goal = model.phase(model.rank(one.goal[0])).label if len(one.goal) == 1 else compare_text.more_than(lighter.label)
    if one.why is Why.DOUBT:
        rule = model.profile.doubt
        return compare_text.rule(name, f"{profiles_text.RULES[rule.rule.value]} {rule.text}".strip())
    if one.why is Why.LIGHTEST:
        return compare_text.needed(name, goal, [spoken(model, need.condition) for need in one.needs], more=one.more)
    return compare_text.other(name, _parts(lighter, one, goal, uncounted))


def _parts(lighter: Assessment, one: Difference, goal: str, uncounted: Sequence[str]) -> Iterator[str]:
    model = lighter.model
    facts = {fact for group in one.reasons for fact in group}
    if one.uncounted:
        whole = set(one.uncounted) == facts
        yield compare_text.no_criterion([] if whole else uncounted, goal, _effects_named(lighter, one))
    for is_open in (True, False):
        needs = [need for need in one.needs if need.open is is_open]
        if not needs:
            continue
        label = model.phase(model.rank(needs[0].criterion.phase)).label
        texts = [spoken(model, need.condition) for need in needs]
        same = all(set(facts_of(model, need.condition)) <= facts for need in needs)
        words = compare_text.depends if is_open else compare_text.only_when if same else compare_text.also
        yield words(label, texts, more=one.more)


def _effects_named(lighter: Assessment, one: Difference) -> str:
    model = lighter.model
    kinds = dict.fromkeys(effect for effect, _ in one.effects)
    return "; ".join(
        triage_text.EFFECT[kind.value].format(compare_text.both(_labels(model, one, kind.value))) for kind in kinds
    )


def _labels(model: Model, one: Difference, kind: str) -> Iterable[str]:
    return [model.phase(model.rank(phase)).label for effect, phase in one.effects if effect.value == kind]
