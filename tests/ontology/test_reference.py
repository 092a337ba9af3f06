"""The committed reference pages are what the Turtle gives, and name every term once."""

from __future__ import annotations

from tests.ontology.reference import PAGES, pages, terms
from tests.ontology.vocabulary import SC, local, ontology


def test_pages_are_up_to_date() -> None:
    assert {path.name: path.read_text(encoding="utf8") for path in PAGES.glob("*.md")} == pages()


def test_every_term_has_one_entry() -> None:
    found = [term for section in terms().values() for term in section]
    assert sorted(found) == sorted({term for term in ontology().subjects() if str(term).startswith(SC)})
    text = (PAGES / "ontology.md").read_text(encoding="utf8")
    assert all(text.count(f'<a id="{local(term)}"></a>') == 1 for term in found)
