"""The commands, thin: options in, records out, an exit status for each cause."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
