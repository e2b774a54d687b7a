const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/;

/** Ids in lower case; the empty string for what is none: of another length, or of zeros alone (OTLP 1.11, `trace.proto`). */
export const traceIdOf = (hex: string): string => valid(hex, TRACE_ID);
export const spanIdOf = (hex: string): string => valid(hex, SPAN_ID);

function valid(hex: string, form: RegExp): string {
  if (hex.length > 32) return '';
  const lower = hex.toLowerCase();
  return form.test(lower) ? lower : '';
}
