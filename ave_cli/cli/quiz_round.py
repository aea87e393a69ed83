"""Which questions make up a round, and how is the same round had again?"""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from ave_cli.cli.options import COUNT, QuizOptions
from ave_cli.errors import UsageError
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Direction
from ave_cli.quiz.game import fingerprint
from ave_cli.quiz.question import Kind, Question
from ave_cli.quiz.selection import Material, questions
from ave_cli.storage import library
from ave_cli.storage.quiz_rounds import Setup, new_seed
from ave_cli.terminal import streams
from ave_cli.text import quiz as quiz_text


def made(name: str, options: QuizOptions) -> tuple[Setup, Model, tuple[Question, ...]]:
    """A new round under the model of this name.

    Raises:
        UsageError: no model is known by that name, or it gives no question for these options.
        InvalidInput: the model is not right.
    """
    own = _material(name)
    seed = options.seed or new_seed()
    found = _questions(own, seed, options.count, options.kinds, options.level)
    if len(found) < options.count:
        streams.complain(quiz_text.fewer(len(found), options.count))
    profile = own.model.profile
    setup = Setup(
        profile=name,
        title=profile.title,
        hash=own.model.hash,
        seed=seed,
        count=options.count,
        kinds=list(options.kinds),
        level=options.level,
        teams=options.teams,
        questions=fingerprint(found),
    )
    return setup, own.model, found


def again(setup: Setup) -> tuple[Model, tuple[Question, ...] | None]:
    """The questions of an earlier round; None where they are no longer the same.

    Raises:
        UsageError, InvalidInput: its model is gone or not right.
    """
    own = _material(setup.profile)
    try:
        found = _questions(own, setup.seed, setup.count, setup.kinds, setup.level)
    except (UsageError, ValueError):
        return own.model, None
    same = own.model.hash == setup.hash and fingerprint(found) == setup.questions
    return own.model, found if same else None


def command(setup: Setup) -> str:
    """What to type for the same questions."""
    words = ["ave", "quiz", "--profile", setup.profile, "--seed", setup.seed]
    words += ["--count", str(setup.count)] if setup.count != COUNT else []
    words += [word for kind in setup.kinds for word in ("--kind", kind)]
    words += ["--level", str(setup.level)] if setup.level else []
    words += ["--teams", str(setup.teams)] if setup.teams > 1 else []
    return shlex.join(words)


def reading(setup: Setup, model: Model) -> Mapping[str, str]:
    """By the value of a kind, what to type to read about it."""
    down = (one for one in model.profile.transitions if one.direction is Direction.DOWN and one.from_ and one.to)
    topics = {
        Kind.ROLE: [one.id for one in model.profile.roles[:1]],
        Kind.DOWN: [quiz_text.from_to(str(one.from_), str(one.to)) for one in down][:1],
    }
    explain = {kind: ["explain", *topics.get(kind, []), "--profile", setup.profile] for kind in Kind}
    explain[Kind.STATEMENT] = ["profiles", "show", setup.profile]
    return {kind.value: shlex.join(["ave", *words]) for kind, words in explain.items()}


def about(model: Model, count: int) -> str:
    """The model and the size of a round in one sentence."""
    return quiz_text.about(model.profile.title, model.profile.version, count)


def _questions(
    own: Material, seed: str, count: int, kinds: tuple[str, ...] | list[str], level: int
) -> tuple[Question, ...]:
    others = [_material(one) for one in library.index().ids() if one != own.id]
    wanted = [Kind(one) for one in kinds] or list(Kind)
    stories = library.load_stories()
    found = questions(own, others, stories, kinds=wanted, level=level or None, seed=seed, count=count)
    if not found:
        raise UsageError(quiz_text.NO_QUESTIONS, quiz_text.NO_QUESTIONS_HINT)
    return found


def _material(name: str) -> Material:
    return Material(model=library.load(name), register=library.load_statements(name), cases=library.cases_of(name))
