"""The wheel is complete: installed away from the checkout it builds a graph, ontology and pipeline included."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the tracked and new files of the checkout, in a copy that no earlier build has touched."""
    copy = tmp_path_factory.mktemp("source")
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file() and name.startswith(
            ("kg/", "ontology/", "pyproject", "setup.py", "README", "LICENSE")
        ):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(target), str(copy)], check=True, capture_output=True)
    return next(target.glob("*.whl"))


def test_every_file_of_package_and_ontology_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "kg", "ontology"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    expected = {name.removeprefix("kg/") for name in tracked.stdout.split("\n") if name and (ROOT / name).exists()}
    assert {name for name in expected if f"kg/{name}" not in names} == set()
    assert not any("__pycache__" in name for name in names)


@pytest.mark.integration
def test_an_installed_wheel_builds_a_graph(wheel: Path, shipped_pipeline: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    paths = sysconfig.get_paths(vars={"base": str(environment), "platbase": str(environment)})
    # The locked dependencies come from this environment; its editable kg does not, since no nested .pth is read.
    (Path(paths["purelib"]) / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", "utf8")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--ignore-installed", str(wheel)], check=True, capture_output=True)
    article = ROOT / "corpus" / "articles" / "02-panama-poland-extradition.md"
    command = [environment / "bin" / "kg", "build", article, "-o", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert " a sc:Claim" in (tmp_path / "out" / "graph.ttl").read_text("utf8")
    where = [python, "-c", "import kg.resources; print(kg.__file__, kg.resources.ontology_dir())"]
    found = subprocess.run(where, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
    assert all(path.startswith(str(environment)) for path in found)
