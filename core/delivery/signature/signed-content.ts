import type { SigningSecret } from './signing-secret';

/** What every scheme signs a request from. */
export interface SignedContent {
  /** The event's id; it is constant over attempts (SEMANTICS 2.1). */
  id: string;
  /** The event's type. */
  type: string;
  /** When this attempt begins, epoch seconds. */
  timestamp: number;
  /** The bytes that are sent, as text. */
  body: string;
  /** Live ones, current first. */
  secrets: readonly SigningSecret[];
}

/** The headers that one scheme adds to a request. */
export type SignatureHeaders = Record<string, string>;
