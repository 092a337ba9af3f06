"""Write the expected tables anew: ``python -m tests.queries.expected OUT``, a build of the corpus or its graph file.

Review the difference before committing it: the tables say what the bundled corpus is read to mean.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.engine.query import open_dataset
from tests.queries.answers import EXPECTED, QUERIES, table, tsv


def write(source: Path, folder: Path = EXPECTED) -> None:
    """Write one table for each query into the folder, and remove those of queries that are gone."""
    folder.mkdir(exist_ok=True)
    with open_dataset(source) as dataset:
        for query in QUERIES:
            (folder / f"{query.name}.tsv").write_text(tsv(table(dataset, query)), encoding="utf8")
    for path in folder.glob("*.tsv"):
        if path.stem not in {query.name for query in QUERIES}:
            path.unlink()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.queries.expected OUT")
    write(Path(sys.argv[1]))
