"""Questions as they are typed: their words, and the phases and roles that they name."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from ave_cli.profile import Phase, Role, Ruleset, TransitionDirection, record
from ave_cli.text import answers as answers_text
from ave_cli.text import explain as explain_text

LONG = 5
"""Letters; in a shorter word every other word would be one typing error away."""
_SHORT = 3
"""Letters of a word that has no ending."""
_ALIKE = 0.9
"""How alike two long words are before a person would see it."""
_ENDINGS = {"en": 5, "s": 5, "e": 5}
"""Each ending with the letters that a word has at least that can lose it."""
_NO_VERB = "aeiouhs"
"""Before the t of a word that is no form of a verb."""
_SOFT = {"z": "s", "v": "f"}
"""What a letter is when the ending behind it is gone: huizen, huis."""


def fold(text: str) -> str:
    """Text without case, accents and signs, so that what differs only in these is equal."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    return " ".join(_WORDS.findall(plain))


_WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16_384)
def squeeze(text: str) -> str:
    """Folded text without its spaces: AVE3 is AVE 3."""
    return fold(text).replace(" ", "")


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A folded word without its ending, so that one and more of a thing are the same."""
    if len(word) <= _SHORT:
        return word
    if len(word) >= LONG and word.endswith("es"):
        word = word[:-1]
    for ending, least in _ENDINGS.items():
        if len(word) >= least and word.endswith(ending):
            word = word[: -len(ending)]
            if ending == "en" and word[-1] == word[-2]:
                word = word[:-1]
            break
    if len(word) > LONG and word.endswith("t") and word[-2] not in _NO_VERB:
        word = word[:-1]
    word = word[:-1] + _SOFT.get(word[-1:], word[-1:])
    return _LONG_VOWEL.sub(r"\1", word)


_LONG_VOWEL = re.compile(r"([aeou])\1")


def one_error(one: str, other: str) -> bool:
    """Whether two words are the same but for one typing error: a letter too many, too few, another, or two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, left = one[start:], other[start:]
    return (
        rest[1:] == left[1:]
        or rest[1:] == left
        or rest == left[1:]
        or (rest[:2] == left[1::-1] and len(left) > 1 and rest[2:] == left[2:])
    )


def _looks_meant(typed: str, meant: str) -> bool:
    """Whether a word with one error is what was meant: another letter must sound alike, or its key be beside it."""
    if not one_error(typed, meant):
        return False
    other = [pair for pair in zip(typed, meant, strict=False) if pair[0] != pair[1]]
    if len(typed) != len(meant) or len(other) != 1:
        return True
    return any(set(other[0]) <= set(group) for group in _MISTAKEN)


_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_MISTAKEN = (
    "aeiouyj",
    "cksz",
    "dt",
    "st",
    "sz",
    "vfw",
    "gh",
    "mn",
    *(row[at : at + 2] for row in _KEYS for at in range(9)),
)


def words_meant(typed: str, known: Iterable[str]) -> list[str]:
    """Which of these words is meant by a word: those that look so much like it that a person would see it."""
    if len(typed) <= LONG:
        return []
    alike = [one for one in known if len(one) > LONG and one[0] == typed[0]]
    near = [one for one in alike if _looks_meant(typed, one)]
    if near or len(typed) <= LONG + 2:
        return near
    best = max(((_likeness(typed, one), one) for one in alike), default=(0.0, ""))
    return [best[1]] if best[0] >= _ALIKE else []


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _carrying(text: str) -> list[str]:
    """The words of a text without its articles, so that gegevens te delen is gegevens delen."""
    return [word for word in fold(text).split() if word not in answers_text.ARTICLES]


