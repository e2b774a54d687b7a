import type { LocalContext } from '../context';
import type { Declared, Made, ResourceType } from '../template/resource';
import { findKey } from './key';
import { kmsTables } from './tables';

/** AWS::KMS::Alias: another name of a key. */
export const kmsAlias: ResourceType = {
  type: 'AWS::KMS::Alias',
  properties: ['AliasName', 'TargetKeyId'],
  inert: {},
  make(declared: Declared, local: LocalContext): Made {
    const name = String(declared.properties['AliasName']);
    if (!/^alias\/[\w/-]{1,250}$/.test(name))
      throw new Error(`${declared.logicalId}: "${name}" is no alias name`);
    kmsTables(local.store).run(
      'INSERT INTO kms_aliases (name, key) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET key = excluded.key',
      name,
      findKey(local, String(declared.properties['TargetKeyId'])).arn,
    );
    return { ref: name, attributes: {} };
  },
};
