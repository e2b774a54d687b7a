"""Google ADK.

    from tocsin.adk import TocsinPlugin

    runner = Runner(app_name="app", agent=agent, session_service=sessions, plugins=[TocsinPlugin()])
"""

from __future__ import annotations

from typing import Any

from google.adk.models import LlmResponse
from google.adk.plugins import BasePlugin
from google.genai import types

from ._adapter import Pending, Reporter, tokens
from ._client import Tocsin
from ._directive import AgentPaused

__all__ = ["PAUSED", "TocsinPlugin"]

# The error code of the answer that replaces a model request.
PAUSED = "AGENT_PAUSED"


class TocsinPlugin(BasePlugin):
    """Waits before each model request and each tool call while the agent is paused, switches models, reports both.

    ADK hides an exception of a plugin in a RuntimeError. So with `when_paused="raise"` a model request is replaced by an
    answer with the error code AGENT_PAUSED and the reason, which ends the turn, and a tool call by `{"error": reason}`.
    """

    def __init__(self, client: Tocsin | None = None, name: str = "tocsin") -> None:
        super().__init__(name=name)
        self._reporter = Reporter(client)
        # When each request began, and of which model; when each tool call began.
        self._requests: Pending[tuple[float, str | None]] = Pending()
        self._calls: Pending[float] = Pending()

    async def before_model_callback(self, *, callback_context: Any, llm_request: Any) -> LlmResponse | None:
        agent = callback_context.agent_name
        try:
            await self._reporter.acheckpoint(agent)
        except AgentPaused as paused:
            content = types.Content(role="model", parts=[types.Part(text=str(paused))])
            return LlmResponse(content=content, error_code=PAUSED, error_message=str(paused), turn_complete=True)
        if llm_request.model:
            llm_request.model = self._reporter.model(llm_request.model, agent)
        self._requests.put(_key(callback_context), (self._reporter.client.now(), llm_request.model))
        return None

    async def after_model_callback(self, *, callback_context: Any, llm_response: Any) -> LlmResponse | None:
        # Of a stream, the last answer has the usage of all.
        if llm_response.partial or llm_response.error_code == PAUSED:
            return None
        if request := self._requests.take(_key(callback_context)):
            began, model = request
            usage = _usage(llm_response.usage_metadata)
            self._reporter.model_completed(model, began, usage, **_about(callback_context))
        return None

    async def on_model_error_callback(
        self, *, callback_context: Any, llm_request: Any, error: Exception
    ) -> LlmResponse | None:
        if request := self._requests.take(_key(callback_context)):
            began, model = request
            self._reporter.model_failed(model, began, error, **_about(callback_context))
        return None

    async def before_tool_callback(
        self, *, tool: Any, tool_args: dict[str, Any], tool_context: Any
    ) -> dict[str, Any] | None:
        try:
            await self._reporter.acheckpoint(tool_context.agent_name)
        except AgentPaused as paused:
            return {"error": str(paused)}
        self._calls.put(tool_context.function_call_id, self._reporter.client.now())
        return None

    async def after_tool_callback(
        self, *, tool: Any, tool_args: dict[str, Any], tool_context: Any, result: dict[str, Any]
    ) -> dict[str, Any] | None:
        began = self._calls.take(tool_context.function_call_id)
        if began is not None:
            about = {**_about(tool_context), "callId": tool_context.function_call_id}
            self._reporter.tool_completed(tool.name, began, tool_args, **about)
        return None

    async def on_tool_error_callback(
        self, *, tool: Any, tool_args: dict[str, Any], tool_context: Any, error: Exception
    ) -> dict[str, Any] | None:
        began = self._calls.take(tool_context.function_call_id)
        about = {**_about(tool_context), "callId": tool_context.function_call_id}
        self._reporter.tool_failed(tool.name, began, tool_args, error, **about)
        return None


def _key(context: Any) -> object:
    """What one model request is known by: an agent of an invocation makes one at a time."""
    return (context.invocation_id, context.agent_name)


def _about(context: Any) -> dict[str, Any]:
    session = getattr(context, "session", None)
    return {"agent": context.agent_name, "conversation": getattr(session, "id", None)}


def _usage(usage: Any) -> dict[str, int]:
    """Google counts thoughts beside the answer, and what tools are prompted with beside the prompt."""
    if usage is None:
        return {}
    thoughts = usage.thoughts_token_count
    answer = usage.candidates_token_count
    prompt = usage.prompt_token_count
    used_by_tools = getattr(usage, "tool_use_prompt_token_count", None)
    return tokens(
        None if prompt is None else prompt + (used_by_tools or 0),
        None if answer is None else answer + (thoughts or 0),
        cached=usage.cached_content_token_count,
        reasoning=thoughts,
    )
