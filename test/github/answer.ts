/** GitHub's answers, and its refusals in its own words. */

export interface Answer {
  readonly status: number;
  /** Undefined if there is none. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by a route that answers with this. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`status ${answer.status}`);
  }
}

export function refuse(
  status: number,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Refusal {
  const body = {
    message,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
    ...more,
  };
  return new Refusal({ status, body });
}

export const notFound = (): Refusal => refuse(404, 'Not Found');

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
  readonly value?: string;
}

/** 422: the request is readable, but cannot be carried out. */
export function invalid(error: FieldError): Refusal {
  return refuse(422, 'Validation Failed', { errors: [error] });
}
