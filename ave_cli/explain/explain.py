"""Explanation of any topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ave_cli.engine.answer_space import facts_of
from ave_cli.explain.answers import answer_of, list_of, results, said_first, situation_answer
from ave_cli.explain.questions import Asked, Speech, empty_words, fold, squeeze, stem, take_apart, words_meant
from ave_cli.explain.records import (
    explain_conflict,
    explain_criterion,
    explain_doubt,
    explain_entry,
    explain_gap,
    explain_meeting,
    explain_move,
    explain_phase,
    explain_role,
    explain_step,
)
from ave_cli.explain.sections import (
    Explanation,
    Line,
    Section,
    SectionKind,
    links,
    make_sections,
    phase_labels,
)
from ave_cli.explain.short_pages import national_line, scheme_page, short_party, short_phase, short_role
from ave_cli.explain.topics import Hit, Topic, TopicIndex, TopicKind, counts_in, find_topic, search_index, topics
from ave_cli.profile import (
    Fact,
    FactKind,
    ModelDifference,
    Ruleset,
    Statement,
)
from ave_cli.safe_text import one_line
from ave_cli.text import answers as answers_text
from ave_cli.text import explain as explain_text
from ave_cli.wording import phrases


def explain_statement(ruleset: Ruleset, statement: Statement) -> Iterator[Section]:
    """What the source says there in our words, and what in the model rests on it or why nothing does."""
    yield from make_sections(
        explain_text.SOURCE_TEXT,
        [
            Line(text=statement.text, statements=(statement.id,)),
            Line(text=explain_text.section(statement.section)),
            _loose(statement.note),
        ],
    )
    resting = [Line(text=link.text) for link in links(ruleset) if statement.id in link.statements]
    unused = explain_text.not_modelled(statement.not_modelled) if statement.not_modelled else explain_text.NOT_MODELLED
    yield from make_sections(explain_text.RESTS, resting or [Line(text=unused)], SectionKind.LINKS)


def _loose(text: str) -> Line | None:
    return Line(text=text) if text else None


def explain_fact(ruleset: Ruleset, fact: Fact) -> Iterator[Section]:
    """How a fact is asked and seen, and what in the model looks at it."""
    observe = explain_text.observe(fact.observe) if fact.observe else ""
    yield from make_sections(explain_text.QUESTION, [Line(text=fact.question), _loose(observe)])
    yield from make_sections(explain_text.ANSWERS, _answers(ruleset, fact))
    national = [(one.text, one.when) for one in ruleset.national.alerts]
    national += [(one.text, one.when) for one in ruleset.national.steps if one.when is not None]
    everywhere = [
        Line(text=explain_text.not_from_model(text)) for text, when in national if fact.id in facts_of(ruleset, when)
    ]
    if fact.id not in ruleset.profile.ask:
        unused = [Line(text=explain_text.UNUSED_FACT), *everywhere]
        yield from make_sections(explain_text.TOUCHES, unused, SectionKind.LINKS)
        return
    touched: list[Line] = [
        Line(text=link.text, statements=link.statements)
        for link in links(ruleset)
        if fact.id in facts_of(ruleset, link.when)
    ]
    touched += everywhere
    if fact.id in ruleset.profile.doubt.facts:
        doubt = ruleset.profile.doubt
        text = explain_text.see(explain_text.DOUBT_TITLE, explain_text.KINDS["doubt"], explain_text.DOUBT_ID)
        touched.append(Line(text=text, statements=doubt.statements))
    alone = explain_text.ALWAYS_ASKED if fact.gate else explain_text.NOTHING_DEPENDS
    yield from make_sections(explain_text.TOUCHES, dict.fromkeys(touched) or [Line(text=alone)], SectionKind.LINKS)


def _answers(ruleset: Ruleset, fact: Fact) -> tuple[Line, ...]:
    options = [explain_text.option_in_file(phrases.option_words(fact, option), option) for option in fact.options]
    if fact.kind is FactKind.PHASE:
        options = [*phase_labels(ruleset, ruleset.ranks), explain_text.NO_PHASE]
    return tuple(Line(text=explain_text.capital(option)) for option in options) or (Line(text=explain_text.YES_NO),)


def explain_national(ruleset: Ruleset, ident: str) -> Iterator[Section]:
    """When to use a number or take a step that holds everywhere, and that it is not from the model."""
    for contact in ruleset.contacts:
        if contact.id == ident:
            local = contact in ruleset.profile.contacts
            when = contact.when if local else explain_text.not_from_model(contact.when)
            lines = [Line(text=when, statements=contact.statements), _loose(contact.source)]
            yield from make_sections(explain_text.WHEN, lines)
    for step in ruleset.national.steps:
        if step.id == ident:
            lines = [Line(text=explain_text.not_from_model(step.text)), _loose(step.source)]
            yield from make_sections(explain_text.MEANING, lines)


_Register = Mapping[str, Statement]


def explain_topic(ruleset: Ruleset, register: _Register, topic: Topic, also: Sequence[Topic] = ()) -> Explanation:
    """Everything that the model says of a topic, and what else has the same name."""
    if topic.kind is TopicKind.SCHEME:
        return scheme_page(ruleset)
    see = [Line(text=explain_text.typed_for(one.handle(), one.title)) for one in also]
    return Explanation(
        kind=topic.kind.value,
        id=topic.id,
        title=topic.title,
        sections=(*_sections(ruleset, register, topic), *make_sections(explain_text.READ_ON, see)),
    )


def _sections(ruleset: Ruleset, register: _Register, topic: Topic) -> Iterable[Section]:
    if topic.kind is TopicKind.DOUBT:
        return explain_doubt(ruleset)
    if topic.kind is TopicKind.FACT:
        return explain_fact(ruleset, ruleset.facts[topic.id])
    if topic.kind is TopicKind.CONTACT:
        return explain_national(ruleset, topic.id)
    if topic.kind is TopicKind.STATEMENT:
        return explain_statement(ruleset, register[topic.id])
    among, explained = _HOW[topic.kind]
    one = next(one for one in getattr(ruleset.profile, among) if one.id == topic.id)
    other = one.origin if one.origin != ruleset.profile.id else ""
    return (
        *explained(ruleset, one),
        *make_sections(explain_text.ORIGIN, [Line(text=explain_text.from_model(other))] if other else []),
    )


_PARTIES = {TopicKind.TERM: "glossary", TopicKind.ACTOR: "actors", TopicKind.MEETING: "meetings"}


def explain_shortly(
    ruleset: Ruleset,
    register: _Register,
    speech: Speech,
    topic: Topic,
    also: Sequence[Topic] = (),
    *,
    tasks_first: bool = False,
) -> Explanation:
    """What is asked most of a topic, said first; a topic of which little is said is explained in full."""
    profile, sections = ruleset.profile, tuple[Section, ...]()
    if topic.kind is TopicKind.PHASE:
        sections = tuple(short_phase(ruleset, ruleset.phase(ruleset.rank(topic.id))))
    elif topic.kind is TopicKind.ROLE:
        role = next(one for one in profile.roles if one.id == topic.id)
        sections = tuple(short_role(ruleset, role, tasks_first=tasks_first))
    elif topic.kind in _PARTIES:
        entry = next(one for one in getattr(profile, _PARTIES[topic.kind]) if one.id == topic.id)
        sections = tuple(short_party(ruleset, entry, speech))
    if not sections:
        return replace(explain_topic(ruleset, register, topic, also), more=topic.handle())
    numbers = [
        national_line(one) for one in ruleset.contacts if one.id in {other.id for other in also if _is_number(other)}
    ]
    see = [Line(text=explain_text.typed_for(one.handle(), one.title)) for one in also if not _is_number(one)]
    return Explanation(
        kind=topic.kind.value,
        id=topic.id,
        title=topic.title,
        sections=(
            *make_sections(explain_text.KINDS[TopicKind.CONTACT.value].capitalize(), numbers),
            *sections,
            *make_sections(explain_text.READ_ON, see),
        ),
        more=topic.handle(),
    )


def _is_number(topic: Topic) -> bool:
    return topic.kind is TopicKind.CONTACT


def _entry(_model: Ruleset, one: Any) -> Iterable[Section]:
    return explain_entry(one)


_HOW: dict[TopicKind, tuple[str, Callable[[Ruleset, Any], Iterable[Section]]]] = {
    TopicKind.PHASE: ("phases", explain_phase),
    TopicKind.ROLE: ("roles", explain_role),
    TopicKind.TRANSITION: ("transitions", explain_move),
    TopicKind.CRITERION: ("criteria", explain_criterion),
    TopicKind.CONFLICT: ("conflicts", explain_conflict),
    TopicKind.TERM: ("glossary", _entry),
    TopicKind.MEETING: ("meetings", lambda _model, one: explain_meeting(one)),
    TopicKind.ACTOR: ("actors", _entry),
    TopicKind.AGREEMENT: ("agreements", _entry),
    TopicKind.PRINCIPLE: ("principles", _entry),
    TopicKind.GAP: ("gaps", explain_gap),
    TopicKind.STEP: ("steps", explain_step),
}
"""For each kind of record: the list of the profile that has it, and how it is explained."""


def speech_of_model(ruleset: Ruleset) -> Speech:
    """The words that count as one in a model; what a phase is called is one word."""
    labels = ((phase.label, explain_text.phase_name(phase.id)) for phase in ruleset.profile.phases)
    return Speech([*labels, *(group.words for group in ruleset.synonyms)])


_OPENED = {*_PARTIES, TopicKind.PHASE, TopicKind.ROLE, TopicKind.AGREEMENT, TopicKind.PRINCIPLE}
"""What simply opens where a question is about one of these and about nothing else."""
_FIT = 0.5
"""How much of a name a question must say for it to be opened."""
_AHEAD = 1.8
"""How far the best must be ahead of the next to be opened."""


_NUMBER = re.compile(r"[A-Za-z]-?\d{2,}")
"""What looks like the number of a statement."""


def explain_question(
    ruleset: Ruleset, load_register: Callable[[], _Register], text: str, *, full: bool = False
) -> Explanation | None:
    """The answer to a question as it was typed; nothing where the model says nothing about it.

    A name opens its page. Else a question of a kind that is asked often is answered; else it is looked up, and where
    a word is not known, the one that was meant.
    """
    speech = speech_of_model(ruleset)
    listed = list_of(ruleset, speech, text)
    if listed is not None:
        return listed
    known = topics(ruleset, {})
    meant = find_topic(known, text)
    register: _Register = {}
    if meant.topic is None and _NUMBER.search(text):
        register = load_register()
        meant = find_topic(topics(ruleset, register), text)
    if meant.topic is not None and _is_meant(meant.topic, text):
        if full:
            return explain_topic(ruleset, register, meant.topic, meant.also)
        return explain_shortly(ruleset, register, speech, meant.topic, meant.also)
    found = _answer(ruleset, speech, text, known, load_register)
    absent = unknown_phases([ruleset], text)
    if found is None or not absent:
        return found
    labels = [phase.label for phase in ruleset.profile.phases]
    return replace(found, read_as=explain_text.phase_unknown(absent, labels))


def _answer(
    ruleset: Ruleset, speech: Speech, text: str, known: Sequence[Topic], load_register: Callable[[], _Register]
) -> Explanation | None:
    """The answer to what is not a name: of a kind that is asked often, or looked up."""
    asked, pairs, index = take_apart(ruleset, speech, text), list[tuple[str, str]](), None
    known = [
        replace(one, names=(one.id, one.title), text="") if one.kind is TopicKind.FACT else one
        for one in known
        if one.kind is not TopicKind.FACT or one.id in ruleset.profile.ask
    ]
    if asked.rest:
        index = search_index(known, speech)
        read, pairs = _meant(speech, index, text)
        asked = replace(take_apart(ruleset, speech, read), typed=text)
        asked = replace(asked, unknown=tuple(word for word in asked.rest if not index.knows(word)))
    alone = _alone(known, asked) or _name_of_method(known, asked)
    if alone is not None:
        found: Explanation | None = explain_shortly(ruleset, {}, speech, alone, tasks_first="does" in asked.asks)
    else:
        found = answer_of(ruleset, speech, asked)
    if found is None:
        found = _look_up(ruleset, speech, asked, known, index or search_index(known, speech))
    told = found is not None
    if found is None:
        found = _in_a_situation(ruleset, speech, asked)
    if found is None and index is not None:
        parts = tuple(hit for word in asked.rest if index.is_part(word) for hit in index.rank([word]))
        found = results(ruleset, speech, asked, known, [replace(one, whole=False) for one in parts]) if parts else None
    if found is not None:
        answers_whom = not told or "calls" in asked.asks
        said = tuple(said_first(ruleset, speech, asked, danger=not answers_whom))
        # Whom to call goes before what is known nowhere.
        found = replace(found, sections=(*found.sections, *said) if answers_whom else (*said, *found.sections))
    if found is None:
        found = _in_the_source(ruleset, speech, asked, load_register)
    return replace(found, read_as=explain_text.read_as(pairs)) if found is not None and pairs else found


def _in_a_situation(ruleset: Ruleset, speech: Speech, asked: Asked) -> Explanation | None:
    """Whom to call in the situation that a question tells of, and that the model says nothing where it does not."""
    found = situation_answer(ruleset, speech, asked)
    if found is None or any(one.statements() for one in found.sections):
        return found
    silent = Line(text=explain_text.says_nothing(one_line(asked.typed.strip()), ruleset.profile.title))
    return replace(found, sections=(*found.sections, *make_sections(explain_text.GAPS, [silent])))


def _name_of_method(known: Sequence[Topic], asked: Asked) -> Topic | None:
    """The method itself, where nothing else is asked about."""
    if asked.words or asked.phases or asked.asks or not asked.names_method:
        return None
    return find_topic(known, explain_text.METHOD).topic


def _alone(known: Sequence[Topic], asked: Asked) -> Topic | None:
    """The phase or the role that a question is about, where it is about nothing else."""
    if asked.rest or asked.asks - {"who", "does"}:
        return None
    named = [(TopicKind.PHASE, phase.id) for phase in asked.phases] + [
        (TopicKind.ROLE, role.id) for role in asked.roles
    ]
    return next((one for one in known if (one.kind, one.id) == named[0]), None) if len(named) == 1 else None


def _is_meant(topic: Topic, text: str) -> bool:
    """Whether a name opens its page: a number, a step and a question of the triage only by what is typed for them."""
    if topic.kind in (TopicKind.FACT, TopicKind.STEP):
        return text.strip() == topic.id or squeeze(text) == squeeze(topic.handle())
    return topic.kind is not TopicKind.CONTACT or squeeze(text) == squeeze(topic.handle())


def _look_up(
    ruleset: Ruleset,
    speech: Speech,
    asked: Asked,
    known: Sequence[Topic],
    index: TopicIndex,
) -> Explanation | None:
    """What mentions the words of a question; where one is known nowhere, only what is about another idea in it."""
    words = [word for word in asked.words if word not in asked.unknown]
    if asked.unknown:
        everybody = speech.words(answers_text.EVERYBODY)
        words = [word for word in words if index.is_idea(word) and (asked.roles or word not in everybody)]
    hits = _worth_telling(ruleset, known, index.rank(words), words, index)
    own = set(words) - set(speech.words(answers_text.EVERYBODY))
    if asked.roles:
        hits = tuple(hit for hit in hits if hit.whole)
    if asked.roles and not (hits and own & set(asked.rest)):
        wanted = asked.roles[0].id
        role = next(one for one in known if one.kind is TopicKind.ROLE and one.id == wanted)
        rest = [word for word in asked.rest if word not in asked.unknown]
        note = explain_text.no_own_rule(map(speech.typed, rest)) if rest else ""
        return replace(explain_shortly(ruleset, {}, speech, role), read_as=note)
    if not (hits and hits[0].whole) and (listed := list_of(ruleset, speech, asked.typed, loosely=True)):
        return listed
    if not hits:
        return None
    best = known[hits[0].place]
    ahead = not asked.unknown and (len(hits) == 1 or hits[0].score >= _AHEAD * hits[1].score)
    if best.kind in _OPENED and (hits[0].named or (ahead and hits[0].whole and hits[0].fit >= _FIT)):
        also = [known[hit.place] for hit in hits[1:4]]
        page = explain_shortly(ruleset, {}, speech, best, also)
        return page if asked.unknown else replace(page, read_as=explain_text.about_typed(asked.typed.strip()))
    if not hits[0].whole:
        # No text has it all: the best of each word, then the others.
        found = [_worth_telling(ruleset, known, index.rank([word]), [word], index)[:1] for word in words]
        each = [replace(hit, whole=False) for one in found for hit in one]
        hits = tuple({hit.place: hit for hit in (*each, *hits)}.values())
    return results(ruleset, speech, asked, known, hits)


def _in_the_source(
    ruleset: Ruleset, speech: Speech, asked: Asked, load_register: Callable[[], _Register]
) -> Explanation | None:
    """The statements of the source that mention every word of a question."""
    known = [one for one in topics(ruleset, load_register()) if one.kind is TopicKind.STATEMENT]
    index = search_index(known, speech)
    hits = [hit for hit in index.rank(asked.words) if hit.whole] if all(map(index.knows, asked.words)) else []
    return results(ruleset, speech, replace(asked, unknown=()), known, hits) if hits else None


def _worth_telling(
    ruleset: Ruleset, known: Sequence[Topic], hits: Sequence[Hit], words: Sequence[str], index: TopicIndex
) -> tuple[Hit, ...]:
    """Of what was found, what is about the words: a question of the triage only where some criterion looks at it."""
    ideas = any(map(index.is_idea, words))
    by_name = any(hit.in_name for hit in hits)

    def told(hit: Hit) -> bool:
        if known[hit.place].kind is TopicKind.FACT:
            ident = known[hit.place].id
            return hit.in_name and bool(counts_in(ruleset, ident))
        return hit.whole or hit.in_name or hit.several or (ideas and not by_name)

    return tuple(hit for hit in hits if told(hit))


def explain_between(one: ModelDifference, titles: Mapping[str, str]) -> Explanation:
    """What each document says on a question on which they differ, by the titles of the models."""
    sides = tuple(
        Line(text=explain_text.pair(titles.get(side.profile, side.profile), side.text), statements=side.statements)
        for side in one.sides
    )
    sections = make_sections(explain_text.PER_MODEL, [*sides, _loose(one.why)])
    title = explain_text.title(one.id, one.question)
    return Explanation(kind="difference", id=one.id, title=title, sections=tuple(sections))


def unknown_phases(rulesets: Sequence[Ruleset], text: str) -> tuple[str, ...]:
    """What is said to be a phase in a question and is one in none of the models."""
    known = {squeeze(phase.id) for ruleset in rulesets for phase in ruleset.profile.phases}
    whole = {name[:at] for name in known for at in range(1, len(name) + 1)}
    words = fold(text).split()
    said = (
        word
        for before, word in zip(("", *words), words, strict=False)
        if _PHASE.fullmatch(word) and (len(word) > 1 or len(words) == 1 or before in explain_text.PHASE_WORDS)
    )
    return tuple(word for word in said if word not in known | whole)


_PHASE = re.compile(r"\d[a-z]?")


def other_models_page(ruleset: Ruleset, text: str, shipped: Sequence[tuple[str, str]]) -> Explanation | None:
    """How to see what another model says, where a question names one or asks for one; nothing where it does not.

    Args:
        ruleset: the model that was asked.
        text: the question.
        shipped: id and title of each model that ships.
    """
    speech = speech_of_model(ruleset)
    words = set(speech.words(text))
    others = [(ident, title) for ident, title in shipped if ident != ruleset.profile.id]
    named = [one for one in others if set(speech.words(one[1])) <= words]
    asked = any(set(speech.words(sign)) <= words for sign in answers_text.OTHERS)
    if not named and not asked:
        return None
    lines = [explain_text.compare_with(ruleset.profile.id, ident, title) for ident, title in named or others]
    section = Section(
        title=explain_text.other_models(ruleset.profile.title), parts=tuple(Line(text=line) for line in lines)
    )
    return Explanation(kind="question", id=text.strip(), title=explain_text.capital(text.strip()), sections=(section,))


def find_all(ruleset: Ruleset, register: _Register, text: str) -> tuple[Topic, ...]:
    """Everything that mentions the words of a text, the best first; what is typed wrong by one letter too."""
    speech, known = speech_of_model(ruleset), topics(ruleset, register)
    index = search_index(known, speech)
    read, _ = _meant(speech, index, text)
    asked = take_apart(ruleset, speech, read)
    return tuple(known[hit.place] for hit in index.rank(asked.words or speech.words(read)) if hit.whole)


def _meant(speech: Speech, index: TopicIndex, typed: str) -> tuple[str, list[tuple[str, str]]]:
    """The question with the words that nothing mentions as the words that were meant, and which these are."""
    fillers = empty_words(speech)
    words, pairs = [], list[tuple[str, str]]()
    for word in explain_text.typed_words(one_line(typed)):
        said = speech.words(word)
        unknown = said == (stem(fold(word)),) and said[0] not in fillers and not index.knows(said[0])
        near = index.nearest(said[0]) if unknown else None
        empty = words_meant(fold(word), answers_text.FILLERS.split()) if unknown and not near else []
        words.append(near or "".join(empty[:1]) or word)
        pairs += [(speech.typed(near), word)] if near else []
    return " ".join(words), pairs
