"""What an application sets: one variable, or arguments of the client."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_SHAPE = "https://HOST/in/KEY/AGENT"
# A key goes into a header: nothing but visible ASCII characters.
_KEY = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class Connection:
    """Where the API is, without a slash at the end, a key of the scope `ingest`, and whom events are about."""

    base: str
    key: str
    agent: str | None


def read_connection(
    url: str, key: str | None = None, agent: str | None = None, other_key: str | None = None
) -> Connection:
    """Reads TOCSIN_URL. `key` and `agent` win over what it holds; `other_key` is used if it holds none.

    Raises ValueError, which says what is wrong.
    """
    address = url.strip().partition("?")[0].partition("#")[0]
    base, _, path = address.partition("/in/")
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError(f"TOCSIN_URL must be an address such as {_SHAPE}")
    segments = [unquote(segment) for segment in path.split("/")]
    key = key or segments[0] or other_key or ""
    if not _KEY.fullmatch(key):
        raise ValueError(f"TOCSIN_URL must contain a key: {_SHAPE}")
    named = segments[1] if len(segments) > 1 else ""
    return Connection(base.rstrip("/"), key, agent or named or None)


def is_set(value: str | None) -> bool:
    """Whether a variable that switches something on does so."""
    return (value or "").strip().lower() not in ("", "0", "false", "no", "off")
