"""The dashboard's own drawing process, which also draws with vl-convert alone where a job asks for that.

Such a job is answered with the time and CPU that it took inside the process: sending it is no part of a floor. A job
without a spec is answered with the CPU of the process so far.
"""

import json
import struct
import time
from collections.abc import Callable
from typing import Any

import vl_convert

from dashboard.render import worker
from dashboard.render.serve import serve


def draw(job: dict[str, Any]) -> bytes:
    """The picture; of a bare one its seconds and CPU seconds, 16 bytes; without a spec the process's CPU, likewise."""
    if "spec" not in job:
        return struct.pack(">dd", 0, time.process_time())
    if "bare" not in job:
        return worker.draw(job)
    bare: Callable = getattr(vl_convert, f"vegalite_to_{job['bare']}")
    wall, cpu = time.perf_counter(), time.process_time()
    bare(job["spec"], vl_version=job["vega_lite"], allowed_base_urls=[], **job["options"])
    return struct.pack(">dd", time.perf_counter() - wall, time.process_time() - cpu)


def prepare() -> Callable[[str], bytes]:
    """As warm as the dashboard's own."""
    worker.prepare()
    return lambda job: draw(json.loads(job))


if __name__ == "__main__":
    serve(prepare)
