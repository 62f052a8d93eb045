import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Db } from './db.js';
import { runStatement } from './run-statement.js';

/** The pool as a `Db`: each statement on its own connection, outside any transaction. */
@Injectable()
export class Reader implements Db {
  readonly manager: EntityManager;

  constructor(@InjectDataSource() dataSource: DataSource) {
    this.manager = dataSource.manager;
  }

  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    return runStatement<Row>(this.manager, sql, parameters);
  }
}
