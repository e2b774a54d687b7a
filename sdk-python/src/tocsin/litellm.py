"""LiteLLM, as a library and as a proxy.

    import litellm
    from tocsin.litellm import TocsinLogger

    litellm.callbacks = [TocsinLogger()]

In the configuration of a proxy: `litellm_settings: {callbacks: ["tocsin.litellm.proxy_handler"]}`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import litellm
from litellm.integrations.custom_logger import CustomLogger

from ._adapter import Reporter, tokens
from ._client import Tocsin
from ._directive import AgentPaused
from ._event import error_data
from ._log import log

__all__ = ["TocsinLogger", "proxy_handler"]

AgentOf = Callable[[dict[str, Any]], "str | None"]


def _agent_of(request: dict[str, Any]) -> str | None:
    """`metadata.agent` of the request, which a client of the proxy may send."""
    parameters = request.get("litellm_params")
    places = (request.get("metadata"), parameters.get("metadata") if isinstance(parameters, dict) else None)
    found = (place.get("agent") for place in places if isinstance(place, dict))
    return next((name for name in found if isinstance(name, str) and name), None)


class TocsinLogger(CustomLogger):
    """Reports every request. In a proxy it refuses requests of a paused agent and switches models.

    `agent_of` says whose request it is (of what the proxy was sent, or of what LiteLLM logs): a proxy may serve many.
    """

    def __init__(self, client: Tocsin | None = None, *, agent_of: AgentOf = _agent_of) -> None:
        super().__init__()
        self._reporter = Reporter(client)
        self._agent_of = agent_of

    async def async_pre_call_hook(self, user_api_key_dict: Any, cache: Any, data: dict[str, Any], call_type: str) -> Any:
        """In a proxy, before each request. A gateway holds nobody up: a paused agent is refused at once, with 409."""
        agent = self._agent(data)
        try:
            await self._reporter.client.acheckpoint(agent=agent, when_paused="raise")
        except AgentPaused as paused:
            raise _refusal(paused) from paused
        if isinstance(data.get("model"), str):
            data["model"] = self._reporter.client.model(data["model"], agent=agent)
        return data

    def log_success_event(self, kwargs: dict[str, Any], response_obj: Any, start_time: Any, end_time: Any) -> None:
        self._report(kwargs, response_obj, start_time, end_time)

    def log_failure_event(self, kwargs: dict[str, Any], response_obj: Any, start_time: Any, end_time: Any) -> None:
        self._report(kwargs, None, start_time, end_time)

    async def async_log_success_event(
        self, kwargs: dict[str, Any], response_obj: Any, start_time: Any, end_time: Any
    ) -> None:
        self._report(kwargs, response_obj, start_time, end_time)

    async def async_log_failure_event(
        self, kwargs: dict[str, Any], response_obj: Any, start_time: Any, end_time: Any
    ) -> None:
        self._report(kwargs, None, start_time, end_time)

    def _report(self, kwargs: dict[str, Any], response: Any, start: Any, end: Any) -> None:
        try:
            agent = self._agent(kwargs)
            client = self._reporter.client
            data = {**_about(kwargs), "durationMs": max(0, round((end - start).total_seconds() * 1000))}
            if response is None:
                client.track("llm.request.failed", {**data, "error": _error(kwargs.get("exception"))}, agent=agent)
            else:
                client.track("llm.request.completed", {**data, **_usage(response)}, agent=agent)
        except Exception:
            log.debug("a request was not reported", exc_info=True)

    def _agent(self, request: dict[str, Any]) -> str | None:
        try:
            return self._agent_of(request)
        except Exception:
            log.debug("the agent of a request is not known", exc_info=True)
            return None


def _refusal(paused: AgentPaused) -> Any:
    """An exception that the proxy answers."""
    try:
        from fastapi import HTTPException
    except ImportError:
        return litellm.exceptions.RejectedRequestError(str(paused), "", "", {})
    return HTTPException(status_code=409, detail={"error": str(paused), "type": "agent_paused"})


def _about(kwargs: dict[str, Any]) -> dict[str, Any]:
    """LiteLLM says its cost in dollars; one of 0 is also what it says of a model without a price."""
    provider = kwargs.get("custom_llm_provider") or (kwargs.get("litellm_params") or {}).get("custom_llm_provider")
    cost = kwargs.get("response_cost")
    about: dict[str, Any] = {"model": _bare(kwargs.get("model"), provider), "provider": provider}
    about["costMicroUsd"] = round(cost * 1e6) if isinstance(cost, (int, float)) and cost > 0 else None
    return {name: value for name, value in about.items() if value is not None}


def _bare(model: Any, provider: Any) -> str | None:
    if not isinstance(model, str):
        return None
    return model.removeprefix(f"{provider}/") if isinstance(provider, str) else model


def _error(error: Any) -> dict[str, str]:
    if isinstance(error, BaseException):
        return error_data(error)
    return {"type": "Error", "message": str(error or "")[:500]}


def _usage(response: Any) -> dict[str, int]:
    usage = _member(response, "usage")
    given, produced = _member(usage, "prompt_tokens_details"), _member(usage, "completion_tokens_details")
    return tokens(
        _first(usage, "prompt_tokens", "input_tokens"),
        _first(usage, "completion_tokens", "output_tokens"),
        cached=_member(given, "cached_tokens"),
        cache_write=_member(given, "cache_creation_tokens"),
        reasoning=_member(produced, "reasoning_tokens"),
    )


def _first(value: Any, *names: str) -> Any:
    return next((found for found in (_member(value, name) for name in names) if found is not None), None)


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)


# What the configuration of a proxy names.
proxy_handler = TocsinLogger()
