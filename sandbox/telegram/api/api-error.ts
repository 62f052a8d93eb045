import type { JsonObject } from '../state/json-object.js';

const PREFIXES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
};

/** An answer `{ok: false}`. Bot API: HTTP status = error_code, description = "<Prefix>: <text>". */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: JsonObject,
  ) {
    super(description);
  }

  static badRequest(text: string, parameters?: JsonObject): ApiError {
    return ApiError.of(400, text, parameters);
  }

  static forbidden(text: string): ApiError {
    return ApiError.of(403, text);
  }

  static tooManyRequests(seconds: number): ApiError {
    return ApiError.of(429, `retry after ${seconds}`, { retry_after: seconds });
  }

  static of(code: number, text: string, parameters?: JsonObject): ApiError {
    return new ApiError(code, `${PREFIXES[code] ?? 'Internal Server Error'}: ${text}`, parameters);
  }
}
