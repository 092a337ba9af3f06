"""The one thing that pyproject.toml cannot say: the folder ontology/ is installed as kg/ontology."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["kg", "kg.*"]), "kg.ontology"],
    package_dir={"kg.ontology": "ontology"},
    package_data={"kg": ["**/*"], "kg.ontology": ["**/*"]},
    exclude_package_data={"": ["__pycache__/*", "**/__pycache__/*"]},
)
