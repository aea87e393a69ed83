"""Lists: all roles, parties, meetings, terms, criteria, deadlines, and what a model does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ave_cli.explain.answers import empty_words, named_phases
from ave_cli.explain.sections import (
    Explanation,
    Line,
    Section,
    line_of,
    make_sections,
    move_title,
)
from ave_cli.explain.short_pages import short_move, who_has
from ave_cli.explain.topics import Speech, fold
from ave_cli.profile import (
    Ruleset,
)
from ave_cli.text import answers as answers_text
from ave_cli.text import explain as explain_text


def list_of(ruleset: Ruleset, speech: Speech, text: str, *, loosely: bool = False) -> Explanation | None:
    """The list that a question asks for by its name, such as all parties; nothing where it asks for none.

    A name that is not of more things opens its list only where it is all that was typed. `loosely` allows for other
    words, in a question about deadlines.
    """
    fillers = empty_words(speech)
    phases, used, _ = named_phases(ruleset, speech.words(text))
    words = {word for word in speech.words(text) if word not in used}
    for key, names in answers_text.LISTS.items():
        if phases and key not in _BY_PHASE:
            continue
        named = [set(speech.words(name)) for name in names if key in _LOOSE or _asks_for(speech, name, text)]
        carrying = [{word for word in words if word in name or word not in fillers} for name in named]
        if any(name == rest or (loosely and key in _LOOSE and name <= rest) for name, rest in zip(named, carrying)):
            sections = tuple(_LISTS[key](ruleset, speech, {phase.id for phase in phases}))
            title = answers_text.list_title(names[0], ruleset.profile.title)
            return Explanation(kind="list", id=key, title=title, sections=sections)
    return None


def _asks_for(speech: Speech, name: str, text: str) -> bool:
    """Whether a list is asked for by this name: as it is written, unless it is all that was typed."""
    typed = set(fold(text).split())
    return set(fold(name).split()) <= typed - set(map(fold, answers_text.SINGLE)) or speech.words(name) == speech.words(
        text
    )


def _entries(attribute: str) -> Callable[[Ruleset, Speech, set[str]], Iterator[Section]]:
    def told(ruleset: Ruleset, _speech: Speech, _phases: set[str]) -> Iterator[Section]:
        found = getattr(ruleset.profile, attribute)
        lines = [
            line_of(explain_text.pair(getattr(one, "term", "") or one.name, explain_text.first_sentence(one.text)), one)
            for one in found
        ]
        yield from make_sections(answers_text.LIST_HEADS[attribute], lines or [Line(text=explain_text.NOBODY)])

    return told


def _role_list(ruleset: Ruleset, _speech: Speech, phases: set[str]) -> Iterator[Section]:
    lines = [
        line_of(explain_text.pair(role.title, explain_text.first_sentence(role.text)), role)
        for role in ruleset.profile.roles
    ]
    if not phases:
        yield from make_sections(answers_text.LIST_HEADS["roles"], lines)
    for phase in (one for one in ruleset.profile.phases if one.id in phases):
        here = [
            Line(text=explain_text.pair(role.title, one.text), statements=one.statements)
            for role in ruleset.profile.roles
            for one in who_has(ruleset, role, phase)
        ]
        yield from make_sections(explain_text.roles_in(phase.label), here)


def _criteria_list(ruleset: Ruleset, _speech: Speech, phases: set[str]) -> Iterator[Section]:
    for phase in ruleset.profile.phases:
        if not phases or phase.id in phases:
            lines = [line_of(one.text, one) for one in ruleset.entry_criteria if one.phase == phase.id]
            title = answers_text.enough_for(phase.label, several=len(lines) > 1)
            yield from make_sections(
                title,
                lines or [Line(text=explain_text.LIGHTEST if ruleset.rank(phase.id) == 0 else explain_text.NO_ENTRY)],
            )


def _terms(ruleset: Ruleset, speech: Speech, phases: set[str]) -> Iterator[Section]:
    profile = ruleset.profile
    moves = [
        line_of(explain_text.pair(short_move(ruleset, one), one.deadline), one)
        for one in profile.transitions
        if one.deadline and (not phases or one.from_ in phases)
    ]
    steps = [
        line_of(explain_text.pair(one.short or explain_text.first_sentence(one.text), one.deadline), one)
        for one in profile.steps
        if one.deadline and (not phases or phases & set(one.phases))
    ]
    wanted = set(speech.words(answers_text.LISTS["deadlines"][0]))
    told = [
        line_of(explain_text.pair(one.term, one.text), one)
        for one in (*profile.agreements, *profile.glossary)
        if wanted & {word for name in (one.term, *one.synonyms) for word in speech.words(name)}
    ]
    here = [*moves, *steps] if phases else [*told, *moves, *steps]
    yield from make_sections(answers_text.LIST_HEADS["deadlines"], here or [Line(text=explain_text.NOBODY)])
    yield from make_sections(answers_text.BESIDES, told if phases else [])
    gaps = [line_of(one.text, one) for one in profile.gaps if wanted & set(speech.words(f"{one.text} {one.id}"))]
    yield from make_sections(explain_text.GAPS, gaps)


def _gaps(ruleset: Ruleset, _speech: Speech, phases: set[str]) -> Iterator[Section]:
    lines = [
        line_of(one.text, one)
        for one in ruleset.profile.gaps
        if not phases or not one.phases or phases & set(one.phases)
    ]
    yield from make_sections(answers_text.LIST_HEADS["gaps"], lines or [Line(text=answers_text.NO_GAPS)])
    silent = [
        Line(text=explain_text.pair(move_title(ruleset, one), answers_text.no_decider()), statements=one.statements)
        for one in ruleset.profile.transitions
        if not one.decided_by and (not phases or one.from_ in phases)
    ]
    yield from make_sections(answers_text.UNDECIDED, silent)


def _conflict_list(ruleset: Ruleset, _speech: Speech, _phases: set[str]) -> Iterator[Section]:
    lines = [line_of(explain_text.pair(one.id, one.question), one) for one in ruleset.profile.conflicts]
    yield from make_sections(explain_text.CONFLICTS, lines)


def _move_list(ruleset: Ruleset, _speech: Speech, _phases: set[str]) -> Iterator[Section]:
    lines = [
        line_of(explain_text.pair(short_move(ruleset, one), one.decided_by or explain_text.NOBODY), one)
        for one in ruleset.profile.transitions
    ]
    yield from make_sections(answers_text.DECIDERS, lines)


_BY_PHASE = ("roles", "criteria", "deadlines", "gaps")
"""Lists of which a part belongs to a phase."""
_LOOSE = ("deadlines",)
"""Lists that answer a question with more words in it."""
_LISTS = {
    "roles": _role_list,
    "actors": _entries("actors"),
    "meetings": _entries("meetings"),
    "glossary": _entries("glossary"),
    "agreements": _entries("agreements"),
    "principles": _entries("principles"),
    "criteria": _criteria_list,
    "deadlines": _terms,
    "gaps": _gaps,
    "conflicts": _conflict_list,
    "moves": _move_list,
}
