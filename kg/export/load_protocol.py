"""A client of the SPARQL 1.1 Graph Store HTTP Protocol that is patient with servers and never shows a password."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx

from kg.errors import KgError, UsageError

USER, PASSWORD = "KG_STORE_USER", "KG_STORE_PASSWORD"
ATTEMPTS = 6
LONGEST_PAUSE = 30.0
_PASSING = {408, 425, 429, 500, 502, 503, 504, 507, 509}
_KNOWN = "Virtuoso's is /sparql-graph-crud-auth, Oxigraph's /store, Fuseki's /DATASET/data"


class GraphStore:
    """A Graph Store endpoint; use it as a context manager.

    Name and password come from the environment (``KG_STORE_USER``, ``KG_STORE_PASSWORD``) and are given, by digest or
    basic authentication, when the server asks. ``told`` hears, before each pause, what was wrong and how long it is.
    ``transport`` and ``sleep`` (seconds) are replaced in tests. Raises UsageError for an address that is none, or that
    holds a password.
    """

    def __init__(
        self, address: str, *, told: Callable[[str], None] = lambda text: None,
        transport: httpx.BaseTransport | None = None, sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self.address = checked_address(address)
        self._told = told
        self._sleep = sleep
        self._auth: httpx.Auth | None = None
        timeout = httpx.Timeout(300, connect=20)
        self._client = httpx.Client(timeout=timeout, transport=transport, headers={"User-Agent": "seccoop-kg"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def has(self, graph: str) -> bool:
        """Tell whether the server has this graph, without fetching it."""
        return self._ask("GET", graph, None, missing=True)

    def send(self, method: str, graph: str, triples: bytes) -> None:
        """PUT (replace) or POST (add to) a graph; ``triples`` is N-Triples in UTF-8. Raises KgError where it fails."""
        self._ask(method, graph, triples)

    def delete(self, graph: str) -> None:
        """Remove a graph; that there is none is no error."""
        self._ask("DELETE", graph, None, missing=True)

    def _ask(self, method: str, graph: str, body: bytes | None, *, missing: bool = False) -> bool:
        """Send a request until it is answered; return False where ``missing`` is allowed and nothing is there."""
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                response, text = self._once(method, graph, body)
            except httpx.TransportError as error:
                if last:
                    what = f"no answer after {ATTEMPTS} attempts: {type(error).__name__}: {error}"
                    raise KgError(what, self.address, _AGAIN) from error
                self._wait(f"no answer ({type(error).__name__}: {error})", _pause(attempt))
                continue
            if response.is_success:
                return True
            if missing and response.status_code == 404:
                return False
            if last or response.status_code not in _PASSING:
                raise _refusal(response, text, self.address)
            what = f"the server answers {response.status_code} {response.reason_phrase}".rstrip()
            self._wait(what, _pause(attempt, response.headers.get("Retry-After", "")))
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, what: str, seconds: float) -> None:
        self._told(f"{what}; trying again in {seconds:g} s")
        self._sleep(seconds)

    def _once(self, method: str, graph: str, body: bytes | None) -> tuple[httpx.Response, str]:
        response, text = self._exchange(method, graph, body)
        if response.status_code == 401 and self._auth is None and os.environ.get(USER):
            self._auth = _authentication(response)
            response, text = self._exchange(method, graph, body)
        return response, text

    def _exchange(self, method: str, graph: str, body: bytes | None) -> tuple[httpx.Response, str]:
        # Turtle is understood by more servers than N-Triples, and every N-Triples document is one.
        headers = {"Accept": "text/turtle"} if body is None else {"Content-Type": "text/turtle"}
        with self._client.stream(
            method, self.address, params={"graph": graph}, content=body, headers=headers, auth=self._auth
        ) as response:
            text = "" if response.is_success else next(response.iter_text(2000), "")
        return response, text


_AGAIN = "mend the connection or the server, then run the same command again: it goes on where it stopped"


def checked_address(address: str) -> str:
    """Return the address where it is one of http or https without name and password; raise UsageError elsewhere."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise UsageError(f"{error}", "--to", "give the address of a Graph Store endpoint") from error
    if url.userinfo:
        raise UsageError("the address holds a name or password", "--to", f"set {USER} and {PASSWORD} instead")
    if url.scheme not in {"http", "https"} or not url.host:
        raise UsageError(f"{address!r} is no http address", "--to", f"give the Graph Store endpoint; {_KNOWN}")
    return address


def checked_graph(iri: str) -> str:
    """Return the IRI where it is an absolute one in ASCII; raise UsageError elsewhere."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]+", iri):
        raise UsageError(f"{iri!r} is no absolute IRI", "--graph", "give one such as https://example.org/graph")
    return iri


def _authentication(response: httpx.Response) -> httpx.Auth | None:
    name, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    schemes = {value.split(" ", 1)[0].lower() for value in response.headers.get_list("WWW-Authenticate")}
    if "digest" in schemes:
        return httpx.DigestAuth(name, password)
    return httpx.BasicAuth(name, password) if "basic" in schemes else None


def _pause(attempt: int, wanted: str = "") -> float:
    """Return seconds to wait: what the server wants, else half a second, doubled with each attempt."""
    return min(float(wanted) if wanted.isascii() and wanted.isdigit() else 0.5 * 2**attempt, LONGEST_PAUSE)


def _refusal(response: httpx.Response, text: str, address: str) -> KgError:
    status = response.status_code
    said = " ".join(text.split())[:200]
    what = f"the server answers {status} {response.reason_phrase}".rstrip() + (f": {said}" if said else "")
    if status in {401, 403}:
        given = "check the values of" if os.environ.get(USER) else "set"
        step = f"{given} {USER} and {PASSWORD}, and that this user may write"
    elif status in {404, 405, 501}:
        step = f"check that this is a Graph Store endpoint; {_KNOWN}"
    elif response.is_redirect:
        step = f"give the address it points to: {response.headers.get('Location', '')}"
    elif status == 413:
        step = "raise the server's limit for the size of a request"
    else:
        step = _AGAIN
    return KgError(what, address, step)
