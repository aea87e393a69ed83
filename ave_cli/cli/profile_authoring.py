"""Authoring of a model: check, new, todo, format, schema and diff of `ave profiles`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from ave_cli.authoring.check import check_profile, todo_list
from ave_cli.authoring.proofs import Finding, FindingKind, Todo
from ave_cli.authoring.starter_profile import (
    VOCABULARY,
    FormatSection,
    Start,
    blank_profile,
    derive_profile,
    empty_places,
    first_companions,
    profile_schema,
    reference,
    schema_text,
)
from ave_cli.cli.emit import Answer
from ave_cli.engine.answers_file import raw_answer
from ave_cli.engine.version_difference import HouseholdChange, changed_households, changed_records
from ave_cli.errors import InvalidInput, NoTerminal, TargetExists, Unfinished, UsageError
from ave_cli.profile import Cases, Journeys, Role, Ruleset, Statements
from ave_cli.safe_text import command_line, one_line
from ave_cli.storage import folders, library
from ave_cli.storage.folders import typed_path
from ave_cli.storage.own_models import blank_text, companion_texts, lines_in_files, text_of
from ave_cli.storage.safe_write import open_up, private_folder, save_new
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import Prompt, PromptAction
from ave_cli.text import problems as problems_text
from ave_cli.text import profiles as profiles_text
from ave_cli.views import compare, profiles
from ave_cli.views.profiles import Checked


def check_named(name: str) -> Checked:
    """A model by id or path, with everything that is wrong with it; one that cannot be read has only that.

    Raises:
        UsageError: nothing is known by that name.
    """
    try:
        ruleset = library.load(name, fresh=True)
        base, own = library.load_registers(name)
        cases, journeys = library.cases_of(name), library.journeys_of(name)
    except InvalidInput as error:
        found = tuple(_shape(problem) for problem in error.problems or (error.message,))
        return Checked(name=name, file=error.message.removesuffix(":"), ruleset=None, findings=found)
    every = (*_of_another(name, ruleset), *check_profile(ruleset, {**base, **own}, tuple(own), cases, journeys))
    return Checked(
        name=name,
        ruleset=ruleset,
        findings=tuple(_on_lines(name, (*every, *_untellable(ruleset)))),
        statements=len(own),
        cases=len(cases),
        journeys=len(journeys),
        todo=sum(1 for _ in todo_list(ruleset, own, len(cases))),
    )


_T = TypeVar("_T", Finding, Todo)


def _on_lines(name: str, found: Sequence[_T]) -> Iterator[_T]:
    """Each with the line of the file where its place stands."""
    lines = lines_in_files(library.profile_file(name), [one.where for one in found])
    return (replace(one, line=line) for one, line in zip(found, lines, strict=True))


_BESIDE: dict[str, Any] = {"statements": Statements, "cases": Cases, "journeys": Journeys}


def _of_another(name: str, ruleset: Ruleset) -> Iterator[Finding]:
    """Files beside a model that say that they belong to another."""
    for kind, shape in _BESIDE.items():
        place = library.profile_file(name).with_name(f"{kind}.toml")
        said = library.read_file(place, shape, kind).profile if folders.is_file(place) else ruleset.profile.id
        if said != ruleset.profile.id:
            text = profiles_text.of_another(said, ruleset.profile.id)
            yield Finding(kind=FindingKind.SHAPE, where=place.name, text=text)


def _untellable(ruleset: Ruleset) -> Iterator[Finding]:
    """What is wrong with the sentences for own facts."""
    try:
        library.load_stories(ruleset)
    except InvalidInput as error:
        yield from (_shape(f"tellings.{problem}") for problem in error.problems)


def _shape(problem: str) -> Finding:
    found = _PLACE.match(problem)
    if found is None:
        return Finding(kind=FindingKind.SHAPE, where="", text=problem)
    return Finding(kind=FindingKind.SHAPE, line=int(found[1] or 0), where=found[2], text=found[3])


_PLACE = re.compile(
    r"(?:\w+ (\d+): )?((?:\w+ \d+(?:, \w+ \d+)?)|(?:[\w-]+(?: \([^)]+\)|\[\d+\]|\.[\w-]+)*)): (.+)", re.DOTALL
)
"""A problem that begins with its place: a line, a key, or both; a colon further on is part of the sentence."""


def document(found: Iterable[Checked]) -> dict[str, Any]:
    """The findings as plain data, format 1; an example is a table of answers, or null."""
    return {
        "format": 1,
        "findings": [
            {
                "profile": checked.ruleset.profile.id if checked.ruleset else checked.name,
                "kind": finding.kind.value,
                "where": finding.where,
                "text": finding.text,
                "example": {fact: raw_answer(value) for fact, value in finding.example.given.items()}
                if finding.example
                else None,
            }
            for checked in found
            for finding in checked.findings
        ],
    }


@dataclass(frozen=True, kw_only=True)
class NewOptions:
    """What was typed behind `ave profiles new`."""

    base: str | None
    """What it is built on; None: on nothing."""
    path: str
    title: str | None
    document: str | None
    may_ask: bool
    plain: bool


def run_new(options: NewOptions) -> None:
    """Ask what is needed, write the files, and say what to do next.

    Raises:
        UsageError: there is no such base, or it extends another itself.
        NoTerminal: there is nobody to ask for the name.
        Unfinished: the person stopped; nothing is written.
        TargetExists, CannotWrite: nothing is written.
    """
    place = typed_path(options.path)
    if not one_line(options.path) or "\ufffd" in one_line(options.path):
        raise UsageError(profiles_text.NOT_TEXT)
    base = None if options.base is None else library.load(options.base, fresh=True)
    if base is not None and base.profile.extends:
        raise UsageError(profiles_text.ONE_LEVEL.format(one_line(options.base or "")))
    start = _ask_all(base, options) if options.may_ask else _ask_text(options)
    if place.suffix != ".toml":
        place /= "profile.toml"
    typed, taken = command_line(options.path), library.index().ids()
    if base is None:
        text = blank_text(blank_profile(start, taken), typed)
    else:
        beneath = _from_here(base.profile.id if not base.place else options.base or "", place)
        raw = derive_profile(base, start, taken) | {"extends": beneath}
        text = text_of(raw, typed, base=library.load_raw(options.base or ""))
    _write_model(place, text)
    found = check_named(str(place))
    file = one_line(str(place))
    streams.complain(profiles_text.written(file))
    streams.out(profiles_text.what_next(file, typed, found.todo, len(found.findings)))


def _from_here(base: str, place: Path) -> str:
    """How a new model names the one that it is built on: an id, or the path from its own folder."""
    if library.is_known_id(base):
        return base
    folder = library.profile_file(base)
    folder = folder.parent if folder.name == "profile.toml" else folder
    try:
        return Path(os.path.relpath(folder, place.parent)).as_posix()
    except ValueError:  # on another drive of Windows
        return folders.whole_path(folder).as_posix()


def _write_model(place: Path, text: str) -> None:
    """Write a new model with what stands beside it, for everybody to read who can read its folder."""
    is_new = folders.look_at(place.parent) is None
    private_folder(place.parent)
    if is_new:
        open_up(place.parent)
    open_up(save_new(place, text.encode()).path)
    _write_beside(place.parent / profiles_text.SCHEMA_FILE, schema_text(profile_schema(library.load_format())))
    for name, beside in companion_texts(*first_companions(library.load(str(place)))).items():
        _write_beside(place.with_name(name), beside)


def _write_beside(place: Path, text: str) -> None:
    """Write a file beside a new model; one that is there already is left as it is."""
    with suppress(TargetExists):
        open_up(save_new(place, text.encode()).path)


def _ask_text(options: NewOptions) -> Start:
    name = Path(options.path).name.removesuffix(".toml") or profiles_text.NAMELESS
    return _start(options.title or name.capitalize(), options.document or "", "", "", holders={})


def _start(
    title: str, document: str, owner: str, year: str, *, holders: dict[tuple[str, str], tuple[str, ...]]
) -> Start:
    return Start(
        title=title,
        document=document or profiles_text.NOT_FILLED_IN,
        owner=owner or title,
        year=year,
        date=folders.today().isoformat(),
        holders=holders,
    )


def _ask_all(base: Ruleset | None, options: NewOptions) -> Start:
    if not options.plain and not streams.can_ask():
        if options.title:
            return _ask_text(options)
        raise NoTerminal(profiles_text.NO_SCREEN, profiles_text.NO_SCREEN_HINT)
    from ave_cli.cli.drafts import choose_prompt

    prompt = choose_prompt(line_by_line=options.plain)
    questions: list[_TextQuestion] = [
        (profiles_text.ASK_TITLE, lambda text: "" if text else profiles_text.NEEDS_TITLE),
        (profiles_text.ASK_DOCUMENT, _anything),
        (profiles_text.ASK_OWNER, _anything),
        (profiles_text.ASK_YEAR, _anything),
    ]
    texts, place = [options.title or "", options.document or "", "", ""], 0
    choice: int | PromptAction = PromptAction.BACK
    while choice is PromptAction.BACK:
        texts = _texts(prompt, questions, texts, place)
        if base is None:
            return _start(*texts, holders={})
        place = len(texts) - 1
        choice = prompt.choose(profiles_text.ASK_HOLDERS, profiles_text.HOLDERS, profiles_text.KEYS)
    if choice is PromptAction.STOP:
        raise Unfinished(profiles_text.NOTHING_WRITTEN)
    holders: dict[tuple[str, str], tuple[str, ...]] = {}
    if choice == 0 and base is not None:
        asked = list(empty_places(base))
        found = _texts(prompt, [(_holder_question(phase.label, role), _fits(role)) for phase, role in asked])
        for (phase, role), text in zip(asked, found, strict=True):
            holders[phase.id, role.id] = _names(text)
    return _start(*texts, holders=holders)


def _anything(_: str) -> str:
    return ""


def _holder_question(label: str, role: Role) -> str:
    return "\n".join(
        [
            profiles_text.ask_holder(label, role.title),
            profiles_text.FUNCTION,
            *([] if role.max_holders == 1 else [profiles_text.SEVERAL]),
        ]
    )


def _fits(role: Role) -> Callable[[str], str]:
    return lambda text: profiles_text.one_only(role.title) if role.max_holders == 1 < len(_names(text)) else ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in (part.strip() for part in text.split(";")) if name)


_TextQuestion = tuple[str, Callable[[str], str]]
"""A question, and what is wrong with an answer to it."""


def _texts(
    prompt: Prompt, questions: Sequence[_TextQuestion], proposed: Sequence[str] = (), place: int = 0
) -> list[str]:
    """An answer to every question; back is to the one before, and what was typed there is proposed again."""
    texts = [*proposed] or [""] * len(questions)
    while place < len(questions):
        question, problem = questions[place]
        reply = prompt.text(question, texts[place])
        if reply is PromptAction.STOP:
            raise Unfinished(profiles_text.NOTHING_WRITTEN)
        if isinstance(reply, PromptAction):
            place = max(place - 1, 0)
            continue
        if wrong := problem(reply):
            prompt.tell(wrong)
            continue
        texts[place] = reply
        place += 1
    return texts


def todo_answer(name: str) -> Answer:
    """What is still to be filled in or looked at in a model.

    Raises:
        UsageError: nothing is known by that name.
        InvalidInput: the model is not right; lists every problem.
    """
    ruleset, (_, own) = library.load(name, fresh=True), library.load_registers(name)
    found = tuple(todo_list(ruleset, own, len(library.cases_of(name))))
    document = {
        "format": 1,
        "profile": ruleset.profile.id,
        "todo": [{"where": one.where, "text": one.text, "danger": one.danger} for one in found],
    }
    page = profiles.todo_page(ruleset, tuple(_on_lines(name, found)))
    return Answer(page=lambda _: page, document=lambda: document, profiles=(ruleset.profile,))


def format_answer(key: str | None, *, full: bool) -> Answer:
    """The reference of the format: all of it, one table, one key, one fact, or which tables there are.

    Raises:
        UsageError: there is no such table, key or fact.
    """
    sections, vocabulary = reference(library.load_format()), library.load_vocabulary()
    found = sections if full or key is None else tuple(one for one in sections if one.id == key)
    keys = tuple(
        (section, one) for section in sections for one in section.keys if key in (one.name, f"{section.id}.{one.name}")
    )
    fact = next((one for one in vocabulary.facts if one.id == key), None)
    if key is None or full:
        page = profiles.format_page(sections, facts=vocabulary) if full else profiles.format_index(sections)
    elif key == VOCABULARY:
        page = profiles.format_page((), facts=vocabulary)
    elif found:
        page = profiles.format_page(found)
    elif keys:
        page = profiles.key_page(keys)
    elif fact is not None:
        page = profiles.fact_format_page(fact)
    else:
        known = {one.id for one in sections} | {one.name for section in sections for one in section.keys}
        near = problems_text.meant(key, known | {one.id for one in vocabulary.facts})
        raise UsageError(profiles_text.no_key(one_line(key), near), profiles_text.NO_KEY_HINT)
    document: dict[str, Any] = {"format": 1, "tables": [_table(one) for one in found]}
    return Answer(page=lambda _: page, document=lambda: document)


def _table(section: FormatSection) -> dict[str, Any]:
    keys = [
        {"key": one.name, "value": one.kind, "required": one.required, "text": one.text, "words": dict(one.values)}
        for one in section.keys
    ]
    return {"table": section.id, "title": section.title, "text": section.text, "example": section.example, "keys": keys}


def difference_answer(old_name: str, new_name: str, folder: str | None) -> Answer:
    """What changed between two versions of a model.

    Raises:
        UsageError: nothing is known by one of the names, or there is no such folder.
        InvalidInput: one of the models is not right.
    """
    from ave_cli.cli.notes import notes_under_both

    old, new = library.load(old_name), library.load(new_name)
    records = changed_records(library.load_raw(old_name), library.load_raw(new_name))
    proof = changed_households(old, new)
    found = None if folder is None else [*notes_under_both(typed_path(folder), old, new)]
    document = {
        "format": 1,
        "old": old.identity,
        "new": new.identity,
        "records": [dict(vars(change)) for change in records],
        "households": [_household(change) for change in proof.changes],
        "notes": [{"file": file, "old": then, "new": now} for file, then, now in found or () if then != now],
    }
    page = compare.difference_page(old, new, records, proof, found)
    return Answer(page=lambda _: page, document=lambda: document, profiles=(old.profile, new.profile))


def _household(change: HouseholdChange) -> dict[str, Any]:
    example = {fact: raw_answer(value) for fact, value in change.example.given.items()}
    return {
        "kind": change.aspect.value,
        "count": change.count,
        "example": example,
        "old": change.old,
        "new": change.new,
    }


def show_schema() -> None:
    """Print the JSON Schema of a model."""
    streams.out(schema_text(profile_schema(library.load_format())))
