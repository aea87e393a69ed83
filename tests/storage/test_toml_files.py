"""What may come in from disk: hostile, broken and odd files are refused in words, good ones are read."""

from __future__ import annotations

import io
import os
import re
import sys
import time
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ave_cli.errors import InvalidInput, UsageError
from ave_cli.storage import library
from ave_cli.storage.toml_files import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_KEY_PARTS,
    _bare,
    _read_simple,
    parse_toml,
    read_toml,
)

SECRET = "zeergeheim"
"""Stands in every hostile file; it may never come back in a message."""
SECONDS = 1.0
ENGLISH = re.compile(
    r"\b(the|line|invalid|illegal|expected|exceeds|limit|value|key|found|cannot|unclosed)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Hostile:
    """A file that must be refused, and the line that is to blame where one is."""

    name: str
    data: bytes
    line: int | None = None

    @classmethod
    def after(cls, name: str, text: str, *, line: int | None = None) -> Hostile:
        """Two good lines, and then the hostile text from line 3."""
        return cls(name, f'aantekening = "{SECRET}"\n# {SECRET}\n{text}'.encode(), line)


def dotted(part: str = "a", between: str = ".", parts: int = 3_000) -> str:
    """A key of as many parts: enough to keep the parser busy for long, few enough to fit on a line."""
    return between.join([part] * parts)


def nested(deep: int, between: str = "") -> str:
    return between.join(["["] * deep) + between + between.join(["]"] * deep)


NINE = dotted(parts=MAX_KEY_PARTS + 1)
EIGHT = dotted(parts=MAX_KEY_PARTS)

REFUSED = [
    Hostile.after("a key of nine parts", f"{NINE} = 1\n", line=3),
    Hostile.after("a long key, bare", f"{dotted()} = 1\n", line=3),
    Hostile.after("a long key, quoted", dotted('"a"') + " = 1\n", line=3),
    Hostile.after("a long key, in apostrophes", dotted("'a'") + " = 1\n", line=3),
    Hostile.after("a long key, dots inside its quotes", dotted('"a.b"') + " = 1\n", line=3),
    Hostile.after("a long key, spaced", dotted(between=" . ") + " = 1\n", line=3),
    Hostile.after("a long key, with tabs", dotted(between="\t.\t") + " = 1\n", line=3),
    Hostile.after("a long key in an inline table", f"t = {{ {dotted()} = 1 }}\n", line=3),
    Hostile.after("a long key in a second inline pair", f"t = {{ b = 1, {dotted()} = 1 }}\n", line=3),
    Hostile.after("a long key behind a text of many lines", f't = """\n\n"""\n{dotted()} = 1\n', line=6),
    Hostile.after("a header of 998 parts", f"[{dotted(parts=998)}]\n", line=3),
    Hostile.after("a header of an array of 998 parts", f"[[{dotted(parts=998)}]]\n", line=3),
    Hostile.after("a key of 20,000 parts", f"{dotted(parts=20_000)} = 1\n", line=3),
    Hostile.after("arrays that are too deep", f"a = {nested(MAX_DEPTH + 1)}\n", line=3),
    Hostile.after("arrays of 500 deep", f"a = {nested(500)}\n", line=3),
    Hostile.after("arrays of 9,000 deep", f"a = {nested(9_000)}\n", line=3),
    Hostile.after("arrays that are too deep, a line each", f"a = {nested(500, chr(10))}\n", line=3 + MAX_DEPTH),
    Hostile.after("inline tables of 500 deep", "a = " + "{ a = " * 500 + "1" + " }" * 500, line=3),
    Hostile.after("an unclosed basic string", f'a = "{SECRET}\n', line=3),
    Hostile.after("an unclosed literal string", f"a = '{SECRET}\n"),
    Hostile.after("an unclosed basic string of many lines", f'a = """{SECRET}\n' + "b\n" * 1_000),
    Hostile.after("an unclosed literal string of many lines", f"a = '''{SECRET}\n" + "b\n" * 1_000),
    Hostile.after("200,000 backslashes on one line", 'a = "' + "\\" * 200_000 + '"\n', line=3),
    Hostile.after("200,000 hashes", "#" * 200_000, line=3),
    Hostile.after("200,000 blanks", " " * 200_000, line=3),
    Hostile.after("200,000 tabs", "\t" * 200_000, line=3),
    Hostile.after("200,000 dashes", "-" * 200_000, line=3),
    Hostile.after("200,000 dashes, a line each", "-\n" * 100_000),
    Hostile.after("a word of 250,000 letters", f"{'a' * 250_000} = 1\n", line=3),
    Hostile.after("200,000 backslashes in an unclosed string of many lines", 'a = """' + "\\\n" * 100_000),
    Hostile.after("60,000 escaped quotes in an unclosed string", 'a = """' + '\\"""\n' * 50_000),
    Hostile.after("60,000 opened strings", "a = '''x" + "'\n" * 60_000),
    Hostile.after("an integer of 5,000 digits", f"a = {'9' * 5_000}\n"),
    Hostile.after("a key twice", "a = 1\na = 2\n"),
    Hostile.after("a secret key twice", f"{SECRET} = 1\n{SECRET} = 2\n"),
    Hostile.after("a secret table twice", f"[{SECRET}]\n[{SECRET}]\n"),
    Hostile.after("a secret bare word as a value", f"a = {SECRET}\n", line=3),
    Hostile.after("no value", "a =\n", line=3),
    Hostile.after("a lone carriage return", "a = 1\rb = 2\n", line=3),
    Hostile.after("NUL", "a = \x00\n", line=3),
    Hostile.after("a day that does not exist", "a = 2026-02-31\n", line=3),
    Hostile.after("a code of half a pair", 'a = "\\ud800"\n', line=3),
    Hostile("an own line number in a name", b'["at line 77"]\n["at line 77"]\n', 2),
    Hostile("a line number of 5,000 digits in a name", 2 * (b'["at line ' + b"7" * 5_000 + b'"]\n'), 2),
    Hostile("one byte too large", b"#" * 100 + b"\n" * (MAX_BYTES - 99)),
    Hostile("UTF-16 without a mark", f'a = "{SECRET}"\n'.encode("utf-16-le")),
    Hostile("cp1252", f'a = "{SECRET} café"\n'.encode("cp1252")),
    Hostile("half a letter at the end", f'a = "{SECRET}é'.encode()[:-1]),
    Hostile("a surrogate in UTF-8", b'a = "\xed\xa0\x80"\n'),
    Hostile("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100),
]

DOTS = (
    "Zie art. 2.3.5, p. 1.2.3.4.5.6.7.8.9.10; [a][b][[c]] {d} {{{{{{{{{{{{{{{{e [[[[[[[[[[[[[[[[ # a.b.c.d.e.f.g.h.i.j"
)

ACCEPTED = {
    "nothing": b"",
    "only remarks": b"# a.b.c.d.e.f.g.h.i.j [[[[[[[[[[[[[[[[[[[[[\n" * 100,
    "a byte order mark": b'\xef\xbb\xbfa = "b"\n',
    "a byte order mark and CRLF": b'\xef\xbb\xbfa = "b"\r\nc = 1\r\n',
    "UTF-16 with its mark": 'a = "café"\r\nc = 1\r\n'.encode("utf-16"),
    "CRLF": b'a = """x\r\ny"""\r\n[b]\r\nc = 1\r\n',
    "Dutch letters": 'a = "één ïjzeren café kost € 3 – of meer…"\n'.encode(),
    "dots and brackets in a basic string": f'a = "{DOTS}"\n'.encode(),
    "dots and brackets in a literal string": f"a = '{DOTS}'\n".encode(),
    "dots and brackets in a basic string of many lines": f'a = """\n{DOTS}\n\\"""{DOTS}\n"" {DOTS}"""\n'.encode(),
    "dots and brackets in a literal string of many lines": f"a = '''\n{DOTS}\n'' {DOTS}'''\n".encode(),
    "dots and brackets behind escaped quotes": f'a = "\\"{DOTS}\\\\"\nb = "\\\\\\"{DOTS}"\n'.encode(),
    "quotes against the end": b"a = \"\"\"x\"\"\"\"\"\nb = '''x'''''\nc = \"\"\nd = ''\n",
    "a remark with a quote": b"# it's \"open\na = 1 # '''\nb = 2\n",
    "a quoted key with dots and brackets": f"'{DOTS}' = 1\n".encode(),
    "a key of eight parts": f"{EIGHT} = 1\n".encode(),
    "many keys of eight parts": "".join(f"{EIGHT}{one} = 1\n" for one in range(9_000)).encode(),
    "a header of eight parts over many keys": f"[{EIGHT}]\n".encode()
    + b"".join(b"b%d = 1\n" % one for one in range(20_000)),
    "22,000 tables in an array": b"[[a]]\n" * 22_000,
    "many floats on a line": f"a = [{', '.join(['1.5'] * 2_000)}]\n".encode(),
    "100,000 integers": b"a = [" + b"1,\n" * 80_000 + b"]\n",
    "arrays as deep as allowed": f"a = {nested(MAX_DEPTH)}\n".encode(),
    "many arrays beside each other": b"a = [" + b"[[]],\n" * 30_000 + b"]\n",
    "an array of tables over lines": b"a = [\n" + b"  { b = [1.5, 2.5], c.d = 1 },\n" * 5_000 + b"]\n",
    "moments": b"a = [2026-11-22T10:11:12.123456+01:00, 10:11:12.5]\n",
    "100,000 remarks of nothing": b"#\n" * 100_000,
    "100,000 empty lines": b"\n" * 100_000,
    "a long line that still fits": b"# " + b"x" * 19_000 + b"\n",
    "100,000 backslashes at line ends": b'a = """' + b"\\\n" * 100_000 + b'"""\n',
    "50,000 escaped quotes": b'a = """' + b'\\"""\n' * 50_000 + b'"""\n',
}


def told(error: InvalidInput) -> str:
    return "\n".join((error.message, *error.problems, error.hint))


@pytest.mark.parametrize("hostile", REFUSED, ids=lambda one: one.name)
def test_a_hostile_file_is_refused_at_once_in_dutch_and_is_not_echoed(hostile: Hostile, tmp_path: Path) -> None:
    place = tmp_path / "vijandig.toml"
    place.write_bytes(hostile.data)
    start = time.process_time()
    with pytest.raises(InvalidInput) as caught:
        read_toml(place)
    assert time.process_time() - start < SECONDS
    error = caught.value
    said = told(error).replace(str(place), "")
    assert "vijandig.toml" in error.message
    assert len(error.problems) == 1
    assert error.problems[0].strip()
    assert error.hint
    assert not ENGLISH.search(said), said
    assert SECRET not in said
    assert error.__suppress_context__, "a traceback would show what the parser said, and that can be text of the file"


@pytest.mark.parametrize("hostile", [one for one in REFUSED if one.line], ids=lambda one: one.name)
def test_a_refusal_names_the_line(hostile: Hostile) -> None:
    with pytest.raises(ValueError, match=rf"(?i)\bregel {hostile.line}\b"):
        parse_toml(hostile.data)


@pytest.mark.parametrize("name", ["cp1252", "half a letter at the end"])
def test_another_encoding_is_named_with_what_to_do(name: str) -> None:
    data = next(one.data for one in REFUSED if one.name == name)
    with pytest.raises(ValueError, match=r"UTF-8.*Opslaan als"):
        parse_toml(data)


@pytest.mark.parametrize("name", ACCEPTED)
def test_an_honest_file_is_read_as_it_is(name: str) -> None:
    data = ACCEPTED[name]
    start = time.process_time()
    found = parse_toml(data)
    assert time.process_time() - start < SECONDS
    assert found == tomllib.loads(data.decode("utf-16" if name.startswith("UTF-16") else "utf-8-sig"))


@pytest.mark.parametrize(
    "data", [b"[[a]]\n" * 174_000, b"a = [" + b"1.5,\n" * 200_000 + b"]\n"], ids=["tables", "floats"]
)
def test_the_largest_file_that_is_let_in_takes_a_few_seconds_at_most(data: bytes) -> None:
    start = time.process_time()
    parse_toml(data)
    assert time.process_time() - start < 5 * SECONDS


def test_a_file_of_exactly_the_limit_is_let_in() -> None:
    assert parse_toml(b"\n" * MAX_BYTES) == {}


# ------------------------------------------------------------------------------------------------------------ the place


@pytest.mark.parametrize(
    "name", ["er-is-niets.toml", "map-die-er-niet-is/a.toml", "", "bestand/eronder.toml", "a" * 300]
)
def test_a_path_that_leads_to_no_file_is_a_usage_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_bytes(b"")
    with pytest.raises(UsageError) as caught:
        read_toml(tmp_path / name)
    assert str(tmp_path) in caught.value.message


def test_a_missing_file_and_an_unreadable_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="niet gevonden"):
        read_toml(tmp_path / "weg.toml")
    with pytest.raises(UsageError, match="kan niet worden gelezen"):
        read_toml(tmp_path)


def test_a_file_that_may_not_be_read_is_a_usage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal is made here, because a superuser may read everything."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, SECRET)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UsageError, match="kan niet worden gelezen") as caught:
        read_toml(tmp_path / "a.toml")
    assert SECRET not in caught.value.message


def test_a_hostile_file_name_is_printed_harmlessly(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_toml(tmp_path / "a\x1b]52;c;eA==\x07\u202egpj\nRegel.toml")
    assert not set(caught.value.message) & set("\x1b\x07\u202e\n")


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    standard_input(monkeypatch, '\ufeffa = "é"\r\n'.encode())
    assert read_toml(Path("-")) == {"a": "é"}


@pytest.mark.parametrize("hostile", REFUSED[::6], ids=lambda one: one.name)
def test_standard_input_is_guarded_like_a_file(hostile: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    standard_input(monkeypatch, hostile.data)
    with pytest.raises(InvalidInput) as caught:
        read_toml(Path("-"))
    assert "standaardinvoer" in caught.value.message
    assert SECRET not in told(caught.value)


def test_an_endless_standard_input_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.given += len(buffer)
            assert self.given < 8 * MAX_BYTES, "it would have been read for ever"
            buffer[:] = b"\n" * len(buffer)
            return len(buffer)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    with pytest.raises(InvalidInput, match="standaardinvoer"):
        read_toml(Path("-"))


# ------------------------------------------------------------------------------------------------------------- anything


def parsed(data: bytes) -> dict[str, Any] | None:
    """What is read; None for a refusal, which must be a whole Dutch sentence."""
    try:
        return parse_toml(data)
    except ValueError as error:
        said = str(error)
    assert re.fullmatch(r"(?:Het bestand|Er staat|Regel \d+)\b.*[.)]", said), said
    assert not ENGLISH.search(said), said
    return None


PIECES = st.sampled_from(
    [
        *(
            "a",
            "b",
            '"',
            '"""',
            "'",
            "'''",
            "\\",
            ".",
            ".a",
            "=",
            "[",
            "[[",
            "]",
            "]]",
            "{",
            "}",
            ",",
            "#",
            "\n",
            "\r\n",
        ),
        *(" ", "\t", "\r", "\0", "1", "1.5", "true", "2026-11-22", "\\u00e9", "\ufeff", "é", "at line 9", "9" * 4_400),
    ]
)


@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    parsed(data)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_what_looks_like_toml_is_read_as_toml_or_refused(text: str) -> None:
    found = parsed(text.encode())
    if found is not None:
        assert found == tomllib.loads(text.removeprefix("\ufeff"))


FREE_TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("\"'\\.[]{}#=\n\t"), max_size=60)
LEAVES = FREE_TEXT | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.lists(FREE_TEXT, max_size=4)
DOCUMENTS = st.dictionaries(FREE_TEXT, LEAVES | st.dictionaries(FREE_TEXT, LEAVES, max_size=3), max_size=5)


@given(DOCUMENTS)
def test_whatever_honest_text_is_written_comes_back_the_same(document: dict[str, Any]) -> None:
    assert parsed(tomli_w.dumps(document).encode()) == document


# ------------------------------------------------------------------------------------------ as a program writes it

LINES = r"""
kind = "x"
format = 1
a = [
    "x",
    "y",
]
a = []
[a]
[b]
[a.b]
[[a]]
[[a.b]]
[[b.c]]
[b.c]
[a.b.c]
[ a ]
[[a]
x = true
# y
d = 2026-01-02
d = 2026-02-30
e = 2026-01-02 03:04:05+01:00
e = 2026-01-02T24:00:00+00:00
a = "z"
b = "["
a.b = 1
x = "a\n"
x = 'y'
a=1
format = 01
"a" = 1
a = "x" # y
    "x"
a = "é"
a = "TAB"
x = ["a", "b"]
x = [ "a"]
  "x",
  { ref = "x" },
x = { all = [
] }
] # x
]]
x = [1] # [
b = {}
a = { b = { c = 1, c = 2 } }
a = [{ b = [
c = QUOTES
QUOTES
""".replace("TAB", "\t").replace("QUOTES", '"' * 3)


@settings(max_examples=2_000)
@given(st.lists(st.sampled_from(LINES.split("\n")), max_size=9), st.sampled_from(["\n", "\r\n"]))
@example(["x = [1] # [", "a = [", "]"], "\n")
@example(["[x.a]", "b = {}", "[x.a.b]"], "\n")
def test_what_is_read_line_by_line_the_library_reads_as_the_same(lines: list[str], end: str) -> None:
    text = end.join(lines)
    found = _read_simple(text)
    if found is not None:
        assert found == tomllib.loads(text)


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.text() | st.booleans() | st.lists(st.text(max_size=9)), min_size=1)
)
def test_what_our_own_writer_makes_is_read_back_whatever_way(raw: dict[str, Any]) -> None:
    whole = {"kind": "x", "t": raw, "s": {"t": [raw, raw]}}
    text = tomli_w.dumps(whole)
    assert _read_simple(text) in (None, whole)
    assert tomllib.loads(text) == whole


