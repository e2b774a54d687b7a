import agents
from openai import AsyncOpenAI

import tocsin.openai_agents
import cases
from surroundings import text, tool_call


class OpenAIAgents(cases.Case):
    def agent(self):
        @agents.function_tool
        def search(query: str) -> str:
            return self.search(query)

        return agents.Agent(name="Triage", model=self.MODEL, instructions="You help.", tools=[search])

    def provider(self):
        client = AsyncOpenAI(base_url=f"{self.model.url}/v1", api_key="fake", max_retries=0)
        return agents.OpenAIProvider(openai_client=client, use_responses=True)

    def options(self, guarded_by):
        config = agents.RunConfig(model_provider=self.provider())
        return tocsin.openai_agents.guard(guarded_by, config) if guarded_by else {"run_config": config}

    async def go(self, guarded_by):
        result = await agents.Runner.run(self.agent(), "hello", **self.options(guarded_by))
        return result.final_output

    async def test_a_streamed_run_is_guarded_and_reported_alike(self):
        used = self.client()
        self.tocsin.switch(**{self.MODEL: self.OTHER})
        self.model.play(tool_call(), text())
        result = agents.Runner.run_streamed(self.agent(), "hello", **self.options(used))
        async for _ in result.stream_events():
            pass
        self.assertEqual(result.final_output, "done")
        self.assertEqual(self.model.models, [self.OTHER] * 2)
        await self.flushed(used)
        self.assertEqual([event["type"] for event in self.tocsin.events], self.reported)
        self.assertLessEqual(self.usage.items(), self.tocsin.events[0]["data"].items())

    async def test_hooks_alone_pause_and_report(self):
        used = self.client()
        self.model.play(tool_call(), text())
        config = agents.RunConfig(model_provider=self.provider())
        hooks = tocsin.openai_agents.TocsinHooks(used)
        await agents.Runner.run(self.agent(), "hello", hooks=hooks, run_config=config)
        await self.flushed(used)
        self.assertEqual([event["type"] for event in self.tocsin.events], self.reported)
        self.assertLessEqual({**self.usage, "model": "gpt-5", "agent": "Triage"}.items(), self.tocsin.events[0]["data"].items())
