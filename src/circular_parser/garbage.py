"""Python's garbage collector, held back while what is made all stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep Python from searching for cycles: it would find none, and search again and again.

    Of reading JSON the search is a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def lasting() -> Iterator[None]:
    """Import what stays as long as the program: not searched now, nor right after.

    For what is done once: all that is young counts as old afterwards, other people's garbage too.
    """
    with collection_paused():
        yield
        if not gc.get_freeze_count():  # what somebody else has frozen stays so
            gc.freeze()
            gc.unfreeze()  # with this all objects count as old ones, which are searched seldom
