"""The tasks here are Python expressions: `eval` is a function that any process can find."""

import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import closing

import pytest

from sitebuild.core.project import ROOT
from sitebuild.make import pool

ENDLESS = "[0 for _ in iter(int, 1)]"
WORKING = f"print('working', flush=True) or {ENDLESS}"
# A search that takes centuries, in which Python hears no signal and changes to no other thread.
DEAF = "__import__('re').match('(a|a)*b', 'a' * 99)"


def ended(task, limit=60.0):
    ((given, end),) = pool.answers(eval, [task], pytest.fail, limit)
    assert given == task
    return end


def test_every_task_is_answered():
    tasks = [f"{number} ** 2" for number in range(9)]
    answers = dict(pool.answers(eval, tasks, pytest.fail))
    assert answers == {task: eval(task) for task in tasks}


def test_nothing_to_do_starts_no_process():
    assert list(pool.answers(eval, [], pytest.fail)) == []


@pytest.mark.parametrize("task", [ENDLESS, DEAF, "__import__('threading').Event().wait()"])
def test_what_has_no_end_is_ended_and_says_where(task):
    end = ended(task, limit=0.2)
    assert end.late
    assert end.how == "was ended after 0.2 s"
    assert ("<string>", 1) in end.frames


@pytest.mark.parametrize(
    "task",
    [
        "__import__('os').kill(__import__('os').getpid(), 19)",
        f"__import__('faulthandler').cancel_dump_traceback_later() or {ENDLESS}",
    ],
    ids=["stopped", "without its timer"],
)
def test_what_does_not_end_itself_is_ended(task, monkeypatch):
    monkeypatch.setattr(pool, "GRACE", 0.2)
    end = ended(task, limit=0.2)
    assert end.late
    assert end.how == "was ended after 0.2 s"


@pytest.mark.parametrize(
    ("task", "how"),
    [
        ("__import__('os')._exit(0)", "ended Python itself, without an error (exit status 0)"),
        ("__import__('os').kill(__import__('os').getpid(), 9)", "was ended by the system (SIGKILL)"),
        ("__import__('faulthandler')._sigsegv()", "was ended by the system (SIGSEGV)"),
    ],
)
def test_a_process_that_dies_names_its_task(task, how):
    end = ended(task)
    assert end.how == how
    assert not end.late


def test_after_a_death_nothing_more_is_begun(tmp_path):
    begun = [f"open({str(tmp_path / str(number))!r}, 'w')" for number in range(20)]
    deaths = ["__import__('os')._exit(1)"] * (os.cpu_count() or 1)
    told = dict(pool.answers(eval, [*deaths, *begun], pytest.fail))
    assert set(told) == set(deaths)
    assert not list(tmp_path.iterdir())


def test_an_error_of_a_task_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        list(pool.answers(eval, ["1 / 0"], pytest.fail))


def test_what_takes_long_is_told_once(tmp_path):
    """The task waits for what is written when it is told."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    slow = []

    def tell(task):
        slow.append(task)
        pipe.write_text("go on", "utf-8")

    task = f"open({str(pipe)!r}).read()"
    assert list(pool.answers(eval, [task], tell, patience=0.0)) == [(task, "go on")]
    assert slow == [task]


def test_who_stops_listening_leaves_no_process():
    with closing(pool.answers(eval, ["__import__('os').getpid()"] * 9, pytest.fail)) as answers:
        _, number = next(answers)
    for child in multiprocessing.active_children():
        child.join()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=str)
def test_workers_end_with_the_build_whatever_ends_it(signal_):
    """What a build says has an end only when it and all that it has started are gone."""
    heed = ""
    if signal_ != signal.SIGKILL:  # where tests run in the background some are ignored
        heed = f"import signal\nsignal.signal({int(signal_)}, signal.SIG_DFL)\n"
    code = f"from sitebuild.make import pool\nlist(pool.answers(eval, [{WORKING!r}], print))"
    build = subprocess.Popen([sys.executable, "-c", heed + code], cwd=ROOT, text=True, stdout=subprocess.PIPE)
    assert build.stdout.readline() == "working\n"
    build.send_signal(signal_)
    build.communicate(timeout=30)  # the task alone would be ended after a minute
