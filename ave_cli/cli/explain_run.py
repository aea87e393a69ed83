"""How does a word become the explanation that a model gives of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ave_cli.cli import output
from ave_cli.cli.choose import named_or_default
from ave_cli.errors import UsageError
from ave_cli.explain import topics
from ave_cli.explain.explain import explain_topic
from ave_cli.explain.scheme import scheme_page
from ave_cli.explain.sections import Explanation, as_plain
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.ruleset import Model
from ave_cli.report import Report
from ave_cli.safe_text import one_line
from ave_cli.storage import library
from ave_cli.storage.safe_write import is_free
from ave_cli.text import explain as explain_text
from ave_cli.views.explain import beside, found, page, sheet


@dataclass(frozen=True, kw_only=True)
class Form:
    """In which form the answer is wanted; none of these: tables."""

    json: bool
    markdown: bool
    plain: bool

    def printed(self) -> str:
        """The date of today on what is taken away; a screen has none."""
        return datetime.now(UTC).astimezone().date().isoformat() if self.markdown else ""


def run_explain(profile: str | None, what: str, compare: str | None, form: Form, html: str | None) -> None:
    """Explain something, in one model or in two beside each other; `html` names a file for a page of it.

    Raises:
        TargetExists: that file is there already; nothing is shown.
    """
    path = is_free(Path(html)) if html is not None else None
    name = named_or_default(profile)
    model = library.load(name)
    explanation = _explained(name, model, what)
    if compare is None:
        if form.json:
            output.show_json(as_plain(model.profile.id, explanation))
        else:
            _show(page(model, explanation, form.printed()), form)
        if path is not None:
            is_phase = explanation.kind == topics.Kind.PHASE.value
            report = sheet(model, explanation) if is_phase else page(model, explanation, stamped=True)
            _save(report, [model], explanation.kind, path)
        return
    other = library.load(compare)
    known = ((model, explanation), (other, _explained(compare, other, what)))
    if form.json:
        documents = [as_plain(one.profile.id, explained) for one, explained in known]
        output.show_json({"format": 1, "explanations": documents})
    else:
        _show(beside(known, form.printed()), form)
    if path is not None:
        _save(beside(known, stamped=True), [model, other], "", path)


def run_search(profile: str | None, text: str, form: Form) -> None:
    """Show everything that mentions some words.

    Raises:
        UsageError: nothing does.
    """
    name = named_or_default(profile)
    model = library.load(name)
    known = topics.topics(model, library.load_statements(name))
    hits = topics.search_all(known, text)
    if not hits:
        near = [one.handle() for one in topics.near(known, text)]
        raise UsageError(explain_text.nothing_found(one_line(text), near))
    if form.json:
        results = [{"kind": one.kind.value, "id": one.id, "title": one.title} for one in hits]
        output.show_json({"format": 1, "profile": model.profile.id, "search": text, "results": results})
    else:
        _show(found(model, text, hits), form)


def _explained(name: str, model: Model, what: str) -> Explanation:
    """What a model says of something; the register is read only where something else does not answer.

    Raises:
        UsageError: nothing has that name; says what looks most like it.
    """
    if not what:
        return scheme_page(model)
    register: Mapping[str, Statement] = {}
    meant = topics.find(topics.topics(model, register), what)
    if meant.topic is None:
        register = library.load_statements(name)
        meant = topics.find(topics.topics(model, register), what)
    if meant.topic is None:
        near = [one.handle() for one in meant.near]
        raise UsageError(explain_text.no_topic(one_line(what), model.profile.title, near), explain_text.SEARCH_HINT)
    return explain_topic(model, register, meant.topic, meant.also)


def _save(report: Report, models: list[Model], kind: str, path: Path) -> None:
    """Save a page: the scheme of a model is a poster, a phase is one sheet to hand out."""
    from ave_cli.cli.takeaway import save_page
    from ave_cli.render.html import Layout

    layouts = {topics.Kind.SCHEME.value: Layout.POSTER, topics.Kind.PHASE.value: Layout.SHEET}
    save_page(report, [one.profile for one in models], explain_text.ADVICE, layouts.get(kind, Layout.REPORT), path)


def _show(report: Report, form: Form) -> None:
    if form.markdown:
        output.show_markdown(report)
    else:
        output.show_page(report, plain=form.plain)
