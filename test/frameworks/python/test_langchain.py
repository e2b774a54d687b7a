import itertools
import typing

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command

import tocsin.langchain
import cases
from surroundings import text, tool_call

COUNTER = itertools.count()


class LangChain(cases.Case):
    def agent(self, *middleware, **options):
        @tool
        def search(query: str) -> str:
            """Searches."""
            return self.search(query)

        # LangChain keeps a client for each timeout, and each test has a loop of its own.
        timeout = 30 + next(COUNTER)
        model = ChatOpenAI(
            model=self.MODEL, base_url=f"{self.model.url}/v1", api_key="fake", max_retries=0, timeout=timeout
        )
        return create_agent(model, [search], middleware=middleware, name="Triage", **options)

    def guarded(self, used):
        return self.agent(*([tocsin.langchain.TocsinMiddleware(used)] if used else []))

    async def go(self, guarded_by):
        result = await self.guarded(guarded_by).ainvoke({"messages": [("user", "hello")]})
        return result["messages"][-1].content

    async def test_a_run_without_coroutines_is_guarded_and_reported_alike(self):
        used = self.client()
        self.tocsin.switch(**{self.MODEL: self.OTHER})
        self.model.play(tool_call(), text())
        with used.run("run_1"):
            result = self.guarded(used).invoke({"messages": [("user", "hello")]})
        self.assertEqual(result["messages"][-1].content, "done")
        self.assertEqual(self.model.models, [self.OTHER] * 2)
        used.flush()
        inside = [event["type"] for event in self.tocsin.events if not event["type"].startswith("agent.run")]
        self.assertEqual(inside, self.reported)
        self.tocsin.pause()
        raising = self.client(when_paused="raise")
        self.model.play(text())
        with self.assertRaises(tocsin.AgentPaused):
            self.guarded(raising).invoke({"messages": [("user", "hello")]})
        self.assertEqual(self.model.requests, [])

    async def test_a_pause_can_be_an_interrupt_that_a_checkpointer_keeps(self):
        used = self.client()
        guard = tocsin.langchain.TocsinMiddleware(used, interrupts=True)
        agent = self.agent(guard, checkpointer=InMemorySaver())
        thread = {"configurable": {"thread_id": "thread_1"}}
        self.in_tool = self.tocsin.pause
        self.model.play(tool_call(), text())
        stopped = await agent.ainvoke({"messages": [("user", "hello")]}, thread)
        self.assertEqual(stopped["__interrupt__"][0].value["reason"], "a test")
        self.assertEqual(len(self.model.requests), 1)
        self.tocsin.resume()
        result = await agent.ainvoke(Command(resume=True), thread)
        self.assertEqual(result["messages"][-1].content, "done")
        self.assertEqual(len(self.model.requests), 2)
        await self.flushed(used)
        self.assertEqual([event["type"] for event in self.tocsin.events], self.reported)
        self.assertEqual({event["subject"] for event in self.tocsin.events}, {"thread_1"})

    async def test_a_node_of_a_graph_is_a_step(self):
        used = self.client(when_paused="raise")
        visited = []

        async def visit(state):
            async with used.step("visit"):
                visited.append(1)
            return state

        graph = StateGraph(typing.TypedDict("State", {"a": int}))
        graph.add_node("visit", visit)
        graph.add_edge(START, "visit")
        graph.add_edge("visit", END)
        app = graph.compile()
        await app.ainvoke({"a": 1})
        self.tocsin.pause()
        with self.assertRaises(tocsin.AgentPaused):
            await app.ainvoke({"a": 1})
        self.assertEqual(visited, [1])
