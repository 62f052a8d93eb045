import type { LoggerService } from '@nestjs/common';

/** Keeps what was logged, for tests to look at, and prints nothing. */
export class QuietLogger implements LoggerService {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];

  log(): void {
    // Not of interest to a test.
  }

  error(message: unknown): void {
    this.errors.push(String(message));
  }

  warn(message: unknown): void {
    this.warnings.push(String(message));
  }
}
