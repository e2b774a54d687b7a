"""Strands Agents.

    from tocsin.strands import TocsinHooks

    agent = Agent(model=model, hooks=[TocsinHooks()])
"""

from __future__ import annotations

import weakref
from typing import Any

from strands.hooks import (
    AfterModelCallEvent,
    AfterToolCallEvent,
    BeforeModelCallEvent,
    BeforeToolCallEvent,
    HookProvider,
    HookRegistry,
)

from ._adapter import Reporter, tokens
from ._client import Tocsin
from ._log import log

__all__ = ["TocsinHooks"]

_BEGAN = "tocsin_began"


class TocsinHooks(HookProvider):
    """Waits before each model request and each tool call while the agent is paused, switches models, reports both."""

    def __init__(self, client: Tocsin | None = None) -> None:
        self._reporter = Reporter(client)
        # What each model was called before it was switched.
        self._names: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()

    def register_hooks(self, registry: HookRegistry, **_: Any) -> None:
        registry.add_callback(BeforeModelCallEvent, self._before_model)
        registry.add_callback(AfterModelCallEvent, self._after_model)
        registry.add_callback(BeforeToolCallEvent, self._before_tool)
        registry.add_callback(AfterToolCallEvent, self._after_tool)

    async def _before_model(self, event: BeforeModelCallEvent) -> None:
        await self._reporter.acheckpoint(event.agent.name)
        self._switch(event.agent)
        event.invocation_state[_BEGAN] = self._reporter.client.now()

    async def _after_model(self, event: AfterModelCallEvent) -> None:
        began = event.invocation_state.pop(_BEGAN, None)
        if began is None:
            # The request was not made.
            return
        name, about = _name(event.agent.model), _about(event.agent)
        if event.exception is not None:
            self._reporter.model_failed(name, began, event.exception, **about)
        elif event.stop_response is not None:
            usage = (event.stop_response.message.get("metadata") or {}).get("usage") or {}
            self._reporter.model_completed(name, began, _usage(usage), **about)

    async def _before_tool(self, _: BeforeToolCallEvent) -> None:
        await self._reporter.acheckpoint(_.agent.name)

    async def _after_tool(self, event: AfterToolCallEvent) -> None:
        if event.cancel_message is not None:
            return
        duration = event.duration
        began = None if duration is None else self._reporter.client.now() - duration
        about = {**_about(event.agent), "callId": event.tool_use.get("toolUseId")}
        tool, arguments = event.tool_use["name"], event.tool_use.get("input")
        if event.exception is not None:
            self._reporter.tool_failed(tool, began, arguments, event.exception, **about)
        elif event.result.get("status") == "error":
            self._reporter.tool_failed(tool, began, arguments, _text(event.result), **about)
        else:
            self._reporter.tool_completed(tool, began, arguments, **about)

    def _switch(self, agent: Any) -> None:
        """Strands asks its model for the name at each request, so the model itself is renamed, and back again."""
        try:
            model = agent.model
            current = _name(model)
            if current is None:
                return
            usual = self._names.setdefault(model, current)
            wanted = self._reporter.model(usual, agent.name)
            if wanted != current:
                model.update_config(model_id=wanted)
        except Exception:
            log.warning("the model could not be switched", exc_info=True)


def _about(agent: Any) -> dict[str, Any]:
    manager = getattr(agent, "_session_manager", None)
    return {"agent": agent.name, "conversation": getattr(manager, "session_id", None)}


def _name(model: Any) -> str | None:
    name = (model.get_config() or {}).get("model_id")
    return name if isinstance(name, str) else None


def _text(result: Any) -> str:
    return " ".join(str(one.get("text", "")) for one in result.get("content") or [] if isinstance(one, dict))


def _usage(usage: Any) -> dict[str, int]:
    """Some providers count what was cached beside the input: then the total is more than input and output."""
    given, produced, total = (usage.get(name) for name in ("inputTokens", "outputTokens", "totalTokens"))
    cached, written = usage.get("cacheReadInputTokens"), usage.get("cacheWriteInputTokens")
    if None not in (given, produced, total) and given + produced != total:
        given += (cached or 0) + (written or 0)
    return tokens(given, produced, cached=cached, cache_write=written)
