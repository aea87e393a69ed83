"""What stands on the screen during a round?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.quiz.game import Letters, Round, Screen, Standing, State, standings
from ave_cli.quiz.question import Option, Question
from ave_cli.report import Block, Items, Paragraph, Report, Tone
from ave_cli.text import quiz as quiz_text


def screen(game: Round, now: State) -> Report:
    """The one thing that a room looks at now."""
    question = game.questions[now.place]
    head = _head(game, now)
    match now.screen:
        case Screen.STORY:
            return Report(title=head, blocks=tuple(_story(question)))
        case Screen.OPTIONS:
            return Report(title=head, blocks=(Paragraph(question.text, Tone.STRONG), options(question)))
        case Screen.TYPED:
            return Report(title=quiz_text.part(head, quiz_text.TYPED), blocks=tuple(_typed(game, now.typed)))
        case Screen.ANSWER:
            return Report(
                title=quiz_text.part(head, quiz_text.ANSWER), blocks=tuple(_answer(question, now.done[-1], game.teams))
            )
        case Screen.EXPLANATION:
            return Report(title=quiz_text.part(head, quiz_text.EXPLANATION.lower()), blocks=tuple(explained(question)))
        case Screen.END:
            return Report(title=quiz_text.FINAL, blocks=(ladder(standings(game, now)),))
        case Screen.SCORE:
            return Report(title=quiz_text.part(head, quiz_text.SCORE), blocks=(ladder(standings(game, now)),))


def alone(game: Round, now: State) -> Report:
    """What stands above the letters when nobody else plays: the number and the household."""
    return Report(title=_head(game, now), blocks=tuple(_story(game.questions[now.place])))


def marked(question: Question, letter: str) -> Report:
    """Whether this letter was right, and why."""
    right = question.right
    if letter == right.key:
        return Report(title=quiz_text.you_were_right(letter, right.text), blocks=tuple(explained(question)))
    said = quiz_text.you_were_wrong(letter)
    chosen = [one for one in question.options if one.key == letter]
    return Report(
        title=said, blocks=(Paragraph(quiz_text.right_is(right.key, right.text)), *explained(question, chosen))
    )


def options(question: Question) -> Items:
    """The letters to choose from."""
    return Items(tuple(one.text for one in question.options), keys=tuple(one.key for one in question.options))


def explained(question: Question, first: list[Option] | None = None) -> Iterator[Block]:
    """What decides it, why each other option is wrong, and where that stands; some wrong ones first."""
    yield Paragraph(question.explanation)
    early = first or []
    for one in (*early, *(one for one in question.options if one not in early and not one.right)):
        yield Paragraph(quiz_text.not_letter(one.key, one.why))
    yield Paragraph(quiz_text.source(question.sources))


def ladder(every: tuple[Standing, ...]) -> Items:
    """The score; a shared place stands there as often as it is shared."""
    lines = tuple(quiz_text.points(one.team, one.right) for one in every)
    return Items(lines, keys=tuple(str(one.place) for one in every))


def _story(question: Question) -> Iterator[Block]:
    if question.story:
        yield from (Paragraph(line) for line in question.story.split("\n") if line.strip())
        if question.invented:
            yield Paragraph(quiz_text.INVENTED)


def _head(game: Round, now: State) -> str:
    return quiz_text.question(now.place + 1, len(game.questions), game.model)


def _typed(game: Round, typed: Letters) -> Iterator[Block]:
    for team in range(1, game.teams + 1):
        yield Paragraph(quiz_text.noted(team, typed.get(team, quiz_text.SILENT)))


def _answer(question: Question, letters: Letters, teams: int) -> Iterator[Block]:
    """The letter that is right, who had it, and who chose what else."""
    right = question.right
    yield Paragraph(quiz_text.right_is(right.key, right.text), Tone.STRONG)
    yield Paragraph(quiz_text.had_it_right(_who(letters, right.key), teams))
    for one in question.options:
        if not one.right and _who(letters, one.key):
            yield Paragraph(quiz_text.had_it_wrong(one.key, _who(letters, one.key)))
    silent = [team for team in range(1, teams + 1) if team not in letters]
    if silent:
        yield Paragraph(quiz_text.had_nothing(silent))


def _who(letters: Letters, key: str) -> list[int]:
    return [team for team, letter in letters.items() if letter == key]
