"""The JSON Schema of the record, as printed by the command line and published in docs/."""

from __future__ import annotations

import json
from typing import Any

from .record import SCHEMA_VERSION, Circular


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the records that are written."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:circular-parser:circular:{SCHEMA_VERSION}",
        **Circular.model_json_schema(mode="serialization"),
    }


def schema_text() -> str:
    """Return the schema as it stands in ``docs/circular.schema.json``."""
    return json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n"
