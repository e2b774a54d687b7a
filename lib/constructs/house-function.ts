import { Duration, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { measuredBy } from '../metrics';
import type { Stage } from '../stage';
import { HouseAlarm } from './house-alarm';

export interface HouseFunctionProps {
  stage: Stage;
  /** The bundle: a directory with `index.mjs` that exports `handler`. */
  code: Code;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** Who notices when it fails, and how: the text of its alarms. */
  hurts: string;
  /** It catches what fails within it, logs it and goes on, so that Lambda counts no error. */
  failsInPart: boolean;
  /** For a function that a schedule invokes: where its failed runs go. They are not repeated, the next run is near. */
  deadQueue?: IQueue;
}

/** A function with its own role, which may write its own log and nothing else until it is granted more, and alarms. */
export class HouseFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: props.stage.logRetention,
      removalPolicy: props.stage.removalPolicy,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMegabytes,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      ...(props.deadQueue && {
        deadLetterQueue: props.deadQueue,
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    });
    this.alarmOnErrors(props);
    if (props.failsInPart) this.alarmOnFailures(props);
    this.acknowledgeFindings(props.deadQueue !== undefined);
  }

  private alarmOnErrors({ stage, hurts }: HouseFunctionProps): void {
    new HouseAlarm(this, 'Errors', {
      stage,
      metric: this.metricErrors({ period: Duration.minutes(5) }),
      atLeast: 1,
      periods: 3,
      what: `${this.node.path} has failed in each of the last three periods of 5 minutes`,
      hurts,
      runbook: 'a-function-fails',
    });
  }

  /** Apart from the errors: Lambda writes those, this the function, and neither hides that the other is missing. */
  private alarmOnFailures({ stage, hurts }: HouseFunctionProps): void {
    new HouseAlarm(this, 'Failures', {
      stage,
      metric: measuredBy(this, 'Failures', 'Sum'),
      atLeast: 1,
      periods: 3,
      what: `${this.node.path} has failed at a part of its work in each of the last three periods of 5 minutes`,
      hurts,
      runbook: 'a-function-fails',
    });
  }

  private acknowledgeFindings(isAsynchronous: boolean): void {
    const validations = Validations.of(this);
    validations.acknowledge({
      id: 'Serverless::Serverless-LambdaTracing',
      reason:
        'One wide log line per unit of work carries the ids that join it to the others; a trace would repeat them.',
    });
    validations.acknowledge(
      isAsynchronous
        ? {
            id: 'Serverless::Serverless-LambdaAsyncFailureDestination',
            reason:
              'Failed runs go to the dead queue by DeadLetterConfig, which is the older way to the same end.',
          }
        : {
            id: 'Serverless::Serverless-LambdaDLQ',
            reason:
              'Nothing invokes it asynchronously: an API answers its caller, a queue has its own redrive.',
          },
    );
    validations.acknowledge({
      id: 'CloudFormation-Validate::W3005',
      reason:
        'The CDK makes a function depend on its role and on the policy of the role; the first is redundant.',
    });
  }
}
