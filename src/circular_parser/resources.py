"""Finds the files of the language model: the shipped ones and what users lay over them.

A model is a folder of data files. An overlay is a folder with some of these files; each is
laid over the file of the same name, as ``docs/vocabularies.md`` describes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ENTRY_POINTS = "circular_parser.models"
_WHOLE_MODEL = "config.cfg"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """The data file *name* of the model *folder*."""

    name: str
    folder: ModelFolder

    @property
    def layers(self) -> tuple[Path, ...]:
        """The file of the model itself, then those laid over it, in order."""
        over = (folder / self.name for folder in self.folder.overlays)
        return (self.folder.base / self.name, *(file for file in over if file.is_file()))


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model: the folder of the model itself, then the overlays, the last one strongest."""

    layers: tuple[Path, ...]

    @property
    def base(self) -> Path:
        """The folder that has all the files."""
        return self.layers[0]

    @property
    def overlays(self) -> tuple[Path, ...]:
        """The folders laid over it."""
        return self.layers[1:]

    def __truediv__(self, name: str) -> ModelFile:
        """Return the data file *name*."""
        return ModelFile(name, self)


def model_folder(name: str = "circular_id") -> ModelFolder:
    """Return the shipped model *name*.

    The wheel carries ``models/`` inside the package; a checkout has it at its top.

    Raises:
        FileNotFoundError: neither place has it.
    """
    for base in (_PACKAGE / "models", _PACKAGE.parent.parent / "models"):
        if (base / name).is_dir():
            return ModelFolder((base / name,))
    raise FileNotFoundError(f"model folder {name!r} is missing from the installation")


def model_in_use(folders: Sequence[Path] = ()) -> ModelFolder:
    """Return the shipped model under the overlays of installed packages and then *folders*.

    A folder with a ``config.cfg`` is a whole model: it takes the place of all before it.

    Raises:
        FileNotFoundError: a folder, or the shipped model, is not there.
        ValueError: an installed package names a folder that cannot be found.
    """
    layers = [*model_folder().layers, *_installed_overlays(), *map(Path, folders)]
    for folder in layers:
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder} is no folder")
    whole = [index for index, folder in enumerate(layers) if (folder / _WHOLE_MODEL).is_file()]
    return ModelFolder(tuple(layers[whole[-1] if whole else 0 :]))


def _installed_overlays() -> list[Path]:
    """Return the folders of the packages that entry points name, by the names of these."""
    from importlib.util import find_spec

    # spaCy has had them read at its import; to read them again takes 5 ms.
    from catalogue import AVAILABLE_ENTRY_POINTS

    folders = []
    points = AVAILABLE_ENTRY_POINTS.select(group=_ENTRY_POINTS)
    for point in sorted(points, key=lambda point: point.name):
        try:
            spec = find_spec(point.value)
        except ImportError:
            spec = None
        places = spec.submodule_search_locations if spec is not None else None
        if not places:
            raise ValueError(f"entry point {point.name!r}: no package {point.value!r}")
        folders.append(Path(next(iter(places))))
    return folders
