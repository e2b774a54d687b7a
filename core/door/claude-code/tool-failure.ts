export interface ToolFailure {
  type: string;
  code?: string;
}

/** Kinds of failures by how Claude Code words them. What else it says is output of the tool, and is not kept. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^Exit code (\d{1,3})\b/, 'ExitCode'],
  [/^(?:Command|Tool|Request)\b[^\n]{0,40}\btimed out\b/i, 'Timeout'],
  [/^(?:The user doesn't want|Interrupted by user|\[Request interrupted)/i, 'Interrupted'],
  [/^(?:InputValidationError|<tool_use_error>InputValidationError)/, 'InputValidationError'],
  [/^(?:Permission to use|Claude requested permissions)/, 'PermissionDenied'],
];

/** The kind of a tool's failure, and an exit code if it has one. */
export function toolFailure(error: unknown): ToolFailure {
  const text = typeof error === 'string' ? error : '';
  for (const [pattern, type] of KINDS) {
    const found = pattern.exec(text);
    if (found) return found[1] === undefined ? { type } : { type, code: found[1] };
  }
  return { type: 'ToolError' };
}
