"""Text, numbers, dates and addresses as RDF literals that every store reads alike."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from kg.rdf.vocabulary import XSD_ANYURI, XSD_DATE, XSD_DECIMAL, XSD_INTEGER

# C0 controls but tab, line feed and carriage return; DEL; surrogates; the noncharacters that XML forbids
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WEB = re.compile(r"https?://[^\s\x00-\x20<>\"{}|\\^`\ud800-\udfff]+", re.IGNORECASE)


def clean(text: str) -> str:
    """Return the text with each control character and lone surrogate replaced by a space, so offsets hold."""
    return _UNFIT.sub(" ", text)


def english(text: str) -> ox.Literal:
    """Return cleaned text tagged ``en``."""
    return ox.Literal(clean(text), language="en")


def plain(text: str) -> ox.Literal:
    """Return cleaned text as a plain string."""
    return ox.Literal(clean(text))


def integer(number: int) -> ox.Literal:
    """Return an ``xsd:integer``."""
    return ox.Literal(str(number), datatype=XSD_INTEGER)


def decimal(number: float) -> ox.Literal:
    """Return a canonical ``xsd:decimal`` of at most three places: 0.93, 1.0."""
    digits = f"{Decimal(str(number)).quantize(Decimal('0.001')):f}".rstrip("0")
    return ox.Literal(digits + "0" if digits.endswith(".") else digits, datatype=XSD_DECIMAL)


def day(when: date) -> ox.Literal:
    """Return an ``xsd:date``."""
    return ox.Literal(when.isoformat(), datatype=XSD_DATE)


def web_address(url: str) -> ox.Literal | None:
    """Return an ``xsd:anyURI`` for an http or https address, None for anything else."""
    return ox.Literal(url, datatype=XSD_ANYURI) if _WEB.fullmatch(url) and len(url) <= 2000 else None
