import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { Transactor } from '../../database/transactor.js';
import { Clock } from '../../kernel/clock.js';
import { type Actor, AuditLogRepository, type AuditRecord } from '../../users/audit/audit-log.repository.js';
import type { Language } from '../../users/language.js';
import { longestTemplate, unknownVariables } from './template-text.js';
import { TemplatesRepository } from './templates.repository.js';

/** Long enough to notice a slip, short enough that an old message is no trap. */
const undoForMs = 24 * 60 * 60 * 1_000;

export interface TemplateChange {
  readonly what: 'add' | 'edit' | 'del';
  readonly name: string;
  readonly language: Language;
  /** Empty for `del`. */
  readonly body: string;
  readonly actor: Actor;
  readonly requestKey: string;
}

export type TemplateOutcome =
  | { readonly kind: 'changed'; readonly changeId: number; readonly name: string; readonly isGone: boolean }
  | { readonly kind: 'exists' | 'missing' | 'empty' | 'too_long' | 'changed_since' | 'undo_too_late' }
  | { readonly kind: 'unknown_variables'; readonly words: readonly string[] };

/** As it stands in the audit log; a null body: there is none. */
interface Logged {
  readonly name: string;
  readonly language: Language;
  readonly body: string | null;
}

/** An admin adds, edits or deletes a template; logged, and taken back within a day. */
@Injectable()
export class ChangeTemplate {
  constructor(
    private readonly transactor: Transactor,
    private readonly templates: TemplatesRepository,
    private readonly audit: AuditLogRepository,
    private readonly clock: Clock,
  ) {}

  execute({ what, name, language, body, actor, requestKey }: TemplateChange): Promise<TemplateOutcome> {
    return this.transactor.run(async (tx) => {
      await this.templates.lock(tx);
      const known = await this.audit.byRequestKey(tx, requestKey);
      if (known !== undefined) return outcomeOf(known);
      const before = await this.bodyOf(tx, name, language);
      if (what === 'add' && before !== null) return { kind: 'exists' };
      if (what !== 'add' && before === null) return { kind: 'missing' };
      if (what === 'del') return this.put(tx, { name, language, body: null }, before, { actor, requestKey });
      if (body === '') return { kind: 'empty' };
      if (body.length > longestTemplate) return { kind: 'too_long' };
      const words = unknownVariables(body);
      if (words.length > 0) return { kind: 'unknown_variables', words };
      return this.put(tx, { name, language, body }, before, { actor, requestKey });
    });
  }

  /** Unless it was changed again since. */
  undo(changeId: number, actor: Actor): Promise<TemplateOutcome> {
    return this.transactor.run(async (tx) => {
      await this.templates.lock(tx);
      const requestKey = `template-undo:${changeId}`;
      const done = await this.audit.byRequestKey(tx, requestKey);
      if (done !== undefined) return outcomeOf(done);
      const change = await this.audit.byId(tx, changeId);
      const isLate =
        change === undefined || this.clock.now().getTime() - change.createdAt.getTime() > undoForMs;
      if (isLate || change.action !== 'template') return { kind: 'undo_too_late' };
      const [before, after] = [change.before as Logged, change.after as Logged];
      const present = await this.bodyOf(tx, after.name, after.language);
      if (present !== after.body) return { kind: 'changed_since' };
      return this.put(tx, before, present, { actor, requestKey });
    });
  }

  private async bodyOf(tx: Tx, name: string, language: Language): Promise<string | null> {
    const variants = await this.templates.named(tx, name);
    return variants.find((variant) => variant.language === language)?.body ?? null;
  }

  private async put(
    tx: Tx,
    after: Logged,
    body: string | null,
    request: { actor: Actor; requestKey: string },
  ): Promise<TemplateOutcome> {
    const entry = { action: 'template', ...request, userId: null, reason: null };
    await this.audit.record(tx, { ...entry, before: { ...after, body }, after });
    await this.templates.put(tx, after.name, after.language, after.body);
    const logged = await this.audit.byRequestKey(tx, request.requestKey);
    if (logged === undefined) throw new Error('a change was not logged');
    return outcomeOf(logged);
  }
}

/** Also for the same request once more: what it did the first time. */
function outcomeOf({ id, after }: AuditRecord): TemplateOutcome {
  const { name, body } = after as Logged;
  return { kind: 'changed', changeId: id, name, isGone: body === null };
}