def test_a_note_is_read_line_by_line() -> None:
    """So that the tests above are seen to look at what counts."""
    whole = {"a": "x", "b": True, "c": 1, "d": ["x"], "e": [], "f": date(2026, 1, 2), "t": {"s": [{"a": "x" * 99}]}}
    assert _read_simple(tomli_w.dumps(whole)) == whole


@pytest.mark.parametrize("name", library.shipped_ids())
def test_a_model_is_read_line_by_line(name: str) -> None:
    for place in sorted(library.profile_file(name).parent.glob("*.toml")):
        text = place.read_text("utf-8")
        assert _read_simple(text) == tomllib.loads(text), place.name


BARE = ['"', "'", '"""', "'''", "\\", "\n", "#", "a", ".", "[", "{", "]", "}", "=", ",", "a.b."]


def _closing(text: str, start: int, quote: str) -> int:
    """Where the string that starts here is over; -1 if it never is."""
    if text.startswith(quote * 3, start):
        place = start + 3
        while (found := text.find(quote * 3, place)) >= 0:
            slashes = found - len(text[place:found].rstrip("\\")) - place if quote == '"' else 0
            if slashes % 2 == 0:
                found += 3
                while found < len(text) and text[found] == quote:
                    found += 1
                return found
            place = found + 1
        return -1
    place = start + 1
    while place < len(text) and text[place] not in (quote, "\n"):
        place += 2 if quote == '"' and text[place] == "\\" else 1
    return place + 1 if place < len(text) and text[place] == quote else -1


@given(st.lists(st.sampled_from(BARE), max_size=40).map("".join))
def test_what_is_left_of_a_text_without_strings_is_what_a_walk_along_it_leaves(text: str) -> None:
    out, place = [], 0
    while place < len(text):
        if text[place] == "#":
            stop = text.find("\n", place)
            place = len(text) if stop < 0 else stop
        elif text[place] in "\"'":
            closed = _closing(text, place, text[place])
            if closed < 0:
                break
            out.append("s" + "\n" * text.count("\n", place, closed))
            place = closed
        else:
            out.append(text[place])
            place += 1
    assert _bare(text) == "".join(out)
