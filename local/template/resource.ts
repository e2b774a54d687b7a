import type { LocalContext } from '../context';

/** A resource of the template with all intrinsics resolved, about to be made. */
export interface Declared {
  logicalId: string;
  /** The name it gets where the template gives none; the same at every start, so that state is found again. */
  physicalName: string;
  properties: Record<string, unknown>;
}

/** What `Ref` and `Fn::GetAtt` of it answer. */
export interface Made {
  ref: string;
  attributes: Record<string, string>;
}

/**
 * How one CloudFormation resource type exists locally. Every property that the type may have must be in
 * `properties` (it does something here) or in `inert` (with the reason why it changes nothing locally);
 * any other stops the start.
 */
export interface ResourceType {
  type: string;
  properties: readonly string[];
  inert: Readonly<Record<string, string>>;
  make(declared: Declared, local: LocalContext): Made;
}
