"""Claude Agent SDK.

    from tocsin.claude_agent_sdk import guard, reported

    options = await guard(ClaudeAgentOptions(model="claude-sonnet-4-5"))
    async for message in reported(query(prompt="...", options=options)):
        ...
"""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterable, AsyncIterator
from typing import Any

from claude_agent_sdk import ClaudeAgentOptions, HookMatcher, ResultMessage, SystemMessage

from ._adapter import Reporter, tokens
from ._client import Tocsin
from ._directive import AgentPaused
from ._log import log

__all__ = ["guard", "hooks", "reported"]

# A hook that takes longer counts as one that has nothing to say, and the agent would go on.
_HOOK_SECONDS = 24 * 3600.0
_WAIT_SECONDS = _HOOK_SECONDS - 60


async def guard(options: ClaudeAgentOptions | None = None, client: Tocsin | None = None) -> ClaudeAgentOptions:
    """The same options with hooks, and with the model that the agent is switched to. Waits while the agent is paused."""
    options = options or ClaudeAgentOptions()
    reporter = Reporter(client)
    await reporter.acheckpoint()
    merged = {event: [*matchers] for event, matchers in (options.hooks or {}).items()}
    for event, matchers in hooks(client).items():
        merged[event] = [*merged.get(event, []), *matchers]
    model = reporter.model(options.model) if options.model else options.model
    return dataclasses.replace(options, hooks=merged, model=model)


def hooks(client: Tocsin | None = None) -> dict[Any, list[HookMatcher]]:
    """For `ClaudeAgentOptions.hooks`: before a prompt, before a tool call and after it the agent waits while it is paused,
    or its turn ends with the reason (`when_paused="raise"`); tool calls are reported."""
    reporter = Reporter(client)

    async def stops_if_paused(_input: Any, _tool_use_id: str | None, _context: Any) -> Any:
        try:
            await reporter.client.acheckpoint(max_wait_seconds=_longest(reporter.client))
        except AgentPaused as paused:
            return {"continue_": False, "stopReason": str(paused)}
        return {}

    async def reports(given: Any, tool_use_id: str | None, context: Any) -> Any:
        try:
            _report_tool(reporter, given)
        except Exception:
            log.debug("a tool call was not reported", exc_info=True)
        # The next thing that happens is a model request.
        return await stops_if_paused(given, tool_use_id, context)

    waits = [HookMatcher(hooks=[stops_if_paused], timeout=_HOOK_SECONDS)]
    after = [HookMatcher(hooks=[reports], timeout=_HOOK_SECONDS)]
    return {"UserPromptSubmit": waits, "PreToolUse": waits, "PostToolUse": after, "PostToolUseFailure": after}


async def reported(messages: AsyncIterable[Any], client: Tocsin | None = None) -> AsyncIterator[Any]:
    """The same messages. At the end of each turn one event for each model says what all of its requests have used."""
    reporter = Reporter(client)
    asked: str | None = None
    async for message in messages:
        if isinstance(message, SystemMessage) and message.subtype == "init":
            asked = message.data.get("model")
        if isinstance(message, ResultMessage):
            try:
                _report_models(reporter, message, asked)
            except Exception:
                log.debug("a turn was not reported", exc_info=True)
        yield message


def _longest(client: Tocsin) -> float:
    set_by_client = client.max_wait_seconds
    return _WAIT_SECONDS if set_by_client is None else min(set_by_client, _WAIT_SECONDS)


def _report_tool(reporter: Reporter, given: Any) -> None:
    took = given.get("duration_ms")
    began = None if took is None else reporter.client.now() - took / 1000
    about = {"callId": given.get("tool_use_id"), "conversation": given.get("session_id")}
    tool, arguments = given["tool_name"], given.get("tool_input")
    if given["hook_event_name"] == "PostToolUseFailure":
        reporter.tool_failed(tool, began, arguments, str(given.get("error", "")), **about)
    else:
        reporter.tool_completed(tool, began, arguments, **about)


def _report_models(reporter: Reporter, result: ResultMessage, asked: str | None) -> None:
    began = reporter.client.now() - result.duration_api_ms / 1000
    about = {"provider": "anthropic", "conversation": result.session_id}
    for model, usage in (result.model_usage or {}).items():
        cost = usage.get("costUSD")
        micro = {"costMicroUsd": round(cost * 1e6)} if isinstance(cost, (int, float)) and cost > 0 else {}
        reporter.model_completed(model, began, _usage(usage), **about, **micro)
    if result.is_error and result.api_error_status:
        error = RuntimeError(f"the API answered {result.api_error_status}")
        reporter.model_failed(asked, began, error, **about)


def _usage(usage: Any) -> dict[str, int]:
    """Claude counts what was cached beside the input; `inputTokens` is all of it."""
    cached, written = usage.get("cacheReadInputTokens") or 0, usage.get("cacheCreationInputTokens") or 0
    given = usage.get("inputTokens")
    return tokens(
        None if given is None else given + cached + written, usage.get("outputTokens"), cached=cached, cache_write=written
    )
