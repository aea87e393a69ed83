"""References inside a profile and its stories, and whether each comparison fits its fact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from ave_cli.profile.companion_files import Stories, Telling
from ave_cli.profile.conditions import (
    All,
    AnyOf,
    AtLeast,
    Condition,
    Includes,
    Is,
    Leaf,
    Ref,
    Threshold,
    leaves,
    operator_of,
    parts_of,
)
from ave_cli.profile.facts import NO_PHASE, Fact, FactKind, Gap
from ave_cli.profile.schema import Effect, Profile, RoleStatus, Sourced, TransitionDirection
from ave_cli.records import positional_record
from ave_cli.text import problems as problems_text

_T = TypeVar("_T")
_EFFECT_OF = {TransitionDirection.UP: Effect.ENTER, TransitionDirection.DOWN: Effect.LEAVE}
LONGEST_CHAIN = 50
"""References that may stand behind each other."""


@positional_record
class Problem:
    """Something that hangs loose in a file."""

    place: str
    """The path in the file."""
    text: str
    """What is wrong, and what was probably meant."""
    missing: str = ""
    """The name that nothing has, where that is what is wrong."""

    @property
    def said(self) -> str:
        """Both in one line."""
        return f"{self.place}: {self.text}"


def problems_of(profile: Profile, facts: Mapping[str, Fact]) -> tuple[Problem, ...]:
    """Everything that hangs loose, each once.

    Args:
        profile: a profile that already has the right shape, with its base merged in.
        facts: the shared vocabulary by id, without the facts that the profile adds.
    """
    known = {**facts, **{fact.id: fact for fact in profile.facts}}
    found = [
        *_own_facts(profile, facts),
        *_head(profile),
        *_silence(profile),
        *_screens(profile, facts),
        *_twice(profile),
        *_reserved_words(profile),
        *_phases(profile),
        *_references(profile, known),
        *_assignments(profile),
        *_conditions(profile, known),
    ]
    return tuple(dict.fromkeys(found))


def conditions_of(profile: Profile) -> Iterator[tuple[str, Condition]]:
    """Every condition of a profile with the path of its place."""
    for name, condition in profile.define.items():
        yield f"define.{name}", condition
    for criterion in profile.criteria:
        yield f"criteria ({criterion.id}).when", criterion.when
    for kind, key in _WITH_CONDITIONS:
        for record in getattr(profile, kind):
            condition = getattr(record, key)
            if condition is not None:
                yield f"{kind} ({record.id}).{key}", condition


_WITH_CONDITIONS = (
    *((kind, "when") for kind in ("assignments", "role_rules", "steps", "conflicts", "gaps")),
    ("transitions", "requires"),
    ("steps", "unless"),
)


def used_facts(profile: Profile) -> frozenset[str]:
    """Ids of all facts that some condition of the profile looks at."""
    return frozenset(
        leaf.fact for _, condition in conditions_of(profile) for leaf in leaves(condition) if not isinstance(leaf, Ref)
    )


def records_of(profile: Profile) -> Iterator[tuple[str, Sourced]]:
    """Every record of a profile that can rest on statements, with the key of its list, as the format has them."""
    for key in Profile.__dataclass_fields__:
        if isinstance(value := getattr(profile, key), tuple):
            yield from ((key, one) for one in value if isinstance(one, Sourced))


def _own_facts(profile: Profile, shared: Mapping[str, Fact]) -> Iterator[Problem]:
    for fact in profile.facts:
        path = f"facts ({fact.id})"
        if fact.id in shared:
            yield Problem(path, problems_text.REDEFINES)
        if fact.gate is not None:
            yield Problem(f"{path}.gate", problems_text.GATE_TWICE)
        yield from (Problem(f"{path}.{key}", problems_text.MISSHAPEN[key]) for key in fact.misshapen())
        if Gap.DONT_KNOW.value in fact.options:
            yield Problem(f"{path}.options", problems_text.RESERVED)
        if len(set(fact.options)) < len(fact.options):
            yield Problem(f"{path}.options", problems_text.OPTION_TWICE)


def _repeated(names: Iterable[_T]) -> list[_T]:
    return [name for name, count in Counter(names).items() if count > 1]


def _twice(profile: Profile) -> Iterator[Problem]:
    named = [*(("facts", fact.id) for fact in profile.facts), *((kind, one.id) for kind, one in records_of(profile))]
    for kind, ident in _repeated(named):
        places = (at for at, one in enumerate(getattr(profile, kind), start=1) if one.id == ident)
        yield Problem(f"{kind} ({ident})", problems_text.twice_in_list(ident, places))
    for criterion in profile.criteria:
        if criterion.id in profile.define:
            yield Problem(f"define.{criterion.id}", problems_text.twice(criterion.id))


def _reserved_words(profile: Profile) -> Iterator[Problem]:
    """Words that mean something of their own in an answer, and lists that must say something."""
    reserved = (phase.id for phase in profile.phases if phase.id == NO_PHASE)
    yield from (Problem(f"phases ({ident})", problems_text.RESERVED) for ident in reserved)
    yield from (Problem(f"ask ({fact})", problems_text.ASKED_TWICE) for fact in _repeated(profile.ask))
    for kind in ("assignments", "steps"):
        empty = (record.id for record in getattr(profile, kind) if not record.phases)
        yield from (Problem(f"{kind} ({ident}).phases", problems_text.PHASES_EMPTY) for ident in empty)


DAYS = tuple(name for name, field in Profile.__dataclass_fields__.items() if str(field.type).startswith("Day"))
"""Keys with a date, which TOML has and which may be a text too."""


def _head(profile: Profile) -> Iterator[Problem]:
    """Who it is, of when, and since when it counts."""
    yield from (Problem(key, problems_text.EMPTY) for key in ("title", "version") if not getattr(profile, key).strip())
    for key in DAYS:
        value = getattr(profile, key)
        try:
            date.fromisoformat(value or "2000-01-01")
        except ValueError:
            yield Problem(key, problems_text.NO_SUCH_DAY)
    if profile.valid_from and profile.valid_until and profile.valid_until < profile.valid_from:
        yield Problem("valid_until", problems_text.ENDS_BEFORE_IT_BEGINS)
    if profile.status == "vastgesteld" and not (profile.adopted_by and profile.adopted_on):
        yield Problem("status", problems_text.ADOPTED_BY_WHOM)


def _silence(profile: Profile) -> Iterator[Problem]:
    """What the source does not say is marked as such; what is not marked is said."""
    danger = profile.danger
    if danger.status == "not_recorded" and danger.phase is not None:
        yield Problem("danger.phase", problems_text.SILENT_AND_SAID)
    if danger.status == "recorded":
        silent = (key for key in ("phase", "text") if not getattr(danger, key))
        yield from (Problem(f"danger.{key}", problems_text.OR_SILENT) for key in silent)
    for phase in profile.phases:
        if phase.status == "recorded" and not phase.start:
            yield Problem(f"phases ({phase.id}).start", problems_text.OR_SILENT)


def _screens(profile: Profile, shared: Mapping[str, Fact]) -> Iterator[Problem]:
    screens = {screen.id for screen in profile.screens} | {fact.screen for fact in shared.values() if fact.screen}
    own = [fact.id for fact in profile.facts]
    for fact in profile.facts:
        if fact.screen:
            yield from _known_names(f"facts ({fact.id}).screen", problems_text.SCREEN, [fact.screen], sorted(screens))
    for telling in profile.tellings:
        yield from _known_names(f"tellings ({telling.id}).id", problems_text.OWN_FACT, [telling.id], own)


def _phases(profile: Profile) -> Iterator[Problem]:
    ids = [phase.id for phase in profile.phases]
    if not ids:
        yield Problem("phases", problems_text.NO_PHASES)
        return
    places: list[tuple[str, str | None]] = [("danger.phase", profile.danger.phase)]
    for criterion in profile.criteria:
        path = f"criteria ({criterion.id}).phase"
        places += [(path, criterion.phase), (path, criterion.phase_to)]
    for move in profile.transitions:
        places += [(f"transitions ({move.id}).from", move.from_), (f"transitions ({move.id}).to", move.to)]
    yield from _spans(profile, ids)
    for kind in ("assignments", "role_rules", "steps", "conflicts", "gaps"):
        for record in getattr(profile, kind):
            places += [(f"{kind} ({record.id}).phases", phase) for phase in record.phases]
    for path, phase in places:
        if phase is not None:
            yield from _known_names(path, problems_text.PHASE, [phase], ids)


def _spans(profile: Profile, ids: list[str]) -> Iterator[Problem]:
    for criterion in profile.criteria:
        ends = (criterion.phase, criterion.phase_to)
        if criterion.phase_to is not None and set(ends) <= set(ids) and ids.index(ends[0]) > ids.index(ends[1] or ""):
            yield Problem(f"criteria ({criterion.id}).phase", problems_text.LIGHT_TO_HEAVY)


def _known_names(path: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    known = list(dict.fromkeys(known))
    for name in names:
        if name not in known:
            yield Problem(path, problems_text.unknown(what, name, known), name)


def _references(profile: Profile, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    yield from _known_names("ask", problems_text.FACT, profile.ask, facts)
    yield from _known_names("doubt.facts", problems_text.FACT, profile.doubt.facts, facts)
    yield from _known_names("wording", problems_text.FACT, profile.wording, facts)
    gates = {fact.id for fact in facts.values() if fact.gate is not None}
    for fact in sorted((used_facts(profile) | gates) & set(facts) - set(profile.ask)):
        yield Problem(f"ask ({fact})", problems_text.ALWAYS_ASKED if fact in gates else problems_text.NOT_ASKED)
    yield from _records(profile, facts)
    yield from _named_facts(profile, facts)
    moves = [move.id for move in profile.transitions]
    for gap in profile.gaps:
        yield from _known_names(f"gaps ({gap.id}).undecided", problems_text.TRANSITION, gap.undecided, moves)
    for conflict in profile.conflicts:
        if conflict.chosen > len(conflict.readings):
            yield Problem(f"conflicts ({conflict.id}).chosen", problems_text.NO_SUCH_READING)


def _records(profile: Profile, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    roles = [role.id for role in profile.roles]
    effects = {criterion.id: criterion.effect for criterion in profile.criteria}
    moves = [move.id for move in profile.transitions]
    for rule in profile.role_rules:
        yield from _known_names(f"role_rules ({rule.id}).roles", problems_text.ROLE, rule.roles, roles)
    for fact in profile.facts:
        others = (*fact.excludes, *(fact.implies.any if fact.implies else ()))
        yield from _known_names(f"facts ({fact.id})", problems_text.FACT, others, facts)
    for step in profile.steps:
        yield from _known_names(f"steps ({step.id}).transitions", problems_text.TRANSITION, step.transitions, moves)
    for move in profile.transitions:
        path = f"transitions ({move.id}).criteria"
        yield from _known_names(path, problems_text.CRITERION, move.criteria, effects)
        if move.direction is TransitionDirection.DOWN and move.from_ is None:
            yield Problem(f"transitions ({move.id}).from", problems_text.DOWN_FROM_WHERE)
        wanted = _EFFECT_OF.get(move.direction)
        for ident in move.criteria:
            if wanted is not None and effects.get(ident, wanted) is not wanted:
                yield Problem(path, problems_text.wrong_effect(ident, wanted.value))


def _named_facts(profile: Profile, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    for role in profile.roles:
        appointed = [role.appointed] if role.appointed else []
        yield from _known_names(f"roles ({role.id}).appointed", problems_text.FACT, appointed, facts)
    for ident, words in profile.wording.items():
        if ident in facts:
            yield from _known_names(f"wording.{ident}.labels", problems_text.OPTION, words.labels, facts[ident].options)


def _assignments(profile: Profile) -> Iterator[Problem]:
    limits = {role.id: role.max_holders for role in profile.roles}
    for assignment in profile.assignments:
        path = f"assignments ({assignment.id})"
        yield from _known_names(f"{path}.role", problems_text.ROLE, [assignment.role], limits)
        if assignment.status is RoleStatus.ASSIGNED and not (assignment.holders or assignment.appointed_in):
            yield Problem(path, problems_text.NO_HOLDER)
        if assignment.status is RoleStatus.UNDECIDED:
            yield Problem(f"{path}.status", problems_text.NOT_A_STATUS)
        if assignment.holders and assignment.status not in (RoleStatus.ASSIGNED, RoleStatus.CONFLICTING):
            yield Problem(path, problems_text.HOLDER_WITHOUT_STATUS)
        limit = limits.get(assignment.role)
        if limit is not None and len(assignment.holders) > limit:
            yield Problem(f"{path}.holders", problems_text.too_many(limit))


def _conditions(profile: Profile, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    names: dict[str, Condition] = {**profile.define, **{criterion.id: criterion.when for criterion in profile.criteria}}
    phases = [*(phase.id for phase in profile.phases), NO_PHASE]
    for path, condition in conditions_of(profile):
        yield from _condition(path, condition, names, facts, phases)
    yield from _chains(names, profile)


def _condition(
    path: str, condition: Condition, names: Iterable[str], facts: Mapping[str, Fact], phases: list[str]
) -> Iterator[Problem]:
    for place, leaf in _places(condition, path):
        if isinstance(leaf, Ref):
            yield from _known_names(f"{place}.ref", problems_text.NAME, [leaf.name], names)
        else:
            yield from _misfits(place, leaf, facts, phases)
    for place, inner in _thresholds(condition, path):
        if inner.least > len(inner.parts):
            yield Problem(place, problems_text.NEVER_SO_MANY_CONDITIONS)


def _thresholds(condition: Condition, path: str) -> Iterator[tuple[str, Threshold]]:
    if isinstance(condition, Threshold):
        yield f"{path}.count", condition
    for part in parts_of(condition):
        yield from _thresholds(part, path)


def _places(condition: Condition, path: str) -> Iterator[tuple[str, Leaf | Ref]]:
    if isinstance(condition, Is | AtLeast | Includes | Ref):
        yield path, condition
        return
    inner = parts_of(condition)
    for number, part in enumerate(inner):
        place = f"[{number + 1}]" if isinstance(condition, All | AnyOf) else ""
        place = f".of[{number + 1}]" if isinstance(condition, Threshold) else place
        yield from _places(part, f"{path}.{operator_of(condition)}{place}")


def _misfits(place: str, leaf: Leaf, facts: Mapping[str, Fact], phases: list[str]) -> Iterator[Problem]:
    """In Python True equals 1: without this check a rule that compares the wrong kind silently says no."""
    path = f"{place}.{operator_of(leaf)}"
    if leaf.fact not in facts:
        yield from _known_names(path, problems_text.FACT, [leaf.fact], facts)
        return
    fact, path = facts[leaf.fact], f"{path}.{leaf.fact}"
    match leaf:
        case AtLeast():
            if fact.kind is not FactKind.CHOICES:
                yield Problem(path, problems_text.NEEDS_COUNT)
            elif leaf.count > len(fact.options):
                yield Problem(path, problems_text.NEVER_SO_MANY)
        case Includes():
            if fact.kind is not FactKind.CHOICES:
                yield Problem(path, problems_text.NEEDS_CHOICES)
            else:
                yield from _known_names(path, problems_text.OPTION, [leaf.option], fact.options)
        case Is():
            yield from _is_misfits(path, leaf.wanted, fact, phases)


def _is_misfits(path: str, wanted: bool | str | tuple[str, ...], fact: Fact, phases: list[str]) -> Iterator[Problem]:
    if fact.kind is FactKind.CHOICES:
        yield Problem(path, problems_text.NEEDS_SINGLE)
    elif fact.kind is FactKind.YES_NO:
        if not isinstance(wanted, bool):
            yield Problem(path, problems_text.NEEDS_BOOL)
    elif isinstance(wanted, bool):
        yield Problem(path, problems_text.NEEDS_OPTION)
    else:
        options = phases if fact.kind is FactKind.PHASE else fact.options
        yield from _known_names(path, problems_text.OPTION, wanted if isinstance(wanted, tuple) else [wanted], options)


def _chains(names: Mapping[str, Condition], profile: Profile) -> Iterator[Problem]:
    """Names that refer to themselves, and names behind which too long a chain of names stands."""
    refers = {
        name: {leaf.name for leaf in leaves(condition) if isinstance(leaf, Ref)} & names.keys()
        for name, condition in names.items()
    }
    paths = {name: f"define.{name}" if name in profile.define else f"criteria ({name}).when" for name in names}
    depths: dict[str, int] = {}
    waiting = refers
    while ready := [name for name, behind in waiting.items() if behind <= depths.keys()]:
        for name in ready:
            depths[name] = 1 + max((depths[one] for one in refers[name]), default=-1)
        if depths[ready[0]] > LONGEST_CHAIN:
            yield from (Problem(paths[name], problems_text.long_chain(LONGEST_CHAIN)) for name in ready)
            return
        waiting = {name: behind for name, behind in waiting.items() if name not in depths}
    yield from (Problem(paths[name], problems_text.CIRCLE) for name in waiting if _in_circle(name, names))


def _in_circle(start: str, names: Mapping[str, Condition]) -> bool:
    todo, seen = [start], set[str]()
    while todo:
        for leaf in leaves(names[todo.pop()]):
            if isinstance(leaf, Ref) and leaf.name in names:
                if leaf.name == start:
                    return True
                if leaf.name not in seen:
                    seen.add(leaf.name)
                    todo.append(leaf.name)
    return False


PLACE = re.compile(r"\{(\w*)\}")
LIST, PHASE = "lijst", "fase"
"""Places that do not depend on the opening: the parts of a list, the label of a phase."""


def story_problems(stories: Stories, facts: Iterable[Fact]) -> tuple[str, ...]:
    """Everything that hangs loose, one line each: path in the file, what is wrong, what was probably meant."""
    known = {fact.id: fact for fact in facts}
    found = [*_facts_told_twice(stories), *_openings(stories, known), *_chapters(stories, known), *_lists(stories)]
    for telling in stories.facts:
        found += _telling(stories, telling, known)
    return tuple(one.said for one in (*found, *_story_places(stories)))


def _facts_told_twice(stories: Stories) -> Iterator[Problem]:
    for part in ("openings", "chapters", "lists", "facts"):
        idents = _repeated(one.id for one in getattr(stories, part))
        yield from (Problem(f"{part} ({ident})", problems_text.twice(ident)) for ident in idents)
    placed = [fact for chapter in stories.chapters for fact in chapter.facts]
    yield from (Problem("chapters", problems_text.twice(ident)) for ident in _repeated(placed))
    placed_facts = {fact.id for fact in stories.facts} - set(placed)
    yield from (Problem(f"facts ({fact})", problems_text.NO_CHAPTER) for fact in sorted(placed_facts))


def _openings(stories: Stories, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    if not any(opening.fits_all() for opening in stories.openings):
        yield Problem("openings", problems_text.NO_OPENING_FOR_ALL)
    for opening in stories.openings:
        path = f"openings ({opening.id})"
        for key, condition in (("when", opening.when), ("unless", opening.unless)):
            if condition is not None:
                yield from _condition(f"{path}.{key}", condition, (), facts, [NO_PHASE])
        yield from _known_names(f"{path}.unless_doubted", problems_text.FACT, opening.unless_doubted, facts)
        asked = [leaf.fact for leaf in leaves(opening.when) if not isinstance(leaf, Ref)] if opening.when else []
        yield from _known_names(f"{path}.tells", problems_text.FACT, opening.tells, asked)
        if set(opening.names) != _name(stories):
            yield Problem(f"{path}.names", problems_text.OTHER_PLACES)


def _chapters(stories: Stories, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    for chapter in stories.chapters:
        yield from _known_names(f"chapters ({chapter.id}).facts", problems_text.FACT, chapter.facts, facts)


def _lists(stories: Stories) -> Iterator[Problem]:
    known = [one.id for one in stories.lists]
    for list_ in stories.lists:
        if list_.after is not None:
            yield from _known_names(f"lists ({list_.id}).after", problems_text.LIST, [list_.after], known)
        if (list_.after is None) != (list_.short == "") or not list_.say:
            yield Problem(f"lists ({list_.id})", problems_text.OTHER_SHAPE)


def _telling(stories: Stories, telling: Telling, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    path = f"facts ({telling.id})"
    yield from _known_names(path, problems_text.FACT, [telling.id], facts)
    fact = facts.get(telling.id)
    lists = [one.id for one in stories.lists]
    for tell in telling.tells:
        if tell.list is not None:
            yield from _known_names(f"{path}.list", problems_text.LIST, [tell.list], lists)
        if not tell.say:
            yield Problem(path, problems_text.OTHER_SHAPE)
        if fact is not None:
            yield from _answer(path, fact, tell.answer)
    if fact is not None and telling.phase and fact.kind is not FactKind.PHASE:
        yield Problem(f"{path}.phase", problems_text.OTHER_SHAPE)


def _answer(path: str, fact: Fact, answer: bool | str) -> Iterator[Problem]:
    if isinstance(answer, str):
        yield from _known_names(path, problems_text.OPTION, [answer], fact.options)
    elif fact.kind is not FactKind.YES_NO:
        yield Problem(path, problems_text.NEEDS_OPTION)


def _name(stories: Stories) -> set[str]:
    """The places that the openings fill."""
    return set(stories.openings[0].names) if stories.openings else set()


def _story_places(stories: Stories) -> Iterator[Problem]:
    """Every place that nothing fills, and every list or phase without its place."""
    named = _name(stories)
    for path, text, own in _texts(stories):
        places = PLACE.findall(text)
        for place in places:
            yield from _known_names(path, problems_text.PLACE, [place], {*named, *own})
        yield from (Problem(path, problems_text.without_place(place)) for place in own if place not in places)
    for place, name in stories.first.items():
        yield from _known_names("first", problems_text.PLACE, [place], named)
        yield from _known_names("first", problems_text.PLACE, [name], named)


def _texts(stories: Stories) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every text with its path and the places that it has besides those of the opening."""
    yield from (("unknown", text, (LIST,)) for text in stories.unknown)
    yield from ((f"openings ({opening.id}).text", opening.text, ()) for opening in stories.openings)
    for list_ in stories.lists:
        texts = (*list_.say, list_.short) if list_.short else list_.say
        yield from ((f"lists ({list_.id})", text, (LIST,)) for text in texts)
    for telling in stories.facts:
        path = f"facts ({telling.id})"
        texts = (telling.unknown, *telling.none, *(text for tell in telling.tells for text in tell.say))
        yield from ((path, text, ()) for text in texts)
        yield from ((f"{path}.phase", text, (PHASE,)) for text in telling.phase)
