from openai import AsyncOpenAI
from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.openai import OpenAIProvider

import tocsin.pydantic_ai
import cases
from surroundings import text, tool_call


class PydanticAI(cases.Case):
    Model = OpenAIChatModel

    def agent(self, guarded_by):
        client = AsyncOpenAI(base_url=f"{self.model.url}/v1", api_key="fake", max_retries=0)
        model = self.Model(self.MODEL, provider=OpenAIProvider(openai_client=client))
        guards = [tocsin.pydantic_ai.TocsinCapability(guarded_by)] if guarded_by else []
        agent = Agent(model, name="Triage", capabilities=guards)

        @agent.tool_plain
        def search(query: str) -> str:
            """Searches."""
            return self.search(query)

        return agent

    async def go(self, guarded_by):
        return (await self.agent(guarded_by).run("hello")).output

    async def test_a_streamed_run_is_guarded_and_reported_alike(self):
        used = self.client()
        self.tocsin.switch(**{self.MODEL: self.OTHER})
        self.model.play(tool_call(), text())
        async with self.agent(used).run_stream("hello") as result:
            self.assertEqual(await result.get_output(), "done")
        self.assertEqual(self.model.models, [self.OTHER] * 2)
        await self.flushed(used)
        self.assertEqual([event["type"] for event in self.tocsin.events], self.reported)


class PydanticAIResponses(PydanticAI):
    Model = OpenAIResponsesModel
