/** Lets one waiter through whenever something has happened; from the first failure on, nobody. */
export class Turnstile {
  private waiter: PromiseWithResolvers<void> | undefined;
  private failure: Error | undefined;

  turn(): void {
    this.waiter?.resolve();
  }

  fail(error: Error): void {
    this.failure ??= error;
    this.waiter?.reject(error);
  }

  next(): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.waiter = Promise.withResolvers<void>();
    return this.waiter.promise;
  }
}
