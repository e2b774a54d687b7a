from google.adk.agents import LlmAgent
from google.adk.models import Gemini
from google.adk.runners import Runner
from google.adk.sessions import InMemorySessionService
from google.genai import types

import tocsin.adk
import cases
from surroundings import text, tool_call


class Adk(cases.Case):
    MODEL, OTHER = "gemini-3-pro", "gemini-3-flash"

    async def events(self, guarded_by, **options):
        def search(query: str) -> str:
            """Searches."""
            return self.search(query)

        agent = LlmAgent(
            name="Triage", model=Gemini(model=self.MODEL, base_url=self.model.url), instruction="You help.", tools=[search]
        )
        sessions = InMemorySessionService()
        plugins = [tocsin.adk.TocsinPlugin(guarded_by)] if guarded_by else []
        runner = Runner(app_name="app", agent=agent, session_service=sessions, plugins=plugins)
        session = await sessions.create_session(app_name="app", user_id="u")
        message = types.Content(role="user", parts=[types.Part(text="hello")])
        return [
            event
            async for event in runner.run_async(user_id="u", session_id=session.id, new_message=message, **options)
        ]

    async def go(self, guarded_by):
        last = (await self.events(guarded_by))[-1]
        if last.error_code and last.error_code != tocsin.adk.PAUSED:
            raise RuntimeError(last.error_code)
        return last.content.parts[0].text

    async def assert_stops(self, used):
        last = (await self.events(used))[-1]
        self.assertEqual((last.error_code, last.error_message), (tocsin.adk.PAUSED, "support-bot is paused: a test"))

    async def test_a_streamed_run_is_reported_once(self):
        from google.adk.agents.run_config import RunConfig, StreamingMode

        used = self.client()
        self.model.play(tool_call(), text())
        await self.events(used, run_config=RunConfig(streaming_mode=StreamingMode.SSE))
        await self.flushed(used)
        self.assertEqual([event["type"] for event in self.tocsin.events], self.reported)
        self.assertLessEqual(self.usage.items(), self.tocsin.events[0]["data"].items())
