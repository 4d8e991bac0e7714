"""Does work in processes of its own, side by side, so that no piece of it can hold the build up for ever.

`ProcessPoolExecutor` cannot end one piece of work, and when a process dies it does not say over what.
"""

import contextlib
import faulthandler
import os
import re
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from mkdocs.exceptions import PluginError

from sitebuild.core.processes import LIMIT, PATIENCE, end_with_parent
from sitebuild.make import confine

GRACE = 5  # seconds after its limit in which a process may still end itself, and say where
FRAME = re.compile(r'^  File "(.*)", line (\d+) in', re.MULTILINE)


@dataclass
class Ended:
    """How a process ended in the middle of its work, and where: file and line of each call, the innermost first."""

    late: bool
    how: str
    frames: list[tuple[str, int]]


@dataclass(eq=False)
class Worker:
    """A process, the pipes to it, and what it is working on since when."""

    process: BaseProcess
    pipe: Connection
    last_words: Connection
    task: Any = None
    begun: float = 0.0
    told: bool = True  # that it takes long
    killed: bool = False  # because it did not end itself

    def give(self, task: Any) -> None:
        """Have it work on something."""
        self.task, self.begun, self.told = task, time.monotonic(), False
        with contextlib.suppress(OSError):  # it has died just now, which is seen when it should answer
            self.pipe.send(task)

    def ended(self, limit: float) -> Ended:
        """Wait until it has ended, and say how."""
        self.process.join()
        said = os.read(self.last_words.fileno(), 1 << 16).decode("unicode_escape") if self.last_words.poll() else ""
        status = self.process.exitcode or 0
        late = said.startswith("Timeout") or self.killed
        if late:
            how = f"was ended after {limit:g} s"
        elif status < 0:
            how = f"was ended by the system ({signal.Signals(-status).name})"
        else:
            how = f"ended Python itself, without an error (exit status {status})"
        return Ended(late, how, [(name, int(line)) for name, line in FRAME.findall(said)])


def work(do: Callable[[Any], Any], pipe: Connection, last_words: Connection, limit: float) -> None:
    """Do one task after the other, in a process of its own; each answer, the first being none, asks for the next."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build is interrupted too, and ends its processes
    end_with_parent()
    confine.confine()
    faulthandler.enable(last_words.fileno())
    answer = None
    while True:
        pipe.send(answer)
        task = pipe.recv()
        # Neither this nor what it writes needs Python to listen, as a handler of a signal would.
        faulthandler.dump_traceback_later(limit, exit=True, file=last_words.fileno())
        try:
            answer = do(task)
        except Exception as error:  # it is raised where the answers are read
            answer = error
        faulthandler.cancel_dump_traceback_later()


def start(do: Callable[[Any], Any], limit: float) -> Worker:
    """Start a process that does tasks."""
    context = get_context("spawn")
    ours, pipe = context.Pipe()
    words, last_words = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(do, pipe, last_words, limit), daemon=True)
    process.start()
    pipe.close()
    last_words.close()
    return Worker(process, ours, words)


def answers(
    do: Callable[[Any], Any],
    tasks: Iterable[Any],
    slow: Callable[[Any], None],
    limit: float = LIMIT,
    patience: float = PATIENCE,
) -> Generator[tuple[Any, Any], None, None]:
    """Yield each task with its answer, as they come, or with how its process ended; then no further one is begun.

    Parameters
    ----------
    do : callable
        What is done with a task, in another process; an error that it raises is raised here.
    tasks : iterable
        What is to be done.
    slow : callable
        What is called, once, with a task that takes longer than ``patience``.
    limit, patience : float
        Seconds for each task.
    """
    waiting = deque(tasks)
    last = limit + GRACE
    with confine.environment():
        workers = [start(do, limit) for _ in range(min(os.cpu_count() or 1, len(waiting)))]
    try:
        while workers:
            busy = [one for one in workers if one.task is not None]
            due = [one.begun + (last if one.told else min(patience, last)) for one in busy]
            soonest = max(min(due) - time.monotonic(), 0) if due else None
            ready = wait([one.pipe for one in workers], soonest)
            for one in [one for one in busy if one.pipe not in ready]:
                if time.monotonic() >= one.begun + last:  # it is stopped, or its code has taken the timer away
                    one.killed = True
                    one.process.kill()
                elif not one.told and time.monotonic() >= one.begun + patience:
                    one.told = True
                    slow(one.task)
            for one in [one for one in workers if one.pipe in ready]:
                try:
                    answer = one.pipe.recv()
                except (EOFError, OSError):
                    workers.remove(one)
                    answer = one.ended(limit)
                    if one.task is None:
                        raise PluginError(f"a process of the build {answer.how}, before it had work") from None
                    waiting.clear()  # what holds up one may hold up all, and each for as long
                if isinstance(answer, Exception):
                    raise answer
                if one.task is not None:
                    yield one.task, answer
                if one in workers and waiting:
                    one.give(waiting.popleft())
                elif one in workers:
                    workers.remove(one)
                    one.process.kill()
    finally:
        for one in workers:
            one.process.kill()
