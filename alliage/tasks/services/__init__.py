"""Run work in the background: declare it, follow it, put back what a dead worker left."""

from .control import TaskError, ask_to_stop, cancel, retry
from .declaring import register_recurring, register_task
from .progress import report_progress, should_stop
from .upkeep import enqueue_recurring, forget_old, maintain, recover

__all__ = [
    "TaskError",
    "ask_to_stop",
    "cancel",
    "enqueue_recurring",
    "forget_old",
    "maintain",
    "recover",
    "register_recurring",
    "register_task",
    "report_progress",
    "retry",
    "should_stop",
]
