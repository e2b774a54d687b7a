"""One HTTP request with the standard library, with a deadline and a bound on what is read."""

from __future__ import annotations

import codecs
import http.client
import io
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_ANSWER_BYTES = 1024 * 1024

# What a first request would import. A process that is forked in the midst of that never gets the import's lock.
for _encoding in ("idna", "ascii", "latin-1", "utf-8"):
    codecs.lookup(_encoding)
http.client.parse_headers(io.BytesIO(b"a: b\r\n\r\n"))


@dataclass(frozen=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str]
    timeout: float
    body: bytes | None = None


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


# Raises any Exception if there is no answer.
Transport = Callable[[Request], Answer]


class _BoundedReader(io.RawIOBase):
    """Reads a socket until a deadline. A socket's own timeout is for each read, so a byte a second would last for ever."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._deadline = time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer was not complete in time")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _BoundedSocket:
    """As much of a socket as `HTTPResponse` asks for."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_BoundedReader(self._sock, self._sock.gettimeout() or 0))


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: Any, *more: Any, **named: Any) -> None:
        super().__init__(_BoundedSocket(sock), *more, **named)  # type: ignore[arg-type]


class _Connection(http.client.HTTPConnection):
    response_class = _Response


class _SecureConnection(http.client.HTTPSConnection):
    response_class = _Response


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(_Connection, req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(_SecureConnection, req)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would take the key to another host, so it is an answer like any other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _opener() -> urllib.request.OpenerDirector:
    # Of the environment alone: on macOS the system's proxies must not be asked for in a forked process.
    proxies = urllib.request.ProxyHandler(urllib.request.getproxies_environment())
    return urllib.request.build_opener(proxies, _Http, _Https, _NoRedirects)


def send(request: Request) -> Answer:
    """Raises if there is no complete answer: OSError, HTTPException, or whatever the library makes of nonsense."""
    asked = urllib.request.Request(
        request.url, data=request.body, headers=dict(request.headers), method=request.method
    )
    try:
        with _opener().open(asked, timeout=request.timeout) as response:
            return _read(response.status, response)
    except urllib.error.HTTPError as error:
        with error:
            return _read(error.code, error)


def _read(status: int, response: Any) -> Answer:
    body = response.read(MAX_ANSWER_BYTES + 1)
    if len(body) > MAX_ANSWER_BYTES:
        raise OSError("the answer is larger than 1 MiB")
    return Answer(status, body, {name.lower(): value for name, value in response.headers.items()})
