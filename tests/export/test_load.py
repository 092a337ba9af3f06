"""A graph goes to a server as it is, is gone on with after a break, and what the server says reaches the user."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from kg.cli.main import main
from kg.errors import InputError, KgError, UsageError
from kg.export.files import export_all
from kg.export.load import NamedGraph, journal_of, load, open_graphs
from kg.export.load_protocol import ATTEMPTS, PASSWORD, USER, GraphStore
from kg.rdf.store import Store
from tests.builders_rdf import many

ADDRESS = "http://127.0.0.1:9/store"
GRAPHS = [NamedGraph(f"https://example.org/{name}", (f'<urn:{name}> <urn:p> "{name}" .\n',)) for name in "abc"]


class Server:
    """Keeps graphs in memory; ``trouble`` answers in its place, once for each of its items that is not None."""

    def __init__(self, *trouble: int | type[Exception] | None) -> None:
        self.graphs: dict[str, bytes] = {}
        self.trouble = list(trouble)
        self.asked: list[str] = []
        self.pauses: list[float] = []

    def store(self, told: Callable[[str], None] = lambda text: None) -> GraphStore:
        return GraphStore(ADDRESS, told=told, transport=httpx.MockTransport(self._answer), sleep=self.pauses.append)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        graph = request.url.params["graph"]
        self.asked.append(f"{request.method} {graph[-1]}")
        if self.trouble and (wrong := self.trouble.pop(0)) is not None:
            if isinstance(wrong, int):
                return httpx.Response(wrong, text="out\nof order", headers={"Retry-After": "7"} if wrong == 429 else {})
            raise wrong("broken", request=request)  # type: ignore[call-arg]
        if request.method == "GET":
            return httpx.Response(200 if graph in self.graphs else 404)
        if request.method == "DELETE":
            return httpx.Response(204 if self.graphs.pop(graph, None) else 404)
        before = self.graphs.get(graph, b"") if request.method == "POST" else b""
        self.graphs[graph] = before + request.content
        return httpx.Response(204)


def test_what_is_there_already_is_not_sent_again(tmp_path: Path) -> None:
    server, journal = Server(), tmp_path / "journal"
    report = load(GRAPHS, 3, server.store(), journal)
    assert (report.sent, report.triples, server.asked) == (3, 3, ["PUT a", "PUT b", "PUT c"])
    server.asked.clear()
    changed = [GRAPHS[0], NamedGraph(GRAPHS[1].iri, ('<urn:b> <urn:p> "new" .\n',))]
    report = load(changed, 2, server.store(), journal)
    assert (report.sent, report.unchanged, report.removed) == (1, 1, [GRAPHS[2].iri])
    assert server.asked == ["GET a", "PUT b", "DELETE c"]
    assert load(changed, 2, server.store(), journal, again=True).sent == 2


def test_a_break_is_gone_on_from(tmp_path: Path) -> None:
    server, journal = Server(None, None, *[httpx.ReadTimeout] * ATTEMPTS), tmp_path / "journal"
    with pytest.raises(KgError, match=r"no answer after 6 attempts.*run the same command again"):
        load(GRAPHS, 3, server.store(), journal)
    with journal.open("a") as file:
        file.write("0123 https://example.org/cut-o")  # a line that a kill cut off
    report = load(GRAPHS, 3, server.store(), journal)
    assert (report.sent, report.unchanged, report.removed) == (1, 2, [])
    assert len(server.graphs) == 3


def test_a_server_that_lost_everything_gets_everything(tmp_path: Path) -> None:
    server, journal = Server(), tmp_path / "journal"
    load(GRAPHS, 3, server.store(), journal)
    server.graphs.clear()
    assert load(GRAPHS, 3, server.store(), journal).sent == 3


def test_passing_trouble_is_waited_out_and_told(tmp_path: Path) -> None:
    server, told = Server(503, httpx.ConnectError, 429, 500), list[str]()
    assert load(GRAPHS, 3, server.store(told.append), tmp_path / "journal").sent == 3
    assert server.pauses == [0.5, 1.0, 7.0, 4.0]
    assert told == [
        "the server answers 503 Service Unavailable; trying again in 0.5 s",
        "no answer (ConnectError: broken); trying again in 1 s",
        "the server answers 429 Too Many Requests; trying again in 7 s",
        "the server answers 500 Internal Server Error; trying again in 4 s",
    ]


def test_a_journal_that_cannot_be_written_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    server = Server()
    with pytest.raises(KgError, match=r"journal of this load cannot be written: .* – copy the graph"):
        load(GRAPHS, 3, server.store(), tmp_path / "none" / "journal")
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "step"),
    [(400, "mend"), (401, f"set {USER}"), (403, PASSWORD), (404, "Graph Store endpoint"), (413, "limit"),
     (301, "points to")],
)  # fmt: skip
def test_a_refusal_is_told_with_what_to_do(
    status: int, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(USER, raising=False)
    server = Server(status)
    with pytest.raises(KgError, match=rf"{status} .*out of order – .*{step}") as caught:
        load(GRAPHS, 3, server.store(), tmp_path / "journal")
    assert (str(caught.value).startswith(ADDRESS), server.pauses) == (True, [])


@pytest.mark.parametrize("scheme", ["Basic", "Digest"])
def test_the_password_is_given_only_when_asked_for(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "secret")
    given: list[str] = []

    def guarded(request: httpx.Request) -> httpx.Response:
        given.append(request.headers.get("Authorization", "").split(" ")[0])
        challenge = f'{scheme} realm="r", nonce="n", qop="auth"'
        return httpx.Response(204) if given[-1] else httpx.Response(401, headers={"WWW-Authenticate": challenge})

    store = GraphStore(ADDRESS, transport=httpx.MockTransport(guarded))
    load(GRAPHS, 3, store, tmp_path / "journal")
    assert [given[0], *given[-2:]] == ["", scheme, scheme]


@pytest.mark.parametrize(
    "address", ["ftp://example.org", "example.org/store", "http://u:p@example.org/", "http://a:x/"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        GraphStore(address)


def test_large_graphs_go_in_batches_unless_they_have_blank_nodes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.export.load.BATCH", 2)
    lines = tuple(f'<urn:s> <urn:p> "{number}" .\n' for number in range(5))
    blank = (*lines, "_:b <urn:p> <urn:o> .\n")
    server = Server()
    load([NamedGraph("urn:x:a", lines), NamedGraph("urn:x:b", blank)], 2, server.store(), tmp_path / "journal")
    assert server.asked == ["PUT a", "POST a", "POST a", "PUT b"]
    assert server.graphs["urn:x:a"].decode() == "".join(lines)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with Store(tmp_path / "out" / "store") as store:
        for grounded in many(3):
            store.put(grounded)
        export_all(store, tmp_path / "out", ["ttl", "nq", "trig", "jsonld"])
    return tmp_path / "out"


def _graphs(path: Path, into: str | None = None) -> dict[str, set[str]]:
    with open_graphs(path, into) as (number, graphs):
        found = {graph.iri: set(graph.lines) for graph in graphs}
    assert number == len(found)
    return found


def test_a_folder_and_its_files_hold_the_same_graphs(out: Path) -> None:
    folder = _graphs(out)
    assert len(folder) == 4
    assert _graphs(out / "graph.nq") == _graphs(out / "graph.trig") == folder
    derived = next(iri for iri in folder if iri.endswith("derived"))
    assert list(folder)[-1] == derived
    assert _graphs(out / "graph.ttl") == _graphs(out / "graph.jsonld") == {derived: folder[derived]}
    one = {"https://example.org/g": folder[derived]}
    assert all(_graphs(path, "https://example.org/g") == one for path in (out, out / "graph.nq", out / "graph.ttl"))


@pytest.mark.parametrize(("name", "content"), [("none", None), ("x.csv", "a"), ("bad.ttl", "<a> ."), ("empty.nt", "")])
def test_what_holds_no_graph_is_bad_input(tmp_path: Path, name: str, content: str | None) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError), open_graphs(tmp_path / name):
        pass


def test_a_dry_run_lists_and_sends_nothing(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", str(out), "--to", ADDRESS, "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], len(lines)) == ("graph\ttriples", 5)
    assert not journal_of(out, f"{ADDRESS} ").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--to", "nowhere"], 2), (["--to", ADDRESS, "--graph", "a b"], 2), ([], 2), (["--to", ADDRESS], 1)],
)
def test_exit_codes(arguments: list[str], code: int, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleepless: Callable[[float], None] = lambda seconds: None  # noqa: E731
    monkeypatch.setattr("kg.export.load_protocol.time.sleep", sleepless)
    monkeypatch.setattr("kg.export.load_protocol._pause", lambda *_: 0.0)
    assert main(["load", str(out), *arguments]) == code
