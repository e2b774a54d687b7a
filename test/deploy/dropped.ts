import type { Template } from './assembly';
import { type Deployed, physicalName } from './deployed';
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
 * CloudFormation of the emulator answers CREATE_COMPLETE, and leaves out what a global table asks for beyond keys and
 * indexes. It is set here, as an operator would, where the template asks for it. Throws as soon as it is not left out.
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
  mustBe(now.TimeToLiveDescription.TimeToLiveStatus, `TimeToLiveSpecification of ${TableName}`);
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
  mustBe(recovery.PointInTimeRecoveryStatus, `PointInTimeRecoverySpecification of ${TableName}`);
  const PointInTimeRecoverySpecification = asked;
  const input = { TableName, PointInTimeRecoverySpecification };
  await emulator.call('DynamoDB_20120810.UpdateContinuousBackups', input);
  return true;
}

function mustBe(status: string, what: string): void {
  if (status !== 'DISABLED')
    throw new Error(`The emulator keeps ${what} by now: it need not be applied here`);
}
