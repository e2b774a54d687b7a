/** One fault of the input: a JSON pointer (RFC 6901) to the field and the rule that it breaks. */
export interface FieldError {
  pointer: string;
  detail: string;
}

/** RFC 9457 problem document, as every error of our functions is answered. */
export interface Problem {
  /** `about:blank` where the status says it all (RFC 9457, section 4.2.1). */
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: FieldError[];
  requestId?: string;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  508: 'Loop Detected',
};

export function problem(status: number, detail: string, errors?: FieldError[]): Problem {
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    ...(errors && errors.length > 0 ? { errors } : {}),
  };
}
