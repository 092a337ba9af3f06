"""What the mention finders hand on: a span of tokens with what it may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from kg.gazetteer import Entry, Gazetteer
from kg.language.syntax import conjuncts


@dataclass(eq=False, slots=True)
class Found:
    """A mention in a Doc: tokens ``start`` to ``end`` (half-open, token indices) and what they may stand for.

    ``classes`` are the classes the words allow, likeliest first. ``kind`` is name, adjective, nominal, pronoun or
    collective; ``same`` holds the names that an apposition or copula equates it with. ``entry`` is the gazetteer's,
    ``state`` the ISO code that the text or the gazetteer gives, ``parent`` the mention of a body that this one belongs
    to. ``referents`` is filled by coreference: several for a collective.
    ``weak`` marks a description that stands for something only where it comes back to it ("the network").
    ``root`` keeps the head once it was asked for. ``suspect`` marks a person whom a relation of the text makes one.
    """

    doc: Doc
    start: int
    end: int
    classes: tuple[str, ...]
    kind: str
    entry: Entry | None = None
    state: str | None = None
    parent: Found | None = None
    lemma: str = ""
    count: int | None = None
    aliases: list[str] = field(default_factory=list)
    referents: list[int] = field(default_factory=list)
    same: list[Found] = field(default_factory=list)
    suspect: bool = False
    root: Token | None = None
    weak: bool = False

    @property
    def span(self) -> Span:
        """The tokens as a spaCy span."""
        return self.doc[self.start : self.end]

    @property
    def head(self) -> Token:
        """The syntactic head of the span."""
        if self.root is None:
            self.root = self.span.root
        return self.root

    @property
    def text(self) -> str:
        """The words of the mention, white space made single."""
        return " ".join(self.span.text.split())

    @property
    def named(self) -> bool:
        """Whether the mention is a proper name."""
        return self.kind == "name"


class Covering:
    """Which mention covers a token; of nested mentions the innermost named one, else the innermost.

    ``offences`` holds the mention of an offence for each of its words.
    """

    def __init__(self, doc: Doc, mentions: Iterable[Found]) -> None:
        self.by_token: list[Found | None] = [None] * len(doc)
        self.by_head: dict[int, Found] = {}
        self.offences: dict[int, Found] = {}
        for mention in sorted(mentions, key=lambda m: (m.kind != "nominal", -(m.end - m.start))):
            if mention.kind == "nominal":
                self.by_head.setdefault(mention.head.i, mention)
                if mention.classes[0] == "Offence":
                    self.offences.update((i, mention) for i in range(mention.start, mention.end))
            else:
                for i in range(mention.start, mention.end):
                    self.by_token[i] = mention

    def at(self, token: Token) -> Found | None:
        """Return the mention whose head or name the token belongs to."""
        return self.by_token[token.i] or self.by_head.get(token.i)


def overlaps(one: Found, other: Found) -> bool:
    """Whether two mentions share a token."""
    return one.start < other.end and other.start < one.end


def implied_state(doc: Doc, start: int, end: int, iso: str | None, gazetteer: Gazetteer) -> Found | None:
    """Return a mention of a state that the words imply without naming it ("FBI", "Assistant Attorney General")."""
    entry = gazetteer.state(iso)
    if entry is None:
        return None
    return Found(doc, start, end, ("State",), "adjective", entry=entry, state=entry.state)


def spread(token: Token, covering: Covering) -> Iterator[Found]:
    """Yield the mentions of a token and those coordinated with it."""
    for one in conjuncts(token):
        mention = covering.at(one)
        if mention is not None:
            yield mention
