"""Pydantic AI.

    from tocsin.pydantic_ai import TocsinCapability

    agent = Agent("openai:gpt-5", capabilities=[TocsinCapability()])
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from pydantic_ai.capabilities import AbstractCapability
from pydantic_ai.exceptions import ApprovalRequired, CallDeferred, SkipModelRequest

from ._adapter import Reporter, tokens
from ._client import Tocsin
from ._log import log

__all__ = ["TocsinCapability"]

# How a run is left on purpose: no failures.
_CONTROL = (ApprovalRequired, CallDeferred, SkipModelRequest)


class TocsinCapability(AbstractCapability[Any]):
    """Waits before each model request and each tool call while the agent is paused, switches models, reports both.

    `models` makes a model by its name, where a copy with another name is not enough.
    """

    def __init__(self, client: Tocsin | None = None, *, models: Callable[[str], Any] | None = None) -> None:
        self._reporter = Reporter(client)
        self._models = models

    async def wrap_model_request(self, ctx: Any, *, request_context: Any, handler: Any) -> Any:
        await self._reporter.acheckpoint(_agent(ctx))
        model = request_context.model = self._switched(request_context.model, _agent(ctx))
        began = self._reporter.client.now()
        about = {**_about(ctx), "provider": getattr(model, "system", None)}
        try:
            response = await handler(request_context)
        except _CONTROL:
            raise
        except Exception as error:
            self._reporter.model_failed(_name(model), began, error, **about)
            raise
        self._reporter.model_completed(_name(model), began, _usage(response.usage), **about)
        return response

    async def wrap_tool_execute(self, ctx: Any, *, call: Any, tool_def: Any, args: Any, handler: Any) -> Any:
        await self._reporter.acheckpoint(_agent(ctx))
        began = self._reporter.client.now()
        about = {**_about(ctx), "callId": call.tool_call_id}
        try:
            result = await handler(args)
        except _CONTROL:
            raise
        except Exception as error:
            self._reporter.tool_failed(call.tool_name, began, args, error, **about)
            raise
        self._reporter.tool_completed(call.tool_name, began, args, **about)
        return result

    def _switched(self, model: Any, agent: str | None) -> Any:
        name = _name(model)
        new = self._reporter.model(name, agent) if name else name
        if new is None or new == name:
            return model
        try:
            return self._models(new) if self._models else _renamed(model, new)
        except Exception:
            log.warning("the model could not be switched to %s: %s is used", new, name, exc_info=True)
            return model


def _agent(ctx: Any) -> str | None:
    name = getattr(getattr(ctx, "agent", None), "name", None)
    return name if isinstance(name, str) else None


def _about(ctx: Any) -> dict[str, Any]:
    conversation = getattr(ctx, "conversation_id", None)
    return {"agent": _agent(ctx), "conversation": conversation if isinstance(conversation, str) else None}


def _name(model: Any) -> str | None:
    name = getattr(model, "model_name", None)
    return name if isinstance(name, str) else None


def _renamed(model: Any, name: str) -> Any:
    """The same provider and settings with another name: its own `model_name` reads this attribute."""
    renamed = copy.copy(model)
    renamed._model_name = name
    if renamed.model_name != name:
        raise ValueError(f"{type(model).__name__} does not say its name by `_model_name`: give `models`")
    return renamed


def _usage(usage: Any) -> dict[str, int]:
    return tokens(
        getattr(usage, "input_tokens", None),
        getattr(usage, "output_tokens", None),
        cached=getattr(usage, "cache_read_tokens", None),
        cache_write=getattr(usage, "cache_write_tokens", None),
        reasoning=(getattr(usage, "details", None) or {}).get("reasoning_tokens"),
    )
