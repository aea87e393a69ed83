"""Answers to questions: who has it, who decides, whom to call, what there is, and what is said nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ave_cli.engine.answer_space import favour
from ave_cli.explain.sections import Explanation, Grid, Line, Row, Section, line_of, make_sections, move_title
from ave_cli.explain.short_pages import entry_texts, out_of, short_move, who_has
from ave_cli.explain.topics import Hit, Speech, Topic, TopicIndex, TopicKind, snippet, squeeze, stem
from ave_cli.profile import (
    Condition,
    Contact,
    Phase,
    Profile,
    Role,
    Ruleset,
    Situation,
    Step,
    Transition,
    TransitionDirection,
    record,
)
from ave_cli.safe_text import one_line
from ave_cli.text import answers as answers_text
from ave_cli.text import explain as explain_text
from ave_cli.wording import phrases

_BEST, _SITUATION = 4, 2
"""How many results are told, and how many lines of a situation."""
_PART = 4
"""Letters of a part of the name of a role."""


@record
class Asked:
    """What was typed, taken apart."""

    typed: str
    phases: tuple[Phase, ...]
    start: tuple[str, ...]
    """Of two phases that are named, the ids of the first; one name can be of more phases. Else empty."""
    roles: tuple[Role, ...]
    words: tuple[str, ...]
    """All words that carry something, also those that name a phase or a role."""
    rest: tuple[str, ...]
    """Those that name neither and do not say what is asked."""
    direction: TransitionDirection | None
    to: bool
    """Whether the phase is where it goes."""
    asks: frozenset[str]
    """What is asked, by the keys of `answers_text.ASKS`."""

    @property
    def disagrees(self) -> bool:
        """Whether it is about a difference of opinion."""
        return "disagrees" in self.asks


def take_apart(ruleset: Ruleset, speech: Speech, text: str) -> Asked:
    """Read a question: its phases, its roles, what it asks and what is left."""
    words = speech.words(text)
    asks = {key for key, signs in answers_text.ASKS.items() if _mentions(speech, words, signs)}
    signs = {word for key in asks for sign in answers_text.ASKS[key] for word in speech.words(sign)}
    fillers = empty_words(speech)
    phases, used, start = named_phases(ruleset, words)
    roles, named = _roles(ruleset, speech, words, in_part=bool(phases) or "who" in asks)
    direction = next((way for way, key in _WAYS.items() if key in asks), None)
    carrying = tuple(word for word in words if word not in fillers and word not in used)
    return Asked(
        typed=text,
        phases=phases,
        start=start,
        roles=roles,
        words=carrying,
        rest=tuple(word for word in carrying if word not in signs and word not in named),
        direction=direction,
        to=any(speech.words(sign)[0] in words for sign in answers_text.TOWARDS),
        asks=frozenset(asks),
    )


def empty_words(speech: Speech) -> frozenset[str]:
    """The words of a question that carry nothing."""
    return frozenset(word for filler in answers_text.FILLERS.split() for word in speech.words(filler))


_WAYS = {TransitionDirection.UP: "up", TransitionDirection.DOWN: "down"}


def _mentions(speech: Speech, words: Sequence[str], signs: Iterable[str]) -> bool:
    said = f" {' '.join(words)} "
    return any(f" {' '.join(speech.words(sign))} " in said for sign in signs)


def named_phases(ruleset: Ruleset, words: Sequence[str]) -> tuple[tuple[Phase, ...], frozenset[str], tuple[str, ...]]:
    """The phases that are named, the words that name them, and where there are more names what the first names.

    A name that the model has only parts of, such as 2 where there are 2A and 2B, names all of these.
    """
    found: dict[str, tuple[Phase, ...]] = {}
    for word in words:
        bare = word.removeprefix(answers_text.LABEL)
        same = [one for one in ruleset.profile.phases if squeeze(one.id) == bare or squeeze(one.label) == word]
        parts = [one for one in ruleset.profile.phases if bare[:1].isdigit() and squeeze(one.id).startswith(bare)]
        if same or parts:
            found[word] = tuple(same or parts)
    phases = dict.fromkeys(phase.id for named in found.values() for phase in named)
    first = next(iter(found.values()), ()) if len(found) > 1 else ()
    return (
        tuple(ruleset.phase(ruleset.rank(ident)) for ident in phases),
        frozenset(found),
        tuple(phase.id for phase in first),
    )


def _roles(
    ruleset: Ruleset, speech: Speech, words: Sequence[str], *, in_part: bool
) -> tuple[tuple[Role, ...], set[str]]:
    """The roles that are named by their title or their holder, or in part, as in 'de regie'; and the words for it."""
    found: dict[str, Role] = {}
    used: set[str] = set()
    for role in ruleset.profile.roles:
        names = [speech.words(name) for name in (role.title, role.person, role.id.replace("_", " ")) if name]
        for name in names:
            if name and set(name) <= set(words):
                found[role.id] = role
                used |= set(name)
    if not found and in_part:
        parts = [word for word in words if len(word) >= _PART and word not in empty_words(speech)]
        for role in ruleset.profile.roles:
            for word in parts:
                if stem(squeeze(role.title)).endswith(word) or word in speech.words(role.title):
                    found[role.id] = role
                    used.add(word)
    return tuple(found.values()), used


def answer_of(ruleset: Ruleset, speech: Speech, asked: Asked) -> Explanation | None:
    """The answer to a question of a kind that is asked often; nothing where it is of no such kind."""
    for fits, answered in _ANSWERS:
        if fits(asked) and (sections := tuple(answered(ruleset, speech, asked))):
            title = explain_text.capital(asked.typed.strip())
            return Explanation(kind="question", id=asked.typed.strip(), title=title, sections=sections)
    return None


def _calls(ruleset: Ruleset, speech: Speech, asked: Asked) -> Iterator[Section]:
    """Whom to call, by situation; those that the question names, or all."""
    rest = set(asked.rest) | ({speech.words(answers_text.DISAGREEMENT)[0]} if asked.disagrees else set())
    named = [one for one in ruleset.situations if rest & {word for sign in one.words for word in speech.words(sign)}]
    for one in named or ruleset.situations:
        lines = _situation(ruleset, one, at_length=bool(named))
        yield from make_sections(one.title, lines or [Line(text=answers_text.NOBODY_TO_CALL)])


def _situation(ruleset: Ruleset, situation: Situation, *, at_length: bool) -> list[Line]:
    lines = [national_line(one) for one in ruleset.contacts if one.id in situation.contacts]
    danger = ruleset.profile.danger
    if situation.danger:
        lines.insert(1, Line(text=danger.short or danger.text, statements=danger.statements))
    own = [Line(text=_number(one)) for one in ruleset.profile.contacts if _about(ruleset, situation, one.concerns)]
    if situation.disagreement:
        own += _disagreements(ruleset, ruleset.profile.transitions, where=at_length)
    own += _contacts(ruleset, situation)
    return [*lines, *own] if at_length else [*lines, *own][: max(_SITUATION, len(lines) + 1)]


def _contacts(ruleset: Ruleset, situation: Situation) -> Iterator[Line]:
    """Whom the steps and the moves of a situation name, the present phase with it."""
    found: dict[str, list[Step]] = {}
    for step in ruleset.profile.steps:
        if (step.contact or step.who) and _about(ruleset, situation, step.when):
            found.setdefault(step.contact or step.who, []).append(step)
    for who, steps in found.items():
        phases = dict.fromkeys(phase for step in steps for phase in step.phases)
        labels = [one.label for one in ruleset.profile.phases if one.id in phases]
        where = explain_text.ALL_PHASES if len(labels) == len(ruleset.ranks) else ", ".join(labels)
        text = steps[0].short or explain_text.first_sentence(steps[0].text)
        yield line_of(answers_text.who_to_call(who, where, text), steps[0])
    criteria = {one.id for one in ruleset.profile.criteria if _about(ruleset, situation, one.when)}
    said: dict[str, list[Transition]] = {}
    for move in ruleset.profile.transitions:
        if move.contact_first and criteria & set(move.criteria):
            said.setdefault(move.contact_first, []).append(move)
    for who, moves in said.items():
        yield line_of(answers_text.first_contact(who, _short_moves(ruleset, moves)), moves[0])


def _about(ruleset: Ruleset, situation: Situation, when: Condition | None) -> bool:
    """Whether some answer of a situation is what the condition asks for."""
    return when is not None and any(
        favour(ruleset, when, fact, value) for fact, values in situation.answers.items() for value in values
    )


def _number(contact: Contact) -> str:
    return answers_text.local_number(contact.name, contact.number, contact.when)


def national_line(contact: Contact) -> Line:
    """A national number, and that it is not from the model."""
    return Line(text=explain_text.not_from_model(contact.when))


def _disagreements(ruleset: Ruleset, moves: Iterable[Transition], *, where: bool = True) -> list[Line]:
    said: dict[str, list[Transition]] = {}
    for move in moves:
        if move.disagreement:
            said.setdefault(move.disagreement, []).append(move)
    return [
        Line(
            text=answers_text.settled(text, _short_moves(ruleset, found) if where else ()),
            statements=tuple(dict.fromkeys(ident for one in found for ident in one.statements)),
        )
        for text, found in said.items()
    ]


def _short_moves(ruleset: Ruleset, moves: Iterable[Transition]) -> list[str]:
    return list(dict.fromkeys(short_move(ruleset, move) for move in moves))


def _decides(ruleset: Ruleset, speech: Speech, asked: Asked) -> Iterator[Section]:
    """Who asks, decides and hears of each move, or how a difference of opinion is settled."""
    moves = _moves_meant(ruleset, asked)
    if asked.disagrees:
        yield from _settled(ruleset, speech, moves)
        return
    if asked.rest:
        return
    rows = tuple(
        Row(
            cells=(
                short_move(ruleset, move),
                move.requested_by,
                move.decided_by or explain_text.NOBODY,
                move.informed,
                move.formal_act,
            ),
            statements=move.statements,
        )
        for move in moves
        if asked.phases or move.direction is not TransitionDirection.WITHIN
    )
    yield from make_sections(answers_text.DECIDERS, [Grid(columns=answers_text.DECIDER_COLUMNS, rows=rows)])
    gaps = [one for one in ruleset.profile.gaps if any(move.id in one.undecided for move in moves)]
    yield from make_sections(explain_text.GAPS, [line_of(one.text, one) for one in gaps])


def _settled(ruleset: Ruleset, speech: Speech, moves: Sequence[Transition]) -> Iterator[Section]:
    wanted = {speech.words(one)[0] for one in (answers_text.DISAGREEMENT, answers_text.KNOT)}
    profile = ruleset.profile
    told = [
        line_of(explain_text.pair(one.term, one.text), one)
        for one in (*profile.agreements, *profile.glossary)
        if wanted & {word for name in (one.term, *one.synonyms) for word in speech.words(name)}
    ]
    deciding = set(speech.words(answers_text.DECIDING))
    for role in profile.roles:
        told += [
            Line(text=explain_text.pair(role.title, task.text), statements=task.statements)
            for task in role.tasks
            if wanted & set(speech.words(task.text)) or deciding & set(speech.words(task.about))
        ]
    yield from make_sections(explain_text.RULE, told)
    yield from make_sections(answers_text.BY_MOVE, _disagreements(ruleset, moves))
    gaps = [
        line_of(one.text, one)
        for one in profile.gaps
        if wanted & set(speech.words(one.text)) or wanted & set(speech.words(one.id))
    ]
    yield from make_sections(explain_text.GAPS, gaps)


def _moves_meant(ruleset: Ruleset, asked: Asked) -> tuple[Transition, ...]:
    """The moves that a question is about: of its phases, in its direction; without either all of them."""
    ids = [phase.id for phase in asked.phases]
    moves = ruleset.profile.transitions
    if asked.direction is not None:
        moves = tuple(move for move in moves if move.direction is asked.direction)
    if asked.start and asked.to:
        ends = [ident for ident in ids if ident not in asked.start]
        return tuple(move for move in moves if move.to in ends and move.from_ in (*asked.start, None))
    if not ids:
        return moves
    if asked.to:
        return tuple(move for move in moves if move.to in ids)
    return tuple(move for move in moves if move.from_ in ids or (asked.direction is None and move.to in ids))


def _moving(ruleset: Ruleset, _speech: Speech, asked: Asked) -> Iterator[Section]:
    """What a move takes: its criteria, who asks, who decides."""
    moves = _moves_meant(ruleset, asked)
    if asked.rest and not asked.start:
        return
    for move in moves[:_BEST]:
        yield from make_sections(move_title(ruleset, move), _taken(ruleset, move))
    if not moves and asked.phases:
        about = {f"transition:{one.id}" for one in ruleset.profile.transitions if one.from_ in asked.start}
        gaps = [line_of(one.text, one) for one in ruleset.profile.gaps if one.about in about]
        yield from make_sections(explain_text.GAPS, [Line(text=answers_text.NO_SUCH_MOVE), *gaps])
    more = [Line(text=explain_text.typed_for(one.id, move_title(ruleset, one))) for one in moves[_BEST:]]
    yield from make_sections(answers_text.SEE_ALSO, more)


def _taken(ruleset: Ruleset, move: Transition) -> Iterator[Line]:
    texts = {one.id: one for one in ruleset.profile.criteria}
    decided = move.decided_by or explain_text.NOBODY
    yield Line(text=explain_text.pair(answers_text.BY_DECISION, decided), statements=move.statements)
    if move.requested_by:
        yield Line(text=explain_text.pair(explain_text.MOVE_PARTS["requested_by"], move.requested_by))
    if len(move.criteria) > 1:
        yield Line(text=explain_text.pair(answers_text.NEEDED, explain_text.SHORT_NEEDS[move.needs]))
    yield from (line_of(texts[ident].text, texts[ident]) for ident in move.criteria)
    if move.requires is not None:
        yield Line(text=explain_text.pair(explain_text.BEFOREHAND, phrases.precondition_words(ruleset, move)))


def _holding(ruleset: Ruleset, speech: Speech, asked: Asked) -> Iterator[Section]:
    """Who has a role in a phase, or wherever a condition or a task of the role is about the words of the question."""
    told = False
    for role in asked.roles:
        lines = list[Line]()
        for phase in asked.phases or ruleset.profile.phases:
            found = _rules_about(ruleset, speech, role, phase, asked.rest)
            if found or asked.phases or not asked.rest:
                told = told or bool(found)
                lines += [_held(phase, one) for one in found or _whole(ruleset, role, phase, noted=bool(asked.phases))]
        tasks = _tasks_about(speech, role, asked.rest)
        told = told or bool(tasks)
        yield from make_sections(role.title, dict.fromkeys([*tasks, *lines]))
    if asked.rest and not told and (asked.phases or "who" in asked.asks):
        unsaid = explain_text.no_own_rule(map(speech.typed, asked.rest))
        yield from make_sections(explain_text.GAPS, [Line(text=unsaid)])
        for role in asked.roles if not asked.phases else ():
            held = [_held(phase, one) for phase in ruleset.profile.phases for one in who_has(ruleset, role, phase)]
            yield from make_sections(role.title, held)


def _tasks_about(speech: Speech, role: Role, rest: Sequence[str]) -> list[Line]:
    """The tasks of a role that are about a word of the question."""
    return [
        Line(text=explain_text.task(task.kind.value, task.text), statements=task.statements)
        for task in role.tasks
        if set(rest) & set(speech.words(f"{task.about} {task.text}"))
    ]


def _held(phase: Phase, line: Line) -> Line:
    return Line(text=explain_text.pair(phase.label, line.text), statements=line.statements)


def _whole(ruleset: Ruleset, role: Role, phase: Phase, *, noted: bool) -> Iterator[Line]:
    held = who_has(ruleset, role, phase, 9 if noted else 2)
    yield from held
    if not noted:
        return
    said = squeeze(" ".join(one.text for one in held))
    notes = dict.fromkeys((rule.note, rule.statements) for rule in ruleset.rules_for(role.id, phase.id))
    yield from (Line(text=note, statements=cited) for note, cited in list(notes)[:2] if squeeze(note) not in said)


def _rules_about(ruleset: Ruleset, speech: Speech, role: Role, phase: Phase, rest: Sequence[str]) -> list[Line]:
    """The rules whose condition or holder mentions a word of the question, with their remark."""
    found = []
    for rules, text in phrases.holders_said(ruleset, role, phase.id):
        known = [phrases.speak_condition(ruleset, one.when) for one in rules if one.when is not None]
        names = [phrases.holder_name(holder) for one in rules for holder in one.holders]
        told = set(speech.words(" ".join((text, *known, *names))))
        if rest and set(rest) & told:
            cited = tuple(dict.fromkeys(ident for one in rules for ident in one.statements))
            note = next((one.note for one in rules if one.note), "")
            found.append(Line(text=explain_text.noted(text.rstrip("."), note), statements=cited))
    return found


def _two_roles(ruleset: Ruleset, _speech: Speech, asked: Asked) -> Iterator[Section]:
    """How roles differ: what each is, and on each subject what its holder does."""
    yield from make_sections(
        explain_text.MEANING, [line_of(explain_text.pair(role.title, role.text), role) for role in asked.roles]
    )
    ids = {role.id for role in asked.roles}
    rules = [line_of(one.text, one) for one in ruleset.profile.role_rules if set(one.roles) <= ids]
    yield from make_sections(explain_text.TOGETHER, rules)
    subjects = dict.fromkeys(task.about for role in asked.roles for task in role.tasks)
    rows = []
    for subject in subjects:
        cells = [
            "\n".join(explain_text.task(task.kind.value, task.text) for task in role.tasks if task.about == subject)
            for role in asked.roles
        ]
        if all(cells):
            rows.append(Row(cells=(explain_text.capital(subject), *cells)))
    columns = (explain_text.SUBJECT, *(role.title for role in asked.roles))
    yield from make_sections(explain_text.DIFFERENCES, [Grid(columns=columns, rows=tuple(rows), compares=True)])


def _two_phases(ruleset: Ruleset, _speech: Speech, asked: Asked) -> Iterator[Section]:
    """Phases beside each other: what they are, who has which role, when a household belongs there, who decides."""
    rows = [Row(cells=(explain_text.SITUATION, *(phase.start for phase in asked.phases)))]
    for role in ruleset.profile.roles:
        cells = ["\n".join(one.text for one in who_has(ruleset, role, phase)) for phase in asked.phases]
        if len(set(cells)) > 1:
            rows.append(Row(cells=(role.title, *cells)))
    cells = ["\n".join(entry_texts(ruleset, phase)) or answers_text.NO_ENTRY_SHORT for phase in asked.phases]
    rows.append(Row(cells=(answers_text.ENTERED_SHORT, *cells)))
    decided = ["\n".join(_up(ruleset, phase)) for phase in asked.phases]
    rows.append(Row(cells=(explain_text.DECIDES_UP, *decided)))
    columns = ("", *(explain_text.title(phase.label, phase.title) for phase in asked.phases))
    yield from make_sections(explain_text.BESIDE, [Grid(columns=columns, rows=tuple(rows), compares=True)])


def _up(ruleset: Ruleset, phase: Phase) -> Iterator[str]:
    for move in out_of(ruleset, phase, TransitionDirection.UP):
        yield explain_text.decides_to(
            [ruleset.label(move.to) if move.to else ""], move.decided_by or explain_text.NOBODY
        )


def _shares(ruleset: Ruleset, _speech: Speech, asked: Asked) -> Iterator[Section]:
    lines = [
        line_of(
            explain_text.pair(phase.label, f"{phase.share or explain_text.NOBODY}. {phase.share_note}".strip()), phase
        )
        for phase in (asked.phases or ruleset.profile.phases)
    ]
    yield from make_sections(answers_text.SHARES, [*lines, Line(text=answers_text.NO_CHANCE)])


_Fits = Callable[[Asked], bool]
_Answers = Callable[[Ruleset, Speech, Asked], Iterator[Section]]
_ANSWERS: tuple[tuple[_Fits, _Answers], ...] = (
    (lambda one: "calls" in one.asks, _calls),
    (lambda one: "shares" in one.asks, _shares),
    (lambda one: "decides" in one.asks and not one.roles, _decides),
    (lambda one: one.disagrees and not one.rest and not one.roles, _decides),
    (lambda one: len(one.roles) > 1 and "who" in one.asks, _holding),
    (lambda one: len(one.roles) > 1 and (not one.rest or "together" in one.asks), _two_roles),
    (lambda one: one.direction is not None and not one.roles, _moving),
    (lambda one: bool(one.start) and one.to and not one.roles, _moving),
    (lambda one: len(one.phases) > 1 and not one.roles and not one.rest, _two_phases),
    (lambda one: bool(one.roles) and bool(one.phases or one.rest), _holding),
)
"""Which questions are answered how; the first that fits and has something to say counts."""


def results(
    ruleset: Ruleset, speech: Speech, asked: Asked, known: Sequence[Topic], index: TopicIndex, hits: Sequence[Hit]
) -> Explanation:
    """The best of what mentions the words of a question, each with what it says of them, and what to type for more."""
    told = [known[hit.place] for hit in hits[:_BEST]]
    silent = all(one.kind in (TopicKind.CONTACT, TopicKind.FACT) for one in told)
    told = [one for one in told if one.kind is not TopicKind.FACT] if silent else told
    lines = (
        [Line(text=explain_text.says_nothing(one_line(asked.typed.strip()), ruleset.profile.title))] if silent else []
    )
    lines += [
        Line(text=answers_text.result(one.title, snippet(speech, _text(ruleset, one), asked.words))) for one in told
    ]
    sections = list(make_sections(answers_text.ANSWERS_FOUND, lines))
    unknown = [word for word in explain_text.typed_words(asked.typed) if _unknown(speech, word, asked, index)]
    if unknown:
        sections += make_sections(explain_text.GAPS, [Line(text=answers_text.says_nothing_of(unknown))])
    sections += make_sections(explain_text.READ_ON, [Line(text=explain_text.typed_for(one.handle())) for one in told])
    title = explain_text.capital(asked.typed.strip())
    return Explanation(kind="question", id=asked.typed.strip(), title=title, sections=tuple(sections))


def _unknown(speech: Speech, word: str, asked: Asked, index: TopicIndex) -> bool:
    words = speech.words(word)
    return len(words) == 1 and words[0] in asked.words and not index.knows(words[0])


def _text(ruleset: Ruleset, topic: Topic) -> str:
    """What is shown of a topic among results."""
    profile: Profile = ruleset.profile
    if topic.kind is TopicKind.TRANSITION:
        move = next(one for one in profile.transitions if one.id == topic.id)
        parts = {name: str(getattr(move, field)) for field, name in explain_text.MOVE_PARTS.items()}
        return ". ".join(explain_text.pair(name, text) for name, text in parts.items() if text)
    if topic.kind is TopicKind.CRITERION:
        one = next(one for one in profile.criteria if one.id == topic.id)
        return explain_text.EFFECTS[one.effect.value].format(ruleset.label(one.phase))
    if topic.kind is TopicKind.STEP:
        step = next(one for one in profile.steps if one.id == topic.id)
        where = ", ".join(map(ruleset.label, step.phases))
        return explain_text.pair(where, step.text)
    if topic.kind is TopicKind.CONTACT:
        return explain_text.not_from_model(topic.text)
    if topic.kind is TopicKind.FACT:
        return ruleset.facts[topic.id].question
    return topic.text
