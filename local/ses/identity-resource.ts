import type { LocalContext } from '../context';
import { propertyText } from '../property-text';
import type { Declared, Made, ResourceType } from '../template/resource';
import { sesTables } from './tables';

/** AWS::SES::EmailIdentity: verified at once, as if its owner had followed the link. */
export const emailIdentity: ResourceType = {
  type: 'AWS::SES::EmailIdentity',
  properties: ['EmailIdentity'],
  inert: { Tags: 'nothing local reads tags' },
  make({ logicalId, properties }: Declared, local: LocalContext): Made {
    const name = propertyText(properties['EmailIdentity']);
    if (name === undefined) throw new Error(`${logicalId}: EmailIdentity must be a text`);
    sesTables(local.store).run('INSERT OR IGNORE INTO ses_identities (name) VALUES (?)', name);
    return { ref: name, attributes: {} };
  },
};
