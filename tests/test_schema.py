"""The published JSON Schema: in step with the models, and versioned."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from circular_parser.record import SCHEMA_VERSION, Circular, Source
from circular_parser.schema import record_schema, schema_text

PUBLISHED = Path(__file__).parent.parent / "docs" / "circular.schema.json"

# One line for each version of the schema, oldest first. A changed schema is a new version:
# raise SCHEMA_VERSION (major when a reader of the old one breaks), `make schema`, add a line.
DIGESTS = {
    "1.0.0": "25035d4182b9c851",
}


def digest(schema: dict[str, Any]) -> str:
    text = json.dumps(schema, sort_keys=True).replace(SCHEMA_VERSION, "VERSION")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_the_published_schema_is_that_of_the_models() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), "run `make schema`"


def test_a_changed_schema_is_a_new_version() -> None:
    assert list(DIGESTS)[-1] == SCHEMA_VERSION
    assert DIGESTS[SCHEMA_VERSION] == digest(record_schema()), (
        "the schema has changed: raise SCHEMA_VERSION, run `make schema`, add its digest here"
    )


def test_an_empty_record_is_valid_and_an_unknown_key_is_not() -> None:
    validator = Draft202012Validator(record_schema())
    Draft202012Validator.check_schema(record_schema())
    source = Source(path=None, sha256="0" * 64, media_type="text/plain", form="circular")
    record = Circular(source=source).model_dump(mode="json")
    validator.validate(record)
    with pytest.raises(ValidationError):
        validator.validate({**record, "colour": "red"})


def test_every_field_is_described() -> None:
    schema = record_schema()
    for part in (schema, *schema["$defs"].values()):
        for name, field in part.get("properties", {}).items():
            assert field.get("description"), f"{part.get('title')}.{name}"
