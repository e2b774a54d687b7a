import { ServiceError } from '../context';

/** The answer to a request that can never succeed as it is. */
export const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);

/** As `invalid`, in the form that AWS uses for a single parameter value. */
export const invalidParameter = (message: string): ServiceError =>
  invalid(`One or more parameter values were invalid: ${message}`);

/** The JSON has another shape than the API's model. */
export const unreadable = (message: string): ServiceError =>
  new ServiceError('SerializationException', message);

/** Something that AWS has and this emulation leaves out; never silently ignored. */
export const unsupported = (what: string): ServiceError => invalid(`${what} is not supported locally`);
