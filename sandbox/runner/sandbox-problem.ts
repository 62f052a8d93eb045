/** Something the person at the keyboard can put right; shown without a stack trace. */
export class SandboxProblem extends Error {
  override readonly name = 'SandboxProblem';
}
