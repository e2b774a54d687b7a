"""The receivers' side of webhooks: whether a request comes from Tocsin (docs/receiving.md)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

TOLERANCE_SECONDS = 300
_TIME = re.compile("[0-9]{1,12}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

Headers = Mapping[Any, Any] | Iterable[tuple[Any, Any]]
# Text, or a JSON Web Key Set as `GET /v1/subscriptions/{id}/jwks.json` answers it.
Secret = str | Mapping[str, Any]


class InvalidSignature(Exception):
    """The request does not come from Tocsin, or is too old. Answer 401."""


def verify(
    headers: Headers,
    body: bytes | str,
    secret: Secret | Iterable[Secret],
    signature: str | Mapping[str, Any] = "standard",
    *,
    tolerance_seconds: float = TOLERANCE_SECONDS,
    now: Callable[[], float] = time.time,
) -> Any:
    """Answers the body as JSON (None if it is empty), or raises InvalidSignature.

    `body` is as it was received. `secret` may be several while one is being replaced. `signature` is the
    subscription's: a scheme, or its settings such as {"scheme": "stripe", "header": "X-Signature"}.
    Raises ValueError if the settings or a secret are not such, or need a package that is not installed.
    """
    raw = body.encode() if isinstance(body, str) else bytes(body)
    settings = {"scheme": signature} if isinstance(signature, str) else dict(signature)
    check = _SCHEMES.get(str(settings.get("scheme")))
    if check is None:
        raise ValueError(f"signature.scheme must be one of {', '.join(_SCHEMES)}")
    check(_Request(headers, raw, tolerance_seconds, now()), _secrets(secret), settings)
    return json.loads(raw) if raw else None


class _Request:
    def __init__(self, headers: Headers, body: bytes, tolerance: float, now: float) -> None:
        pairs = headers.items() if isinstance(headers, Mapping) else headers
        self._headers: dict[str, str | None] = {}
        for name, value in pairs:
            lower = _text(name).lower()
            # A header that came twice could be read either way.
            self._headers[lower] = None if lower in self._headers else _value(value)
        self.body = body
        self._tolerance = tolerance
        self._now = now

    def header(self, name: str) -> str:
        value = self._headers.get(name.lower())
        if value is None:
            raise InvalidSignature(f"the header {name} is missing, or is there twice")
        return value

    def optional(self, name: str) -> str:
        return self._headers.get(name) or ""

    def recent(self, sent: str) -> str:
        if not _TIME.fullmatch(sent) or abs(self._now - int(sent)) > self._tolerance:
            raise InvalidSignature("the time is missing, or too far from now")
        return sent


def _standard(request: _Request, secrets: list[Secret], _: Mapping[str, Any]) -> None:
    identity = request.header("webhook-id")
    sent = request.recent(request.header("webhook-timestamp"))
    content = f"{identity}.{sent}.".encode("utf-8", "replace") + request.body
    given = request.header("webhook-signature").split(" ")
    if not any(_is_of(one, given, content) for one in secrets):
        raise InvalidSignature("no signature is right")


def _is_of(secret: Secret, given: list[str], content: bytes) -> bool:
    if isinstance(secret, str) and secret.startswith("whsec_"):
        key = _decoded(secret.removeprefix("whsec_"), "a whsec_ secret")
        expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        return _has(given, expected)
    signatures = [one.removeprefix("v1a,") for one in given if one.startswith("v1a,")]
    return any(_is_signed(key, signatures, content) for key in _public_keys(secret))


def _public_keys(secret: Secret) -> list[bytes]:
    if isinstance(secret, Mapping):
        keys = [key for key in secret.get("keys", []) if key.get("crv") == "Ed25519"]
        return [_decoded(key["x"] + "=" * (-len(key["x"]) % 4), "a key", altchars=b"-_") for key in keys]
    if secret.startswith("whpk_"):
        return [_decoded(secret.removeprefix("whpk_"), "a whpk_ key")]
    raise ValueError("a secret of the scheme standard must be whsec_..., whpk_..., or a JSON Web Key Set")


def _is_signed(key: bytes, signatures: list[str], content: bytes) -> bool:
    try:
        from cryptography.exceptions import InvalidSignature as Invalid
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        message = "signatures v1a (ed25519) need the package cryptography: pip install 'tocsin[ed25519]'"
        raise ValueError(message) from error
    public = Ed25519PublicKey.from_public_bytes(key)
    for one in signatures:
        try:
            public.verify(base64.b64decode(one, validate=True), content)
            return True
        except (Invalid, ValueError):
            continue
    return False


def _github(request: _Request, secrets: list[Secret], _: Mapping[str, Any]) -> None:
    given = request.header("x-hub-signature-256")
    _one_of(given, [f"sha256={_hmac(secret, request.body)}" for secret in secrets])


def _stripe(request: _Request, secrets: list[Secret], settings: Mapping[str, Any]) -> None:
    parts = [part.partition("=") for part in request.header(settings.get("header", "Stripe-Signature")).split(",")]
    sent = request.recent(next((value for name, _, value in parts if name == "t"), ""))
    given = [value for name, _, value in parts if name == "v1"]
    content = f"{sent}.".encode() + request.body
    if not any(_has(given, _hmac(secret, content)) for secret in secrets):
        raise InvalidSignature("no signature is right")


def _keywordsai(request: _Request, secrets: list[Secret], _: Mapping[str, Any]) -> None:
    name = "x-respan-signature" if request.optional("x-respan-signature") else "x-keywordsai-signature"
    _one_of(request.header(name), [_hmac(secret, request.body) for secret in secrets])


def _custom(request: _Request, secrets: list[Secret], settings: Mapping[str, Any]) -> None:
    encoding, algorithm = settings.get("encoding", "hex"), settings.get("algorithm", "sha256")
    if encoding not in ("hex", "base64") or algorithm not in ("sha256", "sha512") or not settings.get("header"):
        raise ValueError("a custom signature has a header, encoding hex or base64, algorithm sha256 or sha512")
    signed = str(settings.get("signed", "{body}"))
    value = str(settings.get("value", f"{settings.get('prefix', '')}{{signature}}"))
    values = _named(request, signed + value)
    content = _filled(signed.encode(), {**values, "body": request.body})
    expected = [
        _filled(value.encode(), {**values, "signature": _hmac(secret, content, algorithm, encoding).encode()})
        for secret in secrets
    ]
    _one_of(request.header(str(settings["header"])), [one.decode("utf-8", "replace") for one in expected])


def _named(request: _Request, templates: str) -> dict[str, bytes]:
    """What templates name beside the body. A time is only believed if it is recent."""
    names = set(_PLACEHOLDER.findall(templates))
    values: dict[str, bytes] = {}
    if "id" in names:
        values["id"] = request.header("webhook-id").encode("utf-8", "replace")
    if "timestamp" in names:
        values["timestamp"] = request.recent(request.header("webhook-timestamp")).encode()
    if "type" in names:
        values["type"] = _type_of(request).encode("utf-8", "replace")
    return values


def _type_of(request: _Request) -> str:
    """The event's type, which is in the body unless that is the data of a CloudEvent alone."""
    if named := request.optional("ce-type"):
        return named
    try:
        event = json.loads(request.body)
    except (ValueError, RecursionError):
        event = None
    return str(event.get("type", "")) if isinstance(event, dict) else ""


