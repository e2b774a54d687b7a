import type { Signature } from '../../subscription/subscription';
import { custom } from './custom';
import { github } from './github';
import { keywordsai } from './keywordsai';
import type { SignatureHeaders, SignedContent } from './signed-content';
import { standard } from './standard';
import { stripe } from './stripe';

/** The headers that a subscription's scheme proves a request by. Throws if no live secret is of use to it. */
export function signatureHeaders(signature: Signature, content: SignedContent): SignatureHeaders {
  switch (signature.scheme) {
    case 'standard':
      return standard(content, signature.versions);
    case 'keywordsai':
      return keywordsai(content);
    case 'github':
      return github(content);
    case 'stripe':
      return stripe(content, signature.header);
    case 'custom':
      return custom(content, signature);
  }
}
