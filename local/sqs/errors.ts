import { ServiceError } from '../context';

/** An error as SQS's JSON protocol names it; `code` is what the SDK shows as the error's name. */
export function sqsError(code: string, message: string, status = 400): ServiceError {
  return new ServiceError(`com.amazonaws.sqs#${code}`, message, status);
}

export const queueDoesNotExist = (): ServiceError =>
  sqsError('QueueDoesNotExist', 'The specified queue does not exist.');

export const invalidValue = (message: string): ServiceError => sqsError('InvalidParameterValue', message);

export const missing = (parameter: string): ServiceError =>
  sqsError('MissingParameter', `The request must contain the parameter ${parameter}.`);

export const receiptHandleIsInvalid = (handle: string): ServiceError =>
  sqsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
    404,
  );

/** The code without its namespace, as batch answers carry it. */
export const codeOf = (error: ServiceError): string => error.code.slice(error.code.indexOf('#') + 1);
