"""What the page is put together from: template, script and style files, vis-network, and the policy's hashes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pyvis.network  # type: ignore[import-untyped, unused-ignore]
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"

_STYLES = ("page.css",)
_SCRIPTS = (
    "data.js",
    "theme.js",
    "network.js",
    "labels.js",
    "filters.js",
    "panel.js",
    "search.js",
    "table.js",
    "main.js",
)
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def page_environment() -> Environment:
    """Return the Jinja environment of the page, autoescape on, with its script and style and the hashes of both.

    vis-network is the copy that pyvis brings along, its licence notice included.
    """
    bundled = Path(pyvis.network.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    library = re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", bundled.read_text(encoding="utf8"))
    own = "\n".join((TEMPLATES / name).read_text(encoding="utf8") for name in _SCRIPTS)
    script = f'"use strict";\n(() => {{\n{own}}})();\n'
    style = "\n".join((TEMPLATES / name).read_text(encoding="utf8") for name in _STYLES)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["script_json"] = _script_json
    environment.filters["from_json"] = json.loads
    environment.globals.update(
        library=Markup(library), script=Markup(script), style=Markup(style),
        script_hashes=[_hash(library), _hash(script)], style_hashes=[_hash(style)],
    )  # fmt: skip
    return environment


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf8")).digest()).decode("ascii")


def _script_json(value: object) -> Markup:
    """Return JSON that may stand inside a script element: it holds no markup and no line separator."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
