"""A round of the quiz as screens and sheets, and a klantreis as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ave_cli.engine.assessment import Assessment
from ave_cli.engine.journey import MomentOutcome
from ave_cli.profile import Journey, Ruleset
from ave_cli.quiz.game import (
    Letters,
    Outcome,
    Round,
    RoundScreen,
    Standing,
    State,
    outcomes,
    shares_right,
    standings,
    to_practise,
)
from ave_cli.quiz.material import Option, QuestionKind, QuizQuestion
from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Section, Table, Tone
from ave_cli.text import journey as journey_text
from ave_cli.text import quiz as quiz_text
from ave_cli.wording import journey as journey_words
from ave_cli.wording import phrases as advice


def round_screen(game: Round, now: State) -> Report:
    """The one thing that a room looks at now."""
    question = game.questions[now.place]
    head = _head(game, now)
    match now.screen:
        case RoundScreen.OPTIONS | RoundScreen.TYPED:
            return Report(title=head, blocks=(*_story(question), *choice_page(game, now).blocks))
        case RoundScreen.ANSWER:
            return Report(
                title=quiz_text.part(head, quiz_text.ANSWER), blocks=tuple(_answer(question, now.done[-1], game.teams))
            )
        case RoundScreen.EXPLANATION:
            return Report(
                title=quiz_text.part(head, quiz_text.EXPLANATION.lower()), blocks=tuple(explain_answer(question))
            )
        case RoundScreen.END:
            return Report(title=quiz_text.FINAL, blocks=(score_lines(standings(game, now)), *road_back(game)))
        case RoundScreen.SCORE:
            return score_page(game, now)


def story_page(game: Round, now: State) -> Report:
    """The number and the household: above the letters, or where both do not fit on one screen."""
    return Report(title=_head(game, now), blocks=tuple(_story(game.questions[now.place])))


def choice_page(game: Round, now: State) -> Report:
    """Only the question with its letters, and what was typed."""
    question = game.questions[now.place]
    typed = _typed(game, now.typed) if now.screen is RoundScreen.TYPED else ()
    return Report(title=_head(game, now), blocks=(Paragraph(question.text, Tone.STRONG), option_list(question), *typed))


def score_page(game: Round, now: State) -> Report:
    """The score so far."""
    title = quiz_text.part(_head(game, now), quiz_text.SCORE)
    return Report(title=title, blocks=(score_lines(standings(game, now)),))


def road_back(game: Round) -> Iterator[Block]:
    """The whole road of a klantreis; nothing for a round of loose questions."""
    if game.road:
        first, *moments = game.road
        yield Heading(journey_text.ROAD)
        yield Paragraph(first, Tone.STRONG)
        yield Items(tuple(moments), numbered=True)


def mark_options(question: QuizQuestion, letter: str) -> Report:
    """Whether this letter was right, and why."""
    right = question.right
    if letter == right.key:
        return Report(title=quiz_text.you_were_right(letter, right.text), blocks=tuple(explain_answer(question)))
    said = quiz_text.you_were_wrong(letter)
    chosen = [option for option in question.options if option.key == letter]
    return Report(
        title=said, blocks=(Paragraph(quiz_text.right_is(right.key, right.text)), *explain_answer(question, chosen))
    )


def option_list(question: QuizQuestion) -> Items:
    """The letters to choose from."""
    return Items(
        tuple(option.text for option in question.options), keys=tuple(option.key for option in question.options)
    )


def explain_answer(question: QuizQuestion, first: list[Option] | None = None) -> Iterator[Block]:
    """What decides it, why each other option is wrong, and where that stands; some wrong ones first."""
    yield Paragraph(question.explanation)
    early = first or []
    because: dict[str, list[str]] = {}
    for one in (*early, *(option for option in question.options if option not in early and not option.right)):
        because.setdefault(one.why, []).append(one.key)
    for why, keys in because.items():
        yield Paragraph(quiz_text.not_letter(keys, why))
    yield Paragraph(quiz_text.source(question.sources))


def score_lines(every: tuple[Standing, ...]) -> Items:
    """The score; a shared place stands there as often as it is shared."""
    lines = tuple(quiz_text.points(one.team, one.right) for one in every)
    return Items(lines, keys=tuple(str(one.place) for one in every))


def _story(question: QuizQuestion) -> Iterator[Block]:
    """The household, with the moment of the klantreis and what is known from earlier moments."""
    if question.moment:
        yield Paragraph(question.moment, Tone.STRONG)
    yield from (Paragraph(line, Tone.QUIET) for line in question.before)
    yield from _told(question)


def _told(question: QuizQuestion) -> Iterator[Block]:
    """Only the household, or what is new about it."""
    yield from (Paragraph(line) for line in question.story.split("\n") if line.strip())


def _head(game: Round, now: State) -> str:
    return quiz_text.question(now.place + 1, len(game.questions), game.model)


def _typed(game: Round, typed: Letters) -> Iterator[Block]:
    row = (quiz_text.noted(team, typed.get(team, quiz_text.SILENT)) for team in range(1, game.teams + 1))
    yield Paragraph(". ".join(row), Tone.STRONG)


def _answer(question: QuizQuestion, letters: Letters, teams: int) -> Iterator[Block]:
    """The letter that is right, who had it, and who chose what else."""
    right = question.right
    yield Paragraph(quiz_text.right_is(right.key, right.text), Tone.STRONG)
    yield Paragraph(quiz_text.had_it_right(_who(letters, right.key), teams))
    for option in question.options:
        if not option.right and _who(letters, option.key):
            yield Paragraph(quiz_text.had_it_wrong(option.key, _who(letters, option.key)))
    silent = [team for team in range(1, teams + 1) if team not in letters]
    if silent:
        yield Paragraph(quiz_text.had_nothing(silent))


def _who(letters: Letters, key: str) -> list[int]:
    return [team for team, letter in letters.items() if letter == key]


Pages = Mapping[str, str]
"""By the value of a kind, what to type to read about it."""


def end_page(game: Round, now: State, seed: str, again: str, pages: Pages) -> Report:
    """The page at the end of a round: the score, by kind, and what to practise."""
    if game.alone:
        right = standings(game, now)[0].right
        blocks: list[Block] = [Paragraph(quiz_text.your_score(right, len(now.done)))]
    else:
        blocks = [score_lines(standings(game, now))]
    return Report(
        title=quiz_text.FINAL,
        blocks=(
            *blocks,
            *road_back(game),
            _by_kind(game, now),
            *_practise(game, now, pages),
            *_again(seed, again),
        ),
    )


def result_sheet(game: Round, now: State, about: str, seed: str, again: str) -> Report:
    """The round for a trainer to keep: how each question went, without names."""
    every = outcomes(game, now)
    final: list[Block] = [] if game.alone else [Heading(quiz_text.FINAL), score_lines(standings(game, now))]
    return Report(
        title=quiz_text.RESULT_TITLE,
        blocks=(
            Paragraph(about),
            Paragraph(quiz_text.NO_NAMES),
            Paragraph(quiz_text.ONE_ROUND),
            _by_question(every),
            _by_kind(game, now),
            *final,
            *road_back(game),
            *(block for number, one in enumerate(every, start=1) for block in _recall(number, one.question)),
            *_again(seed, again),
        ),
    )


def _again(seed: str, again: str) -> Iterator[Block]:
    yield Heading(quiz_text.THIS_ROUND)
    yield Paragraph(quiz_text.round_named(seed))
    yield Paragraph(quiz_text.again(again))


def _by_kind(game: Round, now: State) -> Table:
    rows = tuple(
        (Cell(quiz_text.KINDS[share.kind.value]), Cell(quiz_text.share(share.right, share.asked)))
        for share in shares_right(game, now)
    )
    return Table(quiz_text.BY_KIND, (quiz_text.COLUMN_KIND, quiz_text.COLUMN_RIGHT), rows)


def _practise(game: Round, now: State, pages: Pages) -> Iterator[Block]:
    worst = to_practise(shares_right(game, now))
    if not worst:
        yield Paragraph(quiz_text.ALL_RIGHT)
        return
    yield Heading(quiz_text.PRACTISE)
    yield Items(tuple(quiz_text.practise(quiz_text.KINDS[one.kind.value], pages[one.kind.value]) for one in worst))


def _by_question(every: tuple[Outcome, ...]) -> Table:
    rows = tuple((Cell(one.question.text), Cell(_share(one)), _mistake(one)) for one in every)
    return Table(
        quiz_text.BY_QUESTION,
        (quiz_text.COLUMN_QUESTION, quiz_text.COLUMN_RIGHT, quiz_text.COLUMN_MISTAKE),
        rows,
        numbered=True,
    )


def _recall(number: int, question: QuizQuestion) -> Iterator[Block]:
    """A question to talk about afterwards: the household, what is right, why, and where that stands."""
    yield Heading(quiz_text.numbered(number, quiz_text.KINDS[question.kind.value], question.level))
    yield from _story(question)
    yield Paragraph(question.text, Tone.STRONG)
    yield Paragraph(quiz_text.answer_is(question.right.key, question.right.text), Tone.STRONG)
    yield Paragraph(question.explanation)
    yield Paragraph(quiz_text.source(question.sources), Tone.QUIET)


def _share(one: Outcome) -> str:
    silent = [quiz_text.without_answer(one.silent)] if one.silent else []
    return "; ".join([quiz_text.share(one.right, one.teams), *silent])


def _mistake(one: Outcome) -> Cell:
    if not one.mistakes:
        return Cell("")
    names = "; ".join(quiz_text.mistake(option.key, option.text) for option in one.mistakes)
    return Cell(names, note=quiz_text.mistaken_by(one.mistaken, each=len(one.mistakes) > 1))


Difference = tuple[str, Sequence[str]]
"""A question on which models differ, and what each says about it."""


def question_sheet(
    questions: Sequence[QuizQuestion],
    about: str,
    seed: str,
    again: str,
    ruleset: Ruleset,
    differences: Sequence[Difference],
) -> Report:
    """Every question with its answer and source for the trainer, and what is handed out, each on sheets of its own."""
    blocks: list[Block] = [
        Paragraph(about),
        Paragraph(quiz_text.round_named(seed)),
        Paragraph(quiz_text.play_it(again)),
        Paragraph(quiz_text.INVENTED),
        Paragraph(quiz_text.DISCUSS_STORY),
    ]
    for number, (last, one) in enumerate(zip([None, *questions], questions, strict=False), start=1):
        blocks += _question(number, one, _goes_on(last, one))
    blocks += [
        *_dilemmas(ruleset, differences),
        *_without_answers(questions),
        *_cards(questions),
        *_role_cards(ruleset),
    ]
    return Report(title=quiz_text.SHEET_TITLE, blocks=tuple(blocks))


_DILEMMAS = 3
"""Contradictions and differences to talk about, of each at most so many."""


def _dilemmas(ruleset: Ruleset, differences: Sequence[Difference]) -> Iterator[Block]:
    """What the source says in two ways, and what other models say otherwise: nothing is right, and nobody scores."""
    profile = ruleset.profile
    own = [one for one in profile.conflicts if one.in_result and len(one.readings) > 1][:_DILEMMAS]
    if not own and not differences:
        return
    yield Heading(quiz_text.DILEMMAS, 1, new_sheet=True)
    yield Paragraph(quiz_text.NO_POINTS)
    for conflict in own:
        yield Heading(conflict.question, 2, together=True)
        yield Items(tuple(quiz_text.reading(one) for one in conflict.readings))
        yield Paragraph(quiz_text.WHICH_READING)
    for question, sides in differences[:_DILEMMAS]:
        yield Heading(question, 2, together=True)
        yield Items(tuple(sides))
        yield Paragraph(quiz_text.WHICH_MODEL)


def _without_answers(questions: Sequence[QuizQuestion]) -> Iterator[Block]:
    yield Heading(quiz_text.HAND_OUT, 1, new_sheet=True)
    yield Paragraph(quiz_text.HOW_TO_ANSWER)
    if any(one.story for one in questions):
        yield Paragraph(quiz_text.AS_TOLD)
    if any(one.moment for one in questions):
        yield Paragraph(quiz_text.SHEET_BY_SHEET)
    for number, (last, one) in enumerate(zip([None, *questions], questions, strict=False), start=1):
        yield Heading(quiz_text.just_numbered(number), 2, together=True, new_sheet=_gives_away(last, one))
        if one.moment:
            yield Paragraph(one.moment, Tone.STRONG)
        yield from () if _goes_on(last, one) else _told(one)
        yield Paragraph(one.text, Tone.STRONG)
        yield option_list(one)


def _goes_on(last: QuizQuestion | None, now: QuizQuestion) -> bool:
    """Whether it asks about the same moment of a klantreis as the question before it."""
    return last is not None and bool(now.moment) and now.moment == last.moment


def _gives_away(last: QuizQuestion | None, now: QuizQuestion) -> bool:
    """Whether who reads this question sees the answer to the one before it: later in a klantreis the phase is told."""
    return last is not None and bool(now.moment) and (not _goes_on(last, now) or last.kind is QuestionKind.PHASE)


def _cards(questions: Sequence[QuizQuestion]) -> Iterator[Block]:
    """A sheet for each letter, to hold up."""
    for letter in sorted({option.key for one in questions for option in one.options}):
        yield Heading(letter, 1, new_sheet=True)


def _role_cards(ruleset: Ruleset) -> Iterator[Block]:
    """What the holder of each role does, may and never does."""
    roles = [role for role in ruleset.profile.roles if role.person and role.tasks]
    if roles:
        yield Heading(quiz_text.ROLE_CARDS, 1, new_sheet=True)
    for role in roles:
        yield Heading(f"{role.person[0].upper()}{role.person[1:]}", 2, together=True)
        for kind, name in quiz_text.TASKS.items():
            lines = tuple(task.text for task in role.tasks if task.kind.value == kind)
            if lines:
                yield Section(name, lines)


def _question(number: int, question: QuizQuestion, goes_on: bool) -> Iterator[Block]:
    yield Heading(quiz_text.numbered(number, quiz_text.KINDS[question.kind.value], question.level), 1, together=True)
    if question.moment:
        yield Paragraph(question.moment, Tone.STRONG)
    yield from () if goes_on else _told(question)
    yield Paragraph(question.text, Tone.STRONG)
    yield Items(tuple(f"{option.key}. {option.text}" for option in question.options))
    yield Paragraph(quiz_text.answer_is(question.right.key, question.right.text), Tone.STRONG)
    yield Heading(quiz_text.DISCUSS, 2)
    yield Paragraph(question.explanation)
    yield _mistakes(question)
    yield Paragraph(quiz_text.source(question.sources), Tone.QUIET)


def _mistakes(question: QuizQuestion) -> Table:
    rows = tuple(
        (Cell(quiz_text.mistake(option.key, option.text)), Cell(option.why))
        for option in question.options
        if not option.right
    )
    return Table(quiz_text.MISTAKES, (quiz_text.COLUMN_ANSWER, quiz_text.COLUMN_WHY), rows)


Walk = tuple[Ruleset, Sequence[MomentOutcome]]
"""A klantreis as it goes under one model."""
_STEPS = 6
"""Steps of a moment that are shown; the rest as a count."""
_SIDE = 70
"""Characters that two models side by side take."""


def journeys_page(ruleset: Ruleset, journeys: Sequence[Journey]) -> Report:
    """Which klantreizen a model has."""
    rows = tuple(
        (Cell(one.id, Tone.STRONG), Cell(one.title), Cell(journey_text.count(len(one.moments)))) for one in journeys
    )
    columns = (journey_text.NUMBER, journey_text.TITLE, journey_text.MOMENTS)
    return Report(
        journey_text.LISTED,
        (
            Paragraph(journey_text.model(ruleset.profile.title, advice.version_words(ruleset.profile)), Tone.QUIET),
            Table(journey_text.LISTED, columns, rows, numbered=True),
        ),
    )


def journey_page(journey: Journey, walks: Sequence[Walk], left_out: Sequence[str] = ()) -> Report:
    """A klantreis for a table of people: one block a moment, under one model or two, and all leemten together."""
    titles = [ruleset.profile.title for ruleset, _ in walks]
    blocks: list[Block] = [
        Paragraph(journey_text.model(ruleset.profile.title, advice.version_words(ruleset.profile)), Tone.QUIET)
        for ruleset, _ in walks
    ]
    blocks.append(Paragraph(journey_text.ABOUT))
    if left_out:
        blocks.append(Paragraph(journey_text.left_out(left_out), Tone.QUIET))
    blocks += road_lines(walks)
    for number, moment in enumerate(journey.moments):
        blocks.append(Heading(journey_text.moment(number + 1, moment.title), together=True))
        blocks += [Paragraph(moment.news), *_danger(walks[0][1][number].assessment)]
        blocks.append(_moment_table(titles, [outcomes[number] for _, outcomes in walks]))
    return Report(journey_text.heading(journey.title), (*blocks, *_all_gaps(walks)))


def road_lines(walks: Sequence[Walk]) -> Iterator[Block]:
    """The whole road as a line of phases, one line a model."""
    yield Heading(journey_text.ROAD)
    for ruleset, road in walks:
        line = journey_words.road_words(road)
        yield Paragraph(line if len(walks) == 1 else journey_text.role(ruleset.profile.title, line), Tone.STRONG)


def _danger(assessment: Assessment) -> Iterator[Block]:
    """What is the matter, one box each, and every number once."""
    told: dict[str, None] = {}
    for alert in assessment.alerts:
        lines = tuple(line for line in advice.alert_lines(alert) if line not in told)
        told |= dict.fromkeys(lines)
        yield Callout(journey_words.alert_words(assessment, alert), lines)


def _moment_table(titles: Sequence[str], outcomes: Sequence[MomentOutcome]) -> Table:
    columns = [_moment_cells(one) for one in outcomes]
    rows = [(Cell(name, Tone.STRONG), *cells) for name, *cells in zip(_ROWS, *columns, strict=True)]
    kept = tuple(row for row in rows if any(cell.text for cell in row[1:]))
    heads = (journey_text.HEAD, *(titles if len(titles) > 1 else [journey_text.HERE]))
    side = _SIDE if len(titles) > 1 else 0
    return Table(journey_text.SAYS, heads, kept, row_headers=True, side_by_side=side)


_ROWS = (
    *(journey_text.PHASE, journey_text.ROLES, journey_text.HANDOVER, journey_text.DECIDES),
    *(journey_text.STEPS, journey_text.DEADLINES, journey_text.GAPS),
)


def _moment_cells(outcome: MomentOutcome) -> tuple[Cell, ...]:
    """What one model says of a moment, in the order of the rows."""
    now = outcome.assessment
    every = journey_words.steps_of(now)
    steps = [journey_words.step_words(now, step) for step in every[:_STEPS]]
    if len(every) > _STEPS:
        steps.append(journey_text.more_steps(len(every) - _STEPS))
    roles = [journey_text.role(one.role.title, advice.holders_of(one)) for one in journey_words.held_roles(now)]
    return (
        Cell(journey_text.phase(journey_words.phase_words(now), journey_words.course_words(now)), Tone.STRONG),
        _lines(roles),
        _lines([journey_words.handover_words(one) for one in outcome.handovers]),
        Cell(journey_words.decider_words(outcome)),
        _lines(steps),
        _lines(outcome.deadlines),
        _lines(journey_words.gaps_of(outcome)),
    )


def _lines(texts: Sequence[str]) -> Cell:
    return Cell("\n".join(texts))


def _all_gaps(walks: Sequence[Walk]) -> Iterator[Block]:
    """Every leemte of the road once, with the moments where it plays."""
    for ruleset, road in walks:
        found: dict[str, list[int]] = {}
        for number, outcome in enumerate(road, start=1):
            for text in journey_words.gaps_of(outcome):
                found.setdefault(text, []).append(number)
        name = journey_text.ALL_GAPS
        yield Heading(name if len(walks) == 1 else journey_text.role(ruleset.profile.title, name))
        if found:
            yield Items(tuple(journey_text.times(text, moments) for text, moments in found.items()))
        else:
            yield Paragraph(journey_text.NO_GAPS)
