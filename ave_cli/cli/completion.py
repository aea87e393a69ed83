"""`ave completion`: what a shell offers behind a TAB."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import ave_cli
from ave_cli.errors import AveError, UsageError
from ave_cli.records import record
from ave_cli.safe_text import typed_number
from ave_cli.text import cli as cli_text

_BASH = """_ave() {
  local line
  local -a words=("${COMP_WORDS[@]}")
  COMPREPLY=()
  if [[ ${COMP_LINE:0:${COMP_POINT:-0}} == *[[:space:]] && -n ${words[COMP_CWORD]} ]]; then
    words=("${words[@]:0:COMP_CWORD}" "" "${words[@]:COMP_CWORD}")
  fi
  while IFS= read -r line; do
    [ -n "$line" ] && COMPREPLY+=("$line")
  done < <(ave _complete "$COMP_CWORD" "${words[@]}" 2>/dev/null)
}
complete -o default -F _ave ave
"""
_ZSH = """#compdef ave
_ave() {
  local -a found
  found=(${(f)"$(ave _complete $((CURRENT - 1)) "${words[@]}" 2>/dev/null)"})
  if (( ${#found} )); then
    compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a found
  else
    [[ $PREFIX == --*=* ]] && compset -P '*='
    _files
  fi
}
if [ "$funcstack[1]" = _ave ]; then _ave "$@"; else compdef _ave ave; fi
"""
_FISH = """function __ave
  set -l before (commandline -opc)
  set -l word (commandline -ct)
  set -l found (ave _complete (count $before) $before "$word" 2>/dev/null)
  if test -n "$found"
    printf '%s\\n' $found
  else
    set -l option (string match -r '^--[^=]+=' -- "$word")
    string replace -r -- '^' "$option" (__fish_complete_path (string replace -r '^--[^=]+=' '' -- "$word"))
  end
end
complete -c ave -f -a '(__ave)'
"""
_POWERSHELL = """Register-ArgumentCompleter -Native -CommandName ave -ScriptBlock {
  param($word, $ast, $position)
  $words = @($ast.CommandElements | ForEach-Object { $_.ToString() })
  $place = @($ast.CommandElements | Where-Object { $_.Extent.StartOffset -lt $position }).Count
  if ($word) { $place = $place - 1 }
  else { $words = @($words | Select-Object -First $place) + "''" + @($words | Select-Object -Skip $place) }
  ave _complete $place @words 2>$null | Where-Object { $_ -like "$($word.Trim([char]34, [char]39))*" } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
"""
SCRIPTS: Mapping[str, str] = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}

_MOST_WORDS = 9_999
_OUR_NAME = re.compile(r"[\w.-]+(@[\w.-]+)?")
"""What no shell reads as anything but a name."""
_CUTS = re.compile(r"[=@:]+")
"""Where bash cuts a word in two."""
_QUOTES = "\"'"
_REPEATS = 2
"""What stands behind an option that may be given again; 1 is behind one that takes a value."""
_Tree = Mapping[str, Any]
"""Of each command its options, with whether they take a value, and its commands: the same of those."""


def completion_script(shell: str) -> str:
    """What a shell has to read to complete this program, with how to use it above it.

    Raises:
        UsageError: there is none for this shell.
    """
    if shell not in SCRIPTS:
        raise UsageError(cli_text.no_shell(shell, SCRIPTS))
    head = "".join(f"# {line}\n" for line in cli_text.COMPLETION_HEAD[shell])
    script = SCRIPTS[shell]
    first, _, rest = script.partition("\n")
    return f"{first}\n{head}{rest}" if first.startswith("#") else f"{head}{script}"


@record
class _Typed:
    """A command line around the word that is typed, as a person sees it: without quotes, and each word whole."""

    before: tuple[str, ...]
    """The words in front of it, behind the program."""
    word: str
    after: tuple[str, ...] = ()
    cut: str = ""
    """What the shell takes for a word of its own in front of what is typed; it stays where it is."""

    @property
    def named(self) -> str:
        """The model that is named anywhere on the line; empty where none is."""
        every = (*self.before, "", *self.after)
        parts = [one.partition("=") for one in every]
        behind = [parts[place + 1][0] for place, one in enumerate(every[:-1]) if one == "--profile"]
        return next((one for one in (*behind, *(value for name, _, value in parts if name == "--profile")) if one), "")


def fitting(words: Sequence[str]) -> list[str]:
    """What fits at a place on a command line; nothing where only the shell knows, such as for a file.

    Args:
        words: the place of the word that is typed, counted from 0, and all words, the program first.
    """
    place = typed_number(words[0], _MOST_WORDS) if words else None
    line = _line([*words[1:], ""], max(place or 0, 1))
    with suppress(AveError):
        fits = line.word.casefold()
        found = [one for one in dict.fromkeys(_offered(line)) if one.casefold().startswith(fits)]
        return [one[len(line.cut) :] for one in found]
    return []


def _line(typed: Sequence[str], place: int) -> _Typed:
    """The words of a line, of which bash cuts some in pieces and no shell takes the quotes away."""
    place = min(place, len(typed) - 1)
    whole, at, cut = [typed[0]], 0, ""
    for number, one in enumerate(typed[1:], 1):
        before = typed[number - 1]
        is_piece = len(whole) > 1 and (_CUTS.fullmatch(one) or (_CUTS.fullmatch(before) and (one or number == place)))
        if number == place:
            at = len(whole) - 1 if is_piece else len(whole)
            cut = whole[-1] + (one if _CUTS.fullmatch(one) else "") if is_piece else ""
        if is_piece:
            whole[-1] += _bare(one)
        else:
            whole.append(_bare(one))
    return _Typed(before=tuple(whole[1:at]), word=whole[at], after=tuple(whole[at + 1 : -1]), cut=cut)


def _bare(word: str) -> str:
    """A word without the quotes around it, or with the one that is open taken away."""
    name, sign, value = word.partition("=")
    if name.startswith("--") and sign:
        return name + sign + _bare(value)
    return word[1:].removesuffix(word[0]) if word[:1] and word[0] in _QUOTES else word


def _offered(line: _Typed) -> Iterable[str]:
    tree, path, open_option, ended, other = _commands(), list[str](), "", False, 0
    for one in line.before[line.before[:1] == ("help",) :]:
        if open_option:
            open_option = ""
        elif not ended and one.startswith("--"):
            ended = one == "--"
            open_option = one if tree["options"].get(one) else ""
        elif one in tree["commands"] and not other:
            tree, path = tree["commands"][one], [*path, one]
        else:
            other += 1
    if open_option:
        return _values(path, open_option)(line)
    if line.word.startswith("-") and not ended:
        return _options(line, tree, path)
    if tree["commands"]:
        return () if other else tree["commands"]
    return _ARGUMENTS.get(" ".join(path), _nothing)(line)


def _values(path: Sequence[str], option: str) -> _Values:
    return _VALUES.get(f"{' '.join(path)} {option}") or _VALUES.get(option, _nothing)


def _options(line: _Typed, tree: _Tree, path: Sequence[str]) -> Iterable[str]:
    """The options that are not given yet; behind `=` the values of the one that is typed."""
    name, sign, _ = line.word.partition("=")
    if sign:
        takes_value = tree["options"].get(name)
        return (f"{name}={one}" for one in (_values(path, name)(line) if takes_value else ()))
    given = {one.partition("=")[0] for one in (*line.before, *line.after)}
    return (one for one in (*tree["options"], "--help") if one not in given or tree["options"].get(one) == _REPEATS)


def _commands() -> _Tree:
    """Every command with its options; remembered, for it takes long to load them all."""
    from ave_cli.storage import toml_files

    folder = Path(__file__).parent
    files = sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.py"))
    key = f"{ave_cli.__version__} {files}"
    known = toml_files.recall_checked(folder)
    if known is None or known.get("key") != key:
        from ave_cli.cli.app import every_command

        known = {"key": key, "tree": every_command()}
        toml_files.remember_checked(folder, known)
    tree: _Tree = known["tree"]
    return tree


def _nothing(_line: _Typed) -> Iterable[str]:
    return ()


def _profile_of(line: _Typed) -> str:
    """The model that counts on this line, wherever it is named there."""
    from ave_cli.storage import library, toml_files

    name = line.named or os.environ.get(toml_files.VARIABLE, "").strip() or toml_files.remembered_profile()
    return name or library.index().default


def _models(line: _Typed) -> Iterator[str]:
    """The ids of the models that ship, and of those that were added."""
    from ave_cli.storage import library

    yield from library.index().ids()
    yield from _added(line)


def _added(line: _Typed) -> Iterator[str]:
    """The ids of the models that were added; with their versions where there are more, or one is typed."""
    from ave_cli.storage import library

    found = library.own_models()
    several = {one.id for one in found if len([other for other in found if other.id == one.id]) > 1}
    yield from (one.id for one in found if _OUR_NAME.fullmatch(one.id))
    names = (f"{one.id}@{one.version}" for one in found if one.id in several or "@" in line.word)
    yield from (one for one in names if _OUR_NAME.fullmatch(one))


def _of_model(kind: str) -> _Values:
    """What a model offers of one kind; remembered while its files are the same, for it takes long to read it whole."""

    def offered(line: _Typed) -> Iterable[str]:
        from ave_cli.storage import library, toml_files

        name = _profile_of(line)
        place = library.profile_file(name)
        memory = place.with_name("tab")
        known = toml_files.recall_checked(memory)
        if known is None or known.get("key") != _offers_key(place, known.get("base")):
            base = str(library.base_file(name) or "")
            known = {"base": base, "key": _offers_key(place, base), "offers": _read_model(name)}
            toml_files.remember_checked(memory, known)
        found: list[str] = known["offers"][kind]
        return found

    return offered


def _offers_key(place: Path, base: object) -> str:
    """What the offers of a model rest on: its files, that of the model that it extends, and this program."""
    found = hashlib.sha256(f"{ave_cli.__version__} {place}".encode("utf-8", "surrogateescape"))
    files = (place, *map(place.with_name, ("cases.toml", "journeys.toml")), *([Path(str(base))] if base else []))
    for one in files:
        with suppress(OSError):
            found.update(hashlib.sha256(one.read_bytes()).digest())
        found.update(b" ")
    return found.hexdigest()


def _read_model(name: str) -> Mapping[str, list[str]]:
    """What of a model can be typed: its phases, what can be explained, its cases, and its journeys."""
    from ave_cli.storage import library

    ruleset, place = library.load(name), library.profile_file(name).with_name("journeys.toml")
    profile, cases, journeys = ruleset.profile, list[str](), ["list"]
    with suppress(AveError):  # a file beside the model that is not right costs only what stands in it
        cases += [case.id for case in library.cases_of(name)]
    with suppress(AveError):
        found = library.read_raw(place, "journeys").get("journeys", ()) if place.is_file() else ()
        journeys += [str(one.get("id")) for one in found if isinstance(one, dict)]
    return {
        "phases": [*ruleset.ranks],
        "subjects": [
            *ruleset.ranks,
            *(role.id for role in profile.roles),
            *(criterion.id for criterion in profile.criteria),
            *profile.ask,
        ],
        "cases": cases,
        "journeys": journeys,
    }


def _notes(_line: _Typed) -> Iterator[str]:
    """The numbers and the names of the notes in one's own folder."""
    good, _ = _own_notes()
    yield from (str(number) for number, _ in enumerate(good, 1))
    yield from filter(_OUR_NAME.fullmatch, good)


def _notes_and_broken(line: _Typed) -> Iterator[str]:
    """The same, and the names of what has the name of a note and cannot be read."""
    yield from _notes(line)
    yield from filter(_OUR_NAME.fullmatch, _own_notes()[1])


def _own_notes() -> tuple[list[str], list[str]]:
    """The files of the notes in one's own folder as they are numbered, and those that are none.

    Remembered while the files are the same: to read a hundred of them takes longer than a TAB may.
    """
    from ave_cli.storage import folders, toml_files

    folder = folders.notes_folder()
    try:
        found = [(one.name, one.lstat()) for one in folders.names_in(folder) if one.match("ave-*.toml")]
    except (OSError, ValueError):
        return [], []
    seen = [[name, one.st_mtime_ns, one.st_ctime_ns, one.st_size] for name, one in found]
    known = toml_files.recall_checked(folder)
    if known is None or known.get("key") != ave_cli.__version__ or known.get("seen") != seen:
        from ave_cli.storage import notes

        listed = [(path.name, note is not None) for path, note, _ in notes.list_notes(None)]
        good, bad = ([name for name, is_good in listed if is_good is wanted] for wanted in (True, False))
        known = {"key": ave_cli.__version__, "seen": seen, "good": good, "bad": bad}
        toml_files.remember_checked(folder, known)
    return known["good"], known["bad"]


_Values = Callable[[_Typed], Iterable[str]]
_VALUES: Mapping[str, _Values] = {
    "--profile": _models,
    "--compare-with": _models,
    "--compare": _models,
    "--current-phase": _of_model("phases"),
    "--case": _of_model("cases"),
    "--journey": _of_model("journeys"),
    "--from": _notes,
    "profiles new --from": _models,
    "--paper": lambda _: ("A3", "A4"),
}
"""What fits behind an option; where it means something else in one command, behind that command with it."""
_ARGUMENTS: Mapping[str, _Values] = {
    "explain": _of_model("subjects"),
    "completion": lambda _: SCRIPTS,
    "notes show": _notes,
    "notes diff": _notes,
    "notes remove": _notes_and_broken,
    "profiles journey": _of_model("journeys"),
    "profiles remove": _added,
    **{f"profiles {one}": _models for one in ("show", "use", "check", "compare", "diff", "pack", "todo")},
}
"""What fits behind a command."""


def __getattr__(name: str) -> Any:
    """The command, made when it is typed: a TAB does not wait for what reads a command line."""
    if name != "app":
        raise AttributeError(name)
    import typer

    from ave_cli.cli.app import DutchTyper
    from ave_cli.terminal.streams import out

    made = DutchTyper()

    def completion(shell: str) -> None:
        out(completion_script(shell).rstrip("\n"))

    completion.__annotations__["shell"] = Annotated[str, typer.Argument(metavar=cli_text.SHELL_METAVAR, hidden=True)]
    made.command(help=cli_text.COMPLETION)(completion)
    return made
