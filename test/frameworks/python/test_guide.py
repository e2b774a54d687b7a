"""The adapters' examples of docs/sdk-python.md, as they stand there: each makes one model request, which is reported."""

import ast
import asyncio
import inspect
import re
import tempfile
import unittest

import litellm

import tocsin
from surroundings import ROOT, FakeModel, FakeTocsin, text, variables

GUIDE = (ROOT / "docs" / "sdk-python.md").read_text()
PART = GUIDE.split("\n## Frameworks\n")[1].split("\n## ")[0]
EXAMPLES = dict(re.findall(r"^### (.+?)\n.*?^```python\n(.*?)^```", PART, flags=re.M | re.S))


def search(query: str) -> str:
    """Searches."""
    return "nothing found"


class Guide(unittest.TestCase):
    def setUp(self):
        self.model, self.tocsin = FakeModel(), FakeTocsin()
        self.addCleanup(self.model.stop)
        self.addCleanup(self.tocsin.stop)
        tocsin.init(self.tocsin.url)
        self.addCleanup(tocsin.init, disabled=True)
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        addresses = variables(
            OPENAI_BASE_URL=f"{self.model.url}/v1",
            ANTHROPIC_BASE_URL=self.model.url,
            GOOGLE_GEMINI_BASE_URL=self.model.url,
            CLAUDE_CONFIG_DIR=folder.name,
        )
        addresses.__enter__()
        self.addCleanup(addresses.__exit__, None, None, None)
        self.model.play(text())

    def run_example(self, name, use, **given):
        """`use` gets what the example has made, and makes the request if the example has not."""

        async def story():
            code = compile(EXAMPLES[name], name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            made = dict(given)
            running = eval(code, made)
            if inspect.isawaitable(running):
                await running
            await use(made)
            # LiteLLM reports a moment after it has answered.
            for _ in range(300):
                tocsin.flush()
                if self.tocsin.events:
                    break
                await asyncio.sleep(0.01)

        asyncio.run(story())
        self.assertEqual([event["type"] for event in self.tocsin.events], ["llm.request.completed"])
        self.assertEqual(len(self.model.requests), 1)

    def test_openai_agents(self):
        import agents

        async def use(made):
            self.assertEqual(made["result"].final_output, "done")

        self.run_example("OpenAI Agents", use, agent=agents.Agent(name="Triage", model="gpt-5"))

    def test_langchain(self):
        async def use(made):
            await made["agent"].ainvoke({"messages": [("user", "hello")]})

        self.run_example("LangChain and LangGraph", use, tools=[search])

    def test_pydantic_ai(self):
        async def use(made):
            await made["agent"].run("hello")

        self.run_example("Pydantic AI", use)

    def test_strands(self):
        import strands
        from strands.models.anthropic import AnthropicModel

        async def use(made):
            await made["agent"].invoke_async("hello")

        model = AnthropicModel(model_id="claude-sonnet-4-5", max_tokens=100)
        self.run_example("Strands", use, model=model, tools=[strands.tool(search)])

    def test_adk(self):
        from google.adk.agents import LlmAgent

        async def use(made):
            await made["runner"].run_debug("hello", quiet=True)

        self.run_example("Google ADK", use, agent=LlmAgent(name="Triage", model="gemini-3-pro"))

    def test_litellm(self):
        self.addCleanup(setattr, litellm, "callbacks", [])

        async def use(_):
            await litellm.acompletion(model="openai/gpt-5", messages=[{"role": "user", "content": "hello"}])

        self.run_example("LiteLLM", use)

    def test_claude_agent_sdk(self):
        async def use(made):
            self.assertEqual(made["messages"][-1].result, "done")

        self.run_example("Claude Agent SDK", use)

    def test_every_example_is_run(self):
        self.assertEqual(len(EXAMPLES), sum(name.startswith("test_") for name in dir(self)) - 1)
