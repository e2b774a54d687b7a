import { randomUUID } from 'node:crypto';
import type { Mail } from '../journeys/mail';

const SERVICES: Record<string, string> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  secretsmanager: 'secretsmanager',
};

/** A function as Lambda's GetFunctionConfiguration shows it. */
interface Configuration {
  Environment?: { Variables: Record<string, string> };
}

/** An e-mail as the emulator keeps it, without the headers of its own. */
interface Message {
  Source: string;
  To: string[];
  Subject: string;
  BodyText: string;
  BodyHtml: string;
}

/** The few calls to AWS's interfaces that the journeys make as the operator. Credentials are not checked there. */
export class Emulator {
  constructor(readonly url: string) {}

  /** `AmazonSQS.SendMessage` and the like. Throws what the service refuses. */
  async call<Output = object>(target: string, input: object): Promise<Output> {
    const service = SERVICES[target.split('.')[0] ?? ''] ?? '';
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
    return JSON.parse(await this.send('POST', '/', service, JSON.stringify(input), headers)) as Output;
  }

  /** Physical names by logical ids. */
  async resources(stack: string): Promise<Record<string, string>> {
    const query = { Action: 'DescribeStackResources', Version: '2010-05-15', StackName: stack };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(query).toString();
    const xml = await this.send('POST', '/', 'cloudformation', body, headers);
    const members = [...xml.matchAll(/<member>([^]*?)<\/member>/g)].map(([, member = '']) => member);
    const text = (member: string, name: string): string =>
      new RegExp(`<${name}>([^<]*)</${name}>`).exec(member)?.[1] ?? '';
    return Object.fromEntries(
      members.map((member) => [text(member, 'LogicalResourceId'), text(member, 'PhysicalResourceId')]),
    );
  }

  /** Adds to the environment of a function. */
  async setVariables(functionName: string, variables: Record<string, string>): Promise<void> {
    const path = `/2015-03-31/functions/${functionName}/configuration`;
    const { Environment } = JSON.parse(await this.send('GET', path, 'lambda')) as Configuration;
    const body = { Environment: { Variables: { ...Environment?.Variables, ...variables } } };
    await this.send('PUT', path, 'lambda', JSON.stringify(body));
  }

  /** Runs a function and answers its result. Throws what it throws. */
  async invoke(functionName: string, event: object): Promise<unknown> {
    const path = `/2015-03-31/functions/${functionName}/invocations`;
    const answer = await this.send('POST', path, 'lambda', JSON.stringify(event));
    const result = JSON.parse(answer || 'null') as { errorMessage?: string } | null;
    if (result?.errorMessage !== undefined) throw new Error(`${functionName}: ${result.errorMessage}`);
    return result;
  }

  /** Lets so many requests a second through a stage of an HTTP API, and no more at once. */
  async limitStage(api: string, stage: string, requestsPerSecond: number): Promise<void> {
    const limits = { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: requestsPerSecond };
    const path = `/v2/apis/${api}/stages/${encodeURIComponent(stage)}`;
    await this.send('PATCH', path, 'apigateway', JSON.stringify({ defaultRouteSettings: limits }));
  }

  /** What SES has sent, newest first. */
  async mails(): Promise<Mail[]> {
    const { messages } = JSON.parse(await this.send('GET', '/_ministack/ses/messages', 'ses')) as {
      messages: Record<string, Message[]>;
    };
    const sent = Object.values(messages).flat().reverse();
    return sent.map(({ Source, To, Subject, BodyText, BodyHtml }) => ({
      ...{ sender: Source, recipients: To, subject: Subject, text: BodyText, html: BodyHtml, headers: {} },
    }));
  }

  private async send(
    method: string,
    path: string,
    service: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const scope = `test/20260101/us-east-1/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${randomUUID()}`;
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization, ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${method} ${path} (${service}): ${response.status} ${text.slice(0, 300)}`);
    return text;
  }
}
