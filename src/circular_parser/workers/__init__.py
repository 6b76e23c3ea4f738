"""Processes that parse one document at a time; what one document does to its process is no other's.

A :class:`WorkerPool` starts one fork server, which loads the models once, and has it fork the
workers. A worker that crashes, hangs or is killed costs the document it had in hand; whatever
programs it had started are ended with it, and when the parent dies, all of them are.
"""

from __future__ import annotations

from .messages import MEMORY, Begun, Event, Finished, Parsed, Task, WorkOrder
from .pool import StartError, WorkerPool

__all__ = [
    "MEMORY",
    "Begun",
    "Event",
    "Finished",
    "Parsed",
    "StartError",
    "Task",
    "WorkOrder",
    "WorkerPool",
]
