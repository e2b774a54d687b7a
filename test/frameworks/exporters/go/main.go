// Traces one run as an instrumented agent does, and exports it. The settings are those of the environment.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/trace"
	api "go.opentelemetry.io/otel/trace"
)

func main() {
	background := context.Background()
	exporter, err := otlptracehttp.New(background)
	if err != nil {
		log.Fatal(err)
	}
	provider := trace.NewTracerProvider(trace.WithBatcher(exporter))
	tracer := provider.Tracer("agent")
	operation := func(name string, more ...attribute.KeyValue) api.SpanStartOption {
		return api.WithAttributes(append(more, attribute.String("gen_ai.operation.name", name))...)
	}

	inside, run := tracer.Start(background, "invoke_agent", operation("invoke_agent"))
	_, chat := tracer.Start(inside, "chat", operation("chat",
		attribute.String("gen_ai.request.model", "gpt-5"),
		attribute.Int("gen_ai.usage.input_tokens", 120), attribute.Int("gen_ai.usage.output_tokens", 30)))
	chat.End()
	_, tool := tracer.Start(inside, "execute_tool", operation("execute_tool",
		attribute.String("gen_ai.tool.name", "weather")))
	tool.SetStatus(codes.Error, "no answer")
	tool.End()
	run.End()

	began := time.Now()
	if err := provider.Shutdown(background); err != nil {
		log.Print(err)
	}
	took := float64(time.Since(began).Microseconds()) / 1000
	result := fmt.Sprintf(`{"shutdownMs": %f}`, took)
	if err := os.WriteFile(os.Getenv("RESULT"), []byte(result), 0o600); err != nil {
		log.Fatal(err)
	}
}
