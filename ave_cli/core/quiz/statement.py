"""True or not: a statement about a role, a limit or a deadline?"""

from __future__ import annotations

from ave_cli.core.quiz.claims import Claim
from ave_cli.core.quiz.draft import Draft
from ave_cli.core.quiz.material import Desk
from ave_cli.core.quiz.options import Choice
from ave_cli.core.quiz.question import Kind
from ave_cli.text import quiz_questions as quiz_questions_text


def draft_statement(desk: Desk, ident: str, claim: Claim) -> Draft:
    """The question whether this claim is true."""
    yes = Choice(text=quiz_questions_text.TRUE, why=quiz_questions_text.true_is(claim.true))
    no = Choice(text=quiz_questions_text.FALSE, why=quiz_questions_text.false_is(not claim.true))
    return Draft(
        id=ident,
        kind=Kind.STATEMENT,
        level=claim.level,
        text=quiz_questions_text.is_it_true(claim.text, desk.own.title),
        right=yes if claim.true else no,
        wrong=(no if claim.true else yes,),
        explanation=quiz_questions_text.truth_explained(claim.really),
        rests_on=(claim.statements,),
        fewest=2,
    )
