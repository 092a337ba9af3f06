"""What goes wrong, said so that a person can act on it: what, where and the next step; and the exit codes of ``kg``."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line."""

    OK = 0
    FAILED = 1
    USAGE = 2
    BAD_INPUT = 3
    VIOLATIONS = 4
    PARTIAL = 5
    INTERRUPTED = 130


class KgError(Exception):
    """Base of every error a user can do something about.

    ``what`` says what is wrong, with the offending value, ``where`` names the file and line, ``next_step`` what to do
    about it.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, what: str, where: str = "", next_step: str = "") -> None:
        super().__init__(what, where, next_step)
        self.where = where
        self.what = what
        self.next_step = next_step

    def __str__(self) -> str:
        message = f"{self.where}: {self.what}" if self.where else self.what
        return f"{message} – {self.next_step}" if self.next_step else message


class UsageError(KgError):
    """The command was given options or arguments that make no sense together."""

    exit_code = ExitCode.USAGE


class InputError(KgError):
    """Nothing could be read from what was given."""

    exit_code = ExitCode.BAD_INPUT


class QueryError(KgError):
    """A SPARQL query is malformed, or asks for something that a read-only query may not do."""

    exit_code = ExitCode.BAD_INPUT
