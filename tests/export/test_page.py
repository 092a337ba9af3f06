"""The page in a real browser: it shows each claim's sentence, runs nothing it was given, and asks no host."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from kg.export.page import render_page, write_page
from kg.export.view import EdgeView, NodeView
from kg.model import Article, Factuality
from kg.rdf.store import Store
from tests import builders_rdf
from tests.builders_rdf import reading
from tests.export.page_demo import demo, edge, node
from tests.needs import need

ROOT = Path(__file__).parents[2]
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), "")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
HOSTILE = [
    "</script><script>window.ran=1</script>", "<img src=x onerror=window.ran=1>", "<!--<script>", "__proto__",
    "constructor",
    "<a href='javascript:window.ran=1'>href</a>", "\"'`onclick=window.ran=1 ", "{{ 7 * 7 }}{% raw %}", "\u202etxt.exe",
    "المديرية العامة للأمن الوطني", "🚓 police 🇲🇦", "line\u2028separator\u2029", "toString",
    "lone \ud800 surrogate", "\x00\x07",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Return a running Chromium."""
    need(bool(CHROMIUM) and find_spec("playwright") is not None, "Chromium and the package playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Return a function that opens a page; afterwards there must be no error, dialog or request to a host."""
    problems: list[str] = []
    contexts = []

    def open_page(nodes: list[NodeView], edges: list[EdgeView], title: str = "Claims", **options: Any) -> Any:
        path = tmp_path / "graph.html"
        path.write_bytes(render_page(nodes, edges, title).encode("utf-8", "replace"))
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce", **options)
        contexts.append(context)

        def check(route: Any) -> None:
            if route.request.url == path.as_uri():
                route.continue_()
            else:
                problems.append(f"request: {route.request.url}")
                route.abort()

        context.route("**/*", check)
        page = context.new_page()
        page.on(
            "console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.goto(path.as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_function("window.kgPage && window.kgPage.ready")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def click_graph(page: Any, script: str) -> None:
    """Click the point of the graph that a script gives in the graph's own coordinates."""
    page.wait_for_timeout(250)
    point = page.evaluate(f"kgPage.network.canvasToDOM({script})")
    home = page.locator("#graph").bounding_box()
    page.mouse.click(home["x"] + point["x"], home["y"] + point["y"])


def shown(page: Any) -> dict[str, list[int]]:
    """Return the numbers of the nodes and edges that are shown."""
    result: dict[str, list[int]] = page.evaluate("kgPage.shown()")
    return result


MOROCCO = node("state", "Morocco", ("State", "Party", "Entity"), ("the kingdom",))
SUSPECT = node("person", "Mohamed Omrah", ("Suspect", "Person", "Entity"))
FRANCE = node("state", "France", ("State",))
SMALL = (
    [MOROCCO, SUSPECT, FRANCE],
    [
        edge(0, MOROCCO, "arrested", SUSPECT, sentence="The kingdom arrested Mohamed Omrah on Monday.", confidence=0.9),
        edge(1, FRANCE, "requestedExtraditionOf", SUSPECT, "Denied", confidence=0.4),
        edge(2, MOROCCO, "cooperatesWith", FRANCE, "Planned", symmetric=True, confidence=0.7),
    ],
)


def test_click_on_an_edge_shows_its_sentence_article_and_factuality(show: Any) -> None:
    page = show(*SMALL)
    click_graph(page, "kgPage.along(0, 0.5)")
    panel = page.locator("#panel")
    assert panel.locator("blockquote").inner_text() == "The kingdom arrested Mohamed Omrah on Monday."
    assert panel.locator("mark.subject").inner_text() == "The kingdom"
    assert panel.locator("mark.object").inner_text() == "Mohamed Omrah"
    link = panel.locator(".read a")
    assert (link.inner_text(), link.get_attribute("href")) == (
        "Report number 0 on cooperation",
        "https://news.example/0",
    )
    assert "noopener" in link.get_attribute("rel")
    for expected in ("asserted", "0.90", "The Daily Example · 2026-01-12", "passive-with-agent", "characters 81–126"):
        assert expected in panel.inner_text()


def test_click_on_a_node_lists_its_claims_which_lead_to_their_sentences(show: Any) -> None:
    page = show(*SMALL)
    at = [each.iri for each in sorted(SMALL[0], key=lambda each: each.iri)].index(SUSPECT.iri)
    click_graph(page, f"kgPage.network.getPosition({at})")
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "Mohamed Omrah"
    assert "Suspect, Person" in panel.inner_text() and "An article calls this person" in panel.inner_text()
    assert panel.locator(".mine li").count() == 2
    panel.locator(".mine button", has_text="requested extradition of").click()
    assert "France requestedExtraditionOf" in panel.locator("blockquote").inner_text()
    assert "denied" in panel.inner_text()
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_legend_hides_and_shows_a_class_by_mouse_and_keyboard(show: Any) -> None:
    page = show(*SMALL)
    entry = page.get_by_role("button", name="State")
    entry.click()
    assert entry.get_attribute("aria-pressed") == "false"
    assert len(shown(page)["nodes"]) == 1 and shown(page)["edges"] == []
    entry.focus()
    page.keyboard.press("Enter")
    assert len(shown(page)["nodes"]) == 3 and shown(page)["edges"] == [0, 1, 2]


def test_factuality_relation_and_confidence_filters(show: Any) -> None:
    page = show(*SMALL)
    page.get_by_role("button", name="denied").click()
    assert shown(page)["edges"] == [0, 2]
    page.get_by_label("arrested").uncheck()
    assert shown(page)["edges"] == [2]
    assert "1 of 3 claims shown" in page.locator("#shown").inner_text()
    page.locator("#reset").click()
    assert shown(page)["edges"] == [0, 1, 2]
    page.locator("#confidence").fill("0.8")
    assert shown(page)["edges"] == [0]
    assert len(shown(page)["nodes"]) == 2


def test_search_finds_any_name_and_selects(show: Any) -> None:
    page = show(*SMALL)
    page.locator("#search").fill("KINGDÓM")
    assert page.get_by_role("option").all_inner_texts() == ["the kingdom → Morocco\n2"]
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Morocco"
    page.locator("#search").fill("nobody")
    assert page.get_by_role("option").count() == 0
    assert "No entity has this name" in page.locator("#found").inner_text()


def test_parallel_edges_and_loops_are_apart_and_all_labelled(show: Any) -> None:
    relations = ["arrested", "accused", "praised", "visited", "attacked", "sanctioned"]
    edges = [
        edge(at, *((MOROCCO, name, FRANCE) if at % 2 else (FRANCE, name, MOROCCO))) for at, name in enumerate(relations)
    ]
    page = show([MOROCCO, FRANCE], [*edges, edge(6, FRANCE, "praised", FRANCE), edge(7, FRANCE, "accused", FRANCE)])
    page.wait_for_timeout(300)
    middles = page.evaluate("[0,1,2,3,4,5,6,7].map((id) => kgPage.network.canvasToDOM(kgPage.along(id, 0.5)))")
    apart = [
        ((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5 for at, a in enumerate(middles) for b in middles[:at]
    ]
    assert min(apart) > 8
    boxes = page.evaluate("kgPage.labels()")
    assert {box["id"] for box in boxes if box["kind"] == "edge"} >= set(range(6))
    for at, a in enumerate(boxes):
        for b in boxes[:at]:
            apart_x = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
            assert apart_x or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"], (a["text"], b["text"])


def test_hostile_text_is_shown_and_not_run(show: Any) -> None:
    nodes = [
        NodeView(
            iri=text,
            label=text,
            classes=(text, "State"),
            alt_labels=(f"{text} alias",),
            same_as=("javascript:window.ran=1",),
        )
        for text in HOSTILE
    ]
    urls = [
        "javascript:window.ran=1",
        "JaVaScRiPt:window.ran=1",
        "data:text/html,<script>window.ran=1</script>",
        "https://ok.example/",
    ]
    edges = [
        replace(
            edge(at, nodes[at], text, nodes[at - 1], text, sentence=text * 2, title=text, url=urls[at % 4]),
            attributed_to=(text,),
        )
        for at, text in enumerate(HOSTILE)
    ]
    page = show(nodes, edges, title=HOSTILE[0])
    assert page.locator("h1").inner_text() == HOSTILE[0]
    page.locator("#claims summary").click()
    rows = page.locator("#table tbody tr")
    rows.first.wait_for()
    assert rows.count() == len(HOSTILE)
    for at in range(len(HOSTILE)):
        rows.nth(at).locator("button").click()
        shown_text = page.locator("#panel blockquote").text_content()
        assert "\ud800" in HOSTILE[at] or shown_text == HOSTILE[at] * 2
        page.locator("#panel .statement button").first.click()
        assert page.locator("#panel h2").count() == 1
    page.locator("#search").fill("script")
    assert page.get_by_role("option").count() >= 2
    assert page.evaluate("window.ran") is None
    addresses = page.evaluate("[...document.querySelectorAll('a')].map((a) => a.href)")
    assert set(addresses) == {"https://ok.example/"}
    assert page.evaluate("({}).label") is None
    assert page.locator("img, iframe, object").count() == 0


def test_without_script_the_claims_are_a_table(show: Any) -> None:
    page = show(*SMALL, java_script_enabled=False)
    assert "needs JavaScript" in page.locator("body").inner_text()
    assert "The kingdom arrested Mohamed Omrah on Monday." in page.locator("body").inner_text()


def test_two_thousand_nodes_are_ready_in_seconds(show: Any) -> None:
    nodes, edges = demo(people=1900)
    assert len(nodes) > 2000
    page = show(nodes, edges)
    times = [page.evaluate("performance.now()")]
    for _ in range(2):  # the best of three, for other work on the machine
        page.reload()
        page.wait_for_function("window.kgPage && window.kgPage.ready")
        times.append(page.evaluate("performance.now()"))
    assert min(times) < 5000
    assert len(shown(page)["nodes"]) == len(nodes)


def test_no_data_is_a_page_too(show: Any) -> None:
    page = show([], [])
    assert "0 entities" in page.locator(".counts").inner_text()


def test_same_claims_give_the_same_bytes_in_any_order_and_process() -> None:
    nodes, edges = demo()
    page = render_page(nodes, edges)
    assert render_page(nodes[::-1], edges[::-1]) == page
    code = (
        "from tests.export.page_demo import demo; from kg.export.page import render_page; print(render_page(*demo()))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONUTF8": "1"},
    )
    assert other.stdout.decode("utf8") == page + "\n"


def test_a_store_becomes_a_page_which_replaces_the_file_there(tmp_path: Path) -> None:
    article = Article("a-1", "Morocco arrested Mohamed Omrah. It is so.", "A report", url="https://news.example/a")
    triples = [(0, "arrested", 1, Factuality.ASSERTED, 0.9, "subject-verb-object", None)]
    path = tmp_path / "graph.html"
    path.write_text("before")
    with Store(tmp_path / "store") as store:
        store.put(reading(article, [builders_rdf.MOROCCO, builders_rdf.person("Mohamed Omrah")], triples))
        write_page(store, path, "Title")
    page = path.read_text("utf8")
    assert "Morocco arrested Mohamed Omrah." in page and "<title>Title</title>" in page
    assert str(tmp_path) not in page
    assert sorted(each.name for each in tmp_path.iterdir() if "store" not in each.name) == ["graph.html"]


def test_the_policy_allows_own_script_only_and_the_licence_stays() -> None:
    page = render_page(*demo())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1] or "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1] and "http" not in policy[1]
    assert "vis.js may be distributed under either license" in page and "@license" in page
    assert "sourceMappingURL" not in page


def test_an_edge_to_an_unknown_node_is_an_error() -> None:
    with pytest.raises(KeyError):
        render_page([MOROCCO], [edge(0, MOROCCO, "arrested", SUSPECT)])


def test_data_block_is_json_without_markup() -> None:
    page = render_page([NodeView(iri="x", label="</script>\u2028&", classes=())], [])
    block = page.split('id="data">')[1].split("</script>")[0]
    assert not re.search("[<>&\u2028\u2029]", block)
    assert json.loads(block)["nodes"][0]["label"] == "</script>\u2028&"
