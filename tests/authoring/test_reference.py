"""The reference of the format: complete, the same everywhere, and no stricter or looser than what checks a profile."""

from __future__ import annotations

import io
import json
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest

from ave_cli.__main__ import run
from ave_cli.authoring.starter_profile import profile_schema, reference, tables_of_the_format, words_of
from ave_cli.profile.conditions import (
    OPERATORS,
    All,
    AnyOf,
    AtLeast,
    Condition,
    Includes,
    Is,
    Leaf,
    Not,
    Ref,
    Threshold,
    condition_from,
)
from ave_cli.profile.facts import FactKind
from ave_cli.records import key_of
from ave_cli.storage import library
from ave_cli.text import problems as problems_text

ROOT = Path(__file__).parents[2]
BAD = sorted((ROOT / "tests" / "profile" / "bad_profiles").glob("*.toml"))
SHIPPED = library.index().ids()
TABLES = {table.id: table for table in library.load_format().tables}
GENERATED = "<!-- Wat hieronder staat"
ONE_SHAPE = {"actors", "agreements", "principles"}
"""Lists with the shape of another list."""


def schema() -> Any:
    return jsonschema.Draft7Validator(profile_schema(library.load_format()))


@pytest.mark.parametrize("name", sorted({*tables_of_the_format(), "conditions"} - ONE_SHAPE))
def test_every_key_and_every_word_is_explained_and_no_other(name: str) -> None:
    described = tables_of_the_format().get(name)
    fields = list(described.__dataclass_fields__.values()) if described else []
    assert set(TABLES[name].keys) == ({key_of(field.name) for field in fields} or set(OPERATORS))
    words = {key_of(field.name): set(words_of(field)) for field in fields if words_of(field)}
    assert {key: set(meanings) for key, meanings in TABLES[name].values.items()} == words


def test_every_example_is_toml() -> None:
    for section in reference(library.load_format()):
        tomllib.loads(section.example)


def conditions_in(raw: Any) -> Iterator[dict[str, Any]]:
    """Every condition in plain data: what stands in a key for one, or under a name."""
    for key, value in raw.items() if isinstance(raw, dict) else ():
        if key in ("when", "unless", "requires", "sooner", "concerns") and isinstance(value, dict):
            yield value
        elif key == "define":
            yield from value.values()
        else:
            yield from (one for part in (value if isinstance(value, list) else [value]) for one in conditions_in(part))


README = (ROOT / "profiles" / "README.md").read_text(encoding="utf-8").replace("\\", "")
SHOWN = [
    *(pytest.param(section.example, id=section.id) for section in reference(library.load_format())),
    *(
        pytest.param(found, id=f"readme {number}")
        for number, found in enumerate(re.findall(r"\| `(when = .+?|phase = .+?)` \|", README))
    ),
]


@pytest.mark.parametrize("example", SHOWN)
def test_every_condition_that_is_shown_holds_what_there_is(example: str) -> None:
    """An author copies an example: each fact and each option in it exists."""
    vocabulary = library.load_vocabulary()
    raw = tomllib.loads(example)
    facts = {fact.id: fact for fact in vocabulary.facts}
    for condition in conditions_in(raw):
        for leaf in leaves(condition_from(condition)):
            fact = facts[leaf.fact]
            for wanted in values_in(leaf):
                assert wanted in (True, False) if fact.kind is FactKind.YES_NO else wanted in fact.options, leaf


def leaves(condition: Condition) -> Iterator[Leaf]:
    match condition:
        case All() | AnyOf():
            for part in condition.parts:
                yield from leaves(part)
        case Threshold():
            for part in condition.parts:
                yield from leaves(part)
        case Not():
            yield from leaves(condition.part)
        case Is() | AtLeast() | Includes():
            yield condition
        case Ref():
            pass


def values_in(leaf: Leaf) -> tuple[Any, ...]:
    match leaf:
        case Is():
            return leaf.wanted if isinstance(leaf.wanted, tuple) else (leaf.wanted,)
        case Includes():
            return (leaf.option,)
        case _:
            return ()


