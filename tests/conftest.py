"""What holds for every test: no clock decides, and a green run stays green."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings

# A busy machine is no bug: a property is about values, never about milliseconds.
_CALM: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("house", **_CALM, derandomize="CI" in os.environ)
settings.register_profile("deep", **_CALM, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))
