"""What holds for all that a build starts beside itself: how long it may take, and that it ends when the build ends.

A build can be ended by a signal that no program can catch. So whatever it has started looks itself whether the one
that started it is still there, and what was left in the temporary folder is removed by the next build.
"""

import atexit
import functools
import io
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

LIMIT = 60  # seconds for one job, one cell of a lab, one shown block
PATIENCE = 10  # seconds after which the build says what it is waiting for
PREFIX = "kernels-and-pooling"  # of folders in the temporary folder, which other programs use too


def end_with_parent() -> None:
    """Have this process end as soon as the one that started it has ended, however that was."""
    parent = multiprocessing.parent_process()
    number = os.getppid()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)
        while os.getppid() == number:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)  # which end_in_order() may have been asked to heed

    threading.Thread(target=watch, daemon=True).start()


def end_in_order() -> None:
    """Have the signals that ask a process to end do so like an error, so that it tidies up after itself."""
    for asked in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(asked) is not signal.SIG_IGN:  # as for a process that shall outlive its terminal
            signal.signal(asked, lambda number, _: sys.exit(128 + number))


def any_letter() -> None:
    """Let this process say every letter, whatever the locale: one that a terminal cannot show becomes its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@functools.cache
def temporary_folder() -> Path:
    """Make a folder for this process alone, in the temporary folder: the path of a socket has to be short.

    It is removed when the process ends, and by the next process that asks for one if this one is killed.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}-*-*"):
        owner = left.name.removeprefix(f"{PREFIX}-").partition("-")[0]
        if owner.isdigit() and not runs(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=f"{PREFIX}-{os.getpid()}-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def runs(number: int) -> bool:
    """Return whether there is a process of this number."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it is another user's
    return True
