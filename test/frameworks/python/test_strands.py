import strands
from strands.models.anthropic import AnthropicModel

import tocsin.strands
import cases
from surroundings import text, tool_call


class Strands(cases.Case):
    MODEL, OTHER = "claude-sonnet-4-5", "claude-haiku-4-5"
    usage = cases.USAGE

    def agent(self, guarded_by):
        @strands.tool
        def search(query: str) -> str:
            """Searches."""
            return self.search(query)

        model = AnthropicModel(
            client_args={"base_url": self.model.url, "api_key": "fake", "max_retries": 0},
            model_id=self.MODEL,
            max_tokens=100,
        )
        hooks = [tocsin.strands.TocsinHooks(guarded_by)] if guarded_by else []
        return strands.Agent(model=model, tools=[search], hooks=hooks, name="Triage", callback_handler=None)

    async def go(self, guarded_by):
        return str(await self.agent(guarded_by).invoke_async("hello")).strip()

    async def test_one_agent_is_switched_and_switched_back(self):
        agent = self.agent(self.client())
        self.model.play(text(), text())
        self.tocsin.switch(**{self.MODEL: self.OTHER})
        await agent.invoke_async("hello")
        self.tocsin.switch()
        await agent.invoke_async("hello")
        self.assertEqual(self.model.models, [self.OTHER, self.MODEL])

    async def test_a_run_without_coroutines_is_guarded_alike(self):
        self.tocsin.pause()
        self.model.play(tool_call(), text())
        with self.assertRaises(tocsin.AgentPaused):
            self.agent(self.client(when_paused="raise"))("hello")
        self.assertEqual(self.model.requests, [])
