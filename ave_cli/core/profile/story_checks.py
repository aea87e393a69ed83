"""Does everything in the sentences for stories lead somewhere, and is every place in them filled?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ave_cli.core.facts import Fact, FactKind, accepts
from ave_cli.core.profile.beside import Opening, Stories, Telling
from ave_cli.words import problems as say

PLACE = re.compile(r"\{(\w*)\}")
LIST, PHASE = "lijst", "fase"
"""Places that do not depend on the opening: the parts of a list, the label of a phase."""


def story_problems(stories: Stories, facts: Iterable[Fact]) -> tuple[str, ...]:
    """Everything that hangs loose, one line each: path in the file, what is wrong, what was probably meant."""
    known = {fact.id: fact for fact in facts}
    found = [*_told_twice(stories), *_openings(stories, known), *_chapters(stories, known), *_lists(stories)]
    for telling in stories.facts:
        found += _telling(stories, telling, known)
    return (*found, *_story_places(stories))


def _told_twice(stories: Stories) -> Iterator[str]:
    for part in ("openings", "chapters", "lists", "facts"):
        counts = Counter(one.id for one in getattr(stories, part))
        yield from (f"{part} ({ident}): {say.twice(ident)}" for ident, count in counts.items() if count > 1)
    placed = Counter(fact for chapter in stories.chapters for fact in chapter.facts)
    yield from (f"chapters: {say.twice(ident)}" for ident, count in placed.items() if count > 1)
    placed_facts = {one.id for one in stories.facts} - set(placed)
    yield from (f"facts ({fact}): {say.NO_CHAPTER}" for fact in sorted(placed_facts))


def _unknown(path: str, what: str, ident: str, known: Iterable[str]) -> Iterator[str]:
    known = list(known)
    if ident not in known:
        yield f"{path}: {say.unknown(what, ident, known)}"


def _openings(stories: Stories, facts: Mapping[str, Fact]) -> Iterator[str]:
    if not any(not one.when and not one.unless for one in stories.openings):
        yield f"openings: {say.NO_OPENING_FOR_ALL}"
    for one in stories.openings:
        path = f"openings ({one.id})"
        yield from _wanted(one, path, facts)
        for ident in one.tells:
            yield from _unknown(f"{path}.tells", say.FACT, ident, one.when)
        yield from (f"{path}.names: {say.OTHER_PLACES}" for _ in [0] if set(one.names) != _named(stories))


def _wanted(one: Opening, path: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    for key, wanted in (("when", one.when), ("unless", one.unless)):
        for ident, answers in wanted.items():
            yield from _unknown(f"{path}.{key}", say.FACT, ident, facts)
            for answer in answers if isinstance(answers, list) else [answers]:
                if ident in facts and not _fits(facts[ident], answer):
                    yield f"{path}.{key}.{ident}: {say.OTHER_SHAPE}"


def _fits(fact: Fact, answer: object) -> bool:
    try:
        accepts(fact, answer, ())
    except ValueError:
        return False
    return True


def _chapters(stories: Stories, facts: Mapping[str, Fact]) -> Iterator[str]:
    for chapter in stories.chapters:
        for ident in chapter.facts:
            yield from _unknown(f"chapters ({chapter.id}).facts", say.FACT, ident, facts)


def _lists(stories: Stories) -> Iterator[str]:
    known = [one.id for one in stories.lists]
    for one in stories.lists:
        if one.after is not None:
            yield from _unknown(f"lists ({one.id}).after", say.LIST, one.after, known)
        if (one.after is None) != (one.short == "") or not one.say:
            yield f"lists ({one.id}): {say.OTHER_SHAPE}"


def _telling(stories: Stories, telling: Telling, facts: Mapping[str, Fact]) -> Iterator[str]:
    path = f"facts ({telling.id})"
    yield from _unknown(path, say.FACT, telling.id, facts)
    fact = facts.get(telling.id)
    lists = [one.id for one in stories.lists]
    for one in telling.tells:
        if one.list is not None:
            yield from _unknown(f"{path}.list", say.LIST, one.list, lists)
        if not one.say:
            yield f"{path}: {say.OTHER_SHAPE}"
        if fact is not None:
            yield from _answer(path, fact, one.answer)
    if fact is not None and telling.phase and fact.kind is not FactKind.PHASE:
        yield f"{path}.phase: {say.OTHER_SHAPE}"


def _answer(path: str, fact: Fact, answer: bool | str) -> Iterator[str]:
    if isinstance(answer, str):
        yield from _unknown(path, say.OPTION, answer, fact.options)
    elif fact.kind is not FactKind.YES_NO:
        yield f"{path}: {say.NEEDS_OPTION}"


def _named(stories: Stories) -> set[str]:
    """The places that the openings fill."""
    return set(stories.openings[0].names) if stories.openings else set()


def _story_places(stories: Stories) -> Iterator[str]:
    """Every place that nothing fills, and every list or phase without its place."""
    named = _named(stories)
    for path, text, own in _texts(stories):
        places = PLACE.findall(text)
        for place in places:
            yield from _unknown(path, say.PLACE, place, {*named, *own})
        yield from (f"{path}: {say.without_place(place)}" for place in own if place not in places)
    for place, name in stories.first.items():
        yield from _unknown("first", say.PLACE, place, named)
        yield from _unknown("first", say.PLACE, name, named)


def _texts(stories: Stories) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every text with its path and the places that it has besides those of the opening."""
    yield from (("unknown", text, (LIST,)) for text in stories.unknown)
    yield from ((f"openings ({one.id}).text", one.text, ()) for one in stories.openings)
    for one in stories.lists:
        texts = (*one.say, one.short) if one.short else one.say
        yield from ((f"lists ({one.id})", text, (LIST,)) for text in texts)
    for telling in stories.facts:
        path = f"facts ({telling.id})"
        texts = (telling.unknown, *telling.none, *(text for tell in telling.tells for text in tell.say))
        yield from ((path, text, ()) for text in texts)
        yield from ((f"{path}.phase", text, (PHASE,)) for text in telling.phase)
