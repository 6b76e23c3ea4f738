"""The direction of imports: each layer knows those before it, none knows those after."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "circular_parser"

# Modules and folders of the package from the bottom to the top; those of one row stand side
# by side and do not know each other.
LAYERS: list[set[str]] = [
    {"record", "errors", "document", "garbage", "resources"},
    {"shipped_data"},
    {"misreadings"},
    {"reading", "language"},
    {"resolve"},
    {"explanation"},
    {"parser"},
    {"workers"},
    {"many"},
    {"__init__"},
    {"schema", "inputs", "printing", "evaluation"},
    {"exports"},
    {"batch", "compare"},
    {"doctor", "explanation_page", "explanation_text"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_layers(path: Path) -> set[str]:
    """Return the layers of this package that the module imports from, at any depth."""
    folder = path.relative_to(PACKAGE).parent.parts
    layers: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ["circular_parser", *folder][: len(folder) + 2 - node.level]
            module = ".".join([*base, node.module or ""] if node.level else [node.module or ""])
            names = [f"{module.rstrip('.')}.{alias.name}" for alias in node.names]
        for name in names:
            first, *rest = name.split(".")
            if first == "circular_parser":
                layers.add(rest[0] if rest and rest[0] in RANK else "__init__")
    return layers


def test_every_module_has_its_layer() -> None:
    assert {layer_of(path) for path in MODULES} <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    own = layer_of(path)
    for layer in imported_layers(path) - {own}:
        assert RANK[layer] < RANK[own], f"{own} must not import {layer}"
