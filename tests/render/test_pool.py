import threading
from collections import deque

from dashboard.render.turns import Turns


class Queue(deque):
    """Says so each time that a thread has joined it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Semaphore(0)

    def append(self, one: threading.Lock) -> None:
        super().append(one)
        self.asked.release()


def waiting(turns: Turns, count: int) -> bool:
    return len(turns._waiting) == count


def test_threads_are_served_in_the_order_in_which_they_asked():
    turns, served, threads = Turns(), [], []
    turns._waiting = Queue()
    turns.acquire()
    for n in range(8):
        threads.append(threading.Thread(target=lambda n=n: (turns.acquire(), served.append(n), turns.release())))
        threads[-1].start()
        assert turns._waiting.asked.acquire(timeout=10)
    assert served == []
    turns.release()
    for thread in threads:
        thread.join(10)
    assert served == list(range(8))
    assert turns.acquire(blocking=False)


def test_who_gave_up_waiting_is_passed_over():
    turns = Turns()
    turns.acquire()
    assert not turns.acquire(timeout=0.01)
    assert not turns.acquire(blocking=False)
    assert waiting(turns, 0)
    turns.release()
    with turns:
        assert not turns.acquire(blocking=False)
    assert turns.acquire(blocking=False)