def test_the_short_model_of_a_municipality_in_the_readme_is_whole(tmp_path: Path) -> None:
    """It is put over the region of the tests as it stands there, with the record that this region has."""
    shutil.copytree(ROOT / "tests" / "cli" / "from_document" / "merenland", tmp_path / "regio")
    (found,) = re.findall(r'```toml\n(kind = "profile"\nformat = 1\nid = "damstad".*?)```', README, re.DOTALL)
    (tmp_path / "damstad").mkdir()
    text = found.replace('id = "procesregie-2"', 'id = "regie-2"')
    (tmp_path / "damstad" / "profile.toml").write_text(text, encoding="utf-8")
    assert library.load(str(tmp_path / "damstad")).profile.title == "Damstad"


def printed_readme() -> str:
    """`profiles/README.md` with the reference that the program prints behind its mark."""
    written, mark, rest = (ROOT / "profiles" / "README.md").read_text(encoding="utf-8").partition(GENERATED)
    told, end, _ = rest.partition("-->\n\n")
    return f"{written}{mark}{told}{end}{said('format', '--full', '--markdown').replace('# De', '## De', 1)}"


def said(*words: str) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        assert run(["profiles", *words]) == 0
    return out.getvalue()


FILES: dict[str, Callable[[], str]] = {"README.md": printed_readme, "profile.schema.json": lambda: said("schema")}


@pytest.mark.parametrize("name", FILES)
def test_what_the_program_prints_of_a_model_stands_in_its_file(name: str) -> None:
    """`python -m tests.authoring.test_reference` writes both anew."""
    assert (ROOT / "profiles" / name).read_text(encoding="utf-8") == FILES[name]()


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_profiles_have_the_shape_of_the_schema(name: str) -> None:
    raw = tomllib.loads((library.root() / name / "profile.toml").read_text(encoding="utf-8"))
    assert [error.message for error in schema().iter_errors(raw)] == []


OF_SHAPE = re.compile(
    r"ontbreekt|hier hoort|past hier niet|hier niet bekend|mag niet leeg zijn$"
    r"|te (groot|klein|weinig|lang)|een id bestaat|precies één van"
)
"""What a shape can say; everything else is about references."""


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in BAD])
def test_the_schema_refuses_a_bad_profile_where_the_shape_is_wrong(path: Path, profile_over: Any) -> None:
    text = path.read_text(encoding="utf-8")
    without = tuple(line.partition(": ")[2] for line in text.splitlines() if line.startswith("# without: "))
    expected = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("# expect: ")]
    raw = json.loads(json.dumps(profile_over(text, without=without), default=lambda _: {"": None}))
    found = [error.message for error in schema().iter_errors(raw)]
    of_shape = [line for line in expected if OF_SHAPE.search(line) and not line.endswith(problems_text.PHASES_EMPTY)]
    assert bool(found) == bool(of_shape), (found, expected)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (None, "criteria"),
        ("criteria", "genoeg voor deze fase"),
        ("criteria.when", "voorwaarde"),
        ("when", "steps.when"),
        ("conditions", "at_least = { leefgebieden = 3 }"),
        ("samenwerking", "blijvend"),
        ("facts.toml", "gevaar_huisgenoten"),
    ],
)
def test_format_shows_a_table_a_key_or_a_fact(key: str | None, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "format", *([key] if key else []), "--plain"]) == 0
    assert words in " ".join(capsys.readouterr().out.split())


def test_an_unknown_key_is_refused_with_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["profiles", "format", "critera"]) == 2
    assert "bedoelde u 'criteria'?" in capsys.readouterr().err


def test_explain_shows_the_ids_of_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "vraag", "samenwerking", "--profile", "oss", "--plain"]) == 0
    assert "(blijvend)" in capsys.readouterr().out


if __name__ == "__main__":
    for name, printed in FILES.items():
        (ROOT / "profiles" / name).write_text(printed(), encoding="utf-8")
