import { ServiceError } from '../context';

/** The ciphertext is damaged, of another key, or was made with another encryption context: KMS does not say which. */
export const invalidCiphertext = (): ServiceError => new ServiceError('InvalidCiphertextException', '');

export const notFound = (message: string): ServiceError => new ServiceError('NotFoundException', message);

export const validation = (message: string): ServiceError => new ServiceError('ValidationException', message);

export const incorrectKey = (): ServiceError =>
  new ServiceError(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );
