"""The house: what keeps the code the way a newcomer finds it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

import ave_cli
from ave_cli.cli.app import COMMANDS
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.questionnaire import next_question
from ave_cli.profile.facts import Answers, FactKind
from ave_cli.storage import library

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "ave_cli").rglob("*.py"))
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def names_of(node: ast.stmt) -> str:
    return node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""


def imports_of(module: ast.Module, modules: Mapping[str, Path], own: str) -> set[str]:
    """The modules of the package that a module imports, also inside a function."""
    found = set[str]()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("ave_cli"):
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found |= {name if name in modules else node.module for name in names}
    return found - {own}


def without_types(module: ast.Module) -> ast.Module:
    """A module without what it imports for the type checker alone."""
    kept = [
        node for node in module.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
    ]
    return ast.Module(body=kept, type_ignores=[])


def longest_chain(edges: Mapping[str, set[str]]) -> int:
    """Modules in the longest row in which each imports the next; there are no circles, a contract sees to that."""
    known: dict[str, int] = {}

    def length(module: str) -> int:
        if module not in known:
            known[module] = 1 + max((length(below) for below in edges.get(module, ())), default=0)
        return known[module]

    return max(map(length, edges))


def test_the_house_stays_as_small_as_it_is(record_property: Callable[[str, object], None]) -> None:
    """Five figures: modules with code, their size, imports of one, the longest chain, and names in two modules."""
    dotted = {
        path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES
    }
    modules = {name: path for path, name in dotted.items()}
    code = {path for path in MODULES if len(tree(path).body) > 1}
    lines = {dotted[path]: len(path.read_text(encoding="utf-8").splitlines()) for path in code}
    edges = {dotted[path]: imports_of(tree(path), modules, dotted[path]) for path in code}
    chain = longest_chain({dotted[path]: imports_of(without_types(tree(path)), modules, dotted[path]) for path in code})
    places = Counter(
        name for path in code for name in {names_of(node) for node in tree(path).body} if name[:1] not in ("", "_")
    )
    functions = {
        f"{dotted[path]}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in code
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    twice = sum(count > 1 for count in places.values()) / len(places)
    figures = {
        "modules": len(code),
        "largest module": max(lines.values()),
        "longest function": max(functions.values()),
        "imports a module": round(sum(map(len, edges.values())) / len(code), 2),
        "longest chain": chain,
        "names in two modules": f"{twice:.1%}",
    }
    for name, figure in figures.items():
        record_property(name, figure)
    print(figures)  # noqa: T201  # what it is for: `pytest -s`
    full = "the house is full: join what belongs together, or raise the limit with a reason under Decisions"
    assert len(code) <= 115, full
    assert [name for name, size in lines.items() if size > 500] == []
    assert [name for name, size in functions.items() if size > 40] == []
    assert sum(map(len, edges.values())) / len(code) <= 7.0, full
    assert chain <= 20, full
    assert twice < 0.05, sorted(name for name, count in places.items() if count > 1)


def test_a_docstring_explains_the_arguments_that_there_are() -> None:
    wrong = []
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                told = re.search(r"Args:\n((?: {4}.*\n?)+)", f"{ast.get_docstring(node) or ''}\n")
                named = re.findall(r"^ {4}(\w+):", told[1], re.MULTILINE) if told else []
                known = {one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
                wrong += [f"{path.name}: {node.name}: {one}" for one in named if one not in known]
    assert wrong == []


def test_only_a_few_modules_open_files() -> None:
    """One guard for what comes in, one writer for what goes out."""
    allowed = {"html.py", "library.py", "streams.py"}
    pattern = re.compile(r"(?<!os\.)\bopen\(|write_text|write_bytes|read_text")
    around = [path.name for path in MODULES if path.name not in allowed and pattern.search(path.read_text("utf-8"))]
    assert around == []


def test_nothing_goes_around_the_sanitiser() -> None:
    """Only one module writes to a stream, and rich gets no text that was not made printable."""
    pattern = re.compile(r"std(out|err)\.write|\bprint\(|from_markup|\bText\((?!\"\\n\"\)|printable)")
    allowed = {"streams.py"}
    around = [
        f"{path.name}: {line.strip()}"
        for path in MODULES
        if path.name not in allowed
        for line in path.read_text("utf-8").splitlines()
        if pattern.search(line) and "console.print(" not in line
    ]
    assert around == []


NOT_A_PHASE = {
    ("streams.py", "0"): "a value of ACCESSIBLE that means no",
    ("streams.py", "1"): "a value of PYTHONUTF8 that means yes",
    ("screen_prompt.py", "1"): "a setting of prompt_toolkit",
    ("prompt.py", "0"): "the key that is typed for none of these",
}


def test_no_python_knows_a_model_a_phase_or_a_fact() -> None:
    """A rule of a municipality never stands in Python: no text of the code is an id or a title of the data."""
    ids = {*library.index().ids()}
    for name in library.index().ids():
        ruleset = library.load(name)
        ids |= {
            *ruleset.facts,
            *(one.id for one in ruleset.profile.criteria),
            *(one.id for one in ruleset.profile.roles),
        }
        ids |= {holder.name for one in ruleset.profile.assignments for holder in one.holders}
        ids |= {ruleset.profile.title, ruleset.profile.title.upper(), *ruleset.ranks}
        ids |= {text for phase in ruleset.profile.phases for text in (phase.label, phase.title)}
    found = [
        f"{path.name}: {node.value}"
        for path in MODULES
        if "text" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ids
        if (path.name, node.value) not in NOT_A_PHASE
    ]
    assert found == []


def sentences(module: ast.Module) -> Iterator[str]:
    """Every sentence that stands in a module of texts: without capitals, signs and what is filled in."""
    nodes = list(ast.walk(module))
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    parts |= {id(node.value) for node in nodes if isinstance(node, ast.Expr)}  # docstrings
    for node in nodes:
        match node:
            case ast.JoinedStr(values=values):
                text = " ".join(str(part.value) for part in values if isinstance(part, ast.Constant))
            case ast.Constant(value=str(text)) if id(node) not in parts:
                text = re.sub(r"\{\w*\}", " ", text)
            case _:
                continue
        bare = re.sub(r"[\s.:;,?!'\"]+", " ", text).strip().lower()
        if len(bare) >= 18 and len(bare.split()) >= 3:
            yield bare


def test_a_dutch_sentence_stands_in_one_place() -> None:
    """Who changes a sentence changes one file; capitals, signs and what is filled in make no other sentence."""
    places = Counter(sentence for path in MODULES if "text" in path.parts for sentence in sentences(tree(path)))
    assert [sentence for sentence, count in places.items() if count > 1] == []
    assert len(places) > 1_000


LOOKED_UP = {
    ("ave_cli.explain.explain", "explain_text.PHASE_WORDS"): "what a person types in a question",
    ("ave_cli.explain.questions", "explain_text.METHOD"): "what a person types in a question",
    ("ave_cli.explain.questions", "answers_text.ARTICLES"): "what a person types in a question",
    ("ave_cli.explain.questions", "answers_text.PARTICLES"): "what a person types in a question",
}
"""Texts in which is looked up what came from outside; nothing that the program says itself is compared."""


def parts_outside_calls(node: ast.AST) -> Iterator[ast.AST]:
    """A node and what it is made of, without what is handed to a function and what a table gives for its keys."""
    yield node
    match node:
        case ast.Call() | ast.Attribute():
            return
        case ast.Dict(keys=keys):
            parts: Iterable[ast.AST] = (key for key in keys if key is not None)
        case _:
            parts = ast.iter_child_nodes(node)
    for part in parts:
        yield from parts_outside_calls(part)


def is_sentence(node: ast.AST, texts: Collection[str]) -> bool:
    """Whether it is a text of the text package, what an error says, or a sentence that is written out."""
    match node:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name)) if name in texts:
            return True
        case ast.Attribute(attr="hint" | "message") | ast.Call(func=ast.Name("str"), args=[ast.Name("error")]):
            return True
        case ast.Constant(value=str(text)):
            return len(text.split()) > 1
        case _:
            return False


def names_of_texts(module: ast.Module) -> Iterator[str]:
    """What a module imports of the text package, and what it puts together of that."""
    found = {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ave_cli.text")
        for alias in node.names
    }
    yield from found
    for node in module.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield from (name for part in parts_outside_calls(value) if is_sentence(part, found))
            case _:
                pass


def sentences_compared(module: ast.Module) -> Iterator[str]:
    """The sentences with which a module compares something."""
    texts = set(names_of_texts(module))
    for compared in ast.walk(module):
        if isinstance(compared, ast.Compare | ast.MatchValue):
            parts = parts_outside_calls(compared)
            yield from (ast.unparse(part) for part in parts if is_sentence(part, texts))


def test_no_code_compares_sentences() -> None:
    """Neither Dutch ones nor those of a library: changing a word never changes what the program does."""
    found = [
        (".".join(path.relative_to(ROOT).with_suffix("").parts), text)
        for path in MODULES
        if "text" not in path.parts
        for text in sentences_compared(tree(path))
    ]
    assert [one for one in found if one not in LOOKED_UP] == []
    assert [one for one in LOOKED_UP if one not in found] == []


@pytest.mark.parametrize(
    "code",
    [
        "from ave_cli.text import triage as triage_text\nif word == triage_text.NO: pass",
        "from ave_cli.text.triage import NO\nif word != NO: pass",
        "from ave_cli.text import explain as told\nSOME = (told.GAPS, told.CONFLICTS)\nif title in SOME: pass",
        "if error.hint != other: pass",
        "if 'unexpected extra' in str(error): pass",
        "if 'requires' in str(error): pass",
    ],
)
def test_a_sentence_that_is_compared_is_found(code: str) -> None:
    assert list(sentences_compared(ast.parse(code)))


def reaches_inside(module: ast.Module) -> Iterator[str]:
    """Where a module uses what is private of something else, imports that, or changes what it imported."""
    imported = set[str]()
    for node in ast.walk(module):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            imported |= {alias.asname or alias.name for alias in node.names}
            private = [name for name in names if name.startswith("_") and not name.startswith("__")]
            yield from (ast.unparse(node) for _ in private)
    for node in ast.walk(module):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=attr, ctx=ctx):
                if is_private(attr) and owner not in ("self", "cls"):
                    yield ast.unparse(node)
                if owner in imported and isinstance(ctx, ast.Store):
                    yield ast.unparse(node)
            case ast.Attribute(value=value, attr=attr) if is_private(attr):
                yield ast.unparse(value)
            case _:
                pass


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def test_one_module_steers_the_prompts_from_inside() -> None:
    """What is private of the two libraries is used in one module, and their minor versions are bounded."""
    questionary = [
        path for path in MODULES if re.search(r"^ *(from|import) questionary", path.read_text("utf-8"), re.M)
    ]
    assert [path.stem for path in questionary] == ["screen_prompt"]
    inside = {path.stem: list(reaches_inside(tree(path))) for path in MODULES if path.parent.name == "terminal"}
    assert {name for name, found in inside.items() if found} <= {"screen_prompt"}, inside
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    bounded = {re.split("[<>=]", line)[0] for line in needed if re.search(r"<\d+\.\d+", line)}
    assert bounded >= {"questionary", "prompt_toolkit"}


def test_the_readme_shows_every_command_and_the_changelog_is_open() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"ave {command}" in readme
    assert "pip install .\nave triage" in readme  # one a line: PowerShell has no other way
    assert "pip install -e '.[dev]' && pytest" in readme
    assert "ave triage --example" in readme
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in changes
    assert re.search(rf"^## \[{re.escape(ave_cli.__version__)}\] - \d{{4}}-\d\d-\d\d$", changes, re.MULTILINE)


def test_no_file_hides_characters() -> None:
    files = [*MODULES, *(ROOT / "profiles").rglob("*.toml")]
    assert [path.name for path in files if INVISIBLE.search(path.read_text(encoding="utf-8"))] == []


def test_the_vocabulary_can_be_asked() -> None:
    """Every option has words, every box a statement, and every fact says how one sees it."""
    facts = library.load(library.index().default).facts.values()
    for fact in facts:
        assert fact.label, fact.id
        assert fact.observe, fact.id
        assert set(fact.labels) == set(fact.options), fact.id
        assert len(fact.label) <= 32, fact.id
        assert not fact.screen or fact.kind is FactKind.YES_NO, fact.id


def test_an_ordinary_intake_takes_at_most_fifteen_screens() -> None:
    """The median over all cases of all models, with the current phase asked too; nine in ten take at most nineteen."""
    counts = []
    for name in library.index().ids():
        ruleset = library.load(name)
        for case in library.load_cases(name).cases:
            household, problems = read_answers(ruleset, case.answers, case.current_phase)
            assert problems == ()
            answers, count = Answers(given={}), 0
            while (question := next_question(ruleset, answers)) is not None:
                answers = answers.extended({fact.id: household.value(fact.id) for fact in question.facts})
                count += 1
            counts.append(count)
    counts.sort()
    assert counts[len(counts) // 2] <= 15
    assert counts[len(counts) * 9 // 10] <= 19
    assert counts[-1] <= 24