class Speech:
    """The words that count as one; a word that belongs to a group is written as the first of the group."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._first: dict[tuple[str, ...], str] = {}
        for group in groups:
            for word in group:
                key = tuple(map(stem, _carrying(word)))
                if key:
                    self._first.setdefault(key, stem(squeeze(group[0])))
        for first in tuple(self._first.values()):
            self._first.setdefault((stem(first),), first)
        self._longest: dict[str, int] = {}
        self._typed: dict[str, str] = {}
        for key in self._first:
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text in their order, without their endings, each group of synonyms as one word."""
        whole = self._rejoined(_carrying(text))
        parts = [stem(word) for word in whole]
        found, at = [], 0
        while at < len(parts):
            taken, word = self._at(parts, at)
            self._typed.setdefault(word, " ".join(whole[at : at + taken]))
            found.append(word)
            at += taken
        return tuple(found)

    def _rejoined(self, words: list[str]) -> list[str]:
        """The words with what stands apart from its verb put behind it, where the two are one expression."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            if word in answers_text.PARTICLES:
                places.setdefault(word, []).append(at)
        for at, word in enumerate(words) if places else ():
            far = at + 2
            said = [one for one, seen in places.items() if seen[-1] >= far and (stem(word), stem(one)) in self._first]
            if said:
                later, particle = min((places[one][bisect_left(places[one], far)], one) for one in said)
                return [*words[: at + 1], particle, *words[at + 1 : later], *words[later + 1 :]]
        return words

    def loose(self, text: str) -> frozenset[str]:
        """The single words of a text, without their endings, also those that are part of an expression."""
        return frozenset(map(stem, _carrying(text)))

    def alone(self) -> tuple[tuple[str, str], ...]:
        """Each single word of a group, with the word that it counts as."""
        return tuple((key[0], first) for key, first in self._first.items() if len(key) == 1)

    def typed(self, word: str) -> str:
        """How a word was first written."""
        return self._typed.get(word, word)

    def _at(self, parts: Sequence[str], at: int) -> tuple[int, str]:
        longest = self._longest.get(parts[at])
        if longest is None:
            return 1, parts[at]
        for size in range(longest, 0, -1):
            first = self._first.get(tuple(parts[at : at + size]))
            if first is not None and at + size <= len(parts):
                return size, first
        return 1, parts[at]


_PART = 4
"""Letters of a part of the name of a role."""


@record
class Asked:
    """What was typed, taken apart."""

    typed: str
    phases: tuple[Phase, ...]
    start: tuple[str, ...]
    """Of two phases that are named, the ids of the first; one name can be of more phases. Else empty."""
    roles: tuple[Role, ...]
    words: tuple[str, ...]
    """All words that carry something, also those that name a phase or a role."""
    rest: tuple[str, ...]
    """Those that name neither and do not say what is asked."""
    direction: TransitionDirection | None
    to: bool
    """Whether the phase is where it goes."""
    asks: frozenset[str]
    """What is asked, by the keys of `answers_text.ASKS`."""
    unknown: tuple[str, ...] = ()
    """Those words of `rest` that nothing in the model mentions."""

    @property
    def names_method(self) -> bool:
        """Whether it has the name of the method."""
        return explain_text.METHOD in fold(self.typed).split()

    @property
    def asks_holders(self) -> bool:
        """Whether it names a phase and no difference, so that it is about who has the roles there."""
        two = "together" in self.asks or answers_text.DIFFERENCES & {*fold(self.typed).split()}
        return bool(self.phases) and not two

    @property
    def disagrees(self) -> bool:
        """Whether it is about a difference of opinion."""
        return "disagrees" in self.asks


def take_apart(ruleset: Ruleset, speech: Speech, text: str) -> Asked:
    """Read a question: its phases, its roles, what it asks and what is left."""
    words = speech.words(text)
    asks = {key for key, signs in answers_text.ASKS.items() if mentions(speech, words, signs)}
    fillers = empty_words(speech) | _numbers(words)
    phases, used, start = named_phases(ruleset, words)
    roles, named = _roles(ruleset, speech, words, in_part=bool(phases) or "who" in asks)
    # What somebody with a role does when it goes up or down is a question about the role.
    said = asks - set(_WAYS.values()) if roles and not phases else asks
    signs = {word for key in said for sign in answers_text.ASKS[key] for word in speech.words(sign)}
    direction = next((way for way, key in _WAYS.items() if key in asks), None)
    if "disagrees" in asks:
        fillers |= set(speech.words(answers_text.OPPONENTS))
    carrying = tuple(word for word in words if word not in fillers and word not in used)
    return Asked(
        typed=text,
        phases=phases,
        start=start,
        roles=roles,
        words=carrying,
        rest=tuple(word for word in carrying if word not in signs and word not in named),
        direction=direction,
        to=any(speech.words(sign)[0] in words for sign in answers_text.TOWARDS),
        asks=frozenset(asks),
    )


def _numbers(words: Sequence[str]) -> set[str]:
    """The numbers that count something, and so name no phase."""
    counted = set(map(stem, answers_text.COUNTED.split()))
    return {word for word, behind in pairwise(words) if word.isdigit() and behind in counted}


def empty_words(speech: Speech) -> frozenset[str]:
    """The words of a question that carry nothing."""
    return frozenset(word for filler in answers_text.FILLERS.split() for word in speech.words(filler))


_WAYS = {TransitionDirection.UP: "up", TransitionDirection.DOWN: "down"}


def mentions(speech: Speech, words: Sequence[str], signs: Iterable[str]) -> bool:
    """Whether one of these signs stands among the words of a question."""
    said = f" {' '.join(words)} "
    return any(f" {' '.join(speech.words(sign))} " in said for sign in signs)


def named_phases(ruleset: Ruleset, words: Sequence[str]) -> tuple[tuple[Phase, ...], frozenset[str], tuple[str, ...]]:
    """The phases that are named, the words that name them, and where there are more names what the first names.

    A name that the model has only parts of, such as 2 where there are 2A and 2B, names all of these.
    """
    found: dict[str, tuple[Phase, ...]] = {}
    counting = _numbers(words)
    for word in [one for one in words if one not in counting]:
        bare = word.removeprefix(answers_text.LABEL)
        same = [one for one in ruleset.profile.phases if squeeze(one.id) == bare or squeeze(one.label) == word]
        parts = [one for one in ruleset.profile.phases if bare[:1].isdigit() and squeeze(one.id).startswith(bare)]
        if same or parts:
            found[word] = tuple(same or parts)
    phases = dict.fromkeys(phase.id for named in found.values() for phase in named)
    first = next(iter(found.values()), ()) if len(found) > 1 else ()
    return (
        tuple(ruleset.phase(ruleset.rank(ident)) for ident in phases),
        frozenset(found),
        tuple(phase.id for phase in first),
    )


def _roles(
    ruleset: Ruleset, speech: Speech, words: Sequence[str], *, in_part: bool
) -> tuple[tuple[Role, ...], set[str]]:
    """The roles that are named by their title or their holder, or in part, as in 'de regie'; and the words for it."""
    found: dict[str, Role] = {}
    used: set[str] = set()
    for role in ruleset.profile.roles:
        called = (role.title, role.person, explain_text.holder_of(role.title))
        names = [speech.words(name) for name in called if name]
        for name in names:
            if name and set(name) <= set(words):
                found[role.id] = role
                used |= set(name)
    if not found and in_part:
        parts = [word for word in words if len(word) >= _PART and word not in empty_words(speech)]
        for role in ruleset.profile.roles:
            for word in parts:
                if stem(squeeze(role.title)).endswith(word) or word in speech.words(f"{role.title} {role.id}"):
                    found[role.id] = role
                    used.add(word)
    return tuple(found.values()), used
