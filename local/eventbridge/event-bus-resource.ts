import type { LocalContext } from '../context';
import { propertyText } from '../property-text';
import type { Declared, Made, ResourceType } from '../template/resource';
import { addBus, busArn } from './rules';

/** AWS::Events::EventBus. */
export const eventBus: ResourceType = {
  type: 'AWS::Events::EventBus',
  properties: ['Name'],
  inert: { Description: 'text for people', Tags: 'nothing local reads tags' },
  make(declared: Declared, local: LocalContext): Made {
    const name = propertyText(declared.properties['Name']) ?? declared.physicalName;
    if (!/^[\w.-]{1,256}$/.test(name)) throw new Error(`${declared.logicalId}: "${name}" is no bus name`);
    addBus(local, name);
    return { ref: name, attributes: { Arn: busArn(local, name), Name: name } };
  },
};
