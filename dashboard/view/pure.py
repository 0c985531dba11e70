"""What is worked out of answers alone is worked out once for them: a page runs again at every click."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

REMEMBERED = 512
"""Results that are remembered; each is some hundred rows at most, and the answers that it was worked out of."""


def pure(work: Callable[P, T]) -> Callable[P, T]:
    """A function of answers and words that reads nothing else: called with the same ones it gives the same object,
    which nobody may change.

    The same is what is equal; of a frame, which is nowhere changed once it was answered, the frame itself. Answers that
    are put together anew at each run, in a dataclass or a mapping, are the same where each of their parts is.
    """
    results: OrderedDict[Hashable, tuple[T, object]] = OrderedDict()
    lock = Lock()

    @wraps(work)
    def worked_out(*given: P.args, **named: P.kwargs) -> T:
        key = (_key(given), _key(named))
        with lock:
            if key in results:
                results.move_to_end(key)
                return results[key][0]
        result = work(*given, **named)
        with lock:
            results[key] = result, (given, named)  # what was given, so that nothing else gets a frame's id meanwhile
            if len(results) > REMEMBERED:
                results.popitem(last=False)
        return result

    return worked_out


def _key(given: Any) -> Hashable:
    """What is equal for the same answers."""
    kind = type(given)
    if kind is tuple or kind is list:
        return kind, tuple(map(_key, given))
    if isinstance(given, Mapping):
        return kind, tuple((name, _key(value)) for name, value in given.items())
    if not is_dataclass(kind):
        return kind, id(given) if kind.__hash__ is None else given
    if kind.__hash__ is not object.__hash__:
        with suppress(TypeError):  # one of its parts has no hash
            hash(given)
            return kind, given
    return kind, tuple(_key(getattr(given, one.name)) for one in fields(given))
