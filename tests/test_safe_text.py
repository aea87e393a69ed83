"""How foreign text becomes printable: nothing steers a terminal, and honest Dutch stays as it is."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.safe_text import one_line, printable, typed_number, wrap

MARK = "\ufffd"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u206a\u206f\ufff9\ufffb\U000e0001\U000e0041\U000e007f"
C0 = "".join(map(chr, [*range(0x09), *range(0x0E, 0x20), 0x7F]))
C1 = "".join(map(chr, [*range(0x80, 0x85), *range(0x86, 0xA0)]))
BREAKS = "\r\x0b\x0c\x85\u2028\u2029"

PAYLOADS = {
    "clear the screen": ("voor\x1b[2Jna", f"voor{MARK}[2Jna"),
    "colour": ("\x1b[31mrood\x1b[0m", f"{MARK}[31mrood{MARK}[0m"),
    "move the cursor up and overwrite": ("AVE 3\x1b[1A\x1b[2KAVE 1", f"AVE 3{MARK}[1A{MARK}[2KAVE 1"),
    "report the cursor": ("\x1b[6n", f"{MARK}[6n"),
    "reset the terminal": ("\x1bc", f"{MARK}c"),
    "title of the window": ("\x1b]0;titel\x07", f"{MARK}]0;titel{MARK}"),
    "link, OSC 8": (
        "\x1b]8;;https://boef.example\x1b\\bank\x1b]8;;\x1b\\",
        f"{MARK}]8;;https://boef.example{MARK}\\bank{MARK}]8;;{MARK}\\",
    ),
    "clipboard, OSC 52": ("\x1b]52;c;cm0gLXJm\x07", f"{MARK}]52;c;cm0gLXJm{MARK}"),
    "device control": ("\x1bP$q\x1b\\", f"{MARK}P$q{MARK}\\"),
    "C1 sequence": ("\x9b2J\x9d52;c;eA==\x9c", f"{MARK}2J{MARK}52;c;eA=={MARK}"),
    "every C0": (C0, MARK * len(C0)),
    "every C1": (C1, MARK * len(C1)),
    "NUL": ("a\x00b", f"a{MARK}b"),
    "backspace over a word": ("nee\b\b\bja", f"nee{MARK * 3}ja"),
    "bell and delete": ("\x07\x7f", MARK * 2),
    "carriage return over a line": ("AVE 3\rAVE 1", "AVE 3 AVE 1"),
    "CRLF": ("een\r\ntwee", "een \ntwee"),
    "line separators": (BREAKS, " " * len(BREAKS)),
    "text in the other direction": (f"{BIDI}piz.exe", f"{MARK * len(BIDI)}piz.exe"),
    "zero width": (f"A{ZERO_WIDTH}VE", f"A{MARK * len(ZERO_WIDTH)}VE"),
    "half a pair": ("a\ud800b\udfffc", f"a{MARK}b{MARK}c"),
    "private use": ("\ue000\uf8ff\U000f0000\U0010fffd", MARK * 4),
    "not a letter": ("\uffff\ufdd0\U0001ffff", MARK * 3),
    "tab": ("a\tb", "a    b"),
    "line feed": ("een\ntwee\n\n", "een\ntwee\n\n"),
}
HONEST = (
    "De cliënt is één keer geïnformeerd; coöperatie ziet ’t niet – zo’n € 1.250,50 (± 3 %) … „ja”, ½ à 2 ‰",
    "Ĳsselstein, ijsje, Şükrü, Łukasz, Zoë, Ğ, José, naïef, reünie, Curaçao, façade",
    "محمد, Иван, 王伟, नमस्ते, Ελένη, 👍 🏽",
    "mi\u00adnis\u00adter, می\u200cخواهم, 👩\u200d👧",
    "1. a < b & c > d | `x` *y* _z_ [q] {r} ~s~ \\t # u = v + w - x ^ y",
)


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_steers_a_terminal_becomes_a_visible_mark(name: str) -> None:
    text, expected = PAYLOADS[name]
    assert printable(text) == expected


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_unchanged(text: str) -> None:
    assert printable(text) == text
    assert one_line(text) == text


def test_letters_with_a_loose_accent_become_one_letter() -> None:
    assert printable("e\u0301e\u0301n zoe\u0308") == "één zoë"


@pytest.mark.parametrize("name", PAYLOADS)
def test_one_line_is_one_line(name: str) -> None:
    text, expected = PAYLOADS[name]
    assert one_line(f"  voor {text} na\t") == " ".join(f"voor {expected} na".split())


def test_longer_text_than_the_limit_is_cut() -> None:
    assert printable("a" * 30, limit=20) == "a" * 20
    assert one_line("a" * 2_000) == "a" * 1_000


HOSTILE = st.sampled_from("".join((C0, C1, BREAKS, BIDI, ZERO_WIDTH, "\ud800\udfff\n\t\u0301\u0308")))
ANY = st.text(st.characters(exclude_categories=()) | HOSTILE, max_size=200)
"""Any text, halves of pairs too, and many more hostile signs than chance would give."""


def steers(one: str) -> bool:
    control = unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") and one != "\n"
    return control or one in BIDI or one in ZERO_WIDTH


@given(ANY)
def test_nothing_that_steers_gets_through(text: str) -> None:
    assert [one for one in printable(text) if steers(one)] == []


@given(ANY)
def test_once_is_enough(text: str) -> None:
    assert printable(printable(text)) == printable(text)
    assert one_line(one_line(text)) == one_line(text)


@given(ANY)
def test_one_line_of_anything_has_no_line_of_its_own(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not [one for one in line if steers(one)]


@given(ANY)
def test_what_is_printable_can_be_written_as_utf8(text: str) -> None:
    printable(text).encode()


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=200))
def test_letters_digits_and_signs_only_change_their_spelling_in_bytes(text: str) -> None:
    assert printable(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("line", "width", "hanging", "lines"),
    [
        ("een lange regel die niet past", None, 0, ["een lange regel die niet past"]),
        ("een lange regel die past", 25, 0, ["een lange regel die past"]),
        ("een lange regel die niet past", 20, 0, ["een lange regel die", "niet past"]),
        ("  1. een lange regel die niet past", 24, 3, ["  1. een lange regel", "     die niet past"]),
        ("een lange regel die niet past", 4, 0, ["een lange regel", "die niet past"]),
    ],
)
def test_a_line_is_broken_between_words_and_goes_on_under_its_text(
    line: str, width: int | None, hanging: int, lines: list[str]
) -> None:
    assert wrap(line, width, hanging).split("\n") == lines


@pytest.mark.parametrize("sign", ["(", "a", "a.", "([", "_a"])
def test_a_word_of_very_many_signs_is_laid_out_at_once(sign: str) -> None:
    """It would take minutes if each sign were looked at from each other one."""
    began = time.process_time()
    wrap(f"zie {sign * 30_000} hier", 80)
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("text", "most", "number"),
    [
        *[("3", 9, 3), ("0", 9, 0), ("10", 9, None), ("10", 10, 10), ("007", 9, 7), ("00012", 4, None)],
        *[("", 9, None), ("-1", 9, None), ("1.0", 9, None), ("²", 9, None), ("٣", 9, None), ("a", 9, None)],
        *[("1" * 5_000, 9, None), ("0" * 5_000 + "1", 9, 1)],
    ],
)
def test_a_typed_number_is_one_that_counts(text: str, most: int, number: int | None) -> None:
    assert typed_number(text, most) == number
