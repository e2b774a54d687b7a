"""Traces one run as an instrumented agent does, and exports it. The settings are those of the environment."""

import json
import os
import time

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Status, StatusCode

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = provider.get_tracer("agent")

with tracer.start_as_current_span("invoke_agent", attributes={"gen_ai.operation.name": "invoke_agent"}):
    usage = {"gen_ai.usage.input_tokens": 120, "gen_ai.usage.output_tokens": 30}
    chat = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5", **usage}
    tracer.start_span("chat", attributes=chat).end()
    tool = tracer.start_span(
        "execute_tool", attributes={"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "weather"}
    )
    tool.set_status(Status(StatusCode.ERROR, "no answer"))
    tool.end()

began = time.perf_counter()
provider.shutdown()
with open(os.environ["RESULT"], "w") as file:
    json.dump({"shutdownMs": (time.perf_counter() - began) * 1000}, file)
