"""How does a round become a game, a document or a sheet?"""

from __future__ import annotations

from pathlib import Path

from ave_cli.cli.choose import named_or_default
from ave_cli.cli.options import QuizOptions
from ave_cli.cli.output import show_json
from ave_cli.cli.quiz_round import about, command, made
from ave_cli.safe_text import one_line
from ave_cli.storage import safe_write
from ave_cli.terminal import streams
from ave_cli.text import quiz as quiz_text


def run(options: QuizOptions) -> None:
    """Give the questions of a round in the form that was asked for, or play it."""
    if options.json:
        _document(options)
    elif options.sheet is not None:
        _sheet(options, Path(options.sheet))
    else:
        from ave_cli.cli.quiz_talk import play

        play(options)


def _document(options: QuizOptions) -> None:
    from ave_cli.quiz.game import question

    setup, model, questions = made(named_or_default(options.profile), options)
    show_json(
        {
            "format": 1,
            "seed": setup.seed,
            "profile": model.profile.id,
            "version": model.profile.version,
            "hash": model.hash,
            "questions": [question(one) for one in questions],
        }
    )


def _sheet(options: QuizOptions, path: Path) -> None:
    from ave_cli.views.quiz import sheet

    safe_write.is_free(path)
    setup, model, questions = made(named_or_default(options.profile), options)
    page = sheet(questions, about(model, len(questions)), setup.seed, command(setup))
    if path.suffix.lower() == ".html":
        from ave_cli.cli.takeaway import save_page
        from ave_cli.render.html import Layout

        save_page(page, [model.profile], quiz_text.PRACTICE_ONLY, Layout.REPORT, path)
    else:
        from ave_cli.render import markdown

        saved = safe_write.save_new(path, markdown.text(page).encode())
        streams.complain(quiz_text.written(one_line(str(saved.path))))
    streams.complain(quiz_text.play_it(command(setup)))