def _filled(template: bytes, values: Mapping[str, bytes]) -> bytes:
    """In one pass: what is put in is never taken for a placeholder."""
    return re.sub(rb"\{([^{}]*)\}", lambda found: values.get(found[1].decode(), b""), template)


def _one_of(given: str, expected: list[str]) -> None:
    if not any(_has([given], one) for one in expected):
        raise InvalidSignature("the signature is not right")


def _has(given: list[str], expected: str) -> bool:
    return any(hmac.compare_digest(one.encode("utf-8", "replace"), expected.encode()) for one in given)


def _hmac(secret: Secret, content: bytes, algorithm: str = "sha256", encoding: str = "hex") -> str:
    """With the secret's text as it is, which is how receivers of most schemes use it."""
    if not isinstance(secret, str):
        raise ValueError("this scheme is verified with a text as the secret")
    digest = hmac.new(secret.encode(), content, algorithm)
    return digest.hexdigest() if encoding == "hex" else base64.b64encode(digest.digest()).decode()


def _secrets(secret: Secret | Iterable[Secret]) -> list[Secret]:
    secrets: list[Secret] = [secret] if isinstance(secret, (str, Mapping)) else list(secret)
    if not secrets or "" in secrets:
        raise ValueError("a secret is needed, and must not be empty")
    return secrets


def _decoded(text: str, what: str, altchars: bytes | None = None) -> bytes:
    try:
        return base64.b64decode(text, altchars, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"{what} must be base64") from error


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _value(value: object) -> str | None:
    """A list of one value is that value; some frameworks hand headers over so."""
    if isinstance(value, (list, tuple)):
        return _text(value[0]) if len(value) == 1 else None
    return _text(value)


_SCHEMES: Mapping[str, Callable[[_Request, list[Secret], Mapping[str, Any]], None]] = {
    "standard": _standard,
    "github": _github,
    "stripe": _stripe,
    "keywordsai": _keywordsai,
    "custom": _custom,
}
