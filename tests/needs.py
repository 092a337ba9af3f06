"""What a test needs beyond the checkout: it is skipped without it, and fails where everything must be there."""

from __future__ import annotations

import os

import pytest


def need(condition: bool, what: str) -> None:
    """Skip the test unless the condition holds; fail instead where KG_REQUIRE_INTEGRATION=1 is set."""
    if condition:
        return
    if os.environ.get("KG_REQUIRE_INTEGRATION") == "1":
        pytest.fail(f"needs {what}, and KG_REQUIRE_INTEGRATION=1 is set")
    pytest.skip(f"needs {what}")
