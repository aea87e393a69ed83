"""By what is a version of a profile known?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any


def fingerprint(profile: dict[str, Any], facts: Iterable[dict[str, Any]]) -> str:
    """`sha256:…` over a profile with its base and the facts it uses, as raw data; the order of keys is no matter.

    The facts used are those that it asks; its cases and its register do not count.
    """
    asked = set(profile.get("ask", ()))
    used = [fact for fact in facts if fact.get("id") in asked]
    text = json.dumps([profile, used], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
