"""Lets ``python -m circular_parser`` run the command line."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()
