"""How does what stands in a note read, also where today's model does not know it any more?"""

from __future__ import annotations

from ave_cli.core.note import Note, NotedRole
from ave_cli.profile.facts import NO_PHASE, FactKind, Gap, Value
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Criterion, Effect, RoleStatus
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases


@record
class Naming:
    """The words of a model for the ids in a note; an id that it does not know stands for itself."""

    model: Model
    own: bool
    """Whether it is the model of the note; of another one only the facts count, which all models share."""

    def phase(self, ident: str) -> str:
        """The label of a phase."""
        known = self.own and ident in self.model.ranks
        return self.model.phase(self.model.rank(ident)).label if known else notes_text.loose_phase(ident)

    def fact(self, ident: str) -> str:
        """The short name of a fact."""
        fact = self.model.facts.get(ident)
        return fact.name() if fact else ident.replace("_", " ")

    def answer(self, ident: str, value: Value | Gap) -> str:
        """An answer in a few words; a fact that was not asked says so."""
        if value is Gap.NOT_ANSWERED:
            return triage_text.NOT_ANSWERED
        fact = self.model.facts.get(ident)
        if fact is None:
            return _loose(value)
        is_phase = fact.kind is FactKind.PHASE and isinstance(value, str) and value != NO_PHASE
        return self.phase(str(value)) if is_phase else phrases.answer(fact, value)

    def criterion(self, ident: str) -> str:
        """The text of a criterion and what it does."""
        one = self._criteria.get(ident)
        if one is None:
            return ident
        return notes_text.criterion(one.text, triage_text.EFFECT[one.effect.value].format(self.phase(one.phase)))

    def met(self, note: Note, current: str | None) -> tuple[str, ...]:
        """The criteria that were met and count here: those for leaving a phase only where it is the current one."""
        found = ((ident, self._criteria.get(ident)) for ident in note.assessment.criteria_met)
        return tuple(
            ident for ident, one in found if one is None or one.effect is not Effect.LEAVE or one.phase == current
        )

    @property
    def _criteria(self) -> dict[str, Criterion]:
        return {one.id: one for one in self.model.profile.criteria} if self.own else {}


def naming(note: Note, model: Model) -> Naming:
    """The words for this note; the model is its own where that was found, else any other."""
    return Naming(model=model, own=model.profile.id == note.profile.id)


def who(role: NotedRole) -> str:
    """The holders of a role, or why there is none."""
    named = [*role.holders, *([triage_text.agreed_in(role.appointed_in)] if role.appointed_in else [])]
    if role.status is RoleStatus.ASSIGNED:
        return "; ".join(named)
    status = triage_text.ROLE_STATUS[role.status.value]
    return f"{status}: {triage_text.candidates(named)}" if named else status


def _loose(value: Value | Gap) -> str:
    """An answer without the fact that it belongs to."""
    if isinstance(value, Gap):
        return triage_text.DONT_KNOW
    if isinstance(value, bool):
        return triage_text.YES if value else triage_text.NO
    options = value if isinstance(value, tuple) else (value,)
    return triage_text.joined(one.replace("_", " ") for one in options) or triage_text.NONE_OF_THEM
