"""What the adapters of frameworks share: checkpoints, and reports of model requests and tool calls."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Generic, TypeVar

from . import client as default_client
from ._checkpoint import WhenPaused
from ._client import Tocsin
from ._directive import Directive
from ._event import arguments_hash, error_data
from ._log import log
from ._run import current_run

Value = TypeVar("Value")


class Reporter:
    """For one framework. Nothing of it raises but the checkpoints, which raise AgentPaused.

    `agent` is the framework's name of the agent, and is used where TOCSIN_URL names none. `conversation` is the run of
    events that are not inside a `tocsin.run()`.
    """

    def __init__(self, client: Tocsin | None) -> None:
        self._given = client

    @property
    def client(self) -> Tocsin:
        return self._given or default_client()

    def checkpoint(self, agent: str | None = None, when_paused: WhenPaused | None = None) -> Directive:
        return self.client.checkpoint(agent=self._named(agent), when_paused=when_paused)

    async def acheckpoint(self, agent: str | None = None, when_paused: WhenPaused | None = None) -> Directive:
        return await self.client.acheckpoint(agent=self._named(agent), when_paused=when_paused)

    def model(self, name: str, agent: str | None = None) -> str:
        return self.client.model(name, agent=self._named(agent))

    def model_completed(
        self, model: str | None, began: float | None, usage: dict[str, int], **about: Any
    ) -> None:
        self._track("llm.request.completed", {"model": model, **usage}, began, about)

    def model_failed(self, model: str | None, began: float | None, error: BaseException, **about: Any) -> None:
        self._track("llm.request.failed", {"model": model, "error": error_data(error)}, began, about)

    def tool_completed(self, tool: str, began: float | None, arguments: object, **about: Any) -> None:
        self._tool("completed", tool, began, arguments, about)

    def tool_failed(
        self, tool: str, began: float | None, arguments: object, error: BaseException | str, **about: Any
    ) -> None:
        data = {"type": "ToolError", "message": error[:500]} if isinstance(error, str) else error_data(error)
        self._tool("failed", tool, began, arguments, {**about, "error": data})

    def _tool(
        self, end: str, tool: str, began: float | None, arguments: object, about: dict[str, Any]
    ) -> None:
        try:
            hashed = None if arguments is None else arguments_hash(arguments)
        except Exception:
            log.debug("arguments without a hash", exc_info=True)
            hashed = None
        self._track(f"tool.call.{end}", {"tool": tool, "argumentsHash": hashed}, began, about)

    def _track(self, type: str, data: dict[str, Any], began: float | None, about: dict[str, Any]) -> None:
        agent = about.pop("agent", None)
        conversation = about.pop("conversation", None)
        took = None if began is None else self.client.ms_since(began)
        found = {**data, **about, "durationMs": took, "agent": agent}
        self.client.track(
            type,
            {name: value for name, value in found.items() if value is not None},
            agent=self._named(agent),
            subject=None if current_run.get() else conversation,
        )

    def _named(self, agent: str | None) -> str | None:
        return None if self.client.agent or current_run.get() else agent


class Pending(Generic[Value]):
    """What has begun, by its key, until it ends. What never ends is forgotten after a thousand others."""

    _MAX = 1_000

    def __init__(self) -> None:
        self._values: OrderedDict[object, Value] = OrderedDict()

    def put(self, key: object, value: Value) -> None:
        self._values[key] = value
        while len(self._values) > self._MAX:
            self._values.popitem(last=False)

    def take(self, key: object) -> Value | None:
        return self._values.pop(key, None)


def tokens(
    input: object = None,
    output: object = None,
    cached: object = None,
    cache_write: object = None,
    reasoning: object = None,
) -> dict[str, int]:
    """The members of `data` that say what a model request has used; what is not known is left out."""
    names = {
        "inputTokens": input,
        "outputTokens": output,
        "cachedInputTokens": cached,
        "cacheWriteInputTokens": cache_write,
        "reasoningTokens": reasoning,
    }
    return {name: value for name, value in names.items() if isinstance(value, int) and not isinstance(value, bool)}
