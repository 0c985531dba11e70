"""A worker for tests, which does what a job says: answers after a while, fails, dies, or tells of itself."""

import itertools
import json
import os
import time
from collections.abc import Callable

from dashboard.render.serve import serve

_TURNS = itertools.count()


def answer(job: str) -> bytes:
    """The job's `say`, after `seconds`; of `fail` its words, of `die` the end, of `tell` the process's state."""
    asked, turn = json.loads(job), next(_TURNS)
    time.sleep(asked.get("seconds", 0))
    if "fail" in asked:
        raise ValueError(*asked["fail"])
    if "die" in asked:
        with open(asked["die"], "a") as runs:
            runs.write("x")
        os._exit(1)
    if "tell" in asked:
        return json.dumps({"pid": os.getpid(), "nice": os.nice(0), "turn": turn}).encode()
    print("what a library prints is no answer")
    return asked["say"].encode()


def prepare() -> Callable[[str], bytes]:
    """Nothing to load."""
    return answer


if __name__ == "__main__":
    serve(prepare)
