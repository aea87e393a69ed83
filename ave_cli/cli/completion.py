"""`ave completion`: what a shell offers behind a TAB."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import ave_cli
from ave_cli.errors import AveError, UsageError
from ave_cli.safe_text import typed_number
from ave_cli.text import cli as cli_text

_MOST_WORDS = 9_999
_BASH = """_ave() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    [ -n "$line" ] && COMPREPLY+=("$line")
  done < <(ave _complete "$COMP_CWORD" "${COMP_WORDS[@]}" 2>/dev/null)
}
complete -o default -F _ave ave
"""
_ZSH = """#compdef ave
_ave() {
  local -a found
  found=(${(f)"$(ave _complete $((CURRENT - 1)) "${words[@]}" 2>/dev/null)"})
  if (( ${#found} )); then compadd -a found; else _files; fi
}
compdef _ave ave
"""
_FISH = """function __ave
  ave _complete (count (commandline -opc)) (commandline -opc) (commandline -ct) 2>/dev/null
end
complete -c ave -a '(__ave)'
"""
_POWERSHELL = """Register-ArgumentCompleter -Native -CommandName ave -ScriptBlock {
  param($word, $ast, $position)
  $before = $ast.CommandElements | Where-Object { $_.Extent.StartOffset -lt $position }
  $words = @($before | ForEach-Object { $_.ToString() })
  $place = if ($word) { $words.Count - 1 } else { $words.Count }
  ave _complete $place @words 2>$null | Where-Object { $_ -like "$word*" } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
"""
SCRIPTS: Mapping[str, str] = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}

_OUR_NAME = re.compile(r"[\w.-]+")
"""What no shell reads as anything but a name."""
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


def fitting(words: Sequence[str]) -> list[str]:
    """What fits at a place on a command line; nothing where only the shell knows, such as for a file.

    Args:
        words: the place of the word that is typed, counted from 0, and all words, the program first.
    """
    place = (typed_number(words[0], _MOST_WORDS) if words else 0) or 0
    typed = [*words[1:], ""]
    before, word = typed[1 : max(place, 1)], typed[min(place, len(typed) - 1)]
    with suppress(AveError):
        return [one for one in dict.fromkeys(_offered(before, word)) if one.startswith(word)]
    return []


def _offered(before: Sequence[str], word: str) -> Iterable[str]:
    tree = _commands()
    path: list[str] = []
    for one in before:
        if one in tree["commands"]:
            tree, path = tree["commands"][one], [*path, one]
    last = before[-1] if before else ""
    if tree["options"].get(last):
        return (_VALUES.get(f"{' '.join(path)} {last}") or _VALUES.get(last, _nothing))(before)
    if word.startswith("-"):
        return [*tree["options"], "--help"]
    if tree["commands"]:
        return tree["commands"] if len(path) == len(before) else ()
    return _ARGUMENTS.get(" ".join(path), _nothing)(before)


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


def _nothing(_before: Sequence[str]) -> Iterable[str]:
    return ()


def _profile_of(before: Sequence[str]) -> str:
    """The model that counts on this line."""
    from ave_cli.cli.options import chosen_name, default_name

    named = [before[place + 1] for place, one in enumerate(before[:-1]) if one == "--profile"]
    return chosen_name(*named) or default_name()


def _models(_before: Sequence[str]) -> Iterator[str]:
    """The ids of the models that ship, and of those that were added."""
    from ave_cli.storage import library

    yield from library.index().ids()
    yield from (one.id for one in library.own_models() if _OUR_NAME.fullmatch(one.id))


def _phases(before: Sequence[str]) -> Iterable[str]:
    from ave_cli.storage import library

    return library.load(_profile_of(before)).ranks


def _subjects(before: Sequence[str]) -> Iterator[str]:
    """What can be explained by its id."""
    from ave_cli.storage import library

    ruleset = library.load(_profile_of(before))
    yield from ruleset.ranks
    yield from (role.id for role in ruleset.profile.roles)
    yield from (criterion.id for criterion in ruleset.profile.criteria)
    yield from ruleset.profile.ask


def _cases(before: Sequence[str]) -> Iterable[str]:
    from ave_cli.storage import library

    return (case.id for case in library.cases_of(_profile_of(before)))


def _journeys(before: Sequence[str]) -> Iterator[str]:
    """The journeys that stand beside a model, by their id; and the word for a list of them."""
    from ave_cli.storage import library

    yield "list"
    place = library.profile_file(_profile_of(before)).with_name("journeys.toml")
    if place.is_file():
        raw = library.read_raw(place, "journeys")
        yield from (str(one.get("id")) for one in raw.get("journeys", ()) if isinstance(one, dict))


def _notes(_before: Sequence[str]) -> Iterator[str]:
    """The numbers and the names of the notes in one's own folder."""
    from ave_cli.storage import notes

    folder = notes.default_folder()
    found = sorted(path.name for path in folder.glob("ave-*.toml")) if folder.is_dir() else []
    names = [name for name in found if _OUR_NAME.fullmatch(name)]
    yield from (str(number) for number, _ in enumerate(names, 1))
    yield from names


_Values = Callable[[Sequence[str]], Iterable[str]]
_VALUES: Mapping[str, _Values] = {
    "--profile": _models,
    "--compare-with": _models,
    "--compare": _models,
    "--current-phase": _phases,
    "--case": _cases,
    "--journey": _journeys,
    "--from": _notes,
    "profiles new --from": _models,
    "--paper": lambda _: ("A3", "A4"),
}
"""What fits behind an option; where it means something else in one command, behind that command with it."""
_ARGUMENTS: Mapping[str, _Values] = {
    "explain": _subjects,
    "completion": lambda _: SCRIPTS,
    "notes show": _notes,
    "notes diff": _notes,
    "notes remove": _notes,
    "profiles journey": _journeys,
    **{f"profiles {one}": _models for one in ("show", "use", "check", "compare", "diff", "remove", "pack", "todo")},
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
