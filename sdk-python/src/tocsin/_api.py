"""The two requests that the client makes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import quote

from ._directive import Directive, read_directive
from ._outbox import Batch
from ._settings import Connection
from ._transport import Answer, Request, Transport

USER_AGENT = "tocsin-python/0.1.0"
REQUEST_SECONDS = 3.0
# What an overloaded API, or the gateway in front of it, answers. All else would be answered the same once more.
_AGAIN = (429, 502, 503, 504)
_MAX_RETRY_AFTER = 30.0


@dataclass(frozen=True)
class Unanswered:
    """Nobody answered, or the answer asks to try again, not sooner than `retry_after` seconds."""

    why: str
    retry_after: float = 0.0


@dataclass(frozen=True)
class Refused:
    """Sending it again would not help. `is_fault`: the other side is at fault, or the key."""

    why: str
    is_fault: bool


@dataclass(frozen=True)
class Posted:
    """`refused` is the status of each event that was not taken, by its place."""

    directives: list[Directive]
    refused: dict[int, int] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True)
class Shown:
    """A directive with its tag; without one, it is the one that the tag of the request names."""

    directive: Directive | None
    tag: str | None


def post(
    transport: Transport, connection: Connection, batch: Batch, timeout: float = REQUEST_SECONDS
) -> Posted | Unanswered | Refused:
    headers = {**_headers(connection), "content-type": "application/json", "idempotency-key": batch.key}
    request = Request("POST", f"{connection.base}/v1/events", headers, timeout, batch.body)
    answer = _ask(transport, request)
    if isinstance(answer, Unanswered):
        return answer
    parsed = _parsed(answer)
    if answer.status not in (202, 207) or parsed is None:
        return Refused(f"{answer.status} {_detail(parsed)}".strip(), is_fault=answer.status not in (400, 413))
    refused, why = _refusals(parsed.get("results"))
    return Posted([one for one in map(read_directive, _list(parsed.get("directives"))) if one], refused, why)


def show(
    transport: Transport, connection: Connection, agent: str, tag: str | None
) -> Shown | Unanswered | Refused:
    headers = {**_headers(connection), **({"if-none-match": tag} if tag else {})}
    url = f"{connection.base}/v1/agents/directive?agent={quote(agent, safe='')}"
    answer = _ask(transport, Request("GET", url, headers, REQUEST_SECONDS))
    if isinstance(answer, Unanswered):
        return answer
    if answer.status == 304 and tag:
        return Shown(None, tag)
    directive = read_directive(_parsed(answer)) if answer.status == 200 else None
    if directive is None or directive.agent != agent:
        return Refused(f"{answer.status} {_detail(_parsed(answer))}".strip(), is_fault=True)
    return Shown(directive, answer.headers.get("etag"))


def _headers(connection: Connection) -> dict[str, str]:
    return {
        "authorization": f"Bearer {connection.key}",
        "accept": "application/json",
        "user-agent": USER_AGENT,
    }


def _ask(transport: Transport, request: Request) -> Answer | Unanswered:
    try:
        answer = transport(request)
    except Exception as error:
        return Unanswered(f"{type(error).__name__}: {error}")
    if answer.status in _AGAIN:
        return Unanswered(str(answer.status), _retry_after(answer.headers.get("retry-after", "")))
    return answer


def _retry_after(value: str) -> float:
    return min(float(value), _MAX_RETRY_AFTER) if value.isdecimal() and len(value) < 6 else 0.0


def _parsed(answer: Answer) -> dict[str, object] | None:
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _refusals(results: object) -> tuple[dict[int, int], str]:
    refused: dict[int, int] = {}
    why = ""
    for place, result in enumerate(_list(results)):
        if not isinstance(result, dict) or result.get("status") != "refused":
            continue
        error = result.get("error")
        status = error.get("status") if isinstance(error, dict) else None
        refused[place] = status if isinstance(status, int) else 400
        why = why or _detail(error)
    return refused, why


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _detail(problem: object) -> str:
    """What the API says of a refusal, in one line: it names the field and the rule."""
    if not isinstance(problem, dict):
        return ""
    errors = [one for one in _list(problem.get("errors")) if isinstance(one, dict)]
    fields = [f"{one.get('pointer')} {one.get('detail')}" for one in errors[:3]]
    head = problem.get("detail") or problem.get("title") or problem.get("message") or ""
    return "; ".join([str(head), *fields])[:500]
