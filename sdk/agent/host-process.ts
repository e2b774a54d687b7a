/** What is used of Node's `process`, which Bun and Deno have too, and browsers and edge functions do not. */
interface HostProcess {
  env?: Record<string, string | undefined>;
  on?(event: 'beforeExit', listener: () => void): unknown;
  getBuiltinModule?(name: string): unknown;
}

const hostProcess = (): HostProcess | undefined => (globalThis as { process?: HostProcess }).process;

/** An environment variable; undefined where there is no environment. An empty one counts as missing. */
export function environmentVariable(name: string): string | undefined {
  try {
    return hostProcess()?.env?.[name] || undefined;
  } catch {
    // Deno throws without the permission to read it.
    return undefined;
  }
}

/** Calls when the process has nothing more to do, and would end. Nothing happens elsewhere. */
export function beforeExit(call: () => void): void {
  hostProcess()?.on?.('beforeExit', call);
}

/** Something of each asynchronous chain of calls. */
export interface ContextStorage<Value> {
  getStore(): Value | undefined;
  run<Result>(value: Value, work: () => Result): Result;
}

type StorageClass = new <Value>() => ContextStorage<Value>;

/** Node's `AsyncLocalStorage`, which some edge runtimes have as a global; undefined in browsers. */
export function contextStorage<Value>(): ContextStorage<Value> | undefined {
  const { AsyncLocalStorage: global } = globalThis as { AsyncLocalStorage?: StorageClass };
  const hooks = hostProcess()?.getBuiltinModule?.('node:async_hooks') as
    { AsyncLocalStorage?: StorageClass } | undefined;
  const Storage = global ?? hooks?.AsyncLocalStorage;
  return Storage && new Storage<Value>();
}
