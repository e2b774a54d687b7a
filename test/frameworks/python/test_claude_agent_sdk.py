import tempfile

import claude_agent_sdk
from claude_agent_sdk import ClaudeAgentOptions, ResultMessage, create_sdk_mcp_server, query

import cases
import tocsin.claude_agent_sdk


class ClaudeAgentSdk(cases.Case):
    """The SDK runs its own Claude Code, which asks the fake model."""

    MODEL, OTHER, TOOL = "claude-sonnet-4-5", "claude-haiku-4-5", "mcp__tools__search"
    usage = {"inputTokens": 240, "outputTokens": 60, "cachedInputTokens": 200}
    # Model requests are counted together at the end of the turn.
    reported = ["tool.call.completed", "llm.request.completed"]

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def options(self):
        @claude_agent_sdk.tool("search", "Searches.", {"query": str})
        async def search(arguments):
            return {"content": [{"type": "text", "text": self.search(arguments["query"])}]}

        return ClaudeAgentOptions(
            model=self.MODEL,
            mcp_servers={"tools": create_sdk_mcp_server("tools", tools=[search])},
            allowed_tools=[self.TOOL],
            setting_sources=[],
            cwd=self.folder,
            env={
                "ANTHROPIC_BASE_URL": self.model.url,
                "ANTHROPIC_API_KEY": "fake",
                "CLAUDE_CODE_MAX_RETRIES": "0",
                "CLAUDE_CONFIG_DIR": self.folder,
                # Else it would first have to look for the tool.
                "ENABLE_TOOL_SEARCH": "false",
            },
        )

    async def result(self, guarded_by):
        """The message that ends the turn."""
        options = self.options()
        if guarded_by:
            options = await tocsin.claude_agent_sdk.guard(options, guarded_by)
        messages = query(prompt="hello", options=options)
        if guarded_by:
            messages = tocsin.claude_agent_sdk.reported(messages, guarded_by)
        return [one async for one in messages if isinstance(one, ResultMessage)][-1]

    async def go(self, guarded_by):
        return (await self.result(guarded_by)).result

    async def assert_stops(self, used):
        try:
            self.assertEqual((await self.result(used)).terminal_reason, "hook_stopped")
        except tocsin.AgentPaused:
            # Before the first prompt.
            self.assertEqual(self.model.requests, [])

    async def test_a_prompt_is_not_sent_while_the_agent_is_paused(self):
        options = await tocsin.claude_agent_sdk.guard(self.options(), self.client(when_paused="raise"))
        self.tocsin.pause()
        self.model.play()
        async for _ in query(prompt="hello", options=options):
            pass
        self.assertEqual(self.model.requests, [])
