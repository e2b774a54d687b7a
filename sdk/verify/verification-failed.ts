/** Why a request is not taken for one of Tocsin. Answer it with 401, and keep the reason to yourself. */
export class VerificationFailed extends Error {
  override name = 'VerificationFailed';

  constructor(
    readonly code: 'header-missing' | 'header-malformed' | 'body-malformed' | 'too-old' | 'wrong-signature',
    message: string,
  ) {
    super(message);
  }
}
