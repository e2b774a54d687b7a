import type { Template } from './assembly';
import { type Deployed, physicalName } from './deployed';
import { NoDivergence } from './divergences';
import type { Emulator } from './emulator';

interface TableProperties {
  TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean };
  Replicas?: { PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled: boolean } }[];
}

interface TimeToLive {
  TimeToLiveDescription: { TimeToLiveStatus: string };
}

interface Backups {
  ContinuousBackupsDescription: {
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: string };
  };
}

/**
 * Sets what CloudFormation of the emulator leaves out of a global table, where the template asks for it. Throws
 * NoDivergence as soon as it is not left out.
 */
export async function applyDropped(
  template: Template,
  deployed: Deployed,
  emulator: Emulator,
): Promise<string[]> {
  const applied: string[] = [];
  for (const [id, { Type, Properties = {} }] of Object.entries(template.Resources)) {
    if (Type !== 'AWS::DynamoDB::GlobalTable') continue;
    const TableName = physicalName(deployed, id);
    const properties = Properties as TableProperties;
    if (await expireItems(emulator, TableName, properties)) applied.push(`expiry of ${id}`);
    if (await recoverable(emulator, TableName, properties)) applied.push(`recovery of ${id}`);
  }
  return applied;
}

async function expireItems(
  emulator: Emulator,
  TableName: string,
  { TimeToLiveSpecification }: TableProperties,
): Promise<boolean> {
  if (!TimeToLiveSpecification?.Enabled) return false;
  const now = await emulator.call<TimeToLive>('DynamoDB_20120810.DescribeTimeToLive', { TableName });
  if (now.TimeToLiveDescription.TimeToLiveStatus !== 'DISABLED') throw new NoDivergence('expiry');
  await emulator.call('DynamoDB_20120810.UpdateTimeToLive', { TableName, TimeToLiveSpecification });
  return true;
}

async function recoverable(
  emulator: Emulator,
  TableName: string,
  { Replicas }: TableProperties,
): Promise<boolean> {
  const [asked] = (Replicas ?? []).flatMap((each) => each.PointInTimeRecoverySpecification ?? []);
  if (!asked?.PointInTimeRecoveryEnabled) return false;
  const now = await emulator.call<Backups>('DynamoDB_20120810.DescribeContinuousBackups', { TableName });
  const { PointInTimeRecoveryDescription: recovery } = now.ContinuousBackupsDescription;
  if (recovery.PointInTimeRecoveryStatus !== 'DISABLED') throw new NoDivergence('recovery');
  const PointInTimeRecoverySpecification = asked;
  const input = { TableName, PointInTimeRecoverySpecification };
  await emulator.call('DynamoDB_20120810.UpdateContinuousBackups', input);
  return true;
}
