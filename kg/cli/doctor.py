"""``kg doctor``: is everything there that a build needs?"""

from __future__ import annotations

from typing import Any

from kg.cli.console import message_console, print_json, print_table
from kg.cli.options import Debug, Json
from kg.errors import ExitCode


def doctor_command(json: Json = False, debug: Debug = False) -> int:
    """Show versions, where the language pipeline and the ontology lie, and what is missing; exits with 1 if any is."""
    from kg.engine.diagnosis import diagnose

    report = diagnose()
    if json:
        print_json(report)
    else:
        print_table(("part", "state"), _rows(report))
        for item in report["missing"]:
            message_console().print(f"missing: {item['what']} – {item['next_step']}")
    return ExitCode.OK if report["healthy"] else ExitCode.FAILED


def _rows(report: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [("kg", report["kg"]), ("python", report["python"])]
    rows += [(name, version or "missing") for name, version in report["packages"].items()]
    for part in ("pipeline", "ontology"):
        for key, value in report[part].items():
            if isinstance(value, dict):
                rows += [(f"{part} {name}", "present" if there else "missing") for name, there in value.items()]
            else:
                rows.append((f"{part} {key}", str(value)))
    return [
        *rows,
        *((f"{name} (optional)", "present" if there else "absent") for name, there in report["programs"].items()),
    ]
