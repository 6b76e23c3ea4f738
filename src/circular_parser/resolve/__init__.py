"""Candidates to one record: which number is the document's own, which date is which."""

from circular_parser.resolve.resolver import resolve

__all__ = ["resolve"]
