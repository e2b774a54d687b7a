import { ENVIRONMENT } from '../lambdas/environment';
import { FUNCTION_NAMES, type FunctionName } from './function-names';
import { GRANTS } from './grants';
import type { Resources } from './permissions';
import { slowLanePerProject, type Stage } from './stage';
import { TABLE_NAMES } from './tables';

type Variable = keyof typeof ENVIRONMENT;

/** The first half of a page is through the deliver queue by then, unless something holds it up. */
const JOB_PATIENCE_MS = 5_000;

const MAIL = ['mailFrom', 'mailTo', 'mailRecipientsPerDay'] as const;

/** Settings and names that are needed without a right to anything. */
const NEEDED: Partial<Record<FunctionName, readonly Variable[]>> = {
  ingest: ['keyRequestsPerSecond', 'projectRequestsPerSecond'],
  route: ['retentionDays'],
  deliver: [
    'retentionDays',
    'allowedHosts',
    'slowLanePerProject',
    'slowDeliverQueueArn',
    'publicUrl',
    ...MAIL,
  ],
  sweep: ['retentionDays', 'jobPatienceMs'],
  bury: ['retentionDays', 'routeQueueArn', 'deliverQueueArn', 'slowDeliverQueueArn', 'monitorQueueArn'],
  admin: [
    'retentionDays',
    'allowedHosts',
    'mailFrom',
    'mailTo',
    'keyRequestsPerSecond',
    'projectRequestsPerSecond',
  ],
};

/** Tells every function the names of what it may use, and nothing else. */
export function setVariables(stage: Stage, resources: Resources, publicUrl: string): void {
  const values = valuesOf(stage, resources, publicUrl);
  for (const name of FUNCTION_NAMES) {
    for (const variable of variablesOf(name)) {
      resources.functions.byName[name].addEnvironment(ENVIRONMENT[variable], values[variable]);
    }
  }
}

/** A right to a resource brings the variable that names it. */
function variablesOf(name: FunctionName): Set<Variable> {
  const grants = GRANTS[name];
  const variables = new Set<Variable>(NEEDED[name]);
  for (const table of TABLE_NAMES) if (grants[table]) variables.add(`${table}Table`);
  if (grants.bus) variables.add('busName');
  if (grants.deliverQueue) variables.add('deliverQueueUrl');
  if (grants.slowDeliverQueue) variables.add('slowDeliverQueueUrl');
  if (grants.monitorQueue) variables.add('monitorQueueUrl');
  if (grants.encryptionKey) variables.add('encryptionKeyArn');
  if (grants.rootSecret) variables.add('rootSecretArn');
  return variables;
}

function valuesOf(stage: Stage, resources: Resources, publicUrl: string): Record<Variable, string> {
  const { tables, bus, functions, encryptionKey, rootSecret } = resources;
  return {
    subscriptionsTable: tables.subscriptions.tableName,
    eventsTable: tables.events.tableName,
    deliveriesTable: tables.deliveries.tableName,
    monitoringTable: tables.monitoring.tableName,
    busName: bus.eventBusName,
    deliverQueueUrl: functions.deliverQueue.queueUrl,
    slowDeliverQueueUrl: functions.slowDeliverQueue.queueUrl,
    monitorQueueUrl: functions.monitorQueue.queueUrl,
    encryptionKeyArn: encryptionKey.keyArn,
    rootSecretArn: rootSecret.secretArn,
    allowedHosts: stage.allowedHosts.join(','),
    publicUrl,
    mailFrom: stage.mailFrom ?? '',
    mailTo: (stage.mailTo ?? []).join(','),
    mailRecipientsPerDay: String(stage.mailRecipientsPerDay),
    keyRequestsPerSecond: String(stage.keyRequestsPerSecond),
    projectRequestsPerSecond: String(stage.projectRequestsPerSecond),
    slowLanePerProject: String(slowLanePerProject(stage)),
    jobPatienceMs: String(JOB_PATIENCE_MS),
    retentionDays: String(stage.eventRetentionDays),
    routeQueueArn: functions.routeQueue.queueArn,
    deliverQueueArn: functions.deliverQueue.queueArn,
    slowDeliverQueueArn: functions.slowDeliverQueue.queueArn,
    monitorQueueArn: functions.monitorQueue.queueArn,
  };
}
