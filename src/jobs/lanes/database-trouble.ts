/**
 * SQLSTATEs that tell about the moment and not about the statement: connection lost (08), deadlock (40), lack of
 * resources (53), cancelled or server stopping (57), a timeout of ours (25P03, 55P03).
 */
const passingStates = /^(08|40|53|57|25P03|55P03)/;
const networkErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** What `pg` throws without a code. */
const networkMessages =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/;

/** Whether the same statement may well succeed a moment later. */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  // PostgreSQL ended or refused the connection: closed to connections, renamed, wrong password, starting up.
  if (severity === 'FATAL' || severity === 'PANIC') return true;
  if (typeof code === 'string' && (passingStates.test(code) || networkErrors.has(code))) return true;
  if (networkMessages.test(error.message)) return true;
  const { driverError } = error as { driverError?: unknown };
  return driverError !== undefined && driverError !== error && isDatabaseTrouble(driverError);
}
