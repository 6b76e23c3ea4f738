"""The flat tables that records are laid out in, declared once for every kind of output.

Types, descriptions and lists of values are those of the record's JSON Schema: a table says
nothing of a member that the record does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from circular_parser.record import Circular

Kind = Literal["text", "integer", "number", "boolean", "date", "timestamp"]
Row = tuple[Any, ...]
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a cell may be empty (not stated) unless the column is *required*."""

    name: str
    kind: Kind
    description: str
    required: bool = False
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a row each circular, or a row each item of *member*, a list of the record.

    *item* are the members of such an item, none where it is a plain text.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    member: str = ""
    item: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return ("document_id", "position") if self.member else ("document_id",)


_DOCUMENT_ID = Column(
    "document_id", "text", "SHA-256 of the document's bytes.", True, pattern="^[0-9a-f]{64}$"
)
_OF_THE_DOCUMENT = (
    _DOCUMENT_ID,
    Column(
        "readable_id",
        "text",
        "Name made of region, type, date and number; two copies of a circular share it.",
        True,
    ),
    Column("path", "text", "Where the document was found.", True),
    Column("parsed_at", "timestamp", "When it was parsed, in UTC."),
    Column("parser_version", "text", "Version of the parser."),
)
_POSITION = Column(
    "position",
    "integer",
    "Place in the record's list, from 0, as in the JSON Pointers of the evidence.",
    True,
    minimum=0,
)
OF_THE_EVIDENCE = (
    Column("page", "integer", "Page on which it stands, from 1.", minimum=1),
    Column("confidence", "number", "Confidence in the value, 0..1.", minimum=0, maximum=1),
    Column("rule", "text", "Name of the rule that found it."),
)

# Members of the record that get a column of `circulars`; those of a part are `part.member`.
CIRCULAR_MEMBERS = (
    "schema_version",
    "source.media_type",
    "source.form",
    "document_type",
    "number",
    "subject",
    "issued_on",
    "issued_at",
    "issuer.title",
    "issuer.level",
    "issuer.region",
    "issuer.region_code",
    "issuer.province",
    "signatory.name",
    "signatory.position",
    "signatory.capacity",
    "signatory.on_behalf_of",
    "signatory.rank",
    "signatory.nip",
    "signatory.electronic",
    "work_arrangement.home_share",
    "work_arrangement.office_share",
    "work_arrangement.rotation",
    "work_arrangement.minimum_structural_levels",
    "confidence",
)

# Name, what a row is, the record's list, and the column of a list of plain texts.
_LISTS = (
    ("periods", "period in which a measure applies", "effective_periods", ""),
    ("exempt_services", "service, agency or position exempted", "exempt_services", ""),
    ("obligations", "rule laid down", "obligations", ""),
    ("references", "document cited", "references", ""),
    ("addressees", "addressee", "addressees", "addressee"),
    ("copies", "receiver of a copy (tembusan)", "copies_to", "receiver"),
    ("warnings", "thing that a person should look at", "warnings", ""),
)


def record_schema() -> Schema:
    """Return the JSON Schema of the record, every reference replaced by what it names.

    A member that is of a type or null has that type and the keyword ``nullable``.
    """
    schema = Circular.model_json_schema(mode="serialization")
    parts = schema.pop("$defs")

    def inline(node: Any) -> Any:
        if isinstance(node, list):
            return [inline(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            part = parts[node["$ref"].rpartition("/")[2]]
            node = part | {key: value for key, value in node.items() if key != "$ref"}
        node = {key: inline(value) for key, value in node.items()}
        choices = node.pop("anyOf", None)
        if choices is None:
            return node
        (choice,) = (choice for choice in choices if choice.get("type") != "null")
        return choice | node | {"nullable": True}

    inlined: Schema = inline(schema)
    return inlined


def _column(name: str, schema: Schema) -> Column:
    kinds: dict[str, Kind] = {"string": "text", "number": "number"}
    kinds |= {"integer": "integer", "boolean": "boolean"}
    return Column(
        name,
        "date" if schema.get("format") == "date" else kinds[schema["type"]],
        schema["description"],
        required=not schema.get("nullable"),
        values=tuple(schema.get("enum", ())),
        minimum=schema.get("minimum"),
        maximum=schema.get("maximum"),
        pattern=schema.get("pattern"),
    )


def _declare() -> Iterator[Table]:
    members = record_schema()["properties"]
    columns = [*_OF_THE_DOCUMENT]
    for path in CIRCULAR_MEMBERS:
        part, _, member = path.rpartition(".")
        schema = members[part]["properties"][member] if part else members[member]
        # The parts `source` and `work_arrangement` are not needed to understand their members.
        prefix = f"{part}_" if part in {"issuer", "signatory"} else ""
        columns.append(_column(prefix + member, schema))
    yield Table("circulars", "One row each circular.", tuple(columns))
    for name, what, member, text in _LISTS:
        item = members[member]["items"].get("properties", {})
        if text:
            own = [Column(text, "text", members[member]["description"], True)]
        else:
            own = [_column(key, value) for key, value in item.items()]
        evidence = () if name == "warnings" else OF_THE_EVIDENCE
        columns = [_DOCUMENT_ID, _POSITION, *own, *evidence]
        yield Table(name, f"One row each {what}.", tuple(columns), member, tuple(item))


TABLES = tuple(_declare())
