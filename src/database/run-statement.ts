import type { EntityManager } from 'typeorm';

/** TypeORM answers `[rows, count]` for update and delete, and rows for everything else; callers want rows. */
export async function runStatement<Row>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const answer: unknown = await manager.query(sql, [...parameters]);
  if (!Array.isArray(answer)) return [];
  if (answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === 'number')
    return answer[0] as Row[];
  return answer as Row[];
}
