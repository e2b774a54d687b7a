import type { LocalContext } from '../context';
import { sendMessage } from '../sqs/send';
import type { ResourceType } from '../template/resource';
import { errorPayload, type LambdaFunction, type Outcome } from './function';
import type { Functions } from './functions';

interface Settings {
  retries: number;
  maximumAgeMs: number;
  onFailureArn?: string;
}

/** Lambda's own settings for asynchronous invocations: two retries, six hours. */
const ORDINARY: Settings = { retries: 2, maximumAgeMs: 21_600_000 };
/** Before the first and the second retry of a function error (Lambda developer guide). */
const WAITS_MS = [60_000, 120_000];
/** The largest event of an asynchronous invocation, bytes of its JSON (Lambda quotas: 1 MB). */
const LARGEST_ASYNCHRONOUS_EVENT = 1_048_576;

/** Invocations that nobody waits for: retried, then left to the function's dead-letter queue or failure destination. */
export class AsynchronousInvocations {
  private settings = new Map<string, Settings>();
  private stopping = new AbortController();

  constructor(private functions: Functions) {}

  configure(functionName: string, settings: Partial<Settings>): void {
    this.settings.set(this.functions.find(functionName).arn, { ...ORDINARY, ...settings });
  }

  /** Takes the event; rejects only if it is too large. */
  async invoke(functionArn: string, event: string, local: LocalContext): Promise<void> {
    const bytes = Buffer.byteLength(event);
    if (bytes > LARGEST_ASYNCHRONOUS_EVENT)
      throw new RangeError(`${bytes} byte payload is too large for the Event invocation type`);
    this.run(this.functions.find(functionArn), event, local).catch((error: unknown) =>
      local.report(`An asynchronous invocation of ${functionArn} is lost: ${String(error)}`),
    );
  }

  stop(): void {
    this.stopping.abort();
  }

  private async run(lambda: LambdaFunction, event: string, local: LocalContext): Promise<void> {
    const settings = this.settings.get(lambda.arn) ?? ORDINARY;
    const deadline = local.clock.now() + settings.maximumAgeMs;
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.functions.invoke(lambda.arn, event, local);
      if (outcome.ok || this.stopping.signal.aborted) return;
      const next = local.clock.now() + (WAITS_MS[attempt] ?? 0);
      if (attempt >= settings.retries || next > deadline)
        return this.giveUp(lambda, settings, event, outcome, local);
      while (local.clock.now() < next && !this.stopping.signal.aborted)
        await local.clock.wait(next, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
    }
  }

  private async giveUp(
    lambda: LambdaFunction,
    { onFailureArn, retries }: Settings,
    event: string,
    outcome: Outcome & { ok: false },
    local: LocalContext,
  ): Promise<void> {
    if (lambda.deadLetterArn)
      await this.toDeadLetterQueue(lambda, lambda.deadLetterArn, event, outcome, local);
    if (onFailureArn)
      await this.send(lambda, onFailureArn, failureRecord(lambda, event, outcome, retries, local), {}, local);
  }

  /** The event as it was, with the three attributes of "Dead-letter queues" in the Lambda developer guide. */
  private async toDeadLetterQueue(
    lambda: LambdaFunction,
    queueArn: string,
    event: string,
    { requestId, errorMessage }: Outcome & { ok: false },
    local: LocalContext,
  ): Promise<void> {
    const attributes = {
      RequestID: { DataType: 'String', StringValue: requestId },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: { DataType: 'String', StringValue: errorMessage.slice(0, 1024) || 'unknown' },
    };
    await this.send(lambda, queueArn, event, attributes, local);
  }

  private async send(
    lambda: LambdaFunction,
    queueArn: string,
    body: string,
    attributes: Parameters<typeof sendMessage>[2]['attributes'],
    local: LocalContext,
  ): Promise<void> {
    const permission = { action: 'sqs:SendMessage', resource: queueArn };
    if (!(await local.iam.allowed({ kind: 'role', arn: lambda.roleArn }, permission)))
      return local.report(`A failed event of ${lambda.label} is lost: its role may not send to ${queueArn}`);
    sendMessage(local, queueArn, { body, ...(attributes && { attributes }) });
  }
}

function failureRecord(
  lambda: LambdaFunction,
  event: string,
  outcome: Outcome & { ok: false },
  retries: number,
  local: LocalContext,
): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(local.clock.now()).toISOString(),
    requestContext: {
      requestId: outcome.requestId,
      functionArn: `${lambda.arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: retries + 1,
    },
    requestPayload: JSON.parse(event) as unknown,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: JSON.parse(errorPayload(outcome)) as unknown,
  });
}

/** AWS::Lambda::EventInvokeConfig. */
export function asynchronousType(invocations: AsynchronousInvocations): ResourceType {
  return {
    type: 'AWS::Lambda::EventInvokeConfig',
    properties: [
      'DestinationConfig',
      'DestinationConfig.OnFailure',
      'DestinationConfig.OnFailure.Destination',
      'FunctionName',
      'MaximumEventAgeInSeconds',
      'MaximumRetryAttempts',
      'Qualifier',
    ],
    inert: {},
    make: ({ physicalName, properties }) => {
      const destinations = properties.DestinationConfig as
        { OnFailure?: { Destination?: string } } | undefined;
      const onFailureArn = destinations?.OnFailure?.Destination;
      invocations.configure(String(properties.FunctionName), {
        ...(properties.MaximumRetryAttempts !== undefined && {
          retries: Number(properties.MaximumRetryAttempts),
        }),
        ...(properties.MaximumEventAgeInSeconds !== undefined && {
          maximumAgeMs: Number(properties.MaximumEventAgeInSeconds) * 1000,
        }),
        ...(onFailureArn !== undefined && { onFailureArn }),
      });
      return { ref: physicalName, attributes: {} };
    },
  };
}
