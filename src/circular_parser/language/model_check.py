"""Checks the data files of a model when it is loaded: what is wrong, in which file and line.

The shipped files are the form that all others must have: their tables, their keys, their
types. New names may be added where the code takes the entries of a table as they come
(``_OPEN``); anywhere else an unknown name is a slip of the pen. The shipped files themselves
are checked by the test suite and by ``circular-parser doctor``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from pathlib import Path
from typing import Any, get_args

from circular_parser.errors import ModelError
from circular_parser.language import patterns
from circular_parser.language.analysis import DateRole
from circular_parser.language.duty_types import PLACES
from circular_parser.language.region_check import check_form, check_table
from circular_parser.language.toml_lines import line_of
from circular_parser.record import Modality
from circular_parser.resources import ModelFolder, model_folder

Place = tuple[str | int, ...]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WORDS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_PART = re.compile(r"[a-z_]+")
_ANY = re.compile(r".*\S.*")
# Entries of two sides.
_SIDED = ("joints", "pairs", "unions")
# Tables that may have names of the user's own, and what such a name must be.
_OPEN: dict[str, dict[Place, re.Pattern[str]]] = {
    "arrangements.toml": {("rotation",): _NAME},
    "citations.toml": {("fold",): _NAME},
    "dates.toml": {("relative",): _ANY},
    "duties.toml": {("skip",): _NAME},
    "duty_types.toml": {("types",): _NAME},
    "exemptions.toml": {
        ("after",): _NAME,
        ("before",): _NAME,
        ("scores",): _NAME,
        ("hints",): _ANY,
    },
    "offices.toml": {("agency_of",): _WORDS, ("body_of",): _WORDS, ("head_of",): _WORDS},
    "numbers.toml": {("label",): _NAME, ("own",): _NAME, ("cited",): _NAME},
    "periods.toml": {
        (table,): _NAME
        for table in (
            "start",
            "whole_days",
            "end",
            "not_a_period",
            "not_a_period_after",
            "open",
            "from_issue",
        )
    },
    "regions.toml": {("spellings",): _ANY},
    "sections.toml": {("report",): _NAME},
    "services.toml": {(): _NAME},
}
# Tables of another form than those beside them.
_APART = {"parts", "kinds"}
_CHOICES = {
    ("duty_types.toml", "at"): PLACES,
    ("predicates.toml", "modality"): frozenset(get_args(Modality)),
    ("dates.toml", "role"): frozenset(get_args(DateRole)),
}
# The weights of duty types are added up; all others are shares.
_MOST = {"duty_types.toml": 20.0}
# Read while a file becomes text, before any model of the language is asked; and the words that
# the shipped weights were trained with.
_SHIPPED_ONLY = {"features.toml", "misreadings.toml", "press_noise.toml", "reading.toml"}
_PLAIN = {"name", "kind", "scope"}
_KINDS = {str: "a string", list: "a list", dict: "a table", bool: "true or false"}
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one value of a data file."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        """Return it as ``services.toml:41: services.health: ...``."""
        key = f" {self.key}:" if self.key else ""
        return f"{self.file}:{self.line}:{key} {self.message}"


def check_model(model: ModelFolder, *, shipped_too: bool = False) -> None:
    """Check the data files of *model*, those that are shipped only if *shipped_too*.

    Raises:
        ModelError: for the first folder with problems; it names file, line and key of each.
    """
    for index, folder in enumerate(model.layers):
        if folder == model_folder().base and not shipped_too:
            continue
        found = problems(model, index)
        if found:
            more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            raise ModelError(str(folder), "; ".join(map(str, found[:_SHOWN])) + more)


def problems(model: ModelFolder, index: int = 0) -> list[Problem]:
    """Return what is wrong in the files of layer *index* of *model*, given those below it."""
    folder, below = model.layers[index], ModelFolder(model.layers[: index + 1])
    known = {path.name for path in _data_files(model_folder().base)}
    names = {path.name for path in _data_files(folder)}
    found = [Problem(name, 1, "", _stray(name, known)) for name in sorted(names - known)]
    if not names:
        found.append(Problem("*", 1, "", f"no data files here; known: {', '.join(sorted(known))}"))
    if index:
        only = "is read from the shipped model alone"
        found += [Problem(name, 1, "", only) for name in sorted(names & _SHIPPED_ONLY)]
        names -= _SHIPPED_ONLY
    else:
        missing = sorted(known - names - _SHIPPED_ONLY)
        found += [Problem(name, 1, "", "is missing") for name in missing]
    syntax = [p for name in sorted(names & known) for p in _syntax(folder / name)]
    if syntax or found:
        return found + syntax
    for name in sorted(names):
        if name.endswith(".csv"):
            found += [Problem(name, *rest) for rest in check_table(below, folder / name)]
        else:
            found += _TomlCheck(below, name).run()
    return found


def _data_files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix in (".toml", ".csv")]


def _stray(name: str, known: Iterable[str]) -> str:
    return f"no file of a model has this name{_meant(name, known)}"


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _syntax(path: Path) -> Iterator[Problem]:
    if path.suffix == ".csv":
        yield from (Problem(path.name, *rest) for rest in check_form(path))
        return
    try:
        patterns.read(path)
    except ValueError as error:
        message = str(error.__cause__)
        place = re.search(r" \(at line (\d+), (column \d+)\)", message)
        if place is None:
            yield Problem(path.name, 1, "", message)
        else:
            message = f"{message[: place.start()]} at {place[2]}"
            yield Problem(path.name, int(place[1]), "", message)


class _TomlCheck:
    """Checks one TOML file, the last layer of *model* that has it."""

    def __init__(self, model: ModelFolder, name: str) -> None:
        self._model, self._name = model, name
        layers = patterns.layers(model / name)
        self._path = (model / name).layers[-1]
        self._own = layers[-1]
        self._merged: dict[str, Any] = reduce(patterns.laid_over, layers)
        self._form = patterns.layers(model_folder() / name)[0]
        self._found: list[tuple[Place, str]] = []
        try:
            self._parts = patterns.calendar_parts(model)
        except ValueError:
            # Told where dates.toml itself is checked.
            self._parts = dict.fromkeys(patterns.CALENDAR, "")

    def run(self) -> list[Problem]:
        """Return the problems in the order of their lines."""
        self._fill_parts()
        self._table(self._own, self._form, ())
        if len(self._model.layers) == 1:
            self._missing()
        if not self._found:
            self._references()
        text = self._path.read_text(encoding="utf-8") if self._found else ""
        found = [
            Problem(self._name, line_of(text, place), _written(place), message)
            for place, message in self._found
        ]
        return sorted(found, key=lambda problem: problem.line)

    def _say(self, place: Place, message: str) -> None:
        self._found.append((place, message))

    def _fill_parts(self) -> None:
        parts = self._merged.get("parts")
        for name, value in parts.items() if isinstance(parts, dict) else ():
            try:
                self._parts[name] = patterns.part(value, self._parts)
            except (ValueError, TypeError, AttributeError):
                self._parts[name] = ""  # told where the value itself is checked

    def _table(self, table: dict[str, Any], form: dict[str, Any], place: Place) -> None:
        names = _OPEN.get(self._name, {}).get(place)
        for key, value in table.items():
            at = (*place, key)
            if key in form:
                self._value(value, form[key], at)
            elif place == ("parts",):
                if not _PART.fullmatch(key):
                    self._say(at, f"a name must be written like {_PART.pattern}")
                self._value(value, "", at)
            elif names is None:
                what = "table" if isinstance(value, dict) else "key"
                self._say(at, f"unknown {what}{_meant(key, form)}")
            elif not names.fullmatch(key):
                self._say(at, f"a name must be written like {names.pattern}")
            else:
                beside = [item for name, item in form.items() if name not in _APART]
                self._entry(value, beside, at)

    def _missing(self) -> None:
        """Check that a whole model has every table, and the keys that are asked for by name."""
        names = _OPEN.get(self._name, {})
        for table, form in self._form.items():
            if () in names and table not in _APART:
                continue
            own = self._own.get(table)
            if own is None:
                self._say((), f"[{table}] is missing")
            elif isinstance(own, dict) and table != "parts" and (table,) not in names:
                for key in form:
                    if key not in own:
                        self._say((table,), f"{key!r} is missing")

    def _entry(self, value: Any, beside: list[Any], place: Place) -> None:
        """Check a new *value*: it has the form of those beside it."""
        if not all(isinstance(other, dict) for other in beside):
            self._value(value, beside[0], place)
            return
        form = {key: item for other in beside for key, item in other.items()}
        self._value(value, form, place)
        if isinstance(value, dict):
            always = [key for key in form if all(key in other for other in beside)]
            lacks = [k for k in always if k not in value and not isinstance(form[k], list)]
            for key in lacks:
                self._say(place, f"{key!r} is missing")
            if not lacks and not any(isinstance(item, str | list) for item in value.values()):
                self._say(place, "no pattern is given")

    def _value(self, value: Any, form: Any, place: Place) -> None:
        if place[:1] == ("parts",) and len(place) == 2:
            form = [""] if isinstance(value, list) else ""
        if isinstance(form, dict) and isinstance(value, dict):
            self._table(value, form, place)
        elif isinstance(form, list) and isinstance(value, list):
            for index, item in enumerate(value):
                self._entry(item, form or [""], (*place, index))
        elif isinstance(form, str) and isinstance(value, str):
            self._string(value, place)
        elif isinstance(form, bool) or isinstance(value, bool):
            if not (isinstance(form, bool) and isinstance(value, bool)):
                self._say(place, f"must be {_kind(form)}")
        elif isinstance(form, int | float) and isinstance(value, int | float):
            self._number(value, place)
        else:
            self._say(place, f"must be {_kind(form)}")

    def _number(self, value: float, place: Place) -> None:
        most = _MOST.get(self._name, 1.0)
        weighs = place[-1] == "weight" or (len(place) > 1 and place[0] == "scores")
        if weighs and isinstance(place[-1], str) and not 0 < value <= most:
            self._say(place, f"{value} is out of range: more than 0, {most:g} at most")

    def _string(self, value: str, place: Place) -> None:
        key = next(step for step in reversed(place) if isinstance(step, str))
        choices = _CHOICES.get((self._name, key))
        if choices is not None:
            if value not in choices:
                self._say(place, f"{value!r} is none of {', '.join(sorted(choices))}")
        elif key in _PLAIN:
            if not _NAME.fullmatch(value):
                self._say(place, f"a name must be written like {_NAME.pattern}")
        elif not value.strip():
            self._say(place, "is empty")
        elif self._name == "services.toml":
            if not _WORDS.fullmatch(value):
                self._say(place, f"{value!r}: lower case letters, digits and single spaces only")
        elif self._name == "exemptions.toml" and key in _SIDED and " | " not in value:
            self._say(place, f"{value!r}: two sides are wanted, with ' | ' between them")
        else:
            self._pattern(value, place)

    def _pattern(self, value: str, place: Place) -> None:
        try:
            # First as written, where an error has its position; a part counts as its letters.
            re.compile(value)
            re.compile(patterns.fill(value, self._parts))
        except (ValueError, re.error) as error:
            self._say(place, str(error))

    def _references(self) -> None:
        """Check the names that one table uses of another."""
        if self._name == "exemptions.toml":
            finders = {**self._merged.get("after", {}), **self._merged.get("before", {})}
            scores = self._merged.get("scores", {})
            hinted = {name for names in self._merged.get("hints", {}).values() for name in names}
            for table in ("after", "before"):
                for name in self._own.get(table, {}).keys() - scores.keys():
                    self._say((table, name), "has no score in [scores]")
                for name in self._own.get(table, {}).keys() - hinted:
                    self._say((table, name), "has no word in [hints]")
            known = finders.keys() | self._form["scores"].keys()
            for name in self._own.get("scores", {}).keys() - known:
                self._say(("scores", name), f"no pattern has this name{_meant(name, finders)}")
        elif self._name == "duties.toml":
            types = patterns.load(self._model / "duty_types.toml")["types"]
            for key in ("work", "timed"):
                for index, code in enumerate(self._own.get("press", {}).get(key, ())):
                    if code not in types:
                        message = f"{code!r} is no type of duty_types.toml{_meant(code, types)}"
                        self._say(("press", key, index), message)
        elif self._name == "services.toml":
            self._phrases()

    def _phrases(self) -> None:
        owners: dict[str, str] = {}
        for service, lists in self._own.items():
            if service == "kinds" or not isinstance(lists, dict):
                continue
            for key, phrases in lists.items():
                for index, phrase in enumerate(phrases):
                    if phrase in owners:
                        message = f"{phrase!r} stands for {owners[phrase]!r} already"
                        self._say((service, key, index), message)
                    owners[phrase] = service


def _kind(form: Any) -> str:
    return next((name for kind, name in _KINDS.items() if isinstance(form, kind)), "a number")


def _written(place: Place) -> str:
    """Return *place* as ``types.leave[2].find``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return "".join(steps).removeprefix(".")
