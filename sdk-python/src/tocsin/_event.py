"""One event as the bytes that are sent. It is encoded when it is tracked, so that later changes of its data do not count."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any

Event = dict[str, Any]

# docs/events.md: what the API takes of one event.
MAX_EVENT_BYTES = 256 * 1024
_MAX_DEPTH = 32
_MAX_TEXT = 500


def timestamp(seconds: float) -> str:
    """RFC 3339 in UTC, of epoch seconds."""
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(timespec="milliseconds")


def encode(event: Event) -> bytes:
    """Any Python value becomes JSON: what JSON does not have becomes text, NaN and infinity null."""
    try:
        text = _dumps(event)
    except (TypeError, ValueError, RecursionError):
        text = _dumps(_plain(event, 0))
    return text.encode("utf-8", "replace")


def error_data(error: BaseException) -> dict[str, str]:
    """What events say of an exception: its kind, to count by, and its message, for people."""
    data = {"type": type(error).__name__, "message": str(error)[:_MAX_TEXT]}
    code = getattr(error, "status_code", None) or getattr(error, "code", None)
    return {**data, "code": str(code)[:_MAX_TEXT]} if isinstance(code, (int, str)) else data


def arguments_hash(arguments: object) -> str:
    """SHA-256 of a tool's arguments, which are the same whatever the order of their names. Never the arguments."""
    text = arguments if isinstance(arguments, str) else _dumps(_plain(arguments, 0), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _dumps(value: object, sort_keys: bool = False) -> str:
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_other, sort_keys=sort_keys
    )


def _other(value: object) -> object:
    """A value of a type that JSON does not know."""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"{len(value)} bytes"
    return str(value)[:_MAX_TEXT]


def _plain(value: object, depth: int) -> object:
    """The value without anything that the encoder refuses: other keys than text, NaN, and cycles (by their depth)."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth > _MAX_DEPTH:
        return "nested too deep"
    if isinstance(value, Mapping):
        return {str(key): _plain(one, depth + 1) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one, depth + 1) for one in value]
    return _plain(_other(value), depth + 1)
