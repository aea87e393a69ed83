"""Answers to questions: who has it, who decides, whom to call, what there is, and what is said nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ave_cli.explain.questions import Asked, Speech, empty_words, fold, mentions, named_phases, squeeze
from ave_cli.explain.sections import Explanation, Grid, Line, Row, Section, line_of, make_sections, move_title
from ave_cli.explain.short_pages import (
    disagreements,
    entry_texts,
    goes_that_way,
    national_line,
    out_of,
    phase_lines,
    share_lines,
    short_move,
    situation_lines,
    who_has,
)
from ave_cli.explain.topics import Hit, Topic, TopicKind, snippet, told_of
from ave_cli.profile import Phase, Role, Ruleset, Situation, Transition, TransitionDirection
from ave_cli.safe_text import one_line
from ave_cli.text import answers as answers_text
from ave_cli.text import explain as explain_text
from ave_cli.wording import phrases

_BEST = 4
"""How many results are told."""
_FIRST = 2
"""Whom to call first in danger."""


def answer_of(ruleset: Ruleset, speech: Speech, asked: Asked) -> Explanation | None:
    """The answer to a question of a kind that is asked often; nothing where it is of no such kind."""
    for fits, answered in _ANSWERS:
        if fits(asked) and (sections := tuple(answered(ruleset, speech, asked))):
            return asked_page(asked.typed, sections)
    return None


def _calls(ruleset: Ruleset, speech: Speech, asked: Asked) -> Iterator[Section]:
    """Whom to call, by situation; those that the question names, or all."""
    named = _situations_named(ruleset, speech, asked)
    for one in named or ruleset.situations:
        lines = situation_lines(ruleset, one, at_length=bool(named))
        yield from make_sections(one.title, lines or [Line(text=answers_text.NOBODY_TO_CALL)])


def _situations_named(ruleset: Ruleset, speech: Speech, asked: Asked) -> list[Situation]:
    rest = set(asked.rest) | ({speech.words(answers_text.DISAGREEMENT)[0]} if asked.disagrees else set())
    return [one for one in ruleset.situations if rest & {word for sign in one.words for word in speech.words(sign)}]


def situation_answer(ruleset: Ruleset, speech: Speech, asked: Asked) -> Explanation | None:
    """Whom to call in the situation that a question tells of; nothing where it tells of none."""
    if not _situations_named(ruleset, speech, asked):
        return None
    sections = [*_calls(ruleset, speech, asked)]
    return asked_page(asked.typed, sections)


def asked_page(typed: str, sections: Sequence[Section], kind: str = "question") -> Explanation:
    """The answer to a question, under the question as it was typed."""
    text = typed.strip()
    return Explanation(kind=kind, id=text, title=explain_text.capital(text), sections=tuple(sections))


def _comes_from(ruleset: Ruleset, _speech: Speech, asked: Asked) -> Iterator[Section]:
    """The document that the model was made of."""
    source = ruleset.profile.source
    if not asked.rest:
        lines = [Line(text=answers_text.document(source.document, source.owner, source.year))]
        lines += [Line(text=source.note)] if source.note else []
        version = answers_text.version(phrases.version_words(ruleset.profile), ruleset.profile.date)
        yield from make_sections(answers_text.SOURCE, [*lines, Line(text=version)])


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
    yield from make_sections(answers_text.BY_MOVE, disagreements(ruleset, moves))
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
        down = bool(ends) and max(map(ruleset.rank, ends)) < min(map(ruleset.rank, asked.start))
        straight = tuple(move for move in moves if move.to in ends and move.from_ in (*asked.start, None))
        return straight or tuple(
            move
            for move in moves
            if down and move.to is None and move.direction is TransitionDirection.DOWN and move.from_ in asked.start
        )
    if not ids:
        return moves
    if asked.to:
        return tuple(move for move in moves if move.to in ids)
    return tuple(move for move in moves if move.from_ in ids or (asked.direction is None and move.to in ids))


def _moving(ruleset: Ruleset, speech: Speech, asked: Asked) -> Iterator[Section]:
    """What a move takes: its criteria, who asks, who decides; and first what of the question is not in it."""
    moves = _moves_meant(ruleset, asked)
    if asked.rest and not asked.start and not (asked.to and asked.phases):
        return
    told = {word for move in moves for word in speech.words(_said_of(ruleset, move))}
    unsaid = [speech.typed(word) for word in asked.rest if word not in told and word not in asked.unknown]
    if moves and unsaid:
        yield from make_sections(explain_text.GAPS, [Line(text=answers_text.not_in_move(unsaid))])
    for move in moves[:_BEST]:
        yield from make_sections(move_title(ruleset, move), _taken(ruleset, move))
    if not moves and asked.phases:
        about = {f"transition:{one.id}" for one in ruleset.profile.transitions if goes_that_way(ruleset, asked, one)}
        gaps = [line_of(one.text, one) for one in ruleset.profile.gaps if one.about in about]
        yield from make_sections(explain_text.GAPS, [Line(text=answers_text.NO_SUCH_MOVE), *gaps])
    more = [Line(text=explain_text.typed_for(one.id, move_title(ruleset, one))) for one in moves[_BEST:]]
    yield from make_sections(answers_text.SEE_ALSO, more)


def _said_of(ruleset: Ruleset, move: Transition) -> str:
    who = (move.requested_by, move.contact_first, move.decided_by, move.informed, move.formal_act, move.handover)
    return " ".join((*who, *(line.text for line in _taken(ruleset, move))))


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
    told = ruled = False
    rest = [word for word in asked.rest if word not in speech.words(answers_text.EVERYBODY)]
    for role in asked.roles:
        lines = list[Line]()
        for phase in asked.phases or ruleset.profile.phases:
            found = _rules_about(ruleset, speech, role, phase, rest)
            if found or asked.phases or not asked.rest:
                ruled = ruled or bool(found)
                lines += [_held(phase, one) for one in found or _whole(ruleset, role, phase, noted=bool(asked.phases))]
        tasks = _tasks_about(speech, role, asked.rest)
        told = told or ruled or bool(tasks)
        if rest and tasks and not ruled and "holds" in asked.asks:
            yield from make_sections(
                explain_text.GAPS, [Line(text=explain_text.no_own_holder(map(speech.typed, rest)))]
            )
        yield from make_sections(role.title, dict.fromkeys([*tasks, *lines]))
    if asked.rest and not told and (asked.phases or "who" in asked.asks):
        unsaid = [speech.typed(word) for word in asked.rest if word not in asked.unknown]
        yield from make_sections(explain_text.GAPS, [Line(text=explain_text.no_own_rule(unsaid))] if unsaid else [])
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
    for rules, before, who in phrases.holders_said(ruleset, role, phase.id):
        text = f"{before} {who}".strip()
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
    lines = share_lines(asked.phases or ruleset.profile.phases)
    yield from make_sections(answers_text.SHARES, [*lines, Line(text=answers_text.NO_CHANCE)])


_Fits = Callable[[Asked], bool]
_Answers = Callable[[Ruleset, Speech, Asked], Iterator[Section]]
_ANSWERS: tuple[tuple[_Fits, _Answers], ...] = (
    (lambda one: "source" in one.asks, _comes_from),
    (lambda one: "calls" in one.asks, _calls),
    (lambda one: "shares" in one.asks, _shares),
    (lambda one: "decides" in one.asks and not one.roles, _decides),
    (lambda one: one.disagrees and not one.rest and not one.roles, _decides),
    (lambda one: len(one.roles) > 1 and ("who" in one.asks or one.asks_holders), _holding),
    (lambda one: len(one.roles) > 1 and (not one.rest or "together" in one.asks), _two_roles),
    (lambda one: one.direction is not None and not one.roles, _moving),
    (lambda one: bool(one.start) and one.to and not one.roles, _moving),
    (lambda one: len(one.phases) > 1 and not one.roles and not one.rest, _two_phases),
    (lambda one: bool(one.roles) and bool(one.phases or one.rest), _holding),
    (lambda one: len(one.roles) > 1, _two_roles),
    (lambda one: one.names_method and not (one.words or one.phases or one.roles or one.asks), _comes_from),
)
"""Which questions are answered how; the first that fits and has something to say counts."""


def results(ruleset: Ruleset, speech: Speech, asked: Asked, known: Sequence[Topic], hits: Sequence[Hit]) -> Explanation:
    """The best of what mentions the words of a question, each with what it says of them, and what to type for more."""
    told = [known[hit.place] for hit in hits[:_BEST]]
    silent = all(one.kind is TopicKind.CONTACT for one in told)
    lines = (
        [Line(text=explain_text.says_nothing(one_line(asked.typed.strip()), ruleset.profile.title))] if silent else []
    )
    texts = [(one, told_of(ruleset, one, told)) for one in told]
    lines += [
        Line(text=answers_text.result(one.title, snippet(speech, text, asked.words)))
        for one, text in texts
        if text or one.kind is not TopicKind.FACT
    ]
    whole = bool(hits) and hits[0].whole and not asked.unknown
    see = [Line(text=explain_text.typed_for(one.handle())) for one in told]
    sections = [
        *make_sections(answers_text.ANSWERS_FOUND if whole else answers_text.ANSWERS_NEAR, lines),
        *make_sections(explain_text.READ_ON, see),
    ]
    return asked_page(asked.typed, sections)


def said_first(ruleset: Ruleset, speech: Speech, asked: Asked, *, danger: bool) -> Iterator[Section]:
    """What stands before an answer: the number for danger where the question tells of it, and what is known nowhere."""
    named = _situations_named(ruleset, speech, asked)
    if danger:
        numbers = {contact.id: national_line(contact) for contact in ruleset.contacts}
        for one in named:
            first = one.contacts[:_FIRST] if one.danger else ()
            yield from make_sections(one.title, [numbers.pop(ident) for ident in first if ident in numbers])
    told = {word for one in named for sign in one.words for word in speech.words(sign)}
    unknown = [speech.typed(word) for word in asked.unknown if word not in told]
    yield from make_sections(explain_text.GAPS, [Line(text=answers_text.says_nothing_of(unknown))] if unknown else [])


def list_of(ruleset: Ruleset, speech: Speech, text: str, *, loosely: bool = False) -> Explanation | None:
    """The list that a question asks for by its name, such as all parties; nothing where it asks for none.

    A name that is not of more things opens its list only where it is all that was typed. `loosely` allows for other
    words, in a question about deadlines.
    """
    fillers = empty_words(speech)
    whole = speech.words(text)
    phases, used, _ = named_phases(ruleset, whole)
    words = {word for word in whole if word not in used}
    disagrees = mentions(speech, whole, answers_text.ASKS["disagrees"])  # Parties are then between whom.
    for key, names in answers_text.LISTS.items():
        if (phases and key in _ELSEWHERE_BY_PHASE) or (disagrees and key == "actors"):
            continue
        named = [set(speech.words(name)) for name in names if key in _LOOSE or _asks_for(speech, name, text, whole)]
        carrying = [(name, {word for word in words if word in name or word not in fillers}) for name in named]
        if any(name == rest or (loosely and key in _LOOSE and name <= rest) for name, rest in carrying):
            sections = tuple(_LISTS[key](ruleset, speech, {phase.id for phase in phases}))
            title = answers_text.list_title(names[0], ruleset.profile.title)
            return Explanation(kind="list", id=key, title=title, sections=sections)
    return None


def _asks_for(speech: Speech, name: str, text: str, whole: Sequence[str]) -> bool:
    """Whether a list is asked for by this name: as it is written, unless it is all that was typed."""
    typed = set(fold(text).split())
    return set(fold(name).split()) <= typed - set(map(fold, answers_text.SINGLE)) or speech.words(name) == whole


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


def _move_list(ruleset: Ruleset, _speech: Speech, phases: set[str]) -> Iterator[Section]:
    moves = ruleset.profile.transitions
    out_of_these = [one for one in moves if not phases or one.from_ in phases]
    into_these = [one for one in moves if one not in out_of_these and one.to in phases]
    told = dict[str, tuple[str, ...]]()
    for one in (*out_of_these, *into_these):
        text = explain_text.pair(short_move(ruleset, one), one.decided_by or explain_text.NOBODY)
        told[text] = (*told.get(text, ()), *one.statements)
    lines = [Line(text=text, statements=tuple(dict.fromkeys(cited))) for text, cited in told.items()]
    yield from make_sections(answers_text.DECIDERS, lines or [Line(text=answers_text.NO_SUCH_MOVE)])


_ELSEWHERE_BY_PHASE = ("phases", "actors", "meetings")
"""Lists that say nothing of a phase, while roles and moves say who takes part in it."""
_LOOSE = ("deadlines",)
"""Lists that answer a question with more words in it."""
_LISTS = {
    "phases": lambda ruleset, _speech, _phases: make_sections(answers_text.LIST_HEADS["phases"], phase_lines(ruleset)),
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
