"""LangChain and LangGraph.

    from tocsin.langchain import TocsinMiddleware

    agent = create_agent("openai:gpt-5", tools, middleware=[TocsinMiddleware()])
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware

from ._adapter import Reporter, tokens
from ._client import Tocsin
from ._directive import AgentPaused
from ._log import log

__all__ = ["TocsinMiddleware"]

# The field that names the model, by the classes of LangChain's partners.
_FIELDS = ("model_name", "model", "model_id")


class TocsinMiddleware(AgentMiddleware[Any, Any, Any]):
    """Waits before each model request and each tool call while the agent is paused, switches models, reports both.

    With `interrupts`, a pause is an interrupt of LangGraph: the run ends and is kept by its checkpointer until somebody
    resumes it with `Command(resume=...)`. `models` makes a model by its name, where a copy with another name is not
    enough.
    """

    def __init__(
        self,
        client: Tocsin | None = None,
        *,
        interrupts: bool = False,
        models: Callable[[str], Any] | None = None,
    ) -> None:
        super().__init__()
        self._reporter = Reporter(client)
        self._interrupts = interrupts
        self._models = models

    def wrap_model_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        about = _about()
        self._checkpoint(about)
        request, name = self._switched(request, about)
        began = self._reporter.client.now()
        try:
            response = handler(request)
        except Exception as error:
            self._reporter.model_failed(name, began, error, **about, provider=_provider(request.model))
            raise
        self._completed(name, began, request, response, about)
        return response

    async def awrap_model_call(self, request: Any, handler: Callable[[Any], Awaitable[Any]]) -> Any:
        about = _about()
        await self._acheckpoint(about)
        request, name = self._switched(request, about)
        began = self._reporter.client.now()
        try:
            response = await handler(request)
        except Exception as error:
            self._reporter.model_failed(name, began, error, **about, provider=_provider(request.model))
            raise
        self._completed(name, began, request, response, about)
        return response

    def wrap_tool_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        about = _about()
        self._checkpoint(about)
        began = self._reporter.client.now()
        try:
            result = handler(request)
        except Exception as error:
            self._tool_failed(request, began, error, about)
            raise
        self._tool_ended(request, began, result, about)
        return result

    async def awrap_tool_call(self, request: Any, handler: Callable[[Any], Awaitable[Any]]) -> Any:
        about = _about()
        await self._acheckpoint(about)
        began = self._reporter.client.now()
        try:
            result = await handler(request)
        except Exception as error:
            self._tool_failed(request, began, error, about)
            raise
        self._tool_ended(request, began, result, about)
        return result

    def _checkpoint(self, about: dict[str, Any]) -> None:
        if not self._interrupts:
            self._reporter.checkpoint(about["agent"])
            return
        try:
            self._reporter.checkpoint(about["agent"], when_paused="raise")
        except AgentPaused as paused:
            _interrupt(paused)

    async def _acheckpoint(self, about: dict[str, Any]) -> None:
        if not self._interrupts:
            await self._reporter.acheckpoint(about["agent"])
            return
        try:
            await self._reporter.acheckpoint(about["agent"], when_paused="raise")
        except AgentPaused as paused:
            _interrupt(paused)

    def _switched(self, request: Any, about: dict[str, Any]) -> tuple[Any, str | None]:
        name = _name(request.model)
        new = self._reporter.model(name, about["agent"]) if name else name
        if new is None or new == name:
            return request, name
        try:
            model = self._models(new) if self._models else _renamed(request.model, new)
            return request.override(model=model), new
        except Exception:
            log.warning("the model could not be switched to %s: %s is used", new, name, exc_info=True)
            return request, name

    def _completed(self, name: str | None, began: float, request: Any, response: Any, about: dict[str, Any]) -> None:
        messages = getattr(response, "result", None) or [response]
        usage: Any = next((one for one in (getattr(m, "usage_metadata", None) for m in messages) if one), {})
        self._reporter.model_completed(name, began, _usage(usage), **about, provider=_provider(request.model))

    def _tool_ended(self, request: Any, began: float, result: Any, about: dict[str, Any]) -> None:
        if getattr(result, "status", None) == "error":
            self._tool_failed(request, began, str(getattr(result, "content", "")), about)
            return
        call = request.tool_call
        self._reporter.tool_completed(call["name"], began, call.get("args"), callId=call.get("id"), **about)

    def _tool_failed(self, request: Any, began: float, error: Exception | str, about: dict[str, Any]) -> None:
        call = request.tool_call
        if _is_control(error):
            return
        self._reporter.tool_failed(call["name"], began, call.get("args"), error, callId=call.get("id"), **about)


def _interrupt(paused: AgentPaused) -> None:
    from langgraph.types import interrupt

    interrupt({"tocsin": "paused", "agent": paused.directive.agent, "reason": paused.reason, "until": paused.until})


def _is_control(error: object) -> bool:
    """Interrupts and the like are how LangGraph leaves a node; they are no failures."""
    from langgraph.errors import GraphBubbleUp

    return isinstance(error, GraphBubbleUp)


def _about() -> dict[str, Any]:
    """The agent's name and the thread, as far as LangGraph says them."""
    try:
        from langgraph.config import get_config

        config = get_config()
        agent = (config.get("metadata") or {}).get("lc_agent_name")
        return {"agent": agent, "conversation": (config.get("configurable") or {}).get("thread_id")}
    except Exception:
        return {"agent": None, "conversation": None}


def _name(model: Any) -> str | None:
    names = (getattr(model, field, None) for field in _FIELDS)
    return next((name for name in names if isinstance(name, str)), None)


def _renamed(model: Any, name: str) -> Any:
    field = next(field for field in _FIELDS if isinstance(getattr(model, field, None), str))
    return model.model_copy(update={field: name})


def _provider(model: Any) -> str | None:
    try:
        provider = model._get_ls_params().get("ls_provider")
        return provider if isinstance(provider, str) else None
    except Exception:
        return None


def _usage(usage: Any) -> dict[str, int]:
    given, produced = usage.get("input_token_details") or {}, usage.get("output_token_details") or {}
    return tokens(
        usage.get("input_tokens"),
        usage.get("output_tokens"),
        cached=given.get("cache_read"),
        cache_write=given.get("cache_creation"),
        reasoning=produced.get("reasoning"),
    )
