"""Names of documents that people can read and that stay the same from parse to parse."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

_LONGEST = 80  # of a part of a name
_OTHER = re.compile("[^a-z0-9]+")


@lru_cache(maxsize=256)
def slug(text: str) -> str:
    """Return *text* in lower case ASCII letters and digits, all else as single hyphens."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", text.lower()).strip("-")


def readable_id(record: dict[str, Any], document_id: str) -> str:
    """Return ``<place>/<type>/<date>/<number>`` of *record*, the JSON form of a Circular.

    Place is ``id`` with the Kemendagri code of the region, or with the office where there is
    no code. What is not stated is ``unknown``; without a number the document's content hash
    stands in its place, for nothing else would tell two such documents apart.
    """
    issuer = record["issuer"]
    code = (issuer["region_code"] or "").replace(".", "")
    office = "" if code else slug(issuer["title"] or "")[:_LONGEST].strip("-")
    number = slug(record["number"] or "")[:_LONGEST].strip("-")
    return "/".join(
        (
            f"id-{code or office or 'unknown'}",
            slug(record["document_type"] or "unknown"),
            record["issued_on"] or "unknown",
            number or f"~{document_id[:12]}",
        )
    )
