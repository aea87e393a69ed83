"""What holds for every test: no clock decides, a green run stays green, and a round of the quiz by hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from hypothesis import HealthCheck, settings

from ave_cli.quiz.material import Option, QuestionKind, QuizQuestion

pytest_plugins = ["tests.tiny_world"]

# A busy machine is no bug: a property is about values, never about milliseconds.
_CALM: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("house", **_CALM, derandomize="CI" in os.environ)
settings.register_profile("quick", **_CALM, max_examples=10)
settings.register_profile("deep", **_CALM, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def _question(name: str, kind: QuestionKind, story: str, right: str) -> QuizQuestion:
    texts = {"A": "AVE x", "B": "AVE y", "C": "AVE z"}
    return QuizQuestion(
        id=f"{kind.value}:{name}",
        kind=kind,
        level=2,
        profile="ergens",
        story=story,
        invented=True,
        text=f"Wat klopt hier, {name}?",
        options=tuple(
            Option(key=key, text=text, right=key == right, why="daarom" if key == right else f"{key} mist iets")
            for key, text in texts.items()
        ),
        explanation="Dit geeft de doorslag.",
        statements=("ERG-001",),
        sources=("Handboek, paragraaf 1 [ERG-001]",),
        answers={"vraag": True},
    )


@pytest.fixture(scope="session")
def asked() -> tuple[QuizQuestion, ...]:
    """Three questions made by hand: right are A, B and A; the second is about no household."""
    return (
        _question("een", QuestionKind.PHASE, "Een man woont alleen.", "A"),
        _question("twee", QuestionKind.STATEMENT, "", "B"),
        _question("drie", QuestionKind.PHASE, "Een vrouw woont alleen.", "A"),
    )


def _folder_of(variable: str, otherwise: Path) -> Callable[..., Path]:
    return lambda *names, **_: Path(os.environ.get(variable, otherwise), *names)


@pytest.fixture(autouse=True, scope="session")
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of who runs the tests is read or written; what was checked is remembered once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("HOME", str(home))
        for name in ("STATE", "CONFIG", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.delenv("AVE_PROFILE", raising=False)
        # hundreds of runs of the program would each compile all of it
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        if os.name == "nt":  # the folders of a user are asked of the system there, and are those of who runs the tests
            user = tmp_path_factory.mktemp("user")
            for name in ("state", "config", "cache", "documents"):
                variable = "XDG_" + name.upper() + ("_DIR" if name == "documents" else "_HOME")
                patch.setattr(platformdirs, f"user_{name}_path", _folder_of(variable, user / name))
        yield
