"""The keys of the page that a result is shown on."""

from __future__ import annotations

import base64

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.output import DummyOutput

from ave_cli.terminal.pager import HOME, Pager
from ave_cli.text import interview as interview_text
from ave_cli.text import page as page_text
from tests.terminal.conftest import Typist
from tests.terminal.test_screen_prompt import Drawn

VIEWS = {"w": "waarom", "p": "plakken"}
ENDS = {"o": "opslaan", "q": "stoppen"}


class Screen(DummyOutput):
    """Remembers what was sent to it as it is."""

    def __init__(self) -> None:
        self.raw = ""

    def write_raw(self, data: str) -> None:
        self.raw += data

    def get_size(self) -> Size:
        return Size(rows=10, columns=80)


class Shown:
    """What was drawn, in order."""

    def __init__(self, keys: Typist, lines: int = 3) -> None:
        self.views: list[str] = []
        self.again: list[str] = []
        self.screen = Screen()
        self.pager = Pager(
            self.draw,
            VIEWS,
            ENDS,
            within={"p": {"f": "bestand"}},
            copies={"p": lambda: "de tekst"},
            again=self.again.append,
            source=keys,
            screen=self.screen,
        )
        self._lines = lines

    def draw(self, view: str, columns: int, rows: int) -> str:  # noqa: ARG002  # as it is called
        self.views.append(view)
        return "\n".join(f"{view or 'thuis'} {number}" for number in range(self._lines))


@pytest.mark.parametrize(("typed", "last"), [("wq", "w"), ("w\x1bq", HOME), ("wtq", HOME), ("wpq", "p")])
def test_a_letter_shows_its_screen_and_esc_goes_back_and_never_out(keys: Typist, typed: str, last: str) -> None:
    shown = Shown(keys)
    keys.send_text(typed)
    assert shown.pager.run() == "q"
    assert shown.views[-1] == last


@pytest.mark.parametrize("typed", ["\x1b\x1bq", "tq", "xyzz q", "\r\rq", "5q"])
def test_no_other_key_ends_it(keys: Typist, typed: str) -> None:
    keys.send_text(typed)
    assert Shown(keys).pager.run() == "q"


def test_a_letter_of_one_screen_ends_it_there_alone(keys: Typist) -> None:
    shown = Shown(keys)
    keys.send_text("fpf")
    assert shown.pager.run() == "f"
    assert shown.views[-1] == "p"


def test_a_blanked_screen_shows_nothing_and_takes_no_key_but_the_one_that_brings_it_back(keys: Typist) -> None:
    shown = Shown(keys)
    keys.send_text("zwqozo")
    assert shown.pager.run() == "o"
    assert "w" not in shown.views


def test_what_is_copied_goes_to_the_clipboard_of_the_terminal(keys: Typist) -> None:
    shown = Shown(keys)
    keys.send_text("cpcq")
    shown.pager.run()
    assert shown.screen.raw == f"\x1b]52;c;{base64.b64encode(b'de tekst').decode()}\x07"


def test_the_letter_of_the_screen_that_is_shown_is_told_when_typed_again(keys: Typist) -> None:
    shown = Shown(keys)
    keys.send_text("wwq")
    shown.pager.run()
    assert shown.again == ["w"]


def test_ctrl_c_interrupts(keys: Typist) -> None:
    shown = Shown(keys)
    keys.send_text("\x03")
    with pytest.raises(KeyboardInterrupt):
        shown.pager.run()


def test_a_long_screen_scrolls_to_its_end_and_not_beyond(keys: Typist) -> None:
    shown = Shown(keys, lines=30)
    keys.send_text("w\x1b[B\x1b[6~\x1b[F\x1b[Hq")
    assert shown.pager.run() == "q"


@pytest.mark.parametrize(
    "paste", ["ook dit\r", "\x1b[200~q\r\x1b[201~", "qo", "w\rq", "zaak 12\rq\r", "\x1b[31mrood\r"]
)
def test_a_paste_does_nothing_and_is_told(keys: Typist, paste: str) -> None:
    shown = Shown(keys)
    keys.paste(paste)
    keys.send_text("wq")
    assert shown.pager.run() == "q"
    assert [view for view in shown.views if view] == ["w"] * shown.views.count("w")
    assert shown.views[-1] == "w"


@pytest.mark.parametrize("lines", [3, 30])
@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x", page_text.wrong_page_key("wpoq")),
        ("pc", page_text.COPIED),
        ("\x1b[200~wwww\x1b[201~", interview_text.NO_PASTE),
    ],
    ids=["a wrong key", "copied", "a paste"],
)
def test_what_a_key_did_is_said_whole_on_a_narrow_screen_too(
    keys: Typist, columns: int, lines: int, typed: str, said: str
) -> None:
    screen, seen = Drawn(columns, 10), list[str]()
    pager = Pager(
        lambda view, *_: "\n".join(f"{view or 'thuis'} {number}" for number in range(lines)),
        VIEWS,
        ENDS,
        copies={"p": lambda: "de tekst"},
        source=keys,
        screen=screen.output,
    )
    pager._app.after_render += lambda _: seen.append(screen.words())
    keys.send_text(f"{typed}\x1b[Bq")
    assert pager.run() == "q"
    assert any(said in one for one in seen)
    assert said not in seen[-1]
