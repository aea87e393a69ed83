"""Every phase, role, criterion, term and statement of the shipped models: found by its id, and explained in Dutch."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import pytest

from ave_cli.explain.explain import explain_topic
from ave_cli.explain.records import neighbours
from ave_cli.explain.sections import Explanation, Grid
from ave_cli.explain.short_pages import scheme_grid
from ave_cli.explain.topics import Topic, TopicKind, find_topic, topics
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.text import triage as triage_text

pytestmark = pytest.mark.content

PROFILES = library.index().ids()
LISTS = {
    TopicKind.PHASE: "phases",
    TopicKind.ROLE: "roles",
    TopicKind.TRANSITION: "transitions",
    TopicKind.CRITERION: "criteria",
    TopicKind.CONFLICT: "conflicts",
    TopicKind.TERM: "glossary",
    TopicKind.MEETING: "meetings",
    TopicKind.ACTOR: "actors",
    TopicKind.AGREEMENT: "agreements",
    TopicKind.PRINCIPLE: "principles",
    TopicKind.GAP: "gaps",
    TopicKind.STEP: "steps",
}
load = functools.cache(library.load)


@functools.cache
def register(name: str) -> dict[str, Statement]:
    return dict(library.load_statements(name))


@functools.cache
def known(name: str) -> tuple[Topic, ...]:
    return topics(load(name), register(name))


def everything(name: str) -> Iterator[tuple[TopicKind, str]]:
    profile = load(name).profile
    for kind, records in LISTS.items():
        yield from ((kind, one.id) for one in getattr(profile, records))
    yield from ((TopicKind.FACT, ident) for ident in load(name).facts)
    yield from ((TopicKind.STATEMENT, ident) for ident in register(name))
    yield TopicKind.DOUBT, "twijfel"
    yield from ((TopicKind.CONTACT, one.id) for one in load(name).contacts)
    yield from ((TopicKind.CONTACT, one.id) for one in load(name).national.steps)


@functools.cache
def explained(name: str) -> dict[tuple[TopicKind, str], Explanation]:
    ruleset, about = load(name), register(name)
    return {(one.kind, one.id): explain_topic(ruleset, about, one) for one in known(name)}


def texts(page: Explanation) -> Iterator[str]:
    yield page.title
    for one in page.sections:
        yield one.title
        yield from one.lines()


def data_words(ruleset: Ruleset) -> re.Pattern[str]:
    """Words of the code and the files: ids with an underscore, values of enums, names of Python and English."""
    ids = {one for one in (*ruleset.facts, *ruleset.profile.define) if "_" in one}
    words = (
        *("not_recorded", "not_applicable", "weet_niet", "True", "False", "None", "enter", "leave", "within", "inform"),
        *("supports", "separate", "coincide", "escalate", "consult", "lowest", "the", "with", "and", "role:", "phase"),
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted({*ids, *words})))})(?![\w-])")


@pytest.mark.parametrize("name", PROFILES)
def test_everything_in_a_model_is_explained(name: str) -> None:
    assert set(explained(name)) == set(everything(name))
    empty = [
        key
        for key, page in explained(name).items()
        if not page.sections
        or not page.title
        or not all(any(line.strip() for line in one.lines()) for one in page.sections)
    ]
    assert empty == []


@pytest.mark.parametrize("name", PROFILES)
def test_everything_is_found_by_its_id(name: str) -> None:
    """Alone, or among what has the same name; and alone with the name of its kind in front."""
    lost = []
    for topic in known(name):
        found = find_topic(known(name), topic.id)
        if topic not in (found.topic, *found.also) or find_topic(known(name), topic.handle()).topic != topic:
            lost.append(topic.handle())
    assert lost == []


@pytest.mark.parametrize("name", PROFILES)
def test_phases_and_moves_are_found_as_people_write_them(name: str) -> None:
    ruleset = load(name)
    for phase in ruleset.profile.phases:
        for text in (phase.label, phase.label.replace(" ", "").lower(), f"fase {phase.id}", phase.id.lower()):
            topic = find_topic(known(name), text).topic
            assert topic is not None, text
            assert (topic.kind, topic.id) == (TopicKind.PHASE, phase.id), text
    for move in ruleset.profile.transitions:
        if move.from_ and move.to:
            found = find_topic(known(name), f"{move.from_} naar {move.to}")
            assert move.id in [one.id for one in (found.topic, *found.also) if one is not None]


@pytest.mark.parametrize("name", PROFILES)
def test_no_page_has_a_word_of_the_files_or_of_english(name: str) -> None:
    """What stands in brackets to be typed is left out: an id is typed as it is."""
    kinds = "|".join(("fase", "rol", "overgang", "criterium", "tegenstrijdigheid", "begrip", "overlegvorm", "partij"))
    typed = re.compile(rf"\((?:{kinds}|afspraak|uitgangspunt|leemte|vraag|stap|twijfel|uitspraak) [^)]*\)")
    wrong = data_words(load(name))
    found = [
        (key, hit.group(0), text)
        for key, page in explained(name).items()
        for text in texts(page)
        if (hit := wrong.search(typed.sub("", text)))
    ]
    assert found == []


@pytest.mark.parametrize("name", PROFILES)
def test_no_page_leaves_out_the_source_of_what_it_explains(name: str) -> None:
    profile, missing = load(name).profile, []
    for kind, records in LISTS.items():
        for one in getattr(profile, records):
            cited = {ident for section in explained(name)[kind, one.id].sections for ident in section.statements()}
            if not set(one.statements) <= cited:
                missing.append((kind, one.id))
    assert missing == []


@pytest.mark.parametrize("name", PROFILES)
def test_every_role_has_an_answer_for_every_phase(name: str) -> None:
    ruleset = load(name)
    for role in ruleset.profile.roles:
        page = explained(name)[TopicKind.ROLE, role.id]
        grid = next(part for one in page.sections for part in one.parts if isinstance(part, Grid) and not part.compares)
        said = {label: row.cells[1] for row in grid.rows for label in row.cells[0].split(", ")}
        assert list(said) == [phase.label for phase in ruleset.profile.phases]
        assert all(said.values())
    for place, phase in enumerate(ruleset.profile.phases, start=1):
        assert all(row[place].text for row in scheme_grid(ruleset).rows), phase.id


@pytest.mark.parametrize("name", PROFILES)
def test_a_phase_gives_its_share_or_says_that_the_source_gives_none(name: str) -> None:
    for phase in load(name).profile.phases:
        start = " ".join(explained(name)[TopicKind.PHASE, phase.id].sections[0].lines())
        assert (phase.share or "De bron geeft geen aandeel") in start


@pytest.mark.parametrize("name", PROFILES)
def test_casusregie_and_procesregie_can_be_told_apart(name: str) -> None:
    ruleset = load(name)
    roles = {one.id: one for one in ruleset.profile.roles}
    assert roles["procesregie"] in neighbours(ruleset, roles["casusregie"])
    for role in roles.values():
        for task in role.tasks:
            assert task.statements, (role.id, task.text)
            unknown = [one for one in task.statements if one not in register(name) or register(name)[one].not_modelled]
            assert unknown == [], (role.id, task.text)


@pytest.mark.parametrize("name", PROFILES)
def test_what_the_source_is_silent_about_says_so(name: str) -> None:
    said = {line for page in explained(name).values() for text in page.sections for line in text.lines()}
    assert any(triage_text.NOT_RECORDED in line for line in said)
