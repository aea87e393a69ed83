"""What happens with the result of an interview: shown, kept, changed, taken along?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ave_cli.cli import conversation
from ave_cli.cli.triage import Form, Wishes
from ave_cli.cli.triage_run import Household, show
from ave_cli.core.assess import Assessment, assess
from ave_cli.errors import AveError, CannotWrite, TargetExists
from ave_cli.shell import library, terminal
from ave_cli.shell.asking import Prompt, Wish
from ave_cli.words import conversation as say
from ave_cli.words import takeaway as say_page


@dataclass(kw_only=True)
class Result:
    """An interview that came to its end, and what was done with it since."""

    wishes: Wishes
    talk: conversation.Talk
    prompt: Prompt
    noted: bool = False
    """A note of it was saved."""
    paged: bool = False
    """A page of it was saved."""

    def leave(self) -> None:
        """Show the result, keep what was asked for, and forget the answers.

        Raises:
            TargetExists, CannotWrite: something was not kept; the draft stays.
        """
        self._show()
        if self.wishes.save is not None:
            from ave_cli.cli.after import save

            save(self._assessment(), Path(self.wishes.save), case="", decision="", why="", review_on="")
        self._page_wished()
        self.talk.discard()

    def stay(self) -> None:
        """Show the result and offer what can be done with it, until the person stops.

        Raises:
            Unfinished: the person stopped halfway; the draft stays.
            TargetExists, CannotWrite: a note was not saved, or no page at all where one was asked for.
        """
        self._show()
        failed = self._tried(self._page_wished)
        ways = [
            (say.SAVE, self._note),
            (say.CHANGE, self._change),
            (say.AS_MARKDOWN, lambda: self._show(Form.MARKDOWN)),
            (say_page.SAVE_AS_PAGE, lambda: self._tried(self._page)),
        ]
        stop = [say.STOP_AND_KEEP, say.STOP_AND_FORGET] if self.talk.draft is not None else [say.STOP]
        while True:
            ends = [say.STOP] if self.noted else stop
            reply = self.prompt.choose(say.WHAT_NOW, [*(words for words, _ in ways), *ends])
            if isinstance(reply, Wish) or reply >= len(ways):
                break
            ways[reply][1]()
        if reply == len(ways) + 1:
            self.talk.discard()
        elif not isinstance(reply, Wish) or not self.noted:
            self.talk.close()
        if failed is not None and not self.paged:
            raise failed

    def _assessment(self) -> Assessment:
        return assess(self.talk.progress.model, self.talk.progress.answers)

    def _show(self, form: Form | None = None) -> None:
        progress = self.talk.progress
        household = Household(name=self.talk.name, model=progress.model, answers=progress.answers)
        show(self._assessment(), household, form or self.wishes.form)

    def _note(self) -> None:
        from ave_cli.cli.after import save_asked

        folder = Path(self.wishes.save) if self.wishes.save is not None else None
        if save_asked(self._assessment(), folder, self.prompt, ""):
            self.noted = True
            self.talk.discard()

    def _change(self) -> None:
        self.talk = conversation.go_on(self.talk, self.prompt)
        self._show()
        if self.paged:
            self.prompt.tell(say_page.OLDER)

    def _page(self) -> None:
        from ave_cli.cli.takeaway import save_result_asked

        register = library.load_statements(self.talk.name)
        self.paged = save_result_asked(self._assessment(), register, self.prompt) or self.paged

    def _page_wished(self) -> None:
        if self.wishes.html is not None:
            from ave_cli.cli.takeaway import save_result

            register = library.load_statements(self.talk.name)
            save_result(self._assessment(), register, "", Path(self.wishes.html))
            self.paged = True

    def _tried(self, save: Callable[[], None]) -> AveError | None:
        """Try to save a page; what went wrong is told, and the result stays where it is."""
        try:
            save()
        except (TargetExists, CannotWrite) as error:
            terminal.complain(f"{error.message}\n{error.hint}")
            return error
        return None
