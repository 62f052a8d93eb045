/** Every migration in order. Listed by hand so that compiled code, tests and the command line see the same ones. */
export const migrations: never[] = [];
