"""OpenAI Agents SDK.

    from tocsin.openai_agents import guard

    result = await Runner.run(agent, "...", **guard())
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from typing import Any

from agents import Model, ModelProvider, ModelResponse, MultiProvider, RunConfig, RunHooks
from agents.models import get_default_model

from ._adapter import Pending, Reporter, tokens
from ._client import Tocsin
from ._log import log

__all__ = ["TocsinHooks", "TocsinModel", "TocsinModelProvider", "guard"]


def guard(client: Tocsin | None = None, run_config: RunConfig | None = None) -> dict[str, Any]:
    """`hooks` and `run_config` for a Runner: each model request and each tool call waits while the agent is paused,
    models are switched, and both are reported."""
    given = run_config or RunConfig()
    model = TocsinModel(given.model, client=client) if isinstance(given.model, Model) else given.model
    provider = TocsinModelProvider(given.model_provider, client)
    config = dataclasses.replace(given, model=model, model_provider=provider)
    return {"hooks": TocsinHooks(client, reports_models=False), "run_config": config}


class TocsinHooks(RunHooks[Any]):
    """Waits before each model request and each tool call, and reports them. `guard` reports model requests elsewhere,
    since hooks are not told of those that fail."""

    def __init__(self, client: Tocsin | None = None, *, reports_models: bool = True) -> None:
        self._reporter = Reporter(client)
        self._reports_models = reports_models
        self._began: Pending[float] = Pending()

    async def on_llm_start(self, context: Any, agent: Any, system_prompt: Any, input_items: Any) -> None:
        await self._reporter.acheckpoint(agent.name)
        self._began.put(_task(), self._reporter.client.now())

    async def on_llm_end(self, context: Any, agent: Any, response: ModelResponse) -> None:
        began = self._began.take(_task())
        if self._reports_models:
            name = agent.model if isinstance(agent.model, str) else getattr(agent.model, "model", None)
            self._reporter.model_completed(name or get_default_model(), began, _usage(response.usage), agent=agent.name)

    async def on_tool_start(self, context: Any, agent: Any, tool: Any) -> None:
        await self._reporter.acheckpoint(agent.name)
        self._began.put(_call(context), self._reporter.client.now())

    async def on_tool_end(self, context: Any, agent: Any, tool: Any, result: object) -> None:
        self._reporter.tool_completed(
            tool.name,
            self._began.take(_call(context)),
            getattr(context, "tool_arguments", None),
            callId=getattr(context, "tool_call_id", None),
            agent=agent.name,
        )


class TocsinModelProvider(ModelProvider):
    """Hands out models of another provider that wait, can be switched, and are reported."""

    def __init__(self, provider: ModelProvider | None = None, client: Tocsin | None = None) -> None:
        self._provider = provider or MultiProvider()
        self._client = client

    def get_model(self, model_name: str | None) -> Model:
        return TocsinModel(self._provider.get_model(model_name), model_name, self._provider, self._client)

    async def aclose(self) -> None:
        await self._provider.aclose()


class TocsinModel(Model):
    """A model that waits while the agent is paused. With a provider it can be switched to another."""

    def __init__(
        self,
        model: Model,
        name: str | None = None,
        provider: ModelProvider | None = None,
        client: Tocsin | None = None,
    ) -> None:
        self._model = model
        self._name = name or str(getattr(model, "model", None) or get_default_model())
        self._provider = provider
        self._reporter = Reporter(client)

    async def get_response(self, *arguments: Any, **named: Any) -> ModelResponse:
        name, model = await self._chosen()
        began = self._reporter.client.now()
        try:
            response = await model.get_response(*arguments, **named)
        except Exception as error:
            self._reporter.model_failed(name, began, error)
            raise
        self._reporter.model_completed(name, began, _usage(response.usage))
        return response

    async def stream_response(self, *arguments: Any, **named: Any) -> AsyncIterator[Any]:
        name, model = await self._chosen()
        began = self._reporter.client.now()
        try:
            async for event in model.stream_response(*arguments, **named):
                if getattr(event, "type", None) == "response.completed":
                    self._reporter.model_completed(name, began, _usage(event.response.usage))
                yield event
        except Exception as error:
            self._reporter.model_failed(name, began, error)
            raise

    def get_retry_advice(self, request: Any) -> Any:
        return self._model.get_retry_advice(request)

    async def close(self) -> None:
        await self._model.close()

    async def _cleanup_on_run_end(self, owner: object) -> None:
        await self._model._cleanup_on_run_end(owner)

    async def _chosen(self) -> tuple[str, Model]:
        await self._reporter.acheckpoint()
        name = self._reporter.model(self._name)
        if name == self._name or self._provider is None:
            return self._name, self._model
        try:
            return name, self._provider.get_model(name)
        except Exception:
            log.warning("the model %s is not known here: %s is used", name, self._name, exc_info=True)
            return self._name, self._model


def _usage(usage: Any) -> dict[str, int]:
    given, produced = getattr(usage, "input_tokens_details", None), getattr(usage, "output_tokens_details", None)
    return tokens(
        getattr(usage, "input_tokens", None),
        getattr(usage, "output_tokens", None),
        cached=getattr(given, "cached_tokens", None),
        reasoning=getattr(produced, "reasoning_tokens", None),
    )


def _task() -> object:
    """What one model request is known by between its two hooks."""
    return id(asyncio.current_task())


def _call(context: Any) -> object:
    return getattr(context, "tool_call_id", None) or id(context)
