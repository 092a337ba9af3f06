"""Content → IRIs. Every key is ASCII, stable between runs and machines, and under 200 characters."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

BASE = "https://w3id.org/seccoop/id/"
ONTOLOGY = "https://w3id.org/seccoop/ontology#"

_UNSAFE = re.compile(r"[^a-z0-9]+")


def digest(*parts: str, length: int = 8) -> str:
    """Return the first ``length`` hex digits of the SHA-256 of the parts, kept apart by U+001F."""
    return hashlib.sha256("\x1f".join(parts).encode("utf8")).hexdigest()[:length]


def slug(text: str, limit: int = 60) -> str:
    """Return an ASCII slug, at most ``limit`` characters; empty for a name without Latin letters or digits."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return _UNSAFE.sub("-", plain).strip("-")[:limit].rstrip("-")


def minted(kind: str, name: str, *scope: str) -> str:
    """Return ``kind/slug-hash`` for a name; ``scope`` (an article's key, a state) keeps equal names apart.

    The hash is over the case-folded, NFKC-normalised name, so spelling in another case gives the same key and a
    name whose slug is empty still gets one of its own.
    """
    normal = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    head = slug(name)
    tail = digest(kind, normal, *scope)
    return f"{kind}/{head}-{tail}" if head else f"{kind}/{tail}"


def article_key(sha256: str) -> str:
    """Return the key of the article with this content hash."""
    return f"article/{sha256[:16]}"


def span_key(sha256: str, start: int, end: int) -> str:
    """Return the key of a text span of an article, by code-point offsets."""
    return f"span/{sha256[:16]}-{start}-{end}"


def event_key(cls: str, roles: Iterable[tuple[str, str]], when: str) -> str:
    """Return the key of an event: a hash of its class, its (role, entity key) pairs and its dates.

    Two articles that give an event the same participants and dates tell of one event; participants that are only
    described have keys of their own in each article, so their events never merge by wording alone.
    """
    parts = sorted(f"{role}={key}" for role, key in roles)
    return f"event/{slug(cls)}-{digest(cls, *parts, when, length=16)}"


def claim_key(subject: str, relation: str, obj: str, factuality: str, event: str) -> str:
    """Return the key of a claim: a hash of its meaning, so that equal claims of two articles are one."""
    return f"claim/{digest(subject, relation, obj, factuality, event, length=20)}"
